//! The overview of a policy: its indicators side by side, each small, all with the same years.

mod indicator;
mod sentence;
mod table;

pub use indicator::{IndicatorChange, Overviewed};
pub use sentence::{changes_sentence, overview_sentence};
pub use table::overview_table;

use super::TrendSeries;
use super::figure::{OF_TREND, has_uncertain};
use crate::edits::{View, is_correction};
use crate::plan::{Cell, Field, FiscalYear, Missing, NoVerdict, Policy, SubjectId, Verdict, VerdictGroup, assess};

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

/// Which indicators, and in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The number of the one initiative whose projects' indicators are wanted.
    pub initiative: Option<u8>,
    /// What asks for attention first, instead of the order of the sheet.
    pub by_state: bool,
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
            let standing = assessment.standing(id);
            let newest = assessment.current.and(standing.as_ref());
            let remark = newest.map(|cell| plan.remark(cell).to_owned()).unwrap_or_default();
            let is_corrected = |year: &FiscalYear| {
                Cell::yearly(id, Field::Actual, *year).is_some_and(|cell| is_correction(view, &cell))
            };
            let corrected = plan.years().filter(is_corrected).collect();
            let is_uncertain = standing.is_some_and(|cell| plan.is_uncertain(&cell));
            let has_uncertain = has_uncertain(plan, id, &OF_TREND);
            let id = id.clone();
            Some(Overviewed { id, assessment, verdict_before, trend, remark, corrected, is_uncertain, has_uncertain })
        });
        let mut indicators: Vec<Overviewed> = overviewed.collect();
        if choice.by_state {
            // Those of one group stay as the sheet has them.
            indicators.sort_by_key(urgency);
        }
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

    /// The verdicts that are said of any indicator whose figure holds a value that may be another and awaits confirmation.
    pub fn uncertain_verdicts(&self) -> Vec<Verdict> {
        self.indicators.iter().filter(|one| one.has_uncertain).filter_map(|one| one.assessment.verdict.ok()).collect()
    }

    /// Whether there is a verdict on any of them.
    pub fn is_judged(&self) -> bool {
        self.indicators.iter().any(|one| one.assessment.verdict.is_ok())
    }

    /// Whether that is why none of them has a verdict: no actual is entered.
    pub fn has_no_actual(&self) -> bool {
        let none = Err(NoVerdict::NoActual(Missing::NotEntered));
        !self.indicators.is_empty() && self.indicators.iter().all(|one| one.assessment.verdict == none)
    }

    /// The newest fiscal year that any of them has a number of.
    pub fn newest_year(&self) -> Option<FiscalYear> {
        self.indicators.iter().filter_map(|one| Some(one.assessment.current?.year)).max()
    }

    /// How those went on that have a number of the newest year, and one of the year before: first those of which another verdict
    /// is said now, then the others; of either what asks for attention first.
    pub fn changes(&self) -> Vec<IndicatorChange> {
        let newest = self.newest_year();
        let is_newest = |one: &&Overviewed| one.assessment.current.map(|current| current.year) == newest;
        let mut current: Vec<&Overviewed> = self.indicators.iter().filter(is_newest).collect();
        current.sort_by_key(|one| urgency(one));
        let all: Vec<IndicatorChange> = current.into_iter().filter_map(Overviewed::change).collect();
        let of = |is_changed: bool| all.iter().filter(move |change| change.is_verdict_changed == is_changed).cloned();
        of(true).chain(of(false)).collect()
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

/// Orders indicators: concerns first, then what is watched, what goes well, and what has no verdict.
fn urgency(one: &Overviewed) -> usize {
    let groups = [VerdictGroup::Concern, VerdictGroup::Watch, VerdictGroup::Good];
    groups.iter().position(|group| one.group() == Some(*group)).unwrap_or(groups.len())
}

#[cfg(test)]
mod tests;
