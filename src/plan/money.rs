//! Budgets and settlements: execution rates and sums.

use rust_decimal::{Decimal as Exact, RoundingStrategy};

use super::decimal::Decimal;
use super::value::{Missing, Observation};

/// 執行率: settlement ÷ budget, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExecutionRate {
    /// Percent with one decimal, rounded half up.
    pub percent: Exact,
    /// Whether more was spent than budgeted; decided before rounding.
    pub over: bool,
}

/// Why there is no execution rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRate {
    /// No budget.
    Budget(Missing),
    /// No settlement.
    Settlement(Missing),
    /// The budget is nought, or below.
    BudgetNought,
    /// Of several projects, some have no number.
    Partly,
}

/// A sum and what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The total of what is a number.
    pub total: Exact,
    /// How many numbers are in it.
    pub counted: usize,
    /// How many there could be: those that apply.
    pub of: usize,
    /// Why there is no number, where none is in it.
    pub missing: Missing,
}

/// The execution rate of one fiscal year.
///
/// # Errors
///
/// Where either amount is no number, and why; where the budget is not above nought.
pub fn execution_rate(budget: Observation, settlement: Observation) -> Result<ExecutionRate, NoRate> {
    let budgeted = budget.number().ok_or(NoRate::Budget(budget.missing().unwrap_or(Missing::NotEntered)))?;
    let spent = settlement.number().ok_or(NoRate::Settlement(settlement.missing().unwrap_or(Missing::NotEntered)))?;
    if budgeted.is_negative() || budgeted.exact().is_zero() {
        return Err(NoRate::BudgetNought);
    }
    // Percent as a quotient of decimals keeps 28 digits; a tie at the second decimal is exact in them.
    let percent = spent.exact() * Exact::ONE_HUNDRED / budgeted.exact();
    let percent = percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    Ok(ExecutionRate { percent, over: spent > budgeted })
}

/// The sum of those observations that are numbers, with the count of them.
pub fn sum(observations: impl IntoIterator<Item = Observation>) -> Sum {
    let all: Vec<Observation> = observations.into_iter().collect();
    let numbers = all.iter().filter_map(|observation| observation.number());
    let missing = all.iter().filter_map(|observation| observation.missing());
    Sum {
        total: numbers.clone().map(|number| number.exact()).sum(),
        counted: numbers.count(),
        of: all.iter().filter(|observation| observation.missing() != Some(Missing::NotApplicable)).count(),
        missing: missing.min().unwrap_or(Missing::NotApplicable),
    }
}

/// The total of what belongs together, as one observation: a number only where each is one or does not apply, else why
/// there is none; preliminary where one of them is.
pub fn total(observations: impl IntoIterator<Item = Observation>) -> Observation {
    let (mut total, mut is_preliminary, mut missing) = (None, false, None);
    for observation in observations {
        match (observation.number(), observation.missing()) {
            (Some(number), _) => total = Some(total.unwrap_or(Exact::ZERO) + number.exact()),
            (None, why) => missing = [missing, why].into_iter().flatten().min(),
        }
        is_preliminary |= observation.is_preliminary();
    }
    match (total.map(Decimal::from_exact), missing) {
        (_, Some(Missing::NotEntered)) | (None, None) => Observation::NotEntered,
        (_, Some(Missing::NotPublished)) => Observation::NotPublished,
        (None, Some(Missing::NotApplicable)) => Observation::NotApplicable,
        (Some(total), _) if is_preliminary => Observation::Preliminary(total),
        (Some(total), _) => Observation::Final(total),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Observation {
        Observation::Final(text.parse().unwrap())
    }

    #[test]
    fn rates() {
        for (budget, settlement, percent, over) in [
            ("1250", "1250", "100.0", false),
            ("324237", "300000", "92.5", false),
            ("1000", "1000.4", "100.0", true),
            ("2000", "1001", "50.1", false),
            ("100", "250", "250", true),
            ("100", "0", "0", false),
        ] {
            let rate = execution_rate(amount(budget), amount(settlement));
            assert_eq!(rate, Ok(ExecutionRate { percent: percent.parse().unwrap(), over }), "{settlement}/{budget}");
        }
    }

    #[test]
    fn no_rate() {
        let none = Observation::NotEntered;
        assert_eq!(execution_rate(none, amount("1")), Err(NoRate::Budget(Missing::NotEntered)));
        assert_eq!(
            execution_rate(amount("1"), Observation::NotPublished),
            Err(NoRate::Settlement(Missing::NotPublished))
        );
        assert_eq!(execution_rate(amount("0"), amount("1")), Err(NoRate::BudgetNought));
    }

    #[test]
    fn totals_are_numbers_only_where_nothing_is_missing() {
        let (none, later, never) = (Observation::NotEntered, Observation::NotPublished, Observation::NotApplicable);
        for (parts, expected) in [
            (vec![amount("1250"), amount("324237")], amount("325487")),
            (vec![amount("1250"), never], amount("1250")),
            (
                vec![amount("1"), Observation::Preliminary("2".parse().unwrap())],
                Observation::Preliminary("3".parse().unwrap()),
            ),
            (vec![amount("1250"), later, never], later),
            (vec![later, amount("1"), none], none),
            (vec![none, later, never], none),
            (vec![never, later], later),
            (vec![never, never], never),
            (vec![amount("0"), amount("-5")], amount("-5")),
            (vec![], none),
        ] {
            assert_eq!(total(parts.clone()), expected, "{parts:?}");
        }
    }

    #[test]
    fn sums_say_what_is_in_them() {
        let seed = ["1250", "324237", "22031", "21037", "9634"].map(amount);
        let all = sum(seed.into_iter().chain([Observation::NotEntered]));
        assert_eq!(all, Sum { total: Exact::from(378_189), counted: 5, of: 6, missing: Missing::NotEntered });
        let (later, never) = (Observation::NotPublished, Observation::NotApplicable);
        let none = sum([later, never]);
        assert_eq!(none, Sum { total: Exact::ZERO, counted: 0, of: 1, missing: Missing::NotPublished });
        assert_eq!(sum([amount("3"), never]).of, 1, "what does not apply is missing nowhere");
        assert_eq!([sum([never]), sum([])].map(|sum| sum.missing), [Missing::NotApplicable; 2]);
    }
}
