//! The shared folder of an office: each browser writes a file of its own there, and reads the others'.
//!
//! A file has one writer, the browser whose mark is in its name, so that nobody's work is overwritten; what the files hold joins by
//! union, as files that are mailed do. Nothing depends on clocks or on the order in which files are read. What others wrote is kept
//! in this browser, too (a [`Load`](crate::edits::Load) that grows), so that a folder that is out of reach takes nothing away.

#[cfg(test)]
mod tests;
mod watch;

use std::collections::{BTreeMap, VecDeque};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::{Files, FolderError, Stamp};
use crate::edits::{Edit, EditSet, HandedIn, Journal, Maker, cells_changed_by};
use crate::format::snapshot::BYTES_AT_MOST;
use crate::format::{FileReader, Package, SharedFile, Snapshot, SnapshotError, Trouble};
use crate::plan::{Timestamp, set_of};
use crate::words;

use super::State;

/// How many colleagues' files are read before this browser's is written again, if something was entered meanwhile.
const OTHERS_BETWEEN: usize = 16;

/// How the shared folder stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum FolderState {
    /// None is used.
    #[default]
    Unused,
    /// The one of this name was used before; the browser wants permission anew.
    Asks(String),
    /// Another tab of this browser looks after the one of this name.
    Elsewhere(String),
    /// It is looked after here.
    Used(UsedFolder),
}

/// A folder that is looked after here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UsedFolder {
    /// Its name.
    pub name: String,
    /// When everything in it was last read.
    pub at: Option<Timestamp>,
    /// Whether the browser will find it again after a restart.
    pub is_kept: bool,
    /// The name of this browser's file, and when it was written.
    pub own: Option<(String, Timestamp)>,
    /// Whether everything from here stands in it.
    pub is_current: bool,
    /// The others' files, by name.
    pub others: Vec<SharedFile>,
    /// What is in the way of the folder, or of this browser's file.
    pub trouble: Option<Trouble>,
}

/// What is known of a folder that is looked after: read again is only what is another file than before.
#[derive(Debug, Default)]
pub struct Exchange {
    /// What this browser's files are known by.
    mark: String,
    others: BTreeMap<String, Other>,
    written: Option<Written>,
}

/// A colleague's file, as it was read last.
#[derive(Debug)]
struct Other {
    file: SharedFile,
    /// Its state then; `None` where it could not be opened, which is tried again.
    stamp: Option<Stamp>,
    /// What was in it, as a hash.
    hash: u64,
    /// Whether it was read a second time in that state. Some systems tell times by two seconds: a file written twice within that
    /// time has the same stamp but other content.
    is_settled: bool,
}

/// This browser's file, as it was written last.
#[derive(Debug)]
struct Written {
    name: String,
    stamp: Stamp,
    at: Timestamp,
    /// Of the journal when it was found that all of it stands there.
    revision: u64,
    edits: EditSet,
    maker: Maker,
    handed_in: Vec<HandedIn>,
}

impl Exchange {
    /// Begins with a folder of which only the mark of this browser's files is known.
    pub fn new(mark: String) -> Exchange {
        Exchange { mark, ..Exchange::default() }
    }

    fn is_own(&self, name: &str) -> bool {
        words::file::is_marked(name, &self.mark)
    }
}

