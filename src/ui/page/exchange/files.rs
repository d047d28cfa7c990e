//! Files out and in, files taken in, disagreements.

use leptos::prelude::*;

use crate::browser;
use crate::edits::{Load, cells_changed_by};
use crate::format::write_aside;
use crate::plan::Cell;
use crate::state::{Part, State};
use crate::ui::part::field_link::field_link;
use crate::ui::part::{FilePicker, MakerFields, OfferView, Pages, follows, pressed, take_files};
use crate::ui::route::Route;
use crate::words;
use crate::words::notice::SavedFile;

use super::conflicts::{conflicts, strangers};
use super::head;
use super::office::{office, save_again};
use super::share::share;
use super::sheet::take_sheet_in;

/// The screen of files.
#[component]
pub fn ExchangePage(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let drop = move |event: leptos::ev::DragEvent| {
        over.set(false);
        if !browser::is_drag_with_files(&event) {
            return;
        }
        event.prevent_default();
        take_files(state, browser::dropped_files(&event));
    };
    let drag = move |event: leptos::ev::DragEvent| {
        if browser::is_drag_with_files(&event) {
            event.prevent_default();
            over.set(true);
        }
    };
    let whose = Memo::new(move |_| {
        let department = state.desk().maker.get().department?;
        let has_part = state.has_part(&department);
        let left_out = state.left_out(&Part::Department(department.clone()));
        Some((department, has_part, left_out))
    });
    // Without one a line stands there, too: what follows must not move when a name is entered, under the pointer that leaves the field.
    let department = follows(move || {
        let Some((department, has_part, left_out)) = whose.get() else {
            return view! { <p class="quiet">{words::exchange::PART_WANTS_DEPARTMENT}</p> }.into_any();
        };
        let part = Part::Department(department.clone());
        match has_part {
            true => view! {
                <p>
                    <button type="button" class="primary" on:click=pressed(move |_| state.save_part(&part))>
                        {words::exchange::save_part(&department)}
                    </button>
                    " "
                    <span class="quiet">
                        {words::exchange::save_part_lead(&department)}
                        {words::exchange::left_out_before(left_out)}
                    </span>
                </p>
            }
            .into_any(),
            false => view! { <p class="quiet">{words::exchange::no_part(&department)}</p> }.into_any(),
        }
    });
    view! {
        {head(words::screen::EXCHANGE, &Route::Exchange)}
        <p>{words::exchange::EXCHANGE_LEAD}</p>
        <OfferView state />
        {conflicts(state)}
        {office(state)}
        <section>
            <h2>{words::exchange::SAVE_HEAD}</h2>
            <p>{move || words::exchange::save_lead(state.draft_count(), state.unfiled().0)}</p>
            {move || {
                let count = state.drafts().foreign.len();
                (count > 0).then(|| view! { <p class="doubt">{words::exchange::foreign(count)}</p> }.into_any())
            }}
            <MakerFields state />
            {move || before_saving(state)}
            {department}
            <p>
                <button
                    type="button"
                    class:primary=move || whose.with(|whose| !whose.as_ref().is_some_and(|(_, has_part, _)| *has_part))
                    on:click=pressed(move |_| state.save_snapshot())
                >
                    {words::screen::SAVE_SNAPSHOT}
                </button>
                " "
                <span class="quiet">{words::exchange::SAVE_ALL_LEAD}</span>
            </p>
            {save_again(state)}
            {share(state)}
        </section>
        <section>
            <h2>{words::exchange::LOAD_HEAD}</h2>
            <div class="drop" class:over=move || over.get() on:dragover=drag on:dragleave=move |_| over.set(false) on:drop=drop>
                <p>{words::exchange::LOAD_LEAD}</p>
                <FilePicker state />
            </div>
            {take_sheet_in(state)}
            {move || loads(state)}
            {move || {
                // Once more whenever something was kept.
                state.desk().saving.track();
                let used = state.room_used();
                let until = words::screen::kept_until(state.desk().lasting.get());
                used.map(|used| view! { <p class="quiet">{words::screen::room_used(used)} " " {words::screen::KEPT_HERE} " " {until}</p> }.into_any())
            }}
        </section>
        {move || strangers(state)}
        {move || other_sites(state)}
        {move || aside(state)}
    }
}

