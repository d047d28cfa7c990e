//! Everything that was done, newest first, and back to any earlier value.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use leptos::prelude::*;

use crate::browser;
use crate::edits::{Entry, history};
use crate::plan::{Cell, FiscalYear, Plan, look, set_of};
use crate::state::State;
use crate::ui::part::filter::{Narrowed, filter, filters, lets};
use crate::ui::part::{Pages, follows, pressed};
use crate::ui::route::Route;
use crate::words;

use super::head;

/// What the history is narrowed to.
#[derive(Clone, Copy)]
struct Filter {
    sought: RwSignal<String>,
    person: Narrowed,
    department: Narrowed,
    year: Narrowed,
    file: Narrowed,
}

impl Filter {
    fn new() -> Filter {
        let [person, department, year, file] = std::array::from_fn(|_| RwSignal::new(None));
        Filter { sought: RwSignal::new(String::new()), person, department, year, file }
    }

    /// The words that are sought, as the index has them.
    fn words(self) -> Vec<String> {
        self.sought.with(|sought| look(sought).split_whitespace().map(str::to_owned).collect())
    }

    /// Whether it leaves an entry in which every one of `words` stands; `index` returns where they are looked for.
    fn lets(self, plan: &Plan, entry: &Entry, words: &[String], index: impl Fn() -> Arc<str>) -> bool {
        lets(self.person, |wanted| wanted == person(entry))
            && lets(self.department, |wanted| departments(plan, entry).any(|name| name == wanted))
            && lets(self.year, |wanted| years_of(entry).any(|year| words::year::in_sentence(year) == wanted))
            && lets(self.file, |wanted| Some(wanted) == entry.file.as_deref())
            && (words.is_empty() || {
                let text = index();
                words.iter().all(|word| text.contains(word))
            })
    }

    fn track(self) {
        self.sought.track();
        for narrowed in [self.person, self.department, self.year, self.file] {
            narrowed.track();
        }
    }
}

/// What the history can be narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Choices {
    persons: BTreeSet<String>,
    departments: BTreeSet<String>,
    years: BTreeSet<FiscalYear>,
    files: BTreeSet<String>,
}

impl Choices {
    fn of(plan: &Plan, entries: &[Entry]) -> Choices {
        let departments = entries.iter().flat_map(|entry| departments(plan, entry));
        Choices {
            persons: set_of(entries.iter().map(person)),
            departments: set_of(departments.filter(|name| !name.is_empty())),
            years: set_of(entries.iter().flat_map(years_of)),
            files: set_of(entries.iter().filter_map(|entry| entry.file.clone())),
        }
    }

    fn view(self, narrowed: Filter) -> Option<AnyView> {
        filters([
            filter(words::exchange::BY_PERSON, self.persons, narrowed.person),
            filter(words::exchange::BY_DEPARTMENT, self.departments, narrowed.department),
            filter(words::exchange::BY_YEAR, self.years.into_iter().map(words::year::in_sentence), narrowed.year),
            filter(words::exchange::BY_FILE, self.files, narrowed.file),
        ])
    }
}

fn person(entry: &Entry) -> String {
    words::screen::who_or_sender(&entry.edit.maker, entry.sender.as_ref())
}

/// The cells an entry speaks of.
fn cells(entry: &Entry) -> impl Iterator<Item = &Cell> {
    entry.edit.set().map(|(cell, ..)| cell).into_iter().chain(&entry.takes_back)
}

fn departments<'a>(plan: &'a Plan, entry: &'a Entry) -> impl Iterator<Item = String> + 'a {
    cells(entry).map(|cell| plan.department_of(&cell.subject).to_owned())
}

fn years_of(entry: &Entry) -> impl Iterator<Item = FiscalYear> {
    cells(entry).filter_map(Cell::year)
}

/// The screen of the history.
#[component]
pub fn HistoryPage(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let filter = Filter::new();
    let pages = Pages::first();
    let told = Memo::new(move |_| Arc::new(Told::of(state.with_journal(history))));
    Effect::new(move || {
        told.track();
        leptos::task::spawn_local(fill(state, told));
    });
    let choices = Memo::new(move |_| Choices::of(&state.drafts().plan, &told.get().entries));
    let choices = follows(move || choices.get().view(filter));
    Effect::new(move || {
        filter.track();
        pages.restart();
    });
    let table = follows(move || {
        let plan = state.drafts().plan.clone();
        let told = told.get();
        let words = filter.words();
        let lets = |(place, entry): &(usize, &Entry)| filter.lets(&plan, entry, &words, || told.text(&plan, *place));
        let found: Vec<usize> = told.entries.iter().enumerate().filter(lets).map(|(place, _)| place).collect();
        if found.is_empty() {
            let said = if told.entries.is_empty() { words::exchange::NO_HISTORY } else { words::exchange::NONE_FOUND };
            return view! { <p>{said}</p> }.into_any();
        }
        let (total, name) = (found.len(), words::exchange::history_of(found.len()));
        let row = move |index: usize| {
            let entry = found.get(index).and_then(|place| told.entries.get(*place));
            entry.map(|entry| row(state, &plan, entry)).into_any()
        };
        pages.table(&name, "history", &words::exchange::HISTORY_HEADS, total, row)
    });
    let sought = filter.sought;
    view! {
        {head(words::exchange::HISTORY, &Route::History)}
        <p>{words::exchange::HISTORY_LEAD}</p>
        <p>
            <label>
                {words::exchange::SEARCH} " "
                <input
                    class="field wide"
                    type="search"
                    autocomplete="off"
                    prop:value=move || sought.get()
                    on:input=move |event| sought.set(event_target_value(&event))
                />
            </label>
        </p>
        {choices}
        {table}
    }
}

