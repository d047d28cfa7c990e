//! The sheet: everything the source shows, in its order.

use leptos::prelude::*;

use crate::plan::{Cell, Field as F, Indicator, Plan, Policy, ProjectEntry, Subject, SubjectId, SubjectKind};
use crate::state::State;
use crate::ui::part::{
    CellNotes, Field, Medium, TO_CONFIRM, Width, add, arrange, contents, excel_link, follows, has_to_confirm, href,
    retired_mark, to_confirm,
};
use crate::ui::route::Route;
use crate::words;

use super::NotFoundPage;
use super::years::{actuals_table, project_table};

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
    // The sheet is built once for the subjects there are; its cells follow their values.
    let plan = state.structure();
    let Some(Subject::Policy(policy)) = plan.subject(&id) else {
        return view! { <NotFoundPage path=Route::Policy(id).address() /> }.into_any();
    };
    sheet(state, &plan, policy).into_any()
}

fn sheet(state: State, plan: &Plan, policy: &Policy) -> impl IntoView + use<> {
    let (id, is_stated) = (policy.id.clone(), plan.stated.has(&policy.id));
    let title = {
        let id = id.clone();
        follows(move || words::screen::policy_name(&state.about(&id).plan, &id))
    };
    let indicators = policy.indicators.iter().map(|id| {
        view! {
            <section class="block">
                {indicator_head(state, id, 3)}
                {retired_mark(state, id)}
                {indicator_facts(state, id)}
                {actuals_table(state, plan, id)}
                {arrange(state, id, F::Name)}
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
                {retired_mark(state, id)}
                {arrange(state, id, F::Text)}
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
            // A policy that a file states has its number as its id.
            let number = Cell::plain(&id, F::Number).filter(|_| !is_stated);
            state
                .is_editing()
                .then(|| {
                    view! {
                        <p>
                            {number.clone().map(|cell| view! { <Field state cell=Some(cell) /> }.into_any())} " "
                            <Field state cell=name.clone() width=Width::Wide />
                        </p>
                        <CellNotes state cell=number />
                        <CellNotes state cell=name />
                    }.into_any()
                })
        }}
        {retired_mark(state, &policy.id)}
        {(plan.policies().len() > 1).then(|| arrange(state, &policy.id, F::Name).into_any())}
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
            {add(state, SubjectKind::Indicator, Some(policy.id.clone()))}
        </section>
        <section>
            <h2 id=INITIATIVES tabindex="-1">{words::screen::INITIATIVES}</h2>
            <ol class="initiatives">{initiatives.collect_view()}</ol>
            {add(state, SubjectKind::Initiative, Some(policy.id.clone()))}
        </section>
        <section>
            <h2 id=PROJECTS tabindex="-1">{words::screen::PROJECTS}</h2>
            {projects.collect_view()}
            {add(state, SubjectKind::Project, Some(policy.id.clone()))}
        </section>
        {to_confirm(state, subjects)}
    }
}

fn more(state: State, id: &SubjectId, route: Route) -> impl IntoView + use<> {
    let id = id.clone();
    let name = follows(move || words::screen::of(state.about(&id).plan.text(&id, F::Name)));
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
        follows(move || state.about(&id).plan.text(&id, F::Name).to_owned())
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
            words::screen::latest_head(state.about(&id).plan.indicator(&id).and_then(|indicator| indicator.latest_year))
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
                let plan = &state.about(&id).plan;
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

/// One project as the sheet lays it out: its head, its outcome indicators, its money.
pub fn project(state: State, plan: &Plan, entry: &ProjectEntry) -> AnyView {
    let id = entry.id.clone();
    let name = {
        let id = id.clone();
        follows(move || words::screen::project_name(&state.about(&id).plan, &id))
    };
    let name_cell = Cell::plain(&id, F::Name);
    let number_cell = Cell::plain(&id, F::Number);
    view! {
        <section class="block project">
            <h3>{name}</h3>
            {retired_mark(state, &id)}
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
                        {retired_mark(state, indicator)}
                        {indicator_facts(state, indicator)}
                        {arrange(state, indicator, F::Name)}
                    }.into_any()
                })
                .collect_view()}
            {add(state, SubjectKind::Indicator, Some(id.clone()))}
            {project_table(state, plan, entry)}
            {arrange(state, &id, F::Name)}
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
