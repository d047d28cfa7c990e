//! Elements made by hand, for the embed: with Leptos' signals and views it is 25 kB (brotli) larger, more than the 190 kB that a
//! frame may load before its drawing (`xtask/budgets.json`).

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, HtmlElement};

/// An element. A handle: copies speak of the same one. Natively there is none, and nothing happens to it.
#[derive(Clone, Debug)]
pub struct Node(Option<Element>);

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

impl Node {
    /// A new element, with its class.
    pub fn new(tag: &str, class: &str) -> Node {
        let node = Node(document().and_then(|document| document.create_element(tag).ok()));
        if !class.is_empty() {
            node.set("class", class);
        }
        node
    }

    /// With a text in it. Never markup: whatever stands in `text` is shown.
    pub fn text(self, text: &str) -> Node {
        self.say(text);
        self
    }

    /// With an attribute.
    pub fn with(self, name: &str, value: &str) -> Node {
        self.set(name, value);
        self
    }

    /// With further elements behind those that are in it.
    pub fn holding(self, nodes: impl IntoIterator<Item = Node>) -> Node {
        for node in nodes {
            if let (Some(own), Some(inner)) = (&self.0, &node.0) {
                // Throws only for an ancestor of the node; ours are made from the leaves up.
                let _ = own.append_child(inner);
            }
        }
        self
    }

    /// Puts a text in the place of what is in it.
    pub fn say(&self, text: &str) {
        if let Some(own) = &self.0 {
            own.set_text_content(Some(text));
        }
    }

    /// Sets an attribute.
    pub fn set(&self, name: &str, value: &str) {
        if let Some(own) = &self.0 {
            // Throws only for an invalid name; ours are literals.
            let _ = own.set_attribute(name, value);
        }
    }

    /// Shows it, or takes it out of sight and out of reach.
    pub fn show(&self, shown: bool) {
        if let Some(own) = self.0.as_ref().and_then(|own| own.dyn_ref::<HtmlElement>()) {
            own.set_hidden(!shown);
        }
    }

    /// What is done when it is pressed, for as long as the page lives.
    pub fn on_press(self, then: impl FnMut() + 'static) -> Node {
        if let Some(own) = &self.0 {
            let closure = Closure::<dyn FnMut()>::new(then);
            // Adding a listener does not throw.
            let _ = own.add_event_listener_with_callback("click", closure.as_ref().unchecked_ref());
            closure.forget();
        }
        self
    }

    /// The element itself, for what draws on it.
    pub fn element(&self) -> Option<&Element> {
        self.0.as_ref()
    }
}

/// Shows one element as all there is on the page.
pub fn show_alone(node: &Node) {
    if let (Some(body), Some(own)) = (document().and_then(|document| document.body()), &node.0) {
        body.set_text_content(None);
        // Throws only for an ancestor of the node; ours are made from the leaves up.
        let _ = body.append_child(own);
    }
}
