//! Figures: words, drawing and table of one thing, all made from one series.
//!
//! [`TrendSeries`] and [`MoneySeries`] hold what a figure shows; `trend_sentence`, `trend_options`, `trend_table` and
//! their like for money only say it in another form. Nothing here knows a browser: options are JSON for ECharts, which
//! `browser/echarts.rs` hands over. charming's option types are used in this folder alone.

mod export;
mod figure;
mod headline;
mod look;
mod money;
mod overview;
mod part;
pub mod picture;
mod sentence;
mod series;
mod table;
mod trend;

pub use export::Export;
pub use figure::FigureOf;
pub use headline::Headline;
pub use look::{Look, Scheme};
pub use money::money_options;
pub use overview::{
    Choice, IndicatorChange, OverviewSeries, Overviewed, changes_sentence, counts, overview_sentence, overview_table,
};
pub use sentence::{money_rest, money_sentence, trend_rest, trend_sentence};
pub use series::{MoneySeries, MoneyYear, Point, PointKind, TargetPoint, TrendSeries};
pub use table::{TableCell, TableRow, TableState, ValueTable, money_table, trend_table};
pub use trend::trend_options;

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod gallery;
#[cfg(test)]
mod states;
