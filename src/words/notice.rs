//! Sentences said when something was done: shown, and spoken by the live region.

use super::cell;
use super::isolate::isolated;
use crate::browser::{NotOffered, Offered, StoreError};
use crate::format::snapshot::PUBLICATION_AT_MOST;
use crate::plan::{Aspect, Cell, Observation, Plan, Value};

/// One value was changed, and kept or not; what it was is said where that is known.
pub fn changed(plan: &Plan, of: &Cell, was: Option<&Value>, value: &Value, kept: bool) -> String {
    let kept = if kept { KEPT } else { "" };
    if let Value::Confirmation(confirmed) = value {
        let name = cell::name(plan, &of.with_aspect(Aspect::Value));
        let done = if confirmed.is_some() { "を確認済みにしました" } else { "の確認を外しました" };
        return format!("「{name}」{done}{kept}。");
    }
    let behind = before(plan, of, was, value);
    format!("「{}」を{}にしました{kept}。{behind}", cell::name(plan, of), new_value(plan, of, value))
}

/// One value was changed, and its remark with it, and kept or not.
pub fn changed_with_remark(plan: &Plan, of: &Cell, was: Option<&Value>, value: &Value, kept: bool) -> String {
    let kept = if kept { KEPT } else { "" };
    let (name, behind) = (cell::name(plan, of), before(plan, of, was, value));
    let value = cell::value(plan, of, value);
    match plan.remark(of) {
        "" => format!("「{name}」を{value}にし、前の値についての備考を消しました{kept}。{behind}"),
        remark => format!("「{name}」を{value}にし、備考を「{}」にしました{kept}。{behind}", isolated(remark)),
    }
}

/// Behind that a value was changed: what it was, and that the number was preliminary before.
fn before(plan: &Plan, of: &Cell, was: Option<&Value>, value: &Value) -> String {
    let was = match was {
        Some(Value::Text(_)) | None => return String::new(),
        Some(was) if *was == was.kind().empty() || was == value => return String::new(),
        Some(was) => was,
    };
    let is_final = |value: &Value| matches!(value, Value::Observation(Observation::Final(_)));
    let becomes_final = matches!(was, Value::Observation(Observation::Preliminary(_))) && is_final(value);
    let now_final = if becomes_final { NOW_FINAL } else { "" };
    format!("前は{}でした。{now_final}", cell::value(plan, of, was))
}

/// The number was preliminary before.
const NOW_FINAL: &str = "速報の印は外れました。";

/// A value within a sentence; of a text only that there is one, since it may be long.
fn new_value(plan: &Plan, of: &Cell, value: &Value) -> String {
    match value {
        Value::Text(_) => "新しい内容".into(),
        other => cell::value(plan, of, other),
    }
}

/// Several values were changed in one step, and kept or not.
pub fn changed_several(count: usize, kept: bool) -> String {
    format!("{count}か所を変更しました{}。", if kept { KEPT } else { "" })
}

/// Behind what was done: it was written and read back.
const KEPT: &str = "(このブラウザーに保存済み)";

/// A step was taken back.
pub const UNDONE: &str = "元に戻しました。";
/// Behind that: the one value it changed, as it is now.
pub fn now_is(plan: &Plan, of: &Cell, value: &Value) -> String {
    let value = match value {
        // A choice is quoted: its words make no sentence.
        Value::Year(None) => format!("「{}」", cell::value(plan, of, value)),
        _ => cell::value(plan, of, value),
    };
    format!("{}は、{value}です。", cell::name(plan, of))
}
/// Behind that: how many cells it changed; nothing where none is known.
pub fn changed_places(count: usize) -> String {
    if count == 0 { String::new() } else { format!("変わったのは{count}か所です。") }
}
/// There is no step to take back.
pub const NOTHING_TO_UNDO: &str = "元に戻す変更はありません。";
/// A step was restored.
pub const REDONE: &str = "やり直しました。";
/// There is no step to restore.
pub const NOTHING_TO_REDO: &str = "やり直す変更はありません。";
/// The offered file was not taken.
pub const NOTHING_TAKEN: &str = "ファイルの内容は取り込んでいません。何も変わっていません。";
/// Name and department were kept.
pub fn maker_kept(has_author: bool, has_department: bool) -> String {
    let what = match (has_author, has_department) {
        (true, true) => "氏名と所属",
        (true, false) => "氏名",
        (false, _) => "所属",
    };
    format!("{what}を覚えました。これからの変更に付きます。")
}
/// Name and department were taken away.
pub const MAKER_CLEARED: &str =
    "氏名と所属の記録を消しました。続けて入力する人の氏名と所属を、必要なら入力してください。";