impl State {
    /// Reads what is new in the folder, and writes what is new here. `fresh` makes a mark, in case somebody else writes under ours.
    ///
    /// Where a file cannot be read or written that is noted with it, and it is tried again the next time.
    pub async fn exchange(&self, folder: &impl Files, known: &mut Exchange, fresh: impl Fn() -> String) {
        let names = match folder.names().await {
            Ok(names) => names.into_iter().filter(|name| words::file::is_shared_name(name)),
            Err(error) => return self.note_exchange(known, Some(Trouble::System(error)), false),
        };
        let (mut own, others): (Vec<String>, Vec<String>) = names.partition(|name| known.is_own(name));
        let mut there = set_of(others.iter().cloned());
        let mut waiting = VecDeque::from(others);
        let (mut reader, mut arrived, mut read) = (FileReader::default(), Vec::new(), 0);
        let mut tended = Ok(());
        loop {
            // First this browser's file, and again meanwhile: many others to be read do not hold it up. Not again in this round
            // where something is in the way.
            if tended.is_ok() && (read % OTHERS_BETWEEN == 0 || waiting.is_empty()) {
                tended = self.tend_own(folder, known, &mut own, &fresh).await.map(|given_up| {
                    there.extend(given_up.iter().cloned());
                    waiting.extend(given_up);
                });
            }
            let Some(name) = waiting.pop_front() else { break };
            arrived.extend(self.read_other(folder, known, &mut reader, &name).await);
            read += 1;
        }
        // A colleague whose department is called otherwise now has a file of another name.
        let is_renamed = |name: &String| {
            words::file::mark_of(name).is_some_and(|mark| there.iter().any(|other| words::file::is_marked(other, mark)))
        };
        known.others.retain(|name, _| there.contains(name) || !is_renamed(name));
        for (name, other) in &mut known.others {
            if !there.contains(name) && other.file.trouble.as_ref() != Some(&Trouble::Gone) {
                (other.stamp, other.file.trouble) = (None, Some(Trouble::Gone));
            }
        }
        if !arrived.is_empty() {
            self.say(words::folder::arrived(&arrived));
        }
        self.note_exchange(known, tended.err().map(Trouble::System), true);
    }

    /// Reads a colleague's file if it is another than before. Returns what came with it: from whom, and in how many cells.
    async fn read_other(
        &self,
        folder: &impl Files,
        known: &mut Exchange,
        reader: &mut FileReader,
        name: &str,
    ) -> Option<(Maker, usize)> {
        let before = known.others.get_mut(name);
        let stamp = folder.stamp(name).await;
        // One that could not be opened has none, and is tried again; what was read and is damaged, or has no room here, is not
        // another before it is written anew.
        let same = before.filter(|before| before.stamp.is_some() && stamp.as_ref().ok() == Some(&before.stamp));
        if same.as_ref().is_some_and(|before| before.is_settled) {
            return None;
        }
        let too_large = stamp.ok().flatten().filter(|stamp| stamp.bytes > BYTES_AT_MOST as u64);
        let content = match too_large {
            Some(stamp) => Ok(Some((stamp, Vec::new()))),
            None => folder.content(name).await,
        };
        let hash = content.as_ref().map_or(0, |content| content.as_ref().map_or(0, |(_, bytes)| hash_of(bytes)));
        if let (Some(before), Ok(Some((stamp, _)))) = (same, &content)
            && before.stamp == Some(*stamp)
            && before.hash == hash
        {
            before.is_settled = true;
            return None;
        }
        let (stamp, read) = match content {
            Ok(Some((stamp, _))) if too_large.is_some() => {
                let bytes = usize::try_from(stamp.bytes).unwrap_or(usize::MAX);
                (Some(stamp), Err(Trouble::Content(SnapshotError::TooLarge(bytes))))
            }
            Err(error) => (None, Err(Trouble::System(error))),
            Ok(None) => (None, Err(Trouble::Gone)),
            Ok(Some((stamp, bytes))) => (Some(stamp), read_of_plan(reader, &bytes, self)),
        };
        let unread = || SharedFile { name: name.to_owned(), ..SharedFile::default() };
        let mut file = known.others.get(name).map_or_else(unread, |before| before.file.clone());
        let mut came = None;
        file.trouble = match read.and_then(|package| {
            file.sender = package.exported_by.clone().unwrap_or_default();
            file.saved_at = Some(package.exported_at);
            file.changes = cells_changed_by(&package.edits);
            file.damaged = package.damaged.len();
            self.take_shared(name, package)
        }) {
            Ok(changes) => {
                came = (changes > 0).then(|| (file.sender.clone(), changes));
                None
            }
            Err(trouble) => Some(trouble),
        };
        known.others.insert(name.to_owned(), Other { file, stamp, hash, is_settled: false });
        came
    }

