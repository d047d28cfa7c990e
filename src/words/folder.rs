//! Words of the shared folder, and of saving the same file again.

use crate::browser::FolderError;
use crate::edits::Maker;
use crate::format::{SharedFile, SnapshotError, Trouble};
use crate::plan::Timestamp;
use crate::words::file::{moment, why};
use crate::words::isolate::isolated;
use crate::words::screen::who;

/// Heading.
pub const HEAD: &str = "共有フォルダー";
/// What it is for.
pub const LEAD: &str = "課の共有フォルダーを1つ選ぶと、入力した内容が数秒ごとにそのフォルダーへ書き込まれ、同じフォルダーを選んだ人の入力がこの画面に届きます。ファイルをメールで送り合う必要がありません。書き込むのは自分のファイルだけで、ほかの人のファイルは書き換えません。食い違いは、ファイルを統合したときと同じように残ります。";
/// Asks for one.
pub const USE: &str = "共有フォルダーを使う";
/// Another one.
pub const USE_OTHER: &str = "別のフォルダーを選ぶ";
/// Uses it no more.
pub const LEAVE: &str = "共有フォルダーの使用をやめる";
/// It is used no more.
pub const LEFT: &str =
    "共有フォルダーの使用をやめました。届いた内容はこのブラウザーに残り、フォルダーのファイルはそのままです。";
/// The browser was not allowed.
pub const NOT_PERMITTED: &str =
    "ブラウザーの確認で許可されなかったため、使いませんでした。もう一度押すと、また確認されます。";
/// The page has no https.
pub const NEEDS_HTTPS: &str = "このページでは共有フォルダーを使えません。ページのアドレスが https で始まるときに使えます。ファイルの受け渡しはこのままできます。";
/// The browser hands out no folders.
pub const NEEDS_BROWSER: &str = "このブラウザーでは共有フォルダーを使えません。パソコンのMicrosoft EdgeかGoogle Chromeで使えます。ファイルの受け渡しはこのままできます。";
/// The browser will not find it again.
pub const NOT_KEPT: &str = "ブラウザーがフォルダーを覚えられないため、次に開いたときは、もう一度選んでください。";
/// Heads of the table of files.
pub const HEADS: [&str; 4] = ["だれの分", "状態", "いつまで", "変更"];
/// Its name.
pub const FILES: &str = "届いているファイル";
/// Nobody else has written.
pub const NOBODY: &str = "ほかの人のファイルはまだありません。";
/// A file that could be read.
pub fn read(damaged: usize) -> String {
    match damaged {
        0 => "取り込み済み".to_owned(),
        damaged => format!("取り込み済み(壊れている変更{damaged}件を除く)"),
    }
}
/// It is not known when.
pub const NO_MOMENT: &str = "記載なし";
/// Writes the same file again.
pub const SAVE_AGAIN: &str = "上書き保存";
/// Chooses another file for that.
pub const SAVE_ELSEWHERE: &str = "別のファイルを選んで保存";

/// Uses the one again that was used before.
pub fn use_again(name: &str) -> String {
    format!("共有フォルダー「{}」をもう一度使う", isolated(name))
}

/// Why permission is asked for again.
pub fn asks(name: &str) -> String {
    format!(
        "共有フォルダー「{}」は、ブラウザーの許可を待っているため止まっています。押すと、ブラウザーが使ってよいかを確認します。",
        isolated(name)
    )
}

/// Another tab looks after it.
pub fn elsewhere(name: &str) -> String {
    format!(
        "共有フォルダー「{}」は、このブラウザーの別のタブで見ています。そのタブに届いた内容は、ここにも届きます。",
        isolated(name)
    )
}

/// In the bar: it waits for permission.
pub const ASKS_SHORT: &str = "共有フォルダーは止まっています";
/// In the bar: another tab has it.
pub const ELSEWHERE_SHORT: &str = "共有フォルダーは別のタブで使用中";
/// In the bar: it is read for the first time.
pub const BEGINNING: &str = "共有フォルダーを読んでいます";
/// In the bar: something is in the way.
pub const TROUBLE_SHORT: &str = "共有フォルダーに、書き込めないか読めないものがあります";

