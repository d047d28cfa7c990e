//! 成果と課題 and 今後の方向 on the screens and pages: shown where they were written, and nothing where they were not.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test may panic as the test does")]

use std::collections::BTreeMap;

use leptos::prelude::*;
use shisaku::format::{Digest, Origin, Snapshot, read_snapshot};
use shisaku::plan::{Aspect, Cell, FiscalYear, SubjectId, Value};
use shisaku::state::{Mode, Opened, State, of_snapshot, seed};
use shisaku::ui::route::Route;
use shisaku::ui::{Shell, publication_files};

const NAME: &str = "成果と課題・今後の方向";

fn id(text: &str) -> SubjectId {
    SubjectId::new(text).unwrap()
}

fn written(texts: &[(&str, &str)]) -> Snapshot {
    let mut snapshot = seed().unwrap();
    for (cell, text) in texts {
        snapshot.plan.cells.insert(cell.parse().unwrap(), Value::Text((*text).into()));
    }
    snapshot
}

fn two_years() -> Snapshot {
    written(&[
        ("3-10-p1/review/2026", "窓口を\n\n増やした。"),
        ("3-10-p1/outlook/2026", "続ける。"),
        ("3-10-p1/outlook/2027", "広げる。"),
        ("3-10-p2/review/2026", " \u{3000}"),
        ("3-10/review/2026", "施策として進んだ。"),
    ])
}

/// The screen as HTML, without comments.
fn html(snapshot: &Snapshot, route: Route, mode: Mode) -> String {
    let html = Owner::new().with(|| {
        let state: State = of_snapshot(snapshot).unwrap();
        state.set_mode(mode);
        let route = Signal::derive(move || route.clone());
        view! { <Shell state route /> }.to_html()
    });
    html.replace("<!>", "")
}

fn pages(snapshot: &Snapshot) -> BTreeMap<String, String> {
    let opened = Opened::of(snapshot, Origin::Published);
    let digest = Digest::of_file(snapshot.to_json().as_bytes());
    let files = publication_files(&opened, &digest, |_| Ok::<_, String>(BTreeMap::new())).unwrap();
    files.into_iter().map(|file| (file.path, String::from_utf8(file.content).unwrap())).collect()
}

/// The places of texts in a page, which has each once.
fn places(html: &str, texts: &[&str]) -> Vec<usize> {
    let place = |text: &&str| {
        assert_eq!(html.matches(*text).count(), 1, "{text}");
        html.find(*text).unwrap()
    };
    texts.iter().map(place).collect()
}

#[test]
fn a_project_shows_what_was_written_the_newest_year_first() {
    for shown in [
        html(&two_years(), Route::Project(id("3-10-p1")), Mode::Reading),
        pages(&two_years())["projects/3-10-p1.html"].clone(),
    ] {
        let main = shown.split("<h2 id=\"commentary\"").nth(1).unwrap();
        let order =
            [">令和9(2027)年度</h3>", "広げる。", ">令和8(2026)年度</h3>", "窓口を<br><br>増やした。", "続ける。"];
        assert!(places(main, &order).is_sorted(), "{main}");
        assert_eq!((main.matches(">成果と課題<").count(), main.matches(">今後の方向<").count()), (1, 2));
    }
}

#[test]
fn the_sheet_shows_a_projects_with_it_and_the_policys_at_its_end() {
    let pages = pages(&two_years());
    let sheet = pages["sheets/3-10.html"].split("<table class=\"paper\"").next().unwrap();
    let order = [
        "<h3>1 商工運営事業</h3>",
        ">令和9(2027)年度</h4>",
        "増やした。",
        "<h3>2 中小企業支援事業</h3>",
        "<h2 id=\"commentary\"",
        ">令和8(2026)年度</h3>",
        "施策として進んだ。",
    ];
    assert!(places(sheet, &order).is_sorted());
    assert!(sheet.contains(&format!("<a href=\"#commentary\">施策全体の{NAME}</a>")));
    // Its foot leads to the data of the whole plan.
    let (other, _) = pages["projects/3-10-p2.html"].split_once("<footer").unwrap();
    assert!(!other.contains(NAME) && !other.contains("成果と課題"), "blanks are nothing");
}

