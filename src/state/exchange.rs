//! Files: offering what one would change, taking it in, saving one.

use leptos::prelude::*;

use crate::browser;
use crate::edits::{Difference, Journal, Load, Maker, compare};
use crate::format::{Snapshot, SnapshotError, read_snapshot};
use crate::plan::{Cell, set_of};
use crate::words;

use super::keep::write_settings;
use super::{LocalStore, State, unfiled};

/// A file that was read, and what taking it in would change. Nothing has changed yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The file's name.
    pub name: String,
    /// What is in it.
    pub snapshot: Snapshot,
    /// What 統合する would change.
    pub merging: Vec<Difference>,
    /// What この内容に置き換える would change.
    pub replacing: Vec<Difference>,
    /// Cells in which the file's plan is not the one that is open here.
    pub other_plan_cells: Vec<Cell>,
}

/// A file that could not be read, and changed nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The file's name.
    pub name: String,
    /// What is wrong; none where the browser itself could not read it.
    pub error: Option<SnapshotError>,
}

impl State {
    /// Reads a file and offers what it would change, or says what is wrong with it.
    pub fn offer_file(&self, name: &str, bytes: Option<&[u8]>) {
        let read = match bytes {
            None => Err(None),
            Some(bytes) => read_snapshot(bytes).and_then(|s| self.compare_with(name, s)).map_err(Some),
        };
        let (offer, problem) = match read {
            Ok(offer) => (Some(offer), None),
            Err(error) => (None, Some(Problem { name: name.to_owned(), error })),
        };
        if let Some(problem) = &problem {
            self.say(words::file::problem(&problem.name, problem.error.as_ref()));
        }
        self.offer.set(offer);
        self.problem.set(problem);
    }

    fn compare_with(&self, name: &str, snapshot: Snapshot) -> Result<Offer, SnapshotError> {
        let drafts = self.drafts.get_untracked();
        let before = &drafts.view;
        self.journal.with_untracked(|journal| {
            let plan = &journal.published().plan;
            if snapshot.plan.id != plan.id {
                return Err(SnapshotError::OtherPlan(snapshot.plan.id.clone()));
            }
            let mut trial = journal.clone();
            let load = trial.load(name, snapshot.edits.clone(), snapshot.extra.clone(), browser::now());
            let step = trial.replace(&load, &Maker::default())?;
            trial.take_load(load)?;
            check_order(&trial, &snapshot)?;
            let merged = trial.view();
            trial.take(step)?;
            let replaced = trial.view();
            let keys = set_of(plan.cells.keys().chain(snapshot.plan.cells.keys()).cloned());
            let other_plan_cells =
                keys.into_iter().filter(|cell| plan.value(cell) != snapshot.plan.value(cell)).collect();
            Ok(Offer {
                name: name.to_owned(),
                merging: compare(before, &merged),
                replacing: compare(before, &replaced),
                other_plan_cells,
                snapshot: snapshot.clone(),
            })
        })
    }

    /// 統合する: takes the offered file in.
    pub fn merge_offer(&self) {
        self.take_offer(false);
    }

    /// この内容に置き換える: takes the offered file in and brings every cell to its state, in one step.
    pub fn replace_with_offer(&self) {
        self.take_offer(true);
    }

    /// やめる: nothing changes.
    pub fn drop_offer(&self) {
        self.offer.set(None);
        self.problem.set(None);
        self.say(words::notice::NOTHING_TAKEN.to_owned());
    }

    fn take_offer(&self, replace: bool) {
        let Some(offer) = self.offer.get_untracked() else { return };
        let maker = self.maker.get_untracked();
        let mut load: Option<Load> = None;
        let mut step = Ok(Vec::new());
        self.journal.update_untracked(|journal| {
            let new = journal.load(&offer.name, offer.snapshot.edits, offer.snapshot.extra, browser::now());
            if replace {
                step = journal.replace(&new, &maker);
            }
            load = Some(new);
        });
        let (Some(load), Ok(edits)) = (load, step) else { return };
        let kept = self.with_keep(|keep| {
            keep.add_load(&load)?;
            let appended = if edits.is_empty() { Ok(()) } else { keep.append(&edits) };
            if appended.is_err() {
                // Half of a replacement is neither: the file alone would show other values than was promised.
                keep.forget_load(&load);
            }
            appended
        });
        let changed = if replace { offer.replacing.len() } else { offer.merging.len() };
        self.note_saving(kept, changed);
        self.journal.update(|journal| {
            // Compared with this very journal when it was offered; another tab's edits since are of other ids.
            let _compared_when_offered = journal.take_load(load);
            let _new_ids_never_clash = journal.take(edits);
        });
        self.offer.set(None);
        let said = if replace { words::notice::replaced(changed) } else { words::notice::merged(changed) };
        self.say(match kept {
            Ok(()) => said,
            Err(error) => format!("{said}{}", words::notice::not_kept(error)),
        });
    }

    /// Everything of this browser as a file: its name and text.
    pub fn snapshot_file(&self) -> (String, String) {
        let (maker, at) = (self.maker.get_untracked(), browser::now());
        self.journal.with_untracked(|journal| {
            let plan = (*journal.published().plan).clone();
            let name = words::file::snapshot_name(&plan, maker.department.as_deref(), at);
            let somebody = maker.author.is_some() || maker.department.is_some();
            let exported_by = somebody.then_some(maker);
            let edits = journal.to_save();
            let extra = serde_json::Map::new();
            (name, Snapshot { exported_at: at, exported_by, plan, edits, extra }.to_json())
        })
    }

    /// スナップショットを保存: offers the file, and notes what stands in it.
    pub fn save_snapshot(&self) {
        let (name, text) = self.snapshot_file();
        if browser::save_text(&name, &text, "application/json").is_err() {
            self.say(words::notice::NO_DOWNLOAD.to_owned());
            return;
        }
        let filed = self.journal.with_untracked(|journal| unfiled::after_saving(journal.own()));
        // Where this cannot be kept, the reminder comes once more than needed.
        let _reminded_again_at_worst = self.with_keep(|keep| keep.set_filed(&filed));
        self.filed.update(|known| super::keep::merge(known, filed));
        self.say(words::notice::saved_as(&name));
    }

    /// How many of this browser's changes stand in no saved file.
    pub fn unfiled_count(&self) -> usize {
        self.journal.with(|journal| self.filed.with(|filed| unfiled::count(journal.own(), filed)))
    }

    /// Notes who sits here.
    pub fn set_maker(&self, maker: Maker) {
        let kept = LocalStore::open().and_then(|store| write_settings(&store, &maker));
        self.maker.set(maker);
        self.say(match kept {
            Ok(()) => words::notice::MAKER_KEPT.to_owned(),
            Err(error) => words::notice::not_kept(error),
        });
    }
}

/// Refuses a file, taken into `journal` on trial, that breaks the order of clocks with what is held there.
fn check_order(journal: &Journal, snapshot: &Snapshot) -> Result<(), SnapshotError> {
    let all = journal.edits();
    let Some(wrong) = all.out_of_order() else { return Ok(()) };
    let number = snapshot.edits.iter().position(|edit| edit.id == wrong.id).map_or(0, |index| index + 1);
    let cell = wrong.set().map(|(cell, ..)| cell.clone());
    Err(SnapshotError::Edit { number, cell, fault: crate::format::EditFault::OutOfOrder })
}
