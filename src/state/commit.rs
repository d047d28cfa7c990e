//! Making, taking back and restoring edits; keeping each before it is called saved.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::browser::{StorageChange, StoreError};
use crate::edits::{Begun, Edit, Journal, is_in_closed_year, would_correct};
use crate::format::snapshot::DRAFTS_AT_MOST;
use crate::format::write_edits;
use crate::plan::{Aspect, Cell, Value, as_typed, doubts, set_of};
use crate::words;

use super::keep::Kept;
use super::typing::TypingRecord;
use super::{Saving, State};

impl State {
    /// Begins to edit a cell: when its field takes focus, when a paste is previewed, when a conflict is on the screen.
    pub fn begin(&self, cell: &Cell) -> Begun {
        self.desk().journal.with_untracked(|journal| journal.begin(cell))
    }

    /// Gives one cell a value. Answers whether that changed anything.
    pub fn set(&self, begun: Begun, value: Value) -> bool {
        self.set_all(vec![(begun, value)], None)
    }

    /// Whether this value has to say why it comes to stand in the cell, and does not yet: it corrects one of a closed year.
    pub(super) fn lacks_reason(&self, cell: &Cell, value: &Value) -> bool {
        let drafts = self.drafts.get_untracked();
        would_correct(&drafts, cell, value) && self.has_no_reason()
    }

    /// Whether nothing stands in the field of the reason.
    pub(super) fn has_no_reason(&self) -> bool {
        self.desk().reason.with_untracked(|reason| reason.trim().is_empty())
    }

    /// The same where it is decided on: why it was decided so says why it is corrected.
    pub(super) fn lacks_reason_to_decide(&self, cell: &Cell, value: &Value) -> bool {
        self.lacks_reason(cell, value) && self.desk().deciding.with_untracked(|reason| reason.trim().is_empty())
    }

    /// Gives cells values, all in one step. Answers whether that changed anything. Where a cell's year is closed, the
    /// reason of the correction goes with it; without one nothing is corrected, and that is said.
    pub fn set_all(&self, changes: Vec<(Begun, Value)>, reason: Option<&str>) -> bool {
        let drafts = self.drafts.get_untracked();
        let changes: Vec<(Begun, Value)> =
            changes.into_iter().filter(|(begun, value)| begun.is_changed_by(value)).collect();
        let is_of_closed = changes.iter().any(|(begun, _)| is_in_closed_year(&drafts, &begun.cell));
        let correction = self.desk().reason.with_untracked(|reason| reason.trim().to_owned());
        let decides = changes.iter().any(|(begun, _)| begun.decides());
        let deciding = self.desk().deciding.with_untracked(|reason| as_typed(reason).trim().to_owned());
        // Why it was decided so is why it is corrected, with what is noted beside it.
        let says_why = !correction.is_empty() || decides && !deciding.is_empty();
        if !says_why && changes.iter().any(|(begun, value)| would_correct(&drafts, &begun.cell, value)) {
            self.say(words::closing::REASON_MISSING_FOR_CHOICE.to_owned());
            return false;
        }
        let all = [
            Some(correction).filter(|reason| is_of_closed && !reason.is_empty()),
            Some(deciding).filter(|reason| decides && !reason.is_empty()),
            reason.map(str::to_owned),
        ];
        let all = all.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let reason = Some(all.as_str()).filter(|text| !text.is_empty());
        let (maker, at) = (self.desk().maker.get_untracked(), self.now());
        // What is said of one value says what it was; of a disagreement nobody can say.
        let before: Vec<_> = changes.iter().take(2).filter(|(begun, _)| !begun.decides()).cloned().collect();
        let was = |of: &Cell| before.iter().find(|(begun, _)| begun.cell == *of).map(|(begun, _)| begun.was.clone());
        let edits = self.make(|journal| journal.set(changes, &maker, reason, at));
        if is_of_closed && !edits.is_empty() {
            // It stays in its field for the next; another day it would be somebody else's.
            self.forget_text(super::typing::REASON);
        }
        if decides && !edits.is_empty() {
            // It was said of this decision.
            self.desk().deciding.set(String::new());
        }
        let (kept, drafts) = (self.is_kept(), self.drafts.get_untracked());
        let (said, doubts) = match edits.as_slice() {
            [] => return false,
            [one] => one.set().map(|(cell, value, _)| {
                let said = words::notice::changed(&drafts.plan, cell, was(cell).as_ref(), value, kept);
                // By Enter the field has been left: whoever does not see what stands beside it hears it now.
                (said, doubts(&drafts.plan, &self.published.get_untracked().plan, cell))
            }),
            // What was written beside its value, by a word that says more.
            [one, beside] if is_remark_on(beside, one) => one.set().map(|(cell, value, _)| {
                let said = words::notice::changed_with_remark(&drafts.plan, cell, was(cell).as_ref(), value, kept);
                (said, doubts(&drafts.plan, &self.published.get_untracked().plan, cell))
            }),
            several => Some((words::notice::changed_several(several.len(), kept), Vec::new())),
        }
        .unwrap_or_default();
        let doubts: String = doubts.into_iter().map(words::entry::doubt).collect();
        self.say(self.with_kept(said) + &doubts);
        true
    }

