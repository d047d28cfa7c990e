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

    /// Returns the one that was provided.
    pub fn provided() -> Option<Printing> {
        use_context()
    }

    /// Notes that printing begins, or has ended.
    pub fn set(self, is_printing: bool) {
        self.0.set(is_printing);
    }

    /// Returns a signal that is true while the page is printed; it never is where nobody listens.
    pub fn signal() -> Signal<bool> {
        match Printing::provided() {
            Some(Printing(signal)) => signal.into(),
            None => Signal::stored(false),
        }
    }
}
