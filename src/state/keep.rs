//! How a journal is kept in localStorage: every key of ours in one file.
//!
//! | key | holds |
//! |---|---|
//! | `shisaku/1/<plan>/edits/<replica>/<chunk>` | edits one page load made, at most [`CHUNK`] a chunk |
//! | `shisaku/1/<plan>/loads/<id>` | one file taken in |
//! | `shisaku/1/<plan>/filed/<replica>` | which edits stand in a saved file |
//! | `shisaku/1/<plan>/aside/<number>` | what stood under a key and could not be read |
//! | `shisaku/1/settings` | author and department |
//!
//! A page load writes keys of its own replica alone; the state is the union over all of them.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::browser::{LocalStore, StoreError};
use crate::edits::{Edit, EditSet, Load, Maker, Replica};
use crate::plan::json::{Fields, InJson, JsonFault, object, through_json};
use crate::plan::{SubjectId, set_of};

/// Keys and texts, as localStorage has them.
pub trait KeyValue {
    /// Every key, of whatever program.
    fn keys(&self) -> Vec<String>;
    /// The text under a key.
    fn get(&self, key: &str) -> Option<String>;
    /// Writes a text and reads it back.
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError>;
    /// Removes a key.
    fn remove(&self, key: &str);
}

impl KeyValue for LocalStore {
    fn keys(&self) -> Vec<String> {
        self.keys()
    }
    fn get(&self, key: &str) -> Option<String> {
        self.get(key)
    }
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.set(key, text)
    }
    fn remove(&self, key: &str) {
        self.remove(key);
    }
}

/// Edits in one chunk: what a commit writes again at most.
pub const CHUNK: usize = 50;

const SETTINGS: &str = "shisaku/1/settings";

/// What stood under a key and could not be read; kept, and offered as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The key it stood under.
    pub key: String,
    /// What stood there.
    pub text: String,
}

impl InJson for Aside {
    fn to_json(&self) -> Json {
        object([("key", Some(self.key.to_json())), ("text", Some(self.text.to_json()))], &Map::new())
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        Ok(Aside { key: fields.take("key")?, text: fields.take("text")? })
    }
}

through_json!(Aside);

/// Which edits of ours stand in a saved file: of each replica all up to a number.
pub type Filed = BTreeMap<String, u64>;

/// All that is kept of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Edits of all page loads.
    pub edits: EditSet,
    /// Files taken in.
    pub loads: Vec<Load>,
    /// Which edits stand in saved files.
    pub filed: Filed,
    /// What could not be read, now and earlier.
    pub aside: Vec<Aside>,
}

/// One page load's hand in storage.
#[derive(Clone, Debug)]
pub struct Keep<S> {
    store: S,
    plan: SubjectId,
    replica: Replica,
    chunk: u32,
    in_chunk: Vec<Edit>,
    /// What a write refused: the next one writes it first, and none is good before all of it is written.
    pending: Vec<Edit>,
    pending_loads: Vec<Load>,
}

impl<S: KeyValue> Keep<S> {
    /// The hand of page load `replica`, which has written nothing yet.
    pub fn new(store: S, plan: SubjectId, replica: Replica) -> Self {
        Keep { store, plan, replica, chunk: 0, in_chunk: Vec::new(), pending: Vec::new(), pending_loads: Vec::new() }
    }

    /// Reads all that is kept. What cannot be read is set aside under a key of its own; if not even that can be
    /// written, it stays where it is.
    pub fn read(&self) -> Kept {
        let mut kept = Kept::default();
        for key in self.own_keys() {
            let Some(text) = self.store.get(&key) else { continue };
            if !self.take(&key, &text, &mut kept) {
                let aside = Aside { key: key.clone(), text };
                if self.set_aside(&aside).is_ok() {
                    self.store.remove(&key);
                }
                kept.aside.push(aside);
            }
        }
        kept
    }

