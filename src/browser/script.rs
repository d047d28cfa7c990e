//! Scripts the page loads only when something needs them. Their addresses are left by the script that starts the program:
//! the build knows them, the program does not.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlScriptElement};

/// A script that could not be put into the page, or did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScriptError;

/// A script under way: settled by its `load` or `error` event.
#[derive(Clone)]
pub(super) struct Script {
    /// Settled when the script is there, or is not going to be.
    pub(super) promise: Promise,
    element: HtmlScriptElement,
    /// Whether its address is the one that was left for it.
    pub(super) is_stated: bool,
}

impl Script {
    /// Puts a script into the page: its address is what the property `name` of the window holds, else `fallback`.
    pub(super) fn insert(name: &str, fallback: &str) -> Result<Script, ScriptError> {
        let document = document().ok_or(ScriptError)?;
        let head = document.head().ok_or(ScriptError)?;
        let stated = Reflect::get(&js_sys::global(), &name.into()).ok().and_then(|stated| stated.as_string());
        let made = document.create_element("script").map_err(|_| ScriptError)?;
        let element: HtmlScriptElement = made.dyn_into().map_err(|_| ScriptError)?;
        element.set_src(stated.as_deref().unwrap_or(fallback));
        // The promise's own functions are the handlers: no closure of ours outlives the load.
        let promise = Promise::new(&mut |done, failed| {
            element.set_onload(Some(&done));
            element.set_onerror(Some(&failed));
        });
        head.append_child(&element).map_err(|_| ScriptError)?;
        Ok(Script { promise, element, is_stated: stated.is_some() })
    }

    /// Has the next script of that `name` come from its fallback.
    pub(super) fn forget(name: &str) {
        // A property that a page stated as plain text can be deleted.
        let _ = Reflect::delete_property(&js_sys::global(), &name.into());
    }

    /// Waits for it. A script that did not come is taken out of the page, so that it can be asked for again.
    pub(super) async fn arrived(&self) -> Result<(), ScriptError> {
        let arrived = JsFuture::from(self.promise.clone()).await;
        arrived.map(|_| ()).map_err(|_| {
            self.element.remove();
            ScriptError
        })
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
