//! Closing years (締め), before they are published: the year that is due, after a question that says what stands open.

use leptos::prelude::*;

use crate::browser;
use crate::edits::{OpenCells, View, is_closed};
use crate::plan::{Cell, Field as F, FiscalYear, Policy, SubjectId, Timestamp, Value};
use crate::state::State;
use crate::ui::part::{begin_editing, cell_list, choice, follows, pressed};
use crate::words;

/// What was asked: whether to close a year, and of which policies.
type Asked = RwSignal<Option<(Vec<SubjectId>, FiscalYear)>>;

/// The years of a policy, or of all together, to be closed and opened.
#[component]
pub fn Closings(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let asked: Asked = RwSignal::new(None);
    // Natively no clock is asked.
    let ended = RwSignal::new(None);
    Effect::new(move || ended.set(ended_before(browser::now())));
    let chosen = RwSignal::new(0_usize);
    // Which policies are meant: where there are several, the first choice is all of them.
    let all = Memo::new(move |_| {
        state.track_structure();
        state.structure().policies().iter().map(|policy| policy.id.clone()).collect::<Vec<SubjectId>>()
    });
    let meant = Memo::new(move |_| {
        let all = all.get();
        let one = chosen.get().checked_sub(1).and_then(|index| all.get(index).cloned());
        one.map_or(all, |one| vec![one])
    });
    // What was chosen stands at another place of another list.
    Effect::new(move || {
        all.track();
        chosen.set(0);
    });
    Effect::new(move || {
        meant.track();
        asked.set(None);
    });
    // Of each year those that are open: what stands below is made anew where that changes, not with every value.
    let open = Memo::new(move |_| {
        let view = state.drafts();
        let of = |year: FiscalYear| (year, meant.with(|meant| open_in(&view, meant, year)));
        view.plan.years().map(of).collect::<Vec<_>>()
    });
    // Another tab may have closed it meanwhile.
    let question = Memo::new(move |_| {
        let (meant, year) = asked.get()?;
        let view = state.drafts();
        let open = open_in(&view, &meant, year);
        (!open.is_empty()).then(|| (open_cells(&view, &open, year), open, year))
    });
    view! {
        <section>
            <h2 id="closings" tabindex="-1">{words::cell::field(F::Closed)}</h2>
            <p>{words::closing::CLOSE_LEAD}</p>
            {follows(move || {
                if !state.is_editing() {
                    return view! {
                        <p>
                            <button type="button" on:click=pressed(move |_| begin_editing(state))>
                                {words::screen::EDIT}
                            </button>
                        </p>
                    }
                    .into_any();
                }
                let years = follows(move || {
                    let question = follows(move || question.get().map(|found| ask(state, found, asked)));
                    years(state, &meant.get(), &open.get(), ended.get(), asked, question.into_any())
                });
                view! { {scope(state, chosen)} {years} }.into_any()
            })}
        </section>
    }
}

/// Which policies are meant: of several to be chosen.
fn scope(state: State, chosen: RwSignal<usize>) -> impl IntoView {
    follows(move || {
        let plan = state.plan();
        let names = plan.policies().iter().map(|policy| words::screen::policy_name(&plan, &policy.id));
        match names.len() {
            1 => names.map(|name| view! { <p>{name}</p> }.into_any()).collect_view().into_any(),
            _ => {
                let options = std::iter::once(words::closing::ALL_POLICIES.to_owned()).chain(names).collect();
                view! { <p>{choice(words::closing::POLICY, options, chosen)}</p> }.into_any()
            }
        }
    })
}

/// The last fiscal year that has ended at a moment, in Japan.
fn ended_before(at: Timestamp) -> Option<FiscalYear> {
    let time = at.in_japan();
    let current = if time.month >= 4 { time.year } else { time.year - 1 };
    i32::try_from(current).ok().and_then(FiscalYear::new).map(FiscalYear::previous)
}

