//! A figure's table to take along, for web pages that may not frame others.

use super::Handout;
use crate::format::escape_html;

/// The figure in words and as a table, in HTML without style, script or frame: for systems that allow no more.
pub fn html(handout: &Handout) -> String {
    let table = &handout.table;
    let heads = table.columns.iter().map(|text| format!("<th scope=\"col\">{}</th>", escape_html(text)));
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| format!("<td>{}</td>", escape_html(&cell.text)));
        format!("<tr><th scope=\"row\">{}</th>{}</tr>\n", escape_html(&row.head), cells.collect::<String>())
    });
    format!(
        "<figure>\n<figcaption>{}</figcaption>\n<p>{}</p>\n<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n<p>{}</p>\n</figure>\n",
        escape_html(&handout.title),
        escape_html(&handout.sentence),
        escape_html(&table.caption),
        heads.collect::<String>(),
        rows.collect::<String>(),
        escape_html(&handout.source),
    )
}

#[cfg(test)]
mod tests {
    use super::super::FigureOf;
    use super::super::states::{moneys, overviews, trends};
    use super::*;

    #[test]
    fn every_state_leaves_whole() {
        let date = "令和8年4月1日時点のデータ";
        let trends = trends().into_iter().map(|(name, series)| (name, FigureOf::trend(series)));
        let moneys = moneys().into_iter().map(|(name, series)| (name, FigureOf::money(series)));
        let figures = trends.chain(moneys).map(|(name, figure)| (name, Handout::of(&figure, date)));
        let overviews = overviews().into_iter().map(|(name, series)| (name, Handout::of_overview(&series, date)));
        for (name, handout) in figures.chain(overviews) {
            let html = html(&handout);
            assert_eq!(html.matches("<tr>").count(), 1 + handout.table.rows.len(), "{name}");
            assert!(
                html.contains(&escape_html(&handout.sentence)) && html.contains(&escape_html(&handout.source)),
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
        let handout = Handout::of(&FigureOf::trend(series), "\u{8}日");
        let written = html(&handout);
        assert!(written.contains("人の推移") && written.contains("出典: 人。日") && written.contains("値(人)"));
        let is_allowed = |c| c >= ' ' && c != '\u{ffff}' || matches!(c, '\n' | '\r');
        assert!(written.chars().all(is_allowed), "{written:?}");
    }
}
