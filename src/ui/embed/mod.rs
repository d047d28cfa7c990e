//! The embed: one figure of what is published, with its source and date, and nothing else.
//!
//! It reads and writes no storage and knows no drafts: there is no [`crate::state::State`] here. Nothing in it changes but
//! what is pressed, so it is made of elements by hand: a portal's page loads neither signals nor views for it.

mod address;
mod figure;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use crate::browser::{self, Node};
use crate::chart::FigureOf;
use crate::edits::{EditSet, View, resolve};
use crate::format::{Edition, Frozen, Origin, read_frozen};
use crate::plan::{Plan, Subject, SubjectId};
use crate::state::{Opened, open_published};
use crate::ui::route::Route;
use crate::words;
use crate::words::language::{self, Language};

pub use address::{EmbedAddress, Show, Theme};
use figure::{FigureView, Shape};

/// Starts the program of `embed.html`.
pub fn start() {
    speak(EmbedAddress::parse(&browser::hash()).language);
    browser::show_alone(&Node::new("p", "opening").with("role", "status").text(&words::embed::OPENING));
    browser::spawn(async {
        let opened = open_published().await.ok();
        let address = EmbedAddress::parse(&browser::hash());
        let is_dark = browser::prefers_dark();
        match address.theme {
            Theme::Auto => {}
            Theme::Light => browser::force_scheme(false),
            Theme::Dark => browser::force_scheme(true),
        }
        let shown: Rc<RefCell<Option<FigureView>>> = Rc::default();
        let show = {
            let (shown, opened) = (shown.clone(), opened.clone());
            move || {
                let address = EmbedAddress::parse(&browser::hash());
                speak(address.language);
                let dark = match address.theme {
                    Theme::Auto => is_dark,
                    theme => theme == Theme::Dark,
                };
                let (main, figure) = embed(opened.as_ref(), &address, dark);
                browser::show_alone(&main);
                shown.replace(figure);
                if let Some(element) = main.element().filter(|_| !address.fixed) {
                    browser::tell_height(element);
                }
            }
        };
        show();
        browser::on_hash_change(show).for_good();
        if address.theme == Theme::Auto {
            browser::watch_dark(move |dark| {
                if let Some(figure) = &*shown.borrow() {
                    figure.set_dark(dark);
                }
            });
        }
    });
}

/// Tells the figure, and whoever reads it out, in a language.
fn speak(language: Language) {
    language::speak(language);
    browser::set_language(if language == Language::English { "en" } else { "ja" });
    browser::set_title(&words::embed::PRODUCT);
}

/// What stands in the frame, and the figure in it.
fn embed(opened: Option<&Opened>, address: &EmbedAddress, dark: bool) -> (Node, Option<FigureView>) {
    let main = Node::new("main", "embed");
    let problem = |text: &str| Node::new("p", "problem").text(text);
    let Some(opened) = opened else {
        return (main.holding([problem(&words::embed::NO_PLAN).with("role", "alert")]), None);
    };
    let Some(found) = found(opened, address) else {
        return (main.holding([problem(&words::embed::UNKNOWN)]), None);
    };
    let Found { figure, date, notes, route } = match found {
        Ok(found) => found,
        Err(said) => return (main.holding([problem(said)]), None),
    };
    let shape = Shape { show: address.show, untitled: address.untitled, date, dark };
    let (figure, element) = FigureView::new(figure, shape);
    let notes = notes.into_iter().map(|note| Node::new("p", "doubt").text(note));
    let link = Node::new("a", "")
        .with("href", &format!("./{}", route.address()))
        .with("target", "_blank")
        .with("rel", "noopener")
        .text(if address.frozen.is_some() { &words::embed::NEWEST } else { &words::embed::WHOLE_PAGE });
    let whole = Node::new("p", "whole").holding([link]);
    (main.holding(notes).holding([element, whole]), Some(figure))
}

/// The figure an address names.
struct Found {
    figure: FigureOf,
    date: String,
    /// What has to be said besides: of values that are frozen, whether they still hold.
    notes: Vec<&'static str>,
    route: Route,
}

/// The figure an address names; none where there is none, a sentence where it cannot be shown.
fn found(opened: &Opened, address: &EmbedAddress) -> Option<Result<Found, &'static str>> {
    let id = address.id.as_ref()?;
    let published = view_of(&opened.published.plan, &opened.published.edits);
    let now = FigureOf::of(&published, id);
    let route = |plan: &Plan| match plan.subject(id) {
        Some(Subject::Project(..)) => Route::Project(id.clone()),
        _ => Route::Indicator(id.clone()),
    };
    let Some(frozen) = &address.frozen else {
        let route = route(&published.plan);
        let is_built_in = matches!(opened.edition.origin, Origin::EmbeddedForUnreadable | Origin::EmbeddedForSilence);
        return Some(Ok(Found {
            figure: now?,
            date: words::edition::date(&opened.edition),
            notes: is_built_in.then_some(&*words::embed::BUILT_IN).into_iter().collect(),
            route,
        }));
    };
    let Some(Frozen { date, plan }) = read_frozen(frozen) else { return Some(Err(&words::embed::FROZEN_DAMAGED)) };
    let plan = Arc::new(plan);
    let figure = FigureOf::of(&view_of(&plan, &EditSet::default()), id)?;
    let notes = vec![agreement(&figure, now.as_ref(), &opened.edition)];
    let date = words::embed::frozen_at(&date);
    // An id that is not published any more has no screen of its own.
    let route = if now.is_some() { route(&published.plan) } else { Route::Overview };
    Some(Ok(Found { figure, date, notes: notes.into_iter().flatten().collect(), route }))
}

