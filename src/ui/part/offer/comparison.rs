//! Files against what is here, cell by cell.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::edits::{Collated, Edit, Group, Head};
use crate::plan::{Field, Plan, Subject, SubjectId, Value, set_of};
use crate::state::{Duty, Offer, State};
use crate::ui::part::additions::{Line, added, facts, folded, outermost};
use crate::ui::part::filter::{Narrowed, filter, filters, lets};
use crate::ui::part::{Pages, follows};
use crate::words;

/// The number and the name of the policy of a subject.
fn policy_name(plan: &Plan, id: &SubjectId) -> Option<String> {
    Some(words::screen::policy_name(plan, &plan.policy_of(id)?.id))
}

/// What the comparison is narrowed to.
#[derive(Clone, Copy)]
pub(super) struct Filter {
    department: Narrowed,
    policy: Narrowed,
    person: Narrowed,
}

impl Filter {
    pub(super) fn new() -> Filter {
        Filter { department: RwSignal::new(None), policy: RwSignal::new(None), person: RwSignal::new(None) }
    }

    fn lets(self, plan: &Plan, offer: &Offer, one: &Collated) -> bool {
        let policy = || policy_name(plan, &one.cell.subject).unwrap_or_default();
        lets(self.department, |wanted| wanted == plan.department_of(&one.cell.subject))
            && lets(self.policy, |wanted| wanted == policy())
            && lets(self.person, |wanted| people(offer, one).contains(wanted))
    }

    /// The choices of what to see, where there is something to choose.
    pub(super) fn choices(self, plan: &Plan, offer: &Offer) -> Option<AnyView> {
        let subjects = || offer.cells.iter().map(|one| &one.cell.subject);
        let departments = subjects().map(|id| plan.department_of(id).to_owned()).filter(|name| !name.is_empty());
        let policies = subjects().filter_map(|id| policy_name(plan, id));
        filters([
            filter(words::exchange::BY_DEPARTMENT, set_of(departments), self.department),
            filter(words::exchange::BY_POLICY, set_of(policies), self.policy),
            filter(
                words::exchange::BY_PERSON,
                set_of(offer.cells.iter().flat_map(|one| people(offer, one))),
                self.person,
            ),
        ])
    }
}

/// Whoever made a value of the cell, or makes the difference.
fn people(offer: &Offer, one: &Collated) -> BTreeSet<String> {
    let sender = |number: Option<usize>| offer.files.get(number?)?.package.exported_by.as_ref();
    let of_file = |(number, heads): &'_ (usize, Vec<Head>)| {
        let (sender, heads) = (sender(Some(*number)), heads.iter().filter_map(Head::edit));
        heads.map(|edit| words::screen::who_or_sender(&edit.maker, sender)).collect::<Vec<_>>()
    };
    let here = one.here_by.iter().map(|edit| words::screen::who_or_sender(&edit.maker, None));
    let by = one.by.iter().map(|(number, edit)| words::screen::who_or_sender(&edit.maker, sender(*number)));
    set_of(one.files.iter().flat_map(of_file).chain(here).chain(by))
}

