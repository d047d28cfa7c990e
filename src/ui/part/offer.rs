//! What files would change, cell by cell, before anything does.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::browser;
use crate::edits::{Collated, Difference, Group, Head};
use crate::plan::{Plan, Value, set_of};
use crate::state::{Offer, Part, Prefer, Progress, State};
use crate::ui::part::{ScrollTable, follows, pressed};
use crate::words;

/// Rows shown at once: more come on demand, so that two thousand do not stop the page.
const PAGE: usize = 100;

/// Files being read, the offer they make, or what is wrong with them, with the buttons to decide.
#[component]
pub fn OfferView(
    /// The open plan.
    state: State,
) -> impl IntoView {
    follows(move || {
        if let Some(progress) = state.desk().reading.get() {
            return reading(state, progress).into_any();
        }
        let problems = state.desk().problems.get();
        let problems = (!problems.is_empty()).then(|| {
            let sentences = problems.iter().map(|problem| {
                view! { <p>{words::file::problem(&problem.name, problem.error.as_ref())}</p> }.into_any()
            });
            view! {
                <div class="problem" role="alert">
                    {sentences.collect_view()}
                    <button
                        type="button"
                        on:click=pressed(move |_| decide(state, |state| state.desk().problems.set(Vec::new())))
                    >
                        {words::screen::CLOSE}
                    </button>
                </div>
            }
            .into_any()
        });
        let offer = state.desk().offer.get().map(|offer| offered(state, offer).into_any());
        view! { {problems} {offer} }.into_any()
    })
}

/// Does what a button says. The button goes with the offer: the focus goes to the screen's heading instead of nowhere.
fn decide(state: State, by: fn(&State)) {
    by(&state);
    browser::in_next_frame(|| {
        browser::focus("h1");
    });
}

fn reading(state: State, progress: Progress) -> impl IntoView {
    let stop = move |_| {
        state.desk().reading.update(|progress| {
            if let Some(progress) = progress {
                progress.stopped = true;
            }
        })
    };
    view! {
        <div class="offer" role="status">
            <p>{words::exchange::progress(progress.done, progress.of)}</p>
            <progress max=progress.of.to_string() value=progress.done.to_string()></progress>
            " "
            <button type="button" on:click=pressed(stop)>
                {words::exchange::STOP}
            </button>
        </div>
    }
}

/// What the comparison is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Filter {
    department: Option<String>,
    policy: Option<String>,
    person: Option<String>,
}

impl Filter {
    fn lets(&self, plan: &Plan, one: &Collated) -> bool {
        let is = |wanted: &Option<String>, own: &str| wanted.as_ref().is_none_or(|wanted| wanted == own);
        let policy = plan.policy_of(&one.cell.subject).map(|policy| policy.id.to_string()).unwrap_or_default();
        let person = self.person.as_ref().is_none_or(|person| people(one).contains(person));
        is(&self.department, plan.department_of(&one.cell.subject)) && is(&self.policy, &policy) && person
    }
}

/// Whoever made a value of the cell.
fn people(one: &Collated) -> BTreeSet<String> {
    let heads = one.files.iter().flat_map(|(_, heads)| heads).filter_map(Head::edit).chain(&one.here_by);
    set_of(heads.map(|edit| words::screen::who(&edit.maker.author, &edit.maker.department)))
}

