//! Taking in another policy sheet: its text, what it would change, what was odd in it.

use leptos::prelude::*;

use crate::browser;
use crate::format::sheet::MAX_BYTES;
use crate::state::{ReadSheet, SheetOffer, State};
use crate::ui::part::{Pages, follows, pressed};
use crate::ui::route::Route;
use crate::words;

/// The heading of what was read, which takes the focus.
const OFFER: &str = "sheet-offer";

/// The question what dashes mean.
const DASHES: &str = "sheet-dashes";

/// Behind a press: the field for the text of a sheet, and what it would change.
pub fn take_sheet_in(state: State) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let look = move |read: String| {
        state.offer_sheet(&read);
        browser::in_next_frame(|| {
            browser::reveal(&format!("#{OFFER}"));
        });
    };
    let pick = move |event| {
        let files = browser::picked_files(&event);
        leptos::task::spawn_local(async move {
            let Some(file) = files.into_iter().next() else { return };
            // UTF-16 takes twice the room of a text.
            if file.size() > 2 * MAX_BYTES {
                return state.say(words::sheet::TOO_LARGE.to_owned());
            }
            let read = file.read().await.and_then(|bytes| browser::decode(&bytes));
            // The screen may be left meanwhile.
            match read.map(|read| (text.try_set(read.clone()), read)) {
                Some((None, read)) => look(read),
                Some((Some(_), _)) => {}
                None => state.say(words::sheet::UNREADABLE.to_owned()),
            }
        });
    };
    let offered = follows(move || state.desk().sheet.get().map(|read| offer(state, read, text)));
    Effect::new(move |before: Option<()>| {
        state.track_structure();
        if before.is_some() {
            state.read_sheet_anew();
        }
    });
    on_cleanup(move || {
        state.desk().sheet.try_update(|sheet| *sheet = None);
    });
    view! {
        <details class="choice">
            <summary>{words::sheet::TAKE_IN}</summary>
            <p>{words::sheet::TAKE_IN_LEAD}</p>
            <label>
                {words::sheet::TEXT}
                <textarea
                    class="field paragraph"
                    rows="6"
                    autocomplete="off"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
            </label>
            <p class="buttons">
                <button type="button" disabled=move || text.with(String::is_empty) on:click=pressed(move |_| look(text.get_untracked()))>
                    {words::sheet::LOOK}
                </button>
                <label class="file-button">
                    <input type="file" accept=".txt,.tsv,text/plain" on:change=pick />
                    <span>{words::sheet::PICK}</span>
                </label>
            </p>
            {offered}
        </details>
    }
}

fn offer(state: State, read: ReadSheet, text: RwSignal<String>) -> AnyView {
    let body = match read {
        Err(error) => view! { <p class="wrong">{words::sheet::sheet_error(&error)}</p> }.into_any(),
        Ok(offer) => offered(state, &offer, text),
    };
    view! {
        <section class="hint" aria-labelledby=OFFER>
            <h3 id=OFFER tabindex="-1">
                {words::sheet::OFFER}
            </h3>
            {body}
        </section>
    }
    .into_any()
}

