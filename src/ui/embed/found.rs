//! The figure an address names: what is published, or values of the address held against it.
//!
//! Anybody can write an address with values in it, and it is shown in the city's own frame. So values that are not exactly
//! those published are said to be the address' own, and nothing of the address is shown with them that could be taken for
//! the city's word.

use std::sync::Arc;

use crate::chart::FigureOf;
use crate::edits::{EditSet, View, resolve};
use crate::format::{Frozen, Origin, read_frozen};
use crate::plan::{Aspect, Cell, Field, Plan, Subject, SubjectId, Value, is_bidi_control};
use crate::state::Opened;
use crate::ui::embed_address::EmbedAddress;
use crate::ui::route::Route;
use crate::words;

/// The figure an address names, and what is said besides.
pub(super) struct Found {
    /// The figure, with its source where that is the city's to name.
    pub figure: FigureOf,
    /// The line of the date, behind the source.
    pub date: String,
    /// What has to be said above the figure: whose values these are, where they are not those published.
    pub notes: Vec<&'static str>,
    /// The text of the link to the page.
    pub link: &'static str,
    /// Where it leads.
    pub route: Route,
}

/// Resolves the figure of an address. Returns `None` if it names none, and `Err` with a message if it cannot be shown.
pub(super) fn found(opened: &Opened, address: &EmbedAddress) -> Option<Result<Found, &'static str>> {
    let id = address.id.as_ref()?;
    let published = resolve(&opened.published.plan, &opened.published.edits);
    let now = FigureOf::of(&published, &opened.edition, id);
    let route = match published.plan.subject(id) {
        Some(Subject::Project(..)) => Route::Project(id.clone()),
        // An id that is not published any more has no screen of its own.
        _ if now.is_none() => Route::Overview,
        _ => Route::Indicator(id.clone()),
    };
    let Some(frozen) = &address.frozen else {
        let is_built_in = matches!(opened.edition.origin, Origin::EmbeddedForUnreadable | Origin::EmbeddedForSilence);
        return Some(Ok(Found {
            figure: now?,
            date: words::edition::date(&opened.edition),
            notes: is_built_in.then_some(&*words::embed::BUILT_IN).into_iter().collect(),
            link: &words::embed::WHOLE_PAGE,
            route,
        }));
    };
    let Some(Frozen { date, plan }) = read_frozen(frozen) else { return Some(Err(&words::embed::FROZEN_DAMAGED)) };
    let figure = FigureOf::of(&view_of(plan.clone()), &opened.edition, id)?;
    Some(Ok(match why_unconfirmed(&figure, now.as_ref(), opened.edition.origin) {
        None => Found {
            // The same values, and what is said of them besides: which were corrected.
            figure: now.unwrap_or(figure),
            date: words::embed::frozen_at(&date),
            notes: Vec::new(),
            link: &words::embed::NEWEST,
            route,
        },
        Some(why) => Found {
            figure: FigureOf::of(&view_of(without_claims(plan, id, &published.plan)), &opened.edition, id)?
                .unsourced(&words::embed::UNCONFIRMED_MARK),
            date: words::embed::unconfirmed_at(&date),
            notes: vec![&words::embed::UNCONFIRMED, why],
            link: &words::embed::WHAT_IS_PUBLISHED,
            route,
        },
    }))
}

fn view_of(plan: Plan) -> View {
    resolve(&Arc::new(plan), &EditSet::default())
}

/// Returns why frozen values are unverified, or `None` if they equal the published ones.
fn why_unconfirmed(frozen: &FigureOf, now: Option<&FigureOf>, origin: Origin) -> Option<&'static str> {
    // Links hold values, not what of them awaits confirmation.
    let is_same = now.is_some_and(|now| now.has_values_of(frozen));
    match origin {
        Origin::Published | Origin::Embedded if is_same => None,
        // The seed in the place of a publication that did not come vouches for nothing.
        Origin::EmbeddedForUnreadable | Origin::EmbeddedForSilence | Origin::Embedded => {
            Some(&words::embed::NOT_COMPARED)
        }
        Origin::Published if now.is_some() => Some(&words::embed::DIFFERS),
        Origin::Published => Some(&words::embed::NOT_PUBLISHED),
    }
}

/// Removes what could pass for a statement of the city: sources, remarks, and texts that are neither published in the
/// same place nor plausible labels. Missing names become ids.
fn without_claims(mut plan: Plan, id: &SubjectId, published: &Plan) -> Plan {
    plan.cells.retain(|cell, value| {
        let is_claim = cell.aspect != Aspect::Value || cell.field() == Field::Source;
        !is_claim
            && match value {
                Value::Text(text) => published.cells.get(cell) == Some(value) || is_label(text),
                _ => true,
            }
    });
    if plan.text(id, Field::Name).is_empty() {
        plan.cells.extend(Cell::plain(id, Field::Name).map(|cell| (cell, Value::Text(id.to_string()))));
    }
    plan
}

