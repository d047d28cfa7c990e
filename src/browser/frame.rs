//! The page that frames this one: tells it how high this one is (`public/embed.js` listens).

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MessageEvent, ResizeObserver, Window};

use super::events::listen;

/// What messages are named by, ours and those of `embed.js`.
const NAME: &str = "shisaku";

/// Tells the page that frames this one the height of what is in it: now, whenever that changes, and when it asks. The
/// height is no secret, so anybody may be told.
pub fn tell_height(of: &Element) {
    let Some((window, parent)) = framed() else { return };
    let element = of.clone();
    let tell = {
        let parent = parent.clone();
        move || {
            let message = Object::new();
            let height = JsValue::from_f64(element.get_bounding_client_rect().height().ceil());
            for (key, value) in [(NAME, "height".into()), ("height", height)] {
                // Setting a property of a plain object does not throw.
                let _ = Reflect::set(&message, &key.into(), &value);
            }
            // The page around may not listen; then the frame keeps its height.
            let _ = parent.post_message(&message, "*");
        }
    };
    // Out of sight, a frame of another origin is not rendered, and its observer is silent.
    tell();
    let closure = Closure::<dyn FnMut()>::new(tell.clone());
    if let Ok(observer) = ResizeObserver::new(closure.as_ref().unchecked_ref()) {
        observer.observe(of);
        // The two live as long as the page.
        std::mem::forget(observer);
        closure.forget();
    }
    listen("message", move |event: MessageEvent| {
        let asks = Reflect::get(&event.data(), &NAME.into()).ok().and_then(|said| said.as_string());
        let is_parents = event.source().is_some_and(|source| Object::is(&source, &parent));
        if is_parents && asks.as_deref() == Some("ask") {
            tell();
        }
    })
    .for_good();
    drop(window);
}

/// This window and the one that frames it, where one does.
fn framed() -> Option<(Window, Window)> {
    let window = web_sys::window()?;
    let parent = window.parent().ok().flatten()?;
    (!Object::is(&window, &parent)).then_some((window, parent))
}
