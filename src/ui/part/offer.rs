//! What a file would change, cell by cell, before anything does.

use leptos::prelude::*;

use crate::browser;
use crate::edits::Difference;
use crate::plan::Plan;
use crate::state::{Offer, State};
use crate::ui::part::{ScrollTable, follows, pressed};
use crate::words;

/// The offered file, or what is wrong with one, with the buttons to decide.
#[component]
pub fn OfferView(
    /// The open plan.
    state: State,
) -> impl IntoView {
    follows(move || {
        let problem = state.problem.get().map(|problem| {
            let sentence = words::file::problem(&problem.name, problem.error.as_ref());
            view! {
                <div class="problem" role="alert">
                    <p>{sentence}</p>
                    <button type="button" on:click=pressed(move |_| decide(state, |state| state.problem.set(None)))>
                        {words::screen::CLOSE}
                    </button>
                </div>
            }
            .into_any()
        });
        let offer = state.offer.get().map(|offer| offered(state, &offer));
        view! { {problem} {offer} }.into_any()
    })
}

/// Does what a button says. The button goes with the offer: the focus goes to the screen's heading instead of nowhere.
fn decide(state: State, by: fn(&State)) {
    by(&state);
    browser::in_next_frame(|| {
        browser::focus("h1");
    });
}

fn offered(state: State, offer: &Offer) -> impl IntoView + use<> {
    let plan = state.drafts().view.plan.clone();
    let by = offer.snapshot.exported_by.clone().unwrap_or_default();
    let from = words::screen::file_from(&by.author, &by.department, offer.snapshot.exported_at);
    let others = offer.other_plan_cells.len();
    let table = |heading: &'static str, differences: &[Difference]| differences_table(&plan, heading, differences);
    view! {
        <section class="offer" aria-labelledby="offer-head">
            <h2 id="offer-head" tabindex="-1">
                {words::screen::offer_head(&offer.name)}
            </h2>
            <p>{from}</p>
            <p>
                <strong>{words::screen::NOTHING_CHANGED_YET}</strong>
            </p>
            {(others > 0).then(|| view! { <p class="doubt">{words::screen::other_plan(others)}</p> }.into_any())}
            {table(words::screen::IF_MERGED, &offer.merging)}
            <details>
                <summary>{words::screen::if_replaced(offer.replacing.len())}</summary>
                {table(words::screen::IF_REPLACED, &offer.replacing)}
            </details>
            <div class="buttons">
                <button type="button" class="primary" on:click=pressed(move |_| decide(state, State::merge_offer))>
                    {words::screen::MERGE}
                </button>
                <button type="button" on:click=pressed(move |_| decide(state, State::replace_with_offer))>
                    {words::screen::REPLACE}
                </button>
                <button type="button" on:click=pressed(move |_| decide(state, State::drop_offer))>
                    {words::screen::DROP}
                </button>
            </div>
        </section>
    }
}

fn differences_table(plan: &Plan, heading: &'static str, differences: &[Difference]) -> impl IntoView + use<> {
    if differences.is_empty() {
        return view! { <p>{heading} {words::screen::NO_DIFFERENCE}</p> }.into_any();
    }
    let rows = differences.iter().map(|difference| {
        let who =
            difference.by.first().map(|edit| words::screen::by(&edit.maker.author, &edit.maker.department, edit.at));
        let result = if difference.is_conflict { words::screen::BECOMES_CONFLICT } else { words::screen::BECOMES };
        view! {
            <tr>
                <th scope="row">{words::cell::name(plan, &difference.cell)}</th>
                <td>{words::cell::value(&difference.before)}</td>
                <td>{words::cell::value(&difference.after)}</td>
                <td class:in-conflict=difference.is_conflict>{result}</td>
                <td>{who}</td>
            </tr>
        }
        .into_any()
    });
    let (rows, caption) = (rows.collect_view(), words::screen::counted(heading, differences.len()));
    view! {
        <ScrollTable name=heading.to_owned()>
            <table class="differences">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        {words::screen::DIFFERENCE_HEADS.map(|head| view! { <th scope="col">{head}</th> }.into_any()).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollTable>
    }
    .into_any()
}
