//! Words, drawing and table of each state say the same numbers of the same years; and the options are as they were.

use serde_json::Value as Json;

use super::states::{extremes, indicators, moneys, trends, year};
use super::{
    Look, MoneySeries, PointKind, Scheme, TableState, TrendSeries, money_rest, money_sentence, money_table, trend_rest,
    trend_sentence, trend_table,
};
use crate::edits::fake::of_seed;
use crate::plan::{Observation, Project, assess};
use crate::words::{assessment, figure, number, year as year_words};

/// A trend's options, read back from their JSON.
fn trend_options(series: &TrendSeries, look: &Look) -> Option<Json> {
    super::trend_options(series, look).map(|options| serde_json::from_str(&options).unwrap())
}

/// Those of amounts.
fn money_options(series: &MoneySeries, look: &Look) -> Option<Json> {
    super::money_options(series, look).map(|options| serde_json::from_str(&options).unwrap())
}

/// The looks options are kept for.
fn looks() -> [Look; 2] {
    [Look::default(), Look { scheme: Scheme::Page, zoom: true, width: 320, ..Look::default() }]
}

fn text(options: &Option<Json>) -> String {
    options.as_ref().map(|options| format!("{options:#}")).unwrap_or_else(|| "null".to_owned())
}

#[test]
fn options_of_trends() {
    for (name, series) in trends() {
        insta::assert_snapshot!(format!("trend_{name}"), text(&trend_options(&series, &Look::default())));
    }
    let (_, series) = trends().into_iter().find(|(name, _)| *name == "with_target").unwrap();
    insta::assert_snapshot!("trend_of_page_zoomed_narrow", text(&trend_options(&series, &looks()[1])));
}

#[test]
fn options_of_amounts() {
    for (name, series) in moneys() {
        insta::assert_snapshot!(format!("money_{name}"), text(&money_options(&series, &Look::default())));
    }
}

#[test]
fn sentences_of_all_states() {
    let trends = trends().into_iter().map(|(name, series)| format!("{name}: {}", trend_sentence(&series)));
    let moneys = moneys().into_iter().map(|(name, series)| format!("money {name}: {}", money_sentence(&series)));
    insta::assert_snapshot!("sentences", trends.chain(moneys).collect::<Vec<_>>().join("\n"));
}

/// The series called `name` as (label of the year, number), gaps left out.
fn drawn(options: &Json, name: &str) -> Vec<(String, f64)> {
    let labels = options["xAxis"]["data"].as_array().unwrap();
    let series = options["series"].as_array().unwrap().iter().find(|s| s["name"] == name);
    let data = series.map(|s| s["data"].as_array().unwrap().clone()).unwrap_or_default();
    assert!(data.is_empty() || data.len() == labels.len(), "{name}: an item for every year");
    let values = labels.iter().zip(&data).filter_map(|(label, item)| {
        let value = item.get("value").unwrap_or(item).as_f64()?;
        Some((label.as_str().unwrap().to_owned(), value))
    });
    values.collect()
}

/// A cell's text as a number; none where it is a word.
fn shown(text: &str) -> Option<f64> {
    let text = text.replace("(速報)", "").replace("(不一致あり)", "").replace(',', "").replace('△', "-");
    text.parse().ok()
}

/// Whether a label of the axis is of the year a row of the table is headed by: 「2025年」 may stand at 「R7」.
fn bears(label: &str, head: &str) -> bool {
    let fiscal = head.strip_suffix('年').and_then(|number| number.parse().ok()).map(year).map(year_words::short);
    label == head || fiscal.is_some_and(|fiscal| label == fiscal)
}