/// In the bar: until when, and whose work has come.
pub fn state_short(at: Timestamp, others: &[SharedFile]) -> String {
    let time = at.in_japan();
    let mut whose: Vec<String> = Vec::new();
    for file in others {
        let sender = file.sender.department.as_ref().or(file.sender.author.as_ref()).filter(|_| file.changes > 0);
        if let Some(name) = sender.map(|name| isolated(name).into_owned()).filter(|name| !whose.contains(name)) {
            whose.push(name);
        }
    }
    let whose = if whose.is_empty() { String::new() } else { format!("・{}の分", whose.join("と")) };
    format!("共有フォルダー: {}時{:02}分まで{whose}", time.hour, time.minute)
}

/// The folder that is used, and when all of it was read.
pub fn used(name: &str, at: Option<Timestamp>) -> String {
    let read = at.map(|at| format!("最後に確かめたのは{}です。", moment(at))).unwrap_or_default();
    format!("共有フォルダー「{}」を使っています。{read}", isolated(name))
}

/// This browser's own file.
pub fn own(file: Option<&(String, Timestamp)>, is_current: bool) -> String {
    match file {
        None if is_current => "自分の入力はまだないため、自分のファイルはありません。".to_owned(),
        None => "自分のファイルは、まだ書き込めていません。数秒ごとに、もう一度試します。".to_owned(),
        Some((name, at)) => {
            let rest = if is_current {
                "入力した内容はすべて入っています。"
            } else {
                "続きを書き込んでいます。"
            };
            format!("自分のファイルは「{}」({}に書き込み)です。{rest}", isolated(name), moment(*at))
        }
    }
}

/// Whose a file is.
pub fn whose(file: &SharedFile) -> String {
    if file.sender.is_known() {
        who(&file.sender.author, &file.sender.department)
    } else {
        format!("記載なし({})", isolated(&file.name))
    }
}

/// In how many cells a file changes something.
pub fn changes(count: usize) -> String {
    format!("{count}件")
}

/// What is in the way of a colleague's file.
pub fn trouble(name: &str, trouble: &Trouble) -> String {
    let name = isolated(name);
    match trouble {
        Trouble::Gone => format!("「{name}」はフォルダーにありません。届いていた内容は残っています。"),
        Trouble::NoRoom => format!("このブラウザーに空きがないため、「{name}」の新しい内容を取り込めません。"),
        Trouble::Content(SnapshotError::OtherPlan(_)) => {
            format!("「{name}」は別の計画の施策シートのため、取り込みません。")
        }
        Trouble::Content(SnapshotError::Json { .. } | SnapshotError::Empty) => {
            format!("「{name}」は書き込みの途中か、壊れています。届いていた内容は残り、書き直されると読み直します。")
        }
        Trouble::Content(error) => format!("「{name}」を読めません。{}届いていた内容は残ります。", why(error)),
        Trouble::System(error) => format!("「{name}」を読めません({})。数秒ごとに読み直します。", system(error)),
    }
}

/// What is in the way of the folder, or of this browser's file in it.
pub fn trouble_with_folder(trouble: &Trouble) -> String {
    let why = match trouble {
        Trouble::System(error) => system(error),
        Trouble::Gone => "見つかりません".to_owned(),
        Trouble::NoRoom => "空き容量がありません".to_owned(),
        Trouble::Content(_) => "中身を読めません".to_owned(),
    };
    format!(
        "共有フォルダーを使えません({why})。入力した内容はこのブラウザーに保存されています。数秒ごとに、もう一度試します。"
    )
}

/// A folder or file that was chosen cannot be used.
pub fn cannot_choose(error: &FolderError) -> String {
    format!("選んだ場所を使えません({})。何も変わっていません。", system(error))
}

