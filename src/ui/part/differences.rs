//! Cells and their values before and after, as a table.

use std::sync::Arc;

use leptos::prelude::*;

use crate::edits::{Difference, Edit};
use crate::plan::{Plan, SubjectId};
use crate::ui::part::Pages;
use crate::ui::part::additions::{Line, added, facts, folded};
use crate::words;

/// A table of what differs, under a caption with its count. With a fourth head it says who makes the difference, in the words
/// of `made_by`: of a cell with the moment, of a subject that comes without.
pub fn differences(
    plan: &Arc<Plan>,
    heading: &str,
    heads: &'static [&'static str],
    found: &Arc<Vec<Difference>>,
    made_by: impl Fn(&Edit, bool) -> String + Clone + Send + 'static,
) -> AnyView {
    let caption = words::exchange::counted(heading, found.len());
    let new = added(found.iter().map(|one| (&one.cell, &one.before, &one.after)));
    let lines = folded(plan, &new, found.iter().map(|one| &one.cell).enumerate());
    let (plan, rows, total) = (plan.clone(), found.clone(), lines.len());
    // Where the table is too narrow for columns, every cell says its own.
    let head = |number: usize| heads.get(number).copied();
    let of_cell = {
        let (plan, rows, made_by) = (plan.clone(), rows.clone(), made_by.clone());
        move |index: usize| {
            let difference = rows.get(index)?;
            let row = view! {
                <tr>
                    <th scope="row">{words::cell::name(&plan, &difference.cell)}</th>
                    <td data-head=head(1)>{words::cell::appearance(&plan, &difference.cell, &difference.before)}</td>
                    <td data-head=head(2)>{words::cell::after(&plan, &difference.cell, &difference.before, &difference.after)}</td>
                    {head(3).map(|head| view! { <td data-head=head>{makers([difference], |edit| made_by(edit, true))}</td> }.into_any())}
                </tr>
            };
            Some(row.into_any())
        }
    };
    let of_added = move |id: &SubjectId, cells: &[usize]| {
        let cells = || cells.iter().filter_map(|index| rows.get(*index));
        let facts = facts(&plan, cells().map(|one| (&one.cell, &one.before, &one.after)));
        view! {
            <tr>
                <th scope="row">{words::exchange::added(&plan, id)}</th>
                <td data-head=head(1)>{words::exchange::NOT_HERE}</td>
                <td data-head=head(2)>{facts}</td>
                {head(3).map(|head| view! { <td data-head=head>{makers(cells(), |edit| made_by(edit, false))}</td> }.into_any())}
            </tr>
        }
        .into_any()
    };
    let row = move |index: usize| {
        let row = match lines.get(index) {
            Some(Line::Cell(index)) => of_cell(*index),
            Some(Line::Added(id, cells)) => Some(of_added(id, cells)),
            None => None,
        };
        row.into_any()
    };
    Pages::first().table(&caption, "differences", heads, total, row)
}

/// Who makes a difference, each way of saying so once.
fn makers<'a>(of: impl IntoIterator<Item = &'a Difference>, made_by: impl Fn(&Edit) -> String) -> AnyView {
    let mut said: Vec<String> = Vec::new();
    for by in of.into_iter().flat_map(|difference| &difference.by).map(|edit| made_by(edit)) {
        if !said.contains(&by) {
            said.push(by);
        }
    }
    said.into_iter().map(|by| view! { <div>{by}</div> }.into_any()).collect_view().into_any()
}
