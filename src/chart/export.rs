//! A figure's table to take along: for spreadsheets, and for web pages that may not frame others.

use super::{Handout, TableState};
use crate::words::file::{escaped, xml_text};

/// The table as CSV (RFC 4180), with what is needed to cite it above: title, source and date. It begins with a byte order
/// mark, without which spreadsheets in Japan read UTF-8 as Shift_JIS. Numbers are as they are computed with: `-1250.5`, no
/// grouping; words stay words.
pub fn csv(handout: &Handout) -> String {
    let line =
        |cells: Vec<String>| format!("{}\r\n", cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(","));
    let head = [vec![handout.table_title.clone()], vec![handout.source.clone()], handout.table.columns.clone()];
    let rows = handout.table.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| match cell.state {
            TableState::Number => plain(&cell.text),
            _ => cell.text.clone(),
        });
        std::iter::once(row.head.clone()).chain(cells).collect::<Vec<_>>()
    });
    let lines = head.into_iter().chain(rows).map(line);
    format!("\u{feff}{}", lines.collect::<String>())
}

/// A number as a table shows it, as a spreadsheet reads it.
fn plain(text: &str) -> String {
    text.replace(',', "").replace('△', "-")
}

/// Returns a field as a spreadsheet shows it: what it would take for a formula is marked as text.
pub fn for_spreadsheet(text: &str) -> String {
    let text = xml_text(text);
    let is_number = text.trim_start_matches('-').chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let is_formula = !is_number && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text.into_owned() }
}

/// A cell of CSV.
fn quoted(text: &str) -> String {
    let text = for_spreadsheet(text);
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

/// The figure in words and as a table, in HTML without style, script or frame: for systems that allow no more.
pub fn html(handout: &Handout) -> String {
    let table = &handout.table;
    let heads = table.columns.iter().map(|text| format!("<th scope=\"col\">{}</th>", escaped(text)));
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| format!("<td>{}</td>", escaped(&cell.text)));
        format!("<tr><th scope=\"row\">{}</th>{}</tr>\n", escaped(&row.head), cells.collect::<String>())
    });
    format!(
        "<figure>\n<figcaption>{}</figcaption>\n<p>{}</p>\n<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n<p>{}</p>\n</figure>\n",
        escaped(&handout.title),
        escaped(&handout.sentence),
        escaped(&table.caption),
        heads.collect::<String>(),
        rows.collect::<String>(),
        escaped(&handout.source),
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
            let csv = csv(&handout);
            let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
            assert_eq!(lines.len(), 3 + handout.table.rows.len(), "{name}");
            assert!(
                lines[0] == handout.table_title && lines[1].contains(&handout.source) && lines[1].contains(date),
                "{name}"
            );
            let html = html(&handout);
            assert_eq!(html.matches("<tr>").count(), 1 + handout.table.rows.len(), "{name}");
            assert!(html.contains(&escaped(&handout.sentence)) && html.contains(&escaped(&handout.source)), "{name}");
        }
    }

    #[test]
    fn nothing_that_xml_forbids_leaves_in_a_table() {
        let (_, mut series) = trends().into_iter().find(|(name, _)| *name == "with_target").unwrap();
        for text in [&mut series.name, &mut series.unit, &mut series.source] {
            *text = "\u{b}人\0\u{1f}\u{ffff}".into();
        }
        let handout = Handout::of(&FigureOf::trend(series), "\u{8}日");
        for written in [csv(&handout), html(&handout)] {
            assert!(written.contains("人の推移") && written.contains("出典: 人。日") && written.contains("値(人)"));
            let is_allowed = |c| c >= ' ' && c != '\u{ffff}' || matches!(c, '\n' | '\r');
            assert!(written.chars().all(is_allowed), "{written:?}");
        }
    }

    #[test]
    fn numbers_are_numbers_and_texts_are_no_formulas() {
        let (_, series) = trends().into_iter().find(|(name, _)| *name == "negative").unwrap();
        let csv = csv(&Handout::of(&FigureOf::trend(series), ""));
        assert!(csv.contains("R10,指標実績,-1250\r\n") || csv.contains(",-1250\r\n"), "{csv}");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("-5.5"), "-5.5");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(escaped("<b a=\"\">&"), "&lt;b a=&quot;&quot;&gt;&amp;");
    }
}
