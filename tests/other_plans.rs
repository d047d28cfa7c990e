//! Pages of plans that are not the seed's, with subjects that are retired or new and numbers that were corrected: what residents read
//! of them, on the screen and on paper.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test may panic as the test does")]

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use shisaku::format::{Digest, Origin, read_snapshot};
use shisaku::state::{Opened, SEED};
use shisaku::ui::publication_files;

/// The pages of the seed with other cells, after `change` to its file.
fn pages(cells: &[(&str, Json)], change: impl FnOnce(&mut Json)) -> BTreeMap<String, String> {
    let mut file: Json = serde_json::from_slice(SEED).unwrap();
    file.as_object_mut().unwrap().remove("digest");
    for (key, value) in cells {
        file["plan"]["cells"][key] = value.clone();
    }
    change(&mut file);
    let text = file.to_string();
    let opened = Opened::of(&read_snapshot(text.as_bytes()).unwrap(), Origin::Published);
    let digest = Digest::of_file(text.as_bytes());
    let files = publication_files(&opened, &digest, |_| Ok::<_, String>(BTreeMap::new())).unwrap();
    files.into_iter().map(|file| (file.path, String::from_utf8(file.content).unwrap())).collect()
}

/// The part of a page from one text to the next of another.
fn part<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = html.split_once(from).unwrap();
    rest.split(to).next().unwrap()
}

fn number(number: &str) -> Json {
    json!({ "observation": { "final": number } })
}

#[test]
fn a_project_is_not_among_those_of_a_year_it_is_retired_in() {
    let all = pages(&[("3-10-p1/retired", json!({ "year": 2026 }))], |_| ());
    let projects = part(&all["index.html"], "<table class=\"projects\">", "</table>");
    assert!(!projects.contains("projects/3-10-p1.html") && projects.contains("projects/3-10-p2.html"), "{projects}");
    // The sum is of all there are.
    assert!(!projects.contains("事業中"), "{projects}");
    assert!(all["index.html"].contains("<strong>4</strong>"));
    assert!(all.contains_key("projects/3-10-p1.html"));
}

#[test]
fn a_total_of_what_is_not_announced_is_not_announced() {
    let later: Vec<_> = (1..=5).map(|number| format!("3-10-p{number}/settlement/2026")).collect();
    let cells: Vec<_> = later.iter().map(|key| (key.as_str(), json!({ "observation": "notPublished" }))).collect();
    let all = pages(&cells, |_| ());
    let foot = part(&all["index.html"], "<tfoot>", "</tfoot>");
    assert!(foot.contains("未公表") && !foot.contains("未入力"), "{foot}");
}

#[test]
fn a_retired_policy_says_so_where_policies_are_listed_and_where_it_begins() {
    let all = pages(
        &[
            ("3-10/retired", json!({ "year": 2028 })),
            ("4-1/name", json!({ "text": "観光" })),
            ("4-1-k1/name", json!({ "text": "観光客の数" })),
            ("4-1-k1/latest", number("5")),
            ("4-1-k1/actual/2028", number("7")),
        ],
        |file| {
            let policy = json!({ "id": "4-1", "indicators": ["4-1-k1"], "initiatives": [], "projects": [] });
            file["plan"]["policies"].as_array_mut().unwrap().push(policy);
        },
    );
    let line = part(&all["index.html"], "policies/3-10.html", "</li>");
    assert!(line.contains("R10から廃止"), "{line}");
    let first = &all["policies/3-10.html"];
    assert!(first.contains("R10から廃止") && first.contains("判定する指標はありません。"), "{first}");
    assert!(!all["policies/4-1.html"].contains("から廃止"));
}

#[test]
fn several_outcomes_of_a_project_have_rows_of_their_own_names() {
    let all = pages(
        &[("3-10-p1-k2/name", json!({ "text": "新規出店数" })), ("3-10-p1-k2/unit", json!({ "text": "店" }))],
        |file| {
            let outcomes = &mut file["plan"]["policies"][0]["projects"][0]["indicators"];
            outcomes.as_array_mut().unwrap().push(json!("3-10-p1-k2"));
        },
    );
    for page in ["projects/3-10-p1.html", "sheets/3-10.html"] {
        assert!(all[page].contains("新規出店数(店)の指標実績"), "{page}");
    }
    let yearly = |page: &str| part(&all[page], "<table class=\"yearly\">", "</table>").to_owned();
    assert!(!yearly("projects/3-10-p1.html").contains(">指標実績<"));
    assert!(yearly("projects/3-10-p2.html").contains(">指標実績<"));
}

