//! In editing, which subjects there are: adding, retiring, taking out. In reading, that one is retired.

use leptos::prelude::*;

use crate::browser;
use crate::plan::{Cell, Field as F, FiscalYear, Role, SubjectId, SubjectKind, Value};
use crate::state::State;
use crate::ui::part::field_link::{focus_on, to_field};
use crate::ui::part::{CellNotes, field_id, follows, pressed};
use crate::ui::route::Route;
use crate::words;

/// 「R10から廃止」, where a subject is retired.
pub fn retired_mark(state: State, id: &SubjectId) -> impl IntoView + use<> {
    let id = id.clone();
    let retired = Memo::new(move |_| state.about(&id).plan.retired(&id));
    follows(move || {
        let said = words::year::retired_from(retired.get()?);
        Some(view! { <p class="cell-mark">{said}</p> }.into_any())
    })
}

/// A button that adds a subject and leads to its name.
pub fn add(state: State, kind: SubjectKind, of: Option<SubjectId>) -> impl IntoView + use<> {
    let role = Role { kind, of };
    follows(move || {
        let role = role.clone();
        state.is_editing().then(|| {
            let label = words::arranging::add(&state.structure(), &role);
            let press = move |_| {
                let Some(id) = state.add(role.kind, role.of.clone()) else { return };
                let field = if role.kind == SubjectKind::Initiative { F::Text } else { F::Name };
                let Some(cell) = Cell::plain(&id, field) else { return };
                if role.kind == SubjectKind::Policy {
                    // Its fields stand on its own sheet.
                    let sheet = Route::Policy(id);
                    focus_on(state, &sheet, format!("#{}", field_id(&cell)));
                    return browser::set_hash(&sheet.address());
                }
                to_field(&cell);
            };
            view! {
                <p>
                    <button type="button" class="small" on:click=pressed(press)>
                        {label}
                    </button>
                </p>
            }
            .into_any()
        })
    })
}

/// The controls that retire a subject or take it out, folded until they are opened.
pub fn arrange(state: State, id: &SubjectId, name: F) -> impl IntoView + use<> {
    let id = id.clone();
    follows(move || {
        let id = id.clone();
        state.is_editing().then(|| {
            let plan = state.structure();
            let retired = Cell::plain(&id, F::Retired);
            let named = {
                let id = id.clone();
                move || words::screen::of(state.about(&id).plan.text(&id, name))
            };
            let summary = match state.is_added(&id) {
                true => words::arranging::ARRANGE_ADDED,
                false => words::arranging::ARRANGE,
            };
            let remove = state.is_added(&id).then(|| {
                let (id, named) = (id.clone(), named.clone());
                let press = move |_| {
                    if state.remove(&id) {
                        browser::in_next_frame(|| {
                            browser::focus("h1");
                        });
                    }
                };
                view! {
                    <button type="button" class="small" on:click=pressed(press)>
                        {words::arranging::REMOVE}
                        <span class="hidden">{named}</span>
                    </button>
                }
                .into_any()
            });
            view! {
                <details class="more">
                    <summary>
                        {summary} <span class="hidden">{named.clone()}</span>
                    </summary>
                    <div class="buttons">
                        {retired.clone().map(|cell| retire(state, cell, plan.years().collect(), named.clone()))}
                        {remove}
                    </div>
                    <p class="quiet">{words::arranging::RETIRING_KEEPS}</p>
                </details>
                <CellNotes state cell=retired />
            }
            .into_any()
        })
    })
}

/// The choice of the fiscal year a subject is retired from.
fn retire(
    state: State,
    cell: Cell,
    years: Vec<FiscalYear>,
    named: impl Fn() -> String + Clone + Send + 'static,
) -> AnyView {
    let current = {
        let cell = cell.clone();
        move || match state.value(&cell) {
            Value::Year(year) => year,
            _ => None,
        }
    };
    let options = years.iter().map(|year| {
        let (year, current) = (*year, current.clone());
        view! {
            <option value=year.number().to_string() prop:selected=move || current() == Some(year)>
                {words::year::retired_from(year)}
            </option>
        }
        .into_any()
    });
    let options = options.collect_view();
    let choose = {
        let current = current.clone();
        move |event: leptos::ev::Event| {
            let year = event_target_value(&event).parse().ok().and_then(FiscalYear::new);
            state.set_chosen(&cell, Value::Year(year));
            // Where it was refused, the list shows what holds.
            let holds = untrack(&current).map(|year| year.number().to_string()).unwrap_or_default();
            browser::show_choice(&event, &holds);
        }
    };
    let label = follows(move || format!("{}{}", words::arranging::RETIRE, named()));
    view! {
        <select class="field" aria-label=label on:change=choose>
            <option value="" prop:selected=move || current().is_none()>
                {words::arranging::NOT_RETIRED}
            </option>
            {options}
        </select>
    }
    .into_any()
}
