//! The sheet: everything the source shows, in its order.

use leptos::prelude::*;

use crate::edits::{View, is_correction};
use crate::plan::{
    Cell, Field as F, Indicator, Observation, Plan, Policy, ProjectEntry, Subject, SubjectId, Value, runs,
};
use crate::state::State;
use crate::ui::part::{
    CellNotes, Field, Medium, ScrollTable, TO_CONFIRM, Width, contents, excel_link, follows, has_to_confirm, href,
    to_confirm,
};
use crate::ui::route::Route;
use crate::words;

use super::NotFoundPage;

/// The ids of the sheet's sections.
const INDICATORS: &str = "indicators";
const INITIATIVES: &str = "initiatives";
const PROJECTS: &str = "projects";

/// The sheet of one policy.
#[component]
pub fn PolicyPage(
    /// The open plan.
    state: State,
    /// The policy.
    id: SubjectId,
) -> impl IntoView {
    // Which subjects there are does not change with edits: the sheet is built once, its cells follow their values.
    let plan = state.structure();
    let Some(Subject::Policy(policy)) = plan.subject(&id) else {
        return view! { <NotFoundPage path=Route::Policy(id).address() /> }.into_any();
    };
    sheet(state, &plan, policy).into_any()
}

fn sheet(state: State, plan: &Plan, policy: &Policy) -> impl IntoView + use<> {
    let id = policy.id.clone();
    let title = {
        let id = id.clone();
        follows(move || words::screen::policy_name(&state.plan(), &id))
    };
    let indicators = policy.indicators.iter().map(|id| {
        view! {
            <section class="block">
                {indicator_head(state, id, 3)}
                {indicator_facts(state, id)}
                {actuals_table(state, plan, id)}
                {more(state, id, Route::Indicator(id.clone()))}
            </section>
        }
        .into_any()
    });
    let initiatives = policy.initiatives.iter().enumerate().map(|(index, id)| {
        view! {
            <li>
                <span aria-hidden="true">{words::cell::circled(index + 1)}</span>
                " "
                <Field state cell=Cell::plain(id, F::Text) width=Width::Wide />
                <CellNotes state cell=Cell::plain(id, F::Text) />
            </li>
        }
        .into_any()
    });
    let projects = policy.projects.iter().map(|entry| project(state, plan, entry));
    let enter_links = Medium::current().is_program().then(|| {
        view! {
            <nav class="enter-links" aria-label=words::screen::ENTER_YEARS>
                <span>{words::screen::ENTER_YEARS}</span>
                <ul class="links">
                    {plan
                        .years()
                        .map(|year| {
                            let name = words::screen::enter_year_name(year);
                            view! {
                                <li>
                                    <a href=Route::Enter(policy.id.clone(), year).address() aria-label=name>
                                        {words::year::short(year)}
                                    </a>
                                </li>
                            }.into_any()
                        })
                        .collect_view()}
                </ul>
            </nav>
        }
        .into_any()
    });
    let subjects: Vec<SubjectId> = {
        let projects = policy.projects.iter().map(|project| &project.id);
        let all = std::iter::once(&policy.id).chain(&policy.initiatives).chain(projects).chain(policy.all_indicators());
        all.cloned().collect()
    };
    let sections = {
        let (subjects, route) = (subjects.clone(), Route::Policy(policy.id.clone()));
        let sections = [
            (INDICATORS, words::screen::POLICY_INDICATORS),
            (INITIATIVES, words::screen::INITIATIVES),
            (PROJECTS, words::screen::PROJECTS),
        ];
        let has_more = Memo::new(move |_| has_to_confirm(state, &subjects));
        follows(move || {
            let more = has_more.get().then_some((TO_CONFIRM, words::screen::TO_CONFIRM_HEAD));
            let sections = sections.into_iter().chain(more).map(|(id, title)| (id.to_owned(), title));
            contents(&route, sections.collect())
        })
    };
    let table = excel_link(plan, &policy.id).map(|link| view! { <p class="taken">{link}</p> }.into_any());
    view! {
        <h1 tabindex="-1">{title}</h1>
        {move || {
            let name = Cell::plain(&id, F::Name);
            state
                .is_editing()
                .then(|| view! { <p><Field state cell=name.clone() width=Width::Wide /></p> <CellNotes state cell=name /> }.into_any())
        }}
        {enter_links}
        {table}
        {sections}
        <section>
            <h2>{words::cell::field(F::Vision)}</h2>
            <p class="vision">
                <Field state cell=Cell::plain(&policy.id, F::Vision) width=Width::Paragraph />
            </p>
            <CellNotes state cell=Cell::plain(&policy.id, F::Vision) />
        </section>
        <section>
            <h2 id=INDICATORS tabindex="-1">{words::screen::POLICY_INDICATORS}</h2>
            {indicators.collect_view()}
        </section>
        <section>
            <h2 id=INITIATIVES tabindex="-1">{words::screen::INITIATIVES}</h2>
            <ol class="initiatives">{initiatives.collect_view()}</ol>
        </section>
        <section>
            <h2 id=PROJECTS tabindex="-1">{words::screen::PROJECTS}</h2>
            {projects.collect_view()}
        </section>
        {to_confirm(state, subjects)}
    }
}

