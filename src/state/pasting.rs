//! Blocks of cells that are pasted, copied, filled and cleared: as one step, and shown before anything is replaced.

use std::sync::Arc;

use leptos::prelude::*;

use crate::edits::Begun;
use crate::format::entry::EntryError;
use crate::format::pasted::{Block, Target, Unplaced, place};
use crate::plan::{Aspect, Cell, Doubt, Field, Observation, Plan, Value, doubts};
use crate::words;

use super::{State, Typed};

/// A pasted block that awaits confirmation: it would replace something, is doubtful, or is not all understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasting {
    /// What would change.
    pub changes: Vec<PastedValue>,
    /// The texts that are no value of their field.
    pub unread: Vec<(Cell, String, EntryError)>,
    /// The texts that have no field.
    pub unplaced: Vec<Unplaced>,
    /// All texts, with the fields they are for.
    texts: Vec<(Cell, String)>,
}

/// A value of a block that was pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedValue {
    /// Its cell, and what was held of it when the block was pasted.
    pub begun: Begun,
    /// The value it would get.
    pub value: Value,
    /// The text that waits in its field and would give way.
    pub waits: Option<String>,
    /// What is doubtful about it.
    pub doubts: Vec<Doubt>,
}

impl PastedValue {
    /// Whether there is another value already, several that people disagree on, or a text that is none yet. What is added to a text
    /// leaves what is there.
    pub fn replaces(&self) -> bool {
        let is_added = match (&self.begun.was, &self.value) {
            (Value::Text(was), Value::Text(value)) => value.starts_with(was),
            (was, _) => *was == self.begun.cell.kind().empty(),
        };
        !is_added || self.begun.decides() || self.waits.is_some()
    }
}

impl Pasting {
    /// Whether it says all that somebody would want to know before: nothing is replaced, doubtful, read as a state or left over.
    fn is_plain(&self) -> bool {
        let is_plain = |value: &PastedValue| {
            !value.replaces() && value.doubts.is_empty() && value.begun.cell.aspect == Aspect::Value
        };
        self.unread.is_empty() && self.unplaced.is_empty() && self.changes.iter().all(is_plain)
    }

    /// How many values would change; remarks are not among them.
    fn values(&self) -> usize {
        self.changes.iter().filter(|change| change.begun.cell.aspect == Aspect::Value).count()
    }

    /// A plan as it is with what is pasted.
    pub fn over(&self, plan: &Plan) -> Plan {
        plan.with_values(self.changes.iter().map(|change| (&change.begun.cell, &change.value)))
    }
}

/// The value of a cell for another one: amounts are 速報 only where an amount is.
fn as_of(cell: &Cell, value: &Value, from: &Cell) -> Value {
    let is_amount = |cell: &Cell| matches!(cell.field(), Field::Budget | Field::Settlement);
    match value {
        Value::Observation(Observation::Preliminary(number)) if is_amount(cell) && !is_amount(from) => {
            Value::Observation(Observation::Final(*number))
        }
        other => other.clone(),
    }
}

impl State {
    /// Takes a block that is pasted at a field of `target`, its row and column: at once and in one step where it only fills empty
    /// cells, else after it was shown.
    pub fn paste(&self, block: &Block, target: &Target, at: (usize, usize)) {
        let mut placed = place(block, target, at);
        placed.unplaced.sort_by_key(|text| text.line);
        let pasting = self.pasting_of(placed.values, placed.unplaced);
        if !pasting.is_plain() {
            self.say(words::pasting::shown(pasting.changes.len()));
            self.desk().pasting.set(Some(Arc::new(pasting)));
        } else if pasting.changes.is_empty() {
            let is_all_the_same = !pasting.texts.is_empty();
            self.say(if is_all_the_same { words::pasting::ALL_THE_SAME } else { words::pasting::NOTHING }.to_owned());
        } else {
            self.take_pasted(&pasting);
        }
    }

