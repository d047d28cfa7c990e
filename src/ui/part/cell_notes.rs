//! What is said about a cell beside its value: remarks, readings to confirm, disagreements, states other than a number.

use leptos::prelude::*;

use crate::browser;
use crate::edits::{Head, View, is_correction};
use crate::plan::{Aspect, Cell, Field as F, Missing, Observation, Value, ValueKind, doubts_about};
use crate::state::State;
use crate::ui::part::field::{Field, Width, leave_by_enter};
use crate::ui::part::reading::readings;
use crate::ui::part::{field_id, follows, pressed};
use crate::words;

/// The notes of a cell; nothing where there is nothing to say.
#[component]
pub fn CellNotes(
    /// The open plan.
    state: State,
    /// The cell; nothing is shown where there is none.
    cell: Option<Cell>,
    /// Whether to offer state, 速報 and remark in editing.
    #[prop(optional)]
    details: bool,
) -> impl IntoView {
    cell.map(|cell| {
        view! {
            {details.then(|| details_beside(state, cell.clone()))} {readings(state, cell.clone())}
            {marks(state, cell.clone())} {conflict(state, cell.clone())} {remark(state, cell)}
        }
        .into_any()
    })
}

/// That the value came after its year was closed (訂正); and in editing, that somebody confirmed it.
fn marks(state: State, cell: Cell) -> impl IntoView {
    follows(move || {
        let shown = state.about(&cell.subject);
        let correction = is_correction(&shown, &cell).then_some(words::closing::CORRECTION);
        let editing = state.is_editing();
        let is_confirmed = shown.plan.is_confirmed(&cell) && !shown.is_conflict(&cell);
        let confirmed = editing && cell.year().is_some() && is_confirmed;
        let confirmed = confirmed.then_some(words::closing::CONFIRMED);
        let confirmation = shown.plan.value(&cell.with_aspect(Aspect::Confirmation));
        let is_lapsed = matches!(confirmation, Value::Confirmation(Some(_))) && !shown.plan.is_confirmed(&cell);
        let lapsed = (editing && cell.year().is_some() && is_lapsed).then_some(words::closing::CONFIRMATION_LAPSED);
        let internal = editing.then_some(Aspect::Internal);
        let aspects = [Aspect::Value, Aspect::Remark].into_iter().chain(internal);
        let has_newer = aspects.map(|aspect| cell.with_aspect(aspect)).any(|cell| shown.has_newer(&cell));
        let newer = has_newer.then_some(words::exchange::NEWER_VALUE);
        let marks = [correction, confirmed, lapsed, newer].into_iter().flatten();
        let marks = marks.map(|mark| view! { <span class="cell-mark">{mark}</span> }.into_any()).collect_view();
        let former = correction.and_then(|_| corrected_from(state, &shown, &cell));
        (marks, former.map(|said| view! { <span class="remark">{said}</span> }.into_any()))
    })
}

/// What readers saw before a correction they see.
pub(super) fn corrected_from(state: State, shown: &View, cell: &Cell) -> Option<String> {
    let former = state.with_edition(|edition| edition.former_values(cell, &shown.value(cell)));
    (!former.is_empty()).then(|| words::closing::corrected_from(&former))
}

/// The remark, in reading.
fn remark(state: State, cell: Cell) -> impl IntoView {
    follows(move || {
        let remark = state.about(&cell.subject).plan.remark(&cell).to_owned();
        (!remark.is_empty()).then(|| view! { <span class="remark">{words::screen::remark(&remark)}</span> }.into_any())
    })
}

