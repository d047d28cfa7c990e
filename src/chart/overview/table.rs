//! The overview as one table.

use super::OverviewSeries;
use crate::chart::series::PointKind;
use crate::chart::table::{TableCell, TableRow, TableState, ValueTable, observed, text};
use crate::plan::FiscalYear;
use crate::words::{assessment, figure, number, overview, year};

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
            let mut cell = point.map_or_else(|| text(""), |point| observed(point.observation, point.is_in_conflict));
            if one.corrected.contains(of) {
                cell.mark_corrected();
            }
            cell
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
