//! Whether the page is being printed: for what is made for paper alone.

use leptos::prelude::*;

use crate::browser;
use crate::plan::Timestamp;
use crate::state::State;
use crate::words;

/// Since when the page is being printed; provided by whoever listens to the browser.
#[derive(Clone, Copy)]
pub struct Printing(RwSignal<Option<Timestamp>>);

impl Printing {
    /// Provides it; nothing is being printed.
    pub fn provide() -> Printing {
        let printing = Printing(RwSignal::new(None));
        provide_context(printing);
        printing
    }

    /// Returns the one that was provided.
    pub fn provided() -> Option<Printing> {
        use_context()
    }

    /// Notes that printing begins, and when, or has ended.
    pub fn set(self, since: Option<Timestamp>) {
        self.0.set(since);
    }

    /// Returns a signal of since when the page is being printed; none where it is not, or nobody listens.
    pub fn signal() -> Signal<Option<Timestamp>> {
        match Printing::provided() {
            Some(Printing(signal)) => signal.into(),
            None => Signal::stored(None),
        }
    }
}

/// How long printing waits for drawings that nobody has seen yet, in milliseconds.
const WAIT_TO_PRINT: i32 = 10_000;

/// Prints the screen: 印刷. `printing` is the one that was provided where the button is.
pub fn print(state: State, printing: Option<Printing>) {
    if browser::print_waits() {
        state.say(words::notice::BEFORE_PRINT.to_owned());
    }
    // Before the browser is asked to print, which lays out the page at once, whatever an event leads to.
    if let Some(printing) = printing {
        printing.set(Some(state.now()));
    }
    leptos::task::spawn_local(async move {
        browser::pause().await;
        if browser::print(WAIT_TO_PRINT).await.is_err() {
            state.say(words::notice::NO_PRINT.to_owned());
        }
    });
}
