//! Who has answered.

use crate::edits::Received;
use crate::plan::{Cell, FiscalYear, Plan};
use crate::words::file::moment;
use crate::words::isolate::isolated;
use crate::words::{cell, year};

/// Leads to the screen, for whoever collects.
pub const COLLECT: &str = "取りまとめる";
/// Explains the screen.
pub const ANSWERS_LEAD: &str =
    "年度の実績・予算額・決算額が、所管課ごとにどこまで入力され、どの課から届いているかを表示します。";
/// Heads of the table.
pub const ANSWER_HEADS: [&str; 6] = ["所管課", "入力済み", "確認済み", "食い違い", "未入力", "届いたもの"];
/// The policy's own indicators, whose department the sheet does not say.
pub const NO_DEPARTMENT: &str = "施策指標(所管課の記載なし)";
/// Heading of the list.
pub const MISSING: &str = "未入力の項目";
/// Copies it.
pub const COPY_MISSING: &str = "未入力の一覧をコピー";
/// Nothing is missing.
pub const NOTHING_MISSING: &str = "未入力の項目はありません。";
/// Which year.
pub const YEAR: &str = "年度";

/// Nothing has come.
pub const NOTHING_RECEIVED: &str = "まだ届いていません";
/// A department that the plan does not name.
pub const NOT_IN_PLAN: &str = "所管する事業なし";

/// What has come from a department: when it handed in, or that it did not.
pub fn received(of: &Received) -> String {
    match (of.handed_in, of.changes) {
        // What was handed in here did not come in a file.
        (Some(at), 0) => format!("{}に提出済み", moment(at)),
        (Some(at), count) => format!("{}に提出済み(変更{count}件)", moment(at)),
        (None, count) => format!("{}に届いた変更{count}件(提出はまだ)", moment(of.at)),
    }
}

/// The same, with the department's name.
pub fn received_from(department: &str, received: &str) -> String {
    format!("{}は{received}", isolated(department))
}

/// A department that has sent something, by its name.
pub fn sending_department(department: &str) -> String {
    if department.trim().is_empty() { "所属の記載なし".to_owned() } else { isolated(department).into_owned() }
}

/// So many of so many.
pub fn of_all(count: usize, of: usize) -> String {
    format!("{count} / {of}")
}

/// What is missing, as a text to send.
pub fn missing_list(plan: &Plan, of: FiscalYear, parts: &[(String, Vec<Cell>)]) -> String {
    let parts = parts.iter().map(|(department, cells)| {
        let cells = cells.iter().map(|missing| format!("・{}", cell::name(plan, missing)));
        format!("【{}】\n{}", isolated(department), cells.collect::<Vec<_>>().join("\n"))
    });
    format!("{}の未入力の項目\n\n{}\n", year::in_sentence(of), parts.collect::<Vec<_>>().join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_a_text_to_send() {
        let plan = crate::state::seed().unwrap().plan;
        let cells = vec!["3-10-p1/settlement/2026".parse().unwrap()];
        let text = missing_list(&plan, FiscalYear::new(2026).unwrap(), &[("産業課".into(), cells)]);
        assert_eq!(text, "令和8(2026)年度の未入力の項目\n\n【産業課】\n・商工運営事業 R8 決算額(千円)\n");
    }
}
