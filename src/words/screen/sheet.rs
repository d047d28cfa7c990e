//! The sheet of a policy, and the screens of its indicators and projects.

use std::collections::BTreeMap;

use crate::plan::{Field, FiscalYear, Observation, Plan, SubjectId, execution_rate};
use crate::words::figure;
use crate::words::isolate::isolated;

/// 施策指標.
pub const POLICY_INDICATORS: &str = "施策指標";
/// 主な取組.
pub const INITIATIVES: &str = "主な取組";
/// 事業.
pub const PROJECTS: &str = "事業";
/// 成果指標.
pub const OUTCOME_INDICATOR: &str = "成果指標";
/// 指標実績.
pub const ACTUALS: &str = "指標実績";
/// Leads to the screen of one indicator or project.
pub const SEE_MORE: &str = "グラフと判定を見る";
/// Heading of the cells of one indicator or project.
pub const VALUES: &str = "数値";
/// Heading of budget and settlement.
pub const MONEY: &str = "予算と決算";
/// Leads to the sheet.
pub const READ_SHEET: &str = "シートを見る";

/// A policy as people name it: 「3-10 商工業」, by its number, which of those a file states is their id.
pub fn policy_name(plan: &Plan, id: &SubjectId) -> String {
    let number = match plan.text(id, Field::Number) {
        "" if plan.stated.has(id) => id.as_str().into(),
        number => isolated(number),
    };
    let name = isolated(plan.text(id, Field::Name));
    if number.is_empty() { name.into_owned() } else { format!("{number} {name}") }
}

/// The name of a policy's sheet: 「3-10 商工業のシート」.
pub fn sheet_of(plan: &Plan, id: &SubjectId) -> String {
    format!("{}のシート", policy_name(plan, id))
}

/// A project with its number: 「1 商工運営事業」.
pub fn project_name(plan: &Plan, id: &SubjectId) -> String {
    let [number, name] = [Field::Number, Field::Name].map(|field| isolated(plan.text(id, field)));
    if number.is_empty() { name.into_owned() } else { format!("{number} {name}") }
}

/// The head of the latest value: 「直近実績値 (2024)」.
pub fn latest_head(printed: Option<FiscalYear>) -> String {
    match printed {
        Some(of) => format!("{} ({})", figure::LATEST, of.number()),
        None => figure::LATEST.into(),
    }
}

/// The name of an indicator's table of years, with a column of 初期値 or without.
pub fn actuals_of(indicator: &str, has_baseline: bool) -> String {
    let baseline = if has_baseline { "初期値と" } else { "" };
    format!("{}の{baseline}年度ごとの実績", isolated(indicator))
}

/// The head of the actuals of one of a project's several indicators: 「新規出店数(件)の指標実績」.
pub fn actuals_of_one(plan: &Plan, indicator: &SubjectId) -> String {
    let [name, unit] = [Field::Name, Field::Unit].map(|field| isolated(plan.text(indicator, field)));
    let unit = if unit.is_empty() { String::new() } else { format!("({unit})") };
    format!("{name}{unit}の{ACTUALS}")
}

/// The name of a project's table of years.
pub fn years_of(project: &str) -> String {
    format!("{}の年度ごとの実績、予算額、決算額", isolated(project))
}

/// In the place of an execution rate, where there is none.
pub const NO_RATE: &str = "－";

/// 執行率 in a table.
pub fn rate_in_table(plan: &Plan, project: &SubjectId, of: FiscalYear) -> String {
    let Some(project) = plan.project(project) else { return String::new() };
    let observed = |amounts: &BTreeMap<FiscalYear, Observation>| amounts.get(&of).copied();
    let budget = observed(&project.budgets).unwrap_or_default();
    let settlement = observed(&project.settlements).unwrap_or_default();
    execution_rate(budget, settlement).map_or_else(|_| NO_RATE.to_owned(), figure::percent)
}
