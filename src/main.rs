//! Mounts the page.

fn main() {
    leptos::mount::mount_to_body(|| leptos::prelude::view! { <h1>"施策シート"</h1> });
}
