//! Files and links going out: everything, or a part; and what stands in none yet.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::browser::{self, Offered};
use crate::edits::{Edit, EditSet, Filed, HandedIn, Journal, Maker, Received, cells_changed};
use crate::format::{Link, Snapshot, write_link};
use crate::plan::{Cell, FiscalYear, SubjectId, Timestamp, as_typed, set_of};
use crate::words;
use crate::words::file::Extent;
use crate::words::notice::SavedFile;

use super::{State, unfiled};

/// What goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything.
    All,
    /// The cells a department answers for.
    Department(String),
    /// These cells.
    Cells(BTreeSet<Cell>),
}

impl State {
    /// A part of this browser's plan as a file: its name and text.
    pub fn snapshot_file(&self, part: &Part) -> (String, String) {
        self.file_that_says(part, Vec::new())
    }

    /// The same, of a file that says what is handed in with it.
    fn file_that_says(&self, part: &Part, handed_in: Vec<HandedIn>) -> (String, String) {
        let (maker, at) = (self.desk().maker.get_untracked(), self.now());
        self.desk().journal.with_untracked(|journal| {
            let plan = (*journal.published().plan).clone();
            let (department, extent) = match part {
                Part::Department(department) => (Some(department.clone()), Extent::Department),
                Part::All => (maker.department.clone(), Extent::All),
                Part::Cells(_) => (maker.department.clone(), Extent::Choice),
            };
            let name = words::file::snapshot_name(&plan, department.as_deref(), extent, at);
            let exported_by = maker.is_known().then_some(maker);
            let edits = journal.to_save_of(&self.wanted(part));
            let extra = journal.extra();
            let damaged = Vec::new();
            let snapshot =
                Snapshot { exported_at: at, exported_by, publication: None, plan, edits, handed_in, damaged, extra };
            (name, snapshot.to_json())
        })
    }

    /// Returns the filter of a part. A policy's own indicators belong to the department that entered them, and to one that answers for
    /// nothing all it entered.
    fn wanted(&self, part: &Part) -> Box<dyn Fn(&Edit) -> bool> {
        match part {
            Part::All => Box::new(|_| true),
            Part::Cells(cells) => {
                let cells = cells.clone();
                let subjects: BTreeSet<SubjectId> = set_of(cells.iter().map(|cell| cell.subject.clone()));
                Box::new(move |edit| {
                    let is_chosen = edit.cell().is_some_and(|cell| cells.contains(cell));
                    // A cell that only a newer version knows cannot be chosen: it goes with its subject.
                    is_chosen || edit.is_foreign() && edit.subject().is_none_or(|subject| subjects.contains(subject))
                })
            }
            Part::Department(department) => {
                let (plan, department) = (self.drafts.get_untracked().plan.clone(), department.clone());
                let own = self.desk().journal.with_untracked(|journal| journal.own().clone());
                // What was entered before anybody said who sits here was entered by whoever sits here.
                let entered = move |cell: &Cell, department: &String| {
                    own.of_cell(cell).any(|edit| edit.maker.department.as_ref().is_none_or(|said| said == department))
                };
                let has_duty = plan.has_duty(&department);
                Box::new(move |edit| {
                    let duty = edit.subject().and_then(|subject| plan.is_duty_of(&department, subject));
                    let duty = duty.filter(|is_own| *is_own || has_duty);
                    duty.unwrap_or_else(|| edit.cell().is_some_and(|cell| entered(cell, &department)))
                })
            }
        }
    }

    /// Whether a department's part has anything: cells it answers for; of one that answers for nothing, what it entered.
    pub fn has_part(&self, department: &str) -> bool {
        let entered = |edit: &Edit| {
            edit.set().is_some() && edit.maker.department.as_deref().is_none_or(|said| said == department)
        };
        self.drafts().plan.has_duty(department)
            || self.with_journal(|journal| journal.own().iter().any(|edit| entered(edit)))
    }

    /// スナップショットを保存: offers the file, and notes what stands in it.
    pub fn save_snapshot(&self) {
        self.save_part(&Part::All);
    }

    /// Offers a part as a file, and notes what stands in it.
    pub fn save_part(&self, part: &Part) {
        self.offer_part(part, Vec::new());
    }

    /// The year's answers as they are handed in now.
    fn handing_in(&self, year: FiscalYear) -> HandedIn {
        let department = match untrack(|| self.part_to_hand_in()) {
            Part::Department(department) => Some(department),
            Part::All | Part::Cells(_) => None,
        };
        HandedIn { year, department, at: self.now() }
    }

    /// Offers the file that is handed in for a year. Returns its name where the browser took it.
    pub fn offer_to_hand_in(&self, year: FiscalYear) -> Option<String> {
        let handed_in = self.handing_in(year);
        let name = self.offer_part(&untrack(|| self.part_to_hand_in()), vec![handed_in.clone()])?;
        self.note_handed_in(handed_in);
        Some(name)
    }

    /// Hands a year's answers in through the shared folder, where this browser's file says so from now on.
    pub fn hand_in_to_folder(&self, year: FiscalYear) {
        let handed_in = self.handing_in(year);
        self.note_handed_in(handed_in);
    }

    /// What has come about a year, by department, with what was handed in from this browser.
    pub fn received(&self, year: FiscalYear) -> Vec<Received> {
        let mut all = self.with_journal(|journal| journal.received(year));
        let own = self.desk().maker.get().department.unwrap_or_default();
        for handed_in in self.desk().handed_in.get().into_iter().filter(|one| one.year == year) {
            let (department, at) = (handed_in.department.unwrap_or_else(|| own.clone()), handed_in.at);
            match all.iter_mut().find(|one| one.department == department) {
                Some(one) => one.handed_in = one.handed_in.max(Some(at)),
                None => all.push(Received { department, handed_in: Some(at), at, changes: 0 }),
            }
        }
        all
    }

