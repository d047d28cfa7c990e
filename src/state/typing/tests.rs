//! Fields, over a made-up storage and clock.

use std::sync::atomic::Ordering;

use serde_json::{Map, Value as Json};

use crate::browser::{KeyValue as _, StorageChange};
use crate::edits::Maker;
use crate::format::Origin;
use crate::format::entry::EntryError;
use crate::plan::json::InJson as _;
use crate::plan::{Aspect, Observation, Target};
use crate::state::fake::{Fake, enter, page, with_pages};
use crate::state::keep::Keep;
use crate::state::{Opened, seed};

use super::*;
use crate::state::Prefer;

fn k1() -> Cell {
    "3-10-k1/actual/2026".parse().unwrap()
}

fn shown(state: State) -> String {
    untrack(|| words::cell::value(&state.plan(), &k1(), &state.value(&k1())))
}

fn said(state: State) -> String {
    state.said.get_untracked().1
}

fn no_value(state: State) -> Option<NoValue> {
    untrack(|| state.no_value(&k1()))
}

#[test]
fn a_text_becomes_the_value_when_its_field_is_left() {
    with_pages(|store| {
        let page = page(store, 1);
        page.begin_typing(&k1());
        page.type_text(&k1(), "７５".into());
        assert_eq!(shown(page), "未入力");
        page.commit_typing(&k1());
        assert_eq!(shown(page), "75");
        assert!(store.keys().iter().all(|key| !key.contains("/typing/")), "nothing waits any more");
        // Esc shows the value again.
        page.type_text(&k1(), "76".into());
        page.forget_typing(&k1());
        page.commit_typing(&k1());
        assert_eq!(shown(page), "75");
    });
}

#[test]
fn a_word_that_says_more_than_the_value_is_in_its_remark_as_long_as_it_holds() {
    with_pages(|store| {
        let page = page(store, 1);
        let remark = |cell: &Cell| untrack(|| page.plan().remark(cell).to_owned());
        let now = || (shown(page), remark(&k1()));
        let is = |value: &str, remark: &str| (value.to_owned(), remark.to_owned());
        enter(page, &k1(), "調査中");
        assert_eq!(now(), is("未公表", "調査中"));
        assert!(said(page).contains("を未公表にし、備考を「調査中」にしました"), "{}", said(page));
        // The same again changes nothing.
        let edits = page.draft_count();
        enter(page, &k1(), "（調査中）");
        assert_eq!(page.draft_count(), edits);
        // Another word takes its place; a number, or a state that is chosen, ends it.
        enter(page, &k1(), "調整中");
        assert_eq!(now(), is("未公表", "調整中"));
        enter(page, &k1(), "710（見込）");
        assert_eq!(now(), is("710(速報)", "見込"));
        assert!(said(page).contains("注意: 前の値と5倍以上違います。"), "{}", said(page));
        enter(page, &k1(), "78");
        assert_eq!(now(), is("78", ""));
        assert!(said(page).contains("前の値についての備考を消しました"), "{}", said(page));
        page.undo();
        assert_eq!(now(), is("710(速報)", "見込"));
        assert!(page.set_chosen(&k1(), Value::Observation(Observation::NotApplicable)));
        assert_eq!(now(), is("該当なし", ""));
        // What somebody wrote stays, whatever words it holds.
        let own = k1().with_aspect(Aspect::Remark);
        enter(page, &own, "集計中の数を含む");
        enter(page, &k1(), "調査中");
        assert_eq!(now(), is("未公表", "集計中の数を含む(調査中)"));
        enter(page, &k1(), "75");
        assert_eq!(now(), is("75", "集計中の数を含む"));
        // With more behind the word the whole text is the remark: once, and no longer than it holds.
        for _ in 0..2 {
            enter(page, &k1(), "75見込み(R9.6確定予定)");
            assert_eq!(now(), is("75(速報)", "集計中の数を含む(75見込み(R9.6確定予定))"));
        }
        enter(page, &k1(), "78");
        assert_eq!(now(), is("78", "集計中の数を含む"));
        assert!(said(page).contains("前は75(速報)でした。速報の印は外れました。"), "{}", said(page));
        // A word for a target is no word for a number, and one for a number that stays may be anybody's.
        for own_words in ["程度", "概数"] {
            enter(page, &own, own_words);
            assert!(!page.set_chosen(&k1(), Value::Observation(Observation::Final(78.into()))));
            assert_eq!(now(), is("78", own_words));
        }
        enter(page, &own, "程度");
        enter(page, &k1(), "79");
        assert_eq!(now(), is("79", "程度"));
        // Also of a bound beside a target, and when the page is left.
        let target: Cell = "3-10-k1/target".parse().unwrap();
        enter(page, &target.with_aspect(Aspect::Remark), "契約の件数");
        page.type_text(&target, "約80件".into());
        page.leave_page();
        assert_eq!(untrack(|| page.plan().value(&target)), Value::Target(Target::Number(80.into())));
        assert_eq!(remark(&target), "契約の件数(約)");
    });
}

