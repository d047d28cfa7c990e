//! Files, links and drafts of other sites, until they are compared.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::plan::clean;
use crate::words::isolate::isolated;

/// The name of what came by a link.
pub const LINK: &str = "共有リンク";
/// A link came while files are being compared.
pub const LINK_WAITS: &str = "別の共有リンクが開かれました。いまの比較はそのままにして、リンクの内容は待たせています。";

/// How many wait.
pub fn waiting(count: usize) -> String {
    format!("この比較のあとで見られる内容が{count}件あります。")
}

/// Drafts of another place wait until the current comparison is over.
pub const DRAFTS_WAIT: &str = "いまの比較はそのままにして、別の場所の下書きは待たせています。";

/// Shows what waits instead.
pub const SHOW_WAITING: &str = "待っている内容を比較する";

/// Several files as one name.
pub fn files(count: usize) -> String {
    format!("{count}個のファイル")
}

/// How far reading is.
pub fn progress(done: usize, of: usize) -> String {
    format!("{of}個のファイルのうち{}個目を読み込んでいます。", done + 1)
}

/// While files are compared with what is here.
pub const COMPARING: &str = "いまの内容と比べています。";

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_told_as_people_write_them() {
        assert_eq!(site_line("%2Ftest%2F", 3), "/test/: 変更3件");
        assert_eq!(site_line(&crate::state::keep::site_of("/%E7%94%BA/"), 1), "/町/: 変更1件");
        assert_eq!(decoded("100%"), "100%");
    }
}
