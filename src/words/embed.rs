//! Words of the embed and of the code that is given out for it.

use super::language::{Bilingual, is_english};
use super::screen;
use crate::format::escape_html;
use crate::plan::Date;

/// The embed's address names nothing.
pub const UNKNOWN: Bilingual = Bilingual(
    "この埋め込みの図は見つかりません。埋め込みコードの番号をご確認ください。",
    "There is no such figure. Please check the number in the embed code.",
);
/// There is no code for what is not published.
pub const NO_EXPORT_YET: &str = "まだ公表されていません。公表すると、埋め込みコードや画像を使えます。";
/// Leads from frozen values to what holds now.
pub const NEWEST: Bilingual = Bilingual("最新版を見る(新しいタブ)", "See the newest values (new tab)");
/// Leads from frozen values that are not confirmed to what is published: they need not be older than that.
pub const WHAT_IS_PUBLISHED: Bilingual =
    Bilingual("公表されている内容を見る(新しいタブ)", "See what is published (new tab)");
/// Frozen values that are not exactly those published now, wherever they come from.
pub const UNCONFIRMED: Bilingual = Bilingual(
    "この図の名称、単位、値は、リンク(アドレス)そのものに書かれているもので、市が確認したものではありません。",
    "The names, units and values of this figure are written in the link (the address) itself. The city has not confirmed them.",
);
/// Behind the name of such a figure, wherever it stands.
pub const UNCONFIRMED_MARK: Bilingual =
    Bilingual("(リンクに書かれた値、市は未確認)", " (values from the link, not confirmed by the city)");
/// Frozen values are not those that are published.
pub const DIFFERS: Bilingual = Bilingual("公表されている内容とは異なります。", "They differ from what is published.");
/// Frozen values are of something that is not published.
pub const NOT_PUBLISHED: Bilingual =
    Bilingual("公表されている内容に、この項目はありません。", "What is published does not have this item.");
/// What is published could not be had.
pub const NOT_COMPARED: Bilingual = Bilingual(
    "公表されている内容を読み込めないため、同じかどうかを確かめられません。",
    "What is published could not be loaded, so it is not known whether they are the same.",
);
/// `plan.json` was there and could not be read, or was not to be had: these are the values the app was built with.
pub const BUILT_IN: Bilingual = Bilingual(
    "最新の公表内容を読み込めないため、組み込まれている内容を表示しています。",
    "What is published now could not be loaded. These are the values this page was built with.",
);
/// The values in the address cannot be read.
pub const FROZEN_DAMAGED: Bilingual = Bilingual(
    "この埋め込みの図は、アドレスが途中で切れているか書き換えられているため、表示できません。",
    "The address of this figure is cut off or was changed, so the figure cannot be shown.",
);

/// The product's name.
pub const PRODUCT: Bilingual = Bilingual(screen::PRODUCT, "Policy sheet");
/// While what is published is being loaded.
pub const OPENING: Bilingual = Bilingual(screen::OPENING, "Opening the figure.");
/// There is no plan at all.
pub const NO_PLAN: Bilingual =
    Bilingual(screen::NO_PLAN, "The figure could not be opened. If reloading does not help, please tell the city.");
/// Leads to the whole page.
pub const WHOLE_PAGE: Bilingual = Bilingual(screen::WHOLE_PAGE, "Open the policy sheet (in Japanese, new tab)");
/// Opens the table.
pub const AS_TABLE: Bilingual = Bilingual(screen::AS_TABLE, "Show as table");
/// The axis need not begin at nought.
pub const ZOOM_AXIS: Bilingual = Bilingual(screen::ZOOM_AXIS, "Zoom the axis");
/// The drawing is not there.
pub const DRAWING_FAILED: Bilingual =
    Bilingual(screen::DRAWING_FAILED, "The chart could not be shown. The text and the table say the same.");

// The code that is given out.
/// What to do with it.
pub const EXPLAINED: &str =
    "次のコードをホームページに貼り付けると、この図を表示できます。公表されている内容だけを表示します。";
/// What is shown.
pub const SHOW: &str = "表示するもの";
/// The choices of what is shown.
pub const SHOWS: [&str; 3] = ["グラフ(表はボタンで開く)", "表", "グラフと表"];
/// Light or dark.
pub const THEME: &str = "配色";
/// The choices of it.
pub const THEMES: [&str; 3] = ["見る人の設定に合わせる", "明るい", "暗い"];
/// Whether the title is shown.
pub const TITLE: &str = "見出し";
/// The choices of it.
pub const TITLES: [&str; 2] = ["表示する", "表示しない(ページの側に見出しがあるとき)"];
/// The language.
pub const LANGUAGE: &str = "言葉";
/// The choices of it.
pub const LANGUAGES: [&str; 2] = ["日本語", "英語(名称と単位は日本語のまま)"];
/// Live or frozen.
pub const VALUES: &str = "値";
/// The choices of it.
pub const LIVE_OR_FROZEN: [&str; 2] = ["公表に合わせて新しくなる", "いま公表されている値に固定する"];
/// The values are too many for an address.
pub const TOO_LONG_TO_FREEZE: &str =
    "この図の内容は長すぎるため、値を固定できません。次のコードは、公表に合わせて新しくなります。";