#[test]
fn a_word_that_somebody_else_has_put_there_since_a_field_was_begun_is_theirs() {
    with_pages(|store| {
        let (here, there) = (page(store, 1), page(store, 2));
        here.type_text(&k1(), "78".into());
        enter(there, &k1(), "調査中");
        let kept = there.desk().keep.with_value(|keep| keep.as_ref().unwrap().read());
        here.take_kept(kept);
        here.commit_typing(&k1());
        assert!(here.drafts.get_untracked().is_conflict(&k1()));
        assert_eq!(untrack(|| here.plan().remark(&k1()).to_owned()), "調査中");
        // Decided for the number, it goes; and comes back with it.
        let begun = here.begin(&k1());
        assert!(
            here.set_all(here.with_remarks(vec![(begun, Value::Observation(Observation::Final(78.into())))]), None)
        );
        assert_eq!(untrack(|| here.plan().remark(&k1()).to_owned()), "");
        assert!(!said(here).contains("前は"), "of several values none was before: {}", said(here));
        here.undo();
        assert_eq!(untrack(|| here.plan().remark(&k1()).to_owned()), "調査中");
    });
}

#[test]
fn why_it_was_decided_so_is_why_it_is_corrected() {
    with_pages(|store| {
        let (here, there) = (page(store, 1), page(store, 2));
        enter(here, &k1(), "75");
        enter(there, &k1(), "76");
        let kept = there.desk().keep.with_value(|keep| keep.as_ref().unwrap().read());
        here.take_kept(kept);
        let closed: Cell = "3-10/closed/2026".parse().unwrap();
        assert!(here.set(here.begin(&closed), Value::Text("締め".into())));
        let decide = |number: i32| here.set(here.begin(&k1()), Value::Observation(Observation::Final(number.into())));
        assert!(!decide(75), "nothing says why");
        assert_eq!(said(here), words::closing::REASON_MISSING_FOR_CHOICE);
        here.decide_all(&Prefer::Here);
        assert_eq!(said(here), words::closing::REASON_MISSING_FOR_FILE);
        here.desk().deciding.set("現地で数え直した".into());
        here.decide_all(&Prefer::Here);
        assert!(!here.drafts.get_untracked().is_conflict(&k1()));
        let cell = k1();
        let reason = here.with_journal(|journal| {
            let heads = journal.view().head_edits(&cell);
            heads.map(|edit| edit.reason.clone().unwrap_or_default()).collect::<Vec<_>>()
        });
        assert_eq!(reason, ["現地で数え直した"]);
        // It was said of that decision, and of no other.
        assert_eq!(here.desk().deciding.get_untracked(), "");
        here.desk().deciding.set("理由".into());
        assert!(!decide(77), "nobody disagrees any more: it is a correction");
    });
}

#[test]
fn a_word_and_what_waits_in_the_field_of_its_remark_are_both_kept() {
    with_pages(|store| {
        let page = page(store, 1);
        let remark = k1().with_aspect(Aspect::Remark);
        let closed: Cell = "3-10/closed/2026".parse().unwrap();
        assert!(page.set(page.begin(&closed), Value::Text("締め".into())));
        enter(page, &k1(), "調査中");
        enter(page, &remark, "県の数");
        assert_eq!(untrack(|| page.unread_cells()).len(), 2);
        page.desk().reason.set("訂正".into());
        page.retry_typing();
        assert_eq!((shown(page).as_str(), untrack(|| page.unread_cells())), ("未公表", vec![]));
        assert_eq!(untrack(|| page.plan().remark(&k1()).to_owned()), "県の数(調査中)");
    });
}

