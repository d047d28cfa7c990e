//! Every screen renders natively, in reading and in editing: views hold no browser call, and show what the sheet holds.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test may panic as the test does")]

use leptos::prelude::*;
use shisaku::edits::Maker;
use shisaku::format::{FormFault, Snapshot};
use shisaku::plan::{Cell, FiscalYear, SubjectId, Value};
use shisaku::state::typing::{ADDRESS, LICENCE_URL};
use shisaku::state::{Mode, State, of_snapshot, seed};
use shisaku::ui::Shell;
use shisaku::ui::part::Printing;
use shisaku::ui::route::Route;
use shisaku::words;

fn id(text: &str) -> SubjectId {
    SubjectId::new(text).unwrap()
}

/// The screen as HTML.
fn html(route: Route, mode: Mode) -> String {
    html_of(&seed().unwrap(), route, mode)
}

/// The screen of a plan as HTML.
fn html_of(snapshot: &Snapshot, route: Route, mode: Mode) -> String {
    Owner::new().with(|| {
        let state: State = of_snapshot(snapshot).unwrap();
        state.set_mode(mode);
        let route = Signal::derive(move || route.clone());
        view! { <Shell state route /> }.to_html()
    })
}

fn routes() -> Vec<Route> {
    let year = FiscalYear::new(2026).unwrap();
    vec![
        Route::Overview,
        Route::Policy(id("3-10")),
        Route::Enter(id("3-10"), year),
        Route::Indicator(id("3-10-k1")),
        Route::Indicator(id("3-10-p1-k1")),
        Route::Project(id("3-10-p2")),
        Route::HandIn(year),
        Route::Exchange,
        Route::Answers,
        Route::History,
        Route::Publish,
        Route::Unknown("/nowhere".into()),
    ]
}

#[test]
fn every_screen_has_one_heading_in_both_modes() {
    for route in routes() {
        for mode in [Mode::Reading, Mode::Editing] {
            let html = html(route.clone(), mode);
            assert_eq!(html.matches("<h1").count(), 1, "{route:?} {mode:?}");
        }
    }
}

#[test]
fn reading_has_no_field() {
    for route in [Route::Policy(id("3-10")), Route::Indicator(id("3-10-k1")), Route::Project(id("3-10-p2"))] {
        let html = html(route, Mode::Reading);
        assert!(!html.contains("data-entry"));
    }
}

/// A browser fills in what it knows of the person, unless told not to: a department would be filled with a title.
#[test]
fn a_browser_fills_in_a_name_and_nothing_else() {
    let year = FiscalYear::new(2026).unwrap();
    let mut filled = std::collections::BTreeMap::new();
    for route in routes().into_iter().chain([Route::Enter(id("3-10"), year)]) {
        let shown = html(route, Mode::Editing);
        let fields = ["<input", "<textarea"].map(|tag| shown.split(tag).skip(1).collect::<Vec<_>>()).concat();
        let fields = fields.into_iter().map(|rest| rest.split('>').next().unwrap());
        let is_typed = |field: &&str| {
            !["checkbox", "radio", "file"].iter().any(|kind| field.contains(&format!("type=\"{kind}\"")))
                && !field.contains("readonly")
        };
        for field in fields.filter(is_typed) {
            let token = field.split("autocomplete=\"").nth(1).and_then(|rest| rest.split('"').next());
            *filled.entry(token.unwrap_or_else(|| panic!("no autocomplete: {field}")).to_owned()).or_insert(0) += 1;
        }
    }
    let tokens: Vec<&str> = filled.keys().map(String::as_str).collect();
    assert_eq!(tokens, ["name", "off"]);
    let maker = html(Route::Exchange, Mode::Editing);
    let field = maker.split(words::screen::AUTHOR_OPTIONAL).nth(1).unwrap().split("/label").next().unwrap();
    assert_eq!((field.matches("autocomplete=\"name\"").count(), filled["name"] > 0), (1, true));
}

