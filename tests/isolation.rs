//! Text of other people within sentences of ours: whatever direction it runs in, the words around it keep their places.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is not as expected"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use leptos::prelude::{Get, Owner, RenderHtml, Set, Signal, view};
use serde_json::{Value as Json, json};
use shisaku::browser::{FolderError, NotOffered, Offered};
use shisaku::chart::{Export, FigureOf, Look, picture};
use shisaku::edits::{Appearance, Change, Edit, EditError, EditId, Entry, Maker, Replica, resolve};
use shisaku::format::sheet::{Done, IssueKind, SheetIssue};
use shisaku::format::{
    Correction, Corrections, Damage, Edition, History, HistoryEntry, Origin, Publication, SharedFile, Snapshot,
    SnapshotError, Trouble, read_snapshot,
};
use shisaku::plan::{
    Aspect, Cell, Decimal, FiscalYear, Missing, Observation, Plan, ReadingKind, Reference, SubjectId, Timestamp, Value,
    assess, clean, is_bidi_control,
};
use shisaku::state::{Browser, Mode, Opened, Problem, State};
use shisaku::ui::Shell;
use shisaku::ui::part::Printing;
use shisaku::ui::route::Route;
use shisaku::words::figure::{Amount, Distance, Said};
use shisaku::words::file::{Extent, snapshot_name};
use shisaku::words::isolate::{CLOSE, OPEN};
use shisaku::words::language::{Language, speak};
use shisaku::words::{
    arranging, assessment, cell, closing, data, edition, entry as entry_words, exchange, figure, file, folder, notice,
    overview, pasting, publishing, screen, sheet,
};

/// A name that runs from right to left.
const NAME: &str = "אבג";

/// Whether every letter that runs from right to left stands in an isolate that is closed again in its line, and nothing
/// else says in which direction anything runs.
fn is_held(text: &str) -> bool {
    text.split('\n').all(|line| {
        let mut depth = 0_usize;
        for c in line.chars() {
            match c {
                OPEN => depth += 1,
                CLOSE if depth == 0 => return false,
                CLOSE => depth -= 1,
                'א'..='ת' if depth == 0 => return false,
                c if is_bidi_control(c) => return false,
                _ => {}
            }
        }
        depth == 0
    })
}

#[test]
fn what_is_held_is_told_apart() {
    for held in ["", "件数 1", "「\u{2068}אבג\u{2069}」 1", "\u{2068}1 \u{2068}אבג\u{2069} R8\u{2069}\n件"] {
        assert!(is_held(held), "{held:?}");
    }
    for loose in [
        "「אבג」 1",
        "\u{2068}אבג",
        "אבג\u{2069}",
        "\u{202e}abc",
        "\u{2068}אבג\nד\u{2069}",
        "\u{2068}\u{200f}א\u{2069}",
    ] {
        assert!(!is_held(loose), "{loose:?}");
    }
}

fn id(text: &str) -> SubjectId {
    SubjectId::new(text).unwrap()
}

fn sender(text: &str) -> Maker {
    Maker { author: Some(text.to_owned()), department: Some(text.to_owned()) }
}

fn shared(text: &str) -> SharedFile {
    SharedFile { name: text.to_owned(), sender: sender(text), changes: 1, ..SharedFile::default() }
}

fn year() -> FiscalYear {
    FiscalYear::new(2026).unwrap()
}

fn seed() -> Json {
    serde_json::from_str(include_str!("../seeds/plan.json")).unwrap()
}

fn snapshot(file: &Json) -> Snapshot {
    read_snapshot(file.to_string().as_bytes()).unwrap()
}

/// The seed's plan with one text in the place of all.
fn plan(text: &str) -> Plan {
    let plan = Plan { city: text.to_owned(), ..snapshot(&seed()).plan };
    let texts = plan.cells.iter().map(|(cell, value)| match value {
        Value::Text(_) => (cell.clone(), Value::Text(text.to_owned())),
        other => (cell.clone(), other.clone()),
    });
    Plan { cells: texts.collect(), ..plan.clone() }
}

fn entry(change: Change) -> Entry {
    let id = EditId::new("a-1").unwrap();
    let maker = Maker::default();
    let edit = Edit {
        id: id.clone(),
        step: id,
        clock: 1,
        at: Timestamp::default(),
        salt: None,
        change,
        maker,
        reason: None,
        extra: Default::default(),
    };
    let takes_back = Vec::new();
    let (edit, sender) = (Arc::new(edit), None);
    Entry { edit, before: None, is_live: true, takes_back, file: None, sender, is_published: false }
}

