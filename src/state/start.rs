//! Opening: the publication or the seed, then what this browser keeps.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::{self, FetchError, LocalStore, Store};
use crate::edits::{Published, Replica};
use crate::format::snapshot::PUBLICATION_AT_MOST;
use crate::format::{Digest, Edition, Origin, Snapshot, SnapshotError, read_publication, read_snapshot};

use super::keep::Keep;
use super::typing::TypingRecord;
use super::{Browser, State};

/// How long a program that is ready still waits for `plan.json` before it shows the seed, in milliseconds. The page asks for
/// it before the program, which is a hundred times larger: who waits at all has a host that is silent, and an old figure
/// shown as the present one is worse than three seconds.
const WAIT: i32 = 3_000;

/// Keys of page loads that are gone are folded once their edits are this old, in milliseconds.
const FOLD_AFTER: i64 = 10 * 60 * 1_000;

/// The seed as the app carries it.
pub const SEED: &[u8] = include_bytes!("../../seeds/plan.json");

/// What readers see, and which edition it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Plan and edits.
    pub published: Published,
    /// Which edition.
    pub edition: Edition,
    /// The plan as it was written in the file that was read, where it is kept.
    pub plan_text: Option<Arc<str>>,
}

impl Opened {
    /// A snapshot as what readers see.
    pub fn of(snapshot: &Snapshot, origin: Origin) -> Opened {
        let published = Published { plan: Arc::new(snapshot.plan.clone()), edits: snapshot.edit_set() };
        let foreign =
            snapshot.plan.foreign.cells.len() + snapshot.edits.iter().filter(|edit| edit.is_foreign()).count();
        let edition = Edition {
            origin,
            at: snapshot.exported_at,
            publication: snapshot.publication.clone(),
            left_out: snapshot.damaged.len() + foreign,
        };
        Opened { published, edition, plan_text: None }
    }
}

/// The embedded seed.
pub fn seed() -> Result<Snapshot, SnapshotError> {
    read_snapshot(SEED)
}

/// Returns what is published: `plan.json` beside the page, else the embedded seed; `None` where the seed would stand in for
/// another publication, or cannot be read.
pub async fn open_published() -> Option<Opened> {
    let origin = match browser::fetch_published(WAIT).await {
        Ok(bytes) if bytes.len() <= PUBLICATION_AT_MOST => match read_publication(&bytes) {
            Ok((snapshot, text)) => {
                let opened = Opened::of(&snapshot, Origin::Published);
                return Some(Opened { plan_text: Some(text), ..opened });
            }
            Err(_) => Origin::EmbeddedForUnreadable,
        },
        Ok(_) => Origin::EmbeddedForUnreadable,
        Err(FetchError::Missing) => Origin::Embedded,
        Err(FetchError::NoAnswer) => Origin::EmbeddedForSilence,
    };
    let seed = seed().ok().filter(|_| stands_in(browser::made_from().as_deref()))?;
    Some(Opened::of(&seed, origin))
}

/// Whether the seed may stand in on a page that was made from the `plan.json` with the digest `made_from`: on the seed's own
/// pages, and on those that were made from none.
fn stands_in(made_from: Option<&str>) -> bool {
    made_from.is_none_or(|digest| digest == Digest::of_file(SEED).as_str())
}

impl State {
    /// Opens a plan to be read: storage is left alone.
    pub fn open(opened: &Opened) -> State {
        let bits = browser::random_bits;
        State::new(opened, Replica::from_random(bits(), [bits(), bits()]), None, Arc::new(Browser))
    }

    /// Brings in what this browser keeps of the plan, and keeps listening to its other tabs: before anything is edited, taken
    /// in or saved. The first call counts.
    pub fn open_storage(&self) {
        let state = *self;
        if self.desk().is_opened.try_update_value(|opened| std::mem::replace(opened, true)) != Some(false) {
            return;
        }
        let store: Option<Store> = LocalStore::open().ok().map(|store| Arc::new(store) as Store);
        let Some(store) = store else { return self.note_saving(Err(browser::StoreError::Blocked), 0) };
        let keep = Keep::new(store, &browser::folder(), &self.structure(), &self.name());
        self.desk().keep.set_value(Some(keep.clone()));
        self.desk().maker.set(keep.read_settings());
        self.desk().collector.set(keep.read_collector());
        self.desk().handed_in.set(keep.read_handed_in());
        let typing = self.take_kept(keep.read());
        self.desk().other_sites.set(keep.other_sites());
        browser::on_storage(move |change| state.take_storage_change(change)).for_good();
        let before = browser::in_tab(PAGE_LOAD);
        self.live_on_the_page(&keep);
        self.take_over_gone(&keep, typing, before.as_deref());
        fold_gone(&keep);
        // A try that takes a while, and that nobody waits for.
        browser::when_painted(move || state.note_room());
        self.find_folder();
        self.find_save_file();
    }

