use std::sync::Arc;

use crate::chart::series::PointKind;
use crate::chart::states::overviews;
use crate::chart::table::{TableRow, ValueTable};
use crate::chart::{FigureOf, Look};
use crate::edits::{EditSet, resolve};
use crate::plan::{Cell, FiscalYear, Observation, Plan, Value};
use crate::words::{assessment, figure, overview};

use super::*;

fn year(number: i32) -> FiscalYear {
    FiscalYear::new(number).unwrap()
}

/// The seed with actuals of R8: 「subject, number」.
fn overview(actuals: &[(&str, &str)], choice: Choice) -> OverviewSeries {
    let mut plan: Plan = crate::state::seed().unwrap().plan;
    for (id, text) in actuals {
        let cell = Cell::yearly(&SubjectId::new(id).unwrap(), Field::Actual, year(2026)).unwrap();
        plan.cells.insert(cell, Value::Observation(Observation::Final(text.parse().unwrap())));
    }
    let policy = plan.policies()[0].clone();
    OverviewSeries::of(&resolve(&Arc::new(plan), &EditSet::default()), &policy, year(2026), choice)
}

#[test]
fn words_drawings_and_table_agree_in_every_state() {
    let ours = overview(&[("3-10-k1", "75"), ("3-10-k2", "1900")], Choice::default());
    let look = Look { small: ours.span(), ..Look::default() };
    let drawn = ours.indicators.iter().filter(|one| FigureOf::trend(one.trend.clone()).options(&look).is_some());
    assert_eq!(drawn.count(), 0, "one result is a number and no line");
    for (state, series) in overviews().into_iter().chain([("3-10", ours)]) {
        let table = overview_table(&series);
        assert_eq!(series.indicators.len(), table.rows.len(), "{state}");
        let counted: usize = series.counts().iter().map(|(_, count)| count).sum();
        assert_eq!(counted, series.indicators.len(), "{state}: each counts once");
        let sentence = overview_sentence(&series);
        for (verdict, count) in series.counts() {
            let said = format!("{}{count}", assessment::verdict_or_none(verdict));
            assert!(count > 0 && sentence.contains(&said), "{state}: {sentence}");
            let on_cards = series.indicators.iter().filter(|one| one.assessment.verdict.ok() == verdict).count();
            assert_eq!(count, on_cards, "{state}: {said}");
        }
        for (one, row) in series.indicators.iter().zip(&table.rows) {
            assert!(row.head.starts_with(&one.trend.name), "{state}");
            assert_eq!(row.cells.len() + 1, table.columns.len(), "{state}");
            let judged = &row.cells[row.cells.len() - 2].text;
            let verdict = assessment::verdict_or_none(one.assessment.verdict.ok());
            assert!(judged.starts_with(verdict), "{state}: {judged}");
            agrees(state, &series, one, row, &table);
        }
    }
}

/// The small drawing has the numbers of its row, each at its year, and the years of all drawings.
fn agrees(state: &str, series: &OverviewSeries, one: &Overviewed, row: &TableRow, table: &ValueTable) {
    let told = |text: &str| text.split(['(', '年']).next()?.replace(',', "").replace('△', "-").parse::<f64>().ok();
    let in_row = table.columns[1..].iter().zip(&row.cells).filter(|(head, _)| *head != overview::LATEST_YEAR);
    let Some(span) = series.span() else { return assert!(!one.trend.has_course(), "{state}") };
    let look = Look { small: Some(span), ..Look::default() };
    let Some(options) = FigureOf::trend(one.trend.clone()).options(&look) else {
        return assert!(!one.trend.has_course(), "{state}: nothing to draw");
    };
    let options: serde_json::Value = serde_json::from_str(&options).unwrap();
    let years: Vec<&str> = options["xAxis"]["data"].as_array().unwrap().iter().filter_map(|y| y.as_str()).collect();
    assert_eq!(years.len(), span.0.to(span.1).count(), "{state}: the same years in every drawing");
    assert!(options["legend"]["data"].as_array().is_none_or(Vec::is_empty), "{state}");
    let drawn = |name: &str| {
        let all = options["series"].as_array().unwrap().iter();
        let found = { all }.find(|s| s["name"].as_str().is_some_and(|of| of.starts_with(name)));
        let data = found.map(|s| s["data"].as_array().unwrap().clone()).unwrap_or_default();
        let values =
            data.iter().enumerate().filter_map(|(at, item)| Some((at, item.get("value").unwrap_or(item).as_f64()?)));
        values.collect::<Vec<_>>()
    };
    for (name, cell) in in_row.clone().take(2) {
        let known = one.trend.placed().any(|(point, ..)| {
            let kind = if *name == *figure::LATEST { PointKind::Latest } else { PointKind::Baseline };
            point.kind == kind
        });
        let values: Vec<f64> = drawn(name).into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, told(&cell.text).filter(|_| known).into_iter().collect::<Vec<_>>(), "{state} {name}");
    }
    let actuals = in_row.skip(2).take(series.years.len());
    let actuals = actuals.filter_map(|(head, cell)| {
        let at = years.iter().position(|label| label.split('\n').any(|part| part == head));
        Some((at.unwrap(), told(&cell.text)?))
    });
    assert_eq!(drawn(&figure::ACTUAL), actuals.collect::<Vec<_>>(), "{state}");
}

