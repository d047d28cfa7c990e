//! The one number that stands for an indicator, to be shown large.

use super::{Point, PointKind};
use crate::plan::Assessment;
use crate::words::{assessment, figure, number, observation, year};

/// The newest actual; where there is none yet, what later ones will be held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The number, as a table has it.
    pub number: String,
    /// Its unit.
    pub unit: String,
    /// Whose number it is: a fiscal year's, or the latest value or baseline, by name.
    pub of: String,
}

impl Headline {
    /// Returns the headline of an assessment; `None` where there is no number at all.
    pub fn new(assessed: &Assessment, unit: &str, is_corrected: bool) -> Option<Headline> {
        let headline = |value, of: String| Headline { number: number::in_table(value), unit: unit.to_owned(), of };
        let Some(current) = assessed.current else {
            let reference = assessed.reference?;
            return Some(headline(reference.value, assessment::reference_in_short(reference)));
        };
        let preliminary = if current.is_preliminary { &*observation::PRELIMINARY } else { "" };
        let corrected = if is_corrected { &*observation::CORRECTED } else { "" };
        Some(headline(current.value, format!("{}{preliminary}{corrected}", year::short(current.year))))
    }

    /// Returns the headline of a figure's only number.
    pub(super) fn of_point(point: &Point, unit: &str) -> Headline {
        let of = match (point.kind, point.year) {
            (PointKind::Latest, Some(of)) => format!("{}({})", figure::LATEST, year::printed(of)),
            (PointKind::Latest, None) => figure::LATEST.into(),
            (PointKind::Baseline, of) => format!("{}({})", figure::BASELINE, of.map(year::short).unwrap_or_default()),
            (PointKind::Actual, of) => of.map(year::short).unwrap_or_default(),
        };
        Headline { number: observation::in_table(point.observation), unit: unit.to_owned(), of }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::states::{indicator, year};
    use crate::plan::assess;

    #[test]
    fn the_newest_actual_stands_for_an_indicator_and_before_it_what_it_begins_with() {
        let headline = |latest, baseline, actuals, is_corrected| {
            let of = indicator(latest, baseline, actuals);
            Headline::new(&assess(&of, year(2030)), &of.unit, is_corrected).map(|h| [h.number, h.unit, h.of].join(" "))
        };
        for (given, expected) in [
            (("2023", "-", "- - - - -", false), Some("2,023 件 直近実績値(2024年)")),
            (("2023", "2020", "- - - - -", false), Some("2,020 件 初期値(R7)")),
            (("2023", "2020", "-5 - 7? - -", false), Some("7 件 R10(速報)")),
            (("2023", "-", "-5 - - - -", true), Some("△5 件 R8(訂正)")),
            (("-", "-", "- - - - -", false), None),
        ] {
            let (latest, baseline, actuals, is_corrected) = given;
            assert_eq!(headline(latest, baseline, actuals, is_corrected).as_deref(), expected);
        }
    }
}