fn more(state: State, id: &SubjectId, route: Route) -> impl IntoView + use<> {
    let id = id.clone();
    let name = follows(move || words::screen::of(state.plan().text(&id, F::Name)));
    view! {
        <p class="more-link">
            <a href=href(&route)>
                {words::screen::SEE_MORE} <span class="hidden">{name}</span>
            </a>
        </p>
    }
}

/// The indicator's name as a heading; in editing, with a field below it.
pub fn indicator_head(state: State, id: &SubjectId, level: u8) -> impl IntoView + use<> {
    let name = {
        let id = id.clone();
        follows(move || state.plan().text(&id, F::Name).to_owned())
    };
    let cell = Cell::plain(id, F::Name);
    let field = follows(move || {
        let cell = cell.clone();
        state.is_editing().then(|| {
            view! { <p><Field state cell=cell.clone() width=Width::Wide /></p> <CellNotes state cell /> }.into_any()
        })
    });
    let heading = match level {
        3 => view! { <h3>{name}</h3> }.into_any(),
        _ => view! { <h4>{name}</h4> }.into_any(),
    };
    view! {
        {heading}
        {field}
    }
}

/// Unit, latest value, direction, target and source, as the sheet lists them.
pub fn indicator_facts(state: State, id: &SubjectId) -> impl IntoView + use<> {
    let latest_head = {
        let id = id.clone();
        follows(move || {
            words::screen::latest_head(state.plan().indicator(&id).and_then(|indicator| indicator.latest_year))
        })
    };
    let row = |field: F, details: bool| {
        let cell = Cell::plain(id, field);
        view! {
            <dd>
                <Field state cell=cell.clone() width=if field == F::Source { Width::Wide } else { Width::Narrow } />
                <CellNotes state cell details />
            </dd>
        }
        .into_any()
    };
    let year = {
        let cell = Cell::plain(id, F::LatestYear);
        let field = {
            let cell = cell.clone();
            follows(move || {
                let cell = cell.clone();
                state.is_editing().then(|| view! { <Field state cell /> }.into_any())
            })
        };
        view! {
            {field}
            <CellNotes state cell />
        }
    };
    let rarely = {
        let wanted = {
            let id = id.clone();
            // A memo: fields that are shown are not made anew under the hand that types in them.
            Memo::new(move |_| {
                let plan = state.plan();
                let stated = |i: Indicator| !i.band.exact().is_zero() || i.target_year != plan.last_year;
                state.is_editing() || plan.indicator(&id).is_some_and(stated)
            })
        };
        let id = id.clone();
        follows(move || {
            let id = id.clone();
            wanted.get().then(|| {
                view! {
                    <div>
                        <dt>{words::cell::field(F::TargetYear)}</dt>
                        <dd><Field state cell=Cell::plain(&id, F::TargetYear) /> <CellNotes state cell=Cell::plain(&id, F::TargetYear) /></dd>
                    </div>
                    <div>
                        <dt>{words::cell::field(F::Band)}</dt>
                        <dd><Field state cell=Cell::plain(&id, F::Band) /> <CellNotes state cell=Cell::plain(&id, F::Band) /></dd>
                    </div>
                }
                .into_any()
            })
        })
    };
    view! {
        <dl class="facts">
            <div>
                <dt>{words::cell::field(F::Unit)}</dt>
                {row(F::Unit, false)}
            </div>
            <div>
                <dt>{latest_head} {year}</dt>
                {row(F::Latest, true)}
            </div>
            <div>
                <dt>{words::cell::field(F::Direction)}</dt>
                {row(F::Direction, false)}
            </div>
            <div>
                <dt>{words::cell::field(F::Target)}</dt>
                {row(F::Target, false)}
            </div>
            <div class="source-cell">
                <dt>{words::cell::field(F::Source)}</dt>
                {row(F::Source, false)}
            </div>
            {rarely}
        </dl>
    }
}

