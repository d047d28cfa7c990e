//! Web Locks: a page load holds a lock as long as it lives, so that others can tell whether it does.
//!
//! web-sys keeps the interface behind an unstable flag, so it is called by name. Where there are no locks (plain http)
//! nothing happens and nothing is folded.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Holds the lock `name` until the page goes.
pub fn hold_lock(name: &str) {
    let forever = Closure::once_into_js(|_lock: JsValue| Promise::new(&mut |_, _| {}));
    let _held_or_no_locks_here = request(name, &Object::new(), &forever);
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
            let taken: Vec<String> = ["held", "pending"].iter().flat_map(|list| names_in(&snapshot, list)).collect();
            then(names.into_iter().filter(|name| !taken.contains(name)).collect());
            Ok(JsValue::UNDEFINED)
        })
        .into()
    });
    let options = Object::new();
    if Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).is_ok() {
        let _asked_or_no_locks_here = request(guard, &options, &guarded);
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
