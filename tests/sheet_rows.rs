//! How single rows of a sheet are read, as tables.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that is not as expected"
)]

use shisaku::format::sheet::{SheetError, SheetReading, SheetSetting, read_sheet};
use shisaku::plan::SubjectId;

fn read(text: &str) -> Result<SheetReading, SheetError> {
    let setting =
        SheetSetting {
            plan_id: SubjectId::new("example").unwrap(), former_ids: Vec::new(), city: "みなと市".into()
        };
    read_sheet(text, &setting)
}

/// The cells of `rows` below a policy, without its name, and its readings and issues: `key value`, `kind key`, `issue`.
fn found(rows: &[&str]) -> Vec<String> {
    let SheetReading { plan, issues } = read(&format!("1-1 例\n{}", rows.join("\n"))).unwrap();
    let cells = plan.cells.iter().map(|(cell, value)| format!("{cell} {}", value.canonical()));
    let readings = plan.readings.iter().map(|reading| format!("{:?} {} {}", reading.kind, reading.cell, reading.line));
    let issues = issues.iter().map(|issue| format!("{:?} {}", issue.kind, issue.text));
    let boring = ["1-1/name", "/unit", "-k1/name", "BaselineEmpty"];
    let all = cells.chain(readings).chain(issues);
    all.filter(|line| !boring.iter().any(|boring| line.contains(boring))).collect()
}

#[test]
fn values_are_told_apart_by_their_labels_and_order() {
    let one = "目指す方向\t\t出典";
    let both = "目指す方向\t目標値\t出典";
    for (labels, values, expected) in [
        (one, "71\t↘\t調べ", &["direction direction decrease", "latest final 71", "source text 調べ"][..]),
        (one, "71\t\t調べ", &["latest final 71", "source text 調べ", "DirectionMissing"]),
        (one, "71\t2025年の調べ", &["latest final 71", "source text 2025年の調べ", "DirectionMissing"]),
        (one, "71本", &["latest/remark text 71本", "DirectionMissing", "Number(MoreThanANumber)"]),
        (one, "71件", &["latest final 71", "DirectionMissing"]),
        (one, "調べ", &["source text 調べ", "DirectionMissing"]),
        (one, "未公表\t→", &["direction direction maintain", "latest notPublished"]),
        (one, "↗\t調べ", &["direction direction increase", "source text 調べ"]),
        (
            one,
            "3-10\t調べ",
            &["latest/remark text 3-10", "source text 調べ", "DirectionMissing", "Number(MoreThanANumber)"],
        ),
        (
            one,
            "7\t7\t7月の調べ",
            &["direction direction increase", "latest final 7", "source text 7月の調べ", "SevenAsArrow"],
        ),
        (
            both,
            "71\t↗\t80\t調べ",
            &["direction direction increase", "latest final 71", "source text 調べ", "target target 80"],
        ),
        (both, "71\t80\t調べ", &["latest final 71", "source text 調べ", "target target 80", "DirectionMissing"]),
        (
            both,
            "71\t↗\t調べ",
            &[
                "direction direction increase",
                "latest final 71",
                "source text 調べ",
                "target target announced",
                "TargetMissing",
            ],
        ),
        ("目標値", "71", &["latest final 71", "target target announced", "TargetMissing", "LatestUnderTargetLabel"]),
        (
            "目標値\t出典",
            "未公表\t調べ",
            &[
                "latest notPublished",
                "source text 調べ",
                "target target announced",
                "TargetMissing",
                "LatestUnderTargetLabel",
            ],
        ),
        ("目標値（R9）", "71\t80", &["latest final 71", "target target 80", "target-year year 2027"]),
        ("出典", "71\t調べ\t※注", &["latest final 71", "source text 調べ", "source/remark text ※注", "Note ※注"]),
        (
            one,
            "71\t7\t調べ\t※注",
            &[
                "direction direction increase",
                "latest final 71",
                "source text 調べ",
                "source/remark text ※注",
                "SevenAsArrow",
                "Note ※注",
            ],
        ),
    ] {
        let found = found(&["例の数\t単位", "直近実績値\t件", labels, values, "初期値\tR8\tR9"]);
        let is_as_expected =
            found.len() == expected.len() && expected.iter().all(|part| found.iter().any(|line| line.contains(part)));
        assert!(is_as_expected, "{labels} {values}: {found:#?}");
    }
}