fn offered(state: State, offer: Arc<Offer>) -> impl IntoView {
    let plan = state.drafts().view.plan.clone();
    let names: Vec<&str> = offer.files.iter().map(|file| file.name.as_str()).collect();
    let head = words::exchange::offer_head(&names);
    let lines = offer.files.iter().map(|file| {
        let by = words::screen::by(&file.exported_by.author, &file.exported_by.department, file.exported_at);
        view! { <li>{words::exchange::file_line(&file.name, &by, file.edits.len())}</li> }.into_any()
    });
    let lines = lines.collect_view();
    let others = offer.other_plan_cells.len();
    let replacing = differences_table(&plan, words::screen::IF_REPLACED, &offer.replacing);
    let replaced = offer.replacing.len();
    let filter = RwSignal::new(Filter::default());
    let filters = filters(&plan, &offer, filter);
    let bulk = bulk(state, &offer);
    let groups = {
        let (plan, offer) = (plan.clone(), offer.clone());
        follows(move || comparison(state, &plan, &offer, &filter.get()))
    };
    view! {
        <section class="offer" aria-labelledby="offer-head">
            <h2 id="offer-head" tabindex="-1">
                {head}
            </h2>
            <ul>{lines}</ul>
            <p>
                <strong>{words::screen::NOTHING_CHANGED_YET}</strong>
            </p>
            {(others > 0).then(|| view! { <p class="doubt">{words::screen::other_plan(others)}</p> }.into_any())}
            {filters}
            {bulk}
            {groups}
            <details>
                <summary>{words::screen::if_replaced(replaced)}</summary>
                {replacing}
            </details>
            <div class="buttons">
                <button type="button" class="primary" on:click=pressed(move |_| decide(state, State::merge_offer))>
                    {words::screen::MERGE}
                </button>
                <button type="button" on:click=pressed(move |_| decide(state, State::replace_with_offer))>
                    {words::screen::REPLACE}
                </button>
                <button type="button" on:click=pressed(move |_| decide(state, State::drop_offer))>
                    {words::screen::DROP}
                </button>
                <button type="button" on:click=pressed(move |_| look(state))>
                    {words::exchange::LOOK}
                </button>
                <button type="button" on:click=pressed(move |_| state.save_part(&Part::All))>
                    {words::exchange::SAVE_BEFORE}
                </button>
            </div>
        </section>
    }
}

/// Shows the sheet as it would be.
fn look(state: State) {
    state.look_at_offer();
    let policy = state.drafts().view.plan.policies.first().map(|policy| policy.id.clone());
    let route = policy.map_or(crate::ui::route::Route::Overview, crate::ui::route::Route::Policy);
    browser::set_hash(&route.address());
}

/// The choices of what to see, where there is something to choose.
fn filters(plan: &Plan, offer: &Offer, filter: RwSignal<Filter>) -> AnyView {
    let subjects = || offer.cells.iter().map(|one| &one.cell.subject);
    let departments = set_of(subjects().map(|id| plan.department_of(id).to_owned()).filter(|name| !name.is_empty()));
    let policies = set_of(subjects().filter_map(|id| Some(plan.policy_of(id)?.id.to_string())));
    let persons = set_of(offer.cells.iter().flat_map(people));
    let one = |label: &'static str, options: BTreeSet<String>, set: fn(&mut Filter, Option<String>)| {
        let chosen = move |event| {
            let text = event_target_value(&event);
            filter.update(|filter| set(filter, Some(text).filter(|text| !text.is_empty())));
        };
        (options.len() > 1).then(|| {
            let options = options
                .into_iter()
                .map(|option| view! { <option value=option.clone()>{option.clone()}</option> }.into_any());
            view! {
                <label>
                    {label} " "
                    <select class="field" on:change=chosen>
                        <option value="">{words::exchange::EVERYTHING}</option>
                        {options.collect_view()}
                    </select>
                </label>
            }
            .into_any()
        })
    };
    let all = [
        one(words::exchange::BY_DEPARTMENT, departments, |filter, text| filter.department = text),
        one(words::exchange::BY_POLICY, policies, |filter, text| filter.policy = text),
        one(words::exchange::BY_PERSON, persons, |filter, text| filter.person = text),
    ];
    if all.iter().all(Option::is_none) {
        return ().into_any();
    }
    view! {
        <fieldset class="filters">
            <legend>{words::exchange::FILTER}</legend>
            {all.into_iter().flatten().collect_view()}
        </fieldset>
    }
    .into_any()
}

