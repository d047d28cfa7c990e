//! Entry: one fiscal year, every cell of the sheet that belongs to it, keyboard first.

use leptos::prelude::*;

use crate::plan::{Cell, Field as F, FiscalYear, Plan, Policy, Subject, SubjectId, Value};
use crate::state::State;
use crate::ui::part::{CellNotes, Field, begin_editing, follows, pressed};
use crate::ui::route::Route;
use crate::words;

use super::NotFoundPage;

/// The screen of entry for one fiscal year.
#[component]
pub fn EnterPage(
    /// The open plan.
    state: State,
    /// The policy.
    id: SubjectId,
    /// The fiscal year.
    year: FiscalYear,
) -> impl IntoView {
    let plan = state.with_journal(|journal| journal.published().plan.clone());
    let unknown = || view! { <NotFoundPage path=Route::Enter(id.clone(), year).address() /> }.into_any();
    let Some(Subject::Policy(policy)) = plan.subject(&id) else { return unknown() };
    if !plan.years().any(|own| own == year) {
        return unknown();
    }
    let cells = cells(policy, year);
    let rest = {
        let cells = cells.clone();
        follows(move || {
            let plan = state.drafts().view.plan.clone();
            let missing = cells.iter().filter(|cell| plan.value(cell) == cell.kind().empty()).count();
            words::screen::rest(missing, cells.len())
        })
    };
    let title = {
        let id = id.clone();
        follows(move || words::screen::enter_head(&words::screen::policy_name(&state.plan(), &id), year))
    };
    let groups = groups(policy, year).into_iter().map(|(heading, cells)| {
        let heading = move || heading.as_ref().map(|id| words::screen::project_name(&state.plan(), id));
        view! {
            <section class="entry-group">
                <h2>{move || heading().unwrap_or_else(|| words::screen::POLICY_INDICATORS.to_owned())}</h2>
                {cells.into_iter().map(|cell| row(state, cell)).collect_view()}
            </section>
        }
        .into_any()
    });
    let years = plan.years().map(|other| {
        let current = (other == year).then_some("page");
        view! {
            <li>
                <a href=Route::Enter(policy.id.clone(), other).address() aria-current=current>
                    {words::year::short(other)}
                </a>
            </li>
        }
        .into_any()
    });
    view! {
        <p class="back">
            <a href=Route::Policy(id.clone()).address()>{words::screen::policy_name(&plan, &id)}</a>
        </p>
        <h1 tabindex="-1">{title}</h1>
        <nav aria-label=words::screen::YEARS>
            <ul class="links years">{years.collect_view()}</ul>
        </nav>
        {move || {
            (!state.is_editing())
                .then(|| {
                    view! {
                        <p class="hint">
                            {words::screen::ENTER_NEEDS_EDITING} " "
                            <button type="button" class="primary" on:click=pressed(move |_| begin_editing(state))>
                                {words::screen::EDIT}
                            </button>
                        </p>
                    }.into_any()
                })
        }}
        <p class="rest" role="status">
            {rest}
        </p>
        <p class="quiet">{words::screen::ENTER_HINT}</p>
        {groups.collect_view()}
    }
    .into_any()
}

/// The cells of a year in the sheet's order, in groups: the policy's own indicators first, then project by project.
fn groups(policy: &Policy, year: FiscalYear) -> Vec<(Option<SubjectId>, Vec<Cell>)> {
    let actual = |id: &SubjectId| Cell::yearly(id, F::Actual, year);
    let own = policy.indicators.iter().filter_map(actual).collect();
    let projects = policy.projects.iter().map(|project| {
        let amounts = [F::Budget, F::Settlement].map(|field| Cell::yearly(&project.id, field, year));
        let cells = project.indicators.iter().map(actual).chain(amounts).flatten().collect();
        (Some(project.id.clone()), cells)
    });
    std::iter::once((None, own)).chain(projects).collect()
}

fn cells(policy: &Policy, year: FiscalYear) -> Vec<Cell> {
    groups(policy, year).into_iter().flat_map(|(_, cells)| cells).collect()
}

fn row(state: State, cell: Cell) -> AnyView {
    let label = {
        let cell = cell.clone();
        follows(move || words::screen::entry_label(&state.plan(), &cell))
    };
    let before = {
        let cell = cell.clone();
        follows(move || year_before(&state.plan(), &cell))
    };
    let unit = {
        let cell = cell.clone();
        follows(move || crate::ui::part::unit(&state.plan(), &cell))
    };
    view! {
        <div class="entry-row">
            <span class="entry-label">{label}</span>
            <span class="entry-before">{before}</span>
            <span class="entry-field">
                <Field state cell=Some(cell.clone()) />
                " "
                <span class="unit">{unit}</span>
                <CellNotes state cell=Some(cell) details=true />
            </span>
        </div>
    }
    .into_any()
}

/// The value of the year before: of the plan's first year, an indicator's latest value with its year.
fn year_before(plan: &Plan, cell: &Cell) -> String {
    let Some(year) = cell.year() else { return String::new() };
    match cell.field() {
        F::Actual => plan.indicator(&cell.subject).and_then(|indicator| {
            let (before, observation) = indicator.year_before(year)?;
            let printed = if plan.years().any(|own| own == before) {
                words::year::short(before)
            } else {
                words::year::printed(before)
            };
            Some(words::screen::before(&printed, observation))
        }),
        field => Cell::yearly(&cell.subject, field, year.previous()).filter(|before| plan.has(before)).map(|before| {
            match plan.value(&before) {
                Value::Observation(observation) => {
                    words::screen::before(&words::year::short(year.previous()), observation)
                }
                _ => String::new(),
            }
        }),
    }
    .unwrap_or_default()
}
