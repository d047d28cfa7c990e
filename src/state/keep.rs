//! How a journal is kept in localStorage: every key of ours in one file.
//!
//! | key | holds |
//! |---|---|
//! | `shisaku/2/<site>/<plan>/edits/<page load>/<chunk>` | edits one page load made, at most [`CHUNK`] a chunk |
//! | `shisaku/2/<site>/<plan>/loads/<id>` | one file taken in, by releases before it was packed |
//! | `shisaku/2/<site>/<plan>/filed/<page load>` | which edits stand in a saved file |
//! | `shisaku/2/<site>/<plan>/typing/<page load>` | what stands in fields and is no value yet |
//! | `shisaku/2/<site>/<plan>/packed/<key>` | what would stand under `<key>`, packed ([`pack`]): files taken in (`loads/<id>`), and folded logs and records of saved files (`edits/<fold>/<piece>`, `filed/<fold>`) |
//! | `shisaku/2/<site>/<plan>/room/<page load>` | for a moment, to find out whether there is room |
//! | `shisaku/2/<site>/settings` | author and department, where files are handed in (`collector`), and what was (`handedIn`) |
//! | `shisaku/2/<site>/settings/unread/<number>` | settings that could not be read, before others were written |
//! | `shisaku/1/<plan>/…`, `shisaku/1/settings` | what releases before this form kept: read, never written or removed |
//!
//! `<site>` is the folder the page stands in, so that two sites of one host share nothing. A page load adds to keys of its
//! own name alone; it changes another's only where that page load is gone, to fold its log or take over its texts. The
//! state is the union over all of them. What cannot be read stays where it is, whatever it is, and
//! is offered as a file: what a later release wrote is whole when that release opens it again.

use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value as Json};

use crate::browser::{Store, StoreError};
use crate::edits::{Edit, EditSet, Filed, HandedIn, Load, Maker, cells_changed};
use crate::format::{Aside, pack, read_edits, read_load, unpack, write_edits, write_load};
use crate::plan::json::{Fields, InJson, object, read_json};
use crate::plan::{Plan, SubjectId, cleaned, set_of};

use super::typing::TypingRecord;

/// Edits in one chunk: what a commit writes again at most.
pub const CHUNK: usize = 50;
/// The text that is packed into one piece of a fold, in bytes: so much is read, packed and written at once. A piece of half that is
/// left as it is.
const PIECE: usize = 256 * 1024;
/// The most pieces of one fold; the rest is for the next.
const PIECES_AT_ONCE: usize = 8;
/// The room there should be, in characters: of some thousand values, or a file of a department.
const ROOM: usize = 256 * 1024;
/// What browsers hold for a site, in characters: the 5 MB of the standard's advice, counted in UTF-16 or not.
pub const ROOM_OF_BROWSERS: usize = 5 * 1024 * 1024;

/// All that is kept of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Edits of all page loads.
    pub edits: EditSet,
    /// Files taken in.
    pub loads: Vec<Load>,
    /// Which edits stand in saved files.
    pub filed: Filed,
    /// What stood in fields, by the key it stands under; the last part of a key is the page load.
    pub typing: BTreeMap<String, TypingRecord>,
    /// What could not be read.
    pub aside: Vec<Aside>,
}

/// The setting of the mail address of whoever collects.
const COLLECTOR: &str = "collector";
/// The setting of what was handed in.
const HANDED_IN: &str = "handedIn";
/// The characters that stand for themselves in a site's name.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'-');

/// Returns a site's name in keys: the folder of its page, percent-encoded.
pub fn site_of(folder: &str) -> String {
    utf8_percent_encode(folder, PLAIN).to_string()
}

/// A page load's access to storage.
#[derive(Clone)]
pub struct Keep {
    store: Store,
    site: String,
    /// The plan's id, and those it had formerly.
    plans: Vec<SubjectId>,
    /// The page load.
    name: String,
    chunk: u32,
    in_chunk: Vec<Edit>,
    /// What a write refused: the next one writes it first, and none is good before all of it is written.
    pending: Vec<Edit>,
    pending_loads: Vec<Load>,
}

