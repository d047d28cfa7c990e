//! What a file written to deceive comes to.

use super::fake::{journal, number, set};
use super::*;
use crate::plan::json::InJson as _;
use crate::plan::{Cell, Timestamp, Value};

const K1: &str = "1-k1/actual/2026";

fn k1() -> Cell {
    K1.parse().unwrap()
}

/// An edit with a number between 0 and 9 in the cell `1-k1/actual/2026`.
fn told(id: &str, value: u8, seen: &[String]) -> Edit {
    let seen = serde_json::to_string(seen).unwrap();
    let json = format!(
        r#"{{"id":"{id}","step":"{id}","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"{K1}",
            "value":{{"observation":{{"final":"{value}"}}}},"seen":{seen}}}"#
    );
    Edit::read(&json).unwrap()
}

fn changed(here: &Journal, file: &[Edit]) -> Vec<String> {
    let collated = collate(here, &[file]);
    let changed = collated.into_iter().filter(|one| matches!(one.group, Group::OnlyInFiles | Group::Conflict));
    changed.map(|one| one.cell.to_string()).collect()
}

#[test]
fn a_closing_told_otherwise_stands_in_the_comparison() {
    let mut here = journal(1);
    set(&mut here, "1/closed/2026", Value::Text("締めました".into()));
    let closing = here.to_save().pop().unwrap().to_text();
    // The same closing, said to have seen other edits: what those change would be no correction.
    let other = closing.replace(r#""seen":["#, r#""seen":["mytool-1","#);
    assert_ne!(closing, other);
    assert_eq!(changed(&here, &[Edit::read(&closing).unwrap()]), [""; 0]);
    assert_eq!(changed(&here, &[Edit::read(&other).unwrap()]), ["1/closed/2026"]);
}

#[test]
fn made_up_names_crowd_out_no_proof() {
    let (mut author, mut colleague) = (journal(1), journal(2));
    for value in 1..=3 {
        set(&mut author, K1, number(&value.to_string()));
    }
    colleague.take(author.to_save());
    set(&mut colleague, K1, number("4"));
    // Whoever has the first and the last of them knows only by the ids that the last has seen the first.
    let first = author.own().iter().min_by_key(|edit| edit.clock).unwrap().clone();
    let mut here = EditSet::of([first.clone()]);
    here.union(colleague.own());
    let plan = author.published().plan.clone();
    let heads =
        |edits: &EditSet| crate::plan::set_of(resolve(&plan, edits).head_edits(&k1()).map(|edit| edit.id.clone()));
    let before = heads(&here);
    let strand = first.id.as_str().get(..16).unwrap();
    let invented = |number: usize| format!("{strand}-63-{number:016}");
    let file = told("mytool-1", 9, &(0..6_000).map(invented).collect::<Vec<_>>());
    let mut after = before.clone();
    after.insert(file.id.clone());
    here.insert(file.into());
    assert_eq!((before.len(), heads(&here)), (1, after));
}

#[test]
fn residents_see_the_conflict_with_the_plan_that_is_seen_here() {
    let root = root(&k1(), &number("1")).to_string();
    let json = r#"{"id":"p","city":"","firstYear":2026,"lastYear":2027,"policies":[{"id":"1","indicators":["1-k1"],
        "initiatives":[],"projects":[]}],"cells":{"1-k1/actual/2026":{"observation":{"final":"1"}}}}"#;
    let plan: std::sync::Arc<crate::plan::Plan> = std::sync::Arc::new(serde_json::from_str(json).unwrap());
    for (edits, is_conflict) in [
        (vec![told("a-1", 2, std::slice::from_ref(&root))], false),
        // Of another plan, or of none.
        (vec![told("a-1", 2, &["nobody".into()])], true),
        // What is shown has not seen the plan, though what it replaced had.
        (vec![told("a-1", 2, std::slice::from_ref(&root)), told("a-2", 3, &["a-1".into()])], true),
        (vec![told("a-1", 2, &[]), told("a-2", 3, &["a-1".into(), root])], false),
    ] {
        let all = EditSet::of(edits);
        let short = EditSet::of(told_in_short(&plan, &all));
        let [here, residents] = [all, short].map(|edits| resolve(&plan, &edits).appearance(&k1()));
        assert_eq!(here.is_conflict, is_conflict);
        assert_eq!(here, residents);
    }
}

#[test]
fn digits_are_told_apart_where_people_decide() {
    let (mut here, mut other) = (journal(1), journal(2));
    set(&mut here, K1, number("75.0"));
    set(&mut other, K1, number("75"));
    let file = other.to_save();
    let collated = collate(&here, &[&file]).pop().unwrap();
    let written: Vec<String> = collated.values().iter().map(|value| value.to_json().to_string()).collect();
    assert_eq!((collated.group, written.len()), (Group::OnlyInFiles, 2), "{written:?}");
    // Replaced by the file, the cell shows what the file shows.
    let load = here.load(vec![Brought { edits: file, ..Brought::default() }], Timestamp::default());
    let step = here.replace(&load, &Maker::default(), None);
    here.take_loads(load);
    here.take(step);
    assert!(here.view().value(&k1()).is_written_like(&number("75")), "{:?}", here.view().value(&k1()));
}
