//! A figure's table behind 「表で見る」.

use leptos::prelude::*;

use crate::ui::part::{Medium, follows, pressed};
use crate::words;

/// Returns the button that shows a table, and the place where the table stands; `table` makes it, named by the id it is given.
/// On a page that is read without the program both are one disclosure in the table's place.
pub fn as_table(
    id: String,
    open: RwSignal<bool>,
    table: impl Fn(String) -> AnyView + Send + 'static,
) -> (AnyView, AnyView) {
    if !Medium::current().is_program() {
        let place = view! {
            <details class="as-table" open=open.get_untracked()>
                <summary>{words::screen::AS_TABLE}</summary>
                {table(id)}
            </details>
        };
        return (().into_any(), place.into_any());
    }
    let button = view! {
        <button
            type="button"
            aria-expanded=move || open.get().to_string()
            aria-controls=id.clone()
            on:click=pressed(move |_| open.update(|open| *open = !*open))
        >
            {words::screen::AS_TABLE}
        </button>
    };
    let place_id = id.clone();
    let shown = follows(move || open.get().then(|| table(id.clone())));
    (button.into_any(), view! { <div id=place_id>{shown}</div> }.into_any())
}
