//! Law 1: whatever this program holds, it can write, and every copy of it can read that. Random work through the page's own
//! functions, with texts, names and files as long as they may be and longer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::*;
use proptest::prelude::*;

use crate::edits::{Edit, EditSet, Filed, Maker};
use crate::format::link::PREFIX;
use crate::format::snapshot::DRAFTS_AT_MOST;
use crate::format::{Package, PublicationForm, read_link, read_snapshot};
use crate::plan::{Aspect, Cell, SubjectId, Timestamp, Value};

use super::fake::{enter, page, with_pages};
use super::keep::Kept;
use super::{Mode, OfferedFile, Part, Prefer, Problem, State};
use crate::words;

#[derive(Clone, Debug)]
enum Work {
    Type {
        cell: usize,
        sign: usize,
        length: usize,
    },
    Sign {
        sign: usize,
        length: usize,
    },
    Confirm {
        cell: usize,
    },
    Close,
    Undo,
    Redo,
    /// A file, with edits of another release and clocks as large as they may be.
    Take {
        count: usize,
        length: usize,
        replace: bool,
    },
    /// Storage is full for a while.
    Full {
        is_full: bool,
    },
}

fn work() -> impl Strategy<Value = Work> {
    let length = prop_oneof![0..40usize, 33_320..33_340usize, 99_990..100_010usize];
    prop_oneof![
        4 => (0..6usize, 0..SIGNS.len(), length.clone()).prop_map(|(cell, sign, length)| Work::Type { cell, sign, length }),
        1 => (0..SIGNS.len(), length.clone()).prop_map(|(sign, length)| Work::Sign { sign, length }),
        1 => (0..6usize).prop_map(|cell| Work::Confirm { cell }),
        1 => Just(Work::Close),
        1 => Just(Work::Undo),
        1 => Just(Work::Redo),
        2 => (1..4usize, length, any::<bool>()).prop_map(|(count, length, replace)| Work::Take { count, length, replace }),
        1 => any::<bool>().prop_map(|is_full| Work::Full { is_full }),
    ]
}

const SIGNS: [&str; 6] = ["1", "港", "\"", "\\", "\n", "𠮷"];

fn cell(number: usize) -> Cell {
    let keys = [
        "3-10-k1/actual/2026",
        "3-10-k1/actual/2026/remark",
        "3-10-k1/actual/2026/internal",
        "3-10-p1/description",
        "3-10-k2/source",
        "3-10/vision",
    ];
    keys[number].parse().unwrap()
}

