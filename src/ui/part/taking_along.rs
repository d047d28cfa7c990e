//! The button that shows how something is taken along; what is behind it is the editor's ([`super::take_along`]).

use leptos::prelude::*;

use crate::browser::{self, Begin};
use crate::plan::SubjectId;
use crate::site::Page;
use crate::state::{EDITING, State};
use crate::ui::part::{Medium, pressed};
use crate::ui::start::hand_over;
use crate::words;

/// A button that shows how the figure of an indicator or project is taken along: by code, picture or table.
#[component]
pub fn EmbedCode(
    /// The open plan.
    state: State,
    /// The indicator or project.
    id: SubjectId,
) -> impl IntoView {
    if let Medium::Page(here) = Medium::current() {
        return alone(&here, &id);
    }
    taking_along(state, words::screen::EMBED_CODE, id, move |id| super::take_along::take_along(state, id))
}

/// A button called `label` that shows `content` about `id`. In the reader it is the button alone, which has the editor open
/// what is behind it.
pub fn taking_along(
    state: State,
    label: &'static str,
    id: SubjectId,
    content: impl Fn(&SubjectId) -> AnyView + Send + 'static,
) -> AnyView {
    match Medium::current() {
        // What is taken along is made by the program.
        Medium::Page(_) => ().into_any(),
        Medium::Program if EDITING => shown(label, id, content),
        Medium::Program => asking(state, label, id),
    }
}

/// On a page: leads to the figure alone, which other pages may frame.
fn alone(here: &Page, id: &SubjectId) -> AnyView {
    let figure = Page::Figure(id.clone());
    view! { <a href=here.href(&figure)>{words::screen::FIGURE_ALONE}</a> }.into_any()
}

fn asking(state: State, label: &'static str, id: SubjectId) -> AnyView {
    let ask = move |_| hand_over(state, Begin::TakingAlong(id.to_string()));
    view! {
        <button type="button" aria-expanded="false" on:click=pressed(ask)>
            {label}
        </button>
    }
    .into_any()
}

fn shown(label: &'static str, id: SubjectId, content: impl Fn(&SubjectId) -> AnyView + Send + 'static) -> AnyView {
    let open = RwSignal::new(false);
    let place = format!("embed-{id}-code");
    {
        let button = format!("[aria-controls='{place}']");
        let own = Begin::TakingAlong(id.to_string());
        Effect::new(move || {
            if browser::begins(&own) {
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
            {label}
        </button>
        <div id=place>{move || open.get().then(|| content(&id))}</div>
    }
    .into_any()
}
