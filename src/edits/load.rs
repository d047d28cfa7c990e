//! Files taken in.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::plan::json::{Fields, InJson, JsonFault, object};
use crate::plan::{Timestamp, cleaned};

use super::edit::Edit;
use super::handed_in::HandedIn;
use super::id::EditId;
use super::live::Live;
use super::maker::Maker;
use super::set::EditSet;

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
    /// Who sent it, as far as it says.
    pub sender: Maker,
    /// What it brought; shared, for everything that counts here holds them again.
    pub edits: Vec<Arc<Edit>>,
    /// What it says was handed in.
    pub handed_in: Vec<HandedIn>,
    /// Whether it is a colleague's file in the shared folder: it grows as they work, and undo leaves it alone.
    pub is_shared: bool,
    /// What else the file carried that this release does not know.
    pub extra: Map<String, Json>,
}

/// What is in a file, before it is taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// The file's name.
    pub name: String,
    /// Who sent it, as far as it says.
    pub sender: Maker,
    /// Its edits.
    pub edits: Vec<Arc<Edit>>,
    /// What it says was handed in.
    pub handed_in: Vec<HandedIn>,
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
            ("exportedBy", self.sender.is_known().then(|| self.sender.to_json())),
            ("handedIn", (!self.handed_in.is_empty()).then(|| self.handed_in.to_json())),
            ("shared", self.is_shared.then(|| Json::Bool(true))),
            // Apart: its fields may bear the same names.
            ("extra", (!self.extra.is_empty()).then(|| Json::Object(self.extra.clone()))),
        ];
        object(fields, &Map::new())
    }

    /// A load of these edits whose other fields are `head`. Only its id has to be readable: it says when the edits count. Of
    /// the others each that is not stands among what is carried along.
    ///
    /// # Errors
    ///
    /// What is no object, or has no readable id.
    pub fn of_json(head: Json, edits: Vec<Arc<Edit>>) -> Result<Load, JsonFault> {
        let mut fields = Fields::of(head)?;
        let id: EditId = fields.take("id")?;
        let step: Option<EditId> = fields.take_readable::<Option<EditId>>("step").flatten();
        let extra = fields.take_or_default::<Option<Json>>("extra")?;
        let last = edits.iter().map(|edit| edit.clock).max().unwrap_or_default();
        let clock = fields.take_readable("clock").unwrap_or(last + 1).min(Edit::LAST_CLOCK);
        let at = fields.take_readable("at").unwrap_or_default();
        let name = cleaned(fields.take_readable("name").unwrap_or_default());
        let sender = fields.take_readable("exportedBy").unwrap_or_default();
        let handed_in = fields.take_readable("handedIn").unwrap_or_default();
        let is_shared = fields.take_readable("shared").unwrap_or_default();
        // What earlier releases kept beside it, and what a newer one does.
        let mut all = fields.rest();
        all.extend(extra.and_then(|extra| extra.as_object().cloned()).unwrap_or_default());
        Ok(Load {
            step: step.unwrap_or_else(|| id.clone()),
            id,
            clock,
            at,
            name,
            sender,
            edits,
            handed_in,
            is_shared,
            extra: all,
        })
    }

    /// Returns whether the file counts: neither switched off alone nor with those it came with.
    pub(super) fn is_on(&self, live: &Live) -> bool {
        !live.takes_load(&self.id, &self.step, self.clock)
    }
}

/// Returns those of the files that count, with `own` edits of the browser they were taken in: none of these switches them off.
pub fn switched_on(loads: Vec<Load>, own: &EditSet) -> Vec<Load> {
    let live = Live::of(own);
    loads.into_iter().filter(|load| load.is_on(&live)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::name::name_of;

    #[test]
    fn a_file_that_was_switched_off_and_on_again_counts() {
        let load = |id: &str| Load::of_json(serde_json::json!({"id": id, "clock": 2}), Vec::new()).unwrap();
        let retraction = |id: &str, of: &str, seen: &str| {
            let json = serde_json::json!({
                "id": id, "step": id, "clock": 9, "at": "2026-04-01T00:00:00.000Z", "retracts": of, "seen": [seen],
            });
            Edit::read(&json.to_string()).unwrap()
        };
        let off = [retraction("r-1", "l-1", "l-1"), retraction("r-2", "l-2", "l-2")];
        // Retractions are named with a hash of what they say.
        let on_again = retraction("r-3", "r-2", &name_of(&off[1]).to_string());
        let own = EditSet::of(off.into_iter().chain([on_again]));
        let on = switched_on(["l-1", "l-2", "l-3"].map(load).to_vec(), &own);
        assert_eq!(on.iter().map(|load| load.id.as_str()).collect::<Vec<_>>(), ["l-2", "l-3"]);
    }

    #[test]
    fn a_head_in_another_form_takes_no_edit_out_of_effect() {
        let edit = r#"{"id":"a-1","step":"a-1","clock":7,"at":"2026-04-01T00:00:00.000Z","cell":"k1/name","value":{"text":"1"},"seen":[]}"#;
        for (head, carried) in [
            (r#"{"id":"l-1","clock":2,"at":"2026-04-01T00:00:00.000Z","name":{"x":1.50}}"#, "name"),
            (r#"{"id":"l-1","clock":"x","at":"later","name":"f.json"}"#, "clock"),
            (r#"{"id":"l-1","step":7,"name":"f.json"}"#, "step"),
            (r#"{"id":"l-1","later":[1.50]}"#, "later"),
        ] {
            let json: Json = serde_json::from_str(head).unwrap();
            let load = Load::of_json(json.clone(), vec![Arc::new(Edit::read(edit).unwrap())]).unwrap();
            assert_eq!((load.edits.len(), load.extra.get(carried)), (1, json.get(carried)), "{head}");
            // Written anew it carries the same.
            assert_eq!(Load::of_json(load.head_to_json(), Vec::new()).unwrap().extra, load.extra);
        }
        assert!(Load::of_json(serde_json::from_str(r#"{"clock":2}"#).unwrap(), Vec::new()).is_err());
    }
}
