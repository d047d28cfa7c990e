//! The button that shows what can be exported.

use leptos::prelude::*;

use crate::plan::SubjectId;
use crate::site::Page;
use crate::state::State;
use crate::ui::part::{Medium, pressed};
use crate::ui::route::{Route, Wish};
use crate::words;

use super::figure::exports_of;

/// A button that shows the exports of the figure of an indicator or project. On a page, a link to the figure alone stands before it.
#[component]
pub fn ExportMenu(
    /// The open plan.
    state: State,
    /// The indicator or project.
    id: SubjectId,
) -> impl IntoView {
    let alone = match Medium::current() {
        Medium::Program => None,
        // Leads to the figure alone, which other pages may frame.
        Medium::Page(here) => {
            let figure = here.href(&Page::Figure(id.clone()));
            Some(view! { <a href=figure>{words::screen::FIGURE_ALONE}</a> }.into_any())
        }
    };
    let whole = match state.structure().indicator(&id) {
        Some(_) => Route::Indicator(id.clone()),
        None => Route::Project(id.clone()),
    };
    let menu = export_menu(words::screen::EMBED_CODE, &whole, id, move |id| exports_of(state, id));
    view! {
        {alone}
        " "
        {menu}
    }
    .into_any()
}

/// A disclosure button called `label` that shows `content`, the exports of `id`. On a page it is a link that has the program do
/// that, on the screen `whole`.
pub fn export_menu(
    label: &'static str,
    whole: &Route,
    id: SubjectId,
    content: impl Fn(&SubjectId) -> AnyView + Send + 'static,
) -> AnyView {
    let medium = Medium::current();
    if !medium.is_program() {
        let asking = medium.asking(whole, Wish::Embed);
        return view! { <a class="needs-script" href=asking>{label}</a> }.into_any();
    }
    let open = RwSignal::new(false);
    let place = format!("embed-{id}-code");
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
