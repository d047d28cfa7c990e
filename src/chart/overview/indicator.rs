//! An indicator of the overview: the verdict on it, the number that stands for it, how it went on.

use crate::chart::{Headline, PointKind, TrendSeries};
use crate::plan::{Assessment, Decimal, FiscalYear, Reference, SubjectId, Verdict, VerdictGroup, is_blank};
use crate::words::figure::Said;
use crate::words::{assessment, figure, number, observation, overview, year};

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
    /// What was noted beside its newest actual; empty where nothing was.
    pub remark: String,
    /// The years whose actuals were corrected after they were closed.
    pub corrected: Vec<FiscalYear>,
    /// Whether the number that stands for it may be another than the source meant, and awaits confirmation.
    pub is_uncertain: bool,
    /// The same of any value that its figure and its verdict are made from.
    pub has_uncertain: bool,
}

/// How an indicator went on from the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorChange {
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

impl Overviewed {
    /// The group its verdict counts into; none where it has no verdict.
    pub fn group(&self) -> Option<VerdictGroup> {
        self.assessment.verdict.ok().map(|verdict| verdict.group())
    }

    /// Whether its newest actual was corrected.
    fn is_corrected(&self) -> bool {
        self.assessment.current.is_some_and(|current| self.corrected.contains(&current.year))
    }

    /// The number that stands for it.
    pub fn headline(&self) -> Option<Headline> {
        Headline::new(&self.assessment, &self.trend.unit, self.is_corrected())
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
    pub(super) fn change(&self) -> Option<IndicatorChange> {
        let current = self.assessment.current?;
        self.assessment.change_from_year_before?;
        let before = self.trend.placed().filter(|(_, of, _)| *of == current.year.previous()).last();
        let (point, of, before) = before?;
        let number =
            |value, is_preliminary| Said { value, unit: &self.trend.unit, is_preliminary, is_in_conflict: false };
        // A baseline or latest value is named: its year may be another kind of year than the actual's.
        let base = match point.kind {
            PointKind::Actual => String::new(),
            kind => assessment::reference_in_short(Reference {
                value: before,
                year: Some(of),
                is_baseline: kind == PointKind::Baseline,
            }),
        };
        let now = number(current.value, current.is_preliminary);
        let changed = overview::changed(&base, number(before, point.observation.is_preliminary()), now);
        let remark = Some(&self.remark).filter(|remark| !is_blank(remark));
        let remark = remark.map(|remark| figure::remark(Some(current.year), None, remark)).unwrap_or_default();
        let verdict = overview::verdict_changed(self.verdict_before, self.assessment.verdict.ok());
        Some(IndicatorChange {
            id: self.id.clone(),
            name: self.trend.name.clone(),
            numbers: [before, current.value],
            is_verdict_changed: verdict.is_some(),
            said: format!("{changed}{}{remark}", verdict.unwrap_or_default()),
        })
    }

    /// Its newest actual with unit and year; nothing where it has none.
    pub fn newest(&self) -> Option<String> {
        let current = self.assessment.current?;
        let preliminary = if current.is_preliminary { &*observation::PRELIMINARY } else { "" };
        let corrected = if self.is_corrected() { &*observation::CORRECTED } else { "" };
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
