//! Keeps the focus near where it was when what had it goes.
//!
//! A button that decides, confirms or sets back disappears with what it was for. A browser then puts the focus on nothing,
//! and whoever works by keyboard or listens begins at the top again.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusOptions, HtmlElement, KeyboardEvent, Node};

use super::events::{Listening, listen_early};
use super::page::in_next_frame;

/// After every press and every key command: where what had the focus has gone and nothing has taken it, it goes to the same
/// link, if that was made anew, or to what stood around.
pub fn keep_focus() -> [Listening; 2] {
    let pressed = |event: Event| event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let commanded = |event: Event| {
        let key = event.dyn_into::<KeyboardEvent>().ok()?;
        (key.ctrl_key() || key.meta_key()).then(focused).flatten()
    };
    [("click", pressed as fn(Event) -> Option<Element>), ("keydown", commanded)].map(|(kind, acting)| {
        listen_early(kind, move |event: Event| {
            if let Some(element) = acting(event) {
                keep_near(element);
            }
        })
    })
}

/// Puts the focus near `acting` in the next frame, should it be gone by then.
fn keep_near(acting: Element) {
    let mut around = Vec::new();
    let mut next = acting.parent_element();
    while let Some(element) = next {
        next = element.parent_element();
        around.push(element);
    }
    in_next_frame(move || {
        let is_lost = !acting.is_connected() && focused().is_none_or(|element| element.tag_name() == "BODY");
        let left = around.into_iter().find(|element| Node::is_connected(element)).filter(|_| is_lost);
        let left = left.filter(|element| !matches!(element.tag_name().as_str(), "BODY" | "HTML"));
        let Some(left) = left else { return };
        let again = acting.get_attribute("href").and_then(|href| link_in(&left, &href));
        if let Ok(element) = again.unwrap_or(left).dyn_into::<HtmlElement>() {
            if element.tag_name() != "A" && !element.has_attribute("tabindex") {
                // An element that does not become focusable is not focused below.
                let _ = element.set_attribute("tabindex", "-1");
            }
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            // Focus that cannot be moved is where the browser puts it, as without this program.
            let _ = element.focus_with_options(&options);
        }
    });
}

/// The first link to `href` in an element.
fn link_in(element: &Element, href: &str) -> Option<Element> {
    let links = element.get_elements_by_tag_name("a");
    (0..links.length())
        .filter_map(|index| links.item(index))
        .find(|link| link.get_attribute("href").as_deref() == Some(href))
}

fn focused() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}
