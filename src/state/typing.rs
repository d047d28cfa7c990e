//! What stands in fields: a text is kept from the first key on, and becomes a value when its field is left.
//!
//! | what happens | with a text that can be read | with one that cannot |
//! |---|---|---|
//! | the field is left, Enter | it becomes the value, a word that says more its remark | it stays in the field, and is counted |
//! | Esc | the value is shown again | the value is shown again |
//! | the page is left | it becomes the value, and is said when the page is opened again | it is there again |
//! | the page is killed | it is there again, and no value yet | it is there again |

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::edits::{Begun, Maker};
use crate::format::entry::NoValue;
use crate::plan::{Cell, Doubt, Plan, Value, doubts_in, entered};
use crate::words;

use super::{Kept, State};

mod record;
mod remarks;

pub use record::TypingRecord;
use remarks::together;

/// A text in the field of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// What was held of the cell when editing began.
    pub begun: Begun,
    /// The text.
    pub text: String,
    /// Why it stands there.
    pub stays: Stays,
}

/// The state of a field's draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stays {
    /// It is being typed.
    Typing,
    /// The field was left, and the text did not become a value.
    Refused,
    /// Nobody who is here has said that the text holds: the page was killed before the field was left, or the next person sat down.
    Restored,
}

/// A notice that is shown until it is dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What it says.
    pub text: String,
    /// The values it is about: it goes when none of them stands any more.
    pub values: Vec<(Cell, Value)>,
}

impl Typed {
    /// Returns whether the field needs the user's attention.
    pub fn waits(&self) -> bool {
        self.stays != Stays::Typing
    }

    /// Whether nothing was typed: the field shows the value it had when it took the focus.
    fn is_untouched(&self, plan: &Plan) -> bool {
        !self.waits() && self.text == text_of(plan, &self.begun)
    }
}

/// What a field shows of the value it had when editing began.
fn text_of(plan: &Plan, begun: &Begun) -> String {
    words::entry::field_text(plan, &begun.cell, &begun.was)
}

impl State {
    /// Returns the field's draft, if any.
    pub fn typed(&self, cell: &Cell) -> Option<Typed> {
        self.desk().typed.track(cell);
        self.desk().typing.with_untracked(|typing| typing.get(cell).cloned())
    }

    /// Changes what stands in fields, and tells whoever follows one of those that changed.
    fn change_typing(&self, change: impl FnOnce(&mut BTreeMap<Cell, Typed>)) {
        let before = self.desk().typing.get_untracked();
        self.desk().typing.update(change);
        let now = self.desk().typing.get_untracked();
        self.desk().typed.tell(|cell| before.get(cell) != now.get(cell));
    }

    /// What the cell's field shows: what is typed, else the value, whoever changed it.
    pub fn field_text(&self, cell: &Cell) -> String {
        let typed = self.typed(cell).map(|typed| typed.text);
        typed.unwrap_or_else(|| self.text_of_value(cell))
    }

    fn text_of_value(&self, cell: &Cell) -> String {
        let shown = self.about(&cell.subject);
        words::entry::field_text(&shown.plan, cell, &shown.value(cell))
    }

    /// Whether the cell's field shows its value, and nothing was typed.
    pub fn is_at_rest(&self, cell: &Cell) -> bool {
        let plan = self.drafts.get_untracked().plan.clone();
        self.desk().typing.with_untracked(|typing| typing.get(cell).is_none_or(|typed| typed.is_untouched(&plan)))
    }

    /// The cells whose fields show another text than their value.
    pub fn changed_fields(&self) -> Vec<Cell> {
        let plan = self.drafts.get_untracked().plan.clone();
        self.desk().typing.with_untracked(|typing| {
            let changed = typing.iter().filter(|(_, typed)| !typed.is_untouched(&plan));
            changed.map(|(cell, _)| cell.clone()).collect()
        })
    }

    /// Starts editing on focus: an edit will have seen what is held of the cell now. An existing draft keeps what it
    /// had seen.
    pub fn begin_typing(&self, cell: &Cell) {
        if self.desk().typing.with_untracked(|typing| typing.contains_key(cell)) {
            return;
        }
        let begun = self.begin(cell);
        let text = text_of(&self.drafts.get_untracked().plan, &begun);
        self.change_typing(|typing| drop(typing.insert(cell.clone(), Typed { begun, text, stays: Stays::Typing })));
    }

    /// Handles input.
    pub fn type_text(&self, cell: &Cell, text: String) {
        self.begin_typing(cell);
        self.change_typing(|typing| {
            if let Some(typed) = typing.get_mut(cell) {
                typed.text = text;
                typed.stays = Stays::Typing;
            }
        });
        self.keep_typing();
    }

