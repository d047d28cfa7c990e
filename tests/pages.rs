//! The pages of a publication: complete without a script, linked with each other, the same in every run.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test may panic as the test does")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use shisaku::format::{Digest, Origin, Snapshot, escape_html};
use shisaku::plan::{Aspect, Cell, Observation, Value};
use shisaku::site::{File, Wanted};
use shisaku::state::{Opened, seed};
use shisaku::ui::publication_files;
use shisaku::ui::route::Route;
use shisaku::words;

/// The seed with a number in every year.
fn filled() -> Snapshot {
    let mut snapshot = seed().unwrap();
    let plan = &mut snapshot.plan;
    let years: Vec<i32> = plan.years().map(|year| year.number()).collect();
    let policies = plan.policies().to_vec();
    for policy in policies {
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

/// A snapshot published with address, licence and history.
fn published(snapshot: Snapshot) -> Snapshot {
    let publication = serde_json::from_str(include_str!("fixtures/publication.json")).unwrap();
    Snapshot { publication: Some(publication), ..snapshot }
}

/// Where that is published.
const ADDRESS: &str = "https://www.city.example.jp/shisaku/";

fn files(snapshot: &Snapshot) -> Vec<File> {
    let opened = Opened::of(snapshot, Origin::Published);
    let draw =
        |wanted: BTreeSet<Wanted>| Ok::<_, String>(wanted.into_iter().map(|one| (one, DRAWN.to_owned())).collect());
    publication_files(&opened, &digest(snapshot), draw).unwrap()
}

fn digest(snapshot: &Snapshot) -> Digest {
    Digest::of_file(snapshot.to_json().as_bytes())
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
    for snapshot in [seed().unwrap(), filled(), published(filled())] {
        for (path, html) in pages(&snapshot) {
            // Data for machines is no script: nothing in it is run. Ours only add to what is there.
            let ours =
                ["<script src=\"start.js\">", "<script src=\"page.js\" defer>", "<script src=\"../page.js\" defer>"];
            let data = "<script type=\"application/ld+json\">";
            let html = ours.into_iter().chain([data]).fold(html, |html, known| html.replace(known, "<data>"));
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
    let pages = pages(&published(filled()));
    let data = files(&published(filled())).into_iter().map(|file| file.path);
    let data: BTreeSet<String> = data.filter(|path| path.starts_with("data/") || path == "feed.xml").collect();
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut waiting: Vec<String> = reached.iter().cloned().collect();
    while let Some(path) = waiting.pop() {
        for href in attributes(&pages[&path], "href") {
            if href.starts_with("https://") {
                let of_publication =
                    href.strip_prefix(ADDRESS).map(|path| if path.is_empty() { "index.html" } else { path });
                let is_licence = href.starts_with("https://creativecommons.org/");
                assert!(is_licence || of_publication.is_some_and(|to| pages.contains_key(to)), "{path}: {href}");
                continue;
            }
            let (file, part) = href.split_once('#').unwrap_or((href, ""));
            let to = if file.is_empty() { path.clone() } else { resolved(&path, file) };
            let is_of_release = matches!(to.as_str(), "style.css" | "icon.svg" | "help.html");
            assert!(is_of_release || data.contains(&to) || pages.contains_key(&to), "{path}: {href}");
            if part.starts_with('/') {
                assert_eq!(to, "index.html", "{path}: {href}");
                assert!(!matches!(Route::asked(&format!("#{part}")).0, Route::Unknown(_)), "{path}: {href}");
                continue;
            }
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
    for (cell, value) in snapshot.plan.cells.iter() {
        let text = escape_html(&words::cell::value(&snapshot.plan, cell, value)).replace("&quot;", "\"");
        let first = text.lines().next().unwrap_or_default().to_owned();
        assert!(all.contains(&first), "{cell}: {first}");
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    assert_eq!(files(&filled()), files(&filled()));
}

/// The JSON-LD of a page.
fn dataset(html: &str) -> Option<Json> {
    let (_, script) = html.split_once("<script type=\"application/ld+json\">")?;
    Some(serde_json::from_str(script.split_once("</script>")?.0).unwrap())
}

#[test]
fn pages_say_what_they_are_of_to_machines() {
    let (with, without) = (published(filled()), filled());
    let name = format!("<meta name=\"shisaku-publication\" content=\"{}\">", digest(&with));
    let written: BTreeSet<String> = files(&with).into_iter().map(|file| file.path).collect();
    for (path, html) in pages(&with) {
        assert_eq!(html.matches(&name).count(), 1, "{path}");
        assert_eq!(html.matches("<link rel=\"canonical\"").count(), 1, "{path}");
        assert_eq!(html.matches("property=\"og:url\"").count(), 1, "{path}");
        assert_eq!(html.contains("type=\"application/atom+xml\""), !path.starts_with("figures/"), "{path}");
        let has_data = ["index.html", "policies/", "indicators/"].iter().any(|of| path.starts_with(of));
        let data = dataset(&html);
        assert_eq!(data.is_some(), has_data, "{path}");
        for file in data.iter().flat_map(|data| data["distribution"].as_array().unwrap()) {
            let url = file["contentUrl"].as_str().unwrap();
            assert!(written.contains(url.strip_prefix(ADDRESS).unwrap()), "{path}: {url}");
        }
    }
    let figure = &pages(&with)["figures/3-10-p1.html"];
    assert!(figure.contains(&format!("<link rel=\"canonical\" href=\"{ADDRESS}projects/3-10-p1.html\">")), "{figure}");
    for (path, html) in pages(&without) {
        assert!(!html.contains("canonical") && !html.contains("og:") && !html.contains("rel=\"license\""), "{path}");
        for file in dataset(&html).iter().flat_map(|data| data["distribution"].as_array().unwrap()) {
            let url = file["contentUrl"].as_str().unwrap();
            assert!(written.contains(&resolved(&path, url)), "{path}: {url}");
        }
    }
    let paths = |snapshot| files(snapshot).into_iter().map(|file| file.path).collect::<BTreeSet<_>>();
    let only_with: Vec<String> = paths(&with).difference(&paths(&without)).cloned().collect();
    assert_eq!(only_with, ["sitemap.xml"]);
}

#[test]
fn no_text_of_a_plan_ends_what_is_said_to_machines() {
    let hostile = "</script><script>alert(1)</script>";
    let mut snapshot = published(filled());
    snapshot.plan.city = hostile.to_owned();
    let cells = snapshot.plan.cells.iter().map(|(cell, value)| match value {
        Value::Text(_) => (cell.clone(), Value::Text(hostile.to_owned())),
        other => (cell.clone(), other.clone()),
    });
    snapshot.plan.cells = cells.collect();
    for (path, html) in pages(&snapshot) {
        let ours = html.matches("<script src=\"").count();
        assert_eq!(ours, if path == "index.html" { 2 } else { 1 }, "{path}");
        let data = html.matches("<script type=\"application/ld+json\">").count();
        assert_eq!(html.matches("<script").count(), ours + data, "{path}");
        if let Some(data) = dataset(&html) {
            assert_eq!(data["creator"]["name"], hostile, "{path}");
        }
    }
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
    // The directions of these three were read from a 7 in the place of an arrow, and await confirmation.
    assert_eq!(told.join(" "), "1 改善 \u{2060}＊ (確認中) 2 後退 \u{2060}＊ (確認中) 7 判定なし");
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
fn without_any_result_the_first_page_says_so_once() {
    let index = &pages(&seed().unwrap())["index.html"];
    assert!(!index.contains("class=\"verdict-bar\""));
    let tiles = index.split("<ul class=\"verdicts extent\">").nth(1).unwrap().split("</ul>").next().unwrap();
    assert_eq!(texts(tiles), ["10", "指標", "5", "事業", "約3億7,819万円", "R8予算額", "\u{2060}＊", "(確認中)"]);
    assert!(words_on(index, "mark ").is_empty());
    assert_eq!(index.matches("実績は、まだ入力されていません").count(), 1);
}

#[test]
fn what_may_be_another_value_than_the_source_meant_is_marked_wherever_it_is_read() {
    let before = pages(&seed().unwrap());
    let mut confirmed = seed().unwrap();
    let open: Vec<Cell> = confirmed.plan.readings.iter().map(|reading| reading.cell.clone()).collect();
    for cell in open {
        let value = Value::Confirmation(Some(confirmed.plan.value(&cell).canonical()));
        confirmed.plan.cells.insert(cell.with_aspect(Aspect::Confirmation), value);
    }
    let after = pages(&confirmed);
    // Of the numbers on the cards only 2.3 of 鎌倉彫 may be another: it stands below 目標値. The budgets bear no year: those of five
    // projects, and twice their total.
    let signs = |html: &str| html.matches("class=\"to-confirm-sign\"").count();
    assert_eq!([&before, &after].map(|pages| signs(&pages["index.html"])), [1 + 5 + 2, 0]);
    let line = words::screen::uncertain("");
    for (path, is_marked) in [
        ("index.html", true),
        ("figures/3-10-k5.html", true),
        ("figures/3-10-p1.html", true),
        ("projects/3-10-p1.html", true),
        ("indicators/3-10-k1.html", false),
    ] {
        assert_eq!([&before, &after].map(|pages| pages[path].contains(&line)), [is_marked, false], "{path}");
    }
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
        let seen = html.split(" aria-label=").next().unwrap();
        assert_eq!(seen.matches(&format!("{number}件")).count(), 0, "beside the large number");
    }
}

/// What is held by its address and its name: people link to it and script against it, and users of screen readers learn it.
#[test]
fn addresses_and_accessible_names_stay() {
    let mut told = String::new();
    for (path, html) in pages(&filled()) {
        told.push_str(&format!("{path}\n"));
        let between = |tag: &str| -> Vec<String> {
            let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
            let pieces = html.split(&open).skip(1).filter_map(|piece| piece.split_once('>'));
            let plain = |inner: &str| texts(&format!("<i>{inner}")).concat();
            pieces.map(|(_, rest)| plain(rest.split(&close).next().unwrap_or_default())).collect()
        };
        let mut names: Vec<String> = ["h1", "h2", "caption", "summary"]
            .into_iter()
            .flat_map(|tag| between(tag).into_iter().map(move |name| format!("{tag}: {name}")))
            .collect();
        // The sentence behind the name of a drawing changes with its values.
        let drawings = html.split("class=\"drawn").skip(1).count();
        names.extend((drawings > 0).then(|| format!("drawings: {drawings}")));
        names.dedup();
        // Each can stand behind the address.
        let variants = html.split_once("class=\"variants\"").and_then(|(_, rest)| rest.split_once("</div>"));
        names.extend(variants.map(|(variants, _)| format!("variants: {}", attributes(variants, "id").join(" "))));
        for name in names {
            told.push_str(&format!("  {name}\n"));
        }
    }
    insta::assert_snapshot!(told);
}
