//! Everything that was done, newest first.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::plan::{Cell, Value};

use super::edit::Edit;
use super::journal::Journal;
use super::load::Load;
use super::maker::Maker;
use super::name::Known;
use super::root::root;

/// One edit as the history tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The edit.
    pub edit: Arc<Edit>,
    /// The newest value the author had seen, from the edit that set it; `None` if unknown.
    pub before: Option<Value>,
    /// Whether it is live.
    pub is_live: bool,
    /// For one that takes a step back: the cells of that step, as far as they are known here.
    pub takes_back: Vec<Cell>,
    /// The name of the file it came with, if it came with one.
    pub file: Option<String>,
    /// Who sent that file, as far as it says.
    pub sender: Option<Maker>,
    /// Whether it is published.
    pub is_published: bool,
}

/// Every edit that counts here, newest first.
pub fn history(journal: &Journal) -> Vec<Entry> {
    told(journal, journal.edits().iter().collect())
}

/// Every edit of one cell that counts here, newest first.
pub fn history_of(journal: &Journal, cell: &Cell) -> Vec<Entry> {
    told(journal, journal.edits().of_cell(cell).collect())
}

/// These edits, newest first: for each cell in them, all of the cell's.
fn told(journal: &Journal, mut edits: Vec<&Arc<Edit>>) -> Vec<Entry> {
    let (all, live, sources) = (journal.edits(), journal.live(), Sources::of(journal));
    edits.sort_by(|a, b| b.order().cmp(&a.order()));
    let mut by_cell: BTreeMap<&Cell, Vec<&Arc<Edit>>> = BTreeMap::new();
    for edit in &edits {
        if let Some((cell, ..)) = edit.set() {
            by_cell.entry(cell).or_default().push(edit);
        }
    }
    let entry = |edit: &Arc<Edit>| {
        let source = sources.get(journal, edit);
        Entry {
            edit: edit.clone(),
            before: edit.set().and_then(|(cell, ..)| before(journal, edit, by_cell.get(cell)?)),
            is_live: live.has(edit),
            takes_back: all.cells_of(edit).into_iter().collect(),
            file: source.map(|load| load.name.clone()),
            sender: source.map(|load| load.sender.clone()).filter(Maker::is_known),
            is_published: journal.published().edits.holds(edit),
        }
    };
    edits.iter().map(|edit| entry(edit)).collect()
}

/// Which of the files switched on an edit came with; of several, the one taken in first.
struct Sources<'a> {
    loads: Vec<&'a Load>,
    /// By the edit a file shares with all that counts: nearly all do.
    shared: BTreeMap<*const Edit, &'a Load>,
}

impl<'a> Sources<'a> {
    fn of(journal: &'a Journal) -> Sources<'a> {
        let loads: Vec<&Load> = journal.loads().into_iter().rev().filter(|(_, on)| *on).map(|(load, _)| load).collect();
        let edits = loads.iter().rev().flat_map(|load| load.edits.iter().map(|edit| (Arc::as_ptr(edit), *load)));
        Sources { shared: edits.collect(), loads }
    }

    fn get(&self, journal: &Journal, edit: &Arc<Edit>) -> Option<&'a Load> {
        if journal.own().holds(edit) || journal.published().edits.holds(edit) {
            return None;
        }
        let brings = |load: &&&Load| load.edits.iter().any(|brought| brought.does_the_same(edit));
        let shared = self.shared.get(&Arc::as_ptr(edit)).copied();
        shared.or_else(|| self.loads.iter().find(brings).copied())
    }
}

/// The newest value an edit has seen in its cell, told by the edit that made it: what it says of it itself could be
/// anything. `of_cell` are the cell's edits, newest first.
fn before(journal: &Journal, edit: &Edit, of_cell: &[&Arc<Edit>]) -> Option<Value> {
    let (cell, _, seen) = edit.set()?;
    let known = Known::about(seen.iter().map(|name| &name.id)).with(seen);
    let newest = of_cell.iter().find(|other| other.id != edit.id && known.contains(other));
    let own = || {
        let own = journal.published().plan.value(cell);
        known.contains_id(&root(cell, &own)).then_some(own)
    };
    newest.and_then(|edit| edit.set()).map(|(_, value, _)| value.clone()).or_else(own)
}
