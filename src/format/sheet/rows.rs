//! A sheet's text as rows of fields.

use std::borrow::Cow;

use super::labels::{Label, label};
use crate::plan::as_typed;

/// The longest quoted field: where no closing quote comes within it, the opening one was an ordinary sign.
const MAX_QUOTED: usize = 4_096;

/// One row of a sheet. A quoted field may run over several lines.
pub(super) struct Row<'a> {
    /// Line of the text the row begins on, from 1.
    pub line: u32,
    /// The row as it stands, without the line end.
    pub source: &'a str,
    fields: Vec<Cow<'a, str>>,
}

/// A field that is not empty.
#[derive(Clone, Copy)]
pub(super) struct Token<'a> {
    /// Its place in the row, from 0.
    pub at: usize,
    /// Its text, without spaces around.
    pub text: &'a str,
    /// The label it is, if it is one.
    pub label: Option<Label>,
}

impl Row<'_> {
    /// How many fields the row has.
    pub fn width(&self) -> usize {
        self.fields.len()
    }

    /// The text of the field `at`, without spaces around; empty behind the row's end.
    pub fn field(&self, at: usize) -> &str {
        self.fields.get(at).map_or("", |field| trim(field))
    }

    /// The fields that are not empty.
    pub fn tokens(&self) -> Vec<Token<'_>> {
        let filled = self.fields.iter().map(|field| trim(field)).enumerate().filter(|(_, text)| !text.is_empty());
        filled.map(|(at, text)| Token { at, text, label: label(text) }).collect()
    }
}

impl Token<'_> {
    /// Whether the field is a note.
    pub fn is_note(&self) -> bool {
        self.text.starts_with(['※', '＊', '*']) || self.text.starts_with("注)") || self.text.starts_with("注）")
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

/// The rows of `text`, empty ones included.
pub(super) fn rows(text: &str) -> Vec<Row<'_>> {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut line = 1;
    let mut rows = Vec::new();
    while !rest.is_empty() {
        let (fields, length) = fields(rest);
        let (source, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rows.push(Row { line, source: source.strip_suffix('\r').unwrap_or(source), fields });
        let breaks = source.bytes().filter(|b| *b == b'\n').count() + 1;
        line = line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        rest = after.strip_prefix('\n').unwrap_or(after);
    }
    rows
}

/// The fields of the first row of `text`, and the row's length.
fn fields(text: &str) -> (Vec<Cow<'_, str>>, usize) {
    let mut fields = Vec::new();
    let mut from = 0;
    loop {
        let rest = text.get(from..).unwrap_or_default();
        let (field, length) = quoted(rest).unwrap_or_else(|| {
            let length = rest.find(['\t', '\n']).unwrap_or(rest.len());
            (as_typed(rest.get(..length).unwrap_or(rest)), length)
        });
        fields.push(field);
        from += length;
        match text.as_bytes().get(from) {
            Some(b'\t') => from += 1,
            _ => return (fields, from),
        }
    }
}

/// The field `text` begins with, if it is one that a workbook quoted: `"…"` up to a tab, a line end or the end, quotes
/// within doubled. Its line breaks are kept, its tabs become spaces.
fn quoted(text: &str) -> Option<(Cow<'_, str>, usize)> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'"') {
        return None;
    }
    let mut at = 1;
    while at < MAX_QUOTED {
        if *bytes.get(at)? != b'"' {
            at += 1;
            continue;
        }
        match bytes.get(at + 1) {
            Some(b'"') => at += 2,
            None | Some(b'\t' | b'\n' | b'\r') => {
                let inner = text.get(1..at)?;
                // Ditto marks in two neighbouring fields look like a quoted tab.
                let is_ditto = inner.trim().is_empty() && !inner.is_empty();
                let field = inner.replace("\"\"", "\"").replace('\r', "").replace('\t', " ");
                let returns = usize::from(bytes.get(at + 1) == Some(&b'\r') && bytes.get(at + 2) == Some(&b'\n'));
                return (!is_ditto).then_some((Cow::Owned(as_typed(&field).into_owned()), at + 1 + returns));
            }
            Some(_) => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, Vec<String>)> {
        let all = |row: &Row| (0..row.width()).map(|at| row.field(at).to_owned()).collect();
        rows(text).iter().map(|row| (row.line, all(row))).collect()
    }

    fn row(line: u32, fields: &[&str]) -> (u32, Vec<String>) {
        (line, fields.iter().map(|field| (*field).to_owned()).collect())
    }

    #[test]
    fn splits_rows_and_fields() {
        assert_eq!(read("a\tb\n\n\tc\t"), [row(1, &["a", "b"]), row(2, &[""]), row(3, &["", "c", ""])]);
        assert_eq!(read("\u{feff}a\t b　\r\nc\r\n"), [row(1, &["a", "b"]), row(2, &["c"])]);
        assert_eq!(read(""), []);
    }

    #[test]
    fn quoted_fields_may_hold_line_ends() {
        assert_eq!(read("a\t\"b\r\n\"\"c\"\"\"\td\r\ne"), [row(1, &["a", "b\n\"c\"", "d"]), row(3, &["e"])]);
        assert_eq!(read("\"\"\tb"), [row(1, &["", "b"])]);
    }

    #[test]
    fn controls_are_none_of_a_field() {
        // Taken out of a field, none of them moves a field or a line.
        let text = "事業\u{200e}名\ta\u{b}b\u{2028}c\r\n\"d\u{202e}\ne\"\tf\rg\nh";
        assert_eq!(read(text), [row(1, &["事業名", "ab\nc"]), row(2, &["d\ne", "f\ng"]), row(4, &["h"])]);
    }

    #[test]
    fn quotes_that_quote_nothing_are_signs() {
        for text in ["\"a\tb", "\"a\"b\tc", "\"\t\"\tc"] {
            let fields: Vec<&str> = text.split('\t').collect();
            assert_eq!(read(text), [row(1, &fields)], "{text}");
        }
        let long = format!("\"{}\"", "a\n".repeat(MAX_QUOTED));
        assert_eq!(read(&long).len(), MAX_QUOTED + 1);
    }
}
