//! The states a figure can be in, for tests.

use std::collections::{BTreeMap, BTreeSet};

use super::{MoneySeries, OverviewSeries, Overviewed, TrendSeries};
use crate::plan::{Decimal, Direction, FiscalYear, Indicator, Observation, Project, SubjectId, Target, assess};

/// A fiscal year.
pub fn year(number: i32) -> FiscalYear {
    FiscalYear::new(number).unwrap()
}

/// `71`, `71?` (速報), `-` (未入力), `未公表`, `該当なし`.
pub fn observed(text: &str) -> Observation {
    match text {
        "-" => Observation::NotEntered,
        "未公表" => Observation::NotPublished,
        "該当なし" => Observation::NotApplicable,
        _ => match text.strip_suffix('?') {
            Some(number) => Observation::Preliminary(number.parse().unwrap()),
            None => Observation::Final(text.parse().unwrap()),
        },
    }
}

/// Observations from R8 on.
fn yearly(texts: &str) -> BTreeMap<FiscalYear, Observation> {
    (2026..).map(year).zip(texts.split_whitespace().map(observed)).collect()
}

/// An indicator without direction and target: latest value of 2024, baseline, actuals R8 to R12.
pub fn indicator(latest: &str, baseline: &str, actuals: &str) -> Indicator {
    Indicator {
        id: SubjectId::new("k1").unwrap(),
        name: "創業件数の年間合計".into(),
        unit: "件".into(),
        latest: observed(latest),
        latest_year: Some(year(2024)),
        direction: None,
        target: Target::NotStated,
        target_year: year(2030),
        source: "市所管課調べ".into(),
        band: Decimal::ZERO,
        baseline: observed(baseline),
        baseline_year: year(2025),
        actuals: yearly(actuals),
        retired: None,
    }
}

/// `with` a direction, a target and a band.
fn aimed(of: Indicator, direction: Option<Direction>, target: &str, band: &str) -> Indicator {
    Indicator { direction, target: Target::Number(target.parse().unwrap()), band: band.parse().unwrap(), ..of }
}

/// Every state of a trend by its name.
pub fn trends() -> Vec<(&'static str, TrendSeries)> {
    indicators().into_iter().map(|(name, of, disputed)| (name, TrendSeries::of(&of, &disputed))).collect()
}

/// An overview of one indicator in each state, and one of all of them.
pub fn overviews() -> Vec<(&'static str, OverviewSeries)> {
    let until = year(2030);
    let overviewed = indicators().into_iter().map(|(name, of, disputed)| {
        let trend = TrendSeries::of(&of, &disputed);
        let assessment = assess(&of, until);
        (
            name,
            Overviewed {
                id: of.id.clone(),
                assessment,
                verdict_before: None,
                trend,
                remark: String::new(),
                corrected: Vec::new(),
                has_uncertain: false,
                is_uncertain: false,
            },
        )
    });
    let overviewed: Vec<_> = overviewed.collect();
    let overview = |indicators: Vec<Overviewed>| OverviewSeries {
        name: "商工業".into(),
        initiative: None,
        years: (2026..=2030).map(year).collect(),
        until,
        indicators,
    };
    let together = ("together", overview(overviewed.iter().map(|(_, one)| one.clone()).collect()));
    overviewed.into_iter().map(|(name, one)| (name, overview(vec![one]))).chain([together]).collect()
}

/// Every state of an indicator by its name, with the years people disagree on.
pub fn indicators() -> Vec<(&'static str, Indicator, BTreeSet<FiscalYear>)> {
    let none = "- - - - -";
    let all = [
        ("nothing", indicator("-", "-", none)),
        ("latest_only", indicator("71", "-", none)),
        ("baseline_only", indicator("-", "70", none)),
        ("some_actuals", indicator("71", "-", "73 75 - - -")),
        ("gap", indicator("71", "-", "73 - 80 78 -")),
        ("all", indicator("2023", "2031", "2040 2042 2038 2055 2060")),
        ("with_target", aimed(indicator("71", "70", "73 75 - - -"), Some(Direction::Increase), "100", "0")),
        ("target_without_actual", aimed(indicator("71", "-", none), None, "100", "0")),
        ("target_passed", aimed(indicator("71", "-", "80 95 104 - -"), None, "100", "0")),
        ("target_reached", aimed(indicator("71", "-", "80 95 100 - -"), Some(Direction::Increase), "100", "0")),
        ("target_missed", aimed(indicator("71", "-", "72 75 78 80 84"), Some(Direction::Increase), "100", "0")),
        ("decrease", aimed(indicator("50", "-", "44 41 35.5 - -"), Some(Direction::Decrease), "20", "0")),
        ("missing_between", indicator("71", "-", "73 未公表 該当なし 78 -")),
        ("preliminary", indicator("71", "-", "73 75.5? - - -")),
        ("negative", indicator("-5", "-", "-3.5 2 -1250 - -")),
        ("maintain_with_band", aimed(indicator("40", "-", "41 39 42.5 - -"), Some(Direction::Maintain), "40", "2")),
        ("fallen", aimed(indicator("4063", "-", "1000 - - - -"), Some(Direction::Increase), "4100", "0")),
        ("equal", indicator("5", "5", "5 5 5 5 5")),
        ("nought", indicator("0", "-", "0 0 - - -")),
    ];
    let mut all: Vec<_> = all.into_iter().map(|(name, of)| (name, of, BTreeSet::new())).collect();
    let percent = Indicator {
        unit: "%".into(),
        latest_year: Some(year(2025)),
        ..aimed(indicator("57", "56.5", "58 99.5? 100 - -"), Some(Direction::Increase), "60", "0")
    };
    all.push(("percent", percent, BTreeSet::new()));
    let low = Indicator {
        unit: "%".into(),
        ..aimed(indicator("1.2", "-", "0.8 0.3 0 - -"), Some(Direction::Decrease), "0.5", "0")
    };
    all.push(("percent_near_nought", low, BTreeSet::new()));
    let conflict = indicator("71", "-", "73 75 - - -");
    all.push(("conflict", conflict, [year(2027)].into()));
    let announced = Indicator { target: Target::Announced, ..indicator("2.3", "-", "2.4 - - - -") };
    all.push(("target_announced", announced, BTreeSet::new()));
    let retired = Indicator {
        retired: Some(year(2026)),
        ..aimed(
            indicator("71", "-", "該当なし 該当なし 該当なし 該当なし 該当なし"),
            Some(Direction::Increase),
            "80",
            "0",
        )
    };
    all.push(("retired", retired, BTreeSet::new()));
    let undated = Indicator { latest_year: None, ..indicator("71", "-", "73 - - - -") };
    all.push(("latest_without_year", undated, BTreeSet::new()));
    all
}