/// Where people disagree: every value with who and when, and in editing a button to decide. What was decided here is said in
/// the same place and height, so that no other button comes under the pointer.
fn conflict(state: State, cell: Cell) -> impl IntoView {
    let decided = RwSignal::new(None::<Decided>);
    follows(move || {
        let shown = state.about(&cell.subject);
        let Some(cell_state) = shown.state(&cell).filter(|cell_state| cell_state.is_conflict()) else {
            // Whatever was entered since was not decided on.
            let Decided { value, height } = decided.get().filter(|_| state.is_editing())?;
            return (shown.value(&cell) == value).then(|| {
                view! {
                    <p class="decided" id=decided_id(&cell) tabindex="-1" style:min-height=format!("{height}px")>
                        {words::screen::decided(&words::cell::value(&shown.plan, &cell, &value))}
                    </p>
                }
                .into_any()
            });
        };
        let name = words::cell::name(&shown.plan, &cell);
        let heads = cell_state.heads().iter().filter_map(|head| {
            let value = head.value()?.clone();
            let text = words::cell::value(&shown.plan, &cell, &value);
            let by = match head {
                Head::Root(_) => words::screen::IN_THE_PLAN.to_owned(),
                Head::Edit(edit) => state.with_journal(|journal| words::screen::who_made(edit, journal.sender(edit))),
            };
            let label = words::screen::decide_for(&text, &name);
            let doubts = state.is_editing().then(|| {
                let doubts = doubts_about(&shown.plan, &state.published().plan, &cell, &value);
                let doubts = doubts.into_iter().map(words::entry::doubt);
                doubts.map(|said| view! { " " <span class="doubt">{said}</span> }.into_any()).collect_view()
            });
            let decide = decided_here(state, cell.clone(), value.clone(), decided);
            Some(
                view! {
                    <li>
                        <strong>{text.clone()}</strong>
                        " "
                        <span>{by}</span>
                        {doubts}
                        {state
                            .is_editing()
                            .then(|| {
                                view! {
                                    <button type="button" class="small" aria-label=label on:click=pressed(decide)>
                                        {words::screen::DECIDE}
                                    </button>
                                }.into_any()
                            })}
                    </li>
                }
                .into_any(),
            )
        });
        let against = cell_state.against().iter().filter_map(|edit| {
            let (other, value, _) = edit.set()?;
            let name = words::cell::name(&shown.plan, other);
            let text = words::cell::value(&shown.plan, other, value);
            let by = state.with_journal(|journal| words::screen::who_made(edit, journal.sender(edit)));
            Some(view! { <li>{name} " " <strong>{text}</strong> " " <span>{by}</span></li> }.into_any())
        });
        let against = against.collect_view();
        // Not retiring it is a choice that nobody need have made.
        let keeps = (!cell_state.against().is_empty() && state.is_editing()).then(|| {
            let text = words::arranging::NOT_RETIRED;
            let keep = decided_here(state, cell.clone(), Value::Year(None), decided);
            view! {
                <li>
                    <button
                        type="button"
                        class="small"
                        aria-label=words::screen::decide_for(text, &name)
                        on:click=pressed(keep)
                    >
                        {text}
                    </button>
                </li>
            }
            .into_any()
        });
        let why = match cell.field() {
            F::Retired if cell_state.against().is_empty() => words::arranging::RETIRED_YEAR_CONFLICT,
            F::Retired => words::arranging::RETIRED_CONFLICT,
            _ => words::screen::CONFLICT,
        };
        let hidden = words::cell::hidden(
            cell_state.shown(),
            &cell_state.heads().iter().filter_map(Head::value).collect::<Vec<_>>(),
        );
        Some(
            view! {
                <div class="conflict" role="group" aria-label=words::screen::conflict_of(&name)>
                    <p>{why} {hidden}</p>
                    <ul>{heads.collect_view()} {keeps} {against}</ul>
                </div>
            }
            .into_any(),
        )
    })
}

/// What was decided here.
#[derive(Clone)]
struct Decided {
    value: Value,
    /// The height of what was there before, in CSS pixels.
    height: f64,
}

/// Decides a disagreement for a value: what is said of it takes its place, with the height it had and the focus.
fn decided_here(
    state: State,
    cell: Cell,
    value: Value,
    decided: RwSignal<Option<Decided>>,
) -> impl Fn(leptos::ev::MouseEvent) {
    move |event| {
        let height = browser::height_around(&event, ".conflict");
        if !state.set_chosen(&cell, value.clone()) {
            return;
        }
        decided.set(Some(Decided { value: value.clone(), height }));
        let place = format!("#{}", decided_id(&cell));
        browser::in_next_frame(move || {
            browser::focus(&place);
        });
    }
}

/// The id of what is said where a disagreement was.
fn decided_id(cell: &Cell) -> String {
    format!("decided-{}", field_id(cell))
}

