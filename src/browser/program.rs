//! One program takes the place of another: the editor that of the reader that loaded it.
//!
//! The two are WebAssembly programs of their own and share nothing but the page. The reader says in an attribute of the
//! page how the editor is to begin, and loads it; the editor announces itself by an event of the window when it is ready
//! to be shown; the reader then takes itself off the page.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, File, HtmlSelectElement};

use super::events::{Listening, listen, listen_early};
use super::files::PickedFile;
use super::moment::pause;
use super::page::in_next_frame;
use super::script::{Script, ScriptError};

const META: &str = "shisaku-editor";
const ATTRIBUTE: &str = "data-begin";
const READY: &str = "shisaku-ready";
/// Sent by `ui/start.js` where a program could not be started.
const FAILED: &str = "shisaku-failed";
/// Files dropped on the reader, for the editor to read.
const FILES: &str = "shisakuFiles";

/// What the editor is wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begin {
    /// To show the screen of the address.
    Reading,
    /// To edit.
    Editing,
    /// To show how the figure of that name is taken along.
    TakingAlong(String),
}

impl Begin {
    fn as_str(&self) -> &str {
        match self {
            Begin::Reading => "reading",
            Begin::Editing => "editing",
            Begin::TakingAlong(name) => name,
        }
    }
}

/// Loads the editor, to begin as it is wanted.
pub async fn load_editor(begin: Begin) -> Result<(), ScriptError> {
    let root = root().ok_or(ScriptError)?;
    root.set_attribute(ATTRIBUTE, begin.as_str()).map_err(|_| ScriptError)?;
    // A script that was run once is not run again under the same address, so a further try has one of its own.
    let tries = FAILURES.get();
    let again = if tries == 0 { String::new() } else { format!("?try={tries}") };
    let arrived = Script::insert(META, "editor.js", &again, true)?.arrived().await;
    if arrived.is_err() {
        FAILURES.set(tries + 1);
    }
    arrived
}

thread_local! {
    /// How often the editor was asked for and did not come.
    static FAILURES: Cell<u32> = const { Cell::new(0) };
}

/// Whether this program was asked to begin so; once only.
pub fn begins(begin: &Begin) -> bool {
    let Some(root) = root() else { return false };
    let asked = root.get_attribute(ATTRIBUTE).as_deref() == Some(begin.as_str());
    if asked {
        let _nothing_to_do = root.remove_attribute(ATTRIBUTE);
    }
    asked
}

/// Whether a pointer is held down on the page.
pub struct Presses {
    held: Rc<Cell<bool>>,
    _listening: [Listening; 3],
}

/// Watches the pointer from now on.
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

/// How the page was left by the program before: what a person would miss if it were otherwise.
#[derive(Clone, Debug, Default)]
pub struct Left {
    scroll: f64,
    /// Which of the page's notes (`details.check`) were open, by their order.
    open: Vec<u32>,
    /// Of each of the screen's lists the option that was chosen; none where nobody chose.
    chosen: Vec<Option<i32>>,
    /// Whether something had the focus.
    pub had_focus: bool,
}

/// Tells the program that loaded this one that it can go: it is off the page when this returns.
pub fn take_over() -> Left {
    let Some(window) = web_sys::window() else { return Left::default() };
    let focused = window.document().and_then(|document| document.active_element());
    let left = Left {
        scroll: window.scroll_y().unwrap_or_default(),
        open: notes().enumerate().filter(|(_, note)| note.has_attribute(OPEN)).map(|(index, _)| index as u32).collect(),
        chosen: lists().iter().map(|list| list.class_list().contains(CHOSEN).then(|| list.selected_index())).collect(),
        had_focus: focused.is_some_and(|element| element.tag_name() != "BODY"),
    };
    if let Ok(event) = Event::new(READY) {
        let _nobody_cancels_it = window.dispatch_event(&event);
    }
    left
}

const OPEN: &str = "open";

impl Left {
    /// Brings the page back to where it was; once the screen stands.
    pub fn restore(&self) {
        for (_, note) in notes().enumerate().filter(|(index, _)| self.open.contains(&(*index as u32))) {
            let _open_or_not = note.set_attribute(OPEN, "");
        }
        // Where the editor has other lists than the reader had, these are not the same screen's.
        let lists = lists();
        if lists.len() == self.chosen.len() {
            for (list, chosen) in lists.iter().zip(&self.chosen) {
                choose(list, chosen.unwrap_or_else(|| list.selected_index()));
            }
        }
        // Once what was chosen is shown.
        let scroll = self.scroll;
        in_next_frame(move || {
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, scroll);
            }
        });
    }
}

/// The class of a list in which somebody has chosen (`ui/part/choice.rs`).
pub const CHOSEN: &str = "chosen";

/// Chooses an option, as a person would.
fn choose(list: &HtmlSelectElement, chosen: i32) {
    if list.selected_index() != chosen {
        list.set_selected_index(chosen);
        if let Ok(event) = Event::new("change") {
            let _nobody_cancels_it = list.dispatch_event(&event);
        }
    }
}

/// The lists to choose from, on the screen.
fn lists() -> Vec<HtmlSelectElement> {
    every("main select").collect()
}

fn notes() -> impl Iterator<Item = Element> {
    every("details.check")
}

fn every<T: JsCast>(selector: &str) -> impl Iterator<Item = T> + use<T> {
    let all = web_sys::window().and_then(|window| window.document());
    let all = all.and_then(|document| document.query_selector_all(selector).ok());
    all.into_iter().flat_map(|all| (0..all.length()).filter_map(move |index| all.get(index)?.dyn_into().ok()))
}

/// Calls `then` when another program takes over.
pub fn on_taken_over(mut then: impl FnMut() + 'static) -> Listening {
    listen(READY, move |_: Event| then())
}

/// Calls `then` when a program that was loaded could not be started.
pub fn on_not_started(mut then: impl FnMut() + 'static) -> Listening {
    listen(FAILED, move |_: Event| {
        FAILURES.set(FAILURES.get() + 1);
        then();
    })
}

/// Leaves edits that could not be kept where `ui/rescue.js` finds them, should this program stop.
pub fn leave_unkept(plan: &str, edits: &str) {
    let unkept = Object::new();
    for (key, text) in [("plan", plan), ("edits", edits)] {
        let _a_plain_object_takes_it = Reflect::set(&unkept, &key.into(), &text.into());
    }
    let _kept_or_not = Reflect::set(&js_sys::global(), &"shisakuUnkept".into(), &unkept);
}

/// Leaves the files of a drop for the program that takes over.
pub fn leave_files(event: &DragEvent) {
    let files = event.data_transfer().and_then(|data| data.files());
    let all: Array = files.iter().flat_map(|list| (0..list.length()).filter_map(|index| list.get(index))).collect();
    let _kept_or_not = Reflect::set(&js_sys::global(), &FILES.into(), &all);
}

/// The files the program before left, once.
pub fn files_left() -> Vec<PickedFile> {
    let global = js_sys::global();
    let left = Reflect::get(&global, &FILES.into()).ok().and_then(|left| left.dyn_into::<Array>().ok());
    let _taken = Reflect::delete_property(&global, &FILES.into());
    let files = left.iter().flat_map(Array::iter).filter_map(|file| file.dyn_into::<File>().ok());
    files.map(PickedFile::new).collect()
}

fn root() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.document_element()
}
