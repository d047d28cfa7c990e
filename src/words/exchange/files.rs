//! The screen of files: saving, loading, files that were taken in, what could not be read.

use crate::plan::Timestamp;
use crate::words::isolate::isolated;
use crate::words::{file, screen};

/// What the screen is for.
pub const EXCHANGE_LEAD: &str = "入力した内容をファイル(スナップショット)に保存して同僚に渡したり、受け取ったファイルを取り込んだりします。取り込む前に、何が変わるかをすべて確認できます。";
/// Heading of saving.
pub const SAVE_HEAD: &str = "ファイルに保存する";

/// What saving would put into a file.
pub fn save_lead(drafts: usize, unfiled_changes: usize) -> String {
    format!("このブラウザーの下書きは{drafts}件です。{}", screen::unfiled(unfiled_changes))
}

/// Heading of what to look at before saving.
pub const BEFORE_SAVING: &str = "保存する前に確かめたい項目";

/// A field holds what could not be read.
pub fn unread(text: &str) -> String {
    format!("「{}」は保存していないため、ファイルには入りません。", isolated(text))
}

/// Behind a saved file: fields that are not in it.
pub fn unread_left_out(count: usize) -> String {
    match count {
        0 => String::new(),
        _ => format!("保存していない欄{count}件の文字は入っていません。"),
    }
}

/// Behind a saved file: values that may be slips of the hand.
pub fn doubted_in_file(count: usize) -> String {
    match count {
        0 => String::new(),
        _ => format!("注意のある値が{count}件あります。ファイルのやりとりで確かめられます。"),
    }
}

/// Behind a saved part: changes that are not in it.
pub fn left_out_of_part(count: usize) -> String {
    match count {
        0 => String::new(),
        _ => format!("このブラウザーの変更のうち、{count}件は選んだ範囲の外なので入っていません。"),
    }
}

/// Before saving a part.
pub fn left_out_before(count: usize) -> String {
    match count {
        0 => String::new(),
        _ => format!("このブラウザーの変更のうち{count}件は、ほかの課の項目なので入りません。"),
    }
}

/// What leaves with the generic button.
pub const SAVE_ALL_LEAD: &str =
    "このブラウザーにあるすべての変更を保存します。控えや、まとめる人への引き渡しに使います。";

/// What leaves with the department's button.
pub fn save_part_lead(department: &str) -> String {
    let department = isolated(department);
    format!(
        "{department}が所管する事業の項目と、{department}が入力した施策指標を保存します。取りまとめの担当に提出するときに使います。"
    )
}

/// How the part of one department is saved.
pub const PART_WANTS_DEPARTMENT: &str = "所属に課の名前を記入すると、その課が所管する分だけを保存できます。";

/// A department that answers for nothing here.
pub fn no_part(department: &str) -> String {
    let department = isolated(department);
    format!("{department}が所管する事業はこのシートにありません。提出用には、すべての変更を保存してください。")
}

/// Saves what a department answers for.
pub fn save_part(department: &str) -> String {
    format!("{}の分を提出用に保存", isolated(department))
}

/// Heading of loading.
pub const LOAD_HEAD: &str = "ファイルを読み込む";
/// How to load.
pub const LOAD_LEAD: &str = "スナップショット(JSONファイル)をここに置くか、ボタンから選んでください。一度に50個まで選べます。選んだだけでは何も変わりません。";

/// The name of a file, in quotation marks.
pub fn quoted(name: &str) -> String {
    format!("「{}」", isolated(name))
}

/// Heading of the files taken in.
pub const LOADED_FILES: &str = "取り込んだファイル";

/// One file taken in.
pub fn load_line(name: &str, at: Timestamp, changes: usize, on: bool) -> String {
    let off = if on { "" } else { "(取り込みを元に戻しています)" };
    format!("{} {}に取り込み、変更{changes}件{off}", quoted(name), file::moment(at))
}

/// Switches a file off.
pub const SWITCH_OFF: &str = "取り込みを外す";
/// Switches it on.
pub const SWITCH_ON: &str = "もう一度取り込む";

/// The name of a switch of a file.
pub fn of_file(action: &str, name: &str) -> String {
    format!("{action}: {}", quoted(name))
}

/// Heading of what could not be read.
pub const ASIDE_HEAD: &str = "読めなかった保存内容";

/// How much could not be read.
pub fn aside_lead(count: usize) -> String {
    format!(
        "このブラウザーの保存場所に、読めない内容が{count}件ありました。消さずにそのまま取ってあります。ファイルに保存すると、新しい版のページで「スナップショットを読み込む」から読める場合があります。"
    )
}

/// Saves it.
pub const ASIDE_SAVE: &str = "読めなかった内容をファイルに保存";
/// The name of that file.
pub const ASIDE_FILE: &str = "shisaku_unreadable.json";
