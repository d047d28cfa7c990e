//! localStorage as plain keys and texts. Its layout is `state/keep.rs`'s business.

use gloo_storage::{LocalStorage, Storage};

/// What this tab remembers under a key for as long as it is open.
pub fn in_tab(key: &str) -> Option<String> {
    session()?.get_item(key).ok().flatten()
}

/// Remembers a text under a key for as long as this tab is open, where the browser allows that.
pub fn remember_in_tab(key: &str, text: &str) {
    if let Some(session) = session() {
        let _remembered_or_not = session.set_item(key, text);
    }
}

fn session() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// This origin's localStorage, found usable once.
#[derive(Clone, Copy, Debug)]
pub struct LocalStore {
    /// Only [`LocalStore::open`] makes one: gloo panics where storage is blocked.
    _probed: (),
}

/// Why storage did not do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// There is no storage here: blocked by settings, a sandbox, or the browser's mode.
    Blocked,
    /// A write was refused, mostly because storage is full.
    Refused,
    /// What was written did not read back the same.
    NotKept,
}

impl LocalStore {
    /// The storage of this origin, if a page may use it.
    pub fn open() -> Result<LocalStore, StoreError> {
        match web_sys::window().map(|window| window.local_storage()) {
            Some(Ok(Some(_))) => Ok(LocalStore { _probed: () }),
            _ => Err(StoreError::Blocked),
        }
    }

    /// Every key, of whatever program.
    pub fn keys(&self) -> Vec<String> {
        let storage = LocalStorage::raw();
        let length = storage.length().unwrap_or(0);
        (0..length).filter_map(|index| storage.key(index).ok().flatten()).collect()
    }

    /// The text under a key.
    pub fn get(&self, key: &str) -> Option<String> {
        LocalStorage::raw().get_item(key).ok().flatten()
    }

    /// Writes a text under a key, and reads it back.
    pub fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        LocalStorage::raw().set_item(key, text).map_err(|_| StoreError::Refused)?;
        if self.get(key).as_deref() == Some(text) { Ok(()) } else { Err(StoreError::NotKept) }
    }

    /// Removes a key.
    pub fn remove(&self, key: &str) {
        // Removing throws nowhere that opening did not.
        let _nothing_to_do = LocalStorage::raw().remove_item(key);
    }
}