/// Every sentence in which `text` can stand, with the name of what makes it. A new one belongs here, or below.
fn sentences(text: &str) -> Vec<(&'static str, String)> {
    let plan = plan(text);
    let (some, none) = (Some(text.to_owned()), None);
    let of: Cell = "3-10-k1/actual/2026".parse().unwrap();
    let (one, at) = (Decimal::from(1), Timestamp::default());
    let value = || Value::Text(text.to_owned());
    let said = Said { value: one, unit: text, is_preliminary: true, is_in_conflict: true };
    let amount = Amount { value: one, is_preliminary: false };
    let shown = Appearance {
        value: value(),
        is_conflict: false,
        sides: Default::default(),
        is_correction: false,
        is_in_force: false,
        has_newer: false,
        closings: Default::default(),
    };
    let reference = Reference { value: one, year: None, is_baseline: true };
    let set = |before: Option<Value>| {
        let change = Change::Set { cell: of.clone(), value: value(), seen: BTreeSet::new() };
        Entry { before, ..entry(change) }
    };
    let taking_back = |cells: &[&Cell]| {
        let takes_back = cells.iter().map(|cell| (*cell).clone()).collect();
        Entry { takes_back, ..entry(Change::Retract { step: EditId::new("b-1").unwrap(), seen: None }) }
    };
    let about = Publication { edition: text.into(), date: text.into(), contact: text.into(), ..Publication::default() };
    let corrected = Correction {
        cell: of.clone(),
        name: text.into(),
        unit: text.into(),
        before: Observation::Final(one),
        after: Observation::NotPublished,
        extra: Default::default(),
    };
    let told = HistoryEntry {
        edition: text.into(),
        names: vec![text.to_owned(), text.to_owned()],
        unnamed: 1,
        added: vec![text.to_owned()],
        retired: vec![text.to_owned()],
        corrections: Corrections { entries: vec![corrected.clone()], ..Corrections::default() },
        ..HistoryEntry::default()
    };
    let later = HistoryEntry { at: Timestamp::from_millis(told.at.millis() + 1), ..HistoryEntry::default() };
    let of_one_day = History { entries: vec![later, told.clone()], foreign: Vec::new() };
    let edition = |origin| Edition { origin, at, publication: Some(about.clone()), left_out: 2 };
    let published = edition(Origin::Published);
    let issue = |kind| SheetIssue { line: 1, field: 1, text: text.to_owned(), kind, done: Done::LeftOut };
    let damage = Damage { number: 1, cell: None, fault: EditError::Clock, json: text.to_owned() };
    let mut indicator = plan.indicator(&id("3-10-k1")).unwrap();
    indicator.band = one;
    let assessed = assess(&indicator, year());
    let mut with_actual = indicator.clone();
    with_actual.actuals.insert(year(), Observation::Final(one));
    let mut all = vec![
        ("assessment::sentences", assessment::sentences(&indicator, &assessed)),
        ("assessment::grounds", assessment::grounds(&indicator, &assess(&with_actual, year()))),
        ("assessment::change_in_short", assessment::change_in_short(reference, one.exact(), text, text)),
        ("arranging::moved", arranging::moved(&plan, &of.subject, 1, 2)),
        ("arranging::removed", arranging::removed(&plan, &of.subject)),
        ("arranging::in_order", arranging::in_order(&plan, &of.subject)),
        ("cell::subject", cell::subject(&plan, &of)),
        ("cell::name", cell::name(&plan, &of)),
        ("cell::name", cell::name(&plan, &of.with_aspect(Aspect::Remark))),
        ("cell::name_with_policy", cell::name_with_policy(&plan, &of)),
        ("cell::value", format!("{} 1", cell::value(&plan, &of, &value()))),
        ("cell::appearance", format!("{} 1", cell::appearance(&plan, &of, &shown))),
        ("cell::after", format!("{} 1", cell::after(&plan, &of, &shown, &shown))),
        ("data::dataset", data::dataset(&plan, text)),
        ("data::feed_title", data::feed_title(&told, &History::default())),
        ("data::feed_title", data::feed_title(&told, &of_one_day)),
        ("data::feed_text", data::feed_text(&told)),
        ("data::feed_text", data::feed_text(&HistoryEntry { note: text.into(), ..HistoryEntry::default() })),
        ("data::changed_names", data::changed_names(&told).join("\n")),
        ("data::correction", data::correction(&corrected)),
        ("edition::date", edition::date(&published)),
        ("edition::drafts_date", edition::drafts_date(&published)),
        ("edition::drafts_edition", edition::drafts_edition(&published)),
        ("edition::on_paper", edition::on_paper(&plan, &published, true)),
        ("edition::shown", edition::shown(&published)),
        ("edition::shown", edition::shown(&edition(Origin::EmbeddedForSilence))),
        ("exchange::sitting", exchange::sitting(&some, &some)),
        ("screen::who_or_sender", screen::who_or_sender(&Maker::default(), Some(&sender(text)))),
        ("screen::who_made", screen::who_made(&set(None).edit, Some(&sender(text)))),
        ("exchange::counted", exchange::counted(text, 2)),
        ("exchange::unread", exchange::unread(text)),
        ("exchange::save_part_lead", exchange::save_part_lead(text)),
        ("exchange::no_part", exchange::no_part(text)),
        ("exchange::save_part", exchange::save_part(text)),
        ("exchange::saved_to_hand_in", exchange::saved_to_hand_in(text)),
        ("exchange::answer_head", exchange::answer_head(&plan, year())),
        ("exchange::answer_name", exchange::answer_name(&plan, &of)),
        ("exchange::answer_fact", exchange::answer_fact(exchange::ENTERED_BY, text)),
        ("exchange::quoted", exchange::quoted(text)),
        ("exchange::added", exchange::added(&plan, &of.subject)),
        ("exchange::offer_head", exchange::offer_head(&[text])),
        ("exchange::offer_head", exchange::offer_head(&[text, "b"])),
        ("exchange::file_line", exchange::file_line(text, &screen::by(&some, &none, at), 2)),
        ("exchange::decision_of", exchange::decision_of(text)),
        ("exchange::prefer_file", exchange::prefer_file(text)),
        ("exchange::of_file", exchange::of_file(exchange::SWITCH_OFF, text)),
        ("exchange::missing_list", exchange::missing_list(&plan, year(), &[(text.to_owned(), vec![of.clone()])])),
        ("closing::confirm_group", closing::confirm_group(text)),
        ("closing::ask_to_close", closing::ask_to_close(year(), Some(text), 1)),
        ("closing::closed_lead", closing::closed_lead(year(), text)),
        ("publishing::not_made", publishing::not_made(text)),
        ("publishing::written", publishing::written(2, 1, 1, Some(text))),
        ("notice::now_is", notice::now_is(&plan, &of, &value())),
        ("entry::reason_noted", entry_words::reason_noted(text)),
        (
            "exchange::cell_change",
            exchange::cell_change(
                &plan,
                &Entry {
                    edit: Arc::new(Edit {
                        reason: Some(text.into()),
                        maker: sender(text),
                        ..(*set(None).edit).clone()
                    }),
                    ..set(None)
                },
            ),
        ),
        ("folder::use_again", folder::use_again(text)),
        ("folder::asks", folder::asks(text)),
        ("folder::elsewhere", folder::elsewhere(text)),
        ("folder::state_short", folder::state_short(Timestamp::default(), &[shared(text)])),
        ("folder::used", folder::used(text, Some(Timestamp::default()))),
        ("folder::own", folder::own(Some(&(text.to_owned(), Timestamp::default())), true)),
        ("folder::whose", folder::whose(&shared(text))),
        ("folder::whose", folder::whose(&SharedFile { sender: Maker::default(), ..shared(text) })),
        ("folder::trouble", folder::trouble(text, &Trouble::Gone)),
        ("folder::trouble", folder::trouble(text, &Trouble::NoRoom)),
        ("folder::trouble", folder::trouble(text, &Trouble::System(FolderError::Other(text.into())))),
        ("folder::trouble", folder::trouble(text, &Trouble::Content(SnapshotError::Empty))),
        ("folder::trouble", folder::trouble(text, &Trouble::Content(SnapshotError::OtherPlan(id("p"))))),
        ("folder::trouble_with_folder", folder::trouble_with_folder(&Trouble::System(FolderError::Other(text.into())))),
        ("folder::arrived", folder::arrived(&[(sender(text), 1), (sender(text), 2)])),
        ("folder::arrived", folder::arrived(&(1..=5).map(|count| (sender(text), count)).collect::<Vec<_>>())),
        (
            "folder::handed_in",
            folder::handed_in(Timestamp::default(), None, Some(&Trouble::System(FolderError::Other(text.into())))),
        ),
        ("folder::saved_again", folder::saved_again(text, Timestamp::default())),
        ("folder::save_again_lead", folder::save_again_lead(Some(text))),
        ("folder::handed_in", folder::handed_in(Timestamp::default(), Some(text), None)),
        ("folder::not_saved", folder::not_saved(text, &Trouble::Gone)),
        ("folder::not_saved", folder::not_saved(text, &Trouble::System(FolderError::Other(text.into())))),
        ("folder::cannot_choose", folder::cannot_choose(&FolderError::Other(text.into()))),
        ("folder::others_work", folder::others_work(text, true)),
        ("exchange::prefer_here_lead", exchange::prefer_here_lead(&[(sender(text), 1), (sender(text), 2)])),
        ("exchange::received_from", exchange::received_from(text, "1")),
        ("exchange::sending_department", exchange::sending_department(text)),
        ("publishing::folder_failed", publishing::folder_failed(&FolderError::Other(text.into()), 1)),
        ("exchange::change", exchange::change(&plan, &set(None))),
        ("exchange::change", exchange::change(&plan, &set(Some(value())))),
        ("exchange::change", exchange::change(&plan, &set(Some(Value::Text("b".into()))))),
        ("exchange::place", exchange::place(&plan, &set(None))),
        ("exchange::place", exchange::place(&plan, &taking_back(&[&of]))),
        ("exchange::place", exchange::place(&plan, &taking_back(&[&of, &of]))),
        ("exchange::set_back", exchange::set_back(text, text)),
        ("figure::head", figure::head(text, text)),
        ("figure::remark", figure::remark(Some(year()), None, text)),
        ("figure::named", figure::named(text, "1")),
        ("figure::walk", figure::walk(text)),
        ("figure::axis_unit", figure::axis_unit(text)),
        ("figure::money_title", figure::money_title(text)),
        ("figure::latest", figure::latest(said, None)),
        ("figure::latest", figure::latest(said, Some(year()))),
        ("figure::baseline", figure::baseline(said, year())),
        ("figure::first_actual", figure::first_actual(said, year())),
        ("figure::one_actual", figure::one_actual(said, year())),
        ("figure::actuals", figure::actuals(said, year(), said, year())),
        ("figure::change", figure::change(reference, one.exact(), text)),
        ("figure::change", figure::change(reference, -one.exact(), text)),
        ("figure::missing_years", figure::missing_years(text, &[year()], Missing::NotEntered)),
        ("figure::partly", figure::partly(text, &[year()])),
        ("figure::in_conflict", figure::in_conflict(text, &[year()])),
        ("figure::held_within", figure::held_within(one, text)),
        ("figure::amount", figure::amount(text, amount, year())),
        ("figure::amounts", figure::amounts(text, amount, year(), amount, year())),
        ("exchange::renamed", exchange::renamed(2, text)),
        ("closing::closings", closing::closings(&[text, text])),
        ("exchange::site", exchange::site(text)),
        ("exchange::site_line", exchange::site_line(text, 2)),
        ("notice::committed_at_leaving", notice::committed_at_leaving(&plan, &[(of.clone(), value())])),
        ("exchange::damaged", exchange::damaged(text, &damage, 2)),
        ("file::problem", file::problem(text, None)),
        ("notice::changed", notice::changed(&plan, &of, None, &value(), true)),
        ("notice::changed_with_remark", notice::changed_with_remark(&plan, &of, None, &value(), true)),
        ("notice::saved", notice::saved(notice::SavedFile::Table, text, Ok(Offered::Taken))),
        ("notice::saved", notice::saved(notice::SavedFile::Table, text, Ok(Offered::MayBeForbidden))),
        ("notice::saved", notice::saved(notice::SavedFile::Table, text, Err(NotOffered::Refused))),
        ("notice::saved", notice::saved(notice::SavedFile::Picture, text, Err(NotOffered::NotMade))),
        ("overview::head", overview::head(&plan)),
        ("overview::initiative", overview::initiative(&plan, 1, &id("3-10-i1"))),
        ("overview::changed", overview::changed("初期値(R7)", said, said)),
        ("overview::changed", overview::changed("", said, Said { value: Decimal::from(2), ..said })),
        ("overview::projects_caption", overview::projects_caption(text, None, year())),
        ("overview::of_year", overview::of_year(year(), text)),
        ("overview::caption", overview::caption(text, None, year())),
        ("overview::title", overview::title(text, Some(1))),
        ("overview::projects", overview::projects(text, None, 5)),
        ("overview::value_of_year", overview::value_of_year(one, text, "R8")),
        ("screen::not_found", screen::not_found(text)),
        ("screen::policy_name", screen::policy_name(&plan, &id("3-10"))),
        ("screen::sheet_of", screen::sheet_of(&plan, &id("3-10"))),
        ("screen::project_name", screen::project_name(&plan, &id("3-10-p1"))),
        ("screen::window_title", screen::window_title(text)),
        ("screen::page_title", screen::page_title(text, "鎌倉市 施策シート")),
        ("screen::enter_head", screen::enter_head(text, year())),
        ("screen::enter_years_head", screen::enter_years_head(text, &plan)),
        ("screen::memo", screen::memo(text)),
        ("pasting::waiting", pasting::waiting(text)),
        ("pasting::unread", pasting::unread("", text, "*数として読めません。")),
        ("screen::rest", screen::rest(Some(text), 1, 2)),
        ("sheet::numbered_remark", sheet::numbered_remark(1, text)),
        ("sheet::reading_memo", sheet::reading_memo(ReadingKind::BudgetBasis, 1, text)),
        ("screen::entry_label", screen::entry_label(&plan, &"3-10-p1-k1/actual/2026".parse().unwrap())),
        ("screen::actuals_of", screen::actuals_of(text, true)),
        ("entry::refused", shisaku::words::entry::refused(&plan, &of, shisaku::format::entry::NoValue::Refused)),
        ("screen::actuals_of_one", screen::actuals_of_one(&plan, &id("3-10-k1"))),
        ("screen::years_of", screen::years_of(text)),
        ("screen::remark", screen::remark(text)),
        ("screen::source_line", screen::source_line(2, &format!("{text}\t\t{text}"))),
        ("screen::of", screen::of(text)),
        ("screen::state_of", screen::state_of(text)),
        ("screen::conflict_of", screen::conflict_of(text)),
        ("screen::decide_for", screen::decide_for(text, text)),
        ("screen::who", screen::who(&some, &some)),
        ("screen::by", screen::by(&some, &none, at)),
        ("screen::decided", screen::decided(text)),
        ("exchange::load_line", exchange::load_line(text, at, 2, false)),
        ("screen::trend_title", screen::trend_title(text)),
        ("screen::drawing_name", screen::drawing_name(&screen::trend_title(text), &figure::latest(said, None))),
        ("screen::source", screen::source(text)),
        ("screen::source_and_date", screen::source_and_date(text, &edition::date(&published))),
        ("screen::uncertain", screen::uncertain(&screen::source_and_date(text, ""))),
    ];
    let distances = [
        Distance::Unknown,
        Distance::Reached,
        Distance::Left(one.exact()),
        Distance::Missed(one.exact()),
        Distance::Off(one.exact()),
        Distance::Off(Decimal::ZERO.exact()),
    ];
    all.extend(distances.map(|distance| ("figure::target", figure::target(said, year(), distance, text))));
    let kinds = [
        IssueKind::Direction,
        IssueKind::Year,
        IssueKind::FarYear(year()),
        IssueKind::Twice,
        IssueKind::Dash,
        IssueKind::Status(Observation::NotPublished),
        IssueKind::Bound,
        IssueKind::Overflow,
        IssueKind::Initiatives,
        IssueKind::MoreOfInitiative,
        IssueKind::NoColumn,
        IssueKind::AmountUnit,
        IssueKind::Note,
        IssueKind::NoPlace,
    ];
    all.extend(kinds.map(|kind| ("sheet::sheet_issue", sheet::sheet_issue(&issue(kind)))));
    all
}

