//! Events of the window, for as long as the page lives.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, HashChangeEvent, KeyboardEvent, StorageEvent};

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

/// Calls `then` whenever the part of the address behind `#` changes.
pub fn on_hash_change(mut then: impl FnMut() + 'static) {
    listen("hashchange", move |_: HashChangeEvent| then());
}

/// Calls `then` whenever another tab changes localStorage.
pub fn on_storage(mut then: impl FnMut(StorageChange) + 'static) {
    listen("storage", move |event: StorageEvent| then(StorageChange { key: event.key(), text: event.new_value() }));
}

/// Calls `then` for each key pressed outside text being composed; where it answers true, the browser's own action is
/// left out.
pub fn on_key(mut then: impl FnMut(KeyPress) -> bool + 'static) {
    listen("keydown", move |event: KeyboardEvent| {
        let command = event.ctrl_key() || event.meta_key();
        let press = KeyPress { key: event.key().to_ascii_lowercase(), command, shift: event.shift_key() };
        if !event.is_composing() && then(press) {
            event.prevent_default();
        }
    });
}

/// Asks the browser to warn before the page is left, while `unsaved` answers true.
pub fn on_leave(unsaved: impl Fn() -> bool + 'static) {
    listen("beforeunload", move |event: Event| {
        if unsaved() {
            event.prevent_default();
        }
    });
}

fn listen<E: JsCast + wasm_bindgen::convert::FromWasmAbi + 'static>(name: &str, then: impl FnMut(E) + 'static) {
    let listener = Closure::<dyn FnMut(E)>::new(then);
    let Some(window) = web_sys::window() else { return };
    if window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref()).is_ok() {
        // The window lives as long as the page, and so does its listener.
        listener.forget();
    }
}
