//! Files and links coming in: offering what they would change, deciding, taking them in, switching them off and on.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::{self, StoreError};
use crate::edits::{Begun, CellState, Collation, Edit, EditId, EditSet, Group, Head, Journal, Load, Maker, Replica};
use crate::format::snapshot::BYTES_AT_MOST;
use crate::format::{Package, SnapshotError, read_link};
use crate::plan::{Cell, Timestamp, Value};
use crate::words;

use super::offer::{brought, newest};
use super::{Mode, Offer, OfferedFile, Prefer, State};

/// The most files taken in at once.
pub const FILES_AT_MOST: usize = 50;

/// A file that could not be read, and changed nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The file's name.
    pub name: String,
    /// What is wrong; none where the browser itself could not read it.
    pub error: Option<SnapshotError>,
}

/// What is done with files before they are offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// They are read: counted in files.
    #[default]
    Reading,
    /// They are compared with what is here: counted in parts of it.
    Comparing,
}

/// How much of a longer work is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Of files: what is done with them.
    pub stage: Stage,
    /// Done.
    pub done: usize,
    /// Of how many.
    pub of: usize,
    /// Whether somebody stopped it.
    pub stopped: bool,
}

impl State {
    /// Reads files one by one and compares them, showing how far it is, then offers what they would change.
    pub async fn offer_files(self, picked: Vec<browser::PickedFile>) {
        if self.desk().reading.with_untracked(Option::is_some) {
            return self.say(words::exchange::STILL_READING.to_owned());
        }
        let of = picked.len();
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        if of > FILES_AT_MOST {
            problems.push(Problem { name: words::exchange::files(of), error: Some(SnapshotError::TooManyFiles(of)) });
        }
        let (mut reader, mut last) = (self.desk().reader.get_value(), None);
        for (done, file) in picked.into_iter().take(if of > FILES_AT_MOST { 0 } else { of }).enumerate() {
            if !self.goes_on(&mut last, Stage::Reading, done, of).await {
                return;
            }
            let name = file.name();
            let read = match file.size() {
                size if size > BYTES_AT_MOST => Err(Some(SnapshotError::TooLarge(size))),
                _ => file.read().await.ok_or(None).and_then(|bytes| reader.read(&bytes).map_err(Some)),
            };
            match read {
                Ok(package) => files.push(OfferedFile { name, package }),
                Err(error) => problems.push(Problem { name, error }),
            }
        }
        let good = self.of_this_plan(files, &mut problems);
        let journal = self.desk().journal.get_untracked();
        let mut compared = Collation::new(journal.clone(), brought(&good));
        loop {
            let (done, of) = compared.progress();
            if !good.is_empty() && !self.goes_on(&mut last, Stage::Comparing, done, of).await {
                return;
            }
            if !compared.step(CELLS_AT_ONCE) {
                break;
            }
        }
        self.desk().reading.set(None);
        self.offer(&journal, good, compared, problems);
    }

