//! The plan embedded in the app is what the reader makes of the source sheet.

#![allow(clippy::unwrap_used, reason = "a test stops at the first thing that is not as expected")]

use std::borrow::Cow;
use std::path::Path;

use serde_json::{Value as Json, json};
use shisaku::format::sheet::{SheetReading, SheetSetting, read_sheet};
use shisaku::format::{Digest, laid_out};
use shisaku::plan::{Plan, SubjectId, clean};

fn reading() -> SheetReading {
    let setting = SheetSetting {
        plan_id: SubjectId::new("kamakura").unwrap(),
        former_ids: vec![SubjectId::new("kamakura-3-10").unwrap()],
        city: "鎌倉市".into(),
    };
    read_sheet(include_str!("../seeds/3-10.txt"), &setting).unwrap()
}

#[test]
fn the_seed_is_what_the_reader_makes_of_the_source() {
    let reading = reading();
    assert_eq!(reading.issues, []);
    let snapshot = json!({
        "format": "shisaku-snapshot",
        "version": 1,
        "digest": Digest::of_content(&reading.plan, []).as_str(),
        "exportedAt": "2026-04-01T00:00:00.000Z",
        "exportedBy": null,
        "plan": reading.plan,
        "edits": [],
    });
    let expected = format!("{}\n", laid_out(&snapshot, 0));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/plan.json");
    if std::env::var_os("UPDATE_SEED").is_some_and(|value| value == "1") {
        std::fs::write(&path, &expected).unwrap();
    }
    let seed = std::fs::read_to_string(&path).unwrap();
    assert!(seed == expected, "seeds/plan.json is not up to date: run this test once with UPDATE_SEED=1");
    // Numbers compare by value; their digits are compared in the text above.
    let json: Json = serde_json::from_str(&seed).unwrap();
    let plan: Plan = serde_json::from_value(json.get("plan").unwrap().clone()).unwrap();
    assert_eq!(plan.check(), Ok(()));
    assert_eq!(plan, reading.plan);
}

/// Roots are made from the seed's values: were one of them changed when it comes in, every edit of its cell that anybody
/// holds would become a disagreement.
#[test]
fn the_seed_has_nothing_that_is_cleaned_away() {
    let is_clean = |text: &str| matches!(clean(text), Cow::Borrowed(_));
    assert!(is_clean(include_str!("../seeds/3-10.txt")));
    let mut rest: Vec<Json> = vec![serde_json::from_str(include_str!("../seeds/plan.json")).unwrap()];
    let mut texts = 0;
    while let Some(json) = rest.pop() {
        match json {
            Json::Array(list) => rest.extend(list),
            Json::Object(fields) => rest.extend(fields.into_iter().map(|(_, value)| value)),
            Json::String(text) => {
                assert!(is_clean(&text), "{text:?}");
                texts += 1;
            }
            _ => {}
        }
    }
    assert!(texts > 200, "{texts}");
}
