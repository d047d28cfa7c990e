//! Journals of a small plan, for tests.

use std::sync::Arc;

use crate::plan::{Observation, Timestamp, Value};

use super::{EditSet, Journal, Maker, Published, Replica};

/// Returns the journal of a page load of a plan with a policy of two indicators.
pub fn journal(replica: u64) -> Journal {
    let json = r#"{"id":"p","city":"","firstYear":2026,"lastYear":2027,"policies":[{"id":"1","indicators":["1-k1","1-k2"],
        "initiatives":[],"projects":[]}],"cells":{}}"#;
    let plan = Arc::new(serde_json::from_str(json).unwrap());
    Journal::new(Published { plan, edits: EditSet::default() }, Replica::known(replica))
}

/// Returns the journal of a page load of the seed.
pub fn of_seed() -> Journal {
    let json = include_str!("../../seeds/plan.json");
    let plan = serde_json::from_str::<serde_json::Value>(json).unwrap()["plan"].take();
    let plan = Arc::new(serde_json::from_value(plan).unwrap());
    Journal::new(Published { plan, edits: EditSet::default() }, Replica::known(1))
}

/// Enters a value as somebody does who sees what the journal shows.
pub fn set(journal: &mut Journal, cell: &str, value: Value) {
    let cell = cell.parse().unwrap();
    let begun = journal.begin(&cell);
    let edits = journal.set(vec![(begun, value)], &Maker::default(), None, Timestamp::default());
    journal.take(edits);
}

/// Returns a final observation.
pub fn number(text: &str) -> Value {
    Value::Observation(Observation::Final(text.parse().unwrap()))
}