    /// What texts for fields would change as everything stands now.
    fn pasting_of(&self, texts: Vec<(Cell, String)>, unplaced: Vec<Unplaced>) -> Pasting {
        let (plan, published) = (self.drafts.get_untracked().plan.clone(), untrack(|| self.published()).plan.clone());
        let (mut changes, mut unread) = (Vec::new(), Vec::new());
        for (cell, text) in &texts {
            match self.changes_by(&self.begin(cell), text) {
                Ok(all) => changes.extend(all),
                Err(error) => unread.push((cell.clone(), text.clone(), error)),
            }
        }
        changes.retain(|change| self.changes_anything(change));
        let trial = plan.with_values(changes.iter().map(|(begun, value)| (&begun.cell, value)));
        let changes = changes.into_iter().map(|(begun, value)| {
            let doubts = doubts(&trial, &published, &begun.cell);
            let waits = self.waiting_in(&begun.cell);
            PastedValue { begun, value, waits, doubts }
        });
        Pasting { changes: changes.collect(), unread, unplaced, texts }
    }

    /// The text that waits in a cell's field.
    fn waiting_in(&self, cell: &Cell) -> Option<String> {
        untrack(|| self.typed(cell)).filter(Typed::waits).map(|typed| typed.text)
    }

    /// Whether a change does anything: gives another value, decides a disagreement, or takes the place of a text that waits.
    fn changes_anything(&self, (begun, value): &(Begun, Value)) -> bool {
        !value.is_written_like(&begun.was) || begun.decides() || self.waiting_in(&begun.cell).is_some()
    }

    /// Takes the pending paste.
    pub fn apply_paste(&self) {
        let Some(pasting) = self.desk().pasting.get_untracked() else { return };
        // Somebody may have entered something since it was shown.
        let now = self.pasting_of(pasting.texts.clone(), pasting.unplaced.clone());
        if now.changes.is_empty() && now.is_plain() {
            self.desk().pasting.set(None);
            self.say(words::pasting::ALL_THE_SAME.to_owned());
        } else if now != *pasting {
            self.desk().pasting.set(Some(Arc::new(now)));
            self.say(words::pasting::CHANGED_MEANWHILE.to_owned());
        } else if self.take_pasted(&pasting) {
            self.desk().pasting.set(None);
        }
    }

    /// Discards the pending paste.
    pub fn drop_paste(&self) {
        self.desk().pasting.set(None);
        self.say(words::pasting::DROPPED.to_owned());
    }

    /// Takes a block. Returns whether it succeeded.
    fn take_pasted(&self, pasting: &Pasting) -> bool {
        let changes = pasting.changes.iter().map(|change| (change.begun.clone(), change.value.clone()));
        let is_taken = self.set_cells(changes.collect());
        if is_taken {
            let values = pasting.values();
            self.say_kept(words::pasting::taken(values, pasting.changes.len() - values));
        }
        is_taken
    }

    /// Sets cells in one step and discards their drafts. Returns whether it succeeded.
    fn set_cells(&self, changes: Vec<(Begun, Value)>) -> bool {
        let cells: Vec<Cell> = changes.iter().map(|(begun, _)| begun.cell.clone()).collect();
        // A text may wait where the value stays as it is.
        let is_same = changes.iter().all(|(begun, value)| value.is_written_like(&begun.was) && !begun.decides());
        let is_set = !changes.is_empty() && (self.set_all(changes, None) || is_same);
        if is_set {
            cells.iter().for_each(|cell| self.forget_typing(cell));
        }
        is_set
    }

    /// Copies the first cell of each column to the others of the column, as Ctrl+D does in spreadsheets.
    pub fn fill_down(&self, columns: Vec<Vec<Cell>>) {
        let changes = columns.iter().filter_map(|column| column.split_first()).flat_map(|(first, rest)| {
            let value = untrack(|| self.value(first));
            rest.iter().map(move |cell| (cell.clone(), as_of(cell, &value, first)))
        });
        let changes = changes.map(|(cell, value)| (self.begin(&cell), value));
        let changes: Vec<_> = changes.filter(|change| self.changes_anything(change)).collect();
        let count = changes.len();
        if self.set_cells(self.with_remarks(changes)) {
            self.say_kept(words::pasting::filled(count));
        }
    }

    /// Empties cells.
    pub fn clear_cells(&self, cells: &[Cell]) {
        let changes = cells.iter().map(|cell| (self.begin(cell), cell.kind().empty()));
        let changes: Vec<_> = changes.filter(|change| self.changes_anything(change)).collect();
        let count = changes.len();
        if self.set_cells(self.with_remarks(changes)) {
            self.say_kept(words::pasting::cleared(count));
        }
    }

