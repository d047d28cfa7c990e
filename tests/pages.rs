//! The pages of a publication: complete without a script, linked with each other, the same in every run.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test may panic as the test does")]

use std::collections::{BTreeMap, BTreeSet};

use shisaku::format::{Origin, Snapshot};
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

fn files(snapshot: &Snapshot) -> Vec<File> {
    let opened = Opened::of(snapshot, Origin::Published);
    let draw = |wanted: BTreeSet<Wanted>| {
        Ok::<_, String>(wanted.into_iter().map(|one| (one, DRAWN.to_owned())).collect())
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
            for tag in ["<button", "<select", "<input", "<textarea", "<form", "<!--", " style=", " onclick="]
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
