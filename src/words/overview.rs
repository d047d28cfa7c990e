//! Words of the overview.

use super::isolate::isolated;
use super::screen::{NOT_ENTERED, PRODUCT};
use super::{cell, figure, number, year};
use crate::plan::{Decimal, Field, FiscalYear, Plan, SubjectId, Sum};

/// What the page is.
pub const LEAD: &str = "市の施策ごとに、目指すまちの姿、指標の推移、事業の予算と決算をまとめた「施策シート」です。";
/// The year up to which indicators are judged.
pub const UNTIL_YEAR: &str = "対象の年度";
/// Chooses one initiative.
pub const INITIATIVE: &str = "主な取組";
/// All initiatives.
pub const EVERY_INITIATIVE: &str = "すべて";
/// Chooses the order.
pub const ORDER: &str = "並び順";
/// The orders: as the sheet has them; what asks for attention first.
pub const ORDERS: [&str; 2] = ["シートの順", "判定の順(課題から)"];
/// Under one initiative: why some indicators are not there.
pub const ONLY_OUTCOMES: &str = "この取組の事業の成果指標だけを並べています。";
/// Heading of the indicators.
pub const INDICATORS: &str = "指標の推移";
/// Heads of the table of all indicators, before the years and behind them.
pub const INDICATOR: &str = "指標";
/// The year of the latest value.
pub const LATEST_YEAR: &str = "直近の年";
/// The year of the target.
pub const TARGET_YEAR: &str = "目標の年度";
/// 判定.
pub const JUDGED: &str = "判定";
/// 出典.
pub const SOURCE: &str = "出典";
/// Heading of the amounts.
pub const MONEY: &str = "予算額と決算額";

/// Shows how the figures are taken along.
pub const TAKE_ALONG: &str = "図と表を保存";

/// What all sheets of a city are called: the overview's heading, and the source of amounts.
pub fn head(plan: &Plan) -> String {
    format!("{} {PRODUCT}", isolated(&plan.city))
}

/// An initiative as a choice: 「① 商工業振興計画に基づき…」.
pub fn initiative(plan: &Plan, number: usize, id: &SubjectId) -> String {
    format!("{} {}", cell::circled(number), isolated(plan.text(id, Field::Text)))
}

/// How many indicators are in which group, up to a year.
pub fn sentence(until: FiscalYear, total: usize, counted: &[(&str, usize)]) -> String {
    let counted = counted.iter().map(|(group, count)| format!("{group}{count}")).collect::<Vec<_>>().join("、");
    format!("{}までの実績による判定は、{total}指標のうち{counted}です。", year::in_sentence(until))
}

/// The caption of the table of all indicators.
pub fn caption(policy: &str, of: Option<u8>, until: FiscalYear) -> String {
    format!("{}の指標の一覧({}までの実績による判定)", part(policy, of), year::in_sentence(until))
}

/// The title of their drawings side by side.
pub fn title(policy: &str, of: Option<u8>) -> String {
    format!("{}の{INDICATORS}", part(policy, of))
}

/// The name of a group of projects, for its figure of money: 「商工業の5事業」.
pub fn projects(policy: &str, of: Option<u8>, count: usize) -> String {
    format!("{}の{count}事業", part(policy, of))
}

/// A policy, or its part that serves one initiative: 「商工業(主な取組②)」.
fn part(policy: &str, of: Option<u8>) -> String {
    let policy = isolated(policy);
    match of {
        Some(number) => format!("{policy}({INITIATIVE}{})", cell::circled(number.into())),
        None => policy.into_owned(),
    }
}

/// A value with its unit and year: 「75件(R8)」.
pub fn value_of_year(value: Decimal, unit: &str, year: &str) -> String {
    format!("{}{}({year})", number::in_table(value), isolated(unit))
}

/// Budget and settlement of all projects of a year, with how many are in each sum.
pub fn money_of_year(of: FiscalYear, budgets: Sum, settlements: Sum) -> String {
    let part = |name: &str, sum: Sum| match sum.counted {
        0 => format!("{name}は{NOT_ENTERED}です。"),
        _ => format!("{name}の合計は{}千円です({}事業中{}事業)。", number::exact(sum.total), sum.of, sum.counted),
    };
    let whole = "図は、すべての事業の金額がそろった年度を合計しています。";
    format!(
        "{}の{}{}{whole}",
        year::in_sentence(of),
        part(&figure::BUDGET, budgets),
        part(&figure::SETTLEMENT, settlements)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_name_what_is_in_them() {
        let sum = |total: i32, counted, of| Sum { total: total.into(), counted, of };
        let said = money_of_year(FiscalYear::new(2026).unwrap(), sum(378_189, 5, 5), sum(0, 0, 5));
        assert_eq!(
            said,
            "令和8(2026)年度の予算額の合計は378,189千円です(5事業中5事業)。決算額は未入力です。図は、すべての事業の金額がそろった年度を合計しています。"
        );
    }
}
