//! What the overview shows, in sentences.

use super::OverviewSeries;
use crate::plan::Decimal;
use crate::words::{assessment, overview};

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
    (!changes.is_empty()).then(|| {
        let left = series.indicators.len() - changes.len();
        overview::changes(to.previous(), to, [up, down, changes.len() - up - down], left)
    })
}
