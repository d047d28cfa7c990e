//! What taking in several files would do, cell by cell, with what each of them says.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::plan::{Cell, Timestamp, Value};

use super::compare::{Appearance, Comparison, Difference, NewRetractions};
use super::edit::Edit;
use super::journal::Journal;
use super::live::Live;
use super::load::{Brought, Load};
use super::resolve::{Head, heads_of};
use super::set::EditSet;

/// Where a cell stands between what is here and what the files say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Taking the files in leaves several values.
    Conflict,
    /// Only the files say something new: what is shown changes.
    OnlyInFiles,
    /// Only here is something the files do not say, or say in an older form.
    OnlyHere,
    /// Here and in the files the same.
    Same,
}

/// One cell, here and in the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collated {
    /// The cell.
    pub cell: Cell,
    /// What is shown here.
    pub here: Appearance,
    /// The edit that made the value, where one did.
    pub here_by: Option<Arc<Edit>>,
    /// What each file that speaks of the cell says: its number among the files, and its heads.
    pub files: Vec<(usize, Vec<Head>)>,
    /// What would be shown after taking all of them in.
    pub after: Appearance,
    /// The edits that cause the change, with the index of the first file containing each, or `None` for a local edit
    /// that becomes live again.
    pub by: Vec<(Option<usize>, Arc<Edit>)>,
    /// Where it stands.
    pub group: Group,
}

impl Collated {
    /// Returns the candidate values without duplicates: local, then from files, then restored.
    pub fn values(&self) -> Vec<Value> {
        let said = self.files.iter().flat_map(|(_, heads)| heads).filter_map(Head::value);
        let mut values: Vec<Value> = Vec::new();
        // What is shown of a disagreement about retiring, not at all, may be nobody's value.
        let after = self.after.sides.values().chain(self.after.is_conflict.then_some(&self.after.value));
        for value in std::iter::once(&self.here.value).chain(said).chain(after) {
            let is_known = |known: &Value| {
                known.is_written_like(value) || matches!(value, Value::Text(_)) && known.looks_like(value)
            };
            if !values.iter().any(is_known) {
                values.push(value.clone());
            }
        }
        values
    }
}

/// Compares every cell edited in `journal` or in a file, and every cell whose appearance taking in the files would change.
pub fn collate(journal: &Journal, files: &[&[Edit]]) -> Vec<Collated> {
    let brought = |edits: &&[Edit]| {
        let edits = edits.iter().cloned().map(Arc::new).collect();
        Brought { edits, ..Brought::default() }
    };
    let mut collation = Collation::new(journal.clone(), files.iter().map(brought).collect());
    while collation.step(usize::MAX) {}
    collation.rows
}

/// A comparison under way: it is made in steps, so that a page can show how far it is, and stop it.
#[derive(Clone, Debug)]
pub struct Collation {
    journal: Journal,
    /// The journal with the files taken in.
    merged: Journal,
    /// Each file's edits, and what is live of them alone.
    files: Vec<(EditSet, Live)>,
    /// What the files take back.
    taken_back: NewRetractions,
    /// The cells that are compared, in order, each with the numbers of the files that speak of it.
    cells: Vec<(Cell, Vec<usize>)>,
    /// How many of them are done.
    done: usize,
    rows: Vec<Collated>,
    /// The files still to be taken in, the last first: their edits, and the loads of those that are not here yet.
    waiting: Vec<(Vec<Arc<Edit>>, Option<Load>)>,
    /// The loads that were read and are not in the merged journal yet.
    new: Vec<Load>,
    /// The files taken in.
    loads: Vec<Load>,
    /// How many files there are.
    of: usize,
}

impl Collation {
    /// Nothing of it is done yet.
    pub fn new(journal: Journal, files: Vec<Brought>) -> Collation {
        let mut merged = journal.clone();
        // What was taken in already stands there once, however often its file or link is opened.
        let is_new: Vec<bool> = files.iter().map(|file| !journal.has_load_of(&file.edits)).collect();
        let edits: Vec<Vec<Arc<Edit>>> = files.iter().map(|file| file.edits.clone()).collect();
        let new = files.into_iter().zip(&is_new).filter(|(_, is_new)| **is_new).map(|(file, _)| file);
        let loads = merged.load(new.collect(), Timestamp::default());
        let mut next = loads.iter().cloned();
        let waiting =
            edits.into_iter().zip(is_new).map(|(edits, is_new)| (edits, is_new.then(|| next.next()).flatten()));
        let mut waiting: Vec<_> = waiting.collect();
        waiting.reverse();
        let (of, files, cells, rows, new) = (waiting.len(), vec![], vec![], vec![], vec![]);
        let taken_back = NewRetractions::default();
        Collation { journal, merged, files, taken_back, cells, done: 0, rows, waiting, new, loads, of }
    }

