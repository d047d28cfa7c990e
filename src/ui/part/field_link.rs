//! Links that lead to a place within a screen: to the field of a cell.

use leptos::prelude::*;

use crate::browser;
use crate::plan::{Cell, Plan};
use crate::state::State;
use crate::ui::part::field_id;
use crate::ui::route::{Route, Wish};

/// A link into the field of a cell, on the screen where it is entered.
pub fn field_link(state: State, plan: &Plan, cell: &Cell, text: String) -> AnyView {
    let screen = Route::where_entered(plan, cell);
    let address = {
        let screen = screen.clone();
        // There are fields in editing only.
        move || if state.is_editing() { screen.address() } else { screen.asking(Wish::Edit) }
    };
    let field = format!("#{}", field_id(cell));
    view! {
        <a href=address on:click=move |_| focus_on(state, &screen, field.clone())>
            {text}
        </a>
    }
    .into_any()
}

/// Moves the focus into the field of a cell, when what was pressed has gone.
pub fn to_field(cell: &Cell) {
    let field = format!("#{}", field_id(cell));
    browser::in_next_frame(move || {
        browser::focus(&field);
    });
}

/// Focuses what a selector finds on a screen: now, if that is shown, else when it is.
pub fn focus_on(state: State, screen: &Route, selector: String) {
    if browser::hash() != screen.address() {
        return state.desk().goes_to.set_value(Some(selector));
    }
    browser::in_next_frame(move || {
        browser::reveal(&selector);
    });
}