/// The text is on the clipboard.
pub const COPIED: &str = "コピーしました。";
/// The text could not be put on the clipboard.
pub const NOT_COPIED: &str = "自動ではコピーできませんでした。選択された文字を、Ctrl+C でコピーしてください。";
/// Drawings are being made for paper.
pub const BEFORE_PRINT: &str = "印刷するグラフを用意しています。";
/// Editing has begun.
pub const EDITING: &str = "編集を始めました。表示しているのは、このブラウザーの下書きです。";
/// Editing has ended.
pub const READING: &str = "閲覧に戻りました。表示しているのは、公表されている内容です。";

/// What this browser holds would be too much for a file.
pub const NO_ROOM: &str = "このブラウザーの変更が多すぎるため、これ以上は加えられません。何も変わっていません。「スナップショットを保存」でファイルに保存してから、「取り込みを外す」で、いらないファイルを外してください。";
/// A name or a reason is longer than is read.
pub const TOO_LONG: &str =
    "氏名、所属、理由、入力した文字のどれかが長すぎます。短くしてから、もう一度お試しください。何も変わっていません。";
/// What would be published is too much for a file.
pub fn publication_too_large() -> String {
    format!(
        "公開する内容が大きすぎて、保存できません。{}MBまでです。長い備考などを短くしてください。",
        PUBLICATION_AT_MOST >> 20
    )
}
/// The link would be longer than is read.
pub const LINK_TOO_LONG: &str = "選んだ分はリンクには多すぎます。「選んだ分を保存」で、ファイルにして渡してください。";

/// What became a value when the page was left.
pub fn committed_at_leaving(plan: &Plan, committed: &[(Cell, Value)]) -> String {
    match committed {
        [(of, value)] => {
            let value = new_value(plan, of, value);
            format!(
                "前回ページを離れたときに入力の途中だった「{}」を、{value}として保存しました。「元に戻す」で取り消せます。",
                cell::name(plan, of)
            )
        }
        several => format!(
            "前回ページを離れたときに入力の途中だった{}か所を保存しました。「元に戻す」で取り消せます。",
            several.len()
        ),
    }
}

/// Texts that were no values when a page ended stand in their fields again.
pub const TEXTS_ARE_BACK: &str =
    "前回、保存する前の文字がありました。それぞれの欄に残しています。内容を確かめてください。";

/// What a file is that was saved: what comes next follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedFile {
    /// Edits, all or a part.
    Snapshot,
    /// `plan.json`.
    Publication,
    /// The zip of a whole publication.
    WholePublication,
    /// A picture.
    Picture,
    /// Several pictures in a zip.
    Pictures,
    /// A table.
    Table,
    /// What could not be read in this browser's storage.
    Aside,
}