impl Keep {
    /// The access of page load `name` to what is kept of the plan in the page's `folder`.
    pub fn new(store: Store, folder: &str, plan: &Plan, name: &str) -> Self {
        Keep {
            store,
            site: site_of(folder),
            plans: plan.ids().cloned().collect(),
            name: name.to_owned(),
            chunk: 0,
            in_chunk: Vec::new(),
            pending: Vec::new(),
            pending_loads: Vec::new(),
        }
    }

    /// Reads all that is kept, and changes nothing.
    pub fn read(&self) -> Kept {
        self.read_where(|_| true)
    }

    /// Reads what stands in fields, by the key it stands under.
    pub fn read_typing(&self) -> BTreeMap<String, TypingRecord> {
        self.read_where(|key| self.of_plan(key).is_some_and(|rest| rest.starts_with("typing/"))).typing
    }

    /// Reads what is kept of the plan under the keys that are `wanted`.
    fn read_where(&self, wanted: impl Fn(&str) -> bool) -> Kept {
        let mut kept = Kept::default();
        for key in set_of(self.store.keys()).iter().filter(|key| wanted(key) && self.of_plan(key).is_some()) {
            if let Some(text) = self.store.get(key) {
                self.take(key, &text, &mut kept);
            }
        }
        kept
    }

    /// Parses one entry into `kept`; unreadable parts go to `kept.aside`.
    pub fn take(&self, key: &str, text: &str, kept: &mut Kept) {
        let Some(rest) = self.of_plan(key) else { return };
        let aside = |text: &str| Aside { key: key.to_owned(), text: text.to_owned() };
        let (rest, unpacked) = match rest.strip_prefix("packed/") {
            Some(rest) => (rest, unpack(text)),
            None => (rest, None),
        };
        let kind = rest.split('/').next().unwrap_or_default();
        let text = unpacked.as_deref().unwrap_or(text);
        let json = || read_json(text).ok();
        let is_read = match kind {
            "edits" => read_edits(text).map(|(edits, damaged)| {
                kept.edits.union(&EditSet::of(edits));
                kept.aside.extend(damaged.iter().map(|damage| aside(&damage.json)));
            }),
            "loads" => read_load(text).map(|(load, damaged)| {
                kept.loads.push(load);
                kept.aside.extend(damaged.iter().map(|damage| aside(&damage.json)));
            }),
            "filed" => json().and_then(|json| Filed::from_json(&json)).map(|filed| kept.filed.merge(&filed)),
            "typing" => json()
                .and_then(|json| TypingRecord::from_json(json).ok())
                .map(|record| drop(kept.typing.insert(key.to_owned(), record))),
            // What an earlier release could not read; this one may.
            "aside" => serde_json::from_str::<Aside>(text).ok().map(|piece| match self.of_plan(&piece.key) {
                Some(rest) if !rest.starts_with("aside/") => self.take(&piece.key, &piece.text, kept),
                _ => kept.aside.push(piece),
            }),
            // A key of a later release: not ours to touch.
            _ => Some(()),
        };
        if is_read.is_none() {
            kept.aside.push(aside(text));
        }
    }

    /// Adds edits to this page load's log. They are kept, and with them all that an earlier write refused, when this
    /// answers `Ok`; else they wait for the next write.
    pub fn append(&mut self, edits: &[Edit]) -> Result<(), StoreError> {
        self.append_edits(edits)?;
        let waiting = std::mem::take(&mut self.pending_loads);
        self.add_loads(&waiting, Ok(()))
    }

    /// Appends edits, together with those whose write failed. Pending loads stay pending.
    pub fn append_edits(&mut self, edits: &[Edit]) -> Result<(), StoreError> {
        let mut wanted = std::mem::take(&mut self.pending);
        wanted.extend(edits.iter().cloned());
        let written = self.write_edits(&wanted);
        if written.is_err() {
            self.pending = wanted;
        }
        written
    }