/// What makes no sentence, or only of texts of ours.
const OTHERS: [&str; 47] = [
    // Numbers.
    "data::changes",
    "data::more_corrections",
    // Kinds of subjects.
    "arranging::add",
    "arranging::added",
    "arranging::kind",
    "arranging::new_name",
    "arranging::order",
    // A number and a year.
    "cell::value_before",
    // Numbers in circles.
    "cell::initiatives",
    // As it is typed and read.
    "cell::unit",
    "entry::field_text",
    "number::unit_of_difference",
    // As the city says it: `date` isolates it.
    "edition::date_of",
    "edition::calendar_date_of",
    "embed::date",
    // A date of the calendar, whoever wrote the address (`format::is_date`).
    "embed::frozen_at",
    "embed::unconfirmed_at",
    // Code: a title alone in its attribute.
    "embed::iframe",
    // File names, which have no sentence around them.
    "file::mark_of",
    "file::is_marked",
    "file::is_shared_name",
    "file::shared_name",
    "file::snapshot_name",
    "file::table_name",
    "isolate::isolated",
    // What is wrong with a file, without its name.
    "file::why",
    // An address, in which texts are encoded.
    "exchange::mail",
    // Names to be compared, which nobody sees.
    "pasting::target",
    // A number.
    "pasting::preliminary",
    // Of words and sentences of ours.
    "cell::hidden",
    "entry::wrong",
    "closing::closed_text",
    "publishing::backup_name",
    "publishing::zip_name",
    "exchange::blank_of_publication",
    "language::joined",
    "language::pieces",
    "notice::not_kept",
    "overview::part_of",
    "overview::sentence",
    "screen::listed",
    "screen::rate_in_table",
    // A range of years.
    "screen::all_years",
    // Of a value and a name, which are held.
    "screen::reading_question",
    // The name of a field, which is held, and a text beside it.
    "sheet::in_brackets",
    "sheet::sheet_error",
    "sheet::typed_error",
];

