//! Everything that was done, newest first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::plan::Cell;

use super::edit::{Edit, sorted};
use super::id::EditId;
use super::journal::Journal;
use super::live::Live;

/// One edit as the history tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The edit.
    pub edit: Arc<Edit>,
    /// Whether it stands: neither taken back nor taking back what came back.
    pub stands: bool,
    /// For one that takes a step back: the cells of that step, as far as they are known here.
    pub takes_back: Vec<Cell>,
    /// The name of the file it came with, if it came with one.
    pub file: Option<String>,
    /// Whether it is published.
    pub is_published: bool,
}

/// Every edit that counts here, newest first by the clock of whoever made it, then by what had seen what.
pub fn history(journal: &Journal) -> Vec<Entry> {
    let all = journal.edits();
    let (live, sources) = (Live::of(&all), journal.sources());
    let newest_first = |a: &Edit, b: &Edit| (b.at, b.clock, &b.id).cmp(&(a.at, a.clock, &a.id));
    let edits: Vec<&Arc<Edit>> = sorted(all.iter(), newest_first).collect();
    let mut cells_of: BTreeMap<&EditId, BTreeSet<Cell>> = BTreeMap::new();
    for edit in &edits {
        if let Some((cell, ..)) = edit.set() {
            cells_of.entry(&edit.step).or_default().insert(cell.clone());
        }
    }
    let entry = |edit: &Arc<Edit>| {
        let cells = edit.retracts().and_then(|step| cells_of.get(step));
        Entry {
            edit: edit.clone(),
            stands: live.has(edit),
            takes_back: cells.into_iter().flatten().cloned().collect(),
            file: sources.get(&edit.id).map(|load| load.name.clone()),
            is_published: journal.published().edits.contains(&edit.id),
        }
    };
    edits.iter().map(|edit| entry(edit)).collect()
}
