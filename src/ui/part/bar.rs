//! The bar of editing: undo, redo, files, what is kept and what is not.

use leptos::prelude::*;

use crate::browser::{self, Begin};
use crate::edits::Maker;
use crate::format::snapshot::BYTES_AT_MOST;
use crate::state::{EDITING, Mode, Saving, State};
use crate::ui::part::{follows, pressed};
use crate::ui::route::Route;
use crate::ui::start::hand_over;
use crate::words;

/// The bar below the head of the page in editing: what is shown are drafts, and what can be done with them.
#[component]
pub fn EditBar(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let can = Memo::new(move |_| state.can_undo_redo());
    let saving = follows(move || match state.saving.get() {
        Saving::Idle => view! { <span class="saving">{words::screen::NOTHING_SAVED_YET}</span> }.into_any(),
        Saving::Saved { at, .. } => view! { <span class="saving">{words::screen::saved_at(at)}</span> }.into_any(),
        Saving::Failed(error) => {
            view! { <span class="saving failed" role="alert">{words::notice::not_kept(error)}</span> }.into_any()
        }
    });
    let conflicts = follows(move || {
        let count = state.drafts().view.conflicts().count();
        (count > 0).then(|| {
            view! {
                <a class="conflicts" href=Route::Exchange.address()>
                    {words::screen::conflict_count(count)}
                </a>
            }
            .into_any()
        })
    });
    view! {
        <section class="bar" tabindex="-1" aria-label=words::screen::EDIT_BAR>
            <p class="bar-mode">{words::screen::EDITING_DRAFTS}</p>
            <div class="bar-buttons">
                <button type="button" disabled=move || !can.get().0 on:click=pressed(move |_| state.undo())>
                    {words::screen::UNDO}
                </button>
                <button type="button" disabled=move || !can.get().1 on:click=pressed(move |_| state.redo())>
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
                {saving} " "
                <span class="unfiled">{move || words::screen::unfiled(state.unfiled_count())}</span> " " {conflicts}
            </p>
        </section>
    }
}

/// Goes to editing. The button that was pressed goes; the bar that comes in its place takes the focus.
pub fn begin_editing(state: State) {
    if !EDITING {
        return hand_over(state, Begin::Editing);
    }
    state.mode.set(Mode::Editing);
    state.say(words::notice::EDITING.to_owned());
    browser::in_next_frame(|| {
        browser::focus(".bar");
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

/// スナップショットを読み込む: picks a file; what it would change is shown on the screen of files before anything does.
#[component]
pub fn FilePicker(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let picked = move |event: leptos::ev::Event| {
        leptos::task::spawn_local(async move {
            take_files(state, browser::picked_files(event, BYTES_AT_MOST).await);
        });
    };
    view! {
        <label class="file-button">
            <input type="file" accept=".json,application/json" on:change=picked />
            <span>{words::screen::LOAD_SNAPSHOT}</span>
        </label>
    }
}

/// Offers the first file that was picked or dropped, and goes to where the offer is shown.
pub fn take_files(state: State, files: Vec<browser::FileRead>) {
    if let Some(file) = files.first() {
        browser::set_hash(&Route::Exchange.address());
        state.offer_file(&file.name, file.bytes.as_deref());
    }
}

/// Name and department, optional, kept for the next changes.
#[component]
pub fn MakerFields(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let change = move |author: Option<String>, department: Option<String>| {
        let mut maker: Maker = state.maker.get_untracked();
        if let Some(text) = author {
            maker.author = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        }
        if let Some(text) = department {
            maker.department = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        }
        state.set_maker(maker);
    };
    view! {
        <fieldset class="maker">
            <legend>{words::screen::MAKER}</legend>
            <label>
                <span>{words::screen::DEPARTMENT_OPTIONAL}</span>
                <input
                    class="field"
                    type="text"
                    autocomplete="organization-title"
                    maxlength="100"
                    prop:value=move || state.maker.get().department.unwrap_or_default()
                    on:change=move |event| change(None, Some(event_target_value(&event)))
                />
            </label>
            <label>
                <span>{words::screen::AUTHOR_OPTIONAL}</span>
                <input
                    class="field"
                    type="text"
                    autocomplete="name"
                    maxlength="100"
                    prop:value=move || state.maker.get().author.unwrap_or_default()
                    on:change=move |event| change(Some(event_target_value(&event)), None)
                />
            </label>
        </fieldset>
    }
}
