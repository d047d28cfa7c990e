//! Events of the window, for as long as somebody listens.

use std::any::Any;

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::convert::FromWasmAbi;
use web_sys::{Event, HashChangeEvent, KeyboardEvent, PageTransitionEvent, StorageEvent};

/// What another tab did to localStorage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageChange {
    /// The key; none when everything was cleared.
    pub key: Option<String>,
    /// What stands under it now; none when it was removed.
    pub text: Option<String>,
}

/// A key pressed anywhere on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPress {
    /// The key's name, in small letters where they are ASCII.
    pub key: String,
    /// Ctrl, or Command on a Mac.
    pub command: bool,
    /// Shift.
    pub shift: bool,
}

/// A listener of the window; dropping it stops the listening.
#[must_use = "listening stops when it is dropped"]
pub struct Listening {
    name: &'static str,
    early: bool,
    listener: Option<(Function, Box<dyn Any>)>,
}

impl Listening {
    /// Listens for as long as the page lives.
    pub fn for_good(self) {
        std::mem::forget(self);
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let (Some((function, _closure)), Some(window)) = (self.listener.take(), web_sys::window()) {
            // Removing a listener does not throw.
            let _ = window.remove_event_listener_with_callback_and_bool(self.name, &function, self.early);
        }
    }
}

/// Calls `then` whenever the part of the address behind `#` changes.
pub fn on_hash_change(mut then: impl FnMut() + 'static) -> Listening {
    listen("hashchange", move |_: HashChangeEvent| then())
}

/// Calls `then` whenever another tab changes localStorage.
pub fn on_storage(mut then: impl FnMut(StorageChange) + 'static) -> Listening {
    listen("storage", move |event: StorageEvent| then(StorageChange { key: event.key(), text: event.new_value() }))
}

/// Keeps the keys of a conversion (of kana into kanji) from every other listener of the page, for as long as it lives: they
/// belong to the text that is being written. Safari sends the key that ends a conversion after its end, with the key code
/// that stands for one (229). What the browser itself does with them stays.
pub fn hold_back_conversions() {
    let listening = listen_early("keydown", |event: KeyboardEvent| {
        if event.is_composing() || event.key_code() == CONVERSION {
            event.stop_immediate_propagation();
        }
    });
    listening.for_good();
}

/// The key code of a key that a conversion takes (UI Events, 7.3.1).
const CONVERSION: u32 = 229;

/// Calls `then` for each key pressed; where it answers true, the browser's own action is left out.
pub fn on_key(mut then: impl FnMut(KeyPress) -> bool + 'static) -> Listening {
    listen("keydown", move |event: KeyboardEvent| {
        let command = event.ctrl_key() || event.meta_key();
        let press = KeyPress { key: event.key().to_ascii_lowercase(), command, shift: event.shift_key() };
        if then(press) {
            event.prevent_default();
        }
    })
}

/// Registers a listener for `pagehide`: the page is closed or enters the back/forward cache.
pub fn on_left(mut then: impl FnMut() + 'static) -> Listening {
    listen("pagehide", move |_: Event| then())
}

/// Calls `then` whenever the page is not seen any more: another tab came before it, or the window went.
pub fn on_hidden(mut then: impl FnMut() + 'static) -> Listening {
    listen("visibilitychange", move |_: Event| {
        let document = web_sys::window().and_then(|window| window.document());
        if document.is_some_and(|document| document.hidden()) {
            then();
        }
    })
}

/// Registers a listener for `pageshow` from the back/forward cache.
pub fn on_back(mut then: impl FnMut() + 'static) -> Listening {
    listen("pageshow", move |event: PageTransitionEvent| {
        if event.persisted() {
            then();
        }
    })
}

/// Calls `then` when printing begins, with true, and when it has ended. What signals lead to is on the paper where the person asked the
/// browser to print; where a script did, it is not: the page is laid out before the script has returned.
pub fn on_print(then: impl FnMut(bool) + Clone + 'static) -> [Listening; 2] {
    [("beforeprint", true), ("afterprint", false)].map(|(name, begins)| {
        let mut then = then.clone();
        listen(name, move |_: Event| then(begins))
    })
}

/// Asks for confirmation before leaving. Register it only while data would be lost: some browsers do not cache pages
/// that have this listener.
pub fn warn_before_leaving() -> Listening {
    listen("beforeunload", move |event: Event| event.prevent_default())
}

pub(super) fn listen<E: JsCast + FromWasmAbi + 'static>(
    name: &'static str,
    then: impl FnMut(E) + 'static,
) -> Listening {
    add(name, false, then)
}

/// Listens before whatever the event is for: the page is as it was when it happened.
pub(super) fn listen_early<E: JsCast + FromWasmAbi + 'static>(
    name: &'static str,
    then: impl FnMut(E) + 'static,
) -> Listening {
    add(name, true, then)
}

fn add<E: JsCast + FromWasmAbi + 'static>(name: &'static str, early: bool, then: impl FnMut(E) + 'static) -> Listening {
    let closure = Closure::<dyn FnMut(E)>::new(then);
    let function: Function = closure.as_ref().unchecked_ref::<Function>().clone();
    let listens = web_sys::window()
        .is_some_and(|window| window.add_event_listener_with_callback_and_bool(name, &function, early).is_ok());
    let listener = listens.then(|| (function, Box::new(closure) as Box<dyn Any>));
    Listening { name, early, listener }
}