/// 初期値 and the actuals of each fiscal year.
pub fn actuals_table(state: State, plan: &Plan, id: &SubjectId) -> impl IntoView + use<> {
    let name = {
        let id = id.clone();
        Signal::derive(move || words::screen::actuals_of(state.plan().text(&id, F::Name)))
    };
    let (head, row) = (years_head(plan), actuals_row(state, plan, id));
    view! {
        <ScrollTable name=name>
            <table class="yearly">
                <caption class="hidden">{move || name.get()}</caption>
                {head}
                <tbody>{row}</tbody>
            </table>
        </ScrollTable>
    }
}

fn years_head(plan: &Plan) -> impl IntoView + use<> {
    let years = plan.years().map(|year| {
        view! {
            <th scope="col">
                <abbr title=words::year::in_sentence(year)>{words::year::short(year)}</abbr>
            </th>
        }
        .into_any()
    });
    view! {
        <thead>
            <tr>
                <td></td>
                <th scope="col">{words::cell::field(F::Baseline)}</th>
                {years.collect_view()}
            </tr>
        </thead>
    }
}

fn value_cell(state: State, cell: Option<Cell>) -> AnyView {
    view! {
        <td class="value">
            <Field state cell=cell.clone() />
            <CellNotes state cell details=true />
        </td>
    }
    .into_any()
}

/// The values of a row. In editing each is a cell; in reading, those beside each other that nobody has entered are one cell,
/// which says so once.
fn value_cells(state: State, cells: Vec<Option<Cell>>) -> impl IntoView + use<> {
    let cells: Vec<Cell> = cells.into_iter().flatten().collect();
    follows(move || {
        if state.is_editing() {
            return cells.iter().map(|cell| value_cell(state, Some(cell.clone()))).collect_view().into_any();
        }
        let shown = state.shown();
        let runs = runs(cells.iter().map(|cell| is_empty(&shown.view, cell)));
        let runs = runs.into_iter().filter_map(|(at, length)| {
            let run = cells.get(at..at + length)?;
            let (first, span) = (run.first()?, (length > 1).then(|| length.to_string()));
            let notes = run.iter().map(|cell| view! { <CellNotes state cell=Some(cell.clone()) /> }.into_any());
            let class = if is_empty(&shown.view, first) { "value missing" } else { "value" };
            Some(
                view! {
                    <td class=class colspan=span>
                        <Field state cell=Some(first.clone()) />
                        {notes.collect_view()}
                    </td>
                }
                .into_any(),
            )
        });
        runs.collect_view().into_any()
    })
}

/// Whether nobody has entered the value, and nothing is to be said of it that it would not share with others.
fn is_empty(view: &View, cell: &Cell) -> bool {
    view.value(cell) == Value::Observation(Observation::NotEntered)
        && view.plan.remark(cell).is_empty()
        && !view.is_conflict(cell)
        && !view.has_newer(cell)
        && !is_correction(view, cell)
}

fn actuals_row(state: State, plan: &Plan, id: &SubjectId) -> AnyView {
    let years = plan.years().map(|year| Cell::yearly(id, F::Actual, year));
    let cells = std::iter::once(Cell::plain(id, F::Baseline)).chain(years);
    view! {
        <tr>
            <th scope="row">{words::screen::ACTUALS}</th>
            {value_cells(state, cells.collect())}
        </tr>
    }
    .into_any()
}

