//! Tells when an element comes near the visible part of the page.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use super::moment::{pause, spawn};

/// How far ahead of the visible part: a script asked for now is there when the reader is.
const AHEAD: &str = "200px 0px";

/// What the browser calls: with the elements that came or went, and the observer.
type Seen = dyn FnMut(Array, IntersectionObserver);

/// What is done then, until it is done or no longer wanted.
type Task = Cell<Option<Box<dyn FnOnce()>>>;

thread_local! {
    /// All that was ever waited for, the last of the page first, until [`all_in_view`].
    static WAITING: RefCell<Vec<Weak<Task>>> = const { RefCell::new(Vec::new()) };
}

/// An element that is waited for; dropping it stops the waiting.
pub struct InView {
    then: Rc<Task>,
    watch: Option<(IntersectionObserver, Closure<Seen>)>,
}

/// Calls `then` once, when `element` comes within 200 px of the visible part of the page, then watches no longer. Where
/// the browser cannot watch, at once: better early than never.
///
/// `then` runs in a task of its own, so it may drop the [`InView`] it was called for.
pub fn in_view(element: &Element, then: impl FnOnce() + 'static) -> InView {
    let then: Rc<Task> = Rc::new(Cell::new(Some(Box::new(then))));
    WAITING.with_borrow_mut(|waiting| waiting.insert(0, Rc::downgrade(&then)));
    let waiting = Rc::clone(&then);
    let seen = Closure::<Seen>::new(move |entries: Array, observer: IntersectionObserver| {
        let is_near = entries
            .iter()
            .any(|entry| entry.dyn_into::<IntersectionObserverEntry>().is_ok_and(|entry| entry.is_intersecting()));
        if is_near {
            observer.disconnect();
            // This closure must not be dropped while it runs.
            spawn(do_now(waiting.clone()));
        }
    });
    let settings = IntersectionObserverInit::new();
    settings.set_root_margin(AHEAD);
    match IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &settings) {
        Ok(observer) => {
            observer.observe(element);
            InView { then, watch: Some((observer, seen)) }
        }
        Err(_) => {
            spawn(do_now(then.clone()));
            InView { then, watch: None }
        }
    }
}

async fn do_now(then: Rc<Task>) {
    if let Some(then) = then.take() {
        then();
    }
}

/// Whether an element is waited for, or was until now.
pub fn any_waited_for() -> bool {
    WAITING.with_borrow(|waiting| waiting.iter().any(|then| then.strong_count() > 0))
}

/// Does for every element that is still waited for what would be done were it near, one at a time, so that the page stays
/// quick. Whoever else has begun this shares what is left; it is over for all at once.
pub async fn all_in_view() {
    loop {
        pause().await;
        // Taken only now: what another caller has taken has been done when this one finds nothing.
        let Some(next) = WAITING.with_borrow_mut(Vec::pop) else { return };
        if let Some(then) = next.upgrade() {
            do_now(then).await;
        }
    }
}

impl Drop for InView {
    fn drop(&mut self) {
        self.then.take();
        if let Some((observer, _)) = self.watch.take() {
            observer.disconnect();
        }
    }
}
