//! Files beside the page.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::moment::after;

/// Where `ui/published.js` leaves the promise of `plan.json`: its bytes, null where the host has none, nothing where
/// it cannot say.
const ASKED_FOR: &str = "shisakuPublished";

/// Why `plan.json` was not had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// There is none (404, or whatever a host says of files it does not give out).
    Missing,
    /// No answer in time, or none that says whether there is one (a host that is overloaded or broken).
    NoAnswer,
}

/// The bytes of `plan.json` beside the page, which was asked for before this program came; waited for at most `ms` more
/// milliseconds.
pub async fn fetch_published(ms: i32) -> Result<Vec<u8>, FetchError> {
    let window = web_sys::window().ok_or(FetchError::NoAnswer)?;
    let asked = Reflect::get(&window, &ASKED_FOR.into()).map_err(|_| FetchError::NoAnswer)?;
    let first = Promise::race(&Array::of2(&asked, &after(ms)));
    match JsFuture::from(first).await {
        Ok(none) if none.is_null() => Err(FetchError::Missing),
        Ok(bytes) if bytes.is_object() => Ok(Uint8Array::new(bytes.unchecked_ref()).to_vec()),
        _ => Err(FetchError::NoAnswer),
    }
}
