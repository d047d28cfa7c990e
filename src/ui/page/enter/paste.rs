//! What a block that was pasted would change, before it does.

use leptos::prelude::*;

use crate::browser;
use crate::state::{Pasting, State};
use crate::ui::part::{Grid, Pages, pressed};
use crate::words;

/// The id of its heading, which takes the focus.
const HEAD: &str = "paste-head";

/// The block that waits, above the table it was pasted into; nothing where none does.
pub fn paste_preview(state: State, grid: Grid) -> impl IntoView {
    Effect::new(move || {
        if state.desk().pasting.with(Option::is_some) {
            browser::in_next_frame(|| {
                browser::reveal(&format!("#{HEAD}"));
            });
        }
    });
    // It belongs to this screen.
    on_cleanup(move || {
        state.desk().pasting.try_update(|pasting| *pasting = None);
    });
    move || state.desk().pasting.get().map(|pasting| preview(state, grid, &pasting))
}

fn preview(state: State, grid: Grid, pasting: &std::sync::Arc<Pasting>) -> AnyView {
    // Not followed: it is made once, and stays under the hand.
    let plan = untrack(|| state.drafts()).plan.clone();
    let unread = pasting.unread.iter().map(|(cell, text, why)| {
        words::pasting::unread(&words::cell::name(&plan, cell), text, words::entry::wrong(*why))
    });
    let not_taken = unread.chain(pasting.unplaced.iter().map(words::pasting::unplaced));
    let not_taken: Vec<String> = not_taken.collect();
    let not_taken = (!not_taken.is_empty()).then(|| {
        let (count, pages) = (not_taken.len(), Pages::first());
        let row = move |index: usize| {
            not_taken.get(index).map(|text| view! { <li>{text.clone()}</li> }.into_any()).into_any()
        };
        view! {
            <h3>{words::exchange::counted(words::pasting::NOT_TAKEN, count)}</h3>
            <ul>{pages.rows(count, row)}</ul>
            {pages.more(count)}
        }
        .into_any()
    });
    let count = pasting.changes.len();
    let changes = (count > 0).then(|| {
        let (plan, pasting) = (plan.clone(), pasting.clone());
        // Of several years the one before is among what is pasted.
        let pasted = pasting.over(&plan);
        let row = move |index: usize| {
            let found = pasting.changes.get(index).map(|change| {
                let cell = &change.begun.cell;
                let notes = change.doubts.iter().map(|doubt| words::entry::doubt(*doubt));
                let notes = notes.chain(change.replaces().then_some(words::pasting::REPLACES));
                let notes = notes.map(|note| view! { <div>{note}</div> }.into_any()).collect_view();
                let [_, last, now, after, noted] = words::pasting::HEADS;
                view! {
                    <tr>
                        <th scope="row">{words::cell::name(&plan, cell)}</th>
                        <td data-head=last>{words::cell::value_before(&pasted, cell)}</td>
                        <td data-head=now>
                            {words::cell::value(&plan, cell, &change.begun.was)} " "
                            {change.waits.as_deref().map(words::pasting::waiting)}
                        </td>
                        <td data-head=after>
                            <strong>{words::cell::value(&plan, cell, &change.value)}</strong>
                        </td>
                        <td data-head=noted>{notes}</td>
                    </tr>
                }
                .into_any()
            });
            found.into_any()
        };
        let caption = words::exchange::counted(words::pasting::CHANGES, count);
        Pages::first().table(&caption, "differences", &words::pasting::HEADS, count, row)
    });
    let on_decision = move |then: fn(&State)| {
        pressed(move |_| {
            then(&state);
            grid.refocus(state);
        })
    };
    let take = (count > 0).then(|| {
        view! {
            <button type="button" class="primary" on:click=on_decision(State::apply_paste)>
                {words::pasting::PASTE}
            </button>
            " "
        }
        .into_any()
    });
    view! {
        <section class="hint paste" aria-labelledby=HEAD>
            <h2 id=HEAD tabindex="-1">{words::pasting::HEAD}</h2>
            {changes}
            {not_taken}
            <p>
                {take}
                <button type="button" on:click=on_decision(State::drop_paste)>
                    {words::pasting::LEAVE}
                </button>
            </p>
        </section>
    }
    .into_any()
}
