//! The bar of editing: whose drafts they are, where they are kept, what stands in no file.

use crate::browser::Lasting;
use crate::plan::Timestamp;
use crate::words::file;

/// Begins editing.
pub const EDIT: &str = "編集する";
/// Ends editing.
pub const BACK_TO_READING: &str = "閲覧に戻る";
/// The bar's name.
pub const EDIT_BAR: &str = "編集";
/// What is shown in editing.
pub const EDITING_DRAFTS: &str = "編集中: 公表前の下書きです";
/// Takes the newest step back.
pub const UNDO: &str = "元に戻す";
/// Restores it.
pub const REDO: &str = "やり直す";
/// Saves a file.
pub const SAVE_SNAPSHOT: &str = "スナップショットを保存";
/// Loads a file.
pub const LOAD_SNAPSHOT: &str = "スナップショットを読み込む";

/// Where what is entered is kept, before the first value.
pub const KEPT_HERE: &str = "入力は、その場でこのブラウザーに保存されます。";

/// What erases it, in short, where there is room for little.
pub const KEPT_UNTIL: &str = "閲覧データを消すと消えます。";

/// What the browser answered about that, and what would erase it.
pub fn kept_until(lasting: Lasting) -> &'static str {
    match lasting {
        Lasting::Unknown => "閲覧データを消すか、プライベートウィンドウを閉じると消えます。",
        Lasting::Promised => {
            "ブラウザーが自分から消すことはありませんが、閲覧データを消すか、プライベートウィンドウを閉じると消えます。"
        }
        Lasting::NotPromised => {
            "閲覧データを消すか、プライベートウィンドウを閉じると消えるほか、しばらく開かないとブラウザーが消すことがあります(Safariでは7日)。"
        }
    }
}

/// The browser has room for little more.
pub const ROOM_SHORT: &str =
    "このブラウザーの保存領域は、残りがわずかです。「スナップショットを保存」で、ファイルにも保存してください。";

/// How much of the room is used, in hundredths.
pub fn room_used(percent: usize) -> String {
    format!("このサイトのために、このブラウザーの保存領域の約{percent}%を使っています(上限が5 MBのとき)。")
}

/// When the last edits were kept.
pub fn saved_at(at: Timestamp) -> String {
    let time = at.in_japan();
    format!("{}時{:02}分に、このブラウザーに保存しました。", time.hour, time.minute)
}

/// Legend of name and department.
pub const MAKER: &str = "入力する人";
/// Department.
pub const DEPARTMENT_OPTIONAL: &str = "所属(任意)";
/// Name.
pub const AUTHOR_OPTIONAL: &str = "氏名(任意)";

/// In how many cells there are changes that stand in no file. All counts of changes are of cells.
pub fn unfiled(count: usize) -> String {
    match count {
        0 => "ファイルに保存していない変更はありません。".to_owned(),
        _ => format!("ファイルに保存していない変更 {count}件"),
    }
}

/// How many changes stand in no file, and since when.
pub fn unfiled_since(count: usize, since: Option<Timestamp>) -> String {
    match since {
        Some(since) => format!("{}({}から)", unfiled(count), file::moment(since)),
        None => unfiled(count),
    }
}

/// Behind that, where it matters.
pub const REMINDER: &str = "。スナップショットを保存しておくと安心です。";

/// How many conflicts there are.
pub fn conflict_count(count: usize) -> String {
    format!("入力の食い違い {count}件")
}

/// How many fields hold what is no value yet: it could not be read, or a reason is missing.
pub fn unread_count(count: usize) -> String {
    format!("保存していない欄 {count}件")
}

/// In reading: there are drafts, and they are not what is shown.
pub fn drafts_not_shown(count: usize) -> String {
    format!(
        "このブラウザーに下書きが{count}件あります。「{EDIT}」を押すと表示されます。いま表示しているのは、公表されている内容です。"
    )
}