#[test]
fn what_is_to_be_confirmed_is_quiet_in_reading_and_said_once_at_the_end() {
    let readings = seed().unwrap().plan.readings.iter().count();
    let [reading, editing] = [Mode::Reading, Mode::Editing].map(|mode| html(Route::Policy(id("3-10")), mode));
    let counts = |html: &str| {
        ["to-confirm-sign", "<details class=\"check\"", "id=\"to-confirm\""].map(|part| html.matches(part).count())
    };
    assert_eq!(counts(&reading), [readings, 0, 1]);
    assert_eq!(counts(&editing), [0, readings, 0]);
    assert!(reading.contains(&format!("＊のある{readings}か所は")));
    let (before, end) = reading.split_once("id=\"to-confirm\"").unwrap();
    assert!(
        !before.contains("文章では") && end.contains("商工運営事業 R8 予算額(千円)、中小企業支援事業 R8 予算額(千円)")
    );
    for (route, signs) in [(Route::Indicator(id("3-10-k1")), 3), (Route::Project(id("3-10-p1")), 5)] {
        assert_eq!(counts(&html(route.clone(), Mode::Reading)), [signs, 0, 1], "{route:?}");
    }
}

#[test]
fn a_row_says_once_that_its_years_are_empty() {
    for route in
        [Route::Policy(id("3-10")), Route::Indicator(id("3-10-k1")), Route::Project(id("3-10-p2")), Route::Overview]
    {
        let shown = html(route.clone(), Mode::Reading);
        let rows: Vec<&str> = shown.split("<tr>").skip(1).filter_map(|row| row.split("</tr>").next()).collect();
        assert!(!rows.is_empty());
        for row in rows {
            assert!(row.matches(">未入力<").count() <= 1, "{route:?}: {row}");
        }
    }
    let shown = html(Route::Policy(id("3-10")), Mode::Reading);
    assert!(shown.contains("colspan=\"6\"") && shown.contains("colspan=\"5\"") && shown.contains("colspan=\"4\""));
    assert!(
        !html(Route::Policy(id("3-10")), Mode::Editing).contains("未入力</td>"),
        "in editing each year has its field"
    );
}

