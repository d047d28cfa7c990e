//! What a figure shows: one series type a figure.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal as Exact;

use crate::plan::{
    Current, Decimal, Direction, ExecutionRate, FiscalYear, Indicator, NoRate, NoVerdict, Observation, Project,
    Reference, Target, Verdict, assess, execution_rate, set_of, total,
};
use crate::words::figure;

/// The trend of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendSeries {
    /// The indicator's name.
    pub name: String,
    /// 単位, as printed.
    pub unit: String,
    /// Whether differences are ポイント.
    pub is_percentage: bool,
    /// 出典.
    pub source: String,
    /// The latest value, the baseline, then the actuals in order; each is there, number or not.
    pub points: Vec<Point>,
    /// 目標値, where the sheet speaks of one.
    pub target: Option<TargetPoint>,
    /// 目指す方向, where stated.
    pub direction: Option<Direction>,
    /// The change that still counts as none.
    pub band: Decimal,
    /// The verdict on it, or why there is none.
    pub verdict: Result<Verdict, NoVerdict>,
    /// What the newest actual is held against; the same as in the assessment.
    pub reference: Option<Reference>,
    /// The newest actual that is a number; the same as in the assessment.
    pub current: Option<Current>,
}

/// One observation of a trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Which observation it is.
    pub kind: PointKind,
    /// Its year; a latest value may bear none.
    pub year: Option<FiscalYear>,
    /// The number, or why there is none.
    pub observation: Observation,
    /// Whether people have stated different values.
    pub is_in_conflict: bool,
}

/// Which observation a [`Point`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointKind {
    /// 直近実績値; its year is the one printed beside it, fiscal or calendar.
    Latest,
    /// 初期値; its year is the one it counts as.
    Baseline,
    /// 指標実績 of a fiscal year.
    Actual,
}

/// A target a sheet speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetPoint {
    /// The value; none where it is announced by its label alone.
    pub value: Option<Decimal>,
    /// The year it is meant for.
    pub year: FiscalYear,
}

impl TrendSeries {
    /// The trend of `indicator`; `conflicts` are the years whose actual is in conflict.
    pub fn of(indicator: &Indicator, conflicts: &BTreeSet<FiscalYear>) -> TrendSeries {
        let point = |kind, year, observation| Point { kind, year, observation, is_in_conflict: false };
        let latest = point(PointKind::Latest, indicator.latest_year, indicator.latest);
        let baseline = point(PointKind::Baseline, Some(indicator.baseline_year), indicator.baseline);
        let actuals = indicator.actuals.iter().map(|(year, observation)| Point {
            is_in_conflict: conflicts.contains(year),
            ..point(PointKind::Actual, Some(*year), *observation)
        });
        let last = indicator.actuals.keys().next_back().copied().unwrap_or(indicator.baseline_year);
        // The assessment's own choice of reference and current value, so that figure and verdict never differ in it.
        let assessed = assess(indicator, last);
        TrendSeries {
            name: indicator.name.clone(),
            unit: indicator.unit.clone(),
            is_percentage: indicator.is_percentage(),
            source: indicator.source.clone(),
            points: [latest, baseline].into_iter().chain(actuals).collect(),
            target: match indicator.target {
                Target::NotStated => None,
                target => Some(TargetPoint { value: target.number(), year: indicator.target_year }),
            },
            direction: indicator.direction,
            band: indicator.band,
            verdict: assessed.verdict,
            reference: assessed.reference,
            current: assessed.current,
        }
    }

    /// The actuals, in order.
    pub fn actuals(&self) -> impl Iterator<Item = &Point> + Clone {
        self.points.iter().filter(|point| point.kind == PointKind::Actual)
    }

    /// The latest value or the baseline.
    pub fn single(&self, kind: PointKind) -> Option<&Point> {
        self.points.iter().find(|point| point.kind == kind)
    }

    /// The target's value and year, where it is stated.
    pub fn stated_target(&self) -> Option<(Decimal, FiscalYear)> {
        self.target.and_then(|target| Some((target.value?, target.year)))
    }

