//! An indicator as the sheet lays it out.

use leptos::prelude::*;

use crate::plan::{Cell, Field as F, SubjectId};
use crate::state::State;
use crate::ui::part::{CellNotes, Field, Width, fact, follows};
use crate::words;

/// The indicator's name as a heading; in editing, with a field below it.
pub fn indicator_head(state: State, id: &SubjectId, level: u8) -> impl IntoView + use<> {
    let name = {
        let id = id.clone();
        follows(move || state.about(&id).plan.text(&id, F::Name).to_owned())
    };
    let cell = Cell::plain(id, F::Name);
    let field = follows(move || {
        let cell = cell.clone();
        state.is_editing().then(|| {
            view! { <p><Field state cell=cell.clone() width=Width::Wide /></p> <CellNotes state cell /> }.into_any()
        })
    });
    let heading = match level {
        3 => view! { <h3>{name}</h3> }.into_any(),
        _ => view! { <h4>{name}</h4> }.into_any(),
    };
    view! {
        {heading}
        {field}
    }
}

/// Unit, latest value, direction, target and source, as the sheet lists them.
pub fn indicator_facts(state: State, id: &SubjectId) -> impl IntoView + use<> {
    let latest_head = {
        let id = id.clone();
        follows(move || {
            words::screen::latest_head(state.about(&id).plan.indicator(&id).and_then(|indicator| indicator.latest_year))
        })
    };
    let row = |field: F, details: bool| {
        let cell = Cell::plain(id, field);
        view! {
            <dd>
                <Field state cell=cell.clone() width=if field == F::Source { Width::Wide } else { Width::Narrow } />
                <CellNotes state cell details />
            </dd>
        }
        .into_any()
    };
    // In reading the head of the value has its year.
    let year = Cell::plain(id, F::LatestYear);
    let year_field = {
        let cell = year.clone();
        follows(move || state.is_editing().then(|| fact(state, cell.clone(), Width::Narrow, false)))
    };
    let year_notes = follows(move || {
        let cell = year.clone();
        (!state.is_editing()).then(|| view! { <CellNotes state cell /> }.into_any())
    });
    let rarely = {
        let wanted = {
            let id = id.clone();
            // A memo: fields that are shown are not made anew under the hand that types in them.
            Memo::new(move |_| {
                let plan = &state.about(&id).plan;
                state.is_editing() || plan.indicator(&id).is_some_and(|of| of.states_more_than_usual(plan))
            })
        };
        let id = id.clone();
        follows(move || {
            let id = id.clone();
            wanted.get().then(|| {
                view! {
                    <div>
                        <dt>{words::cell::field(F::TargetYear)}</dt>
                        <dd><Field state cell=Cell::plain(&id, F::TargetYear) /> <CellNotes state cell=Cell::plain(&id, F::TargetYear) /></dd>
                    </div>
                    <div>
                        <dt>{words::cell::field(F::Band)}</dt>
                        <dd><Field state cell=Cell::plain(&id, F::Band) /> <CellNotes state cell=Cell::plain(&id, F::Band) /></dd>
                    </div>
                }
                .into_any()
            })
        })
    };
    view! {
        <dl class="facts">
            <div>
                <dt>{words::cell::field(F::Unit)}</dt>
                {row(F::Unit, false)}
            </div>
            {year_field}
            <div>
                <dt>{latest_head} {year_notes}</dt>
                {row(F::Latest, true)}
            </div>
            <div>
                <dt>{words::cell::field(F::Direction)}</dt>
                {row(F::Direction, false)}
            </div>
            <div>
                <dt>{words::cell::field(F::Target)}</dt>
                {row(F::Target, true)}
            </div>
            <div class="source-cell">
                <dt>{words::cell::field(F::Source)}</dt>
                {row(F::Source, false)}
            </div>
            {rarely}
        </dl>
    }
}
