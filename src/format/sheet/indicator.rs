//! The rows of an indicator: name, unit, latest year, columns and actuals.

use super::issue::{Done, IssueKind};
use super::labels::{self, Label};
use super::reader::{Awaits, Reader, Section};
use super::rows::{Row, Token};
use super::values::ValueLabels;
use crate::format::typed::{is_dash, is_overflow, read_observation, read_status};
use crate::plan::{Aspect, Cell, Field, FiscalYear, Observation, ReadingKind, SubjectId, Value, WrittenYear};

/// More columns than a plan has years: nobody's sheet.
const MAX_COLUMNS: usize = 64;

/// The indicator whose rows are being read.
#[derive(Clone)]
pub(super) struct Block {
    pub id: SubjectId,
    /// The unit, as far as it is known.
    pub unit: String,
    /// What the values behind 指標実績 are, in order.
    columns: Vec<Column>,
    /// The columns were taken over from the indicator before.
    is_heir: bool,
    has_latest: bool,
    has_actuals: bool,
    /// How far its labels reach: empty fields up to there may have been cut off a row, those behind mean nothing.
    width: usize,
    /// The row of 指標実績, or the first row until there is one.
    line: u32,
    source: String,
}

/// What a value behind 指標実績 is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Baseline,
    Year(FiscalYear),
    /// A year that is not the plan's.
    Foreign,
}

/// What the next field without a label is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Name,
    Unit,
    Nothing,
}

impl Reader {
    /// A row with labels of an indicator or of amounts.
    pub fn block_row(&mut self, row: &Row, tokens: &[Token]) {
        let has = |label| tokens.iter().any(|token| token.label == Some(label));
        let is_start = has(Label::Unit) || has(Label::Outcome);
        let follows = self.block.as_ref().is_some_and(|block| !block.has_latest);
        let is_new = is_start || (has(Label::Latest) && !follows);
        if is_new {
            self.start_indicator(row, has(Label::Outcome));
        }
        // A lone year is a page's heading rather than a column.
        let years = tokens.iter().filter(|token| matches!(token.label, Some(Label::Year(_)))).count();
        let has_columns = has(Label::Baseline) || years > 1 || (years == 1 && is_start);
        if let (Some(block), Some(last)) = (&mut self.block, tokens.iter().rfind(|token| token.label.is_some()))
            && (is_start || has_columns)
        {
            block.width = block.width.max(last.at + 1);
        }
        let mut next = if is_start { Next::Name } else { Next::Nothing };
        let mut values = ValueLabels::new(row);
        for (index, token) in tokens.iter().copied().enumerate() {
            let Some(label) = token.label else {
                next = self.unlabelled(row, token, next);
                continue;
            };
            match label {
                Label::Outcome => next = Next::Name,
                Label::Unit => next = Next::Nothing,
                Label::Latest => next = self.latest_year(row, token),
                Label::Direction | Label::Target | Label::Source => self.value_label(row, token, label, &mut values),
                Label::Baseline | Label::Year(_) if has_columns => self.column(row, token, label),
                Label::Actuals => {
                    self.actuals(row, token.at);
                    break;
                }
                Label::Budget | Label::Settlement => {
                    self.amounts(row, token, label);
                    break;
                }
                _ => self.no_place(row, tokens.get(index..=index).unwrap_or_default()),
            }
        }
        if is_new {
            self.tell_missing_name(row);
        }
        if !values.is_empty() && self.block.is_some() {
            self.awaits = Awaits::IndicatorValues(values);
        }
    }

    fn start_indicator(&mut self, row: &Row, is_outcome: bool) {
        let before = self.block.as_ref();
        let columns = before.map(|block| block.columns.clone()).unwrap_or_default();
        let width = before.filter(|_| !columns.is_empty()).map_or(0, |block| block.width);
        self.close_block();
        if is_outcome && self.section != Section::Projects {
            self.open_project(row);
        }
        let in_project = self.section == Section::Projects;
        let Some(policy) = self.policy_mut() else { return };
        let (owner, own) = match policy.projects.last_mut().filter(|_| in_project) {
            Some(project) => (project.id.clone(), &mut project.indicators),
            None => (policy.id.clone(), &mut policy.indicators),
        };
        let Some(id) = SubjectId::new(&format!("{owner}-k{}", own.len() + 1)) else { return };
        own.push(id.clone());
        let is_heir = !columns.is_empty();
        let (line, source) = (row.line, row.source.to_owned());
        let (has_latest, has_actuals, unit) = (false, false, String::new());
        self.block = Some(Block { id, unit, columns, is_heir, has_latest, has_actuals, width, line, source });
    }