#[test]
fn what_cannot_be_read_stays_in_its_field_and_is_there_again() {
    with_pages(|store| {
        let first = page(store, 1);
        enter(first, &k1(), "七十五");
        assert!(matches!(no_value(first), Some(NoValue::Entry(_))));
        first.leave_page();
        let second = page(store, 2);
        assert_eq!(untrack(|| second.field_text(&k1())), "七十五");
        assert!(matches!(no_value(second), Some(NoValue::Entry(_))));
        assert_eq!(untrack(|| second.unread_cells()), [k1()]);
        enter(second, &k1(), "75");
        assert_eq!((shown(second).as_str(), no_value(second)), ("75", None));
        assert_eq!(shown(page(store, 3)), "75");
    });
}

#[test]
fn what_was_being_typed_when_the_page_was_left_is_the_value_and_is_said_and_undone() {
    with_pages(|store| {
        let first = page(store, 1);
        first.type_text(&k1(), "75".into());
        first.leave_page();
        let second = page(store, 2);
        assert_eq!(shown(second), "75");
        assert!(said(second).contains("75として保存しました"), "{}", said(second));
        second.undo();
        assert_eq!(shown(second), "未入力");
        // Said once.
        assert_eq!(said(page(store, 3)), "");
    });
}

#[test]
fn after_a_kill_a_text_is_in_its_field_and_no_value_yet() {
    with_pages(|store| {
        let first = page(store, 1);
        first.type_text(&k1(), "75".into());
        // Killed: nothing else is called.
        let second = page(store, 2);
        assert_eq!((shown(second).as_str(), untrack(|| second.field_text(&k1()))), ("未入力", "75".to_owned()));
        assert_eq!(no_value(second), Some(NoValue::Unconfirmed));
        // Focus that only passes through does not make it one, nor closing once more.
        second.begin_typing(&k1());
        second.leave_field(&k1());
        assert_eq!(no_value(second), Some(NoValue::Unconfirmed));
        second.leave_page();
        let third = page(store, 3);
        assert_eq!((shown(third).as_str(), untrack(|| third.field_text(&k1()))), ("未入力", "75".to_owned()));
        third.commit_typing(&k1());
        assert_eq!(shown(third), "75");
    });
}

fn news(page: State) -> Vec<String> {
    page.desk().news.get_untracked().into_iter().map(|news| news.text).collect()
}

/// Closes a page, and tells another one only then of what it wrote.
fn close_late(store: &Fake, closing: State, other: State) {
    let before = store.texts();
    closing.leave_page();
    for (key, text) in store.texts().into_iter().filter(|(key, text)| before.get(key) != Some(text)) {
        other.take_storage_change(StorageChange { key: Some(key), text: Some(text) });
    }
}

#[test]
fn what_a_closing_page_writes_after_it_gave_up_its_lock_settles_what_was_taken_over() {
    with_pages(|store| {
        let k2: Cell = "3-10-k2/actual/2026".parse().unwrap();
        let first = page(store, 1);
        enter(first, &k2, "二千");
        assert!(said(first).starts_with("「鎌倉商工会議所の会員数 R8 実績」: 数として読めません。"), "{}", said(first));
        first.type_text(&k1(), "75".into());
        // The lock of the first is free before its writes arrive.
        let second = page(store, 2);
        assert_eq!(untrack(|| second.unread_cells()), [k1(), k2.clone()]);
        close_late(store, first, second);
        assert_eq!((shown(second).as_str(), untrack(|| second.unread_cells())), ("75", vec![k2.clone()]));
        let committed =
            words::notice::committed_at_leaving(&untrack(|| second.plan()), &[(k1(), untrack(|| second.value(&k1())))]);
        assert_eq!(news(second), [words::notice::TEXTS_ARE_BACK, &committed]);
        // The value is there, its text too: a page that opens now has nothing to restore of it.
        let third = page(store, 3);
        assert_eq!(untrack(|| third.unread_cells()), std::slice::from_ref(&k2));
        third.forget_typing(&k2);
        assert_eq!(untrack(|| third.unread_cells()), []);
    });
}