#[test]
fn on_paper_it_stands_below_the_projects_amounts() {
    let pages = pages(&two_years());
    let paper = pages["sheets/3-10.html"].split("<table class=\"paper\"").nth(1).unwrap();
    let project = paper.split("<tbody class=\"paper-project\">").nth(1).unwrap();
    let order =
        ["予算額(千円)", "決算額(千円)", "R9 今後の方向", "R8 成果と課題", "窓口を<br><br>増やした。", "R8 今後の方向"];
    assert!(places(project, &order).is_sorted());
    let own = paper.split("<tbody class=\"paper-project\">").next().unwrap();
    let order = ["施策指標", "主な取組", "施策全体の成果と課題・今後の方向", "施策として進んだ。"];
    assert!(order.map(|text| own.find(text).unwrap()).is_sorted());
}

#[test]
fn a_publication_without_any_says_nothing_of_it() {
    for (path, page) in pages(&seed().unwrap()).iter().filter(|(path, _)| path.ends_with(".html")) {
        for word in ["成果と課題", "今後の方向", "commentary"] {
            assert!(!page.contains(word), "{path}: {word}");
        }
    }
    let links = |snapshot: &Snapshot| {
        let index = pages(snapshot)["index.html"].clone();
        ["values.csv", "commentary.csv", "commentary.json"].map(|name| index.contains(&format!("data/{name}")))
    };
    assert_eq!((links(&seed().unwrap()), links(&two_years())), ([true, false, false], [true; 3]));
}

#[test]
fn a_text_that_came_after_its_year_was_closed_is_marked() {
    let mut file: serde_json::Value = serde_json::from_str(&two_years().to_json()).unwrap();
    file["edits"] = serde_json::json!([
        { "id": "x-1", "step": "x-1", "clock": 1, "at": "2027-05-01T00:00:00.000Z", "seen": [],
          "cell": "3-10/closed/2026", "value": { "text": "締めました" } },
        { "id": "x-2", "step": "x-2", "clock": 2, "at": "2027-05-02T00:00:00.000Z", "seen": [],
          "cell": "3-10-p3/review/2026", "value": { "text": "あとから書いた。" } },
    ]);
    let pages = pages(&read_snapshot(file.to_string().as_bytes()).unwrap());
    let told = |path: &str| pages[path].split("<h2 id=\"commentary\"").nth(1).unwrap().contains("訂正");
    assert!(!told("projects/3-10-p1.html") && told("projects/3-10-p3.html"));
}

#[test]
fn a_file_with_it_is_read_and_written_as_it_is() {
    let text = two_years().to_json();
    let read = read_snapshot(text.as_bytes()).unwrap();
    assert!(read.plan.foreign.cells.is_empty());
    let cell: Cell = "3-10-p1/review/2026".parse().unwrap();
    assert_eq!(read.plan.value(&cell), Value::Text("窓口を\n\n増やした。".into()));
    assert_eq!(read.to_json(), text);
    assert!(read.plan.has(&cell.with_aspect(Aspect::Remark)));
}

#[test]
fn in_editing_a_button_says_in_words_what_is_written_and_no_field_is_there_before_it_is_pressed() {
    let (r8, r9) = (FiscalYear::new(2026).unwrap(), FiscalYear::new(2027).unwrap());
    let policy = id("3-10");
    let buttons = |route: Route| {
        let shown = html(&two_years(), route, Mode::Editing);
        assert!(!shown.contains("<textarea class=\"field paragraph\" id=\"f-3-10-p1-review"), "no field yet");
        let buttons =
            shown.split("<button").filter(|button| button.contains(NAME) && button.contains("aria-expanded=\"false\""));
        let text = |button: &str| button.split_once('>').unwrap().1.split("<span").next().unwrap().trim().to_owned();
        buttons.map(text).collect::<Vec<_>>()
    };
    let none = format!("{NAME}: 記入なし");
    let said = buttons(Route::Enter(policy.clone(), r8));
    assert_eq!(
        said[..3],
        [format!("施策全体の{NAME}: 成果と課題のみ記入あり"), format!("{NAME}: 記入あり"), none.clone()]
    );
    assert_eq!(said.len(), 6);
    assert_eq!(buttons(Route::Enter(policy.clone(), r9))[1], format!("{NAME}: 今後の方向のみ記入あり"));
    let years = format!("{NAME}: R8・R9に記入あり");
    assert_eq!(buttons(Route::EnterYears(policy.clone()))[1], years);
    assert_eq!(buttons(Route::Project(id("3-10-p1"))), std::slice::from_ref(&years));
    let sheet = buttons(Route::Policy(policy.clone()));
    assert_eq!((sheet.len(), &sheet[0], &sheet[1]), (6, &years, &none));
    assert_eq!(sheet[5], format!("施策全体の{NAME}: R8に記入あり"), "the policy's own at the end");
    assert!(!html(&two_years(), Route::Enter(policy, r8), Mode::Reading).contains(NAME));
}