    /// Returns cells as spreadsheets read them: numbers plain, without grouping, and words for what has none. 速報 stays with its number.
    pub fn block_of(&self, rows: &[Vec<Option<Cell>>]) -> Block {
        let text = |cell: &Cell| match untrack(|| self.value(cell)) {
            Value::Observation(Observation::Final(number)) => number.to_string(),
            Value::Observation(Observation::Preliminary(number)) => words::pasting::preliminary(&number.to_string()),
            Value::Observation(Observation::NotEntered) => String::new(),
            other => words::cell::value(&untrack(|| self.plan()), cell, &other),
        };
        let line =
            |row: &Vec<Option<Cell>>| row.iter().map(|cell| cell.as_ref().map(text).unwrap_or_default()).collect();
        rows.iter().map(line).collect()
    }
}

#[cfg(test)]
mod clipboards;
#[cfg(test)]
mod tests {
    use crate::format::pasted::read_block;
    use crate::plan::FiscalYear;
    use crate::state::fake::{enter, page, with_pages};

    use super::*;

    const FIRST: [&str; 3] = ["3-10-k1", "3-10-k2", "3-10-k3"];

    fn cell(subject: &str) -> Cell {
        format!("{subject}/actual/2026").parse().unwrap()
    }

    /// Pastes at the first field of R8.
    fn paste(state: State, text: &str) {
        let plan = untrack(|| state.plan());
        let policy = &plan.policies()[0];
        let year = FiscalYear::new(2026).unwrap();
        let rows =
            plan.rows_of(policy, std::iter::once(year)).into_iter().flat_map(|(_, rows)| rows).collect::<Vec<_>>();
        state.paste(&read_block(text), &words::pasting::target(&plan, &rows, vec![year]), (0, 0));
    }

    fn values(state: State) -> Vec<String> {
        FIRST
            .map(cell)
            .iter()
            .map(|cell| untrack(|| words::cell::value(&state.plan(), cell, &state.value(cell))))
            .collect()
    }

    fn said(state: State) -> String {
        state.said.get_untracked().1
    }

    fn is_shown(state: State) -> bool {
        state.desk().pasting.with_untracked(Option::is_some)
    }

    #[test]
    fn a_block_that_only_fills_is_taken_at_once_and_undone_in_one_step() {
        with_pages(|store| {
            let page = page(store, 1);
            paste(page, "75\r\n2,041\r\n57.4%\r\n");
            assert!(!is_shown(page));
            assert_eq!(values(page), ["75", "2,041", "57.4"]);
            assert!(said(page).starts_with("3件の値を貼り付けました。"), "{}", said(page));
            page.undo();
            assert_eq!(values(page), ["未入力"; 3]);
            page.redo();
            paste(page, "75\n2041\n");
            assert!(said(page).contains("すべて入力済みの値と同じ"), "{}", said(page));
            assert!(!is_shown(page));
        });
    }

    #[test]
    fn what_would_be_replaced_doubted_or_left_over_is_shown_first() {
        with_pages(|store| {
            for (before, text, changes, unread, left) in [
                ("70", "75\n2041", 2, 0, 0),
                ("", "710\n2041", 2, 0, 0),
                ("", "75\n二千", 1, 1, 0),
                // The word is its remark.
                ("", "75\n調査中\n57(見込)", 5, 0, 0),
                ("", "創業支援等事業計画に基づく創業件数の年間合計\t75\n知らない指標\t3", 1, 0, 1),
            ] {
                let page = page(store, 1);
                let first = cell(FIRST[0]);
                enter(page, &first, before);
                let held = values(page);
                paste(page, text);
                let pasting = page.desk().pasting.get_untracked().expect(text);
                assert_eq!(
                    (pasting.changes.len(), pasting.unread.len(), pasting.unplaced.len()),
                    (changes, unread, left),
                    "{text}"
                );
                assert_eq!(values(page), held, "{text}: nothing changes before a word");
                page.drop_paste();
                assert!(!is_shown(page) && values(page) == held);
                paste(page, text);
                page.apply_paste();
                assert!(!is_shown(page));
                assert_ne!(values(page), held, "{text}");
                page.undo();
                assert_eq!(values(page), held, "{text}: one step");
                enter(page, &first, "");
            }
        });
    }

    #[test]
    fn a_word_that_is_pasted_stands_behind_the_remark_that_is_there() {
        with_pages(|store| {
            let page = page(store, 1);
            let remark = cell(FIRST[0]).with_aspect(Aspect::Remark);
            enter(page, &remark, "見直し");
            for _ in 0..2 {
                paste(page, "調査中\n2041");
                page.apply_paste();
                assert_eq!(values(page), ["未公表", "2,041", "未入力"]);
                assert_eq!(untrack(|| page.value(&remark)), Value::Text("見直し(調査中)".to_owned()));
            }
        });
    }