#[test]
fn a_restored_text_that_meanwhile_is_the_value_is_no_longer_spoken_of() {
    with_pages(|store| {
        let first = page(store, 1);
        first.type_text(&k1(), "75".into());
        let second = page(store, 2);
        assert_eq!(news(second), [words::notice::TEXTS_ARE_BACK]);
        close_late(store, first, second);
        let committed =
            words::notice::committed_at_leaving(&untrack(|| second.plan()), &[(k1(), untrack(|| second.value(&k1())))]);
        assert_eq!((news(second), shown(second).as_str()), (vec![committed.clone()], "75"));
        // It is no news of that value once another one stands there.
        enter(second, &"3-10-k2/actual/2026".parse().unwrap(), "2000");
        assert_eq!(news(second), [committed]);
        enter(second, &k1(), "76");
        assert_eq!(news(second), Vec::<String>::new());
    });
}

#[test]
fn of_two_texts_in_one_field_neither_is_lost() {
    with_pages(|store| {
        let [first, second] = [1, 2].map(|number| page(store, number));
        first.type_text(&k1(), "75".into());
        second.type_text(&k1(), "76".into());
        let third = page(store, 3);
        assert_eq!(untrack(|| third.field_text(&k1())), "75");
        third.commit_typing(&k1());
        let fourth = page(store, 4);
        assert_eq!((shown(fourth).as_str(), untrack(|| fourth.field_text(&k1()))), ("75", "76".to_owned()));
        // It was begun before the other became the value: both are shown.
        fourth.commit_typing(&k1());
        assert!(untrack(|| fourth.is_conflict(&k1())));
    });
}

#[test]
fn a_page_that_comes_back_goes_on_where_it_was() {
    with_pages(|store| {
        let first = page(store, 1);
        first.type_text(&k1(), "75".into());
        first.leave_page();
        let other = page(store, 2);
        let k2: Cell = "3-10-k2/actual/2026".parse().unwrap();
        enter(other, &k2, "80");
        // Another tab folded what this one wrote.
        let opened = Opened::of(&seed().unwrap(), Origin::Embedded);
        let keep = Keep::new(store.clone(), "/", &opened.published.plan, "tidy");
        assert_eq!(keep.fold(&keep.other_page_loads(), "folded", i64::MAX), Ok(2));
        first.come_back();
        assert_eq!(untrack(|| words::cell::value(&first.plan(), &k2, &first.value(&k2))), "80");
        enter(first, &k1(), "76");
        let last = page(store, 3);
        assert_eq!(
            (shown(last).as_str(), untrack(|| words::cell::value(&last.plan(), &k2, &last.value(&k2)))),
            ("76", "80".to_owned())
        );
    });
}

#[test]
fn other_fields_are_kept_while_they_are_typed() {
    with_pages(|store| {
        let first = page(store, 1);
        first.keep_text(REASON, "数え直した".into());
        first.keep_text(DEPARTMENT, "産業課 ".into());
        first.keep_text("edition", "令和8年度版".into());
        first.leave_page();
        let second = page(store, 2);
        assert_eq!(second.desk().reason.get_untracked(), "数え直した");
        assert_eq!(untrack(|| second.text("edition")).as_deref(), Some("令和8年度版"));
        let opened = Opened::of(&seed().unwrap(), Origin::Embedded);
        let keep = Keep::new(store.clone(), "/", &opened.published.plan, "x");
        assert_eq!(keep.read_settings(), Maker { author: None, department: Some("産業課".into()) });
    });
}

#[test]
fn leaving_is_warned_of_only_while_something_would_be_lost() {
    with_pages(|store| {
        let page = page(store, 1);
        let is_lost = || untrack(|| page.has_unkept());
        enter(page, &k1(), "七十五");
        assert!(!is_lost(), "it is there again");
        store.full.store(true, Ordering::Relaxed);
        page.type_text(&k1(), "七十六".into());
        assert!(is_lost());
        enter(page, &k1(), "76");
        assert!(is_lost(), "{}", said(page));
        store.full.store(false, Ordering::Relaxed);
        let k2: Cell = "3-10-k2/actual/2026".parse().unwrap();
        enter(page, &k2, "80");
        assert!(!is_lost());
    });
}

