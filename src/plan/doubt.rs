//! Doubts: values that may be slips of the hand. They are said, and block nothing.

use super::cell::{Aspect, Cell, Field};
use super::decimal::Decimal;
use super::indicator::Indicator;
use super::policy::{Plan, ProjectEntry};
use super::structure::Subject;
use super::value::{Observation, Value, is_blank};

/// Why a value may be a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// A percentage below 0 or above 100.
    PercentOutside,
    /// [`FAR_OFF`] times the value before, or more; or that part of it, or less.
    FarOff,
    /// A settlement above the budget of its year.
    AboveBudget,
    /// An amount in 千円 so large that it may be in 円.
    LikeYen,
    /// An amount below nought.
    NegativeAmount,
    /// 該当なし where a number was to be expected, and no remark says why: workbooks show nought as a dash.
    NoughtAsDash,
    /// No name, or an initiative without a sentence.
    NoName,
    /// Another project of the policy has the same No.
    SameNumber,
}

/// A digit too many or too few, of a value that is otherwise up to twice or half of the one before.
const FAR_OFF: i32 = 5;
/// So many times another amount is taken for 円.
const LIKE_YEN: i32 = 10;

/// What is doubtful about what the cell holds in `plan`, which came of `published`.
pub fn doubts(plan: &Plan, published: &Plan, cell: &Cell) -> Vec<Doubt> {
    doubts_about(plan, published, cell, &plan.value(cell))
}

/// What would be doubtful about a value of the cell, as [`doubts`] finds it.
pub fn doubts_about(plan: &Plan, published: &Plan, cell: &Cell, value: &Value) -> Vec<Doubt> {
    doubts_of(plan, published, cell, value, plan.indicator(&cell.subject).as_ref())
}

/// What is doubtful about those of these cells of which something is, as [`doubts`] finds it. Cells of one indicator that follow each
/// other cost one look at it.
pub fn doubts_in(plan: &Plan, published: &Plan, cells: &[Cell]) -> Vec<(Cell, Vec<Doubt>)> {
    let groups = cells.chunk_by(|cell, next| cell.subject == next.subject);
    let of_group = groups.flat_map(|group| {
        let indicator = group.first().and_then(|cell| plan.indicator(&cell.subject));
        let of = |cell: &Cell| (cell.clone(), doubts_of(plan, published, cell, &plan.value(cell), indicator.as_ref()));
        group.iter().map(of).filter(|(_, doubts)| !doubts.is_empty()).collect::<Vec<_>>()
    });
    of_group.collect()
}

