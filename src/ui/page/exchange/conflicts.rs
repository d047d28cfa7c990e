//! What people disagree on, and changes of cells the plan does not have.

use leptos::prelude::*;

use crate::state::{Prefer, State};
use crate::ui::part::{CellNotes, Pages, begin_editing, pressed};
use crate::words;

/// Every disagreement, to be decided one by one or at once.
pub fn conflicts(state: State) -> impl IntoView {
    let drafts = state.drafts();
    let cells: Vec<_> = drafts.view.conflicts().map(|(cell, _)| cell.clone()).collect();
    (!cells.is_empty()).then(|| {
        let (total, plan) = (cells.len(), drafts.view.plan.clone());
        let row = move |index: usize| {
            let found = cells.get(index).cloned().map(|cell| {
                view! {
                    <li>
                        <h3>{words::cell::name(&plan, &cell)}</h3>
                        <CellNotes state cell=Some(cell) />
                    </li>
                }
                .into_any()
            });
            found.into_any()
        };
        let pages = Pages::first();
        let tools = match state.is_editing() {
            true => view! {
                <div class="buttons" role="group" aria-label=words::exchange::DECIDE_ALL>
                    <span>{words::exchange::DECIDE_ALL}</span>
                    <button type="button" class="small" on:click=pressed(move |_| state.decide_all(&Prefer::Here))>
                        {words::exchange::PREFER_HERE}
                    </button>
                    <button type="button" class="small" on:click=pressed(move |_| state.decide_all(&Prefer::Newest))>
                        {words::exchange::PREFER_NEWEST}
                    </button>
                </div>
            }
            .into_any(),
            false => view! {
                <p>
                    <button type="button" on:click=pressed(move |_| begin_editing(state))>
                        {words::screen::EDIT}
                    </button>
                </p>
            }
            .into_any(),
        };
        view! {
            <section>
                <h2>{words::screen::CONFLICTS_HEAD}</h2>
                <p>{words::screen::CONFLICTS_LEAD}</p>
                {tools}
                <ul class="conflict-list">{pages.rows(total, row)}</ul>
                {pages.more(total)}
            </section>
        }
        .into_any()
    })
}

/// Drafts of cells that the plan does not have, or no longer.
pub fn strangers(state: State) -> impl IntoView {
    let drafts = state.drafts();
    (!drafts.view.strangers.is_empty()).then(|| {
        let rows = drafts.view.strangers.iter().map(|(cell, found)| {
            let line = format!("{}: {}", words::cell::name(&drafts.view.plan, cell), words::cell::value(found.shown()));
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