#[test]
fn a_value_that_could_not_be_kept_in_leaving_is_not_said_to_be_saved_and_its_text_is_there() {
    with_pages(|store| {
        let first = page(store, 1);
        first.type_text(&k1(), "75".into());
        // Full to the last sign: nothing can be written any more.
        store.full.store(true, Ordering::Relaxed);
        first.leave_page();
        store.full.store(false, Ordering::Relaxed);
        let second = page(store, 2);
        assert_eq!(shown(second), "未入力");
        assert_eq!(untrack(|| second.field_text(&k1())), "75");
        assert!(!said(second).contains("保存しました"), "{}", said(second));
    });
}

#[test]
fn what_was_refused_for_want_of_a_reason_is_not_made_a_value_by_somebody_elses() {
    with_pages(|store| {
        let state = page(store, 1);
        enter(state, &"3-10/closed/2026".parse().unwrap(), "令和9年6月1日");
        enter(state, &k1(), "75");
        assert_eq!((shown(state).as_str(), untrack(|| state.unread_cells())), ("未入力", vec![k1()]));
        state.put_refused_aside();
        state.desk().reason.set("集計の誤り".into());
        state.retry_typing();
        assert_eq!((shown(state).as_str(), untrack(|| state.unread_cells())), ("未入力", vec![k1()]));
        state.commit_typing(&k1());
        assert_eq!((shown(state).as_str(), untrack(|| state.unread_cells())), ("75", Vec::new()));
    });
}

#[test]
fn a_reason_takes_what_was_refused_for_want_of_it_and_nothing_else() {
    with_pages(|store| {
        let closed: Cell = "3-10/closed/2026".parse().unwrap();
        let k2: Cell = "3-10-k2/actual/2026".parse().unwrap();
        let killed = page(store, 1);
        killed.type_text(&k2, "80".into());
        let page = page(store, 2);
        let begun = page.begin(&closed);
        page.set(begun, Value::Text("締めました".into()));
        enter(page, &k1(), "75");
        assert_eq!(no_value(page), Some(NoValue::ReasonMissing));
        page.desk().reason.set("数え直した".into());
        page.retry_typing();
        assert_eq!(shown(page), "75");
        assert_eq!(untrack(|| page.no_value(&k2)), Some(NoValue::Unconfirmed), "nobody has said that it holds");
        // What is refused for another reason stays, too.
        page.desk().reason.set(String::new());
        enter(page, &k1(), "76");
        page.desk().reason.set("x".repeat(100_001));
        page.retry_typing();
        assert_eq!((shown(page).as_str(), untrack(|| page.field_text(&k1()))), ("75", "76".to_owned()));
    });
}

#[test]
fn of_two_other_texts_neither_is_lost() {
    with_pages(|store| {
        let [first, second] = [1, 2].map(|number| page(store, number));
        for (page, reason) in [(first, "数え直した"), (second, "聞き違い")] {
            page.keep_text(REASON, reason.into());
            page.leave_page();
        }
        let third = page(store, 3);
        assert_eq!(untrack(|| third.text(REASON)).as_deref(), Some("数え直した"));
        third.forget_text(REASON);
        assert_eq!(untrack(|| page(store, 4).text(REASON)).as_deref(), Some("聞き違い"));
    });
}

#[test]
fn a_text_too_long_for_a_file_is_refused_in_its_field() {
    with_pages(|store| {
        let page = page(store, 1);
        let remark: Cell = "3-10-k1/actual/2026/remark".parse().unwrap();
        page.type_text(&remark, "港".repeat(33_334));
        page.commit_typing(&remark);
        assert_eq!(untrack(|| page.no_value(&remark)), Some(NoValue::Entry(EntryError::TooLong)));
        page.type_text(&remark, "港".repeat(33_333));
        page.commit_typing(&remark);
        assert_eq!(untrack(|| page.no_value(&remark)), None);
        let (_, text) = page.snapshot_file(&crate::state::Part::All);
        assert_eq!(crate::format::read_snapshot(text.as_bytes()).map(|snapshot| snapshot.edits.len()), Ok(1));
    });
}

#[test]
fn a_record_of_a_newer_release_costs_only_what_is_not_understood() {
    let json = r#"{"fields":[{"cell":"k1/name","was":{"text":""},"seen":["a-1"],"decides":true,"hint":{"x":1.50},"text":"港"},
        {"cell":"k1/colour","was":1,"seen":[],"decides":false,"text":"赤"}],
        "committed":[{"cell":"k1/colour","value":{"text":"青"}}],"texts":{"photo":{"x":1},"reason":"確定"},"closed":true,"cursor":1.50}"#;
    let json: Json = serde_json::from_str(json).unwrap();
    let record = TypingRecord::from_json(json.clone()).unwrap();
    assert_eq!((record.fields.len(), record.texts.len(), record.is_closed), (1, 1, true));
    assert_eq!(record.to_json(), json);
}