#[test]
fn trends_agree() {
    for (state, series) in trends().into_iter().chain(extremes()) {
        let (table, sentence) = (trend_table(&series), trend_sentence(&series));
        for look in looks() {
            let Some(options) = trend_options(&series, &look) else {
                // Then there is one number, or none at all.
                assert!(
                    series.only_number().is_some() || series.points.iter().all(|p| p.observation.number().is_none()),
                    "{state}"
                );
                continue;
            };
            let labels = options["xAxis"]["data"].as_array().unwrap();
            assert!(labels.iter().all(|label| !label.as_str().unwrap().contains('\n')), "{state}: years keep one line");
            let names = options["series"].as_array().unwrap().iter().filter_map(|s| s["name"].as_str());
            let names: Vec<_> = names.collect();
            for (kind, begins) in [
                (figure::LATEST, figure::LATEST),
                (figure::BASELINE, figure::BASELINE),
                (figure::ACTUAL, figure::ACTUAL),
            ] {
                let rows: Vec<_> = table.rows.iter().filter(|row| row.cells[0].text == kind).collect();
                let known =
                    rows.iter().filter(|row| row.head != figure::YEAR_UNKNOWN && row.head != figure::EVERY_YEAR);
                let in_table: Vec<_> =
                    known.filter_map(|row| Some((row.head.clone(), shown(&row.cells[1].text)?))).collect();
                let name = names.iter().find(|name| name.starts_with(&*begins)).copied().unwrap_or("");
                let in_drawing = drawn(&options, name);
                assert_eq!(in_table.len(), in_drawing.len(), "{state} {kind}");
                for ((head, value), (label, height)) in in_table.iter().zip(&in_drawing) {
                    assert!(bears(label, head) && value == height, "{state} {kind}: {head} {value}, {label} {height}");
                }
            }
            levels_agree(state, &series, &options);
            marks_agree(state, &table, &sentence, &options);
        }
        // Words: the newest number and every missing year, each with its year.
        if let Some(current) = series.current {
            let said = format!(
                "{}の{}{}",
                year_words::in_sentence(current.year),
                number::in_sentence(current.value),
                series.unit
            );
            assert!(sentence.contains(&said), "{state}: {said} in {sentence}");
        }
        for kind in [PointKind::Latest, PointKind::Baseline] {
            let Some(value) = series.single(kind).and_then(|point| point.observation.number()) else { continue };
            let said = format!("は{}{}", number::in_sentence(value), series.unit);
            assert!(sentence.contains(&said), "{state}: {said} in {sentence}");
        }
        for row in &table.rows {
            if let TableState::Missing(_) = row.cells[1].state
                && row.cells[0].text == figure::ACTUAL
            {
                assert!(sentence.contains(&row.cells[1].text), "{state}: {} in {sentence}", row.cells[1].text);
            }
        }
    }
}

/// Target and band stand at the same height in the drawing as in table and words.
fn levels_agree(state: &str, series: &TrendSeries, options: &Json) {
    let (table, sentence) = (trend_table(series), trend_sentence(series));
    let row = |kind: &str| table.rows.iter().find(|row| row.cells[0].text == kind);
    let heights = |name: &str| {
        let of = options["series"].as_array().unwrap().iter();
        let of = of.filter(|s| s["name"].as_str().is_some_and(|own| own.starts_with(name)));
        of.map(|s| s["data"][0].as_f64().unwrap()).collect::<Vec<_>>()
    };
    match series.stated_target() {
        Some((value, of)) => {
            let row = row(&figure::TARGET).unwrap();
            assert_eq!((&row.head, shown(&row.cells[1].text)), (&of.short(), Some(value.to_f64())), "{state}");
            assert_eq!(heights(&figure::TARGET), [value.to_f64()], "{state}");
            let said = format!("目標は{}に{}", year_words::in_sentence(of), number::in_sentence(value));
            assert!(sentence.contains(&said), "{state}: {said} in {sentence}");
        }
        None => assert!(heights(&figure::TARGET).is_empty(), "{state}"),
    }
    match series.limits() {
        Some(_) => {
            let band = format!("±{}", number::in_table(series.band));
            assert_eq!(row(&figure::BAND).unwrap().cells[1].text, band, "{state}");
            assert!(sentence.contains(&format!("許容幅は{band}")), "{state}: {sentence}");
            let heights = heights(&figure::BAND);
            let (middle, wide) = ((heights[0] + heights[1]) / 2.0, (heights[1] - heights[0]) / 2.0);
            assert_eq!((heights.len(), wide), (2, series.band.to_f64()), "{state}");
            assert_eq!(Some(middle), series.stated_target().map(|(value, _)| value.to_f64()), "{state}");
        }
        None => assert!(row(&figure::BAND).is_none() && !sentence.contains("許容幅"), "{state}"),
    }
}

