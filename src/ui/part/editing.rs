//! Going to editing and back to reading, with where the focus goes.

use leptos::prelude::*;

use crate::browser;
use crate::state::{Mode, State};
use crate::ui::route::Route;
use crate::words;

/// Goes to editing. The button that was pressed goes; what comes takes the focus: in a year's table the first field that is missing, in
/// that of all years the first, else the bar.
pub fn begin_editing(state: State) {
    edit(state);
    go_on_editing();
}

/// Moves the focus to where one goes on in editing: see [`begin_editing`].
pub fn go_on_editing() {
    let (route, _) = Route::asked(&browser::hash());
    browser::in_next_frame(move || {
        let goes_on = matches!(route, Route::Enter(..)) && browser::focus(MISSING);
        if !goes_on {
            browser::focus(if route.is_entry() { FIELD } else { ".bar" });
        }
    });
}

/// The fields of a table of entry.
const FIELD: &str = "[data-entry]";

/// Those of them that are empty: they show that nothing is entered.
const MISSING: &str = ".entry-field [data-entry]:placeholder-shown";

/// Goes to editing, and leaves the focus where it is.
pub fn edit(state: State) {
    state.open_storage();
    state.stop_looking();
    if untrack(|| state.mode()) != Mode::Editing {
        state.set_mode(Mode::Editing);
        state.say(words::notice::EDITING.to_owned());
    }
    leptos::task::spawn_local(async move { state.desk().lasting.set(browser::ask_to_last().await) });
}

/// Goes back to reading. The bar goes; the button that brings it back takes the focus.
pub fn leave_editing(state: State) {
    state.set_mode(Mode::Reading);
    state.say(words::notice::READING.to_owned());
    browser::in_next_frame(|| {
        browser::focus(".head-tools button");
    });
}