    /// Queues edits for the next write.
    pub fn defer(&mut self, edits: &[Edit]) {
        self.pending.extend(edits.iter().cloned());
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
        self.store.set(&self.edits_key(chunk), &write_edits(&in_chunk))?;
        (self.chunk, self.in_chunk) = (chunk, in_chunk);
        Ok(())
    }

    /// Keeps a file taken in; where that is refused, it waits for the next write.
    pub fn add_load(&mut self, load: &Load) -> Result<(), StoreError> {
        let written = self.store.set(&self.load_key(load), &pack(&write_load(load)));
        match written {
            // One of the shared folder grows: what waits of it is older.
            Ok(()) => self.pending_loads.retain(|waiting| waiting.id != load.id),
            Err(_) => self.queue(load),
        }
        written
    }

    /// Takes a file that was just taken in out of storage again, where the step that belongs to it could not be kept: both
    /// wait for the next write.
    pub fn forget_load(&mut self, load: &Load) {
        self.store.remove(&self.load_key(load));
        self.queue(load);
    }

    /// Another tab has written a file: what waits of it and holds no more is older.
    pub fn is_written(&mut self, load: &Load) {
        self.pending_loads.retain(|waiting| waiting.id != load.id || waiting.edits.len() > load.edits.len());
    }

    /// Queues a file for the next write, in the place of what waits of it.
    fn queue(&mut self, load: &Load) {
        self.pending_loads.retain(|waiting| waiting.id != load.id);
        self.pending_loads.push(load.clone());
    }

    /// Notes which edits stand in a saved file.
    pub fn set_filed(&self, filed: &Filed) -> Result<(), StoreError> {
        self.store.set(&format!("{}filed/{}", self.prefix(), self.name), &filed.to_json().to_string())
    }

    /// Stores a page load's fields under the key of its record, or removes the key if there are none.
    pub fn set_typing(&self, key: &str, record: &TypingRecord) -> Result<(), StoreError> {
        if record.is_empty() {
            self.store.remove(key);
            return Ok(());
        }
        self.store.set(key, &record.to_json().to_string())
    }

    /// Returns the key of this page load's record of fields.
    pub fn typing_key(&self) -> String {
        format!("{}typing/{}", self.prefix(), self.name)
    }

    /// Writes all this page load holds again, where another tab cleared storage under it.
    pub fn restore(&mut self, all: &EditSet, loads: &[Load]) -> Result<(), StoreError> {
        let edits: Vec<Edit> = all.iter().map(|edit| (**edit).clone()).collect();
        let written = self.store.set(&self.edits_key(self.chunk), &write_edits(&edits));
        if written.is_ok() {
            self.in_chunk = edits;
            self.pending.clear();
        } else {
            self.in_chunk.clear();
            self.pending = edits;
        }
        self.add_loads(loads, written)
    }

    /// The other page loads that have keys of their own here, but for what stands in fields.
    pub fn other_page_loads(&self) -> Vec<String> {
        let prefixes = ["edits/", "filed/"].map(|kind| format!("{}{kind}", self.prefix()));
        let names = self.store.keys().into_iter().filter_map(|key| {
            let rest = prefixes.iter().find_map(|prefix| key.strip_prefix(prefix))?;
            let name = rest.split('/').next()?.to_owned();
            (name != self.name).then_some(name)
        });
        set_of(names).into_iter().collect()
    }