/// Decides all disagreements at once.
fn bulk(state: State, offer: &Offer) -> AnyView {
    if offer.count(Group::Conflict) == 0 {
        return ().into_any();
    }
    let button = |label: String, prefer: Prefer| {
        view! {
            <button type="button" class="small" on:click=pressed(move |_| state.prefer(&prefer))>
                {label}
            </button>
        }
        .into_any()
    };
    let files = offer.files.iter().enumerate();
    let files = files.map(|(number, file)| button(words::exchange::prefer_file(&file.name), Prefer::File(number)));
    view! {
        <div class="buttons" role="group" aria-label=words::exchange::DECIDE_ALL>
            <span>{words::exchange::DECIDE_ALL}</span>
            {button(words::exchange::PREFER_HERE.to_owned(), Prefer::Here)}
            {button(words::exchange::PREFER_NEWEST.to_owned(), Prefer::Newest)}
            {files.collect_view()}
            {button(words::exchange::KEEP_BOTH.to_owned(), Prefer::Both)}
        </div>
    }
    .into_any()
}

/// The groups as tables: what changes and what disagrees open, the rest behind a press.
fn comparison(state: State, plan: &Arc<Plan>, offer: &Arc<Offer>, filter: &Filter) -> AnyView {
    let let_through: Vec<usize> =
        offer.cells.iter().enumerate().filter(|(_, one)| filter.lets(plan, one)).map(|(index, _)| index).collect();
    let is_outside: BTreeSet<usize> = set_of(
        let_through
            .iter()
            .copied()
            .filter(|index| offer.cells.get(*index).is_some_and(|one| offer.is_outside(plan, one))),
    );
    let of = |group: Group| -> Vec<usize> {
        let all = let_through.iter().copied().filter(|index| !is_outside.contains(index));
        all.filter(|index| offer.cells.get(*index).is_some_and(|one| one.group == group)).collect()
    };
    let table = |caption: String, rows: Vec<usize>| rows_table(state, plan, offer, caption, rows);
    let conflicts = of(Group::Conflict);
    let changes = of(Group::OnlyInFiles);
    let folded = [Group::OnlyHere, Group::Same].map(|group| {
        let rows = of(group);
        (!rows.is_empty()).then(|| {
            let caption = words::exchange::group(group, rows.len());
            view! {
                <details>
                    <summary>{caption.clone()}</summary>
                    {table(caption, rows)}
                </details>
            }
            .into_any()
        })
    });
    let nothing = changes.is_empty() && conflicts.is_empty() && is_outside.is_empty();
    let outside = (!is_outside.is_empty()).then(|| {
        let rows: Vec<usize> = is_outside.into_iter().collect();
        let caption = words::exchange::counted(words::exchange::OUTSIDE, rows.len());
        view! {
            <p class="doubt">{words::exchange::OUTSIDE_LEAD}</p>
            {table(caption, rows)}
        }
        .into_any()
    });
    let changed = (!changes.is_empty()).then(|| {
        let caption = words::exchange::group(Group::OnlyInFiles, changes.len());
        table(caption, changes)
    });
    let disagreeing = (!conflicts.is_empty()).then(|| {
        let caption = words::exchange::group(Group::Conflict, conflicts.len());
        table(caption, conflicts)
    });
    view! {
        {nothing.then(|| view! { <p>{words::screen::IF_MERGED} {words::screen::NO_DIFFERENCE}</p> }.into_any())}
        {disagreeing}
        {changed}
        {outside}
        {folded.into_iter().flatten().collect_view()}
    }
    .into_any()
}

/// Rows of the comparison, page by page.
fn rows_table(state: State, plan: &Arc<Plan>, offer: &Arc<Offer>, caption: String, rows: Vec<usize>) -> AnyView {
    let shown = RwSignal::new(PAGE);
    let total = rows.len();
    let heads = words::exchange::COMPARISON_HEADS.map(|head| view! { <th scope="col">{head}</th> }.into_any());
    let pages: Vec<_> = (0..total.div_ceil(PAGE))
        .map(|page| {
            let rows: Vec<usize> = rows.iter().copied().skip(page * PAGE).take(PAGE).collect();
            let (plan, offer) = (plan.clone(), offer.clone());
            // A page once shown stays as it is: only whether it is shown at all changes.
            let wanted = Memo::new(move |_| shown.get() > page * PAGE);
            follows(move || {
                wanted.get().then(|| {
                    let found = rows.iter().filter_map(|index| offer.cells.get(*index));
                    found.map(|one| row(state, &plan, &offer, one)).collect_view()
                })
            })
        })
        .collect();
    let more = follows(move || {
        (shown.get() < total).then(|| {
            view! {
                <p>
                    {words::exchange::shown_of(shown.get(), total)} " "
                    <button type="button" class="small" on:click=pressed(move |_| shown.update(|shown| *shown += PAGE))>
                        {words::exchange::SHOW_MORE}
                    </button>
                </p>
            }
            .into_any()
        })
    });
    view! {
        <ScrollTable name=caption.clone()>
            <table class="differences">
                <caption>{caption}</caption>
                <thead>
                    <tr>{heads.collect_view()}</tr>
                </thead>
                <tbody>{pages}</tbody>
            </table>
        </ScrollTable>
        {more}
    }
    .into_any()
}

