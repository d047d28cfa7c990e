//! Who sits here, in the bar of editing.

use leptos::prelude::*;

use crate::browser;
use crate::edits::Maker;
use crate::state::State;
use crate::state::typing::{AUTHOR, DEPARTMENT, REASON};
use crate::ui::part::{MakerFields, follows, go_on_editing, pressed};
use crate::ui::route::Route;
use crate::words;

/// Who sits here with the button of the next person, and the fields it opens in the bar: whoever is asked stays on the screen
/// they work on. Some screens have such fields themselves.
pub fn sitting(state: State, route: Signal<Route>) -> (AnyView, AnyView) {
    let is_open = RwSignal::new(false);
    let fields_of_screen = Memo::new(move |_| {
        route.with(|route| match route {
            Route::Exchange => Some(".maker input"),
            Route::HandIn(_) => Some(".maker select"),
            _ => None,
        })
    });
    // They are not there again when such a screen is left.
    Effect::new(move || {
        if fields_of_screen.get().is_some() {
            is_open.set(false);
        }
    });
    let ask = move |_| {
        forget_person(state);
        let of_screen = fields_of_screen.get_untracked();
        is_open.set(of_screen.is_none());
        browser::in_next_frame(move || {
            browser::reveal(of_screen.unwrap_or(".bar .maker input"));
        });
    };
    let close = move |_| {
        is_open.set(false);
        // Not the button of the next person: one more Enter would forget who was just said.
        go_on_editing();
    };
    let who = follows(move || {
        let maker = state.desk().maker.get();
        let said = || view! { <span>{words::exchange::sitting(&maker.author, &maker.department)}</span> }.into_any();
        maker.is_known().then(said)
    });
    let is_known = Memo::new(move |_| state.desk().maker.with(Maker::is_known));
    let button = follows(move || {
        (!is_open.get()).then(|| {
            view! {
                <button type="button" class="small" on:click=pressed(ask)>
                    {if is_known.get() { words::exchange::NEXT_PERSON } else { words::exchange::FIRST_PERSON }}
                </button>
            }
            .into_any()
        })
    });
    let fields = follows(move || {
        is_open.get().then(|| {
            view! {
                <div class="bar-maker">
                    <MakerFields state />
                    <button type="button" class="small" on:click=pressed(close)>
                        {words::screen::CLOSE}
                    </button>
                </div>
            }
            .into_any()
        })
    });
    (view! { {who} " " {button} }.into_any(), view! { {fields} }.into_any())
}

/// Forgets who sat here, if anybody said it, what they began to say of it, and their reasons. What of theirs was refused waits for whoever
/// looks at it next.
fn forget_person(state: State) {
    if state.desk().maker.with_untracked(Maker::is_known) {
        [REASON, AUTHOR, DEPARTMENT].into_iter().for_each(|name| state.forget_text(name));
        state.desk().reason.set(String::new());
        state.desk().deciding.set(String::new());
        state.put_refused_aside();
        state.set_maker(Maker::default());
    }
}
