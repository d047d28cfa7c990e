//! A choice among the plan's fiscal years.

use leptos::prelude::*;

use crate::plan::FiscalYear;
use crate::state::State;
use crate::words;

/// The plan's fiscal years, one of them chosen.
pub fn year_choice(state: State, label: &'static str, year: RwSignal<FiscalYear>) -> AnyView {
    let options = state.structure().years().collect::<Vec<_>>().into_iter().map(move |option| {
        view! {
            <option value=option.number().to_string() prop:selected=move || year.get() == option>
                {words::year::in_sentence(option)}
            </option>
        }
        .into_any()
    });
    let choose = move |event| {
        if let Some(chosen) = event_target_value(&event).parse().ok().and_then(FiscalYear::new) {
            year.set(chosen);
        }
    };
    view! {
        <p>
            <label>
                {label} " "
                <select class="field" on:change=choose>
                    {options.collect_view()}
                </select>
            </label>
        </p>
    }
    .into_any()
}
