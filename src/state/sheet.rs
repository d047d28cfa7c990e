//! Taking in a policy sheet of the city: what it would change is shown, and then becomes one step.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::edits::{Begun, Journal, View};
use crate::format::sheet::{Import, SheetError, SheetIssue, SheetSetting, import, read_sheet};
use crate::plan::{Aspect, Cell, Field, ReadingKind, Value, set_of};
use crate::words;

use super::{Mode, State};

/// A sheet that was read and awaits confirmation.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetOffer {
    /// What taking it in changes, each with what was held of its cell when the sheet was read.
    pub changes: Vec<(Begun, Value)>,
    /// Decisions made in reading it: the cell, why, the line and its text.
    pub readings: Vec<(Cell, ReadingKind, u32, String)>,
    /// What was odd in it.
    pub issues: Vec<SheetIssue>,
    /// What it brings.
    pub import: Import,
    /// What is shown once it is taken in.
    pub after: Arc<View>,
}

impl SheetOffer {
    /// The values that change, without what only says that a subject is there, and where.
    pub fn values(&self) -> impl Iterator<Item = &(Begun, Value)> {
        self.changes.iter().filter(|(begun, _)| !matches!(begun.cell.field(), Field::Role | Field::Place))
    }

    /// Whether something of the sheet is not taken in.
    pub fn leaves_out(&self) -> bool {
        !self.import.other_years.is_empty() || !self.issues.is_empty()
    }
}

impl State {
    /// Reads the text of a sheet and shows what it would change.
    pub fn offer_sheet(&self, text: &str) {
        let plan = self.drafts.get_untracked().plan.clone();
        let setting = SheetSetting { plan_id: plan.id.clone(), former_ids: Vec::new(), city: plan.city.clone() };
        let mut is_refused = false;
        let offer = read_sheet(text, &setting).map(|read| {
            let new_id = || self.desk().journal.try_update_untracked(Journal::new_subject).flatten();
            let import = import(&read.plan, &plan, new_id);
            is_refused = import.is_none();
            let import = import.unwrap_or_default();
            let changes = import.changes.iter().map(|(cell, value)| (self.begin(cell), value.clone()));
            let changes: Vec<(Begun, Value)> = changes.collect();
            let readings = read.plan.readings.iter().filter_map(|reading| {
                let cell = reading.cell.with_subject(import.ids.get(&reading.cell.subject)?);
                Some((cell, reading.kind, reading.line, reading.source.clone()))
            });
            let readings = readings.collect();
            let mut trial = self.desk().journal.get_untracked();
            let made = trial.set(changes.clone(), &self.desk().maker.get_untracked(), None, self.now());
            trial.take(made);
            Arc::new(SheetOffer { changes, readings, issues: read.issues, import, after: trial.view().clone() })
        });
        if is_refused {
            return self.say(words::sheet::NO_IDS.to_owned());
        }
        self.desk().sheet.set(Some(offer));
    }

    /// Takes in the sheet that was shown, in one step. What was decided in reading it is noted beside the values, as memos that are never
    /// published.
    pub fn take_sheet(&self) {
        let Some(Ok(offer)) = self.desk().sheet.get_untracked() else { return };
        let changed = set_of(offer.changes.iter().map(|(begun, _)| begun.cell.clone()));
        let decided = offer.readings.iter().filter(|(cell, ..)| changed.contains(cell));
        let memos = decided.filter_map(|(cell, kind, line, source)| {
            let begun = self.begin(&cell.with_aspect(Aspect::Internal));
            let text = words::sheet::reading_memo(*kind, *line, source);
            (begun.was == begun.cell.kind().empty()).then_some((begun, Value::Text(text)))
        });
        // A value may be decided for several reasons: the first is noted.
        let mut noted = BTreeSet::new();
        let memos = memos.filter(|(begun, _)| noted.insert(begun.cell.clone()));
        let changes = offer.changes.iter().cloned().chain(memos).collect();
        if self.set_all(changes, None) {
            self.desk().sheet.set(None);
            // Taking in is editing: what came is shown, and the button that takes it back is there.
            self.set_mode(Mode::Editing);
            self.say_kept(words::sheet::taken(offer.values().count()));
        }
    }

    /// Discards the sheet that was shown.
    pub fn drop_sheet(&self) {
        self.desk().sheet.set(None);
        self.say(words::notice::NOTHING_TAKEN.to_owned());
    }
}

/// A sheet that was read, or why it could not be.
pub type ReadSheet = Result<Arc<SheetOffer>, SheetError>;

#[cfg(test)]
mod tests {
    use crate::state::fake::{page, with_pages};

    use super::*;

    const SHEET: &str = include_str!("../../seeds/3-10.txt");

    #[test]
    fn another_policy_is_taken_in_and_taken_back_in_one_step_with_what_was_decided_noted() {
        with_pages(|store| {
            let state = page(store, 1);
            state.offer_sheet(&SHEET.replace("3-10 商工業", "4-1 観光"));
            assert_eq!(untrack(|| state.structure()).policies().len(), 1, "nothing changes before a word");
            let offer = state.desk().sheet.get_untracked().unwrap().unwrap();
            assert_eq!(offer.after.plan.policies().len(), 2);
            state.take_sheet();
            let plan = untrack(|| state.drafts().plan.clone());
            assert_eq!(plan.policies().len(), 2);
            assert_eq!(plan.text(&plan.policies()[1].id, Field::Name), "観光");
            let memos = plan.cells.keys().filter(|cell| cell.aspect == Aspect::Internal).count();
            assert!(memos > 5, "{memos}");
            // Lists that go through a plan say of which policy a cell is, where its name does not.
            for (key, expected) in [
                ("3-10-k2/actual/2026", "鎌倉商工会議所の会員数 R8 実績(3-10 商工業)"),
                ("3-10/review/2026", "商工業 R8 成果と課題"),
                ("3-10-i2/text", "商工業の主な取組②"),
            ] {
                assert_eq!(words::cell::name_with_policy(&plan, &key.parse().unwrap()), expected);
            }
            state.undo();
            assert_eq!(untrack(|| state.drafts().plan.policies().len()), 1);
            assert_eq!(untrack(|| state.draft_count()), 0, "one step");
        });
    }

    #[test]
    fn a_text_that_is_no_sheet_says_why_and_changes_nothing() {
        with_pages(|store| {
            let state = page(store, 1);
            state.offer_sheet("こんにちは");
            assert!(matches!(state.desk().sheet.get_untracked(), Some(Err(SheetError::NotASheet { .. }))));
            state.take_sheet();
            assert_eq!(untrack(|| state.draft_count()), 0);
        });
    }
}
