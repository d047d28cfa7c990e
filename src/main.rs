//! Mounts the page.

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| view! { <h1>"施策シート"</h1> });
}
