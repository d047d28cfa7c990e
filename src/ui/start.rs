//! The start of the program, in the place of the page that asked for it.

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::tachys::dom::body;

use crate::browser;
use crate::state::open_published;
use crate::ui::App;

/// Starts the program: opens what is published, then takes the page's place.
pub fn start() {
    browser::spawn(async {
        let presses = browser::watch_presses();
        // Where there is nothing to show, the page stays, and says so.
        let Some(opened) = open_published().await else { return browser::not_opened() };
        presses.over().await;
        let left = browser::take_over();
        mount_to(body(), move || view! { <App opened left /> }).forget();
    });
}
