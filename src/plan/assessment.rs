//! The verdict on an indicator, always with the numbers it was made from.
//!
//! The rules are ours; the cuts 0.95, 0.60 and 0 are those of Open SDG's progress measure, applied to linear pace
//! instead of a ratio of growth rates. All arithmetic is exact: cuts are compared by multiplying out.

use rust_decimal::Decimal as Exact;

use super::cell::{Cell, Field, SubjectId};
use super::decimal::Decimal;
use super::indicator::Indicator;
use super::value::{Direction, Missing, Target};
use super::year::FiscalYear;

/// The version of the rules. It rises when the same values may get another verdict.
pub const RULES: u32 = 1;

/// What can be said about an indicator up to a fiscal year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// What the current value is held against.
    pub reference: Option<Reference>,
    /// The newest actual that is a number.
    pub current: Option<Current>,
    /// Current minus reference.
    pub change: Option<Exact>,
    /// Current minus the number of the year before it.
    pub change_from_year_before: Option<Exact>,
    /// The verdict by the stated target.
    pub by_target: Option<Verdict>,
    /// The verdict by the stated direction.
    pub by_direction: Option<Verdict>,
    /// How far from reference to target, where rules 4 to 6 apply.
    pub progress: Option<Ratio>,
    /// Progress against the share of time gone by, where rule 6 applies.
    pub pace: Option<Pace>,
    /// 達成率: current ÷ target, only when the sense is up and the target above nought.
    pub achievement: Option<Ratio>,
    /// The target's verdict where a target is stated, else the direction's; or why there is none.
    pub verdict: Result<Verdict, NoVerdict>,
}

impl Assessment {
    /// Returns the cell of the number that stands for the indicator `id`, or would: its newest actual; where there is none, what that
    /// would be held against.
    pub fn standing(&self, id: &SubjectId) -> Option<Cell> {
        match (self.current, self.reference) {
            (Some(current), _) => Cell::yearly(id, Field::Actual, current.year),
            (None, Some(reference)) if reference.is_baseline => Cell::plain(id, Field::Baseline),
            (None, _) => Cell::plain(id, Field::Latest),
        }
    }
}

/// The value others are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The value.
    pub value: Decimal,
    /// The year it counts as, where known.
    pub year: Option<FiscalYear>,
    /// Whether it is the baseline (初期値); else it is the latest value (直近実績値).
    pub is_baseline: bool,
}

/// The newest actual that is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Current {
    /// The value.
    pub value: Decimal,
    /// Its fiscal year.
    pub year: FiscalYear,
    /// 速報.
    pub is_preliminary: bool,
}

/// A quotient kept exact; the divisor is never nought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    dividend: Exact,
    divisor: Exact,
}

/// Progress divided by the share of the planned years gone by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The quotient.
    pub ratio: Ratio,
    /// Years from reference to current.
    pub elapsed: i32,
    /// Years from reference to target.
    pub planned: i32,
}

/// The verdicts there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// 達成
    Achieved,
    /// 順調
    OnTrack,
    /// やや遅れ
    SlightlyBehind,
    /// 遅れ
    Behind,
    /// 未達
    NotAchieved,
    /// 後退
    Worsened,
    /// 改善
    Improved,
    /// 横ばい
    Unchanged,
    /// 維持
    Maintained,
    /// 上振れ
    Above,
    /// 下振れ
    Below,
}

/// Why there is no verdict; the first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoVerdict {
    /// Neither a baseline nor a latest value.
    NoReference,
    /// No actual yet, and why.
    NoActual(Missing),
    /// It is retired in every year that could have an actual.
    Retired,
    /// A target is announced by its label but not stated, and there is no direction.
    TargetAnnounced,
    /// Neither a target nor a direction.
    NothingStated,
    /// The current or the target year does not lie behind the reference's, or that is not known.
    YearsOutOfOrder,
}

/// The groups of the overview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerdictGroup {
    /// 良好
    Good,
    /// 注視
    Watch,
    /// 課題
    Concern,
}

impl Verdict {
    /// Every verdict, those of a group together, and the groups in their order.
    pub const ALL: [Verdict; 11] = [
        Verdict::Achieved,
        Verdict::OnTrack,
        Verdict::Improved,
        Verdict::Maintained,
        Verdict::SlightlyBehind,
        Verdict::Unchanged,
        Verdict::Above,
        Verdict::Below,
        Verdict::Behind,
        Verdict::NotAchieved,
        Verdict::Worsened,
    ];

