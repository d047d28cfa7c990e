//! The overview of a policy: its indicators side by side, each small, all with the same years.

use super::series::{PointKind, TrendSeries};
use super::table::{TableCell, TableRow, TableState, ValueTable, observed, word};
use crate::edits::View;
use crate::plan::{Assessment, Field, FiscalYear, Group, Policy, SubjectId, assess};
use crate::words::{assessment, figure, number, overview, year};

/// What the overview of a policy shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverviewSeries {
    /// The policy's name.
    pub name: String,
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
            let trend = TrendSeries::of(&indicator, &view.disputed_years(id));
            Some(Overviewed { id: id.clone(), assessment: assess(&indicator, until), trend })
        });
        let indicators: Vec<Overviewed> = overviewed.collect();
        let indicators = if choice.by_state { by_state(&indicators) } else { indicators };
        let name = plan.text(&policy.id, Field::Name).to_owned();
        OverviewSeries { name, years: plan.years().collect(), until, indicators }
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
        let latest = trend.single(PointKind::Latest).map(|point| {
            let cell = observed(point.observation, false);
            let printed = point.year.filter(|_| point.observation.number().is_some()).map(year::printed);
            TableCell { text: printed.map_or(cell.text.clone(), |year| format!("{}({year})", cell.text)), ..cell }
        });
        let baseline = trend.single(PointKind::Baseline).map(|point| observed(point.observation, false));
        let actual = |of: &FiscalYear| {
            let point = trend.actuals().find(|point| point.year == Some(*of));
            point.map_or_else(|| word(""), |point| observed(point.observation, point.is_in_conflict))
        };
        let target = match trend.stated_target() {
            Some((value, of)) => {
                let text = format!("{}({})", number::in_table(value), year::short(of));
                TableCell { text, state: TableState::Number }
            }
            None => TableCell { text: figure::NOT_STATED.into(), state: TableState::NoNumber },
        };
        let judged = match one.assessment.word {
            Ok(found) => assessment::word(found).to_owned(),
            Err(why) => format!("{}({})", assessment::NO_WORD, assessment::no_word(why)),
        };
        let before = latest.into_iter().chain(baseline).chain(series.years.iter().map(actual));
        let cells = before.chain([target, word(&judged), word(&trend.source)]).collect();
        TableRow { head: figure::head(&trend.name, &trend.unit), cells }
    });
    let years = series.years.iter().map(|year| year::short(*year));
    let heads = [overview::INDICATOR, &figure::LATEST, &figure::BASELINE].map(str::to_owned).into_iter().chain(years);
    ValueTable {
        caption: overview::caption(&series.name, series.until),
        columns: heads.chain([&figure::TARGET, overview::JUDGED, overview::SOURCE].map(str::to_owned)).collect(),
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn words_drawings_and_table_agree() {
        let series = overview(&[("3-10-k1", "75"), ("3-10-k2", "1900")], Choice::default());
        let table = overview_table(&series);
        assert_eq!((series.indicators.len(), table.rows.len()), (10, 10));
        let counted: usize = series.counts().iter().map(|(_, count)| count).sum();
        assert_eq!(counted, 10, "each counts once");
        let sentence = overview_sentence(&series);
        for (group, count) in series.counts() {
            assert!(sentence.contains(&format!("{group}{count}")), "{sentence}");
        }
        let span = series.span().unwrap();
        for (one, row) in series.indicators.iter().zip(&table.rows) {
            assert_eq!(row.cells.len() + 1, table.columns.len());
            assert!(row.head.starts_with(&one.trend.name));
            let look = Look { small: Some(span), ..Look::default() };
            let options = FigureOf::trend(one.trend.clone()).options(&look);
            let Some(options) = options else { continue };
            let options: serde_json::Value = serde_json::from_str(&options).unwrap();
            let years = options["xAxis"]["data"].as_array().unwrap();
            assert_eq!(years.len(), span.0.to(span.1).count(), "the same years in every drawing");
            assert!(options["legend"]["data"].as_array().is_none_or(Vec::is_empty));
            let drawn =
                options["series"][0]["data"].as_array().unwrap().iter().filter_map(|item| item["value"].as_f64());
            let told = row.cells[2].text.replace(',', "").parse::<f64>().unwrap();
            assert_eq!(drawn.collect::<Vec<_>>(), [told], "{}", one.trend.name);
        }
        let drawn = series.indicators.iter().filter(|one| one.trend.is_drawn()).count();
        assert_eq!(drawn, 2, "those with two numbers");
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