/// Fields whose text could not be read, and drafts that may be slips of the hand, each with why.
pub(super) fn to_look_at(state: State) -> Vec<(Cell, String)> {
    let unread = state.unread_cells().into_iter().filter_map(move |cell| {
        let text = state.typed(&cell)?.text;
        Some((cell, words::exchange::unread(&text)))
    });
    let plan = state.drafts().plan.clone();
    let doubtful = state.doubtful().into_iter().map(|(cell, doubts)| {
        let doubts: String = doubts.into_iter().map(words::entry::doubt).collect();
        let notes: String = State::notes_on(&plan, &cell).iter().map(|note| words::entry::reason_noted(note)).collect();
        (cell, format!("{doubts}{notes}"))
    });
    unread.chain(doubtful).collect()
}

/// The same as a list, with where they are entered.
pub(super) fn before_saving(state: State) -> impl IntoView {
    let found = to_look_at(state);
    (!found.is_empty()).then(|| {
        let (total, plan, pages) = (found.len(), state.drafts().plan.clone(), Pages::first());
        let row = move |index: usize| {
            let found = found.get(index).map(|(cell, why)| {
                view! {
                    <li>
                        {field_link(state, &plan, cell, words::cell::name(&plan, cell))}
                        " "
                        {why.clone()}
                    </li>
                }
                .into_any()
            });
            found.into_any()
        };
        view! {
            <h3>{words::exchange::BEFORE_SAVING}</h3>
            <ul>{pages.rows(total, row)}</ul>
            {pages.more(total)}
        }
        .into_any()
    })
}

/// The files taken in, each to be switched off and on.
fn loads(state: State) -> impl IntoView {
    let listed = state.with_journal(|journal| {
        let listed = journal.loads().into_iter();
        let line = |(load, on): (&Load, bool)| {
            let changes = cells_changed_by(&load.edits);
            let line = words::exchange::load_line(&load.name, load.at, changes, on);
            (load.id.clone(), load.name.clone(), line, on)
        };
        listed.map(line).collect::<Vec<_>>()
    });
    let rows = listed.into_iter().map(move |(id, name, line, on)| {
        let action = if on { words::exchange::SWITCH_OFF } else { words::exchange::SWITCH_ON };
        view! {
            <li>
                {line} " "
                <button
                    type="button"
                    class="small"
                    aria-label=words::exchange::of_file(action, &name)
                    on:click=pressed(move |_| {
                        state.switch_load(&id, !on);
                        browser::in_next_frame(|| {
                            browser::focus("#loads");
                        });
                    })
                >
                    {action}
                </button>
            </li>
        }
        .into_any()
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h3 id="loads" tabindex="-1">
                {words::exchange::LOADED_FILES}
            </h3>
            <ul>{rows.collect_view()}</ul>
        }
        .into_any()
    })
}

/// Drafts of this plan that other sites of this host keep, to be compared as a file would be.
fn other_sites(state: State) -> impl IntoView {
    let found = state.desk().other_sites.get();
    (!found.is_empty()).then(|| {
        let rows = found.into_iter().map(move |(site, count)| {
            let line = words::exchange::site_line(&site, count);
            let label = words::exchange::of_file(words::exchange::COMPARE_SITE, &line);
            let compare = move |_| {
                state.offer_site(&site);
                browser::in_next_frame(|| {
                    browser::focus("#offer-head");
                });
            };
            view! {
                <li>
                    <bdi>{line}</bdi>
                    " "
                    <button type="button" class="small" aria-label=label on:click=pressed(compare)>
                        {words::exchange::COMPARE_SITE}
                    </button>
                </li>
            }
            .into_any()
        });
        view! {
            <section>
                <h2>{words::exchange::OTHER_SITES}</h2>
                <p>{words::exchange::OTHER_SITES_LEAD}</p>
                <ul>{rows.collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// What was found in this browser's storage and could not be read.
fn aside(state: State) -> impl IntoView {
    let found = state.desk().aside.get();
    (!found.is_empty()).then(|| {
        let save = move |_| {
            let texts = write_aside(&state.structure().id, &state.desk().aside.get_untracked(), state.now());
            let name = words::exchange::ASIDE_FILE;
            let offered = browser::save_text(name, &texts, "application/json");
            state.say(words::notice::saved(SavedFile::Aside, name, offered));
        };
        view! {
            <section>
                <h2>{words::exchange::ASIDE_HEAD}</h2>
                <p>{words::exchange::aside_lead(found.len())}</p>
                <button type="button" on:click=pressed(save)>
                    {words::exchange::ASIDE_SAVE}
                </button>
            </section>
        }
        .into_any()
    })
}