    /// Packs what page loads that are gone have kept under keys of their own, and files taken in that releases before left unpacked.
    /// Returns how many keys that were.
    ///
    /// Only those are packed that can be read whole and whose edits were all made before `before` (ms): a page that has just begun
    /// may not hold its lock yet. It goes piece by piece, and the keys of a piece are removed when it has been read back: so a fold
    /// needs room for one piece alone, and one that is cut short leaves some edits twice, which is the same as once. `fresh` names
    /// this fold.
    ///
    /// # Errors
    ///
    /// The storage refused a piece of a single key.
    pub fn fold(&self, gone: &[String], fresh: &str, before: i64) -> Result<usize, StoreError> {
        let prefix = self.prefix();
        let gone = set_of(gone.iter().filter(|name| **name != self.name).map(String::as_str));
        let keys = set_of(self.store.keys());
        let of_kind = |kind: &str| {
            let prefix = format!("{prefix}{kind}");
            keys.iter().filter(move |key| key.starts_with(&prefix))
        };
        let is_gone = |key: &&String| {
            let name = key.strip_prefix(&prefix).and_then(|rest| rest.split('/').nth(1));
            name.is_some_and(|name| gone.contains(name))
        };
        let mut logs: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
        for key in of_kind("edits/").filter(is_gone) {
            let name = key.strip_prefix(&prefix).and_then(|rest| rest.split('/').nth(1)).unwrap_or_default();
            logs.entry(name).or_default().push(self.entry(key));
        }
        // A page load all of whose chunks can be read, and are old.
        let is_old = |entry: &Entry| entry.edits.as_ref().is_some_and(|all| all.iter().all(|e| e.at.millis() < before));
        let loose: Vec<Entry> = logs.into_values().filter(|chunks| chunks.iter().all(is_old)).flatten().collect();
        let mut folded = 0;
        if loose.len() > 1 {
            let small = of_kind("packed/edits/").map(|key| self.entry(key)).filter(|entry| entry.length < PIECE / 2);
            let whole = small.filter(|entry| entry.edits.is_some()).chain(loose).collect::<Vec<_>>();
            for (number, piece) in pieces(whole).into_iter().take(PIECES_AT_ONCE).enumerate() {
                folded += self.fold_piece(&piece, &format!("{prefix}packed/edits/{fresh}/{number}"))?;
            }
        }
        let filed: Vec<&String> = of_kind("filed/").filter(is_gone).chain(of_kind("packed/filed/")).collect();
        folded += self.fold_filed(&filed, &format!("{prefix}packed/filed/{fresh}"))?;
        for key in of_kind("loads/") {
            let Some(text) = self.store.get(key).filter(|text| read_load(text).is_some_and(|(_, bad)| bad.is_empty()))
            else {
                continue;
            };
            let rest = key.strip_prefix(&prefix).unwrap_or_default();
            self.store.set(&format!("{prefix}packed/{rest}"), &pack(&text))?;
            self.store.remove(key);
            folded += 1;
        }
        Ok(folded)
    }

    /// Reads one key of edits.
    fn entry(&self, key: &str) -> Entry {
        let text = self.store.get(key).unwrap_or_default();
        let text = if key.contains("/packed/") { unpack(&text).unwrap_or_default() } else { text };
        let edits = read_edits(&text).filter(|(_, damaged)| damaged.is_empty()).map(|(edits, _)| edits);
        Entry { key: key.to_owned(), length: text.len(), edits }
    }

    /// Writes a piece and removes its keys; where it does not fit, its halves. Returns how many keys that were.
    fn fold_piece(&self, piece: &[Entry], key: &str) -> Result<usize, StoreError> {
        let all = EditSet::of(piece.iter().flat_map(|entry| entry.edits.iter().flatten()).cloned());
        let written = self.store.set(key, &pack(&write_edits(all.iter().map(|edit| &**edit))));
        match written {
            Ok(()) => {
                piece.iter().for_each(|entry| self.store.remove(&entry.key));
                Ok(piece.len())
            }
            Err(_) if piece.len() > 1 => {
                let (first, second) = piece.split_at(piece.len() / 2);
                Ok(self.fold_piece(first, &format!("{key}a"))? + self.fold_piece(second, &format!("{key}b"))?)
            }
            Err(refused) => Err(refused),
        }
    }

    /// Puts records of saved files under one key. Returns how many keys were removed.
    fn fold_filed(&self, keys: &[&String], key: &str) -> Result<usize, StoreError> {
        let mut kept = Kept::default();
        for key in keys {
            self.take(key, &self.store.get(key).unwrap_or_default(), &mut kept);
        }
        let is_worth_it = keys.iter().filter(|key| !key.contains("/packed/")).count() > 1;
        if !is_worth_it || !kept.aside.is_empty() {
            return Ok(0);
        }
        self.store.set(key, &pack(&kept.filed.to_json().to_string()))?;
        keys.iter().for_each(|key| self.store.remove(key));
        Ok(keys.len())
    }