    /// Takes in what is new in a colleague's file. Returns in how many cells that is: none where the file is switched off here.
    fn take_shared(&self, name: &str, package: Package) -> Result<usize, Trouble> {
        let (at, mut load) = (self.now(), None);
        let mark = words::file::mark_of(name);
        let is_it = |other: &str| other == name || mark.is_some_and(|mark| words::file::is_marked(other, mark));
        self.desk()
            .journal
            .update_untracked(|journal| load = journal.load_shared(package.brought(name.to_owned()), is_it, at));
        let Some(load) = load else { return Ok(0) };
        let new: Vec<Arc<Edit>> = self
            .desk()
            .journal
            .with_untracked(|journal| load.edits.iter().filter(|edit| !journal.edits().holds(edit)).cloned().collect());
        if self.has_room_for(0, new.iter().map(|edit| &**edit)).is_err() {
            return Err(Trouble::NoRoom);
        }
        let kept = self.with_keep(|keep| keep.add_load(&load));
        if kept.is_err() {
            self.note_saving(kept, new.len());
        }
        let id = load.id.clone();
        self.change_journal(|journal| journal.take_loads(vec![load]));
        self.leave_unkept();
        let is_on = |journal: &Journal| journal.loads().iter().any(|(load, is_on)| *is_on && load.id == id);
        if !self.desk().journal.with_untracked(is_on) {
            return Ok(0);
        }
        // What a retraction takes back has changed, too.
        let edits = |journal: &Journal| set_of(new.iter().flat_map(|edit| journal.edits().cells_of(edit))).len();
        Ok(cells_changed_by(&new).max(self.desk().journal.with_untracked(edits)))
    }

    /// Looks at what stands under our mark, takes a fresh one where that is another's, and writes this browser's file. `own` are the
    /// names of its files. Returns those that are another's from now on.
    async fn tend_own(
        &self,
        folder: &impl Files,
        known: &mut Exchange,
        own: &mut Vec<String>,
        fresh: &impl Fn() -> String,
    ) -> Result<Vec<String>, FolderError> {
        let mut given_up = Vec::new();
        if self.look_at_own(folder, known, own).await? {
            known.mark = fresh();
            given_up.append(own);
        }
        self.write_own(folder, known, own).await?;
        if let Some(written) = &known.written {
            for old in own.extract_if(.., |name| *name != written.name) {
                folder.remove(&old).await?;
            }
        }
        Ok(given_up)
    }

    /// Looks at what stands under our mark, unless we wrote it last. Returns whether that is another's from now on: where it holds
    /// work that this browser does not have (it was cleared, or copied to another computer), or is no file.
    async fn look_at_own(
        &self,
        folder: &impl Files,
        known: &mut Exchange,
        own: &[String],
    ) -> Result<bool, FolderError> {
        let mut reader = FileReader::default();
        let mut is_others = false;
        for name in own {
            let stamp = match folder.stamp(name).await {
                Err(FolderError::WrongKind) => {
                    is_others = true;
                    continue;
                }
                stamp => stamp?,
            };
            if let Some(written) = known.written.as_ref().filter(|written| written.name == *name) {
                if Some(written.stamp) == stamp {
                    continue;
                }
                known.written = None;
            }
            is_others |= match folder.content(name).await?.map(|(_, bytes)| read_of_plan(&mut reader, &bytes, self)) {
                Some(Ok(package)) => !self.wrote_all(&package),
                // What is no whole JSON is a file whose writing was cut short: it is written anew.
                Some(Err(Trouble::Content(error))) => !error.is_cut_short(),
                Some(Err(_)) => true,
                None => false,
            };
        }
        Ok(is_others)
    }

    /// Whether this browser would write all that stands in a file itself: nothing in it came from a colleague.
    fn wrote_all(&self, package: &Package) -> bool {
        let handed_in = self.desk().handed_in.get_untracked();
        self.desk().journal.with_untracked(|journal| {
            let loads = journal.loads();
            let taken = loads.iter().filter(|(load, _)| !load.is_shared);
            let taken = EditSet::of(taken.flat_map(|(load, _)| load.edits.iter().cloned()));
            let ours = [journal.own(), &taken, &journal.published().edits];
            package.damaged.is_empty()
                && package.handed_in.iter().all(|one| handed_in.contains(one))
                && package.edits.iter().all(|edit| ours.iter().any(|set| set.holds(edit)))
        })
    }

