//! The laws of edits, held against random histories of several people with several tabs.

use std::sync::Arc;

use proptest::prelude::*;

use crate::plan::{Cell, Plan, Timestamp, Value};

use super::*;

const PEOPLE: usize = 3;
const TABS: usize = 2;

/// What happens in a history. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Event {
    Set {
        who: usize,
        tab: usize,
        cells: Vec<usize>,
        number: u8,
    },
    /// Editing begins, the other tab's work comes in, then the value is committed.
    SetLate {
        who: usize,
        tab: usize,
        cell: usize,
        number: u8,
    },
    Undo {
        who: usize,
        tab: usize,
    },
    Redo {
        who: usize,
        tab: usize,
    },
    Sync {
        who: usize,
        from: usize,
    },
    Send {
        from: usize,
        to: usize,
        tab: usize,
    },
    Replace {
        from: usize,
        to: usize,
        tab: usize,
    },
    Publish {
        by: usize,
    },
    TakePublication {
        who: usize,
    },
}

fn event() -> impl Strategy<Value = Event> {
    let who = 0..PEOPLE;
    let tab = 0..TABS;
    prop_oneof![
        6 => (who.clone(), tab.clone(), prop::collection::vec(0..4usize, 1..3), 0..4u8)
            .prop_map(|(who, tab, cells, number)| Event::Set { who, tab, cells, number }),
        2 => (who.clone(), tab.clone(), 0..4usize, 0..4u8)
            .prop_map(|(who, tab, cell, number)| Event::SetLate { who, tab, cell, number }),
        3 => (who.clone(), tab.clone()).prop_map(|(who, tab)| Event::Undo { who, tab }),
        2 => (who.clone(), tab.clone()).prop_map(|(who, tab)| Event::Redo { who, tab }),
        3 => (who.clone(), tab.clone()).prop_map(|(who, from)| Event::Sync { who, from }),
        3 => (who.clone(), who.clone(), tab.clone()).prop_map(|(from, to, tab)| Event::Send { from, to, tab }),
        1 => (who.clone(), who.clone(), tab).prop_map(|(from, to, tab)| Event::Replace { from, to, tab }),
        1 => who.clone().prop_map(|by| Event::Publish { by }),
        2 => who.prop_map(|who| Event::TakePublication { who }),
    ]
}

fn plan() -> Arc<Plan> {
    let json = r#"{"id":"p","city":"","firstYear":2026,"lastYear":2027,"policies":[{"id":"1","indicators":["1-k1","1-k2"],
        "initiatives":[],"projects":[]}],"cells":{"1-k1/baseline":{"observation":{"final":"1"}}}}"#;
    Arc::new(serde_json::from_str(json).unwrap())
}

fn cell(number: usize) -> Cell {
    // The last belongs to no subject of the plan.
    ["1-k1/baseline", "1-k1/actual/2026", "1-k2/actual/2026", "9-k9/baseline"][number].parse().unwrap()
}