    /// Updates an untouched field to the current value. Returns whether its text changed.
    pub fn follow_typing(&self, cell: &Cell) -> bool {
        let now = self.text_of_value(cell);
        let plan = self.drafts.get_untracked().plan.clone();
        let typed = self.desk().typing.with_untracked(|typing| typing.get(cell).cloned());
        let Some(typed) = typed.filter(|typed| typed.is_untouched(&plan)) else { return false };
        let begun = self.begin(cell);
        if typed.text == now && typed.begun == begun {
            return false;
        }
        let changed = typed.text != now;
        self.change_typing(|typing| {
            drop(typing.insert(cell.clone(), Typed { begun, text: now, stays: Stays::Typing }))
        });
        changed
    }

    /// Handles blur: commits the text unless it was restored after a crash.
    pub fn leave_field(&self, cell: &Cell) {
        let typed = self.desk().typing.with_untracked(|typing| typing.get(cell).cloned());
        if typed.is_some_and(|typed| typed.stays != Stays::Restored) {
            self.commit_typing(cell);
        }
    }

    /// Commits the text. On failure it stays in the field.
    pub fn commit_typing(&self, cell: &Cell) {
        let typed = self.desk().typing.with_untracked(|typing| typing.get(cell).cloned());
        let Some(typed) = typed else { return };
        if typed.text == text_of(&self.drafts.get_untracked().plan, &typed.begun) {
            return self.forget_typing(cell);
        }
        // The value as it stands, written otherwise, changes nothing: also where a change has to say why.
        if self.is_settled(&typed) {
            return self.forget_typing(cell);
        }
        match self.read_typed(&typed) {
            Ok(changes) => {
                let is_same = changes.iter().all(|(begun, value)| value.is_written_like(&begun.was));
                let cells: Vec<Cell> = changes.iter().map(|(begun, _)| begun.cell.clone()).collect();
                if self.set_all(changes, None) || is_same {
                    self.forget_kept(&cells);
                } else {
                    self.refuse(cell);
                }
            }
            Err(why) => {
                self.refuse(cell);
                self.say(words::entry::refused(&self.drafts.get_untracked().plan, cell, why));
            }
        }
    }

    /// Gives a cell a value that was chosen beside its field: begun and committed at once, for the cell was on the screen. What
    /// stands in the field gives way to it. Returns whether it was taken.
    pub fn set_chosen(&self, cell: &Cell, value: Value) -> bool {
        let changes = self.with_remarks(vec![(self.begin(cell), value)]);
        let cells: Vec<Cell> = changes.iter().map(|(begun, _)| begun.cell.clone()).collect();
        let is_taken = self.set_all(changes, None);
        if is_taken {
            cells.iter().for_each(|cell| self.forget_typing(cell));
        }
        is_taken
    }

    /// Marks the draft as rejected.
    fn refuse(&self, cell: &Cell) {
        self.change_typing(|typing| {
            if let Some(typed) = typing.get_mut(cell) {
                typed.stays = Stays::Refused;
            }
        });
        self.keep_typing();
    }

    /// Removes committed drafts. Where the commit was not saved, their texts stay stored until it is.
    fn forget_kept(&self, cells: &[Cell]) {
        let mut removed = Vec::new();
        self.change_typing(|typing| {
            removed = cells.iter().filter_map(|cell| typing.remove(cell)).collect();
        });
        self.desk().unsaved_texts.update_value(|texts| {
            // Of each cell the last.
            texts.retain(|(begun, _)| !cells.contains(&begun.cell));
            texts.extend(removed.into_iter().map(|typed| (typed.begun, typed.text)));
        });
        self.keep_typing();
    }

    /// Discards the draft.
    pub fn forget_typing(&self, cell: &Cell) {
        if self.desk().typing.with_untracked(|typing| typing.contains_key(cell)) {
            self.change_typing(|typing| drop(typing.remove(cell)));
            self.keep_typing();
        }
    }

    /// Returns why the draft is not committed, or `None` while it is being edited.
    pub fn no_value(&self, cell: &Cell) -> Option<NoValue> {
        let typed = self.typed(cell).filter(Typed::waits)?;
        self.desk().reason.track();
        // Whether it can be read may change with the unit, and with the closing of a year.
        self.about(&cell.subject);
        Some(self.read_typed(&typed).err().unwrap_or(match typed.stays {
            Stays::Restored => NoValue::Unconfirmed,
            Stays::Typing | Stays::Refused => NoValue::Refused,
        }))
    }

