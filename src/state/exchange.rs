//! Files and links coming in: offering what they would change, deciding, taking them in, switching them off and on.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::{self, StoreError};
use crate::edits::{
    Begun, Brought, Collated, Difference, Edit, EditId, EditSet, Group, Head, Load, Maker, collate, compare, resolve,
};
use crate::format::snapshot::BYTES_AT_MOST;
use crate::format::{EditFault, Package, SnapshotError, read_file, read_link};
use crate::plan::{Cell, Plan, Timestamp, Value, set_of};
use crate::words;

use super::{Mode, Shown, State};

/// The most files taken in at once.
pub const FILES_AT_MOST: usize = 50;

/// Files that were read, and what taking them in would change. Nothing has changed yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The files, in the order of their numbers in [`Offer::cells`].
    pub files: Vec<OfferedFile>,
    /// What 統合する would change, cell by cell.
    pub cells: Vec<Collated>,
    /// What この内容に置き換える would change.
    pub replacing: Arc<Vec<Difference>>,
    /// Cells in which a file's plan is not the one that is open here.
    pub other_plan_cells: Vec<Cell>,
    /// What taking them in would show: for those who only look.
    pub merged: Arc<Shown>,
    /// What was held here when it was compared: what comes later was not on the screen.
    held: EditSet,
}

/// One file of an offer.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferedFile {
    /// Its name.
    pub name: String,
    /// When it was saved.
    pub exported_at: Timestamp,
    /// Who saved it, as far as they said.
    pub exported_by: Maker,
    /// Its edits.
    pub edits: Vec<Edit>,
    /// What else it carries.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// A file that could not be read, and changed nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The file's name.
    pub name: String,
    /// What is wrong; none where the browser itself could not read it.
    pub error: Option<SnapshotError>,
}

/// Files being read: how many of how many are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Done.
    pub done: usize,
    /// Of how many.
    pub of: usize,
    /// Whether somebody stopped it.
    pub stopped: bool,
}

impl OfferedFile {
    /// The department a head of this file comes from: the edit's own, else the file's.
    pub fn department<'a>(&'a self, head: &'a Head) -> Option<&'a str> {
        let own = head.edit().and_then(|edit| edit.maker.department.as_deref());
        own.or(self.exported_by.department.as_deref())
    }
}

impl Offer {
    /// Whether a cell would be changed by somebody whose department does not answer for it.
    pub fn is_outside(&self, plan: &Plan, one: &Collated) -> bool {
        let changes = matches!(one.group, Group::Conflict | Group::OnlyInFiles);
        let outside = |file: &OfferedFile, head: &Head| {
            let department = file.department(head).unwrap_or_default();
            plan.is_duty_of(department, &one.cell.subject) == Some(false)
        };
        let mut said = one.files.iter().filter_map(|(number, heads)| Some((self.files.get(*number)?, heads)));
        changes && said.any(|(file, heads)| heads.iter().any(|head| head.edit().is_some() && outside(file, head)))
    }

    /// How many cells are in a group.
    pub fn count(&self, group: Group) -> usize {
        self.cells.iter().filter(|one| one.group == group).count()
    }
}

/// How all disagreements of an offer are decided at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prefer {
    /// 手元を優先: what is here.
    Here,
    /// 新しい方: what was made latest.
    Newest,
    /// このファイルを優先: what the file of this number says.
    File(usize),
    /// 決めない: both stay.
    Both,
}

impl State {
    /// Reads files one by one, showing how far it is, then offers what they would change.
    pub async fn offer_files(self, picked: Vec<browser::PickedFile>) {
        if self.desk().reading.with_untracked(Option::is_some) {
            return self.say(words::exchange::STILL_READING.to_owned());
        }
        let of = picked.len();
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        if of > FILES_AT_MOST {
            problems.push(Problem { name: words::exchange::files(of), error: Some(SnapshotError::TooManyFiles(of)) });
        }
        for (done, file) in picked.into_iter().take(if of > FILES_AT_MOST { 0 } else { of }).enumerate() {
            if self.is_stopped() {
                return;
            }
            self.desk().reading.set(Some(Progress { done, of, stopped: false }));
            // So that it is seen, and can be stopped.
            browser::pause().await;
            let name = file.name();
            let read = match file.size() {
                size if size > BYTES_AT_MOST => Err(Some(SnapshotError::TooLarge(size))),
                _ => file.read().await.ok_or(None).and_then(|bytes| read_file(&bytes).map_err(Some)),
            };
            if self.is_stopped() {
                return;
            }
            match read {
                Ok(package) => files.push((name, package)),
                Err(error) => problems.push(Problem { name, error }),
            }
        }
        self.desk().reading.set(None);
        self.offer_packages(files, problems);
    }

