//! What stands in a browser's storage, and could not be read or is all that is left: as a file that can be kept, sent and loaded again.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Map;

use crate::edits::{Edit, EditSet, Load, switched_on};
use crate::plan::{SubjectId, Timestamp};

use super::packed::unpack;
use super::snapshot::{BYTES_AT_MOST, Damage, Head, Package, SnapshotError, VERSION, read_edits, text_of};

/// What the field `format` says.
pub const FORMAT: &str = "shisaku-aside";

/// A storage entry that could not be read, or the unreadable part of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// The key.
    pub key: String,
    /// The text.
    pub text: String,
}

/// The file of what could not be read.
#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: u64,
    #[serde(rename = "exportedAt")]
    exported_at: String,
    #[serde(rename = "exportedBy")]
    exported_by: Option<()>,
    #[serde(rename = "planId")]
    plan_id: &'a str,
    pieces: &'a [Aside],
}

/// Serializes the entries.
pub fn write_aside(plan: &SubjectId, pieces: &[Aside], at: Timestamp) -> String {
    let file = File {
        format: FORMAT,
        version: VERSION,
        exported_at: at.to_string(),
        exported_by: None,
        plan_id: plan.as_str(),
        pieces,
    };
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

/// Parses such a file, or its earlier format, a plain list.
pub(super) fn read_aside(bytes: &[u8]) -> Result<Package, SnapshotError> {
    let text = text_of(bytes)?;
    let mut package = Package {
        exported_at: Timestamp::default(),
        exported_by: None,
        plan_ids: Vec::new(),
        plan: None,
        edits: Vec::new(),
        handed_in: Vec::new(),
        damaged: Vec::new(),
        extra: Map::new(),
    };
    let pieces: Vec<Aside> = match serde_json::from_str::<Vec<Aside>>(text) {
        Ok(pieces) if !pieces.is_empty() => {
            let plan = pieces.iter().filter_map(|piece| SubjectId::new(piece.key.split('/').nth(2)?));
            package.plan_ids = plan.take(1).collect();
            pieces
        }
        _ => {
            let mut head = Head::parse(text)?;
            (package.exported_at, package.exported_by) = head.begin(FORMAT)?;
            package.plan_ids = vec![head.take("planId")?];
            let pieces = serde_json::from_str(head.raw("pieces")?).map_err(|_| SnapshotError::Head("pieces"))?;
            package.extra = head.carried()?;
            pieces
        }
    };
    let (mut loads, mut unpacked_bytes) = (Vec::new(), 0);
    for piece in pieces {
        // What storage holds for long is packed there. All together it may not be longer than any file.
        let unpacked = unpack(&piece.text);
        unpacked_bytes += unpacked.as_ref().map_or(0, String::len);
        if unpacked_bytes > BYTES_AT_MOST {
            return Err(SnapshotError::TooLarge(unpacked_bytes));
        }
        let damaged = match read_piece(unpacked.as_deref().unwrap_or(&piece.text)) {
            (Piece::Edits(edits), damaged) => {
                package.edits.extend(edits);
                damaged
            }
            (Piece::Load(load), damaged) => {
                loads.push(*load);
                damaged
            }
        };
        package.damaged.extend(damaged);
    }
    // A file that was switched off did not count there.
    let loads = switched_on(loads, &EditSet::of(package.edits.iter().cloned()));
    package.edits.extend(loads.into_iter().flat_map(|load| load.edits));
    Ok(package)
}

/// What a storage entry holds.
enum Piece {
    Edits(Vec<Arc<Edit>>),
    Load(Box<Load>),
}

/// Parses a storage entry as a list of edits, a load, or one edit.
fn read_piece(text: &str) -> (Piece, Vec<Damage>) {
    if let Some((edits, damaged)) = read_edits(text) {
        return (Piece::Edits(edits), damaged);
    }
    if let Some((load, damaged)) = read_load(text) {
        return (Piece::Load(Box::new(load)), damaged);
    }
    // As a list of one.
    let damage = |fault| Damage { number: 1, cell: None, fault, json: text.to_owned() };
    match Edit::read(text) {
        Ok(edit) => (Piece::Edits(vec![Arc::new(edit)]), Vec::new()),
        Err(fault) => (Piece::Edits(Vec::new()), vec![damage(fault)]),
    }
}

/// Parses a load. Returns `None` if its header is invalid.
pub fn read_load(text: &str) -> Option<(Load, Vec<Damage>)> {
    let mut head = Head::parse(text).ok()?;
    let (edits, damaged) = read_edits(head.raw("edits").ok()?)?;
    let load = Load::of_json(head.rest().ok()?.into(), edits).ok()?;
    Some((load, damaged))
}

/// A file taken in, as its text in storage.
pub fn write_load(load: &Load) -> String {
    let head = load.head_to_json().to_string();
    let head = head.strip_suffix('}').unwrap_or(&head);
    format!("{head},\"edits\":{}}}", write_edits(load.edits.iter().map(|edit| &**edit)))
}

/// A list of edits as compact JSON.
pub fn write_edits<'a>(edits: impl IntoIterator<Item = &'a Edit>) -> String {
    format!("[{}]", edits.into_iter().map(Edit::to_text).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use crate::format::read_file;

    use super::*;

    const GOOD: &str = r#"{"id":"a-1","step":"a-1","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"k1/name","value":{"text":"港"},"seen":[]}"#;
    const FOREIGN: &str =
        r#"{"id":"a-2","step":"a-2","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"k1/colour","value":1}"#;

    #[test]
    fn what_is_packed_is_read_and_a_file_that_is_switched_off_is_not() {
        let load = |id: &str| {
            let edit = GOOD.replace("a-1", id);
            format!(r#"{{"id":"l-{id}","clock":2,"at":"2026-04-01T00:00:00.000Z","name":"f","edits":[{edit}]}}"#)
        };
        let retraction = |id: &str, of: &str, seen: &str| {
            format!(
                r#"{{"id":"{id}","step":"{id}","clock":9,"at":"2026-04-01T00:00:00.000Z","retracts":"{of}","seen":[{seen}]}}"#
            )
        };
        let own = format!("[{GOOD},{}]", retraction("r-1", "l-b", "\"l-b\""));
        let pieces = [
            Aside { key: "shisaku/2/s/p/packed/edits/x/0".into(), text: super::super::pack(&own) },
            Aside { key: "shisaku/2/s/p/packed/loads/b".into(), text: super::super::pack(&load("b")) },
            Aside { key: "shisaku/2/s/p/packed/loads/c".into(), text: super::super::pack(&load("c")) },
            Aside { key: "shisaku/2/s/p/loads/d".into(), text: load("d") },
        ];
        let text = write_aside(&SubjectId::new("p").unwrap(), &pieces, Timestamp::default());
        let package = read_file(text.as_bytes()).unwrap();
        let ids: Vec<&str> = package.edits.iter().map(|edit| edit.id.as_str()).collect();
        assert_eq!((ids, package.damaged), (vec!["a-1", "r-1", "c", "d"], Vec::new()));
    }

    #[test]
    fn all_pieces_together_are_no_longer_than_a_file() {
        let text = super::super::pack(&format!("[{}]", " ".repeat(BYTES_AT_MOST * 2 / 3)));
        let piece = Aside { key: "shisaku/2/s/p/packed/edits/x/0".into(), text };
        let file = |count: usize| {
            write_aside(&SubjectId::new("p").unwrap(), &vec![piece.clone(); count], Timestamp::default())
        };
        assert!(read_file(file(1).as_bytes()).is_ok());
        assert!(matches!(read_file(file(2).as_bytes()), Err(SnapshotError::TooLarge(_))));
    }

    #[test]
    fn what_was_set_aside_can_be_loaded_by_whoever_understands_it() {
        let load =
            format!(r#"{{"id":"l-1","clock":2,"at":"2026-04-01T00:00:00.000Z","name":"f","edits":[{FOREIGN},7]}}"#);
        let pieces = [
            Aside { key: "shisaku/1/p/edits/x/0".into(), text: format!("[{GOOD}]") },
            Aside { key: "shisaku/1/p/loads/y".into(), text: load },
            Aside { key: "shisaku/1/p/edits/z/0".into(), text: "garbage".into() },
        ];
        let plan = SubjectId::new("p").unwrap();
        for text in [write_aside(&plan, &pieces, Timestamp::default()), serde_json::to_string(&pieces).unwrap()] {
            let package = read_file(text.as_bytes()).unwrap();
            assert_eq!(package.plan_ids, std::slice::from_ref(&plan));
            assert_eq!(package.edits.iter().map(|edit| edit.id.as_str()).collect::<Vec<_>>(), ["a-1", "a-2"]);
            assert_eq!(package.damaged.iter().map(|one| one.json.as_str()).collect::<Vec<_>>(), ["7", "garbage"]);
        }
        let nothing = serde_json::to_string(&pieces[2..]).unwrap();
        assert!(matches!(read_file(nothing.as_bytes()), Err(SnapshotError::Damaged(_))));
        assert_eq!(read_file(b"[]"), Err(SnapshotError::Foreign));
    }
}
