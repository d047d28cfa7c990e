//! What taking in several files would do, cell by cell, with what each of them says.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::plan::{Cell, Value, set_of};

use super::edit::Edit;
use super::journal::Journal;
use super::resolve::{CellState, Head, View, resolve};
use super::set::{Clash, EditSet};

/// Where a cell stands between what is here and what the files say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Taking the files in leaves several values.
    Conflict,
    /// Only the files say something new: the value changes.
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
    /// The value here.
    pub here: Value,
    /// The edit that made it, where one did.
    pub here_by: Option<Arc<Edit>>,
    /// What each file that speaks of the cell says: its number among the files, and its heads.
    pub files: Vec<(usize, Vec<Head>)>,
    /// What would be shown after taking all of them in.
    pub after: Value,
    /// Where it stands.
    pub group: Group,
}

impl Collated {
    /// The values to choose from, here's first, each once.
    pub fn values(&self) -> Vec<Value> {
        let said = self.files.iter().flat_map(|(_, heads)| heads).filter_map(Head::value);
        let mut values: Vec<Value> = Vec::new();
        for value in std::iter::once(&self.here).chain(said) {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        values
    }
}

/// Every cell that a file or a draft here speaks of.
///
/// The number of the file is told with a clash: an edit that is known is told in another way by it.
pub fn collate(journal: &Journal, files: &[&[Edit]]) -> Result<Vec<Collated>, (usize, Clash)> {
    let plan = &journal.published().plan;
    let before = journal.view();
    let mut all = journal.edits();
    let mut views: Vec<View> = Vec::with_capacity(files.len());
    for (number, edits) in files.iter().enumerate() {
        let set = EditSet::of(edits.iter().cloned()).map_err(|clash| (number, clash))?;
        all.union(&set).map_err(|clash| (number, clash))?;
        views.push(resolve(plan, &set));
    }
    let after = resolve(plan, &all);
    let drafts: BTreeSet<Cell> = set_of(journal.drafts(&before).into_iter().map(|(cell, _)| cell.clone()));
    let spoken = views.iter().flat_map(|view| view.cells.keys().chain(view.strangers.keys()));
    // A file may also take back what is here, and say nothing of the cell itself.
    let changed = super::compare(&before, &after).into_iter().map(|difference| difference.cell);
    let cells = set_of(spoken.cloned().chain(drafts).chain(changed));
    let collated = cells.into_iter().map(|cell| {
        let said =
            views.iter().enumerate().filter_map(|(number, view)| Some((number, view.state(&cell)?.heads().to_vec())));
        let files: Vec<(usize, Vec<Head>)> = said.collect();
        let (here, after_it) = (before.value(&cell), after.value(&cell));
        let here_by = before.state(&cell).and_then(newest).cloned();
        let agrees = files.iter().flat_map(|(_, heads)| heads).filter_map(Head::value).all(|value| *value == here);
        let group = if after.is_conflict(&cell) && (!files.is_empty() || !before.is_conflict(&cell)) {
            Group::Conflict
        } else if here != after_it {
            Group::OnlyInFiles
        } else if files.is_empty() || !agrees {
            Group::OnlyHere
        } else {
            Group::Same
        };
        Collated { cell, here, here_by, files, after: after_it, group }
    });
    Ok(collated.collect())
}

/// The edit that makes what is shown.
fn newest(state: &CellState) -> Option<&Arc<Edit>> {
    state.heads().iter().find_map(Head::edit)
}

#[cfg(test)]
mod tests {
    use crate::edits::{Brought, Maker, Published, Replica};
    use crate::plan::{Observation, Plan, Timestamp};

    use super::*;

    fn journal(replica: u64) -> Journal {
        let json = r#"{"id":"p","city":"","firstYear":2026,"lastYear":2027,"policies":[{"id":"1","indicators":["1-k1","1-k2"],
            "initiatives":[],"projects":[]}],"cells":{}}"#;
        let plan: Arc<Plan> = Arc::new(serde_json::from_str(json).unwrap());
        Journal::new(Published { plan, edits: EditSet::default() }, Replica::from_random(replica))
    }

    fn set(journal: &mut Journal, cell: &str, text: &str) {
        let cell = cell.parse().unwrap();
        let begun = journal.begin(&journal.view(), &journal.edits(), &cell);
        let value = Value::Observation(Observation::Final(text.parse().unwrap()));
        let edits = journal.set(vec![(begun, value)], &Maker::default(), None, Timestamp::default());
        journal.take(edits).unwrap();
    }

    fn groups(here: &Journal, files: &[&Journal]) -> Vec<(String, Group, usize)> {
        let files: Vec<Vec<Edit>> = files.iter().map(|file| file.to_save()).collect();
        let files: Vec<&[Edit]> = files.iter().map(Vec::as_slice).collect();
        let collated = collate(here, &files).unwrap();
        collated.into_iter().map(|one| (one.cell.to_string(), one.group, one.files.len())).collect()
    }

    #[test]
    fn each_cell_has_its_group() {
        let (k1, k2) = ("1-k1/actual/2026", "1-k2/actual/2026");
        let (mut here, mut one, mut two) = (journal(1), journal(2), journal(3));
        assert_eq!(groups(&here, &[&one]), []);
        set(&mut here, k1, "1");
        assert_eq!(groups(&here, &[&one]), [(k1.into(), Group::OnlyHere, 0)]);
        set(&mut one, k1, "1.0");
        set(&mut one, k2, "5");
        set(&mut two, k2, "6");
        assert_eq!(groups(&here, &[&one]), [(k1.into(), Group::Same, 1), (k2.into(), Group::OnlyInFiles, 1)]);
        // Two files that disagree with each other, about a cell nobody touched here.
        assert_eq!(groups(&here, &[&one, &two]), [(k1.into(), Group::Same, 1), (k2.into(), Group::Conflict, 2)]);
        // Whoever has seen a value and replaced it is only newer.
        let load = here.load(vec![Brought { edits: one.to_save(), ..Brought::default() }], Timestamp::default());
        load.into_iter().for_each(|load| here.take_load(load).unwrap());
        set(&mut here, k2, "7");
        let newer = groups(&here, &[&one]);
        assert_eq!(newer, [(k1.into(), Group::Same, 1), (k2.into(), Group::OnlyHere, 1)]);
    }

    #[test]
    fn a_file_that_takes_back_what_is_published_is_shown_to_change_it() {
        let mut one = journal(2);
        set(&mut one, "1-k1/actual/2026", "5");
        let published = Published { edits: EditSet::of(one.to_save()).unwrap(), ..one.published().clone() };
        let here = Journal::new(published, Replica::from_random(1));
        let back = one.undo(&Maker::default(), Timestamp::default());
        one.take(back).unwrap();
        assert_eq!(groups(&here, &[&one]), [("1-k1/actual/2026".into(), Group::OnlyInFiles, 0)]);
    }

    #[test]
    fn a_file_that_tells_a_known_edit_otherwise_is_named() {
        let (mut here, mut one) = (journal(1), journal(2));
        set(&mut here, "1-k1/actual/2026", "1");
        set(&mut one, "1-k2/actual/2026", "1");
        let (good, mut forged) = (one.to_save(), here.to_save());
        forged[0].clock += 1;
        let files: [&[Edit]; 2] = [&good, &forged];
        assert_eq!(collate(&here, &files).map_err(|(number, _)| number), Err(1));
    }
}
