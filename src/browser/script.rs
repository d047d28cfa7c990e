//! Scripts the page loads only when something needs them. Their addresses stand in `<meta>` elements: the build knows
//! them, the program does not.

use js_sys::Promise;
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
}

impl Script {
    /// Puts the script that the `<meta>` element `name` gives the address of into the page; `fallback` where there is no
    /// such element; `query` behind it.
    pub(super) fn insert(name: &str, fallback: &str, query: &str, is_module: bool) -> Result<Script, ScriptError> {
        let document = document().ok_or(ScriptError)?;
        let head = document.head().ok_or(ScriptError)?;
        let stated = document.query_selector(&format!("meta[name='{name}']")).ok().flatten();
        let stated = stated.and_then(|meta| meta.get_attribute("content")).filter(|address| !address.is_empty());
        let made = document.create_element("script").map_err(|_| ScriptError)?;
        let element: HtmlScriptElement = made.dyn_into().map_err(|_| ScriptError)?;
        if is_module {
            element.set_type("module");
        }
        element.set_src(&format!("{}{query}", stated.as_deref().unwrap_or(fallback)));
        // The promise's own functions are the handlers: no closure of ours outlives the load.
        let promise = Promise::new(&mut |done, failed| {
            element.set_onload(Some(&done));
            element.set_onerror(Some(&failed));
        });
        head.append_child(&element).map_err(|_| ScriptError)?;
        Ok(Script { promise, element })
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
