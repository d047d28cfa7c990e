//! Snapshots: a plan with edits, as a JSON file people keep, send and publish (`docs/snapshot.md`).

use serde_json::{Map, Value as Json};

use crate::edits::{Clash, Edit, EditSet, Maker};
use crate::plan::json::{InJson, object};
use crate::plan::{Cell, Plan, PlanError, SubjectId, Timestamp};

use super::Publication;

/// What the field `format` says.
pub const FORMAT: &str = "shisaku-snapshot";
/// The version this release writes, and the newest it reads.
pub const VERSION: u64 = 1;
/// The largest file that is read, in bytes.
pub const BYTES_AT_MOST: usize = 20 * 1024 * 1024;
/// The most edits a file may hold.
pub const EDITS_AT_MOST: usize = 200_000;

/// A plan and edits of it, as saved at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// When it was saved.
    pub exported_at: Timestamp,
    /// Who saved it, as far as they said.
    pub exported_by: Option<Maker>,
    /// What is said about it where it is published.
    pub publication: Option<Publication>,
    /// The plan the edits were made on.
    pub plan: Plan,
    /// The edits, in the order of their ids.
    pub edits: Vec<Edit>,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

/// What a file or a link brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// When it was saved.
    pub exported_at: Timestamp,
    /// Who saved it, as far as they said.
    pub exported_by: Option<Maker>,
    /// The plan its edits are of.
    pub plan_id: SubjectId,
    /// That plan itself; a link does not carry it.
    pub plan: Option<Plan>,
    /// The edits.
    pub edits: Vec<Edit>,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

impl From<Snapshot> for Package {
    fn from(snapshot: Snapshot) -> Package {
        Package {
            exported_at: snapshot.exported_at,
            exported_by: snapshot.exported_by,
            plan_id: snapshot.plan.id.clone(),
            plan: Some(snapshot.plan),
            edits: snapshot.edits,
            extra: snapshot.extra,
        }
    }
}

/// Why a file is no snapshot this release can read. Each is a different thing to tell a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotError {
    /// Larger than [`BYTES_AT_MOST`].
    TooLarge(usize),
    /// Nothing in it.
    Empty,
    /// Not UTF-8: saved in another encoding, or no text.
    Encoding,
    /// A web page saved under the name.
    WebPage,
    /// Broken JSON: cut off, or changed by hand.
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// Whether the text just ends, as a file does that was not copied whole.
        cut_off: bool,
    },
    /// Boxes within boxes, deeper than any snapshot.
    TooDeep,
    /// JSON of some other program.
    Foreign,
    /// Saved by a newer release, in this version.
    Newer(u64),
    /// The field of the file's head that is missing or wrong.
    Head(&'static str),
    /// The plan in it cannot be read; what was found, for a log.
    Plan(String),
    /// The plan in it contradicts itself.
    PlanCheck(PlanError),
    /// More than [`EDITS_AT_MOST`] edits.
    TooManyEdits(usize),
    /// One edit cannot be read.
    Edit {
        /// Which, from 1.
        number: usize,
        /// The cell it speaks of, where that much could be read.
        cell: Option<Cell>,
        /// What is wrong.
        fault: EditFault,
    },
    /// Of another plan than the one that is open.
    OtherPlan(SubjectId),
    /// It tells an edit that is known here in another way.
    Clash,
    /// A link that is not whole.
    LinkCut,
    /// More files at once than are taken.
    TooManyFiles(usize),
}

/// What is wrong with one edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditFault {
    /// The key of its cell is none.
    Cell(String),
    /// Its form or value; what was found, for a log.
    Form(String),
    /// Its clock is not larger than that of an edit it has seen.
    OutOfOrder,
    /// The file tells it in two ways.
    ToldTwice,
}

impl From<Clash> for SnapshotError {
    fn from(_: Clash) -> Self {
        SnapshotError::Clash
    }
}

impl Snapshot {
    /// The file's text: pretty-printed, keys in a fixed order, a newline at the end.
    pub fn to_json(&self) -> String {
        let fields = [
            ("format", Some(FORMAT.into())),
            ("version", Some(VERSION.into())),
            ("exportedAt", Some(self.exported_at.to_json())),
            ("exportedBy", Some(self.exported_by.to_json())),
            ("publication", self.publication.as_ref().map(InJson::to_json)),
            ("plan", Some(self.plan.to_json())),
            ("edits", Some(self.edits.to_json())),
        ];
        format!("{:#}\n", object(fields, &self.extra))
    }

    /// The edits as a set. [`read_snapshot`] has seen to it that they make one.
    pub fn edit_set(&self) -> Result<EditSet, Clash> {
        EditSet::of(self.edits.iter().cloned())
    }
}

