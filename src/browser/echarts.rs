//! Our adapter over ECharts: loads its script when a figure comes into view, draws, and leaves nothing behind.
//!
//! From a view, in an effect that runs once the element stands in the page:
//!
//! ```ignore
//! let handle = StoredValue::new_local(None::<Drawing>);       // one a figure
//! let near = StoredValue::new_local(None::<InView>);            // of browser::in_view
//! Effect::new(move || {                                        // once: wait until the figure comes near
//!     let Some(element) = node_ref.get() else { return };
//!     let seen = in_view(&element, move || leptos::task::spawn_local(async move {
//!         let result = async { load().await?; Drawing::new(&element, move || resized.notify()) }.await;
//!         // The screen may be gone by now: `try_update_value` is `None` then, and dropping the drawing disposes it.
//!         match result {
//!             Ok(drawing) => { handle.try_update_value(|h| *h = Some(drawing)); ready.try_set(true); }
//!             Err(error) => { failed.try_set(Some(error)); }       // words and table stand
//!         }
//!     }));
//!     near.set_value(Some(seen));
//! });
//! Effect::new(move || {                                        // again whenever the series changes, or the width
//!     resized.track();
//!     if ready.get() && let Some(options) = trend_options(&series.get(), &look.get()) {
//!         handle.with_value(|h| h.as_ref().map(|drawing| drawing.draw(&options, &label)));
//!     }
//! });
//! on_cleanup(move || { handle.set_value(None); near.set_value(None); });
//! ```
//!
//! A series that ceases to be drawn (`None` instead of options) is followed by `handle.set_value(None)`, which empties
//! the element. Options go over as JSON text: they hold no function, so no `unsafe-eval` is asked of the host. What needs
//! functions (`src/ui/figure.mjs`) comes with the script.

use std::cell::{Cell, RefCell};
use std::fmt;

use js_sys::{Array, Function, JSON, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ResizeObserver};

use super::in_view::all_in_view;
use super::moment::spawn;
use super::script::Script;

/// Why a drawing is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartError {
    /// There is no page to draw on.
    NoPage,
    /// The script could not be loaded.
    Load,
    /// The script was loaded and brought no ECharts.
    NoLibrary,
    /// The options are no JSON.
    Options,
    /// A call threw; its name and what was thrown.
    Threw {
        /// The function called.
        call: &'static str,
        /// The message of the exception.
        message: String,
    },
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChartError::NoPage => f.write_str("no page to draw on"),
            ChartError::Load => f.write_str("the chart script could not be loaded"),
            ChartError::NoLibrary => f.write_str("the chart script brought no echarts"),
            ChartError::Options => f.write_str("the options are no JSON"),
            ChartError::Threw { call, message } => write!(f, "{call} threw: {message}"),
        }
    }
}

impl std::error::Error for ChartError {}

/// Where it is said where the script stands; where it is not, beside the page.
const ADDRESS: &str = "shisakuCharts";
const FALLBACK: &str = "charts.js";

thread_local! {
    /// The load under way, shared by all figures that wait for it.
    static LOADING: RefCell<Option<Script>> = const { RefCell::new(None) };
    static LIVE: Cell<usize> = const { Cell::new(0) };
}

/// How many drawings this program holds now.
pub fn live_drawings() -> usize {
    LIVE.get()
}

/// Sees to it that ECharts is there. The script is asked for once, however many figures wait; after a failure the next
/// call asks again.
///
/// # Errors
///
/// Where the script does not come, or is no ECharts.
pub async fn load() -> Result<(), ChartError> {
    if !is_there() {
        fetch().await?;
    }
    // The script is what is slow. Drawings further down come now, too: they may be printed.
    spawn(async {
        all_in_view().await;
    });
    Ok(())
}

/// Whether the script has arrived.
pub fn is_there() -> bool {
    library().is_ok()
}