/// What is preliminary or disputed in the table is marked in the drawing; what is disputed is said, with its year.
fn marks_agree(state: &str, table: &super::ValueTable, sentence: &str, options: &Json) {
    for (mark, is_so) in [(&figure::PRELIMINARY, TableState::Preliminary), (&figure::CONFLICT, TableState::Conflict)] {
        let rows = table.rows.iter().filter(|row| row.cells[0].text == figure::ACTUAL && row.cells[1].state == is_so);
        let told: Vec<_> = rows.map(|row| row.head.clone()).collect();
        let marked: Vec<_> = drawn(options, mark).into_iter().map(|(label, _)| label).collect();
        assert_eq!(told, marked, "{state} {}", &**mark);
        let disputed = is_so == TableState::Conflict && !told.is_empty();
        assert_eq!(
            disputed,
            is_so == TableState::Conflict && sentence.contains("一致していません"),
            "{state}: {sentence}"
        );
    }
}

#[test]
fn beside_the_word_nothing_is_said_twice_and_nothing_is_lost() {
    for (state, of, disputed) in indicators() {
        let series = TrendSeries::of(&of, &disputed);
        let (whole, rest) = (trend_sentence(&series), trend_rest(&series));
        let grounds = assessment::grounds(&of, &assess(&of, year(2030)));
        let sentences = |text: &str| text.split_inclusive('。').map(str::to_owned).collect::<Vec<_>>();
        let twice = sentences(&rest).into_iter().find(|said| sentences(&grounds).contains(said));
        assert_eq!(twice, None, "{state}");
        // The number that stands large above both, what it is held against, the way between them, and the target.
        let value = |value| format!("{}{}", number::in_sentence(value), of.unit);
        if let Some(current) = series.current {
            let newest = format!("{}の{}", year_words::in_sentence(current.year), value(current.value));
            assert!(!rest.contains(&newest) && !grounds.contains(&newest), "{state}: {rest} {grounds}");
        }
        let reference = series.reference.map(|reference| {
            format!(
                "{}は{}",
                if reference.is_baseline { figure::BASELINE } else { figure::LATEST },
                value(reference.value)
            )
        });
        for told in reference.iter().map(String::as_str).chain(["増えました", "減りました", "増減", "目標は", "許容幅"])
        {
            assert!(!rest.contains(told), "{state}: {told} in {rest}");
        }
        let is_told = |said: &String| {
            let missing =
                ["未入力", "未公表", "該当なし"].into_iter().find(|why| said.contains(&format!("の実績は{why}です")));
            // Of years in which it is retired, the reason stands in the place of their state.
            let is_retired = missing == Some("該当なし") && grounds.contains("廃止され");
            rest.contains(said)
                || is_retired
                || missing.is_none_or(|why| grounds.contains(&format!("実績が{why}のため")))
        };
        let of_years = |said: &String| said.contains("の実績は");
        assert!(sentences(&whole).iter().filter(|said| of_years(said)).all(is_told), "{state}: {rest}");
    }
    for (state, series) in moneys() {
        let (whole, rest) = (money_sentence(&series), money_rest(&series));
        assert!(whole.ends_with(&rest) && !rest.contains("千円"), "{state}: {rest}");
    }
}

