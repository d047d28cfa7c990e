//! The overview of a policy: its indicators side by side, each small, all with the same years.

use super::Headline;
use super::series::{PointKind, TrendSeries};
use super::table::{TableCell, TableRow, TableState, ValueTable, observed, text};
use crate::edits::{View, is_correction};
use crate::plan::{Assessment, Cell, Decimal, Field, FiscalYear, Policy, SubjectId, Verdict, VerdictGroup, assess};
use crate::words::figure::Said;
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
    /// The verdict on it up to the year before its newest actual.
    pub verdict_before: Option<Verdict>,
    /// Whether its newest actual was corrected after the year was closed.
    pub is_corrected: bool,
}

/// How an indicator went on from the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its id.
    pub id: SubjectId,
    /// Its name.
    pub name: String,
    /// The number of the year before, and the new one.
    pub numbers: [Decimal; 2],
    /// What went on, behind its name.
    pub said: String,
    /// Whether the verdict on it is another one.
    pub is_verdict_changed: bool,
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
    /// The group its verdict counts into; none where it has no verdict.
    pub fn group(&self) -> Option<VerdictGroup> {
        self.assessment.verdict.ok().map(|verdict| verdict.group())
    }

    /// The number that stands for it.
    pub fn headline(&self) -> Option<Headline> {
        Headline::new(&self.assessment, &self.trend.unit, self.is_corrected)
    }

    /// How far its newest actual is from what it is held against; without it, why there is no verdict.
    pub fn in_short(&self) -> Option<String> {
        let assessed = &self.assessment;
        let unit = number::unit_of_difference(&self.trend.unit, self.trend.is_percentage);
        let change = assessed.reference.zip(assessed.change);
        let change = change.map(|(reference, by)| assessment::change_in_short(reference, by, &self.trend.unit, unit));
        let why = assessed.verdict.err().map(assessment::no_verdict);
        let said: Vec<&str> = change.as_deref().into_iter().chain(why).collect();
        (!said.is_empty()).then(|| said.join("。"))
    }

    /// How it went on from the year before its newest actual; nothing where that year has no number.
    fn change(&self) -> Option<Change> {
        let current = self.assessment.current?;
        self.assessment.change_from_year_before?;
        let before = self.trend.placed().filter(|(_, of, _)| *of == current.year.previous()).last();
        let (_, _, before) = before?;
        let number =
            |value, is_preliminary| Said { value, unit: &self.trend.unit, is_preliminary, is_in_conflict: false };
        let changed = overview::changed(number(before, false), number(current.value, current.is_preliminary));
        let verdict = overview::verdict_changed(self.verdict_before, self.assessment.verdict.ok());
        Some(Change {
            id: self.id.clone(),
            name: self.trend.name.clone(),
            numbers: [before, current.value],
            is_verdict_changed: verdict.is_some(),
            said: format!("{changed}{}", verdict.unwrap_or_default()),
        })
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
        let year = reference.year.map(if reference.is_baseline { year::short } else { year::printed });
        let year = year.unwrap_or_default();
        let name = if reference.is_baseline { figure::BASELINE } else { figure::LATEST };
        Some(format!("{name} {}", overview::value_of_year(reference.value, &self.trend.unit, &year)))
    }
}

/// The verdicts on all indicators of a policy, judged up to a year, with the number of indicators that have each: those without a
/// verdict last.
pub fn counts(view: &View, policy: &Policy, until: FiscalYear) -> Vec<(Option<Verdict>, usize)> {
    let kept = policy.all_indicators().filter(|id| view.plan.is_kept(id, until));
    let verdicts =
        kept.filter_map(|id| view.plan.indicator(id)).map(|indicator| assess(&indicator, until).verdict.ok());
    counted(&verdicts.collect::<Vec<_>>())
}

fn counted(verdicts: &[Option<Verdict>]) -> Vec<(Option<Verdict>, usize)> {
    let all = Verdict::ALL.into_iter().map(Some).chain([None]);
    let counted = all.map(|verdict| (verdict, verdicts.iter().filter(|other| **other == verdict).count()));
    counted.filter(|(_, count)| *count > 0).collect()
}

