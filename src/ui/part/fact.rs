//! A cell with its label, one of a list of facts.

use leptos::prelude::*;

use crate::plan::{Cell, Field as F};
use crate::state::State;
use crate::ui::part::{CellNotes, Field, Width};
use crate::words;

/// A cell with its label; `is_long` gives it the room of several.
pub fn fact(state: State, cell: Option<Cell>, width: Width, is_long: bool) -> AnyView {
    let label = cell.as_ref().map(|cell| match cell.field() {
        F::Initiatives => words::screen::INITIATIVES,
        field => words::cell::field(field),
    });
    view! {
        <div class:long=is_long>
            <dt>{label}</dt>
            <dd>
                <Field state cell=cell.clone() width />
                <CellNotes state cell />
            </dd>
        </div>
    }
    .into_any()
}