#[test]
fn in_reading_initial_values_have_a_column_where_something_is_to_be_said_of_one() {
    let mut snapshot = seed().unwrap();
    let screens = [Route::Policy(id("3-10")), Route::Indicator(id("3-10-k1"))];
    let has = |snapshot: &Snapshot, mode| {
        screens.clone().map(|route| {
            let html = html_of(snapshot, route, mode);
            let head = html.split("class=\"yearly\"").nth(1).unwrap().split_once("<thead").unwrap().1;
            head.split("</thead>").next().unwrap().contains("初期値")
        })
    };
    assert_eq!(has(&snapshot, Mode::Reading), [true; 2], "whether there are any is to be confirmed");
    let mut confirmed = serde_json::to_value(&snapshot.plan).unwrap();
    confirmed["readings"] = serde_json::json!([]);
    snapshot.plan = serde_json::from_value(confirmed).unwrap();
    assert_eq!(has(&snapshot, Mode::Reading), [false; 2]);
    assert_eq!(has(&snapshot, Mode::Editing), [true; 2]);
    let value = serde_json::from_str(r#"{"observation":{"final":"70"}}"#).unwrap();
    snapshot.plan.cells.insert("3-10-k1/baseline".parse().unwrap(), value);
    assert_eq!(has(&snapshot, Mode::Reading), [true; 2]);
}

#[test]
fn the_contents_of_a_screen_lead_away_from_none() {
    for (route, address) in [(Route::Overview, "#/"), (Route::Policy(id("3-10")), "#/policy/3-10")] {
        let shown = html(route, Mode::Reading);
        let contents = shown.split("class=\"contents\"").nth(1).unwrap().split("</nav>").next().unwrap();
        let links: Vec<&str> = contents.split("href=\"").skip(1).filter_map(|link| link.split('"').next()).collect();
        assert!(links.len() > 1 && links.iter().all(|link| *link == address), "{links:?}");
    }
}

#[test]
fn the_sheet_shows_every_text_of_the_source() {
    let shown = html(Route::Policy(id("3-10")), Mode::Reading);
    let source = std::fs::read_to_string("seeds/3-10.txt").unwrap();
    let labels = ["目指す方向", "No", "事業名", "直近実績値 (2024)", "直近実績値 (2025)"];
    for field in source.split(['\t', '\n']).map(str::trim).filter(|field| !field.is_empty()) {
        // The head of a project is its number and name; arrows came through as 7; initiatives bear their number apart.
        let text = field.trim_start_matches(['①', '②', '③', '④', ' ']);
        if labels.contains(&field) || text.is_empty() || text == "7" || field.starts_with("直近実績値") {
            continue;
        }
        assert!(shown.contains(text), "{field}");
    }
}

#[test]
fn editing_has_a_field_for_every_cell_of_the_sheet() {
    let shown = html(Route::Policy(id("3-10")), Mode::Editing);
    for name in [
        "鎌倉商工会議所の会員数 名称",
        "鎌倉商工会議所の会員数 単位",
        "鎌倉商工会議所の会員数 目指す方向",
        "鎌倉商工会議所の会員数 目標値",
        "鎌倉商工会議所の会員数 出典",
        "鎌倉商工会議所の会員数 直近実績値",
        "鎌倉商工会議所の会員数 直近実績値の年",
        "鎌倉商工会議所の会員数 初期値",
        "鎌倉商工会議所の会員数 R8 実績",
        "鎌倉商工会議所の会員数 R12 実績",
        "商店街団体加盟店舗数 R12 実績",
        "主な取組①",
        "商工運営事業 名称",
        "商工運営事業 所管課",
        "商工運営事業 事業内容",
        "商工運営事業 主な取組の番号",
        "商工運営事業 R8 予算額(千円)",
        "商工運営事業 R12 決算額(千円)",
    ] {
        assert!(shown.contains(&format!("aria-label=\"{name}\"")), "{name}");
    }
}

#[test]
fn entry_has_the_twenty_cells_of_a_year_in_order() {
    let year = FiscalYear::new(2026).unwrap();
    let shown = html(Route::Enter(id("3-10"), year), Mode::Editing);
    let names: Vec<&str> = shown
        .split("<input")
        .filter(|field| field.contains("data-entry") && !field.contains("の備考\"") && !field.contains("の庁内メモ\""))
        .filter_map(|field| field.split("aria-label=\"").nth(1)?.split('"').next())
        .collect();
    assert_eq!(names.len(), 20, "{names:#?}");
    assert_eq!(names.first(), Some(&"創業支援等事業計画に基づく創業件数の年間合計 R8 実績"));
    assert_eq!(names.get(5), Some(&"商工業振興計画に基づく各施策の評価点の平均値 R8 実績"));
    assert_eq!(names.get(6), Some(&"商工運営事業 R8 予算額(千円)"));
    assert_eq!(names.last(), Some(&"伝統鎌倉彫振興事業 R8 決算額(千円)"));
}

#[test]
fn what_is_wrong_with_an_address_is_said_and_nothing_is_published_with_it() {
    let shown = |typed: &str| {
        Owner::new().with(|| {
            let state: State = of_snapshot(&seed().unwrap()).unwrap();
            state.set_mode(Mode::Editing);
            state.keep_text(ADDRESS, typed.to_owned());
            state.keep_text(LICENCE_URL, typed.to_owned());
            let route = Signal::derive(|| Route::Publish);
            view! { <Shell state route /> }.to_html()
        })
    };
    let button = |html: &str| {
        let (before, _) = html.split_once(words::exchange::SAVE_PUBLICATION).unwrap();
        before.rsplit_once("<button").unwrap().1.to_owned()
    };
    for (typed, is_wrong) in [("javascript:alert(1)", true), ("https://www.city.example.jp/plan/", false), ("", false)]
    {
        let html = shown(typed);
        assert_eq!(html.matches("aria-invalid=\"true\"").count(), if is_wrong { 2 } else { 0 }, "{typed}");
        for fault in [FormFault::Address, FormFault::LicenceUrl] {
            assert_eq!(html.contains(words::exchange::form_fault(fault)), is_wrong, "{typed}");
        }
        for id in ["address-fault", "licence-fault"] {
            let (described, told) = (format!("aria-describedby=\"{id}\""), format!("id=\"{id}\""));
            assert!(html.contains(&described) == is_wrong && html.contains(&told) == is_wrong, "{typed}");
        }
        assert_eq!(button(&html).contains("disabled"), is_wrong, "{typed}");
    }
}

/// The texts of the rows of a table, those of the cells of each apart.
fn rows(html: &str, class: &str) -> Vec<Vec<String>> {
    let table = html.split(&format!("<table class=\"{class}\"")).nth(1).unwrap().split("</table>").next().unwrap();
    let text = |cell: &str| -> String {
        let pieces = cell.split('<').enumerate();
        pieces
            .map(|(at, piece)| if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) })
            .collect()
    };
    let cells = |row: &str| -> Vec<String> {
        let pieces = ["<td", "<th"].iter().fold(row.to_owned(), |row, tag| row.replace(tag, "\u{1}<"));
        pieces.split('\u{1}').skip(1).map(|cell| text(cell).trim().to_owned()).collect()
    };
    table.split("<tr").skip(1).map(cells).collect()
}