    fn read_typed(&self, typed: &Typed) -> Result<Vec<(Begun, Value)>, NoValue> {
        let changes = self.changes_by(&typed.begun, &typed.text).map_err(NoValue::Entry)?;
        let lacks =
            |(begun, value): &(Begun, Value)| begun.is_changed_by(value) && self.lacks_reason(&begun.cell, value);
        let lacks = changes.iter().any(lacks);
        if lacks { Err(NoValue::ReasonMissing) } else { Ok(changes) }
    }

    /// Retries rejected drafts, for example after a reason was entered.
    pub fn retry_typing(&self) {
        let refused = self.desk().typing.get_untracked().into_iter().filter(|(_, typed)| typed.stays == Stays::Refused);
        let readable = refused.filter_map(|(cell, typed)| Some((cell, self.read_typed(&typed).ok()?)));
        let (cells, changes): (Vec<_>, Vec<_>) = readable.unzip();
        let changes = together(changes);
        let cells: Vec<Cell> = cells.into_iter().chain(changes.iter().map(|(begun, _)| begun.cell.clone())).collect();
        // In one step: it was one reason.
        if !changes.is_empty() && self.set_all(changes, None) {
            self.forget_kept(&cells);
        }
    }

    /// Refused drafts wait from now on as those of a page that ended do: no reason of somebody else's makes them values.
    pub fn put_refused_aside(&self) {
        self.change_typing(|typing| {
            typing
                .values_mut()
                .filter(|typed| typed.stays == Stays::Refused)
                .for_each(|typed| typed.stays = Stays::Restored);
        });
        self.keep_typing();
    }

    /// Whether the cell's field holds a text that is no value yet.
    pub fn is_unread(&self, cell: &Cell) -> bool {
        self.typed(cell).is_some_and(|typed| typed.waits())
    }

    /// The cells whose fields hold a text that is no value yet.
    pub fn unread_cells(&self) -> Vec<Cell> {
        self.desk()
            .typing
            .with(|typing| typing.iter().filter(|(_, typed)| typed.waits()).map(|(cell, _)| cell.clone()).collect())
    }

    /// Drafts that may be slips of the hand, and why.
    pub fn doubtful(&self) -> Vec<(Cell, Vec<Doubt>)> {
        let plan = self.drafts().plan.clone();
        let published = self.published().plan.clone();
        doubts_in(&plan, &published, &self.draft_cells())
    }

    /// Returns the draft of a field that is not a cell.
    pub fn text(&self, name: &str) -> Option<String> {
        self.desk().texts.with(|texts| texts.get(name).cloned())
    }

    /// A key was pressed in a field that is not a cell's.
    pub fn keep_text(&self, name: &str, text: String) {
        self.desk().texts.update(|texts| drop(texts.insert(name.to_owned(), text)));
        self.keep_typing();
    }

    /// The text was taken where it belongs.
    pub fn forget_text(&self, name: &str) {
        if self.desk().texts.with_untracked(|texts| texts.contains_key(name)) {
            self.desk().texts.update(|texts| drop(texts.remove(name)));
            self.keep_typing();
        }
    }

    /// Handles `pagehide`: commits valid drafts in one step, since nobody may come back to press Enter, and stores the
    /// others.
    pub fn leave_page(&self) {
        let (typing, plan) = (self.desk().typing.get_untracked().into_iter(), self.drafts.get_untracked().plan.clone());
        let being_typed = typing.filter(|(_, typed)| !typed.waits() && !typed.is_untouched(&plan));
        let read = being_typed.filter_map(|(cell, typed)| {
            let changes = self.read_typed(&typed).ok()?;
            let is_same = changes.iter().all(|(begun, value)| value.is_written_like(&begun.was));
            (!is_same).then_some((cell, typed, changes))
        });
        let read: Vec<_> = read.collect();
        let changes = together(read.iter().map(|(.., changes)| changes.clone()).collect());
        if !changes.is_empty() && self.set_all(changes, None) {
            let is_kept = self.is_kept();
            for (cell, typed, changes) in read {
                if is_kept {
                    let changes: Vec<_> = changes.into_iter().map(|(begun, value)| (begun.cell, value)).collect();
                    self.change_typing(|typing| changes.iter().for_each(|(cell, _)| drop(typing.remove(cell))));
                    self.desk().committed.update_value(|committed| committed.extend(changes));
                } else {
                    let typed = Typed { stays: Stays::Refused, ..typed };
                    self.change_typing(|typing| drop(typing.insert(cell, typed)));
                }
            }
        }
        let maker = self.desk().maker.get_untracked();
        let typed = |name, known: Option<String>| match untrack(|| self.text(name)) {
            Some(text) => entered(&text),
            None => known,
        };
        let now = Maker {
            author: typed(AUTHOR, maker.author.clone()),
            department: typed(DEPARTMENT, maker.department.clone()),
        };
        if now != maker && !now.is_too_long() && self.with_keep(|keep| keep.write_settings(&now)).is_ok() {
            self.desk().maker.set(now);
            self.desk().texts.update(|texts| texts.retain(|name, _| name != AUTHOR && name != DEPARTMENT));
        }
        self.desk().is_away.set_value(true);
        self.keep_typing();
    }

