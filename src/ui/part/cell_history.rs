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

/// The newest changes of a cell, behind a press; nothing where there are none. They are told once they are asked for.
pub fn cell_history(state: State, cell: Cell) -> impl IntoView {
    // What is open stays open while the cell changes.
    let is_opened = RwSignal::new(false);
    follows(move || {
        let plan = state.about(&cell.subject).plan.clone();
        let count = untrack(|| state.with_journal(|journal| journal.edits().of_cell(&cell).count()));
        (count > 0).then(|| {
            let (name, cell) = (words::screen::of(&words::cell::name(&plan, &cell)), cell.clone());
            let lines = follows(move || {
                is_opened.get().then(|| {
                    let entries = untrack(|| state.with_journal(|journal| history_of(journal, &cell)));
                    let lines = entries.iter().take(AT_MOST);
                    let line = |entry| view! { <li>{words::exchange::cell_change(&plan, entry)}</li> }.into_any();
                    lines.map(line).collect_view().into_any()
                })
            });
            view! {
                <details class="more" on:toggle=move |_| is_opened.set(true)>
                    <summary>
                        {words::exchange::cell_history(count)} " "
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
