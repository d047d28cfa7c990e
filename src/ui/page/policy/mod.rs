//! The sheet: everything the source shows, in its order.

mod indicator;
mod more;
mod paper;
mod project;

pub use indicator::indicator_facts;
pub use project::project_facts;

use leptos::prelude::*;

use crate::plan::{Cell, Field as F, Plan, Policy, Subject, SubjectId, SubjectKind};
use crate::state::State;
use crate::ui::part::{
    Audience, CellNotes, Field, Medium, Printing, TO_CONFIRM, Width, add, arrange, contents, excel_link, fact, follows,
    has_to_confirm, order, retired_mark, to_confirm,
};
use crate::ui::route::{Route, Wish};
use crate::words;

use indicator::indicator_head;
use more::more;
use paper::paper;
use project::project;

use super::NotFoundPage;
use super::commentary::{COMMENTARY, commentary_section, has_commentary};
use super::years::actuals_table;

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
    let years: Vec<_> = plan.years().collect();
    let entered = policy.id.clone();
    let is_program = Medium::current().is_program();
    let enter_links = follows(move || {
        (is_program && !Audience::are_readers()).then(|| {
            view! {
                <nav class="enter-links" aria-label=words::screen::ENTER_YEARS>
                    <span>{words::screen::ENTER_YEARS}</span>
                    <ul class="links">
                        {years
                            .iter()
                            .map(|year| {
                                let year = *year;
                                let name = words::screen::enter_year_name(year);
                                view! {
                                    <li>
                                        <a href=Route::Enter(entered.clone(), year).asking(Wish::Edit) aria-label=name>
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
        })
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
        let (has_more, id) = (Memo::new(move |_| has_to_confirm(state, &subjects)), policy.id.clone());
        let has_commentary = Memo::new(move |_| has_commentary(state, &id));
        follows(move || {
            let commentary = has_commentary.get().then_some((COMMENTARY, words::screen::COMMENTARY_OF_POLICY));
            let more = has_more.get().then_some((TO_CONFIRM, words::screen::TO_CONFIRM_HEAD));
            let sections = sections.into_iter().chain(commentary).chain(more).map(|(id, title)| (id.to_owned(), title));
            contents(&route, sections.collect())
        })
    };
    // In the program only while it is printed: nobody reads it on the screen, and every change would make it anew.
    let (printed_since, is_page) = (Printing::signal(), !Medium::current().is_program());
    let printed = {
        let policy = policy.clone();
        follows(move || {
            (is_page || printed_since.get().is_some())
                .then(|| paper(&state.shown(), &state.edition(), &policy, state.shows_drafts()))
        })
    };
    let of = policy.id.clone();
    let table = follows(move || {
        let link = excel_link(&state.structure(), &of)?;
        Some(view! { <p class="taken">{link}</p> }.into_any())
    });
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
                        <dl class="facts">
                            {number.clone().map(|cell| fact(state, Some(cell), Width::Narrow, false))}
                            {fact(state, name.clone(), Width::Wide, true)}
                        </dl>
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
            {order(state, SubjectKind::Indicator, Some(policy.id.clone()))}
        </section>
        <section>
            <h2 id=INITIATIVES tabindex="-1">{words::screen::INITIATIVES}</h2>
            <ol class="initiatives">{initiatives.collect_view()}</ol>
            {add(state, SubjectKind::Initiative, Some(policy.id.clone()))}
            {order(state, SubjectKind::Initiative, Some(policy.id.clone()))}
        </section>
        <section>
            <h2 id=PROJECTS tabindex="-1">{words::screen::PROJECTS}</h2>
            {projects.collect_view()}
            {add(state, SubjectKind::Project, Some(policy.id.clone()))}
            {order(state, SubjectKind::Project, Some(policy.id.clone()))}
        </section>
        {commentary_section(state, plan, &policy.id, words::screen::COMMENTARY_OF_POLICY)}
        {to_confirm(state, subjects)}
        {printed}
    }
}
