//! The page itself: its address, title, focus and fields.

use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{
    Document, Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
    ScrollIntoViewOptions, ScrollLogicalPosition,
};

use super::echarts;
use super::in_view::{all_in_view, any_waited_for};
use super::moment::{after, pause, spawn};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The part of the address from `#` on; empty where there is none.
pub fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Goes to another screen.
pub fn set_hash(hash: &str) {
    if let Some(window) = web_sys::window() {
        // Throws only for an address that cannot be parsed, which no hash makes it.
        let _ = window.location().set_hash(hash);
    }
}

/// Goes to another screen in place of this one: going back does not lead here again.
pub fn replace_hash(hash: &str) {
    if let Some(window) = web_sys::window() {
        // Throws only for an address that cannot be parsed, which no hash makes it.
        let _ = window.location().replace(hash);
    }
}

/// Shows an address in the place of the present one, with all that was noted with it: no screen changes, and nobody hears of it.
pub fn show_address(hash: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        let state = history.state().unwrap_or(JsValue::NULL);
        // Browsers refuse what is asked a hundred times within seconds; then the address stays.
        let _ = history.replace_state_with_url(&state, "", Some(hash));
    }
}

/// To whom an address was shown. The browser keeps it with the address in its history, over loading it anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownTo {
    /// Whoever only reads.
    Readers,
    /// Whoever edits.
    Editors,
}

impl ShownTo {
    fn name(self) -> &'static str {
        match self {
            ShownTo::Readers => "readers",
            ShownTo::Editors => "editors",
        }
    }
}

/// Returns to whom the present address was shown, as it was noted ([`note_shown_to`]).
pub fn shown_to() -> Option<ShownTo> {
    let state = web_sys::window().and_then(|window| window.history().ok()?.state().ok());
    let noted = state.and_then(|state| state.as_string())?;
    [ShownTo::Readers, ShownTo::Editors].into_iter().find(|one| one.name() == noted)
}

/// Notes with the present address to whom it is shown.
pub fn note_shown_to(whom: Option<ShownTo>) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history.filter(|_| whom != shown_to()) {
        let state = whom.map_or(JsValue::NULL, |whom| whom.name().into());
        // Browsers refuse what is asked a hundred times within seconds; then it is not noted.
        let _ = history.replace_state(&state, "");
    }
}

/// Whether what an event was for, a part that opens and closes, is open.
pub fn is_open(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| element.has_attribute("open"))
}

/// The address of the folder the page stands in, with `/` at its end.
pub fn base_address() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let page = href.split(['#', '?']).next().unwrap_or_default();
    page.rfind('/').and_then(|slash| page.get(..=slash)).unwrap_or_default().to_owned()
}

/// The folder the page stands in, without the host: `/shisaku/`.
pub fn folder() -> String {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    path.rfind('/').and_then(|slash| path.get(..=slash)).unwrap_or("/").to_owned()
}

/// The address of the page, without what stands behind `#`.
pub fn page_address() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// The digest of the `plan.json` that the page was made from, where it is a page of a publication.
pub fn made_from() -> Option<String> {
    document()?.query_selector("meta[name='shisaku-publication']").ok()??.get_attribute("content")
}

/// What made the page, where it is a page of a publication.
pub fn generator() -> Option<String> {
    document()?.query_selector("meta[name='generator']").ok()??.get_attribute("content")
}

/// An element that stands in no document.
pub fn detached() -> Option<HtmlElement> {
    document()?.create_element("div").ok()?.dyn_into().ok()
}

/// The title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Whether drawings are missing on the page that [`print`] would wait for.
pub fn print_waits() -> bool {
    any_waited_for() && !echarts::is_there()
}