/// The buttons of the years that are due, and behind them those of the others.
fn years(
    state: State,
    meant: &[SubjectId],
    open: &[(FiscalYear, Vec<SubjectId>)],
    ended: Option<FiscalYear>,
    asked: Asked,
    question: AnyView,
) -> AnyView {
    let is_due =
        |(year, open): &&(FiscalYear, Vec<SubjectId>)| !open.is_empty() && ended.is_some_and(|ended| *year <= ended);
    let (due, others): (Vec<_>, Vec<_>) = open.iter().partition(is_due);
    let button = |(year, open): &(FiscalYear, Vec<SubjectId>)| {
        let (year, open, meant) = (*year, open.clone(), meant.to_vec());
        let (some, all) = (open.len(), meant.len());
        let label = match (open.is_empty(), all) {
            (false, _) => words::closing::close(year),
            (true, 1) => words::closing::reopen(year),
            (true, _) => words::closing::reopen_all(year),
        };
        let press = move |_| match open.is_empty() {
            true => drop(write(state, &meant, year, "")),
            false => {
                asked.set(Some((meant.clone(), year)));
                browser::in_next_frame(|| {
                    browser::focus("#ask-to-close");
                });
            }
        };
        let partly = (0 < some && some < all).then(|| words::closing::closed_partly(all - some, all));
        view! {
            <button type="button" class="small" on:click=pressed(press)>
                {label}
            </button>
            {partly}
        }
        .into_any()
    };
    let none_due = due.is_empty().then(|| view! { <p>{words::closing::NONE_DUE}</p> }.into_any());
    let closed: Vec<FiscalYear> = open.iter().filter(|(_, open)| open.is_empty()).map(|(year, _)| *year).collect();
    let closed = (!closed.is_empty()).then(|| view! { <p>{words::closing::closed_years(&closed)}</p> }.into_any());
    let due = due.into_iter().map(button).collect_view();
    let others = others.into_iter().map(button).collect_view();
    view! {
        {closed}
        {none_due}
        <p class="buttons">{due}</p>
        {question}
        <details>
            <summary>{words::closing::OTHER_YEARS}</summary>
            <p class="buttons">{others}</p>
        </details>
    }
    .into_any()
}

/// Those of the policies whose year is open.
fn open_in(view: &View, meant: &[SubjectId], year: FiscalYear) -> Vec<SubjectId> {
    let policies = meant.iter().filter_map(|id| view.plan.structure.policy(id));
    let is_open = |policy: &&Policy| view.plan.is_kept(&policy.id, year) && !is_closed(view, policy, year);
    policies.filter(is_open).map(|policy| policy.id.clone()).collect()
}

/// What stands open in a year of several policies.
fn open_cells(view: &View, policies: &[SubjectId], year: FiscalYear) -> OpenCells {
    let policies = policies.iter().filter_map(|id| view.plan.structure.policy(id));
    policies.map(|policy| OpenCells::of(view, policy, year)).sum()
}

/// Asks before a year of these policies is closed, with what stands open in it.
fn ask(state: State, (open, policies, year): (OpenCells, Vec<SubjectId>, FiscalYear), asked: Asked) -> AnyView {
    let open = words::closing::open_before_closing(open).into_iter();
    let open: Vec<AnyView> = open.map(|(said, cells)| cell_list(state, said, cells)).collect();
    let said = match open.is_empty() {
        true => view! { <p>{words::closing::NOTHING_OPEN}</p> }.into_any(),
        false => view! { <div class="doubt">{open}</div> }.into_any(),
    };
    let view = untrack(|| state.drafts());
    let is_one_of_several = view.plan.policies().len() > 1;
    let name = policies.first().filter(|_| is_one_of_several).map(|id| words::screen::policy_name(&view.plan, id));
    let head = words::closing::ask_to_close(year, name.as_deref(), policies.len());
    let close = move |_| {
        leave(asked);
        if write(state, &policies, year, &words::closing::closed_text(&words::file::date(browser::now()))) {
            let missing = open_cells(&state.drafts(), &policies, year).missing.len();
            state.say_kept(words::closing::closed_said(year, missing));
        }
    };
    view! {
        <div class="offer" role="group" aria-labelledby="ask-to-close">
            <h3 id="ask-to-close" tabindex="-1">{head}</h3>
            {said}
            <p class="buttons">
                <button type="button" class="primary" on:click=pressed(close)>
                    {words::closing::CLOSE}
                </button>
                <button type="button" on:click=pressed(move |_| leave(asked))>
                    {words::closing::LEAVE_OPEN}
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// Takes the question away, and the focus with it to where it was asked.
fn leave(asked: Asked) {
    asked.set(None);
    browser::in_next_frame(|| {
        browser::focus("#closings");
    });
}

/// Closes a year of policies with a text, or opens it with none, in one step. Returns whether it was done.
fn write(state: State, policies: &[SubjectId], year: FiscalYear, text: &str) -> bool {
    let cells = policies.iter().filter_map(|policy| Cell::yearly(policy, F::Closed, year));
    state.set_all(cells.map(|cell| (state.begin(&cell), Value::Text(text.to_owned()))).collect(), None)
}