fn doubts_of(plan: &Plan, published: &Plan, cell: &Cell, value: &Value, indicator: Option<&Indicator>) -> Vec<Doubt> {
    let observation = match (cell.aspect, value) {
        (Aspect::Value, Value::Observation(observation)) => *observation,
        (Aspect::Value, Value::Text(text)) => return of_text(plan, cell, text).into_iter().collect(),
        _ => return Vec::new(),
    };
    let Some(number) = observation.number() else {
        let is_asked = observation == Observation::NotApplicable
            && plan.remark(cell).is_empty()
            && (is_number(&published.value(cell)) || expects_number(plan, cell, indicator));
        return if is_asked { vec![Doubt::NoughtAsDash] } else { Vec::new() };
    };
    let found = match cell.field() {
        Field::Actual | Field::Baseline | Field::Latest => of_indicator(indicator, cell, number),
        Field::Budget | Field::Settlement => of_amount(plan, cell, number),
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// Of what is in the plan. A value that a newer release gave is not known to be empty.
fn of_text(plan: &Plan, cell: &Cell, text: &str) -> Option<Doubt> {
    match (cell.field(), plan.subject(&cell.subject)?) {
        (Field::Name | Field::Text, _) if is_blank(text) => {
            (!plan.foreign.cells.contains_key(&cell.to_string())).then_some(Doubt::NoName)
        }
        (Field::Number, Subject::Project(policy, project)) if !is_blank(text) => {
            // What is retired keeps its number, which another may have by now.
            let mut kept = policy.projects.iter().filter(|other| plan.retired(&other.id).is_none());
            let is_same = |other: &ProjectEntry| {
                other.id != project.id && plan.text(&other.id, Field::Number).trim() == text.trim()
            };
            (plan.retired(&project.id).is_none() && kept.any(is_same)).then_some(Doubt::SameNumber)
        }
        _ => None,
    }
}

fn is_number(value: &Value) -> bool {
    matches!(value, Value::Observation(observation) if observation.number().is_some())
}

/// Whether the year before, or of a settlement the budget, has a number.
fn expects_number(plan: &Plan, cell: &Cell, indicator: Option<&Indicator>) -> bool {
    let Some(year) = cell.year() else { return false };
    let has = |field, year| plan.observation(&cell.subject, field, Some(year)).number().is_some();
    match cell.field() {
        Field::Actual => indicator
            .and_then(|indicator| indicator.year_before(year))
            .is_some_and(|(_, before)| before.number().is_some()),
        Field::Settlement => has(Field::Budget, year) || has(Field::Settlement, year.previous()),
        field => has(field, year.previous()),
    }
}

fn of_indicator(indicator: Option<&Indicator>, cell: &Cell, number: Decimal) -> Vec<Option<Doubt>> {
    let Some(indicator) = indicator else { return Vec::new() };
    let outside = number.is_negative() || number > Decimal::from(100);
    let before = cell.year().and_then(|year| indicator.year_before(year)).and_then(|(_, before)| before.number());
    // 千円, 百万円, 億円: an amount in more than one yen.
    let like_yen = indicator.unit.ends_with('円')
        && indicator.unit != "円"
        && before.is_some_and(|before| is_times(number, before, LIKE_YEN));
    vec![
        like_yen.then_some(Doubt::LikeYen),
        (indicator.is_percentage() && outside).then_some(Doubt::PercentOutside),
        (!like_yen
            && before.is_some_and(|before| is_times(number, before, FAR_OFF) || is_times(before, number, FAR_OFF)))
        .then_some(Doubt::FarOff),
    ]
}

fn of_amount(plan: &Plan, cell: &Cell, number: Decimal) -> Vec<Option<Doubt>> {
    let Some(year) = cell.year() else { return Vec::new() };
    let amount = |field, year| plan.observation(&cell.subject, field, Some(year)).number();
    let budget = amount(Field::Budget, year);
    let settles = cell.field() == Field::Settlement;
    let others = [(Field::Budget, year), (Field::Settlement, year.previous()), (Field::Budget, year.previous())];
    let others = others.into_iter().filter(|other| *other != (cell.field(), year));
    let like_yen =
        others.filter_map(|(field, year)| amount(field, year)).any(|other| is_times(number, other, LIKE_YEN));
    vec![
        number.is_negative().then_some(Doubt::NegativeAmount),
        like_yen.then_some(Doubt::LikeYen),
        (settles && !like_yen && budget.is_some_and(|budget| number > budget)).then_some(Doubt::AboveBudget),
    ]
}

/// Whether a number is at least `factor` times the other; noughts say nothing.
fn is_times(number: Decimal, other: Decimal, factor: i32) -> bool {
    let (number, other) = (number.exact().abs(), other.exact().abs());
    !number.is_zero() && !other.is_zero() && number >= other * Decimal::from(factor).exact()
}

#[cfg(test)]
mod tests {
    use crate::plan::SubjectId;

    use super::*;

    #[test]
    fn slips_of_the_hand() {
        let seed = crate::state::seed().unwrap().plan;
        for (key, number, expected) in [
            ("3-10-k3/actual/2026", "57.5", vec![]),
            ("3-10-k3/actual/2026", "575", vec![Doubt::PercentOutside, Doubt::FarOff]),
            ("3-10-k3/actual/2026", "-1", vec![Doubt::PercentOutside, Doubt::FarOff]),
            ("3-10-k1/actual/2026", "710", vec![Doubt::FarOff]),
            ("3-10-k1/actual/2026", "7", vec![Doubt::FarOff]),
            ("3-10-k1/actual/2026", "0", vec![]),
            ("3-10-k1/actual/2027", "710", vec![]),
            ("3-10-p1/settlement/2026", "1250", vec![]),
            ("3-10-p1/settlement/2026", "1251", vec![Doubt::AboveBudget]),
            ("3-10-p1/settlement/2026", "12499", vec![Doubt::AboveBudget]),
            ("3-10-p1/settlement/2026", "12500", vec![Doubt::LikeYen]),
            ("3-10-p1/settlement/2026", "1180000", vec![Doubt::LikeYen]),
            ("3-10-p1/settlement/2026", "1250000", vec![Doubt::LikeYen]),
            ("3-10-p1/budget/2027", "1180000", vec![Doubt::LikeYen]),
            ("3-10-p1/budget/2027", "125", vec![]),
            ("3-10-p1/budget/2027", "1300000", vec![Doubt::LikeYen]),
            ("3-10-p1/budget/2027", "-5", vec![Doubt::NegativeAmount]),
        ] {
            let mut plan = seed.clone();
            let cell: Cell = key.parse().unwrap();
            let value = serde_json::from_str(&format!(r#"{{"observation":{{"final":"{number}"}}}}"#)).unwrap();
            plan.cells.insert(cell.clone(), value);
            assert_eq!(doubts(&plan, &seed, &cell), expected, "{key} {number}");
        }
    }

    #[test]
    fn an_amount_in_thousands_of_an_indicator_may_be_in_yen_too() {
        let seed = crate::state::seed().unwrap().plan;
        let text = |json: &str| serde_json::from_str::<Value>(json).unwrap();
        let cell: Cell = "3-10-k1/actual/2026".parse().unwrap();
        for (unit, expected) in [("百万円", Doubt::LikeYen), ("円", Doubt::FarOff), ("件", Doubt::FarOff)] {
            let mut plan = seed.clone();
            plan.cells.insert("3-10-k1/unit".parse().unwrap(), Value::Text(unit.into()));
            plan.cells.insert(cell.clone(), text(r#"{"observation":{"final":"710"}}"#));
            assert_eq!(doubts(&plan, &seed, &cell), [expected], "{unit}");
        }
    }

    #[test]
    fn a_dash_where_a_number_was_to_be_expected_is_asked_about() {
        let seed = crate::state::seed().unwrap().plan;
        let value = |json: &str| serde_json::from_str::<Value>(json).unwrap();
        let none = value(r#"{"observation":"notApplicable"}"#);
        for (key, expected) in [
            // The year before, or the budget, has a number; of the rest what is published has one.
            ("3-10-k1/actual/2026", vec![Doubt::NoughtAsDash]),
            ("3-10-p1/settlement/2026", vec![Doubt::NoughtAsDash]),
            ("3-10-p1/budget/2027", vec![Doubt::NoughtAsDash]),
            ("3-10-p1/budget/2026", vec![Doubt::NoughtAsDash]),
            ("3-10-k1/latest", vec![Doubt::NoughtAsDash]),
            ("3-10-p1/budget/2029", vec![]),
            ("3-10-k1/baseline", vec![]),
        ] {
            let mut plan = seed.clone();
            let cell: Cell = key.parse().unwrap();
            plan.cells.insert(cell.clone(), none.clone());
            assert_eq!(doubts(&plan, &seed, &cell), expected, "{key}");
            plan.cells.insert(cell.with_aspect(Aspect::Remark), Value::Text("制度の廃止".into()));
            assert_eq!(doubts(&plan, &seed, &cell), [], "{key}: a remark says why");
            plan.cells.insert(cell.clone(), value(r#"{"observation":"notPublished"}"#));
            assert_eq!(doubts(&plan, &seed, &cell), [], "{key}");
        }
    }

    #[test]
    fn a_name_that_is_empty_and_a_number_that_stands_twice_are_told() {
        let seed = crate::state::seed().unwrap().plan;
        let number = |id: &str| seed.text(&SubjectId::new(id).unwrap(), Field::Number).to_owned();
        for (key, text, expected) in [
            ("3-10/name", " ", Some(Doubt::NoName)),
            ("3-10-k1/name", "", Some(Doubt::NoName)),
            ("3-10-k1/name", "港", None),
            ("3-10-i1/text", "", Some(Doubt::NoName)),
            ("3-10-p1/number", &number("3-10-p2"), Some(Doubt::SameNumber)),
            ("3-10-p1/number", &number("3-10-p1"), None),
            ("3-10-p1/number", "", None),
            ("3-10-k1/unit", "", None),
        ] {
            let mut plan = seed.clone();
            let cell: Cell = key.parse().unwrap();
            plan.cells.insert(cell.clone(), Value::Text(text.to_owned()));
            assert_eq!(doubts(&plan, &seed, &cell).first().copied(), expected, "{key} {text}");
        }
        // What is retired keeps its number, which another may have by now.
        let mut plan = seed.clone();
        plan.cells.insert("3-10-p2/retired".parse().unwrap(), Value::Year(Some(plan.last_year)));
        let cell: Cell = "3-10-p1/number".parse().unwrap();
        plan.cells.insert(cell.clone(), Value::Text(number("3-10-p2")));
        assert_eq!(doubts(&plan, &seed, &cell), []);
        let cell: Cell = "3-10-p2/number".parse().unwrap();
        assert_eq!(doubts(&plan, &seed, &cell), []);
        // What is not in the plan has no name that anybody would miss, and a policy's number is none of its projects'.
        assert_eq!(doubts(&seed, &seed, &"3-10-k99/name".parse().unwrap()), []);
        let cell: Cell = "3-10/number".parse().unwrap();
        plan.cells.insert(cell.clone(), Value::Text(number("3-10-p1")));
        assert_eq!(doubts(&plan, &seed, &cell), []);
        // A name in a form of a newer release.
        let mut plan = seed.clone();
        plan.cells.set(&"3-10-k1/name".parse().unwrap(), None);
        plan.foreign.cells.insert("3-10-k1/name".into(), serde_json::json!({"richText": "港"}));
        assert_eq!(doubts(&plan, &seed, &"3-10-k1/name".parse().unwrap()), []);
    }

    #[test]
    fn the_doubts_of_many_cells_are_those_of_each() {
        let seed = crate::state::seed().unwrap().plan;
        let mut plan = seed.clone();
        for (key, number) in
            [("3-10-k3/actual/2026", "575"), ("3-10-k4/actual/2026", "1"), ("3-10-p1/budget/2027", "-5")]
        {
            let value = serde_json::from_str(&format!(r#"{{"observation":{{"final":"{number}"}}}}"#)).unwrap();
            plan.cells.insert(key.parse().unwrap(), value);
        }
        let cells: Vec<Cell> = plan.cells.keys().cloned().collect();
        let each = cells.iter().map(|cell| (cell.clone(), doubts(&plan, &seed, cell)));
        let each: Vec<_> = each.filter(|(_, doubts)| !doubts.is_empty()).collect();
        assert!(each.len() > 1 && each.iter().any(|(_, doubts)| doubts.len() > 1), "{each:?}");
        assert_eq!(doubts_in(&plan, &seed, &cells), each);
    }
}
