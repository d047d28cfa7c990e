//! 要確認: what was decided in reading the source, with its place there, until somebody confirms it.

use leptos::prelude::*;

use crate::format::sheet::{Asked, Excerpt, Head, excerpt};
use crate::plan::{Aspect, Cell, Plan, Reading, Value};
use crate::state::State;
use crate::ui::part::field_link::to_field;
use crate::ui::part::{follows, pressed};
use crate::words;

/// The open readings of a cell. Whoever reads gets a quiet sign, and [`super::to_confirm`] says at the end of the page what it
/// means; whoever edits is asked, with the place in the city's table.
pub fn readings(state: State, cell: Cell) -> impl IntoView {
    let open = {
        let cell = cell.clone();
        Memo::new(move |_| state.about(&cell.subject).plan.open_readings(&cell).cloned().collect::<Vec<_>>())
    };
    follows(move || {
        if open.read().is_empty() {
            return None;
        }
        if !state.is_editing() {
            return Some(to_confirm_sign());
        }
        let shown = state.about(&cell.subject);
        let name = words::cell::name(&shown.plan, &cell);
        let question =
            words::screen::reading_question(&words::cell::value(&shown.plan, &cell, &shown.value(&cell)), &name);
        let why = open.get().into_iter().map(|reading| why(&shown.plan, &reading));
        let (asked, of_name) = (cell.clone(), name.clone());
        // What the field shows and could not be read is not what would be confirmed.
        let button = move || (!state.is_unread(&asked)).then(|| confirm(state, asked.clone(), &of_name));
        Some(
            view! {
                <details class="check">
                    <summary>
                        {words::screen::TO_CONFIRM} <span class="hidden">{format!(": {name}")}</span>
                    </summary>
                    <p>{question}</p>
                    {why.collect_view()}
                    {button}
                    <p>{words::screen::OTHERWISE}</p>
                </details>
            }
            .into_any(),
        )
    })
}

/// The quiet sign of a value that awaits confirmation, for whoever reads.
pub fn to_confirm_sign() -> AnyView {
    view! {
        <span class="to-confirm-sign">
            // In one line with the value before it.
            <span aria-hidden="true">"\u{2060}" {words::screen::TO_CONFIRM_SIGN}</span>
            <span class="hidden">{words::screen::of(words::screen::BEING_CONFIRMED)}</span>
        </span>
    }
    .into_any()
}

fn confirm(state: State, cell: Cell, name: &str) -> AnyView {
    let confirm = move |_| {
        let canonical = state.value(&cell).canonical();
        state.set_chosen(&cell.with_aspect(Aspect::Confirmation), Value::Confirmation(Some(canonical)));
        to_field(&cell);
    };
    view! {
        <button type="button" class="small" on:click=pressed(confirm)>
            {words::screen::CONFIRM}
            <span class="hidden">{words::screen::of(name)}</span>
        </button>
    }
    .into_any()
}

/// Why a value is a decision, and where it stands in the source: in the city's table, else as a line of text.
fn why(plan: &Plan, reading: &Reading) -> AnyView {
    let place = match excerpt(plan, reading) {
        Some(found) => table(&found, reading.line),
        None => view! { <p class="source">{words::screen::source_line(reading.line, &reading.source)}</p> }.into_any(),
    };
    view! {
        <p>{words::sheet::reading_reason(reading.kind)}</p>
        {place}
    }
    .into_any()
}

/// A place of the source as the city's table has it, what is asked about marked.
fn table(found: &Excerpt, line: u32) -> AnyView {
    let marked = |place: Asked, text: String| {
        if found.asked != place {
            return text.into_any();
        }
        let text = if text.is_empty() { words::sheet::NOTHING_THERE.to_owned() } else { text };
        view! {
            <mark>{text}</mark>
            <span class="hidden">{words::sheet::HERE}</span>
        }
        .into_any()
    };
    let corner = found.label.is_some().then(|| view! { <td></td> }.into_any());
    let heads = found.columns.iter().enumerate().map(|(at, (head, _))| {
        let head = match head {
            Head::Written(text) => text.clone(),
            Head::Field(field) => words::cell::field(*field).to_owned(),
            Head::Year(year) => words::year::short(*year),
        };
        view! { <th scope="col">{marked(Asked::Head(at), head)}</th> }.into_any()
    });
    let label = found.label.clone();
    let label = label.map(|label| view! { <th scope="row">{marked(Asked::Label, label)}</th> }.into_any());
    let texts = found.columns.iter().enumerate();
    let texts = texts.map(|(at, (_, text))| view! { <td>{marked(Asked::Text(at), text.clone())}</td> }.into_any());
    view! {
        <div class="excerpt-frame">
            <table class="excerpt">
                <caption>{words::sheet::place_in_source(line)}</caption>
                <thead>
                    <tr>{corner} {heads.collect_view()}</tr>
                </thead>
                <tbody>
                    <tr>{label} {texts.collect_view()}</tr>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
