//! One cell: as text in reading, as a field in editing.

use leptos::{ev, prelude::*};

use crate::browser;
use crate::format::entry::{NoValue, read_value};
use crate::plan::{Aspect, Cell, Decimal, Field as F, Indicator, Observation, Plan, ValueKind, doubts};
use crate::state::State;
use crate::ui::part::{Grid, REASON_FIELD, field_id, follows, lines, pressed};
use crate::words;

/// How much room a field takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// A number.
    #[default]
    Narrow,
    /// A name.
    Wide,
    /// A paragraph.
    Paragraph,
}

/// A cell's value: plain text in reading, a field in editing.
///
/// In editing, what was held of the cell when the field took focus is what the edit will have seen; the value is
/// committed when the field is left or Enter is pressed, Esc restores it. What cannot be read stays in the field.
#[component]
pub fn Field(
    /// The open plan.
    state: State,
    /// The cell; nothing is shown where there is none.
    cell: Option<Cell>,
    /// How much room it takes.
    #[prop(optional)]
    width: Width,
    /// Whether what is wrong or doubtful stands elsewhere: in [`FieldNotes`].
    #[prop(optional)]
    notes_apart: bool,
) -> impl IntoView {
    cell.map(|cell| {
        follows(move || {
            let cell = cell.clone();
            if !state.is_editing() {
                shown(state, cell).into_any()
            } else if cell.kind() == ValueKind::Direction {
                choice(state, cell).into_any()
            } else {
                typed(state, cell, width, notes_apart).into_any()
            }
        })
    })
}

fn shown(state: State, cell: Cell) -> impl IntoView {
    follows(move || {
        let shown = state.about(&cell.subject);
        let text = words::cell::value(&shown.plan, &cell, &shown.value(&cell));
        if cell.kind() == ValueKind::Text { lines(&text) } else { text.into_any() }
    })
}

/// The id of what is wrong or doubtful about what a cell's field holds.
fn notes_id(cell: &Cell) -> String {
    format!("{}-notes", field_id(cell))
}

/// What is wrong or doubtful about what a cell's field holds, beside it.
#[component]
pub fn FieldNotes(
    /// The open plan.
    state: State,
    /// The cell.
    cell: Cell,
) -> impl IntoView {
    let id = notes_id(&cell);
    let notes = move || {
        let why = state.no_value(&cell);
        let said = said(state, &cell, why);
        let said = (!said.is_empty()).then(|| {
            let said = said.into_iter().map(|(wrong, text)| {
                view! { <span class=if wrong { "wrong" } else { "doubt" }>{text}</span> }.into_any()
            });
            view! { <span id=id.clone()>{said.collect_view()}</span> }.into_any()
        });
        let leads = (why == Some(NoValue::ReasonMissing)).then(|| {
            view! {
                <button type="button" class="small" on:click=pressed(|_| to_reason())>
                    {words::closing::TO_REASON}
                </button>
            }
            .into_any()
        });
        (said, leads)
    };
    view! { <span class="field-notes">{notes}</span> }
}

/// Moves the focus to where the reason of a correction is entered.
fn to_reason() {
    browser::focus_field_by_id(REASON_FIELD);
}

/// Sentences on what a cell's field holds, each with whether it is an error.
fn said(state: State, cell: &Cell, no_value: Option<NoValue>) -> Vec<(bool, String)> {
    let is_named = matches!(cell.field(), F::Name | F::Text | F::Number);
    let is_doubted = (cell.kind() == ValueKind::Observation || is_named) && cell.aspect == Aspect::Value;
    match no_value {
        Some(why) => vec![(true, words::entry::no_value(why).to_owned())],
        None if is_doubted && state.is_editing() => {
            let plan = state.about(&cell.subject).plan.clone();
            if cell.field() == F::Number {
                // The doubt depends on the numbers of the policy's other projects.
                let others = plan.policy_of(&cell.subject).into_iter().flat_map(|policy| &policy.projects);
                others.for_each(|project| drop(state.about(&project.id)));
            }
            let doubts = doubts(&plan, &state.published().plan, cell);
            doubts.into_iter().map(|doubt| (false, words::entry::doubt(doubt).to_owned())).collect()
        }
        None => Vec::new(),
    }
}

/// Whether a phone's keyboard of digits suits a field. Some have no minus, and what is no number has a list of its own.
fn takes_numbers_alone(plan: &Plan, cell: &Cell) -> bool {
    let is_negative = |observed: Observation| observed.number().is_some_and(Decimal::is_negative);
    let has_negative = |of: Indicator| {
        is_negative(of.latest) || is_negative(of.baseline) || of.actuals.values().copied().any(is_negative)
    };
    cell.kind() == ValueKind::Observation
        && cell.aspect == Aspect::Value
        && !plan.indicator(&cell.subject).is_some_and(has_negative)
}

/// Handles a key press: move, commit or discard.
fn press(state: State, grid: Option<Grid>, cell: &Cell, event: &ev::KeyboardEvent, paragraph: bool) {
    if grid.is_some_and(|grid| grid.key(state, cell, event)) {
        return;
    }
    if event.key() == "Escape" {
        state.forget_typing(cell);
        state.begin_typing(cell);
    }
    if grid.is_some() || event.key() == "Escape" {
        return;
    }
    let forward = match event.key().as_str() {
        "Enter" if paragraph && !event.ctrl_key() => return,
        "Enter" if event.shift_key() => -1,
        "Enter" => 1,
        "ArrowDown" if !paragraph => 1,
        "ArrowUp" if !paragraph => -1,
        _ => return,
    };
    event.prevent_default();
    state.commit_typing(cell);
    browser::focus_field(event, forward);
}