/// The groups as tables: what changes and what disagrees open, the rest behind a press.
pub(super) fn comparison(state: State, plan: &Arc<Plan>, offer: &Arc<Offer>, filter: Filter) -> AnyView {
    let let_through: Vec<usize> = offer
        .cells
        .iter()
        .enumerate()
        .filter(|(_, one)| filter.lets(plan, offer, one))
        .map(|(index, _)| index)
        .collect();
    let of_duty = |wanted: Duty| -> Vec<usize> {
        let all = let_through.iter().copied();
        all.filter(|index| offer.cells.get(*index).is_some_and(|one| offer.duty(plan, one) == wanted)).collect()
    };
    let (outside, unknown): (BTreeSet<usize>, _) = (set_of(of_duty(Duty::Outside)), of_duty(Duty::Unknown).len());
    let of = |group: Group| -> Vec<usize> {
        let all = let_through.iter().copied();
        all.filter(|index| offer.cells.get(*index).is_some_and(|one| one.group == group)).collect()
    };
    // All of what is added stands together, whoever answers for it then; what is added to a project of others, with theirs.
    let only_in_files = offer.cells.iter().filter(|one| one.group == Group::OnlyInFiles);
    let new = added(only_in_files.map(|one| (&one.cell, &one.here, &one.after)));
    let stands_alone = |one: &Collated| {
        let around = outermost(plan, &new, &one.cell.subject).map(|id| plan.structure.around(id).next());
        around.is_some_and(|of| !matches!(of.and_then(|of| plan.subject(of)), Some(Subject::Project(..))))
    };
    let is_outside = |index: &usize| outside.contains(index) && !offer.cells.get(*index).is_some_and(stands_alone);
    // Disagreements stand together, whoever they are with.
    let conflicts = of(Group::Conflict);
    let (outside, changes): (Vec<usize>, Vec<usize>) = of(Group::OnlyInFiles).into_iter().partition(is_outside);
    let cell_of = |index: &usize| offer.cells.get(*index).map(|one| &one.cell);
    let lines =
        |cells: Vec<usize>| folded(plan, &new, cells.iter().filter_map(|index| Some((*index, cell_of(index)?))));
    let table = |caption: String, lines: Vec<Line>| {
        let (plan, offer, total) = (plan.clone(), offer.clone(), lines.len());
        let row = move |index: usize| {
            let found = lines.get(index).and_then(|line| match line {
                Line::Cell(index) => Some(row(state, &plan, &offer, offer.cells.get(*index)?)),
                Line::Added(id, cells) => Some(added_row(&plan, &offer, id, cells)),
            });
            found.into_any()
        };
        Pages::of_large_rows().table(&caption, "differences", &words::exchange::COMPARISON_HEADS, total, row)
    };
    let cells = |cells: Vec<usize>| cells.into_iter().map(Line::Cell).collect::<Vec<_>>();
    let folded = [Group::OnlyHere, Group::Same].map(|group| {
        let rows = of(group);
        (!rows.is_empty()).then(|| {
            let caption = words::exchange::group(group, rows.len());
            view! {
                <details>
                    <summary>{caption.clone()}</summary>
                    {table(caption, cells(rows))}
                </details>
            }
            .into_any()
        })
    });
    let shown = changes.len() + conflicts.len() + outside.len();
    let hidden = offer.count(Group::OnlyInFiles) + offer.count(Group::Conflict) - shown;
    let nothing = shown + hidden == 0;
    let hidden =
        (hidden > 0).then(|| view! { <p class="doubt">{words::exchange::hidden_by_filters(hidden)}</p> }.into_any());
    let apart = (!outside.is_empty()).then(|| {
        // Cells are counted, whatever number of them stands in one line.
        let caption = words::exchange::counted(words::exchange::OUTSIDE, outside.len());
        view! {
            <p class="doubt">{words::exchange::OUTSIDE_LEAD}</p>
            {table(caption, lines(outside))}
        }
        .into_any()
    });
    let unknown =
        (unknown > 0).then(|| view! { <p class="doubt">{words::exchange::unknown_duty(unknown)}</p> }.into_any());
    let changed = (!changes.is_empty()).then(|| {
        let caption = words::exchange::group(Group::OnlyInFiles, changes.len());
        table(caption, lines(changes))
    });
    let disagreeing = (!conflicts.is_empty()).then(|| {
        let caption = words::exchange::group(Group::Conflict, conflicts.len());
        table(caption, cells(conflicts))
    });
    view! {
        {nothing.then(|| view! { <p>{words::screen::IF_MERGED} {words::screen::NO_DIFFERENCE}</p> }.into_any())}
        {hidden}
        {unknown}
        {disagreeing}
        {changed}
        {apart}
        {folded.into_iter().flatten().collect_view()}
    }
    .into_any()
}

/// Who makes a change of a cell, by which file, and with `when` at what moment: with a mark where they are not known, or do not answer
/// for it.
fn made_by(plan: &Plan, offer: &Offer, one: &Collated, number: Option<usize>, edit: &Edit, when: bool) -> String {
    let file = number.and_then(|number| offer.files.get(number));
    let is_unknown = file.is_some_and(|file| file.department(edit).is_none());
    let is_outside = one.group == Group::Conflict && offer.duty_of(plan, &one.cell, number, edit) == Duty::Outside;
    let mark = match (is_unknown, is_outside) {
        (true, _) => format!("({})", words::exchange::UNKNOWN_DUTY),
        (_, true) => format!("({})", words::exchange::OUTSIDE_MARK),
        _ => String::new(),
    };
    let sender = file.and_then(|file| file.package.exported_by.as_ref());
    let who = match when {
        true => words::screen::who_made(edit, sender),
        false => words::screen::who_or_sender(&edit.maker, sender),
    };
    format!("{who}{mark}")
}

/// A subject that comes with the files: what it is called, who adds it, and behind a press what is said of it.
fn added_row(plan: &Plan, offer: &Offer, id: &SubjectId, cells: &[usize]) -> AnyView {
    let cells = || cells.iter().filter_map(|index| offer.cells.get(*index));
    let name = words::exchange::added(plan, id);
    let by = cells().flat_map(|one| one.by.iter().map(move |(number, edit)| (one, *number, edit)));
    let by: BTreeSet<String> = set_of(by.map(|(one, number, edit)| made_by(plan, offer, one, number, edit, false)));
    let by = by.into_iter().map(|by| view! { <div class="quiet">{by}</div> }.into_any()).collect_view();
    let facts = facts(plan, cells().map(|one| (&one.cell, &one.here, &one.after)));
    let [_, here, in_files, after] = words::exchange::COMPARISON_HEADS;
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-head=here>{words::exchange::NOT_HERE}</td>
            <td data-head=in_files>
                {facts}
                {by}
            </td>
            <td data-head=after>
                <strong>{words::exchange::IS_ADDED}</strong>
            </td>
        </tr>
    }
    .into_any()
}

