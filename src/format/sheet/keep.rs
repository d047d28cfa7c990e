//! Putting values, remarks, readings and issues where they belong.

use super::MAX_ISSUES;
use super::issue::{Done, IssueKind, SheetIssue};
use super::reader::Reader;
use super::rows::{Row, Token};
use crate::plan::{Aspect, Cell, Field, Reading, ReadingKind, SubjectId, Value, clean};

impl Reader {
    /// Puts a text where a label asks for one.
    pub fn put_text(&mut self, row: &Row, at: usize, subject: &SubjectId, field: Field, text: &str) {
        if let Some(cell) = Cell::plain(subject, field) {
            self.put(row, at, cell, Value::Text(text.to_owned()), text);
        }
    }

    /// Puts a value into a cell; what is stated a second time becomes a remark.
    pub fn put(&mut self, row: &Row, at: usize, cell: Cell, value: Value, text: &str) {
        if self.cells.contains_key(&cell) {
            self.remark(row, at, &cell, text, IssueKind::Twice);
        } else {
            self.near = Some(cell.clone());
            self.cells.insert(cell, value);
        }
    }

    /// A note belongs to what stands before it.
    pub fn note(&mut self, row: &Row, token: Token) {
        match self.near.clone() {
            Some(cell) => self.remark(row, token.at, &cell, token.text, IssueKind::Note),
            None => self.issue(row, token.at, token.text, IssueKind::Note, Done::LeftOut),
        }
    }

    /// Keeps a text that is no value as the remark on `cell`.
    pub fn remark(&mut self, row: &Row, at: usize, cell: &Cell, text: &str, kind: IssueKind) {
        self.near = Some(cell.clone());
        self.append(&cell.with_aspect(Aspect::Remark), text, "\n");
        self.issue(row, at, text, kind, Done::KeptAsRemark(cell.clone()));
    }

    /// Says of fields that no label asks for them; notes among them are kept.
    pub fn no_place(&mut self, row: &Row, tokens: &[Token]) {
        for token in tokens {
            if token.is_note() {
                self.note(row, *token);
            } else {
                self.issue(row, token.at, token.text, IssueKind::NoPlace, Done::LeftOut);
            }
        }
    }

    /// Says that the field `at` (from 0) of a row is odd.
    pub fn issue(&mut self, row: &Row, at: usize, text: &str, kind: IssueKind, done: Done) {
        let field = u32::try_from(at.saturating_add(1)).unwrap_or(u32::MAX);
        self.tell((row.line, field), text, kind, done);
    }

    /// Lists an issue with its line and field (from 1), or counts it where the list is full.
    pub fn tell(&mut self, (line, field): (u32, u32), text: &str, kind: IssueKind, done: Done) {
        if self.issues.len() >= MAX_ISSUES {
            self.issues_left_out += 1;
        } else {
            self.issues.push(SheetIssue { line, field, text: text.to_owned(), kind, done });
        }
    }

    /// Keeps a decision with the line it was made on.
    pub fn reading(&mut self, (line, source): (u32, &str), cell: Cell, kind: ReadingKind) {
        let source = clean(source).into_owned();
        self.readings.push(Reading { cell, kind, line, source, extra: serde_json::Map::new() });
    }

    /// Makes `cell` the one a following note belongs to.
    pub fn come_near(&mut self, cell: &Cell) {
        self.near = Some(cell.clone());
    }

    /// Adds a text to a text cell.
    pub fn append(&mut self, cell: &Cell, text: &str, between: &str) {
        match self.cells.get_mut(cell) {
            Some(Value::Text(before)) => {
                before.push_str(between);
                before.push_str(text);
            }
            _ => {
                self.cells.insert(cell.clone(), Value::Text(text.to_owned()));
            }
        }
        if cell.aspect == Aspect::Value {
            self.near = Some(cell.clone());
        }
    }
}
