//! Web Locks: a page load holds a lock as long as it lives, so that others can tell whether it does.
//!
//! web-sys keeps the interface behind an unstable flag, so it is called by name. Where there are no locks (plain http)
//! nothing happens and nothing is folded.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// A held Web Lock, released on drop.
#[must_use = "the lock is given up when it is dropped"]
pub struct HeldLock {
    release: Rc<RefCell<Option<Function>>>,
    is_dropped: Rc<Cell<bool>>,
}

/// Requests the lock `name` and holds it until the returned value is dropped or the page is unloaded.
pub fn hold_lock(name: &str) -> HeldLock {
    // Without locks no page folds what another wrote (`free_locks`), so there is nothing to protect.
    hold_then(name, || ()).0
}

/// Returns the lock `name` once nobody else holds it; at once where there are no locks.
pub async fn wait_for_lock(name: &str) -> HeldLock {
    let mut lock = None;
    let granted = Promise::new(&mut |done, _| {
        let then = {
            let done = done.clone();
            move || {
                // The function settles a promise, which does not throw.
                let _ = done.call0(&JsValue::UNDEFINED);
            }
        };
        let (held, is_asked) = hold_then(name, then);
        if !is_asked {
            let _ = done.call0(&JsValue::UNDEFINED);
        }
        lock = Some(held);
    });
    // It does not reject.
    let _ = wasm_bindgen_futures::JsFuture::from(granted).await;
    lock.unwrap_or(HeldLock { release: Rc::default(), is_dropped: Rc::default() })
}

/// Requests the lock `name`, and calls `then` when it is held. Returns whether there are locks, too.
fn hold_then(name: &str, then: impl FnOnce() + 'static) -> (HeldLock, bool) {
    let lock = HeldLock { release: Rc::default(), is_dropped: Rc::default() };
    let (release, is_dropped) = (lock.release.clone(), lock.is_dropped.clone());
    let until_released = Closure::once_into_js(move |_lock: JsValue| {
        if is_dropped.get() {
            return JsValue::UNDEFINED;
        }
        let held = Promise::new(&mut |done, _| drop(release.replace(Some(done))));
        then();
        held.into()
    });
    let is_asked = request(name, &Object::new(), &until_released).is_some();
    (lock, is_asked)
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        self.is_dropped.set(true);
        if let Some(release) = self.release.take() {
            // The function settles a promise, which does not throw.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Returns whether Web Locks are available: only in secure contexts.
pub fn has_locks() -> bool {
    locks().is_some()
}

/// Calls `then` with those of `names` nobody holds, while `guard` is held here; not at all where another page holds
/// `guard`, or there are no locks.
pub fn free_locks(guard: &str, names: Vec<String>, then: impl FnOnce(Vec<String>) + 'static) {
    let guarded = Closure::once_into_js(move |lock: JsValue| {
        if lock.is_null() {
            return JsValue::UNDEFINED;
        }
        let Some(locks) = locks() else { return JsValue::UNDEFINED };
        let Some(query) = method(&locks, "query") else { return JsValue::UNDEFINED };
        let Ok(Ok(asked)) = query.call0(&locks).map(|p| p.dyn_into::<Promise>()) else { return JsValue::UNDEFINED };
        wasm_bindgen_futures::future_to_promise(async move {
            let snapshot = wasm_bindgen_futures::JsFuture::from(asked).await?;
            let taken: BTreeSet<String> =
                ["held", "pending"].iter().flat_map(|list| names_in(&snapshot, list)).collect();
            then(names.into_iter().filter(|name| !taken.contains(name)).collect());
            Ok(JsValue::UNDEFINED)
        })
        .into()
    });
    let options = Object::new();
    if Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).is_ok() {
        // Without locks `then` is not called.
        let _ = request(guard, &options, &guarded);
    }
}

fn locks() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

fn request(name: &str, options: &Object, callback: &JsValue) -> Option<JsValue> {
    let locks = locks()?;
    method(&locks, "request")?.call3(&locks, &name.into(), options, callback).ok()
}

fn names_in(snapshot: &JsValue, list: &str) -> Vec<String> {
    let list = Reflect::get(snapshot, &list.into()).unwrap_or(JsValue::UNDEFINED);
    let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
    if Array::is_array(&list) { Array::from(&list).iter().filter_map(name).collect() } else { Vec::new() }
}
