//! A list of cells that opens, each leading to its field.

use leptos::prelude::*;

use crate::plan::Cell;
use crate::state::State;
use crate::ui::part::Pages;
use crate::ui::part::field_link::field_link;
use crate::words;

/// The cells below a line that says what they are, folded until it is pressed; many of them in pages.
pub fn cell_list(state: State, summary: String, cells: Vec<Cell>) -> AnyView {
    // Not followed: what is opened stays open until the list itself is another.
    let (total, plan, pages) = (cells.len(), untrack(|| state.drafts()).plan.clone(), Pages::first());
    let row = move |index: usize| {
        let link = |cell| field_link(state, &plan, cell, words::cell::name_with_policy(&plan, cell));
        cells.get(index).map(|cell| view! { <li>{link(cell)}</li> }.into_any()).into_any()
    };
    view! {
        <details>
            <summary>{summary}</summary>
            <ul>{pages.rows(total, row)}</ul>
            {pages.more(total)}
        </details>
    }
    .into_any()
}
