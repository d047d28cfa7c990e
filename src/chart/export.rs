//! What leaves the page of a figure, in every form but the drawn one ([`super::picture`]).

use super::{FigureOf, OverviewSeries, ValueTable, overview_sentence, overview_table};
use crate::format::escape_html;
use crate::words::{overview, screen};

/// A figure for other documents: what stands with its picture, and its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The title.
    pub title: String,
    /// What it shows, in words.
    pub sentence: String,
    /// The table.
    pub table: ValueTable,
    /// Source and date.
    pub source: String,
}

impl Export {
    /// Returns the export of a figure, with the date of its data.
    pub fn of(figure: &FigureOf, date: &str) -> Export {
        Export {
            title: figure.title.clone(),
            sentence: figure.sentence.clone(),
            table: figure.table.clone(),
            source: figure.source_line(date),
        }
    }

    /// Returns the export of all indicators of an overview. Each has a source of its own: in the table a column, in the picture a line.
    pub fn of_overview(series: &OverviewSeries, date: &str) -> Export {
        let only = if series.initiative.is_some() { overview::ONLY_SOME } else { "" };
        let table = overview_table(series);
        let is_uncertain = series.indicators.iter().any(|one| one.has_uncertain);
        Export {
            title: overview::title(&series.name, series.initiative),
            sentence: format!("{}{only}", overview_sentence(series)),
            source: if is_uncertain { screen::uncertain(date) } else { date.to_owned() },
            table,
        }
    }

    /// Returns the alternative text of the picture.
    pub fn alternative(&self) -> String {
        format!("{}。{}{}", self.title, self.sentence, self.source)
    }

    /// Returns words and table as HTML without style, script or frame, for web pages that allow no more.
    pub fn html(&self) -> String {
        let table = &self.table;
        let heads = table.columns.iter().map(|text| format!("<th scope=\"col\">{}</th>", escape_html(text)));
        let rows = table.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|cell| format!("<td>{}</td>", escape_html(&cell.text)));
            format!("<tr><th scope=\"row\">{}</th>{}</tr>\n", escape_html(&row.head), cells.collect::<String>())
        });
        format!(
            "<figure>\n<figcaption>{}</figcaption>\n<p>{}</p>\n<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n<p>{}</p>\n</figure>\n",
            escape_html(&self.title),
            escape_html(&self.sentence),
            escape_html(&table.caption),
            heads.collect::<String>(),
            rows.collect::<String>(),
            escape_html(&self.source),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::states::{moneys, overviews, trends};
    use super::*;

    #[test]
    fn every_state_leaves_whole() {
        let date = "令和8年4月1日時点のデータ";
        let trends = trends().into_iter().map(|(name, series)| (name, FigureOf::trend(series)));
        let moneys = moneys().into_iter().map(|(name, series)| (name, FigureOf::money(series)));
        let figures = trends.chain(moneys).map(|(name, figure)| (name, Export::of(&figure, date)));
        let overviews = overviews().into_iter().map(|(name, series)| (name, Export::of_overview(&series, date)));
        for (name, export) in figures.chain(overviews) {
            let html = export.html();
            assert_eq!(html.matches("<tr>").count(), 1 + export.table.rows.len(), "{name}");
            assert!(
                html.contains(&escape_html(&export.sentence)) && html.contains(&escape_html(&export.source)),
                "{name}"
            );
        }
    }

    #[test]
    fn nothing_that_xml_forbids_leaves_in_a_table() {
        let (_, mut series) = trends().into_iter().find(|(name, _)| *name == "with_target").unwrap();
        for text in [&mut series.name, &mut series.unit, &mut series.source] {
            *text = "\u{b}人\0\u{1f}\u{ffff}".into();
        }
        let export = Export::of(&FigureOf::trend(series), "\u{8}日");
        let written = export.html();
        assert!(written.contains("人の推移") && written.contains("出典: 人。日") && written.contains("値(人)"));
        let is_allowed = |c| c >= ' ' && c != '\u{ffff}' || matches!(c, '\n' | '\r');
        assert!(written.chars().all(is_allowed), "{written:?}");
    }
}
