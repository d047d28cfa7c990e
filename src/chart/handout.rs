//! What is taken along of a figure, in every form but the drawn one.

use super::{FigureOf, OverviewSeries, ValueTable, overview_sentence, overview_table};
use crate::words::{overview, screen};

/// What stands with a picture or a table that leaves the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handout {
    /// The title.
    pub title: String,
    /// What it shows, in words.
    pub sentence: String,
    /// The table.
    pub table: ValueTable,
    /// Source and date.
    pub source: String,
}

impl Handout {
    /// Of a figure, with the date of its data.
    pub fn of(figure: &FigureOf, date: &str) -> Handout {
        Handout {
            title: figure.title.clone(),
            sentence: figure.sentence.clone(),
            table: figure.table.clone(),
            source: screen::source_and_date(&figure.source, date),
        }
    }

    /// The picture in words, for who does not see it.
    pub fn alternative(&self) -> String {
        format!("{}。{}{}", self.title, self.sentence, self.source)
    }

    /// Of all indicators of an overview. Each has a source of its own: in the table a column, in the picture a line.
    pub fn of_overview(series: &OverviewSeries, date: &str) -> Handout {
        let only = if series.initiative.is_some() { overview::ONLY_SOME } else { "" };
        let table = overview_table(series);
        Handout {
            title: overview::title(&series.name, series.initiative),
            sentence: format!("{}{only}", overview_sentence(series)),
            source: date.to_owned(),
            table,
        }
    }
}
