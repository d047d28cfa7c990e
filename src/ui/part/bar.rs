//! The bar of editing: undo, redo, files, what is kept and what is not.

use leptos::prelude::*;

use crate::browser;
use crate::edits::{Maker, is_closed};
use crate::plan::{as_typed, entered};
use crate::state::typing::{AUTHOR, DEPARTMENT, REASON};
use crate::state::{Mode, Saving, State};
use crate::ui::part::{field_id, follows, pressed};
use crate::ui::route::Route;
use crate::words;

/// The bar below the head of the page in editing: what is shown are drafts, and what can be done with them.
#[component]
pub fn EditBar(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let can = Memo::new(move |_| state.can_undo_redo());
    let is_not = move |which: usize| {
        follows(move || {
            let (undo, redo) = can.get();
            (![undo, redo].get(which).is_some_and(|can| *can)).then_some("true")
        })
    };
    let saving = follows(move || match state.desk().saving.get() {
        Saving::Idle => {
            view! { <span class="saving">{words::screen::kept_here(state.desk().lasting.get())}</span> }.into_any()
        }
        Saving::Saved { at, .. } => view! { <span class="saving">{words::screen::saved_at(at)}</span> }.into_any(),
        Saving::Failed(error) => {
            view! { <span class="saving failed" role="alert">{words::notice::not_kept(error)}</span> }.into_any()
        }
    });
    let room = follows(move || {
        let is_short = state.desk().is_room_short.get();
        is_short.then(|| view! { <span class="saving failed">{words::screen::ROOM_SHORT}</span> }.into_any())
    });
    let conflicts = follows(move || {
        let count = state.drafts().conflicts().count();
        (count > 0).then(|| {
            view! {
                <a class="conflicts" href=Route::Exchange.address() on:click=pressed(move |_| to_conflicts(state))>
                    {words::screen::conflict_count(count)}
                </a>
            }
            .into_any()
        })
    });
    let unread = follows(move || {
        let cells = state.unread_cells();
        cells.first().map(|first| {
            let screen = Route::where_entered(&state.structure(), first);
            let go = {
                let (screen, field) = (screen.clone(), format!("#{}", field_id(first)));
                move |_| focus_on(state, &screen, field.clone())
            };
            view! {
                <a class="conflicts" href=screen.address() on:click=go>
                    {words::screen::unread_count(cells.len())}
                </a>
            }
            .into_any()
        })
    });
    let sitting = follows(move || {
        let maker = state.desk().maker.get();
        let is_known = maker.is_known();
        let said = is_known.then(|| words::exchange::sitting(&maker.author, &maker.department));
        view! {
            <span>{said}</span>
            " "
            <button type="button" class="small" on:click=pressed(move |_| next_person(state))>
                {if is_known { words::exchange::NEXT_PERSON } else { words::exchange::FIRST_PERSON }}
            </button>
        }
        .into_any()
    });
    let closed = Memo::new(move |_| {
        let view = &state.drafts();
        view.plan.policies().iter().any(|policy| view.plan.years().any(|year| is_closed(view, policy, year)))
    });
    let reason = follows(move || {
        closed.get().then(|| {
            view! {
                <label class="bar-reason">
                    <span>{words::closing::REASON}</span>
                    <input
                        class="field wide"
                        type="text"
                        autocomplete="off"
                        maxlength="500"
                        prop:value=move || state.text(REASON).unwrap_or_else(|| state.desk().reason.get())
                        on:input=move |event| state.keep_text(REASON, event_target_value(&event))
                        on:change=move |event| {
                            let reason = as_typed(&event_target_value(&event)).into_owned();
                            if reason.is_empty() {
                                state.forget_text(REASON);
                            }
                            state.desk().reason.set(reason);
                            state.retry_typing();
                        }
                    />
                </label>
            }
            .into_any()
        })
    });
    let news = follows(move || {
        let news = state.desk().news.get();
        (!news.is_empty()).then(|| {
            let news = news.into_iter().map(|news| view! { <p>{news}</p> }.into_any());
            view! {
                <div class="bar-news">
                    {news.collect_view()}
                    <button
                        type="button"
                        class="small"
                        on:click=pressed(move |_| {
                            state.desk().news.set(Vec::new());
                            browser::focus(".bar");
                        })
                    >
                        {words::screen::CLOSE}
                    </button>
                </div>
            }
            .into_any()
        })
    });
    view! {
        <section class="bar" tabindex="-1" aria-label=words::screen::EDIT_BAR>
            <p class="bar-mode">{words::screen::EDITING_DRAFTS}</p>
            {news}
            <div class="bar-buttons">
                // Not `disabled`: the last undo would take the focus away from whoever pressed it.
                <button type="button" aria-disabled=is_not(0) on:click=pressed(move |_| state.undo())>
                    {words::screen::UNDO}
                </button>
                <button type="button" aria-disabled=is_not(1) on:click=pressed(move |_| state.redo())>
                    {words::screen::REDO}
                </button>
                <button type="button" on:click=pressed(move |_| state.save_snapshot())>
                    {words::screen::SAVE_SNAPSHOT}
                </button>
                <FilePicker state />
                <button type="button" on:click=pressed(move |_| leave_editing(state))>
                    {words::screen::BACK_TO_READING}
                </button>
            </div>
            <p class="bar-state">
                {saving} " " {room} " "
                <span class="unfiled" class:remind=move || state.wants_file()>
                    {move || unfiled(state)}
                </span> " " {conflicts} " " {unread} " " {sitting}
            </p>
            {reason}
        </section>
    }
}

