//! Keeping, against a storage that can be full, cleared and shared.

use std::cell::{Cell as Flag, RefCell};
use std::rc::Rc;

use super::*;

#[derive(Clone, Default)]
struct Fake {
    texts: Rc<RefCell<BTreeMap<String, String>>>,
    full: Rc<Flag<bool>>,
}

impl KeyValue for Fake {
    fn keys(&self) -> Vec<String> {
        self.texts.borrow().keys().cloned().collect()
    }
    fn get(&self, key: &str) -> Option<String> {
        self.texts.borrow().get(key).cloned()
    }
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        if self.full.get() {
            return Err(StoreError::Refused);
        }
        self.texts.borrow_mut().insert(key.into(), text.into());
        Ok(())
    }
    fn remove(&self, key: &str) {
        self.texts.borrow_mut().remove(key);
    }
}

fn keep(store: &Fake, replica: &str) -> Keep<Fake> {
    Keep::new(store.clone(), SubjectId::new("p").unwrap(), Replica::new(replica).unwrap())
}

fn edit(id: &str) -> Edit {
    let json = format!(
        r#"{{"id":"{id}","step":"{id}","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"k1/name","value":{{"text":""}},"seen":[]}}"#
    );
    serde_json::from_str(&json).unwrap()
}

fn ids(kept: &Kept) -> Vec<String> {
    kept.edits.iter().map(|edit| edit.id.to_string()).collect()
}

#[test]
fn tabs_add_to_one_state() {
    let store = Fake::default();
    let (mut one, mut two) = (keep(&store, "a"), keep(&store, "b"));
    one.append(&[edit("a-1")]).unwrap();
    two.append(&[edit("b-1"), edit("b-2")]).unwrap();
    one.append(&[edit("a-2")]).unwrap();
    assert_eq!(ids(&keep(&store, "c").read()), ["a-1", "a-2", "b-1", "b-2"]);
}

#[test]
fn long_logs_go_in_chunks() {
    let store = Fake::default();
    let mut one = keep(&store, "a");
    for number in 0..CHUNK * 2 + 1 {
        one.append(&[edit(&format!("a-{number}"))]).unwrap();
    }
    let chunks: Vec<_> = store.keys().into_iter().filter(|key| key.contains("/edits/")).collect();
    assert_eq!(chunks, ["shisaku/1/p/edits/a/0", "shisaku/1/p/edits/a/1", "shisaku/1/p/edits/a/2"]);
    assert_eq!(one.read().edits.len(), CHUNK * 2 + 1);
}

#[test]
fn a_refused_write_is_said_and_loses_nothing_kept() {
    let store = Fake::default();
    let mut one = keep(&store, "a");
    one.append(&[edit("a-1")]).unwrap();
    store.full.set(true);
    assert_eq!(one.append(&[edit("a-2")]), Err(StoreError::Refused));
    assert_eq!(ids(&one.read()), ["a-1"]);
    // The next write brings what was refused along: only then all is said to be kept.
    store.full.set(false);
    one.append(&[edit("a-3")]).unwrap();
    assert_eq!(ids(&one.read()), ["a-1", "a-2", "a-3"]);
}

#[test]
fn a_refused_file_waits_for_the_next_write() {
    let store = Fake::default();
    let mut one = keep(&store, "a");
    let load: Load = serde_json::from_str(
        r#"{"id":"l-1","clock":2,"at":"2026-04-01T00:00:00.000Z","name":"f","edits":[],"later":1}"#,
    )
    .unwrap();
    store.full.set(true);
    assert_eq!(one.add_load(&load), Err(StoreError::Refused));
    assert_eq!(one.append(&[edit("a-1")]), Err(StoreError::Refused));
    store.full.set(false);
    one.append(&[edit("a-2")]).unwrap();
    assert_eq!(ids(&one.read()), ["a-1", "a-2"]);
    assert_eq!(one.read().loads, [load]);
}

