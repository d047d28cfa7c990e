//! Words of publishing as a web site: all files at once, in a zip or a folder.

use super::isolate::isolated;
use crate::browser::FolderError;
use crate::plan::{Plan, Timestamp};

/// Heading of what is said about a publication.
pub const ABOUT: &str = "この公開について";
/// The pages that are published were made by a release that renders them otherwise.
pub const OLDER_PAGES: &str = "いま公開されているページは、前の版のプログラムで作られています。そのままでも読めますが、一式を公開し直すと、いまの版のページになります。";
/// Heading.
pub const WHOLE: &str = "公開する";
/// What the zip is.
pub const WHOLE_LEAD: &str = "住民の皆さんが読むページ、図、データ、plan.jsonの一式を、1つのzipファイルに保存します。ウェブサーバーの施策シートのフォルダーに展開すると、公開されます。";
/// Why nothing can be saved yet.
pub const FIRST_CONFLICTS: &str = "食い違いを決めると、保存できます。";
/// The same where a setting cannot be read.
pub const FIRST_SETTINGS: &str = "上の設定の誤りを直すと、保存できます。";
/// Saves the zip.
pub const SAVE_WHOLE: &str = "公開用一式を保存";
/// Writes into a folder.
pub const WRITE_FOLDER: &str = "公開フォルダーに書き出す";
/// What that is.
pub const FOLDER_LEAD: &str = "公開フォルダーを選ぶと、変わるファイルだけを書き換えます。それまでの公開内容は、日付の付いたzipファイルにしてフォルダーに残します。";
/// What saving plan.json alone is for.
pub const PLAN_ALONE: &str = "plan.jsonだけを置き換えることもできます。そのときは、ページを開いた人に、新しい値があることが伝えられます。埋め込んだ図は、一式を公開するまで変わりません。";
/// How to publish everything, step by step.
pub const WHOLE_STEPS: [&str; 5] = [
    "ウェブサーバーの施策シートのフォルダーを、日付を付けた名前で控えておきます(「公開フォルダーに書き出す」では、自動で残ります)。",
    "「公開用一式を保存」で保存したzipファイルを展開します。",
    "展開したファイルとフォルダーを、ウェブサーバーの index.html と同じ場所に、上書きで置きます。消すファイルはありません。",
    "施策シートのページを開き直し、下の端に新しい版の名前と日付が出ることを確かめます。埋め込んだ図も同じ内容に変わります。",
    "元に戻すときは、控えておいたファイルを同じ場所に、上書きで置き直します。入力した人の下書きは消えません。",
];
/// Heading of the steps for plan.json alone.
pub const PLAN_ALONE_HEAD: &str = "plan.jsonだけを置き換えるとき";

/// How far it is.
pub fn progress(done: usize, of: usize) -> String {
    format!("ページを作っています({of}ページのうち{done}ページ)。")
}
/// Stops.
pub const STOP: &str = "中止する";
/// It was stopped, before anything was saved.
pub const STOPPED: &str = "中止しました。何も保存していません。";
/// It was stopped while a folder was written.
pub fn stopped_writing(written: usize) -> String {
    format!("中止しました。{written}個のファイルは書き込みました。もう一度書き出すと、残りが書き込まれます。")
}
/// The script that draws did not come.
pub const NO_DRAWINGS: &str = "グラフを描くための部品を読み込めませんでした。通信の状態を確かめて、もう一度お試しください。何も保存していません。";
/// A file could not be made.
pub fn not_made(path: &str) -> String {
    format!("「{}」を作れませんでした。保存していません。", isolated(path))
}
/// A folder was written: so many files are new or different, so many are as they were.
pub fn written(changed: usize, same: usize, gone: usize, backup: Option<&str>) -> String {
    let kept = backup.map(|name| format!("それまでの内容は「{}」に残しました。", isolated(name))).unwrap_or_default();
    let gone = match gone {
        0 => String::new(),
        _ => format!("なくなった{gone}ページには、なくなったことを書きました。"),
    };
    match changed {
        0 => format!("フォルダーの内容は、公開する内容と同じでした({same}個のファイル)。何も書き換えていません。"),
        _ => format!(
            "{changed}個のファイルを書き込みました。{same}個は変わりませんでした。{gone}{kept}フォルダーがウェブサーバーのものでなければ、その内容をウェブサーバーに置いてください。"
        ),
    }
}
/// The folder holds another city's publication.
pub const OTHER_PLAN: &str =
    "このフォルダーには、別の計画の公開内容があります。何も書き換えていません。フォルダーを選び直してください。";
/// Somebody published since the page was opened.
pub const NEWER_THERE: &str = "このフォルダーには、このページを開いたあとに公開された内容があります。何も書き換えていません。ページを読み込み直し、新しい内容を確かめてから、もう一度書き出してください。";
/// The folder holds no release.
pub const NO_RELEASE: &str = "このフォルダーには、ページの見た目の部品(style.cssなど)がありません。施策シートのプログラム一式も、同じフォルダーに置いてください。";
/// The folder could not be written.
pub fn folder_failed(error: &FolderError, written: usize) -> String {
    let why = match error {
        FolderError::NotChosen => return "フォルダーを選びませんでした。何も書き込んでいません。".to_owned(),
        FolderError::NotAllowed => "ブラウザーまたはフォルダーの設定で、書き込みが許されていません".to_owned(),
        FolderError::Full => "空き容量がありません".to_owned(),
        FolderError::WrongKind => "同じ名前のファイルやフォルダーがあります".to_owned(),
        FolderError::Other(name) => format!("フォルダーを使えません({})", isolated(name)),
    };
    match written {
        0 => format!("{why}。何も書き込んでいません。"),
        _ => format!("{why}。{written}個のファイルは書き込みました。もう一度書き出すと、残りが書き込まれます。"),
    }
}
/// The name of the zip: `kamakura_publication_20270601.zip`.
pub fn zip_name(plan: &Plan, at: Timestamp) -> String {
    format!("{}_publication_{}.zip", plan.id, super::file::date_in_name(at))
}
/// The name of the zip that keeps what was published before: `kamakura_before_20270601-0930.zip`.
pub fn backup_name(plan: &Plan, at: Timestamp) -> String {
    format!("{}_before_{}.zip", plan.id, super::file::moment_in_name(at))
}
/// Heading of a page that is gone.
pub const GONE: &str = "このページはなくなりました";
/// What is said there.
pub const GONE_LEAD: &str = "施策シートの見直しにより、このページで公開していた項目はなくなりました。";