/// The height.
pub const HEIGHT: &str = "高さ";
/// The choices of it.
pub const HEIGHTS: [&str; 3] =
    ["内容に合わせる(embed.js を使う)", "決まった高さ", "決まった高さ(embed.js のあるページでも変えない)"];
/// The host does not let other pages frame a figure's own page.
pub const FRAMES_FORBIDDEN: &str = "このサーバーの設定では、図のページをほかのサイトのページに埋め込めません。サーバーを管理している人に、figures フォルダーの埋め込みを許す設定(docs/hosting)を頼んでください。";
/// Heading of the preview.
pub const PREVIEW: &str = "見え方";
/// The widths of the preview.
pub const WIDTHS: [&str; 2] = ["スマートフォンの幅", "本文の幅"];
/// For systems that forbid frames.
pub const WITHOUT_FRAME: &str = "次のHTMLは、図の内容を文章と表にしたものです。埋め込みやスクリプトが使えないホームページには、この表か画像を載せてください。値は貼り付けた時点のままです。";
/// Copies that.
pub const COPY_TABLE: &str = "表のHTMLをコピー";
/// The width of the preview.
pub const WIDTH: &str = "幅";
/// What a picture needs besides, on a web page.
pub const ALT: &str = "画像をホームページに載せるときは、代替テキスト(alt)に次の文を入れます。";
/// Copies that.
pub const COPY_ALT: &str = "代替テキストをコピー";
/// Heading of pictures and tables.
pub const SAVE_FIGURE: &str = "図を保存する";
/// A picture of points.
pub const SAVE_PNG: &str = "画像(PNG)を保存";
/// A picture of shapes.
pub const SAVE_SVG: &str = "画像(SVG)を保存";
/// The table for spreadsheets.
pub const SAVE_CSV: &str = "CSVを保存";
/// Whose values they are.
pub const PUBLISHED_ONLY: &str = "公表されている値を保存します(下書きの値は入りません)。";
/// Which letters a picture has.
pub const FONTS: &str = "画像には見出し、説明、日付と、記載のある出典が入ります。文字のフォントは Noto Sans JP、ヒラギノ角ゴシック、游ゴシック、メイリオの順に、あるものを使います。どれもなければ標準のゴシック体になり、日本語のフォントが1つもないパソコンでは文字が□になります。PNGは保存するパソコンの、SVGは見る人のパソコンのフォントで表示されます。";

/// The iframe a web editor pastes. Its height stands there twice: many portals' style sheets (`iframe { height: auto }`) win over
/// the attribute and lose against the style, which other portals' policies forbid. With `script`, that of `embed.js`, which fits
/// the frame to what it shows.
pub fn iframe(address: &str, title: &str, height: u32, script: Option<&str>) -> String {
    let (address, title) = (escape_html(address), escape_html(title));
    let script = script.map(|script| format!("\n<script src=\"{}\" async></script>", escape_html(script)));
    format!(
        "<iframe src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"{height}\" style=\"height:{height}px\" loading=\"lazy\" frameborder=\"0\"></iframe>{}",
        script.unwrap_or_default()
    )
}

/// The date of frozen values.
pub fn frozen_at(date: &str) -> String {
    match (is_english(), date.is_empty()) {
        (false, true) => "固定表示".to_owned(),
        (false, false) => format!("{date}時点の固定表示"),
        (true, true) => "Frozen values".to_owned(),
        (true, false) => format!("Frozen values as of {}", self::date(date)),
    }
}

/// In the place of source and date, below frozen values that are not exactly those published now.
pub fn unconfirmed_at(date: &str) -> String {
    let said = match (is_english(), date.is_empty()) {
        (false, true) => "リンクに書かれた値です。市は確認していません。",
        (false, false) => "リンクに書かれた値と日付です。市は確認していません。",
        (true, true) => "The values are written in the link. The city has not confirmed them. ",
        (true, false) => "The values and the date are written in the link. The city has not confirmed them. ",
    };
    format!("{said}{}", frozen_at(date))
}

/// A date as it is shown: in English in numbers, where it is one of the calendar.
pub fn date(shown: &str) -> String {
    Date::from_reiwa(shown).map_or_else(|| shown.to_owned(), Date::in_numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_numbers() {
        assert_eq!(date("令和8年4月1日"), "2026-04-01");
        assert_eq!(date("令和元年12月31日"), "2019-12-31");
        for other in ["", "令和8年度", "2026-04-01", "令和65535年1月1日", "令和8年99月99日", "平成30年4月1日"]
        {
            assert_eq!(date(other), other);
        }
    }

    #[test]
    fn nothing_in_a_title_leaves_its_attribute() {
        let code = iframe("https://example.jp/a?b=1&c=2", "\"><script>&", 640, None);
        assert_eq!(
            code,
            "<iframe src=\"https://example.jp/a?b=1&amp;c=2\" title=\"&quot;&gt;&lt;script&gt;&amp;\" width=\"100%\" height=\"640\" style=\"height:640px\" loading=\"lazy\" frameborder=\"0\"></iframe>"
        );
        assert!(
            iframe("a", "b", 1, Some("https://example.jp/embed.js"))
                .ends_with("\n<script src=\"https://example.jp/embed.js\" async></script>")
        );
    }
}