    /// Reads what another tab put under a key into `kept`; answers whether it could be read.
    pub fn take(&self, key: &str, text: &str, kept: &mut Kept) -> bool {
        let Some(rest) = key.strip_prefix(&self.prefix()) else { return true };
        match rest.split('/').next() {
            Some("edits") => match read_json::<Vec<Edit>>(text).and_then(|e| EditSet::of(e).ok()) {
                Some(edits) => kept.edits.union(&edits).is_ok(),
                None => false,
            },
            Some("loads") => match read_json::<Load>(text) {
                Some(load) if EditSet::of(load.edits.iter().cloned()).is_ok() => {
                    kept.loads.push(load);
                    true
                }
                _ => false,
            },
            Some("filed") => match read_json::<Filed>(text) {
                Some(filed) => {
                    merge(&mut kept.filed, filed);
                    true
                }
                None => false,
            },
            Some("aside") => {
                // What is there is already where it belongs, whatever it is.
                let unread = || Aside { key: key.to_owned(), text: text.to_owned() };
                kept.aside.push(read_json(text).unwrap_or_else(unread));
                true
            }
            // A key of a later release: not ours to touch.
            _ => true,
        }
    }

    /// Adds edits to this page load's log. They are kept, and with them all that an earlier write refused, when this
    /// answers `Ok`; else they wait for the next write.
    pub fn append(&mut self, edits: &[Edit]) -> Result<(), StoreError> {
        let mut wanted = std::mem::take(&mut self.pending);
        wanted.extend(edits.iter().cloned());
        let written = self.write_edits(&wanted);
        if written.is_err() {
            self.pending = wanted;
            return written;
        }
        let waiting = std::mem::take(&mut self.pending_loads);
        self.add_loads(&waiting, written)
    }

    /// Keeps every file it can; good where all were and `before` was.
    fn add_loads(&mut self, loads: &[Load], before: Result<(), StoreError>) -> Result<(), StoreError> {
        let mut kept = before;
        for load in loads {
            let added = self.add_load(load);
            kept = kept.and(added);
        }
        kept
    }

    fn write_edits(&mut self, edits: &[Edit]) -> Result<(), StoreError> {
        let mut chunk = self.chunk;
        let mut in_chunk = self.in_chunk.clone();
        if in_chunk.len() >= CHUNK {
            chunk += 1;
            in_chunk.clear();
        }
        in_chunk.extend(edits.iter().cloned());
        self.write(&self.edits_key(chunk), &in_chunk)?;
        (self.chunk, self.in_chunk) = (chunk, in_chunk);
        Ok(())
    }

    /// Keeps a file taken in; where that is refused, it waits for the next write.
    pub fn add_load(&mut self, load: &Load) -> Result<(), StoreError> {
        let written = self.write(&format!("{}loads/{}", self.prefix(), load.id), load);
        if written.is_err() && !self.pending_loads.iter().any(|waiting| waiting.id == load.id) {
            self.pending_loads.push(load.clone());
        }
        written
    }

    /// Takes a file that was just taken in out of storage again, where the step that belongs to it could not be kept: both
    /// wait for the next write.
    pub fn forget_load(&mut self, load: &Load) {
        self.store.remove(&format!("{}loads/{}", self.prefix(), load.id));
        if !self.pending_loads.iter().any(|waiting| waiting.id == load.id) {
            self.pending_loads.push(load.clone());
        }
    }

    /// Notes which edits stand in a saved file.
    pub fn set_filed(&self, filed: &Filed) -> Result<(), StoreError> {
        self.write(&format!("{}filed/{}", self.prefix(), self.replica), filed)
    }

    /// Writes all this page load holds again, where another tab cleared storage under it.
    pub fn restore(&mut self, all: &EditSet, loads: &[Load]) -> Result<(), StoreError> {
        let edits: Vec<Edit> = all.iter().map(|edit| (**edit).clone()).collect();
        let written = self.write(&self.edits_key(self.chunk), &edits);
        if written.is_ok() {
            self.in_chunk = edits;
            self.pending.clear();
        } else {
            self.in_chunk.clear();
            self.pending = edits;
        }
        self.add_loads(loads, written)
    }

