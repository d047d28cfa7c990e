//! Copying a text to the clipboard.

use leptos::prelude::*;

use crate::browser;
use crate::state::State;
use crate::ui::part::pressed;
use crate::words;

/// Copies `text` and says whether it was copied. Where the browser refuses, the text in the field `field` is selected instead.
pub fn copy(state: State, text: String, field: String) {
    leptos::task::spawn_local(async move {
        let copied = browser::copy(&text, &field).await;
        state.say(if copied { words::notice::COPIED } else { words::notice::NOT_COPIED }.to_owned());
    });
}

/// A text in a field that cannot be edited, with a button that copies it.
pub fn copied_field(
    state: State,
    id: String,
    label: &'static str,
    button: &'static str,
    text: Signal<String>,
) -> AnyView {
    let field = id.clone();
    view! {
        <label for=id.clone()>{label}</label>
        <textarea id=id class="field paragraph code" readonly rows="4" prop:value=move || text.get()></textarea>
        <p>
            <button type="button" on:click=pressed(move |_| copy(state, text.get_untracked(), field.clone()))>
                {button}
            </button>
        </p>
    }
    .into_any()
}
