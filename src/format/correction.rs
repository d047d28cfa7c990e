//! What a publication remembers of the numbers it corrected.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::edits::Difference;
use crate::plan::json::{Fields, InJson, JsonFault, object};
use crate::plan::{Aspect, Cell, Field, Observation, Plan, Value, ValueKind, map_of};

use super::history::cut;

/// A number that was corrected after its year was closed, as readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The cell, which has a fiscal year.
    pub cell: Cell,
    /// The name of its indicator or project, as it was then.
    pub name: String,
    /// The unit of an indicator, as it was then.
    pub unit: String,
    /// What readers saw before.
    pub before: Observation,
    /// What they see since.
    pub after: Observation,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

/// The corrections of one publication, in the order of the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Those that can be read, each of another cell.
    pub entries: Vec<Correction>,
    /// Those in a form of a newer release, carried along.
    pub foreign: Vec<Json>,
}

impl Corrections {
    /// The most that one publication remembers.
    pub const AT_MOST: usize = 50;
    /// The longest name or unit, in characters; the rest is cut off.
    pub const TEXT_AT_MOST: usize = 200;

    /// Returns what is corrected by what changes for readers of a plan, and how many corrections more there are than are remembered.
    pub fn of_changes(plan: &Plan, differences: &[Difference]) -> (Corrections, usize) {
        let places: BTreeMap<_, usize> =
            map_of(plan.structure.subject_ids().enumerate().map(|(place, id)| (id, place)));
        let mut entries: Vec<Correction> = differences.iter().filter_map(|one| Correction::of(plan, one)).collect();
        // Stable: cells of one subject keep their order.
        entries.sort_by_key(|one| places.get(&one.cell.subject).copied());
        let more = entries.len().saturating_sub(Self::AT_MOST);
        entries.truncate(Self::AT_MOST);
        (Corrections { entries, ..Corrections::default() }, more)
    }

    /// Returns the corrections of a publication as JSON.
    pub fn to_json(&self) -> Json {
        Json::Array(self.entries.iter().map(InJson::to_json).chain(self.foreign.iter().cloned()).collect())
    }

    /// Reads those of a publication. Returns how many more there are than are remembered, too.
    pub fn read(all: Vec<Json>) -> (Corrections, usize) {
        let more = all.len().saturating_sub(Self::AT_MOST);
        let mut corrections = Corrections::default();
        for json in all.into_iter().take(Self::AT_MOST) {
            let is_new = |one: &Correction| corrections.entries.iter().all(|other| other.cell != one.cell);
            match Correction::from_json(json.clone()).ok().filter(is_new) {
                Some(one) => corrections.entries.push(one),
                None => corrections.foreign.push(json),
            }
        }
        (corrections, more)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.foreign.is_empty()
    }
}

impl Correction {
    fn of(plan: &Plan, difference: &Difference) -> Option<Correction> {
        let Difference { cell, before, after, .. } = difference;
        let (Value::Observation(was), Value::Observation(is)) = (&before.value, &after.value) else { return None };
        let text = |field| cut(plan.text(&cell.subject, field), Corrections::TEXT_AT_MOST);
        let (name, unit) = (text(Field::Name), text(Field::Unit));
        let correction = Correction { cell: cell.clone(), name, unit, before: *was, after: *is, extra: Map::new() };
        // Where nothing was entered, readers saw nothing that could be corrected.
        let was_seen = *was != Observation::NotEntered;
        // One that is taken back leaves no correction, and is one for whoever saw it.
        let is_correction = before.is_correction || after.is_correction;
        (is_correction && was != is && was_seen && is_number(cell)).then_some(correction)
    }
}

/// Whether a cell is a value of a fiscal year.
fn is_number(cell: &Cell) -> bool {
    cell.aspect == Aspect::Value && cell.kind() == ValueKind::Observation && cell.year().is_some()
}

impl InJson for Correction {
    fn to_json(&self) -> Json {
        let fields = [
            ("cell", Some(self.cell.to_string().into())),
            ("name", Some(self.name.to_json())),
            ("unit", (!self.unit.is_empty()).then(|| self.unit.to_json())),
            ("before", Some(Value::Observation(self.before).to_json())),
            ("after", Some(Value::Observation(self.after).to_json())),
        ];
        object(fields, &self.extra)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        let cell: Option<Cell> = fields.take::<String>("cell")?.parse().ok();
        let cell = cell.filter(is_number).ok_or(JsonFault::new("no number of a year"))?;
        let mut observation = |field| match fields.take(field)? {
            Value::Observation(observation) => Ok(observation),
            _ => Err(JsonFault::new("no observation")),
        };
        let (before, after) = (observation("before")?, observation("after")?);
        let mut text = |field| cut(&fields.take_lossy::<String>(field).unwrap_or_default(), Corrections::TEXT_AT_MOST);
        let (name, unit) = (text("name"), text("unit"));
        Ok(Correction { cell, name, unit, before, after, extra: fields.rest() })
    }
}
