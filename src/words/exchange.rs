//! Words of the screens of exchange: files in and out, who has answered, what was done, publishing.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::isolate::isolated;
use super::{cell, file, year};
use crate::edits::{Change, Entry, Group};
use crate::format::{Damage, FormFault, Publication};
use crate::plan::{Cell, FiscalYear, Plan, Timestamp, clean};

// The screens.
/// The navigation between them.
pub const PARTS: &str = "やりとりの画面";
/// Files.
pub const FILES: &str = "保存と読み込み";
/// Who has answered.
pub const ANSWERS: &str = "回答の状況";
/// Everything that was done.
pub const HISTORY: &str = "変更の履歴";
/// Publishing.
pub const PUBLISH: &str = "公開用に保存";

// Loading.
/// The name of what came by a link.
pub const LINK: &str = "共有リンク";
/// A link came while files are being compared.
pub const LINK_WAITS: &str = "別の共有リンクが開かれました。いまの比較はそのままにして、リンクの内容は待たせています。";
/// How many wait.
pub fn waiting(count: usize) -> String {
    format!("この比較のあとで見られる共有リンクが{count}件あります。")
}
/// Shows what waits instead.
pub const SHOW_WAITING: &str = "待っている内容を比較する";
/// What another site of this host keeps.
pub fn site(site: &str) -> String {
    format!("このサーバーの別の場所({})の下書き", folder(site))
}
/// Heading of drafts kept by other sites of this host.
pub const OTHER_SITES: &str = "別の場所の下書き";
/// Explains them.
pub const OTHER_SITES_LEAD: &str = "同じサーバーの別の場所で開いた施策シートに、このブラウザーで入力した下書きがあります。取り込む前に、内容を比べられます。";
/// A site and what it has.
pub fn site_line(site: &str, count: usize) -> String {
    format!("{}: 変更{count}件", folder(site))
}
/// Returns a site's folder in readable form. Its name in keys encodes what is percent-encoded in the address already.
fn folder(site: &str) -> String {
    isolated(&clean(&decoded(&decoded(site)))).into_owned()
}
fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8().unwrap_or(Cow::Borrowed(text))
}
/// Compares them.
pub const COMPARE_SITE: &str = "内容を比べる";
/// So many changes of a newer release are here.
pub fn foreign(count: usize) -> String {
    format!("新しい版で入力された内容が{count}件あります。消さずに取ってあります。")
}
/// So many changes of a newer release are in the files that are compared.
pub fn foreign_in_files(count: usize) -> String {
    format!(
        "新しい版で入力された内容が{count}件あります。この版では表示できませんが、取り込めば消さずに取っておきます。"
    )
}
/// They are not published.
pub const FOREIGN_NOT_PUBLISHED: &str = "この版では表示できないため、公開用のファイルには入りません。";
/// A cell has a value of a newer release.
pub const NEWER_VALUE: &str = "新しい版で入力された値があります";
/// So many pieces of a file are damaged.
pub fn damaged(name: &str, first: &Damage, count: usize) -> String {
    format!(
        "{}の変更のうち{count}件は壊れていて、取り込めません。最初は{}ほかの変更は取り込めます。",
        quoted(name),
        file::damage(first)
    )
}
/// A change whose maker's department is not said.
pub const UNKNOWN_DUTY: &str = "所属不明";
/// So many changes come from people whose department is not said.
pub fn unknown_duty(count: usize) -> String {
    format!(
        "変更のうち{count}か所は、入力した人の所属が書かれていません(「{UNKNOWN_DUTY}」と表示)。だれの変更かを確かめてください。"
    )
}
/// A file names other people or reasons for changes that are known.
pub fn renamed(count: usize, first: &str) -> String {
    format!(
        "手元にある変更のうち{count}件に、このファイルは別の氏名・所属・理由・日時を付けています(例: {})。変更の履歴に表示されます。",
        isolated(first)
    )
}
/// A change takes back what was entered.
pub const TAKES_BACK: &str = "取り消し";

/// Files come while others are being read.
pub const STILL_READING: &str =
    "ほかのファイルを読み込んでいます。終わってから、または「中止する」を押してから、もう一度選んでください。";
