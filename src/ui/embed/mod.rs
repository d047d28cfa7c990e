//! The embed: one figure of what is published, with its source and date, and nothing else.
//!
//! It reads and writes no storage and knows no drafts: there is no [`crate::state::State`] here. Nothing in it changes but
//! what is pressed, so it is made of elements by hand: a portal's page loads neither signals nor views for it.

mod figure;
mod found;

use std::cell::RefCell;

use crate::browser::{self, HeightTold, Node};
use crate::plan::{Plan, Subject, SubjectId};
use crate::state::{Opened, open_published};
use crate::ui::embed_address::EmbedAddress;
use crate::words;
use crate::words::language::{self, Language};

use figure::{FigureView, Shape};
use found::{Found, found};

/// Starts the program of `embed.html`.
pub fn start() {
    speak(EmbedAddress::parse(&browser::hash()).language);
    browser::show_alone(&Node::new("p", "opening").with("role", "status").text(&words::embed::OPENING));
    browser::spawn(async {
        let opened = open_published().await;
        let shown: RefCell<(Option<FigureView>, Option<HeightTold>)> = RefCell::default();
        let show = move || {
            let address = EmbedAddress::parse(&browser::hash());
            speak(address.language);
            browser::set_theme(address.theme.forced());
            let (main, figure) = embed(opened.as_ref(), &address);
            browser::show_alone(&main);
            let told = main.element().filter(|_| !address.fixed).and_then(browser::tell_height);
            shown.replace((figure, told));
        };
        show();
        browser::on_hash_change(show).for_good();
    });
}

/// Tells the figure, and whoever reads it out, in a language.
fn speak(language: Language) {
    language::speak(language);
    browser::set_language(if language == Language::English { "en" } else { "ja" });
    browser::set_title(&words::embed::PRODUCT);
}

/// What stands in the frame, and the figure in it.
fn embed(opened: Option<&Opened>, address: &EmbedAddress) -> (Node, Option<FigureView>) {
    let main = Node::new("main", "embed");
    let problem = |text: &str| Node::new("p", "problem").text(text);
    let Some(opened) = opened else {
        return (main.holding([problem(&words::embed::NO_PLAN).with("role", "alert")]), None);
    };
    let Some(found) = found(opened, address) else {
        return (main.holding([problem(&words::embed::UNKNOWN)]), None);
    };
    let Found { figure, date, notes, link, route } = match found {
        Ok(found) => found,
        Err(said) => return (main.holding([problem(said)]), None),
    };
    let shape = Shape { show: address.show, untitled: address.untitled, date };
    let (figure, element) = FigureView::new(figure, shape);
    let notes = notes.into_iter().map(|note| Node::new("p", "doubt").text(note));
    let link = Node::new("a", "")
        .with("href", &format!("./{}", route.address()))
        .with("target", "_blank")
        .with("rel", "noopener")
        .text(link);
    let whole = Node::new("p", "whole").holding([link]);
    (main.holding(notes).holding([element, whole]), Some(figure))
}

/// Whether an id can be embedded.
pub fn can_be_embedded(plan: &Plan, id: &SubjectId) -> bool {
    matches!(
        plan.subject(id),
        Some(Subject::PolicyIndicator(..) | Subject::OutcomeIndicator(..) | Subject::Project(..))
    )
}
