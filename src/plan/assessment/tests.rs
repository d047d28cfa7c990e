//! The tables of `docs/assessment.md`.

use std::collections::BTreeMap;

use super::*;
use crate::plan::{Observation, SubjectId};

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn year(number: i32) -> FiscalYear {
    FiscalYear::new(number).unwrap()
}

/// An indicator with a latest value, a target and one actual, each as `(value, year)`; `-` is none.
fn indicator(reference: (&str, i32), target: (&str, i32), direction: &str, current: (&str, i32)) -> Indicator {
    let observed = |text: &str| if text == "-" { Observation::NotEntered } else { Observation::Final(number(text)) };
    let mut actuals: BTreeMap<_, _> = year(2026).to(year(2030)).map(|y| (y, Observation::NotEntered)).collect();
    if current.0 != "-" {
        actuals.insert(year(current.1), observed(current.0));
    }
    Indicator {
        id: SubjectId::new("k1").unwrap(),
        name: "件数".into(),
        unit: "件".into(),
        latest: observed(reference.0),
        latest_year: FiscalYear::new(reference.1),
        direction: match direction {
            "↗" => Some(Direction::Increase),
            "↘" => Some(Direction::Decrease),
            "→" => Some(Direction::Maintain),
            _ => None,
        },
        target: match target.0 {
            "-" => Target::NotStated,
            "label" => Target::Announced,
            text => Target::Number(number(text)),
        },
        target_year: year(target.1),
        source: String::new(),
        band: Decimal::ZERO,
        baseline: Observation::NotEntered,
        baseline_year: year(2025),
        actuals,
        retired: None,
    }
}

#[test]
fn with_a_target() {
    use Verdict::*;
    for (reference, target, direction, current, progress, pace, verdict) in [
        (("0", 2026), ("10", 2030), "-", ("0.1", 2028), Some(1), Some(2), Ok(Behind)),
        (("50", 2026), ("0", 2030), "-", ("25", 2028), Some(50), Some(100), Ok(OnTrack)),
        (("40", 2026), ("60", 2030), "-", ("50", 2028), Some(50), Some(100), Ok(OnTrack)),
        (("60", 2026), ("40", 2030), "-", ("50", 2028), Some(50), Some(100), Ok(OnTrack)),
        (("40", 2025), ("60", 2030), "-", ("50", 2028), Some(50), Some(83), Ok(SlightlyBehind)),
        (("40", 2024), ("60", 2030), "-", ("50", 2028), Some(50), Some(75), Ok(SlightlyBehind)),
        (("40", 2025), ("60", 2030), "-", ("39", 2028), Some(-5), None, Ok(Worsened)),
        (("40", 2025), ("60", 2030), "-", ("60", 2027), Some(100), None, Ok(Achieved)),
        (("40", 2025), ("60", 2030), "-", ("59", 2030), Some(95), None, Ok(NotAchieved)),
        (("-5", 2026), ("5", 2030), "-", ("0", 2028), Some(50), Some(100), Ok(OnTrack)),
        (("65", 2025), ("60", 2030), "↗", ("70", 2027), None, None, Ok(Achieved)),
        (("65", 2025), ("60", 2030), "↗", ("55", 2027), None, None, Ok(Worsened)),
        (("40", 2025), ("40", 2030), "-", ("40", 2027), None, None, Ok(Maintained)),
        (("40", 2025), ("40", 2030), "-", ("41", 2027), None, None, Ok(Above)),
        (("40", 2025), ("40", 2030), "-", ("39", 2027), None, None, Ok(Below)),
        (("40", 2025), ("-", 2030), "-", ("50", 2027), None, None, Err(NoVerdict::NothingStated)),
        (("40", 2025), ("label", 2030), "-", ("50", 2027), None, None, Err(NoVerdict::TargetAnnounced)),
        (("-", 2025), ("60", 2030), "-", ("50", 2027), None, None, Err(NoVerdict::NoReference)),
        (("40", 2025), ("60", 2030), "-", ("-", 2027), None, None, Err(NoVerdict::NoActual(Missing::NotEntered))),
        // Years out of order: 達成 is the only verdict possible.
        (("40", 2027), ("60", 2030), "-", ("50", 2027), None, None, Err(NoVerdict::YearsOutOfOrder)),
        (("40", 2027), ("60", 2030), "-", ("60", 2027), None, None, Ok(Achieved)),
        (("40", 2025), ("60", 2025), "-", ("50", 2027), None, None, Err(NoVerdict::YearsOutOfOrder)),
        // Just on the cuts: 19 of 20 and 12 of 20 in a full share of the time.
        (("0", 2026), ("40", 2030), "-", ("19", 2028), Some(47), Some(95), Ok(OnTrack)),
        (("0", 2026), ("40", 2030), "-", ("18.999999", 2028), Some(47), Some(94), Ok(SlightlyBehind)),
        (("0", 2026), ("40", 2030), "-", ("12", 2028), Some(30), Some(60), Ok(SlightlyBehind)),
        (("0", 2026), ("40", 2030), "-", ("11.999999", 2028), Some(29), Some(59), Ok(Behind)),
    ] {
        let assessed = assess(&indicator(reference, target, direction, current), year(2030));
        let row = format!("{reference:?} {target:?} {direction} {current:?}");
        assert_eq!(assessed.verdict, verdict, "{row}");
        assert_eq!(assessed.progress.map(|p| p.floor_times(100)), progress.map(Exact::from), "{row}");
        assert_eq!(assessed.pace.map(|p| p.ratio.floor_times(100)), pace.map(Exact::from), "{row}");
    }
}