#[test]
fn paper_says_what_the_screen_says() {
    let all = pages(
        &[
            ("3-10-i2/retired", json!({ "year": 2027 })),
            ("3-10-k1/target-year", json!({ "year": 2028 })),
            ("3-10-p1/description", json!({ "text": "一つめ。\n二つめ。" })),
        ],
        |_| (),
    );
    let sheet = &all["sheets/3-10.html"];
    let paper = part(sheet, "<table class=\"paper\">", "</table>");
    assert!(paper.contains("一つめ。<br>二つめ。"), "{paper}");
    assert!(part(paper, "②", "</li>").contains("(R9から廃止)"), "{paper}");
    let facts = part(paper, "創業件数の年間合計", "</tr>");
    assert!(facts.contains("目標年度 <b>2028年</b>") && paper.matches("目標年度").count() == 1, "{facts}");
    // A sheet and its policy's first screen are told apart by their names.
    let title = |page: &str| part(&all[page], "<title>", "</title>").to_owned();
    assert_eq!(title("sheets/3-10.html"), "3-10 商工業のシート | 鎌倉市 施策シート");
    assert_ne!(title("sheets/3-10.html"), title("policies/3-10.html"));
}

#[test]
fn a_correction_says_what_readers_saw_before_and_since_when() {
    let corrected = |after: &str| {
        pages(&[("3-10/closed/2026", json!({ "text": "令和9年6月1日" }))], |file| {
            let mut about: Json = serde_json::from_str(include_str!("fixtures/publication.json")).unwrap();
            let cell = "3-10-k1/actual/2026";
            about["history"][1]["corrections"] =
                json!([{ "cell": cell, "before": number("70"), "after": number("72") }]);
            file["publication"] = about;
            file["edits"] = json!([{
                "id": "a-1", "step": "a-1", "clock": 1, "at": "2027-05-01T00:30:00.000Z", "cell": "3-10-k1/actual/2026",
                "value": { "observation": { "preliminary": after } }, "seen": [],
            }]);
        })
    };
    let all = corrected("75");
    let (index, indicator) = (&all["index.html"], &all["indicators/3-10-k1.html"]);
    let former = "以前は72(令和9年6月1日に訂正)、その前は70(令和8年10月1日に訂正)";
    let judged = part(indicator, "<div class=\"judged\">", "</div>");
    let table = part(indicator, "<table class=\"yearly\">", "</table>");
    assert!(judged.contains(former) && table.contains(former), "{judged}\n{table}");
    let news = part(index, "<section class=\"news\">", "</section>");
    for told in [
        "令和8年度版",
        "12件",
        "の指標実績を72件から75件(速報)に改めました",
        "indicators/3-10-k1.html",
        "feed.xml",
        "商工運営事業",
    ] {
        assert!(news.contains(told), "{told}: {news}");
    }
    let contents = part(index, "class=\"contents\"", "</nav>");
    assert!(contents.contains("href=\"#news\"") && news.contains("id=\"news\""), "{contents}");
    // On paper it is a note.
    let sheet = &all["sheets/3-10.html"];
    assert!(part(sheet, "class=\"paper-notes\"", "</div>").contains(&format!("訂正: {former}")), "{sheet}");
    // What was changed since is no more what that publication said.
    assert!(!corrected("76")["indicators/3-10-k1.html"].contains("以前は72"));
    assert!(
        !pages(&[], |_| ())["index.html"].contains("class=\"news\""),
        "a publication without a history has no news"
    );
}

#[test]
fn a_remark_of_the_newest_number_stands_below_it() {
    let remark = json!({ "text": "集計の方法を改めました" });
    let all = pages(&[("3-10-k1/actual/2026", number("75")), ("3-10-k1/actual/2026/remark", remark)], |_| ());
    for page in ["indicators/3-10-k1.html", "figures/3-10-k1.html"] {
        let judged = part(&all[page], "<div class=\"judged\">", "</div>");
        assert!(judged.contains("集計の方法を改めました"), "{judged}");
    }
}