    /// Returns whether the last edits written began a chunk: now and then something is looked after.
    pub fn has_begun_chunk(&self) -> bool {
        self.in_chunk.len() == 1
    }

    /// Returns whether this browser has room for some more work: it is asked, by writing.
    pub fn has_room(&self) -> bool {
        let key = format!("{}room/{}", self.prefix(), self.name);
        let written = self.store.set(&key, &"0".repeat(ROOM));
        self.store.remove(&key);
        written.is_ok()
    }

    /// The characters that all sites of this host keep.
    pub fn characters_kept(&self) -> usize {
        let length = |text: &str| text.encode_utf16().count();
        let of = |key: &String| length(key) + self.store.get(key).map_or(0, |text| length(&text));
        self.store.keys().iter().map(of).sum()
    }

    /// Returns the other sites of this host that have drafts of this plan, with in how many cells.
    pub fn other_sites(&self) -> Vec<(String, usize)> {
        let sites = self.store.keys().into_iter().filter_map(|key| {
            let (site, _) = key.strip_prefix("shisaku/2/")?.split_once('/')?;
            (site != self.site && self.at(site).of_plan(&key).is_some()).then(|| site.to_owned())
        });
        let count = |mut kept: Kept| {
            kept.edits.union(&EditSet::of(kept.loads.iter().flat_map(|load| load.edits.iter().cloned())));
            cells_changed(&kept.edits)
        };
        let counted = set_of(sites).into_iter().map(|site| {
            let count = count(self.read_site(&site));
            (site, count)
        });
        counted.filter(|(_, count)| *count > 0).collect()
    }

    /// Reads the drafts that another site of this host keeps of this plan.
    pub fn read_site(&self, site: &str) -> Kept {
        let prefix = format!("shisaku/2/{site}/");
        self.at(site).read_where(|key| key.starts_with(&prefix))
    }

    /// The access to what another site of this host keeps.
    fn at(&self, site: &str) -> Keep {
        Keep { site: site.to_owned(), ..self.clone() }
    }

    /// Whether a key is this page load's own log.
    pub fn is_own_log(&self, key: &str) -> bool {
        key.starts_with(&format!("{}edits/{}/", self.prefix(), self.name))
    }

    /// The name of the lock a page load holds while it lives.
    pub fn lock_name(&self, page_load: &str) -> String {
        format!("{}alive/{page_load}", self.prefix())
    }

    /// The name of the lock held while keys are folded, or records of fields taken over.
    pub fn fold_lock_name(&self) -> String {
        format!("{}fold", self.prefix())
    }

    /// The key of the shared folder among kept handles, and the name of the lock of the tab that looks after it.
    pub fn folder_key(&self) -> String {
        format!("{}folder", self.prefix())
    }

    /// The key of the file that is saved again and again among kept handles.
    pub fn save_file_key(&self) -> String {
        format!("{}save-file", self.prefix())
    }

    /// Reads the user's name and department.
    pub fn read_settings(&self) -> Maker {
        let of_key = |key: &str| Some(settings_of(&self.store.get(key)?)?.0);
        of_key(&self.settings_key()).or_else(|| of_key("shisaku/1/settings")).unwrap_or_default()
    }

    /// Reads the mail address of whoever collects; empty where nobody said it.
    pub fn read_collector(&self) -> String {
        self.setting(COLLECTOR).unwrap_or_default()
    }

    /// Reads what was handed in from this browser.
    pub fn read_handed_in(&self) -> Vec<HandedIn> {
        self.setting(HANDED_IN).unwrap_or_default()
    }

    fn setting<T: InJson>(&self, name: &str) -> Option<T> {
        let (_, rest) = settings_of(&self.store.get(&self.settings_key())?)?;
        T::from_json(rest.get(name)?.clone()).ok()
    }

