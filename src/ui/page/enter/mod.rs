//! Entry: a policy's values in one table, of one fiscal year or of all, keyboard first.

mod confirm;
mod paste;
mod table;

use leptos::context::Provider;
use leptos::prelude::*;

use crate::edits::{asked_of, closings, is_closed, open_year};
use crate::plan::{Cell, Field as F, FiscalYear, Plan, Policy, Subject, SubjectId, Value, is_blank};
use crate::state::State;
use crate::ui::part::{DepartmentChoice, Grid, Printing, begin_editing, follows, pressed};
use crate::ui::route::Route;
use crate::words;

use super::NotFoundPage;
use super::exchange::answer_paper;
use confirm::{ConfirmLabel, confirm_group};
use paste::paste_preview;
use table::{Columns, Group, entry_table};

/// The screen of entry.
#[component]
pub fn EnterPage(
    /// The open plan.
    state: State,
    /// The policy.
    id: SubjectId,
    /// The fiscal year; none for all of the plan.
    year: Option<FiscalYear>,
) -> impl IntoView {
    let plan = state.structure();
    let route = match year {
        Some(year) => Route::Enter(id.clone(), year),
        None => Route::EnterYears(id.clone()),
    };
    match (plan.subject(&id), year.is_none_or(|year| plan.years().any(|own| own == year))) {
        (Some(Subject::Policy(policy)), true) => entry(state, &plan, policy, year, &route).into_any(),
        _ => view! { <NotFoundPage path=route.address() /> }.into_any(),
    }
}

