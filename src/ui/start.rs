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
        let opened = open_published().await;
        presses.over().await;
        let left = browser::take_over();
        mount_to(body(), move || view! { <App opened left /> }).forget();
    });
}
