//! The bar of editing: undo, redo, files, what is kept and what is not.

use leptos::prelude::*;

use crate::browser;
use crate::edits::{is_closed, open_year};
use crate::format::entry::NoValue;
use crate::plan::{Cell, Policy, as_typed};
use crate::state::typing::REASON;
use crate::state::{FolderState, Saving, State};
use crate::ui::part::field_link::{field_link, focus_on};
use crate::ui::part::sitting::sitting;
use crate::ui::part::{FilePicker, REASON_FIELD, field_id, follows, go_on_by_enter, help_link, leave_editing, pressed};
use crate::ui::route::Route;
use crate::words;

/// The bar below the head of the page in editing: what is shown are drafts, and what can be done with them.
#[component]
pub fn EditBar(
    /// The open plan.
    state: State,
    /// The screen that is shown.
    route: Signal<Route>,
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
            let until = words::screen::kept_until(state.desk().lasting.get());
            view! {
                <span class="saving">
                    {words::screen::KEPT_HERE}
                    <span class="at-length">{until}</span>
                    <span class="in-short">{words::screen::KEPT_UNTIL}</span>
                </span>
            }
            .into_any()
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
    let folder = follows(move || {
        let said = match state.desk().folder.get() {
            FolderState::Unused => return None,
            FolderState::Asks(name) => {
                let again = move |_| {
                    leptos::task::spawn_local(async move {
                        state.use_folder_again().await;
                        // The button is gone where it may be used now.
                        let asks = state.desk().folder.with_untracked(|folder| matches!(folder, FolderState::Asks(_)));
                        if !asks && !browser::is_typing() {
                            browser::focus(".bar");
                        }
                    });
                };
                return Some(
                    view! {
                        <span class="conflicts">
                            {words::folder::ASKS_SHORT} " "
                            <button type="button" class="small" on:click=pressed(again)>
                                {words::folder::use_again(&name)}
                            </button>
                        </span>
                    }
                    .into_any(),
                );
            }
            FolderState::Elsewhere(_) => words::folder::ELSEWHERE_SHORT.to_owned(),
            FolderState::Used(used) => {
                let is_in_trouble = used.trouble.is_some() || used.others.iter().any(|file| file.trouble.is_some());
                let read = used.at.map(|at| words::folder::state_short(at, &used.others));
                match (read, is_in_trouble) {
                    (None, false) => words::folder::BEGINNING.to_owned(),
                    (None, true) => words::folder::TROUBLE_SHORT.to_owned(),
                    (Some(read), false) => read,
                    (Some(read), true) => format!("{read}({})", words::folder::TROUBLE_SHORT),
                }
            }
        };
        Some(view! { <a href=Route::Exchange.address()>{said}</a> }.into_any())
    });
    let conflicts = follows(move || {
        let count = state.drafts().conflict_count();
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
            let said = words::screen::unread_count(cells.len());
            view! { <span class="conflicts">{field_link(state, &state.structure(), first, said)}</span> }.into_any()
        })
    });
    let (sitting, maker) = sitting(state, route);
    let collects = Memo::new(move |_| state.collects());
    let main = follows(move || {
        let year = match route.get() {
            Route::HandIn(_) | Route::Answers => return None,
            Route::Enter(_, year) => year,
            _ => open_year(&state.drafts(), state.drafts().plan.policies()),
        };
        let missing = follows(move || {
            let missing = state.desk().missing.get().filter(|missing| *missing > 0 && !collects.get())?;
            Some(words::screen::missing_in_short(missing).into_any())
        });
        let (address, label) = match collects.get() {
            true => (Route::Answers.address(), words::exchange::COLLECT),
            false => (Route::HandIn(year).address(), words::exchange::HAND_IN),
        };
        Some(
            view! {
                <a class="button primary" href=address>
                    {label}
                    {missing}
                </a>
            }
            .into_any(),
        )
    });
    // Where something can be changed that belongs to a closed year.
    let is_closed = Memo::new(move |_| {
        let view = &state.drafts();
        let any = |policy: &Policy| view.plan.years().any(|year| is_closed(view, policy, year));
        match &route.get() {
            Route::Enter(id, year) => {
                view.plan.structure.policy(id).is_some_and(|policy| is_closed(view, policy, *year))
            }
            Route::HandIn(_) | Route::Answers | Route::Publish | Route::Unknown(_) => false,
            _ => view.plan.policies().iter().any(any),
        }
    });
    let reason = follows(move || {
        is_closed.get().then(|| {
            view! {
                <div class="bar-reason">
                    <label for=REASON_FIELD>{words::closing::REASON}</label>
                    <input
                        id=REASON_FIELD
                        class="field wide"
                        type="text"
                        aria-describedby="reason-hint"
                        autocomplete="off"
                        maxlength="500"
                        prop:value=move || state.text(REASON).unwrap_or_else(|| state.desk().reason.get())
                        on:keydown=move |event| {
                            // To a value that waited for it.
                            let lacks_it = |cell: &Cell| state.no_value(cell) == Some(NoValue::ReasonMissing);
                            let waiting = untrack(|| state.unread_cells().into_iter().find(lacks_it));
                            let back = waiting.filter(|_| event.key() == "Enter").map(|cell| field_id(&cell));
                            if back.is_some_and(|id| browser::focus_field_by_id(&id)) {
                                event.prevent_default();
                            } else {
                                go_on_by_enter(&event);
                            }
                        }
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
                    <p id="reason-hint" class="quiet">
                        {words::closing::REASON_HINT}
                    </p>
                </div>
            }
            .into_any()
        })
    });
    let news = follows(move || {
        let news = state.desk().news.get();
        (!news.is_empty()).then(|| {
            let news = news.into_iter().map(|news| view! { <p>{news.text}</p> }.into_any());
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
                {main}
                <button type="button" on:click=pressed(move |_| state.save_snapshot())>
                    {words::screen::SAVE_SNAPSHOT}
                </button>
                <FilePicker state />
                <button type="button" on:click=pressed(move |_| leave_editing(state))>
                    {words::screen::BACK_TO_READING}
                </button>
                {help_link(true)}
            </div>
            <p class="bar-state">
                {saving} " " {room} " "
                <span class="unfiled" class:remind=move || state.wants_file()>
                    {move || unfiled(state)}
                </span> " " {folder} " " {conflicts} " " {unread} " " {sitting}
            </p>
            {maker}
            {reason}
        </section>
    }
}

/// Leads to the disagreements: the link goes to their screen, the focus to their heading.
pub fn to_conflicts(state: State) {
    focus_on(state, &Route::Exchange, format!("#{CONFLICTS}"));
}

/// The id of the heading of the disagreements.
pub const CONFLICTS: &str = "conflicts";

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