    /// Handles `pageshow` from the back/forward cache: reads storage again, since other tabs may have folded logs and
    /// taken over drafts.
    pub fn come_back(&self) {
        self.desk().is_away.set_value(false);
        let kept = self.desk().keep.with_value(|keep| keep.as_ref().map(super::Keep::read));
        if let Some(mut kept) = kept {
            let own = self.desk().keep.with_value(|keep| keep.as_ref().map(super::Keep::typing_key));
            let is_there = own.is_some_and(|own| kept.typing.remove(&own).is_some());
            if !is_there && !self.desk().typing_kept.with_value(TypingRecord::is_empty) {
                self.change_typing(BTreeMap::clear);
                self.desk().texts.set(BTreeMap::new());
                self.desk().committed.set_value(Vec::new());
            }
            self.take_kept(Kept { aside: Vec::new(), ..kept });
        }
        self.say_committed();
        self.keep_typing();
    }

    /// Announces a notice and shows it until it is dismissed or outdated.
    fn tell(&self, news: News) {
        self.desk().news.update(|all| all.push(news.clone()));
        self.say(news.text);
    }

    /// Drops notices of values that were changed or taken back since.
    pub(super) fn drop_old_news(&self) {
        let stands = |news: &News| {
            let plan = &self.drafts.get_untracked().plan;
            news.values.is_empty() || news.values.iter().any(|(cell, value)| plan.value(cell) == *value)
        };
        if self.desk().news.with_untracked(|all| !all.iter().all(stands)) {
            self.desk().news.update(|all| all.retain(stands));
        }
    }

    /// Says what became a value when the page was left, once.
    fn say_committed(&self) {
        let committed = self.desk().committed.try_update_value(std::mem::take).unwrap_or_default();
        if !committed.is_empty() {
            let plan = self.drafts.get_untracked().plan.clone();
            let text = words::notice::committed_at_leaving(&plan, &committed);
            self.tell(News { text, values: committed });
        }
    }

    /// Takes over drafts of closed page loads. If both have a draft for one field, the other one stays stored.
    pub fn take_over_typing(&self, gone: &BTreeMap<String, TypingRecord>) {
        let (mut is_any_back, plan) = (false, self.drafts.get_untracked().plan.clone());
        for (key, record) in gone {
            self.desk().taken_over.update_value(|taken| taken.extend([key.clone()]));
            let mut rest =
                TypingRecord { fields: Vec::new(), committed: Vec::new(), texts: BTreeMap::new(), ..record.clone() };
            for (begun, text) in &record.fields {
                if self.is_settled(&Typed { begun: begun.clone(), text: text.clone(), stays: Stays::Restored }) {
                    continue;
                }
                let known = self.desk().typing.with_untracked(|typing| typing.get(&begun.cell).cloned());
                if known.as_ref().is_some_and(|typed| typed.waits() && typed.text == *text) {
                    continue;
                }
                if known.is_none_or(|typed| typed.is_untouched(&plan) || typed.text == *text) {
                    is_any_back = true;
                    // What lacks nothing but a reason was said to hold. Of the rest nobody has said so, or it cannot be read.
                    let mut typed = Typed { begun: begun.clone(), text: text.clone(), stays: Stays::Refused };
                    if self.read_typed(&typed) != Err(NoValue::ReasonMissing) {
                        typed.stays = Stays::Restored;
                    }
                    self.change_typing(|typing| drop(typing.insert(begun.cell.clone(), typed)));
                } else {
                    rest.fields.push((begun.clone(), text.clone()));
                }
            }
            self.desk().committed.update_value(|committed| committed.extend(record.committed.iter().cloned()));
            for (name, text) in &record.texts {
                if untrack(|| self.text(name)).is_none_or(|known| known == *text) {
                    self.desk().texts.update(|texts| drop(texts.insert(name.clone(), text.clone())));
                } else {
                    rest.texts.insert(name.clone(), text.clone());
                }
            }
            // First what was taken over is kept here, then it goes there: cut short in between, it is there twice.
            if self.keep_typing() {
                self.desk().keep.with_value(|keep| keep.as_ref().map(|keep| keep.set_typing(key, &rest)));
            }
        }
        if let Some(reason) =
            untrack(|| self.text(REASON)).filter(|_| self.desk().reason.with_untracked(String::is_empty))
        {
            self.desk().reason.set(reason);
        }
        if is_any_back {
            self.tell(News { text: words::notice::TEXTS_ARE_BACK.to_owned(), values: Vec::new() });
        }
        self.say_committed();
        self.keep_typing();
    }