/// Loads the script; where another release has taken its place meanwhile, by the name that stays.
async fn fetch() -> Result<(), ChartError> {
    let (came, was_stated) = fetch_one().await?;
    if came.is_ok() || !was_stated {
        return came;
    }
    Script::forget(ADDRESS);
    fetch_one().await?.0
}

/// Waits for the load under way, or begins one. Returns whether it brought the library, and whether the script's address was
/// the one that was left for it.
async fn fetch_one() -> Result<(Result<(), ChartError>, bool), ChartError> {
    let under_way = LOADING.with_borrow(Option::clone);
    let script = match under_way {
        Some(script) => script,
        None => {
            let script = Script::insert(ADDRESS, FALLBACK).map_err(|_| ChartError::NoPage)?;
            LOADING.set(Some(script.clone()));
            script
        }
    };
    let arrived = script.arrived().await;
    LOADING.with_borrow_mut(|loading| {
        // Whoever wakes first clears it; a load begun since then is not ours to clear.
        if loading.as_ref().is_some_and(|current| Object::is(&current.promise, &script.promise)) {
            *loading = None;
        }
    });
    let came = arrived.map_err(|_| ChartError::Load).and_then(|()| library().map(|_| ()));
    Ok((came, script.is_stated))
}

/// A drawing of `options` (JSON) as SVG, without a place on the page. [`load`] comes first.
///
/// # Errors
///
/// Options that are no JSON, and what the library throws.
pub fn svg(options: &str, width: u32, height: u32) -> Result<String, ChartError> {
    let options = JSON::parse(options).map_err(|_| ChartError::Options)?;
    let settings = Object::new();
    let given: [(&str, JsValue); 4] =
        [("renderer", "svg".into()), ("ssr", JsValue::TRUE), ("width", width.into()), ("height", height.into())];
    for (name, value) in given {
        Reflect::set(&settings, &name.into(), &value).map_err(threw("init"))?;
    }
    let instance = call(&library()?, "init", &[&JsValue::NULL, &JsValue::NULL, &settings])?;
    let drawn = call(&library()?, "complete", &[&options])
        .and_then(|options| call(&instance, "setOption", &[&options]))
        .and_then(|_| call(&instance, "renderToSVGString", &[]));
    call(&instance, "dispose", &[])?;
    drawn?.as_string().ok_or(ChartError::NoLibrary)
}

/// A drawing of `options` (JSON) for a page of a publication: the same SVG as is drawn for it outside of a browser. [`load`]
/// comes first.
///
/// # Errors
///
/// What the library throws.
pub fn still(options: &str, width: u32, height: u32) -> Result<String, ChartError> {
    let drawn = call(&library()?, "still", &[&options.into(), &width.into(), &height.into()])?;
    drawn.as_string().ok_or(ChartError::NoLibrary)
}

/// The observer of an element's size, and what it calls.
type Observed = (ResizeObserver, Closure<dyn FnMut()>);

/// A chart on an element. Follows the element's size, and says when its width is another, for which options are laid out anew;
/// gone, with all it holds, when dropped.
pub struct Drawing {
    element: Element,
    instance: JsValue,
    // Kept for as long as the observer may call it.
    observed: Option<Observed>,
}

impl Drawing {
    /// An empty chart on `element`, which must have a size. [`load`] comes first. `resized` is called whenever the width has
    /// changed: legend, names and numbers stand where there was room for them before.
    ///
    /// # Errors
    ///
    /// What the library or the browser throws; nothing is left on the element.
    pub fn new(element: &Element, resized: impl Fn() + 'static) -> Result<Drawing, ChartError> {
        let library = library()?;
        // One that somebody left here would draw over ours.
        let left = call(&library, "getInstanceByDom", &[element.as_ref()])?;
        if left.is_object() {
            call(&left, "dispose", &[])?;
        }
        let settings = Object::new();
        Reflect::set(&settings, &"renderer".into(), &"svg".into()).map_err(threw("init"))?;
        let instance = call(&library, "init", &[element.as_ref(), &JsValue::NULL, &settings])?;
        LIVE.set(LIVE.get() + 1);
        // From here on dropping it disposes the instance, whatever fails.
        let mut drawing = Drawing { element: element.clone(), instance, observed: None };
        drawing.observed = Some(drawing.observe(element, resized)?);
        Ok(drawing)
    }

