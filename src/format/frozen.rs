//! A figure's values in the address itself: what an embed shows for good, whatever is published later.
//!
//! The address carries a plan of one subject: the ids around it, and its public cells. Base64 of JSON, so that it can be
//! looked into; nothing in it is trusted.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value as Json;

use crate::plan::json::{Fields, InJson, object, read_json};
use crate::plan::{Aspect, Cell, Date, Field, Plan, Policy, ProjectEntry, Structure, Subject, SubjectId, Value};

/// The longest address part that is read, in bytes: many times what a figure of thirty years takes.
pub const LENGTH_AT_MOST: usize = 60_000;

/// The version written, and the newest read.
const VERSION: u64 = 1;

/// A figure's values at a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// The date the values are of, as it is shown: 「令和8年4月1日」.
    pub date: String,
    /// A plan that has nothing but the subject.
    pub plan: Plan,
}

/// Encodes the public values of an indicator or project. Returns `None` for other ids, or if the result exceeds what is
/// read.
pub fn freeze(plan: &Plan, id: &SubjectId, date: &str) -> Option<String> {
    let around = |indicators, projects| Policy {
        id: SubjectId::new("frozen").unwrap_or_else(|| plan.id.clone()),
        indicators,
        initiatives: Vec::new(),
        projects,
        extra: serde_json::Map::new(),
    };
    let policy = match plan.subject(id)? {
        Subject::PolicyIndicator(..) | Subject::OutcomeIndicator(..) => around(vec![id.clone()], Vec::new()),
        Subject::Project(..) => around(
            Vec::new(),
            vec![ProjectEntry { id: id.clone(), indicators: Vec::new(), extra: serde_json::Map::new() }],
        ),
        _ => return None,
    };
    // What a figure shows: neither the commentary nor the description.
    let is_shown = |field: Field| !field.is_commentary() && field != Field::Description;
    let cells = plan.cells.of(id).filter(|(cell, _)| cell.aspect == Aspect::Value && is_shown(cell.field()));
    // What it belongs to may be retired before it.
    let retired = Cell::plain(id, Field::Retired).zip(plan.retired(id));
    let retired = retired.map(|(cell, from)| (cell, Value::Year(Some(from))));
    let structure = Arc::new(Structure::of(vec![policy]));
    let frozen = Plan {
        id: plan.id.clone(),
        former_ids: Vec::new(),
        city: plan.city.clone(),
        first_year: plan.first_year,
        last_year: plan.last_year,
        stated: structure.clone(),
        structure,
        cells: cells.map(|(cell, value)| (cell.clone(), value.clone())).chain(retired).collect(),
        readings: Arc::default(),
        foreign: crate::plan::ForeignParts::default(),
        extra: serde_json::Map::new(),
    };
    let fields = [
        ("version", Some(VERSION.into())),
        ("date", Some(date.to_owned().to_json())),
        ("plan", Some(frozen.to_json())),
    ];
    let text = URL_SAFE_NO_PAD.encode(object(fields, &serde_json::Map::new()).to_string());
    (text.len() <= LENGTH_AT_MOST).then_some(text)
}

