//! Words of the embed and of the code that is given out for it.

/// The embed's address names nothing.
pub const UNKNOWN: &str = "この埋め込みの図は見つかりません。埋め込みコードの番号をご確認ください。";
/// Leads from frozen values to what holds now.
pub const NEWEST: &str = "最新版を見る(新しいタブ)";
/// Frozen values are not those that are published.
pub const DIFFERS: &str = "最新の公表値と異なります。";
/// Frozen values are of something that is not published.
pub const NOT_PUBLISHED: &str = "最新の公表内容には、この項目はありません。";
/// What is published could not be had.
pub const NOT_COMPARED: &str = "最新の公表内容を読み込めないため、公表値と同じかどうかを確かめられません。";
/// The values in the address cannot be read.
pub const FROZEN_DAMAGED: &str =
    "この埋め込みの図は、アドレスが途中で切れているか書き換えられているため、表示できません。";

/// The date of frozen values.
pub fn frozen_at(date: &str) -> String {
    if date.is_empty() { "固定表示".to_owned() } else { format!("{date}時点の固定表示") }
}
