//! Tells when an element comes near the visible part of the page.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// How far ahead of the visible part: a script asked for now is there when the reader is.
const AHEAD: &str = "200px 0px";

/// What the browser calls: with the elements that came or went, and the observer.
type Seen = dyn FnMut(Array, IntersectionObserver);

/// An element that is waited for; dropping it stops the waiting.
pub struct InView {
    watch: Option<(IntersectionObserver, Closure<Seen>)>,
}

/// Calls `then` once, when `element` comes within 200 px of the visible part of the page, then watches no longer. Where
/// the browser cannot watch, at once: better early than never.
///
/// `then` runs in a task of its own, so it may drop the [`InView`] it was called for.
pub fn in_view(element: &Element, then: impl FnOnce() + 'static) -> InView {
    let then = Rc::new(Cell::new(Some(then)));
    let waiting = Rc::clone(&then);
    let seen = Closure::<Seen>::new(move |entries: Array, observer: IntersectionObserver| {
        let is_near = entries
            .iter()
            .any(|entry| entry.dyn_into::<IntersectionObserverEntry>().is_ok_and(|entry| entry.is_intersecting()));
        if is_near && let Some(then) = waiting.take() {
            observer.disconnect();
            // This closure must not be dropped while it runs.
            wasm_bindgen_futures::spawn_local(async move { then() });
        }
    });
    let settings = IntersectionObserverInit::new();
    settings.set_root_margin(AHEAD);
    match IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &settings) {
        Ok(observer) => {
            observer.observe(element);
            InView { watch: Some((observer, seen)) }
        }
        Err(_) => {
            if let Some(then) = then.take() {
                wasm_bindgen_futures::spawn_local(async move { then() });
            }
            InView { watch: None }
        }
    }
}

impl Drop for InView {
    fn drop(&mut self) {
        if let Some((observer, _)) = self.watch.take() {
            observer.disconnect();
        }
    }
}