#[test]
fn printed_handing_in_is_the_departments_answer_with_room_for_stamps() {
    let year = FiscalYear::new(2026).unwrap();
    let shown = |is_printing: bool| {
        Owner::new().with(|| {
            let mut file = seed().unwrap();
            let department = "3-10-p5/department".parse().unwrap();
            file.plan.cells.insert(department, Value::Text("観光課".into()));
            let of_k1 = "3-10-k1/actual/2026/remark".parse().unwrap();
            file.plan.cells.insert(of_k1, Value::Text("年度末の値".into()));
            let value = |text: &str| serde_json::from_str(&format!(r#"{{"observation":{text}}}"#)).unwrap();
            for (key, text) in [
                ("3-10-k1/actual/2026", r#"{"final":"710"}"#),
                ("3-10-k2/actual/2026", r#"{"preliminary":"2041"}"#),
                ("3-10-k3/actual/2026", r#""notPublished""#),
                // Of another department.
                ("3-10-p5/settlement/2026", r#"{"final":"99999999"}"#),
            ] {
                file.plan.cells.insert(key.parse().unwrap(), value(text));
            }
            let state: State = of_snapshot(&file).unwrap();
            state.set_mode(Mode::Editing);
            let maker = Maker { author: Some("鎌倉 花子".into()), department: Some("産業課".into()) };
            state.desk().maker.set(maker);
            // What could not be read, once of each.
            for key in ["3-10-p1/settlement/2026", "3-10-p5-k1/actual/2026"] {
                let cell: Cell = key.parse().unwrap();
                state.type_text(&cell, "二千".to_owned());
                state.commit_typing(&cell);
            }
            Printing::provide().set(is_printing.then(|| "2027-05-10T01:00:00.000Z".parse().unwrap()));
            let route = Signal::derive(move || Route::HandIn(year));
            view! { <Shell state route /> }.to_html()
        })
    };
    assert!(!shown(false).contains("paper"), "nobody reads it on the screen");
    let html = shown(true);
    let rows = rows(&html, "paper answer");
    let row = |name: &str| -> Vec<&str> {
        let found: Vec<&Vec<String>> = rows.iter().filter(|row| row[0] == name).collect();
        assert!(!found.is_empty(), "{name}: {rows:#?}");
        found[0].iter().map(String::as_str).collect()
    };
    assert_eq!(rows[0], ["指標・金額", "単位", "前の値", "R8", "状態", "備考"]);
    assert_eq!(rows[1], ["3-10 商工業"]);
    let k1 = "創業支援等事業計画に基づく創業件数の年間合計";
    assert_eq!(row(k1), [k1, "件", "71(2024年)", "710", "確定", "年度末の値"]);
    let k2 = "鎌倉商工会議所の会員数";
    assert_eq!(row(k2)[3..5], ["2,041", "速報"]);
    let k3 = "ワークライフバランス(仕事と生活のバランス)がとれている市民の割合";
    assert_eq!(row(k3)[3..5], ["", "未公表"]);
    assert_eq!(row("予算額"), ["予算額", "千円", "", "1,250", "確定、要確認", ""]);
    assert_eq!(row("決算額")[3..5], ["", "未入力"]);
    // Its own projects and the policy's indicators, and nobody else's.
    assert_eq!(rows.iter().filter(|row| row.len() == 6).count(), 1 + 5 + 4 * 3);
    let paper = html.split("class=\"paper-answer\"").nth(1).unwrap().split("</main>").next().unwrap();
    for said in [
        "鎌倉市 施策シート 令和8(2026)年度の回答",
        "産業課の17項目のうち、入力済み7、未入力10、確認済み0",
        "入力した人: 鎌倉 花子",
        "印刷した日: 令和9年5月10日",
        "課長",
        "未入力の項目(10項目):",
        "商工運営事業 R8 決算額(千円)",
    ] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    let notes = paper.split("class=\"paper-notes\"").nth(1).unwrap();
    assert_eq!(notes.matches("<li>").count(), 1, "{notes}");
    assert!(
        notes.contains("「二千」は保存していないため、ファイルには入りません。")
            && !paper.contains("伝統鎌倉彫振興事業")
    );
}

#[test]
fn a_year_or_policy_the_plan_does_not_have_says_so() {
    let year = FiscalYear::new(2050).unwrap();
    for route in [Route::Enter(id("3-10"), year), Route::Policy(id("9-9")), Route::Indicator(id("3-10-p1"))] {
        assert!(html(route, Mode::Reading).contains("ページが見つかりません"));
    }
}
