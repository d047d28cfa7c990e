//! A project as the sheet lays it out.

use leptos::prelude::*;

use crate::plan::{Cell, Field as F, Plan, ProjectEntry, SubjectId, SubjectKind};
use crate::state::State;
use crate::ui::page::commentary::commentary_block;
use crate::ui::page::years::project_table;
use crate::ui::part::{CellNotes, Field, Width, add, arrange, follows, retired_mark};
use crate::ui::route::Route;
use crate::words;

use super::indicator::{indicator_facts, indicator_head};
use super::more::more;

/// One project as the sheet lays it out: its head, its outcome indicators, its money.
pub fn project(state: State, plan: &Plan, entry: &ProjectEntry) -> AnyView {
    let id = entry.id.clone();
    let name = {
        let id = id.clone();
        follows(move || words::screen::project_name(&state.about(&id).plan, &id))
    };
    let name_cell = Cell::plain(&id, F::Name);
    let number_cell = Cell::plain(&id, F::Number);
    view! {
        <section class="block project">
            <h3>{name}</h3>
            {retired_mark(state, &id)}
            {move || {
                let (name_cell, number_cell) = (name_cell.clone(), number_cell.clone());
                state
                    .is_editing()
                    .then(|| {
                        view! {
                            <p>
                                <Field state cell=number_cell.clone() />
                                " "
                                <Field state cell=name_cell.clone() width=Width::Wide />
                            </p>
                            <CellNotes state cell=number_cell />
                            <CellNotes state cell=name_cell />
                        }.into_any()
                    })
            }}
            {project_facts(state, &id)}
            {entry
                .indicators
                .iter()
                .map(|indicator| {
                    view! {
                        <p class="kind">{words::screen::OUTCOME_INDICATOR}</p>
                        {indicator_head(state, indicator, 4)}
                        {retired_mark(state, indicator)}
                        {indicator_facts(state, indicator)}
                        {arrange(state, indicator, F::Name)}
                    }.into_any()
                })
                .collect_view()}
            {add(state, SubjectKind::Indicator, Some(id.clone()))}
            {project_table(state, plan, entry)}
            {commentary_block(state, plan, &id, 4)}
            {arrange(state, &id, F::Name)}
            {more(state, &id, Route::Project(id.clone()))}
        </section>
    }
    .into_any()
}

/// Initiatives, department and description of a project.
pub fn project_facts(state: State, id: &SubjectId) -> impl IntoView + use<> {
    let row = |label: &'static str, field: F, width: Width| {
        let cell = Cell::plain(id, field);
        view! {
            <div class:long=width == Width::Paragraph>
                <dt>{label}</dt>
                <dd>
                    <Field state cell=cell.clone() width />
                    <CellNotes state cell />
                </dd>
            </div>
        }
        .into_any()
    };
    view! {
        <dl class="facts">
            {row(words::screen::INITIATIVES, F::Initiatives, Width::Narrow)}
            {row(words::cell::field(F::Department), F::Department, Width::Wide)}
            {row(words::cell::field(F::Description), F::Description, Width::Paragraph)}
            {row(words::cell::field(F::BudgetBasis), F::BudgetBasis, Width::Wide)}
        </dl>
    }
}
