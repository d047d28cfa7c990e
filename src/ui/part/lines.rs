//! Texts in their lines.

use leptos::prelude::*;

/// A text in its lines.
pub fn lines(text: &str) -> AnyView {
    let lines = text.split('\n').enumerate().map(|(number, line)| {
        // No text where a line is empty: pages and program would write one differently.
        let line = Some(line.to_owned()).filter(|line| !line.is_empty());
        view! {
            {(number > 0).then(|| view! { <br /> }.into_any())}
            {line}
        }
        .into_any()
    });
    lines.collect_view().into_any()
}
