//! Entering the values of a year.

use crate::plan::{Cell, Field, FiscalYear, Observation, Plan};
use crate::words::isolate::isolated;
use crate::words::{cell, observation, year};

/// The navigation between years.
pub const YEARS: &str = "年度";
/// How to enter.
pub const ENTER_HINT: &str =
    "Enterキーで次の欄、Shift+Enterで前の欄へ移り、Escキーで入力前に戻ります。Excelの列や表も、欄に貼り付けられます。";
/// The keys for several fields.
pub const ENTER_KEYS: &str =
    "Shift+矢印キーで選んだ欄は、まとめてコピー(Ctrl+C)、上の値で埋める(Ctrl+D)、空にする(Delete)ことができます。";
/// In reading, nothing can be entered.
pub const ENTER_NEEDS_EDITING: &str =
    "入力するには、編集を始めてください。入力した内容は、このブラウザーだけに保存されます。";
/// Leads to the next field without a value.
pub const NEXT_MISSING: &str = "次の未入力へ";
/// The key that does the same.
pub const NEXT_MISSING_KEY: &str = "(Alt+↓)";
/// There is none.
pub const NOTHING_MISSING: &str = "未入力の欄はありません。";
/// The choice of whose values are entered.
pub const ENTERS_FOR: &str = "入力する課";
/// No department is chosen.
pub const ANY_DEPARTMENT: &str = "選ばない(シートの順)";
/// Before the rows of other departments.
pub const OTHERS_ROWS: &str = "ほかの課の項目";
/// The head of the names.
pub const ENTRY_NAME: &str = "項目";
/// The head of the values that were the latest when the plan was made.
pub const ENTRY_LATEST: &str = "直近";
/// The head of what is said of a value.
pub const ENTRY_STATE: &str = "状態";
/// Confirms the values of a group; its whole name is [`words::closing::confirm_group`](crate::words::closing::confirm_group).
pub const CONFIRM_ALL: &str = "すべて確認済みにする";
/// Opens what 確認済み means.
pub const CONFIRMING_HEAD: &str = "「確認済み」とは";
/// What a confirmation says, and whose it is.
pub const CONFIRMING: &str =
    "「確認済み」は、所属長など、値に責任を持つ人が確かめたという印です。値が変わると、印は外れます。";

/// Before the links to entry.
pub const ENTER_YEARS: &str = "年度ごとに入力する:";

/// Leads to entry.
pub fn enter_year(of: FiscalYear) -> String {
    format!("{}の実績を入力する", year::short(of))
}

/// Leads to entry, behind [`ENTER_YEARS`].
pub fn enter_year_name(of: FiscalYear) -> String {
    format!("{}を入力する", year::in_sentence(of))
}

/// Entry's heading.
pub fn enter_head(policy: &str, of: FiscalYear) -> String {
    format!("{} {}の入力", isolated(policy), year::in_sentence(of))
}

/// The heading of the entry of all years.
pub fn enter_years_head(policy: &str, plan: &Plan) -> String {
    let [first, last] = [plan.first_year, plan.last_year].map(year::in_sentence);
    format!("{} {first}から{last}までの入力", isolated(policy))
}

/// Leads to the entry of all years.
pub fn all_years(plan: &Plan) -> String {
    format!("{}〜{}をまとめて", year::short(plan.first_year), year::short(plan.last_year))
}

/// How much is still missing: of the department whose values are entered, where one is chosen, else of all.
pub fn rest(department: Option<&str>, missing: usize, of: usize) -> String {
    match (department.map(isolated), missing) {
        (None, 0) => format!("{of}項目すべてが入力されています。"),
        (None, _) => format!("{of}項目のうち、未入力は{missing}項目です。"),
        (Some(department), 0) => format!("{department}の{of}項目は、すべて入力されています。"),
        (Some(department), _) => format!("{department}の{of}項目のうち、未入力は{missing}項目です。"),
    }
}

/// How much is still missing, behind the name of what hands in.
pub fn missing_in_short(missing: usize) -> String {
    format!("(未入力{missing})")
}

/// The visible label of an entry field.
pub fn entry_label(plan: &Plan, of: &Cell) -> String {
    match of.field() {
        Field::Budget | Field::Settlement => cell::field(of.field()).to_owned(),
        _ => cell::subject(plan, of),
    }
}

/// A value of which no year is stated.
pub fn of_unknown_year(observed: Observation) -> String {
    format!("{}(年の記載なし)", observation::in_table(observed))
}

/// A value of a year other than its column says.
pub fn of_its_year(observed: Observation, of: FiscalYear) -> String {
    format!("{}({})", observation::in_table(observed), year::printed(of))
}
