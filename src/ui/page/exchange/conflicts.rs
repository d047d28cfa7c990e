//! What people disagree on, and changes of cells the plan does not have.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::plan::{Cell, set_of};
use crate::state::{Prefer, State};
use crate::ui::part::{CONFLICTS, CellNotes, Pages, begin_editing, deciding_field, follows, pressed};
use crate::words;

/// Every disagreement, to be decided one by one or at once. What is decided stays where it was until the screen is left.
pub fn conflicts(state: State) -> impl IntoView {
    let cells = Memo::new(move |before: Option<&Vec<Cell>>| {
        let mut cells = before.cloned().unwrap_or_default();
        let known: BTreeSet<Cell> = set_of(cells.iter().cloned());
        let drafts = state.drafts();
        cells.extend(drafts.conflicts().map(|(cell, _)| cell.clone()).filter(|cell| !known.contains(cell)));
        cells
    });
    let left = Memo::new(move |_| state.drafts().conflict_count());
    let tools = follows(move || match state.is_editing() {
        _ if left.get() == 0 => view! { <p>{words::exchange::ALL_DECIDED}</p> }.into_any(),
        true => {
            let button = |label, prefer: Prefer| {
                view! {
                    <button type="button" class="small" on:click=pressed(move |_| state.decide_all(&prefer))>
                        {label}
                    </button>
                }
                .into_any()
            };
            // Whoever only collects has nothing that could be preferred.
            let whose = Some(state.makers_here()).filter(|makers| !makers.is_empty());
            view! {
                <p>{words::exchange::CONFLICTS_LEAD}</p>
                {deciding_field(state.desk().deciding)}
                <div class="buttons" role="group" aria-label=words::exchange::DECIDE_ALL>
                    <span>{words::exchange::DECIDE_ALL}</span>
                    {whose.as_ref().map(|_| button(words::exchange::PREFER_HERE, Prefer::Here))}
                    {button(words::exchange::PREFER_NEWEST, Prefer::Newest)}
                </div>
                {whose
                    .map(|makers| view! { <p class="quiet">{words::exchange::prefer_here_lead(&makers)}</p> }.into_any())}
            }
            .into_any()
        }
        false => view! {
            <p>{words::exchange::CONFLICTS_LEAD}</p>
            <p>
                <button type="button" on:click=pressed(move |_| begin_editing(state))>
                    {words::screen::EDIT}
                </button>
            </p>
        }
        .into_any(),
    });
    let tools = StoredValue::new(tools);
    follows(move || {
        let cells = cells.get();
        let total = cells.len();
        let row = move |index: usize| {
            let found = cells.get(index).cloned().map(|cell| {
                let named = cell.clone();
                let name = follows(move || words::cell::name(&state.drafts().plan, &named));
                view! {
                    <li>
                        <h3>{name}</h3>
                        <CellNotes state cell=Some(cell) />
                    </li>
                }
                .into_any()
            });
            found.into_any()
        };
        let pages = Pages::of_large_rows();
        (total > 0).then(|| {
            view! {
                <section>
                    <h2 id=CONFLICTS tabindex="-1">
                        {words::exchange::CONFLICTS_HEAD}
                    </h2>
                    {tools.get_value()}
                    // Their values are those of drafts, which reading does not show.
                    {state
                        .is_editing()
                        .then(|| {
                            view! {
                                <ul class="conflict-list">{pages.rows(total, row)}</ul>
                                {pages.more(total)}
                            }
                        })}
                </section>
            }
            .into_any()
        })
    })
}

/// Drafts of cells that the plan does not have, or no longer.
pub fn strangers(state: State) -> impl IntoView {
    let drafts = state.drafts();
    (!drafts.strangers.is_empty()).then(|| {
        let rows = drafts.strangers.iter().map(|(cell, found)| {
            let line = format!(
                "{}: {}",
                words::cell::name(&drafts.plan, cell),
                words::cell::value(&drafts.plan, cell, found.shown())
            );
            view! { <li>{line}</li> }.into_any()
        });
        view! {
            <section>
                <h2>{words::exchange::STRANGERS}</h2>
                <p>{words::exchange::STRANGERS_LEAD}</p>
                <ul>{rows.collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}
