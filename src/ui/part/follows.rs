//! Parts of a view that follow what they are made from.

use leptos::tachys::reactive_graph::SharedReactiveFunction;

/// A text, attribute or part of a view, made anew whenever what `make` reads changes.
///
/// A closure does the same, but each has a type of its own, and with it its own copy of the code that renders it. So
/// closures with a name go through here (`view!` does it to those written in it), and views made in them or in lists
/// are `.into_any()`: then there is one copy for texts, one for views and one for each kind of attribute.
pub fn follows<T: 'static>(make: impl FnMut() -> T + Send + 'static) -> SharedReactiveFunction<T> {
    std::sync::Arc::new(std::sync::Mutex::new(make))
}
