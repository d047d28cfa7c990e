//! 埋め込みコード: the button; what is behind it is the editor's ([`super::take_along`]).

use leptos::prelude::*;

use crate::browser::{self, Begin};
use crate::plan::SubjectId;
use crate::state::{EDITING, State};
use crate::ui::part::pressed;
use crate::ui::part::take_along::take_along;
use crate::ui::start::hand_over;
use crate::words;

/// A button that shows how a figure is taken along: by code, picture or table.
#[component]
pub fn EmbedCode(
    /// The open plan.
    state: State,
    /// The indicator or project.
    id: SubjectId,
) -> impl IntoView {
    if EDITING { shown(state, id).into_any() } else { asking(state).into_any() }
}

/// In the reader: the button alone, which has the editor open what is behind it.
fn asking(state: State) -> impl IntoView {
    view! {
        <button type="button" aria-expanded="false" on:click=pressed(move |_| hand_over(state, Begin::EmbedCode))>
            {words::screen::EMBED_CODE}
        </button>
    }
}

fn shown(state: State, id: SubjectId) -> impl IntoView {
    let open = RwSignal::new(false);
    let place = format!("embed-{id}-code");
    {
        let button = format!("[aria-controls='{place}']");
        Effect::new(move || {
            if browser::begins(Begin::EmbedCode) {
                open.set(true);
                let button = button.clone();
                browser::in_next_frame(move || {
                    browser::focus(&button);
                });
            }
        });
    }
    view! {
        <button
            type="button"
            aria-expanded=move || open.get().to_string()
            aria-controls=place.clone()
            on:click=pressed(move |_| open.update(|open| *open = !*open))
        >
            {words::screen::EMBED_CODE}
        </button>
        <div id=place>{move || open.get().then(|| take_along(state, &id))}</div>
    }
}