    /// An indicator's rows are over: an empty baseline is a reading.
    pub fn close_block(&mut self) {
        let Some(block) = self.block.take() else { return };
        let Some(cell) = Cell::plain(&block.id, Field::Baseline) else { return };
        // What is there and could not be read is told as an issue and kept as a remark.
        let is_empty = [Aspect::Value, Aspect::Remark].map(|aspect| cell.with_aspect(aspect));
        let is_empty = is_empty.iter().all(|cell| !self.cells.contains_key(cell));
        if is_empty && block.columns.contains(&Column::Baseline) {
            self.reading((block.line, &block.source), cell, ReadingKind::BaselineEmpty);
        }
    }

    fn tell_missing_name(&mut self, row: &Row) {
        let Some(cell) = self.block.as_ref().and_then(|block| Cell::plain(&block.id, Field::Name)) else { return };
        if !self.cells.contains_key(&cell) {
            self.issue(row, 0, "", IssueKind::NoName, Done::Nothing);
        }
    }

    fn unlabelled(&mut self, row: &Row, token: Token, next: Next) -> Next {
        let Some(block) = self.block.as_mut().filter(|_| next != Next::Nothing && !token.is_note()) else {
            self.no_place(row, &[token]);
            return next;
        };
        let id = block.id.clone();
        if next == Next::Unit {
            token.text.clone_into(&mut block.unit);
        }
        let field = if next == Next::Unit { Field::Unit } else { Field::Name };
        self.put_text(row, token.at, &id, field, token.text);
        Next::Nothing
    }

    fn latest_year(&mut self, row: &Row, token: Token) -> Next {
        let Some(block) = &mut self.block else { return Next::Nothing };
        block.has_latest = true;
        let id = block.id.clone();
        let is_fiscal = self.year_in_brackets(row, token, &id, Field::LatestYear);
        if let (Some(false), Some(cell)) = (is_fiscal, Cell::plain(&id, Field::LatestYear)) {
            self.reading((row.line, row.source), cell, ReadingKind::LatestYear);
        }
        Next::Unit
    }

    /// Puts the year a label bears; whether it says that it is a fiscal year.
    pub fn year_in_brackets(&mut self, row: &Row, token: Token, id: &SubjectId, field: Field) -> Option<bool> {
        let inner = labels::bracketed(token.text)?;
        let cell = Cell::plain(id, field)?;
        let Some(WrittenYear { year, is_fiscal }) = FiscalYear::read(&inner) else {
            self.remark(row, token.at, &cell, token.text, IssueKind::Year);
            return None;
        };
        self.put(row, token.at, cell, Value::Year(Some(year)), token.text);
        Some(is_fiscal)
    }

    fn value_label(&mut self, row: &Row, token: Token, label: Label, values: &mut ValueLabels) {
        values.push(label);
        let Some(id) = self.block.as_ref().map(|block| block.id.clone()) else {
            return self.no_place(row, &[token]);
        };
        if label == Label::Target {
            self.year_in_brackets(row, token, &id, Field::TargetYear);
        }
    }

    fn column(&mut self, row: &Row, token: Token, label: Label) {
        if self.block.is_none() {
            return self.no_place(row, &[token]);
        }
        let year = match label {
            Label::Year(year) => self.take_year(row, token, year).map_or(Column::Foreign, Column::Year),
            _ => Column::Baseline,
        };
        let Some(block) = &mut self.block else { return };
        if std::mem::take(&mut block.is_heir) {
            block.columns.clear();
        }
        if block.columns.len() >= MAX_COLUMNS {
            self.no_place(row, &[token]);
        } else if year != Column::Foreign && block.columns.contains(&year) {
            block.columns.push(Column::Foreign);
            self.issue(row, token.at, token.text, IssueKind::Twice, Done::LeftOut);
        } else {
            block.columns.push(year);
        }
    }