    /// The group the verdict counts into.
    pub fn group(self) -> VerdictGroup {
        match self {
            Verdict::Achieved | Verdict::OnTrack | Verdict::Improved | Verdict::Maintained => VerdictGroup::Good,
            Verdict::SlightlyBehind | Verdict::Unchanged | Verdict::Above | Verdict::Below => VerdictGroup::Watch,
            Verdict::Behind | Verdict::NotAchieved | Verdict::Worsened => VerdictGroup::Concern,
        }
    }
}

impl Ratio {
    /// `dividend / divisor`; none where the divisor is nought.
    pub fn new(dividend: Exact, divisor: Exact) -> Option<Ratio> {
        (!divisor.is_zero()).then_some(Ratio { dividend, divisor })
    }

    /// The quotient times `scale`, cut down to a whole number: a figure shown never claims a cut it did not reach.
    pub fn floor_times(self, scale: i32) -> Exact {
        let sign = if self.divisor.is_sign_negative() { Exact::NEGATIVE_ONE } else { Exact::ONE };
        let (dividend, divisor) = (self.dividend * sign * Exact::from(scale), self.divisor * sign);
        let near = (dividend / divisor).floor();
        // The division rounds in its last digit; multiplying back does not.
        if near * divisor > dividend { near - Exact::ONE } else { near }
    }

    /// Whether the quotient is at least `hundredths / 100`.
    fn at_least(self, hundredths: i32) -> bool {
        let sign = if self.divisor.is_sign_negative() { Exact::NEGATIVE_ONE } else { Exact::ONE };
        self.dividend * sign * Exact::ONE_HUNDRED >= self.divisor * sign * Exact::from(hundredths)
    }

    fn is_negative(self) -> bool {
        !self.at_least(0)
    }
}

/// What can be said about `indicator` from its actuals up to and including the fiscal year `until`.
pub fn assess(indicator: &Indicator, until: FiscalYear) -> Assessment {
    let reference = reference(indicator);
    let current = current(indicator, until);
    let change = reference.zip(current).map(|(reference, current)| current.value.exact() - reference.value.exact());
    let change_from_year_before = current.and_then(|current| {
        let before = match indicator.year_before(current.year) {
            // A baseline counts as the year before the first, a latest value only where it bears that very year.
            Some((year, observation)) if year == current.year.previous() => observation.number()?,
            _ => return None,
        };
        Some(current.value.exact() - before.exact())
    });
    let blank = Assessment {
        reference,
        current,
        change,
        change_from_year_before,
        by_target: None,
        by_direction: None,
        progress: None,
        pace: None,
        achievement: None,
        verdict: Err(NoVerdict::NoReference),
    };
    let Some(reference) = reference else { return blank };
    let Some(current) = current else {
        return Assessment { verdict: Err(why_no_actual(indicator, until)), ..blank };
    };
    let elapsed = reference.year.map(|year| current.year.number() - year.number()).filter(|years| *years > 0);
    let by_direction = indicator.direction.filter(|_| elapsed.is_some()).map(|direction| {
        by_direction(direction, current.value.exact() - reference.value.exact(), indicator.band.exact())
    });
    let Some(target) = indicator.target.number() else {
        let none = match (indicator.direction, indicator.target) {
            (Some(_), _) => NoVerdict::YearsOutOfOrder,
            (None, Target::Announced) => NoVerdict::TargetAnnounced,
            (None, _) => NoVerdict::NothingStated,
        };
        return Assessment { by_direction, verdict: by_direction.ok_or(none), ..blank };
    };
    let sense = indicator.direction.unwrap_or(match target.cmp(&reference.value) {
        std::cmp::Ordering::Greater => Direction::Increase,
        std::cmp::Ordering::Less => Direction::Decrease,
        std::cmp::Ordering::Equal => Direction::Maintain,
    });
    let planned = reference.year.map(|year| indicator.target_year.number() - year.number()).filter(|years| *years > 0);
    let years = elapsed.zip(planned);
    let against = Against { sense, reference: reference.value, target, current: current.value };
    let judged = by_target(against, years, current.year >= indicator.target_year, indicator.band.exact());
    let achievement = (sense == Direction::Increase && target > Decimal::ZERO)
        .then(|| Ratio::new(current.value.exact(), target.exact()))
        .flatten();
    Assessment {
        by_target: judged.verdict.ok(),
        by_direction,
        progress: judged.progress,
        pace: judged.pace,
        achievement,
        verdict: judged.verdict,
        ..blank
    }
}

