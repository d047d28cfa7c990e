//! Tables of values, a column each fiscal year.

use leptos::prelude::*;

use crate::edits::{View, is_correction};
use crate::plan::{Aspect, Cell, Field as F, FiscalYear, Observation, Plan, ProjectEntry, SubjectId, Value, runs};
use crate::state::State;
use crate::ui::part::{CellNotes, Field, ScrollTable, follows};
use crate::words;

/// 初期値 and the actuals of each fiscal year.
pub fn actuals_table(state: State, plan: &Plan, id: &SubjectId) -> impl IntoView + use<> {
    let has_baseline = has_baseline(state, vec![id.clone()]);
    let name = {
        let id = id.clone();
        let named = move || words::screen::actuals_of(state.about(&id).plan.text(&id, F::Name), has_baseline.get());
        Signal::derive(named)
    };
    let (head, row) = (years_head(plan, has_baseline), actuals_row(state, plan, id, true, has_baseline));
    view! {
        <ScrollTable name=name>
            <table class="yearly">
                <caption class="hidden">{move || name.get()}</caption>
                {head}
                <tbody>{row}</tbody>
            </table>
        </ScrollTable>
    }
}

/// Whether a table has a column of 初期値: in editing always, in reading where something is to be said of one.
fn has_baseline(state: State, indicators: Vec<SubjectId>) -> Memo<bool> {
    Memo::new(move |_| {
        let has = |id: &SubjectId| {
            let (view, cell) = (state.about(id), Cell::plain(id, F::Baseline));
            cell.is_some_and(|cell| {
                let remark = cell.with_aspect(Aspect::Remark);
                !is_empty(&view, &cell) || view.plan.is_to_confirm(&cell) || view.has_newer(&remark)
            })
        };
        state.is_editing() || indicators.iter().any(has)
    })
}

/// What stands in the column of 初期値 of a row that has none, where there is that column.
fn no_baseline(has_baseline: Memo<bool>) -> impl IntoView {
    follows(move || has_baseline.get().then(|| view! { <td class="value quiet">"－"</td> }.into_any()))
}

fn years_head(plan: &Plan, has_baseline: Memo<bool>) -> impl IntoView + use<> {
    let years = plan.years().map(|year| {
        view! {
            <th scope="col">
                <abbr title=words::year::in_sentence(year)>{words::year::short(year)}</abbr>
            </th>
        }
        .into_any()
    });
    view! {
        <thead>
            <tr>
                <td></td>
                {follows(move || {
                    has_baseline
                        .get()
                        .then(|| view! { <th scope="col">{words::cell::field(F::Baseline)}</th> }.into_any())
                })}
                {years.collect_view()}
            </tr>
        </thead>
    }
}

fn value_cell(state: State, cell: Option<Cell>) -> AnyView {
    view! {
        <td class="value">
            <Field state cell=cell.clone() />
            <CellNotes state cell details=true />
        </td>
    }
    .into_any()
}

/// The values of a row. In editing each is a cell; in reading, those beside each other that nobody has entered are one cell,
/// which says so once.
fn value_cells(state: State, cells: Vec<Option<Cell>>, has_baseline: Memo<bool>) -> impl IntoView + use<> {
    let cells: Vec<Cell> = cells.into_iter().flatten().collect();
    // A memo: fields that are shown are not made anew under the hand that types in them.
    let retired = {
        let subject = cells.first().map(|cell| cell.subject.clone());
        Memo::new(move |_| subject.as_ref().and_then(|id| state.about(id).plan.retired(id)))
    };
    let is_kept = |cell: &Cell, retired: Option<FiscalYear>| {
        cell.year().is_none_or(|year| retired.is_none_or(|retired| year < retired))
    };
    follows(move || {
        let retired = retired.get();
        let cells: Vec<&Cell> = cells.iter().filter(|cell| cell.year().is_some() || has_baseline.get()).collect();
        let kept: Vec<Cell> = cells.iter().filter(|cell| is_kept(cell, retired)).map(|cell| (*cell).clone()).collect();
        let gone = cells.len() - kept.len();
        let gone = (gone > 0).then(|| {
            view! {
                <td class="value missing" colspan=(gone > 1).then(|| gone.to_string())>
                    {words::arranging::RETIRED}
                </td>
            }
            .into_any()
        });
        if state.is_editing() {
            let kept = kept.iter().map(|cell| value_cell(state, Some(cell.clone()))).collect_view();
            return (kept, gone).into_any();
        }
        let (shown, cells) = (state.shown(), kept);
        let runs = runs(cells.iter().map(|cell| is_empty(&shown, cell)));
        let runs = runs.into_iter().filter_map(|(at, length)| {
            let run = cells.get(at..at + length)?;
            let (first, span) = (run.first()?, (length > 1).then(|| length.to_string()));
            let notes = run.iter().map(|cell| view! { <CellNotes state cell=Some(cell.clone()) /> }.into_any());
            let class = if is_empty(&shown, first) { "value missing" } else { "value" };
            Some(
                view! {
                    <td class=class colspan=span>
                        <Field state cell=Some(first.clone()) />
                        {notes.collect_view()}
                    </td>
                }
                .into_any(),
            )
        });
        (runs.collect_view(), gone).into_any()
    })
}

