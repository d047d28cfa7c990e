//! Who sits here, in the bar of editing.

use leptos::prelude::*;

use crate::browser;
use crate::edits::Maker;
use crate::state::State;
use crate::state::typing::REASON;
use crate::ui::part::field_link::focus_on;
use crate::ui::part::{MakerFields, follows, pressed};
use crate::ui::route::Route;
use crate::words;

/// The id of the button that asks who sits here.
const BUTTON: &str = "sitting";

/// Who sits here with the button of the next person, and the fields it opens in the bar: whoever is asked stays on the screen
/// they work on. The screen of exchange has such fields itself.
pub fn sitting(state: State, route: Signal<Route>) -> (AnyView, AnyView) {
    let is_open = RwSignal::new(false);
    let has_fields = Memo::new(move |_| route.with(|route| *route == Route::Exchange));
    // They are not there again when the screen is left.
    Effect::new(move || {
        if has_fields.get() {
            is_open.set(false);
        }
    });
    let ask = move |_| {
        forget_person(state);
        if has_fields.get_untracked() {
            return focus_on(state, &Route::Exchange, ".maker input".to_owned());
        }
        is_open.set(true);
        browser::in_next_frame(|| {
            browser::focus(".bar .maker input");
        });
    };
    let close = move |_| {
        is_open.set(false);
        browser::in_next_frame(|| {
            browser::focus(&format!("#{BUTTON}"));
        });
    };
    let who = follows(move || {
        let maker = state.desk().maker.get();
        let said = || view! { <span>{words::exchange::sitting(&maker.author, &maker.department)}</span> }.into_any();
        maker.is_known().then(said)
    });
    let label = move || match state.desk().maker.with(Maker::is_known) {
        true => words::exchange::NEXT_PERSON,
        false => words::exchange::FIRST_PERSON,
    };
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
    let button = view! {
        <button
            type="button"
            class="small"
            id=BUTTON
            aria-expanded=move || (!has_fields.get()).then(|| is_open.get().to_string())
            on:click=pressed(ask)
        >
            {label}
        </button>
    };
    (view! { {who} " " {button} }.into_any(), view! { {fields} }.into_any())
}

/// Forgets who sat here, if anybody said it, and the reason of their corrections.
fn forget_person(state: State) {
    state.desk().reason.set(String::new());
    state.forget_text(REASON);
    if state.desk().maker.with_untracked(Maker::is_known) {
        state.set_maker(Maker::default());
    }
}