/// Forgets who sat here, if anybody said it, and leads the next person to where they say who they are.
fn next_person(state: State) {
    state.desk().reason.set(String::new());
    state.forget_text(REASON);
    if state.desk().maker.with_untracked(Maker::is_known) {
        state.set_maker(Maker::default());
    }
    focus_on(state, &Route::Exchange, ".maker input".to_owned());
    browser::set_hash(&Route::Exchange.address());
}

/// Leads to the disagreements: the link goes to their screen, the focus to their heading.
pub fn to_conflicts(state: State) {
    focus_on(state, &Route::Exchange, format!("#{CONFLICTS}"));
}

/// The id of the heading of the disagreements.
pub const CONFLICTS: &str = "conflicts";

/// Focuses what a selector finds on a screen: now, if that is shown, else when it is.
fn focus_on(state: State, screen: &Route, selector: String) {
    if browser::hash() != screen.address() {
        return state.desk().goes_to.set_value(Some(selector));
    }
    browser::in_next_frame(move || {
        browser::reveal(&selector);
    });
}

/// The bar while somebody looks at files they have not taken.
#[component]
pub fn LookingBar(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let stop = move |_| {
        state.stop_looking();
        browser::set_hash(&Route::Exchange.address());
    };
    view! {
        <section class="bar" aria-label=words::exchange::LOOK>
            <p class="bar-mode">{words::exchange::LOOKING}</p>
            <div class="bar-buttons">
                <button type="button" on:click=pressed(stop)>
                    {words::exchange::STOP_LOOKING}
                </button>
            </div>
        </section>
    }
}

/// What is not yet in a file: how much, since when, and where it matters a gentle word.
fn unfiled(state: State) -> String {
    let (count, since) = state.unfiled();
    let reminder = if state.wants_file() { words::screen::REMINDER } else { "" };
    format!("{}{reminder}", words::screen::unfiled_since(count, since))
}

/// Goes to editing. The button that was pressed goes; what comes takes the focus: on the screen of entry its first field,
/// else the bar.
pub fn begin_editing(state: State) {
    state.open_storage();
    state.stop_looking();
    state.mode.set(Mode::Editing);
    state.say(words::notice::EDITING.to_owned());
    leptos::task::spawn_local(async move { state.desk().lasting.set(browser::ask_to_last().await) });
    let is_entry = matches!(Route::parse(&browser::hash()), Route::Enter(..));
    browser::in_next_frame(move || {
        browser::focus(if is_entry { ".maker input, [data-entry]" } else { ".bar" });
    });
}

/// Goes back to reading. The bar goes; the button that brings it back takes the focus.
pub fn leave_editing(state: State) {
    state.mode.set(Mode::Reading);
    state.say(words::notice::READING.to_owned());
    browser::in_next_frame(|| {
        browser::focus(".head-tools button");
    });
}

/// スナップショットを読み込む: picks files; what they would change is shown on the screen of files before anything does.
#[component]
pub fn FilePicker(
    /// The open plan.
    state: State,
) -> impl IntoView {
    view! {
        <label class="file-button">
            <input
                type="file"
                multiple
                accept=".json,application/json"
                on:change=move |event| take_files(state, browser::picked_files(&event))
            />
            <span>{words::screen::LOAD_SNAPSHOT}</span>
        </label>
    }
}

/// Reads the files that were picked or dropped, and goes to where it is shown what they would change.
pub fn take_files(state: State, files: Vec<browser::PickedFile>) {
    if !files.is_empty() {
        state.open_storage();
        browser::set_hash(&Route::Exchange.address());
        leptos::task::spawn_local(async move {
            state.offer_files(files).await;
            // Read on where the comparison begins, or where it is said why there is none.
            browser::in_next_frame(|| {
                let _one_of_them_is_there = browser::focus("#offer-head") || browser::focus("main .problem");
            });
        });
    }
}

/// Name and department, optional, kept for the next changes.
#[component]
pub fn MakerFields(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let change = move |author: Option<String>, department: Option<String>| {
        let mut maker: Maker = state.desk().maker.get_untracked();
        if let Some(text) = author {
            maker.author = entered(&text);
        }
        if let Some(text) = department {
            maker.department = entered(&text);
        }
        state.set_maker(maker);
    };
    let departments =
        state.structure().departments().into_iter().map(|name| view! { <option value=name></option> }.into_any());
    view! {
        <fieldset class="maker">
            <legend>{words::screen::MAKER}</legend>
            <datalist id="departments">{departments.collect_view()}</datalist>
            <label>
                <span>{words::screen::DEPARTMENT_OPTIONAL}</span>
                <input
                    class="field"
                    type="text"
                    autocomplete="off"
                    list="departments"
                    maxlength="100"
                    prop:value=move || {
                        state.text(DEPARTMENT).or_else(|| state.desk().maker.get().department).unwrap_or_default()
                    }
                    on:input=move |event| state.keep_text(DEPARTMENT, event_target_value(&event))
                    on:change=move |event| {
                        state.forget_text(DEPARTMENT);
                        change(None, Some(event_target_value(&event)));
                    }
                />
            </label>
            <label>
                <span>{words::screen::AUTHOR_OPTIONAL}</span>
                <input
                    class="field"
                    type="text"
                    autocomplete="name"
                    maxlength="100"
                    prop:value=move || state.text(AUTHOR).or_else(|| state.desk().maker.get().author).unwrap_or_default()
                    on:input=move |event| state.keep_text(AUTHOR, event_target_value(&event))
                    on:change=move |event| {
                        state.forget_text(AUTHOR);
                        change(Some(event_target_value(&event)), None);
                    }
                />
            </label>
        </fieldset>
    }
}
