//! Long lists: filters, pages, counts.

use crate::words::isolate::isolated;

/// Filters.
pub const FILTER: &str = "絞り込み";
/// No filter.
pub const EVERYTHING: &str = "すべて";
/// A filter's name.
pub const BY_DEPARTMENT: &str = "所管課";
/// A filter's name.
pub const BY_POLICY: &str = "施策";
/// A filter's name.
pub const BY_YEAR: &str = "年度";
/// A filter's name.
pub const BY_FILE: &str = "取り込んだファイル";
/// A filter's name.
pub const BY_PERSON: &str = "入力した人";
/// The next rows.
pub const SHOW_MORE: &str = "さらに表示する";

/// What is shown of how many.
pub fn shown_of(shown: usize, of: usize) -> String {
    format!("{of}か所のうち{shown}か所を表示しています。")
}

/// A caption with a count.
pub fn counted(head: &str, count: usize) -> String {
    format!("{}: {count}か所", isolated(head))
}
