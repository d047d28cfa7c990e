//! Snapshots: a plan with edits, as a JSON file people keep, send and publish (`docs/snapshot.md`).
//!
//! What is not understood is carried, and what is damaged costs itself alone: an edit, a cell of the plan, a field.

use std::borrow::{Borrow, Cow};
use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

use crate::edits::{Brought, Edit, EditError, EditSet, HandedIn, Maker};
use crate::plan::json::{Fields, InJson, RawFields, is_deeper, object, read_json};
use crate::plan::{Plan, PlanError, SubjectId, Timestamp, map_of};

use super::layout::laid_out;
use super::{Digest, Publication};

/// What the field `format` says.
pub const FORMAT: &str = "shisaku-snapshot";
/// The version this release writes, and the newest it reads.
pub const VERSION: u64 = 1;
/// The largest file that is read, in bytes: more than a browser can write that holds [`PUBLICATION_AT_MOST`], with white
/// space at most twice that, and [`DRAFTS_AT_MOST`].
pub const BYTES_AT_MOST: usize = 48 * 1024 * 1024;
/// The largest `plan.json`, in bytes.
pub const PUBLICATION_AT_MOST: usize = 12 * 1024 * 1024;
/// The most that a browser holds on top of what is published, in bytes of its edits' [weight](Edit::weight): values
/// entered here and files taken in.
pub const DRAFTS_AT_MOST: usize = 12 * 1024 * 1024;

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
    /// What it says was handed in.
    pub handed_in: Vec<HandedIn>,
    /// The edits that were read and are none.
    pub damaged: Vec<Damage>,
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
    /// The plan its edits are of: its id, and those it had formerly.
    pub plan_ids: Vec<SubjectId>,
    /// That plan itself; a link does not carry it, and it may be in an unknown form.
    pub plan: Option<Arc<Plan>>,
    /// The edits; shared, for what compares and takes in holds them, too.
    pub edits: Vec<Arc<Edit>>,
    /// What it says was handed in.
    pub handed_in: Vec<HandedIn>,
    /// The edits that were read and are none.
    pub damaged: Vec<Damage>,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

/// An invalid entry of the list of edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Which, from 1.
    pub number: usize,
    /// The key of the cell it speaks of, where that much could be read.
    pub cell: Option<String>,
    /// What is wrong.
    pub fault: EditError,
    /// The piece as it stands.
    pub json: String,
}

impl From<Snapshot> for Package {
    fn from(snapshot: Snapshot) -> Package {
        Package {
            exported_at: snapshot.exported_at,
            exported_by: snapshot.exported_by,
            plan_ids: snapshot.plan.ids().cloned().collect(),
            plan: Some(Arc::new(snapshot.plan)),
            edits: snapshot.edits.into_iter().map(Arc::new).collect(),
            handed_in: snapshot.handed_in,
            damaged: snapshot.damaged,
            extra: snapshot.extra,
        }
    }
}

impl Package {
    /// Returns it as a journal takes it in, under the name of its file.
    pub fn brought(self, name: String) -> Brought {
        let Package { exported_by, edits, handed_in, extra, .. } = self;
        Brought { name, sender: exported_by.unwrap_or_default(), edits, handed_in, extra }
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
    /// Nested deeper than any snapshot, or with an escape that is no character.
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
    /// Not one of its edits could be read; the first that is wrong.
    Damaged(Box<Damage>),
    /// Of another plan than the one that is open.
    OtherPlan(SubjectId),
    /// A link that is not whole.
    LinkCut,
    /// More files at once than are taken.
    TooManyFiles(usize),
}

impl SnapshotError {
    /// Whether this is how a file looks whose writing was cut short.
    pub fn is_cut_short(&self) -> bool {
        matches!(self, SnapshotError::Empty | SnapshotError::Encoding | SnapshotError::Json { .. })
    }
}

impl Snapshot {
    /// The file's text: keys in a fixed order, an edit a line, a cell a line unless its text is long, a newline at the end. A publication states its digest near the
    /// start.
    pub fn to_json(&self) -> String {
        let digest = || Digest::of_content(&self.plan, &self.edits).as_str().into();
        let fields = [
            ("format", Some(FORMAT.into())),
            ("version", Some(VERSION.into())),
            ("digest", self.publication.as_ref().map(|_| digest())),
            ("exportedAt", Some(self.exported_at.to_json())),
            ("exportedBy", Some(self.exported_by.to_json())),
            ("publication", self.publication.as_ref().map(InJson::to_json)),
            ("handedIn", (!self.handed_in.is_empty()).then(|| self.handed_in.to_json())),
            ("plan", Some(self.plan.to_json())),
        ];
        text_of_file(fields, &self.extra, &self.edits)
    }