fn offered(state: State, offer: &std::sync::Arc<SheetOffer>, text: RwSignal<String>) -> AnyView {
    let import = &offer.import;
    let other_years = import.other_years.len();
    let other_years =
        (other_years > 0).then(|| view! { <p class="doubt">{words::sheet::other_years(other_years)}</p> }.into_any());
    let rows: Vec<_> = offer.values().cloned().collect();
    let total = rows.len();
    let row = {
        let offer = offer.clone();
        move |at: usize| {
            let found = rows.get(at).map(|(begun, value)| {
                let (cell, plan) = (&begun.cell, &offer.after.plan);
                let [_, before, after, read] = words::sheet::HEADS;
                let why = offer.readings.iter().filter(|(of, ..)| of == cell).map(|(_, kind, line, source)| {
                    view! {
                        <div>
                            {words::sheet::reading_reason(*kind)} " "
                            <span class="quiet">{words::screen::source_line(*line, source)}</span>
                        </div>
                    }
                    .into_any()
                });
                view! {
                    <tr>
                        <th scope="row">{words::cell::name(plan, cell)}</th>
                        <td data-head=before>{words::cell::value(plan, cell, &begun.was)}</td>
                        <td data-head=after>{words::cell::value(plan, cell, value)}</td>
                        <td data-head=read>{why.collect_view()}</td>
                    </tr>
                }
                .into_any()
            });
            found.into_any()
        }
    };
    let caption = words::exchange::counted(words::sheet::CHANGES, total);
    let changes = (total > 0).then(|| Pages::first().table(&caption, "differences", &words::sheet::HEADS, total, row));
    let dashes = (!offer.dashes.is_empty()).then(|| {
        let is_taken = offer.takes_dashes;
        let options = words::sheet::DASH_MEANINGS.into_iter().zip([true, false]).map(|(label, takes)| {
            view! {
                <option value=takes.to_string() prop:selected=takes == is_taken>
                    {label}
                </option>
            }
            .into_any()
        });
        let choose = move |event| {
            state.take_dashes(event_target_value(&event) == true.to_string());
            browser::in_next_frame(|| {
                browser::focus(&format!("#{DASHES}"));
            });
        };
        view! {
            <p>
                <label>
                    {words::sheet::dashes(offer.dashes.len())} " "
                    <select id=DASHES class="field" on:change=choose>
                        {options.collect_view()}
                    </select>
                </label>
            </p>
        }
        .into_any()
    });
    let others: Vec<_> = offer.other_readings().cloned().collect();
    let others = (!others.is_empty()).then(|| {
        let head = words::exchange::counted(words::sheet::OTHER_READINGS, others.len());
        let others = others.into_iter().map(|(cell, kind, line, source)| {
            view! {
                <li>
                    {words::cell::name(&offer.after.plan, &cell)} ": " {words::sheet::reading_reason(kind)} " "
                    <span class="quiet">{words::screen::source_line(line, &source)}</span>
                </li>
            }
            .into_any()
        });
        view! {
            <details>
                <summary>{head}</summary>
                <ul>{others.collect_view()}</ul>
            </details>
        }
        .into_any()
    });
    let issues = (!offer.issues.is_empty()).then(|| {
        let count = offer.issues.len();
        let issues = offer.issues.iter().map(|issue| view! { <li>{words::sheet::sheet_issue(issue)}</li> }.into_any());
        view! {
            <h4>{words::exchange::counted(words::sheet::ISSUES, count)}</h4>
            <ul>{issues.collect_view()}</ul>
        }
        .into_any()
    });
    let is_empty = offer.all().next().is_none();
    let lead = match (is_empty, offer.leaves_out()) {
        (true, false) => words::sheet::NOTHING_NEW.to_owned(),
        (true, true) => words::sheet::NOTHING_TAKEN.to_owned(),
        (false, _) => words::sheet::brings(import.new_policies.len(), import.new_parts, total),
    };
    let take = (!is_empty).then(|| {
        let take = move |_| {
            let new = state.desk().sheet.with_untracked(|sheet| match sheet {
                Some(Ok(offer)) => offer.import.new_policies.first().cloned(),
                _ => None,
            });
            state.take_sheet();
            if state.desk().sheet.with_untracked(Option::is_none) {
                text.set(String::new());
                // To what is new.
                if let Some(id) = new {
                    browser::set_hash(&Route::Policy(id).address());
                }
            }
        };
        view! {
            <button type="button" class="primary" on:click=pressed(take)>
                {words::sheet::TAKE}
            </button>
            " "
        }
        .into_any()
    });
    view! {
        <p>{lead}</p>
        {other_years}
        {dashes}
        {changes}
        {others}
        {issues}
        <p>
            {take}
            <button type="button" on:click=pressed(move |_| state.drop_sheet())>
                {words::pasting::LEAVE}
            </button>
        </p>
    }
    .into_any()
}