    /// Whether somebody stopped the reading of files. Then it is over, and what was offered before stands.
    fn is_stopped(&self) -> bool {
        let stopped = self.desk().reading.get_untracked().is_some_and(|progress| progress.stopped);
        if stopped {
            self.desk().reading.set(None);
            self.say(words::notice::NOTHING_TAKEN.to_owned());
        }
        stopped
    }

    /// Reads what a link carries, and offers what it would change.
    pub fn offer_link(&self, payload: &str) {
        let name = words::exchange::LINK.to_owned();
        match read_link(payload) {
            Ok(package) => self.offer_packages(vec![(name, package)], Vec::new()),
            Err(error) => self.offer_packages(Vec::new(), vec![Problem { name, error: Some(error) }]),
        }
    }

    /// Offers what is in files that could be read, and says what is wrong with the others.
    fn offer_packages(&self, files: Vec<(String, Package)>, mut problems: Vec<Problem>) {
        let mut good = Vec::new();
        for (name, package) in files {
            match self.check(&package) {
                Ok(()) => good.push((name, package)),
                Err(error) => problems.push(Problem { name, error: Some(error) }),
            }
        }
        let offer = self.collated(good, &mut problems);
        if let Some(problem) = problems.first() {
            self.say(words::file::problem(&problem.name, problem.error.as_ref()));
        }
        self.desk().choices.set(BTreeMap::new());
        self.desk().preview.set(None);
        self.desk().offer.set(offer.map(Arc::new));
        self.desk().problems.set(problems);
    }

    /// What can be said against one file alone.
    fn check(&self, package: &Package) -> Result<(), SnapshotError> {
        self.desk().journal.with_untracked(|journal| {
            let plan = &journal.published().plan.id;
            // No honest history is that far ahead: taken in, it would leave no room for what is made here.
            let ahead = journal.edits().last_clock() + (1 << 32);
            if let Some(index) = package.edits.iter().position(|edit| edit.clock > ahead) {
                let cell = package.edits.get(index).and_then(|edit| edit.set()).map(|(cell, ..)| cell.clone());
                return Err(SnapshotError::Edit { number: index + 1, cell, fault: EditFault::OutOfOrder });
            }
            if package.plan_id != *plan {
                return Err(SnapshotError::OtherPlan(package.plan_id.clone()));
            }
            let mut all = journal.edits();
            all.union(&EditSet::of(package.edits.iter().cloned())?)?;
            check_order(&all, &package.edits)
        })
    }

    /// The offer of files; those that contradict one before them become problems.
    fn collated(&self, mut files: Vec<(String, Package)>, problems: &mut Vec<Problem>) -> Option<Offer> {
        let drafts = self.drafts.get_untracked();
        self.desk().journal.with_untracked(|journal| {
            let cells = loop {
                if files.is_empty() {
                    return None;
                }
                let edits: Vec<&[Edit]> = files.iter().map(|(_, package)| package.edits.as_slice()).collect();
                match collate(journal, &edits) {
                    Ok(cells) => break cells,
                    Err((number, _)) => {
                        let (name, _) = files.remove(number.min(files.len() - 1));
                        problems.push(Problem { name, error: Some(SnapshotError::Clash) });
                    }
                }
            };
            let plan = &journal.published().plan;
            let other_plan_cells =
                other_plan_cells(plan, files.iter().filter_map(|(_, package)| package.plan.as_ref()));
            let files: Vec<OfferedFile> = files.into_iter().map(|(name, package)| offered(name, package)).collect();
            let mut trial = journal.clone();
            let loads = trial.load(brought(&files), browser::now());
            let step = trial.replace(&loads, &Maker::default(), None).ok()?;
            trial.take_loads(loads).ok()?;
            let merged = Arc::new(Shown { view: trial.view(), edits: trial.edits() });
            trial.take(step).ok()?;
            let replacing = Arc::new(compare(&drafts.view, &resolve(plan, &trial.edits())));
            Some(Offer { files, cells, replacing, other_plan_cells, merged, held: journal.edits() })
        })
    }

    /// A file of an offer as it was read.
    fn package(&self, file: &OfferedFile) -> Package {
        Package {
            exported_at: file.exported_at,
            exported_by: Some(file.exported_by.clone()),
            plan_id: self.structure().id.clone(),
            plan: None,
            edits: file.edits.clone(),
            extra: file.extra.clone(),
        }
    }

