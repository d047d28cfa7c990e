//! An indicator, read out of a plan's cells.

use std::collections::BTreeMap;

use super::cell::{Field, SubjectId};
use super::decimal::Decimal;
use super::gather::map_of;
use super::policy::Plan;
use super::value::{Direction, Observation, Target};
use super::year::FiscalYear;

/// A policy indicator (施策指標) or a project's outcome indicator (成果指標).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its id.
    pub id: SubjectId,
    /// Its name.
    pub name: String,
    /// 単位, as printed.
    pub unit: String,
    /// 直近実績値.
    pub latest: Observation,
    /// The year printed beside the latest value.
    pub latest_year: Option<FiscalYear>,
    /// 目指す方向, where stated.
    pub direction: Option<Direction>,
    /// 目標値.
    pub target: Target,
    /// The year the target is meant for: the plan's last unless stated.
    pub target_year: FiscalYear,
    /// 出典.
    pub source: String,
    /// The change, up or down, that still counts as none; never negative.
    pub band: Decimal,
    /// 初期値.
    pub baseline: Observation,
    /// The fiscal year a baseline counts as: the year before the plan's first.
    pub baseline_year: FiscalYear,
    /// 指標実績, one for each fiscal year of the plan.
    pub actuals: BTreeMap<FiscalYear, Observation>,
    /// The fiscal year from which it is retired (廃止).
    pub retired: Option<FiscalYear>,
}

impl Indicator {
    /// Whether it has a 目標年度 other than the plan's last, or a 横ばいとみなす幅: facts that are told only then.
    pub fn states_more_than_usual(&self, plan: &Plan) -> bool {
        !self.band.exact().is_zero() || self.target_year != plan.last_year
    }

    /// The indicator `id` as `plan` states it; cells nobody filled in are empty.
    pub fn read(plan: &Plan, id: &SubjectId) -> Indicator {
        let band = plan.number(id, Field::Band).unwrap_or(Decimal::ZERO);
        Indicator {
            id: id.clone(),
            name: plan.text(id, Field::Name).to_owned(),
            unit: plan.text(id, Field::Unit).to_owned(),
            latest: plan.observation(id, Field::Latest, None),
            latest_year: plan.year(id, Field::LatestYear),
            direction: plan.direction(id),
            target: plan.target(id),
            target_year: plan.year(id, Field::TargetYear).unwrap_or(plan.last_year),
            source: plan.text(id, Field::Source).to_owned(),
            band: if band.is_negative() { Decimal::ZERO } else { band },
            baseline: plan.observation(id, Field::Baseline, None),
            baseline_year: plan.first_year.previous(),
            actuals: map_of(plan.years().map(|year| (year, plan.yearly(id, Field::Actual, year)))),
            retired: plan.retired(id),
        }
    }

    /// Whether the unit is a percentage, whose differences are ポイント.
    pub fn is_percentage(&self) -> bool {
        matches!(self.unit.as_str(), "%" | "％" | "パーセント")
    }

    /// The observation of the year before `year`: an actual within the plan, before that the baseline, and failing
    /// that the latest value, each with its year.
    pub fn year_before(&self, year: FiscalYear) -> Option<(FiscalYear, Observation)> {
        self.observed_before(year).or_else(|| self.latest_year.map(|printed| (printed, self.latest)))
    }

    /// The actual or baseline of the year before `year`.
    pub fn observed_before(&self, year: FiscalYear) -> Option<(FiscalYear, Observation)> {
        let before = year.previous();
        let baseline = || Some(self.baseline).filter(|of| of.number().is_some() && before == self.baseline_year);
        let observed = self.actuals.get(&before).copied().or_else(baseline);
        observed.map(|observed| (before, observed))
    }
}
