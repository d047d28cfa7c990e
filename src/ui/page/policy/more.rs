//! The link from the sheet to the screen of an indicator or project.

use leptos::prelude::*;

use crate::plan::{Field as F, SubjectId};
use crate::state::State;
use crate::ui::part::{follows, href};
use crate::ui::route::Route;
use crate::words;

pub fn more(state: State, id: &SubjectId, route: Route) -> impl IntoView + use<> {
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