#[test]
fn every_sentence_holds_what_runs_from_right_to_left() {
    // As it is; with numbers at its ends; with what should have ended at the entrance; in lines.
    let texts = [NAME, "1 אבג 2", "\u{202e}אבג\u{2066}", "\u{2069}אבג", "אבג\nדה"];
    for language in [Language::Japanese, Language::English] {
        speak(language);
        for text in texts {
            for (maker, sentence) in sentences(text) {
                assert!(sentence.contains(NAME), "{maker} says nothing of it: {sentence:?}");
                assert!(is_held(&sentence), "{maker}: {sentence:?}");
            }
        }
    }
    speak(Language::Japanese);
}

#[test]
fn an_override_turns_no_sentence_round() {
    let cleaned = clean("\u{202e}abc").into_owned();
    let plain = sentences("abc");
    for ((maker, sentence), (_, expected)) in sentences(&cleaned).into_iter().zip(&plain) {
        assert_eq!(sentence, *expected, "{maker}");
    }
    // Had it come past the entrance, it would be taken out all the same.
    for ((maker, sentence), (_, expected)) in sentences("\u{202e}abc").into_iter().zip(&plain) {
        let seen: String = sentence.chars().filter(|c| !matches!(*c, OPEN | CLOSE)).collect();
        assert!(seen == *expected && is_held(&sentence), "{maker}: {sentence:?}");
    }
}