/// Opens the print dialog, once every drawing is there, also those that nobody has seen yet. Where the script does not come
/// within `ms` milliseconds, paper has the tables.
///
/// # Errors
///
/// What the browser throws.
pub async fn print(ms: i32) -> Result<(), JsValue> {
    if any_waited_for() {
        let all = future_to_promise(async {
            if echarts::load().await.is_ok() {
                all_in_view().await;
            }
            Ok(JsValue::UNDEFINED)
        });
        // What is not drawn by then, for whatever reason, has its table on paper.
        let _ = JsFuture::from(Promise::race(&Array::of2(&all, &after(ms)))).await;
    }
    let Some(window) = web_sys::window() else { return Ok(()) };
    window.print()
}

/// Returns how high what an event's element stands in is, in CSS pixels: the nearest that `selector` names.
pub fn height_around(event: &Event, selector: &str) -> f64 {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let around = element.and_then(|element| element.closest(selector).ok().flatten());
    around.map_or(0.0, |around| around.get_bounding_client_rect().height())
}

/// Moves focus to the first element that `selector` names; answers whether there is one.
pub fn focus(selector: &str) -> bool {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    found.and_then(|element| element.dyn_into::<HtmlElement>().ok()).is_some_and(|element| element.focus().is_ok())
}

/// Presses the first element that `selector` names.
pub fn press(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // It is pressed without focus, too.
        let _ = element.focus();
        element.click();
    }
}

/// The same for what may stand in a closed `<details>`, which is opened.
pub fn reveal(selector: &str) -> bool {
    let closed = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(details) = closed.and_then(|element| element.closest("details:not([open])").ok().flatten()) {
        // Throws only for an invalid name.
        let _ = details.set_attribute("open", "");
    }
    focus(selector)
}

/// Shows the page light or dark, whatever the person's setting; without a theme, as they have set it.
pub fn set_theme(theme: Option<&str>) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Throws only for an invalid name.
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Notes which edition is shown, for the foot of each printed page (`style.css`).
pub fn set_edition(edition: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Throws only for an invalid name.
        let _ = root.set_attribute("data-edition", edition);
    }
}

/// Says which language the page is in, to whoever reads it out.
pub fn set_language(language: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Throws only for an invalid name.
        let _ = root.set_attribute("lang", language);
    }
}

/// Scrolls to the top.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Takes focus off whatever has it, which commits a field being typed in.
pub fn blur_active() {
    let active = document().and_then(|document| document.active_element());
    if let Some(element) = active.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Taking focus away does not throw.
        let _ = element.blur();
    }
}

/// Whether focus is in a field one types in.
pub fn is_typing() -> bool {
    document().and_then(|document| document.active_element()).is_some_and(|element| is_text_field(&element))
}

fn is_text_field(element: &Element) -> bool {
    match element.dyn_ref::<HtmlInputElement>() {
        Some(input) => !matches!(input.type_().as_str(), "checkbox" | "radio" | "button" | "file" | "submit"),
        None => element.has_type::<HtmlTextAreaElement>(),
    }
}

/// Moves focus `by` fields forward or back among those marked `data-entry`, from the one the event came from, and
/// selects what is in it. Fields in a closed `<details>` cannot take focus and are passed over. Answers whether there
/// was a field to go to.
pub fn focus_field(event: &Event, by: i32) -> bool {
    let from = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let fields = document().and_then(|document| document.query_selector_all("[data-entry]").ok());
    let (Some(from), Some(fields)) = (from, fields) else { return false };
    let is_open = |field: &HtmlElement| field.closest("details:not([open])").is_ok_and(|closed| closed.is_none());
    let all = (0..fields.length()).filter_map(|index| fields.get(index)?.dyn_into().ok());
    let all: Vec<HtmlElement> = all.filter(is_open).collect();
    let here = all.iter().position(|field| field.is_same_node(Some(&from)));
    let there = here.and_then(|index| i32::try_from(index).ok()).and_then(|index| usize::try_from(index + by).ok());
    there.and_then(|index| all.get(index)).is_some_and(focus_to_enter)
}

