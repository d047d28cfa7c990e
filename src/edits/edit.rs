//! One edit.

use std::cmp::Ordering;
use std::collections::{BTreeSet, BinaryHeap};
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::plan::json::{Fields, InJson, JsonFault, object, through_json};
use crate::plan::{Cell, Timestamp, Value, cleaned};

use super::id::EditId;

/// One change, never changed itself once made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Its id.
    pub id: EditId,
    /// The step it belongs to: what is undone together.
    pub step: EditId,
    /// Larger than the clock of every edit it has seen.
    pub clock: u64,
    /// When it was made, by its maker's clock: shown to people, trusted by nothing but as a last tie-break.
    pub at: Timestamp,
    /// What it does.
    pub change: Change,
    /// Who made it.
    pub maker: Maker,
    /// Why, in the maker's words.
    pub reason: Option<String>,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

/// What an edit does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Gives a cell a value.
    Set {
        /// The cell.
        cell: Cell,
        /// Its new value.
        value: Value,
        /// The value it replaced; left out when told in short.
        was: Option<Value>,
        /// Every edit of the cell its maker held, with all those have seen, and the cell's root.
        seen: BTreeSet<EditId>,
    },
    /// Takes a step back.
    Retract(EditId),
}

/// Edits in an order; what is equal in it stands in any. By a heap, and one function for every order: a slice's own sort is
/// 5 kB of each program.
pub(super) fn sorted<'a>(
    edits: impl Iterator<Item = &'a Arc<Edit>>,
    order: fn(&Edit, &Edit) -> Ordering,
) -> impl Iterator<Item = &'a Arc<Edit>> {
    let heap: BinaryHeap<_> = edits.map(|edit| InOrder { edit, order }).collect();
    heap.into_sorted_vec().into_iter().map(|one| one.edit)
}

/// An edit that knows its place among others.
struct InOrder<'a> {
    edit: &'a Arc<Edit>,
    order: fn(&Edit, &Edit) -> Ordering,
}

impl Ord for InOrder<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.order)(self.edit, other.edit)
    }
}

impl PartialOrd for InOrder<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for InOrder<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for InOrder<'_> {}

/// Who made an edit, as far as they said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Maker {
    /// A name.
    pub author: Option<String>,
    /// A department.
    pub department: Option<String>,
}

impl Maker {
    /// Whether anything is known of them.
    pub fn is_known(&self) -> bool {
        self.author.is_some() || self.department.is_some()
    }
}

/// Why data of the right form is no edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    /// Neither a cell with a value nor a step to retract, or both.
    NeitherSetNorRetraction,
    /// The value is of another kind than the cell holds.
    WrongKind,
    /// The clock is 0 or larger than [`Edit::LAST_CLOCK`].
    Clock,
    /// It has seen, or retracts, itself.
    Itself,
    /// More than [`Edit::SEEN_AT_MOST`] ids seen, or a text longer than [`Edit::TEXT_AT_MOST`] bytes.
    TooLong,
}

impl Edit {
    /// The largest clock a file may bring: far above all that people do, far below where adding one would fail.
    pub const LAST_CLOCK: u64 = 1 << 48;
    /// The most ids one edit may have seen.
    pub const SEEN_AT_MOST: usize = 100_000;
    /// The longest text a value, name or reason may be, in bytes.
    pub const TEXT_AT_MOST: usize = 100_000;

    /// The cell, value and ids seen of an edit that sets a value.
    pub fn set(&self) -> Option<(&Cell, &Value, &BTreeSet<EditId>)> {
        match &self.change {
            Change::Set { cell, value, seen, .. } => Some((cell, value, seen)),
            Change::Retract(_) => None,
        }
    }

    /// The step taken back by a retraction.
    pub fn retracts(&self) -> Option<&EditId> {
        match &self.change {
            Change::Set { .. } => None,
            Change::Retract(step) => Some(step),
        }
    }

    /// What orders edits of which neither has seen the other: clock, then time, then id.
    pub fn order(&self) -> (u64, Timestamp, &EditId) {
        (self.clock, self.at, &self.id)
    }

    fn check(self) -> Result<Edit, EditError> {
        if !(1..=Edit::LAST_CLOCK).contains(&self.clock) {
            return Err(EditError::Clock);
        }
        let long = |text: &Option<String>| text.as_ref().is_some_and(|t| t.len() > Edit::TEXT_AT_MOST);
        if long(&self.maker.author) || long(&self.maker.department) || long(&self.reason) {
            return Err(EditError::TooLong);
        }
        match &self.change {
            Change::Set { cell, value, was, seen } => {
                let wrong = |value: &Value| value.kind() != cell.kind();
                if wrong(value) || was.as_ref().is_some_and(wrong) {
                    return Err(EditError::WrongKind);
                }
                if seen.contains(&self.id) {
                    return Err(EditError::Itself);
                }
                let text = matches!(value, Value::Text(text) if text.len() > Edit::TEXT_AT_MOST);
                if text || seen.len() > Edit::SEEN_AT_MOST {
                    return Err(EditError::TooLong);
                }
            }
            Change::Retract(step) if *step == self.step || *step == self.id => return Err(EditError::Itself),
            Change::Retract(_) => {}
        }
        Ok(self)
    }
}