/// Reads what [`freeze`] wrote; none where it is cut off, changed, or of a newer release.
pub fn read_frozen(text: &str) -> Option<Frozen> {
    if text.len() > LENGTH_AT_MOST {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let mut fields = Fields::of(read_json(std::str::from_utf8(&bytes).ok()?).ok()?).ok()?;
    if fields.take::<u64>("version").ok()? != VERSION {
        return None;
    }
    let frozen = Frozen {
        date: fields.take("date").ok()?,
        plan: Plan::read(&fields.take::<Json>("plan").ok()?.to_string()).ok()?,
    };
    (is_date(&frozen.date) && frozen.plan.check().is_ok()).then_some(frozen)
}

/// Returns whether `text` is empty or a date of the calendar and nothing else. It is shown in the city's own frame,
/// whoever wrote the address.
pub fn is_date(text: &str) -> bool {
    text.is_empty() || Date::from_reiwa(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::read_snapshot;
    use crate::plan::Cell;

    fn seed() -> Plan {
        read_snapshot(include_bytes!("../../seeds/plan.json")).unwrap().plan
    }

    #[test]
    fn a_figure_comes_back_as_it_was() {
        let plan = seed();
        for id in ["3-10-k1", "3-10-p1-k1", "3-10-p1"].map(|id| SubjectId::new(id).unwrap()) {
            let text = freeze(&plan, &id, "令和8年4月1日").unwrap();
            assert!(text.len() < 3_000, "{id}: {}", text.len());
            let frozen = read_frozen(&text).unwrap();
            assert_eq!(frozen.date, "令和8年4月1日");
            assert_eq!(frozen.plan.indicator(&id), plan.indicator(&id));
            let money =
                |plan: &Plan| plan.project(&id).map(|project| (project.name, project.budgets, project.settlements));
            assert_eq!(money(&frozen.plan), money(&plan));
        }
        for id in ["3-10", "3-10-t1", "nothing"].map(|id| SubjectId::new(id).unwrap()) {
            assert_eq!(freeze(&plan, &id, ""), None, "{id}");
        }
    }

    #[test]
    fn what_it_belongs_to_may_be_retired_and_what_is_written_about_it_stays_out() {
        let mut plan = seed();
        let retired: Cell = "3-10-p1/retired".parse().unwrap();
        plan.cells.insert(retired, Value::Year(crate::plan::FiscalYear::new(2028)));
        for (key, text) in [("3-10-p1/review/2026", "進んだ"), ("3-10-p1/description", "内容")] {
            plan.cells.insert(key.parse().unwrap(), Value::Text(text.repeat(10_000)));
        }
        for id in ["3-10-p1-k1", "3-10-p1"].map(|id| SubjectId::new(id).unwrap()) {
            let text = freeze(&plan, &id, "").unwrap();
            assert!(text.len() < 3_000, "{id}: {}", text.len());
            let frozen = read_frozen(&text).unwrap().plan;
            assert_eq!(frozen.retired(&id), plan.retired(&id));
            assert_eq!(frozen.indicator(&id), plan.indicator(&id));
        }
    }

    #[test]
    fn more_than_is_read_is_not_written() {
        let mut plan = seed();
        let cell: Cell = "3-10-k1/source".parse().unwrap();
        let id = cell.subject.clone();
        for (length, is_written) in [(40_000, true), (60_000, false)] {
            plan.cells.insert(cell.clone(), crate::plan::Value::Text("x".repeat(length)));
            let text = freeze(&plan, &id, "");
            assert_eq!(text.is_some(), is_written, "{length}");
            assert!(text.is_none_or(|text| read_frozen(&text).is_some()));
        }
    }

    #[test]
    fn nothing_internal_is_in_it() {
        let mut plan = seed();
        let cell = "3-10-k1/actual/2026/internal".parse().unwrap();
        plan.cells.insert(cell, crate::plan::Value::Text("内緒".into()));
        let text = freeze(&plan, &SubjectId::new("3-10-k1").unwrap(), "").unwrap();
        let json = String::from_utf8(URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap();
        assert!(!json.contains("内緒") && !json.contains("internal"));
    }

    #[test]
    fn what_is_damaged_is_refused() {
        let text = freeze(&seed(), &SubjectId::new("3-10-k1").unwrap(), "").unwrap();
        for length in 0..text.len() {
            assert_eq!(read_frozen(&text[..length]), None, "cut at {length}");
        }
        let dated = |date| freeze(&seed(), &SubjectId::new("3-10-k1").unwrap(), date).unwrap();
        for date in ["市長の公約を達成した日", "令和99年99月99日", "令和8年2月29日", "元元元", "2019年4月30日"]
        {
            assert_eq!(read_frozen(&dated(date)), None, "{date}");
        }
        for date in ["", "令和元年5月1日", "令和6年2月29日"] {
            assert_eq!(read_frozen(&dated(date)).unwrap().date, date);
        }
        for other in ["e30", "!!", &"A".repeat(LENGTH_AT_MOST + 1), &URL_SAFE_NO_PAD.encode("[".repeat(10_000))] {
            assert_eq!(read_frozen(other), None);
        }
        let newer = URL_SAFE_NO_PAD.encode(r#"{"version":2,"date":"","plan":{}}"#);
        assert_eq!(read_frozen(&newer), None);
    }
}