fn typed(state: State, cell: Cell, width: Width, notes_apart: bool) -> impl IntoView {
    let (id, notes) = (field_id(&cell), notes_id(&cell));
    // The keys of a spreadsheet would take lines and arrows away from a text of several lines.
    let grid = Grid::around().filter(|_| width != Width::Paragraph);
    let kept = StoredValue::new(cell.clone());
    // A field that is taken off the page while it has the focus loses both at once: its text is kept all the same.
    let with = move |then: &dyn Fn(&Cell)| {
        if let Some(cell) = kept.try_get_value() {
            then(&cell);
        }
    };
    let name = {
        let cell = cell.clone();
        follows(move || words::cell::name(&state.about(&cell.subject).plan, &cell))
    };
    let placeholder = match cell.kind() {
        ValueKind::Observation => words::screen::NOT_ENTERED,
        ValueKind::Target | ValueKind::Year | ValueKind::Number => words::screen::NOT_STATED,
        _ => "",
    };
    {
        let (id, cell) = (id.clone(), cell.clone());
        Effect::new(move || {
            if state.follow_typing(&cell) {
                let id = id.clone();
                // The next key replaces the text, as after coming into the field.
                browser::in_next_frame(move || browser::select_focused(&id));
            }
        });
    }
    let text = {
        let cell = cell.clone();
        Memo::new(move |_| state.field_text(&cell))
    };
    let no_value = {
        let cell = cell.clone();
        Memo::new(move |_| state.no_value(&cell))
    };
    let described = {
        let cell = cell.clone();
        follows(move || (!said(state, &cell, no_value.get()).is_empty()).then(|| notes.clone()))
    };
    let invalid = follows(move || no_value.get().is_some().then_some("true"));
    let begin = move || with(&|cell| state.begin_typing(cell));
    let type_in = move |event| {
        with(&|cell| {
            state.type_text(cell, event_target_value(&event));
        });
    };
    let leave = move || with(&|cell| state.leave_field(cell));
    let field = if width == Width::Paragraph {
        view! {
            <textarea
                class="field paragraph"
                id=id
                rows="4"
                autocomplete="off"
                data-entry=""
                aria-label=name
                aria-invalid=invalid
                aria-describedby=described
                prop:value=move || text.get()
                on:focus=move |_| begin()
                on:input=type_in
                on:keydown=move |event| with(&|cell| press(state, grid, cell, &event, true))
                on:blur=move |_| leave()
            ></textarea>
        }
        .into_any()
    } else {
        let keyboard = takes_numbers_alone(&untrack(|| state.about(&cell.subject)).plan, &cell).then_some("decimal");
        view! {
            <input
                class=if width == Width::Wide { "field wide" } else { "field narrow" }
                class:number=matches!(cell.kind(), ValueKind::Observation | ValueKind::Target | ValueKind::Number)
                id=id
                type="text"
                inputmode=keyboard
                autocomplete="off"
                data-entry=""
                placeholder=placeholder
                aria-label=name
                aria-invalid=invalid
                aria-describedby=described
                prop:value=move || text.get()
                on:focus=move |event| {
                    begin();
                    browser::select_all(&event.into());
                }
                on:input=type_in
                on:keydown=move |event| with(&|cell| press(state, grid, cell, &event, false))
                on:blur=move |_| leave()
            />
        }
        .into_any()
    };
    (field, (!notes_apart).then(|| view! { <FieldNotes state cell /> }.into_any()))
}

fn choice(state: State, cell: Cell) -> impl IntoView {
    let name = {
        let cell = cell.clone();
        follows(move || words::cell::name(&state.about(&cell.subject).plan, &cell))
    };
    let current = {
        let cell = cell.clone();
        move || words::entry::field_text(&state.about(&cell.subject).plan, &cell, &state.value(&cell))
    };
    let choose = {
        let (cell, current) = (cell.clone(), current.clone());
        move |event: ev::Event| {
            if let Ok(value) = read_value(&cell, &event_target_value(&event), "") {
                state.set_chosen(&cell, value);
            }
            // Where it was refused, the list shows what holds.
            browser::show_choice(&event, &untrack(&current));
        }
    };
    let options = words::screen::DIRECTIONS.map(|(key, label)| {
        let current = current.clone();
        view! { <option value=key prop:selected=move || current() == key>{label}</option> }.into_any()
    });
    view! {
        <select
            class="field"
            id=field_id(&cell)
            data-entry=""
            aria-label=name
            on:change=choose
            on:keydown=move |event| leave_by_enter(&event)
        >
            {options.collect_view()}
        </select>
    }
}

/// Enter leads on from a text that is no cell's, as Tab does, Shift+Enter back.
pub fn go_on_by_enter(event: &ev::KeyboardEvent) {
    if event.key() == "Enter" && browser::focus_beside(event, !event.shift_key()) {
        event.prevent_default();
    }
}

/// Enter leads on from a list of choices as it does from a text, Shift+Enter back.
pub fn leave_by_enter(event: &ev::KeyboardEvent) {
    if event.key() == "Enter" && browser::focus_field(event, if event.shift_key() { -1 } else { 1 }) {
        event.prevent_default();
    }
}
