//! Everything that was done, newest first, and back to any earlier value.

use std::sync::Arc;

use leptos::prelude::*;

use crate::edits::{Entry, history};
use crate::plan::Plan;
use crate::state::State;
use crate::ui::part::{ScrollTable, follows, pressed};
use crate::ui::route::Route;
use crate::words;

use super::head;

/// Rows shown at once.
const PAGE: usize = 100;

/// The screen of the history.
#[component]
pub fn HistoryPage(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let sought = RwSignal::new(String::new());
    let shown = RwSignal::new(PAGE);
    let entries = Memo::new(move |_| Arc::new(state.with_journal(history)));
    let found = move || {
        let (plan, sought) = (state.drafts().view.plan.clone(), sought.get());
        let entries = entries.get();
        let found: Vec<Entry> = entries.iter().filter(|entry| is_sought(&plan, entry, &sought)).cloned().collect();
        (plan, found)
    };
    let table = follows(move || {
        let (plan, found) = found();
        if found.is_empty() {
            return view! { <p>{words::exchange::NO_HISTORY}</p> }.into_any();
        }
        let total = found.len();
        let rows = found.iter().take(shown.get()).map(|entry| row(state, &plan, entry)).collect_view();
        let heads = words::exchange::HISTORY_HEADS.map(|head| view! { <th scope="col">{head}</th> }.into_any());
        let more = (shown.get() < total).then(|| {
            view! {
                <p>
                    {words::exchange::shown_of(shown.get(), total)} " "
                    <button type="button" class="small" on:click=pressed(move |_| shown.update(|shown| *shown += PAGE))>
                        {words::exchange::SHOW_MORE}
                    </button>
                </p>
            }
            .into_any()
        });
        view! {
            <ScrollTable name=words::exchange::HISTORY.to_owned()>
                <table class="history">
                    <caption class="hidden">{words::exchange::HISTORY}</caption>
                    <thead>
                        <tr>{heads.collect_view()}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollTable>
            {more}
        }
        .into_any()
    });
    view! {
        {head(words::exchange::HISTORY, &Route::History)}
        <p>{words::exchange::HISTORY_LEAD}</p>
        <p>
            <label>
                {words::exchange::SEARCH} " "
                <input
                    class="field wide"
                    type="search"
                    prop:value=move || sought.get()
                    on:input=move |event| sought.set(event_target_value(&event))
                />
            </label>
        </p>
        {table}
    }
}

/// Whether an entry speaks of what is sought: its place, its maker, its reason or its file.
fn is_sought(plan: &Plan, entry: &Entry, sought: &str) -> bool {
    if sought.trim().is_empty() {
        return true;
    }
    let maker = &entry.edit.maker;
    let texts = [
        words::exchange::place(plan, entry),
        words::exchange::change(entry),
        words::screen::who(&maker.author, &maker.department),
        entry.edit.reason.clone().unwrap_or_default(),
        entry.file.clone().unwrap_or_default(),
    ];
    sought.split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)))
}

fn row(state: State, plan: &Plan, entry: &Entry) -> AnyView {
    let edit = &entry.edit;
    let place = words::exchange::place(plan, entry);
    let back = edit.set().filter(|(cell, value, _)| {
        // A disagreement is decided where all its values are shown.
        let view = &state.drafts().view;
        state.is_editing() && plan.has(cell) && view.value(cell) != **value && !view.is_conflict(cell)
    });
    let back = back.map(|(cell, value, _)| {
        let (cell, value) = (cell.clone(), value.clone());
        let label = words::exchange::set_back(&place, &words::cell::value(&value));
        let at = edit.at;
        let set = move |_| {
            let begun = state.begin(&cell);
            state.set_all(vec![(begun, value.clone())], Some(&words::exchange::set_back_reason(at)));
        };
        view! {
            <button type="button" class="small" aria-label=label on:click=pressed(set)>
                {words::exchange::SET_BACK}
            </button>
        }
        .into_any()
    });
    let marks = [
        (!entry.stands).then_some(words::exchange::TAKEN_BACK),
        entry.is_published.then_some(words::exchange::IS_PUBLISHED),
    ];
    let marks = marks.into_iter().flatten().map(|mark| view! { <span class="quiet">{mark} " "</span> }.into_any());
    let file = entry.file.as_ref().map(|file| format!("「{file}」"));
    view! {
        <tr class:taken-back=!entry.stands>
            <td>{words::file::moment(edit.at)}</td>
            <td>{words::screen::who(&edit.maker.author, &edit.maker.department)}</td>
            <th scope="row">{place}</th>
            <td>{words::exchange::change(entry)} " " {back}</td>
            <td>{marks.collect_view()} {edit.reason.clone()} " " {file}</td>
        </tr>
    }
    .into_any()
}