fn entry(state: State, plan: &Plan, policy: &Policy, year: Option<FiscalYear>, route: &Route) -> impl IntoView + use<> {
    let years: Vec<FiscalYear> = year.map_or_else(|| plan.years().collect(), |year| vec![year]);
    let (id, grid) = (policy.id.clone(), Grid::new(years.clone()));
    // The department whose values are entered. One that answers for nothing enters whatever it has, as it hands that in.
    let department = Memo::new(move |_| {
        let said = state.is_editing().then(|| state.desk().maker.get().department).flatten();
        let said = said.filter(|said| !is_blank(said)).map(|said| said.trim().to_owned());
        said.filter(|said| state.plan().has_duty(said))
    });
    // What is retired, and who answers for what, may change while the screen is open.
    let groups = {
        let (id, years) = (id.clone(), years.clone());
        Memo::new(move |_| {
            let (plan, department) = (state.plan(), department.get());
            let policy = plan.structure.policy(&id);
            policy.map(|policy| Group::by_duty(&plan, policy, &years, department.as_deref())).unwrap_or_default()
        })
    };
    let title = {
        let id = id.clone();
        Signal::derive(move || {
            let shown = state.about(&id);
            let name = words::screen::policy_name(&shown.plan, &id);
            match year {
                Some(year) => words::screen::enter_head(&name, year),
                None => words::screen::enter_years_head(&name, &shown.plan),
            }
        })
    };
    let missing = Memo::new(move |_| {
        let (plan, (own, _)) = (state.plan(), groups.get());
        let cells: Vec<&Cell> = own.iter().flat_map(Group::cells).collect();
        (cells.iter().filter(|cell| plan.value(cell) == cell.kind().empty()).count(), cells.len())
    });
    let rest = Memo::new(move |_| {
        let (missing, of) = missing.get();
        words::screen::rest(department.get().as_deref(), missing, of)
    });
    // The bar says it beside the button that hands in, where that is of what stands here.
    let is_handed_in = year.is_some() && plan.policies().len() == 1;
    Effect::new(move || state.desk().missing.set(is_handed_in.then(|| missing.get().0)));
    on_cleanup(move || {
        state.desk().missing.try_set(None);
    });
    let links = plan.years().map(Some).chain([None]).map(|other| {
        let (address, text) = match other {
            Some(year) => (Route::Enter(id.clone(), year), words::year::short(year)),
            None => (Route::EnterYears(id.clone()), words::screen::all_years(plan)),
        };
        let current = (address == *route).then_some("page");
        view! {
            <li>
                <a href=address.address() aria-current=current>
                    {text}
                </a>
            </li>
        }
        .into_any()
    });
    let tools = {
        follows(move || {
            let editing = || {
                (
                    view! { <DepartmentChoice state label=words::screen::ENTERS_FOR none=words::screen::ANY_DEPARTMENT /> },
                    view! {
                        <button
                            type="button"
                            class="small"
                            on:click=pressed(move |_| grid.go_to_missing(state))
                        >
                            {words::screen::NEXT_MISSING}
                            <span class="entry-hint">" " {words::screen::NEXT_MISSING_KEY}</span>
                        </button>
                        <p class="quiet entry-hint">{words::screen::ENTER_HINT} " " {words::screen::ENTER_KEYS}</p>
                        <details class="quiet">
                            <summary>{words::screen::CONFIRMING_HEAD}</summary>
                            <p>{words::screen::CONFIRMING}</p>
                        </details>
                    },
                )
            };
            match state.is_editing() {
                true => view! { <div class="entry-tools">{editing()}</div> }.into_any(),
                false => view! {
                    <p class="hint">
                        {words::screen::ENTER_NEEDS_EDITING} " "
                        <button type="button" class="primary" on:click=pressed(move |_| begin_editing(state))>
                            {words::screen::EDIT}
                        </button>
                    </p>
                }
                .into_any(),
            }
        })
    };
    // All of a department at once.
    let confirm = follows(move || {
        let label = words::closing::confirm_group(&department.get()?);
        let cells = groups.with(|(own, _)| own.iter().flat_map(Group::cells).cloned().collect());
        Some(confirm_group(state, ConfirmLabel::Whole(label), cells).into_any())
    });
    let closed = year.map(|year| closed_note(state, id.clone(), year));
    let columns = Memo::new(move |_| {
        let (own, others) = groups.get();
        Columns::new(&state.plan(), own.iter().chain(&others), years.clone())
    });
    let back = {
        let id = id.clone();
        follows(move || words::screen::policy_name(&state.about(&id).plan, &id))
    };
    let end = follows(move || {
        let year = year.unwrap_or_else(|| open_year(&state.drafts(), state.drafts().plan.policies()));
        state.is_editing().then(|| {
            view! {
                <p>
                    {is_handed_in.then(|| view! { <span class="quiet">{move || rest.get()}</span> }.into_any())} " "
                    <a class="button primary" href=Route::HandIn(year).address()>
                        {words::exchange::HAND_IN}
                    </a>
                </p>
            }
            .into_any()
        })
    });
    // On paper the year's entry is the answer that is stamped: a department's or, where all is of one policy, everybody's.
    let since = Printing::signal();
    let printed = year.map(|year| {
        let id = id.clone();
        follows(move || {
            let at = since.get().filter(|_| state.is_editing())?;
            let part = state.part_to_hand_in();
            let is_asked_here = |department| {
                let plan = &state.drafts().plan;
                asked_of(plan, year, Some(department)).policies.iter().any(|(policy, _)| policy.id == id)
            };
            let is_answer = is_handed_in || part.department().is_some_and(is_asked_here);
            is_answer.then(|| answer_paper(state, year, part.department(), at))
        })
    });
    view! {
        <p class="back">
            <a href=Route::Policy(id.clone()).address()>{back}</a>
        </p>
        <h1 tabindex="-1">{move || title.get()}</h1>
        <nav aria-label=words::screen::YEARS>
            <ul class="links years">{links.collect_view()}</ul>
        </nav>
        {tools}
        {closed}
        <p class="rest" role="status">
            {move || rest.get()}
        </p>
        {confirm}
        {paste_preview(state, grid)}
        <Provider value=grid>{entry_table(state, grid, title, columns, groups)}</Provider>
        {end}
        {printed}
    }
}

/// That the year is closed, and what that means.
fn closed_note(state: State, id: SubjectId, year: FiscalYear) -> impl IntoView {
    follows(move || {
        let shown = state.about(&id);
        let policy = shown.plan.structure.policy(&id)?;
        let closings = closings(&shown, policy, year);
        let texts = closings.iter().filter_map(|closing| match closing.set() {
            Some((_, Value::Text(text), _)) => Some(text.as_str()),
            _ => None,
        });
        let mut texts = texts.collect::<Vec<_>>();
        // The plan itself may say it.
        let stated = Cell::yearly(&id, F::Closed, year).map(|cell| shown.value(&cell));
        if let (true, true, Some(Value::Text(text))) = (texts.is_empty(), is_closed(&shown, policy, year), &stated) {
            texts.push(text);
        }
        let lead = || words::closing::closed_lead(year, &words::closing::closings(&texts));
        (!texts.is_empty()).then(|| view! { <p class="doubt">{lead()}</p> }.into_any())
    })
}