    /// The other page loads that have edits here.
    pub fn other_replicas(&self) -> Vec<Replica> {
        let prefix = format!("{}edits/", self.prefix());
        let names = self.own_keys().into_iter().filter_map(|key| {
            let name = key.strip_prefix(&prefix)?.split('/').next()?.to_owned();
            Replica::new(&name).filter(|replica| *replica != self.replica)
        });
        let names = set_of(names.map(|replica| replica.as_str().to_owned()));
        names.iter().filter_map(|name| Replica::new(name)).collect()
    }

    /// Puts the edits of page loads that are gone under one key, named after `fresh`. Only those are folded whose edits
    /// were all made before `before` (ms): a page that has just begun may not hold its lock yet. The old keys are
    /// removed when the new one has been read back; a fold cut short leaves edits twice, which is the same as once.
    pub fn fold(&self, gone: &[Replica], fresh: &Replica, before: i64) -> Result<usize, StoreError> {
        let mut folded: Vec<(String, Vec<Edit>)> = Vec::new();
        for replica in gone.iter().filter(|replica| **replica != self.replica) {
            let prefix = format!("{}edits/{replica}/", self.prefix());
            let chunks = self.own_keys().into_iter().filter(|key| key.starts_with(&prefix));
            let read = chunks.map(|key| {
                let edits = read_json::<Vec<Edit>>(&self.store.get(&key)?)?;
                Some((key, edits))
            });
            let Some(read) = read.collect::<Option<Vec<_>>>() else { continue };
            if read.iter().flat_map(|(_, edits)| edits).all(|edit| edit.at.millis() < before) {
                folded.extend(read);
            }
        }
        if folded.len() < 2 {
            return Ok(0);
        }
        let all = folded.iter().flat_map(|(_, edits)| edits).map(Edit::to_json).collect();
        self.store.set(&format!("{}edits/{fresh}/0", self.prefix()), &Json::Array(all).to_string())?;
        for (key, _) in &folded {
            self.store.remove(key);
        }
        Ok(folded.len())
    }

    /// Whether a key is this page load's own log.
    pub fn is_own_log(&self, key: &str) -> bool {
        key.starts_with(&format!("{}edits/{}/", self.prefix(), self.replica))
    }

    /// The name of the lock a page load holds while it lives.
    pub fn lock_name(&self, replica: &Replica) -> String {
        format!("{}alive/{replica}", self.prefix())
    }

    /// The name of the lock held while keys are folded.
    pub fn fold_lock_name(&self) -> String {
        format!("{}fold", self.prefix())
    }

    fn set_aside(&self, aside: &Aside) -> Result<(), StoreError> {
        let taken: Vec<String> = self.own_keys();
        let name = |number: usize| format!("{}aside/{number}", self.prefix());
        let free = (0..=taken.len()).map(name).find(|key| !taken.contains(key)).unwrap_or_else(|| name(taken.len()));
        self.write(&free, aside)
    }

    fn write(&self, key: &str, value: &impl InJson) -> Result<(), StoreError> {
        self.store.set(key, &value.to_json().to_string())
    }

    fn edits_key(&self, chunk: u32) -> String {
        format!("{}edits/{}/{chunk}", self.prefix(), self.replica)
    }

    fn prefix(&self) -> String {
        format!("shisaku/1/{}/", self.plan)
    }

    fn own_keys(&self) -> Vec<String> {
        let prefix = self.prefix();
        let keys = set_of(self.store.keys().into_iter().filter(|key| key.starts_with(&prefix)));
        keys.into_iter().collect()
    }
}

/// Of both, the larger number of each replica.
pub fn merge(filed: &mut Filed, other: Filed) {
    for (replica, number) in other {
        let known = filed.entry(replica).or_default();
        *known = number.max(*known);
    }
}

/// Who sits here, as they last said.
pub fn read_settings(store: &impl KeyValue) -> Maker {
    store.get(SETTINGS).and_then(|text| read_json(&text)).unwrap_or_default()
}

/// Keeps who sits here.
pub fn write_settings(store: &impl KeyValue, maker: &Maker) -> Result<(), StoreError> {
    store.set(SETTINGS, &maker.to_json().to_string())
}

fn read_json<T: InJson>(text: &str) -> Option<T> {
    T::from_json(text.parse().ok()?).ok()
}

#[cfg(test)]
mod tests;