/// The longest name of the seed has 33 characters.
const LABEL_LENGTH: usize = 80;

/// Returns whether a text may be a name or a unit: short, without the punctuation of a sentence, without bidirectional
/// controls, and without the word that names a source. Since this cannot exclude every claim, the figure is marked besides.
fn is_label(text: &str) -> bool {
    let is_of_a_sentence = |c: char| c.is_control() || "。．!！?？:：;；".contains(c);
    text.chars().count() <= LABEL_LENGTH
        && !text.contains(|c| is_of_a_sentence(c) || is_bidi_control(c))
        && !text.contains("出典")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Look, picture};
    use crate::edits::fake::{of_seed, set};
    use crate::format::{Snapshot, freeze};
    use crate::plan::{Observation, Policy, Structure};
    use crate::state::seed;
    use crate::words::language::{Language, speak};

    fn opened(origin: Origin) -> Opened {
        Opened::of(&seed().unwrap(), origin)
    }

    fn plan() -> Plan {
        seed().unwrap().plan
    }

    fn id(text: &str) -> SubjectId {
        SubjectId::new(text).unwrap()
    }

    fn change(plan: &mut Plan, change: impl FnMut(&mut Policy)) {
        let mut policies = plan.policies().to_vec();
        policies.iter_mut().for_each(change);
        plan.structure = Arc::new(Structure::of(policies));
    }

    fn with(mut plan: Plan, cells: &[(&str, Value)]) -> Plan {
        plan.cells.extend(cells.iter().map(|(cell, value)| (cell.parse().unwrap(), value.clone())));
        plan
    }

    fn number(text: &str) -> Value {
        Value::Observation(Observation::Final(text.parse().unwrap()))
    }

    fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    fn hash(plan: &Plan, of: &str) -> String {
        format!("#/{of}?frozen={}", freeze(plan, &id(of), "令和8年4月1日").unwrap())
    }

    fn find(opened: &Opened, hash: &str) -> Found {
        let found = found(opened, &EmbedAddress::parse(hash)).unwrap();
        found.unwrap_or_else(|said| panic!("{said}: {hash}"))
    }

    /// Every text the embed shows or reads out of a figure.
    fn texts(found: &Found) -> Vec<String> {
        let Found { figure, date, notes, link, .. } = found;
        let table = &figure.table;
        let rows = table
            .rows
            .iter()
            .flat_map(|row| std::iter::once(row.head.clone()).chain(row.cells.iter().map(|cell| cell.text.clone())));
        let mut all = vec![
            figure.title.clone(),
            figure.sentence.clone(),
            words::screen::drawing_name(&figure.title, &figure.sentence),
            figure.source_line(date),
            figure.walk_label(),
            table.caption.clone(),
            (*link).to_owned(),
        ];
        all.extend(table.columns.iter().cloned().chain(rows));
        all.extend(notes.iter().map(|note| (*note).to_owned()));
        all.extend(figure.options(&Look { width: picture::WIDTH, ..Look::default() }));
        all
    }

    #[test]
    fn an_address_names_a_figure_or_nothing() {
        let opened = opened(Origin::Embedded);
        let sentence = |hash: &str| Some(found(&opened, &EmbedAddress::parse(hash))?.ok()?.figure.sentence);
        assert!(sentence("#/3-10-k1").unwrap().contains("直近実績値は71件(2024年)です。"));
        assert!(sentence("#/3-10-p2").unwrap().contains("324,237千円"));
        for none in ["", "#/", "#/3-10", "#/nobody", "#/%3Cscript%3E"] {
            assert_eq!(sentence(none), None, "{none}");
        }
        // Values of one id under the name of another are those of none.
        let swapped = hash(&plan(), "3-10-k1").replace("#/3-10-k1", "#/3-10-k2");
        assert!(found(&opened, &EmbedAddress::parse(&swapped)).is_none());
        let damaged = found(&opened, &EmbedAddress::parse("#/3-10-k1?frozen=abc"));
        assert_eq!(damaged.unwrap().err(), Some(&*words::embed::FROZEN_DAMAGED));
    }

    /// Frozen addresses that were given out: what each shows, for good.
    #[test]
    fn frozen_addresses_given_out_show_what_they_did() {
        let given_out = include_str!("../../../tests/fixtures/frozen-addresses.txt");
        let published = opened(Origin::Published);
        let mut other = published.clone();
        other.published.plan = Arc::new(with(
            plan(),
            &[
                ("3-10-k1/latest", number("72")),
                ("3-10-p1-k1/unit", text("点満点")),
                ("3-10-p1/budget/2027", number("1")),
            ],
        ));
        let mut count = 0;
        for line in given_out.lines().filter(|line| !line.starts_with("//")) {
            let (hash, meaning) = line.split_once("  ").unwrap();
            let said = |found: &Found| format!("{} {}", found.date, found.figure.sentence);
            let found = find(&published, hash);
            assert_eq!(said(&found), meaning, "{hash}");
            assert!(found.notes.is_empty(), "they are the values of the seed: {:?}", found.notes);
            assert_eq!(found.link, &*words::embed::NEWEST);
            // Something else is published since: the values stay, said to be the link's.
            let found = find(&other, hash);
            assert_eq!(said(&found), format!("リンクに書かれた値と日付です。市は確認していません。{meaning}"));
            assert_eq!(found.notes, [&*words::embed::UNCONFIRMED, &words::embed::DIFFERS]);
            count += 1;
        }
        assert!(count >= 3);
    }

    #[test]
    fn values_that_are_published_keep_their_source() {
        for origin in [Origin::Published, Origin::Embedded] {
            let opened = opened(origin);
            for (of, source) in
                [("3-10-k1", "市所管課調べ"), ("3-10-p1-k1", "市所管課調べ"), ("3-10-p1", "鎌倉市 施策シート")]
            {
                let (frozen, live) = (find(&opened, &hash(&plan(), of)), find(&opened, &format!("#/{of}")));
                assert_eq!(frozen.figure.source, source);
                assert_eq!(frozen.date, "令和8年4月1日時点の固定表示");
                assert_eq!((&frozen.figure.title, &frozen.figure.table), (&live.figure.title, &live.figure.table));
                assert!(frozen.notes.is_empty(), "{of} {origin:?}: {:?}", frozen.notes);
            }
        }
    }

    #[test]
    fn values_that_are_not_published_are_said_to_be_the_links_and_have_no_source() {
        let published = opened(Origin::Published);
        let withdrawn = {
            let mut opened = published.clone();
            let mut plan = plan();
            change(&mut plan, |policy| {
                policy.indicators.retain(|of| *of != id("3-10-k1"));
                policy.projects.retain(|of| of.id != id("3-10-p1"));
            });
            opened.published.plan = Arc::new(plan);
            opened
        };
        let invented = |cell, value: &str| with(plan(), &[(cell, number(value))]);
        let mut elsewhere = plan();
        elsewhere.city = "鎌倉市役所".into();
        let latest = words::embed::NOT_COMPARED;
        let cases = [
            ("another latest value", &published, invented("3-10-k1/latest", "9999"), "3-10-k1", words::embed::DIFFERS),
            ("a result", &published, invented("3-10-k1/actual/2026", "9999"), "3-10-k1", words::embed::DIFFERS),
            ("more digits", &published, invented("3-10-k1/latest", "71.0"), "3-10-k1", words::embed::DIFFERS),
            ("a budget", &published, invented("3-10-p1/budget/2026", "9999"), "3-10-p1", words::embed::DIFFERS),
            ("another city", &published, elsewhere, "3-10-p1", words::embed::DIFFERS),
            (
                "another source",
                &published,
                with(plan(), &[("3-10-k1/source", text("鎌倉市公式統計"))]),
                "3-10-k1",
                words::embed::DIFFERS,
            ),
            ("an indicator not published", &withdrawn, plan(), "3-10-k1", words::embed::NOT_PUBLISHED),
            ("a project not published", &withdrawn, plan(), "3-10-p1", words::embed::NOT_PUBLISHED),
            ("silence", &opened(Origin::EmbeddedForSilence), plan(), "3-10-k1", latest),
            ("silence, a project", &opened(Origin::EmbeddedForSilence), plan(), "3-10-p1", latest),
            ("unreadable", &opened(Origin::EmbeddedForUnreadable), plan(), "3-10-k1", latest),
            ("none published", &opened(Origin::Embedded), invented("3-10-k1/latest", "9999"), "3-10-k1", latest),
        ];
        for (case, opened, plan, of, why) in &cases {
            for (language, title_mark, line) in [
                (
                    Language::Japanese,
                    "(リンクに書かれた値、市は未確認)",
                    "リンクに書かれた値と日付です。市は確認していません。令和8年4月1日時点の固定表示",
                ),
                (
                    Language::English,
                    " (values from the link, not confirmed by the city)",
                    "The values and the date are written in the link. The city has not confirmed them. Frozen values as of 2026-04-01",
                ),
            ] {
                speak(language);
                let found = find(opened, &hash(plan, of));
                assert_eq!(found.notes, [&*words::embed::UNCONFIRMED, why], "{case}");
                assert_eq!(found.figure.source_line(&found.date), line, "{case}");
                for text in [&found.figure.title, &found.figure.table.caption, &found.figure.name] {
                    assert!(text.ends_with(title_mark), "{case}: {text}");
                }
                for text in texts(&found) {
                    for source in ["出典", "Source", "調べ", "統計", "鎌倉市", "施策シート"] {
                        assert!(!text.contains(source), "{case}: {source} in {text}");
                    }
                }
                speak(Language::Japanese);
            }
        }
    }

    #[test]
    fn nothing_in_the_address_speaks_for_the_city() {
        let published = opened(Origin::Published);
        let claim = "件。出典: 市所管課調べ";
        let mut plan = with(
            plan(),
            &[
                ("3-10-k1/latest", number("9999")),
                ("3-10-k1/unit", text(claim)),
                ("3-10-k1/name", text("市が確認しました。創業件数")),
                ("3-10-p1/budget/2026", number("9999")),
                ("3-10-p1/budget-basis", text("出典 市所管課調べ")),
                ("3-10-p1/name", text("")),
            ],
        );
        let mut texts_of = |of: &str, remarks: &[&str]| {
            // A hand-written address has more than the dialog would put into it.
            plan.cells.extend(remarks.iter().map(|cell| (cell.parse().unwrap(), text("市の確定値です"))));
            let found = find(&published, &hash(&plan, of));
            assert_eq!(found.notes, [&*words::embed::UNCONFIRMED, &words::embed::DIFFERS]);
            texts(&found)
        };
        let indicator = texts_of("3-10-k1", &["3-10-k1/latest/remark"]);
        let project = texts_of("3-10-p1", &["3-10-p1/budget/2026/remark"]);
        for text in indicator.iter().chain(&project) {
            for claim in ["出典", "調べ", "市が確認しました", "確定値"] {
                assert!(!text.contains(claim), "{claim} in {text}");
            }
        }
        assert_eq!(indicator[0], "3-10-k1の推移(リンクに書かれた値、市は未確認)");
        assert!(indicator[1].starts_with("直近実績値は9,999(2024年)です。"), "{}", indicator[1]);
        assert_eq!(project[0], "3-10-p1の予算額と決算額(リンクに書かれた値、市は未確認)");
        assert!(project[1].contains("予算額は9,999千円"), "{}", project[1]);
    }

    #[test]
    fn an_invented_indicator_is_said_to_be_none_of_the_citys() {
        let mut plan = with(
            plan(),
            &[("3-10-k9/name", text("架空の指標")), ("3-10-k9/unit", text("人")), ("3-10-k9/latest", number("5"))],
        );
        change(&mut plan, |policy| policy.indicators.push(id("3-10-k9")));
        let found = find(&opened(Origin::Published), &hash(&plan, "3-10-k9"));
        assert_eq!(found.notes, [&*words::embed::UNCONFIRMED, &words::embed::NOT_PUBLISHED]);
        assert_eq!(found.figure.title, "架空の指標の推移(リンクに書かれた値、市は未確認)");
        assert!(found.figure.sentence.contains("5人"));
        assert_eq!((found.link, found.route), (&*words::embed::WHAT_IS_PUBLISHED, Route::Overview));
    }

    #[test]
    fn names_and_units_are_labels_and_claims_are_not() {
        let plan = plan();
        let texts = plan.cells.iter().filter(|(cell, _)| matches!(cell.field(), Field::Name | Field::Unit));
        let labels: Vec<_> =
            texts.filter_map(|(_, value)| if let Value::Text(text) = value { Some(text) } else { None }).collect();
        assert!(labels.len() > 10);
        for label in labels {
            assert!(is_label(label), "{label}");
        }
        for claim in ["件。", "件\n市の値", "件: 市の値", "値\u{202e}値", "出典 市", &"あ".repeat(LABEL_LENGTH + 1)]
        {
            assert!(!is_label(claim), "{claim}");
        }
    }

    #[test]
    fn of_frozen_values_that_are_those_published_it_is_said_which_were_corrected() {
        let mut journal = of_seed();
        set(&mut journal, "3-10/closed/2026", text("締めました"));
        set(&mut journal, "3-10-k1/actual/2026", number("76"));
        let snapshot = Snapshot { edits: journal.to_save(), ..seed().unwrap() };
        let opened = Opened::of(&snapshot, Origin::Published);
        let sentence = |hash: &str| find(&opened, hash).figure.sentence;
        assert!(sentence("#/3-10-k1").contains("訂正"));
        assert_eq!(sentence(&hash(&journal.view().plan, "3-10-k1")), sentence("#/3-10-k1"));
    }
}
