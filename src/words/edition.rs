//! Words of the edition that is shown: its date, where it comes from, whom to ask.

use super::isolate::isolated;
use super::language::is_english;
use super::{embed, file};
use crate::format::{Edition, Origin, Publication, is_date};

/// The date of what is published, as the city says it.
pub fn date_of(edition: &Edition) -> String {
    stated(edition, |publication| &publication.date).cloned().unwrap_or_else(|| file::date(edition.at))
}

/// The date of what is published, as one of the calendar whatever the city says of it.
pub fn calendar_date_of(edition: &Edition) -> String {
    Some(date_of(edition)).filter(|date| is_date(date)).unwrap_or_else(|| file::date(edition.at))
}

/// The date of what is shown.
pub fn date(edition: &Edition) -> String {
    if is_english() {
        return format!("As of {}", isolated(&embed::date(&date_of(edition))));
    }
    format!("{}時点のデータ", isolated(&date_of(edition)))
}

/// The date of what is shown in editing.
pub fn drafts_date(edition: &Edition) -> String {
    format!("{}。このブラウザーの下書きを含みます", date(edition))
}

/// In editing: what the drafts stand on.
pub fn drafts_edition(edition: &Edition) -> String {
    format!("{}このブラウザーの下書きを重ねています。", shown(edition))
}

fn stated(edition: &Edition, what: fn(&Publication) -> &String) -> Option<&String> {
    edition.publication.as_ref().map(what).filter(|text| !text.is_empty())
}

/// Which edition is shown, and why; whom to ask.
pub fn shown(edition: &Edition) -> String {
    let date = date_of(edition);
    let date = isolated(&date);
    let why = match edition.origin {
        Origin::EmbeddedForUnreadable => "公表用のファイル(plan.json)を読めなかったため、",
        Origin::EmbeddedForSilence => "公表用のファイル(plan.json)を受け取れなかったため、",
        Origin::Published | Origin::Embedded => "",
    };
    let said = match (edition.origin, stated(edition, |p| &p.edition)) {
        (Origin::Published, Some(name)) => format!("{}({date}時点の公表内容)を表示しています。", isolated(name)),
        (Origin::Published, None) => format!("{date}時点の公表内容を表示しています。"),
        _ => format!("{why}このページに組み込まれた{date}時点の内容を表示しています。"),
    };
    let contact = stated(edition, |p| &p.contact).map(|contact| format!("お問い合わせ: {}", isolated(contact)));
    format!("{said}{}", contact.unwrap_or_default())
}
