//! Who sits here: name and department.

use leptos::prelude::*;

use crate::edits::Maker;
use crate::plan::entered;
use crate::state::State;
use crate::state::typing::{AUTHOR, DEPARTMENT};
use crate::ui::part::go_on_by_enter;
use crate::words;

/// Name and department, optional, kept for the next changes.
#[component]
pub fn MakerFields(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let departments =
        state.structure().departments().into_iter().map(|name| view! { <option value=name></option> }.into_any());
    view! {
        <fieldset class="maker">
            <legend>{words::screen::MAKER}</legend>
            <datalist id="departments">{departments.collect_view()}</datalist>
            <label>
                <span>{words::screen::DEPARTMENT_OPTIONAL}</span>
                <input
                    class="field"
                    type="text"
                    autocomplete="off"
                    list="departments"
                    maxlength="100"
                    prop:value=move || {
                        state.text(DEPARTMENT).or_else(|| state.desk().maker.get().department).unwrap_or_default()
                    }
                    on:keydown=move |event| go_on_by_enter(&event)
                    on:input=move |event| state.keep_text(DEPARTMENT, event_target_value(&event))
                    on:change=move |event| {
                        state.forget_text(DEPARTMENT);
                        let maker = state.desk().maker.get_untracked();
                        state.set_maker(Maker { department: entered(&event_target_value(&event)), ..maker });
                    }
                />
            </label>
            <AuthorField state />
        </fieldset>
    }
}

/// The name of who sits here, optional, kept for the next changes.
#[component]
pub fn AuthorField(
    /// The open plan.
    state: State,
) -> impl IntoView {
    view! {
        <label>
            <span>{words::screen::AUTHOR_OPTIONAL}</span>
            <input
                class="field"
                type="text"
                autocomplete="name"
                maxlength="100"
                prop:value=move || state.text(AUTHOR).or_else(|| state.desk().maker.get().author).unwrap_or_default()
                on:keydown=move |event| go_on_by_enter(&event)
                on:input=move |event| state.keep_text(AUTHOR, event_target_value(&event))
                on:change=move |event| {
                    state.forget_text(AUTHOR);
                    let maker = state.desk().maker.get_untracked();
                    state.set_maker(Maker { author: entered(&event_target_value(&event)), ..maker });
                }
            />
        </label>
    }
}
