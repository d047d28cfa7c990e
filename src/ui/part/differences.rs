//! Cells and their values before and after, as a table.

use std::sync::Arc;

use leptos::prelude::*;

use crate::edits::{Difference, Edit};
use crate::plan::Plan;
use crate::ui::part::Pages;
use crate::words;

/// A table of what differs, under a caption with its count. With a fourth head it says who makes the difference, in the words
/// of `made_by`.
pub fn differences(
    plan: &Arc<Plan>,
    heading: &str,
    heads: &'static [&'static str],
    found: &Arc<Vec<Difference>>,
    made_by: impl Fn(&Edit) -> String + Clone + Send + 'static,
) -> AnyView {
    let caption = words::exchange::counted(heading, found.len());
    let (plan, rows) = (plan.clone(), found.clone());
    // Where the table is too narrow for columns, every cell says its own.
    let head = |number: usize| heads.get(number).copied();
    let row = move |index: usize| {
        let found = rows.get(index).map(|difference| {
            view! {
                <tr>
                    <th scope="row">{words::cell::name(&plan, &difference.cell)}</th>
                    <td data-head=head(1)>{words::cell::appearance(&plan, &difference.cell, &difference.before)}</td>
                    <td data-head=head(2)>{words::cell::after(&plan, &difference.cell, &difference.before, &difference.after)}</td>
                    {head(3).map(|head| view! { <td data-head=head>{makers(difference, &made_by)}</td> }.into_any())}
                </tr>
            }
            .into_any()
        });
        found.into_any()
    };
    Pages::first().table(&caption, "differences", heads, found.len(), row)
}

fn makers(difference: &Difference, made_by: &impl Fn(&Edit) -> String) -> AnyView {
    let by = difference.by.iter().map(|edit| view! { <div>{made_by(edit)}</div> }.into_any());
    by.collect_view().into_any()
}
