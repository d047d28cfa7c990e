//! Closing a fiscal year (締め), and what is a correction (訂正) afterwards.
//!
//! A year is closed by an edit of the policy's cell `closed`. That edit has seen every edit of the year's cells its maker
//! held; whatever stands in one of them and was not seen by it came afterwards, and is a correction. So it does not
//! matter whose clock is right, nor whether a late file knew of the closing.

use crate::plan::{Aspect, Cell, Field, FiscalYear, Plan, Policy, Value};

use super::resolve::{Head, View};

/// The cells a cell closes: all of the year, where it is the cell of a closing.
pub(super) fn closes(plan: &Plan, cell: &Cell) -> Vec<Cell> {
    let (Field::Closed, Some(year), Aspect::Value) = (cell.field(), cell.year(), cell.aspect) else {
        return Vec::new();
    };
    let policy = plan.policies.iter().find(|policy| policy.id == cell.subject);
    let cells = policy.into_iter().flat_map(|policy| policy.cells_of(year)).flat_map(|(_, cells)| cells);
    cells.flat_map(|cell| [cell.with_aspect(Aspect::Remark), cell]).collect()
}

/// Whether a policy's year is closed.
pub fn is_closed(view: &View, policy: &Policy, year: FiscalYear) -> bool {
    let cell = Cell::yearly(&policy.id, Field::Closed, year);
    cell.is_some_and(|cell| matches!(view.value(&cell), Value::Text(text) if !text.is_empty()))
}

/// Whether a change of this cell is a correction now: its year is closed.
pub fn needs_reason(view: &View, cell: &Cell) -> bool {
    let Some(year) = cell.year().filter(|_| cell.field() != Field::Closed) else { return false };
    let public = matches!(cell.aspect, Aspect::Value | Aspect::Remark);
    public && view.plan.policy_of(&cell.subject).is_some_and(|policy| is_closed(view, policy, year))
}

/// Whether what stands in the cell came after its year was closed.
pub fn is_correction(view: &View, cell: &Cell) -> bool {
    if !needs_reason(view, cell) {
        return false;
    }
    let heads = |cell: &Cell| view.state(cell).into_iter().flat_map(|state| state.heads()).filter_map(Head::edit);
    let closing = view
        .plan
        .policy_of(&cell.subject)
        .zip(cell.year())
        .and_then(|(policy, year)| Cell::yearly(&policy.id, Field::Closed, year));
    let seen = closing.into_iter().flat_map(|closing| heads(&closing).cloned().collect::<Vec<_>>());
    let seen: Vec<_> = seen.collect();
    let is_seen = |id| seen.iter().filter_map(|edit| edit.set()).any(|(_, _, seen)| seen.contains(id));
    heads(cell).any(|edit| !is_seen(&edit.id))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::edits::{EditSet, Journal, Maker, Published, Replica, told_in_short};
    use crate::plan::{Observation, Timestamp};

    use super::*;

    fn journal(replica: u64) -> Journal {
        let json = r#"{"id":"p","city":"","firstYear":2026,"lastYear":2027,"policies":[{"id":"1","indicators":["1-k1","1-k2"],
            "initiatives":[],"projects":[]}],"cells":{}}"#;
        let plan = Arc::new(serde_json::from_str(json).unwrap());
        Journal::new(Published { plan, edits: EditSet::default() }, Replica::from_random(replica))
    }

    fn set(journal: &mut Journal, cell: &str, value: Value) {
        let cell = cell.parse().unwrap();
        let begun = journal.begin(&journal.view(), &journal.edits(), &cell);
        let edits = journal.set(vec![(begun, value)], &Maker::default(), None, Timestamp::default());
        journal.take(edits).unwrap();
    }

    fn number(text: &str) -> Value {
        Value::Observation(Observation::Final(text.parse().unwrap()))
    }

    fn closed() -> Value {
        Value::Text("締めました".into())
    }

    #[test]
    fn what_the_closing_had_seen_is_no_correction_and_what_comes_later_is() {
        let (k1, k2) = ("1-k1/actual/2026".parse().unwrap(), "1-k2/actual/2026".parse().unwrap());
        let mut here = journal(1);
        set(&mut here, "1-k1/actual/2026", number("1"));
        assert!(!needs_reason(&here.view(), &k1));
        set(&mut here, "1/closed/2026", closed());
        let view = here.view();
        assert!(needs_reason(&view, &k1) && !is_correction(&view, &k1));
        assert!(!needs_reason(&view, &"1-k1/actual/2027".parse().unwrap()), "another year stays open");
        set(&mut here, "1-k1/actual/2026", number("2"));
        assert!(is_correction(&here.view(), &k1) && !is_correction(&here.view(), &k2));

        // Somebody who had not heard of it, with a clock far behind.
        let mut late = journal(2);
        set(&mut late, "1-k2/actual/2026", number("3"));
        here.take(late.to_save()).unwrap();
        assert!(is_correction(&here.view(), &k2));

        // It is so for readers, too.
        let short = EditSet::of(told_in_short(&here.published().plan, &here.edits())).unwrap();
        let readers = crate::edits::resolve(&here.published().plan, &short);
        assert!(is_correction(&readers, &k1) && is_correction(&readers, &k2));

        // Opened again, nothing is.
        set(&mut here, "1/closed/2026", Value::Text(String::new()));
        assert!(!is_correction(&here.view(), &k1));
    }
}
