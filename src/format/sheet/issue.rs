//! What can be wrong with a sheet, as data; `words::sheet` turns it into sentences.

use crate::format::typed::TypedError;
use crate::plan::{Cell, FiscalYear, Observation};

/// Why a text is no sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetError {
    /// Longer than any sheet.
    TooLong {
        /// Its length.
        bytes: usize,
        /// The most that is read.
        limit: usize,
    },
    /// A row longer than any of a sheet.
    RowTooLong {
        /// Its line, from 1.
        line: u32,
        /// The most that is read, in bytes.
        limit: usize,
    },
    /// More policies than any plan has.
    TooManyPolicies {
        /// The most that is read.
        limit: usize,
    },
    /// Parts that every sheet has were looked for and not found.
    NotASheet {
        /// Those parts.
        missing: Vec<Part>,
    },
}

/// A part that every sheet has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A line with code and name of a policy: `3-10 商工業`.
    Policy,
    /// An indicator or a project.
    Block,
    /// Columns of fiscal years: `R8`, `R9` …
    Years,
}

/// Something odd in a sheet, and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetIssue {
    /// Line of the text, from 1.
    pub line: u32,
    /// Field of the line, from 1.
    pub field: u32,
    /// What stands there.
    pub text: String,
    /// What is odd.
    pub kind: IssueKind,
    /// What was done about it.
    pub done: Done,
}

/// What is odd about a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IssueKind {
    /// A number was looked for.
    Number(TypedError),
    /// A direction was looked for.
    Direction,
    /// A year was looked for.
    Year,
    /// The year lies too far from the others to be of one plan.
    FarYear(FiscalYear),
    /// The same year, indicator row or amount row a second time.
    Twice,
    /// A dash alone, read as 該当なし.
    Dash,
    /// A word for a number that is not there yet, or not for good, read as this state.
    Status(Observation),
    /// A target with what makes it a bound, or no exact one.
    Bound,
    /// Signs that a spreadsheet shows for a number too wide for its column.
    Overflow,
    /// Numbers of initiatives were looked for.
    Initiatives,
    /// The number of an initiative the policy does not have.
    UnknownInitiative(u8),
    /// The numbers of the initiatives leave out this one.
    InitiativeLeftOut(u8),
    /// An initiative without a number, or more of one.
    MoreOfInitiative,
    /// A policy's code a second time, with another name.
    PolicyTwice,
    /// An indicator whose name was not found.
    NoName,
    /// Labels of a project without the row of its values.
    NoProjectRow,
    /// A value under no fiscal year.
    NoColumn,
    /// Amounts that are not in 千円.
    AmountUnit,
    /// A ※ note.
    Note,
    /// A text in a place where no label asks for one.
    NoPlace,
    /// A text longer than a cell holds; told by how it begins.
    TooLong,
    /// More issues than are listed one by one; so many more.
    More(usize),
}

/// What was done about an oddity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// Kept as (part of) the remark on a cell, which got no other value from it.
    KeptAsRemark(Cell),
    /// Read into a cell all the same.
    ReadInto(Cell),
    /// Left out of the plan.
    LeftOut,
    /// Nothing had to be done.
    Nothing,
}