fn file(count: usize, length: usize) -> Package {
    let edit = |number: usize| {
        let id = format!("f{count}-{length}-{number}");
        let does = match number % 3 {
            0 => format!(r#""cell":"3-10-k2/source","value":{{"text":"{}"}},"seen":[]"#, "港".repeat(length / 3)),
            1 => format!(r#""cell":"3-10-k2/colour","value":{{"text":"{}"}}"#, "港".repeat(length / 3)),
            _ => r#""cell":"3-10-k1/actual/2026","value":{"observation":{"final":"9"}},"seen":[]"#.to_owned(),
        };
        let json = format!(
            r#"{{"id":"{id}","step":"{id}","clock":{},"at":"9999-12-31T23:59:59.999Z",{does}}}"#,
            Edit::LAST_CLOCK
        );
        Edit::read(&json)
    };
    Package {
        exported_at: Timestamp::default(),
        exported_by: None,
        plan_ids: vec![SubjectId::new("kamakura-3-10").unwrap()],
        plan: None,
        edits: (0..count).filter_map(|number| edit(number).ok()).map(Arc::new).collect(),
        handed_in: Vec::new(),
        damaged: Vec::new(),
        // What a newer release's head holds; with white space it would be many times as long.
        extra: serde_json::from_str(&format!(r#"{{"later":{}{}{}}}"#, "[".repeat(100), length, "]".repeat(100)))
            .unwrap(),
    }
}

fn offered(package: Package) -> OfferedFile {
    OfferedFile { name: "f.json".into(), package }
}

fn do_it(state: State, work: &Work) {
    match work {
        Work::Type { cell: number, sign, length } => {
            let cell = cell(*number);
            state.begin_typing(&cell);
            state.type_text(&cell, SIGNS[*sign].repeat(*length / SIGNS[*sign].len()));
            state.commit_typing(&cell);
        }
        Work::Sign { sign, length } => {
            let name = Some(SIGNS[*sign].repeat(*length / SIGNS[*sign].len()));
            state.set_maker(Maker { author: name.clone(), department: name });
        }
        Work::Confirm { cell: number } => {
            let cell = cell(*number);
            let begun = state.begin(&cell.with_aspect(Aspect::Confirmation));
            let canonical = untrack(|| state.value(&cell)).canonical();
            state.set(begun, Value::Confirmation(Some(canonical)));
        }
        Work::Close => {
            state.desk().reason.set("理由".into());
            let begun = state.begin(&"3-10/closed/2026".parse().unwrap());
            state.set(begun, Value::Text("締めました".into()));
        }
        Work::Undo => state.undo(),
        Work::Redo => state.redo(),
        Work::Take { count, length, replace } => {
            state.offer_packages(vec![offered(file(*count, *length))], Vec::new());
            match replace {
                true => state.replace_with_offer(),
                false => drop(state.merge_offer()),
            }
        }
        Work::Full { .. } => {}
    }
}

fn held(state: State) -> EditSet {
    state.desk().journal.with_untracked(|journal| EditSet::of(journal.to_save()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_held_can_be_written_and_read_by_every_copy(all in prop::collection::vec(work(), 1..14)) {
        let mut outcome = Ok(());
        with_pages(|store| outcome = law(store, &all));
        outcome?;
    }
}

fn law(store: &Arc<super::fake::Fake>, all: &[Work]) -> Result<(), TestCaseError> {
    let state = page(store, 1);
    for work in all {
        if let Work::Full { is_full } = work {
            store.full.store(*is_full, Ordering::Relaxed);
        }
        do_it(state, work);
        // Whoever follows a subject was told.
        let id = cell(0).subject;
        prop_assert!(untrack(|| Arc::ptr_eq(&state.about(&id), &state.shown())));
    }
    let held = held(state);
    // A file.
    let (_, text) = state.snapshot_file(&Part::All);
    let read = read_snapshot(text.as_bytes()).unwrap();
    prop_assert_eq!(&read.damaged, &[]);
    prop_assert_eq!(&read.edit_set(), &held);
    // A link, where it is not too long.
    if let Some(link) = state.link(&Part::All) {
        let package = read_link(link.strip_prefix(PREFIX).unwrap()).unwrap();
        prop_assert_eq!(&EditSet::of(package.edits), &held);
    }
    // What residents get.
    let preview = untrack(|| state.preview_publication(&PublicationForm::default(), Timestamp::default()));
    let published = read_snapshot(preview.snapshot.to_json().as_bytes()).unwrap();
    prop_assert_eq!(&published.damaged, &[]);
    prop_assert_eq!(&published.edit_set(), &preview.snapshot.edit_set());
    // The same browser, opened again once storage takes something.
    store.full.store(false, Ordering::Relaxed);
    // A text that none of the works enters, so that there is something to store.
    do_it(state, &Work::Type { cell: 5, sign: 1, length: 60 });
    let again = page(store, 2);
    prop_assert!(untrack(|| again.desk().aside.get()).is_empty());
    prop_assert_eq!(self::held(again), self::held(state));
    Ok(())
}

#[test]
fn more_than_a_file_can_hold_is_refused_and_changes_nothing() {
    with_pages(|store| {
        let state = page(store, 1);
        let longest = 99_999;
        let count = DRAFTS_AT_MOST / 2 / longest;
        // By files: the first fits, the second would be too much.
        for is_taken in [true, false] {
            let before = held(state);
            let mut package = file(0, 0);
            package.edits = (0..count)
                .map(|number| {
                    let id = format!("f{is_taken}-{number}");
                    let text = "x".repeat(longest);
                    let json = format!(
                        r#"{{"id":"{id}","step":"{id}","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"3-10-k{}/source","value":{{"text":"{text}"}},"seen":[]}}"#,
                        number % 5 + 1
                    );
                    Arc::new(Edit::read(&json).unwrap())
                })
                .collect();
            state.offer_packages(vec![offered(package)], Vec::new());
            state.merge_offer();
            assert_eq!(held(state) != before, is_taken);
        }
        // By hand.
        let remark = cell(1);
        for number in 0..3 {
            state.type_text(&remark, format!("{number}{}", "x".repeat(longest)));
            state.commit_typing(&remark);
        }
        assert!(untrack(|| state.is_unread(&remark)), "what was refused stays in its field");
        assert!(state.said.get_untracked().1.contains("これ以上は加えられません"));
        let (_, text) = state.snapshot_file(&Part::All);
        assert_eq!(read_snapshot(text.as_bytes()).map(|snapshot| snapshot.edit_set()), Ok(held(state)));
        // To the brim: not even what takes back would fit.
        for half in 0..17 {
            state.type_text(&remark, format!("{half}{}", "x".repeat(longest >> half)));
            state.commit_typing(&remark);
        }
        state.forget_typing(&remark);
        // Taking back is possible, and makes room.
        for _ in 0..20 {
            state.undo();
            assert!(!state.said.get_untracked().1.contains("これ以上は加えられません"));
        }
        assert_eq!(untrack(|| state.draft_count()), 0, "{}", state.said.get_untracked().1);
        state.type_text(&remark, "短い備考".into());
        state.commit_typing(&remark);
        assert!(!untrack(|| state.is_unread(&remark)));
        let kept: Kept = state.desk().keep.with_value(|keep| keep.as_ref().map(super::Keep::read)).unwrap();
        assert!(kept.aside.is_empty());
    });
}

#[test]
fn preferring_what_is_here_takes_what_was_made_here() {
    with_pages(|store| {
        let (state, k1) = (page(store, 1), cell(0));
        enter(state, &k1, "75");
        let own = held(state).iter().next().unwrap().to_text();
        let forged = own.replace(r#""final":"75""#, r#""final":"9999""#).replace(r#""at":"1970"#, r#""at":"9999"#);
        let mut package = file(0, 0);
        package.edits = vec![Arc::new(Edit::read(&forged).unwrap())];
        state.offer_packages(vec![offered(package)], Vec::new());
        state.merge_offer();
        assert_eq!(untrack(|| words::cell::value(&state.plan(), &k1, &state.value(&k1))), "9,999");
        state.decide_all(&Prefer::Here);
        assert_eq!(untrack(|| words::cell::value(&state.plan(), &k1, &state.value(&k1))), "75");
        // What came by the file is told to have come by it.
        let told = untrack(|| state.with_journal(crate::edits::history));
        assert!(told.iter().any(|entry| entry.file.as_deref() == Some("f.json")));
    });
}

#[test]
fn a_file_that_names_others_for_what_is_known_says_so() {
    with_pages(|store| {
        let (state, k1) = (page(store, 1), cell(0));
        enter(state, &k1, "75");
        let own = held(state).iter().next().unwrap().to_text();
        let named = own.replacen('{', r#"{"author":"花子","department":"観光課","#, 1);
        for (text, count) in [(own, 0), (named, 1)] {
            let mut package = file(0, 0);
            package.edits = vec![Arc::new(Edit::read(&text).unwrap())];
            state.offer_packages(vec![offered(package)], Vec::new());
            let offer = untrack(|| state.desk().offer.get());
            assert_eq!(offer.map(|offer| offer.renamed.len()), Some(count), "{text}");
            state.drop_offer();
        }
    });
}

#[test]
fn a_file_that_cannot_be_read_leaves_an_open_offer() {
    with_pages(|store| {
        let state = page(store, 1);
        state.offer_packages(vec![offered(file(3, 30))], Vec::new());
        let cells = || untrack(|| state.desk().offer.get()).map(|offer| offer.cells.clone());
        let open = cells();
        assert!(open.is_some());
        state.offer_packages(Vec::new(), vec![Problem { name: "g.json".into(), error: None }]);
        assert_eq!(cells(), open);
        assert_eq!(untrack(|| state.desk().problems.with(Vec::len)), 1);
    });
}

#[test]
fn what_is_known_told_with_another_time_or_salt_is_named_and_what_is_told_in_short_is_not() {
    with_pages(|store| {
        let (state, k1) = (page(store, 1), cell(0));
        enter(state, &k1, "75");
        let own = held(state).iter().next().unwrap().to_text();
        let salt = own.split(r#""salt":""#).nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let published =
            untrack(|| state.preview_publication(&PublicationForm::default(), Timestamp::default())).snapshot;
        for (edit, count) in [
            (published.edits[0].to_text(), 0),
            (own.replace(r#""at":"1970"#, r#""at":"1971"#), 1),
            (own.replace(salt, "another"), 1),
            (own.replace(r#""clock":1"#, r#""clock":7"#), 1),
        ] {
            let mut package = file(0, 0);
            package.edits = vec![Arc::new(Edit::read(&edit).unwrap())];
            state.offer_packages(vec![offered(package)], Vec::new());
            let offer = untrack(|| state.desk().offer.get());
            assert_eq!(offer.map(|offer| offer.renamed.len()), Some(count), "{edit}");
            state.drop_offer();
        }
    });
}

#[test]
fn what_a_newer_release_made_goes_with_its_subject() {
    with_pages(|store| {
        let state = page(store, 1);
        let mut package = file(0, 0);
        package.edits = ["3-10-k1/colour", "3-10-k2/colour"]
            .map(|cell| {
                let json = format!(
                    r#"{{"id":"{0}","step":"{0}","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"{cell}","value":{{"text":"赤"}}}}"#,
                    cell.replace('/', "-")
                );
                Arc::new(Edit::read(&json).unwrap())
            })
            .into();
        state.offer_packages(vec![offered(package)], Vec::new());
        state.merge_offer();
        enter(state, &cell(0), "75");
        enter(state, &cell(4), "市の調べ");
        let part = Part::Cells([cell(0)].into());
        let subjects = |edits: &EditSet| {
            let mut subjects: Vec<String> = edits.iter().map(|edit| edit.subject().unwrap().to_string()).collect();
            subjects.sort();
            subjects
        };
        let (_, text) = state.snapshot_file(&part);
        assert_eq!(subjects(&read_snapshot(text.as_bytes()).unwrap().edit_set()), ["3-10-k1", "3-10-k1"]);
        let link = state.link(&part).unwrap();
        assert_eq!(
            subjects(&EditSet::of(read_link(link.strip_prefix(PREFIX).unwrap()).unwrap().edits)),
            ["3-10-k1", "3-10-k1"]
        );
    });
}

#[test]
fn a_large_offer_replaces_nothing_before_it_was_shown_what_that_changes() {
    with_pages(|store| {
        let state = page(store, 1);
        let edit = |number: usize| {
            let json = format!(
                r#"{{"id":"f-{number}","step":"f-{number}","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"x{number}/name","value":{{"text":"港"}},"seen":[]}}"#
            );
            Arc::new(Edit::read(&json).unwrap())
        };
        for (count, is_large) in [(10, false), (2_001, true)] {
            let package = Package { edits: (0..count).map(edit).collect(), ..file(0, 0) };
            state.offer_packages(vec![offered(package)], Vec::new());
            let found = || untrack(|| state.desk().replacing.with(|found| found.as_ref().map(|found| found.len())));
            assert_eq!(found().is_none(), is_large);
            let before = held(state);
            if is_large {
                state.replace_with_offer();
                assert_eq!((held(state), found()), (before.clone(), Some(count - 10)));
                assert!(untrack(|| state.desk().offer.with(Option::is_some)));
            }
            state.replace_with_offer();
            assert_ne!(held(state), before);
            assert!(untrack(|| state.desk().offer.with(Option::is_none)));
        }
    });
}

#[test]
fn what_was_saved_while_an_offer_was_open_is_noted_after_merging() {
    with_pages(|store| {
        let state = page(store, 1);
        enter(state, &cell(0), "75");
        state.offer_packages(vec![offered(file(3, 30))], Vec::new());
        // The state before, saved as a file: what stands in it waits for none any more.
        let filed = Filed::of(state.with_journal(|journal| journal.to_save()).iter());
        state.take_kept(Kept { filed, ..Kept::default() });
        assert_eq!(untrack(|| state.unfiled().0), 0);
        state.merge_offer();
        assert_eq!(untrack(|| state.unfiled().0), 0);
        assert_eq!(untrack(|| state.with_journal(|journal| journal.loads().len())), 1);
    });
}

#[test]
fn whoever_follows_a_subject_or_a_field_is_told_of_it_and_of_nothing_else() {
    with_pages(|store| {
        let state = page(store, 1);
        let [own, other] = [cell(0), cell(4)];
        let counts = [(), ()].map(|()| Arc::new(AtomicUsize::new(0)));
        let follow = |count: &Arc<AtomicUsize>, read: Box<dyn Fn() + Send + Sync>| {
            let count = count.clone();
            Memo::new(move |_| {
                read();
                count.fetch_add(1, Ordering::Relaxed)
            })
        };
        let value = {
            let own = own.clone();
            follow(&counts[0], Box::new(move || drop(state.value(&own))))
        };
        let text = {
            let own = own.clone();
            follow(&counts[1], Box::new(move || drop(state.typed(&own))))
        };
        let runs = || {
            value.get_untracked();
            text.get_untracked();
            [0, 1].map(|which| counts[which].load(Ordering::Relaxed))
        };
        assert_eq!(runs(), [1, 1]);
        // Of another subject.
        enter(state, &other, "統計");
        assert_eq!(runs(), [1, 1]);
        state.type_text(&own, "7".into());
        assert_eq!(runs(), [1, 2]);
        state.commit_typing(&own);
        assert_eq!(runs(), [2, 3]);
        state.undo();
        assert_eq!(runs(), [3, 3]);
        // Residents see another value than drafts have, and nothing of them when none is left.
        state.set_mode(Mode::Reading);
        state.offer_packages(vec![offered(file(3, 9))], Vec::new());
        state.look_at_offer();
        assert_eq!(untrack(|| state.value(&own)), untrack(|| state.shown().value(&own)));
        assert_eq!(runs()[0], 4);
        state.stop_looking();
        assert_eq!(runs()[0], 5);
    });
}
