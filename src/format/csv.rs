//! Tables as CSV, safe to open in a spreadsheet.

use super::escape::strip_invalid_xml;
use crate::plan::is_blank;

/// Writes a table as CSV (RFC 4180) in UTF-8: the first row is the heads, every other is complete. No field is a formula.
pub fn write_csv<const N: usize>(heads: [&str; N], mut rows: impl Iterator<Item = [String; N]>) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).has_headers(false).from_writer(Vec::new());
    // Writing to memory fails for no row: all have the same number of fields.
    let written = writer
        .write_record(heads)
        .and_then(|()| rows.try_for_each(|row| writer.write_record(row.map(|field| spreadsheet_field(&field)))));
    written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default()
}

/// Returns a field as a spreadsheet shows it: what it would run as a formula is marked as text by an apostrophe. Spreadsheets in
/// Japan take signs in full width for the plain ones, and leave out blanks before them. Plain numbers stay numbers.
fn spreadsheet_field(text: &str) -> String {
    let text = strip_invalid_xml(text);
    let begun = text.trim_start_matches(|c: char| is_blank(c.encode_utf8(&mut [0; 4])));
    let behind = begun.strip_prefix(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = [integer, fraction].iter().all(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()));
    // A sign alone is no formula: a dash says that there is nothing.
    match behind.is_some_and(|behind| !is_blank(behind)) && !is_number {
        true => format!("'{text}"),
        false => text.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_a_formula_and_numbers_are_numbers() {
        let formulas = [
            "=1+1",
            "＝1+1",
            "+1+1",
            "＋A1",
            "-A1",
            "－A1",
            "@SUM(A1)",
            "＠A1",
            " =1",
            "　＝1",
            "\t=1",
            "\u{200b}=1",
            "\n@A1",
            "--5",
            "-5.",
            "-1-1",
            "-5件",
        ];
        for text in formulas {
            assert_eq!(spreadsheet_field(text), format!("'{text}"), "{text:?}");
        }
        assert_eq!(spreadsheet_field("\r=1"), "'\r=1");
        for text in
            ["", "-", "―", "－", "-5", "-5.5", "-1250", "71", "3.0", "5-3", "a=b", "ー5", "△5", "令和8年度", "3-10"]
        {
            assert_eq!(spreadsheet_field(text), text, "{text:?}");
        }
    }
}
