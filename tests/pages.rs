//! The pages of a publication: complete without a script, linked with each other, the same in every run.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test may panic as the test does")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use shisaku::format::{Digest, Origin, Snapshot};
use shisaku::plan::{Cell, Observation, Value};
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
            let is_of_release = matches!(to.as_str(), "style.css" | "icon.svg");
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
    for value in snapshot.plan.cells.values_mut() {
        if let Value::Text(text) = value {
            hostile.clone_into(text);
        }
    }
    for (path, html) in pages(&snapshot) {
        assert_eq!(
            html.matches("<script").count(),
            html.matches("<script type=\"application/ld+json\">").count(),
            "{path}"
        );
        if let Some(data) = dataset(&html) {
            assert_eq!(data["creator"]["name"], hostile, "{path}");
        }
    }
}