#[test]
fn an_empty_row_below_the_labels_holds_the_values() {
    let rows = ["例の数\t単位", "直近実績値\t件", "目指す方向\t\t出典", "\t\t", "71\t↗\t調べ", "初期値\tR8"];
    let expected = ["DirectionMissing 1-1-k1/direction 5", "NoPlace 71", "NoPlace ↗", "NoPlace 調べ"];
    assert_eq!(found(&rows), expected);
    let rows = ["例の数\t単位", "直近実績値\t件", "目指す方向\t\t出典", "", "71\t↗\t調べ", "初期値\tR8"];
    assert_eq!(found(&rows).len(), 3);
}

#[test]
fn actuals_are_placed_from_the_right() {
    let actual = |year: i32, value: &str| format!("1-1-k1/actual/{year} {value}");
    let baseline = |value: &str| format!("1-1-k1/baseline {value}");
    let aligned = |cell: &str| format!("AlignedFromRight 1-1-k1/{cell} 4");
    let all = || vec![actual(2026, "final 2"), actual(2027, "final 3"), baseline("final 1")];
    for (values, expected) in [
        ("1\t2\t3", all()),
        ("\t1\t2\t3", all()),
        ("1\t2\t3\t\t", all()),
        ("1\t2\t3\t※注", [all(), vec!["1-1-k1/actual/2027/remark text ※注".into(), "Note ※注".into()]].concat()),
        ("1\t2\t3\t4", [all(), vec!["NoColumn 4".into()]].concat()),
        ("\t\t3", vec![actual(2027, "final 3")]),
        ("1", vec![baseline("final 1")]),
    ] {
        let mut found = found(&["例の数\t\t\t単位", "初期値\tR8\tR9", &format!("指標実績\t{values}")]);
        let mut expected = expected;
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{values}");
    }
    // Labels further to the right than the values reach: one field fewer than columns.
    let rows = ["", "例の数\t単位\t初期値\tR8\tR9", "直近実績値\t件\t指標実績\t2"];
    assert_eq!(found(&rows), [actual(2026, "final 2"), aligned("actual/2026")]);
}

#[test]
fn amounts_go_by_their_order() {
    let project = ["主な取組\tNo\t事業名", "①\t1\t例の事業", "成果指標\t例\t単位\t初期値\tR8\tR9"];
    for (amounts, years) in [
        ("1", vec![(2026, "1")]),
        ("1\t2", vec![(2026, "1"), (2027, "2")]),
        ("\t2", vec![(2027, "2")]),
        ("\t\t1\t2", vec![(2026, "1"), (2027, "2")]),
        ("\t1\t2\t", vec![(2026, "1"), (2027, "2")]),
        ("1\t2\t3", vec![(2026, "1"), (2027, "2")]),
    ] {
        let row = format!("決算額(千円)\t{amounts}");
        let found = found(&[project.as_slice(), &[row.as_str()]].concat());
        let cells: Vec<&String> = found.iter().filter(|line| line.starts_with("1-1-p1/settlement")).collect();
        let expected: Vec<String> =
            years.iter().map(|(year, amount)| format!("1-1-p1/settlement/{year} final {amount}")).collect();
        assert_eq!(cells, expected.iter().collect::<Vec<_>>(), "{amounts}");
        let is_decided = found.iter().any(|line| line.starts_with("AmountYear"));
        assert_eq!(is_decided, years.len() < 2, "{amounts}");
    }
}

#[test]
fn parts_may_be_missing_or_out_of_place() {
    let block = ["例の数\t単位\t初期値\tR8\tR9", "令和12年度", "直近実績値\t件"];
    assert_eq!(found(&block), ["NoPlace 令和12年度"]);
    let plan = read(&format!("1-1 例\n{}", block.join("\n"))).unwrap().plan;
    assert_eq!((plan.first_year.number(), plan.last_year.number()), (2026, 2027));
    let outcome = ["成果指標\t例の数\t単位\t初期値\tR8", "予算額(千円)\t5"];
    assert_eq!(found(&outcome), ["1-1-p1/budget/2026 final 5", "BudgetBasis 1-1-p1/budget-basis 3", "NoProjectRow "]);
    let second = ["成果指標\t例の数\t単位\t初期値\tR8", "\t二つ目\t単位", "直近実績値\t件\t指標実績\t1\t2"];
    let expected = ["1-1-p1-k2/name text 二つ目", "1-1-p1-k2/baseline final 1", "1-1-p1-k2/actual/2026 final 2"];
    assert_eq!(found(&second)[..3], expected);
}
