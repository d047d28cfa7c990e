//! The clipboard.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlTextAreaElement;

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