/// In editing, of an observation behind 状態・備考: why there is no number, whether it may still change, a remark, a memo. Of a target
/// behind 備考: a remark, a memo.
fn details_beside(state: State, cell: Cell) -> impl IntoView {
    let is_observation = cell.kind() == ValueKind::Observation;
    follows(move || {
        let cell = cell.clone();
        let wanted = state.is_editing() && (is_observation || cell.kind() == ValueKind::Target);
        wanted.then(|| {
            let of = {
                let cell = cell.clone();
                move || words::screen::of(&words::cell::name(&state.about(&cell.subject).plan, &cell))
            };
            let head = if is_observation { words::screen::MORE } else { words::screen::REMARK };
            let fields = match is_observation {
                true => view! { <ObservationFields state cell /> }.into_any(),
                false => remark_fields(state, &cell),
            };
            view! {
                <details class="more">
                    <summary>{head} <span class="hidden">{of}</span></summary>
                    {fields}
                </details>
            }
            .into_any()
        })
    })
}

/// Why there is no number, whether it may still change, a remark, a memo: the fields of an observation beside its value.
#[component]
pub fn ObservationFields(
    /// The open plan.
    state: State,
    /// The cell of the observation.
    cell: Cell,
) -> impl IntoView {
    let name = {
        let cell = cell.clone();
        move || words::cell::name(&state.about(&cell.subject).plan, &cell)
    };
    let current = {
        let cell = cell.clone();
        move || match state.value(&cell) {
            Value::Observation(observation) => observation,
            _ => Observation::NotEntered,
        }
    };
    let option = {
        let current = current.clone();
        move |key: &'static str, label: &'static str| {
            let current = current.clone();
            view! { <option value=key prop:selected=move || state_key(current()) == key>{label}</option> }.into_any()
        }
    };
    let choose = {
        let (cell, current) = (cell.clone(), current.clone());
        move |event: leptos::ev::Event| {
            let wanted = match (event_target_value(&event).as_str(), untrack(&current).number()) {
                ("final", Some(number)) => Observation::Final(number),
                ("preliminary", Some(number)) => Observation::Preliminary(number),
                ("notPublished", _) => Observation::NotPublished,
                ("notApplicable", _) => Observation::NotApplicable,
                _ => Observation::NotEntered,
            };
            state.set_chosen(&cell, Value::Observation(wanted));
            // Where it was refused, the list shows what holds.
            browser::show_choice(&event, state_key(untrack(&current)));
        }
    };
    let has_number = {
        let current = current.clone();
        move || current().number().is_some()
    };
    let label = follows(move || words::screen::state_of(&name()));
    let offered = option.clone();
    // Amounts are final, but for what a sheet says of its own: 決算見込.
    let money = matches!(cell.field(), F::Budget | F::Settlement);
    let is_preliminary = {
        let current = current.clone();
        move || current().is_preliminary()
    };
    view! {
        <label class="state-field">
            <span>{words::screen::ENTRY_STATE}</span>
            <select
                class="field"
                data-entry=""
                aria-label=label
                on:change=choose
                on:keydown=move |event| leave_by_enter(&event)
            >
            {offered.clone()("notEntered", words::screen::NOT_ENTERED)}
            {move || {
                has_number()
                    .then(|| {
                        (
                            option("final", words::screen::FINAL),
                            (!money || is_preliminary()).then(|| option("preliminary", words::screen::PRELIMINARY)),
                        )
                    })
            }}
            {offered.clone()("notPublished", words::screen::NOT_PUBLISHED)}
            {offered("notApplicable", words::screen::NOT_APPLICABLE)}
            </select>
        </label>
        {remark_fields(state, &cell)}
    }
}

/// The remark and the memo on a cell.
fn remark_fields(state: State, cell: &Cell) -> AnyView {
    view! {
        <label class="remark-field">
            <span>{words::screen::REMARK}</span>
            <Field state cell=Some(cell.with_aspect(Aspect::Remark)) width=Width::Wide />
        </label>
        {conflict(state, cell.with_aspect(Aspect::Remark)).into_any()}
        <label class="remark-field">
            <span>{words::closing::INTERNAL}</span>
            <Field state cell=Some(cell.with_aspect(Aspect::Internal)) width=Width::Wide />
        </label>
        {conflict(state, cell.with_aspect(Aspect::Internal)).into_any()}
    }
    .into_any()
}

fn state_key(observation: Observation) -> &'static str {
    match observation {
        Observation::Final(_) => "final",
        Observation::Preliminary(_) => "preliminary",
        _ => match observation.missing() {
            Some(Missing::NotPublished) => "notPublished",
            Some(Missing::NotApplicable) => "notApplicable",
            _ => "notEntered",
        },
    }
}
