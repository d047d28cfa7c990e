//! Keeps the focus near where it was when what had it goes.
//!
//! A button that decides, confirms or sets back disappears with what it was for. A browser then puts the focus on nothing,
//! and whoever works by keyboard or listens begins at the top again.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusOptions, HtmlElement, Node};

use super::events::{Listening, listen_early};
use super::page::in_next_frame;

/// After every press: where the pressed element has gone and nothing has taken the focus, what stood around it takes it.
pub fn keep_focus() -> Listening {
    listen_early("click", move |event: Event| {
        let Some(pressed) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let mut around = Vec::new();
        let mut next = pressed.parent_element();
        while let Some(element) = next {
            next = element.parent_element();
            around.push(element);
        }
        in_next_frame(move || {
            let is_lost = !pressed.is_connected() && focused().is_none_or(|element| element.tag_name() == "BODY");
            let left = around.into_iter().find(|element| Node::is_connected(element)).filter(|_| is_lost);
            let left = left.filter(|element| !matches!(element.tag_name().as_str(), "BODY" | "HTML"));
            if let Some(element) = left.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                if !element.has_attribute("tabindex") {
                    let _focusable_or_not = element.set_attribute("tabindex", "-1");
                }
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                let _lost_at_worst = element.focus_with_options(&options);
            }
        });
    })
}

fn focused() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}
