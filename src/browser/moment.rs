//! The time, tasks, and chance.

use js_sys::Promise;

use crate::plan::Timestamp;

/// Now, by this machine's clock.
pub fn now() -> Timestamp {
    // Milliseconds since 1970 as a float hold every such moment exactly.
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

/// 64 random bits; from the clock and a weaker source where the browser offers none.
pub fn random_bits() -> u64 {
    let mut bytes = [0u8; 8];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if filled {
        u64::from_le_bytes(bytes)
    } else {
        let chance = || (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
        (chance() << 32 | chance()) ^ js_sys::Date::now() as u64
    }
}

/// Runs a task of its own, apart from any view.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}

/// Lets the browser draw and listen, then goes on.
pub async fn pause() {
    delay(0).await;
}

/// Returns after so many milliseconds; later where the browser spares a page that is not seen.
pub async fn delay(ms: i32) {
    // A timer does not reject.
    let _ = wasm_bindgen_futures::JsFuture::from(after(ms)).await;
}

/// Returns a promise that resolves after so many milliseconds.
pub(super) fn after(ms: i32) -> Promise {
    Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            // Setting a timer does not throw.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, ms);
        }
    })
}