/// Entries that are made ready for the search before the page goes on.
const AT_ONCE: usize = 200;

/// The entries of a history, with what the search looks in.
struct Told {
    entries: Vec<Entry>,
    /// The searched text of each entry, made when it is first asked for.
    texts: Vec<OnceLock<Arc<str>>>,
}

impl PartialEq for Told {
    fn eq(&self, other: &Told) -> bool {
        // The texts follow from the entries.
        self.entries == other.entries
    }
}

impl Told {
    fn of(entries: Vec<Entry>) -> Told {
        Told { texts: vec![OnceLock::new(); entries.len()], entries }
    }

    /// Returns what the search looks in of the entry at a place: its cell, its value, its maker, its reason and its file.
    fn text(&self, plan: &Plan, place: usize) -> Arc<str> {
        let (Some(entry), Some(text)) = (self.entries.get(place), self.texts.get(place)) else { return Arc::default() };
        let made = || {
            let texts = [
                words::exchange::place(plan, entry),
                words::exchange::change(plan, entry),
                person(entry),
                entry.edit.reason.clone().unwrap_or_default(),
                entry.file.clone().unwrap_or_default(),
            ];
            // No word goes across two texts.
            look(&texts.join("\n")).into()
        };
        text.get_or_init(made).clone()
    }
}

/// Makes a history ready for the search, while nobody waits for it.
async fn fill(state: State, told: Memo<Arc<Told>>) {
    let (plan, own) = (untrack(|| state.drafts()).plan.clone(), told.get_untracked());
    for place in 0..own.entries.len() {
        if place % AT_ONCE == 0 {
            browser::pause().await;
        }
        // Another history, or another screen, has taken its place.
        if !told.try_get_untracked().is_some_and(|now| Arc::ptr_eq(&now, &own)) {
            return;
        }
        own.text(&plan, place);
    }
}

fn row(state: State, plan: &Plan, entry: &Entry) -> AnyView {
    let edit = &entry.edit;
    let place = words::exchange::place(plan, entry);
    let back = edit.set().filter(|(cell, value, _)| {
        // A disagreement is decided where all its values are shown.
        let view = &state.drafts();
        state.is_editing() && plan.has(cell) && view.value(cell) != **value && !view.is_conflict(cell)
    });
    let back = back.map(|(cell, value, _)| {
        let (cell, value) = (cell.clone(), value.clone());
        let label = words::exchange::set_back(&place, &words::cell::value(plan, &cell, &value));
        let at = edit.at;
        let set = move |_| {
            let begun = state.begin(&cell);
            if state
                .set_all(state.with_remarks(vec![(begun, value.clone())]), Some(&words::exchange::set_back_reason(at)))
            {
                state.forget_typing(&cell);
            }
        };
        view! {
            <button type="button" class="small" aria-label=label on:click=pressed(set)>
                {words::exchange::SET_BACK}
            </button>
        }
        .into_any()
    });
    let marks = [
        (!entry.is_live).then_some(words::exchange::TAKEN_BACK),
        entry.is_published.then_some(words::exchange::IS_PUBLISHED),
    ];
    let marks = marks.into_iter().flatten().map(|mark| view! { <span class="quiet">{mark} " "</span> }.into_any());
    let reason = edit.reason.clone().map(|reason| view! { <bdi>{reason}</bdi> }.into_any());
    let file = entry.file.as_ref().map(|file| words::exchange::quoted(file));
    view! {
        <tr class:taken-back=!entry.is_live>
            <td>{words::file::moment(edit.at)}</td>
            <td>{person(entry)}</td>
            <th scope="row">{place}</th>
            <td>{words::exchange::change(plan, entry)} " " {back}</td>
            <td>{marks.collect_view()} {reason} " " {file}</td>
        </tr>
    }
    .into_any()
}
