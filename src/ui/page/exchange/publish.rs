//! 公開用に保存: what residents will see, before and after, and the file for it; and closing years.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser;
use crate::edits::{Difference, is_closed};
use crate::format::Publication;
use crate::plan::{Cell, Field as F, FiscalYear, Plan, SubjectId, Timestamp, Value, entered};
use crate::state::State;
use crate::state::typing::{CONTACT, DATE, EDITION};
use crate::ui::part::{begin_editing, differences, follows, pressed};
use crate::ui::route::Route;
use crate::words;

use super::head;

/// The screen of publishing.
#[component]
pub fn PublishPage(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let mut before = state.edition().publication.unwrap_or_default();
    for (name, text) in [(EDITION, &mut before.edition), (CONTACT, &mut before.contact)] {
        // What was typed here and went into no file yet.
        if let Some(typed) = untrack(|| state.text(name)) {
            *text = entered(&typed).unwrap_or_default();
        }
    }
    let about = RwSignal::new(before);
    // Natively no clock is asked.
    Effect::new(move || {
        about.update(|about| {
            about.date = match untrack(|| state.text(DATE)) {
                Some(typed) => entered(&typed).unwrap_or_default(),
                None => words::file::date(browser::now()),
            }
        });
    });
    let field = move |label: &'static str,
                      name: &'static str,
                      read: fn(&Publication) -> &String,
                      write: fn(&mut Publication, String)| {
        view! {
            <label>
                <span>{label}</span>
                <input
                    class="field wide"
                    type="text"
                    maxlength="200"
                    autocomplete="off"
                    prop:value=move || about.with(|about| read(about).clone())
                    on:input=move |event| {
                        state.keep_text(name, event_target_value(&event));
                    }
                    on:change=move |event| about.update(|about| write(about, entered(&event_target_value(&event)).unwrap_or_default()))
                />
            </label>
        }
        .into_any()
    };
    let fields = [
        field(words::exchange::EDITION, EDITION, |about| &about.edition, |about, text| about.edition = text),
        field(words::exchange::DATE, DATE, |about| &about.date, |about, text| about.date = text),
        field(words::exchange::CONTACT, CONTACT, |about| &about.contact, |about, text| about.contact = text),
    ];
    let preview = Memo::new(move |_| state.preview_publication(&about.get(), Timestamp::default()));
    let blank = Memo::new(move |_| about.with(words::exchange::blank_of_publication));
    let shown = follows(move || {
        let plan = state.drafts().view.plan.clone();
        preview.with(|preview| {
            let conflicts = (preview.conflicts > 0).then(|| {
                view! {
                    <p class="problem">
                        {words::exchange::conflicts_first(preview.conflicts)} " "
                        <a href=Route::Exchange.address()>{words::screen::CONFLICTS_HEAD}</a>
                    </p>
                }
                .into_any()
            });
            view! {
                {conflicts}
                {blank.get().map(|said| view! { <p class="doubt">{said}</p> }.into_any())}
                {changes(&plan, &preview.differences)}
                {(preview.foreign > 0)
                    .then(|| {
                        view! {
                            <p class="doubt">
                                {words::exchange::foreign(preview.foreign)} {words::exchange::FOREIGN_NOT_PUBLISHED}
                            </p>
                        }
                        .into_any()
                    })}
                <p>{words::exchange::left_out(preview.left_out)}</p>
            }
            .into_any()
        })
    });
    let steps = words::exchange::PUBLISH_STEPS.map(|step| view! { <li>{step}</li> }.into_any());
    let is_stopped = Memo::new(move |_| preview.with(|preview| preview.conflicts > 0));
    view! {
        {head(words::exchange::PUBLISH, &Route::Publish)}
        <p>{words::exchange::PUBLISH_LEAD}</p>
        <div class="maker">{fields.collect_view()}</div>
        <section>
            <h2>{words::exchange::PUBLISH_CHANGES}</h2>
            {shown}
            <p>
                <button
                    type="button"
                    class="primary"
                    disabled=move || is_stopped.get()
                    on:click=pressed(move |_| state.save_publication(&about.get_untracked()))
                >
                    {words::exchange::SAVE_PUBLICATION}
                </button>
            </p>
        </section>
        <section>
            <h2>{words::cell::field(F::Closed)}</h2>
            <p>{words::closing::CLOSE_LEAD}</p>
            {move || closings(state)}
        </section>
        <section>
            <h2>{words::exchange::PUBLISH_HOW}</h2>
            <ol>{steps.collect_view()}</ol>
        </section>
    }
}

fn changes(plan: &Arc<Plan>, found: &Arc<Vec<Difference>>) -> AnyView {
    match found.is_empty() {
        true => view! { <p>{words::exchange::PUBLISH_NOTHING}</p> }.into_any(),
        false => differences(plan, words::exchange::PUBLISH_CHANGES, &words::exchange::PUBLISH_HEADS, found),
    }
}

/// Each policy's years, to be closed and opened.
fn closings(state: State) -> AnyView {
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
    let view = state.drafts().view.clone();
    let policies = view.plan.policies.iter().map(|policy| {
        let years = view.plan.years().map(|year| closing(state, &policy.id, year, is_closed(&view, policy, year)));
        view! {
            <li>
                {words::screen::policy_name(&view.plan, &policy.id)}
                <p class="buttons">{years.collect_view()}</p>
            </li>
        }
        .into_any()
    });
    view! { <ul class="projects">{policies.collect_view()}</ul> }.into_any()
}

fn closing(state: State, policy: &SubjectId, year: FiscalYear, closed: bool) -> AnyView {
    let cell = Cell::yearly(policy, F::Closed, year);
    let label = if closed { words::closing::reopen(year) } else { words::closing::close(year) };
    let policy = policy.clone();
    let set = move |_| {
        if let Some(cell) = &cell {
            let text =
                if closed { String::new() } else { words::closing::closed_text(&words::file::date(browser::now())) };
            let begun = state.begin(cell);
            if state.set(begun, Value::Text(text)) && !closed {
                let plan = state.plan();
                let cells = plan
                    .policies
                    .iter()
                    .find(|one| one.id == policy)
                    .map(|policy| policy.cells_of(year))
                    .unwrap_or_default();
                let cells = cells.into_iter().flat_map(|(_, cells)| cells);
                let missing = cells.filter(|cell| plan.value(cell) == cell.kind().empty()).count();
                state.say(words::closing::closed_said(year, missing));
            }
        }
    };
    view! {
        <button type="button" class="small" on:click=pressed(set)>
            {label}
        </button>
    }
    .into_any()
}
