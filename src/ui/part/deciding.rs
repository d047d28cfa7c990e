//! Why a disagreement is decided as it is: a field that may stay empty.

use leptos::prelude::*;

use crate::ui::part::go_on_by_enter;
use crate::words;

/// The field of the reason that goes with the next decision.
pub fn deciding_field(reason: RwSignal<String>) -> AnyView {
    view! {
        <label class="deciding">
            <span>{words::exchange::DECIDING}</span>
            " "
            <input
                class="field wide"
                type="text"
                autocomplete="off"
                maxlength="500"
                prop:value=move || reason.get()
                on:keydown=move |event| go_on_by_enter(&event)
                on:input=move |event| reason.set(event_target_value(&event))
            />
        </label>
    }
    .into_any()
}
