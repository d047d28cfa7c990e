//! Words of the edition that is shown: its date, where it comes from, whom to ask.

use super::isolate::isolated;
use super::language::is_english;
use super::{data, embed, file, overview};
use crate::format::{Edition, Origin, Publication, is_date};
use crate::plan::Plan;

/// The date of what is published, as the city says it.
pub fn date_of(edition: &Edition) -> String {
    stated(edition, |publication| &publication.date).cloned().unwrap_or_else(|| file::date(edition.at))
}

/// Returns the publication date as a 令和 date for a frozen address, or an empty string.
pub fn calendar_date_of(edition: &Edition) -> String {
    let dates = [date_of(edition), file::date(edition.at)];
    dates.into_iter().find(|date| is_date(date)).unwrap_or_default()
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
    let contact = contact(edition).unwrap_or_default();
    format!("{}このブラウザーの下書きを重ねています。{contact}", without_contact(edition))
}

fn stated(edition: &Edition, what: fn(&Publication) -> &String) -> Option<&String> {
    edition.publication.as_ref().map(what).filter(|text| !text.is_empty())
}

/// Which edition is shown, and why; whom to ask.
pub fn shown(edition: &Edition) -> String {
    without_contact(edition) + &contact(edition).unwrap_or_default()
}

fn without_contact(edition: &Edition) -> String {
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
    said + &left_out(edition)
}

/// Whom to ask.
fn contact(edition: &Edition) -> Option<String> {
    stated(edition, |publication| &publication.contact).map(|contact| format!("お問い合わせ: {}", isolated(contact)))
}

/// By which licence the data may be used, and where that can be read.
fn licence(edition: &Edition) -> Option<String> {
    let licence = edition.publication.as_ref()?.licence.as_ref()?;
    let name = isolated(&licence.name);
    // Without a name it is called by its address.
    let url = licence.url.as_ref().map(ToString::to_string).filter(|url| *url != licence.name);
    let url = url.map(|url| format!("({url})")).unwrap_or_default();
    Some(format!("{}: {name}{url}", data::LICENCE))
}

fn left_out(edition: &Edition) -> String {
    match edition.left_out {
        0 => String::new(),
        count => format!("公表用のファイルのうち{count}件は、壊れているか新しい版のもののため、表示していません。"),
    }
}

/// Which edition is printed, in one line at the foot of each page of paper; with the drafts of this browser, or without.
pub fn on_paper(plan: &Plan, edition: &Edition, is_of_drafts: bool) -> String {
    let date = date_of(edition);
    let date = isolated(&date);
    let said = match (edition.origin, stated(edition, |p| &p.edition)) {
        (Origin::Published, Some(name)) => format!("{}({date}時点の公表内容)", isolated(name)),
        (Origin::Published, None) => format!("{date}時点の公表内容"),
        _ => format!("ページに組み込まれた{date}時点の内容"),
    };
    // It is of what is published.
    let licence = licence(edition).filter(|_| !is_of_drafts);
    let drafts = if is_of_drafts { "に下書きを重ねたもの" } else { "" };
    let rest = [Some(left_out(edition)).filter(|text| !text.is_empty()), contact(edition), licence];
    let rest: String = rest.into_iter().flatten().map(|text| format!(" {text}")).collect();
    format!("{} {said}{drafts}{rest}", overview::head(plan))
}

#[cfg(test)]
mod tests {
    use crate::format::{Licence, WebAddress};

    use super::*;

    #[test]
    fn a_frozen_address_gets_a_date_that_is_read_again() {
        let dated = |date: &str, at: &str| {
            let publication = Publication { date: date.into(), ..Publication::default() };
            let edition = Edition {
                origin: Origin::Published,
                at: at.parse().unwrap(),
                publication: Some(publication),
                left_out: 0,
            };
            let date = calendar_date_of(&edition);
            assert!(is_date(&date), "{date}");
            date
        };
        let at = "2026-04-01T00:30:00.000Z";
        assert_eq!(dated("令和9年6月1日", at), "令和9年6月1日");
        for other in ["", "令和9年6月", "令和9年6月31日", "6月の議会の日"] {
            assert_eq!(dated(other, at), "令和8年4月1日", "{other}");
        }
        // Days outside the era cannot be written as one of it.
        for at in ["1970-01-01T00:00:00.000Z", "2019-04-29T00:00:00.000Z", "9999-12-31T00:00:00.000Z"] {
            assert_eq!(dated("", at), "", "{at}");
        }
    }

    #[test]
    fn paper_says_by_which_licence_the_data_may_be_used() {
        let plan = crate::state::seed().unwrap().plan;
        let on_paper = |name: &str, url: Option<&str>| {
            let licence = Licence { name: name.into(), url: url.and_then(WebAddress::new), extra: Default::default() };
            let publication = Publication { licence: Some(licence), ..Publication::default() };
            let at = "2026-04-01T00:30:00.000Z".parse().unwrap();
            let edition = Edition { origin: Origin::Published, at, publication: Some(publication), left_out: 0 };
            super::on_paper(&plan, &edition, false)
        };
        let address = "https://city.example.jp/terms";
        for (said, name, url) in [
            ("データのライセンス: CC BY 4.0", "CC BY 4.0", None),
            ("データのライセンス: CC BY 4.0(https://city.example.jp/terms)", "CC BY 4.0", Some(address)),
            ("データのライセンス: https://city.example.jp/terms", address, Some(address)),
        ] {
            assert!(on_paper(name, url).ends_with(said), "{}", on_paper(name, url));
        }
    }
}