    /// How much is done, and of how much: a file is as much as a thousand cells.
    pub fn progress(&self) -> (usize, usize) {
        let files = self.of * FILE_AS_CELLS;
        let is_known = self.waiting.is_empty() && !self.cells.is_empty();
        let cells = if is_known { self.cells.len() } else { files };
        ((self.of - self.waiting.len()) * FILE_AS_CELLS + self.done, files + cells)
    }

    /// Does the next part of it: a file, or so many cells. Returns whether there is more to do.
    pub fn step(&mut self, cells: usize) -> bool {
        if let Some((edits, load)) = self.waiting.pop() {
            let set = EditSet::of(edits);
            let live = Live::of(&set);
            self.files.push((set, live));
            self.new.extend(load);
            // Many at once: what several files speak of is worked out once.
            if self.waiting.is_empty() || self.new.iter().map(|load| load.edits.len()).sum::<usize>() > EDITS_AT_ONCE {
                self.merged.take_loads(std::mem::take(&mut self.new));
            }
            if self.waiting.is_empty() {
                self.taken_back = NewRetractions::among(self.journal.edits(), self.merged.edits());
                self.cells = self.all_cells();
            }
            return true;
        }
        let next = self.done.saturating_add(cells).min(self.cells.len());
        let rows = self.cells.get(self.done..next).unwrap_or_default().iter();
        let comparison = self.comparison();
        let rows: Vec<Collated> = rows.filter_map(|(cell, files)| self.row(&comparison, cell, files)).collect();
        self.rows.extend(rows);
        self.done = next;
        self.done < self.cells.len()
    }

    fn comparison(&self) -> Comparison<'_> {
        let [before, after] = [&self.journal, &self.merged].map(|journal| (&**journal.view(), journal.edits()));
        Comparison { before, after, taken_back: &self.taken_back }
    }

    /// The cells that anybody speaks of, or that change with others, each with the numbers of the files that speak of it.
    fn all_cells(&self) -> Vec<(Cell, Vec<usize>)> {
        let here = self.comparison().cells().into_iter().chain(self.journal.drafts().iter().cloned());
        let mut cells: BTreeMap<Cell, Vec<usize>> = here.map(|cell| (cell, Vec::new())).collect();
        for (number, (set, _)) in self.files.iter().enumerate() {
            for cell in set.cells() {
                match cells.get_mut(cell) {
                    Some(files) => files.push(number),
                    None => drop(cells.insert(cell.clone(), vec![number])),
                }
            }
        }
        cells.into_iter().collect()
    }

    /// The number of the first file that holds an edit.
    fn first_with(&self, edit: &Edit) -> Option<usize> {
        let holds = |number: &usize| self.files.get(*number).is_some_and(|(set, _)| set.holds(edit));
        match edit.cell().map(|cell| self.cells.binary_search_by(|(other, _)| other.cmp(cell))) {
            // Of a cell, only the files that speak of it.
            Some(found) => self.cells.get(found.ok()?)?.1.iter().copied().find(holds),
            None => (0..self.files.len()).find(holds),
        }
    }

    fn row(&self, comparison: &Comparison, cell: &Cell, speaking: &[usize]) -> Option<Collated> {
        let (before, cell) = (self.journal.view(), cell.clone());
        let plan = &self.journal.published().plan;
        let said = speaking.iter().filter_map(|number| {
            let (set, live) = self.files.get(*number)?;
            Some((*number, heads_of(plan, set, live, &cell)?))
        });
        let said: Vec<(usize, Vec<Head>)> = said.collect();
        let changed = comparison.of(cell.clone());
        let is_changed = changed.is_some();
        if !is_changed && said.is_empty() && !self.journal.drafts().contains(&cell) {
            return None;
        }
        let (here, after, by) = match changed {
            Some(Difference { before, after, by, .. }) => (before, after, by),
            None => {
                let here = before.appearance(&cell);
                (here.clone(), here, Vec::new())
            }
        };
        let here_by = before.head_edits(&cell).next().cloned();
        let agrees = said
            .iter()
            .flat_map(|(_, heads)| heads)
            .filter_map(Head::value)
            .all(|value| value.is_written_like(&here.value));
        let by = by.into_iter().map(|edit| (self.first_with(&edit), edit)).collect();
        let group = if after.is_conflict && (is_changed || !said.is_empty() || !here.is_conflict) {
            Group::Conflict
        } else if is_changed {
            Group::OnlyInFiles
        } else if said.is_empty() || !agrees {
            Group::OnlyHere
        } else {
            Group::Same
        };
        Some(Collated { cell, here, here_by, files: said, after, by, group })
    }

    /// What came out, each file's edits, and the journal with the files taken in, by these loads.
    pub fn into_parts(self) -> (Vec<Collated>, Vec<EditSet>, Journal, Vec<Load>) {
        (self.rows, self.files.into_iter().map(|(set, _)| set).collect(), self.merged, self.loads)
    }
}

