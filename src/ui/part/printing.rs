//! Whether the page is being printed: for what is made for paper alone.

use leptos::prelude::*;

/// Whether the page is being printed; provided by whoever listens to the browser.
#[derive(Clone, Copy)]
pub struct Printing(RwSignal<bool>);

impl Printing {
    /// Provides it; nothing is being printed.
    pub fn provide() -> Printing {
        let printing = Printing(RwSignal::new(false));
        provide_context(printing);
        printing
    }

    /// Notes that printing begins, or has ended.
    pub fn set(self, is_printing: bool) {
        self.0.set(is_printing);
    }

    /// Returns what is followed: whether the page is being printed. Never, where nobody listens.
    pub fn signal() -> Signal<bool> {
        match use_context::<Printing>() {
            Some(Printing(signal)) => signal.into(),
            None => Signal::stored(false),
        }
    }
}