    /// Holds this page load's lock while the page is shown. A page that is left gives it up, for a page that holds one is
    /// not kept for coming back.
    fn live_on_the_page(&self, keep: &Keep) {
        let (state, name) = (*self, keep.lock_name(self.name().as_str()));
        // Held for as long as the page lives, whatever view was pressed on for it.
        let lock = Rc::new(RefCell::new(Some(browser::hold_lock(&name))));
        let given_up = lock.clone();
        browser::on_left(move || {
            state.leave_page();
            drop(given_up.take());
        })
        .for_good();
        browser::on_back(move || {
            lock.replace(Some(browser::hold_lock(&name)));
            state.come_back();
        })
        .for_good();
        browser::remember_in_tab(PAGE_LOAD, self.name().as_str());
    }

    /// Takes over what page loads left in their fields: those that said so, those whose lock is free, and, where there are no
    /// locks, the one that this tab showed before.
    fn take_over_gone(&self, keep: &Keep, records: BTreeMap<String, TypingRecord>, before: Option<&str>) {
        let before = before.filter(|_| !browser::has_locks());
        let (gone, others) = split_gone(records, before);
        self.take_over_typing(&gone);
        if others.is_empty() {
            return;
        }
        let locks = others.keys().map(|key| keep.lock_name(page_load_of(key))).collect();
        let (state, keep) = (*self, keep.clone());
        browser::free_locks(&format!("{}/typing", keep.fold_lock_name()), locks, move |free| {
            // Read anew under the lock: another tab may have taken it over meanwhile.
            let mut records = keep.read_typing();
            records.retain(|key, _| others.contains_key(key) && free.contains(&keep.lock_name(page_load_of(key))));
            state.take_over_typing(&records);
        });
    }
}

/// The page load a key of a record belongs to.
fn page_load_of(key: &str) -> &str {
    key.rsplit('/').next().unwrap_or_default()
}

/// Splits records into those of closed page loads and those that may be open.
fn split_gone(
    records: BTreeMap<String, TypingRecord>,
    before: Option<&str>,
) -> (BTreeMap<String, TypingRecord>, BTreeMap<String, TypingRecord>) {
    records.into_iter().partition(|(key, record)| record.is_closed || before == Some(page_load_of(key)))
}

/// The `sessionStorage` key of this tab's page load, by which the tab finds its drafts after a crash.
const PAGE_LOAD: &str = "shisaku/page-load";

/// Folds the keys of page loads that are gone.
fn fold_gone(keep: &Keep) {
    let others = keep.other_page_loads();
    if others.is_empty() {
        return;
    }
    let names = others.iter().map(|name| keep.lock_name(name)).collect();
    let (keep, guard) = (keep.clone(), keep.fold_lock_name());
    browser::free_locks(&guard, names, move |free| {
        let free: BTreeSet<String> = free.into_iter().collect();
        let gone: Vec<String> = others.into_iter().filter(|name| free.contains(&keep.lock_name(name))).collect();
        let before = browser::now().millis() - FOLD_AFTER;
        // Folding only tidies: where it fails, all stays as it was.
        let _tidied_or_left = keep.fold(&gone, &format!("{:016x}", browser::random_bits()), before);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_stands_in_on_its_own_pages_only() {
        assert!(stands_in(None) && stands_in(Some(Digest::of_file(SEED).as_str())));
        assert!(!stands_in(Some(Digest::of_file(b"{}").as_str())) && !stands_in(Some("")));
    }

    #[test]
    fn an_open_page_keeps_what_stands_in_its_fields() {
        let record = |is_closed| TypingRecord { is_closed, ..TypingRecord::default() };
        let records = [("x/typing/open", false), ("x/typing/closed", true), ("x/typing/killed", false)];
        let records: BTreeMap<_, _> = records.map(|(key, closed)| (key.to_owned(), record(closed))).into();
        let names =
            |of: &BTreeMap<String, TypingRecord>| of.keys().map(|key| page_load_of(key).to_owned()).collect::<Vec<_>>();
        let (gone, others) = split_gone(records.clone(), None);
        assert_eq!((names(&gone), names(&others)), (vec!["closed".into()], vec!["killed".into(), "open".into()]));
        // Where there are no locks, the page this tab showed before.
        let (gone, _) = split_gone(records, Some("killed"));
        assert_eq!(names(&gone), ["closed", "killed"]);
    }
}
