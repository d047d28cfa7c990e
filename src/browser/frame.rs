//! The page that frames this one: tells it how high this one is (`public/embed.js` listens).

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MessageEvent, ResizeObserver, Window};

use super::events::{Listening, listen};

/// What messages are named by, ours and those of `embed.js`.
const NAME: &str = "shisaku";

/// Tells the page that frames this one the height of what is in it, until it is dropped.
#[must_use]
pub struct HeightTold {
    observer: Option<ResizeObserver>,
    _resized: Closure<dyn FnMut()>,
    _asked: Listening,
}

impl Drop for HeightTold {
    fn drop(&mut self) {
        self.observer.iter().for_each(ResizeObserver::disconnect);
    }
}

/// Tells the page that frames this one the height of an element: now, whenever that changes, and when it asks; `None` where nothing
/// frames it. The height is no secret, so anybody may be told.
pub fn tell_height(of: &Element) -> Option<HeightTold> {
    let parent = framing()?;
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
    let resized = Closure::<dyn FnMut()>::new(tell.clone());
    let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
    observer.iter().for_each(|observer| observer.observe(of));
    let asked = listen("message", move |event: MessageEvent| {
        let asks = Reflect::get(&event.data(), &NAME.into()).ok().and_then(|said| said.as_string());
        let is_parents = event.source().is_some_and(|source| Object::is(&source, &parent));
        if is_parents && asks.as_deref() == Some("ask") {
            tell();
        }
    });
    Some(HeightTold { observer, _resized: resized, _asked: asked })
}

/// The window that frames this one, where one does.
fn framing() -> Option<Window> {
    let window = web_sys::window()?;
    let parent = window.parent().ok().flatten()?;
    (!Object::is(&window, &parent)).then_some(parent)
}
