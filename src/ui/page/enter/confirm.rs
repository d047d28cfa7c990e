//! Confirming values (確認済み): a row, or a group.

use leptos::prelude::*;

use crate::plan::{Aspect, Cell, Value, doubts};
use crate::state::State;
use crate::ui::part::field_link::to_field;
use crate::ui::part::{follows, pressed};
use crate::words;

/// Whether a cell is filled in and not confirmed yet. What a field shows and could not be read is not what would be confirmed.
fn is_to_confirm(state: State, cell: &Cell) -> bool {
    let plan = &state.about(&cell.subject).plan;
    plan.value(cell) != cell.kind().empty() && !plan.is_confirmed(cell) && !state.is_unread(cell)
}

/// Confirms what cells hold, in one step; says how many of their group are left to be looked at one by one.
fn confirm(state: State, cells: Vec<Cell>, left: usize) {
    let changes = cells.into_iter().map(|cell| {
        let confirmed = Value::Confirmation(Some(state.value(&cell).canonical()));
        (state.begin(&cell.with_aspect(Aspect::Confirmation)), confirmed)
    });
    let changes: Vec<_> = changes.collect();
    let count = changes.len();
    if state.set_all(changes, None) {
        state.say_kept(words::notice::confirmed(count, left));
    }
}

/// Whether a value is doubtful, and nobody noted why.
pub(super) fn is_doubted(state: State, cell: &Cell) -> bool {
    let plan = &state.about(&cell.subject).plan;
    State::notes_on(plan, cell).is_empty() && !doubts(plan, &state.published().plan, cell).is_empty()
}

/// Whether a value is 要確認.
fn is_to_answer(state: State, cell: &Cell) -> bool {
    state.about(&cell.subject).plan.is_to_confirm(cell)
}

/// Whether something is asked about a value that is answered at its own row alone: 要確認, or a doubt nobody gave a reason for.
fn is_asked(state: State, cell: &Cell) -> bool {
    is_to_answer(state, cell) || is_doubted(state, cell)
}

/// What a button says that confirms several values.
pub enum ConfirmLabel {
    /// In the head of a group: the group's name is not seen again, but read out.
    InHead(Signal<String>),
    /// All of it.
    Whole(String),
}

/// Confirms at once all of the cells that are filled in and not confirmed yet, but for what is asked about.
pub fn confirm_group(state: State, label: ConfirmLabel, cells: Vec<Cell>) -> impl IntoView {
    let label = StoredValue::new(label);
    let first = StoredValue::new(cells.first().cloned());
    let open = Memo::new(move |_| {
        let open = cells.iter().filter(|cell| is_to_confirm(state, cell)).cloned();
        open.partition::<Vec<_>, _>(|cell| !is_asked(state, cell))
    });
    follows(move || {
        let wanted = state.is_editing() && open.with(|(plain, _)| !plain.is_empty());
        wanted.then(|| {
            let confirm = move |_| {
                let (plain, asked) = open.get_untracked();
                confirm(state, plain, asked.len());
                first.with_value(|first| first.iter().for_each(to_field));
            };
            let (named, text) = label.with_value(|label| match label {
                ConfirmLabel::InHead(name) => {
                    (Some(words::closing::confirm_group(&name.get())), words::screen::CONFIRM_ALL.to_owned())
                }
                ConfirmLabel::Whole(text) => (None, text.clone()),
            });
            view! {
                <button type="button" class="small" aria-label=named on:click=pressed(confirm)>
                    {text}
                </button>
            }
            .into_any()
        })
    })
}

/// Confirms the value of a row, or takes that back.
pub fn confirm_row(state: State, cell: Cell) -> impl IntoView {
    let (open, confirmed) = {
        let [cell, other] = [(); 2].map(|()| cell.clone());
        // What is 要確認 has a button of its own, below its question.
        let open = Memo::new(move |_| is_to_confirm(state, &cell) && !is_to_answer(state, &cell));
        (open, Memo::new(move |_| state.is_editing() && state.about(&other.subject).plan.is_confirmed(&other)))
    };
    follows(move || {
        let cell = cell.clone();
        let name = words::cell::name(&state.about(&cell.subject).plan, &cell);
        let (is_open, is_confirmed) = (open.get(), confirmed.get());
        let press = move |event: leptos::ev::MouseEvent| {
            // The second press of a double click is not one of what came under the pointer by the first.
            if event.detail() > 1 {
                return;
            }
            if is_confirmed {
                state.set_chosen(&cell.with_aspect(Aspect::Confirmation), Value::Confirmation(None));
            } else {
                confirm(state, vec![cell.clone()], 0);
            }
            to_field(&cell);
        };
        (is_open || is_confirmed).then(|| {
            view! {
                <button type="button" class="small" on:click=pressed(press)>
                    {if is_confirmed { words::screen::CONFIRM_NO_MORE } else { words::screen::CONFIRM }}
                    <span class="hidden">{words::screen::of(&name)}</span>
                </button>
            }
            .into_any()
        })
    })
}
