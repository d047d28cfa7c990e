//! The decision about files that are offered.

/// Before a decision.
pub const NOTHING_CHANGED_YET: &str = "まだ何も変わっていません。内容を確認して、下のボタンを選んでください。";
/// 統合する.
pub const MERGE: &str = "統合する";
/// この内容に置き換える.
pub const REPLACE: &str = "この内容に置き換える";
/// やめる.
pub const DROP: &str = "やめる";
/// Heading of what merging changes.
pub const IF_MERGED: &str = "統合すると変わるところ";
/// Heading of what replacing changes.
pub const IF_REPLACED: &str = "置き換えると変わるところ";
/// Nothing would change.
pub const NO_DIFFERENCE: &str = ": ありません。";
/// Heads of the table of differences.
pub const DIFFERENCE_HEADS: [&str; 4] = ["項目", "いまの値", "置き換え後の値", "入力した人"];
/// The cell becomes a conflict.
pub const BECOMES_CONFLICT: &str = "食い違いとして両方残ります";

/// The summary above what replacing changes, where that is found out when it is opened.
pub const IF_REPLACED_SUMMARY: &str = "「この内容に置き換える」を選ぶと変わるところを調べる";

/// The summary above what replacing changes.
pub fn if_replaced(count: usize) -> String {
    format!("「{REPLACE}」を選ぶと変わるところ: {count}か所")
}

/// The file was made on another edition of the plan.
pub fn other_plan(count: usize) -> String {
    format!(
        "このファイルは、別の版の施策シートから作られています({count}か所が違います)。入力された変更だけを取り込みます。"
    )
}
