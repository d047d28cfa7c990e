//! What the newest publications changed.

use leptos::prelude::*;

use crate::format::{Correction, History, HistoryEntry};
use crate::plan::Plan;
use crate::site::{FEED_PATH, Page};
use crate::state::State;
use crate::ui::part::{Medium, follows, heading, href, lines};
use crate::ui::route::Route;
use crate::words;

/// How many publications are told of; the feed has the others.
const SHOWN: usize = 3;

/// The id of the heading.
pub const NEWS: &str = "news";

/// Whether there are any for whoever looks now.
pub fn has_news(state: State) -> bool {
    !state.is_editing() && state.edition().publication.is_some_and(|known| !known.history.entries.is_empty())
}

/// The newest publications with what they changed, for whoever reads; nothing where none is known.
pub fn news(state: State) -> Option<AnyView> {
    // What is published stays while the page is open.
    let history = state.edition().publication?.history;
    let plan = untrack(|| state.published()).plan.clone();
    let shown = follows(move || {
        has_news(state).then(|| {
            let entries = history.entries.iter().take(SHOWN).map(|entry| publication(&plan, &history, entry));
            let feed = format!("{}{FEED_PATH}", Medium::current().up());
            view! {
                <section class="news">
                    {heading(2, Some(NEWS.to_owned()), words::data::NEWS)}
                    <ul>{entries.collect_view()}</ul>
                    <p>
                        <a href=feed>{words::data::FEED}</a>
                    </p>
                </section>
            }
            .into_any()
        })
    });
    Some(view! { {shown} }.into_any())
}

/// One publication.
fn publication(plan: &Plan, history: &History, entry: &HistoryEntry) -> AnyView {
    let note = (!entry.note.is_empty()).then(|| view! { <p>{lines(&entry.note)}</p> }.into_any());
    let corrections = entry.corrections.entries.iter().map(|one| correction(plan, one)).collect_view();
    let more = words::data::more_corrections(entry).map(|said| view! { <p>{said}</p> }.into_any());
    let names = words::data::changed_names(entry);
    let names = (!names.is_empty()).then(|| {
        let names = names.into_iter().map(|line| view! { <p>{line}</p> }.into_any());
        view! {
            <details>
                <summary>{words::data::CHANGED_NAMES}</summary>
                {names.collect_view()}
            </details>
        }
        .into_any()
    });
    view! {
        <li>
            <h3>{words::data::feed_title(entry, history)}</h3>
            {note}
            <p>{words::data::changes(entry)}</p>
            {corrections}
            {more}
            {names}
        </li>
    }
    .into_any()
}

/// A correction, leading to what it is of, where that is still there.
fn correction(plan: &Plan, one: &Correction) -> AnyView {
    let said = words::data::correction(one);
    let said = match Page::about(plan, &one.cell.subject) {
        Some(page) => view! { <a href=href(&Route::of_page(&page))>{said}</a> }.into_any(),
        None => said.into_any(),
    };
    view! { <p>{said}</p> }.into_any()
}
