//! The comparison of files with what is here, and disagreements.

use super::quoted;
use crate::edits::{Group, Maker};
use crate::format::Damage;
use crate::plan::{Field, Plan, SubjectId};
use crate::words::isolate::isolated;
use crate::words::screen::who;
use crate::words::{arranging, cell, file};

/// The offer's heading.
pub fn offer_head(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{}の内容", quoted(one)),
        [first, rest @ ..] => format!("{}ほか{}個の内容", quoted(first), rest.len()),
    }
}

/// One file of the offer, with in how many cells it changes something; `who` and when as [`by`](crate::words::screen::by) has them.
pub fn file_line(name: &str, who: &str, changes: usize) -> String {
    format!("{}: {who}、変更{changes}件", quoted(name))
}

/// So many pieces of a file are damaged.
pub fn damaged(name: &str, first: &Damage, count: usize) -> String {
    format!(
        "{}の変更のうち{count}件は壊れていて、取り込めません。最初は{}ほかの変更は取り込めます。",
        quoted(name),
        file::damage(first)
    )
}

/// A file names other people or reasons for changes that are known.
pub fn renamed(count: usize, first: &str) -> String {
    format!(
        "手元にある変更のうち{count}件に、このファイルは別の氏名・所属・理由・日時を付けています(例: {})。変更の履歴に表示されます。",
        isolated(first)
    )
}

/// Saves the state before taking files in.
pub const SAVE_BEFORE: &str = "取り込む前の状態をファイルに保存";
/// Heads of the comparison.
pub const COMPARISON_HEADS: [&str; 4] = ["項目", "いまの値", "ファイルの値と入力した人", "取り込んだあとの値"];

/// Through the change of which other cell a cell appears otherwise.
pub fn through(field: Field) -> String {
    format!("「{}」の変更:", cell::field(field))
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

/// What a subject is that comes with the files, and its name: 「事業の追加: 6 商店街の明かり事業」.
pub fn added(plan: &Plan, id: &SubjectId) -> String {
    let kind = plan.structure.role(id).map(|role| arranging::kind(plan, &role)).unwrap_or_default();
    format!("{kind}の追加: {}", arranging::in_order(plan, id))
}
/// In so many cells something is said of it.
pub fn added_with(count: usize) -> String {
    format!("入力のある項目 {count}か所")
}
/// It is not here yet.
pub const NOT_HERE: &str = "なし";
/// It comes with the files.
pub const IS_ADDED: &str = "追加されます";

/// The cell's value is not changed.
pub const STAYS: &str = "変わりません";
/// Heading of changes from elsewhere.
pub const OUTSIDE: &str = "所管課ではない課からの変更";
/// Behind who made a value of a disagreement.
pub const OUTSIDE_MARK: &str = "所管課ではない課";
/// Explains it.
pub const OUTSIDE_LEAD: &str = "事業の所管課と、入力した人の所属が違います。内容を確かめてください。";
/// A change whose maker's department is not said.
pub const UNKNOWN_DUTY: &str = "所属不明";

/// So many changes come from people whose department is not said.
pub fn unknown_duty(count: usize) -> String {
    format!(
        "変更のうち{count}か所は、入力した人の所属が書かれていません(「{UNKNOWN_DUTY}」と表示)。だれの変更かを確かめてください。"
    )
}

/// Both values stay.
pub const KEEP_BOTH: &str = "決めない(両方残す)";
/// 手元を優先.
pub const PREFER_HERE: &str = "手元を優先";
/// Whose values that prefers, where they were entered here.
pub fn prefer_here_lead(makers: &[(Maker, usize)]) -> String {
    let one = |(maker, count): &(Maker, usize)| format!("{} {count}件", who(&maker.author, &maker.department));
    let whose = makers.iter().map(one).collect::<Vec<_>>().join("、");
    format!("「手元を優先」で残るのは、このブラウザーで入力した値です({whose})。")
}
/// Whose values that prefers, where files are compared.
pub const PREFER_HERE_BEFORE: &str = "「手元を優先」で残るのは、いまこのブラウザーに表示されている値です。";
/// Why it is decided so.
pub const DECIDING: &str = "決めた理由(任意。次に決めるものに付きます)";

/// このファイルを優先.
pub fn prefer_file(name: &str) -> String {
    format!("{}を優先", quoted(name))
}

/// 新しい方.
pub const PREFER_NEWEST: &str = "新しい方";
/// Bulk decisions.
pub const DECIDE_ALL: &str = "食い違いをまとめて決める";
/// The same, of so many, whatever the list is narrowed to.
pub fn decide_all(count: usize) -> String {
    format!("{DECIDE_ALL}(絞り込みにかかわらず、全{count}件)")
}
/// What a narrowed list does not show.
pub fn hidden_by_filters(count: usize) -> String {
    format!("絞り込みで隠れている変更が、ほかに{count}件あります。統合すると、それも取り込まれます。")
}

/// The name of the field in which a disagreement is decided.
pub fn decision_of(name: &str) -> String {
    format!("{}の決め方", isolated(name))
}

/// Heading of the conflicts.
pub const CONFLICTS_HEAD: &str = "入力の食い違い";
/// What to do about them.
pub const CONFLICTS_LEAD: &str =
    "同じ項目に違う値が入力されています。編集中に、どちらかの値を選ぶか、新しい値を入力すると解消します。";
/// No disagreement is left.
pub const ALL_DECIDED: &str = "食い違いは、すべて決まりました。";
/// Heading of cells the plan does not have.
pub const STRANGERS: &str = "このシートにない項目の変更";
/// After the value a disagreement was decided for.
pub const BECOMES: &str = "になります";
/// Explains them.
pub const STRANGERS_LEAD: &str = "施策シートの版が変わったか、項目の追加が取り消されたため、いまのシートにない項目です。変更は消さずに取ってあります。";