    /// Decides all disagreements of the offer, or of what is shown here, at once.
    pub fn prefer(&self, prefer: &Prefer) {
        let Some(offer) = self.desk().offer.get_untracked() else { return };
        let conflicts = offer.cells.iter().filter(|one| one.group == Group::Conflict);
        let choices = conflicts.filter_map(|one| Some((one.cell.clone(), preferred(one, prefer)?)));
        self.desk().choices.set(crate::plan::map_of(choices));
    }

    /// Decides one disagreement of the offer, or leaves it open.
    pub fn choose(&self, cell: &Cell, value: Option<Value>) {
        self.desk().choices.update(|choices| {
            match value {
                Some(value) => choices.insert(cell.clone(), value),
                None => choices.remove(cell),
            };
        });
    }

    /// 統合する: takes the offered files in, and what was decided on their disagreements.
    pub fn merge_offer(&self) {
        self.take_offer(false);
    }

    /// この内容に置き換える: takes the offered files in and brings every cell to their state, in one step.
    pub fn replace_with_offer(&self) {
        self.take_offer(true);
    }

    /// やめる: nothing changes.
    pub fn drop_offer(&self) {
        self.desk().preview.set(None);
        self.desk().offer.set(None);
        self.desk().problems.set(Vec::new());
        self.say(words::notice::NOTHING_TAKEN.to_owned());
    }

    /// Shows what taking the offer in would show, and changes nothing.
    pub fn look_at_offer(&self) {
        self.desk().preview.set(self.desk().offer.get_untracked().map(|offer| offer.merged.clone()));
        self.say(words::notice::LOOKING.to_owned());
    }

    /// Back from looking to the offer.
    pub fn stop_looking(&self) {
        self.desk().preview.set(None);
    }

    fn take_offer(&self, replace: bool) {
        let Some(offer) = self.desk().offer.get_untracked() else { return };
        if self.desk().journal.with_untracked(|journal| journal.edits() != offer.held) {
            // Another tab has gone on: what it made was not on the screen, and may not be decided unseen.
            let packages = offer.files.iter().map(|file| (file.name.clone(), self.package(file))).collect();
            self.offer_packages(packages, Vec::new());
            return self.say(words::notice::COMPARED_ANEW.to_owned());
        }
        let cells = self.desk().choices.with_untracked(|choices| choices.keys().cloned().collect::<Vec<_>>());
        let changed_cells = offer.replacing.iter().map(|difference| difference.cell.clone());
        let touched: Vec<Cell> = if replace { changed_cells.collect() } else { cells };
        if touched.iter().any(|cell| self.lacks_reason(cell)) {
            return self.say(words::exchange::REASON_MISSING_FOR_FILE.to_owned());
        }
        let reason = self.desk().reason.with_untracked(|reason| reason.trim().to_owned());
        let reason = Some(reason).filter(|text| !text.is_empty());
        let maker = self.desk().maker.get_untracked();
        let mut loads: Vec<Load> = Vec::new();
        let mut step = Ok(Vec::new());
        self.desk().journal.update_untracked(|journal| {
            loads = journal.load(brought(&offer.files), browser::now());
            if replace {
                step = journal.replace(&loads, &maker, reason.as_deref());
            }
        });
        let Ok(edits) = step else { return };
        let kept = self.keep_loads(&loads, &edits);
        let choices = self.desk().choices.get_untracked();
        let changed = if replace {
            offer.replacing.len()
        } else {
            offer.count(Group::OnlyInFiles) + offer.count(Group::Conflict)
        };
        self.note_saving(kept, changed);
        self.desk().journal.update(|journal| {
            // Compared with this very journal when they were offered; another tab's edits since are of other ids.
            let _compared_when_offered = journal.take_loads(loads);
            let _new_ids_never_clash = journal.take(edits);
        });
        self.desk().preview.set(None);
        self.desk().offer.set(None);
        self.desk().problems.set(Vec::new());
        // Taking in is editing: what came is shown, and the button that takes it back is there.
        self.mode.set(Mode::Editing);
        let decided = if replace { 0 } else { self.decide(choices) };
        let said = match replace {
            true => words::notice::replaced(changed),
            false => words::notice::merged(changed, decided),
        };
        self.say_kept(said);
    }

