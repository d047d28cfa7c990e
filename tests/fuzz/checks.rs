//! What must hold for anything from outside, shared by the fuzz targets and by `tests/hostile.rs`: every reader ends,
//! refuses or takes, and what it takes it writes and reads back as the same.

use std::sync::Arc;

use shisaku::edits::{Brought, Edit, EditSet, Journal, Maker, Published, Replica, collate, resolve, told_in_short};
use shisaku::format::link::PREFIX;
use shisaku::format::sheet::{SheetSetting, read_sheet};
use shisaku::format::{
    Link, Snapshot, SnapshotError, read_edits, read_file, read_link, read_snapshot, write_edits, write_link,
};
use shisaku::plan::{Cell, Observation, Plan, SubjectId, Timestamp, Value};

/// A file: taken, it is written and read back as the same; refused, it has a sentence of its own.
pub fn snapshot(bytes: &[u8]) {
    match read_snapshot(bytes) {
        Ok(snapshot) => {
            let written = snapshot.to_json();
            // What is damaged does not leave.
            let whole = Snapshot { damaged: Vec::new(), ..snapshot.clone() };
            assert_eq!(read_snapshot(written.as_bytes()).as_ref(), Ok(&whole));
            assert_eq!(read_snapshot(written.as_bytes()).map(|again: Snapshot| again.to_json()), Ok(written));
            let edits = snapshot.edit_set();
            let plan = Arc::new(snapshot.plan);
            let view = resolve(&plan, &edits);
            assert!(view.cells.values().all(|state| !state.heads().is_empty()));
        }
        Err(error) => said(&error),
    }
    if let Err(error) = read_file(bytes) {
        said(&error);
    }
}

fn said(error: &SnapshotError) {
    let sentence = shisaku::words::file::problem("a.json", Some(error));
    assert!(sentence.starts_with("「a.json」は") && sentence.ends_with("何も変わっていません。"));
}

/// What stands behind `#/open/`.
pub fn link(bytes: &[u8]) {
    let Ok(payload) = std::str::from_utf8(bytes) else { return };
    match read_link(payload) {
        Ok(package) => {
            let link = Link {
                exported_at: package.exported_at,
                exported_by: package.exported_by.clone(),
                plan_ids: package.plan_ids.clone(),
                edits: package.edits.iter().map(|edit| (**edit).clone()).collect(),
            };
            // What a short link inflates to may be more than a link carries.
            let Some(written) = write_link(&link) else { return };
            let again =
                read_link(written.strip_prefix(PREFIX).expect("every link begins so")).expect("it was just written");
            assert_eq!((again.edits, again.plan_ids), (package.edits, package.plan_ids));
        }
        Err(error) => said(&error),
    }
}

/// A sheet: whatever is odd in it, the plan that comes out holds together.
pub fn sheet(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let setting =
        SheetSetting { plan_id: SubjectId::new("fuzz").expect("an id"), former_ids: Vec::new(), city: "市".into() };
    if let Ok(read) = read_sheet(&text, &setting) {
        assert_eq!(read.plan.check(), Ok(()));
        assert!(read.plan.cells.keys().all(|cell| read.plan.has(cell)));
        let json = serde_json::to_string(&read.plan).expect("a plan is JSON");
        assert_eq!(serde_json::from_str::<Plan>(&json).expect("it was just written"), read.plan);
    }
}