    /// Takes over what a closed page load wrote after its drafts were taken over: what a page writes while it closes may reach
    /// other tabs after the lock that it gives up, and only then says what became a value.
    pub(super) fn take_over_late(&self, mut records: BTreeMap<String, TypingRecord>) {
        let taken = self.desk().taken_over.get_value();
        records.retain(|key, record| record.is_closed && taken.contains(key));
        if !records.is_empty() {
            self.take_over_typing(&records);
        }
    }

    /// Returns whether the text says what the cell holds, and decides nothing: there is nothing to confirm.
    fn is_settled(&self, typed: &Typed) -> bool {
        let plan = &self.drafts.get_untracked().plan;
        let is_so = |(begun, value): &(Begun, Value)| value.is_written_like(&plan.value(&begun.cell));
        !typed.begun.decides()
            && self.changes_by(&typed.begun, &typed.text).is_ok_and(|changes| changes.iter().all(is_so))
    }

    /// Discards waiting drafts whose values have arrived (see [`State::take_over_late`]).
    pub(super) fn settle_typing(&self) {
        let typing = self.desk().typing.get_untracked();
        let waiting = typing.iter().filter(|(_, typed)| typed.waits());
        let settled: Vec<_> = waiting.filter(|(_, typed)| self.is_settled(typed)).map(|(cell, _)| cell).collect();
        if settled.is_empty() {
            return;
        }
        self.change_typing(|typing| settled.iter().for_each(|cell| drop(typing.remove(cell))));
        if untrack(|| self.unread_cells()).is_empty() {
            self.desk().news.update(|news| news.retain(|news| news.text != words::notice::TEXTS_ARE_BACK));
        }
        self.keep_typing();
    }

    /// Stores all drafts. Returns whether it succeeded.
    pub(super) fn keep_typing(&self) -> bool {
        let desk = self.desk();
        if self.is_kept() {
            desk.unsaved_texts.set_value(Vec::new());
        }
        let plan = self.drafts.get_untracked().plan.clone();
        let typing = desk.typing.get_untracked().into_values().filter(|typed| !typed.is_untouched(&plan));
        let typing = typing.map(|typed| (typed.begun, typed.text));
        let record = TypingRecord {
            fields: typing.chain(desk.unsaved_texts.get_value()).collect(),
            committed: desk.committed.get_value(),
            texts: desk.texts.get_untracked(),
            is_closed: desk.is_away.get_value(),
            ..TypingRecord::default()
        };
        if record == desk.typing_kept.get_value() {
            return true;
        }
        let kept = self.with_keep(|keep| keep.set_typing(&keep.typing_key(), &record)).is_ok();
        if kept {
            desk.typing_kept.set_value(record.clone());
        }
        let holds_texts = !record.fields.is_empty() || !record.texts.is_empty();
        let is_lost = !kept && holds_texts;
        if desk.is_typing_lost.get_untracked() != is_lost {
            desk.is_typing_lost.set(is_lost);
        }
        kept
    }
}

/// The name of the field of a correction's reason.
pub const REASON: &str = "reason";
/// The name of the field of who sits here.
pub const AUTHOR: &str = "author";
/// The name of the field of an edition's name.
pub const EDITION: &str = "edition";
/// The name of the field of its date.
pub const DATE: &str = "date";
/// The name of the field of its contact.
pub const CONTACT: &str = "contact";
/// The name of the field of what is said about a publication.
pub const NOTE: &str = "note";
/// The name of the field of the address it is published at.
pub const ADDRESS: &str = "address";
/// The name of the field of its licence's name.
pub const LICENCE: &str = "licence";
/// The name of the field of its licence's address.
pub const LICENCE_URL: &str = "licence-url";
/// The fields about a publication.
pub const PUBLICATION_TEXTS: [&str; 7] = [EDITION, DATE, CONTACT, NOTE, ADDRESS, LICENCE, LICENCE_URL];
/// The name of the field of their department.
pub const DEPARTMENT: &str = "department";

#[cfg(test)]
mod tests;
