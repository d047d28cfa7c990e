//! Closing years (締め), before they are published: the year that is due, after a question that says what stands open.

use leptos::prelude::*;

use crate::browser;
use crate::edits::{OpenCells, is_closed};
use crate::plan::{Cell, Field as F, FiscalYear, Policy, SubjectId, Timestamp, Value};
use crate::state::State;
use crate::ui::part::{begin_editing, follows, pressed};
use crate::words;

/// What was asked: whether to close a policy's year.
type Asked = RwSignal<Option<(SubjectId, FiscalYear)>>;

/// Each policy's years, to be closed and opened.
#[component]
pub fn Closings(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let asked: Asked = RwSignal::new(None);
    // Natively no clock is asked.
    let ended = RwSignal::new(None);
    Effect::new(move || ended.set(ended_before(browser::now())));
    view! {
        <section>
            <h2 id="closings" tabindex="-1">{words::cell::field(F::Closed)}</h2>
            <p>{words::closing::CLOSE_LEAD}</p>
            {follows(move || {
                if !state.is_editing() {
                    return view! {
                        <p>
                            <button type="button" on:click=pressed(move |_| begin_editing(state))>
                                {words::screen::EDIT}
                            </button>
                        </p>
                    }
                    .into_any();
                }
                let plan = state.structure();
                let policies = plan.policies().iter().map(|policy| of_policy(state, policy, ended.get(), asked));
                view! { <ul class="projects">{policies.collect_view()}</ul> }.into_any()
            })}
        </section>
    }
}

/// The last fiscal year that has ended at a moment, in Japan.
fn ended_before(at: Timestamp) -> Option<FiscalYear> {
    let time = at.in_japan();
    let current = if time.month >= 4 { time.year } else { time.year - 1 };
    i32::try_from(current).ok().and_then(FiscalYear::new).map(FiscalYear::previous)
}

fn of_policy(state: State, policy: &Policy, ended: Option<FiscalYear>, asked: Asked) -> AnyView {
    let view = state.drafts().clone();
    let is_due = |year: &FiscalYear| !is_closed(&view, policy, *year) && ended.is_some_and(|ended| *year <= ended);
    let (due, others): (Vec<_>, Vec<_>) = view.plan.years().partition(is_due);
    let button = |year: FiscalYear| {
        let (id, closed) = (policy.id.clone(), is_closed(&view, policy, year));
        let label = if closed { words::closing::reopen(year) } else { words::closing::close(year) };
        let press = move |_| match closed {
            true => write(state, &id, year, String::new()),
            false => {
                asked.set(Some((id.clone(), year)));
                browser::in_next_frame(|| {
                    browser::focus("#ask-to-close");
                });
            }
        };
        view! {
            <button type="button" class="small" on:click=pressed(press)>
                {label}
            </button>
        }
        .into_any()
    };
    let none_due = due.is_empty().then(|| view! { <p>{words::closing::NONE_DUE}</p> }.into_any());
    let due = due.into_iter().map(button).collect_view();
    let others = others.into_iter().map(button).collect_view();
    let question = {
        let policy = policy.clone();
        follows(move || {
            let year = asked.get().filter(|(id, _)| *id == policy.id).map(|(_, year)| year)?;
            // Another tab may have closed it meanwhile.
            if is_closed(&state.drafts(), &policy, year) {
                return None;
            }
            Some(question(state, &policy, year, asked))
        })
    };
    view! {
        <li>
            {words::screen::policy_name(&view.plan, &policy.id)}
            {none_due}
            <p class="buttons">{due}</p>
            {question}
            <details>
                <summary>{words::closing::OTHER_YEARS}</summary>
                <p class="buttons">{others}</p>
            </details>
        </li>
    }
    .into_any()
}

/// Asks before a year is closed.
fn question(state: State, policy: &Policy, year: FiscalYear, asked: Asked) -> AnyView {
    let open = OpenCells::of(&state.drafts(), policy, year);
    let open = words::closing::open_before_closing(open);
    let said = match open.is_empty() {
        true => view! { <p>{words::closing::NOTHING_OPEN}</p> }.into_any(),
        false => {
            let open = open.into_iter().map(|one| view! { <li>{one}</li> }.into_any());
            view! { <ul class="doubt">{open.collect_view()}</ul> }.into_any()
        }
    };
    let id = policy.id.clone();
    let close = move |_| {
        leave(asked);
        write(state, &id, year, words::closing::closed_text(&words::file::date(browser::now())));
    };
    view! {
        <div class="offer" role="group" aria-labelledby="ask-to-close">
            <h3 id="ask-to-close" tabindex="-1">{words::closing::ask_to_close(year)}</h3>
            {said}
            <p class="buttons">
                <button type="button" class="primary" on:click=pressed(close)>
                    {words::closing::CLOSE}
                </button>
                <button type="button" on:click=pressed(move |_| leave(asked))>
                    {words::closing::LEAVE_OPEN}
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// Takes the question away, and the focus with it to where it was asked.
fn leave(asked: Asked) {
    asked.set(None);
    browser::in_next_frame(|| {
        browser::focus("#closings");
    });
}

/// Closes a year with a text, or opens it with none.
fn write(state: State, policy: &SubjectId, year: FiscalYear, text: String) {
    let Some(cell) = Cell::yearly(policy, F::Closed, year) else { return };
    let is_closing = !text.is_empty();
    let begun = state.begin(&cell);
    if state.set(begun, Value::Text(text)) && is_closing {
        let view = state.drafts().clone();
        let policy = view.plan.structure.policy(policy);
        let missing = policy.map(|policy| OpenCells::of(&view, policy, year).missing).unwrap_or_default();
        state.say(words::closing::closed_said(year, missing));
    }
}
