//! Reads the tab-separated text of a policy sheet, as copied from a city's workbook.
//!
//! Merged cells of a workbook move values by a field or two when it is copied, so a sheet is read by its labels and by
//! the order of the values behind them, never by the number of a column (`docs/source-sheet.md`). What was decided
//! rather than found becomes a [`crate::plan::Reading`]; what is odd becomes a [`SheetIssue`] and stops nothing.
//!
//! | file | holds |
//! |---|---|
//! | `rows` | text into rows of fields |
//! | `labels` | which field is a label, and the signs, years and codes of a sheet |
//! | `reader` | the state while reading, and the rows that say where in the sheet we are |
//! | `keep` | putting values, remarks, readings and issues where they belong |
//! | `indicator`, `values`, `project` | the rows of one block each |
//! | `excerpt` | the other way: where in the city's table a reading stands |

mod excerpt;
mod import;
mod indicator;
mod issue;
mod keep;
mod labels;
mod project;
mod reader;
mod rows;
mod values;

#[cfg(test)]
mod tests;

pub use excerpt::{Asked, Excerpt, Head, excerpt};
pub use import::{Import, import};
pub use issue::{Done, IssueKind, Part, SheetError, SheetIssue};

use crate::plan::{Plan, SubjectId};

/// The longest text that is read, in bytes.
pub const MAX_BYTES: usize = 2_000_000;
/// The longest row that is read, in bytes.
pub const MAX_ROW_BYTES: usize = 65_536;
/// The most policies that are read from one text.
pub const MAX_POLICIES: usize = 500;
/// Issues that are listed one by one; more are only counted.
pub const MAX_ISSUES: usize = 1_000;

/// What a sheet does not say of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetSetting {
    /// The plan the sheet becomes: `kamakura-3-10`.
    pub plan_id: SubjectId,
    /// The ids it had formerly.
    pub former_ids: Vec<SubjectId>,
    /// The city.
    pub city: String,
}

/// What a sheet was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetReading {
    /// The plan, with its readings.
    pub plan: Plan,
    /// What was odd, in the order of the text.
    pub issues: Vec<SheetIssue>,
}

/// Reads `text`.
///
/// # Errors
///
/// A text that is no such sheet at all, or too long for one.
pub fn read_sheet(text: &str, setting: &SheetSetting) -> Result<SheetReading, SheetError> {
    if text.len() > MAX_BYTES {
        return Err(SheetError::TooLong { bytes: text.len(), limit: MAX_BYTES });
    }
    let rows = rows::rows(text);
    if let Some(row) = rows.iter().find(|row| row.source.len() > MAX_ROW_BYTES) {
        return Err(SheetError::RowTooLong { line: row.line, limit: MAX_ROW_BYTES });
    }
    let mut reader = reader::Reader::default();
    for row in &rows {
        reader.row(row);
    }
    reader.finish(setting)
}