    /// Keeps loads and the edits of their step: all of it or nothing, for half of a replacement is neither.
    fn keep_loads(&self, loads: &[Load], edits: &[Edit]) -> Result<(), StoreError> {
        self.with_keep(|keep| {
            let mut kept = loads.iter().try_for_each(|load| keep.add_load(load));
            if kept.is_ok() && !edits.is_empty() {
                kept = keep.append(edits);
            }
            if kept.is_err() {
                loads.iter().for_each(|load| keep.forget_load(load));
            }
            kept
        })
    }

    /// Decides disagreements as they were on the screen, all in one step; answers how many.
    fn decide(&self, choices: BTreeMap<Cell, Value>) -> usize {
        let conflicts = self.drafts.get_untracked();
        let chosen = choices.into_iter().filter(|(cell, _)| conflicts.view.is_conflict(cell));
        let changes: Vec<(Begun, Value)> = chosen.map(|(cell, value)| (self.begin(&cell), value)).collect();
        let count = changes.len();
        if count > 0 && self.set_all(changes, None) { count } else { 0 }
    }

    /// Decides every open disagreement here at once.
    pub fn decide_all(&self, prefer: &Prefer) {
        let drafts = self.drafts.get_untracked();
        let own = self.desk().journal.with_untracked(|journal| journal.own().clone());
        let chosen = drafts.view.conflicts().filter_map(|(cell, state)| {
            let value = match prefer {
                Prefer::Here => state
                    .heads()
                    .iter()
                    .find(|head| head.edit().is_some_and(|edit| own.contains(&edit.id)))
                    .and_then(Head::value)
                    .cloned(),
                Prefer::Newest => newest(state.heads()),
                Prefer::File(_) | Prefer::Both => None,
            };
            Some((cell.clone(), value?))
        });
        let chosen = crate::plan::map_of(chosen);
        if chosen.keys().any(|cell| self.lacks_reason(cell)) {
            return self.say(words::exchange::REASON_MISSING_FOR_FILE.to_owned());
        }
        let count = self.decide(chosen);
        self.say_kept(words::notice::decided(count));
    }

    /// Switches a file taken in off or on.
    pub fn switch_load(&self, id: &EditId, on: bool) {
        let (maker, at) = (self.desk().maker.get_untracked(), browser::now());
        if !self.make(|journal| journal.switch(id, on, &maker, at)).is_empty() {
            self.say_kept(if on { words::notice::SWITCHED_ON } else { words::notice::SWITCHED_OFF }.to_owned());
        }
    }
}

fn offered(name: String, package: Package) -> OfferedFile {
    let exported_by = package.exported_by.unwrap_or_default();
    OfferedFile { name, exported_at: package.exported_at, exported_by, edits: package.edits, extra: package.extra }
}

fn brought(files: &[OfferedFile]) -> Vec<Brought> {
    let brought =
        |file: &OfferedFile| Brought { name: file.name.clone(), edits: file.edits.clone(), extra: file.extra.clone() };
    files.iter().map(brought).collect()
}

/// The cells in which one of the files' plans is not the one that is open.
fn other_plan_cells<'a>(plan: &Plan, others: impl Iterator<Item = &'a Plan>) -> Vec<Cell> {
    let others = others.flat_map(|other| {
        let keys = set_of(plan.cells.keys().chain(other.cells.keys()).cloned());
        keys.into_iter().filter(|cell| plan.value(cell) != other.value(cell))
    });
    set_of(others).into_iter().collect()
}

/// What a bulk decision makes of one disagreement; none where it leaves it open.
fn preferred(one: &Collated, prefer: &Prefer) -> Option<Value> {
    let of_file = |number: usize| {
        let (_, heads) = one.files.iter().find(|(file, _)| *file == number)?;
        newest(heads)
    };
    match prefer {
        Prefer::Here => Some(one.here.clone()),
        // What is shown of a disagreement is the latest.
        Prefer::Newest => Some(one.after.clone()),
        Prefer::File(number) => of_file(*number),
        Prefer::Both => None,
    }
}

fn newest(heads: &[Head]) -> Option<Value> {
    heads.iter().find(|head| head.edit().is_some()).or(heads.first())?.value().cloned()
}

/// Refuses edits that break the order of clocks with what is held here.
fn check_order(all: &EditSet, edits: &[Edit]) -> Result<(), SnapshotError> {
    let Some(wrong) = all.out_of_order() else { return Ok(()) };
    let number = edits.iter().position(|edit| edit.id == wrong.id).map_or(0, |index| index + 1);
    let cell = wrong.set().map(|(cell, ..)| cell.clone());
    Err(SnapshotError::Edit { number, cell, fault: EditFault::OutOfOrder })
}
