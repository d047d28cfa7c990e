//! A table that scrolls inside its frame where the screen is narrow.

use leptos::prelude::*;

/// A table of these heads and rows, in its frame.
pub fn listing<const N: usize>(
    name: &'static str,
    caption: String,
    heads: [&'static str; N],
    rows: Vec<AnyView>,
) -> AnyView {
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> }.into_any());
    view! {
        <ScrollTable name=name.to_owned()>
            <table class="answers">
                <caption>{caption}</caption>
                <thead>
                    <tr>{heads.into_iter().collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollTable>
    }
    .into_any()
}

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