/// Reads a snapshot, whole or not at all.
pub fn read_snapshot(bytes: &[u8]) -> Result<Snapshot, SnapshotError> {
    if bytes.len() > BYTES_AT_MOST {
        return Err(SnapshotError::TooLarge(bytes.len()));
    }
    let Json::Object(mut head) = parse(bytes)? else { return Err(SnapshotError::Foreign) };
    let (exported_at, exported_by) = read_head(&mut head, FORMAT)?;
    let publication = head.shift_remove("publication").unwrap_or_default();
    let publication = from_json(publication).map_err(|_| SnapshotError::Head("publication"))?;
    let mut take = |key: &'static str| head.shift_remove(key).ok_or(SnapshotError::Head(key));
    let plan: Plan = from_json(take("plan")?).map_err(SnapshotError::Plan)?;
    plan.check().map_err(SnapshotError::PlanCheck)?;
    let edits = read_edits(take("edits")?)?;
    Ok(Snapshot { exported_at, exported_by, publication, plan, edits, extra: head })
}

/// Reads what people hand over: a snapshot, or a file rescued from a page that stopped.
pub fn read_file(bytes: &[u8]) -> Result<Package, SnapshotError> {
    match read_snapshot(bytes) {
        Err(SnapshotError::Foreign) => super::link::read_package(bytes),
        read => read.map(Package::from),
    }
}

/// The JSON of a file; what is none is told apart.
pub(super) fn parse(bytes: &[u8]) -> Result<Json, SnapshotError> {
    let text = std::str::from_utf8(bytes).map_err(|_| SnapshotError::Encoding)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(SnapshotError::Empty);
    }
    if text.trim_start().starts_with('<') {
        return Err(SnapshotError::WebPage);
    }
    serde_json::from_str(text).map_err(|error| {
        // The one error serde_json has no category for.
        if error.to_string().starts_with("recursion limit exceeded") {
            return SnapshotError::TooDeep;
        }
        SnapshotError::Json { line: error.line(), column: error.column(), cut_off: error.is_eof() }
    })
}

/// Takes what stands at the head of every file: its form, its version, when and by whom it was saved.
pub(super) fn read_head(
    head: &mut Map<String, Json>,
    format: &str,
) -> Result<(Timestamp, Option<Maker>), SnapshotError> {
    if head.shift_remove("format").as_ref().and_then(Json::as_str) != Some(format) {
        return Err(SnapshotError::Foreign);
    }
    match head.shift_remove("version").as_ref().and_then(Json::as_u64) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Err(SnapshotError::Newer(newer)),
        _ => return Err(SnapshotError::Head("version")),
    }
    let mut take = |key: &'static str| head.shift_remove(key).ok_or(SnapshotError::Head(key));
    let exported_at = from_json(take("exportedAt")?).map_err(|_| SnapshotError::Head("exportedAt"))?;
    let exported_by = from_json(take("exportedBy")?).map_err(|_| SnapshotError::Head("exportedBy"))?;
    Ok((exported_at, exported_by))
}

fn from_json<T: InJson>(json: Json) -> Result<T, String> {
    T::from_json(json).map_err(|fault| fault.to_string())
}