#[test]
fn gaps_stay_gaps() {
    let (_, series) = trends().into_iter().find(|(name, _)| *name == "gap").unwrap();
    let options = trend_options(&series, &Look::default()).unwrap();
    let values: Vec<_> = options["series"][0]["data"].as_array().unwrap().iter().map(|i| i["value"].clone()).collect();
    let numbers = [None, None, Some(73.0), None, Some(80.0), Some(78.0), None];
    assert_eq!(values, numbers.map(|n| n.map_or(Json::Null, Json::from)).to_vec());
    assert_eq!(options["series"][0]["connectNulls"], false);
}

#[test]
fn tooltips_say_what_the_table_says() {
    for (state, series) in trends() {
        let Some(options) = trend_options(&series, &Look::default()) else { continue };
        let told: Vec<_> = options["series"][0]["data"].as_array().unwrap().iter().collect();
        let all = told.iter().map(|item| item["name"].as_str().unwrap()).collect::<Vec<_>>().join("\n");
        for row in trend_table(&series)
            .rows
            .iter()
            .filter(|row| row.head != figure::YEAR_UNKNOWN && row.head != figure::EVERY_YEAR)
        {
            let line = format!("{} {} {}", row.head, row.cells[0].text, row.cells[1].text);
            let is_before = row.cells[0].text != figure::ACTUAL && shown(&row.cells[1].text).is_none();
            assert!(is_before || all.split('\n').any(|told| told == line), "{state}: {line}");
        }
    }
}

#[test]
fn amounts_agree() {
    for (state, series) in moneys() {
        let (table, sentence) = (money_table(&series), money_sentence(&series));
        for (column, name) in [(0, figure::BUDGET), (1, figure::SETTLEMENT)] {
            let in_table: Vec<_> =
                table.rows.iter().filter_map(|row| Some((row.head.clone(), shown(&row.cells[column].text)?))).collect();
            let options = money_options(&series, &Look::default());
            assert_eq!(options.is_some(), series.is_drawn(), "{state}");
            assert_eq!(options.map(|options| drawn(&options, &name)).unwrap_or_default(), in_table, "{state} {name}");
            // Words: the first and the newest amount, each with its year.
            let known = series.years.iter().filter_map(|of| {
                Some((of.year, if column == 0 { of.budget.number()? } else { of.settlement.number()? }))
            });
            let known: Vec<_> = known.collect();
            for (of, value) in known.first().into_iter().chain(known.last()) {
                let (of, value) = (year_words::in_sentence(*of), number::thousand_yen(*value));
                let said = [format!("{of}の{name}は{value}"), format!("{of}の{value}")];
                assert!(said.iter().any(|said| sentence.contains(said)), "{state} {name}: {said:?}");
            }
        }
        for (of, row) in series.years.iter().zip(&table.rows) {
            for (cell, disputed) in row.cells.iter().zip(of.in_conflict) {
                assert_eq!(cell.state == TableState::Conflict, disputed, "{state}");
                let said = format!("{}の", year_words::in_sentence(of.year));
                assert!(
                    !disputed || (sentence.contains("一致していません") && sentence.contains(&said)),
                    "{state}: {sentence}"
                );
            }
            match of.rate {
                Ok(rate) => assert_eq!(row.cells[2].text, figure::percent(rate)),
                Err(reason) => assert_eq!(row.cells[2].text, figure::no_rate(reason)),
            }
        }
        let newest = series.years.iter().rev().find_map(|of| Some((of.rate.ok()?, of.year)));
        if let Some((rate, of)) = newest {
            let said = format!("{}の執行率は{}", year_words::in_sentence(of), figure::percent(rate));
            assert!(sentence.contains(&said), "{state}: {said}");
        }
    }
}

#[test]
fn nothing_in_the_options_needs_code() {
    // charming writes functions as marked text: none of it may be there.
    let trends = trends().into_iter().filter_map(|(_, series)| trend_options(&series, &Look::default()));
    let moneys = moneys().into_iter().filter_map(|(_, series)| money_options(&series, &Look::default()));
    for options in trends.chain(moneys) {
        let text = options.to_string();
        assert!(!text.contains("function") && !text.contains("#*#") && !text.contains("aria"), "{text}");
        assert_eq!(options["animation"], false);
    }
}

