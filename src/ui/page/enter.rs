//! Entry: one fiscal year, every cell of the sheet that belongs to it, keyboard first.

use leptos::prelude::*;

use crate::edits::{Maker, closings, is_closed};
use crate::plan::{Aspect, Cell, Field as F, FiscalYear, Plan, Subject, SubjectId, Value};
use crate::state::State;
use crate::ui::part::{CellNotes, Field, MakerFields, begin_editing, follows, pressed};
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
    let plan = state.structure();
    let unknown = || view! { <NotFoundPage path=Route::Enter(id.clone(), year).address() /> }.into_any();
    let Some(Subject::Policy(policy)) = plan.subject(&id) else { return unknown() };
    if !plan.years().any(|own| own == year) {
        return unknown();
    }
    let cells: Vec<Cell> = plan.cells_of(policy, year).into_iter().flat_map(|(_, cells)| cells).collect();
    let rest = {
        let cells = cells.clone();
        follows(move || {
            let plan = state.plan();
            let missing = cells.iter().filter(|cell| plan.value(cell) == cell.kind().empty()).count();
            words::screen::rest(missing, cells.len())
        })
    };
    let title = {
        let id = id.clone();
        follows(move || words::screen::enter_head(&words::screen::policy_name(&state.about(&id).plan, &id), year))
    };
    let groups = plan.cells_of(policy, year).into_iter().map(|(project, cells)| {
        let heading = project.map(|project| project.id.clone());
        let heading =
            move || heading.as_ref().map(|id: &SubjectId| words::screen::project_name(&state.about(id).plan, id));
        let confirm = confirm_group(state, heading.clone(), cells.clone());
        view! {
            <section class="entry-group">
                <h2>{move || heading().unwrap_or_else(|| words::screen::POLICY_INDICATORS.to_owned())}</h2>
                {cells.into_iter().map(|cell| row(state, cell)).collect_view()}
                {confirm}
            </section>
        }
        .into_any()
    });
    let closed = {
        let id = id.clone();
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
            if let (true, true, Some(Value::Text(text))) = (texts.is_empty(), is_closed(&shown, policy, year), &stated)
            {
                texts.push(text);
            }
            let lead = || words::closing::closed_lead(year, &words::closing::closings(&texts));
            (!texts.is_empty()).then(|| view! { <p class="doubt">{lead()}</p> }.into_any())
        })
    };
    // Asked for where nobody said it yet, and left standing until the screen is left: name and department are two fields.
    let maker = follows(move || {
        let wanted = state.is_editing() && !state.desk().maker.with_untracked(Maker::is_known);
        wanted.then(|| view! { <MakerFields state /> }.into_any())
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
        {closed}
        {move || state.is_editing().then(|| view! { <p class="quiet">{words::screen::ENTER_HINT}</p> }.into_any())}
        {maker}
        {groups.collect_view()}
    }
    .into_any()
}

/// For whoever answers for the group: confirms at once all that is filled in and not confirmed yet.
fn confirm_group(
    state: State,
    heading: impl Fn() -> Option<String> + Clone + Send + 'static,
    cells: Vec<Cell>,
) -> impl IntoView {
    let open = {
        let cells = cells.clone();
        Memo::new(move |_| {
            // What a field shows and could not be read is not what would be confirmed.
            let is_open = |cell: &&Cell| {
                let plan = &state.about(&cell.subject).plan;
                plan.value(cell) != cell.kind().empty() && !plan.is_confirmed(cell) && !state.is_unread(cell)
            };
            cells.iter().filter(is_open).cloned().collect::<Vec<_>>()
        })
    };
    follows(move || {
        let wanted = state.is_editing() && !open.with(Vec::is_empty);
        let name = heading().unwrap_or_else(|| words::screen::POLICY_INDICATORS.to_owned());
        let confirm = move |_| {
            let changes = open.get_untracked().into_iter().map(|cell| {
                let confirmed = Value::Confirmation(Some(state.value(&cell).canonical()));
                (state.begin(&cell.with_aspect(Aspect::Confirmation)), confirmed)
            });
            let changes: Vec<_> = changes.collect();
            let count = changes.len();
            if state.set_all(changes, None) {
                state.say(words::notice::confirmed(count));
            }
        };
        wanted.then(|| {
            view! {
                <p class="confirm">
                    <button type="button" class="small" on:click=pressed(confirm)>
                        {words::closing::confirm_group(&name)}
                    </button>
                </p>
            }
            .into_any()
        })
    })
}

fn row(state: State, cell: Cell) -> AnyView {
    let label = {
        let cell = cell.clone();
        follows(move || words::screen::entry_label(&state.about(&cell.subject).plan, &cell))
    };
    let before = {
        let cell = cell.clone();
        follows(move || year_before(&state.about(&cell.subject).plan, &cell))
    };
    let unit = {
        let cell = cell.clone();
        // The labels of amounts say theirs.
        let said = matches!(cell.field(), F::Budget | F::Settlement);
        follows(move || (!said).then(|| words::cell::unit(&state.about(&cell.subject).plan, &cell)))
    };
    view! {
        <div class="entry-row">
            <span class="entry-label">{label}</span>
            <span class="entry-before">{before}</span>
            <span class="entry-field">
                <Field state cell=Some(cell.clone()) />
                " "
                <bdi class="unit">{unit}</bdi>
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
