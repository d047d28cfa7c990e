//! Opening: the publication or the seed, then what this browser keeps.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::{self, FetchError, LocalStore};
use crate::edits::{Clash, Published, Replica};
use crate::format::{Edition, Origin, Snapshot, SnapshotError, read_snapshot};

use super::keep::{Keep, Kept, KeyValue, read_settings};
use super::{EDITING, State};

/// How long a program that is ready still waits for `plan.json` before it shows the seed, in milliseconds. The page asks for
/// it before the program, which is a hundred times longer: who waits at all has a host that is silent, and an old figure
/// shown as the present one is worse than three seconds.
const WAIT: i32 = 3_000;

/// Keys of page loads that are gone are folded once their edits are this old, in milliseconds.
const FOLD_AFTER: i64 = 10 * 60 * 1_000;

/// The seed as the app carries it.
const SEED: &[u8] = include_bytes!("../../seeds/plan.json");

/// What readers see, and which edition it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Plan and edits.
    pub published: Published,
    /// Which edition.
    pub edition: Edition,
}

impl Opened {
    /// A snapshot as what readers see.
    pub fn of(snapshot: &Snapshot, origin: Origin) -> Result<Opened, Clash> {
        let published = Published { plan: Arc::new(snapshot.plan.clone()), edits: snapshot.edit_set()? };
        Ok(Opened {
            published,
            edition: Edition { origin, at: snapshot.exported_at, publication: snapshot.publication.clone() },
        })
    }
}

/// The embedded seed.
pub fn seed() -> Result<Snapshot, SnapshotError> {
    read_snapshot(SEED)
}

/// What is published: `plan.json` beside the page, else the embedded seed.
pub async fn open_published() -> Result<Opened, SnapshotError> {
    let origin = match browser::fetch_published(WAIT).await {
        Ok(bytes) => match read_snapshot(&bytes).map(|snapshot| Opened::of(&snapshot, Origin::Published)) {
            Ok(Ok(opened)) => return Ok(opened),
            _ => Origin::EmbeddedForUnreadable,
        },
        Err(FetchError::Missing) => Origin::Embedded,
        Err(FetchError::NoAnswer) => Origin::EmbeddedForSilence,
    };
    Ok(Opened::of(&seed()?, origin)?)
}

impl State {
    /// Opens a plan with what this browser keeps of it, and keeps listening to its other tabs.
    pub fn open(opened: &Opened) -> State {
        let replica = Replica::from_random(browser::random_bits());
        if !EDITING {
            return State::new(opened, replica, None);
        }
        let plan = opened.published.plan.id.clone();
        let store = LocalStore::open();
        let keep = store.ok().map(|store| Keep::new(store, plan, replica.clone()));
        let state = State::new(opened, replica.clone(), keep.clone());
        let (Some(keep), Ok(store)) = (keep, store) else {
            state.note_saving(Err(browser::StoreError::Blocked), 0);
            return state;
        };
        state.desk().maker.set(read_settings(&store));
        let kept: Kept = keep.read();
        state.take_kept(kept);
        browser::on_storage(move |change| state.take_storage_change(change)).for_good();
        browser::hold_lock(&keep.lock_name(&replica));
        fold_gone(&keep);
        state
    }
}

/// Folds the keys of page loads that are gone.
fn fold_gone<S: KeyValue + Clone + 'static>(keep: &Keep<S>) {
    let others = keep.other_replicas();
    if others.len() < 2 {
        return;
    }
    let names = others.iter().map(|replica| keep.lock_name(replica)).collect();
    let (keep, guard) = (keep.clone(), keep.fold_lock_name());
    browser::free_locks(&guard, names, move |free| {
        let gone: Vec<Replica> = others.into_iter().filter(|replica| free.contains(&keep.lock_name(replica))).collect();
        let before = browser::now().millis() - FOLD_AFTER;
        // Folding only tidies: where it fails, all stays as it was.
        let _tidied_or_left = keep.fold(&gone, &Replica::from_random(browser::random_bits()), before);
    });
}
