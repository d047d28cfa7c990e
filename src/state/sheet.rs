//! Taking in a policy sheet of the city: what it would change is shown, and then becomes one step.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::edits::{Begun, Journal, View};
use crate::format::sheet::{Done, Import, IssueKind, SheetError, SheetIssue, SheetSetting, import, read_sheet};
use crate::plan::{Aspect, Cell, Field, ReadingKind, Value, set_of};
use crate::words;

use super::{Mode, State};

/// A sheet that was read and awaits confirmation.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetOffer {
    /// The text it was read from.
    text: Arc<str>,
    /// What taking it in changes, each with what was held of its cell when the sheet was read.
    pub changes: Vec<(Begun, Value)>,
    /// What its dashes change besides, where they mean 該当なし.
    pub dashes: Vec<(Begun, Value)>,
    /// Whether they mean that.
    pub takes_dashes: bool,
    /// Decisions made in reading it, of values that change and of empty fields of what is new: the cell, why, the line and its text.
    pub readings: Vec<(Cell, ReadingKind, u32, String)>,
    /// What was odd in it.
    pub issues: Vec<SheetIssue>,
    /// What it brings.
    pub import: Import,
    /// What is shown once it is taken in.
    pub after: Arc<View>,
}

impl SheetOffer {
    /// All that changes.
    pub fn all(&self) -> impl Iterator<Item = &(Begun, Value)> {
        self.changes.iter().chain(self.dashes.iter().filter(|_| self.takes_dashes))
    }

    /// The values that change, without what only says that a subject is there, and where.
    pub fn values(&self) -> impl Iterator<Item = &(Begun, Value)> {
        self.all().filter(|(begun, _)| !matches!(begun.cell.field(), Field::Role | Field::Place))
    }

    /// Decisions of what changes, and of fields that stay empty, as its dashes are taken.
    fn decisions(&self) -> impl Iterator<Item = &(Cell, ReadingKind, u32, String)> {
        let changed = set_of(self.all().map(|(begun, _)| &begun.cell));
        // A dash that says nothing was not decided about.
        let left = set_of(self.dashes.iter().filter(|_| !self.takes_dashes).map(|(begun, _)| &begun.cell));
        let is_empty = |cell: &Cell| self.after.plan.value(cell) == cell.kind().empty();
        let is_told = move |cell| changed.contains(cell) || is_empty(cell) && !left.contains(cell);
        self.readings.iter().filter(move |(cell, ..)| is_told(cell))
    }

