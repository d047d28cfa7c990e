//! The tables of an HTML text as blocks of cells.
//!
//! It is read here and not by the browser: what a browser reads for a page comes under the policies of the page, which forbid the
//! styles that spreadsheets write, and says so for each cell. Only tags, comments, spans and character references matter; whatever is
//! odd is text.

use super::{Block, trimmed};

/// The most columns that a cell may span; HTML has 1,000.
const WIDE_AT_MOST: usize = 100;
/// The most lines that a cell may span.
const HIGH_AT_MOST: usize = 1_000;

/// The most cells of a block, those that are spanned among them; behind them nothing is spanned.
const CELLS_AT_MOST: usize = 200_000;

/// Returns the lines of the tables of an HTML text, a text each cell; a cell that spans several is followed by empty ones. None where
/// there is no table.
pub fn read_html(html: &str) -> Option<Block> {
    let mut table = Table::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, behind) = rest.split_at(at);
        table.add(text);
        rest = tag(behind, &mut table);
    }
    table.add(rest);
    table.end_cell();
    Some(trimmed(table.lines)).filter(|lines| !lines.is_empty())
}

/// What is read so far.
#[derive(Default)]
struct Table {
    lines: Block,
    /// How many cells were made.
    cells: usize,
    /// For each column, in how many lines more a cell from above stands.
    spanned: Vec<usize>,
    cell: Option<OpenCell>,
}

/// A cell that has begun and not ended.
struct OpenCell {
    column: usize,
    text: String,
    /// How many tables are open within it.
    tables: usize,
}

impl Table {
    fn add(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(&decode_references(text));
        }
    }

    /// Ends the cell that is open.
    fn end_cell(&mut self) {
        let Some(OpenCell { column, text, .. }) = self.cell.take() else { return };
        if let Some(cell) = self.lines.last_mut().and_then(|line| line.get_mut(column)) {
            let parts = text.split([' ', '\t', '\r', '\n', '\u{a0}']).filter(|part| !part.is_empty());
            *cell = parts.collect::<Vec<_>>().join(" ");
        }
    }

    fn begin_line(&mut self) {
        self.end_cell();
        self.skip_spanned();
        self.lines.push(Vec::new());
    }

    fn begin_cell(&mut self, wide: usize, high: usize) {
        self.end_cell();
        if self.lines.is_empty() {
            self.lines.push(Vec::new());
        }
        self.skip_spanned();
        let Some(line) = self.lines.last_mut() else { return };
        self.cell = Some(OpenCell { column: line.len(), text: String::new(), tables: 0 });
        self.cells += wide;
        let (wide, high) = if self.cells > CELLS_AT_MOST { (1, 1) } else { (wide, high) };
        for _ in 0..wide {
            let at = line.len();
            line.push(String::new());
            if self.spanned.len() <= at {
                self.spanned.resize(at + 1, 0);
            }
            if let Some(left) = self.spanned.get_mut(at) {
                *left = high - 1;
            }
        }
    }

    /// Puts empty cells where cells from above stand.
    fn skip_spanned(&mut self) {
        let Some(line) = self.lines.last_mut() else { return };
        while let Some(left) = self.spanned.get_mut(line.len()).filter(|left| **left > 0) {
            *left -= 1;
            self.cells += 1;
            if self.cells > CELLS_AT_MOST {
                return self.spanned.clear();
            }
            line.push(String::new());
        }
    }
}

/// Reads what begins with `<`, and returns what stands behind it.
fn tag<'a>(text: &'a str, table: &mut Table) -> &'a str {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, behind)| behind);
    }
    let name = |from: &str| {
        let end = from.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(from.len());
        from.get(..end).unwrap_or_default().to_ascii_lowercase()
    };
    let (closes, inner) = match text.strip_prefix("</") {
        Some(inner) => (true, inner),
        None => (false, text.strip_prefix('<').unwrap_or(text)),
    };
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
        // A sign like any other.
        table.add("<");
        return inner;
    }
    let name = name(inner);
    let (attributes, behind) = split_tag(inner);
    let span = |wanted: &str, most: usize| {
        attribute(attributes, wanted).and_then(|n| n.parse().ok()).unwrap_or(1).clamp(1, most)
    };
    let is_within = table.cell.as_ref().is_some_and(|cell| cell.tables > 0);
    match (name.as_str(), closes) {
        // Tables within a cell are text of it.
        ("table", false) if table.cell.is_some() => table.cell.iter_mut().for_each(|cell| cell.tables += 1),
        ("table", true) if is_within => table.cell.iter_mut().for_each(|cell| cell.tables -= 1),
        ("tr" | "td" | "th", _) if is_within => table.add(" "),
        ("tr", false) => table.begin_line(),
        ("td" | "th", false) => table.begin_cell(span("colspan", WIDE_AT_MOST), span("rowspan", HIGH_AT_MOST)),
        ("tr" | "td" | "th" | "table", true) => table.end_cell(),
        ("br" | "p" | "div" | "li", _) => table.add(" "),
        ("script" | "style" | "title", false) => {
            // Its text is none of the page: it ends with its own tag.
            let ends = |at: &usize| {
                let tag = behind.get(at + 2..at + 2 + name.len());
                tag.is_some_and(|tag| tag.eq_ignore_ascii_case(&name))
            };
            let end = behind.match_indices("</").map(|(at, _)| at).find(ends);
            return end.and_then(|end| behind.get(end..)).unwrap_or_default();
        }
        _ => {}
    }
    behind
}

