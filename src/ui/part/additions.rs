//! Rows of a comparison: all that comes with a new subject, and with those that belong to it, stands in one.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use crate::edits::Appearance;
use crate::plan::{Aspect, Cell, Field, Plan, SubjectId, Value, map_of, set_of};
use crate::words;

/// A row: a cell, or a subject that comes with its cells, as their numbers in the comparison.
#[derive(Clone)]
pub enum Line {
    /// A cell.
    Cell(usize),
    /// A subject that was not there.
    Added(SubjectId, Vec<usize>),
}

/// The subjects that come with cells: of each with what it showed before and will show.
pub fn added<'a>(cells: impl Iterator<Item = (&'a Cell, &'a Appearance, &'a Appearance)>) -> BTreeSet<SubjectId> {
    let none = Value::Role(None);
    let comes = |(cell, before, after): &(&Cell, &Appearance, &Appearance)| {
        let is_role = (cell.field(), cell.aspect) == (Field::Role, Aspect::Value);
        is_role && before.value == none && after.value != none
    };
    set_of(cells.filter(comes).map(|(cell, ..)| cell.subject.clone()))
}

/// Of a subject among those that are `new`, the one it comes with: itself, or the new one around all others; `None` of any other.
pub fn outermost<'a>(plan: &'a Plan, new: &BTreeSet<SubjectId>, id: &'a SubjectId) -> Option<&'a SubjectId> {
    let around = plan.structure.around(id).filter(|of| new.contains(of));
    new.contains(id).then(|| around.last().unwrap_or(id))
}

/// Cells as rows, those that come with one of the subjects `new` in the order of the sheet.
pub fn folded<'a>(
    plan: &Plan,
    new: &BTreeSet<SubjectId>,
    cells: impl IntoIterator<Item = (usize, &'a Cell)>,
) -> Vec<Line> {
    let place: BTreeMap<&SubjectId, usize> = match new.is_empty() {
        true => BTreeMap::new(),
        false => map_of(plan.structure.subject_ids().enumerate().map(|(at, id)| (id, at))),
    };
    let (mut lines, mut all_of) = (Vec::new(), BTreeMap::<SubjectId, Vec<(usize, &Cell)>>::new());
    for (index, cell) in cells {
        match outermost(plan, new, &cell.subject).cloned() {
            None => lines.push(Line::Cell(index)),
            Some(id) => {
                if !all_of.contains_key(&id) {
                    lines.push(Line::Added(id.clone(), Vec::new()));
                }
                all_of.entry(id).or_default().push((index, cell));
            }
        }
    }
    for line in &mut lines {
        let Line::Added(id, cells) = line else { continue };
        let mut all = all_of.remove(id).unwrap_or_default();
        all.sort_by_key(|(_, cell)| (place.get(&cell.subject), *cell));
        *cells = all.into_iter().map(|(index, _)| index).collect();
    }
    lines
}

/// What is said of a subject that comes, behind a press; what it is and where it stands is told by its row.
pub fn facts<'a>(plan: &Plan, cells: impl Iterator<Item = (&'a Cell, &'a Appearance, &'a Appearance)>) -> AnyView {
    let told = cells.filter(|(cell, ..)| !matches!(cell.field(), Field::Role | Field::Place));
    let facts: Vec<AnyView> = told
        .map(|(cell, before, after)| {
            let (name, value) = (words::cell::name(plan, cell), words::cell::after(plan, cell, before, after));
            view! { <div><dt>{name}</dt> <dd>{value}</dd></div> }.into_any()
        })
        .collect();
    view! {
        <details>
            <summary>{words::exchange::added_with(facts.len())}</summary>
            <dl class="added">{facts}</dl>
        </details>
    }
    .into_any()
}