/// Whether nobody has entered the value, and nothing is to be said of it that it would not share with others.
fn is_empty(view: &View, cell: &Cell) -> bool {
    view.value(cell) == Value::Observation(Observation::NotEntered)
        && view.plan.remark(cell).is_empty()
        && !view.is_conflict(cell)
        && !view.has_newer(cell)
        && !is_correction(view, cell)
}

/// The actuals of an indicator; of one of several their row is headed by its name.
fn actuals_row(state: State, plan: &Plan, id: &SubjectId, is_only: bool, has_baseline: Memo<bool>) -> AnyView {
    let years = plan.years().map(|year| Cell::yearly(id, F::Actual, year));
    let cells = std::iter::once(Cell::plain(id, F::Baseline)).chain(years);
    let head = {
        let id = id.clone();
        follows(move || match is_only {
            true => words::screen::ACTUALS.to_owned(),
            false => words::screen::actuals_of_one(&state.about(&id).plan, &id),
        })
    };
    view! {
        <tr>
            <th scope="row">{head}</th>
            {value_cells(state, cells.collect(), has_baseline)}
        </tr>
    }
    .into_any()
}

/// 執行率 of each fiscal year, computed.
fn rates_row(state: State, plan: &Plan, id: &SubjectId, has_baseline: Memo<bool>) -> impl IntoView + use<> {
    let (id, years) = (id.clone(), plan.years().collect::<Vec<_>>());
    let rates = Memo::new(move |_| {
        let plan = &state.about(&id).plan;
        years.iter().map(|year| words::screen::rate_in_table(plan, &id, *year)).collect::<Vec<_>>()
    });
    let cells = follows(move || {
        let rates = rates.get();
        let runs = runs(rates.iter().map(|rate| rate == words::screen::NO_RATE));
        let cells = runs.into_iter().filter_map(|(at, length)| {
            let (rate, span) = (rates.get(at)?.clone(), (length > 1).then(|| length.to_string()));
            let class = if rate == words::screen::NO_RATE { "value missing" } else { "value number" };
            Some(view! { <td class=class colspan=span>{rate}</td> }.into_any())
        });
        cells.collect_view()
    });
    view! {
        <tr>
            <th scope="row">{words::figure::EXECUTION_RATE.to_string()}</th>
            {no_baseline(has_baseline)}
            {cells}
        </tr>
    }
}

/// Actuals, budgets, settlements and execution rates of a project, year by year.
pub fn project_table(state: State, plan: &Plan, entry: &ProjectEntry) -> impl IntoView + use<> {
    let id = entry.id.clone();
    let name = {
        let id = id.clone();
        Signal::derive(move || words::screen::years_of(state.about(&id).plan.text(&id, F::Name)))
    };
    let has_baseline = has_baseline(state, entry.indicators.clone());
    let amounts = |field: F| {
        let cells = plan.years().map(|year| Cell::yearly(&entry.id, field, year));
        let years = value_cells(state, cells.collect(), has_baseline);
        view! {
            <tr>
                <th scope="row">{words::cell::field(field)}</th>
                {no_baseline(has_baseline)}
                {years}
            </tr>
        }
        .into_any()
    };
    let (head, is_only) = (years_head(plan, has_baseline), entry.indicators.len() == 1);
    let rows = (
        entry.indicators.iter().map(|id| actuals_row(state, plan, id, is_only, has_baseline)).collect_view(),
        amounts(F::Budget),
        amounts(F::Settlement),
        rates_row(state, plan, &entry.id, has_baseline),
    );
    view! {
        <ScrollTable name=name>
            <table class="yearly">
                <caption class="hidden">{move || name.get()}</caption>
                {head}
                <tbody>
                    {rows}
                </tbody>
            </table>
        </ScrollTable>
    }
}