#[test]
fn what_runs_from_left_to_right_is_said_as_it_always_was() {
    for text in ["鎌倉商工会議所の会員数", "Ａ-1 ｶﾞ(%)", "葛\u{e0100}飾 👨\u{200d}👩"] {
        for (maker, sentence) in sentences(text) {
            assert!(!sentence.contains(is_bidi_control), "{maker}: {sentence:?}");
            assert!(sentence.contains(text), "{maker}: {sentence:?}");
        }
    }
}

/// The functions of `words/` that are given a text, or what has one.
fn takers() -> BTreeSet<String> {
    let given = [
        "&str",
        "String",
        "&Plan",
        "Edition",
        "Entry",
        "&Value",
        "Issue",
        "Said<",
        "&Indicator",
        "Error",
        "&Publication",
        "&Correction",
        "Maker",
        "SharedFile",
        "Trouble",
    ];
    let mut found = BTreeSet::new();
    let files = |folder: &Path| -> Vec<PathBuf> {
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
    };
    // What a folder of them has is named after the folder.
    let all = files(Path::new("src/words")).into_iter().flat_map(|path| {
        let within = if path.is_dir() { files(&path) } else { vec![path.clone()] };
        within.into_iter().map(move |file| (path.file_stem().unwrap().to_str().unwrap().to_owned(), file))
    });
    for (module, file) in all {
        let source = std::fs::read_to_string(&file).unwrap();
        let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for function in code.split("\npub fn ").skip(1) {
            let (name, rest) = function.split_once('(').unwrap();
            let given_here = rest.split(" {\n").next().unwrap().split(") -> ").next().unwrap();
            if given.iter().any(|given| given_here.contains(given)) {
                found.insert(format!("{module}::{name}"));
            }
        }
    }
    found
}