/// Edits of files that are taken in together: a page answers meanwhile.
const EDITS_AT_ONCE: usize = 4_000;

/// What taking in a file counts for in [`Collation::progress`].
const FILE_AS_CELLS: usize = 1_000;

#[cfg(test)]
mod tests {
    use crate::edits::{Maker, Published, Replica};

    use crate::edits::fake::{journal, number, set};

    use super::*;

    fn groups(here: &Journal, files: &[&Journal]) -> Vec<(String, Group, usize)> {
        let files: Vec<Vec<Edit>> = files.iter().map(|file| file.to_save()).collect();
        let files: Vec<&[Edit]> = files.iter().map(Vec::as_slice).collect();
        let collated = collate(here, &files);
        collated.into_iter().map(|one| (one.cell.to_string(), one.group, one.files.len())).collect()
    }

    #[test]
    fn each_cell_has_its_group() {
        let (k1, k2) = ("1-k1/actual/2026", "1-k2/actual/2026");
        let (mut here, mut one, mut two) = (journal(1), journal(2), journal(3));
        assert_eq!(groups(&here, &[&one]), []);
        set(&mut here, k1, number("1"));
        assert_eq!(groups(&here, &[&one]), [(k1.into(), Group::OnlyHere, 0)]);
        set(&mut one, k1, number("1"));
        set(&mut one, k2, number("5"));
        set(&mut two, k2, number("6"));
        assert_eq!(groups(&here, &[&one]), [(k1.into(), Group::Same, 1), (k2.into(), Group::OnlyInFiles, 1)]);
        // Two files that disagree with each other, about a cell nobody touched here.
        assert_eq!(groups(&here, &[&one, &two]), [(k1.into(), Group::Same, 1), (k2.into(), Group::Conflict, 2)]);
        // Whoever has seen a value and replaced it is only newer.
        let edits = one.to_save().into_iter().map(Arc::new).collect();
        let load = here.load(vec![Brought { edits, ..Brought::default() }], Timestamp::default());
        here.take_loads(load);
        set(&mut here, k2, number("7"));
        let newer = groups(&here, &[&one]);
        assert_eq!(newer, [(k1.into(), Group::Same, 1), (k2.into(), Group::OnlyHere, 1)]);
    }

    #[test]
    fn texts_nobody_can_tell_apart_are_no_conflict_in_any_order_and_others_are() {
        let text = |text: &str| Value::Text(text.into());
        let (key, cell) = ("1-k1/name", "1-k1/name".parse().unwrap());
        for (texts, is_conflict) in [
            (["方のグラフ", "⽅のク\u{3099}ラフ"], false),
            (["一行\n二行", "⼀行\n二行"], false),
            (["神奈川", "\u{fa19}奈川"], true),
            (["ｸﾞﾗﾌ", "グラフ"], true),
            (["グラフ", "グラ フ"], true),
        ] {
            let said: Vec<Vec<Edit>> = (2..)
                .zip(&texts)
                .map(|(replica, one)| {
                    let mut journal = journal(replica);
                    set(&mut journal, key, text(one));
                    journal.to_save()
                })
                .collect();
            for order in [[0, 1], [1, 0]] {
                let mut here = journal(1);
                let files: Vec<&[Edit]> = order.iter().map(|index| said[*index].as_slice()).collect();
                let collated = collate(&here, &files);
                assert_eq!(collated[0].group == Group::Conflict, is_conflict, "{texts:?}");
                // What can be chosen, and what stands there now.
                assert_eq!(collated[0].values().len(), if is_conflict { 3 } else { 2 }, "{texts:?}");
                for index in order {
                    here.take(said[index].clone());
                }
                assert_eq!(here.view().is_conflict(&cell), is_conflict, "{texts:?}");
                let confirmed = |one: &str| Value::Confirmation(Some(text(one).canonical()));
                set(&mut here, "1-k1/name/confirmation", confirmed(texts[0]));
                set(&mut here, key, text(texts[1]));
                assert_eq!(here.view().plan.is_confirmed(&cell), !is_conflict, "{texts:?}");
            }
        }
    }

    #[test]
    fn a_file_that_takes_back_what_is_published_is_shown_to_change_it() {
        let mut one = journal(2);
        set(&mut one, "1-k1/actual/2026", number("5"));
        let published = Published { edits: EditSet::of(one.to_save()), ..one.published().clone() };
        let here = Journal::new(published, Replica::known(1));
        let back = one.undo(&Maker::default(), Timestamp::default());
        one.take(back);
        assert_eq!(groups(&here, &[&one]), [("1-k1/actual/2026".into(), Group::OnlyInFiles, 0)]);
    }
}