    /// The edits as a set.
    pub fn edit_set(&self) -> EditSet {
        EditSet::of(self.edits.iter().cloned())
    }
}

/// The text of a file: its fields, and in a line each what else is carried along and the edits. What others made keeps
/// its length: white space could make it a hundred times as long.
pub(super) fn text_of_file<const N: usize>(
    fields: [(&'static str, Option<Json>); N],
    extra: &Map<String, Json>,
    edits: &[Edit],
) -> String {
    let names = fields.each_ref().map(|(name, _)| *name);
    let head = object(fields, &Map::new());
    let (pretty, compact) = (laid_out(&head, 0), head.to_string());
    // White space follows the depth: a file may be nested so deep that it would be a hundred times as long.
    let head = if pretty.len() > 4 * compact.len() { compact } else { pretty };
    let mut text = head.strip_suffix('}').unwrap_or(&head).trim_end().to_owned();
    for (name, json) in extra.iter().filter(|(name, _)| *name != "edits" && !names.contains(&name.as_str())) {
        text.push_str(&format!(",\n  {}: {json}", name.to_json()));
    }
    let lines: Vec<String> = edits.iter().map(|edit| format!("\n    {}", edit.to_text())).collect();
    let end = if lines.is_empty() { "" } else { "\n  " };
    text.push_str(&format!(",\n  \"edits\": [{}{end}]\n}}\n", lines.join(",")));
    text
}

/// Reads a snapshot.
///
/// # Errors
///
/// What is no snapshot, or whose plan cannot be read. Edits that cannot be read are told in [`Snapshot::damaged`].
pub fn read_snapshot(bytes: &[u8]) -> Result<Snapshot, SnapshotError> {
    Ok(read_publication(bytes)?.0)
}

/// Reads a snapshot, and returns its plan as it is written there, too: for [`FileReader::knowing`](super::FileReader::knowing).
///
/// # Errors
///
/// As of [`read_snapshot`].
pub fn read_publication(bytes: &[u8]) -> Result<(Snapshot, Arc<str>), SnapshotError> {
    let mut text = Arc::default();
    let (package, plan, publication) = read_parts(bytes, Edit::read, &mut |json| {
        text = json.into();
        plan_of(json)
    })?;
    let Package { exported_at, exported_by, edits, handed_in, damaged, extra, .. } = package;
    let edits = edits.into_iter().map(Arc::unwrap_or_clone).collect();
    let plan = plan?;
    Ok((Snapshot { exported_at, exported_by, publication, plan, edits, handed_in, damaged, extra }, text))
}

/// A file, its plan, and what is said about it where it is published.
pub(super) type Parts<P> = (Package, Result<P, SnapshotError>, Option<Publication>);

/// Reads an edit.
pub(super) type ReadEdit = fn(&str) -> Result<Edit, EditError>;

/// Reads the parts of a snapshot. Its edits can be read also where its plan cannot.
pub(super) fn read_parts<P: Borrow<Plan>>(
    bytes: &[u8],
    read: ReadEdit,
    read_plan: &mut dyn FnMut(&str) -> Result<P, SnapshotError>,
) -> Result<Parts<P>, SnapshotError> {
    let mut head = Head::parse(text_of(bytes)?)?;
    let (exported_at, exported_by) = head.begin(FORMAT)?;
    let publication = head.take_or_default("publication").unwrap_or_default();
    // It is of this file, and of no other that is saved after it was taken in.
    let _digest = head.raw("digest");
    let raw = head.raw("plan")?;
    let plan = read_plan(raw);
    let plan_ids = match &plan {
        Ok(plan) => plan.borrow().ids().cloned().collect(),
        Err(_) => plan_ids(raw),
    };
    let (edits, damaged) = read_edits_by(head.raw("edits")?, read).ok_or(SnapshotError::Head("edits"))?;
    let handed_in = head.take_readable("handedIn").unwrap_or_default();
    let extra = head.carried()?;
    Ok((
        Package { exported_at, exported_by, plan_ids, plan: None, edits, handed_in, damaged, extra },
        plan,
        publication,
    ))
}

pub(super) fn plan_of(json: &str) -> Result<Plan, SnapshotError> {
    // What cannot be read as JSON either is told as that.
    let plan = Plan::read(json);
    let plan = plan.map_err(|fault| json_of(json).err().unwrap_or(SnapshotError::Plan(fault.to_string())))?;
    plan.check().map_err(SnapshotError::PlanCheck)?;
    Ok(plan)
}

/// The ids of a plan that is not understood otherwise; empty where it says none.
fn plan_ids(json: &str) -> Vec<SubjectId> {
    let fields = json_of(json).ok().and_then(|json| Fields::of(json).ok());
    let Some(mut fields) = fields else { return Vec::new() };
    let former: Vec<SubjectId> = fields.take_readable("formerIds").unwrap_or_default();
    fields.take_readable("id").into_iter().chain(former).collect()
}

/// The text of a file; what is none is told apart.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, SnapshotError> {
    if bytes.len() > BYTES_AT_MOST {
        return Err(SnapshotError::TooLarge(bytes.len()));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| SnapshotError::Encoding)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(SnapshotError::Empty);
    }
    if text.trim_start().starts_with('<') {
        return Err(SnapshotError::WebPage);
    }
    Ok(text)
}

/// The fields of a file, each as it stands, taken one by one.
pub(super) struct Head<'a>(BTreeMap<Cow<'a, str>, &'a RawValue>);

impl<'a> Head<'a> {
    /// The fields of a file; what is no object is of some other program.
    pub(super) fn parse(text: &'a str) -> Result<Head<'a>, SnapshotError> {
        if let Ok(fields) = RawFields::of(text) {
            return Ok(Head(map_of(fields.0)));
        }
        // Whether it is no JSON, or some other.
        serde_json::from_str::<&RawValue>(text).map_err(|error| {
            // A text that ends within a number is a wrong number where nothing is made of it.
            let is_last = text.lines().count() == error.line();
            let is_at_end = is_last && text.lines().last().is_none_or(|line| line.len() <= error.column());
            SnapshotError::Json { line: error.line(), column: error.column(), cut_off: error.is_eof() || is_at_end }
        })?;
        Err(SnapshotError::Foreign)
    }

    /// Takes what stands at the head of every file: its form, its version, when and by whom it was saved.
    pub(super) fn begin(&mut self, format: &str) -> Result<(Timestamp, Option<Maker>), SnapshotError> {
        if self.json("format").ok().as_ref().and_then(Json::as_str) != Some(format) {
            return Err(SnapshotError::Foreign);
        }
        match self.json("version")?.as_u64() {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => return Err(SnapshotError::Newer(newer)),
            _ => return Err(SnapshotError::Head("version")),
        }
        // Who saved it may be told in a form of a newer release: then nobody is known.
        let exported_by = self.raw("exportedBy").ok().and_then(|raw| json_of(raw).ok());
        let exported_by = exported_by.and_then(|json| Option::from_json(json).ok()).flatten();
        Ok((self.take("exportedAt")?, exported_by))
    }

    /// Takes a field that has to be there.
    pub(super) fn take<T: InJson>(&mut self, field: &'static str) -> Result<T, SnapshotError> {
        T::from_json(self.json(field)?).map_err(|_| SnapshotError::Head(field))
    }

    /// Takes a field that may be missing.
    pub(super) fn take_or_default<T: InJson + Default>(&mut self, field: &'static str) -> Result<T, SnapshotError> {
        if self.0.contains_key(field) { self.take(field) } else { Ok(T::default()) }
    }

    /// Takes a field if it is there and can be read. Otherwise it is carried along.
    pub(super) fn take_readable<T: InJson>(&mut self, field: &'static str) -> Option<T> {
        let value = T::from_json(json_of(self.0.get(field)?.get()).ok()?).ok()?;
        self.0.remove(field);
        Some(value)
    }

    /// Takes a field as the JSON it is.
    pub(super) fn json(&mut self, field: &'static str) -> Result<Json, SnapshotError> {
        json_of(self.raw(field)?)
    }

    /// Takes a field as it stands.
    pub(super) fn raw(&mut self, field: &'static str) -> Result<&'a str, SnapshotError> {
        self.0.remove(field).map(RawValue::get).ok_or(SnapshotError::Head(field))
    }

    /// Takes the list of edits.
    pub(super) fn edits(&mut self) -> Result<(Vec<Arc<Edit>>, Vec<Damage>), SnapshotError> {
        read_edits(self.raw("edits")?).ok_or(SnapshotError::Head("edits"))
    }

    /// What was not taken.
    pub(super) fn rest(self) -> Result<Map<String, Json>, SnapshotError> {
        self.0.into_iter().map(|(field, raw)| Ok((field.into_owned(), json_of(raw.get())?))).collect()
    }

    /// What was not taken, of a file that comes in: it will be stored within other JSON, and has to be readable there.
    pub(super) fn carried(self) -> Result<Map<String, Json>, SnapshotError> {
        let carried = self.rest()?;
        match carried.values().any(|json| is_deeper(json, CARRIED_DEPTH)) {
            true => Err(SnapshotError::TooDeep),
            false => Ok(carried),
        }
    }
}

/// How deep a field that is carried along may be nested: what reads it reads 128 levels, and storage adds some.
const CARRIED_DEPTH: usize = 100;

fn json_of(text: &str) -> Result<Json, SnapshotError> {
    // It was read as JSON before, so that only its depth or an escape can be wrong.
    read_json(text).map_err(|_| SnapshotError::TooDeep)
}

/// Parses a list of edits entry by entry. Returns `None` if it is not a list.
pub fn read_edits(list: &str) -> Option<(Vec<Arc<Edit>>, Vec<Damage>)> {
    read_edits_by(list, Edit::read_quickly)
}

fn read_edits_by(list: &str, read: ReadEdit) -> Option<(Vec<Arc<Edit>>, Vec<Damage>)> {
    let pieces: Vec<&RawValue> = serde_json::from_str(list).ok()?;
    let (mut edits, mut damaged) = (Vec::with_capacity(pieces.len()), Vec::new());
    for (index, piece) in pieces.into_iter().enumerate() {
        match read(piece.get()) {
            Ok(edit) => edits.push(Arc::new(edit)),
            Err(fault) => {
                let json: Option<Json> = read_json(piece.get()).ok();
                let cell = json.as_ref().and_then(|json| json.get("cell")?.as_str()).map(str::to_owned);
                damaged.push(Damage { number: index + 1, cell, fault, json: piece.get().to_owned() });
            }
        }
    }
    Some((edits, damaged))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::format::read_file;

    pub(in crate::format) const HEAD: &str =
        r#""format":"shisaku-snapshot","version":1,"exportedAt":"2026-04-01T00:00:00.000Z","exportedBy":null"#;
    pub(in crate::format) const PLAN: &str =
        r#""plan":{"id":"p","city":"","firstYear":2026,"lastYear":2030,"policies":[],"cells":{}}"#;

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

    fn edit(id: &str, clock: u64, cell: &str, value: &str, seen: &str) -> String {
        format!(
            r#"{{"id":"{id}","step":"s","clock":{clock},"at":"2026-04-01T00:00:00.000Z","cell":"{cell}","value":{value},"seen":[{seen}]}}"#
        )
    }

    #[test]
    fn tells_apart_what_is_wrong() {
        for (text, error) in [
            ("".to_owned(), SnapshotError::Empty),
            (" \n".into(), SnapshotError::Empty),
            ("<!doctype html>".into(), SnapshotError::WebPage),
            ("[]".into(), SnapshotError::Foreign),
            (r#"{"type":"excalidraw"}"#.into(), SnapshotError::Foreign),
            (format!("{{{HEAD},"), SnapshotError::Json { line: 1, column: 99, cut_off: true }),
            ("{\n \"format\" 1}".into(), SnapshotError::Json { line: 2, column: 11, cut_off: false }),
            ("[".repeat(10_000), SnapshotError::Json { line: 1, column: 10_000, cut_off: true }),
            (
                format!("{{{HEAD},{PLAN},\"edits\":[],\"x\":{}{}}}", "[".repeat(200), "]".repeat(200)),
                SnapshotError::TooDeep,
            ),
            (r#"{"format":"shisaku-snapshot","version":2}"#.into(), SnapshotError::Newer(2)),
            (r#"{"format":"shisaku-snapshot","version":"1"}"#.into(), SnapshotError::Head("version")),
            (format!("{{{HEAD}}}"), SnapshotError::Head("plan")),
            (format!("{{{HEAD},{PLAN}}}"), SnapshotError::Head("edits")),
            (format!("{{{HEAD},{PLAN},\"edits\":7}}"), SnapshotError::Head("edits")),
        ] {
            assert_eq!(read(&text), Err(error), "{}", text.get(..100).unwrap_or(&text));
        }
        assert_eq!(read_snapshot(&[0x8e, 0xa0]), Err(SnapshotError::Encoding));
        assert_eq!(read_snapshot(&vec![b' '; BYTES_AT_MOST + 1]), Err(SnapshotError::TooLarge(BYTES_AT_MOST + 1)));
    }

    #[test]
    fn what_is_carried_can_be_stored_within_other_json() {
        for (depth, is_taken) in [(100, true), (101, false), (126, false)] {
            let text = with_edits("");
            let nested = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
            let read = read(&format!("{},\"later\":{nested}}}", text.strip_suffix('}').unwrap()));
            assert_eq!(read.is_ok(), is_taken, "{depth}");
            assert!(is_taken || read == Err(SnapshotError::TooDeep));
        }
    }

    #[test]
    fn white_space_makes_no_file_many_times_as_long() {
        let mut snapshot = read(&with_edits("")).unwrap();
        let nested = format!("{}{}{}", "[".repeat(100), vec!["1"; 2_000].join(","), "]".repeat(100));
        snapshot.plan.extra.insert("later".into(), serde_json::from_str(&nested).unwrap());
        let written = snapshot.to_json();
        assert!(written.len() < 4 * 5_000, "{}", written.len());
        assert_eq!(read(&written), Ok(snapshot));
    }

    #[test]
    fn what_is_damaged_costs_itself_alone_and_what_is_foreign_nothing() {
        let good = edit("a-1", 1, "k1/name", r#"{"text":"港"}"#, "");
        let foreign = edit("b-1", 1, "k1/colour", r#"{"text":"赤"}"#, "");
        let read =
            read(&with_edits(&[good, foreign.clone(), edit("c-1", 0, "k1/name", "7", ""), "7".into()].join(",")))
                .unwrap();
        assert_eq!(read.edits.iter().map(Edit::is_foreign).collect::<Vec<_>>(), [false, true]);
        let damaged: Vec<_> = read.damaged.iter().map(|one| (one.number, one.cell.as_deref(), &one.fault)).collect();
        assert_eq!(damaged[0], (3, Some("k1/name"), &EditError::Clock));
        assert!(matches!(damaged[1], (4, None, EditError::Envelope(_))));
        assert!(read.to_json().contains(&foreign));
        let only = with_edits("7");
        assert!(super::tests::read(&only).is_ok_and(|read| read.damaged.len() == 1), "a publication keeps its plan");
        assert!(matches!(read_file(only.as_bytes()), Err(SnapshotError::Damaged(one)) if one.number == 1));
    }
}
