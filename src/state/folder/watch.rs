//! Choosing the shared folder, finding it again, and looking after it while the page is open.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use crate::browser::{self, Folder, FolderError, HeldLock};
use crate::format::Trouble;
use crate::state::State;
use crate::words;

use super::{Exchange, FolderState, UsedFolder};

/// What browsers remember the last chosen place by.
const PURPOSE: &str = "shisaku-office";
/// How long it is until the folder is looked at again, in milliseconds.
const PAUSE: i32 = 2_000;

impl State {
    /// 共有フォルダーを使う: asks for a folder, and looks after it from now on. Only from something that was pressed.
    pub async fn use_folder(self) {
        match Folder::choose(PURPOSE).await {
            Ok(folder) => {
                let mark = self.mark_in(&folder).await;
                let is_kept = match self.folder_key() {
                    Some(key) => browser::keep_handle(&key, &folder, &mark).await,
                    None => false,
                };
                self.look_after(folder, mark, is_kept);
            }
            Err(FolderError::NotChosen) => {}
            Err(error) => self.say(words::folder::cannot_choose(&error)),
        }
    }

    /// The mark of this browser's files in a folder: as they bore it there before, where that is known.
    async fn mark_in(&self, folder: &Folder) -> String {
        for key in self.folder_key().iter().flat_map(|key| [key.clone(), left(key)]) {
            if let Some((known, mark)) = browser::kept_handle::<Folder>(&key).await
                && browser::is_same(&known, folder).await
            {
                return mark;
            }
        }
        fresh_mark()
    }

    /// Finds the folder again that was used before, when storage is opened.
    pub(in crate::state) fn find_folder(&self) {
        let (state, Some(key)) = (*self, self.folder_key()) else { return };
        if !browser::has_folders() {
            return;
        }
        browser::spawn(async move {
            let Some((folder, mark)) = browser::kept_handle::<Folder>(&key).await else { return };
            match browser::is_permitted(&folder, false).await {
                true => state.look_after(folder, mark, true),
                false => state.desk().folder.set(FolderState::Asks(folder.name())),
            }
        });
    }

    /// Asks for permission to use the folder again that was used before. Only from something that was pressed.
    pub async fn use_folder_again(self) {
        let Some(key) = self.folder_key() else { return };
        let Some((folder, mark)) = browser::kept_handle::<Folder>(&key).await else { return self.use_folder().await };
        match browser::is_permitted(&folder, true).await {
            true => self.look_after(folder, mark, true),
            false => self.say(words::folder::NOT_PERMITTED.to_owned()),
        }
    }

    /// 使うのをやめる: what came from it stays here, and its files stay there.
    pub async fn leave_folder(self) {
        // First where other tabs look, which would go on.
        if let Some(key) = self.folder_key() {
            if let Some((folder, mark)) = browser::kept_handle::<Folder>(&key).await {
                // Where it is not kept, its files have another mark when it is used again.
                let _marked_anew_at_worst = browser::keep_handle(&left(&key), &folder, &mark).await;
            }
            browser::forget_handle(&key).await;
        }
        self.desk().folder.set(FolderState::Unused);
        self.say(words::folder::LEFT.to_owned());
    }

    /// Whether the folder, or this browser's file in it, is refused to this page.
    fn is_refused(&self) -> bool {
        let is_refused = |trouble: &Trouble| *trouble == Trouble::System(FolderError::NotAllowed);
        self.desk().folder.with_untracked(|state| match state {
            FolderState::Used(used) => used.trouble.as_ref().is_some_and(is_refused),
            _ => false,
        })
    }

    fn folder_key(&self) -> Option<String> {
        self.desk().keep.with_value(|keep| keep.as_ref().map(super::super::Keep::folder_key))
    }

    /// Looks after a folder until it is left: in one tab of this browser at a time, in the one that is seen.
    fn look_after(self, folder: Folder, mark: String, mut is_kept: bool) {
        let Some(key) = self.folder_key() else { return };
        let name = folder.name();
        // A folder that is chosen anew takes the place of the one before.
        let number = self.desk().folder_number.try_update_value(|number| {
            *number += 1;
            *number
        });
        let is_this = move || {
            self.desk().folder_number.try_get_value() == number
                && self.desk().folder.try_with_untracked(|state| *state != FolderState::Unused) == Some(true)
        };
        self.desk().folder.set(FolderState::Elsewhere(name.clone()));
        let lock: Rc<RefCell<Option<HeldLock>>> = Rc::default();
        let is_hidden = Rc::new(Cell::new(false));
        let hidden = is_hidden.clone();
        let hiding = browser::on_hidden(move || hidden.set(true));
        // A page that holds a lock is not kept for coming back.
        let given_up = lock.clone();
        let leaving = browser::on_left(move || drop(given_up.take()));
        browser::spawn(async move {
            let (mut known, mut mark) = (Exchange::new(mark.clone()), mark);
            while is_this() {
                if lock.borrow().is_none() {
                    lock.replace(Some(browser::wait_for_lock(&key).await));
                    if !is_this() {
                        break;
                    }
                    let used = UsedFolder { name: name.clone(), is_kept, ..UsedFolder::default() };
                    self.desk().folder.set(FolderState::Used(used));
                }
                // Another tab may have left the folder, or chosen another.
                if is_kept {
                    match browser::kept_handle::<Folder>(&key).await {
                        Some((_, kept)) if kept == mark => {}
                        Some((chosen, kept)) => {
                            self.look_after(chosen, kept, true);
                            break;
                        }
                        None => {
                            self.desk().folder.set(FolderState::Unused);
                            break;
                        }
                    }
                }
                self.exchange(&folder, &mut known, fresh_mark).await;
                if self.is_refused() && !browser::is_permitted(&folder, false).await && is_this() {
                    // Permission was taken back: it is asked for again when somebody presses.
                    self.desk().folder.set(FolderState::Asks(name.clone()));
                    break;
                }
                if known.mark != mark && is_kept {
                    mark.clone_from(&known.mark);
                    // Where it is not kept, the old mark is: what is kept then says nothing of this folder any more.
                    is_kept = browser::keep_handle(&key, &folder, &mark).await;
                    self.desk().folder.update(|state| {
                        if let FolderState::Used(used) = state {
                            used.is_kept = is_kept;
                        }
                    });
                }
                if is_hidden.take() {
                    // Another tab that waits gets it; where none does, this one goes on.
                    drop(lock.take());
                    if is_this() {
                        self.desk().folder.set(FolderState::Elsewhere(name.clone()));
                    }
                    // A round begins two seconds after the one before, whichever way (`Other::is_settled`).
                    browser::delay(PAUSE).await;
                    continue;
                }
                browser::delay(PAUSE).await;
            }
            drop((lock, hiding, leaving));
        });
    }
}

/// Where the folder is kept that was used last, beside the one that is used.
fn left(key: &str) -> String {
    format!("{key}-left")
}

/// A mark for this browser's files.
fn fresh_mark() -> String {
    format!("{:08x}", browser::random_bits() as u32)
}
