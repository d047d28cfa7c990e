//! What a file written to deceive comes to.

use std::sync::Arc;

use crate::plan::json::InJson as _;
use crate::plan::{Cell, Observation, Plan, Timestamp, Value};

use super::fake::{journal, number, set};
use super::*;

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

/// What residents get of these edits, and so everybody.
fn public(plan: &Arc<Plan>, edits: impl IntoIterator<Item = Edit>) -> Published {
    let all = EditSet::of(edits);
    Published { plan: plan.clone(), edits: EditSet::of(told_in_short(plan, &all)) }
}

fn head_ids(view: &View) -> Vec<String> {
    crate::plan::set_of(view.head_edits(&k1()).map(|edit| edit.id.to_string())).into_iter().collect()
}

/// Whoever has the first and the last of several edits knows only by their ids that the last has replaced the first.
#[test]
fn made_up_names_crowd_out_no_proof() {
    let mut author = journal(1);
    set(&mut author, K1, number("1"));
    let first = author.to_save();
    set(&mut author, K1, number("2"));
    set(&mut author, K1, number("3"));
    let mut here = Journal::new(public(&author.published().plan, author.to_save()), Replica::known(2));
    here.take(first.clone());
    let before = head_ids(here.view());
    assert_eq!(before.len(), 1);
    let strand = first[0].id.as_str().get(..16).unwrap().to_owned();
    let invented = |number: usize| format!("{strand}-63-{number:016}");
    let one_with_many = vec![told("mytool-1", 3, &(0..6_000).map(invented).collect::<Vec<_>>())];
    let many_with_few: Vec<Edit> = (0..3_000)
        .map(|number| told(&format!("mytool-{number}"), 3, &[invented(2 * number), invented(2 * number + 1)]))
        .collect();
    let ids: Vec<Edit> = (0..5_000).map(|number| told(&invented(number), 3, &[])).collect();
    for file in [one_with_many, many_with_few, ids] {
        let mut here = here.clone();
        let load = here.load(
            vec![Brought { edits: file.into_iter().map(Arc::new).collect(), ..Brought::default() }],
            Timestamp::default(),
        );
        here.take_loads(load);
        assert!(!here.view().is_conflict(&k1()), "what was replaced is not back");
        // Nor where somebody decides upon it, and publishes.
        set(&mut here, K1, number("9"));
        let all: Vec<Edit> = here.edits().iter().map(|edit| (**edit).clone()).collect();
        let mut other = Journal::new(public(&here.published().plan, all), Replica::known(3));
        other.take(first.clone());
        assert_eq!((other.view().is_conflict(&k1()), other.drafts().len()), (false, 0));
    }
}

/// What a colleague's edit replaced is known through the edit that was replaced in its turn.
#[test]
fn made_up_names_crowd_out_none_that_is_inherited() {
    let (mut colleague, mut publisher) = (journal(1), journal(2));
    set(&mut colleague, K1, number("5"));
    publisher.take(colleague.to_save());
    set(&mut publisher, K1, number("7"));
    let plan = publisher.published().plan.clone();
    let mut editor = Journal::new(public(&plan, publisher.to_save()), Replica::known(3));
    let names: Vec<String> = (0..5_000).map(|number| format!("a-{number}")).collect();
    let newest = told("mytool-1", 7, &names).to_text().replace("2026-04-01", "9999-04-01");
    let file = vec![Edit::read(&newest).unwrap()];
    let load = editor.load(
        vec![Brought { edits: file.into_iter().map(Arc::new).collect(), ..Brought::default() }],
        Timestamp::default(),
    );
    editor.take_loads(load);
    set(&mut editor, K1, number("8"));
    let all: Vec<Edit> = editor.edits().iter().map(|edit| (**edit).clone()).collect();
    colleague.publish(public(&plan, all));
    let view = colleague.view();
    assert_eq!((view.is_conflict(&k1()), colleague.drafts().len()), (false, 0));
}

