//! The one number that stands for an indicator, large.

use leptos::prelude::*;

use crate::chart::Headline;

/// The number with its unit and whose it is.
pub fn headline(of: Headline) -> AnyView {
    view! {
        <span class="headline">
            <strong>{of.number}</strong>
            " "
            <bdi class="unit">{of.unit}</bdi>
            " "
            <span class="quiet">{of.of}</span>
        </span>
    }
    .into_any()
}
