//! A choice of drafts, as a file or as a link.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::browser;
use crate::format::link::LENGTH_TO_WARN;
use crate::plan::{Cell, set_of};
use crate::state::{Part, State};
use crate::ui::part::{Pages, copy, follows, pressed};
use crate::words;

/// The field the link stands in.
const FIELD: &str = "share-link";

/// Behind a press: the drafts to choose from, and what can be done with the choice.
pub fn share(state: State) -> impl IntoView {
    let chosen = RwSignal::new(BTreeSet::<Cell>::new());
    let link = RwSignal::new(None::<String>);
    let cells = Memo::new(move |_| state.draft_cells());
    let list = follows(move || {
        let (plan, cells) = (state.drafts().plan.clone(), cells.get());
        let (pages, total) = (Pages::first(), cells.len());
        let row = move |index: usize| {
            let found = cells.get(index).map(|cell| {
                let (asked, toggled) = (cell.clone(), cell.clone());
                let toggle = move |_| {
                    chosen.update(|chosen| {
                        if !chosen.remove(&toggled) {
                            chosen.insert(toggled.clone());
                        }
                    });
                };
                view! {
                    <li>
                        <label>
                            <input
                                type="checkbox"
                                prop:checked=move || chosen.with(|chosen| chosen.contains(&asked))
                                on:change=toggle
                            />
                            " "
                            {words::cell::name(&plan, cell)}
                            " "
                            <span class="quiet">{words::cell::appearance(&plan, cell, &state.drafts().appearance(cell))}</span>
                        </label>
                    </li>
                }
                .into_any()
            });
            found.into_any()
        };
        view! {
            <ul class="choices">{pages.rows(total, row)}</ul>
            {pages.more(total)}
        }
        .into_any()
    });
    // What is no draft any more is not sent; and a link is of the choice that is shown.
    let part = move || {
        let drafts = set_of(cells.get_untracked());
        Part::Cells(chosen.get_untracked().intersection(&drafts).cloned().collect())
    };
    Effect::new(move || {
        chosen.track();
        cells.track();
        link.set(None);
    });
    let none = Memo::new(move |_| {
        let chosen = chosen.get();
        !cells.with(|cells| cells.iter().any(|cell| chosen.contains(cell)))
    });
    let make = move |_| {
        let Some(made) = state.link(&part()) else {
            return state.say(words::notice::LINK_TOO_LONG.to_owned());
        };
        link.set(Some(format!("{}{made}", browser::page_address())));
        browser::in_next_frame(|| {
            browser::focus("#share-link");
        });
    };
    let copy = move |_| copy(state, link.get_untracked().unwrap_or_default(), FIELD.to_owned());
    let made = follows(move || {
        let link = link.get()?;
        let length = link.chars().count();
        let class = if length > LENGTH_TO_WARN { "doubt" } else { "quiet" };
        Some(
            view! {
                <div class="embed-code">
                    <label for=FIELD>{words::exchange::SHARE_EXPLAINED}</label>
                    <textarea id=FIELD class="field paragraph code" readonly rows="4" prop:value=link></textarea>
                    <p class=class>{words::exchange::link_length(length)}</p>
                    <button type="button" on:click=pressed(copy)>
                        {words::screen::COPY}
                    </button>
                </div>
            }
            .into_any(),
        )
    });
    let body = follows(move || {
        match cells.with(Vec::is_empty) {
        true => view! { <p>{words::exchange::NO_DRAFTS}</p> }.into_any(),
        false => view! {
            <p>{words::exchange::CHOICE_LEAD}</p>
            <p class="buttons">
                <button type="button" class="small" on:click=pressed(move |_| chosen.set(set_of(cells.get_untracked())))>
                    {words::exchange::CHOOSE_ALL}
                </button>
                <button type="button" class="small" on:click=pressed(move |_| chosen.set(BTreeSet::new()))>
                    {words::exchange::CHOOSE_NONE}
                </button>
            </p>
        }
        .into_any(),
    }
    });
    view! {
        <details class="choice">
            <summary>{words::exchange::CHOICE}</summary>
            {body}
            {list}
            <p class="buttons">
                <button type="button" disabled=move || none.get() on:click=pressed(move |_| state.save_part(&part()))>
                    {words::exchange::SAVE_CHOICE}
                </button>
                <button type="button" disabled=move || none.get() on:click=pressed(make)>
                    {words::exchange::SHARE}
                </button>
            </p>
            {made}
        </details>
    }
}
