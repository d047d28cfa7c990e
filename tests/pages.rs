//! The pages of a publication: complete without a script, linked with each other, the same in every run.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test may panic as the test does")]

use std::collections::{BTreeMap, BTreeSet};

use shisaku::format::{Origin, Snapshot};
use shisaku::plan::{Cell, Observation, Value};
use shisaku::site::{File, Wanted};
use shisaku::state::{Opened, seed};
use shisaku::ui::publication_files;
use shisaku::words;

/// The seed with a number in every year.
fn filled() -> Snapshot {
    let mut snapshot = seed().unwrap();
    let plan = &mut snapshot.plan;
    let years: Vec<i32> = plan.years().map(|year| year.number()).collect();
    let policies = plan.policies.clone();
    for policy in &policies {
        let actuals = policy.all_indicators().map(|id| format!("{id}/actual"));
        let amounts =
            policy.projects.iter().flat_map(|project| ["budget", "settlement"].map(|f| format!("{}/{f}", project.id)));
        for (number, key) in actuals.chain(amounts).enumerate() {
            for year in &years {
                let cell: Cell = format!("{key}/{year}").parse().unwrap();
                let number = i32::try_from(number).unwrap() * 1_001 + year;
                plan.cells.insert(cell, Value::Observation(Observation::Final(number.into())));
            }
        }
    }
    snapshot
}

/// In the place of what ECharts draws.
const DRAWN: &str =
    r#"<svg viewBox="0 0 9 9"><defs><clipPath id="zr0-c0"><path d="M1 1"/></clipPath></defs><text>港</text></svg>"#;

fn files(snapshot: &Snapshot) -> Vec<File> {
    let opened = Opened::of(snapshot, Origin::Published);
    let draw = |wanted: BTreeSet<Wanted>| {
        Ok::<_, std::convert::Infallible>(wanted.into_iter().map(|one| (one, DRAWN.to_owned())).collect())
    };
    publication_files(&opened, draw).unwrap()
}

fn pages(snapshot: &Snapshot) -> BTreeMap<String, String> {
    let files = files(snapshot).into_iter();
    let pages = files.filter(|file| file.path.ends_with(".html"));
    pages.map(|file| (file.path, String::from_utf8(file.content).unwrap())).collect()
}

/// The values of an attribute, in the order of the page.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let pieces = html.split(&format!(" {name}=\"")).skip(1).collect::<Vec<_>>();
    pieces.into_iter().map(|piece| piece.split('"').next().unwrap()).collect()
}

/// Where a relative address leads from a page.
fn resolved(from: &str, href: &str) -> String {
    let folder = from.rsplit_once('/').map(|(folder, _)| folder);
    match (href.strip_prefix("../"), folder) {
        (Some(up), Some(_)) => up.to_owned(),
        (None, Some(folder)) => format!("{folder}/{href}"),
        _ => href.to_owned(),
    }
}

#[test]
fn nothing_on_a_page_needs_a_script() {
    for snapshot in [seed().unwrap(), filled()] {
        for (path, html) in pages(&snapshot) {
            for tag in ["<button", "<select", "<input", "<textarea", "<script", "<form", "<!--", " style=", " onclick="]
            {
                assert!(!html.contains(tag), "{path}: {tag}");
            }
            assert_eq!(html.matches("<h1").count(), 1, "{path}");
            let drawings = html.matches("<svg").count();
            assert_eq!(attributes(&html, "role").iter().filter(|role| **role == "img").count(), drawings, "{path}");
            assert!(drawings > 0 || snapshot == seed().unwrap() || path.starts_with("sheets/"), "{path}");
            let ids = attributes(&html, "id");
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}: {ids:?}");
            for named in ["aria-controls", "aria-describedby", "aria-labelledby", "for"] {
                assert!(attributes(&html, named).iter().all(|id| ids.contains(id)), "{path}: {named}");
            }
        }
    }
}

#[test]
fn every_page_is_reached_by_links_and_every_link_leads_somewhere() {
    let pages = pages(&filled());
    let data: BTreeSet<String> =
        files(&filled()).into_iter().map(|file| file.path).filter(|path| path.starts_with("data/")).collect();
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut waiting: Vec<String> = reached.iter().cloned().collect();
    while let Some(path) = waiting.pop() {
        for href in attributes(&pages[&path], "href") {
            let (file, part) = href.split_once('#').unwrap_or((href, ""));
            let to = if file.is_empty() { path.clone() } else { resolved(&path, file) };
            let is_of_release = matches!(to.as_str(), "style.css" | "icon.svg");
            assert!(is_of_release || data.contains(&to) || pages.contains_key(&to), "{path}: {href}");
            assert!(!file.is_empty() || attributes(&pages[&path], "id").contains(&part), "{path}: {href}");
            if pages.contains_key(&to) && reached.insert(to.clone()) {
                waiting.push(to);
            }
        }
    }
    assert_eq!(reached, pages.keys().cloned().collect());
}