#[test]
fn what_a_closing_did_not_name_is_a_correction_though_its_id_is_one_of_before() {
    let mut publisher = journal(1);
    set(&mut publisher, K1, number("4"));
    set(&mut publisher, K1, number("5"));
    set(&mut publisher, "1/closed/2026", Value::Text("締めました".into()));
    let plan = publisher.published().plan.clone();
    let published = public(&plan, publisher.to_save());
    // From the id of what is published follow those before it: one of them told anew, and the published one taken back.
    let head = published.edits.of_cell(&k1()).next().unwrap().clone();
    let earlier = head.id.earlier().remove(0);
    let root = root(&k1(), &plan.value(&k1())).to_string();
    let again = told(earlier.as_str(), 9, &[root, name::name_of(&head).to_string()]);
    let back = format!(
        r#"{{"id":"mytool-1","step":"mytool-1","clock":1,"at":"2026-04-01T00:00:00.000Z","retracts":"{}","seen":["{}"]}}"#,
        head.step, head.id
    );
    let file = vec![again, Edit::read(&back).unwrap()];
    let mut here = Journal::new(published, Replica::known(2));
    let row = collate(&here, &[&file]).into_iter().find(|row| row.cell == k1()).unwrap();
    assert!(row.after.value == number("9") && row.after.is_correction, "{row:?}");
    let load = here.load(
        vec![Brought { edits: file.into_iter().map(Arc::new).collect(), ..Brought::default() }],
        Timestamp::default(),
    );
    here.take_loads(load);
    let all: Vec<Edit> = here.edits().iter().map(|edit| (**edit).clone()).collect();
    let after = public(&plan, all);
    assert!(is_correction(&resolve(&after.plan, &after.edits), &k1()), "for residents, too");
}

#[test]
fn residents_see_the_conflict_with_the_plan_that_is_seen_here() {
    let root = root(&k1(), &number("1")).to_string();
    let json = r#"{"id":"p","city":"","firstYear":2026,"lastYear":2027,"policies":[{"id":"1","indicators":["1-k1"],
        "initiatives":[],"projects":[]}],"cells":{"1-k1/actual/2026":{"observation":{"final":"1"}}}}"#;
    let plan: Arc<Plan> = Arc::new(serde_json::from_str(json).unwrap());
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
    let load = here.load(
        vec![Brought { edits: file.into_iter().map(Arc::new).collect(), ..Brought::default() }],
        Timestamp::default(),
    );
    let step = here.replace(&load, &Maker::default(), None);
    here.take_loads(load);
    here.take(step);
    assert!(here.view().value(&k1()).is_written_like(&number("75")), "{:?}", here.view().value(&k1()));
}

#[test]
fn a_closing_whose_text_nobody_sees_is_none() {
    for text in ["", " \u{3000}", "\u{200b}", "\u{1d159}", "\u{fffc}"] {
        let mut here = journal(1);
        set(&mut here, K1, number("1"));
        set(&mut here, "1/closed/2026", Value::Text("締めました".into()));
        set(&mut here, "1/closed/2026", Value::Text(text.into()));
        set(&mut here, K1, number("2"));
        assert!(!is_correction(here.view(), &k1()), "{text:?}");
    }
}

/// A second closing changes no row but its own, unless it makes a correction of a value, or one no more.
#[test]
fn a_closing_stands_in_the_rows_it_changes() {
    let mut here = journal(1);
    set(&mut here, K1, number("1"));
    set(&mut here, "1-k2/actual/2026", number("2"));
    set(&mut here, "1/closed/2026", Value::Text("締めました".into()));
    let mut other = here.clone();
    set(&mut other, K1, number("3"));
    set(&mut other, "1/closed/2026", Value::Text("再び締めました".into()));
    let rows = collate(&here, &[&other.to_save()]);
    let by = |cell: &str| {
        let row = rows.iter().find(|row| row.cell.to_string() == cell).unwrap();
        let by = row.by.iter().filter_map(|(_, edit)| edit.set()).map(|(cell, ..)| cell.to_string());
        by.collect::<Vec<_>>()
    };
    assert_eq!(by("1/closed/2026"), ["1/closed/2026"]);
    assert_eq!(by(K1), ["1/closed/2026", K1], "the closing of before had not seen it: it is a correction by that");
}

/// A closing told anew under its id is replaced by what had seen the id, and counts for corrections all the same.
#[test]
fn a_closing_told_anew_stands_in_its_row() {
    let mut here = journal(1);
    set(&mut here, "1/closed/2026", Value::Text("締めました".into()));
    let [closing] = <[_; 1]>::try_from(here.to_save()).unwrap();
    set(&mut here, "1/closed/2026", Value::Text(String::new()));
    let Change::Set { cell, .. } = closing.change.clone() else { panic!("a value") };
    let change = Change::Set { cell, value: Value::Text("再び締めました".into()), seen: Names::new() };
    let told_anew = Edit { change, ..closing };
    let rows = collate(&here, &[std::slice::from_ref(&told_anew)]);
    let by: Vec<&Edit> = rows[0].by.iter().map(|(_, edit)| &**edit).collect();
    assert_eq!((rows[0].group, by), (Group::OnlyInFiles, vec![&told_anew]));
}

