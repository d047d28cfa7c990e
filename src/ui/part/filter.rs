//! Choices of what to see of a long list.

use leptos::prelude::*;

use crate::words;

/// What a list is narrowed to in one respect; none while it is not.
pub type Narrowed = RwSignal<Option<String>>;

/// Whether a narrowed list shows what is `own` to an item.
pub fn lets(narrowed: Narrowed, own: impl FnOnce(&str) -> bool) -> bool {
    narrowed.with(|wanted| wanted.as_deref().is_none_or(own))
}

/// A choice among `options`, in their order; nothing where there is nothing to choose.
pub fn filter(label: &'static str, options: impl IntoIterator<Item = String>, narrowed: Narrowed) -> Option<AnyView> {
    let options: Vec<String> = options.into_iter().collect();
    let choose = move |event| narrowed.set(Some(event_target_value(&event)).filter(|text| !text.is_empty()));
    (options.len() > 1).then(|| {
        let options = options.into_iter().map(|option| {
            let own = option.clone();
            let selected = move || narrowed.with(|wanted| wanted.as_ref() == Some(&own));
            view! {
                <option value=option.clone() prop:selected=selected>
                    {option.clone()}
                </option>
            }
            .into_any()
        });
        view! {
            <label>
                {label} " "
                <select class="field" on:change=choose>
                    <option value="">{words::exchange::EVERYTHING}</option>
                    {options.collect_view()}
                </select>
            </label>
        }
        .into_any()
    })
}

/// Choices side by side, under one name; nothing where there are none.
pub fn filters(all: impl IntoIterator<Item = Option<AnyView>>) -> Option<AnyView> {
    let all: Vec<AnyView> = all.into_iter().flatten().collect();
    (!all.is_empty()).then(|| {
        view! {
            <fieldset class="filters">
                <legend>{words::exchange::FILTER}</legend>
                {all}
            </fieldset>
        }
        .into_any()
    })
}