#[test]
fn no_sentence_is_forgotten() {
    let tried: BTreeSet<String> = sentences(NAME).into_iter().map(|(maker, _)| maker.to_owned()).collect();
    let others: BTreeSet<String> = OTHERS.map(str::to_owned).into();
    let forgotten: Vec<_> =
        takers().into_iter().filter(|name| !tried.contains(name) && !others.contains(name)).collect();
    assert!(forgotten.is_empty(), "neither tried nor listed: {forgotten:?}");
    let gone: Vec<_> = tried.union(&others).filter(|name| !takers().contains(*name)).collect();
    assert!(gone.is_empty(), "listed and not there: {gone:?}");
}

#[test]
fn names_of_files_have_no_controls() {
    for department in ["\u{202e}nosj.課", "אבג", "\u{2068}אבג\u{2069}"] {
        let name = snapshot_name(&plan(NAME), Some(department), Extent::Department, Timestamp::default());
        assert!(!name.contains(is_bidi_control), "{name:?}");
    }
}

/// The seed with one text in the place of every text a published file can have, and people who disagree on some.
fn hostile() -> Snapshot {
    let mut file = seed();
    file["publication"] = json!({
        "edition": NAME, "date": NAME, "contact": NAME, "licence": { "name": NAME, "url": "https://example.jp/" },
    });
    file["plan"]["city"] = json!(NAME);
    let cells = file["plan"]["cells"].as_object_mut().unwrap();
    let keys: Vec<String> = cells.keys().cloned().collect();
    for (key, value) in cells.iter_mut().filter(|(_, value)| value.get("text").is_some()) {
        assert!(!key.ends_with("remark"));
        *value = json!({ "text": NAME });
    }
    for key in &keys {
        cells.insert(format!("{key}/remark"), json!({ "text": NAME }));
    }
    cells.insert("3-10-k2/actual/2027/remark".into(), json!({ "text": NAME }));
    cells.insert("3-10/closed/2027".into(), json!({ "text": NAME }));
    for key in ["3-10/review/2026", "3-10-p1/outlook/2026", "3-10-p1/outlook/2026/remark"] {
        cells.insert(key.into(), json!({ "text": format!("{NAME} 1\n{NAME}") }));
    }
    for reading in file["plan"]["readings"].as_array_mut().unwrap() {
        reading["source"] = json!(format!("{NAME}\t\t{NAME}"));
    }
    let edit = |number: u8, cell: &str, value: Json| {
        json!({ "id": format!("x-{number}"), "step": format!("x-{number}"), "clock": number,
            "at": "2026-05-01T00:00:00.000Z", "seen": [], "cell": cell, "value": value,
            "author": NAME, "department": NAME, "reason": NAME })
    };
    let text = |text: &str| json!({ "text": text });
    let number = |number: &str| json!({ "observation": { "final": number } });
    file["edits"] = json!([
        edit(1, "3-10-p1/department", text(NAME)),
        edit(2, "3-10-p1/department", text("דה")),
        edit(3, "3-10-k1/actual/2026", number("1")),
        edit(4, "3-10-k1/actual/2026", number("2")),
        edit(5, "3-10-k2/source", text("דה")),
        edit(6, "3-10-k1/actual/2027/internal", text(NAME)),
        edit(7, "9-99-k1/name", text(NAME)),
        edit(8, "3-10-p1/review/2026", text(NAME)),
        edit(9, "3-10-p1/review/2026", text("דה")),
    ]);
    snapshot(&file)
}