    #[test]
    fn a_block_that_only_fills_fields_leaves_one_that_waits_for_a_word() {
        with_pages(|store| {
            let page = page(store, 1);
            enter(page, &cell(FIRST[0]), "70");
            paste(page, "75");
            paste(page, "\n2041");
            assert_eq!(values(page), ["70", "2,041", "未入力"]);
            assert!(is_shown(page));
            page.apply_paste();
            assert_eq!(values(page), ["75", "2,041", "未入力"]);
        });
    }

    #[test]
    fn what_was_entered_since_a_block_was_shown_is_shown_before_it_is_replaced() {
        with_pages(|store| {
            let page = page(store, 1);
            enter(page, &cell(FIRST[0]), "70");
            paste(page, "75\n調査中");
            enter(page, &cell(FIRST[0]), "80");
            enter(page, &cell(FIRST[1]).with_aspect(Aspect::Remark), "新しい備考");
            page.apply_paste();
            assert!(said(page).contains("確認のあいだに入力された値がある"), "{}", said(page));
            assert_eq!(values(page), ["80", "未入力", "未入力"]);
            let shown = page.desk().pasting.get_untracked().unwrap();
            assert_eq!(shown.changes[0].begun.was, Value::Observation(Observation::Final(80.into())));
            page.apply_paste();
            assert_eq!(values(page), ["75", "未公表", "未入力"]);
            assert_eq!(untrack(|| page.plan().remark(&cell(FIRST[1])).to_owned()), "新しい備考(調査中)");
            // Filling takes the place of a text that waits, too.
            enter(page, &cell(FIRST[1]), "二千");
            page.fill_down(vec![vec![cell(FIRST[1]), cell(FIRST[2])], vec![cell(FIRST[0]), cell(FIRST[1])]]);
            assert_eq!(values(page), ["75", "75", "未公表"]);
            assert_eq!(untrack(|| page.plan().remark(&cell(FIRST[1])).to_owned()), "新しい備考");
            assert_eq!(untrack(|| page.unread_cells()), []);
        });
    }

    #[test]
    fn a_text_that_waits_in_a_field_gives_way_after_it_was_shown() {
        with_pages(|store| {
            let page = page(store, 1);
            enter(page, &cell(FIRST[1]), "二千");
            assert!(untrack(|| page.is_unread(&cell(FIRST[1]))));
            paste(page, "75\n2041");
            let pasting = page.desk().pasting.get_untracked().unwrap();
            assert_eq!(pasting.changes[1].waits.as_deref(), Some("二千"));
            assert!(untrack(|| page.is_unread(&cell(FIRST[1]))), "nothing changes before a word");
            page.apply_paste();
            assert!(!untrack(|| page.is_unread(&cell(FIRST[1]))));
            assert_eq!(values(page), ["75", "2,041", "未入力"]);
            // Also where the value stays as it is.
            enter(page, &cell(FIRST[1]), "二千");
            paste(page, "\n2041");
            page.apply_paste();
            assert!(!untrack(|| page.is_unread(&cell(FIRST[1]))));
            assert_eq!(values(page), ["75", "2,041", "未入力"]);
        });
    }

    #[test]
    fn columns_are_filled_cells_emptied_and_copied() {
        with_pages(|store| {
            let page = page(store, 1);
            let cells = FIRST.map(cell);
            for (cell, text) in cells.iter().zip(["△1,250", "", "未公表"]) {
                enter(page, cell, text);
            }
            let rows = cells.clone().map(|cell| vec![Some(cell), None]);
            assert_eq!(page.block_of(&rows), [["-1250", ""], ["", ""], ["未公表", ""]]);
            page.fill_down(vec![cells.to_vec(), Vec::new()]);
            assert_eq!(values(page), ["△1,250"; 3]);
            assert!(said(page).starts_with("上の値を2件の欄に"), "{}", said(page));
            page.undo();
            assert_eq!(values(page), ["△1,250", "未入力", "未公表"]);
            page.clear_cells(&cells);
            assert_eq!(values(page), ["未入力"; 3]);
            page.undo();
            assert_eq!(values(page), ["△1,250", "未入力", "未公表"], "one step");
        });
    }
}
