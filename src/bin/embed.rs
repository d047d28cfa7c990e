//! Mounts the embed: one figure in a portal's frame.

fn main() {
    leptos::mount::mount_to_body(|| leptos::prelude::view! { <h1>"施策シート"</h1> });
}
