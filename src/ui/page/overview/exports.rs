//! What can be exported of the overview.

use leptos::prelude::*;

use crate::plan::Policy;
use crate::state::State;
use crate::ui::part::{export_figure, export_overview};

use super::chosen::{Chosen, money_of_all, projects_of, series};

/// Exports of both figures.
pub fn exports(state: State, policy: &Policy, chosen: Chosen) -> AnyView {
    let shown = state.published();
    let stem = match chosen.initiative() {
        Some(number) => format!("{}-initiative-{number}", policy.id),
        None => policy.id.to_string(),
    };
    let money = money_of_all(&shown.plan, policy, chosen);
    let ids = projects_of(&shown.plan, policy, chosen).into_iter().map(|project| project.id).collect();
    view! {
        <div class="embed-code">
            {export_overview(state, &format!("{stem}-indicators"), series(state, &shown, policy, chosen))}
            {export_figure(state, money.title.clone(), &format!("{stem}-money"), money, ids)}
        </div>
    }
    .into_any()
}