/// What strains a drawing: long names and units, long numbers, many years, targets beyond the values.
pub fn extremes() -> Vec<(&'static str, TrendSeries)> {
    let none = "- - - - -";
    let of = |indicator: Indicator| TrendSeries::of(&indicator, &BTreeSet::new());
    let named = Indicator {
        name: "商工会議所と連携した経営改善普及事業における巡回指導・窓口指導の延べ実施件数に対する満足度の割合".into(),
        unit: "人・件・事業所(うち創業5年未満のものは内数、該当しないものは対象外とする)あたり延べ回数".into(),
        ..indicator("71", "70", "73 75 - - -")
    };
    let ten = Indicator {
        baseline_year: year(2020),
        latest_year: Some(year(2019)),
        target_year: year(2035),
        ..aimed(indicator("71", "70", "73 75 77 74 80 81 83 82 85 90"), Some(Direction::Increase), "120", "0")
    };
    vec![
        ("long_names", of(named)),
        ("twelve_digits", of(indicator("100000000000", "-", "99999999999 -123456789012 999999999999 - -"))),
        ("ten_years", of(ten)),
        ("target_far_beyond", of(aimed(indicator("5", "-", "6 7 - - -"), Some(Direction::Increase), "100000", "0"))),
        ("target_below_nought", of(aimed(indicator("5", "-", "3 1 - - -"), Some(Direction::Decrease), "-40", "0"))),
        ("gap_at_start", of(indicator("-", "-", "- - 73 75 76"))),
        ("gap_at_end", of(indicator("-", "-", "73 75 76 - -"))),
        ("one_actual", of(indicator("-", "-", "73 - - - -"))),
        ("nothing_published", of(indicator("-", "-", none))),
        ("decimals", of(indicator("0.000001", "-", "0.000002 0.000003 - - -"))),
    ]
}

/// A project's amounts.
fn money(budgets: &str, settlements: &str) -> MoneySeries {
    disputed_money(budgets, settlements, &[BTreeSet::new(), BTreeSet::new()])
}

fn disputed_money(budgets: &str, settlements: &str, disputed: &[BTreeSet<FiscalYear>; 2]) -> MoneySeries {
    let project = Project {
        id: SubjectId::new("p1").unwrap(),
        number: "1".into(),
        name: "商工運営事業".into(),
        department: "産業課".into(),
        description: String::new(),
        initiatives: Vec::new(),
        indicators: Vec::new(),
        budget_basis: String::new(),
        budgets: yearly(budgets),
        settlements: yearly(settlements),
    };
    MoneySeries { source: "鎌倉市 施策シート".into(), ..MoneySeries::of(&project, disputed) }
}

/// Every state of the amounts by its name.
pub fn moneys() -> Vec<(&'static str, MoneySeries)> {
    let none = "- - - - -";
    vec![
        ("none", money(none, none)),
        ("budget_only", money("1250 - - - -", none)),
        ("some", money("324237 320000 330000 - -", "300000 未公表 - - -")),
        ("all", money("1250 1300 1300 1400 1400", "1200 1300 1250.5 1390 1401?")),
        ("gaps", money("- 1300 - 1400 -", "- - 1200 該当なし 1390?")),
        ("negative", money("1250 -300 1300 - -", "1200 -310.5 - - -")),
        ("conflict", disputed_money("1250 1300 - - -", "1200 1290 - - -", &[[year(2027)].into(), [year(2026)].into()])),
        ("over", money("1000 0 - - -", "1204 5 - - -")),
        ("low_after_high", money("1250 9000 9800 9900 500", "1200 8800 9700 9800 450")),
        ("low_before_high", money("500 9000 9800 - -", "450 - - - -")),
        ("twelve_digits", money("100000000000 999999999999 - - -", "99999999999 - - - -")),
    ]
}