#[test]
fn a_retraction_that_a_file_tells_anew_hides_nobody_who_takes_it_back() {
    let mut here = journal(1);
    set(&mut here, K1, number("1"));
    for undo in [true, false] {
        let (maker, at) = (Maker::default(), Timestamp::default());
        let made = if undo { here.undo(&maker, at) } else { here.redo(&maker, at) };
        here.take(made);
    }
    let known = here.to_save();
    let retracting = |step: &EditId| known.iter().find(|edit| edit.retracts() == Some(step)).unwrap();
    let value = known.iter().find(|edit| edit.cell().is_some()).unwrap();
    let undone = retracting(&value.step);
    let redone = retracting(&undone.step);
    // Taken back is what brought the value back; and what had taken it back is told once more, as if it did nothing.
    let told = |id: &EditId, step: &str, seen: &str| {
        let json = format!(
            r#"{{"id":"{id}","step":"{id}","clock":9,"at":"2026-04-01T00:00:00.000Z","retracts":"{step}","seen":[{seen}]}}"#
        );
        Edit::read(&json).unwrap()
    };
    let evil = told(&EditId::new("evil-1").unwrap(), redone.id.as_str(), &format!("\"{}\"", redone.id));
    for order in [[0, 1], [1, 0]] {
        let file = [evil.clone(), told(&undone.id, "z", "")];
        let rows = collate(&here, &[&order.map(|index| file[index].clone())]);
        let row = rows.iter().find(|row| row.cell == k1()).unwrap();
        assert_eq!(row.after.value, Value::Observation(Observation::NotEntered));
        assert_eq!(row.by.iter().map(|(_, edit)| edit.id.as_str()).collect::<Vec<_>>(), ["evil-1"]);
    }
}

#[test]
fn a_value_that_is_taken_back_is_said_to_let_a_retirement_hold() {
    let (mut here, mut there) = (journal(1), journal(2));
    set(&mut here, K1, number("1"));
    let retired: Cell = "1-k1/retired".parse().unwrap();
    set(&mut there, "1-k1/retired", Value::Year(crate::plan::FiscalYear::new(2026)));
    here.take(there.to_save());
    assert!(here.view().is_conflict(&retired));
    let mut other = here.clone();
    let value = here.to_save().into_iter().find(|edit| edit.cell() == Some(&k1())).unwrap();
    let back = format!(
        r#"{{"id":"b-1","step":"b-1","clock":9,"at":"2026-04-01T00:00:00.000Z","retracts":"{0}","seen":["{0}"]}}"#,
        value.id
    );
    let back = Edit::read(&back).unwrap();
    let rows = collate(&here, &[std::slice::from_ref(&back)]);
    other.take([back]);
    assert!(!other.view().is_conflict(&retired));
    let row = rows.iter().find(|row| row.cell == retired).unwrap();
    assert_eq!(row.by.iter().map(|(_, edit)| edit.id.as_str()).collect::<Vec<_>>(), ["b-1"]);
}

#[test]
fn a_value_that_is_brought_back_is_said_to_dispute_a_retirement() {
    let mut here = journal(1);
    set(&mut here, K1, number("1"));
    let undone = here.undo(&Maker::default(), Timestamp::default());
    here.take(undone.clone());
    let retired: Cell = "1-k1/retired".parse().unwrap();
    set(&mut here, "1-k1/retired", Value::Year(crate::plan::FiscalYear::new(2026)));
    assert!(!here.view().is_conflict(&retired));
    let undo = &undone[0].id;
    let again = format!(
        r#"{{"id":"b-1","step":"b-1","clock":9,"at":"2026-04-01T00:00:00.000Z","retracts":"{undo}","seen":["{undo}"]}}"#
    );
    let again = Edit::read(&again).unwrap();
    let rows = collate(&here, &[std::slice::from_ref(&again)]);
    here.take([again]);
    assert!(here.view().is_conflict(&retired));
    let row = rows.iter().find(|row| row.cell == retired).unwrap();
    assert_eq!(row.by.iter().map(|(_, edit)| edit.id.as_str()).collect::<Vec<_>>(), ["b-1"]);
}
