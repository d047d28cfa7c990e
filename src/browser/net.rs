//! Files beside the page.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

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
///
/// # Errors
///
/// Where there is none, or no answer in time.
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

/// Whether pages of other sites may frame a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Some may, or all.
    Allowed,
    /// None may.
    Forbidden,
    /// There is no such page.
    Missing,
}

/// Returns what the headers of a page beside this one say of frames; `None` where it does not answer.
pub async fn framing(path: &str) -> Option<Framing> {
    let answer: Response = JsFuture::from(web_sys::window()?.fetch_with_str(path)).await.ok()?.dyn_into().ok()?;
    let header = |name| answer.headers().get(name).ok().flatten();
    Some(
        match (answer.ok(), forbids(header("content-security-policy").as_deref(), header("x-frame-options").as_deref()))
        {
            (false, _) => Framing::Missing,
            (true, true) => Framing::Forbidden,
            (true, false) => Framing::Allowed,
        },
    )
}

/// Whether headers let no page of another site frame a page. Where `frame-ancestors` is stated, browsers disregard
/// `X-Frame-Options` (CSP Level 3, 6.4.2).
fn forbids(policy: Option<&str>, options: Option<&str>) -> bool {
    let policy = policy.unwrap_or_default().to_ascii_lowercase();
    let directives = policy.split([';', ',']).map(str::trim);
    let mut stated = directives.filter_map(|directive| directive.strip_prefix("frame-ancestors")).peekable();
    match stated.peek() {
        // Of several policies each has to let the page be framed.
        Some(_) => stated.any(|sources| sources.split_whitespace().all(|source| matches!(source, "'none'" | "'self'"))),
        None => options.is_some_and(|options| !options.trim().is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::forbids;

    #[test]
    fn headers_that_let_nobody_frame_a_page_are_known() {
        for (policy, options, forbidden) in [
            (None, None, false),
            (None, Some("SAMEORIGIN"), true),
            (Some("default-src 'none'"), None, false),
            (Some("default-src 'none'; frame-ancestors 'none'"), None, true),
            (Some("frame-ancestors 'self'; img-src *"), None, true),
            (Some("Frame-Ancestors 'NONE'"), None, true),
            (Some("frame-ancestors https://www.city.example.jp, frame-ancestors 'none'"), None, true),
            (Some("frame-ancestors 'self' https://www.city.example.jp"), Some("DENY"), false),
        ] {
            assert_eq!(forbids(policy, options), forbidden, "{policy:?} {options:?}");
        }
    }
}
