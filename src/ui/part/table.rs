//! A table that scrolls inside its frame where the screen is narrow.

use leptos::prelude::*;

/// A frame around a table. Where the table is wider, the frame scrolls, and can be reached by keyboard to do so.
#[component]
pub fn ScrollTable(
    /// The name of the region.
    #[prop(into)]
    name: Signal<String>,
    /// The table.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=move || name.get()>
            {children()}
        </div>
    }
}