/// 執行率 of each fiscal year, computed.
fn rates_row(state: State, plan: &Plan, id: &SubjectId) -> impl IntoView + use<> {
    let (id, years) = (id.clone(), plan.years().collect::<Vec<_>>());
    let rates = Memo::new(move |_| {
        let plan = state.plan();
        years.iter().map(|year| words::screen::rate_in_table(&plan, &id, *year)).collect::<Vec<_>>()
    });
    let cells = follows(move || {
        let rates = rates.get();
        let runs = runs(rates.iter().map(|rate| rate == words::screen::NO_RATE));
        let cells = runs.into_iter().filter_map(|(at, length)| {
            let (rate, span) = (rates.get(at)?.clone(), (length > 1).then(|| length.to_string()));
            let class = if rate == words::screen::NO_RATE { "value missing" } else { "value number" };
            Some(view! { <td class=class colspan=span>{rate}</td> }.into_any())
        });
        cells.collect_view()
    });
    view! {
        <tr>
            <th scope="row">{words::figure::EXECUTION_RATE.to_string()}</th>
            <td class="value quiet">"－"</td>
            {cells}
        </tr>
    }
}

/// One project as the sheet lays it out: its head, its outcome indicators, its money.
pub fn project(state: State, plan: &Plan, entry: &ProjectEntry) -> AnyView {
    let id = entry.id.clone();
    let name = {
        let id = id.clone();
        follows(move || words::screen::project_name(&state.plan(), &id))
    };
    let name_cell = Cell::plain(&id, F::Name);
    let number_cell = Cell::plain(&id, F::Number);
    view! {
        <section class="block project">
            <h3>{name}</h3>
            {move || {
                let (name_cell, number_cell) = (name_cell.clone(), number_cell.clone());
                state
                    .is_editing()
                    .then(|| {
                        view! {
                            <p>
                                <Field state cell=number_cell.clone() />
                                " "
                                <Field state cell=name_cell.clone() width=Width::Wide />
                            </p>
                            <CellNotes state cell=number_cell />
                            <CellNotes state cell=name_cell />
                        }.into_any()
                    })
            }}
            {project_facts(state, &id)}
            {entry
                .indicators
                .iter()
                .map(|indicator| {
                    view! {
                        <p class="kind">{words::screen::OUTCOME_INDICATOR}</p>
                        {indicator_head(state, indicator, 4)}
                        {indicator_facts(state, indicator)}
                    }.into_any()
                })
                .collect_view()}
            {project_table(state, plan, entry)}
            {more(state, &id, Route::Project(id.clone()))}
        </section>
    }
    .into_any()
}

/// Initiatives, department and description of a project.
pub fn project_facts(state: State, id: &SubjectId) -> impl IntoView + use<> {
    let row = |label: &'static str, field: F, width: Width| {
        let cell = Cell::plain(id, field);
        view! {
            <div class:long=width == Width::Paragraph>
                <dt>{label}</dt>
                <dd>
                    <Field state cell=cell.clone() width />
                    <CellNotes state cell />
                </dd>
            </div>
        }
        .into_any()
    };
    view! {
        <dl class="facts">
            {row(words::screen::INITIATIVES, F::Initiatives, Width::Narrow)}
            {row(words::cell::field(F::Department), F::Department, Width::Wide)}
            {row(words::cell::field(F::Description), F::Description, Width::Paragraph)}
            {row(words::cell::field(F::BudgetBasis), F::BudgetBasis, Width::Wide)}
        </dl>
    }
}

/// Actuals, budgets, settlements and execution rates of a project, year by year.
pub fn project_table(state: State, plan: &Plan, entry: &ProjectEntry) -> impl IntoView + use<> {
    let id = entry.id.clone();
    let name = {
        let id = id.clone();
        Signal::derive(move || words::screen::years_of(state.plan().text(&id, F::Name)))
    };
    let amounts = |field: F| {
        let years = value_cells(state, plan.years().map(|year| Cell::yearly(&entry.id, field, year)).collect());
        view! {
            <tr>
                <th scope="row">{words::cell::field(field)}</th>
                <td class="value quiet">"－"</td>
                {years}
            </tr>
        }
        .into_any()
    };
    let head = years_head(plan);
    let rows = (
        entry.indicators.iter().map(|id| actuals_row(state, plan, id)).collect_view(),
        amounts(F::Budget),
        amounts(F::Settlement),
        rates_row(state, plan, &entry.id),
    );
    view! {
        <ScrollTable name=name>
            <table class="yearly">
                <caption class="hidden">{move || name.get()}</caption>
                {head}
                <tbody>
                    {rows}
                </tbody>
            </table>
        </ScrollTable>
    }
}
