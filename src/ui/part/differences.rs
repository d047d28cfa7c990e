//! Cells and their values before and after, as a table.

use std::sync::Arc;

use leptos::prelude::*;

use crate::edits::Difference;
use crate::plan::Plan;
use crate::ui::part::Pages;
use crate::words;

/// A table of what differs, under a caption with its count. With a fourth head it says who makes the difference.
pub fn differences(
    plan: &Arc<Plan>,
    heading: &str,
    heads: &'static [&'static str],
    found: &Arc<Vec<Difference>>,
) -> AnyView {
    let caption = words::exchange::counted(heading, found.len());
    let (plan, rows, with_makers) = (plan.clone(), found.clone(), heads.len() > 3);
    let row = move |index: usize| {
        let found = rows.get(index).map(|difference| {
            view! {
                <tr>
                    <th scope="row">{words::cell::name(&plan, &difference.cell)}</th>
                    <td>{words::cell::appearance(&difference.before)}</td>
                    <td>{words::cell::after(&difference.before, &difference.after)}</td>
                    {with_makers.then(|| view! { <td>{made_by(difference)}</td> }.into_any())}
                </tr>
            }
            .into_any()
        });
        found.into_any()
    };
    Pages::first().table(&caption, "differences", heads, found.len(), row)
}

fn made_by(difference: &Difference) -> AnyView {
    let by = difference.by.iter().map(|edit| view! { <div>{words::screen::who_made(edit)}</div> }.into_any());
    by.collect_view().into_any()
}