    /// Writes what was handed in from this browser, preserving all other settings.
    pub fn write_handed_in(&self, all: &[HandedIn]) -> Result<(), StoreError> {
        let json = Json::Array(all.iter().map(InJson::to_json).collect());
        self.change_settings(&self.read_settings(), |rest| drop(rest.insert(HANDED_IN.into(), json)))
    }

    /// Whether a key holds the settings.
    pub fn is_settings(&self, key: &str) -> bool {
        key == self.settings_key()
    }

    /// Writes the mail address of whoever collects, preserving all other settings.
    pub fn write_collector(&self, address: &str) -> Result<(), StoreError> {
        self.change_settings(&self.read_settings(), |rest| drop(rest.insert(COLLECTOR.into(), address.into())))
    }

    /// Writes the user's name and department, preserving all other settings.
    pub fn write_settings(&self, maker: &Maker) -> Result<(), StoreError> {
        self.change_settings(maker, |_| ())
    }

    fn change_settings(&self, maker: &Maker, change: impl FnOnce(&mut Map<String, Json>)) -> Result<(), StoreError> {
        let key = self.settings_key();
        let before = self.store.get(&key);
        let is_understood = |rest: &Map<String, Json>| maker.fields().iter().all(|(name, _)| !rest.contains_key(*name));
        let mut rest = match before.as_deref().map(settings_of) {
            None => Map::new(),
            Some(Some((_, rest))) if is_understood(&rest) => rest,
            Some(_) => {
                let keys = self.store.keys();
                let mut names = (0..=keys.len()).map(|number| format!("{key}/unread/{number}"));
                let free = names.find(|name| !keys.contains(name)).unwrap_or_default();
                self.store.set(&free, &before.unwrap_or_default())?;
                Map::new()
            }
        };
        change(&mut rest);
        self.store.set(&key, &object(maker.fields(), &rest).to_string())
    }

    fn settings_key(&self) -> String {
        format!("shisaku/2/{}/settings", self.site)
    }

    fn edits_key(&self, chunk: u32) -> String {
        format!("{}edits/{}/{chunk}", self.prefix(), self.name)
    }

    fn load_key(&self, load: &Load) -> String {
        format!("{}packed/loads/{}", self.prefix(), load.id)
    }

    /// What this release writes under.
    fn prefix(&self) -> String {
        let plan = self.plans.first().map(SubjectId::as_str).unwrap_or_default();
        format!("shisaku/2/{}/{plan}/", self.site)
    }

    /// Returns the key's path within the plan, for any format version or former id.
    fn of_plan<'k>(&self, key: &'k str) -> Option<&'k str> {
        let rest = key.strip_prefix("shisaku/1/").or_else(|| {
            let rest = key.strip_prefix("shisaku/2/")?;
            rest.strip_prefix(&self.site)?.strip_prefix('/')
        })?;
        self.plans.iter().find_map(|plan| rest.strip_prefix(plan.as_str())?.strip_prefix('/'))
    }
}

/// One key of edits.
struct Entry {
    key: String,
    /// Of its text, unpacked, in bytes.
    length: usize,
    /// Its edits, where all of it can be read.
    edits: Option<Vec<Arc<Edit>>>,
}

/// Entries in an order, in pieces of about [`PIECE`].
fn pieces(entries: Vec<Entry>) -> Vec<Vec<Entry>> {
    let (mut pieces, mut length): (Vec<Vec<Entry>>, usize) = (Vec::new(), PIECE);
    for entry in entries {
        if length >= PIECE {
            pieces.push(Vec::new());
            length = 0;
        }
        length += entry.length;
        if let Some(piece) = pieces.last_mut() {
            piece.push(entry);
        }
    }
    pieces
}

/// Parses settings into the user and all other settings. Returns `None` if they are damaged.
fn settings_of(text: &str) -> Option<(Maker, Map<String, Json>)> {
    let mut fields = Fields::of(read_json(text).ok()?).ok()?;
    let mut name = |field| fields.take_readable::<Option<String>>(field).flatten().map(cleaned);
    let maker = Maker { author: name("author"), department: name("department") };
    Some((maker, fields.rest()))
}

#[cfg(test)]
mod tests;
