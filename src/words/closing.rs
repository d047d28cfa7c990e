//! Words of confirming values, and of years that are closed.

use super::isolate::isolated;
use super::{file, observation, year};
use crate::edits::OpenCells;
use crate::plan::{Cell, FiscalYear, Observation, Timestamp};

/// A remark that is never published.
pub const INTERNAL: &str = "庁内メモ(公開されません)";
/// Confirms all values of a group.
pub fn confirm_group(name: &str) -> String {
    format!("入力済みの値をすべて確認済みにする({})", isolated(name))
}
/// The value is confirmed.
pub const CONFIRMED: &str = "確認済み";
/// The value was changed since it was confirmed.
pub const CONFIRMATION_LAPSED: &str = "確認のあとに値が変わりました";
/// The value came after its year was closed.
pub const CORRECTION: &str = "訂正";
/// The same, with what readers saw before, where it is known, as a note.
pub fn correction(former: &[(Observation, Timestamp)]) -> String {
    match former {
        [] => CORRECTION.to_owned(),
        _ => format!("{CORRECTION}: {}", corrected_from(former)),
    }
}
/// Behind that: what readers saw before and when that changed, the newest first.
pub fn corrected_from(corrections: &[(Observation, Timestamp)]) -> String {
    let said =
        corrections.iter().map(|(before, at)| format!("{}({}に訂正)", observation::in_table(*before), file::date(*at)));
    format!("以前は{}", said.collect::<Vec<_>>().join("、その前は"))
}
/// Explains closing.
pub const CLOSE_LEAD: &str = "年度の値が確定したら締めます。締めたあとの変更には理由が必要になり、住民には「訂正」と、前に公開した値が表示されます。";
/// Closes a year.
pub fn close(of: FiscalYear) -> String {
    format!("{}を締める", year::in_sentence(of))
}
/// Opens it again.
pub fn reopen(of: FiscalYear) -> String {
    format!("{}の締めを取り消す", year::in_sentence(of))
}
/// A year was closed, with so many values not entered.
pub fn closed_said(of: FiscalYear, missing: usize) -> String {
    let missing = match missing {
        0 => String::new(),
        _ => format!("未入力が{missing}項目あります。"),
    };
    format!(
        "{}を締めました。{missing}公開している内容に反映するには、下の「公開する」から公開してください。",
        year::in_sentence(of)
    )
}
/// What a closing says.
pub fn closed_text(date: &str) -> String {
    format!("{date}に締めました")
}
/// The closings of a year, one behind the other.
pub fn closings(texts: &[&str]) -> String {
    texts.iter().map(|text| isolated(text)).collect::<Vec<_>>().join("、")
}
/// What a closed year means.
pub fn closed_lead(of: FiscalYear, text: &str) -> String {
    format!(
        "{}は締めた年度です({})。変更するには訂正の理由が必要です。変更した値には「{CORRECTION}」と表示されます。",
        year::in_sentence(of),
        isolated(text)
    )
}
/// The field of the reason.
pub const REASON: &str = "訂正の理由";
/// What it is for.
pub const REASON_HINT: &str =
    "締めた年度の値を変えるときだけ要ります。この欄を書き換えるまで、続く訂正にも同じ理由が付きます。";
/// It is not there.
pub const REASON_MISSING: &str =
    "*締めた年度の値です。上の「訂正の理由」を入力してから、変更してください。入力した文字はそのまま残しています。";

/// Leads to the field of the reason.
pub const TO_REASON: &str = "「訂正の理由」の欄へ";

/// A choice would change a closed year.
pub const REASON_MISSING_FOR_CHOICE: &str = "締めた年度の値です。上の「訂正の理由」(食い違いを決めるときは「決めた理由」でも)を入力してから、もう一度操作してください。まだ何も変わっていません。";

/// A file or decision would change a closed year.
pub const REASON_MISSING_FOR_FILE: &str = "締めた年度の値が変わります。編集中の帯にある「訂正の理由」を入力してから、もう一度操作してください。まだ何も変わっていません。";

/// No year is due.
pub const NONE_DUE: &str = "いま締める年度はありません。年度が終わると、ここに並びます。";

/// The years that are closed.
pub fn closed_years(years: &[FiscalYear]) -> String {
    format!("締めた年度: {}", years.iter().map(|of| year::in_sentence(*of)).collect::<Vec<_>>().join("、"))
}
/// The other years.
pub const OTHER_YEARS: &str = "ほかの年度を締める・締めを取り消す";

/// Asks before a year is closed: of the only policy, of one by its name, or of several.
pub fn ask_to_close(of: FiscalYear, name: Option<&str>, policies: usize) -> String {
    let of = year::in_sentence(of);
    match (policies, name) {
        (1, None) => format!("{of}を締めますか。"),
        (1, Some(name)) => format!("「{}」の{of}を締めますか。", isolated(name)),
        _ => format!("まだ締めていない{policies}施策の{of}を締めますか。"),
    }
}

/// Opens a year again of all policies together.
pub fn reopen_all(of: FiscalYear) -> String {
    format!("すべての施策で{}", reopen(of))
}

/// Of several policies some are closed already.
pub fn closed_partly(closed: usize, all: usize) -> String {
    format!("{all}施策のうち{closed}施策は締めました。")
}

/// Which policy's years are closed.
pub const POLICY: &str = "締める施策";
/// Of all of them together.
pub const ALL_POLICIES: &str = "すべての施策";

/// What stands open in a year that is to be closed: each kind with how many cells are of it, and these.
pub fn open_before_closing(open: OpenCells) -> Vec<(String, Vec<Cell>)> {
    let kinds = [
        ("未入力", open.missing),
        ("速報の値", open.preliminary),
        ("確認済みでない値", open.unconfirmed),
        ("要確認", open.doubtful),
        ("食い違い", open.disputed),
    ];
    let found = kinds.into_iter().filter(|(_, cells)| !cells.is_empty());
    found.map(|(what, cells)| (format!("{what} {}か所", cells.len()), cells)).collect()
}

/// All is well.
pub const NOTHING_OPEN: &str = "未入力・速報・未確認・要確認・食い違いはありません。";
/// Closes it all the same.
pub const CLOSE: &str = "締める";
/// Leaves it open.
pub const LEAVE_OPEN: &str = "やめる";
