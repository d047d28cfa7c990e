//! Cells and their values before and after, as a table.

use std::sync::Arc;

use leptos::prelude::*;

use crate::edits::Difference;
use crate::plan::Plan;
use crate::ui::part::Pages;
use crate::words;

/// A table of what differs, under a caption with its count.
pub fn differences(
    plan: &Arc<Plan>,
    heading: &str,
    heads: &'static [&'static str],
    found: &Arc<Vec<Difference>>,
) -> AnyView {
    let caption = words::exchange::counted(heading, found.len());
    let (plan, rows) = (plan.clone(), found.clone());
    let row = move |index: usize| {
        let found = rows.get(index).map(|difference| {
            view! {
                <tr>
                    <th scope="row">{words::cell::name(&plan, &difference.cell)}</th>
                    <td>{words::cell::value(&difference.before)}</td>
                    <td>{words::cell::value(&difference.after)}</td>
                </tr>
            }
            .into_any()
        });
        found.into_any()
    };
    Pages::first().table(&caption, "differences", heads, found.len(), row)
}
