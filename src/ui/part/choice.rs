//! A choice among a few.

use leptos::prelude::*;

use crate::plan::{FiscalYear, Plan};
use crate::words;

/// A list of `options`, of which the one numbered `chosen` is.
pub fn choice(label: &'static str, options: Vec<String>, chosen: RwSignal<usize>) -> AnyView {
    let options = options.into_iter().enumerate().map(|(index, option)| {
        view! {
            <option value=index.to_string() prop:selected=move || chosen.get() == index>
                {option}
            </option>
        }
        .into_any()
    });
    let choose = move |event| chosen.set(event_target_value(&event).parse().unwrap_or_default());
    view! {
        <label>
            {label} " "
            <select class="field" on:change=choose>
                {options.collect_view()}
            </select>
        </label>
    }
    .into_any()
}

/// The plan's fiscal years to choose from; [`chosen_year`] says which one is.
pub fn year_choice(plan: &Plan, label: &'static str, chosen: RwSignal<usize>) -> AnyView {
    let options = plan.years().map(words::year::in_sentence).collect();
    choice(label, options, chosen)
}

/// The chosen fiscal year.
pub fn chosen_year(plan: &Plan, chosen: RwSignal<usize>) -> FiscalYear {
    plan.years().nth(chosen.get()).unwrap_or(plan.first_year)
}
