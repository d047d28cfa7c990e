//! The program takes the place of the page that asked for it (`ui/start.js`).

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, File};

use super::events::{Listening, listen_early};
use super::files::PickedFile;
use super::moment::pause;
use super::page::{in_next_frame, press};

/// Files dropped on the page, for the program to read.
const FILES: &str = "shisakuFiles";

/// Whether a pointer is held down on the page.
pub struct Presses {
    held: Rc<Cell<bool>>,
    _listening: [Listening; 3],
}

/// Starts tracking whether a pointer button is held.
pub fn watch_presses() -> Presses {
    let held = Rc::new(Cell::new(false));
    let watch = |name, now| {
        let held = held.clone();
        listen_early(name, move |_: Event| held.set(now))
    };
    Presses { _listening: [watch("pointerdown", true), watch("pointerup", false), watch("pointercancel", false)], held }
}

impl Presses {
    /// Waits until a press that has begun is over, so that it is not lost with what was pressed; not for ever, for a
    /// pointer may be let go outside of the page.
    pub async fn over(&self) {
        for _ in 0..500 {
            if !self.held.get() {
                return;
            }
            pause().await;
        }
    }
}

/// How the page was left: what a person would miss if it were otherwise.
#[derive(Clone, Debug, Default)]
pub struct Left {
    scroll: f64,
    /// The ids of the tables that were open.
    tables: Vec<String>,
    /// Whether something had the focus.
    pub had_focus: bool,
}

/// Takes the page off the document, and tells how it was left.
pub fn take_over() -> Left {
    let Some(window) = web_sys::window() else { return Left::default() };
    let document = window.document();
    let focused = document.as_ref().and_then(|document| document.active_element());
    let left = Left {
        scroll: window.scroll_y().unwrap_or_default(),
        tables: every::<Element>("details[open] table[id]").map(|table| table.id()).collect(),
        had_focus: focused.is_some_and(|element| element.tag_name() != "BODY"),
    };
    every::<Element>("body > .page, body > .opening, body > .newer").for_each(|element| element.remove());
    // The program's texts are not to be translated (`ui/untranslated.js` puts back what is translated all the same).
    if let Some(body) = document.as_ref().and_then(|document| document.body()) {
        let _ = body.set_attribute("translate", "no");
        let _ = body.class_list().add_1("notranslate");
    }
    if let Some(root) = document.and_then(|document| document.document_element()) {
        // Removing a class does not throw.
        let _ = root.class_list().remove_1(OPENING);
    }
    left
}

/// Tells `ui/start.js` that there is nothing to show in the page's place.
pub fn not_opened() {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(NOT_OPENED)) {
        // Whether a listener cancels the event does not matter.
        let _ = window.dispatch_event(&event);
    }
}

/// See [`not_opened`].
const NOT_OPENED: &str = "shisaku-not-opened";

/// The class of a document whose page is not shown, for it is not what the address asks for (`ui/start.js`).
const OPENING: &str = "opening";

impl Left {
    /// Brings the page back to how it was, once the screen stands, and where it `scrolls` to where it was.
    pub fn restore(&self, scrolls: bool) {
        // On a page a table stands in a `<details>`, in the program behind a button that names its place (`ui/part/as_table.rs`).
        for place in self.tables.iter().filter_map(|table| table.strip_suffix("-values")) {
            press(&format!("[aria-controls='{place}'][aria-expanded='false']"));
        }
        if !scrolls {
            return;
        }
        // Once what was opened is shown.
        let scroll = self.scroll;
        in_next_frame(move || {
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, scroll);
            }
        });
    }
}

fn every<T: JsCast>(selector: &str) -> impl Iterator<Item = T> + use<T> {
    let all = web_sys::window().and_then(|window| window.document());
    let all = all.and_then(|document| document.query_selector_all(selector).ok());
    all.into_iter().flat_map(|all| (0..all.length()).filter_map(move |index| all.get(index)?.dyn_into().ok()))
}

/// Leaves edits that could not be kept where `ui/rescue.js` finds them, should this program stop.
pub fn leave_unkept(plan: &str, edits: &str) {
    let unkept = Object::new();
    for (key, text) in [("plan", plan), ("edits", edits)] {
        // Setting a property of a plain object does not throw.
        let _ = Reflect::set(&unkept, &key.into(), &text.into());
    }
    // Nor does setting one of the global object. That these edits are not saved is said where saving failed.
    let _ = Reflect::set(&js_sys::global(), &"shisakuUnkept".into(), &unkept);
}

/// The files that were dropped on the page before this program came, once.
pub fn files_left() -> Vec<PickedFile> {
    let global = js_sys::global();
    let left = Reflect::get(&global, &FILES.into()).ok().and_then(|left| left.dyn_into::<Array>().ok());
    // A property this program defined can be deleted.
    let _ = Reflect::delete_property(&global, &FILES.into());
    let files = left.iter().flat_map(Array::iter).filter_map(|file| file.dyn_into::<File>().ok());
    files.map(PickedFile::new).collect()
}