/// What became of a file that was to be saved: its name, and what comes next.
pub fn saved(what: SavedFile, name: &str, offered: Result<Offered, NotOffered>) -> String {
    let name = super::exchange::quoted(name);
    let next = match what {
        SavedFile::Snapshot => "取りまとめの担当に渡すか、控えとして保管してください。",
        SavedFile::Publication => {
            "ウェブサーバーの施策シートのフォルダーにある plan.json と置き換えると、公開されます。"
        }
        SavedFile::WholePublication => "ウェブサーバーの施策シートのフォルダーに展開すると、公開されます。",
        SavedFile::Picture => "ホームページや資料に貼り付けるときは、下の代替テキストも使えます。",
        SavedFile::Pictures => "展開すると、番号の付いた画像が入っています。",
        SavedFile::Table => "Excelなどの表計算ソフトで開けます。",
        SavedFile::Aside => "情報システムの担当に渡すか、「スナップショットを読み込む」で開いて確かめてください。",
    };
    match offered {
        Ok(Offered::Taken) => format!("{name}を保存しました。{next}"),
        Ok(Offered::MayBeForbidden) => format!(
            "{name}の保存をブラウザーに頼みました。ほかのページの枠の中では保存できないことがあります。ダウンロードに見当たらないときは、このページを新しいタブで開いて、もう一度保存してください。"
        ),
        Err(NotOffered::Refused) => {
            format!("{name}を保存できませんでした。ブラウザーのダウンロードの設定をご確認ください。")
        }
        Err(NotOffered::NotMade) if matches!(what, SavedFile::Picture | SavedFile::Pictures) => {
            format!(
                "{name}を作れませんでした。図が大きすぎることがあります。「画像(SVG)を保存」か「CSVを保存」をお使いください。何も保存していません。"
            )
        }
        Err(NotOffered::NotMade) => format!("{name}を作れませんでした。何も保存していません。"),
    }
}

/// Files were merged: so many cells changed without a disagreement, and of the disagreements so many were decided and so many
/// are left.
pub fn merged(changed: usize, decided: usize, left: usize) -> String {
    let left = match left {
        0 => String::new(),
        _ => format!("食い違い{left}か所は、まだ決まっていません。"),
    };
    match decided {
        0 => format!("統合しました。{changed}か所が変わりました。{left}「元に戻す」で統合の前に戻せます。"),
        _ => format!(
            "統合しました。{changed}か所が変わりました。食い違い{decided}か所を決めました。{left}「元に戻す」を1回押すと決める前に、2回押すと統合の前に戻せます。"
        ),
    }
}

/// The same was taken in before.
pub const ALREADY_TAKEN: &str = "同じ内容は、すでに取り込まれています。何も変わっていません。";

/// Disagreements were decided.
pub fn decided(count: usize) -> String {
    match count {
        0 => "決められる食い違いはありませんでした。".to_owned(),
        _ => format!("食い違い{count}か所を決めました。「元に戻す」で決める前に戻せます。"),
    }
}

/// A file taken in was switched off.
pub const SWITCHED_OFF: &str = "ファイルの取り込みを外しました。";
/// It was switched on.
pub const SWITCHED_ON: &str = "ファイルをもう一度取り込みました。";
/// Something changed here while an offer waited.
pub const COMPARED_ANEW: &str =
    "ほかの画面で入力があったため、比べ直しました。まだ取り込んでいません。内容をもう一度確認してください。";
/// What replacing would change was not known yet: nothing was done.
pub const REPLACING_SHOWN: &str =
    "置き換えると変わるところを表示しました。まだ何も変わっていません。確かめてから、もう一度押してください。";
/// An offer is looked at.
pub const LOOKING: &str = super::exchange::LOOKING;

/// Nothing is published while people disagree.
pub fn conflicts_before_publishing(count: usize) -> String {
    super::exchange::conflicts_first(count)
}

/// Values were confirmed; `left` are asked about at their own rows, and were not.
pub fn confirmed(count: usize, left: usize) -> String {
    let left = match left {
        0 => String::new(),
        left => format!("「要確認」や「注意」のある{left}か所は、行ごとに確認してください。"),
    };
    format!("{count}か所を確認済みにしました。{left}")
}

/// A file replaced what was here.
pub fn replaced(count: usize) -> String {
    format!("ファイルの内容に置き換えました。{count}か所が変わりました。「元に戻す」で置き換えの前に戻せます。")
}

/// A write was not kept.
pub fn not_kept(error: StoreError) -> String {
    let why = match error {
        StoreError::Blocked => "このブラウザーでは、保存が許可されていません。",
        StoreError::Refused => "ブラウザーの保存場所がいっぱいか、書き込みが許可されていません。",
        StoreError::NotKept => "書き込んだ内容を読み返せませんでした。",
    };
    format!(
        "{why}変更はこの画面にだけ残っています。画面を閉じる前に「スナップショットを保存」でファイルに保存してください。"
    )
}

/// The browser refused to print.
pub const NO_PRINT: &str = "印刷の画面を開けませんでした。ブラウザーのメニューから印刷してください。";
