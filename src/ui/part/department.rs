//! The choice of the department whose values are entered.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::browser;
use crate::edits::Maker;
use crate::plan::{is_blank, set_of};
use crate::state::State;
use crate::ui::part::{follows, go_on_by_enter};

/// The department, out of those that answer for some project, and the one that was said before.
#[component]
pub fn DepartmentChoice(
    /// The open plan.
    state: State,
    /// The label.
    label: &'static str,
    /// The choice of none.
    none: &'static str,
    /// The department that counts where nobody said one.
    #[prop(optional, into)]
    otherwise: Option<Signal<Option<String>>>,
) -> impl IntoView {
    let chosen = move || {
        let said = state.desk().maker.get().department.filter(|said| !is_blank(said));
        said.or_else(|| otherwise.and_then(|otherwise| otherwise.get())).unwrap_or_default()
    };
    // Whatever is shown: what is entered and handed in is of the drafts. They are looked up anew when somebody comes to choose, and not
    // with every value: of a city that is a twentieth of what a value costs.
    let departments = move || untrack(|| state.drafts()).plan.departments();
    let known = RwSignal::new(departments());
    let look = move || known.set(departments());
    // One that was typed elsewhere is a choice, too, and stays one.
    let offered = Memo::new(move |before: Option<&BTreeSet<String>>| {
        let said = Some(chosen()).filter(|said| !is_blank(said));
        set_of(known.get().into_iter().chain(before.cloned().unwrap_or_default()).chain(said))
    });
    let options = follows(move || {
        let options = offered.get().into_iter().map(|department| {
            let value = department.clone();
            view! {
                <option value=value.clone() prop:selected=move || chosen() == value>
                    {department}
                </option>
            }
            .into_any()
        });
        options.collect_view().into_any()
    });
    // Where nothing else than one can be meant, none is no choice.
    let without = follows(move || {
        let is_choice = otherwise.is_none() || chosen().is_empty() || known.with(|known| known.len() != 1);
        is_choice.then(|| {
            view! {
                <option value="" prop:selected=move || chosen().is_empty()>
                    {none}
                </option>
            }
            .into_any()
        })
    });
    let choose = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        let maker = state.desk().maker.get_untracked();
        state.set_maker(Maker { department: Some(text).filter(|text| !text.is_empty()), ..maker });
        browser::show_choice(&event, &untrack(chosen));
    };
    view! {
        <label class="department">
            <span>{label}</span>
            <select
                class="field"
                on:pointerdown=move |_| look()
                on:focus=move |_| look()
                on:change=choose
                on:keydown=move |event| go_on_by_enter(&event)
            >
                {without}
                {options}
            </select>
        </label>
    }
}
