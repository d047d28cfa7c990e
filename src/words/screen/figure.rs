//! What stands around a drawing: titles, source, buttons.

use crate::words::isolate::isolated;
use crate::words::language::{is_english, said};

/// Shows the table.
pub const AS_TABLE: &str = "表で見る";
/// Leads to a page that shows a figure alone.
pub const FIGURE_ALONE: &str = "この図だけのページ";
/// The axis need not begin at nought.
pub const ZOOM_AXIS: &str = "軸を拡大";
/// The drawing is not there.
pub const DRAWING_FAILED: &str = "グラフを表示できませんでした。文章と表で同じ内容をご覧いただけます。";
/// Shows the embed code.
pub const EMBED_CODE: &str = "埋め込みコード";
/// Copies it.
pub const COPY: &str = "コピー";

/// The title of a trend.
pub fn trend_title(indicator: &str) -> String {
    let indicator = isolated(indicator);
    if is_english() {
        return format!("{indicator}: trend");
    }
    format!("{indicator}の推移")
}

/// A drawing's name: what it is of, and what it shows.
pub fn drawing_name(title: &str, sentence: &str) -> String {
    if is_english() {
        return format!("{title}, chart. {sentence}");
    }
    format!("{title}のグラフ。{sentence}")
}

/// A source; nothing where none is stated.
pub fn source(source: &str) -> String {
    match source {
        "" => String::new(),
        source => format!("{}{}", said("出典: ", "Source: "), isolated(source)),
    }
}

/// What stands below a figure, with that some of its values await confirmation.
pub fn uncertain(line: &str) -> String {
    let values = said("市が確認中の値を含みます", "Some values are still being confirmed by the city");
    format!("{line}{}{values}", said("。", ". "))
}

/// Source and date below a figure.
pub fn source_and_date(of: &str, date: &str) -> String {
    if of.is_empty() {
        return date.to_owned();
    }
    format!("{}{}{date}", source(of), said("。", ". "))
}
