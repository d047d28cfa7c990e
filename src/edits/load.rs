//! Files taken in.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::plan::json::{Fields, InJson, JsonFault, object};
use crate::plan::{Timestamp, cleaned};

use super::edit::Edit;
use super::id::EditId;
use super::live::Live;

/// A file taken in: other people's work, not ours to retract, but to switch off and on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// Its id, which is the step retracted to switch it off alone.
    pub id: EditId,
    /// The step retracted to switch it off with all that were taken in together; its id, where it came alone.
    pub step: EditId,
    /// The clock it was taken in at, larger than that of all it brought.
    pub clock: u64,
    /// When it was taken in.
    pub at: Timestamp,
    /// The file's name.
    pub name: String,
    /// What it brought; shared, for everything that counts here holds them again.
    pub edits: Vec<Arc<Edit>>,
    /// What else the file carried that this release does not know.
    pub extra: Map<String, Json>,
}

/// What is in a file, before it is taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// The file's name.
    pub name: String,
    /// Its edits.
    pub edits: Vec<Edit>,
    /// What else it carries that this release does not know.
    pub extra: Map<String, Json>,
}

impl Load {
    /// All of it but its edits, as JSON.
    pub fn head_to_json(&self) -> Json {
        let fields = [
            ("id", Some(self.id.to_json())),
            ("step", (self.step != self.id).then(|| self.step.to_json())),
            ("clock", Some(self.clock.to_json())),
            ("at", Some(self.at.to_json())),
            ("name", Some(self.name.to_json())),
            // Apart: its fields may bear the same names.
            ("extra", (!self.extra.is_empty()).then(|| Json::Object(self.extra.clone()))),
        ];
        object(fields, &Map::new())
    }

    /// A load of these edits whose other fields are `head`.
    pub fn of_json(head: Json, edits: Vec<Edit>) -> Result<Load, JsonFault> {
        let mut fields = Fields::of(head)?;
        let id: EditId = fields.take("id")?;
        let step: Option<EditId> = fields.take_or_default("step")?;
        let extra = fields.take_or_default::<Option<Json>>("extra")?;
        let (clock, at) = (fields.take::<u64>("clock")?.min(Edit::LAST_CLOCK), fields.take("at")?);
        let name = cleaned(fields.take("name")?);
        // What earlier releases kept beside it, and what a newer one does.
        let mut all = fields.rest();
        all.extend(extra.and_then(|extra| extra.as_object().cloned()).unwrap_or_default());
        Ok(Load {
            step: step.unwrap_or_else(|| id.clone()),
            id,
            clock,
            at,
            name,
            edits: edits.into_iter().map(Arc::new).collect(),
            extra: all,
        })
    }

    /// Returns whether the file counts: neither switched off alone nor with those it came with.
    pub(super) fn is_on(&self, live: &Live) -> bool {
        !live.takes_load(&self.id, &self.step, self.clock)
    }
}