    /// Takes back the newest step of this browser.
    pub fn undo(&self) {
        let (maker, at) = (self.desk().maker.get_untracked(), self.now());
        let made = self.make(|journal| journal.undo(&maker, at));
        self.say_taken_back(&made, words::notice::UNDONE, words::notice::NOTHING_TO_UNDO);
    }

    /// Restores what was taken back last.
    pub fn redo(&self) {
        let (maker, at) = (self.desk().maker.get_untracked(), self.now());
        let made = self.make(|journal| journal.redo(&maker, at));
        self.say_taken_back(&made, words::notice::REDONE, words::notice::NOTHING_TO_REDO);
    }

    /// Says that a step was taken back or restored, and which cells that changed.
    fn say_taken_back(&self, made: &[Edit], done: &str, nothing: &str) {
        if made.is_empty() {
            return self.say_kept(nothing.to_owned());
        }
        let cells = self
            .desk()
            .journal
            .with_untracked(|journal| set_of(made.iter().flat_map(|edit| journal.edits().cells_of(edit))));
        let view = self.drafts.get_untracked();
        let which = match cells.first().filter(|_| cells.len() == 1) {
            Some(cell) => words::notice::now_is(&view.plan, cell, &view.value(cell)),
            None => words::notice::changed_places(cells.len()),
        };
        self.say_kept(format!("{done}{which}"));
    }

    /// Whether there is something to undo, and something to redo.
    pub fn can_undo_redo(&self) -> (bool, bool) {
        self.desk().journal.with(Journal::can)
    }

    /// Makes edits, keeps them, takes them in. They are taken in even where they could not be kept, and that is said.
    pub(super) fn make(&self, make: impl FnOnce(&mut Journal) -> Vec<Edit>) -> Vec<Edit> {
        let mut made = Vec::new();
        self.desk().journal.update_untracked(|journal| made = make(journal));
        if made.is_empty() {
            return made;
        }
        // Taking back is possible however full it is.
        if made.iter().any(|edit| edit.retracts().is_none())
            && let Err(why) = self.has_room(&made)
        {
            self.say(why.to_owned());
            return Vec::new();
        }
        let kept = self.with_keep(|keep| keep.append(&made));
        self.note_saving(kept, made.len());
        if self.desk().keep.with_value(|keep| keep.as_ref().is_some_and(super::Keep::has_begun_chunk)) {
            self.note_room();
        }
        self.change_journal(|journal| journal.take(made.iter().cloned()));
        self.leave_unkept();
        made
    }

    /// Returns whether the newest write succeeded.
    pub(super) fn is_kept(&self) -> bool {
        !matches!(self.desk().saving.get_untracked(), Saving::Failed(_))
    }

    /// After a failed write, leaves the drafts to the crash handler.
    pub(super) fn leave_unkept(&self) {
        if !self.is_kept() {
            self.desk().journal.with_untracked(|journal| {
                let all = write_edits(journal.edits().iter().map(|edit| &**edit));
                let plan = journal.published().plan.id.as_str();
                self.desk().host.with_value(|host| host.leave_unkept(plan, &all));
            });
        }
    }

