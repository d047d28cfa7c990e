//! The real table of each figure, cell by cell.

use super::series::{MoneySeries, PointKind, TrendSeries};
use crate::plan::{Field, FiscalYear, Missing, Observation};
use crate::words::{figure, number, observation, year};

/// A table: heads of its columns, then rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueTable {
    /// What the table is of: begins with the indicator's or project's name.
    pub caption: String,
    /// The columns' heads, the first that of the rows' heads.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<TableRow>,
}

impl ValueTable {
    /// Marks what is told of a field in a fiscal year as corrected.
    pub(super) fn mark_corrected(&mut self, field: Field, of: FiscalYear) {
        let (kind, column) = match field {
            Field::Actual => (Some(&*figure::ACTUAL), 1),
            Field::Budget => (None, 0),
            Field::Settlement => (None, 1),
            _ => return,
        };
        let head = year::short(of);
        let is_it = |row: &&mut TableRow| {
            row.head == head && kind.is_none_or(|kind| row.cells.first().is_some_and(|cell| cell.text == kind))
        };
        if let Some(cell) = self.rows.iter_mut().find(is_it).and_then(|row| row.cells.get_mut(column)) {
            cell.mark_corrected();
        }
    }
}

impl TableCell {
    /// Marks it as corrected after its year was closed.
    pub(super) fn mark_corrected(&mut self) {
        self.text.push_str(&observation::CORRECTED);
    }
}

/// A row: its head and the cells behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The year: 「R8」, 「2024年」.
    pub head: String,
    /// The cells, one for each further column.
    pub cells: Vec<TableCell>,
}

/// A cell as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCell {
    /// The text.
    pub text: String,
    /// What it is.
    pub state: TableState,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableState {
    /// A text that is no value of the plan.
    Text,
    /// A number that stands.
    Number,
    /// A number that may still change.
    Preliminary,
    /// People have stated different values.
    Conflict,
    /// A word in the place of a number.
    Missing(Missing),
    /// A word in the place of a number the plan has no cell for.
    NoNumber,
}

/// The table of a trend: every point, and the target, each in a row.
pub fn trend_table(series: &TrendSeries) -> ValueTable {
    let points = series.points.iter().map(|point| {
        let (kind, head) = match point.kind {
            PointKind::Latest => (figure::LATEST, point.year.map(year::printed)),
            PointKind::Baseline => (figure::BASELINE, point.year.map(year::short)),
            PointKind::Actual => (figure::ACTUAL, point.year.map(year::short)),
        };
        let head = head.unwrap_or_else(|| figure::YEAR_UNKNOWN.into());
        TableRow { head, cells: vec![text(&kind), observed(point.observation, point.is_in_conflict)] }
    });
    let target = series.target.map(|target| {
        let cell = match target.value {
            Some(value) => TableCell { text: number::in_table(value), state: TableState::Number },
            None => TableCell { text: figure::NOT_STATED.into(), state: TableState::NoNumber },
        };
        TableRow { head: year::short(target.year), cells: vec![text(&figure::TARGET), cell] }
    });
    let band = series.limits().map(|_| TableRow {
        head: figure::EVERY_YEAR.into(),
        cells: vec![text(&figure::BAND), text(&figure::band(series.band))],
    });
    ValueTable {
        caption: series.name.clone(),
        columns: vec![figure::YEAR.into(), figure::KIND.into(), figure::head(&figure::VALUE, &series.unit)],
        rows: points.chain(target).chain(band).collect(),
    }
}

/// The table of a project's amounts: a row each fiscal year.
pub fn money_table(series: &MoneySeries) -> ValueTable {
    let rows = series.years.iter().map(|of| {
        let rate = match of.rate {
            Ok(rate) => TableCell { text: figure::percent(rate), state: TableState::Number },
            Err(reason) => TableCell { text: figure::no_rate(reason), state: TableState::NoNumber },
        };
        let amount = |amount, is_partly, is_in_conflict| match is_partly {
            true => TableCell { text: figure::PARTLY.to_string(), state: TableState::NoNumber },
            false => observed(amount, is_in_conflict),
        };
        let ([in_conflict, settled_in_conflict], [partly, settled_partly]) = (of.in_conflict, of.is_partly);
        let budget = amount(of.budget, partly, in_conflict);
        let settlement = amount(of.settlement, settled_partly, settled_in_conflict);
        let cells = vec![budget, settlement, rate];
        TableRow { head: year::short(of.year), cells }
    });
    ValueTable {
        caption: figure::money_title(&series.name),
        columns: vec![
            figure::YEAR.into(),
            figure::head(series.budget_name(), &figure::THOUSAND_YEN),
            figure::head(&figure::SETTLEMENT, &figure::THOUSAND_YEN),
            figure::EXECUTION_RATE.into(),
        ],
        rows: rows.collect(),
    }
}

pub(super) fn text(text: &str) -> TableCell {
    TableCell { text: text.into(), state: TableState::Text }
}

pub(super) fn observed(value: Observation, is_in_conflict: bool) -> TableCell {
    let state = match value {
        _ if is_in_conflict => TableState::Conflict,
        Observation::Final(_) => TableState::Number,
        Observation::Preliminary(_) => TableState::Preliminary,
        Observation::NotEntered => TableState::Missing(Missing::NotEntered),
        Observation::NotPublished => TableState::Missing(Missing::NotPublished),
        Observation::NotApplicable => TableState::Missing(Missing::NotApplicable),
    };
    let mark = if is_in_conflict { &observation::CONFLICT } else { "" };
    TableCell { text: format!("{}{mark}", observation::in_table(value)), state }
}
