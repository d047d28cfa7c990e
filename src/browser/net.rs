//! Files beside the page.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCache, RequestInit, Response};

/// Why a file beside the page was not had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// There is none (404).
    Missing,
    /// No answer in time, or none at all.
    NoAnswer,
}

/// The bytes of the file `name` beside the page, asked of the host anew, waited for at most `ms` milliseconds.
pub async fn fetch_beside_page(name: &str, ms: u32) -> Result<Vec<u8>, FetchError> {
    let window = web_sys::window().ok_or(FetchError::NoAnswer)?;
    let options = RequestInit::new();
    // A cached copy is fine once the host has said that it still holds.
    options.set_cache(RequestCache::NoCache);
    options.set_signal(Some(&AbortSignal::timeout_with_u32(ms)));
    let answer = JsFuture::from(window.fetch_with_str_and_init(name, &options)).await;
    let response: Response = answer.ok().and_then(|r| r.dyn_into().ok()).ok_or(FetchError::NoAnswer)?;
    if !response.ok() {
        return Err(FetchError::Missing);
    }
    let body = response.array_buffer().map_err(|_| FetchError::NoAnswer)?;
    let buffer = JsFuture::from(body).await.map_err(|_| FetchError::NoAnswer)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