    /// Whether more edits fit into what a browser holds, so that a file of it can be read everywhere; else why not, in words.
    pub(super) fn has_room<'a>(&self, edits: impl IntoIterator<Item = &'a Edit>) -> Result<(), &'static str> {
        self.has_room_for(0, edits)
    }

    /// The same, with so many bytes that are carried along.
    pub(super) fn has_room_for<'a>(
        &self,
        carried: usize,
        edits: impl IntoIterator<Item = &'a Edit>,
    ) -> Result<(), &'static str> {
        let mut weight = carried + self.desk().journal.with_untracked(Journal::weight);
        for edit in edits {
            if edit.is_too_long() {
                return Err(words::notice::TOO_LONG);
            }
            weight += edit.weight();
        }
        if weight <= DRAFTS_AT_MOST { Ok(()) } else { Err(words::notice::NO_ROOM) }
    }

    /// Notes whether a write was kept.
    pub(super) fn note_saving(&self, kept: Result<(), StoreError>, count: usize) {
        self.desk().saving.set(match kept {
            Ok(()) => Saving::Saved { at: self.now(), count },
            Err(error) => Saving::Failed(error),
        });
    }

    /// Notes whether the browser has room for more work.
    pub(super) fn note_room(&self) {
        let has_room = self.desk().keep.with_value(|keep| keep.as_ref().is_none_or(super::Keep::has_room));
        if self.desk().is_room_short.get_untracked() == has_room {
            self.desk().is_room_short.set(!has_room);
        }
    }

    /// How much of what browsers keep for a site is used, in hundredths; none where nothing can be kept.
    pub fn room_used(&self) -> Option<usize> {
        let kept = self.desk().keep.with_value(|keep| keep.as_ref().map(super::Keep::characters_kept));
        kept.map(|kept| (kept * 100).div_ceil(super::keep::ROOM_OF_BROWSERS))
    }

    /// Writes with this page load's hand; [`StoreError::Blocked`] where there is no storage.
    pub(super) fn with_keep(
        &self,
        write: impl FnOnce(&mut super::Keep) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut kept = Err(StoreError::Blocked);
        self.desk().keep.update_value(|keep| {
            if let Some(keep) = keep {
                kept = write(keep);
            }
        });
        kept
    }

    /// Says what was done, and whether it is kept.
    pub fn say_kept(&self, done: String) {
        self.say(self.with_kept(done));
    }

    /// Returns what was done, with that it is not kept where that is so.
    fn with_kept(&self, done: String) -> String {
        match self.desk().saving.get_untracked() {
            Saving::Failed(error) => done + &words::notice::not_kept(error),
            _ => done,
        }
    }

    /// Takes in what another tab wrote. Where another tab cleared storage, this tab writes its own work again.
    pub fn take_storage_change(&self, change: StorageChange) {
        let cleared = match (&change.key, &change.text) {
            (None, _) => true,
            (Some(key), None) => self.desk().keep.with_value(|k| k.as_ref().is_some_and(|keep| keep.is_own_log(key))),
            _ => false,
        };
        if cleared {
            let (own, loads) = self.desk().journal.with_untracked(|journal| {
                let loads: Vec<_> = journal.loads().into_iter().map(|(load, _)| load.clone()).collect();
                (journal.own().clone(), loads)
            });
            if !own.is_empty() || !loads.is_empty() {
                let kept = self.with_keep(|keep| keep.restore(&own, &loads));
                self.note_saving(kept, own.len());
            }
            self.desk().typing_kept.set_value(TypingRecord::default());
            self.keep_typing();
            return;
        }
        let (Some(key), Some(text)) = (change.key, change.text) else { return };
        let handed_in = self
            .desk()
            .keep
            .with_value(|keep| keep.as_ref().filter(|keep| keep.is_settings(&key)).map(super::Keep::read_handed_in));
        if let Some(handed_in) = handed_in {
            return self.desk().handed_in.set(handed_in);
        }
        let mut kept = Kept::default();
        self.desk().keep.with_value(|keep| {
            if let Some(keep) = keep {
                keep.take(&key, &text, &mut kept);
            }
        });
        // What another tab writes and this one cannot read stays where it is; its fields are its own.
        let typing = self.take_kept(Kept { aside: Vec::new(), ..kept });
        self.take_over_late(typing);
    }

    /// Takes in what was read from storage, and returns the records of fields.
    pub(super) fn take_kept(&self, kept: Kept) -> BTreeMap<String, TypingRecord> {
        let Kept { edits, loads, filed, aside, typing } = kept;
        if !edits.is_empty() || !loads.is_empty() {
            self.desk().keep.update_value(|keep| {
                keep.iter_mut().for_each(|keep| loads.iter().for_each(|load| keep.is_written(load)));
            });
            self.change_journal(|journal| {
                journal.take(edits.iter().cloned());
                journal.take_loads(loads);
            });
            self.settle_typing();
        }
        if !filed.is_empty() {
            self.change_journal(|journal| journal.note_filed(&filed));
        }
        if !aside.is_empty() {
            self.desk().aside.update(|known| known.extend(aside));
        }
        typing
    }
}

/// Whether an edit sets the remark on the cell that another edit sets.
fn is_remark_on(remark: &Edit, edit: &Edit) -> bool {
    let (Some((remark, ..)), Some((cell, ..))) = (remark.set(), edit.set()) else { return false };
    *remark == cell.with_aspect(Aspect::Remark)
}
