//! Wherever text of other people comes in, what nobody sees of it stays outside.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is not as expected"
)]

use serde_json::{Value as Json, json};
use shisaku::edits::Maker;
use shisaku::format::{freeze, read_file, read_frozen, read_load, read_snapshot};
use shisaku::plan::{Plan, SubjectId, Value};

/// All of it is left out, so that a text with it reads as the text without.
const UNSEEN: &str = "\u{202e}\u{b}\u{200f}\0\u{85}\u{2069}\u{feff}\u{7f}";

/// A snapshot with edits of every kind, and with every text a snapshot can have.
fn sample() -> Json {
    let text = std::fs::read_to_string("tests/fixtures/snapshots/sample.json").unwrap();
    let mut file: Json = serde_json::from_str(&text).unwrap();
    file["publication"] = serde_json::from_str(include_str!("fixtures/publication.json")).unwrap();
    file["exportedBy"] = json!({ "author": "鎌倉花子", "department": "産業課" });
    let seed: Json = serde_json::from_str(include_str!("../seeds/plan.json")).unwrap();
    file["plan"]["readings"] = seed["plan"]["readings"].clone();
    let edit = |number: u8, cell: &str, value: Json| {
        json!({ "id": format!("x-{number}"), "step": "x-1", "clock": 1, "at": "2026-04-01T00:00:00.000Z", "seen": [],
            "cell": cell, "value": value, "was": value, "author": "鎌倉花子", "department": "産業課", "reason": "確定値" })
    };
    file["edits"].as_array_mut().unwrap().extend([
        edit(1, "3-10-k1/name", json!({ "text": "名称" })),
        edit(2, "3-10-k1/actual/2026/remark", json!({ "text": "一行目\n二行目\tあ" })),
        edit(3, "3-10-k1/name/confirmation", json!({ "confirmation": "text 名称" })),
    ]);
    file
}

/// The same with what is not seen in each of its texts, and how many those are.
fn soiled(file: &Json) -> (Json, usize) {
    const TEXTS: [&str; 12] = [
        "text",
        "confirmation",
        "city",
        "source",
        "edition",
        "date",
        "contact",
        "author",
        "department",
        "reason",
        "name",
        "note",
    ];
    let soil = |text: &mut String| {
        let middle = text.chars().count() / 2;
        let (before, after): (String, String) =
            (text.chars().take(middle).collect(), text.chars().skip(middle).collect());
        *text = format!("{UNSEEN}{before}{UNSEEN}{after}{UNSEEN}");
    };
    let (mut file, mut count) = (file.clone(), 0);
    let mut rest = vec![&mut file];
    while let Some(json) = rest.pop() {
        match json {
            Json::Array(list) => rest.extend(list),
            Json::Object(fields) => {
                for (field, value) in fields {
                    match value {
                        Json::String(text) if TEXTS.contains(&field.as_str()) => {
                            soil(text);
                            count += 1;
                        }
                        Json::Array(names) if field == "names" => {
                            for name in names {
                                let Json::String(name) = name else { panic!("{name}") };
                                soil(name);
                                count += 1;
                            }
                        }
                        value => rest.push(value),
                    }
                }
            }
            _ => {}
        }
    }
    (file, count)
}

#[test]
fn a_file_reads_as_if_nothing_unseen_were_in_it() {
    let file = sample();
    let (soiled, count) = soiled(&file);
    assert!(count > 60, "{count}");
    let read = |file: &Json| read_snapshot(file.to_string().as_bytes()).unwrap();
    assert_eq!(read(&soiled), read(&file));
    assert_eq!(read(&soiled).to_json(), read(&file).to_json());
}

#[test]
fn so_does_what_a_link_carries() {
    let file = sample();
    let link = json!({ "format": "shisaku-link", "version": 1, "exportedAt": file["exportedAt"],
        "exportedBy": file["exportedBy"], "planId": file["plan"]["id"], "edits": file["edits"] });
    let (soiled, count) = soiled(&link);
    assert!(count > 5, "{count}");
    let read = |file: &Json| read_file(file.to_string().as_bytes()).unwrap();
    assert_eq!(read(&soiled), read(&link));
}

#[test]
fn so_does_what_this_browser_keeps() {
    let file = sample();
    let load =
        json!({ "id": "a-1", "clock": 1, "at": file["exportedAt"], "name": "産業課.json", "edits": file["edits"] });
    let read = |json: &Json| read_load(&json.to_string()).unwrap();
    assert_eq!(read(&soiled(&load).0), read(&load));
    let maker = &file["exportedBy"];
    let read = |json: &Json| serde_json::from_value::<Maker>(json.clone()).unwrap();
    assert_eq!(read(&soiled(maker).0), read(maker));
}

#[test]
fn so_does_a_frozen_address() {
    let plan: Plan = read_snapshot(include_bytes!("../seeds/plan.json")).unwrap().plan;
    let id = SubjectId::new("3-10-k1").unwrap();
    let cells = plan.cells.iter().map(|(cell, value)| match value {
        Value::Text(text) => (cell.clone(), Value::Text(format!("{UNSEEN}{text}"))),
        other => (cell.clone(), other.clone()),
    });
    let soiled = Plan { city: format!("{}{UNSEEN}", plan.city), cells: cells.collect(), ..plan.clone() };
    let read = |plan: &Plan| read_frozen(&freeze(plan, &id, "").unwrap()).unwrap();
    assert_eq!(read(&soiled), read(&plan));
}

/// What this release does not know is carried along as it is: nobody here knows what it means.
#[test]
fn what_is_not_known_is_not_touched() {
    let mut file = sample();
    file["later"] = json!(UNSEEN);
    let read = read_snapshot(file.to_string().as_bytes()).unwrap();
    assert_eq!(read.extra.get("later"), Some(&json!(UNSEEN)));
}
