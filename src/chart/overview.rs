//! The overview of a policy: its indicators side by side, each small, all with the same years.

use super::series::{PointKind, TrendSeries};
use super::table::{TableCell, TableRow, TableState, ValueTable, observed, word};
use crate::edits::{View, is_correction};
use crate::plan::{Assessment, Cell, Field, FiscalYear, Group, Policy, SubjectId, assess};
use crate::words::{assessment, figure, number, observation, overview, year};

/// What the overview of a policy shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverviewSeries {
    /// The policy's name.
    pub name: String,
    /// The one initiative they are of; none for all.
    pub initiative: Option<u8>,
    /// The years of the plan.
    pub years: Vec<FiscalYear>,
    /// The last year whose actuals count.
    pub until: FiscalYear,
    /// The indicators, in the order they are shown in.
    pub indicators: Vec<Overviewed>,
}

/// An indicator of the overview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overviewed {
    /// Its id.
    pub id: SubjectId,
    /// Its trend.
    pub trend: TrendSeries,
    /// What is said of it up to the year.
    pub assessment: Assessment,
    /// Whether its newest actual was corrected after the year was closed.
    pub is_corrected: bool,
}

/// Which indicators, and in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The number of the one initiative whose projects' indicators are wanted.
    pub initiative: Option<u8>,
    /// What asks for attention first, instead of the order of the sheet.
    pub by_state: bool,
}

impl Overviewed {
    /// The group its word counts into; none where it has no word.
    pub fn group(&self) -> Option<Group> {
        self.assessment.word.ok().map(|word| word.group())
    }

    /// Its newest actual with unit and year; nothing where it has none.
    pub fn newest(&self) -> Option<String> {
        let current = self.assessment.current?;
        let preliminary = if current.is_preliminary { &*observation::PRELIMINARY } else { "" };
        let corrected = if self.is_corrected { &*observation::CORRECTED } else { "" };
        Some(format!(
            "{}{preliminary}{corrected}",
            overview::value_of_year(current.value, &self.trend.unit, &year::short(current.year))
        ))
    }

    /// What that is held against; nothing where there is nothing.
    pub fn reference(&self) -> Option<String> {
        let reference = self.assessment.reference?;
        let year = reference.year.map(year::printed).unwrap_or_default();
        let name = if reference.is_baseline { figure::BASELINE } else { figure::LATEST };
        Some(format!("{name} {}", overview::value_of_year(reference.value, &self.trend.unit, &year)))
    }
}

impl OverviewSeries {
    /// The indicators of a policy as `choice` wants them, judged up to a year.
    pub fn of(view: &View, policy: &Policy, until: FiscalYear, choice: Choice) -> OverviewSeries {
        let plan = &view.plan;
        let of_policy = policy.indicators.iter().filter(|_| choice.initiative.is_none());
        let served = |id: &SubjectId| choice.initiative.is_none_or(|number| plan.initiatives(id).contains(&number));
        let projects = policy.projects.iter().filter(|project| served(&project.id));
        let ids = of_policy.chain(projects.flat_map(|project| &project.indicators));
        let overviewed = ids.filter_map(|id| {
            let indicator = plan.indicator(id)?;
            let trend = TrendSeries::of(&indicator, &view.disputed_years(id, Field::Actual));
            let assessment = assess(&indicator, until);
            let newest = assessment.current.and_then(|current| Cell::yearly(id, Field::Actual, current.year));
            let is_corrected = newest.is_some_and(|cell| is_correction(view, &cell));
            Some(Overviewed { id: id.clone(), assessment, trend, is_corrected })
        });
        let indicators: Vec<Overviewed> = overviewed.collect();
        let indicators = if choice.by_state { by_state(&indicators) } else { indicators };
        let name = plan.text(&policy.id, Field::Name).to_owned();
        OverviewSeries { name, initiative: choice.initiative, years: plan.years().collect(), until, indicators }
    }

    /// The first and the last year any of them speaks of: the years of every drawing.
    pub fn span(&self) -> Option<(FiscalYear, FiscalYear)> {
        let spans = self.indicators.iter().filter_map(|one| one.trend.span());
        spans.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
    }

