//! Everything that was done.

use super::HISTORY;
use crate::edits::{Change, Entry};
use crate::plan::{Plan, Timestamp, Value};
use crate::words::file::moment;
use crate::words::isolate::isolated;
use crate::words::screen::who_or_sender;
use crate::words::{cell, file};

/// Explains the screen.
pub const HISTORY_LEAD: &str =
    "このブラウザーにあるすべての変更を、新しいものから順に表示します。以前の値に戻すこともできます。";
/// Heads of the table.
pub const HISTORY_HEADS: [&str; 5] = ["日時", "入力した人", "項目", "変更の内容", "理由・ファイル"];
/// Sets a cell back.
pub const SET_BACK: &str = "この値に戻す";
/// Taken back.
pub const TAKEN_BACK: &str = "取り消し済み";
/// Nothing was done.
pub const NO_HISTORY: &str = "変更はまだありません。";
/// None that is looked for.
pub const NONE_FOUND: &str = "条件に合う変更はありません。";
/// Published.
pub const IS_PUBLISHED: &str = "公表済み";

/// The history's caption.
pub fn history_of(count: usize) -> String {
    format!("{HISTORY}: {count}件")
}

/// Searches.
pub const SEARCH: &str = "項目・人・理由で探す";

/// What an entry changed.
pub fn change(plan: &Plan, entry: &Entry) -> String {
    match &entry.edit.change {
        // Ranks are those of today.
        Change::Set { value: Value::Place(_), .. } => cell::MOVED.to_owned(),
        Change::Set { cell: of, value, .. } => match &entry.before {
            // What was shown of a disagreement was chosen.
            Some(before) if before == value => format!("{}に決定", cell::value(plan, of, value)),
            Some(before) => format!("{} → {}", cell::value(plan, of, before), cell::value(plan, of, value)),
            None => format!("→ {}", cell::value(plan, of, value)),
        },
        Change::Retract { .. } => format!("{}か所の変更を元に戻した", entry.takes_back.len()),
        Change::Foreign(_) => "新しい版で入力された内容".into(),
    }
}

/// The history of one cell, in the row of its field.
pub fn cell_history(count: usize) -> String {
    format!("この値の履歴({count}件)")
}
/// Where all of it is.
pub const WHOLE_HISTORY: &str = "すべての変更の履歴";

/// One change of a cell: when, who, what, and why if that was said.
pub fn cell_change(plan: &Plan, entry: &Entry) -> String {
    let edit = &entry.edit;
    let who = who_or_sender(&edit.maker, entry.sender.as_ref());
    let reason = edit.reason.as_ref().map(|reason| format!("(理由: {})", isolated(reason))).unwrap_or_default();
    let back = if entry.is_live { "" } else { "(元に戻した変更)" };
    format!("{} {who}: {}{reason}{back}", moment(edit.at), change(plan, entry))
}

/// Which cells an entry speaks of.
pub fn place(plan: &Plan, entry: &Entry) -> String {
    match (entry.edit.cell(), entry.takes_back.as_slice()) {
        (Some(of), _) => cell::name(plan, of),
        (None, []) if entry.edit.is_foreign() => "この版にない項目".into(),
        (None, []) => "ファイルの取り込み、または元に戻した操作".into(),
        (None, [one]) => cell::name(plan, one),
        (None, [first, rest @ ..]) => format!("{}ほか{}か所", cell::name(plan, first), rest.len()),
    }
}

/// A change takes back what was entered.
pub const TAKES_BACK: &str = "取り消し";

/// Why a value was set back.
pub fn set_back_reason(at: Timestamp) -> String {
    format!("{}の値に戻した", file::moment(at))
}

/// The name of the button that sets a cell back.
pub fn set_back(name: &str, value: &str) -> String {
    format!("{SET_BACK}: {}({})", isolated(value), isolated(name))
}