fn value(number: u8) -> Value {
    let texts = [r#""notEntered""#, r#"{"final":"1"}"#, r#"{"final":"1.0"}"#, r#"{"preliminary":"2"}"#];
    serde_json::from_str(&format!(r#"{{"observation":{}}}"#, texts[usize::from(number)])).unwrap()
}

fn moment() -> Timestamp {
    // Everybody's clock stands still: order may not rest on it.
    Timestamp::from_millis(1)
}

fn nobody() -> Maker {
    Maker::default()
}

/// Somebody's name, so that what is told in short differs from what is told in full.
fn maker(who: usize) -> Maker {
    Maker { author: Some(format!("人{who}")), department: None }
}

struct World {
    tabs: Vec<Vec<Journal>>,
    latest: Published,
    /// Every edit anybody ever made.
    made: EditSet,
}

impl World {
    fn new() -> World {
        let published = Published { plan: plan(), edits: EditSet::default() };
        let tab =
            |who: usize, tab: usize| Journal::new(published.clone(), Replica::from_random((who * TABS + tab) as u64));
        let tabs = (0..PEOPLE).map(|who| (0..TABS).map(|number| tab(who, number)).collect()).collect();
        World { tabs, latest: published.clone(), made: EditSet::default() }
    }

    fn after(events: &[Event]) -> World {
        let mut world = World::new();
        for event in events {
            world.happen(event);
        }
        world
    }

    fn made(&mut self, who: usize, tab: usize, edits: Vec<Edit>) {
        for edit in &edits {
            self.made.insert(Arc::new(edit.clone())).unwrap();
        }
        self.tabs[who][tab].take(edits).unwrap();
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Set { who, tab, cells, number } => {
                let journal = &mut self.tabs[*who][*tab];
                let (view, all) = (journal.view(), journal.edits());
                let mut cells = cells.clone();
                cells.dedup();
                let changes = cells.iter().map(|c| (journal.begin(&view, &all, &cell(*c)), value(*number))).collect();
                let edits = journal.set(changes, &maker(*who), None, moment());
                self.made(*who, *tab, edits);
            }
            Event::SetLate { who, tab, cell: number, number: new } => {
                let journal = &self.tabs[*who][*tab];
                let begun = journal.begin(&journal.view(), &journal.edits(), &cell(*number));
                self.sync(*who, 1 - tab);
                let edits = self.tabs[*who][*tab].set(vec![(begun, value(*new))], &maker(*who), None, moment());
                self.made(*who, *tab, edits);
            }
            Event::Undo { who, tab } => {
                let edits = self.tabs[*who][*tab].undo(&maker(*who), moment());
                self.made(*who, *tab, edits);
            }
            Event::Redo { who, tab } => {
                let edits = self.tabs[*who][*tab].redo(&maker(*who), moment());
                self.made(*who, *tab, edits);
            }
            Event::Sync { who, from } => self.sync(*who, *from),
            Event::Send { from, to, tab } => {
                let file = self.tabs[*from][0].to_save();
                let journal = &mut self.tabs[*to][*tab];
                let load = file_as_load(journal, file);
                journal.take_load(load).unwrap();
            }
            Event::Replace { from, to, tab } => {
                let file = self.tabs[*from][0].to_save();
                let journal = &mut self.tabs[*to][*tab];
                let load = file_as_load(journal, file);
                let edits = journal.replace(std::slice::from_ref(&load), &maker(*to), None).unwrap();
                journal.take_load(load).unwrap();
                self.made(*to, *tab, edits);
            }
            Event::Publish { by } => {
                let journal = &self.tabs[*by][0];
                let view = journal.view();
                if view.cells.values().chain(view.strangers.values()).all(|state| !state.is_conflict()) {
                    let short = told_in_short(&view_plan(journal), &journal.edits());
                    self.latest = Published { plan: plan(), edits: EditSet::of(short).unwrap() };
                }
            }
            Event::TakePublication { who } => {
                for tab in &mut self.tabs[*who] {
                    tab.publish(self.latest.clone()).unwrap();
                }
            }
        }
    }

    /// The other tab takes in what this one wrote.
    fn sync(&mut self, who: usize, from: usize) {
        let own: Vec<Edit> = self.tabs[who][from].own().iter().map(|edit| (**edit).clone()).collect();
        let loads: Vec<Load> = self.tabs[who][from].loads().into_iter().map(|(load, _)| load.clone()).collect();
        let to = &mut self.tabs[who][1 - from];
        to.take(own).unwrap();
        for load in loads {
            to.take_load(load).unwrap();
        }
    }

    fn journals(&self) -> impl Iterator<Item = &Journal> {
        self.tabs.iter().flatten()
    }
}

fn file_as_load(journal: &mut Journal, edits: Vec<Edit>) -> Load {
    let file = Brought { name: "file".into(), edits, ..Brought::default() };
    journal.load(vec![file], moment()).pop().unwrap()
}

fn view_plan(journal: &Journal) -> Arc<Plan> {
    journal.published().plan.clone()
}

fn histories() -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(10_000),
    }
}

