//! Picking files to be compared with what is here.

use leptos::prelude::*;

use crate::browser;
use crate::state::State;
use crate::ui::route::Route;
use crate::words;

/// スナップショットを読み込む: picks files; what they would change is shown on the screen of files before anything does.
#[component]
pub fn FilePicker(
    /// The open plan.
    state: State,
) -> impl IntoView {
    view! {
        <label class="file-button">
            <input
                type="file"
                multiple
                accept=".json,application/json"
                on:change=move |event| take_files(state, browser::picked_files(&event))
            />
            <span>{words::screen::LOAD_SNAPSHOT}</span>
        </label>
    }
}

/// Reads the files that were picked or dropped, and goes to where it is shown what they would change.
pub fn take_files(state: State, files: Vec<browser::PickedFile>) {
    if !files.is_empty() {
        state.open_storage();
        browser::set_hash(&Route::Exchange.address());
        leptos::task::spawn_local(async move {
            state.offer_files(files).await;
            // Read on where the comparison begins, or where it is said why there is none.
            browser::in_next_frame(|| {
                let _one_of_them_is_there = browser::focus("#offer-head") || browser::focus("main .problem");
            });
        });
    }
}
