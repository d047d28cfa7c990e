//! An address that leads nowhere says so.

use leptos::prelude::*;

use crate::ui::part::href;
use crate::ui::route::Route;
use crate::words;

/// The screen of an unknown address.
#[component]
pub fn NotFoundPage(
    /// What the address said.
    path: String,
) -> impl IntoView {
    view! {
        <h1 tabindex="-1">{words::screen::NOT_FOUND}</h1>
        <p>{words::screen::not_found(&path)}</p>
        <p>
            <a href=href(&Route::Overview)>{words::screen::TO_OVERVIEW}</a>
        </p>
    }
}
