//! The shared folder: choosing it, whose work has come, and what is in the way.

use leptos::prelude::*;

use crate::browser;
use crate::format::SharedFile;
use crate::state::{FolderState, State, UsedFolder};
use crate::ui::part::{follows, listing, pressed};
use crate::words;

/// The id of its heading, where the bar's link leads.
pub const OFFICE: &str = "office";

/// The part of the screen of files about the shared folder.
pub fn office(state: State) -> impl IntoView {
    // Natively no browser is asked.
    let missing = RwSignal::new(None::<&'static str>);
    Effect::new(move || {
        let why = if browser::has_locks() { words::folder::NEEDS_BROWSER } else { words::folder::NEEDS_HTTPS };
        missing.set((!browser::has_folders() || !browser::has_locks()).then_some(why));
    });
    let shown = follows(move || match (missing.get(), state.desk().folder.get()) {
        (Some(why), _) => view! { <p class="quiet">{why}</p> }.into_any(),
        (None, FolderState::Unused) => view! {
            <p>{words::folder::LEAD}</p>
            <p>{choose(state, words::folder::USE)}</p>
        }
        .into_any(),
        (None, FolderState::Asks(name)) => {
            let again = move |_| {
                let before = state.desk().folder.get_untracked();
                leptos::task::spawn_local(async move {
                    state.use_folder_again().await;
                    go_on(state, &before);
                });
            };
            view! {
                <p>{words::folder::asks(&name)}</p>
                <p class="buttons">
                    <button type="button" class="primary" on:click=pressed(again)>
                        {words::folder::use_again(&name)}
                    </button>
                    {choose(state, words::folder::USE_OTHER)}
                    {leave(state)}
                </p>
            }
            .into_any()
        }
        (None, FolderState::Elsewhere(name)) => view! { <p>{words::folder::elsewhere(&name)}</p> }.into_any(),
        (None, FolderState::Used(used)) => {
            let buttons = view! { <p class="buttons">{choose(state, words::folder::USE_OTHER)} {leave(state)}</p> };
            view! { {in_use(&used)} {buttons} }.into_any()
        }
    });
    view! {
        <section>
            <h2 id=OFFICE tabindex="-1">
                {words::folder::HEAD}
            </h2>
            {shown}
        </section>
    }
}

fn choose(state: State, label: &'static str) -> AnyView {
    let choose = move |_| {
        let before = state.desk().folder.get_untracked();
        leptos::task::spawn_local(async move {
            state.use_folder().await;
            go_on(state, &before);
        });
    };
    view! {
        <button type="button" on:click=pressed(choose)>
            {label}
        </button>
    }
    .into_any()
}

/// Moves the focus to the heading where another folder is used than before: the button that was pressed is gone.
fn go_on(state: State, before: &FolderState) {
    if state.desk().folder.with_untracked(|now| now != before) && !browser::is_typing() {
        browser::in_next_frame(|| {
            browser::focus(&format!("#{OFFICE}"));
        });
    }
}

fn leave(state: State) -> AnyView {
    let leave = move |_| {
        leptos::task::spawn_local(state.leave_folder());
        browser::in_next_frame(|| {
            browser::focus(&format!("#{OFFICE}"));
        });
    };
    view! {
        <button type="button" on:click=pressed(leave)>
            {words::folder::LEAVE}
        </button>
    }
    .into_any()
}

fn in_use(used: &UsedFolder) -> AnyView {
    let trouble = used.trouble.as_ref().map(|trouble| {
        view! {
            <p class="doubt" role="alert">
                {words::folder::trouble_with_folder(trouble)}
            </p>
        }
        .into_any()
    });
    let not_kept = (!used.is_kept).then(|| view! { <p class="quiet">{words::folder::NOT_KEPT}</p> }.into_any());
    let files = if used.others.is_empty() {
        view! { <p>{words::folder::NOBODY}</p> }.into_any()
    } else {
        let rows = used.others.iter().map(row).collect();
        listing(words::folder::FILES, words::folder::FILES.to_owned(), words::folder::HEADS, rows)
    };
    view! {
        {trouble}
        <p>{words::folder::used(&used.name, used.at)}</p>
        <p>{words::folder::own(used.own.as_ref(), used.is_current)}</p>
        {not_kept}
        {files}
    }
    .into_any()
}

fn row(file: &SharedFile) -> AnyView {
    let state = file.trouble.as_ref().map(|trouble| words::folder::trouble(&file.name, trouble));
    view! {
        <tr>
            <th scope="row">{words::folder::whose(file)}</th>
            <td>{state.unwrap_or_else(|| words::folder::read(file.damaged))}</td>
            <td>{file.saved_at.map_or_else(|| words::folder::NO_MOMENT.to_owned(), words::file::moment)}</td>
            <td class="number">{words::folder::changes(file.changes)}</td>
        </tr>
    }
    .into_any()
}

/// 上書き保存, where the browser can write a file again.
pub fn save_again(state: State) -> impl IntoView {
    let is_offered = RwSignal::new(false);
    Effect::new(move || is_offered.set(browser::has_files_to_save()));
    follows(move || {
        is_offered.get().then(|| {
            let name = state.desk().save_file.get();
            let elsewhere = name.is_some().then(|| {
                let elsewhere = move |_| leptos::task::spawn_local(state.save_elsewhere());
                view! {
                    <button type="button" on:click=pressed(elsewhere)>
                        {words::folder::SAVE_ELSEWHERE}
                    </button>
                }
                .into_any()
            });
            view! {
                <p>
                    <button type="button" on:click=pressed(move |_| leptos::task::spawn_local(state.save_again()))>
                        {words::folder::SAVE_AGAIN}
                    </button>
                    " "
                    {elsewhere}
                    " "
                    <span class="quiet">{words::folder::save_again_lead(name.as_deref())}</span>
                </p>
            }
            .into_any()
        })
    })
}
