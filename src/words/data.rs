//! Words of open data.

use super::figure;
use crate::plan::{Field, Observation};

/// The title of the table of all values.
pub const ALL_VALUES: &str = "すべての値";
/// Saves all values of a policy.
pub const FOR_EXCEL: &str = "Excel用CSV";
/// The state of a target whose label stands in the sheet without a number.
pub const TARGET_NOT_STATED: &str = "未記載";

/// What a row is of.
pub fn kind(field: Field) -> &'static str {
    match field {
        Field::Latest => figure::LATEST.0,
        Field::Baseline => figure::BASELINE.0,
        Field::Actual => figure::ACTUAL.0,
        Field::Target => figure::TARGET.0,
        Field::Budget => figure::BUDGET.0,
        Field::Settlement => figure::SETTLEMENT.0,
        other => super::cell::field(other),
    }
}

/// 確定 or 速報 of a number, else why there is none.
pub fn state(observation: Observation) -> &'static str {
    match observation {
        Observation::Final(_) => "確定",
        Observation::Preliminary(_) => figure::PRELIMINARY.0,
        Observation::NotEntered => "未入力",
        Observation::NotPublished => "未公表",
        Observation::NotApplicable => "該当なし",
    }
}