    /// Now and then shows how far it is and lets the page go on; `last` is when it did so last. Returns whether to go on, too: nobody
    /// has stopped it.
    async fn goes_on(self, last: &mut Option<Timestamp>, stage: Stage, done: usize, of: usize) -> bool {
        if self.is_stopped() {
            return false;
        }
        let is_due = |last: Timestamp| (self.now().millis() - last.millis()).abs() >= PAUSE_AFTER;
        if last.is_none_or(is_due) {
            self.desk().reading.set(Some(Progress { stage, done, of, stopped: false }));
            browser::pause().await;
            *last = Some(self.now());
        }
        !self.is_stopped()
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

    /// Opens a link's content for comparison. While something else is compared the link waits, since another page may have
    /// changed the address.
    pub fn offer_link(&self, payload: &str) {
        let name = words::exchange::LINK.to_owned();
        match read_link(payload) {
            Ok(package) => {
                if self.offer_or_wait(OfferedFile { name, package }) {
                    self.say(words::exchange::LINK_WAITS.to_owned());
                }
            }
            Err(error) => self.desk().problems.update(|all| all.push(Problem { name, error: Some(error) })),
        }
    }

    /// Offers what a file would change; it waits while something else is compared. Returns whether it waits.
    pub(super) fn offer_or_wait(&self, file: OfferedFile) -> bool {
        let is_it = |other: &OfferedFile| (&other.name, &other.package.edits) == (&file.name, &file.package.edits);
        let offer = self.desk().offer.get_untracked();
        if offer.is_some_and(|offer| offer.files.iter().any(is_it)) {
            return false;
        }
        let waits = self.is_comparing();
        if waits && self.desk().waiting.with_untracked(|waiting| waiting.iter().any(is_it)) {
            return true;
        }
        if waits {
            self.desk().waiting.update(|waiting| {
                waiting.push(file);
                // Whoever opens more of them at somebody fills no memory.
                let too_many = waiting.len().saturating_sub(FILES_AT_MOST);
                waiting.drain(..too_many);
            });
        } else {
            self.offer_packages(vec![file], Vec::new());
        }
        waits
    }

    /// Whether files are being read or compared.
    fn is_comparing(&self) -> bool {
        self.desk().offer.with_untracked(Option::is_some) || self.desk().reading.with_untracked(Option::is_some)
    }

    /// Replaces the current offer with what waits.
    pub fn offer_waiting(&self) {
        let waiting = self.desk().waiting.try_update(std::mem::take).unwrap_or_default();
        self.offer_packages(waiting, Vec::new());
    }

    /// Opens another site's drafts for comparison.
    pub fn offer_site(&self, site: &str) {
        let kept = self.desk().keep.with_value(|keep| keep.as_ref().map(|keep| keep.read_site(site)));
        let Some(kept) = kept else { return };
        // As a file saved there: without what is taken back or switched off there.
        let published = self.desk().journal.with_untracked(|journal| journal.published().clone());
        let mut there = Journal::new(published, Replica::known(0));
        there.take(kept.edits.iter().cloned());
        there.take_loads(kept.loads);
        let package = Package {
            exported_at: self.now(),
            exported_by: None,
            plan_ids: self.structure().ids().cloned().collect(),
            plan: None,
            edits: there.to_save().into_iter().map(Arc::new).collect(),
            handed_in: Vec::new(),
            damaged: Vec::new(),
            extra: serde_json::Map::new(),
        };
        if self.offer_or_wait(OfferedFile { name: words::exchange::site(site), package }) {
            self.say(words::exchange::DRAFTS_WAIT.to_owned());
        }
    }

    /// Compares files that were read, and offers what they would change; says what is wrong with the others.
    pub(super) fn offer_packages(&self, files: Vec<OfferedFile>, mut problems: Vec<Problem>) {
        let good = self.of_this_plan(files, &mut problems);
        let journal = self.desk().journal.get_untracked();
        let mut compared = Collation::new(journal.clone(), brought(&good));
        while compared.step(usize::MAX) {}
        self.offer(&journal, good, compared, problems);
    }

    /// The files of this plan; the others are problems.
    fn of_this_plan(&self, files: Vec<OfferedFile>, problems: &mut Vec<Problem>) -> Vec<OfferedFile> {
        let mut good = Vec::new();
        for file in files {
            match self.other_plan(&file.package) {
                Some(error) => problems.push(Problem { name: file.name, error: Some(error) }),
                None => good.push(file),
            }
        }
        good
    }

    /// What is wrong with a file of another plan than the one that is open; `None` for one of this plan.
    pub(super) fn other_plan(&self, package: &Package) -> Option<SnapshotError> {
        let (structure, ids) = (self.structure(), &package.plan_ids);
        let is_own = ids.iter().any(|id| structure.ids().any(|own| own == id));
        ids.first().filter(|_| !is_own).cloned().map(SnapshotError::OtherPlan)
    }

    /// Puts an offer on the screen, and what is wrong with files that could not be read.
    fn offer(&self, journal: &Journal, good: Vec<OfferedFile>, compared: Collation, problems: Vec<Problem>) {
        if let Some(problem) = problems.first() {
            self.say(words::file::problem(&problem.name, problem.error.as_ref()));
        }
        // A file that cannot be read leaves an open offer as it is.
        if !good.is_empty() {
            self.desk().choices.set(BTreeMap::new());
            self.set_preview(None);
            self.desk().replacing.set(None);
            let offer = Offer::of(journal, good, compared);
            let is_small = offer.cells.len() <= CELLS_AT_ONCE;
            self.desk().offer.set(Some(Arc::new(offer)));
            if is_small {
                self.find_replacing();
            }
        }
        self.desk().problems.set(problems);
    }

    /// Finds out what replacing everything by the open offer would change, unless that is known: of a large offer it takes a while,
    /// and few ask for it.
    pub fn find_replacing(&self) {
        let Some(offer) = self.desk().offer.get_untracked() else { return };
        if self.desk().replacing.with_untracked(Option::is_some) {
            return;
        }
        let maker = self.desk().maker.get_untracked();
        let replacing = self.desk().journal.with_untracked(|journal| offer.replacing(journal, &maker, self.now()));
        self.desk().replacing.set(Some(Arc::new(replacing)));
    }

    /// Decides all disagreements of the offer at once; where what is preferred says nothing, one stays open. Files are preferred one after
    /// the other, each for what it says.
    pub fn prefer(&self, prefer: &Prefer) {
        let Some(offer) = self.desk().offer.get_untracked() else { return };
        let conflicts = offer.cells.iter().filter(|one| one.group == Group::Conflict);
        let choices = conflicts.filter_map(|one| Some((one.cell.clone(), offer.preferred(one, prefer)?)));
        let choices = crate::plan::map_of(choices);
        self.desk().choices.update(|all| match prefer {
            Prefer::File(_) => all.extend(choices),
            Prefer::Here | Prefer::Newest | Prefer::Both => *all = choices,
        });
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

    /// 統合する: takes the offered files in, and what was decided on their disagreements. Returns whether some are left to be decided.
    pub fn merge_offer(&self) -> bool {
        self.take_offer(false)
    }

    /// この内容に置き換える: takes the offered files in and brings every cell to their state, in one step. Where it is not known yet what
    /// that would change, that is shown, and nothing done.
    pub fn replace_with_offer(&self) {
        self.take_offer(true);
    }

    /// やめる: nothing changes.
    pub fn drop_offer(&self) {
        self.close_offer();
        self.say(words::notice::NOTHING_TAKEN.to_owned());
    }

    /// Shows what taking the offer in would show, and changes nothing.
    pub fn look_at_offer(&self) {
        self.set_preview(self.desk().offer.get_untracked().map(|offer| offer.merged.view().clone()));
        self.say(words::notice::LOOKING.to_owned());
    }

    /// Back from looking to the offer.
    pub fn stop_looking(&self) {
        self.set_preview(None);
    }

    fn close_offer(&self) {
        self.set_preview(None);
        self.desk().offer.set(None);
        self.desk().replacing.set(None);
        self.desk().problems.set(Vec::new());
    }

    /// Takes the offer in. Returns whether disagreements it brought are left to be decided.
    fn take_offer(&self, replace: bool) -> bool {
        let Some(offer) = self.desk().offer.get_untracked() else { return false };
        if self.desk().journal.with_untracked(|journal| journal.revision() != offer.held) {
            // Another tab has gone on: what it made was not on the screen, and may not be decided unseen.
            let choices = self.desk().choices.get_untracked();
            self.offer_packages(offer.files.clone(), Vec::new());
            // What was decided on rows that are as they were is decided still.
            let is_same = |cell: &Cell| {
                let row = |offer: &Offer| offer.cells.iter().find(|one| one.cell == *cell).cloned();
                self.desk().offer.with_untracked(|now| now.as_deref().and_then(row) == row(&offer))
            };
            self.desk().choices.set(choices.into_iter().filter(|(cell, _)| is_same(cell)).collect());
            self.say(words::notice::COMPARED_ANEW.to_owned());
            return false;
        }
        if replace && self.desk().replacing.with_untracked(Option::is_none) {
            // It is decided on what was on the screen.
            self.find_replacing();
            self.say(words::notice::REPLACING_SHOWN.to_owned());
            return false;
        }
        let replacing = self.desk().replacing.get_untracked().unwrap_or_default();
        let lacks = match replace {
            // It may open the year itself, and close it.
            true => replacing.iter().any(|row| {
                self.has_no_reason() && row.after.is_correction || self.lacks_reason(&row.cell, &row.after.value)
            }),
            false => self.lack_reasons_to_decide(&self.desk().choices.get_untracked()),
        };
        if lacks {
            self.say(words::closing::REASON_MISSING_FOR_FILE.to_owned());
            return false;
        }
        let reason = self.desk().reason.with_untracked(|reason| reason.trim().to_owned());
        let reason = Some(reason).filter(|text| !text.is_empty());
        let maker = self.desk().maker.get_untracked();
        let (mut loads, mut edits): (Vec<Load>, Vec<Edit>) = (offer.loads.clone(), Vec::new());
        loads.iter_mut().for_each(|load| load.at = self.now());
        if replace {
            self.desk().journal.update_untracked(|journal| {
                loads = journal.load(brought(&offer.files), self.now());
                edits = journal.replace(&loads, &maker, reason.as_deref());
            });
        }
        let choices = self.desk().choices.get_untracked();
        if loads.is_empty() && choices.is_empty() {
            self.close_offer();
            self.say(words::notice::ALREADY_TAKEN.to_owned());
            return false;
        }
        let brings = loads.iter().flat_map(|load| &load.edits).map(|edit| &**edit);
        if let Err(why) = self.has_room_for(carried_by(&loads), brings.chain(&edits)) {
            self.say(why.to_owned());
            return false;
        }
        let kept = self.keep_loads(&loads, &edits);
        let (changes, conflicts) = (offer.count(Group::OnlyInFiles), offer.count(Group::Conflict));
        let changed = if replace { replacing.len() } else { changes + conflicts };
        self.note_saving(kept, changed);
        self.note_room();
        self.change_journal(|journal| match replace {
            true => {
                journal.take_loads(loads);
                journal.take(edits);
            }
            false => journal.adopt(offer.merged.clone(), &loads),
        });
        self.leave_unkept();
        self.close_offer();
        // Taking in is editing: what came is shown, and the button that takes it back is there.
        self.set_mode(Mode::Editing);
        let decided = if replace { 0 } else { self.decide(choices) };
        let left = conflicts.saturating_sub(decided);
        let said = match replace {
            true => words::notice::replaced(changed),
            false => words::notice::merged(changes, decided, left),
        };
        self.say_kept(said);
        left > 0
    }

    /// Keeps loads and the edits of their step: all of it or nothing, for half of a replacement is neither.
    fn keep_loads(&self, loads: &[Load], edits: &[Edit]) -> Result<(), StoreError> {
        self.with_keep(|keep| {
            let kept = loads.iter().try_for_each(|load| keep.add_load(load));
            // Where the loads could not be kept, the edits wait with them.
            let kept = match (kept, edits) {
                (Ok(()), []) => Ok(()),
                (Ok(()), edits) => keep.append_edits(edits),
                (refused, edits) => {
                    keep.defer(edits);
                    refused
                }
            };
            if kept.is_err() {
                loads.iter().for_each(|load| keep.forget_load(load));
            }
            kept
        })
    }

    fn lack_reasons_to_decide(&self, chosen: &BTreeMap<Cell, Value>) -> bool {
        chosen.iter().any(|(cell, value)| self.lacks_reason_to_decide(cell, value))
    }

    /// Decides disagreements as they were on the screen, all in one step; answers how many.
    fn decide(&self, choices: BTreeMap<Cell, Value>) -> usize {
        let conflicts = self.drafts.get_untracked();
        let chosen = choices.into_iter().filter(|(cell, _)| conflicts.is_conflict(cell));
        let changes: Vec<(Begun, Value)> = chosen.map(|(cell, value)| (self.begin(&cell), value)).collect();
        let count = changes.len();
        if count > 0 && self.set_all(self.with_remarks(changes), None) { count } else { 0 }
    }

    /// By whom the values of this browser are that people disagree on, with how many.
    pub fn makers_here(&self) -> Vec<(Maker, usize)> {
        let drafts = self.drafts.get();
        let own = self.desk().journal.with(|journal| journal.own().clone());
        let mut makers: Vec<(Maker, usize)> = Vec::new();
        for (_, state) in drafts.conflicts() {
            let Some(edit) = own_head(state, &own).and_then(Head::edit) else { continue };
            match makers.iter_mut().find(|(maker, _)| *maker == edit.maker) {
                Some((_, count)) => *count += 1,
                None => makers.push((edit.maker.clone(), 1)),
            }
        }
        makers
    }

    /// Decides every open disagreement here at once.
    pub fn decide_all(&self, prefer: &Prefer) {
        let drafts = self.drafts.get_untracked();
        let own = self.desk().journal.with_untracked(|journal| journal.own().clone());
        let chosen = drafts.conflicts().filter_map(|(cell, state)| {
            let value = match prefer {
                Prefer::Here => own_head(state, &own).and_then(Head::value).cloned(),
                Prefer::Newest => newest(state.heads()),
                Prefer::File(_) | Prefer::Both => None,
            };
            Some((cell.clone(), value?))
        });
        let chosen = crate::plan::map_of(chosen);
        if self.lack_reasons_to_decide(&chosen) {
            return self.say(words::closing::REASON_MISSING_FOR_FILE.to_owned());
        }
        let count = self.decide(chosen);
        self.say_kept(words::notice::decided(count));
    }

    /// Switches a file taken in off or on.
    pub fn switch_load(&self, id: &EditId, on: bool) {
        let (maker, at) = (self.desk().maker.get_untracked(), self.now());
        let brought: Vec<Load> = self.desk().journal.with_untracked(|journal| {
            let loads = journal.loads().into_iter().filter(|(load, is_on)| load.id == *id && !is_on);
            loads.map(|(load, _)| load.clone()).collect()
        });
        let brings = brought.iter().flat_map(|load| &load.edits).map(|edit| &**edit);
        if let (true, Err(why)) = (on, self.has_room_for(carried_by(&brought), brings)) {
            return self.say(why.to_owned());
        }
        if !self.make(|journal| journal.switch(id, on, &maker, at)).is_empty() {
            self.say_kept(if on { words::notice::SWITCHED_ON } else { words::notice::SWITCHED_OFF }.to_owned());
        }
    }
}

/// What was entered here of those that people disagree on.
fn own_head<'a>(state: &'a CellState, own: &EditSet) -> Option<&'a Head> {
    state.heads().iter().find(|head| head.edit().is_some_and(|edit| own.holds(edit)))
}

/// Cells that are compared before the page goes on.
const CELLS_AT_ONCE: usize = 2_000;

/// How long the page is kept waiting while files are read and compared, in milliseconds.
const PAUSE_AFTER: i64 = 50;

/// The length of what files carry that this release does not know, in bytes.
fn carried_by(loads: &[Load]) -> usize {
    loads.iter().map(|load| serde_json::Value::Object(load.extra.clone()).to_string().len()).sum()
}
