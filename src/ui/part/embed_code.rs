//! 埋め込みコード: the iframe a web editor pastes into the portal.

use leptos::prelude::*;

use crate::browser::{self, Begin};
use crate::plan::SubjectId;
use crate::state::{EDITING, State};
use crate::ui::part::pressed;
use crate::ui::start::hand_over;
use crate::words;

/// The height of the frame: what the tallest figure with its open table, title and source takes on a phone; below it
/// the frame scrolls, so that nothing is cut off.
const HEIGHT: u32 = 640;

/// A button that shows the code, and a button that copies it.
#[component]
pub fn EmbedCode(
    /// The open plan.
    state: State,
    /// The indicator or project.
    id: SubjectId,
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    if EDITING { dialog(state, id, name).into_any() } else { asking(state).into_any() }
}

/// In the reader: the button alone, which has the editor open what is behind it.
fn asking(state: State) -> impl IntoView {
    view! {
        <button type="button" aria-expanded="false" on:click=pressed(move |_| hand_over(state, Begin::EmbedCode))>
            {words::screen::EMBED_CODE}
        </button>
    }
}

fn dialog(state: State, id: SubjectId, name: Signal<String>) -> impl IntoView {
    let open = RwSignal::new(false);
    let field = format!("embed-{id}");
    let code = RwSignal::new(String::new());
    let toggle = {
        let id = id.clone();
        move || {
            let address = format!("{}embed.html#/{id}", browser::base_address());
            code.set(words::screen::iframe(&address, &name.get_untracked(), HEIGHT));
            open.update(|open| *open = !*open);
        }
    };
    {
        let (toggle, button) = (toggle.clone(), format!("[aria-controls='{field}-code']"));
        Effect::new(move || {
            if browser::begins(Begin::EmbedCode) {
                toggle();
                let button = button.clone();
                browser::in_next_frame(move || {
                    browser::focus(&button);
                });
            }
        });
    }
    let copy = {
        let field = field.clone();
        move |_| {
            let field = field.clone();
            leptos::task::spawn_local(async move {
                let copied = browser::copy(&code.get_untracked(), &field).await;
                state.say(if copied { words::notice::COPIED } else { words::notice::NOT_COPIED }.to_owned());
            });
        }
    };
    let place = format!("{field}-code");
    view! {
        <button
            type="button"
            aria-expanded=move || open.get().to_string()
            aria-controls=place.clone()
            on:click=pressed(move |_| toggle())
        >
            {words::screen::EMBED_CODE}
        </button>
        <div id=place>
            {move || {
                let (field, copy) = (field.clone(), copy.clone());
                open.get()
                    .then(|| {
                        view! {
                            <div class="embed-code">
                                <label for=field.clone()>{words::screen::EMBED_EXPLAINED}</label>
                                <textarea
                                    id=field.clone()
                                    class="field paragraph code"
                                    readonly
                                    rows="4"
                                    prop:value=move || code.get()
                                ></textarea>
                                <button type="button" on:click=pressed(copy)>
                                    {words::screen::COPY}
                                </button>
                            </div>
                        }.into_any()
                    })
            }}
        </div>
    }
}