/// Edits made of bytes, honest, foreign and hostile: the laws of ARCHITECTURE.md, "What a file may do", hold for them.
pub fn merge(bytes: &[u8]) {
    let json = r#"{"id":"p","city":"","firstYear":2026,"lastYear":2027,"policies":[{"id":"1","indicators":["1-k1","1-k2"],
        "initiatives":[],"projects":[]}],"cells":{"1-k1/baseline":{"observation":{"final":"1"}}}}"#;
    let plan: Arc<Plan> = Arc::new(serde_json::from_str(json).expect("a plan"));
    // Somebody's honest work first: what the file cannot know.
    let published = Published { plan: plan.clone(), edits: EditSet::default() };
    let mut honest = Journal::new(published, Replica::known(1));
    let cells = ["1-k1/baseline", "1-k1/actual/2026"].map(|key| key.parse::<Cell>().expect("a cell"));
    let number = |text: &str| Value::Observation(Observation::Final(text.parse().expect("a number")));
    for (cell, text) in cells.iter().zip(["7", "8"]) {
        let begun = honest.begin(cell);
        let made = honest.set(vec![(begun, number(text))], &Maker::default(), None, Timestamp::from_millis(5));
        honest.take(made);
    }
    let edits: Vec<Edit> = bytes.chunks_exact(6).take(64).enumerate().filter_map(|(n, chunk)| edit(n, chunk)).collect();
    let forward = EditSet::of(edits.iter().cloned());
    let backward = EditSet::of(edits.iter().rev().cloned());
    assert_eq!(forward, backward);
    assert!(edits.iter().all(|edit| forward.holds(edit)), "nothing is lost");
    let view = resolve(&plan, &forward);
    assert_eq!(view, resolve(&plan, &backward));

    // 1. What is held can be written, and read as the same.
    let all: Vec<Edit> = forward.iter().map(|edit| (**edit).clone()).collect();
    let (read, damaged) = read_edits(&write_edits(&all)).expect("a list");
    assert!(damaged.is_empty());
    assert_eq!(EditSet::of(read), forward);

    // 2. What is not understood is carried, and not shown.
    let foreign = forward.iter().filter(|edit| edit.is_foreign()).count();
    assert!(view.foreign.len() <= foreign);
    let heads = view.cells.values().chain(view.strangers.values()).flat_map(|state| state.heads());
    assert!(heads.filter_map(|head| head.edit()).all(|edit| !edit.is_foreign()));

    // 3. Whatever taking the file in makes different stands in the comparison.
    let (before, held) = (honest.view().clone(), honest.edits().clone());
    let rows = collate(&honest, &[&all]);
    let load = honest.load(
        vec![Brought { edits: all.into_iter().map(Into::into).collect(), ..Brought::default() }],
        Timestamp::from_millis(6),
    );
    honest.take_loads(load);
    let after = honest.view().clone();
    for cell in after.cells.keys().chain(before.cells.keys()) {
        if before.appearance(cell) != after.appearance(cell) {
            assert!(rows.iter().any(|row| row.cell == *cell && row.after == after.appearance(cell)), "{cell}");
        }
    }

    // 4. Nobody reaches what they have not seen: what the file could not name stands.
    for edit in held.iter() {
        let (cell, ..) = edit.set().expect("values only");
        assert!(after.head_edits(cell).any(|head| head.id == edit.id), "{cell}");
    }

    // 5. What is published holds what is shown, and nothing else.
    let short = EditSet::of(told_in_short(&plan, &forward));
    let readers = resolve(&plan, &short);
    for (cell, state) in view.cells.iter().chain(view.strangers.iter()) {
        assert_eq!(&readers.value(cell), state.shown(), "{cell}");
    }
    assert!(short.iter().all(|edit| !edit.is_foreign()));
    let mut both = forward.clone();
    both.union(&short);
    let with = resolve(&plan, &both);
    assert!(view.cells.keys().all(|cell| with.value(cell) == view.value(cell)), "a short telling is no other telling");
}

/// An edit of six bytes: circles of `seen`, shared steps, ids told twice, guessed ids, closings and other releases included.
fn edit(number: usize, bytes: &[u8]) -> Option<Edit> {
    let [what, whose, step, clock, seen, other] = bytes else { return None };
    let id = if what & 0x80 == 0 { number } else { usize::from(*whose) % 8 };
    let cell = match (what & 0x40 != 0, what & 3) {
        (true, 0) => ["1-k1/retired", "n1/retired", "1/retired"][usize::from(whose % 3)],
        (true, 1) => ["n1/role", "1-k1/role", "1/role"][usize::from(whose % 3)],
        (true, 2) => ["1-k2/place", "n1/place", "n1/actual/2027"][usize::from(whose % 3)],
        (true, _) => "1/closed/2026",
        (false, index) => {
            ["1-k1/baseline", "1-k1/actual/2026", "1-k2/actual/2026", "9-k9/baseline"][usize::from(index)]
        }
    };
    let which = usize::from(whose / 3);
    let value = match cell.split('/').nth(1).unwrap_or_default() {
        "closed" => format!(r#"{{"text":"{}"}}"#, ["締めました", "", "\u{200b}"][usize::from(whose % 3)]),
        "retired" => [r#"{"year":2026}"#, r#"{"year":2027}"#, "null", r#"{"year":9999}"#][which % 4].to_owned(),
        "role" => [
            r#"{"role":{"kind":"indicator","of":"1"}}"#,
            r#"{"role":null}"#,
            r#"{"role":{"kind":"policy"}}"#,
            r#"{"role":{"kind":"indicator","of":"n1"}}"#,
            r#"{"role":{"kind":"project","of":"1"}}"#,
        ][which % 5]
            .to_owned(),
        "place" => [r#"{"place":"1"}"#, r#"{"place":"zzz"}"#, "null", r#"{"place":"01"}"#][which % 4].to_owned(),
        _ => format!(r#"{{"observation":{{"final":"{}"}}}}"#, whose % 4),
    };
    let (one, two) = (seen % 64, other % 64);
    let does = match what & 0x3c {
        0x0c => format!(r#""retracts":"s-{}""#, other % 16),
        0x1c => format!(r#""retracts":"s-{}","seen":["e-{one}","e-{two}"]"#, step % 16),
        0x2c => format!(r#""cell":"{cell}/photo","value":{value},"seen":["e-{one}"]"#),
        0x3c => format!(r#""cell":"{cell}","value":{{"range":[{one},{two}]}},"seen":["e-{one}"]"#),
        0x10 => format!(r#""cell":"{cell}","value":{value},"seen":["AAAAAAAAAAAAAAAA-{}-AAAAAAAAAAAAAAAA"]"#, one + 1),
        _ => format!(r#""cell":"{cell}","value":{value},"seen":["e-{one}","e-{two}"]"#),
    };
    let clock = if *clock == 255 { Edit::LAST_CLOCK } else { u64::from(*clock) + 1 };
    let json =
        format!(r#"{{"id":"e-{id}","step":"s-{}","clock":{clock},"at":"2026-04-01T00:00:00.000Z",{does}}}"#, step % 16);
    Edit::read(&json).ok()
}
