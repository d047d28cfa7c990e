//! The start of a program, and how the editor takes the place of the reader.

use std::cell::Cell;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::tachys::dom::body;

use crate::browser::{self, Begin, Left};
use crate::state::{EDITING, Opened, State, open_published};
use crate::ui::App;
use crate::ui::part::{follows, pressed};
use crate::words;

/// Starts this program: the reader shows itself at once, the editor when it is ready and in the place of the reader.
pub fn start() {
    if EDITING {
        browser::spawn(async {
            let presses = browser::watch_presses();
            let opened = open_published().await.ok();
            presses.over().await;
            let left = browser::take_over();
            mount_to(body(), move || view! { <App opened=RwSignal::new(Some(opened)) left /> }).forget();
        });
    } else {
        let mounted =
            Cell::new(Some(mount_to(body(), || view! { <App opened=RwSignal::new(None) left=Left::default() /> })));
        browser::on_taken_over(move || drop(mounted.take())).for_good();
    }
}

/// What is published, once that is known; within it none where there is no plan at all.
pub type OpenedSignal = RwSignal<Option<Option<Opened>>>;

/// Asks for what is published, where it is not known yet.
pub fn open(opened: OpenedSignal) {
    if opened.read_untracked().is_none() {
        Effect::new(move || {
            leptos::task::spawn_local(async move {
                let found = open_published().await.ok();
                opened.try_set(Some(found));
            });
        });
    }
}

/// From the reader to the editor: loads it, and says so. It takes the reader's place by itself; where it cannot be loaded
/// the reader stays as it is, and says that.
pub fn hand_over(state: State, begin: Begin) {
    state.no_editor.set(false);
    state.say(words::notice::LOADING_EDITOR.to_owned());
    leptos::task::spawn_local(async move {
        if browser::load_editor(begin).await.is_err() {
            not_handed_over(state);
        }
    });
}

/// The editor was asked for and did not come.
pub fn not_handed_over(state: State) {
    state.no_editor.set(true);
    state.say(words::notice::NO_EDITOR.to_owned());
}

/// Stands where a screen of the editor will be, and loads it.
#[component]
pub fn HandOver(
    /// The open plan.
    state: State,
    /// The heading of that screen.
    heading: String,
) -> impl IntoView {
    Effect::new(move || hand_over(state, Begin::Reading));
    let said = follows(move || match state.no_editor.get() {
        false => view! { <p>{words::notice::LOADING_EDITOR}</p> }.into_any(),
        true => view! {
            <p class="problem">{words::notice::NO_EDITOR}</p>
            <p>
                <button type="button" on:click=pressed(move |_| hand_over(state, Begin::Reading))>
                    {words::screen::TRY_AGAIN}
                </button>
            </p>
        }
        .into_any(),
    });
    view! {
        <h1 tabindex="-1">{heading}</h1>
        {said}
    }
}
