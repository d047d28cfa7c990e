//! The row of latest value, direction or target, and source, which stands below its labels.

use super::indicator::split_note;
use super::issue::IssueKind;
use super::labels::{self, Label};
use super::reader::Reader;
use super::rows::{Row, Token};
use crate::format::typed::{TypedError, read_bound, read_number_with_unit, read_observation, read_status};
use crate::plan::{Cell, Direction, Field, ReadingKind, SubjectId, Target, Value};

/// The labels of a row of values: 目指す方向, 目標値, 出典 in their order. The latest value's stands above them.
pub(super) struct ValueLabels {
    line: u32,
    source: String,
    labels: Vec<Label>,
}

impl ValueLabels {
    pub fn new(row: &Row) -> ValueLabels {
        ValueLabels { line: row.line, source: row.source.to_owned(), labels: Vec::new() }
    }

    pub fn push(&mut self, label: Label) {
        if !self.labels.contains(&label) {
            self.labels.push(label);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// 目指す方向 and 目標値, as far as they are there.
    fn middle(&self) -> Vec<Label> {
        self.labels.iter().copied().filter(|label| *label != Label::Source).collect()
    }
}

impl Reader {
    /// Values in order: latest value, what the labels ask for, source. What is missing is told from the last value:
    /// a source is a text.
    pub fn indicator_values(&mut self, row: &Row, tokens: &[Token], labels: &ValueLabels) {
        let Some((id, unit)) = self.block.as_ref().map(|block| (block.id.clone(), block.unit.clone())) else {
            return self.no_place(row, tokens);
        };
        let middle = labels.middle();
        let has_source = labels.labels.contains(&Label::Source);
        let full = 1 + middle.len() + usize::from(has_source);
        let (notes, mut values): (Vec<Token>, Vec<Token>) = tokens.iter().partition(|token| token.is_note());
        let extra = values.split_off(full.min(values.len()));
        let is_source = |token: &Token| values.len() == full || is_text(token.text, &unit, values.len() == 1);
        let source = values.last().copied().filter(|last| has_source && is_source(last));
        values.truncate(values.len() - usize::from(source.is_some()));

        let leaves_out_latest = values.len() <= middle.len()
            && middle.contains(&Label::Direction)
            && values.first().is_some_and(|first| labels::direction(first.text).is_some());
        let (latest, rest) = match values.split_first() {
            Some((first, rest)) if !leaves_out_latest => (Some(*first), rest),
            _ => (None, values.as_slice()),
        };
        let is_latest_read = match latest.zip(Cell::plain(&id, Field::Latest)) {
            Some((token, cell)) => self.observe(row, token.at, cell, token.text, &unit),
            None => false,
        };
        let rest = rest.iter().copied();
        let placed: Vec<(Label, Option<Token>)> = match (middle.as_slice(), rest.len()) {
            // Two labels and one value: its kind says which it is.
            ([_, _], 1) => {
                let of = |token: &Token| match labels::direction(token.text) {
                    Some(_) => Label::Direction,
                    None => Label::Target,
                };
                let token = rest.last();
                middle.iter().map(|label| (*label, token.filter(|token| of(token) == *label))).collect()
            }
            _ => middle.iter().copied().zip(rest.map(Some).chain(std::iter::repeat(None))).collect(),
        };
        for (index, (label, token)) in placed.into_iter().enumerate() {
            let is_first_target = index == 0 && label == Label::Target;
            if token.is_none()
                && is_first_target
                && is_latest_read
                && let Some(cell) = Cell::plain(&id, Field::Latest)
            {
                self.reading((row.line, row.source), cell, ReadingKind::LatestUnderTargetLabel);
            }
            match label {
                Label::Direction => self.direction(row, token, &id),
                _ => self.target(row, token, &id, &unit, labels),
            }
        }
        if let Some(token) = source {
            self.put_text(row, token.at, &id, Field::Source, token.text);
        }
        self.no_place(row, &extra);
        notes.iter().for_each(|token| self.note(row, *token));
    }

    /// Labels that no row of values follows.
    pub fn indicator_without_values(&mut self, labels: &ValueLabels) {
        let Some(id) = self.block.as_ref().map(|block| block.id.clone()) else { return };
        for label in labels.middle() {
            match label {
                Label::Direction => self.direction_missing((labels.line, &labels.source), &id),
                _ => self.target_missing(&id, labels),
            }
        }
    }

    fn direction(&mut self, row: &Row, token: Option<Token>, id: &SubjectId) {
        let Some(cell) = Cell::plain(id, Field::Direction) else { return };
        let Some(token) = token else {
            return self.direction_missing((row.line, row.source), id);
        };
        let (text, note) = split_note(token.text);
        let is_seven = labels::is_seven(text);
        match labels::direction(text).or(is_seven.then_some(Direction::Increase)) {
            Some(direction) => {
                if is_seven && !self.cells.contains_key(&cell) {
                    self.reading((row.line, row.source), cell.clone(), ReadingKind::SevenAsArrow);
                }
                self.put(row, token.at, cell.clone(), Value::Direction(Some(direction)), text);
            }
            None => self.remark(row, token.at, &cell, text, IssueKind::Direction),
        }
        if !note.is_empty() {
            self.remark(row, token.at, &cell, note, IssueKind::Note);
        }
    }

    fn target(&mut self, row: &Row, token: Option<Token>, id: &SubjectId, unit: &str, labels: &ValueLabels) {
        let Some(cell) = Cell::plain(id, Field::Target) else { return };
        let Some(token) = token else { return self.target_missing(id, labels) };
        let (text, note) = split_note(token.text);
        match read_number_with_unit(text, unit) {
            Ok(number) => self.put(row, token.at, cell.clone(), Value::Target(Target::Number(number)), text),
            Err(error) => match read_bound(text, unit) {
                Some((number, word)) => {
                    self.put(row, token.at, cell.clone(), Value::Target(Target::Number(number)), text);
                    self.remark(row, token.at, &cell, word, IssueKind::Bound);
                }
                None => {
                    self.cells.entry(cell.clone()).or_insert(Value::Target(Target::Announced));
                    self.remark(row, token.at, &cell, text, IssueKind::Number(error));
                }
            },
        }
        if !note.is_empty() {
            self.remark(row, token.at, &cell, note, IssueKind::Note);
        }
    }

    fn direction_missing(&mut self, place: (u32, &str), id: &SubjectId) {
        if let Some(cell) = Cell::plain(id, Field::Direction) {
            self.reading(place, cell, ReadingKind::DirectionMissing);
        }
    }

    fn target_missing(&mut self, id: &SubjectId, labels: &ValueLabels) {
        if let Some(cell) = Cell::plain(id, Field::Target) {
            self.cells.entry(cell.clone()).or_insert(Value::Target(Target::Announced));
            self.reading((labels.line, &labels.source), cell, ReadingKind::TargetMissing);
        }
    }
}

/// Whether a value is a source rather than a number, a word for none, or a direction.
fn is_text(text: &str, unit: &str, is_only: bool) -> bool {
    if labels::direction(text).is_some() || read_status(text, unit).is_some() || read_bound(text, unit).is_some() {
        return false;
    }
    match read_observation(split_note(text).0, unit) {
        Ok(_) => false,
        Err(TypedError::NotANumber | TypedError::Empty) => true,
        // 2025年市民意識調査 begins with a number too; alone in its row, it might be 71件.
        Err(_) => !is_only,
    }
}
