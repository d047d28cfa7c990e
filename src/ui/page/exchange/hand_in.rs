//! Handing in: what is still open in a year, the file of the department's part, and what to do with it.

use leptos::prelude::*;

use crate::browser;
use crate::edits::{Answer, View, answer_of, asked_of};
use crate::plan::{Cell, FiscalYear, Value, is_blank};
use crate::state::{FolderState, State};
use crate::ui::page::NotFoundPage;
use crate::ui::part::{AuthorField, DepartmentChoice, Printing, cell_list, follows, go_on_by_enter, pressed, print};
use crate::ui::route::Route;
use crate::words;

use super::answer_paper::answer_paper;
use super::files::before_saving;

/// The heading of what to do next, which takes the focus.
const NEXT: &str = "hand-in-next";

/// The heading of the question whether everybody's part is meant, which takes the focus.
const ASKING: &str = "hand-in-asking";

/// How a part is handed in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As a file that is sent.
    File,
    /// Through the shared folder.
    Folder,
}

/// The screen of handing in.
#[component]
pub fn HandInPage(
    /// The open plan.
    state: State,
    /// The fiscal year.
    year: FiscalYear,
) -> impl IntoView {
    if !state.structure().years().any(|own| own == year) {
        return view! { <NotFoundPage path=Route::HandIn(year).address() /> }.into_any();
    }
    let part = Memo::new(move |_| state.part_to_hand_in());
    let answer = Memo::new(move |_| part.with(|part| answer_of(&state.drafts(), year, part.department())));
    // What is opened stays open, whatever others enter meanwhile.
    let cells = move |of: fn(&View, FiscalYear, Option<&str>) -> Vec<Cell>| {
        Memo::new(move |_| part.with(|part| of(&state.drafts(), year, part.department())))
    };
    let (doubtful, unwritten) = (cells(to_confirm), cells(unwritten));
    let answers = Signal::derive(move || part.with(|part| part.department().map(str::to_owned)));
    let saved = RwSignal::new(None::<String>);
    let asking = RwSignal::new(None::<Way>);
    // The file is of the department that was chosen when it was saved.
    Effect::new(move || {
        part.track();
        saved.set(None);
        asking.set(None);
    });
    let hand_in = move |way| {
        asking.set(None);
        match way {
            Way::File => {
                saved.set(state.offer_to_hand_in(year));
                browser::in_next_frame(|| {
                    browser::reveal(&format!("#{NEXT}"));
                });
            }
            Way::Folder => state.hand_in_to_folder(year),
        }
    };
    // A department is wanted where several answer for projects: everybody's part is handed in after a question.
    let press = move |way| {
        pressed(move |_| {
            let is_open = part.with_untracked(|part| part.department().is_none())
                && untrack(|| state.drafts()).plan.departments().len() > 1;
            if is_open {
                asking.set(Some(way));
                browser::in_next_frame(|| {
                    browser::reveal(&format!("#{ASKING}"));
                });
            } else {
                hand_in(way);
            }
        })
    };
    let question = follows(move || asking.get().map(|way| question(state, pressed(move |_| hand_in(way)))));
    let has_folder =
        Memo::new(move |_| matches!(state.desk().folder.get(), FolderState::Used(_) | FolderState::Elsewhere(_)));
    let by_folder = follows(move || {
        has_folder.get().then(|| {
            let said = follows(move || by_folder_said(state, year));
            view! {
                <p>
                    <button type="button" class="primary" on:click=press(Way::Folder)>
                        {words::folder::HAND_IN}
                    </button>
                </p>
                <p class="quiet">{words::folder::HAND_IN_LEAD}</p>
                <p role="status">{said}</p>
            }
            .into_any()
        })
    });
    let last = follows(move || {
        let last = state.last_handed_in(year).filter(|_| !has_folder.get())?;
        Some(words::exchange::handed_in_before(last).into_any())
    });
    let left_out = follows(move || {
        let part = part.get();
        state.draft_count();
        let count = state.left_out(&part);
        (count > 0).then(|| view! { <p class="doubt">{words::exchange::left_out_before(count)}</p> }.into_any())
    });
    // Only while it is printed: nobody reads it on the screen.
    let (printing, since) = (Printing::provided(), Printing::signal());
    let printed =
        follows(move || since.get().map(|at| part.with(|part| answer_paper(state, year, part.department(), at))));
    let next = follows(move || saved.get().map(|name| next(state, year, answer, name)));
    let back = follows(move || {
        let plan = state.plan();
        let [policy] = plan.policies() else { return None };
        let text = words::screen::enter_head(&words::screen::policy_name(&plan, &policy.id), year);
        Some(view! { <a href=Route::Enter(policy.id.clone(), year).address()>{text}</a> }.into_any())
    });
    view! {
        <p class="back">{back}</p>
        <h1 tabindex="-1">{words::exchange::hand_in_head(year)}</h1>
        <p>{words::exchange::HAND_IN_LEAD}</p>
        <div class="maker">
            <DepartmentChoice
                state
                label=words::exchange::HANDS_IN
                none=words::exchange::ALL_DEPARTMENTS
                otherwise=answers
            />
            <AuthorField state />
        </div>
        <section>
            <h2>{words::exchange::HAND_IN_STATE}</h2>
            <p class="rest" role="status">
                {move || answer.with(words::exchange::hand_in_state)}
            </p>
            {move || missing(state, &answer.get())}
            {move || listed(state, words::exchange::HAND_IN_TO_CONFIRM, doubtful.get())}
            {move || listed(state, words::exchange::HAND_IN_UNWRITTEN, unwritten.get())}
            {move || before_saving(state)}
            {left_out}
            {by_folder}
            <p>
                <button type="button" class:primary=move || !has_folder.get() on:click=press(Way::File)>
                    {words::exchange::SAVE_TO_HAND_IN}
                </button>
                " "
                <span class="quiet">{last}</span>
            </p>
            {question}
            <p>
                {words::exchange::PRINT_ANSWER_LEAD} " "
                <button type="button" on:click=pressed(move |_| print(state, printing))>
                    {words::screen::PRINT}
                </button>
            </p>
        </section>
        {next}
        {printed}
    }
    .into_any()
}

