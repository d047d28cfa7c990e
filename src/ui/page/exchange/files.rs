//! Files out and in, files taken in, disagreements.

use leptos::prelude::*;

use crate::browser;
use crate::plan::json::InJson;
use crate::state::{Part, State};
use crate::ui::part::{FilePicker, MakerFields, OfferView, follows, pressed, take_files};
use crate::ui::route::Route;
use crate::words;

use super::conflicts::{conflicts, strangers};
use super::head;
use super::share::share;

/// The screen of files.
#[component]
pub fn ExchangePage(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let drop = move |event: leptos::ev::DragEvent| {
        over.set(false);
        if !browser::is_drag_with_files(&event) {
            return;
        }
        event.prevent_default();
        take_files(state, browser::dropped_files(&event));
    };
    let drag = move |event: leptos::ev::DragEvent| {
        if browser::is_drag_with_files(&event) {
            event.prevent_default();
            over.set(true);
        }
    };
    let department = follows(move || {
        let department = state.desk().maker.get().department?;
        let part = Part::Department(department.clone());
        Some(
            view! {
                <button type="button" on:click=pressed(move |_| state.save_part(&part))>
                    {words::exchange::save_part(&department)}
                </button>
            }
            .into_any(),
        )
    });
    view! {
        {head(words::screen::EXCHANGE, &Route::Exchange)}
        <p>{words::screen::EXCHANGE_LEAD}</p>
        <OfferView state />
        <section>
            <h2>{words::screen::SAVE_HEAD}</h2>
            <p>{move || words::screen::save_lead(state.draft_count(), state.unfiled().0)}</p>
            <MakerFields state />
            <p class="buttons">
                <button type="button" class="primary" on:click=pressed(move |_| state.save_snapshot())>
                    {words::screen::SAVE_SNAPSHOT}
                </button>
                {department}
            </p>
            {share(state)}
        </section>
        <section>
            <h2>{words::screen::LOAD_HEAD}</h2>
            <div class="drop" class:over=move || over.get() on:dragover=drag on:dragleave=move |_| over.set(false) on:drop=drop>
                <p>{words::screen::LOAD_LEAD}</p>
                <FilePicker state />
            </div>
            {move || loads(state)}
        </section>
        {move || conflicts(state)}
        {move || strangers(state)}
        {move || aside(state)}
    }
}

/// The files taken in, each to be switched off and on.
fn loads(state: State) -> impl IntoView {
    let listed = state.with_journal(|journal| {
        let listed = journal.loads().into_iter();
        let line = |(load, on): (&crate::edits::Load, bool)| {
            let line = words::screen::load_line(&load.name, load.at, load.edits.len(), on);
            (load.id.clone(), load.name.clone(), line, on)
        };
        listed.map(line).collect::<Vec<_>>()
    });
    let rows = listed.into_iter().map(move |(id, name, line, on)| {
        let action = if on { words::exchange::SWITCH_OFF } else { words::exchange::SWITCH_ON };
        view! {
            <li>
                {line} " "
                <button
                    type="button"
                    class="small"
                    aria-label=words::exchange::of_file(action, &name)
                    on:click=pressed(move |_| {
                        state.switch_load(&id, !on);
                        browser::in_next_frame(|| {
                            browser::focus("#loads");
                        });
                    })
                >
                    {action}
                </button>
            </li>
        }
        .into_any()
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h3 id="loads" tabindex="-1">
                {words::screen::LOADED_FILES}
            </h3>
            <ul>{rows.collect_view()}</ul>
        }
        .into_any()
    })
}

/// What was found in this browser's storage and could not be read.
fn aside(state: State) -> impl IntoView {
    let found = state.desk().aside.get();
    (!found.is_empty()).then(|| {
        let save = move |_| {
            let texts = format!("{:#}", state.desk().aside.get_untracked().to_json());
            if browser::save_text(words::screen::ASIDE_FILE, &texts, "application/json").is_err() {
                state.say(words::notice::NO_DOWNLOAD.to_owned());
            }
        };
        view! {
            <section>
                <h2>{words::screen::ASIDE_HEAD}</h2>
                <p>{words::screen::aside_lead(found.len())}</p>
                <button type="button" on:click=pressed(save)>
                    {words::screen::ASIDE_SAVE}
                </button>
            </section>
        }
        .into_any()
    })
}