impl OverviewSeries {
    /// The indicators of a policy as `choice` wants them, judged up to a year. Those of the policy itself serve every
    /// initiative.
    pub fn of(view: &View, policy: &Policy, until: FiscalYear, choice: Choice) -> OverviewSeries {
        let plan = &view.plan;
        let initiative =
            choice.initiative.and_then(|number| policy.initiatives.get(usize::from(number).checked_sub(1)?));
        let served = |id: &SubjectId| initiative.is_none_or(|initiative| plan.initiatives(id).contains(initiative));
        let projects = policy.projects.iter().filter(|project| served(&project.id));
        let ids = policy.indicators.iter().chain(projects.flat_map(|project| &project.indicators));
        let overviewed = ids.filter(|id| plan.is_kept(id, until)).filter_map(|id| {
            let indicator = plan.indicator(id)?;
            let trend = TrendSeries::of(&indicator, &view.disputed_years(id, Field::Actual));
            let assessment = assess(&indicator, until);
            let before = assessment.current.map(|current| assess(&indicator, current.year.previous()));
            let verdict_before = before.and_then(|before| before.verdict.ok());
            let newest = assessment.current.and_then(|current| Cell::yearly(id, Field::Actual, current.year));
            let is_corrected = newest.is_some_and(|cell| is_correction(view, &cell));
            Some(Overviewed { id: id.clone(), assessment, verdict_before, trend, is_corrected })
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

    /// The verdicts that stand on the indicators with the number of indicators that have each, those without a verdict last.
    pub fn counts(&self) -> Vec<(Option<Verdict>, usize)> {
        counted(&self.indicators.iter().map(|one| one.assessment.verdict.ok()).collect::<Vec<_>>())
    }

    /// The newest fiscal year that any of them has a number of.
    pub fn newest_year(&self) -> Option<FiscalYear> {
        self.indicators.iter().filter_map(|one| Some(one.assessment.current?.year)).max()
    }

    /// How those went on that have a number of the newest year, and one of the year before: first those of which another verdict
    /// is said now, else in the order of the sheet.
    pub fn changes(&self) -> Vec<Change> {
        let newest = self.newest_year();
        let current = self.indicators.iter().filter(|one| one.assessment.current.map(|current| current.year) == newest);
        let all: Vec<Change> = current.filter_map(Overviewed::change).collect();
        let of = |is_changed: bool| all.iter().filter(move |change| change.is_verdict_changed == is_changed).cloned();
        of(true).chain(of(false)).collect()
    }
}

/// Concerns first, then what is watched, what goes well, and what has no verdict; each as the sheet has it.
fn by_state(indicators: &[Overviewed]) -> Vec<Overviewed> {
    let groups = [Some(VerdictGroup::Concern), Some(VerdictGroup::Watch), Some(VerdictGroup::Good), None];
    let of = |group: Option<VerdictGroup>| indicators.iter().filter(move |one| one.group() == group).cloned();
    groups.into_iter().flat_map(of).collect()
}

/// What the overview shows, in a sentence.
pub fn overview_sentence(series: &OverviewSeries) -> String {
    let counts = series.counts();
    let counted: Vec<(&str, usize)> =
        counts.into_iter().map(|(verdict, count)| (assessment::verdict_or_none(verdict), count)).collect();
    overview::sentence(series.until, series.indicators.len(), &counted)
}

/// How many of the indicators went up, down or stayed from the year before, in a sentence; nothing where none has both years.
pub fn changes_sentence(series: &OverviewSeries) -> Option<String> {
    let to = series.newest_year()?;
    let changes = series.changes();
    let count = |is: fn(&[Decimal; 2]) -> bool| changes.iter().filter(|change| is(&change.numbers)).count();
    let [up, down] = [count(|[before, now]| now > before), count(|[before, now]| now < before)];
    (!changes.is_empty()).then(|| overview::changes(to.previous(), to, up, down, changes.len() - up - down))
}

/// Everything the overview shows as one table, a row each indicator.
pub fn overview_table(series: &OverviewSeries) -> ValueTable {
    let rows = series.indicators.iter().map(|one| {
        let trend = &one.trend;
        let latest = trend.single(PointKind::Latest);
        let printed = latest.filter(|point| point.observation.number().is_some()).and_then(|point| point.year);
        let latest = latest.map(|point| observed(point.observation, false));
        let latest_year = text(&printed.map(year::printed).unwrap_or_default());
        let baseline = trend.single(PointKind::Baseline).map(|point| observed(point.observation, false));
        let actual = |of: &FiscalYear| {
            let point = trend.actuals().find(|point| point.year == Some(*of));
            point.map_or_else(|| text(""), |point| observed(point.observation, point.is_in_conflict))
        };
        let target = match trend.stated_target() {
            Some((value, _)) => TableCell { text: number::in_table(value), state: TableState::Number },
            None => TableCell { text: figure::NOT_STATED.into(), state: TableState::NoNumber },
        };
        let target_year = text(&trend.stated_target().map(|(_, of)| year::short(of)).unwrap_or_default());
        let judged = assessment::verdict_or_why(one.assessment.verdict);
        let before = latest.into_iter().chain([latest_year]).chain(baseline).chain(series.years.iter().map(actual));
        let cells = before.chain([target, target_year, text(&judged), text(&trend.source)]).collect();
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
            ("3-10-p1-k1", [(2026, "3.2"), (2027, "3.4")]),
            ("3-10-p2-k1", [(2026, "4100"), (2027, "4000")]),
            ("3-10-k1", [(2026, "70"), (2027, "70.0")]),
            // Nothing to be held against: the year before is missing.
            ("3-10-p3-k1", [(2027, "1700"), (2028, "-")]),
        ] {
            for (of, text) in numbers {
                let cell = Cell::yearly(&SubjectId::new(id).unwrap(), Field::Actual, year(of)).unwrap();
                let observation = text.parse().map_or(Observation::NotEntered, Observation::Final);
                plan.cells.insert(cell, Value::Observation(observation));
            }
        }
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
                "3-10-k1は、70.0件のままです。",
                "3-10-p1-k1は、3.2点から3.4点に増えました。",
            ]
        );
        assert_eq!(
            changes_sentence(&of(2030)).unwrap(),
            "R8からR9にかけて、増えた指標が1、減った指標が1、変わらない指標が1です。"
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
}