/// Asks whether the parts of all departments are meant, with the button that hands them in.
fn question(state: State, hand_in: Box<dyn FnMut(leptos::ev::MouseEvent)>) -> AnyView {
    let is_chosen = untrack(|| state.desk().maker.get()).department.is_some_and(|department| !is_blank(&department));
    let head = if is_chosen { words::exchange::NOTHING_ASKED } else { words::exchange::NONE_CHOSEN };
    let choose = |_| {
        browser::focus(".maker select");
    };
    view! {
        <section class="hint" aria-labelledby=ASKING>
            <h3 id=ASKING tabindex="-1">
                {head}
            </h3>
            <p>{words::exchange::NONE_CHOSEN_LEAD}</p>
            <p>
                <button type="button" class="primary" on:click=pressed(choose)>
                    {words::exchange::CHOOSE_DEPARTMENT}
                </button>
                " "
                <button type="button" on:click=hand_in>
                    {words::exchange::HAND_IN_ALL}
                </button>
            </p>
        </section>
    }
    .into_any()
}

/// When the year was handed in through the shared folder, and whether that stands there.
fn by_folder_said(state: State, year: FiscalYear) -> Option<String> {
    let last = state.last_handed_in(year)?;
    let (own, trouble) = match state.desk().folder.get() {
        FolderState::Used(used) => (used.own, used.trouble),
        _ => (None, None),
    };
    let file = own.filter(|(_, written)| *written >= last).map(|(name, _)| name);
    Some(words::folder::handed_in(last, file.as_deref(), trouble.as_ref()))
}

/// What is missing, each leading to its field.
fn missing(state: State, answer: &Answer) -> AnyView {
    if answer.missing.is_empty() {
        return view! { <p>{words::exchange::HAND_IN_COMPLETE}</p> }.into_any();
    }
    listed(state, words::exchange::HAND_IN_INCOMPLETE, answer.missing.clone()).into_any()
}

/// What is asked for and 要確認.
fn to_confirm(view: &View, year: FiscalYear, department: Option<&str>) -> Vec<Cell> {
    let asked = asked_of(&view.plan, year, department);
    let cells = asked.policies.iter().flat_map(|(_, groups)| groups).flat_map(|(_, cells)| cells);
    cells.filter(|cell| view.plan.is_to_confirm(cell)).cloned().collect()
}

/// The commentary that nobody has written.
fn unwritten(view: &View, year: FiscalYear, department: Option<&str>) -> Vec<Cell> {
    let cells = asked_of(&view.plan, year, department).commentary(&view.plan, year);
    let is_unwritten = |cell: &Cell| matches!(view.value(cell), Value::Text(text) if is_blank(&text));
    cells.into_iter().filter(is_unwritten).collect()
}

/// The cells below `head` and how many they are; `None` where there are none.
fn listed(state: State, head: &str, cells: Vec<Cell>) -> Option<AnyView> {
    (!cells.is_empty()).then(|| cell_list(state, words::exchange::counted(head, cells.len()), cells))
}

/// What to do with the file.
fn next(state: State, year: FiscalYear, answer: Memo<Answer>, name: String) -> AnyView {
    let file = name.clone();
    let mail = move || {
        let (to, maker) = (state.desk().collector.get(), state.desk().maker.get());
        answer.with(|answer| words::exchange::mail(&to, year, answer, &maker, &file))
    };
    view! {
        <section class="hint">
            <h2 id=NEXT tabindex="-1">
                {words::exchange::NEXT}
            </h2>
            <p>{words::exchange::saved_to_hand_in(&name)}</p>
            <p>
                <label>
                    {words::exchange::COLLECTOR}
                    " "
                    <input
                        class="field"
                        type="text"
                        inputmode="email"
                        autocomplete="off"
                        maxlength="200"
                        prop:value=move || state.desk().collector.get()
                        on:keydown=move |event| go_on_by_enter(&event)
                        on:change=move |event| state.set_collector(&event_target_value(&event))
                    />
                </label>
                " "
                <a class="button primary" href=mail>
                    {words::exchange::PREPARE_MAIL}
                </a>
            </p>
            <p>{words::exchange::ATTACH}</p>
            <p>{words::exchange::AGAIN}</p>
        </section>
    }
    .into_any()
}
