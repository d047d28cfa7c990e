//! The laws of edits, held against random histories of several people with several tabs.

use std::sync::Arc;

use proptest::prelude::*;

use crate::plan::{Aspect, Cell, CellMap, Field, Plan, Timestamp, Value, ValueKind};

use super::id::{STRAND, Strands};
use super::name::{Known, name_of};
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
    /// A year is closed, or opened again.
    Close {
        who: usize,
        tab: usize,
        is_closed: bool,
    },
    /// What a cell shows is confirmed, or remarked on.
    Note {
        who: usize,
        tab: usize,
        cell: usize,
        is_confirmed: bool,
    },
    /// A newer release is open in this browser for a while.
    Newer {
        who: usize,
        tab: usize,
        kind: usize,
        cell: usize,
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
        6 => (who.clone(), tab.clone(), prop::collection::vec(0..CELLS, 1..3), 0..4u8)
            .prop_map(|(who, tab, cells, number)| Event::Set { who, tab, cells, number }),
        2 => (who.clone(), tab.clone(), 0..CELLS, 0..4u8)
            .prop_map(|(who, tab, cell, number)| Event::SetLate { who, tab, cell, number }),
        1 => (who.clone(), tab.clone(), any::<bool>())
            .prop_map(|(who, tab, is_closed)| Event::Close { who, tab, is_closed }),
        1 => (who.clone(), tab.clone(), 0..CELLS, any::<bool>())
            .prop_map(|(who, tab, cell, is_confirmed)| Event::Note { who, tab, cell, is_confirmed }),
        1 => (who.clone(), tab.clone(), 0..5usize, 0..CELLS)
            .prop_map(|(who, tab, kind, cell)| Event::Newer { who, tab, kind, cell }),
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

/// How many cells people change.
const CELLS: usize = 10;

fn cell(number: usize) -> Cell {
    let keys: [&str; CELLS] = [
        "1-k1/baseline",
        "1-k1/actual/2026",
        "1-k2/actual/2026",
        // Of a subject the plan does not state: it comes and goes by the role below.
        "9-k9/baseline",
        "1-k2/name",
        "9-k9/role",
        "1-k2/role",
        "1-k2/place",
        "1-k1/retired",
        "1/review/2026",
    ];
    keys[number].parse().unwrap()
}

/// Of numbers two are equal and written in two ways; of texts two look alike.
fn value(cell: &Cell, number: u8) -> Value {
    if cell.kind() == ValueKind::Text {
        return Value::Text(["", "方グラフ", "⽅ク\u{3099}ラフ", "方クラフ"][usize::from(number)].into());
    }
    let of_structure = match cell.kind() {
        ValueKind::Role => [
            r#"{"role":null}"#,
            r#"{"role":{"kind":"indicator","of":"1"}}"#,
            r#"{"role":{"kind":"initiative","of":"1"}}"#,
            r#"{"role":{"kind":"indicator","of":"1-k1"}}"#,
        ]
        .get(usize::from(number)),
        ValueKind::Place => [r#"{"place":null}"#, r#"{"place":"0001"}"#, r#"{"place":"z"}"#, r#"{"place":"001i"}"#]
            .get(usize::from(number)),
        ValueKind::Year => {
            [r#"{"year":null}"#, r#"{"year":2026}"#, r#"{"year":2027}"#, r#"{"year":2025}"#].get(usize::from(number))
        }
        _ => None,
    };
    if let Some(json) = of_structure {
        return serde_json::from_str(json).unwrap();
    }
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
        let tab = |who: usize, tab: usize| Journal::new(published.clone(), Replica::known((who * TABS + tab) as u64));
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
            self.made.insert(Arc::new(edit.clone()));
        }
        self.tabs[who][tab].take(edits);
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Set { who, tab, cells, number } => {
                let journal = &mut self.tabs[*who][*tab];
                let mut cells = cells.clone();
                cells.dedup();
                let changes = cells.iter().map(|c| (journal.begin(&cell(*c)), value(&cell(*c), *number))).collect();
                let edits = journal.set(changes, &maker(*who), None, moment());
                self.made(*who, *tab, edits);
            }
            Event::SetLate { who, tab, cell: number, number: new } => {
                let journal = &self.tabs[*who][*tab];
                let begun = journal.begin(&cell(*number));
                self.sync(*who, 1 - tab);
                let edits =
                    self.tabs[*who][*tab].set(vec![(begun, value(&cell(*number), *new))], &maker(*who), None, moment());
                self.made(*who, *tab, edits);
            }
            Event::Close { who, tab, is_closed } => {
                let text = if *is_closed { "締めました" } else { "" };
                self.set_one(*who, *tab, "1/closed/2026".parse().unwrap(), Value::Text(text.into()));
            }
            Event::Note { who, tab, cell: number, is_confirmed } => {
                let cell = cell(*number);
                match is_confirmed {
                    true => {
                        let canonical = self.tabs[*who][*tab].view().value(&cell).canonical();
                        let cell = cell.with_aspect(Aspect::Confirmation);
                        self.set_one(*who, *tab, cell, Value::Confirmation(Some(canonical)));
                    }
                    false => self.set_one(*who, *tab, cell.with_aspect(Aspect::Remark), Value::Text("速報".into())),
                }
            }
            Event::Newer { who, tab, kind, cell: number } => {
                let edit = self.newer(*who, *tab, *kind, *number);
                self.made(*who, *tab, vec![edit]);
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
                journal.take_loads(vec![load]);
            }
            Event::Replace { from, to, tab } => {
                let file = self.tabs[*from][0].to_save();
                let journal = &mut self.tabs[*to][*tab];
                let load = file_as_load(journal, file);
                let edits = journal.replace(std::slice::from_ref(&load), &maker(*to), None);
                journal.take_loads(vec![load]);
                self.made(*to, *tab, edits);
            }
            Event::Publish { by } => {
                let journal = &self.tabs[*by][0];
                let view = journal.view().clone();
                if view.cells.values().chain(view.strangers.values()).all(|state| !state.is_conflict()) {
                    let short = told_in_short(&view_plan(journal), journal.edits());
                    self.latest = Published { plan: plan(), edits: EditSet::of(short) };
                }
            }
            Event::TakePublication { who } => {
                for tab in &mut self.tabs[*who] {
                    tab.publish(self.latest.clone());
                }
            }
        }
    }

    fn set_one(&mut self, who: usize, tab: usize, cell: Cell, value: Value) {
        let journal = &mut self.tabs[who][tab];
        let begun = journal.begin(&cell);
        let edits = journal.set(vec![(begun, value)], &maker(who), None, moment());
        self.made(who, tab, edits);
    }

    /// An edit as a newer release would write it: another field, aspect, kind of value or change, in a step of its own or
    /// in one of this release.
    fn newer(&self, who: usize, tab: usize, kind: usize, number: usize) -> Edit {
        let (journal, cell) = (&self.tabs[who][tab], cell(number));
        let id = Strands::default().next(&Replica::known(1_000 + self.made.len() as u64), None).to_string();
        let steps: Vec<String> =
            journal.own().iter().filter(|e| e.set().is_some()).map(|e| e.step.to_string()).collect();
        let step = if kind == 4 { steps.last().unwrap_or(&id) } else { &id };
        let does = match kind {
            0 => format!(r#""cell":"{}/colour","value":{{"text":"赤"}},"seen":[]"#, cell.subject),
            1 => format!(r#""cell":"{cell}/photo","value":{{"text":"赤"}}"#),
            2 => r#""moves":"1-k1","after":"1-k2","by":1.50"#.to_owned(),
            _ => {
                let seen = journal.edits().of_cell(&cell).map(|edit| format!("\"{}\"", edit.id)).collect::<Vec<_>>();
                format!(r#""cell":"{cell}","value":{{"range":["1","2"]}},"seen":[{}]"#, seen.join(","))
            }
        };
        let clock = journal.own().last_clock() + 1;
        let json = format!(r#"{{"id":"{id}","step":"{step}","clock":{clock},"at":"1970-01-01T00:00:00.001Z",{does}}}"#);
        Edit::read(&json).unwrap()
    }

    /// The other tab takes in what this one wrote.
    fn sync(&mut self, who: usize, from: usize) {
        let own: Vec<Edit> = self.tabs[who][from].own().iter().map(|edit| (**edit).clone()).collect();
        let loads: Vec<Load> = self.tabs[who][from].loads().into_iter().map(|(load, _)| load.clone()).collect();
        let to = &mut self.tabs[who][1 - from];
        to.take(own);
        to.take_loads(loads);
    }

    fn journals(&self) -> impl Iterator<Item = &Journal> {
        self.tabs.iter().flatten()
    }
}

fn arcs(edits: Vec<Edit>) -> Vec<Arc<Edit>> {
    edits.into_iter().map(Arc::new).collect()
}

fn file_as_load(journal: &mut Journal, edits: Vec<Edit>) -> Load {
    let file = Brought { name: "file".into(), edits: arcs(edits), ..Brought::default() };
    journal.load(vec![file], moment()).pop().unwrap()
}

fn view_plan(journal: &Journal) -> Arc<Plan> {
    journal.published().plan.clone()
}

fn histories() -> ProptestConfig {
    let config = match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(10_000),
    };
    // Of histories that end in a conflict nothing can be published: one in a hundred, however many there are.
    ProptestConfig { max_global_rejects: config.cases, ..config }
}

proptest! {
    #![proptest_config(histories())]

    #[test]
    fn laws(events in prop::collection::vec(event(), 1..24), turn in 0usize..6, cell_number in 0..CELLS) {
        let world = World::after(&events);
        let sets: Vec<EditSet> = world.journals().map(Journal::edits).cloned().collect();

        // What is kept is what comes out when all is computed at once.
        for tab in world.journals() {
            let mut anew = Journal::new(tab.published().clone(), Replica::known(0));
            anew.take_loads(tab.loads().into_iter().map(|(load, _)| load.clone()).collect());
            anew.take(tab.own().iter().cloned());
            let kept = |tab: &Journal| (tab.edits().clone(), tab.drafts().clone(), tab.can(), tab.unfiled());
            prop_assert_eq!(&**tab.view(), &resolve(&plan(), tab.edits()));
            prop_assert_eq!(tab.view(), anew.view());
            prop_assert_eq!(kept(tab), kept(&anew));
            prop_assert_eq!(tab.weight(), anew.weight());
        }

        // Union: commutative, associative, idempotent; what it comes to depends on the set alone.
        let union = |order: &[usize]| {
            let mut all = EditSet::default();
            for index in order {
                all.union(&sets[*index]);
            }
            all
        };
        let (forward, backward) = (union(&[0, 1, 2, 3, 4, 5]), union(&[5, 4, 3, 2, 1, 0]));
        prop_assert_eq!(&forward, &backward);
        let mut grouped = union(&[turn, 0]);
        grouped.union(&union(&[2, 1, 5, 3, 4, turn]));
        prop_assert_eq!(&forward, &grouped);
        prop_assert_eq!(resolve(&plan(), &forward), resolve(&plan(), &grouped));

        // No edit is lost: all that was made is still with its maker's browser, as it was made.
        let mut kept = EditSet::default();
        for journal in world.journals() {
            kept.union(journal.own());
        }
        prop_assert_eq!(&kept, &world.made);

        for journal in world.journals() {
            // Both tabs of a person show the same once they have heard of each other (the union of own and loads).
            // Undo and redo restore exactly.
            let before = journal.view().clone();
            let mut tab = journal.clone();
            let begun = tab.begin(&cell(cell_number));
            let edits = tab.set(vec![(begun, value(&cell(cell_number), 3))], &nobody(), None, moment());
            if !edits.is_empty() {
                tab.take(edits);
                let after = tab.view().clone();
                prop_assert!(!after.is_conflict(&cell(cell_number)), "what was on the screen is decided");
                let undone = tab.undo(&nobody(), moment());
                tab.take(undone);
                prop_assert_eq!(tab.view(), &before);
                let redone = tab.redo(&nobody(), moment());
                tab.take(redone);
                prop_assert_eq!(tab.view(), &after);
            }

            // So does switching a file off and on; nothing of it leaves while it is off.
            let sender = &world.tabs[turn % PEOPLE][turn % TABS];
            let mut tab = journal.clone();
            let saved = tab.to_save();
            let load = file_as_load(&mut tab, sender.to_save());
            tab.take_loads(vec![load.clone()]);
            let with = tab.view().clone();
            let off = tab.undo(&nobody(), moment());
            tab.take(off);
            prop_assert_eq!(tab.view(), &before);
            prop_assert_eq!(tab.to_save(), saved);
            let on = tab.redo(&nobody(), moment());
            tab.take(on);
            prop_assert_eq!(tab.view(), &with);

            // The same file twice is the same as once.
            let again = file_as_load(&mut tab, sender.to_save());
            tab.take_loads(vec![again]);
            prop_assert_eq!(tab.view(), &with);

            // Several files taken in together: switched off and on one by one in any order, and all by one step.
            let mut tab = journal.clone();
            let files = world.journals().map(|sender| Brought { edits: arcs(sender.to_save()), ..Brought::default() });
            let loads = tab.load(files.collect(), moment());
            for load in &loads {
                tab.take_loads(vec![load.clone()]);
            }
            let with = tab.view().clone();
            for load in loads.iter().rev().chain(&loads) {
                let off = tab.switch(&load.id, false, &nobody(), moment());
                tab.take(off);
            }
            prop_assert_eq!(tab.view(), &before);
            for load in &loads {
                let on = tab.switch(&load.id, true, &nobody(), moment());
                tab.take(on);
            }
            prop_assert_eq!(tab.view(), &with);
            let off = tab.undo(&nobody(), moment());
            tab.take(off);
            prop_assert_eq!(tab.view(), &before);
            // One of them on again: it alone.
            let on = tab.switch(&loads[turn].id, true, &nobody(), moment());
            tab.take(on);
            let mut alone = journal.clone();
            alone.take_loads(vec![loads[turn].clone()]);
            prop_assert_eq!(tab.view(), alone.view());

            // Replacing shows the file's values and nothing else, and is undone by one step.
            let mut tab = journal.clone();
            let load = file_as_load(&mut tab, sender.to_save());
            let edits = tab.replace(std::slice::from_ref(&load), &nobody(), None);
            tab.take_loads(vec![load.clone()]);
            tab.take(edits);
            let alone = resolve(&view_plan(journal), &EditSet::of(sender.to_save()));
            prop_assert_eq!(&tab.view().plan.cells, &without_empty(&alone, tab.view()));
            prop_assert_eq!(tab.view().conflict_count(), 0);
            let undone = tab.undo(&nobody(), moment());
            tab.take(undone);
            prop_assert_eq!(tab.view(), &before);
        }
    }

    #[test]
    fn publishing_changes_nothing(events in prop::collection::vec(event(), 1..24), by in 0..PEOPLE) {
        let world = World::after(&events);
        let publisher = &world.tabs[by][0];
        let before = publisher.view().clone();
        prop_assume!(before.cells.values().chain(before.strangers.values()).all(|state| !state.is_conflict()));
        let short = EditSet::of(told_in_short(&view_plan(publisher), publisher.edits()));
        let published = Published { plan: view_plan(publisher), edits: short };

        // Readers see the publisher's values, and no names.
        let readers = resolve(&published.plan, &published.edits);
        prop_assert_eq!(&readers.plan, &before.plan);
        for cell in before.cells.keys() {
            prop_assert_eq!(is_correction(&readers, cell), is_correction(&before, cell), "{}", cell);
        }
        prop_assert!(published.edits.iter().all(|edit| edit.maker == nobody() && !edit.is_foreign()));
        // Nothing is in it that is not published: what a cell shows, what closed its year, and what was taken back.
        for edit in published.edits.iter() {
            if let Some((cell, value, _)) = edit.set() {
                let is_closing = cell.field() == Field::Closed;
                // Of texts that look alike all sides go along: whoever decides for one of them has then seen the others.
                let is_shown =
                    before.head_edits(cell).any(|head| head.id == edit.id) && before.value(cell).looks_like(value);
                // So that readers see that it stands as its year was closed.
                let stands_again = before.head_edits(cell).filter_map(|head| head.set()).any(|(_, head, _)| head.is_written_like(value));
                prop_assert!(is_closing || is_shown || stands_again && is_in_closed_year(&before, cell));
            }
        }

        for journal in world.journals() {
            let held = journal.edits().clone();
            let nothing_newer = held.iter().all(|edit| publisher.edits().contains(&edit.id));
            let mut after = journal.clone();
            after.publish(published.clone());
            // Every draft is still there.
            prop_assert!(journal.own().iter().all(|edit| after.edits().contains(&edit.id)));
            let has_foreign = held.iter().any(|edit| edit.is_foreign());
            if nothing_newer && !has_foreign {
                let view = after.view().clone();
                prop_assert_eq!(&view.plan, &before.plan);
                prop_assert_eq!(view.conflict_count(), 0);
                prop_assert_eq!(after.drafts().len(), 0);
            }
            // Rolling the publication back brings the former view back.
            let mut back = after;
            back.publish(journal.published().clone());
            prop_assert_eq!(back.view().clone(), journal.view().clone());
        }
    }
}

/// What a file made to deceive says. Numbers choose among what its maker knows.
#[derive(Clone, Debug)]
enum Attack {
    /// A value that claims to have seen edits, and an edit of their strand that nobody made.
    Set { cell: usize, number: u8, seen: Vec<usize>, forged: usize, closing: bool },
    /// Takes back what is known, and what the next edit may be called.
    Retract { known: Vec<usize>, guess: usize, named: bool },
    /// An edit that is known, told otherwise.
    Retell { known: usize, number: u8, other_step: bool },
    /// An edit that is known, told with nothing in it.
    Hollow { known: usize },
}

fn attack() -> impl Strategy<Value = Attack> {
    let some = || prop::collection::vec(0..64usize, 0..4);
    prop_oneof![
        (0..CELLS, 0..4u8, some(), 0..64usize, any::<bool>())
            .prop_map(|(cell, number, seen, forged, closing)| Attack::Set { cell, number, seen, forged, closing }),
        (some(), 0..64usize, any::<bool>()).prop_map(|(known, guess, named)| Attack::Retract { known, guess, named }),
        (0..64usize, 0..4u8, any::<bool>()).prop_map(|(known, number, other_step)| Attack::Retell {
            known,
            number,
            other_step
        }),
        (0..64usize).prop_map(|known| Attack::Hollow { known }),
    ]
}

/// The edits of a file of attacks by somebody who has seen `known`.
fn hostile(attacks: &[Attack], known: &EditSet) -> Vec<Edit> {
    let all: Vec<&Arc<Edit>> = known.iter().collect();
    let of = |index: &usize| all.get(index % all.len().max(1));
    let edit = |number: usize, attack: &Attack| {
        let (id, at) = (format!("evil-{number}"), "9999-12-31T23:59:59.999Z");
        let head = format!(r#""clock":281474976710656,"at":"{at}""#);
        let json = match attack {
            Attack::Hollow { known } => {
                let edit = of(known)?;
                format!(r#""id":"{}","step":"{}",{head},"retracts":"z","seen":[]"#, edit.id, edit.step)
            }
            Attack::Set { cell: to, number: new, seen, forged, closing } => {
                let mut names: Vec<String> = seen.iter().filter_map(of).map(|edit| name_of(edit).to_string()).collect();
                names.extend(of(forged).and_then(|edit| {
                    let (strand, number) = edit.id.parts()?;
                    edit.id
                        .is_secret()
                        .then(|| format!("{strand}-{}-AAAAAAAAAAAAAAAA", (number + 7).min(STRAND as u64)))
                }));
                let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
                let (cell, value) = match closing {
                    true => ("1/closed/2026".to_owned(), r#"{"text":"締めました"}"#.to_owned()),
                    false => (cell(*to).to_string(), serde_json::to_string(&value(&cell(*to), *new)).unwrap()),
                };
                format!(
                    r#""id":"{id}","step":"{id}",{head},"cell":"{cell}","value":{value},"seen":[{}]"#,
                    names.join(",")
                )
            }
            Attack::Retract { known, guess, named } => {
                let step = of(known.first().unwrap_or(guess))?.step.clone();
                let names = known.iter().chain([guess]).filter_map(of).flat_map(|edit| {
                    let (strand, number) = edit.id.parts().unwrap_or(("x", 0));
                    [format!("\"{}\"", edit.id), format!(r#""{strand}-{}-AAAAAAAAAAAAAAAA""#, number + 1)]
                });
                let seen = format!(r#","seen":[{}]"#, names.collect::<Vec<_>>().join(","));
                let seen = if *named { seen } else { String::new() };
                format!(r#""id":"{id}","step":"{id}",{head},"retracts":"{step}"{seen}"#)
            }
            Attack::Retell { known, number: new, other_step } => {
                let edit = of(known)?;
                let (cell, ..) = edit.set()?;
                let step = if *other_step { "evil-0".to_owned() } else { edit.step.to_string() };
                let value = serde_json::to_string(&value(cell, *new)).unwrap();
                let id = &edit.id;
                format!(r#""id":"{id}","step":"{step}",{head},"cell":"{cell}","value":{value},"seen":[]"#)
            }
        };
        Edit::read(&format!("{{{json}}}")).ok()
    };
    attacks.iter().enumerate().filter_map(|(number, attack)| edit(number, attack)).collect()
}

/// All ids somebody can name who has seen `known`.
fn nameable(known: &EditSet) -> std::collections::BTreeSet<EditId> {
    let names = known.iter().flat_map(|edit| match &edit.change {
        Change::Set { seen, .. } | Change::Retract { seen: Some(seen), .. } => {
            seen.iter().map(|name| name.id.clone()).collect()
        }
        _ => Vec::new(),
    });
    let ids: Vec<EditId> = names.chain(known.iter().map(|edit| edit.id.clone())).collect();
    ids.iter().flat_map(|id| id.earlier()).chain(ids.iter().cloned()).collect()
}

proptest! {
    #![proptest_config(histories())]

    #[test]
    fn nobody_reaches_what_they_have_not_seen(
        before in prop::collection::vec(event(), 1..16),
        attacks in prop::collection::vec(attack(), 1..6),
        after in prop::collection::vec(event(), 0..12),
        (seen_by, taken_by) in (0..PEOPLE, 0..PEOPLE),
    ) {
        let mut world = World::after(&before);
        let known = EditSet::of(world.tabs[seen_by][0].to_save());
        let file = hostile(&attacks, &known);
        let target = &mut world.tabs[taken_by][0];

        // Whatever the file makes different stands in the comparison, with what is shown then and who says so.
        let (view, held) = (target.view().clone(), target.edits().clone());
        let rows = collate(target, &[&file]);
        let load = file_as_load(target, file.clone());
        target.take_loads(vec![load]);
        let taken = target.view().clone();
        let mut cells: Vec<Cell> = (0..CELLS).map(cell).collect();
        cells.extend(["1/closed/2026", "1-k1/actual/2026/remark", "1-k1/actual/2026/confirmation"].map(|key| key.parse().unwrap()));
        for cell in &cells {
            let row = rows.iter().find(|row| row.cell == *cell);
            if view.appearance(cell) != taken.appearance(cell) {
                let row = row.unwrap();
                prop_assert!(matches!(row.group, Group::OnlyInFiles | Group::Conflict) && !row.by.is_empty(), "{cell}");
                prop_assert_eq!(&row.after, &taken.appearance(cell));
            }
        }
        prop_assert!(compare((&view, &held), (&view, &held)).is_empty());

        // People go on, and some of them never hear of it.
        for event in &after {
            world.happen(event);
        }
        let mut with = world.made.clone();
        with.union(&EditSet::of(file.clone()));
        let (can, without) = (nameable(&known), &world.made);
        let (live, live_with) = (Live::of(without), Live::of(&with));
        let (honest, attacked) = (resolve(&plan(), without), resolve(&plan(), &with));
        for edit in without.iter().filter(|edit| !can.contains(&edit.id)) {
            prop_assert_eq!(live.has(edit), live_with.has(edit), "{:?}", edit);
            // Nor does what it does lose its effect: what it took back is taken back, what it replaced is replaced.
            if live.has(edit) {
                let names = match &edit.change {
                    Change::Set { seen, .. } | Change::Retract { seen: Some(seen), .. } => seen.clone(),
                    _ => Names::new(),
                };
                let reached = Known::about(without.iter().map(|edit| &edit.id)).with(&names);
                for other in without.iter().filter(|other| reached.contains(other)) {
                    let is_of_step = edit.retracts().is_some_and(|step| *step == other.step || *step == other.id);
                    prop_assert!(!is_of_step || !live_with.has(other), "{:?} took back {:?}", edit, other);
                    if let (Some((cell, ..)), true) = (other.set(), edit.set().is_some() && edit.cell() == other.cell()) {
                        let is_head = attacked.head_edits(cell).any(|head| head.does_the_same(other));
                        prop_assert!(!is_head, "{:?} replaced {:?}", edit, other);
                    }
                }
            }
            if let Some((cell, ..)) = edit.set() {
                let is_head = |view: &View| view.head_edits(cell).any(|head| head.id == edit.id);
                prop_assert!(!is_head(&honest) || is_head(&attacked), "{:?}", edit);
            }
        }
        // Nobody's work is gone, and nothing refuses what was taken in.
        prop_assert!(without.iter().all(|edit| with.holds(edit)));
        for journal in world.journals() {
            prop_assert!(journal.own().iter().all(|edit| edit.clock <= Edit::LAST_CLOCK && edit.clock >= 1));
            let texts = journal.to_save();
            prop_assert!(texts.iter().all(|edit| Edit::read(&edit.to_text()).as_ref() == Ok(edit)));
        }
    }
}

/// The file's values for every cell that is shown; a cell the file leaves empty is shown as empty.
fn without_empty(file: &View, shown: &View) -> CellMap<Value> {
    shown.plan.cells.keys().map(|cell| (cell.clone(), file.value(cell))).collect()
}

#[test]
fn a_field_left_after_the_other_tab_saved_is_a_conflict() {
    let mut world = World::new();
    world.happen(&Event::Set { who: 0, tab: 0, cells: vec![1], number: 1 });
    world.happen(&Event::SetLate { who: 0, tab: 1, cell: 1, number: 3 });
    let view = world.tabs[0][1].view().clone();
    assert!(view.is_conflict(&cell(1)));
    assert_eq!(view.state(&cell(1)).map(|state| state.heads().len()), Some(2));
}

/// 4:23 on a clock that has made one edit is newer than 4:20 on one that has made many.
#[test]
fn of_values_people_disagree_on_the_newest_is_shown() {
    let mut world = World::new();
    for number in [2, 1, 2] {
        world.happen(&Event::Set { who: 0, tab: 0, cells: vec![2], number });
    }
    let at = |minutes: i64| Timestamp::from_millis(minutes * 60_000);
    for (who, number, at) in [(0, 1, at(260)), (1, 3, at(263))] {
        let journal = &mut world.tabs[who][0];
        let begun = journal.begin(&cell(1));
        let edits = journal.set(vec![(begun, value(&cell(1), number))], &nobody(), None, at);
        world.made(who, 0, edits);
    }
    let file = world.tabs[1][0].to_save();
    let here = &mut world.tabs[0][0];
    let rows = collate(here, &[&file]);
    assert_eq!(rows.iter().find(|row| row.cell == cell(1)).unwrap().after.value, value(&cell(1), 3));
    let load = file_as_load(here, file);
    here.take_loads(vec![load]);
    let view = here.view().clone();
    assert!(view.is_conflict(&cell(1)));
    assert_eq!(view.value(&cell(1)), value(&cell(1), 3));
    let newest = history(here).into_iter().find(|entry| entry.edit.cell() == Some(&cell(1))).unwrap();
    assert_eq!(newest.edit.at, at(263));
}

#[test]
fn the_files_of_a_replacement_go_and_come_together() {
    let mut world = World::new();
    world.happen(&Event::Set { who: 1, tab: 0, cells: vec![1], number: 1 });
    world.happen(&Event::Set { who: 2, tab: 0, cells: vec![2], number: 3 });
    world.happen(&Event::Set { who: 0, tab: 0, cells: vec![0], number: 3 });
    let files: Vec<Brought> =
        [1, 2].map(|who| Brought { edits: arcs(world.tabs[who][0].to_save()), ..Brought::default() }).into();
    let journal = &mut world.tabs[0][0];
    let before = journal.view().clone();
    let loads = journal.load(files, moment());
    let edits = journal.replace(&loads, &nobody(), None);
    journal.take_loads(loads.clone());
    journal.take(edits);
    let replaced = journal.view().clone();
    assert_ne!(replaced, before);
    let off = journal.switch(&loads[0].id, false, &nobody(), moment());
    journal.take(off);
    assert_eq!(journal.view().clone(), before);
    assert!(journal.loads().iter().all(|(_, on)| !on));
    let on = journal.switch(&loads[1].id, true, &nobody(), moment());
    journal.take(on);
    assert_eq!(journal.view().clone(), replaced);
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
    journal.publish(Published { plan: changed, edits: EditSet::default() });
    assert!(journal.view().is_conflict(&cell(0)));
    journal.publish(Published { plan: plan(), edits: EditSet::default() });
    assert!(!journal.view().is_conflict(&cell(0)));
}

/// Names do not grow with a cell's history: one a strand, however many values it had.
#[test]
fn the_last_of_a_strand_stands_for_all_of_it() {
    let mut world = World::new();
    for number in 0..(2 * STRAND + 10) {
        world.happen(&Event::Set { who: 0, tab: 0, cells: vec![1], number: (number % 2) as u8 });
    }
    let newest = world.tabs[0][0].own().iter().max_by_key(|edit| edit.clock).unwrap().clone();
    let (_, _, seen) = newest.set().unwrap();
    // The last of three strands, told by id and by hash, and the root.
    assert!(seen.len() <= 7, "{}", seen.len());
}
