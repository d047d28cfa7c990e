//! Files, links and sheets that are damaged, foreign or made to harm: each is refused or taken as a whole, and every
//! refusal is told apart. The same checks as the fuzz targets', over mutations of good files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is not as expected"
)]

#[path = "fuzz/checks.rs"]
mod checks;

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use shisaku::edits::{EditSet, resolve};
use shisaku::format::link::PREFIX;
use shisaku::format::{Link, SnapshotError, read_file, read_link, read_snapshot, write_link};
use shisaku::plan::Plan;

/// A snapshot with edits of every kind.
fn sample() -> String {
    std::fs::read_to_string("tests/fixtures/snapshots/sample.json").unwrap()
}

fn sample_link() -> String {
    let snapshot = read_snapshot(sample().as_bytes()).unwrap();
    let link = Link {
        exported_at: snapshot.exported_at,
        exported_by: snapshot.exported_by,
        plan_ids: vec![snapshot.plan.id],
        edits: snapshot.edits,
    };
    write_link(&link).unwrap().strip_prefix(PREFIX).unwrap().to_owned()
}

/// A good file with some bytes changed, cut out or put in.
fn mutated(good: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), 0..4u8, any::<u8>(), 1..40usize);
    prop::collection::vec(change, 1..6).prop_map(move |changes| {
        let mut bytes = good.clone();
        for (place, kind, byte, length) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = place.index(bytes.len());
            let end = (at + length).min(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => drop(bytes.drain(at..end)),
                2 => bytes.insert(at, byte),
                _ => {
                    let part = bytes[at..end].to_vec();
                    let to = place.index(bytes.len().max(1) / 2 + 1);
                    bytes.splice(to..to, part);
                }
            }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn snapshots(bytes in mutated(sample().into_bytes())) {
        checks::snapshot(&bytes);
    }

    #[test]
    fn links(bytes in mutated(sample_link().into_bytes())) {
        checks::link(&bytes);
    }

    #[test]
    fn sheets(bytes in mutated(std::fs::read("seeds/3-10.txt").unwrap())) {
        checks::sheet(&bytes);
    }

    #[test]
    fn edits_of_any_kind(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        checks::merge(&bytes);
    }
}

#[test]
fn what_fuzzing_found_stays_found() {
    for (folder, check) in [
        ("snapshot", checks::snapshot as fn(&[u8])),
        ("link", checks::link),
        ("sheet", checks::sheet),
        ("merge", checks::merge),
    ] {
        let finds = std::fs::read_dir(format!("tests/fixtures/fuzz/{folder}")).unwrap();
        for find in finds {
            check(&std::fs::read(find.unwrap().path()).unwrap());
        }
    }
}

#[test]
fn a_file_cut_off_at_any_byte_is_refused() {
    let good = sample();
    let whole = good.trim_end().len();
    for length in 0..whole {
        let cut = read_snapshot(&good.as_bytes()[..length]);
        // Within a sign of several bytes it is no UTF-8; elsewhere it just ends.
        let as_expected = match cut {
            Err(SnapshotError::Empty) => length == 0,
            Err(SnapshotError::Json { cut_off, .. }) => cut_off,
            Err(SnapshotError::Encoding) => std::str::from_utf8(&good.as_bytes()[..length]).is_err(),
            _ => false,
        };
        assert!(as_expected, "{length}: {cut:?}");
    }
}

/// The table: what is done to a good file, and whether the reader refuses it. The schema's side of the same table is
/// `tests/browser/schema.spec.mjs`, which asks an independent validator.
#[test]
fn the_table_of_malformed_files_holds() {
    let table: Vec<Json> =
        serde_json::from_str(&std::fs::read_to_string("tests/fixtures/snapshots/table.json").unwrap()).unwrap();
    assert!(table.len() >= 25);
    for row in &table {
        let mut file: Json = serde_json::from_str(&sample()).unwrap();
        for (pointer, value) in row["set"].as_object().unwrap() {
            put(&mut file, pointer, value.clone());
        }
        for pointer in row["remove"].as_array().into_iter().flatten() {
            take(&mut file, pointer.as_str().unwrap());
        }
        let read = read_file(file.to_string().as_bytes());
        assert_eq!(read.is_err(), row["reader"] == json!("refuses"), "{}: {read:?}", row["name"]);
        // What a piece of it costs: itself, and nothing beside it.
        let Ok(package) = read else { continue };
        assert_eq!(package.plan.is_none(), row["plan"] == json!("unread"), "{}", row["name"]);
        let cells = package.plan.map_or(0, |plan| plan.foreign.cells.len());
        let foreign = package.edits.iter().filter(|edit| edit.is_foreign()).count() + cells;
        let cost = json!({ "damaged": package.damaged.len(), "foreign": foreign });
        let expected = json!({
            "damaged": row["damaged"].as_u64().unwrap_or(0), "foreign": row["foreign"].as_u64().unwrap_or(0),
        });
        assert_eq!(cost, expected, "{}", row["name"]);
    }
}

#[test]
fn of_a_cell_that_a_plan_states_twice_the_last_counts() {
    let plan = |cells: &str| {
        let policies = r#"[{"id":"1","indicators":[],"initiatives":[],"projects":[]}]"#;
        let head = r#""id":"a","city":"a","firstYear":2026,"lastYear":2026"#;
        serde_json::from_str::<Plan>(&format!(r#"{{{head},"policies":{policies},"cells":{{{cells}}},"readings":[]}}"#))
    };
    let (known, other, strange) =
        (r#""1/name":{"text":"a"}"#, r#""1/name":{"text":"b"}"#, r#""1/name":{"colour":"red"}"#);
    for (cells, last) in [
        (format!("{known},{other}"), other),
        (format!("{known},{strange}"), strange),
        (format!("{strange},{known}"), known),
        (format!("{known},{strange},{other}"), other),
    ] {
        assert_eq!(plan(&cells).unwrap(), plan(last).unwrap(), "{cells}");
    }
    let deep = |levels: usize| plan(&format!(r#""1/colour":{}{}"#, "[".repeat(levels), "]".repeat(levels)));
    assert!(deep(100).is_ok() && deep(122).is_err() && deep(50_000).is_err());
}

fn split(pointer: &str) -> (&str, String) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    (parent, key.replace("~1", "/").replace("~0", "~"))
}

fn put(file: &mut Json, pointer: &str, value: Json) {
    let (parent, key) = split(pointer);
    match file.pointer_mut(parent).unwrap() {
        Json::Object(object) => drop(object.insert(key, value)),
        Json::Array(list) if key == "-" => list.push(value),
        Json::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        other => panic!("{pointer} of {other}"),
    }
}

fn take(file: &mut Json, pointer: &str) {
    let (parent, key) = split(pointer);
    file.pointer_mut(parent).and_then(Json::as_object_mut).unwrap().remove(&key);
}

#[test]
fn other_encodings_and_programs_are_told_apart() {
    let good = sample();
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let shift_jis = b"{\"format\":\"shisaku-snapshot\",\"plan\":\"\x8e\x59\x8b\xc6\x89\xdb\"}";
    for (bytes, error) in [
        (utf16.as_slice(), None),
        (shift_jis.as_slice(), Some(SnapshotError::Encoding)),
        (b"<!doctype html><title>x</title>".as_slice(), Some(SnapshotError::WebPage)),
        (b"PK\x03\x04\x14\x00\x06\x00\x08".as_slice(), None),
        (b"{\"type\":\"FeatureCollection\"}".as_slice(), Some(SnapshotError::Foreign)),
        (b"\"__proto__\"".as_slice(), Some(SnapshotError::Foreign)),
    ] {
        let read = read_file(bytes).map(|_| ()).unwrap_err();
        assert!(error.is_none_or(|error| error == read), "{read:?}");
        checks::snapshot(bytes);
    }
    // With a mark of the byte order at its head it is the same file.
    assert!(read_file(format!("\u{feff}{good}").as_bytes()).is_ok());
}

/// Files, links and publications of releases before edits named what they take back: they show what they showed.
#[test]
fn what_earlier_releases_wrote_shows_what_it_showed() {
    let seed = read_snapshot(&std::fs::read("seeds/plan.json").unwrap()).unwrap();
    let plan = Arc::new(seed.plan);
    let read = |name: &str| std::fs::read(format!("tests/fixtures/before/{name}")).unwrap();
    let link = String::from_utf8(read("link.txt")).unwrap();
    let packages = [
        read_file(&read("snapshot.json")).unwrap(),
        read_file(&read("plan.json")).unwrap(),
        read_link(link.trim()).unwrap(),
    ];
    for package in packages {
        assert!(package.plan_ids.iter().any(|id| plan.ids().any(|own| own == id)), "it belongs to this plan");
        assert!(package.damaged.is_empty() && package.edits.iter().all(|edit| !edit.is_foreign()));
        let view = resolve(&plan, &EditSet::of(package.edits));
        let shown = |key: &str| {
            let cell = key.parse().unwrap();
            shisaku::words::cell::appearance(&view.plan, &cell, &view.appearance(&cell))
        };
        assert_eq!(shown("3-10-k1/actual/2026"), "77(訂正)");
        assert_eq!(shown("3-10-k2/actual/2026"), "2,050");
        assert_eq!(shown("3-10-k3/actual/2026"), "未入力", "taken back with its step");
        assert_eq!(shown("3-10-k1/actual/2026/confirmation"), "確認のあとに値が変わりました");
        assert_eq!(shown("3-10/closed/2026"), "令和8年6月1日に締めました");
    }
}
