//! One project: its money, its outcome indicators, its cells.

use leptos::prelude::*;

use crate::plan::{Field as F, Subject, SubjectId};
use crate::state::State;
use crate::ui::part::{ExportMenu, Figure, Judged, figure_of, follows, href, retired_mark, to_confirm};
use crate::ui::route::Route;
use crate::words;

use super::NotFoundPage;
use super::commentary::commentary_section;
use super::indicator::date_of;
use super::policy::{indicator_facts, project_facts};
use super::years::project_table;

/// The screen of one project.
#[component]
pub fn ProjectPage(
    /// The open plan.
    state: State,
    /// The project.
    id: SubjectId,
) -> impl IntoView {
    let plan = state.structure();
    let Some(Subject::Project(policy, entry)) = plan.subject(&id) else {
        return view! { <NotFoundPage path=Route::Project(id).address() /> }.into_any();
    };
    let name = {
        let id = id.clone();
        Signal::derive(move || words::screen::project_name(&state.about(&id).plan, &id))
    };
    let back = {
        let policy = policy.id.clone();
        follows(move || words::screen::sheet_of(&state.about(&policy).plan, &policy))
    };
    let money = {
        let id = id.clone();
        Memo::new(move |_| figure_of(state, &state.about(&id), &id))
    };
    let date = date_of(state);
    let outcomes = entry.indicators.iter().map(|indicator| {
        let figure = {
            let indicator = indicator.clone();
            Memo::new(move |_| figure_of(state, &state.about(&indicator), &indicator))
        };
        let heading = {
            let indicator = indicator.clone();
            follows(move || state.about(&indicator).plan.text(&indicator, F::Name).to_owned())
        };
        view! {
            <section>
                <p class="kind">{words::screen::OUTCOME_INDICATOR}</p>
                <h2>
                    <a href=href(&Route::Indicator(indicator.clone()))>{heading}</a>
                </h2>
                <Judged state id=indicator.clone() />
                <Figure id=indicator.clone() of=figure date is_short=true />
                {indicator_facts(state, indicator)}
            </section>
        }
        .into_any()
    });
    let subjects = std::iter::once(&entry.id).chain(&entry.indicators).cloned().collect();
    view! {
        <p class="back">
            <a href=href(&Route::Policy(policy.id.clone()))>{back}</a>
        </p>
        <h1 tabindex="-1">{move || name.get()}</h1>
        {retired_mark(state, &id)}
        {project_facts(state, &id, true)}
        <section>
            <h2>{words::screen::MONEY}</h2>
            <Figure id=id.clone() of=money date />
            <div class="tools">
                <ExportMenu state id=id.clone() />
            </div>
        </section>
        {outcomes.collect_view()}
        <section>
            <h2>{words::screen::VALUES}</h2>
            {project_table(state, &plan, entry)}
        </section>
        {commentary_section(state, &plan, &entry.id, words::screen::COMMENTARY)}
        {to_confirm(state, subjects)}
    }
    .into_any()
}