#[test]
fn the_latest_values_year_stands_as_printed() {
    let labels = |name: &str| {
        let (_, series) = trends().into_iter().find(|(state, _)| *state == name).unwrap();
        let options = trend_options(&series, &Look::default()).unwrap();
        let labels = options["xAxis"]["data"].as_array().unwrap().clone();
        labels.iter().map(|label| label.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(labels("gap"), ["2024年", "R7", "R8", "R9", "R10", "R11", "R12"]);
    assert_eq!(labels("percent"), ["R7", "R8", "R9", "R10", "R11", "R12"]);
    assert_eq!(labels("latest_without_year"), ["R8", "R9", "R10", "R11", "R12"]);
    assert_eq!(year(2026).short(), "R8");
}

/// Everything said of a figure: title, sentence, table, drawing.
fn everything(figure: &super::FigureOf) -> String {
    let table =
        figure.table.rows.iter().flat_map(|row| std::iter::once(&row.head).chain(row.cells.iter().map(|c| &c.text)));
    let heads = figure.table.columns.iter().chain([&figure.table.caption, &figure.title, &figure.sentence]);
    let words = heads.chain(table).cloned().collect::<Vec<_>>().join("\n");
    words + &figure.options(&Look::default()).unwrap_or_default() + &figure.walk_label()
}

#[test]
fn in_english_only_what_the_sheet_says_is_japanese() {
    use crate::words::language::{Language, speak};
    // A test's thread is its own.
    speak(Language::English);
    let trends = trends().into_iter().map(|(name, series)| (name, super::FigureOf::trend(series)));
    let moneys = moneys().into_iter().map(|(name, series)| (name, super::FigureOf::money(series)));
    let mut said = Vec::new();
    for (state, figure) in trends.chain(moneys) {
        let text = everything(&figure);
        let own = [figure.name.as_str(), "件", "%", figure.source.as_str(), "当初予算", "鎌倉市 施策シート"];
        let rest = own.into_iter().filter(|own| !own.is_empty()).fold(text, |text, own| text.replace(own, ""));
        let strange: String = rest.chars().filter(|c| ('\u{3000}'..='\u{9fff}').contains(c) || *c == '△').collect();
        assert_eq!(strange, "", "{state}: {rest}");
        said.push(format!("{state}: {}", figure.sentence));
    }
    insta::assert_snapshot!("sentences_in_english", said.join("\n"));
}

#[test]
fn amounts_that_some_projects_have_are_not_said_to_be_missing() {
    let plan = of_seed().published().plan.clone();
    let mut projects: Vec<Project> = plan
        .policies()
        .iter()
        .flat_map(|policy| &policy.projects)
        .filter_map(|entry| plan.project(&entry.id))
        .collect();
    let of_all = |projects: &[Project]| {
        let series = MoneySeries::of_all("全体".into(), String::new(), projects);
        let row: Vec<String> = money_table(&series).rows[0].cells.iter().map(|cell| cell.text.clone()).collect();
        (money_sentence(&series), row[1..].to_vec())
    };
    let (said, row) = of_all(&projects);
    assert!(said.contains("令和8(2026)年度から令和12(2030)年度までの決算額は未入力です"), "{said}");
    assert_eq!(row, ["未入力", "決算額が未入力"]);
    projects[1].settlements.insert(year(2026), Observation::Final("301500".parse().unwrap()));
    let (said, row) = of_all(&projects);
    assert!(said.contains("令和9(2027)年度から令和12(2030)年度までの決算額は未入力です"), "{said}");
    assert!(said.contains("令和8(2026)年度の決算額は、一部の事業だけ入力されています"), "{said}");
    assert_eq!(row, ["一部の事業のみ", "一部の事業のみ"]);
}
