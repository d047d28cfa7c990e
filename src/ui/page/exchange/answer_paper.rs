//! A department's answer on paper, to be stamped: what it is asked for in a year, with what is missing and what is doubtful said
//! below. It is there while the screen of handing in, or the year's table in editing, is printed.

use leptos::prelude::*;

use crate::edits::{View, answer_of, asked_of, is_correction};
use crate::plan::{Cell, Field as F, FiscalYear, Observation, Plan, ProjectEntry, Timestamp, Value, is_blank};
use crate::state::State;
use crate::words;

use super::files::to_look_at;
use crate::ui::part::lines;

/// How many columns the table has.
const WIDTH: usize = 6;

/// What a department answers for a fiscal year, or all of them: a heading with boxes for stamps, a table, what is
/// open. `at` is when it is printed.
pub fn answer_paper(state: State, year: FiscalYear, department: Option<&str>, at: Timestamp) -> AnyView {
    let view = state.drafts();
    let plan = &view.plan;
    let asked = asked_of(plan, year, department);
    let answer = answer_of(&view, year, department);
    let maker = state.desk().maker.get().author.map(|author| {
        let said = words::exchange::answer_fact(words::exchange::ENTERED_BY, &author);
        view! { <p>{said}</p> }.into_any()
    });
    let stamps = words::exchange::STAMPS.map(|who| view! { <th scope="col">{who}</th> }.into_any());
    let boxes = words::exchange::STAMPS.map(|_| view! { <td></td> }.into_any());
    let heads = words::exchange::ANSWER_BEFORE.map(str::to_owned).into_iter();
    let heads = heads.chain([words::year::short(year)]).chain(words::exchange::ANSWER_BEHIND.map(str::to_owned));
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> }.into_any());
    let policies = asked.policies.iter().map(|(policy, groups)| {
        let name = words::screen::policy_name(plan, &policy.id);
        let of_policy = |project: Option<&ProjectEntry>| project.map_or(&policy.id, |project| &project.id).clone();
        let groups = groups.iter().map(|(project, cells)| {
            let commentary = plan.commentary(&of_policy(*project), year).into_iter();
            let commentary: Vec<AnyView> = commentary.filter_map(|cell| commentary_row(&view, &cell)).collect();
            (!cells.is_empty() || !commentary.is_empty()).then(|| group(&view, *project, cells, commentary.into_any()))
        });
        let groups = groups.collect_view();
        view! {
            <tbody>
                <tr class="paper-head">
                    <th colspan=WIDTH.to_string()>{name}</th>
                </tr>
            </tbody>
            {groups}
        }
        .into_any()
    });
    let own = |cell: &Cell| asked.policies.iter().flat_map(|(_, groups)| groups).any(|(_, own)| own.contains(cell));
    let doubts = to_look_at(state).into_iter().filter(|(cell, _)| own(cell));
    let doubts: Vec<_> =
        doubts.map(|(cell, why)| view! { <li>{words::cell::name(plan, &cell)} " " {why}</li> }.into_any()).collect();
    let doubts = (!doubts.is_empty()).then(|| {
        view! {
            <p>{words::exchange::BEFORE_SAVING}</p>
            <ul>{doubts.collect_view()}</ul>
        }
        .into_any()
    });
    view! {
        <div class="paper-answer">
            <div>
                <p class="paper-title">{words::exchange::answer_head(plan, year)}</p>
                <p>{words::exchange::hand_in_state(&answer)}</p>
                {maker}
                <p>{words::exchange::printed_on(at)}</p>
            </div>
            <table class="stamps" aria-label=words::exchange::STAMPS_NAME>
                <thead>
                    <tr>{stamps.into_iter().collect_view()}</tr>
                </thead>
                <tbody>
                    <tr>{boxes.into_iter().collect_view()}</tr>
                </tbody>
            </table>
        </div>
        <table class="paper answer">
            <thead>
                <tr>{heads.collect_view()}</tr>
            </thead>
            {policies.collect_view()}
        </table>
        <div class="paper-notes">{missing(plan, &answer.missing)} {doubts}</div>
    }
    .into_any()
}

/// The rows of a project, or of the policy itself.
fn group(view: &View, project: Option<&ProjectEntry>, cells: &[Cell], commentary: AnyView) -> AnyView {
    let plan = &view.plan;
    let name = match project {
        Some(project) => words::screen::project_name(plan, &project.id),
        None if cells.is_empty() => words::screen::WHOLE_POLICY.to_owned(),
        None => words::screen::POLICY_INDICATORS.to_owned(),
    };
    let department = project.map(|project| plan.text(&project.id, F::Department)).filter(|text| !is_blank(text));
    let department = department.map(|text| view! { " " <bdi>{text.to_owned()}</bdi> }.into_any());
    let rows = cells.iter().map(|cell| row(view, cell));
    view! {
        <tbody class="paper-project">
            <tr class="paper-head">
                <th scope="rowgroup" colspan=WIDTH.to_string()>
                    <bdi>{name}</bdi>
                    {department}
                </th>
            </tr>
            {rows.collect_view()}
            {commentary}
        </tbody>
    }
    .into_any()
}

/// What people wrote about the year; nothing where that is nothing.
fn commentary_row(view: &View, cell: &Cell) -> Option<AnyView> {
    let text = words::cell::value(&view.plan, cell, &view.plan.value(cell));
    let is_written = view.plan.value(cell) != cell.kind().empty();
    is_written.then(|| {
        let disputed = view.is_conflict(cell).then(|| words::sheet::in_brackets(words::sheet::DISAGREED));
        view! {
            <tr>
                <th scope="row">{words::cell::field(cell.field())}</th>
                <td colspan=(WIDTH - 1).to_string()>
                    {lines(&text)} {disputed}
                </td>
            </tr>
        }
        .into_any()
    })
}

fn row(view: &View, cell: &Cell) -> AnyView {
    let plan = &view.plan;
    let observed = match plan.value(cell) {
        Value::Observation(observed) => observed,
        _ => Observation::NotEntered,
    };
    // What is no number is said by the state; without one there is room for a hand.
    let number = observed.number().map(words::number::in_table);
    let marks = [
        (plan.is_confirmed(cell), words::closing::CONFIRMED),
        (view.is_conflict(cell), words::sheet::DISAGREED),
        (plan.is_to_confirm(cell), words::screen::TO_CONFIRM),
        (is_correction(view, cell), words::closing::CORRECTION),
    ];
    let marks = marks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| mark.to_owned());
    let state: Vec<String> = std::iter::once(words::exchange::answer_state(observed).to_owned()).chain(marks).collect();
    let remark = Some(plan.remark(cell).to_owned()).filter(|remark| !is_blank(remark));
    view! {
        <tr>
            <th scope="row">{words::exchange::answer_name(plan, cell)}</th>
            <td>{Some(words::cell::unit(plan, cell)).filter(|unit| !unit.is_empty())}</td>
            <td class="value">{words::cell::value_before(plan, cell)}</td>
            <td class="value">{number}</td>
            <td>{words::screen::listed(&state)}</td>
            <td>{remark}</td>
        </tr>
    }
    .into_any()
}

/// What is missing, in words.
fn missing(plan: &Plan, cells: &[Cell]) -> AnyView {
    if cells.is_empty() {
        return view! { <p>{words::exchange::HAND_IN_COMPLETE}</p> }.into_any();
    }
    let names: Vec<String> = cells.iter().map(|cell| words::cell::name(plan, cell)).collect();
    let said = words::exchange::missing_on_paper(cells.len());
    view! { <p>{said} " " {words::screen::listed(&names)}</p> }.into_any()
}
