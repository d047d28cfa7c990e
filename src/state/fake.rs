//! A page over a made-up storage and clock, for tests of what a state does.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};

use leptos::prelude::*;

use crate::browser::{KeyValue, StoreError};
use crate::edits::Replica;
use crate::format::{Origin, Snapshot};
use crate::plan::{Cell, Timestamp};

use super::keep::Keep;
use super::{Host, Mode, Opened, State, seed};

/// A storage that can be full.
#[derive(Default)]
pub struct Fake {
    texts: std::sync::Mutex<BTreeMap<String, String>>,
    pub full: AtomicBool,
    /// The most characters it holds, keys among them; any number where this is 0.
    pub room: AtomicUsize,
    /// Whether it takes no edits, which are long; small records still fit.
    pub is_full_for_edits: AtomicBool,
    /// How often all keys were asked for.
    pub listed: AtomicUsize,
}

impl Fake {
    /// Everything in it.
    pub fn texts(&self) -> BTreeMap<String, String> {
        self.texts.lock().unwrap().clone()
    }
}

impl KeyValue for Fake {
    fn keys(&self) -> Vec<String> {
        self.listed.fetch_add(1, Ordering::Relaxed);
        self.texts.lock().unwrap().keys().cloned().collect()
    }
    fn get(&self, key: &str) -> Option<String> {
        self.texts.lock().unwrap().get(key).cloned()
    }
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let is_full_for_it = self.is_full_for_edits.load(Ordering::Relaxed) && key.contains("/edits/");
        if is_full_for_it || self.full.load(Ordering::Relaxed) {
            return Err(StoreError::Refused);
        }
        let mut texts = self.texts.lock().unwrap();
        let length = |text: &str| text.encode_utf16().count();
        let others = texts.iter().filter(|(other, _)| *other != key).map(|(key, text)| length(key) + length(text));
        let room = self.room.load(Ordering::Relaxed);
        if room > 0 && others.sum::<usize>() + length(key) + length(text) > room {
            return Err(StoreError::Refused);
        }
        texts.insert(key.into(), text.into());
        Ok(())
    }
    fn remove(&self, key: &str) {
        self.texts.lock().unwrap().remove(key);
    }
}

/// A clock that goes on by a second whenever it is looked at.
pub struct Clock(AtomicI64);

impl Host for Clock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.fetch_add(1_000, Ordering::Relaxed))
    }
    fn leave_unkept(&self, _plan: &str, _edits: &str) {}
}

/// A page load over `store`, as [`State::open`] opens one where the other page loads are gone.
pub fn page(store: &Arc<Fake>, number: u64) -> State {
    page_of(&seed().unwrap(), store, number)
}

/// A page load that shows a snapshot.
pub fn page_of(snapshot: &Snapshot, store: &Arc<Fake>, number: u64) -> State {
    let opened = Opened::of(snapshot, Origin::Embedded);
    let replica = Replica::known(number);
    let keep = Keep::new(store.clone(), "/", &opened.published.plan, replica.as_str());
    let state =
        State::new(&opened, replica, Some(keep.clone()), Arc::new(Clock(AtomicI64::new(number as i64 * 1_000_000))));
    state.set_mode(Mode::Editing);
    let typing = state.take_kept(keep.read());
    state.take_over_typing(&typing);
    state
}

/// Types a text into a cell's field and leaves the field.
pub fn enter(state: State, cell: &Cell, text: &str) {
    state.type_text(cell, text.into());
    state.commit_typing(cell);
}

/// Runs `test` with an empty storage.
pub fn with_pages(test: impl FnOnce(&Arc<Fake>)) {
    let owner = Owner::new();
    owner.with(|| test(&Arc::default()));
}