    /// Draws `options` (JSON) in the place of what was drawn before. What stands around the element can then be walked
    /// year by year with arrow keys, and is called `label`.
    ///
    /// # Errors
    ///
    /// Options that are no JSON, and what the library throws.
    pub fn draw(&self, options: &str, label: &str) -> Result<(), ChartError> {
        let options = JSON::parse(options).map_err(|_| ChartError::Options)?;
        call(&library()?, "draw", &[&self.instance, &options, &label.into()]).map(|_| ())
    }

    /// Draws again at the element's present size. Happens by itself when the size changes.
    ///
    /// # Errors
    ///
    /// What the library throws.
    pub fn resize(&self) -> Result<(), ChartError> {
        call(&self.instance, "resize", &[]).map(|_| ())
    }

    /// Takes the chart away and says whether that went well; dropping does the same in silence.
    ///
    /// # Errors
    ///
    /// What the library throws.
    pub fn dispose(mut self) -> Result<(), ChartError> {
        self.take_away()
    }

    fn observe(&self, element: &Element, resized: impl Fn() + 'static) -> Result<Observed, ChartError> {
        let (instance, observed) = (self.instance.clone(), element.clone());
        let mut width = element.client_width();
        let changed = Closure::<dyn FnMut()>::new(move || {
            // A hidden element has no size to draw at; it is observed again when shown.
            if observed.client_width() > 0 && observed.client_height() > 0 {
                // What stands is still right, only of another size.
                let _ = call(&instance, "resize", &[]);
                if std::mem::replace(&mut width, observed.client_width()) != observed.client_width() {
                    resized();
                }
            }
        });
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).map_err(threw("ResizeObserver"))?;
        observer.observe(element);
        Ok((observer, changed))
    }

    fn take_away(&mut self) -> Result<(), ChartError> {
        if let Some((observer, _)) = self.observed.take() {
            observer.disconnect();
        }
        let instance = std::mem::replace(&mut self.instance, JsValue::NULL);
        if instance.is_null() {
            return Ok(());
        }
        LIVE.set(LIVE.get().saturating_sub(1));
        let disposed = call(&instance, "dispose", &[]).map(|_| ());
        // ECharts empties its mark and leaves it standing; without it, `[_echarts_instance_]` finds what lives.
        let _ = self.element.remove_attribute("_echarts_instance_");
        disposed
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        // Nobody is left to be told.
        let _ = self.take_away();
    }
}

/// The library the script set.
fn library() -> Result<JsValue, ChartError> {
    let library = Reflect::get(&js_sys::global(), &"echarts".into()).map_err(|_| ChartError::NoLibrary)?;
    if library.is_object() { Ok(library) } else { Err(ChartError::NoLibrary) }
}

/// Calls a method by its name; what it throws is returned.
fn call(object: &JsValue, name: &'static str, arguments: &[&JsValue]) -> Result<JsValue, ChartError> {
    let method = Reflect::get(object, &name.into()).map_err(threw(name))?;
    let method: Function = method.dyn_into().map_err(|_| ChartError::NoLibrary)?;
    let all: Array = arguments.iter().copied().collect();
    method.apply(object, &all).map_err(threw(name))
}

fn threw(call: &'static str) -> impl Fn(JsValue) -> ChartError {
    move |thrown| {
        let message = Reflect::get(&thrown, &"message".into()).ok().and_then(|message| message.as_string());
        let message = message.or_else(|| thrown.as_string()).unwrap_or_default();
        ChartError::Threw { call, message }
    }
}
