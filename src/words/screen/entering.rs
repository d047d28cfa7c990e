//! Entering the values of a year.

use crate::plan::{Cell, Field, FiscalYear, Observation, Plan, Subject};
use crate::words::isolate::isolated;
use crate::words::{cell, observation, year};

/// The navigation between years.
pub const YEARS: &str = "年度";
/// How to enter.
pub const ENTER_HINT: &str = "Enterキーで次の欄、Shift+Enterで前の欄に移ります。Escキーで入力前に戻ります。全角の数字、カンマ、△もそのまま入力できます。";
/// In reading, nothing can be entered.
pub const ENTER_NEEDS_EDITING: &str =
    "入力するには、編集を始めてください。入力した内容は、このブラウザーだけに保存されます。";
/// Before the links to entry.
pub const ENTER_YEARS: &str = "年度ごとに入力する:";

/// Leads to entry.
pub fn enter_year(of: FiscalYear) -> String {
    format!("{}の実績を入力する", year::short(of))
}

/// Leads to entry, behind [`ENTER_YEARS`].
pub fn enter_year_name(of: FiscalYear) -> String {
    format!("{}を入力する", year::in_sentence(of))
}

/// Entry's heading.
pub fn enter_head(policy: &str, of: FiscalYear) -> String {
    format!("{} {}の入力", isolated(policy), year::in_sentence(of))
}

/// How much is still missing.
pub fn rest(missing: usize, of: usize) -> String {
    match missing {
        0 => format!("{of}項目すべてが入力されています。"),
        _ => format!("{of}項目のうち、未入力は{missing}項目です。"),
    }
}

/// The visible label of an entry field.
pub fn entry_label(plan: &Plan, of: &Cell) -> String {
    match (plan.subject(&of.subject), of.field()) {
        (Some(Subject::OutcomeIndicator(..)), _) => format!("成果指標 {}", cell::subject(plan, of)),
        (_, Field::Budget | Field::Settlement) => cell::field(of.field()).to_owned(),
        _ => cell::subject(plan, of),
    }
}

/// The value of the year before, beside a field.
pub fn before(year: &str, observed: Observation) -> String {
    format!("{year} {}", observation::in_table(observed))
}