/// Stops reading files.
pub const STOP: &str = "中止する";
/// Shows the offer without taking it.
pub const LOOK: &str = "取り込まずに見る";
/// Above the screens while somebody looks.
pub const LOOKING: &str = "取り込む前のファイルの内容を表示しています。このブラウザーの内容は変わっていません。";
/// Ends looking.
pub const STOP_LOOKING: &str = "見るのをやめる";
/// Saves the state before taking files in.
pub const SAVE_BEFORE: &str = "取り込む前の状態をファイルに保存";
/// Heads of the comparison.
pub const COMPARISON_HEADS: [&str; 4] = ["項目", "いまの値", "ファイルの値と入力した人", "取り込んだあとの値"];
/// Heading of changes from elsewhere.
pub const OUTSIDE: &str = "所管課ではない課からの変更";
/// Behind who made a value of a disagreement.
pub const OUTSIDE_MARK: &str = "所管課ではない課";
/// Explains it.
pub const OUTSIDE_LEAD: &str = "事業の所管課と、入力した人の所属が違います。内容を確かめてください。";
/// Both values stay.
pub const KEEP_BOTH: &str = "決めない(両方残す)";
/// 手元を優先.
pub const PREFER_HERE: &str = "手元を優先";
/// 新しい方.
pub const PREFER_NEWEST: &str = "新しい方";
/// No disagreement is left.
pub const ALL_DECIDED: &str = "食い違いは、すべて決まりました。";
/// Bulk decisions.
pub const DECIDE_ALL: &str = "食い違いをまとめて決める";
/// Filters.
pub const FILTER: &str = "絞り込み";
/// No filter.
pub const EVERYTHING: &str = "すべて";
/// The next rows.
pub const SHOW_MORE: &str = "さらに表示する";
/// The cell's value is not changed.
pub const STAYS: &str = "変わりません";
/// Switches a file off.
pub const SWITCH_OFF: &str = "取り込みを外す";
/// Switches it on.
pub const SWITCH_ON: &str = "もう一度取り込む";
/// Heading of cells the plan does not have.
pub const STRANGERS: &str = "このシートにない項目の変更";
/// Explains them.
pub const STRANGERS_LEAD: &str = "施策シートの版が変わり、項目がなくなりました。変更は消さずに取ってあります。";

// Who sits here.
/// The next person sits down.
pub const NEXT_PERSON: &str = "交代する";
/// Nobody said who sits here.
pub const FIRST_PERSON: &str = "入力する人を記入する";
/// Who sits here.
pub fn sitting(author: &Option<String>, department: &Option<String>) -> String {
    format!("入力する人: {}", super::screen::who(author, department))
}

// Saving.
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
        _ => format!("このブラウザーの変更のうち{count}件は、ほかの課の事業の項目なので入りません。"),
    }
}
/// What leaves with the generic button.
pub const SAVE_ALL_LEAD: &str =
    "このブラウザーにあるすべての変更を保存します。控えや、まとめる人への引き渡しに使います。";
/// What leaves with the department's button.
pub fn save_part_lead(department: &str) -> String {
    let department = isolated(department);
    format!(
        "{department}が所管する事業の項目と、{department}が入力した施策指標を保存します。取りまとめの課に提出するときに使います。"
    )
}
/// A department that answers for nothing here.
pub fn no_part(department: &str) -> String {
    let department = isolated(department);
    format!("{department}が所管する事業はこのシートにありません。提出用には、すべての変更を保存してください。")
}
/// Saves what a department answers for.
pub fn save_part(department: &str) -> String {
    format!("{}の分を提出用に保存", isolated(department))
}
/// Heading of a choice.
pub const CHOICE: &str = "一部だけを保存・共有する";
/// Explains it.
pub const CHOICE_LEAD: &str = "渡したい項目を選んでください。選んだ項目について、これまでの変更がすべて入ります。";
/// Saves the choice.
pub const SAVE_CHOICE: &str = "選んだ分を保存";
/// Makes a link of the choice.
pub const SHARE: &str = "リンクで共有";
/// Chooses all.
pub const CHOOSE_ALL: &str = "すべて選ぶ";
/// Chooses none.
pub const CHOOSE_NONE: &str = "選択を外す";
/// The link's field.
pub const SHARE_EXPLAINED: &str = "次のリンクを開いた人は、取り込む前に内容を確認できます。";
/// No drafts.
pub const NO_DRAFTS: &str = "このブラウザーに下書きはありません。";