#[test]
fn every_value_of_the_plan_stands_on_a_page() {
    let snapshot = filled();
    let all: String = pages(&snapshot).into_values().collect();
    for (cell, value) in &snapshot.plan.cells {
        let text = words::file::escaped(&words::cell::value(value)).replace("&quot;", "\"");
        let first = text.lines().next().unwrap_or_default().to_owned();
        assert!(all.contains(&first), "{cell}: {first}");
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    assert_eq!(files(&filled()), files(&filled()));
}

/// The texts between the tags of a page, in order.
fn texts(html: &str) -> Vec<&str> {
    html.split('<')
        .filter_map(|piece| piece.split_once('>'))
        .map(|(_, text)| text.trim())
        .filter(|t| !t.is_empty())
        .collect()
}

/// How often each word about an indicator stands on the elements of a class.
fn words_on(html: &str, class: &str) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for piece in html.split(&format!("class=\"{class}")).skip(1) {
        // Behind its sign.
        let word = texts(piece)[1];
        *counted.entry(word.to_owned()).or_default() += 1;
    }
    counted
}

#[test]
fn the_counts_of_the_overview_are_those_of_the_words_on_its_cards() {
    // Two kinds of words, and one that is missing.
    let mut snapshot = seed().unwrap();
    for (cell, number) in
        [("3-10-p1-k1/actual/2026", "3.2"), ("3-10-p2-k1/actual/2026", "4000"), ("3-10-p3-k1/actual/2026", "9")]
    {
        snapshot
            .plan
            .cells
            .insert(cell.parse().unwrap(), Value::Observation(Observation::Final(number.parse().unwrap())));
    }
    let index = &pages(&snapshot)["index.html"];
    let tiles = index.split("<ul class=\"verdicts\">").nth(1).unwrap().split("</ul>").next().unwrap();
    let told = texts(tiles);
    let told: Vec<&str> = told.into_iter().filter(|text| !matches!(*text, "●" | "▲" | "■" | "－")).collect();
    assert_eq!(told, ["1", "改善", "2", "後退", "7", "判定なし"]);
    let cards = words_on(index, "mark ");
    assert_eq!(cards, [("判定なし", 7), ("後退", 2), ("改善", 1)].map(|(word, count)| (word.to_owned(), count)).into());
    let bar = index.split("class=\"verdict-bar\"").nth(1).unwrap().split("</div>").next().unwrap();
    assert_eq!(bar.matches("class=\"tile ").count(), 10, "a piece for each indicator");
    // One result is a number and no line: only what has two is drawn.
    assert!(!index.split("class=\"cards\"").nth(1).unwrap().split("</ul>").next().unwrap().contains("<svg"));
    let filled = &pages(&filled())["index.html"];
    assert_eq!(filled.matches("class=\"drawn small\"").count(), 10);
}

#[test]
fn long_pages_have_contents_and_each_sheet_one_table_below_its_heading() {
    for snapshot in [seed().unwrap(), filled()] {
        for (path, html) in pages(&snapshot) {
            let is_long = path == "index.html" || path.starts_with("policies/") || path.starts_with("sheets/");
            let contents = html.split("class=\"contents\"").nth(1);
            assert_eq!(contents.is_some(), is_long, "{path}");
            assert_eq!(html.matches(words::data::FOR_EXCEL).count(), usize::from(is_long), "{path}");
            let Some(contents) = contents else { continue };
            let links = attributes(contents.split("</nav>").next().unwrap(), "href");
            assert!(links.len() > 1 && links.iter().all(|href| href.starts_with('#')), "{path}: {links:?}");
            assert!(html.find("<h1") < html.find(words::data::FOR_EXCEL), "{path}");
        }
    }
}

#[test]
fn a_framed_figure_of_an_indicator_has_the_word_and_its_newest_number_and_says_nothing_twice() {
    for (snapshot, number, of) in [(seed().unwrap(), "71", "直近実績値(2024年)"), (filled(), "2,030", "R12")] {
        let html = pages(&snapshot)["figures/3-10-k1.html"].split_once("<body>").unwrap().1.to_owned();
        let told = texts(&html);
        let at = told.iter().position(|text| *text == number).expect("the newest number");
        assert_eq!(told[at..at + 3], [number, "件", of]);
        assert_eq!(html.matches("class=\"mark ").count(), 1);
        let seen = html.split("role=\"img\"").next().unwrap();
        assert_eq!(seen.matches(&format!("{number}件")).count(), 0, "beside the large number");
    }
}