#[test]
fn one_initiative_keeps_those_of_the_policy_and_has_those_of_its_projects() {
    let all = overview(&[], Choice::default());
    let of_policy = |series: &OverviewSeries| {
        let ids = series.indicators.iter().map(|one| one.id.clone());
        ids.filter(|id| !id.as_str().contains("-p")).collect::<Vec<_>>()
    };
    let each: Vec<OverviewSeries> =
        (1..=4).map(|number| overview(&[], Choice { initiative: Some(number), by_state: false })).collect();
    for series in &each {
        assert!(series.indicators.len() > 5 && series.indicators.len() < all.indicators.len());
        assert_eq!((of_policy(series), of_policy(series).len()), (of_policy(&all), 5));
    }
}

#[test]
fn what_changed_is_told_of_the_newest_year_first_where_the_word_is_another() {
    let mut plan: Plan = crate::state::seed().unwrap().plan;
    for (id, numbers) in [
        ("3-10-p1-k1", [(2026, "3.2?"), (2027, "3.4")]),
        ("3-10-p2-k1", [(2026, "4100"), (2027, "4000")]),
        ("3-10-k1", [(2026, "70"), (2027, "70.0")]),
        // Nothing to be held against: the year before is missing.
        ("3-10-p3-k1", [(2027, "1700"), (2028, "-")]),
    ] {
        for (of, text) in numbers {
            let cell = Cell::yearly(&SubjectId::new(id).unwrap(), Field::Actual, year(of)).unwrap();
            let observation = match text.strip_suffix('?') {
                Some(preliminary) => Observation::Preliminary(preliminary.parse().unwrap()),
                None => text.parse().map_or(Observation::NotEntered, Observation::Final),
            };
            plan.cells.insert(cell, Value::Observation(observation));
        }
    }
    plan.cells.insert("3-10-k1/actual/2027/remark".parse().unwrap(), Value::Text("数え方を改めた".into()));
    let policy = plan.policies()[0].clone();
    let view = resolve(&Arc::new(plan), &EditSet::default());
    let of = |until: i32| OverviewSeries::of(&view, &policy, year(until), Choice::default());
    let told = |series: &OverviewSeries| {
        let told = series.changes().into_iter().map(|change| format!("{}{}", change.id, change.said));
        told.collect::<Vec<_>>()
    };
    assert_eq!(
        told(&of(2030)),
        [
            "3-10-p2-k1は、4,100回から4,000回に減りました。判定は「改善」から「後退」に変わりました。",
            "3-10-p1-k1は、3.2点(速報)から3.4点に増えました。",
            "3-10-k1は、70.0件のままです。R9の備考: 数え方を改めた。",
        ]
    );
    assert_eq!(
        changes_sentence(&of(2030)).unwrap(),
        "R8からR9にかけて、比べられる3指標のうち、増えた指標が1、減った指標が1、変わらない指標が1です。"
    );
    assert_eq!((told(&of(2026)), changes_sentence(&of(2026))), (Vec::new(), None), "R7 has no number");
}

#[test]
fn a_card_says_how_far_it_came_and_why_there_is_no_word() {
    let series = overview(&[("3-10-p1-k1", "3.2"), ("3-10-k1", "75")], Choice::default());
    let said = |id: &str| series.indicators.iter().find(|one| one.id.as_str() == id).unwrap().in_short().unwrap();
    assert_eq!(said("3-10-p1-k1"), "直近実績値(2024年) 3.0点から +0.2点");
    assert_eq!(said("3-10-k1"), "直近実績値(2024年) 71件から +4件。目指す方向も目標値も記載がない");
    assert_eq!(said("3-10-k3"), "実績が未入力");
}

#[test]
fn what_asks_for_attention_comes_first() {
    // Both are to increase: one has, one has not.
    let actuals = [("3-10-p1-k1", "3.2"), ("3-10-p2-k1", "1000")];
    let series = overview(&actuals, Choice { initiative: None, by_state: true });
    let groups: Vec<_> = series.indicators.iter().map(Overviewed::group).collect();
    assert!(groups.windows(2).all(|two| two[0] >= two[1]), "{groups:?}");
    assert!(groups.iter().flatten().count() == 2 && groups[0] != groups[1], "{groups:?}");
    let plain = overview(&actuals, Choice::default());
    let ids = |series: &OverviewSeries| series.indicators.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&series)[0].as_str(), "3-10-p2-k1", "what went worse is first");
    let without: Vec<_> = ids(&series).into_iter().skip(groups.iter().flatten().count()).collect();
    let rest = ids(&plain).into_iter().filter(|id| without.contains(id)).collect::<Vec<_>>();
    assert_eq!(without, rest, "those without a verdict in the order of the sheet");
}