/// What stands in one line of a page, and what names something.
#[derive(Default)]
struct Lines(Vec<String>);

const WITHIN_LINES: [&str; 6] = ["a", "abbr", "bdi", "label", "span", "strong"];
const BOXES_IN_LINES: [&str; 6] = ["button", "input", "progress", "select", "svg", "textarea"];

impl Lines {
    /// Those of a page: `bdi` and the isolates in its text are told alike.
    fn of(html: &str) -> Lines {
        let mut lines = Lines::default();
        let mut open = vec![String::new()];
        for (index, part) in html.split('<').enumerate() {
            let Some((tag, text)) = part.split_once('>').filter(|_| index > 0) else {
                open.last_mut().unwrap().push_str(part);
                continue;
            };
            if !tag.starts_with('!') {
                lines.take_tag(tag, &mut open);
            }
            open.last_mut().unwrap().push_str(text);
        }
        open.drain(..).for_each(|line| lines.end(line));
        lines
    }

    fn take_tag(&mut self, tag: &str, open: &mut Vec<String>) {
        for attribute in ["aria-label", "title", "placeholder", "alt"] {
            let value = tag.split(&format!(" {attribute}=\"")).nth(1).and_then(|rest| rest.split('"').next());
            self.0.extend(value.map(str::to_owned));
        }
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        let is_end = tag.starts_with('/');
        match name {
            "bdi" => open.last_mut().unwrap().push(if is_end { CLOSE } else { OPEN }),
            _ if WITHIN_LINES.contains(&name) => {}
            "input" => open.last_mut().unwrap().push('\u{fffc}'),
            _ if BOXES_IN_LINES.contains(&name) && !is_end => open.push(String::new()),
            _ if BOXES_IN_LINES.contains(&name) => {
                let inside = open.pop().unwrap();
                self.end(inside);
                open.last_mut().unwrap().push('\u{fffc}');
            }
            _ => {
                let line = std::mem::take(open.last_mut().unwrap());
                self.end(line);
            }
        }
    }

    fn end(&mut self, line: String) {
        if !line.trim().is_empty() {
            self.0.push(line.trim().to_owned());
        }
    }

    /// Those in which a text from right to left stands beside something else and is not held.
    fn loose(&self) -> Vec<&str> {
        let is_alone = |line: &str| matches!(line, NAME | "דה");
        self.0.iter().map(String::as_str).filter(|line| !is_alone(line) && !is_held(line)).collect()
    }
}