fn row(state: State, plan: &Plan, offer: &Offer, one: &Collated) -> AnyView {
    let name = words::cell::name(plan, &one.cell);
    let several = offer.files.len() > 1;
    let said = one.files.iter().flat_map(|(number, heads)| heads.iter().map(move |head| (*number, head)));
    let file = |number: Option<usize>| offer.files.get(number?);
    let in_file = |number| file(number).filter(|_| several).map(|file| words::exchange::quoted(&file.name));
    let by = |number, edit: &Edit| made_by(plan, offer, one, number, edit, true);
    // What changes the cell and is no value that a file alone shows: what takes back, what closes its year, what comes to
    // the top by another file.
    let is_said = |edit: &Edit| {
        let heads = one.files.iter().flat_map(|(_, heads)| heads).filter_map(Head::edit);
        heads.into_iter().any(|head| head.does_the_same(edit))
    };
    let others = one.by.iter().filter(|(number, edit)| !is_said(edit) || number.is_none());
    // What takes back, and takes that back again, is said once of each person.
    let mut taken_back: BTreeSet<(Option<usize>, String)> = BTreeSet::new();
    let others = others.filter(|(number, edit)| {
        edit.set().is_some() || taken_back.insert((*number, made_by(plan, offer, one, *number, edit, false)))
    });
    let others: Vec<_> = others.collect();
    let others = others.into_iter().map(|(number, edit)| {
        // Its value, or through what else it changes: a closing makes a correction of the cell.
        let does = edit.set().map(|(cell, value, _)| match (*cell == one.cell, cell.field()) {
            (true, _) => view! { <strong>{words::cell::value(plan, cell, value)}</strong> }.into_any(),
            (false, Field::Closed) => view! { <strong>{words::cell::field(Field::Closed)}</strong> }.into_any(),
            (false, field) => view! { <span class="quiet">{words::exchange::through(field)}</span> }.into_any(),
        });
        view! {
            <div>
                {does}
                " "
                <span class="quiet">{by(*number, edit)} {in_file(*number)}</span>
            </div>
        }
        .into_any()
    });
    let others = others.collect_view();
    let said = said.filter_map(|(number, head)| {
        let value = words::cell::value(plan, &one.cell, head.value()?);
        let by = head.edit().map_or_else(|| words::screen::IN_THE_PLAN.to_owned(), |edit| by(Some(number), edit));
        let file = in_file(Some(number));
        Some(
            view! {
                <div>
                    <strong>{value}</strong>
                    " "
                    <span class="quiet">{by} {file}</span>
                </div>
            }
            .into_any(),
        )
    });
    let said = said.collect_view();
    let result = match one.group {
        Group::Conflict => decision(state, plan, one, &name),
        Group::OnlyInFiles => {
            view! { <strong>{words::cell::after(plan, &one.cell, &one.here, &one.after)}</strong> }.into_any()
        }
        Group::OnlyHere | Group::Same => words::exchange::STAYS.into_any(),
    };
    let [_, here, in_files, after] = words::exchange::COMPARISON_HEADS;
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-head=here>{words::cell::appearance(plan, &one.cell, &one.here)}</td>
            <td data-head=in_files>{said} {others}</td>
            <td data-head=after class:in-conflict=one.group == Group::Conflict>
                {result}
            </td>
        </tr>
    }
    .into_any()
}

/// How a disagreement is decided: left open, or for one of the values.
fn decision(state: State, plan: &Plan, one: &Collated, name: &str) -> AnyView {
    let values: Arc<Vec<Value>> = Arc::new(one.values());
    let cell = one.cell.clone();
    let current = {
        let (values, cell) = (values.clone(), cell.clone());
        Memo::new(move |_| {
            let chosen = state.desk().choices.with(|choices| choices.get(&cell).cloned());
            chosen.and_then(|chosen| values.iter().position(|value| value.is_written_like(&chosen)))
        })
    };
    let options = values.iter().enumerate().map(|(index, value)| {
        let text = words::cell::value(plan, &one.cell, value);
        view! {
            <option value=index.to_string() prop:selected=move || current.get() == Some(index)>
                {text}
            </option>
        }
        .into_any()
    });
    let options = options.collect_view();
    let texts: Vec<String> = values.iter().map(|value| words::cell::value(plan, &one.cell, value)).collect();
    let choose = move |event| {
        let index = event_target_value(&event).parse::<usize>().ok();
        state.choose(&cell, index.and_then(|index| values.get(index)).cloned());
    };
    let open = words::cell::after(plan, &one.cell, &one.here, &one.after);
    let outcome = follows(move || match current.get().and_then(|index| texts.get(index).cloned()) {
        Some(text) => view! { <div><strong>{text}</strong> " " {words::exchange::BECOMES}</div> }.into_any(),
        None => view! { <div>{open.clone()}</div> <div>{words::screen::BECOMES_CONFLICT}</div> }.into_any(),
    });
    view! {
        {outcome}
        <select class="field" aria-label=words::exchange::decision_of(name) on:change=choose>
            <option value="" prop:selected=move || current.get().is_none()>
                {words::exchange::KEEP_BOTH}
            </option>
            {options}
        </select>
    }
    .into_any()
}