fn system(error: &FolderError) -> String {
    match error {
        FolderError::NotChosen => "フォルダーを選びませんでした".to_owned(),
        FolderError::NotAllowed => {
            "ブラウザーまたはフォルダーの設定で許されていないか、ほかで使われています".to_owned()
        }
        FolderError::Full => "空き容量がありません".to_owned(),
        FolderError::WrongKind => "同じ名前のフォルダーがあるため、ファイルを読み書きできません".to_owned(),
        FolderError::Other(name) if name == "NotFoundError" => "フォルダーが見つかりません".to_owned(),
        FolderError::Other(name) if name == "NotReadableError" => "ほかのプログラムで使われています".to_owned(),
        FolderError::Other(name) => format!("ブラウザーの記録: {}", isolated(name)),
    }
}

/// How many senders a sentence names.
const SENDERS_NAMED: usize = 3;

/// Work that has come: from whom, and in how many cells.
pub fn arrived(from: &[(Maker, usize)]) -> String {
    let one = |(maker, count): &(Maker, usize)| format!("{}の変更{count}件", who(&maker.author, &maker.department));
    let named = from.iter().take(SENDERS_NAMED).map(one).collect::<Vec<_>>().join("、");
    let rest = match from.get(SENDERS_NAMED..).unwrap_or_default() {
        [] => String::new(),
        rest => {
            format!("、ほか{}個のファイルの変更{}件", rest.len(), rest.iter().map(|(_, count)| count).sum::<usize>())
        }
    };
    format!("共有フォルダーから、{named}{rest}が届きました。")
}

/// Hands in through the folder.
pub const HAND_IN: &str = "共有フォルダーに提出する";
/// What that does.
pub const HAND_IN_LEAD: &str = "共有フォルダーの自分のファイルに、提出したことを書き込みます。取りまとめの担当の「回答の状況」に、提出済みと表示されます。メールで送る必要はありません。";

/// It was handed in: the name of the file in the folder where that stands, else `trouble` is what is in the way.
pub fn handed_in(at: Timestamp, file: Option<&str>, trouble: Option<&Trouble>) -> String {
    let at = moment(at);
    match (file, trouble) {
        (Some(file), _) => format!("{at}に提出しました。共有フォルダーの「{}」に入りました。", isolated(file)),
        (None, None) => format!("{at}に提出しました。共有フォルダーに書き込んでいます。"),
        (None, Some(trouble)) => {
            format!("{at}の提出は、まだ共有フォルダーに入っていません。{}", trouble_with_folder(trouble))
        }
    }
}

/// The file was written again.
pub fn saved_again(name: &str, at: Timestamp) -> String {
    format!("「{}」に上書き保存しました({})。", isolated(name), moment(at))
}

/// Which file is written again.
pub fn save_again_lead(name: Option<&str>) -> String {
    match name {
        Some(name) => format!("「{}」を、いまの内容に書き換えます。", isolated(name)),
        None => "保存する場所とファイルを一度選ぶと、次からは同じファイルに保存します。".to_owned(),
    }
}

/// The file could not be written again.
pub fn not_saved(name: &str, trouble: &Trouble) -> String {
    let why = match trouble {
        Trouble::System(error) => system(error),
        Trouble::Content(_) => {
            "施策シートのスナップショットではないか、壊れているため、書き換えませんでした".to_owned()
        }
        Trouble::Gone => {
            return format!(
                "「{}」が見つからないため、保存できませんでした。移動や削除をされていなければもう一度、されていれば「{SAVE_ELSEWHERE}」から保存してください。",
                isolated(name)
            );
        }
        Trouble::NoRoom => "空き容量がありません".to_owned(),
    };
    format!("「{}」に保存できませんでした({why})。ファイルは前のままです。", isolated(name))
}

/// The file holds work that is not here.
pub fn others_work(name: &str, waits: bool) -> String {
    let then = if waits { "いまの比較のあとで" } else { "下で" };
    format!(
        "「{}」には、ここにない変更があるため、書き換えませんでした。{then}比べて統合してから、もう一度上書き保存してください。",
        isolated(name)
    )
}
