//! What was handed in (提出), and what has come from whom.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::plan::json::{Fields, InJson, JsonFault, object, through_json};
use crate::plan::{Cell, FiscalYear, Timestamp, cleaned};

use super::journal::Journal;
use super::live::cells_changed_among;
use super::set::EditSet;

/// Somebody's word that a department's answers of a year are as complete as they will be for now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedIn {
    /// The fiscal year.
    pub year: FiscalYear,
    /// The department: whose answers they are or, where it was all of the plan's, who handed them in; none where nobody was said.
    pub department: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl InJson for HandedIn {
    fn to_json(&self) -> Json {
        let fields = [
            ("year", Some(self.year.to_json())),
            ("department", self.department.as_ref().map(InJson::to_json)),
            ("at", Some(self.at.to_json())),
        ];
        object(fields, &Map::new())
    }

    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        let department = fields.take_or_default::<Option<String>>("department")?.map(cleaned);
        Ok(HandedIn { year: fields.take("year")?, department, at: fields.take("at")? })
    }
}

through_json!(HandedIn);

/// What has come from one department about a year, by files that are switched on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The department, as it calls itself; empty where it does not.
    pub department: String,
    /// When it last handed the year in.
    pub handed_in: Option<Timestamp>,
    /// When its last file was taken in.
    pub at: Timestamp,
    /// In how many of the year's cells its files change something.
    pub changes: usize,
}

impl Journal {
    /// Returns what has come about a year, by department.
    pub fn received(&self, year: FiscalYear) -> Vec<Received> {
        let mut by_department: BTreeMap<String, (Received, EditSet)> = BTreeMap::new();
        for (load, _) in self.loads().into_iter().filter(|(_, on)| *on) {
            let sender = load.sender.department.clone().unwrap_or_default();
            let handed_in = load.handed_in.iter().filter(|one| one.year == year);
            let handed_in: Vec<(String, Option<Timestamp>)> =
                handed_in.map(|one| (one.department.clone().unwrap_or_else(|| sender.clone()), Some(one.at))).collect();
            // Where nobody said who sent it, whoever handed it in did.
            let own = (!sender.is_empty() || handed_in.is_empty()).then(|| (sender.clone(), None));
            for (department, moment) in own.into_iter().chain(handed_in) {
                let received = Received { department: department.clone(), handed_in: None, at: load.at, changes: 0 };
                let (received, edits) =
                    by_department.entry(department).or_insert_with(|| (received, EditSet::default()));
                received.at = received.at.max(load.at);
                received.handed_in = received.handed_in.max(moment);
                // What takes back belongs to no year.
                edits.union(&EditSet::of(load.edits.iter().cloned()));
            }
        }
        let of_year = |cell: &Cell| cell.year() == Some(year);
        let counted = by_department
            .into_values()
            .map(|(received, edits)| Received { changes: cells_changed_among(&edits, of_year), ..received });
        counted.filter(|received| received.changes > 0 || received.handed_in.is_some()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{journal, number, set};
    use super::super::load::Brought;
    use super::super::maker::Maker;
    use super::*;

    #[test]
    fn a_file_of_an_unknown_sender_is_of_the_department_that_handed_it_in() {
        let (mut here, mut other) = (journal(1), journal(2));
        set(&mut other, "1-k1/actual/2026", number("1"));
        let edits = other.own().iter().cloned().collect();
        let year = FiscalYear::new(2026).unwrap();
        let handed_in = HandedIn { year, department: Some("産業課".into()), at: Timestamp::from_millis(1_000) };
        let brought = Brought { edits, handed_in: vec![handed_in], ..Brought::default() };
        let loads = here.load(vec![brought], Timestamp::default());
        here.take_loads(loads);
        let told = |year| {
            here.received(year)
                .into_iter()
                .map(|one| (one.department, one.handed_in.is_some(), one.changes))
                .collect::<Vec<_>>()
        };
        assert_eq!(told(year), [("産業課".to_owned(), true, 1)]);
    }

    #[test]
    fn what_was_taken_back_in_a_file_is_no_change() {
        let (mut here, mut other) = (journal(1), journal(2));
        set(&mut other, "1-k1/actual/2026", number("1"));
        set(&mut other, "1-k2/actual/2026", number("2"));
        let undone = other.undo(&Maker::default(), Timestamp::default());
        other.take(undone);
        set(&mut other, "1-k2/actual/2027", number("2"));
        let edits = other.own().iter().cloned().collect();
        let loads = here.load(vec![Brought { edits, ..Brought::default() }], Timestamp::default());
        here.take_loads(loads);
        let changes =
            |year: i32| here.received(FiscalYear::new(year).unwrap()).iter().map(|one| one.changes).sum::<usize>();
        assert_eq!([changes(2026), changes(2027)], [1, 1]);
    }
}
