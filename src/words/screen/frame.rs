//! The frame of every screen: navigation, titles of windows, addresses that lead nowhere.

use crate::plan::clean;
use crate::words::isolate::isolated;

/// The product's name.
pub const PRODUCT: &str = "施策シート";
/// Skips to the content.
pub const SKIP: &str = "本文へ移動";
/// The navigation's name.
pub const NAVIGATION: &str = "主なページ";
/// The overview.
pub const OVERVIEW: &str = "一覧";
/// Files, disagreements.
pub const EXCHANGE: &str = "ファイルのやりとり";
/// What staff work with, on pages that residents read.
pub const FOR_STAFF: &str = "職員の方";
/// The list of a long page's sections.
pub const CONTENTS: &str = "目次";
/// Leads to the help, a page of its own beside this one.
pub const HELP: &str = "使い方";
/// Behind what opens a tab.
pub const NEW_TAB: &str = "(新しいタブ)";
/// Prints.
pub const PRINT: &str = "印刷";
/// Shown until the plan is there.
pub const OPENING: &str = "施策シートを開いています。";
/// The app itself is broken: there is no plan in it.
pub const NO_PLAN: &str =
    "施策シートを開けませんでした。ページを読み込み直しても変わらないときは、市の担当課へお知らせください。";
/// Closes a message.
pub const CLOSE: &str = "閉じる";
/// Leads from an embed to the whole page.
pub const WHOLE_PAGE: &str = "施策シートのページを開く(新しいタブ)";

/// The title of a window.
pub fn window_title(screen: &str) -> String {
    if screen.is_empty() { PRODUCT.to_owned() } else { format!("{} | {PRODUCT}", isolated(screen)) }
}

/// The title of a page of a publication.
pub fn page_title(screen: &str, product: &str) -> String {
    if screen.is_empty() { product.to_owned() } else { format!("{} | {product}", isolated(screen)) }
}

/// Heading.
pub const NOT_FOUND: &str = "ページが見つかりません";
/// Back to the overview.
pub const TO_OVERVIEW: &str = "一覧へ戻る";

/// What an unknown address said.
pub fn not_found(path: &str) -> String {
    format!(
        "「{}」というページはありません。アドレスが変わったか、途中で切れている可能性があります。",
        isolated(&clean(path))
    )
}