    /// The values behind 指標実績. As many as there are columns: one each. Fewer: aligned from the right, for the last
    /// column is the one that is always there; the label itself may stand in the place of 初期値.
    fn actuals(&mut self, row: &Row, label_at: usize) {
        let Some(block) = &mut self.block else { return };
        let is_second = std::mem::replace(&mut block.has_actuals, true);
        let (id, unit, columns) = (block.id.clone(), block.unit.clone(), block.columns.clone());
        block.line = row.line;
        row.source.clone_into(&mut block.source);
        let filled = (0..row.width()).rfind(|at| !is_blank(row, *at)).map_or(0, |at| at + 1);
        let mut places: Vec<usize> = (label_at + 1..filled.max(block.width)).collect();
        while places.len() > columns.len() && places.last().is_some_and(|at| is_blank(row, *at)) {
            places.pop();
        }
        let blank = places.iter().take_while(|at| is_blank(row, **at)).count();
        places.drain(..blank.min(places.len().saturating_sub(columns.len())));
        let is_short = places.len() < columns.len();
        let skipped = columns.len().saturating_sub(places.len());
        let columns = columns.into_iter().skip(skipped).map(Some).chain(std::iter::repeat(None));
        if let Some(cell) = Cell::plain(&id, Field::Baseline) {
            self.come_near(&cell);
        }
        for (at, column) in places.into_iter().zip(columns) {
            let text = row.field(at).to_owned();
            if text.is_empty() {
                continue;
            }
            let cell = match column {
                Some(Column::Baseline) => Cell::plain(&id, Field::Baseline),
                Some(Column::Year(year)) => Cell::yearly(&id, Field::Actual, year),
                Some(Column::Foreign) | None => None,
            };
            match cell {
                Some(cell) => {
                    let is_read = self.observe(row, at, cell.clone(), &text, &unit);
                    if is_read && is_short && !is_second {
                        self.reading((row.line, row.source), cell, ReadingKind::AlignedFromRight);
                    }
                }
                None => self.no_column(row, at, &text),
            }
        }
    }

    /// A value under no fiscal year; a note is kept.
    pub fn no_column(&mut self, row: &Row, at: usize, text: &str) {
        let token = Token { at, text, label: None };
        if token.is_note() {
            self.note(row, token);
        } else {
            self.issue(row, at, text, IssueKind::NoColumn, Done::LeftOut);
        }
    }

    /// Reads an observation into `cell`, a ※ behind it into its remark; whether the cell got a value.
    pub fn observe(&mut self, row: &Row, at: usize, cell: Cell, text: &str, unit: &str) -> bool {
        let (value, note) = split_note(text);
        let mut is_read = false;
        match (read_status(value, unit), read_observation(value, unit)) {
            (Some((observation, word)), _) => {
                is_read = !self.cells.contains_key(&cell);
                self.put(row, at, cell.clone(), Value::Observation(observation), value);
                self.remark(row, at, &cell, word, IssueKind::Status(observation));
            }
            (None, Ok(Observation::NotEntered)) => self.come_near(&cell),
            (None, Ok(observation)) => {
                if is_dash(value) {
                    self.issue(row, at, value, IssueKind::Dash, Done::ReadInto(cell.clone()));
                }
                is_read = !self.cells.contains_key(&cell);
                self.put(row, at, cell.clone(), Value::Observation(observation), value);
            }
            (None, Err(_)) if is_overflow(value) => self.issue(row, at, value, IssueKind::Overflow, Done::LeftOut),
            (None, Err(error)) => self.remark(row, at, &cell, value, IssueKind::Number(error)),
        }
        if !note.is_empty() {
            self.remark(row, at, &cell, note, IssueKind::Note);
        }
        is_read
    }
}

fn is_blank(row: &Row, at: usize) -> bool {
    row.field(at).is_empty()
}

/// A text and the ※ note behind it, if there is one.
pub(super) fn split_note(text: &str) -> (&str, &str) {
    let at = text.find('※').unwrap_or(text.len());
    let (value, note) = text.split_at_checked(at).unwrap_or((text, ""));
    (value.trim(), note.trim())
}
