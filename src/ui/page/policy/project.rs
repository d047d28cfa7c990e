//! A project as the sheet lays it out.

use leptos::prelude::*;

use crate::plan::{Cell, Field as F, Plan, ProjectEntry, SubjectId, SubjectKind, Value};
use crate::state::State;
use crate::ui::page::commentary::commentary_block;
use crate::ui::page::years::project_table;
use crate::ui::part::{CellNotes, Width, add, arrange, fact, follows, order, retired_mark};
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
    let named = id.clone();
    view! {
        <section class="block project">
            <h3>{name}</h3>
            {retired_mark(state, &id)}
            {move || {
                state
                    .is_editing()
                    .then(|| {
                        view! {
                            <dl class="facts">
                                {fact(state, Cell::plain(&named, F::Number), Width::Narrow, false)}
                                {fact(state, Cell::plain(&named, F::Name), Width::Wide, true)}
                            </dl>
                        }.into_any()
                    })
            }}
            {project_facts(state, &id, false)}
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
            {order(state, SubjectKind::Indicator, Some(id.clone()))}
            {project_table(state, plan, entry)}
            {commentary_block(state, plan, &id, 4)}
            {arrange(state, &id, F::Name)}
            {more(state, &id, Route::Project(id.clone()))}
        </section>
    }
    .into_any()
}

/// Initiatives, department and description of a project. The sheet has the initiatives' texts above; elsewhere `with_texts` names
/// them for whoever reads.
pub fn project_facts(state: State, id: &SubjectId, with_texts: bool) -> impl IntoView + use<> {
    let initiatives = {
        let id = id.clone();
        follows(move || {
            match with_texts && !state.is_editing() {
                true => initiatives(state, &id),
                false => None,
            }
            .unwrap_or_else(|| fact(state, Cell::plain(&id, F::Initiatives), Width::Narrow, false))
        })
    };
    let fact = |field, width| fact(state, Cell::plain(id, field), width, width == Width::Paragraph);
    view! {
        <dl class="facts">
            {initiatives} {fact(F::Department, Width::Wide)} {fact(F::Description, Width::Paragraph)}
            {fact(F::BudgetBasis, Width::Wide)}
        </dl>
    }
}

/// The initiatives a project serves, with their texts; `None` where it serves none, or one that is not there any more.
fn initiatives(state: State, id: &SubjectId) -> Option<AnyView> {
    let (shown, cell) = (state.about(id), Cell::plain(id, F::Initiatives)?);
    let plan = &shown.plan;
    let Value::Initiatives(links) = shown.value(&cell) else { return None };
    let served = plan.initiatives(id);
    let numbered = served.iter().filter_map(|initiative| Some((plan.initiative_number(initiative)?, initiative)));
    let texts: Vec<String> =
        numbered.map(|(number, initiative)| words::overview::initiative(plan, number, initiative)).collect();
    if texts.is_empty() || texts.len() != links.len() {
        return None;
    }
    let texts = texts.into_iter().map(|text| view! { <li>{text}</li> }.into_any()).collect_view();
    Some(
        view! {
            <div class="long">
                <dt>{words::screen::INITIATIVES}</dt>
                <dd>
                    <ul class="initiatives">{texts}</ul>
                    <CellNotes state cell=Some(cell) />
                </dd>
            </div>
        }
        .into_any(),
    )
}