    /// Whether any of these edits is not held here, switched on or off.
    pub(super) fn has_unknown(&self, edits: &[Arc<Edit>]) -> bool {
        self.desk().journal.with_untracked(|journal| {
            let loads = journal.loads();
            let loaded = EditSet::of(loads.iter().flat_map(|(load, _)| load.edits.iter().cloned()));
            let held = [journal.own(), &loaded, &journal.published().edits];
            edits.iter().any(|edit| !held.iter().any(|set| set.holds(edit)))
        })
    }

    /// Writes this browser's file, if there is something and it does not stand there yet.
    async fn write_own(
        &self,
        folder: &impl Files,
        known: &mut Exchange,
        own: &mut Vec<String>,
    ) -> Result<(), FolderError> {
        let (maker, handed_in) = (self.desk().maker.get_untracked(), self.desk().handed_in.get_untracked());
        let revision = self.desk().journal.with_untracked(|journal| journal.revision());
        let is_said = |written: &Written| written.maker == maker && written.handed_in == handed_in;
        let is_there = |written: &Written| own.contains(&written.name) && is_said(written);
        if known.written.as_ref().is_some_and(|written| is_there(written) && written.revision == revision) {
            return Ok(());
        }
        let edits = self.desk().journal.with_untracked(|journal| journal.to_share());
        let set = EditSet::of(edits.iter().cloned());
        if let Some(written) = known.written.as_mut().filter(|written| is_there(written))
            && written.edits.len() == set.len()
            && set.iter().all(|edit| written.edits.holds(edit))
        {
            written.revision = revision;
            return Ok(());
        }
        if set.is_empty() && handed_in.is_empty() && own.is_empty() {
            return Ok(());
        }
        let name = words::file::shared_name(maker.department.as_deref(), &known.mark);
        let at = self.now();
        let snapshot = self.desk().journal.with_untracked(|journal| Snapshot {
            exported_at: at,
            exported_by: Some(maker.clone()).filter(Maker::is_known),
            publication: None,
            plan: (*journal.published().plan).clone(),
            edits,
            handed_in: handed_in.clone(),
            damaged: Vec::new(),
            extra: journal.extra(),
        });
        let text = snapshot.to_json();
        folder.put(&name, text.as_bytes()).await?;
        if !own.contains(&name) {
            own.push(name.clone());
        }
        // It is read back. Where something else stands there, it is looked at the next time.
        if let Some((stamp, _)) = folder.content(&name).await?.filter(|(_, read)| read == text.as_bytes()) {
            known.written = Some(Written { name: name.clone(), stamp, at, revision, edits: set, maker, handed_in });
            self.note_filed(&snapshot.edits);
        }
        Ok(())
    }

    /// Shows how the folder stands.
    fn note_exchange(&self, known: &Exchange, trouble: Option<Trouble>, is_read: bool) {
        let revision = self.desk().journal.with_untracked(|journal| journal.revision());
        let at = self.now();
        self.desk().folder.update(|state| {
            let FolderState::Used(used) = state else { return };
            if is_read {
                used.at = Some(at);
            }
            used.own = known.written.as_ref().map(|written| (written.name.clone(), written.at));
            used.is_current = match &known.written {
                Some(written) => written.revision == revision,
                None => self.desk().journal.with_untracked(|journal| journal.to_share().is_empty()),
            };
            used.others = known.others.values().map(|other| other.file.clone()).collect();
            used.trouble = trouble;
        });
    }
}

fn hash_of(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// Reads a file of this plan.
pub(super) fn read_of_plan(reader: &mut FileReader, bytes: &[u8], state: &State) -> Result<Package, Trouble> {
    let package = reader.read(bytes).map_err(Trouble::Content)?;
    match state.other_plan(&package) {
        Some(error) => Err(Trouble::Content(error)),
        None => Ok(package),
    }
}