proptest! {
    #![proptest_config(histories())]

    #[test]
    fn laws(events in prop::collection::vec(event(), 1..24), turn in 0usize..6, cell_number in 0usize..4) {
        let world = World::after(&events);
        let sets: Vec<EditSet> = world.journals().map(Journal::edits).collect();

        // Union: commutative, associative, idempotent; what it comes to depends on the set alone.
        let union = |order: &[usize]| {
            let mut all = EditSet::default();
            for index in order {
                all.union(&sets[*index]).unwrap();
            }
            all
        };
        let (forward, backward) = (union(&[0, 1, 2, 3, 4, 5]), union(&[5, 4, 3, 2, 1, 0]));
        prop_assert_eq!(&forward, &backward);
        let mut grouped = union(&[turn, 0]);
        grouped.union(&union(&[2, 1, 5, 3, 4, turn])).unwrap();
        prop_assert_eq!(&forward, &grouped);
        prop_assert_eq!(resolve(&plan(), &forward), resolve(&plan(), &grouped));

        // No edit is lost: all that was made is still with its maker's browser, as it was made.
        let mut kept = EditSet::default();
        for journal in world.journals() {
            kept.union(journal.own()).unwrap();
        }
        prop_assert_eq!(&kept, &world.made);

        // No edit here has seen one with a clock as large as its own.
        prop_assert!(forward.out_of_order().is_none());

        for journal in world.journals() {
            // Both tabs of a person show the same once they have heard of each other (the union of own and loads).
            // Undo and redo restore exactly.
            let before = journal.view();
            let mut tab = journal.clone();
            let begun = tab.begin(&before, &tab.edits(), &cell(cell_number));
            let edits = tab.set(vec![(begun, value(3))], &nobody(), None, moment());
            if !edits.is_empty() {
                tab.take(edits).unwrap();
                let after = tab.view();
                prop_assert!(!after.is_conflict(&cell(cell_number)), "what was on the screen is decided");
                let undone = tab.undo(&nobody(), moment());
                tab.take(undone).unwrap();
                prop_assert_eq!(&tab.view(), &before);
                let redone = tab.redo(&nobody(), moment());
                tab.take(redone).unwrap();
                prop_assert_eq!(&tab.view(), &after);
            }

            // So does switching a file off and on; nothing of it leaves while it is off.
            let sender = &world.tabs[turn % PEOPLE][turn % TABS];
            let mut tab = journal.clone();
            let saved = tab.to_save();
            let load = file_as_load(&mut tab, sender.to_save());
            tab.take_load(load.clone()).unwrap();
            let with = tab.view();
            let off = tab.undo(&nobody(), moment());
            tab.take(off).unwrap();
            prop_assert_eq!(&tab.view(), &before);
            prop_assert_eq!(tab.to_save(), saved);
            let on = tab.redo(&nobody(), moment());
            tab.take(on).unwrap();
            prop_assert_eq!(&tab.view(), &with);

            // The same file twice is the same as once.
            let again = file_as_load(&mut tab, sender.to_save());
            tab.take_load(again).unwrap();
            prop_assert_eq!(&tab.view(), &with);

            // Several files taken in together: switched off and on one by one in any order, and all by one step.
            let mut tab = journal.clone();
            let files = world.journals().map(|sender| Brought { edits: sender.to_save(), ..Brought::default() });
            let loads = tab.load(files.collect(), moment());
            for load in &loads {
                tab.take_load(load.clone()).unwrap();
            }
            let with = tab.view();
            for load in loads.iter().rev().chain(&loads) {
                let off = tab.switch(&load.id, false, &nobody(), moment());
                tab.take(off).unwrap();
            }
            prop_assert_eq!(&tab.view(), &before);
            for load in &loads {
                let on = tab.switch(&load.id, true, &nobody(), moment());
                tab.take(on).unwrap();
            }
            prop_assert_eq!(&tab.view(), &with);
            let off = tab.undo(&nobody(), moment());
            tab.take(off).unwrap();
            prop_assert_eq!(&tab.view(), &before);
            // One of them on again: it alone.
            let on = tab.switch(&loads[turn].id, true, &nobody(), moment());
            tab.take(on).unwrap();
            let mut alone = journal.clone();
            alone.take_load(loads[turn].clone()).unwrap();
            prop_assert_eq!(&tab.view(), &alone.view());

            // Replacing shows the file's values and nothing else, and is undone by one step.
            let mut tab = journal.clone();
            let edits = tab.replace(std::slice::from_ref(&load), &nobody(), None).unwrap();
            tab.take_load(load.clone()).unwrap();
            tab.take(edits).unwrap();
            let alone = resolve(&view_plan(journal), &EditSet::of(sender.to_save()).unwrap());
            prop_assert_eq!(&tab.view().plan.cells, &without_empty(&alone, &tab.view()));
            prop_assert_eq!(tab.view().conflicts().count(), 0);
            let undone = tab.undo(&nobody(), moment());
            tab.take(undone).unwrap();
            prop_assert_eq!(&tab.view(), &before);
        }
    }

    #[test]
    fn publishing_changes_nothing(events in prop::collection::vec(event(), 1..24), by in 0..PEOPLE) {
        let world = World::after(&events);
        let publisher = &world.tabs[by][0];
        let before = publisher.view();
        prop_assume!(before.cells.values().chain(before.strangers.values()).all(|state| !state.is_conflict()));
        let short = EditSet::of(told_in_short(&view_plan(publisher), &publisher.edits())).unwrap();
        let published = Published { plan: view_plan(publisher), edits: short };

        // Readers see the publisher's values, and no names.
        let readers = resolve(&published.plan, &published.edits);
        prop_assert_eq!(&readers.plan, &before.plan);
        prop_assert!(published.edits.iter().all(|edit| edit.maker == nobody()));

        for journal in world.journals() {
            let held = journal.edits();
            let nothing_newer = held.iter().all(|edit| publisher.edits().contains(&edit.id));
            let mut after = journal.clone();
            after.publish(published.clone()).unwrap();
            // Every draft is still there.
            prop_assert!(journal.own().iter().all(|edit| after.edits().contains(&edit.id)));
            if nothing_newer {
                let view = after.view();
                prop_assert_eq!(&view.plan, &before.plan);
                prop_assert_eq!(view.conflicts().count(), 0);
                prop_assert_eq!(after.draft_count(&view), 0);
            }
            // Rolling the publication back brings the former view back.
            let mut back = after;
            back.publish(journal.published().clone()).unwrap();
            prop_assert_eq!(back.view(), journal.view());
        }
    }
}