/// Whether frozen values are those that are published: nobody passes invented figures off as the city's.
fn agreement(frozen: &FigureOf, now: Option<&FigureOf>, edition: &Edition) -> Option<&'static str> {
    let is_published = matches!(edition.origin, Origin::Published);
    match now {
        Some(now) if now == frozen => None,
        _ if !is_published => Some(&words::embed::NOT_COMPARED),
        Some(_) => Some(&words::embed::DIFFERS),
        None => Some(&words::embed::NOT_PUBLISHED),
    }
}

fn view_of(plan: &Arc<Plan>, edits: &EditSet) -> View {
    resolve(plan, edits)
}

/// Whether an id can be embedded.
pub fn can_be_embedded(plan: &Plan, id: &SubjectId) -> bool {
    matches!(
        plan.subject(id),
        Some(Subject::PolicyIndicator(..) | Subject::OutcomeIndicator(..) | Subject::Project(..))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::freeze;
    use crate::plan::Value;
    use crate::state::seed;

    fn opened(origin: Origin) -> Opened {
        Opened::of(&seed().unwrap(), origin).unwrap()
    }

    fn notes(opened: &Opened, hash: &str) -> Vec<&'static str> {
        found(opened, &EmbedAddress::parse(hash)).unwrap().map(|found| found.notes).unwrap_or_else(|said| vec![said])
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
    }

    /// Frozen addresses that were given out: what each shows, for good.
    #[test]
    fn frozen_addresses_given_out_show_what_they_did() {
        let given_out = include_str!("../../../tests/fixtures/frozen-addresses.txt");
        let opened = opened(Origin::Published);
        let mut count = 0;
        for line in given_out.lines().filter(|line| !line.starts_with("//")) {
            let (hash, meaning) = line.split_once("  ").unwrap();
            let found =
                found(&opened, &EmbedAddress::parse(hash)).unwrap().unwrap_or_else(|said| panic!("{said}: {hash}"));
            assert_eq!(format!("{} {}", found.date, found.figure.sentence), meaning, "{hash}");
            assert!(found.notes.is_empty(), "they are the values of the seed: {:?}", found.notes);
            count += 1;
        }
        assert!(count >= 3);
    }

    #[test]
    fn frozen_values_are_held_against_what_is_published() {
        let opened = opened(Origin::Published);
        let mut plan = (*opened.published.plan).clone();
        let id = SubjectId::new("3-10-k1").unwrap();
        let hash = |plan: &Plan| format!("#/3-10-k1?frozen={}", freeze(plan, &id, "令和8年4月1日").unwrap());
        assert!(notes(&opened, &hash(&plan)).is_empty());
        let invented = "3-10-k1/actual/2026".parse().unwrap();
        plan.cells.insert(invented, Value::Observation(crate::plan::Observation::Final(999.into())));
        assert_eq!(notes(&opened, &hash(&plan)), [&*words::embed::DIFFERS]);
        assert_eq!(notes(&opened, "#/3-10-k1?frozen=abc"), [&*words::embed::FROZEN_DAMAGED]);
        let unread = self::opened(Origin::EmbeddedForSilence);
        assert_eq!(notes(&unread, &hash(&plan)), [&*words::embed::NOT_COMPARED]);
    }

    #[test]
    fn an_invented_indicator_is_said_to_be_none_of_the_citys() {
        let opened = opened(Origin::Published);
        let mut plan = (*opened.published.plan).clone();
        let (own, other) = (SubjectId::new("3-10-k1").unwrap(), SubjectId::new("3-10-k9").unwrap());
        plan.policies.iter_mut().for_each(|policy| policy.indicators.push(other.clone()));
        plan.cells.insert("3-10-k9/name".parse().unwrap(), Value::Text("架空の指標".into()));
        plan.cells.insert("3-10-k9/actual/2026".parse().unwrap(), plan.value(&"3-10-k1/latest".parse().unwrap()));
        let hash = format!("#/3-10-k9?frozen={}", freeze(&plan, &other, "").unwrap());
        assert_eq!(notes(&opened, &hash), [&*words::embed::NOT_PUBLISHED]);
        // Values of one id under the name of another are those of none.
        let swapped = format!("#/3-10-k2?frozen={}", freeze(&plan, &own, "").unwrap());
        assert!(found(&opened, &EmbedAddress::parse(&swapped)).is_none());
    }
}
