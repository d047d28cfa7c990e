//! 埋め込みコード: the iframe a web editor pastes into the portal.

use leptos::prelude::*;

use crate::browser;
use crate::plan::SubjectId;
use crate::state::State;
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
    let open = RwSignal::new(false);
    let field = format!("embed-{id}");
    let code = RwSignal::new(String::new());
    let toggle = {
        let id = id.clone();
        move |_| {
            let address = format!("{}embed.html#/{id}", browser::base_address());
            code.set(words::screen::iframe(&address, &name.get_untracked(), HEIGHT));
            open.update(|open| *open = !*open);
        }
    };
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
    view! {
        <button type="button" aria-expanded=move || open.get().to_string() on:click=toggle>
            {words::screen::EMBED_CODE}
        </button>
        {move || {
            let (field, copy) = (field.clone(), copy.clone());
            open.get()
                .then(|| {
                    view! {
                        <div class="embed-code">
                            <label for=field.clone()>{words::screen::EMBED_EXPLAINED}</label>
                            <textarea id=field.clone() class="field paragraph code" readonly rows="4" prop:value=move || code.get()>
                            </textarea>
                            <button type="button" on:click=copy>
                                {words::screen::COPY}
                            </button>
                        </div>
                    }.into_any()
                })
        }}
    }
}
