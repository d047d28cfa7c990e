//! Exchange: files out and in, files taken in, disagreements.

use leptos::prelude::*;

use crate::browser;
use crate::format::snapshot::BYTES_AT_MOST;
use crate::plan::json::InJson;
use crate::state::State;
use crate::ui::part::{CellNotes, FilePicker, MakerFields, OfferView, begin_editing, pressed, take_files};
use crate::words;

/// The screen of files.
#[component]
pub fn ExchangePage(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let drop = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        leptos::task::spawn_local(async move {
            take_files(state, browser::dropped_files(event, BYTES_AT_MOST).await);
        });
    };
    let drag = move |event: leptos::ev::DragEvent| {
        if browser::is_drag_with_files(&event) {
            event.prevent_default();
            over.set(true);
        }
    };
    view! {
        <h1 tabindex="-1">{words::screen::EXCHANGE}</h1>
        <p>{words::screen::EXCHANGE_LEAD}</p>
        <OfferView state />
        <section>
            <h2>{words::screen::SAVE_HEAD}</h2>
            <p>{move || words::screen::save_lead(state.draft_count(), state.unfiled_count())}</p>
            <MakerFields state />
            <p class="buttons">
                <button type="button" class="primary" on:click=pressed(move |_| state.save_snapshot())>
                    {words::screen::SAVE_SNAPSHOT}
                </button>
            </p>
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
        {move || aside(state)}
    }
}

/// The files taken in.
fn loads(state: State) -> impl IntoView {
    let listed = state.with_journal(|journal| {
        let listed = journal.loads().into_iter();
        listed.map(|(load, on)| words::screen::load_line(&load.name, load.at, load.edits.len(), on)).collect::<Vec<_>>()
    });
    (!listed.is_empty()).then(|| {
        view! {
            <h3>{words::screen::LOADED_FILES}</h3>
            <ul>{listed.into_iter().map(|line| view! { <li>{line}</li> }.into_any()).collect_view()}</ul>
        }
        .into_any()
    })
}

/// What people disagree on.
fn conflicts(state: State) -> impl IntoView {
    let drafts = state.drafts();
    let cells: Vec<_> = drafts.view.conflicts().map(|(cell, _)| cell.clone()).collect();
    (!cells.is_empty()).then(|| {
        let rows = cells.into_iter().map(|cell| {
            let name = words::cell::name(&drafts.view.plan, &cell);
            view! {
                <li>
                    <h3>{name}</h3>
                    <CellNotes state cell=Some(cell) />
                </li>
            }
            .into_any()
        });
        view! {
            <section>
                <h2>{words::screen::CONFLICTS_HEAD}</h2>
                <p>{words::screen::CONFLICTS_LEAD}</p>
                {(!state.is_editing())
                    .then(|| {
                        view! {
                            <p>
                                <button type="button" on:click=pressed(move |_| begin_editing(state))>
                                    {words::screen::EDIT}
                                </button>
                            </p>
                        }.into_any()
                    })}
                <ul class="conflict-list">{rows.collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// What was found in this browser's storage and could not be read.
fn aside(state: State) -> impl IntoView {
    let found = state.aside.get();
    (!found.is_empty()).then(|| {
        let save = move |_| {
            let texts = format!("{:#}", state.aside.get_untracked().to_json());
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
