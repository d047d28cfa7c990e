//! A block of cells as spreadsheets copy it, and where its values belong in a table of fields.

mod heads;
mod html;
mod names;
mod place;
#[cfg(test)]
mod tests;

pub use html::read_html;
pub use place::{NotPlaced, Placed, Row, Target, Unplaced, place};

use super::escape::escape_html;
use crate::plan::is_blank;

/// The texts of a copied block, line by line.
pub type Block = Vec<Vec<String>>;

/// Reads a block from text: lines of cells that tabs set apart. A cell with tabs, line ends or quotes in it stands in quotes, as
/// spreadsheets write it; a quote that nothing closes is a sign like any other.
pub fn read_block(text: &str) -> Block {
    let mut block = vec![Vec::new()];
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    while !rest.is_empty() {
        let (cell, behind) = quoted(rest).unwrap_or_else(|| {
            let end = rest.find(['\t', '\r', '\n']).unwrap_or(rest.len());
            let (cell, behind) = rest.split_at(end);
            (cell.to_owned(), behind)
        });
        if let Some(line) = block.last_mut() {
            line.push(cell);
        }
        rest = match behind.strip_prefix('\t') {
            // A tab at the end has an empty cell behind it.
            Some("") => "",
            Some(next) => next,
            None => {
                let next = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix(['\r', '\n'])).unwrap_or("");
                if !next.is_empty() {
                    block.push(Vec::new());
                }
                next
            }
        };
    }
    trimmed(block)
}

/// A cell in quotes at the start of `text`, and what stands behind it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (before, behind) = rest.split_once('"')?;
        cell.push_str(before);
        match behind.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                rest = next;
            }
            None => return (behind.is_empty() || behind.starts_with(['\t', '\r', '\n'])).then_some((cell, behind)),
        }
    }
}

/// A block without the empty lines and columns at its end: spreadsheets copy as much as was selected.
pub fn trimmed(mut block: Block) -> Block {
    let is_empty = |line: &Vec<String>| line.iter().all(|cell| is_blank(cell));
    while block.last().is_some_and(is_empty) {
        block.pop();
    }
    for line in &mut block {
        while line.last().is_some_and(|cell| is_blank(cell)) {
            line.pop();
        }
    }
    block
}

/// Writes a block as text, as spreadsheets read it.
pub fn write_block(block: &Block) -> String {
    let cell = |text: &String| match text.contains(['\t', '\r', '\n', '"']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.clone(),
    };
    let line = |line: &Vec<String>| line.iter().map(cell).collect::<Vec<_>>().join("\t") + "\r\n";
    block.iter().map(line).collect()
}

/// Writes a block as an HTML table, as spreadsheets and word processors read it.
pub fn write_block_as_html(block: &Block) -> String {
    let cell = |text: &String| format!("<td>{}</td>", escape_html(text));
    let line = |line: &Vec<String>| format!("<tr>{}</tr>", line.iter().map(cell).collect::<String>());
    format!("<table>{}</table>", block.iter().map(line).collect::<String>())
}