/// Reads the list of edits, and checks what holds between them.
pub(super) fn read_edits(json: Json) -> Result<Vec<Edit>, SnapshotError> {
    let Json::Array(list) = json else { return Err(SnapshotError::Head("edits")) };
    if list.len() > EDITS_AT_MOST {
        return Err(SnapshotError::TooManyEdits(list.len()));
    }
    let mut edits = Vec::with_capacity(list.len());
    let mut set = EditSet::default();
    for (index, json) in list.into_iter().enumerate() {
        let number = index + 1;
        let key = json.get("cell").and_then(Json::as_str).map(str::to_owned);
        let cell = key.as_ref().and_then(|key| key.parse::<Cell>().ok());
        if let (Some(key), None) = (&key, &cell) {
            return Err(SnapshotError::Edit { number, cell: None, fault: EditFault::Cell(key.clone()) });
        }
        let fail = |fault| SnapshotError::Edit { number, cell: cell.clone(), fault };
        let edit: Edit = from_json(json).map_err(|error| fail(EditFault::Form(error)))?;
        set.insert(edit.clone().into()).map_err(|_| fail(EditFault::ToldTwice))?;
        edits.push(edit);
    }
    if let Some(wrong) = set.out_of_order() {
        let number = edits.iter().position(|edit| edit.id == wrong.id).map_or(0, |index| index + 1);
        let cell = wrong.set().map(|(cell, ..)| cell.clone());
        return Err(SnapshotError::Edit { number, cell, fault: EditFault::OutOfOrder });
    }
    Ok(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        r#""format":"shisaku-snapshot","version":1,"exportedAt":"2026-04-01T00:00:00.000Z","exportedBy":null"#;
    const PLAN: &str = r#""plan":{"id":"p","city":"","firstYear":2026,"lastYear":2030,"policies":[],"cells":{}}"#;

    fn read(text: &str) -> Result<Snapshot, SnapshotError> {
        read_snapshot(text.as_bytes())
    }

    fn with_edits(edits: &str) -> String {
        format!("{{{HEAD},{PLAN},\"edits\":[{edits}]}}")
    }

    #[test]
    fn reads_what_it_writes_and_carries_what_it_does_not_know() {
        let text = with_edits(
            r#"{"id":"a-1","step":"a-1","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"k1/name","value":{"text":"<b>"},"seen":[],"new":1}"#,
        );
        let text = format!("{},\"later\":[1]}}", text.strip_suffix('}').unwrap());
        let snapshot = read(&text).unwrap();
        let written = snapshot.to_json();
        assert_eq!(read(&written).as_ref(), Ok(&snapshot));
        assert_eq!(read(&format!("\u{feff}{written}")).as_ref(), Ok(&snapshot));
        let (a, b): (Json, Json) = (serde_json::from_str(&text).unwrap(), serde_json::from_str(&written).unwrap());
        assert_eq!(a.get("later"), b.get("later"));
        assert_eq!(a.pointer("/edits/0/new"), b.pointer("/edits/0/new"));
        // Nothing that holds tabs of no precision: the same state gives the same text.
        assert_eq!(read(&written).unwrap().to_json(), written);
    }

    #[test]
    fn tells_apart_what_is_wrong() {
        let edit = |id: &str, clock: u64, cell: &str, value: &str, seen: &str| {
            format!(
                r#"{{"id":"{id}","step":"s","clock":{clock},"at":"2026-04-01T00:00:00.000Z","cell":"{cell}","value":{value},"seen":[{seen}]}}"#
            )
        };
        let fault = |number, cell: &str, fault| SnapshotError::Edit { number, cell: cell.parse().ok(), fault };
        for (text, error) in [
            ("".to_owned(), SnapshotError::Empty),
            (" \n".into(), SnapshotError::Empty),
            ("<!doctype html>".into(), SnapshotError::WebPage),
            ("[]".into(), SnapshotError::Foreign),
            (r#"{"type":"excalidraw"}"#.into(), SnapshotError::Foreign),
            (format!("{{{HEAD},"), SnapshotError::Json { line: 1, column: 99, cut_off: true }),
            ("{\n \"format\" 1}".into(), SnapshotError::Json { line: 2, column: 11, cut_off: false }),
            ("[".repeat(10_000), SnapshotError::TooDeep),
            (r#"{"format":"shisaku-snapshot","version":2}"#.into(), SnapshotError::Newer(2)),
            (r#"{"format":"shisaku-snapshot","version":"1"}"#.into(), SnapshotError::Head("version")),
            (format!("{{{HEAD}}}"), SnapshotError::Head("plan")),
            (format!("{{{HEAD},{PLAN}}}"), SnapshotError::Head("edits")),
            (
                with_edits(&edit("a-1", 1, "k1/colour", r#"{"text":""}"#, "")),
                fault(1, "", EditFault::Cell("k1/colour".into())),
            ),
            (
                with_edits(
                    &[
                        edit("a-1", 2, "k1/name", r#"{"text":""}"#, ""),
                        edit("a-2", 2, "k1/name", r#"{"text":""}"#, r#""a-1""#),
                    ]
                    .join(","),
                ),
                fault(2, "k1/name", EditFault::OutOfOrder),
            ),
            (
                with_edits(
                    &[
                        edit("a-1", 2, "k1/name", r#"{"text":"1"}"#, ""),
                        edit("a-1", 2, "k1/name", r#"{"text":"2"}"#, ""),
                    ]
                    .join(","),
                ),
                fault(2, "k1/name", EditFault::ToldTwice),
            ),
        ] {
            assert_eq!(read(&text), Err(error), "{}", text.get(..100).unwrap_or(&text));
        }
        let wrong_kind = read(&with_edits(&edit("a-1", 1, "k1/name", r#"{"year":2026}"#, "")));
        assert!(matches!(wrong_kind, Err(SnapshotError::Edit { number: 1, cell: Some(_), fault: EditFault::Form(_) })));
        assert_eq!(read_snapshot(&[0x8e, 0xa0]), Err(SnapshotError::Encoding));
        assert_eq!(read_snapshot(&vec![b' '; BYTES_AT_MOST + 1]), Err(SnapshotError::TooLarge(BYTES_AT_MOST + 1)));
    }
}
