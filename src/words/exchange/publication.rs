//! Saving what is published.

use crate::format::{FormFault, Publication};

/// Explains the screen.
pub const PUBLISH_LEAD: &str =
    "住民の皆さんに見せる内容を、公開用のファイルに保存します。ウェブサーバーのフォルダーに置くと、公開されます。";
/// The edition.
pub const EDITION: &str = "版の名前(例: 令和8年度版)";
/// The date.
pub const DATE: &str = "いつの時点の内容か(例: 令和9年6月1日)";
/// The contact.
pub const CONTACT: &str = "お問い合わせ先(例: 企画課 電話番号)";
/// What is said about this publication.
pub const NOTE: &str = "更新のお知らせ(例: 令和8年度の実績を公表しました)";
/// Heading of what is set once for all publications.
pub const SETTINGS: &str = "公開先とライセンス";
/// Explains them.
pub const SETTINGS_LEAD: &str = "一度入力すると、次に公開するときにも引き継ぎます。公開先のアドレスがあると検索サイトに正しく載り、ライセンスがあると公開データを使える条件が伝わります。空欄のままでも公開できます。";
/// The address of the publication's folder.
pub const ADDRESS: &str = "公開先のアドレス(例: https://www.city.example.jp/shisaku/)";
/// The name of the licence.
pub const LICENCE: &str = "データのライセンス(例: CC BY 4.0)";
/// Where the licence can be read.
pub const LICENCE_URL: &str = "ライセンスのアドレス(例: https://creativecommons.org/licenses/by/4.0/deed.ja)";

/// What is wrong with a field about the publication.
pub fn form_fault(fault: FormFault) -> &'static str {
    match fault {
        FormFault::Address => {
            "*公開先のアドレスは、index.html を置くフォルダーのアドレスを「https://」から入力してください。"
        }
        FormFault::LicenceUrl => "*ライセンスのアドレスは、「https://」から入力してください。",
    }
}

/// What residents will not be told, where something is left blank.
pub fn blank_of_publication(about: &Publication) -> Option<String> {
    let all = [(&about.edition, "版の名前"), (&about.date, "時点"), (&about.contact, "お問い合わせ先")];
    let blank = all.into_iter().filter(|(text, _)| text.is_empty()).map(|(_, name)| name).collect::<Vec<_>>();
    let named = blank.join("・");
    (!blank.is_empty())
        .then(|| format!("注意: {named}が空欄です。このまま保存すると、公開するページに表示されません。"))
}

/// What changes.
pub const PUBLISH_CHANGES: &str = "住民に見える内容の変更";
/// Heads of that table.
pub const PUBLISH_HEADS: [&str; 3] = ["項目", "いま公表されている値", "公表後の値"];
/// The same where it is held against what was saved just now.
pub const PUBLISH_HEADS_AGAIN: [&str; 3] = ["項目", "前回保存した公開用の値", "公表後の値"];
/// Nothing changes against that.
pub const PUBLISH_NOTHING_AGAIN: &str = "前回保存した公開用の内容と同じです。";
/// Nothing changes.
pub const PUBLISH_NOTHING: &str = "いま公表されている内容と同じです。";

/// What is left out.
pub fn left_out(edits: usize) -> String {
    format!(
        "公開用のファイルには、入力した人の氏名・所属、理由、庁内メモ、変更の履歴(古い値など{edits}件)は入りません。締めた年度の訂正は、前に公開した値と公開した日が入ります。"
    )
}

/// Conflicts stand in the way.
pub fn conflicts_first(count: usize) -> String {
    format!("入力の食い違いが{count}件あります。先に、どの値にするかを決めてください。")
}

/// Saves it.
pub const SAVE_PUBLICATION: &str = "plan.jsonを保存";
/// How to publish, step by step.
pub const PUBLISH_STEPS: [&str; 4] = [
    "いま公開されている plan.json を、日付を付けた名前で控えておきます。",
    "保存した plan.json を、ウェブサーバーの index.html と同じ場所に置きます(同じ名前のファイルを置き換えます)。",
    "施策シートのページを開き、新しい値があることが伝えられ、それを開けることを確かめます。",
    "元に戻すときは、控えておいたファイルを plan.json という名前で置き直します。入力した人の下書きは消えません。",
];
/// Heading of the steps.
pub const PUBLISH_HOW: &str = "公開のしかたと、元に戻すしかた";
