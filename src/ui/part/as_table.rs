//! A figure's table behind 「表で見る」.

use leptos::prelude::*;

use crate::site::Page;
use crate::ui::part::{Medium, pressed};
use crate::words;

/// Returns the button that shows a table, and the place where the table stands; `table` makes it, named by the id it is given.
/// The table is there, hidden, before it is asked for: paper has it where a drawing is not there.
///
/// On a page that is read without the program both are one disclosure in the table's place. Where the page is a figure alone, the
/// table stands behind the disclosure instead of in it: its address may ask for the table, and not every browser lets a
/// stylesheet open a disclosure.
pub fn as_table(id: String, open: RwSignal<bool>, table: impl FnOnce(String) -> AnyView) -> (AnyView, AnyView) {
    if let Medium::Page(page) = Medium::current() {
        let table = table(id);
        let (within, behind) = match page {
            Page::Figure(_) => (None, Some(view! { <div class="values">{table}</div> }.into_any())),
            _ => (Some(table), None),
        };
        let place = view! {
            <details class="as-table" open=open.get_untracked()>
                <summary>{words::screen::AS_TABLE}</summary>
                {within}
            </details>
            {behind}
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
    let place = view! {
        <div id=id.clone() class="values" hidden=move || !open.get()>
            {table(id.clone())}
        </div>
    };
    (button.into_any(), place.into_any())
}
