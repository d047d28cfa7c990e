//! A field, and what is said of a cell beside its value.

use super::UNDO;
use crate::words::isolate::isolated;

/// 未入力.
pub const NOT_ENTERED: &str = "未入力";
/// 未公表.
pub const NOT_PUBLISHED: &str = "未公表";
/// 該当なし.
pub const NOT_APPLICABLE: &str = "該当なし";
/// 数値(確定).
pub const FINAL: &str = "数値(確定)";
/// 数値(速報).
pub const PRELIMINARY: &str = "数値(速報)";
/// Nothing stated.
pub const NOT_STATED: &str = "記載なし";
/// The choices of 目指す方向, by their names in files.
pub const DIRECTIONS: [(&str, &str); 4] =
    [("", "記載なし"), ("increase", "↗ 増加"), ("decrease", "↘ 減少"), ("maintain", "→ 維持")];
/// State and remark of a value.
pub const MORE: &str = "状態・備考";
/// 備考.
pub const REMARK: &str = "備考";

/// A remark behind a value.
pub fn remark(text: &str) -> String {
    format!("※{}", isolated(text))
}

/// 要確認.
pub const TO_CONFIRM: &str = "要確認";
/// For whoever reads: what the sign says to a screen reader.
pub const BEING_CONFIRMED: &str = "確認中";
/// The quiet sign of the same in reading, beside the value.
pub const TO_CONFIRM_SIGN: &str = "＊";
/// Heading of the list of what is marked so.
pub const TO_CONFIRM_HEAD: &str = "確認中の値";

/// What the sign [`TO_CONFIRM_SIGN`] means, and beside how many values it stands.
pub fn to_confirm(count: usize) -> String {
    format!(
        "{TO_CONFIRM_SIGN}のある{count}か所は、もとの施策シートの文章から読み取った値で、市が確認しているところです。"
    )
}

/// Names, one behind the other; each as it stands within a sentence.
pub fn listed(names: &[String]) -> String {
    names.join("、")
}

/// Opens the list of the values of one reason.
pub fn of_these(count: usize) -> String {
    format!("{count}か所")
}

/// The line of the source a reading came from, its tabs made visible.
pub fn source_line(line: u32, source: &str) -> String {
    let fields = source.split('\t').map(|field| if field.is_empty() { "・".into() } else { isolated(field) });
    let fields: Vec<_> = fields.collect();
    format!("もとの文章の{line}行目: {}", fields.join(" | "))
}

/// Asks about a value that was decided in reading the source.
pub fn reading_question(value: &str, name: &str) -> String {
    format!("{name}を「{value}」と読みました。合っていますか。")
}

/// Confirms a value.
pub const CONFIRM: &str = "この値で確認済みにする";
/// Takes that back.
pub const CONFIRM_NO_MORE: &str = "確認済みの印を外す";
/// What to do where a value that was read is wrong.
pub const OTHERWISE: &str = "違うときは、欄の値を直してください。";
/// People disagree.
pub const CONFLICT: &str = "入力が食い違っています。決めるまで、いちばん新しい値を表示します。";
/// The plan's own value.
pub const IN_THE_PLAN: &str = "もとの施策シートの値";
/// Decides for a value.
pub const DECIDE: &str = "この値にする";

/// Behind a button's words, for screen readers: what it is about.
pub fn of(name: &str) -> String {
    format!("({})", isolated(name))
}

/// The name of the field of states.
pub fn state_of(name: &str) -> String {
    format!("{}の状態", isolated(name))
}

/// The name of a group of disagreeing values.
pub fn conflict_of(name: &str) -> String {
    format!("{}の食い違い", isolated(name))
}

/// The name of the button that decides for a value.
pub fn decide_for(value: &str, name: &str) -> String {
    format!("{DECIDE}: {}({})", isolated(value), isolated(name))
}

/// In the place of a disagreement that was decided.
pub fn decided(value: &str) -> String {
    format!("{}に決めました。「{UNDO}」で、決める前に戻せます。", isolated(value))
}

/// A memo behind a value.
pub fn memo(text: &str) -> String {
    format!("庁内メモ: {}", isolated(text))
}