    /// Decisions about empty fields of what is new: an arrow that is missing.
    pub fn other_readings(&self) -> impl Iterator<Item = &(Cell, ReadingKind, u32, String)> {
        let changed = set_of(self.all().map(|(begun, _)| &begun.cell));
        self.decisions().filter(move |(cell, ..)| !changed.contains(cell))
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
            let here = |cell: &Cell| Some(cell.with_subject(import.ids.get(&cell.subject)?));
            let (of_dashes, issues): (Vec<SheetIssue>, Vec<SheetIssue>) =
                read.issues.into_iter().partition(|issue| issue.kind == IssueKind::Dash);
            let dashes = set_of(of_dashes.iter().filter_map(|issue| match &issue.done {
                Done::ReadInto(cell) => here(cell),
                _ => None,
            }));
            let changes = import.changes.iter().map(|(cell, value)| (self.begin(cell), value.clone()));
            let (dashes, changes): (Vec<_>, Vec<_>) = changes.partition(|(begun, _)| dashes.contains(&begun.cell));
            let after = self.with_changes(changes.iter().chain(&dashes));
            let changed = set_of(changes.iter().chain(&dashes).map(|(begun, _)| &begun.cell));
            let readings = read.plan.readings.iter().filter_map(|reading| {
                let cell = here(&reading.cell)?;
                // Of what is new, also what its empty fields were taken for.
                let is_new = !plan.has(&cell) && after.plan.has(&cell);
                let is_told = changed.contains(&cell) || is_new && after.plan.value(&cell) == cell.kind().empty();
                is_told.then(|| (cell, reading.kind, reading.line, reading.source.clone()))
            });
            let readings = readings.collect();
            let text = text.into();
            Arc::new(SheetOffer { text, changes, dashes, takes_dashes: true, readings, issues, import, after })
        });
        if is_refused {
            return self.say(words::sheet::NO_IDS.to_owned());
        }
        self.desk().sheet.set(Some(offer));
    }

    /// Reads the sheet anew that is shown, where there are other subjects now than it was held against.
    pub fn read_sheet_anew(&self) {
        if let Some(Ok(offer)) = self.desk().sheet.get_untracked() {
            self.offer_sheet(&offer.text);
        }
    }

    /// What is shown once these changes are made.
    fn with_changes<'a>(&self, changes: impl Iterator<Item = &'a (Begun, Value)>) -> Arc<View> {
        let mut trial = self.desk().journal.get_untracked();
        let changes = changes.cloned().collect();
        let made = trial.set(changes, &self.desk().maker.get_untracked(), None, self.now());
        trial.take(made);
        trial.view().clone()
    }

    /// Says whether the dashes of the sheet that is shown mean 該当なし, or that nothing is entered.
    pub fn take_dashes(&self, takes_dashes: bool) {
        if let Some(Ok(offer)) = self.desk().sheet.get_untracked() {
            let offer = SheetOffer { takes_dashes, ..(*offer).clone() };
            let after = self.with_changes(offer.all());
            self.desk().sheet.set(Some(Ok(Arc::new(SheetOffer { after, ..offer }))));
        }
    }

    /// Takes in the sheet that was shown, in one step. What was decided in reading it is noted beside the values, as memos that are never
    /// published.
    pub fn take_sheet(&self) {
        let Some(Ok(offer)) = self.desk().sheet.get_untracked() else { return };
        let memos = offer.decisions().filter_map(|(cell, kind, line, source)| {
            let begun = self.begin(&cell.with_aspect(Aspect::Internal));
            let text = words::sheet::reading_memo(*kind, *line, source);
            (begun.was == begun.cell.kind().empty()).then_some((begun, Value::Text(text)))
        });
        // A value may be decided for several reasons: the first is noted.
        let mut noted = BTreeSet::new();
        let memos = memos.filter(|(begun, _)| noted.insert(begun.cell.clone()));
        let changes = self.with_remarks(offer.all().cloned().chain(memos).collect());
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
    use crate::plan::Observation;
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
    fn what_dashes_mean_is_asked_once_and_decisions_about_empty_fields_are_told() {
        with_pages(|store| {
            let state = page(store, 1);
            let text = SHEET.replace("3-10 商工業", "4-1 観光").replace("指標実績\t\t", "指標実績\t-\t－");
            assert_ne!(text, SHEET.replace("3-10 商工業", "4-1 観光"));
            state.offer_sheet(&text);
            let offer = || state.desk().sheet.get_untracked().unwrap().unwrap();
            let dashes = offer().dashes.len();
            assert!(dashes > 10, "{dashes}");
            assert!(offer().issues.iter().all(|issue| issue.kind != IssueKind::Dash), "they are not told one by one");
            let reads = |kind| offer().other_readings().filter(|(_, of, ..)| *of == kind).count();
            assert_eq!(reads(ReadingKind::DirectionMissing), 4);
            let none = |plan: &crate::plan::Plan| {
                plan.cells.iter().filter(|(_, value)| **value == Value::Observation(Observation::NotApplicable)).count()
            };
            assert_eq!(none(&offer().after.plan), dashes);
            state.take_dashes(false);
            assert_eq!(none(&offer().after.plan), 0);
            state.take_sheet();
            let plan = untrack(|| state.drafts().plan.clone());
            assert_eq!(none(&plan), 0);
            let memos = plan.cells.iter().filter(|(cell, _)| cell.aspect == Aspect::Internal);
            assert!(
                memos.into_iter().any(|(cell, _)| cell.field() == Field::Direction),
                "an arrow that is missing is noted"
            );
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
