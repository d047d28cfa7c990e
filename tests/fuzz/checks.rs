//! What must hold for anything from outside, shared by the fuzz targets and by `tests/hostile.rs`: every reader ends,
//! refuses or takes, and what it takes it writes and reads back as the same.

use std::sync::Arc;

use shisaku::edits::{Edit, EditSet, resolve, told_in_short};
use shisaku::format::link::PREFIX;
use shisaku::format::sheet::{SheetSetting, read_sheet};
use shisaku::format::{Link, Snapshot, SnapshotError, read_file, read_link, read_snapshot, write_link};
use shisaku::plan::{Plan, SubjectId};

/// A file: taken, it is written and read back as the same; refused, it has a sentence of its own.
pub fn snapshot(bytes: &[u8]) {
    match read_snapshot(bytes) {
        Ok(snapshot) => {
            let written = snapshot.to_json();
            assert_eq!(read_snapshot(written.as_bytes()).as_ref(), Ok(&snapshot));
            assert_eq!(read_snapshot(written.as_bytes()).map(|again: Snapshot| again.to_json()), Ok(written));
            let edits = snapshot.edit_set().expect("the reader has seen to it");
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
                plan: package.plan_id.clone(),
                edits: package.edits.clone(),
            };
            let written = write_link(&link);
            let again =
                read_link(written.strip_prefix(PREFIX).expect("every link begins so")).expect("it was just written");
            assert_eq!((again.edits, again.plan_id), (package.edits, package.plan_id));
        }
        Err(error) => said(&error),
    }
}

/// A sheet: whatever is odd in it, the plan that comes out holds together.
pub fn sheet(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let setting = SheetSetting { plan_id: SubjectId::new("fuzz").expect("an id"), city: "市".into() };
    if let Ok(read) = read_sheet(&text, &setting) {
        assert_eq!(read.plan.check(), Ok(()));
        assert!(read.plan.cells.keys().all(|cell| read.plan.has(cell)));
        let json = serde_json::to_string(&read.plan).expect("a plan is JSON");
        assert_eq!(serde_json::from_str::<Plan>(&json).expect("it was just written"), read.plan);
    }
}

/// Edits made of bytes, honest or not: what they come to does not depend on their order, and telling them in short
/// changes no value.
pub fn merge(bytes: &[u8]) {
    let json = r#"{"id":"p","city":"","firstYear":2026,"lastYear":2027,"policies":[{"id":"1","indicators":["1-k1","1-k2"],
        "initiatives":[],"projects":[]}],"cells":{"1-k1/baseline":{"observation":{"final":"1"}}}}"#;
    let plan: Arc<Plan> = Arc::new(serde_json::from_str(json).expect("a plan"));
    let edits: Vec<Edit> = bytes.chunks_exact(6).take(64).enumerate().filter_map(|(n, chunk)| edit(n, chunk)).collect();
    let (mut forward, mut backward) = (EditSet::default(), EditSet::default());
    for edit in &edits {
        let _clash = forward.insert(Arc::new(edit.clone()));
    }
    for edit in forward.iter().rev_by_id() {
        backward.insert(edit).expect("they made a set before");
    }
    assert_eq!(forward, backward);
    let view = resolve(&plan, &forward);
    assert_eq!(view, resolve(&plan, &backward));
    let short = EditSet::of(told_in_short(&plan, &forward)).expect("told in short they make a set");
    let readers = resolve(&plan, &short);
    for (cell, state) in view.cells.iter().chain(&view.strangers) {
        assert_eq!(&readers.value(cell), state.shown(), "{cell}");
    }
    let mut both = forward.clone();
    both.union(&short).expect("two tellings of the same edits agree");
    assert_eq!(both, forward);
}

/// The edits of a set from the last id to the first.
trait FromTheEnd {
    fn rev_by_id(self) -> std::vec::IntoIter<Arc<Edit>>;
}

impl<'a, I: Iterator<Item = &'a Arc<Edit>>> FromTheEnd for I {
    fn rev_by_id(self) -> std::vec::IntoIter<Arc<Edit>> {
        let mut all: Vec<Arc<Edit>> = self.cloned().collect();
        all.reverse();
        all.into_iter()
    }
}

/// An edit of six bytes: circles of `seen`, steps shared and clocks out of order included.
fn edit(number: usize, bytes: &[u8]) -> Option<Edit> {
    let [what, whose, step, clock, seen, other] = bytes else { return None };
    let id = if what & 0x80 == 0 { number } else { usize::from(*whose) % 8 };
    let cell = ["1-k1/baseline", "1-k1/actual/2026", "1-k2/actual/2026", "9-k9/baseline"][usize::from(what & 3)];
    let does = match what & 0x0c {
        0x0c => format!(r#""retracts":"s-{}""#, other % 16),
        _ => format!(
            r#""cell":"{cell}","value":{{"observation":{{"final":"{}"}}}},"seen":["e-{}","e-{}"]"#,
            whose % 4,
            seen % 64,
            other % 64
        ),
    };
    let json = format!(
        r#"{{"id":"e-{id}","step":"s-{}","clock":{},"at":"2026-04-01T00:00:00.000Z",{does}}}"#,
        step % 16,
        u32::from(*clock) + 1
    );
    serde_json::from_str(&json).ok()
}
