//! Readings: what was decided, rather than found, when a sheet was read.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::cell::Cell;
use super::json::{Fields, InJson, JsonFault, as_name, object, through_json};
use super::text::cleaned;

/// A decision made in reading a source sheet, shown as 要確認 until someone confirms the cell's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The cell it gave a value, or left without one.
    pub cell: Cell,
    /// Why it is a decision.
    pub kind: ReadingKind,
    /// Line of the source, from 1.
    pub line: u32,
    /// That line as it stands, tabs and all.
    pub source: String,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

/// The readings of a plan, in the order of the source, with an index by cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readings {
    all: Vec<Reading>,
    by_cell: BTreeMap<Cell, Vec<usize>>,
}

impl Readings {
    /// These readings.
    pub fn of(all: Vec<Reading>) -> Readings {
        let mut by_cell: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
        for (index, reading) in all.iter().enumerate() {
            by_cell.entry(reading.cell.clone()).or_default().push(index);
        }
        Readings { all, by_cell }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Reading> {
        self.all.iter()
    }

    /// Those of a cell.
    pub fn of_cell(&self, cell: &Cell) -> impl Iterator<Item = &Reading> {
        self.by_cell.get(cell).into_iter().flatten().filter_map(|index| self.all.get(*index))
    }
}

/// Why a value read is a decision (`docs/source-sheet.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadingKind {
    /// The digit 7 in the place of an arrow, read as ↗.
    SevenAsArrow,
    /// No sign in the place of the direction: not stated.
    DirectionMissing,
    /// The label above says 目標値; the first value is read as the latest value all the same.
    LatestUnderTargetLabel,
    /// 目標値 is named and no value follows.
    TargetMissing,
    /// 初期値 is empty and is not taken from the latest value.
    BaselineEmpty,
    /// Amounts behind their label bear no year: read in order, from the plan's first year on.
    AmountYear,
    /// The sheet does not say which budget its amounts are.
    BudgetBasis,
    /// The year beside the latest value may be a fiscal or a calendar year.
    LatestYear,
    /// Fewer values than columns: aligned from the right, 初期値 before them.
    AlignedFromRight,
}

impl ReadingKind {
    /// Every kind.
    pub const ALL: [ReadingKind; 9] = [
        ReadingKind::SevenAsArrow,
        ReadingKind::DirectionMissing,
        ReadingKind::LatestUnderTargetLabel,
        ReadingKind::TargetMissing,
        ReadingKind::BaselineEmpty,
        ReadingKind::AmountYear,
        ReadingKind::BudgetBasis,
        ReadingKind::LatestYear,
        ReadingKind::AlignedFromRight,
    ];

    /// Whether the value that was read may be the wrong one. The others say that the source leaves something out.
    pub fn is_value_uncertain(self) -> bool {
        match self {
            ReadingKind::SevenAsArrow
            | ReadingKind::LatestUnderTargetLabel
            | ReadingKind::AmountYear
            | ReadingKind::AlignedFromRight => true,
            ReadingKind::DirectionMissing
            | ReadingKind::TargetMissing
            | ReadingKind::BaselineEmpty
            | ReadingKind::BudgetBasis
            | ReadingKind::LatestYear => false,
        }
    }
}

impl InJson for Reading {
    fn to_json(&self) -> Json {
        let fields = [
            ("cell", Some(self.cell.to_json())),
            ("kind", Some(self.kind.to_json())),
            ("line", Some(self.line.to_json())),
            ("source", Some(self.source.to_json())),
        ];
        object(fields, &self.extra)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        Ok(Reading {
            cell: fields.take("cell")?,
            kind: fields.take("kind")?,
            line: fields.take("line")?,
            source: cleaned(fields.take("source")?),
            extra: fields.rest(),
        })
    }
}

through_json!(Reading);

as_name!(ReadingKind, "no kind of reading", {
    SevenAsArrow = "sevenAsArrow",
    DirectionMissing = "directionMissing",
    LatestUnderTargetLabel = "latestUnderTargetLabel",
    TargetMissing = "targetMissing",
    BaselineEmpty = "baselineEmpty",
    AmountYear = "amountYear",
    BudgetBasis = "budgetBasis",
    LatestYear = "latestYear",
    AlignedFromRight = "alignedFromRight",
});
