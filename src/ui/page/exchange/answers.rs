//! Who has answered: department by department, how far a year is filled in.

use leptos::prelude::*;

use crate::edits::{Answer, Received, answers, open_year};
use crate::plan::{Cell, Plan};
use crate::state::State;
use crate::ui::part::{cell_list, chosen_year, copy, follows, listing, pressed, year_choice};
use crate::ui::route::Route;
use crate::words;

use super::head;

/// The field the list of what is missing stands in.
const FIELD: &str = "missing-list";

/// The screen of answers.
#[component]
pub fn AnswersPage(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let open = {
        let drafts = untrack(|| state.drafts());
        let open = open_year(&drafts, drafts.plan.policies());
        drafts.plan.years().position(|year| year == open)
    };
    let chosen = RwSignal::new(open.unwrap_or_default());
    let year = Memo::new(move |_| chosen_year(&state.structure(), chosen));
    let found = Memo::new(move |_| answers(&state.drafts(), year.get()));
    let received = Memo::new(move |_| state.received(year.get()));
    let table = follows(move || {
        let rows = rows(&found.get(), &received.get());
        let caption = words::year::in_sentence(year.get());
        listing(words::exchange::ANSWERS, caption, words::exchange::ANSWER_HEADS, rows)
    });
    let open = Memo::new(move |_| {
        let missing = found.get().into_iter().filter(|answer| !answer.missing.is_empty());
        missing.map(|answer| (department(&answer.department), answer.missing)).collect::<Vec<(String, Vec<Cell>)>>()
    });
    let text = Memo::new(move |_| {
        let list = |open: &Vec<_>| words::exchange::missing_list(&state.drafts().plan, year.get(), open);
        open.with(|open| (!open.is_empty()).then(|| list(open)))
    });
    // A list that is opened stays so while other departments enter.
    let departments =
        Memo::new(move |_| open.with(|open| open.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()));
    let lists = follows(move || departments.get().into_iter().map(|name| missing_of(state, open, name)).collect_view());
    let copy = move |_| copy(state, text.get_untracked().unwrap_or_default(), FIELD.to_owned());
    let missing = follows(move || match text.get() {
        None => view! { <p>{words::exchange::NOTHING_MISSING}</p> }.into_any(),
        Some(text) => view! {
            <label for=FIELD class="hidden">
                {words::exchange::MISSING}
            </label>
            <textarea id=FIELD class="field paragraph" readonly rows="10" prop:value=text></textarea>
            <p>
                <button type="button" on:click=pressed(copy)>
                    {words::exchange::COPY_MISSING}
                </button>
            </p>
        }
        .into_any(),
    });
    view! {
        {head(words::exchange::ANSWERS, &Route::Answers)}
        <p>{words::exchange::ANSWERS_LEAD}</p>
        <p>{year_choice(&state.structure(), words::exchange::YEAR, chosen)}</p>
        {table}
        <section>
            <h2>{words::exchange::MISSING}</h2>
            {lists}
            {missing}
        </section>
    }
}

/// What is missing of a department, each leading to its field.
fn missing_of(state: State, open: Memo<Vec<(String, Vec<Cell>)>>, name: String) -> impl IntoView {
    let of = name.clone();
    let cells = Memo::new(move |_| {
        let cells =
            |open: &Vec<(String, Vec<Cell>)>| open.iter().find(|(name, _)| *name == of).map(|(_, cells)| cells.clone());
        open.with(cells).unwrap_or_default()
    });
    follows(move || {
        let cells = cells.get();
        cell_list(state, words::exchange::counted(&name, cells.len()), cells)
    })
}

fn department(name: &str) -> String {
    if name.is_empty() { words::exchange::NO_DEPARTMENT.to_owned() } else { name.to_owned() }
}

/// A row for each department that answers for something, with what has come from it, then those that sent something besides.
fn rows(found: &[Answer], received: &[Received]) -> Vec<AnyView> {
    let is_of = |answer: &Answer, one: &Received| Plan::names_department(&answer.department, &one.department);
    let others = received.iter().filter(|one| !found.iter().any(|answer| is_of(answer, one))).map(other);
    let rows = found.iter().map(|answer| {
        let of = received.iter().filter(|one| is_of(answer, one)).map(|one| {
            let said = words::exchange::received(one);
            // A cell may name several departments: which one it is has to be said.
            let is_alone = answer.department.trim() == one.department.trim();
            if is_alone { said } else { words::exchange::received_from(&one.department, &said) }
        });
        row(answer, &of.collect::<Vec<_>>())
    });
    rows.chain(others).collect()
}

/// A department that has sent something and answers for no project.
fn other(received: &Received) -> AnyView {
    view! {
        <tr>
            <th scope="row">{words::exchange::sending_department(&received.department)}</th>
            <td colspan="4">{words::exchange::NOT_IN_PLAN}</td>
            <td>{words::exchange::received(received)}</td>
        </tr>
    }
    .into_any()
}

fn row(answer: &Answer, received: &[String]) -> AnyView {
    let of_all = |count: usize| words::exchange::of_all(count, answer.total);
    let received = match received {
        // The policies' own indicators come with the departments that enter them.
        [] if answer.department.is_empty() => None,
        [] => Some(words::exchange::NOTHING_RECEIVED.to_owned()),
        all => Some(all.join("、")),
    };
    view! {
        <tr>
            <th scope="row">{department(&answer.department)}</th>
            <td class="number">{of_all(answer.filled)}</td>
            <td class="number">{of_all(answer.confirmed)}</td>
            <td class="number">{answer.conflicting.to_string()}</td>
            <td class="number">{answer.missing.len().to_string()}</td>
            <td>{received}</td>
        </tr>
    }
    .into_any()
}
