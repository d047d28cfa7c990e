//! What taking in several files would do, cell by cell, with what each of them says.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::plan::{Cell, Value, map_of, set_of};

use super::compare::{Appearance, compare};
use super::edit::Edit;
use super::journal::Journal;
use super::resolve::{Head, View, resolve};
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
        for value in std::iter::once(&self.here.value).chain(said).chain(self.after.sides.values()) {
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

/// Compares every cell edited here or in a file, and every cell whose appearance the files change.
pub fn collate(journal: &Journal, files: &[&[Edit]]) -> Vec<Collated> {
    let plan = &journal.published().plan;
    let (before, held) = (journal.view(), journal.edits());
    let mut all = held.clone();
    let mut sets: Vec<EditSet> = Vec::with_capacity(files.len());
    for edits in files {
        let set = EditSet::of(edits.iter().cloned());
        all.union(&set);
        sets.push(set);
    }
    let views: Vec<View> = sets.iter().map(|set| resolve(plan, set)).collect();
    let after = resolve(plan, &all);
    let changed = map_of(compare((before, held), (&after, &all)).into_iter().map(|one| (one.cell, one.by)));
    let changed: BTreeMap<Cell, Vec<Arc<Edit>>> = changed;
    let spoken = views.iter().flat_map(|view| view.cells.keys().chain(view.strangers.keys()));
    let cells = set_of(spoken.chain(journal.drafts()).chain(changed.keys()).cloned());
    let collated = cells.into_iter().map(|cell| {
        let said =
            views.iter().enumerate().filter_map(|(number, view)| Some((number, view.state(&cell)?.heads().to_vec())));
        let files: Vec<(usize, Vec<Head>)> = said.collect();
        let (here, after_it) = (before.appearance(&cell), after.appearance(&cell));
        let here_by = before.head_edits(&cell).next().cloned();
        let agrees = files
            .iter()
            .flat_map(|(_, heads)| heads)
            .filter_map(Head::value)
            .all(|value| value.is_written_like(&here.value));
        let first = |edit: &Arc<Edit>| (sets.iter().position(|set| set.holds(edit)), edit.clone());
        let by = changed.get(&cell).into_iter().flatten().map(first).collect();
        let is_changed = changed.contains_key(&cell);
        let group = if after_it.is_conflict && (is_changed || !files.is_empty() || !here.is_conflict) {
            Group::Conflict
        } else if is_changed {
            Group::OnlyInFiles
        } else if files.is_empty() || !agrees {
            Group::OnlyHere
        } else {
            Group::Same
        };
        Collated { cell, here, here_by, files, after: after_it, by, group }
    });
    collated.collect()
}

#[cfg(test)]
mod tests {
    use crate::edits::{Brought, Maker, Published, Replica};
    use crate::plan::Timestamp;

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
        let load = here.load(vec![Brought { edits: one.to_save(), ..Brought::default() }], Timestamp::default());
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