#[test]
fn lines_of_a_page_are_told_apart() {
    let loose = |html: &str| Lines::of(html).loose().len();
    for held in [
        "<p>אבג</p><p>1</p>",
        "<p><bdi>אבג</bdi> 1</p>",
        "<p>\u{2068}אבג\u{2069} <b>1</b></p>",
        "<p><span>\u{2068}אבג\u{2069}</span><!> 1<button>אבג</button></p>",
        "<div aria-label=\"אבג\">1</div>",
    ] {
        assert_eq!(loose(held), 0, "{held}");
    }
    for html in [
        "<p>אבג 1</p>",
        "<p><a href=\"#\">אבג</a> <span>1</span></p>",
        "<p>אבג <button>1</button></p>",
        "<p>אבג<input type=\"text\"></p>",
        "<div aria-label=\"אבג R8\"></div>",
        "<button>「אבג」</button>",
    ] {
        assert_eq!(loose(html), 1, "{html}");
    }
}

#[test]
fn every_figure_holds_what_runs_from_right_to_left() {
    let shown = hostile();
    let view = resolve(&Arc::new(shown.plan.clone()), &shown.edit_set());
    let edition = Opened::of(&shown, Origin::Published).edition;
    for language in [Language::Japanese, Language::English] {
        speak(language);
        for of in ["3-10-k1", "3-10-p1-k1", "3-10-p1"] {
            let figure = FigureOf::of(&view, &edition, &id(of)).unwrap();
            let export = Export::of(&figure, &edition::date(&edition));
            let table = export.table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| &cell.text));
            let told = [&export.title, &export.sentence, &export.source, &export.table.caption];
            let mut texts: Vec<String> = told.into_iter().chain(&export.table.columns).chain(table).cloned().collect();
            texts.extend([export.alternative(), figure.walk_label()]);
            let drawn: Option<Json> =
                figure.options(&Look::default()).map(|options| serde_json::from_str(&options).unwrap());
            texts.extend(drawn.into_iter().flat_map(texts_in));
            texts.extend(Lines::of(&picture::whole(&export, None).svg).0);
            texts.extend(Lines::of(&export.html()).0);
            assert!(texts.iter().filter(|text| text.contains(NAME)).count() > 8, "{of}");
            assert_eq!(Lines(texts).loose(), Vec::<&str>::new(), "{of}");
        }
    }
    speak(Language::Japanese);
}

fn texts_in(json: Json) -> Vec<String> {
    match json {
        Json::String(text) => vec![text],
        Json::Array(list) => list.into_iter().flat_map(texts_in).collect(),
        Json::Object(fields) => fields.into_iter().flat_map(|(_, value)| texts_in(value)).collect(),
        _ => Vec::new(),
    }
}

fn routes() -> Vec<Route> {
    vec![
        Route::Overview,
        Route::Policy(id("3-10")),
        Route::Enter(id("3-10"), year()),
        Route::Enter(id("3-10"), FiscalYear::new(2027).unwrap()),
        Route::Indicator(id("3-10-k1")),
        Route::Indicator(id("3-10-p1-k1")),
        Route::Project(id("3-10-p1")),
        Route::HandIn(year()),
        Route::Exchange,
        Route::Answers,
        Route::History,
        Route::Publish,
        Route::Unknown(NAME.into()),
    ]
}

#[test]
fn every_screen_holds_what_runs_from_right_to_left() {
    let opened = Opened::of(&hostile(), Origin::Published);
    for route in routes() {
        for mode in [Mode::Reading, Mode::Editing] {
            let shown = route.clone();
            let html = Owner::new().with(|| {
                let state = State::new(&opened, Replica::known(0), None, Arc::new(Browser));
                state.set_mode(mode);
                state.desk().maker.set(Maker { author: Some(NAME.into()), department: Some(NAME.into()) });
                state.desk().problems.set(vec![Problem { name: NAME.into(), error: None }]);
                let cell = "3-10-k3/actual/2026".parse().unwrap();
                state.type_text(&cell, NAME.into());
                state.commit_typing(&cell);
                state.say(notice::saved(notice::SavedFile::Snapshot, NAME, Ok(Offered::Taken)));
                Printing::provide().set(Some(Timestamp::default()));
                let route = Signal::derive(move || shown.clone());
                let _read = route.get();
                view! { <Shell state route /> }.to_html()
            });
            let lines = Lines::of(&html);
            assert!(lines.0.iter().filter(|line| line.contains(NAME)).count() >= 3, "{route:?} {mode:?} shows it");
            assert_eq!(lines.loose(), Vec::<&str>::new(), "{route:?} {mode:?}");
        }
    }
}