impl InJson for Edit {
    fn to_json(&self) -> Json {
        let (cell, value, was, seen, retracts) = match &self.change {
            Change::Set { cell, value, was, seen } => (Some(cell), Some(value), was.as_ref(), Some(seen), None),
            Change::Retract(step) => (None, None, None, None, Some(step)),
        };
        let fields = [
            ("id", Some(self.id.to_json())),
            ("step", Some(self.step.to_json())),
            ("clock", Some(self.clock.to_json())),
            ("at", Some(self.at.to_json())),
            ("cell", cell.map(InJson::to_json)),
            ("value", value.map(InJson::to_json)),
            ("was", was.map(InJson::to_json)),
            ("seen", seen.map(InJson::to_json)),
            ("retracts", retracts.map(InJson::to_json)),
            ("author", self.maker.author.as_ref().map(InJson::to_json)),
            ("department", self.maker.department.as_ref().map(InJson::to_json)),
            ("reason", self.reason.as_ref().map(InJson::to_json)),
        ];
        object(fields, &self.extra)
    }

    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        let (id, step) = (fields.take("id")?, fields.take("step")?);
        let (clock, at) = (fields.take("clock")?, fields.take("at")?);
        let (cell, value) = (fields.take_or_default("cell")?, fields.take_or_default("value")?);
        let (was, seen): (Option<Value>, Option<BTreeSet<EditId>>) =
            (fields.take_or_default("was")?, fields.take_or_default("seen")?);
        let retracts = fields.take_or_default("retracts")?;
        let change = match (cell, value, retracts) {
            (Some(cell), Some(value), None) => Change::Set { cell, value, was, seen: seen.unwrap_or_default() },
            (None, None, Some(step)) if was.is_none() && seen.is_none() => Change::Retract(step),
            _ => return Err(JsonFault::new(EditError::NeitherSetNorRetraction.as_str())),
        };
        let maker = Maker::take(&mut fields)?;
        let reason = fields.take_or_default::<Option<String>>("reason")?.map(cleaned);
        let edit = Edit { id, step, clock, at, change, maker, reason, extra: fields.rest() };
        edit.check().map_err(|error| JsonFault::new(error.as_str()))
    }
}

impl Maker {
    fn take(fields: &mut Fields) -> Result<Maker, JsonFault> {
        let mut text = |field| Ok(fields.take_or_default::<Option<String>>(field)?.map(cleaned));
        Ok(Maker { author: text("author")?, department: text("department")? })
    }
}

impl InJson for Maker {
    fn to_json(&self) -> Json {
        let fields = [
            ("author", self.author.as_ref().map(InJson::to_json)),
            ("department", self.department.as_ref().map(InJson::to_json)),
        ];
        object(fields, &Map::new())
    }

    fn from_json(json: Json) -> Result<Self, JsonFault> {
        Maker::take(&mut Fields::of(json)?)
    }
}

through_json!(Edit, Maker);

impl EditError {
    fn as_str(self) -> &'static str {
        match self {
            EditError::NeitherSetNorRetraction => "neither sets a value nor retracts a step",
            EditError::WrongKind => "the value is of another kind than the cell holds",
            EditError::Clock => "the clock is out of range",
            EditError::Itself => "has seen or retracts itself",
            EditError::TooLong => "too long",
        }
    }
}

impl std::fmt::Display for EditError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Edit, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn reads_and_writes_the_file_format() {
        for json in [
            concat!(
                r#"{"id":"a-1","step":"a-1","clock":1,"at":"2026-04-01T00:30:00.000Z","cell":"3-10-k1/actual/2026","#,
                r#""value":{"observation":{"final":"75"}},"was":{"observation":"notEntered"},"seen":["root:1"],"#,
                r#""author":"鎌倉花子","department":"産業課","reason":"確定値","later":{"x":1}}"#
            ),
            r#"{"id":"a-2","step":"a-2","clock":2,"at":"2026-04-01T00:30:00.000Z","retracts":"a-1"}"#,
        ] {
            let edit = read(json).unwrap();
            assert_eq!(serde_json::to_string(&edit).unwrap(), json);
        }
    }

    #[test]
    fn refuses_what_is_no_edit() {
        let edit = |rest: &str| format!(r#"{{"id":"a-1","step":"a-1","at":"2026-04-01T00:30:00.000Z",{rest}}}"#);
        for (rest, error) in [
            (r#""clock":1"#, EditError::NeitherSetNorRetraction),
            (r#""clock":1,"cell":"k1/name","value":{"text":""},"retracts":"b""#, EditError::NeitherSetNorRetraction),
            (r#""clock":1,"cell":"k1/name","value":{"year":2026}"#, EditError::WrongKind),
            (r#""clock":0,"cell":"k1/name","value":{"text":""}"#, EditError::Clock),
            (r#""clock":281474976710657,"cell":"k1/name","value":{"text":""}"#, EditError::Clock),
            (r#""clock":1,"cell":"k1/name","value":{"text":""},"seen":["a-1"]"#, EditError::Itself),
            (r#""clock":1,"retracts":"a-1""#, EditError::Itself),
        ] {
            assert_eq!(read(&edit(rest)), Err(error.to_string()), "{rest}");
        }
    }
}