/// How long a link is, and whether that is too long.
pub fn link_length(length: usize) -> String {
    match length > crate::format::link::LENGTH_TO_WARN {
        true => format!(
            "リンクの長さは{length}文字です。{}文字を超えると、メールなどで途中で切れることがあります。ファイルで渡すことをお勧めします。",
            crate::format::link::LENGTH_TO_WARN
        ),
        false => format!("リンクの長さは{length}文字です。"),
    }
}

/// Several files as one name.
pub fn files(count: usize) -> String {
    format!("{count}個のファイル")
}

/// How far reading is.
pub fn progress(done: usize, of: usize) -> String {
    format!("{of}個のファイルのうち{}個目を読み込んでいます。", done + 1)
}

/// The name of a file, in quotation marks.
pub fn quoted(name: &str) -> String {
    format!("「{}」", isolated(name))
}

/// The offer's heading.
pub fn offer_head(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{}の内容", quoted(one)),
        [first, rest @ ..] => format!("{}ほか{}個の内容", quoted(first), rest.len()),
    }
}

/// One file of the offer, with in how many cells it changes something; `who` and when as [`super::screen::by`] has them.
pub fn file_line(name: &str, who: &str, changes: usize) -> String {
    format!("{}: {who}、変更{changes}件", quoted(name))
}

/// The caption of a group of the comparison.
pub fn group(of: Group, count: usize) -> String {
    let head = match of {
        Group::Conflict => "食い違いになるところ",
        Group::OnlyInFiles => "統合すると変わるところ",
        Group::OnlyHere => "手元だけにあるか、手元の方が新しいところ",
        Group::Same => "同じところ",
    };
    format!("{head}: {count}か所")
}

/// A caption with a count.
pub fn counted(head: &str, count: usize) -> String {
    format!("{head}: {count}か所")
}

/// What is shown of how many.
pub fn shown_of(shown: usize, of: usize) -> String {
    format!("{of}か所のうち{shown}か所を表示しています。")
}

/// The name of the field in which a disagreement is decided.
pub fn decision_of(name: &str) -> String {
    format!("{}の決め方", isolated(name))
}

/// このファイルを優先.
pub fn prefer_file(name: &str) -> String {
    format!("{}を優先", quoted(name))
}

/// The name of a switch of a file.
pub fn of_file(action: &str, name: &str) -> String {
    format!("{action}: {}", quoted(name))
}

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

// Answers.
/// Explains the screen.
pub const ANSWERS_LEAD: &str = "年度の実績・予算額・決算額が、所管課ごとにどこまで入力されているかを表示します。";
/// Heads of the table.
pub const ANSWER_HEADS: [&str; 5] = ["所管課", "入力済み", "確認済み", "食い違い", "未入力"];
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

// History.
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

/// Why a value was set back.
pub fn set_back_reason(at: Timestamp) -> String {
    format!("{}の値に戻した", file::moment(at))
}

/// The name of the button that sets a cell back.
pub fn set_back(name: &str, value: &str) -> String {
    format!("{SET_BACK}: {}({})", isolated(value), isolated(name))
}

// Publishing.
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
/// Nothing changes.
pub const PUBLISH_NOTHING: &str = "いま公表されている内容と同じです。";
/// What is left out.
pub fn left_out(edits: usize) -> String {
    format!(
        "公開用のファイルには、入力した人の氏名・所属、理由、庁内メモ、変更の履歴(古い値など{edits}件)は入りません。"
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

    #[test]
    fn folders_are_told_as_people_write_them() {
        assert_eq!(site_line("%2Ftest%2F", 3), "/test/: 変更3件");
        assert_eq!(site_line(&crate::state::keep::site_of("/%E7%94%BA/"), 1), "/町/: 変更1件");
        assert_eq!(decoded("100%"), "100%");
    }

    #[test]
    fn long_links_are_said_to_be_long() {
        assert!(!link_length(8_000).contains("お勧め") && link_length(8_001).contains("お勧め"));
    }
}
