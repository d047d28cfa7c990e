//! What files would change, cell by cell, before anything does.

mod comparison;

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser;
use crate::edits::{Edit, Group};
use crate::state::{Offer, OfferedFile, Part, Prefer, Progress, Stage, State};
use crate::ui::part::{CONFLICTS, deciding_field, differences, follows, pressed};
use crate::ui::route::Route;
use crate::words;

use comparison::{Filter, comparison};

/// Files being read, the offer they make, or what is wrong with them, with the buttons to decide.
#[component]
pub fn OfferView(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let is_read = Memo::new(move |_| state.desk().reading.with(Option::is_none));
    follows(move || {
        if !is_read.get() {
            return reading(state).into_any();
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
                        on:click=pressed(move |_| decide(state, forget_problems))
                    >
                        {words::screen::CLOSE}
                    </button>
                </div>
            }
            .into_any()
        });
        let offer = state.desk().offer.get().map(|offer| offered(state, offer).into_any());
        let waiting = state.desk().waiting.with(Vec::len);
        let waiting = (waiting > 0).then(|| {
            view! {
                <div class="problem" role="status">
                    <p>{words::exchange::waiting(waiting)}</p>
                    <button type="button" on:click=pressed(move |_| show_waiting(state))>
                        {words::exchange::SHOW_WAITING}
                    </button>
                </div>
            }
            .into_any()
        });
        view! { {problems} {offer} {waiting} }.into_any()
    })
}

/// Shows what waits in the place of the offer; the focus goes to where the comparison begins.
fn show_waiting(state: State) {
    state.offer_waiting();
    browser::in_next_frame(|| {
        browser::focus("#offer-head");
    });
}

/// Does what a button says; `by` returns whether disagreements are left to be decided. Where the button goes with the offer the focus
/// goes to them, or to the screen's heading; where something else is offered now, to the head of that.
fn decide(state: State, by: fn(&State) -> bool) {
    let offer = move || state.desk().offer.get_untracked();
    let (before, are_conflicts) = (offer(), by(&state));
    let heading = match (before, offer()) {
        (Some(before), Some(now)) if Arc::ptr_eq(&before, &now) => return,
        (_, Some(_)) => "#offer-head".to_owned(),
        (_, None) if are_conflicts => format!("#{CONFLICTS}"),
        (_, None) => "h1".to_owned(),
    };
    browser::in_next_frame(move || {
        browser::focus(&heading);
    });
}

/// How far reading and comparing files is. The button to stop it stays the same one all the while.
fn reading(state: State) -> impl IntoView {
    let progress = move || state.desk().reading.get().unwrap_or_default();
    let stop = move |_| {
        state.desk().reading.update(|progress| {
            if let Some(progress) = progress {
                progress.stopped = true;
            }
        })
    };
    let said = Memo::new(move |_| match progress() {
        Progress { stage: Stage::Reading, done, of, .. } => words::exchange::progress(done, of),
        Progress { stage: Stage::Comparing, .. } => words::exchange::COMPARING.to_owned(),
    });
    view! {
        <div class="offer">
            <p role="status">{move || said.get()}</p>
            <progress max=move || progress().of.to_string() value=move || progress().done.to_string()></progress>
            " "
            <button type="button" on:click=pressed(stop)>
                {words::exchange::STOP}
            </button>
        </div>
    }
}