    /// The groups with the number of indicators in each, those without a word last.
    pub fn counts(&self) -> [(&'static str, usize); 4] {
        let of = |group: Option<Group>| self.indicators.iter().filter(|one| one.group() == group).count();
        let group = |group: Group| (assessment::group(group), of(Some(group)));
        [group(Group::Good), group(Group::Watch), group(Group::Concern), (assessment::NO_WORD, of(None))]
    }
}

/// Concerns first, then what is watched, what goes well, and what has no word; each as the sheet has it.
fn by_state(indicators: &[Overviewed]) -> Vec<Overviewed> {
    // Not by the library's sorting, which is 4 kB of program.
    let groups = [Some(Group::Concern), Some(Group::Watch), Some(Group::Good), None];
    let of = |group: Option<Group>| indicators.iter().filter(move |one| one.group() == group).cloned();
    groups.into_iter().flat_map(of).collect()
}

/// What the overview shows, in a sentence.
pub fn overview_sentence(series: &OverviewSeries) -> String {
    overview::sentence(series.until, series.indicators.len(), &series.counts())
}

/// Everything the overview shows as one table, a row each indicator.
pub fn overview_table(series: &OverviewSeries) -> ValueTable {
    let rows = series.indicators.iter().map(|one| {
        let trend = &one.trend;
        let latest = trend.single(PointKind::Latest);
        let printed = latest.filter(|point| point.observation.number().is_some()).and_then(|point| point.year);
        let latest = latest.map(|point| observed(point.observation, false));
        let latest_year = word(&printed.map(year::printed).unwrap_or_default());
        let baseline = trend.single(PointKind::Baseline).map(|point| observed(point.observation, false));
        let actual = |of: &FiscalYear| {
            let point = trend.actuals().find(|point| point.year == Some(*of));
            point.map_or_else(|| word(""), |point| observed(point.observation, point.is_in_conflict))
        };
        let target = match trend.stated_target() {
            Some((value, _)) => TableCell { text: number::in_table(value), state: TableState::Number },
            None => TableCell { text: figure::NOT_STATED.into(), state: TableState::NoNumber },
        };
        let target_year = word(&trend.stated_target().map(|(_, of)| year::short(of)).unwrap_or_default());
        let judged = assessment::word_or_why(one.assessment.word);
        let before = latest.into_iter().chain([latest_year]).chain(baseline).chain(series.years.iter().map(actual));
        let cells = before.chain([target, target_year, word(&judged), word(&trend.source)]).collect();
        TableRow { head: figure::head(&trend.name, &trend.unit), cells }
    });
    let years = series.years.iter().map(|year| year::short(*year));
    let heads = [overview::INDICATOR, &figure::LATEST, overview::LATEST_YEAR, &figure::BASELINE];
    let heads = heads.map(str::to_owned).into_iter().chain(years);
    ValueTable {
        caption: overview::caption(&series.name, series.initiative, series.until),
        columns: heads
            .chain([&figure::TARGET, overview::TARGET_YEAR, overview::JUDGED, overview::SOURCE].map(str::to_owned))
            .collect(),
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::states::overviews;
    use crate::chart::{FigureOf, Look};
    use crate::edits::{EditSet, resolve};
    use crate::plan::{Cell, FiscalYear, Observation, Plan, Value};
    use std::sync::Arc;

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
        let policy = plan.policies[0].clone();
        OverviewSeries::of(&resolve(&Arc::new(plan), &EditSet::default()), &policy, year(2026), choice)
    }

    #[test]
    fn words_drawings_and_table_agree_in_every_state() {
        let ours = overview(&[("3-10-k1", "75"), ("3-10-k2", "1900")], Choice::default());
        assert_eq!(ours.indicators.iter().filter(|one| one.trend.is_drawn()).count(), 2, "those with two numbers");
        for (state, series) in overviews().into_iter().chain([("3-10", ours)]) {
            let table = overview_table(&series);
            assert_eq!(series.indicators.len(), table.rows.len(), "{state}");
            let counted: usize = series.counts().iter().map(|(_, count)| count).sum();
            assert_eq!(counted, series.indicators.len(), "{state}: each counts once");
            let sentence = overview_sentence(&series);
            for (group, count) in series.counts() {
                assert!(sentence.contains(&format!("{group}{count}")), "{state}: {sentence}");
            }
            for (one, row) in series.indicators.iter().zip(&table.rows) {
                assert!(row.head.starts_with(&one.trend.name), "{state}");
                assert_eq!(row.cells.len() + 1, table.columns.len(), "{state}");
                let judged = &row.cells[row.cells.len() - 2].text;
                let word = one.assessment.word.map_or(assessment::NO_WORD, assessment::word);
                assert!(judged.starts_with(word), "{state}: {judged}");
                agrees(state, &series, one, row, &table);
            }
        }
    }

    /// The small drawing has the numbers of its row, each at its year, and the years of all drawings.
    fn agrees(state: &str, series: &OverviewSeries, one: &Overviewed, row: &TableRow, table: &ValueTable) {
        let told = |text: &str| text.split(['(', '年']).next()?.replace(',', "").replace('△', "-").parse::<f64>().ok();
        let in_row = table.columns[1..].iter().zip(&row.cells).filter(|(head, _)| *head != overview::LATEST_YEAR);
        let count = in_row.clone().take(2 + series.years.len()).filter(|(_, cell)| told(&cell.text).is_some()).count();
        let Some(span) = series.span() else { return assert_eq!(count, 0, "{state}") };
        let look = Look { small: Some(span), ..Look::default() };
        let Some(options) = FigureOf::trend(one.trend.clone()).options(&look) else {
            return assert!(count < 2, "{state}: nothing to draw");
        };
        let options: serde_json::Value = serde_json::from_str(&options).unwrap();
        let years: Vec<&str> = options["xAxis"]["data"].as_array().unwrap().iter().filter_map(|y| y.as_str()).collect();
        assert_eq!(years.len(), span.0.to(span.1).count(), "{state}: the same years in every drawing");
        assert!(options["legend"]["data"].as_array().is_none_or(Vec::is_empty), "{state}");
        let drawn = |name: &str| {
            let all = options["series"].as_array().unwrap().iter();
            let found = { all }.find(|s| s["name"].as_str().is_some_and(|of| of.starts_with(name)));
            let data = found.map(|s| s["data"].as_array().unwrap().clone()).unwrap_or_default();
            let values = data
                .iter()
                .enumerate()
                .filter_map(|(at, item)| Some((at, item.get("value").unwrap_or(item).as_f64()?)));
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
    fn one_initiative_has_the_indicators_of_its_projects() {
        let all = overview(&[], Choice::default());
        let each: Vec<OverviewSeries> =
            (1..=4).map(|number| overview(&[], Choice { initiative: Some(number), by_state: false })).collect();
        for series in &each {
            assert!(!series.indicators.is_empty() && series.indicators.len() < all.indicators.len());
            assert!(series.indicators.iter().all(|one| one.id.as_str().contains("-p")), "no policy indicator");
        }
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
        assert_eq!(without, rest, "those without a word in the order of the sheet");
    }
}
