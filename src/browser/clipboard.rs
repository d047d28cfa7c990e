//! The clipboard.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, HtmlTextAreaElement};

/// Copies a text; where the browser refuses (no permission, plain http), selects it in the field `id`, so that one key
/// press copies it. Answers whether it was copied.
pub async fn copy(text: &str, id: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Plain http has no clipboard at all.
    if window.is_secure_context() && JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok() {
        return true;
    }
    let field = window.document().and_then(|document| document.get_element_by_id(id));
    if let Some(field) = field.and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok()) {
        // The text is selected without focus, too.
        let _ = field.focus();
        field.select();
    }
    false
}

/// What is pasted, as text and as HTML; empty where it is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// As text.
    pub text: String,
    /// As HTML.
    pub html: String,
}

/// The longest text that is read, in bytes: a year of a city's values is a thousandth of it.
const PASTED_AT_MOST: usize = 4_000_000;

/// Returns what a paste brings. Only the event tells it, which works on plain http, too.
pub fn pasted(event: &ClipboardEvent) -> Option<Pasted> {
    let data = event.clipboard_data()?;
    let read = |kind: &str| data.get_data(kind).ok().filter(|text| text.len() <= PASTED_AT_MOST).unwrap_or_default();
    Some(Pasted { text: read("text/plain"), html: read("text/html") })
}

/// Replaces what a copy event puts on the clipboard by a text and an HTML text. Returns whether it succeeded; on failure the browser
/// copies as it would have.
pub fn put_on_clipboard(event: &ClipboardEvent, text: &str, html: &str) -> bool {
    let put = |kind: &str, text: &str| event.clipboard_data().is_some_and(|data| data.set_data(kind, text).is_ok());
    put("text/plain", text) && put("text/html", html)
}