/// The inside of a tag, and what stands behind its end. An end within quotes is none.
fn split_tag(text: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default()),
            // A quote begins a value; elsewhere it is a sign.
            (None, '"' | '\'') if text.get(..at).is_some_and(|before| before.trim_end().ends_with('=')) => {
                quote = Some(c)
            }
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    (text, "")
}

/// The value of an attribute in the inside of a tag.
fn attribute<'a>(inside: &'a str, wanted: &str) -> Option<&'a str> {
    let at = inside.match_indices('=').find_map(|(at, _)| {
        // No longer than the name that is sought, whatever stands before it.
        let name = inside.get(..at)?.trim_end();
        let (before, name) = name.split_at_checked(name.len().checked_sub(wanted.len())?)?;
        let begins = before.is_empty() || before.ends_with(char::is_whitespace);
        (begins && name.eq_ignore_ascii_case(wanted)).then_some(at + 1)
    })?;
    let value = inside.get(at..)?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => value.get(1..)?.split(quote).next(),
        None => value.split(|c: char| c.is_whitespace()).next(),
    }
}

/// A text with its character references as the characters they stand for; one that is not known stays as it is.
fn decode_references(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut parts = text.split('&');
    made.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let known = part.split_once(';').and_then(|(name, behind)| Some((character(name)?, behind)));
        match known {
            Some((c, behind)) => {
                made.push(c);
                made.push_str(behind);
            }
            None => {
                made.push('&');
                made.push_str(part);
            }
        }
    }
    made
}

fn character(name: &str) -> Option<char> {
    let number = |digits: &str, radix: u32| char::from_u32(u32::from_str_radix(digits, radix).ok()?);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "minus" => Some('−'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        _ => {
            let number_text = name.strip_prefix('#')?;
            match number_text.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => number(hexadecimal, 16),
                None => number(number_text, 10),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> String {
        let block = read_html(html).unwrap_or_default();
        block.iter().map(|line| line.join("|")).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn tables_are_read_as_they_are_shown() {
        for (html, expected) in [
            ("<table><tr><td>75</td><td>2,041</td></tr><tr><td>3</td></tr></table>", "75|2,041/3"),
            ("<TABLE><TR><TD>75<TH>2,041<TR><TD>3</TABLE>", "75|2,041/3"),
            ("<table><thead><tr><th>指標</th></tr></thead><tbody><tr><td>75</td></tr></tbody></table>", "指標/75"),
            ("<tr><td colspan=2>a</td><td>b</td></tr>", "a||b"),
            ("<tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td>c</td></tr>", "a|b/|c"),
            (
                "<tr><td>b</td><td ROWSPAN = '2'>a</td></tr><tr><td>c</td></tr><tr><td>d</td><td>e</td></tr>",
                "b|a/c/d|e",
            ),
            ("<tr><td rowspan=2>a</td></tr><tr></tr><tr><td>b</td></tr>", "a//b"),
            ("<tr><td data-x=\"a>b\" colspan=x>1</td></tr>", "1"),
            ("<tr><td title='colspan=3'>1</td><td>2</td></tr>", "1|2"),
            ("<tr><td>  創業\r\n  件数<br>の<p>合計</p></td></tr>", "創業 件数 の 合計"),
            ("<tr><td>&nbsp;75&nbsp;</td><td>&#x25b3;&#49;&amp;&lt;&unknown;&</td></tr>", "75|△1&<&unknown;&"),
            ("<!-- <table><tr><td>0</td></tr></table> --><tr><td>75<!-- x --></td></tr>", "75"),
            ("<style>td > p { }</style><tr><td>75<script>if (a < b) { '<td>' }</script></td></tr>", "75"),
            ("<tr><td>1 < 2</td></tr>", "1 < 2"),
            ("<tr><td>a<table><tr><td>b</td></tr></table>c</td><td>d</td></tr>", "a b c|d"),
            ("<![if !supportMisalignedColumns]><tr><td>75</td></tr><![endif]>", "75"),
            ("<p>75</p>", ""),
            ("", ""),
            ("<td>75", "75"),
            ("<tr><td", ""),
            ("<!--", ""),
        ] {
            assert_eq!(read(html), expected, "{html}");
        }
    }

    #[test]
    fn a_cell_that_says_it_spans_millions_makes_no_large_block() {
        let block = read_html("<tr><td colspan=99999999 rowspan=99999999>1</td></tr><tr><td>2</td></tr>").unwrap();
        assert_eq!(block.iter().map(Vec::len).collect::<Vec<_>>(), [1, WIDE_AT_MOST + 1]);
    }

    #[test]
    fn many_cells_that_span_many_make_no_large_block() {
        let row = format!("<tr>{}</tr>", "<td colspan=100 rowspan=1000>1</td>".repeat(1_000));
        let block = read_html(&format!("{row}{}", "<tr><td>2</td></tr>".repeat(1_000))).unwrap();
        assert!(block.iter().map(Vec::len).sum::<usize>() < CELLS_AT_MOST + 5_000);
    }

    #[test]
    fn no_text_is_too_odd() {
        proptest::proptest!(|(html in "[<>/!tdrableh 'a=\"2&;#x-]{0,60}")| {
            read_html(&html);
        });
    }
}
