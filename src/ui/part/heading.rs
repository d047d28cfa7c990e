//! Headings whose level depends on where they stand.

use leptos::prelude::*;

/// A heading of a level between 1 and 4.
pub fn heading(level: u8, id: Option<String>, content: impl IntoView + 'static) -> AnyView {
    let content = content.into_any();
    match level {
        1 => view! { <h1 id=id tabindex="-1">{content}</h1> }.into_any(),
        2 => view! { <h2 id=id tabindex="-1">{content}</h2> }.into_any(),
        3 => view! { <h3 id=id tabindex="-1">{content}</h3> }.into_any(),
        _ => view! { <h4 id=id>{content}</h4> }.into_any(),
    }
}