    /// Every point with a number and a year: what can stand in a drawing.
    pub fn placed(&self) -> impl Iterator<Item = (Point, FiscalYear, Decimal)> + Clone + '_ {
        self.points.iter().filter_map(|point| Some((*point, point.year?, point.observation.number()?)))
    }

    /// The first and the last year it speaks of. The actuals' years are all there, filled in or not: what is still to come
    /// is part of what the figure says.
    pub fn span(&self) -> Option<(FiscalYear, FiscalYear)> {
        let actuals = self.actuals().filter_map(|point| point.year);
        let placed = self.placed().map(|(_, year, _)| year);
        let shown = actuals.chain(placed).chain(self.stated_target().map(|(_, year)| year));
        Some((shown.clone().min()?, shown.max()?))
    }

    /// The only point with a number, where there is just one: such a figure shows the number itself, not a plot.
    pub fn only_number(&self) -> Option<&Point> {
        let mut numbers = self.points.iter().filter(|point| point.observation.number().is_some());
        numbers.next().filter(|_| numbers.next().is_none())
    }

    /// Whether there is something to compare, so that a drawing says more than the number itself: at least two numbers,
    /// the target counted, of which one has its place on the axis of years.
    pub fn is_drawn(&self) -> bool {
        let compared = self.only_number().is_none() || self.stated_target().is_some();
        compared && self.placed().next().is_some()
    }

    /// Whether there are results of several years: a line, and not points alone.
    pub fn has_course(&self) -> bool {
        self.actuals().filter(|point| point.observation.number().is_some()).nth(1).is_some()
    }

    /// The point that bears its number in the drawing: the newest actual, else the baseline, else the latest value.
    pub fn labelled(&self) -> Option<(Point, FiscalYear, Decimal)> {
        self.placed().last()
    }

    /// Current minus reference.
    pub fn change(&self) -> Option<Exact> {
        Some(self.current?.value.exact() - self.reference?.value.exact())
    }

    /// Where the indicator should go: as stated, else from the reference value to the target.
    pub fn sense(&self) -> Option<Direction> {
        self.direction.or_else(|| {
            let (target, _) = self.stated_target()?;
            Some(match target.cmp(&self.reference?.value) {
                std::cmp::Ordering::Greater => Direction::Increase,
                std::cmp::Ordering::Less => Direction::Decrease,
                std::cmp::Ordering::Equal => Direction::Maintain,
            })
        })
    }

    /// The lower and upper limit of an indicator that is to be held: around its target, else its reference value.
    pub fn limits(&self) -> Option<(Exact, Exact)> {
        let held = self.sense() == Some(Direction::Maintain) && self.band != Decimal::ZERO;
        let centre = self.stated_target().map(|(target, _)| target).or(self.reference.map(|r| r.value));
        let centre = centre.filter(|_| held)?.exact();
        Some((centre - self.band.exact(), centre + self.band.exact()))
    }
}

/// Budget and settlement of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneySeries {
    /// The project's name.
    pub name: String,
    /// Which budget the amounts are, where stated.
    pub budget_basis: String,
    /// 出典: the city's sheet.
    pub source: String,
    /// The fiscal years, in order.
    pub years: Vec<MoneyYear>,
}

/// A fiscal year's amounts, in 千円.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoneyYear {
    /// The fiscal year.
    pub year: FiscalYear,
    /// 予算額.
    pub budget: Observation,
    /// 決算額.
    pub settlement: Observation,
    /// 執行率, or why there is none.
    pub rate: Result<ExecutionRate, NoRate>,
    /// Whether people have stated different values: of the budget, of the settlement.
    pub in_conflict: [bool; 2],
    /// Of several projects together, whether only some have a number: a budget, a settlement.
    pub is_partly: [bool; 2],
}

impl MoneySeries {
    /// The amounts of `project`; `conflicts` are the years whose budget, and those whose settlement is in conflict.
    pub fn of(project: &Project, conflicts: &[BTreeSet<FiscalYear>; 2]) -> MoneySeries {
        let years = set_of(project.budgets.keys().chain(project.settlements.keys()).copied());
        let amount = |of: Option<&Observation>| of.copied().unwrap_or_default();
        let years = years.into_iter().map(|year| {
            let (budget, settlement) = (amount(project.budgets.get(&year)), amount(project.settlements.get(&year)));
            let in_conflict = [conflicts[0].contains(&year), conflicts[1].contains(&year)];
            let rate = execution_rate(budget, settlement);
            MoneyYear { year, budget, settlement, rate, in_conflict, is_partly: [false; 2] }
        });
        let (name, budget_basis) = (project.name.clone(), project.budget_basis.clone());
        MoneySeries { name, budget_basis, source: String::new(), years: years.collect() }
    }

    /// The amounts of several projects together, in each year a number only where every one of them has it, or has 該当なし.
    pub fn of_all(name: String, source: String, projects: &[Project]) -> MoneySeries {
        // Each has all the years of the plan.
        let years = projects.first().into_iter().flat_map(|project| project.budgets.keys());
        type Amounts = fn(&Project) -> &BTreeMap<FiscalYear, Observation>;
        let years = years.map(|year| {
            let of_year =
                |of: Amounts| projects.iter().map(move |project| of(project).get(year).copied().unwrap_or_default());
            let amounts = [(|project| &project.budgets) as Amounts, |project| &project.settlements];
            let [budget, settlement] = amounts.map(|of| total(of_year(of)));
            let has_some = amounts.map(|of| of_year(of).any(|amount| amount.number().is_some()));
            let is_partly = [has_some[0] && budget.number().is_none(), has_some[1] && settlement.number().is_none()];
            let rate = execution_rate(budget, settlement);
            let rate = if is_partly.contains(&true) { Err(NoRate::Partly) } else { rate };
            MoneyYear { year: *year, budget, settlement, rate, in_conflict: [false; 2], is_partly }
        });
        MoneySeries { name, budget_basis: String::new(), source, years: years.collect() }
    }

    /// The budget by its own name, where the sheet says which it is.
    pub fn budget_name(&self) -> &str {
        if self.budget_basis.is_empty() { &figure::BUDGET } else { &self.budget_basis }
    }

    /// Whether there is any amount to draw. One is enough: a bar from nought shows an amount by itself.
    pub fn is_drawn(&self) -> bool {
        self.years.iter().any(|year| year.budget.number().or(year.settlement.number()).is_some())
    }
}
