//! One indicator: its figure, its verdict, its cells.

use leptos::prelude::*;

use crate::plan::{Field as F, Subject, SubjectId};
use crate::state::State;
use crate::ui::part::{ExportMenu, Figure, Judged, figure_of, follows, href, retired_mark, to_confirm};
use crate::ui::route::Route;
use crate::words;

use super::NotFoundPage;
use super::policy::indicator_facts;
use super::years::actuals_table;

/// The screen of one indicator.
#[component]
pub fn IndicatorPage(
    /// The open plan.
    state: State,
    /// The indicator.
    id: SubjectId,
) -> impl IntoView {
    let plan = state.structure();
    let (policy, project) = match plan.subject(&id) {
        Some(Subject::PolicyIndicator(policy, _)) => (policy.id.clone(), None),
        Some(Subject::OutcomeIndicator(policy, project, _)) => (policy.id.clone(), Some(project.id.clone())),
        _ => return view! { <NotFoundPage path=Route::Indicator(id).address() /> }.into_any(),
    };
    let name = {
        let id = id.clone();
        Signal::derive(move || state.about(&id).plan.text(&id, F::Name).to_owned())
    };
    let figure = {
        let id = id.clone();
        Memo::new(move |_| figure_of(state, &state.about(&id), &id))
    };
    let back = match &project {
        Some(project) => Route::Project(project.clone()),
        None => Route::Policy(policy.clone()),
    };
    let label = follows(move || match &project {
        Some(project) => words::screen::project_name(&state.about(project).plan, project),
        None => words::screen::sheet_of(&state.about(&policy).plan, &policy),
    });
    view! {
        <p class="back">
            <a href=href(&back)>{label}</a>
        </p>
        <h1 tabindex="-1">{move || name.get()}</h1>
        {retired_mark(state, &id)}
        <Judged state id=id.clone() />
        <Figure id=id.clone() of=figure date=date_of(state) is_short=true />
        <div class="tools">
            <ExportMenu state id=id.clone() />
        </div>
        <section>
            <h2>{words::screen::VALUES}</h2>
            {indicator_facts(state, &id)}
            {actuals_table(state, &plan, &id)}
        </section>
        {to_confirm(state, vec![id])}
    }
    .into_any()
}

/// The date of what the screen shows, and whether drafts are in it.
pub fn date_of(state: State) -> Signal<String> {
    Signal::derive(move || match state.shows_drafts() {
        true => words::edition::drafts_date(&state.edition()),
        false => words::edition::date(&state.edition()),
    })
}