#[test]
fn a_text_whose_value_could_not_be_stored_is_there_after_a_kill() {
    with_pages(|store| {
        let first = page(store, 1);
        first.type_text(&k1(), "75".into());
        store.full.store(true, Ordering::Relaxed);
        first.commit_typing(&k1());
        assert_eq!(shown(first), "75");
        let killed = page(store, 2);
        assert_eq!(untrack(|| killed.field_text(&k1())), "75");
        assert_eq!(no_value(killed), Some(NoValue::Unconfirmed));
    });
}

#[test]
fn of_several_values_that_could_not_be_stored_the_last_text_is_there() {
    with_pages(|store| {
        let first = page(store, 1);
        store.is_full_for_edits.store(true, Ordering::Relaxed);
        for text in ["75", "76", "80"] {
            enter(first, &k1(), text);
        }
        assert_eq!(shown(first), "80");
        assert_eq!(untrack(|| page(store, 2).field_text(&k1())), "80");
    });
}

#[test]
fn a_record_of_another_form_is_no_empty_one() {
    for json in [r#"{"texts":[{"name":"reason"}]}"#, r#"{"closed":{"at":1}}"#, r#"{"fields":{}}"#] {
        let json: Json = serde_json::from_str(json).unwrap();
        assert!(TypingRecord::from_json(json).is_err());
    }
    assert_eq!(TypingRecord::from_json(Map::new().into()), Ok(TypingRecord::default()));
}

#[test]
fn in_a_closed_year_the_same_value_written_otherwise_changes_nothing() {
    with_pages(|store| {
        let state = page(store, 1);
        enter(state, &k1(), "2,041");
        enter(state, &"3-10/closed/2026".parse().unwrap(), "締めました");
        state.type_text(&k1(), "2041".into());
        state.commit_typing(&k1());
        assert_eq!((no_value(state), untrack(|| state.field_text(&k1())).as_str()), (None, "2,041"));
        // Another value wants a reason.
        state.type_text(&k1(), "2042".into());
        state.commit_typing(&k1());
        assert_eq!(no_value(state), Some(NoValue::ReasonMissing));
    });
}

#[test]
fn what_is_chosen_takes_the_place_of_what_stands_in_the_field() {
    with_pages(|store| {
        let state = page(store, 1);
        enter(state, &k1(), "検討中");
        assert!(untrack(|| state.is_unread(&k1())));
        assert!(state.set_chosen(&k1(), Value::Observation(Observation::NotPublished)));
        assert_eq!((untrack(|| state.unread_cells()), shown(state).as_str()), (vec![], "未公表"));
        // Where it is not taken, the text stays.
        enter(state, &k1(), "あとで");
        assert!(!state.set_chosen(&k1(), Value::Observation(Observation::NotPublished)));
        assert!(untrack(|| state.is_unread(&k1())));
    });
}

#[test]
fn a_number_of_no_initiative_is_refused() {
    with_pages(|store| {
        let (state, links): (_, Cell) = (page(store, 1), "3-10-p1/initiatives".parse().unwrap());
        enter(state, &links, "1 9");
        let why = untrack(|| state.no_value(&links));
        assert_eq!(why, Some(NoValue::Entry(EntryError::NoSuchInitiative)));
        enter(state, &links, "1 4");
        assert_eq!(untrack(|| state.no_value(&links)), None);
    });
}

#[test]
fn a_final_number_in_place_of_a_preliminary_one_is_said_to_be_one() {
    with_pages(|store| {
        let state = page(store, 1);
        enter(state, &k1(), "1,722(速報)");
        enter(state, &k1(), "1,723(速報)");
        assert!(!said(state).contains("外れました"), "{}", said(state));
        enter(state, &k1(), "1,724");
        assert!(said(state).contains("速報の印は外れました"), "{}", said(state));
        enter(state, &k1(), "1,725");
        assert!(!said(state).contains("外れました"), "{}", said(state));
    });
}
