//! Open data: all values as one table and as one of each indicator, indicators with what is said of them, and a
//! description of both (Frictionless Data Package, version 1: <https://specs.frictionlessdata.io/data-package/>).

mod indicators;
mod package;
mod rows;

use crate::edits::View;
use crate::format::Edition;
use crate::plan::{Plan, SubjectId};

use super::File;
use rows::{Row, rows_of_indicator, rows_of_policy};

/// Returns the files of the folder `data/`.
pub fn data_files(view: &View, edition: &Edition) -> Vec<File> {
    let plan = &*view.plan;
    let everything = plan.policies.iter().flat_map(|policy| rows_of_policy(view, policy));
    let mut files = vec![
        file("datapackage.json", package::description(plan, edition)),
        file("indicators.json", indicators::indicators(view, edition)),
        file("values.csv", csv(everything)),
    ];
    files.extend(ids(plan).map(|id| file(&file_name(id), csv(rows_of_indicator(view, id).into_iter()))));
    files
}

fn file(name: &str, content: Vec<u8>) -> File {
    File { path: format!("data/{name}"), content }
}

/// The indicators of the plan, in the sheet's order.
fn ids(plan: &Plan) -> impl Iterator<Item = &SubjectId> {
    plan.policies.iter().flat_map(|policy| policy.all_indicators())
}

fn file_name(indicator: &SubjectId) -> String {
    format!("{indicator}.csv")
}

/// Returns a table as CSV (RFC 4180) in UTF-8: its first row are the heads, every other is complete.
fn csv<'a>(rows: impl Iterator<Item = Row<'a>>) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).has_headers(false).from_writer(Vec::new());
    // Writing to memory fails for no row: all have the same number of fields.
    let heads = rows::COLUMNS.iter().map(|column| column.head);
    let written = writer
        .write_record(heads)
        .and_then(|()| rows.into_iter().try_for_each(|row| writer.write_record(row.fields())));
    written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default()
}

/// Returns JSON text with a line end.
fn json(value: &impl serde::Serialize) -> Vec<u8> {
    // Neither maps with other keys than texts nor numbers that JSON does not have are written.
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
    text.push(b'\n');
    text
}

#[cfg(test)]
mod tests;