#[test]
fn with_a_direction() {
    use Verdict::*;
    for (direction, verdicts) in [
        ("↗", [Improved, Unchanged, Unchanged, Unchanged, Worsened]),
        ("↘", [Worsened, Unchanged, Unchanged, Unchanged, Improved]),
        ("→", [Above, Maintained, Maintained, Maintained, Below]),
    ] {
        for (current, verdict) in ["42.1", "42", "40", "38", "37.9"].into_iter().zip(verdicts) {
            let banded =
                Indicator { band: number("2"), ..indicator(("40", 2025), ("-", 2030), direction, (current, 2027)) };
            let assessed = assess(&banded, year(2030));
            assert_eq!((assessed.verdict, assessed.by_target), (Ok(verdict), None), "{direction} {current}");
        }
    }
}

#[test]
fn both_words_where_both_are_stated() {
    let assessed = assess(&indicator(("40", 2025), ("60", 2030), "↗", ("41", 2027)), year(2030));
    assert_eq!(assessed.verdict, Ok(Verdict::Behind));
    assert_eq!((assessed.by_target, assessed.by_direction), (Some(Verdict::Behind), Some(Verdict::Improved)));
    assert_eq!(assessed.achievement.map(|a| a.floor_times(100)), Some(Exact::from(68)));
}

#[test]
fn change_is_shown_without_a_word() {
    let assessed = assess(&indicator(("40", 2025), ("-", 2030), "-", ("50", 2027)), year(2030));
    assert_eq!(assessed.change, Some(Exact::from(10)));
    assert_eq!(assessed.change_from_year_before, None);
}

#[test]
fn change_from_the_year_before() {
    let mut two = indicator(("40", 2025), ("-", 2030), "↗", ("50", 2027));
    two.actuals.insert(year(2026), Observation::Preliminary(number("52.5")));
    assert_eq!(assess(&two, year(2030)).change_from_year_before, Some("-2.5".parse().unwrap()));
    // Asked for 2026 alone, the year before is the latest value's.
    let until = assess(&two, year(2026));
    assert_eq!(until.current.map(|c| (c.year, c.is_preliminary)), Some((year(2026), true)));
    assert_eq!(until.change_from_year_before, Some("12.5".parse().unwrap()));
}

#[test]
fn baseline_comes_before_latest_and_counts_as_r7() {
    let with_baseline = Indicator {
        baseline: Observation::Final(number("45")),
        ..indicator(("40", 2024), ("60", 2030), "-", ("51", 2027))
    };
    let assessed = assess(&with_baseline, year(2030));
    assert_eq!(assessed.reference.map(|r| (r.year, r.is_baseline)), Some((FiscalYear::new(2025), true)));
    assert_eq!(assessed.pace.map(|p| (p.elapsed, p.planned)), Some((2, 5)));
}

#[test]
fn says_why_there_is_no_actual() {
    let mut none = indicator(("40", 2025), ("60", 2030), "-", ("-", 2027));
    none.actuals.insert(year(2026), Observation::NotPublished);
    assert_eq!(assess(&none, year(2030)).verdict, Err(NoVerdict::NoActual(Missing::NotPublished)));
}

#[test]
fn the_largest_numbers_stay_exact() {
    let largest = indicator(
        ("-999999999999999.999999", 1900),
        ("999999999999999.999999", 2199),
        "-",
        ("999999999999999.999998", 2030),
    );
    assert_eq!(assess(&largest, year(2030)).verdict, Ok(Verdict::OnTrack));
}

#[test]
fn years_in_which_it_is_retired_give_no_reason() {
    let retired_from = |from: i32, of: Indicator| {
        let actuals = of
            .actuals
            .iter()
            .map(|(year, observed)| (*year, if year.number() < from { *observed } else { Observation::NotApplicable }));
        Indicator { actuals: actuals.collect(), retired: FiscalYear::new(from), ..of }
    };
    let of = |current: (&str, i32)| indicator(("71", 2024), ("80", 2030), "↗", current);
    let none = |indicator: &Indicator| assess(indicator, year(2030)).verdict.unwrap_err();
    assert_eq!(none(&retired_from(2028, of(("-", 2026)))), NoVerdict::NoActual(Missing::NotEntered));
    assert_eq!(none(&retired_from(2026, of(("-", 2026)))), NoVerdict::Retired);
    let mut unpublished = retired_from(2028, of(("-", 2026)));
    unpublished.actuals.insert(year(2026), Observation::NotPublished);
    assert_eq!(none(&unpublished), NoVerdict::NoActual(Missing::NotPublished));
    assert_eq!(assess(&retired_from(2028, of(("75", 2026))), year(2030)).verdict, Ok(Verdict::OnTrack));
}
