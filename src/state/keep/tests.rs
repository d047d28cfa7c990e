//! Keeping, against a storage that can be full, cleared and shared.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::browser::KeyValue as _;

use super::super::fake::Fake;
use super::*;

/// A plan that was called `old` before.
fn plan() -> Plan {
    let json = r#"{"id":"p","formerIds":["old"],"city":"","firstYear":2026,"lastYear":2027,"policies":[],"cells":{}}"#;
    serde_json::from_str(json).unwrap()
}

fn keep(store: &Arc<Fake>, name: &str) -> Keep {
    Keep::new(store.clone(), "/shisaku/", &plan(), name)
}

/// What every key of ours begins with.
const OURS: &str = "shisaku/2/%2Fshisaku%2F/p/";

fn edit(id: &str) -> Edit {
    let json = format!(
        r#"{{"id":"{id}","step":"{id}","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"k1/name","value":{{"text":""}},"seen":[]}}"#
    );
    Edit::read(&json).unwrap()
}

fn load(more: &str) -> Load {
    let json = format!(r#"{{"id":"l-1","clock":2,"at":"2026-04-01T00:00:00.000Z","name":"f","edits":[],{more}}}"#);
    read_load(&json).unwrap().0
}

fn ids(kept: &Kept) -> Vec<String> {
    kept.edits.iter().map(|edit| edit.id.to_string()).collect()
}

#[test]
fn tabs_add_to_one_state() {
    let store = Arc::<Fake>::default();
    let (mut one, mut two) = (keep(&store, "a"), keep(&store, "b"));
    one.append(&[edit("a-1")]).unwrap();
    two.append(&[edit("b-1"), edit("b-2")]).unwrap();
    one.append(&[edit("a-2")]).unwrap();
    assert_eq!(ids(&keep(&store, "c").read()), ["a-1", "a-2", "b-1", "b-2"]);
}

#[test]
fn long_logs_go_in_chunks() {
    let store = Arc::<Fake>::default();
    let mut one = keep(&store, "a");
    for number in 0..CHUNK * 2 + 1 {
        one.append(&[edit(&format!("a-{number}"))]).unwrap();
    }
    let chunks: Vec<_> = store.keys().into_iter().filter(|key| key.contains("/edits/")).collect();
    assert_eq!(chunks, ["0", "1", "2"].map(|chunk| format!("{OURS}edits/a/{chunk}")));
    assert_eq!(one.read().edits.len(), CHUNK * 2 + 1);
}

#[test]
fn a_refused_write_is_said_and_loses_nothing_kept() {
    let store = Arc::<Fake>::default();
    let mut one = keep(&store, "a");
    one.append(&[edit("a-1")]).unwrap();
    store.full.store(true, Ordering::Relaxed);
    assert_eq!(one.append(&[edit("a-2")]), Err(StoreError::Refused));
    assert_eq!(ids(&one.read()), ["a-1"]);
    // The next write brings what was refused along: only then all is said to be kept.
    store.full.store(false, Ordering::Relaxed);
    one.append(&[edit("a-3")]).unwrap();
    assert_eq!(ids(&one.read()), ["a-1", "a-2", "a-3"]);
}

#[test]
fn a_refused_file_waits_for_the_next_write() {
    let store = Arc::<Fake>::default();
    let mut one = keep(&store, "a");
    let load = load(r#""later":1"#);
    store.full.store(true, Ordering::Relaxed);
    assert_eq!(one.add_load(&load), Err(StoreError::Refused));
    assert_eq!(one.append(&[edit("a-1")]), Err(StoreError::Refused));
    store.full.store(false, Ordering::Relaxed);
    one.append(&[edit("a-2")]).unwrap();
    assert_eq!(ids(&one.read()), ["a-1", "a-2"]);
    assert_eq!(one.read().loads, [load]);
}

#[test]
fn a_file_of_the_shared_folder_that_waited_does_not_take_the_place_of_what_it_grew_to() {
    let store = Arc::<Fake>::default();
    let mut one = keep(&store, "a");
    let [first, second, third] = [1, 2, 3].map(|version| load(&format!(r#""version":{version}"#)));
    store.full.store(true, Ordering::Relaxed);
    assert_eq!(one.add_load(&first), Err(StoreError::Refused));
    store.full.store(false, Ordering::Relaxed);
    one.add_load(&second).unwrap();
    one.append(&[edit("a-1")]).unwrap();
    assert_eq!(one.read().loads, [second]);
    // So it is where another tab wrote what it grew to.
    let grown = |count: usize| {
        let edits = (0..count).map(|number| std::sync::Arc::new(edit(&format!("x-{number}")))).collect();
        Load { edits, ..load(r#""later":1"#) }
    };
    let mut other = keep(&store, "b");
    store.full.store(true, Ordering::Relaxed);
    assert_eq!(one.add_load(&grown(1)), Err(StoreError::Refused));
    store.full.store(false, Ordering::Relaxed);
    other.add_load(&grown(2)).unwrap();
    one.is_written(&grown(2));
    one.append(&[edit("a-3")]).unwrap();
    assert_eq!(one.read().loads, [grown(2)]);
    // Of two that wait the newer is written.
    store.full.store(true, Ordering::Relaxed);
    assert_eq!([&first, &third].map(|load| one.add_load(load)), [Err(StoreError::Refused); 2]);
    store.full.store(false, Ordering::Relaxed);
    one.append(&[edit("a-2")]).unwrap();
    assert_eq!(one.read().loads, [third]);
}

#[test]
fn what_a_file_carries_along_replaces_nothing_of_ours() {
    let store = Arc::<Fake>::default();
    let mut one = keep(&store, "a");
    let mut load = load(r#""later":1"#);
    for key in ["id", "step", "clock", "at", "name", "edits"] {
        load.extra.insert(key.into(), 7.into());
    }
    one.add_load(&load).unwrap();
    let read = one.read();
    assert_eq!(read.aside, []);
    assert_eq!(read.loads.first().map(|load| load.id.as_str()), Some("l-1"));
}

#[test]
fn what_cannot_be_read_stays_where_it_is_and_takes_nothing_along() {
    let store = Arc::<Fake>::default();
    let (good, foreign) = (
        edit("x-1").to_text(),
        r#"{"id":"x-2","step":"x-2","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"k1/colour","value":1}"#,
    );
    for (key, text) in [
        ("edits/v/0", "garbage"),
        ("edits/x/0", &format!(r#"[{good},{{"id":7}},{foreign}]"#)),
        ("filed/z", "[1]"),
        ("loads/y", "{}"),
        ("packed/w", "?"),
        ("typing/v", "7"),
    ] {
        store.set(&format!("{OURS}{key}"), text).unwrap();
    }
    store.set("another app", "its own").unwrap();
    store.set("shisaku/2/%2Fshisaku%2F/other-plan/edits/x/0", "garbage").unwrap();
    let before = store.texts();
    let kept = keep(&store, "a").read();
    // The sound edit beside it is there, and what a newer release wrote is carried.
    assert_eq!(ids(&kept), ["x-1", "x-2"]);
    let aside = kept.aside.iter().map(|a| (a.key.strip_prefix(OURS).unwrap(), a.text.as_str())).collect::<Vec<_>>();
    assert_eq!(
        aside,
        [
            ("edits/v/0", "garbage"),
            ("edits/x/0", r#"{"id":7}"#),
            ("filed/z", "[1]"),
            ("loads/y", "{}"),
            ("typing/v", "7")
        ]
    );
    // Reading changes nothing, and folding leaves alone what it cannot read whole.
    assert_eq!(keep(&store, "b").fold(&["v".into(), "x".into()], "f", i64::MAX), Ok(0));
    assert_eq!(store.texts(), before);
}

#[test]
fn what_earlier_releases_kept_and_set_aside_is_read_and_left_to_them() {
    let store = Arc::<Fake>::default();
    let foreign = r#"{"id":"x-2","step":"x-2","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"k1/colour","value":1}"#;
    let set_aside =
        |key: &str, text: &str| serde_json::to_string(&Aside { key: key.into(), text: text.into() }).unwrap();
    for (key, text) in [
        ("old/edits/x/0", write_edits([&edit("x-1")])),
        ("old/aside/0", set_aside("shisaku/1/old/edits/x/1", &format!("[{foreign}]"))),
        ("old/aside/1", set_aside("shisaku/1/old/edits/x/2", "garbage")),
        ("old/aside/2", "garbage".into()),
        ("p/edits/y/0", write_edits([&edit("y-1")])),
        ("old/filed/x", r#"{"x":1}"#.into()),
        ("settings", r#"{"department":"産業課"}"#.into()),
    ] {
        store.set(&format!("shisaku/1/{key}"), &text).unwrap();
    }
    let before = store.texts();
    let one = keep(&store, "a");
    let kept = one.read();
    assert_eq!(ids(&kept), ["x-1", "x-2", "y-1"]);
    assert_eq!(
        kept.aside.iter().map(|a| a.key.as_str()).collect::<Vec<_>>(),
        ["shisaku/1/old/edits/x/2", "shisaku/1/old/aside/2"]
    );
    assert_eq!(kept.filed.to_json(), serde_json::json!({ "x": 1 }));
    assert_eq!(one.read_settings().department.as_deref(), Some("産業課"));
    assert_eq!(one.fold(&one.other_page_loads(), "f", i64::MAX), Ok(0));
    assert_eq!(store.texts(), before);
}

#[test]
fn two_sites_of_one_host_share_nothing_and_can_be_brought_together() {
    let store = Arc::<Fake>::default();
    let at = |folder: &str| Keep::new(store.clone(), folder, &plan(), "a");
    let (mut test, mut public) = (at("/test/"), at("/%7E町/"));
    test.append(&[edit("t-1")]).unwrap();
    test.write_settings(&Maker { author: Some("花子".into()), department: None }).unwrap();
    public.append(&[edit("p-1")]).unwrap();
    assert_eq!(ids(&public.read()), ["p-1"]);
    assert_eq!(public.read_settings(), Maker::default());
    assert_eq!(public.other_sites(), [("%2Ftest%2F".to_owned(), 1)]);
    assert_eq!(ids(&public.read_site("%2Ftest%2F")), ["t-1"]);
    assert_eq!(test.other_sites(), [("%2F%257E%E7%94%BA%2F".to_owned(), 1)]);
}

/// The keys of a kind, without what all begin with.
fn of_kind(store: &Fake, kind: &str) -> Vec<String> {
    let keys = store.keys().into_iter().filter_map(|key| key.strip_prefix(OURS).map(str::to_owned));
    keys.filter(|key| key.starts_with(kind)).collect()
}

#[test]
fn folding_keeps_every_edit_and_leaves_the_young_alone() {
    let store = Arc::<Fake>::default();
    for replica in ["a", "b", "c"] {
        keep(&store, replica).append(&[edit(&format!("{replica}-1"))]).unwrap();
    }
    let mut own = keep(&store, "d");
    own.append(&[edit("d-1")]).unwrap();
    let others = own.other_page_loads();
    assert_eq!(others, ["a", "b", "c"]);
    let fresh = "f";
    let made_at = edit("x-1").at.millis();
    assert_eq!(own.fold(&others, fresh, made_at), Ok(0), "made this very moment");
    assert_eq!(own.fold(&others, fresh, made_at + 1), Ok(3));
    assert_eq!(ids(&own.read()), ["a-1", "b-1", "c-1", "d-1"]);
    assert_eq!(
        (of_kind(&store, "edits/"), of_kind(&store, "packed/")),
        (vec!["edits/d/0".into()], vec!["packed/edits/f/0".into()])
    );
    // With nothing new there is nothing to do.
    assert_eq!(own.fold(&own.other_page_loads(), "g", i64::MAX), Ok(0));
    // A small piece grows with what comes next, instead of one beside it.
    for replica in ["e", "h"] {
        keep(&store, replica).append(&[edit(&format!("{replica}-1"))]).unwrap();
    }
    assert_eq!(own.fold(&own.other_page_loads(), "g", i64::MAX), Ok(3));
    assert_eq!(of_kind(&store, "packed/"), ["packed/edits/g/0"]);
    assert_eq!(ids(&own.read()), ["a-1", "b-1", "c-1", "d-1", "e-1", "h-1"]);
}

/// A log of many page loads, each with some edits.
fn many(store: &Arc<Fake>, page_loads: usize) {
    for number in 0..page_loads {
        let edits: Vec<Edit> = (0..CHUNK).map(|edit| self::edit(&format!("{number:03}-{edit}"))).collect();
        keep(store, &format!("r{number:03}")).append(&edits).unwrap();
    }
}

#[test]
fn a_fold_goes_piece_by_piece_and_touches_no_full_one_again() {
    let store = Arc::<Fake>::default();
    many(&store, 100);
    let own = keep(&store, "a");
    let before = store.texts().values().map(String::len).sum::<usize>();
    assert_eq!(own.fold(&own.other_page_loads(), "f", i64::MAX), Ok(100));
    let pieces = of_kind(&store, "packed/");
    assert!((2..=1 + before / PIECE).contains(&pieces.len()), "{pieces:?} of {before}");
    assert_eq!(own.read().edits.len(), 100 * CHUNK);
    assert!(own.characters_kept() * 8 < before);
    let texts = store.texts();
    many(&store, 2);
    assert_eq!(own.read().edits.len(), 100 * CHUNK);
    own.fold(&own.other_page_loads(), "g", i64::MAX).unwrap();
    let touched = texts.iter().filter(|(key, text)| store.get(key).as_ref() != Some(text)).count();
    assert!(touched <= 1, "{touched} of {}", pieces.len());
    assert_eq!(own.read().edits.len(), 100 * CHUNK);
}

#[test]
fn a_fold_needs_room_for_a_piece_alone_and_one_cut_short_loses_nothing() {
    for room in [0, 100, 1_000, 10_000] {
        let store = Arc::<Fake>::default();
        many(&store, 60);
        let own = keep(&store, "a");
        store.room.store(own.characters_kept() + room, Ordering::Relaxed);
        let folded = own.fold(&own.other_page_loads(), "f", i64::MAX);
        assert_eq!(folded.is_ok(), room > 100, "{room}: {folded:?}");
        assert_eq!(own.read().edits.len(), 60 * CHUNK, "{room}");
        assert_eq!(own.read().aside, []);
        // In pieces small enough, if need be, all of it is packed.
        assert_eq!(of_kind(&store, "edits/").is_empty(), room > 100, "{room}");
    }
}

#[test]
fn records_of_saved_files_end_with_their_page_loads() {
    let store = Arc::<Fake>::default();
    for replica in ["a", "b", "c"] {
        keep(&store, replica).set_filed(&Filed::of([&edit(&format!("{replica}-1"))])).unwrap();
    }
    let own = keep(&store, "d");
    let all = own.read().filed;
    assert_eq!(own.fold(&["a".into()], "f", i64::MAX), Ok(0), "one alone stays");
    assert_eq!(own.fold(&["a".into(), "b".into()], "f", i64::MAX), Ok(2));
    assert_eq!(
        (of_kind(&store, "filed/"), of_kind(&store, "packed/")),
        (vec!["filed/c".into()], vec!["packed/filed/f".into()])
    );
    assert_eq!(own.read().filed, all);
}

#[test]
fn files_taken_in_are_packed_and_those_of_earlier_releases_by_the_next_fold() {
    let store = Arc::<Fake>::default();
    let (mut own, load) = (keep(&store, "a"), load(r#""later":1"#));
    let old = format!("{OURS}loads/l-1");
    store.set(&old, &write_load(&load)).unwrap();
    store.set(&format!("{OURS}loads/l-2"), "garbage").unwrap();
    assert_eq!(own.read().loads, std::slice::from_ref(&load));
    assert_eq!(own.fold(&[], "f", i64::MAX), Ok(1));
    assert_eq!(
        (of_kind(&store, "loads/"), of_kind(&store, "packed/")),
        (vec!["loads/l-2".into()], vec!["packed/loads/l-1".into()])
    );
    assert_eq!(own.read().loads, std::slice::from_ref(&load));
    let before = store.texts();
    own.add_load(&load).unwrap();
    assert_eq!(store.texts(), before, "it stands under the same key, in the same form");
}

#[test]
fn what_is_packed_and_damaged_is_set_aside_and_left_where_it_is() {
    let store = Arc::<Fake>::default();
    for kind in ["edits/f/0", "loads/l-1", "filed/f"] {
        store.set(&format!("{OURS}packed/{kind}"), "港").unwrap();
    }
    let (own, before) = (keep(&store, "a"), store.texts());
    let aside: Vec<String> = own.read().aside.into_iter().map(|aside| aside.key.replace(OURS, "")).collect();
    assert_eq!(aside, ["packed/edits/f/0", "packed/filed/f", "packed/loads/l-1"]);
    many(&store, 2);
    own.fold(&own.other_page_loads(), "g", i64::MAX).unwrap();
    assert!(before.iter().all(|(key, text)| store.get(key).as_ref() == Some(text)));
}

#[test]
fn room_that_gets_short_is_known_before_it_is() {
    let store = Arc::<Fake>::default();
    let own = keep(&store, "a");
    assert!(own.has_room());
    store.room.store(ROOM / 2, Ordering::Relaxed);
    assert!(!own.has_room());
    assert_eq!(store.keys(), Vec::<String>::new());
}

#[test]
fn five_thousand_old_page_loads_are_listed_once() {
    let store = Arc::<Fake>::default();
    for number in 0..5_000 {
        store.set(&format!("{OURS}edits/r{number}/0"), &write_edits([&edit(&format!("r{number}-1"))])).unwrap();
    }
    let one = keep(&store, "a");
    assert_eq!(one.read().edits.len(), 5_000);
    store.listed.store(0, Ordering::Relaxed);
    assert_eq!(one.fold(&one.other_page_loads(), "f", i64::MAX), Ok(5_000));
    assert_eq!(store.listed.load(Ordering::Relaxed), 2, "once for the names, once for the fold");
    assert_eq!(one.read().edits.len(), 5_000);
}

#[test]
fn settings_keep_what_this_release_does_not_know() {
    let store = Arc::<Fake>::default();
    let maker = Maker { author: Some("鎌倉花子".into()), department: Some("産業課".into()) };
    let (one, key) = (keep(&store, "a"), "shisaku/2/%2Fshisaku%2F/settings");
    store.set(key, r#"{"author":"前の人","theme":{"size":1.50}}"#).unwrap();
    one.write_settings(&maker).unwrap();
    assert_eq!(one.read_settings(), maker);
    assert_eq!(store.get(key).unwrap(), r#"{"author":"鎌倉花子","department":"産業課","theme":{"size":1.50}}"#);
    for (number, (unread, author)) in
        [("garbage", None), (r#"{"author":"前の人","department":{"id":3}}"#, Some("前の人"))].into_iter().enumerate()
    {
        store.set(key, unread).unwrap();
        assert_eq!(one.read_settings().author.as_deref(), author);
        one.write_settings(&maker).unwrap();
        assert_eq!(store.get(&format!("{key}/unread/{number}")).as_deref(), Some(unread));
        assert_eq!(one.read_settings(), maker);
    }
}
