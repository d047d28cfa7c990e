//! Open data: all values as one table and as one of each indicator, indicators with what is said of them, what people wrote about
//! policies and projects, and a description of the tables (Frictionless Data Package, version 1: <https://specs.frictionlessdata.io/data-package/>).

mod commentary;
mod indicators;
mod package;
mod rows;

use crate::edits::View;
use crate::format::{Edition, write_csv};
use crate::plan::{Plan, Policy, SubjectId};

use super::{File, Page};
pub use commentary::has_commentary;
use rows::{Row, rows_of_indicator, rows_of_policy, rows_of_project};

/// All values.
pub const VALUES: &str = "values.csv";
/// All indicators, with what is said of them.
pub const INDICATORS: &str = "indicators.json";
/// What is written about policies and projects.
pub const COMMENTARY: &str = "commentary.csv";
/// The description of the tables.
pub const PACKAGE: &str = "datapackage.json";

/// Returns the files of the folder `data/`.
pub fn data_files(view: &View, edition: &Edition) -> Vec<File> {
    let plan = &*view.plan;
    let rows = plan.policies().iter().map(|policy| (policy, rows_of_policy(view, edition, policy)));
    let rows: Vec<(&Policy, Vec<Row>)> = rows.collect();
    let mut files = vec![
        file(PACKAGE, package::description(plan, edition)),
        file(INDICATORS, indicators::indicators(view, edition)),
        file(VALUES, csv(rows.iter().flat_map(|(_, rows)| rows).map(Row::fields))),
    ];
    // There, too, while nothing is written: a file that was published is not deleted, and what was taken out of it has to go.
    files.push(file(COMMENTARY, commentary::table(view, edition)));
    files.push(file("commentary.json", commentary::list(view, edition)));
    files.extend(
        ids(plan).map(|id| file(&file_name(id), csv(rows_of_indicator(view, edition, id).iter().map(Row::fields)))),
    );
    files.extend(
        rows.iter().map(|(policy, rows)| File { path: excel_path(&policy.id), content: for_excel(rows.iter()) }),
    );
    files
}

/// Returns the table of a page's subject without rows, for one that is gone: an address that was published is not deleted, and what it
/// held has to go. `None` for pages without one of their own.
pub fn data_of_gone(page: &Page) -> Option<File> {
    match page {
        Page::Indicator(id) => Some(File { path: indicator_path(id), content: csv([].into_iter()) }),
        Page::Policy(id) => Some(File { path: excel_path(id), content: for_excel([].into_iter()) }),
        _ => None,
    }
}

fn file(name: &str, content: Vec<u8>) -> File {
    File { path: data_path(name), content }
}

/// Returns the address of a file of the data.
pub fn data_path(name: &str) -> String {
    format!("data/{name}")
}

/// Returns the address of the table of an indicator.
pub fn indicator_path(id: &SubjectId) -> String {
    data_path(&file_name(id))
}

/// The indicators of the plan, in the sheet's order.
fn ids(plan: &Plan) -> impl Iterator<Item = &SubjectId> {
    plan.policies().iter().flat_map(|policy| policy.all_indicators())
}

fn file_name(indicator: &SubjectId) -> String {
    format!("{indicator}.csv")
}

/// Returns the address of the table of a policy for Excel.
pub fn excel_path(policy: &SubjectId) -> String {
    data_path(&format!("excel/{policy}.csv"))
}

/// Returns the table of some indicators and projects for Excel, in the form of all others.
pub fn table_of(view: &View, edition: &Edition, ids: &[SubjectId]) -> String {
    let of = |id| rows_of_indicator(view, edition, id).into_iter().chain(rows_of_project(view, edition, id));
    let rows = ids.iter().flat_map(of);
    String::from_utf8(for_excel(rows.collect::<Vec<_>>().iter())).unwrap_or_default()
}

/// Returns the same table as [`csv`] with a byte order mark, without which Excel in Japan reads UTF-8 as Shift_JIS.
fn for_excel<'a>(rows: impl Iterator<Item = &'a Row<'a>>) -> Vec<u8> {
    [b"\xef\xbb\xbf".as_slice(), &csv(rows.map(Row::fields))].concat()
}

/// Returns rows as CSV below the heads of every table.
fn csv(rows: impl Iterator<Item = [String; rows::COLUMNS.len()]>) -> Vec<u8> {
    write_csv(rows::COLUMNS.map(|column| column.head), rows)
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