fn row(state: State, plan: &Plan, offer: &Offer, one: &Collated) -> AnyView {
    let name = words::cell::name(plan, &one.cell);
    let several = offer.files.len() > 1;
    let said = one.files.iter().flat_map(|(number, heads)| heads.iter().map(move |head| (*number, head)));
    let said = said.filter_map(|(number, head)| {
        let value = words::cell::value(head.value()?);
        let by = head.edit().map(|edit| words::screen::by(&edit.maker.author, &edit.maker.department, edit.at));
        let file = offer.files.get(number).filter(|_| several).map(|file| format!("「{}」", file.name));
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
        Group::Conflict => decision(state, one, &name),
        Group::OnlyInFiles => words::screen::BECOMES.into_any(),
        Group::OnlyHere | Group::Same => words::exchange::STAYS.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{words::cell::value(&one.here)}</td>
            <td>{said}</td>
            <td class:in-conflict=one.group == Group::Conflict>{result}</td>
        </tr>
    }
    .into_any()
}

/// How a disagreement is decided: left open, or for one of the values.
fn decision(state: State, one: &Collated, name: &str) -> AnyView {
    let values: Arc<Vec<Value>> = Arc::new(one.values());
    let cell = one.cell.clone();
    let current = {
        let (values, cell) = (values.clone(), cell.clone());
        Memo::new(move |_| {
            let chosen = state.desk().choices.with(|choices| choices.get(&cell).cloned());
            chosen.and_then(|chosen| values.iter().position(|value| *value == chosen))
        })
    };
    let options = values.iter().enumerate().map(|(index, value)| {
        let text = words::cell::value(value);
        view! {
            <option value=index.to_string() prop:selected=move || current.get() == Some(index)>
                {text}
            </option>
        }
        .into_any()
    });
    let options = options.collect_view();
    let choose = move |event| {
        let index = event_target_value(&event).parse::<usize>().ok();
        state.choose(&cell, index.and_then(|index| values.get(index)).cloned());
    };
    view! {
        <div>{words::screen::BECOMES_CONFLICT}</div>
        <select class="field" aria-label=words::exchange::decision_of(name) on:change=choose>
            <option value="" prop:selected=move || current.get().is_none()>
                {words::exchange::KEEP_BOTH}
            </option>
            {options}
        </select>
    }
    .into_any()
}

/// Cells and their values before and after, as a table.
fn differences_table(plan: &Plan, heading: &'static str, differences: &[Difference]) -> impl IntoView + use<> {
    if differences.is_empty() {
        return view! { <p>{heading} {words::screen::NO_DIFFERENCE}</p> }.into_any();
    }
    let rows = differences.iter().map(|difference| {
        view! {
            <tr>
                <th scope="row">{words::cell::name(plan, &difference.cell)}</th>
                <td>{words::cell::value(&difference.before)}</td>
                <td>{words::cell::value(&difference.after)}</td>
            </tr>
        }
        .into_any()
    });
    let (rows, caption) = (rows.collect_view(), words::screen::counted(heading, differences.len()));
    let heads = words::screen::DIFFERENCE_HEADS.map(|head| view! { <th scope="col">{head}</th> }.into_any());
    view! {
        <ScrollTable name=heading.to_owned()>
            <table class="differences">
                <caption>{caption}</caption>
                <thead>
                    <tr>{heads.collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollTable>
    }
    .into_any()
}