fn offered(state: State, offer: Arc<Offer>) -> impl IntoView {
    // Subjects that come with the files have their names there.
    let plan = offer.merged_view().plan.clone();
    let names: Vec<&str> = offer.files.iter().map(|file| file.name.as_str()).collect();
    let head = words::exchange::offer_head(&names);
    let lines = offer.files.iter().map(|file| {
        let maker = file.package.exported_by.clone().unwrap_or_default();
        let by = words::screen::by(&maker.author, &maker.department, file.package.exported_at);
        view! { <li>{words::exchange::file_line(&file.name, &by, file.changes())}</li> }.into_any()
    });
    let lines = lines.collect_view();
    let damaged = offer.files.iter().filter_map(|file| {
        let first = file.package.damaged.first()?;
        let said = words::exchange::damaged(&file.name, first, file.package.damaged.len());
        Some(view! { <p class="doubt">{said}</p> }.into_any())
    });
    let damaged = damaged.collect_view();
    let renamed = offer.renamed.first().map(|first| {
        let said = words::exchange::renamed(offer.renamed.len(), &words::screen::who_made(first, None));
        view! { <p class="doubt">{said}</p> }.into_any()
    });
    let foreign: usize = offer.files.iter().map(OfferedFile::foreign).sum();
    let others = offer.other_plan_cells.len();
    let replacing = {
        let (plan, offer) = (plan.clone(), offer.clone());
        follows(move || {
            let replacing = state.desk().replacing.get()?;
            if replacing.is_empty() {
                return Some(view! { <p>{words::screen::IF_REPLACED} {words::screen::NO_DIFFERENCE}</p> }.into_any());
            }
            let (heads, of) = (&words::screen::DIFFERENCE_HEADS, offer.clone());
            let made_by = move |edit: &Edit, when: bool| match when {
                true => words::screen::who_made(edit, of.sender(edit)),
                false => words::screen::who_or_sender(&edit.maker, of.sender(edit)),
            };
            Some(differences(&plan, words::screen::IF_REPLACED, heads, &replacing, made_by))
        })
    };
    let replaced = Memo::new(move |_| state.desk().replacing.with(|found| found.as_ref().map(|found| found.len())));
    let is_open = RwSignal::new(false);
    let filter = Filter::new();
    let filters = filter.choices(&plan, &offer);
    let bulk = bulk(state, &offer);
    let groups = {
        let (plan, offer) = (plan.clone(), offer.clone());
        follows(move || comparison(state, &plan, &offer, filter))
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
            {damaged}
            {renamed}
            {(foreign > 0).then(|| view! { <p class="doubt">{words::exchange::foreign_in_files(foreign)}</p> }.into_any())}
            {(others > 0).then(|| view! { <p class="doubt">{words::screen::other_plan(others)}</p> }.into_any())}
            {filters}
            {bulk}
            {groups}
            <details prop:open=move || is_open.get() on:toggle=move |_| state.find_replacing()>
                <summary>
                    {move || replaced.get().map_or(words::screen::IF_REPLACED_SUMMARY.to_owned(), words::screen::if_replaced)}
                </summary>
                {replacing}
            </details>
            <div class="buttons">
                <button type="button" class="primary" on:click=pressed(move |_| decide(state, State::merge_offer))>
                    {words::screen::MERGE}
                </button>
                <button type="button" on:click=pressed(move |_| replace(state, is_open))>
                    {words::screen::REPLACE}
                </button>
                <button type="button" on:click=pressed(move |_| decide(state, drop_offer))>
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

/// Takes what is wrong with files off the screen.
fn forget_problems(state: &State) -> bool {
    state.desk().problems.set(Vec::new());
    false
}

/// Lets the offer go.
fn drop_offer(state: &State) -> bool {
    state.drop_offer();
    false
}

/// Replaces; of a large offer, first shows what that would change.
fn replace(state: State, is_open: RwSignal<bool>) {
    let is_known = state.desk().replacing.with_untracked(Option::is_some);
    if is_known {
        return decide(state, |state| {
            state.replace_with_offer();
            false
        });
    }
    state.replace_with_offer();
    is_open.set(true);
}

/// Shows the sheet as it would be.
fn look(state: State) {
    state.look_at_offer();
    // Of several policies the overview leads to each.
    let route = match state.drafts().plan.policies() {
        [only] => Route::Policy(only.id.clone()),
        _ => Route::Overview,
    };
    browser::set_hash(&route.address());
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
            <span>{words::exchange::decide_all(offer.count(Group::Conflict))}</span>
            {button(words::exchange::PREFER_HERE.to_owned(), Prefer::Here)}
            {button(words::exchange::PREFER_NEWEST.to_owned(), Prefer::Newest)}
            {files.collect_view()}
            {button(words::exchange::KEEP_BOTH.to_owned(), Prefer::Both)}
        </div>
        <p class="quiet">{words::exchange::PREFER_HERE_BEFORE}</p>
        {deciding_field(state.desk().deciding)}
    }
    .into_any()
}