fn reference(indicator: &Indicator) -> Option<Reference> {
    let baseline = indicator.baseline.number().map(|value| Reference {
        value,
        year: Some(indicator.baseline_year),
        is_baseline: true,
    });
    baseline.or_else(|| {
        let value = indicator.latest.number()?;
        Some(Reference { value, year: indicator.latest_year, is_baseline: false })
    })
}

fn current(indicator: &Indicator, until: FiscalYear) -> Option<Current> {
    indicator.actuals.range(..=until).rev().find_map(|(year, observation)| {
        let value = observation.number()?;
        Some(Current { value, year: *year, is_preliminary: observation.is_preliminary() })
    })
}

/// Why no actual is a number: what the newest year says that says anything, else 未入力; of the years in which it is kept.
fn why_no_actual(indicator: &Indicator, until: FiscalYear) -> NoVerdict {
    let is_kept = |year: &FiscalYear| indicator.retired.is_none_or(|retired| *year < retired);
    let kept = || indicator.actuals.range(..=until).rev().filter(|(year, _)| is_kept(year));
    if kept().next().is_none() && indicator.retired.is_some() {
        return NoVerdict::Retired;
    }
    let mut reasons = kept().filter_map(|(_, observation)| observation.missing());
    NoVerdict::NoActual(reasons.find(|reason| *reason != Missing::NotEntered).unwrap_or(Missing::NotEntered))
}

fn by_direction(direction: Direction, change: Exact, band: Exact) -> Verdict {
    let (above, within, below) = match direction {
        Direction::Increase => (Verdict::Improved, Verdict::Unchanged, Verdict::Worsened),
        Direction::Decrease => (Verdict::Worsened, Verdict::Unchanged, Verdict::Improved),
        Direction::Maintain => (Verdict::Above, Verdict::Maintained, Verdict::Below),
    };
    if change > band {
        above
    } else if change < -band {
        below
    } else {
        within
    }
}

/// What is held against what.
#[derive(Clone, Copy)]
struct Against {
    sense: Direction,
    reference: Decimal,
    target: Decimal,
    current: Decimal,
}

impl Against {
    fn reached(self, value: Decimal) -> bool {
        match self.sense {
            Direction::Increase => value >= self.target,
            Direction::Decrease => value <= self.target,
            Direction::Maintain => false,
        }
    }
}

struct Judged {
    verdict: Result<Verdict, NoVerdict>,
    progress: Option<Ratio>,
    pace: Option<Pace>,
}

/// Rules 1 to 6, in order; `years` are elapsed and planned, both above nought, or none.
fn by_target(against: Against, years: Option<(i32, i32)>, at_end: bool, band: Exact) -> Judged {
    let plain = |verdict| Judged { verdict, progress: None, pace: None };
    let Some((elapsed, planned)) = years else {
        return plain(if against.reached(against.current) {
            Ok(Verdict::Achieved)
        } else {
            Err(NoVerdict::YearsOutOfOrder)
        });
    };
    let (reference, target, current) = (against.reference.exact(), against.target.exact(), against.current.exact());
    if against.sense == Direction::Maintain {
        return plain(Ok(by_direction(Direction::Maintain, current - target, band)));
    }
    let progress = Ratio::new(current - reference, target - reference);
    if against.reached(against.current) {
        return Judged {
            progress: progress.filter(|_| !against.reached(against.reference)),
            ..plain(Ok(Verdict::Achieved))
        };
    }
    let Some(progress) = progress.filter(|_| !against.reached(against.reference)) else {
        return plain(Ok(Verdict::Worsened));
    };
    if progress.is_negative() {
        return Judged { progress: Some(progress), ..plain(Ok(Verdict::Worsened)) };
    }
    if at_end {
        return Judged { progress: Some(progress), ..plain(Ok(Verdict::NotAchieved)) };
    }
    let ratio =
        Ratio { dividend: progress.dividend * Exact::from(planned), divisor: progress.divisor * Exact::from(elapsed) };
    let verdict = if ratio.at_least(95) {
        Verdict::OnTrack
    } else if ratio.at_least(60) {
        Verdict::SlightlyBehind
    } else {
        Verdict::Behind
    };
    Judged { verdict: Ok(verdict), progress: Some(progress), pace: Some(Pace { ratio, elapsed, planned }) }
}

#[cfg(test)]
mod tests;