/// The file's values for every cell that is shown; a cell the file leaves empty is shown as empty.
fn without_empty(file: &View, shown: &View) -> std::collections::BTreeMap<Cell, Value> {
    shown.plan.cells.keys().map(|cell| (cell.clone(), file.value(cell))).collect()
}

#[test]
fn a_field_left_after_the_other_tab_saved_is_a_conflict() {
    let mut world = World::new();
    world.happen(&Event::Set { who: 0, tab: 0, cells: vec![1], number: 1 });
    world.happen(&Event::SetLate { who: 0, tab: 1, cell: 1, number: 3 });
    let view = world.tabs[0][1].view();
    assert!(view.is_conflict(&cell(1)));
    assert_eq!(view.state(&cell(1)).map(|state| state.heads().len()), Some(2));
}

#[test]
fn the_files_of_a_replacement_go_and_come_together() {
    let mut world = World::new();
    world.happen(&Event::Set { who: 1, tab: 0, cells: vec![1], number: 1 });
    world.happen(&Event::Set { who: 2, tab: 0, cells: vec![2], number: 3 });
    world.happen(&Event::Set { who: 0, tab: 0, cells: vec![0], number: 3 });
    let files: Vec<Brought> =
        [1, 2].map(|who| Brought { edits: world.tabs[who][0].to_save(), ..Brought::default() }).into();
    let journal = &mut world.tabs[0][0];
    let before = journal.view();
    let loads = journal.load(files, moment());
    let edits = journal.replace(&loads, &nobody(), None).unwrap();
    journal.take_loads(loads.clone()).unwrap();
    journal.take(edits).unwrap();
    let replaced = journal.view();
    assert_ne!(replaced, before);
    let off = journal.switch(&loads[0].id, false, &nobody(), moment());
    journal.take(off).unwrap();
    assert_eq!(journal.view(), before);
    assert!(journal.loads().iter().all(|(_, on)| !on));
    let on = journal.switch(&loads[1].id, true, &nobody(), moment());
    journal.take(on).unwrap();
    assert_eq!(journal.view(), replaced);
}

#[test]
fn one_edit_told_in_two_ways_is_refused_and_changes_nothing() {
    let mut world = World::new();
    world.happen(&Event::Set { who: 0, tab: 0, cells: vec![1], number: 1 });
    let mut forged = world.tabs[0][0].to_save();
    let Change::Set { value: told, .. } = &mut forged[0].change else { panic!("not a set") };
    *told = value(3);
    let journal = &mut world.tabs[0][0];
    let before = journal.edits();
    let load = file_as_load(journal, forged);
    assert_eq!(journal.take_load(load), Err(Clash { id: before.iter().next().unwrap().id.clone() }));
    assert_eq!(journal.edits(), before);
}

#[test]
fn a_changed_plan_under_a_draft_is_a_conflict() {
    let mut world = World::new();
    world.happen(&Event::Set { who: 0, tab: 0, cells: vec![0], number: 3 });
    let mut changed = plan();
    Arc::make_mut(&mut changed)
        .cells
        .insert(cell(0), serde_json::from_str(r#"{"observation":{"final":"7"}}"#).unwrap());
    let journal = &mut world.tabs[0][0];
    journal.publish(Published { plan: changed, edits: EditSet::default() }).unwrap();
    assert!(journal.view().is_conflict(&cell(0)));
    journal.publish(Published { plan: plan(), edits: EditSet::default() }).unwrap();
    assert!(!journal.view().is_conflict(&cell(0)));
}