/// What takes the focus by Tab, but for what is out of sight in closed details.
const TAKES_FOCUS: &str = ":is(a[href], button, input, select, textarea, summary)\
    :not(:disabled, details:not([open]) > :not(summary), details:not([open]) > :not(summary) *)";

/// Moves the focus from what an event is of to the next link, button or field, or to the one before it. Returns whether there is one.
pub fn focus_beside(event: &Event, is_forward: bool) -> bool {
    let from = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let all = document().and_then(|document| document.query_selector_all(TAKES_FOCUS).ok());
    let (Some(from), Some(all)) = (from, all) else { return false };
    let all: Vec<HtmlElement> = (0..all.length()).filter_map(|index| all.get(index)?.dyn_into().ok()).collect();
    let Some(here) = all.iter().position(|element| element.is_same_node(Some(&from))) else { return false };
    let takes = |element: &&HtmlElement| element.tab_index() >= 0 && element.offset_height() > 0;
    let beside = match is_forward {
        true => all.iter().skip(here + 1).find(takes),
        false => all.iter().take(here).rev().find(takes),
    };
    beside.is_some_and(|element| element.focus().is_ok())
}

/// Moves the focus to the field `id`, ready to be typed over. Returns whether it is there.
pub fn focus_field_by_id(id: &str) -> bool {
    let field = document().and_then(|document| document.get_element_by_id(id));
    field.and_then(|field| field.dyn_into().ok()).is_some_and(|field| focus_to_enter(&field))
}

fn focus_to_enter(field: &HtmlElement) -> bool {
    let focused = field.focus().is_ok();
    select(field);
    // A field that selects its text when it takes the focus counts as seen, and the browser leaves the page where it is.
    let nearest = ScrollIntoViewOptions::new();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    field.scroll_into_view_with_scroll_into_view_options(&nearest);
    focused
}

/// Puts the caret behind the text of the field the event came from.
pub fn put_caret_at_end(event: &Event) {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    if let Some(field) = field {
        let end = u32::try_from(field.value().encode_utf16().count()).unwrap_or(u32::MAX);
        // A field of a kind that has no caret keeps what it shows.
        let _ = field.set_selection_range(end, end);
    }
}

/// Returns the id of the field of a cell that has the focus.
pub fn focused_entry() -> Option<String> {
    let focused = document()?.active_element()?;
    focused.has_attribute("data-entry").then(|| focused.id())
}

/// Returns the id of the element an event is for; empty where it has none.
pub fn target_id(event: &Event) -> String {
    event.target().and_then(|target| target.dyn_into::<Element>().ok()).map(|element| element.id()).unwrap_or_default()
}

/// Selects what is in the field the event came from.
pub fn select_all(event: &Event) {
    if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
        select(&field);
    }
}

/// Selects what is in the field `id` if it has the focus: for a text that was replaced under it.
pub fn select_focused(id: &str) {
    let active = document().and_then(|document| document.active_element()).filter(|element| element.id() == id);
    if let Some(field) = active.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        select(&field);
    }
}

fn select(field: &HtmlElement) {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
}

/// What stands in the field the event came from.
pub fn value_of(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else {
        target.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value).unwrap_or_default()
    }
}

/// Shows another choice in the list of choices an event comes from: where the one chosen was not taken.
pub fn show_choice(event: &Event, value: &str) {
    if let Some(list) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
        list.set_value(value);
    }
}

/// Calls `then` before the next picture is drawn, when what changed now is in the document.
pub fn in_next_frame(then: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(then);
    if let Some(window) = web_sys::window() {
        // Requesting a frame does not throw; a hidden page calls back when it is shown.
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}

/// Calls `then` once what changed now is painted.
pub fn when_painted(then: impl FnOnce() + 'static) {
    in_next_frame(move || {
        spawn(async {
            pause().await;
            then();
        });
    });
}

/// The width of an element, in CSS pixels.
pub fn width_of(element: &Element) -> u32 {
    u32::try_from(element.client_width()).unwrap_or(0)
}