    /// Notes what was handed in; of a department and year, the last time.
    fn note_handed_in(&self, handed_in: HandedIn) {
        let is_same = |one: &HandedIn| one.year == handed_in.year && one.department == handed_in.department;
        let mut all = self.desk().handed_in.get_untracked();
        all.retain(|one| !is_same(one));
        all.push(handed_in);
        let kept = self.with_keep(|keep| keep.write_handed_in(&all));
        self.desk().handed_in.set(all);
        if let Err(error) = kept {
            self.say(words::notice::not_kept(error));
        }
    }

    /// Offers a part as a file, and notes what stands in it. Returns the file's name where the browser took it.
    fn offer_part(&self, part: &Part, handed_in: Vec<HandedIn>) -> Option<String> {
        let (name, text) = self.file_that_says(part, handed_in);
        let offered = browser::save_text(&name, &text, "application/json");
        let said = words::notice::saved(SavedFile::Snapshot, &name, offered);
        if offered.is_err() {
            self.say(said);
            return None;
        }
        // What may not have been saved is not counted as saved.
        if offered == Ok(Offered::Taken) {
            let wanted = self.wanted(part);
            self.note_filed(&self.desk().journal.with_untracked(|journal| journal.to_save_of(&wanted)));
        }
        let unread = untrack(|| self.unread_cells().len());
        let left_out = self.left_out(part);
        let said = [said, words::exchange::left_out_of_part(left_out), words::exchange::unread_left_out(unread)];
        self.say(said.concat());
        // Where it is not known whether it was saved, nothing can be done with it next.
        (offered == Ok(Offered::Taken)).then_some(name)
    }

    /// Notes which edits stand in a saved file.
    pub(super) fn note_filed(&self, edits: &[Edit]) {
        // What another page load noted is noted.
        let filed = self.desk().journal.with_untracked(|journal| Filed::of(edits).beyond(journal.filed()));
        if filed.is_empty() {
            return;
        }
        self.desk().own_filed.update_value(|own| own.merge(&filed));
        let own = self.desk().own_filed.get_value();
        // Where this cannot be kept, the reminder comes once more than needed.
        let _reminded_again_at_worst = self.with_keep(|keep| keep.set_filed(&own));
        self.change_journal(|journal| journal.note_filed(&filed));
    }

    /// The part that is handed in: the department's, where one is said that answers for something, else everything.
    pub fn part_to_hand_in(&self) -> Part {
        let department = self.desk().maker.get().department.filter(|department| self.has_part(department));
        department.map_or(Part::All, Part::Department)
    }

    /// Notes the mail address of whoever collects.
    pub fn set_collector(&self, address: &str) {
        let address = as_typed(address).trim().to_owned();
        let kept = self.with_keep(|keep| keep.write_collector(&address));
        self.desk().collector.set(address);
        if let Err(error) = kept {
            self.say(words::notice::not_kept(error));
        }
    }

    /// In how many cells a part does not have this browser's changes.
    pub fn left_out(&self, part: &Part) -> usize {
        let wanted = self.wanted(part);
        self.desk().journal.with_untracked(|journal| {
            let saved = set_of(journal.to_save_of(&wanted).into_iter().map(|edit| edit.id));
            let (own, live) = (journal.own(), journal.own_live());
            // What was taken back is no change, wherever what takes it back goes.
            let left_out = own.iter().filter(|edit| live.has(edit) && !saved.contains(&edit.id));
            cells_changed(&EditSet::of(left_out.cloned()))
        })
    }

    /// A part as a link, from `#` on; none where it would be longer than is read.
    pub fn link(&self, part: &Part) -> Option<String> {
        let (maker, at) = (self.desk().maker.get_untracked(), self.now());
        self.desk().journal.with_untracked(|journal| {
            let edits = journal.to_save_of(&self.wanted(part));
            let plan_ids = journal.published().plan.ids().cloned().collect();
            write_link(&Link { exported_at: at, exported_by: maker.is_known().then_some(maker), plan_ids, edits })
        })
    }

    /// The cells with drafts, whose values a file or link may carry.
    pub fn draft_cells(&self) -> Vec<Cell> {
        self.desk().journal.with(|journal| journal.drafts().iter().cloned().collect())
    }

    /// How many of this browser's changes stand in no saved file, and since when the oldest of them waits.
    pub fn unfiled(&self) -> (usize, Option<Timestamp>) {
        self.desk().journal.with(Journal::unfiled)
    }

    /// Whether it is time to save a file: what stands in none could be lost.
    pub fn wants_file(&self) -> bool {
        let (count, since) = self.unfiled();
        count > 0 && unfiled::is_due(count, since, self.now(), self.desk().lasting.get())
    }

    /// Notes who sits here.
    pub fn set_maker(&self, maker: Maker) {
        if maker.is_too_long() {
            return self.say(words::notice::TOO_LONG.to_owned());
        }
        let kept = self.with_keep(|keep| keep.write_settings(&maker));
        let said = match maker.is_known() {
            true => words::notice::maker_kept(maker.author.is_some(), maker.department.is_some()),
            false => words::notice::MAKER_CLEARED.to_owned(),
        };
        self.desk().maker.set(maker);
        self.say(match kept {
            Ok(()) => said,
            Err(error) => words::notice::not_kept(error),
        });
    }
}
