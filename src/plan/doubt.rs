//! Doubts: values that may be slips of the hand. They are said, and block nothing.

use super::cell::{Aspect, Cell, Field};
use super::decimal::Decimal;
use super::policy::Plan;
use super::value::Value;

/// Why a number may be a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// A percentage below 0 or above 100.
    PercentOutside,
    /// Ten times the value of the year before, or more; or a tenth, or less.
    TenTimes,
    /// A settlement above the budget of its year.
    AboveBudget,
    /// An amount in 千円 so large that it may be in 円.
    LikeYen,
    /// An amount below nought.
    NegativeAmount,
}

/// A thousand times another amount of the project, or more, is taken for 円.
const LIKE_YEN: i32 = 1_000;

/// What is doubtful about the number the cell holds in `plan`.
pub fn doubts(plan: &Plan, cell: &Cell) -> Vec<Doubt> {
    let (Aspect::Value, Value::Observation(observation)) = (cell.aspect, plan.value(cell)) else { return Vec::new() };
    let Some(number) = observation.number() else { return Vec::new() };
    let found = match cell.field() {
        Field::Actual | Field::Baseline | Field::Latest => of_indicator(plan, cell, number),
        Field::Budget | Field::Settlement => of_amount(plan, cell, number),
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

fn of_indicator(plan: &Plan, cell: &Cell, number: Decimal) -> Vec<Option<Doubt>> {
    let Some(indicator) = plan.indicator(&cell.subject) else { return Vec::new() };
    let outside = number.is_negative() || number > Decimal::from(100);
    let before = cell.year().and_then(|year| indicator.year_before(year)).and_then(|(_, before)| before.number());
    vec![
        (indicator.is_percentage() && outside).then_some(Doubt::PercentOutside),
        before.is_some_and(|before| times(number, before, 10)).then_some(Doubt::TenTimes),
    ]
}

fn of_amount(plan: &Plan, cell: &Cell, number: Decimal) -> Vec<Option<Doubt>> {
    let Some(year) = cell.year() else { return Vec::new() };
    let amount = |field, year| plan.observation(&cell.subject, field, Some(year)).number();
    let budget = amount(Field::Budget, year);
    let settles = cell.field() == Field::Settlement;
    let others = [(Field::Budget, year), (Field::Settlement, year.previous()), (Field::Budget, year.previous())];
    let others = others.into_iter().filter(|other| *other != (cell.field(), year));
    let like_yen = others.filter_map(|(field, year)| amount(field, year)).any(|other| times(number, other, LIKE_YEN));
    vec![
        number.is_negative().then_some(Doubt::NegativeAmount),
        like_yen.then_some(Doubt::LikeYen),
        (settles && !like_yen && budget.is_some_and(|budget| number > budget)).then_some(Doubt::AboveBudget),
    ]
}

/// Whether one number is at least `factor` times the other, or at most that part of it; noughts say nothing.
fn times(number: Decimal, other: Decimal, factor: i32) -> bool {
    let (number, other) = (number.exact().abs(), other.exact().abs());
    let factor = Decimal::from(factor).exact();
    let up = number >= other * factor;
    let down = factor < Decimal::from(LIKE_YEN).exact() && number * factor <= other;
    !number.is_zero() && !other.is_zero() && (up || down)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand() {
        let seed = crate::state::seed().unwrap().plan;
        for (key, number, expected) in [
            ("3-10-k3/actual/2026", "57.5", vec![]),
            ("3-10-k3/actual/2026", "575", vec![Doubt::PercentOutside, Doubt::TenTimes]),
            ("3-10-k3/actual/2026", "-1", vec![Doubt::PercentOutside, Doubt::TenTimes]),
            ("3-10-k1/actual/2026", "710", vec![Doubt::TenTimes]),
            ("3-10-k1/actual/2026", "7", vec![Doubt::TenTimes]),
            ("3-10-k1/actual/2026", "0", vec![]),
            ("3-10-k1/actual/2027", "710", vec![]),
            ("3-10-p1/settlement/2026", "1250", vec![]),
            ("3-10-p1/settlement/2026", "1251", vec![Doubt::AboveBudget]),
            ("3-10-p1/settlement/2026", "1250000", vec![Doubt::LikeYen]),
            ("3-10-p1/budget/2027", "1300000", vec![Doubt::LikeYen]),
            ("3-10-p1/budget/2027", "-5", vec![Doubt::NegativeAmount]),
        ] {
            let mut plan = seed.clone();
            let cell: Cell = key.parse().unwrap();
            let value = serde_json::from_str(&format!(r#"{{"observation":{{"final":"{number}"}}}}"#)).unwrap();
            plan.cells.insert(cell.clone(), value);
            assert_eq!(doubts(&plan, &cell), expected, "{key} {number}");
        }
    }
}
