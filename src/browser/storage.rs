//! localStorage as plain keys and texts. Its layout is `state/keep.rs`'s business.

use std::sync::Arc;

use gloo_storage::{LocalStorage, Storage};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Reads an entry of `sessionStorage`.
pub fn in_tab(key: &str) -> Option<String> {
    session()?.get_item(key).ok().flatten()
}

/// Writes an entry of `sessionStorage`.
pub fn remember_in_tab(key: &str, text: &str) {
    if let Some(session) = session() {
        let _remembered_or_not = session.set_item(key, text);
    }
}

fn session() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// Whether the browser said that it will not erase this site's storage of its own accord.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lasting {
    /// It was not asked, has not answered, or cannot be asked.
    #[default]
    Unknown,
    /// It will not.
    Promised,
    /// It may: when room gets short, or after some time without a visit.
    NotPromised,
}

/// Asks the browser to keep this site's storage (`navigator.storage.persist()`). Some browsers ask the person; so call it when
/// editing begins.
pub async fn ask_to_last() -> Lasting {
    let Some(asked) = asked_to_last() else { return Lasting::Unknown };
    match JsFuture::from(asked).await.map(|answer| answer.as_bool()) {
        Ok(Some(true)) => Lasting::Promised,
        Ok(Some(false)) => Lasting::NotPromised,
        _ => Lasting::Unknown,
    }
}

/// The question; `None` where the browser has none: an older one, or a page without https.
fn asked_to_last() -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let storage = Reflect::get(&navigator, &"storage".into()).ok()?;
    let persist: Function = Reflect::get(&storage, &"persist".into()).ok()?.dyn_into().ok()?;
    persist.call0(&storage).ok()?.dyn_into().ok()
}

/// A store of texts by key, as localStorage is one.
pub trait KeyValue {
    /// Returns every key, of whatever program.
    fn keys(&self) -> Vec<String>;
    /// Returns the text under a key.
    fn get(&self, key: &str) -> Option<String>;
    /// Writes a text and reads it back.
    ///
    /// # Errors
    ///
    /// A write that was refused, or that did not read back the same.
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError>;
    /// Removes a key.
    fn remove(&self, key: &str);
}

/// A shared store.
pub type Store = Arc<dyn KeyValue + Send + Sync>;

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
    ///
    /// # Errors
    ///
    /// Where the browser or a policy forbids storage.
    pub fn open() -> Result<LocalStore, StoreError> {
        match web_sys::window().map(|window| window.local_storage()) {
            Some(Ok(Some(_))) => Ok(LocalStore { _probed: () }),
            _ => Err(StoreError::Blocked),
        }
    }
}

impl KeyValue for LocalStore {
    fn keys(&self) -> Vec<String> {
        let storage = LocalStorage::raw();
        let length = storage.length().unwrap_or(0);
        (0..length).filter_map(|index| storage.key(index).ok().flatten()).collect()
    }

    fn get(&self, key: &str) -> Option<String> {
        LocalStorage::raw().get_item(key).ok().flatten()
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        LocalStorage::raw().set_item(key, text).map_err(|_| StoreError::Refused)?;
        if self.get(key).as_deref() == Some(text) { Ok(()) } else { Err(StoreError::NotKept) }
    }

    fn remove(&self, key: &str) {
        // Removing throws nowhere that opening did not.
        let _nothing_to_do = LocalStorage::raw().remove_item(key);
    }
}
