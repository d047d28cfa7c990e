//! What was done to one cell, in the row of its field.

use leptos::prelude::*;

use crate::edits::history_of;
use crate::plan::Cell;
use crate::state::State;
use crate::ui::part::follows;
use crate::ui::route::Route;
use crate::words;

/// The most changes that are shown; the screen of the history has all.
const AT_MOST: usize = 5;

/// The newest changes of a cell, behind a press; nothing where there are none.
pub fn cell_history(state: State, cell: Cell) -> impl IntoView {
    follows(move || {
        let plan = state.about(&cell.subject).plan.clone();
        let entries = untrack(|| state.with_journal(|journal| history_of(journal, &cell)));
        let lines = entries.iter().take(AT_MOST);
        let lines: Vec<_> =
            lines.map(|entry| view! { <li>{words::exchange::cell_change(&plan, entry)}</li> }.into_any()).collect();
        (!lines.is_empty()).then(|| {
            let name = words::screen::of(&words::cell::name(&plan, &cell));
            view! {
                <details class="more">
                    <summary>
                        {words::exchange::cell_history(entries.len())} " "
                        <span class="hidden">{name}</span>
                    </summary>
                    <ul>{lines}</ul>
                    <p>
                        <a href=Route::History.address()>{words::exchange::WHOLE_HISTORY}</a>
                    </p>
                </details>
            }
            .into_any()
        })
    })
}
