//! Closures of a view, of one type each: what follows a value, what is done when something is pressed; and listening for as long as a
//! view is shown.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;

use crate::browser::Listening;

/// A text, attribute or part of a view, made anew whenever what `make` reads changes.
///
/// A closure does the same, but each has a type of its own, and with it its own copy of the code that renders it. So
/// closures with a name go through here (`view!` does it to those written in it), and views made in them or in lists
/// are `.into_any()`: then there is one copy for texts, one for views and one for each kind of attribute.
pub fn follows<T: 'static>(make: impl FnMut() -> T + Send + 'static) -> SharedReactiveFunction<T> {
    std::sync::Arc::new(std::sync::Mutex::new(make))
}

/// What is done when a button or link is pressed. For the same reason as [`follows`]: one type, one copy of the code.
pub fn pressed(then: impl FnMut(MouseEvent) + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(then)
}

/// Listens until this view is taken off the page.
pub fn listen_while_mounted(listening: Listening) {
    let listening = StoredValue::new_local(Some(listening));
    on_cleanup(move || {
        listening.try_update_value(|listening| *listening = None);
    });
}