#[test]
fn what_a_file_carries_along_replaces_nothing_of_ours() {
    let store = Fake::default();
    let mut one = keep(&store, "a");
    let mut load: Load =
        serde_json::from_str(r#"{"id":"l-1","clock":2,"at":"2026-04-01T00:00:00.000Z","name":"f","edits":[]}"#)
            .unwrap();
    for key in ["id", "step", "clock", "at", "name", "edits"] {
        load.extra.insert(key.into(), 7.into());
    }
    one.add_load(&load).unwrap();
    let read = one.read();
    assert_eq!(read.aside, []);
    assert_eq!(read.loads.first().map(|load| load.id.as_str()), Some("l-1"));
}

#[test]
fn what_cannot_be_read_is_set_aside_and_stays() {
    let store = Fake::default();
    for (key, text) in [("edits/x/0", "garbage"), ("loads/y", "{}"), ("filed/z", "[1]"), ("later/w", "?")] {
        store.set(&format!("shisaku/1/p/{key}"), text).unwrap();
    }
    store.set("another app", "its own").unwrap();
    store.set("shisaku/1/other-plan/edits/x/0", "garbage").unwrap();
    let kept = keep(&store, "a").read();
    let aside = |kept: &Kept| kept.aside.iter().map(|a| (a.key.clone(), a.text.clone())).collect::<Vec<_>>();
    let garbage = [("edits/x/0", "garbage"), ("filed/z", "[1]"), ("loads/y", "{}")];
    assert_eq!(aside(&kept), garbage.map(|(key, text)| (format!("shisaku/1/p/{key}"), text.to_owned())));
    // The second time it is found where it was set aside, and nothing else was touched.
    assert_eq!(aside(&keep(&store, "b").read()), aside(&kept));
    assert_eq!(store.get("another app").as_deref(), Some("its own"));
    assert_eq!(store.get("shisaku/1/other-plan/edits/x/0").as_deref(), Some("garbage"));
    assert_eq!(store.get("shisaku/1/p/later/w").as_deref(), Some("?"));
}

#[test]
fn with_storage_full_what_cannot_be_read_stays_where_it_is() {
    let store = Fake::default();
    store.set("shisaku/1/p/edits/x/0", "garbage").unwrap();
    store.full.set(true);
    assert_eq!(keep(&store, "a").read().aside.len(), 1);
    assert_eq!(store.get("shisaku/1/p/edits/x/0").as_deref(), Some("garbage"));
}

#[test]
fn folding_keeps_every_edit_and_leaves_the_young_alone() {
    let store = Fake::default();
    for replica in ["a", "b", "c"] {
        keep(&store, replica).append(&[edit(&format!("{replica}-1"))]).unwrap();
    }
    let mut own = keep(&store, "d");
    own.append(&[edit("d-1")]).unwrap();
    let others = own.other_replicas();
    assert_eq!(others.iter().map(Replica::as_str).collect::<Vec<_>>(), ["a", "b", "c"]);
    let fresh = Replica::new("f").unwrap();
    let made_at = edit("x-1").at.millis();
    assert_eq!(own.fold(&others, &fresh, made_at), Ok(0), "made this very moment");
    assert_eq!(own.fold(&others, &fresh, made_at + 1), Ok(3));
    assert_eq!(ids(&own.read()), ["a-1", "b-1", "c-1", "d-1"]);
    assert_eq!(store.keys(), ["shisaku/1/p/edits/d/0", "shisaku/1/p/edits/f/0"]);
}

#[test]
fn folding_into_full_storage_removes_nothing() {
    let store = Fake::default();
    for replica in ["a", "b"] {
        keep(&store, replica).append(&[edit(&format!("{replica}-1"))]).unwrap();
    }
    store.full.set(true);
    let own = keep(&store, "d");
    assert_eq!(own.fold(&own.other_replicas(), &Replica::new("f").unwrap(), i64::MAX), Err(StoreError::Refused));
    assert_eq!(ids(&own.read()), ["a-1", "b-1"]);
}

#[test]
fn settings_are_read_back_and_garbage_is_nobody() {
    let store = Fake::default();
    let maker = Maker { author: Some("鎌倉花子".into()), department: Some("産業課".into()) };
    write_settings(&store, &maker).unwrap();
    assert_eq!(read_settings(&store), maker);
    store.set(SETTINGS, "garbage").unwrap();
    assert_eq!(read_settings(&store), Maker::default());
}
