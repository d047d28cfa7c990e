//! What changed from the year before.

use leptos::prelude::*;

use crate::chart::{IndicatorChange, changes_sentence};
use crate::plan::Policy;
use crate::state::State;
use crate::ui::part::href;
use crate::ui::route::Route;
use crate::words;

use super::chosen::{Chosen, series};
use super::section::{CHANGES, section_id};
use crate::ui::part::heading;

/// How many changes are shown before the others are asked for, unless more verdicts on indicators have changed.
const SHOWN_CHANGES: usize = 3;

/// What changed from the year before; nothing where nothing can be compared.
pub fn changes(state: State, policy: &Policy, chosen: Chosen, level: u8) -> Option<AnyView> {
    let series = series(state, &state.shown(), policy, chosen);
    let sentence = changes_sentence(&series)?;
    let all = series.changes();
    let line = |change: &IndicatorChange| {
        let address = href(&Route::Indicator(change.id.clone()));
        view! {
            <li>
                <a href=address>
                    <bdi>{change.name.clone()}</bdi>
                </a>
                {change.said.clone()}
            </li>
        }
        .into_any()
    };
    let first = all.iter().filter(|change| change.is_verdict_changed).count().max(SHOWN_CHANGES).min(all.len());
    let (shown, rest) = all.split_at_checked(first)?;
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <details>
                <summary>{words::overview::more_changes(rest.len())}</summary>
                <ul>{rest.iter().map(line).collect_view()}</ul>
            </details>
        }
        .into_any()
    });
    Some(
        view! {
            <section class="changes">
                {heading(level, Some(section_id(CHANGES, policy)), words::overview::CHANGES)} <p>{sentence}</p>
                <ul>{shown.iter().map(line).collect_view()}</ul>
                {rest}
            </section>
        }
        .into_any(),
    )
}
