//! The help for staff (`public/help.html`) names what is there: a button that is called otherwise fails here.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test may panic as the test does")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use shisaku::plan::FiscalYear;
use shisaku::words;

fn help() -> String {
    fs::read_to_string("public/help.html").unwrap()
}

/// The texts of all elements of a name.
fn texts(html: &str, tag: &str) -> Vec<String> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    html.split(&open).skip(1).map(|piece| piece.split(&close).next().unwrap().to_owned()).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// The literals of `words/` outside of tests: what the program calls its parts, and its sentences.
fn literals() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in sources(Path::new("src/words")) {
        let source = fs::read_to_string(path).unwrap();
        let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        found.extend(lines.flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()));
    }
    found
}

/// Names that are made from others.
fn made() -> [String; 1] {
    [words::screen::enter_year(FiscalYear::new(2026).unwrap())]
}

#[test]
fn every_name_in_bold_is_one_of_the_programs() {
    let (known, made) = (literals(), made());
    let named = texts(&help(), "b");
    assert!(named.len() > 40, "{named:?}");
    let unknown: Vec<_> = named.iter().filter(|name| !known.contains(*name) && !made.contains(name)).collect();
    assert!(unknown.is_empty(), "words/ does not call anything {unknown:?}");
    for name in [words::screen::EDIT_BAR, "ないボタン"] {
        assert_eq!(known.contains(name), name != "ないボタン");
    }
}

/// Keys that no sentence of the program names: browsers and spreadsheets have them alike.
const KEYS: [&str; 9] = ["Ctrl+Z", "Ctrl+Shift+Z", "Tab", "F2", "Shift+F2", "↑", "↓", "←", "→"];

#[test]
fn every_key_is_one_of_the_programs() {
    let known = literals();
    let keys = texts(&help(), "kbd");
    assert!(keys.len() > 8, "{keys:?}");
    for key in keys {
        assert!(KEYS.contains(&key.as_str()) || known.iter().any(|text| text.contains(&key)), "{key}");
    }
}

#[test]
fn the_help_is_plain_and_whole_without_its_pictures() {
    let html = help();
    for word in ["JSON", "json", "Rust", "WebAssembly", "<script", "style=", "onclick", "<img", "http"] {
        assert!(!html.contains(word), "{word}");
    }
    let pictures = html.matches("<!-- picture ").count();
    assert!(pictures > 2 && html.matches("<!--").count() == pictures, "nothing else is left out");
    let ids: Vec<&str> = html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let mut links = html.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap());
    assert!(links.all(|link| ids.contains(&link)), "{ids:?}");
    // Each sentence is a polite one; what a picture shows is none.
    let told: String =
        html.split("<!--").map(|piece| piece.split_once("-->").map_or(piece, |(_, rest)| rest)).collect();
    let polite = ["ます。", "ません。", "です。", "ください。", "ました。"];
    let polite: usize = polite.iter().map(|end| told.matches(end).count()).sum();
    assert_eq!(polite, told.matches('。').count(), "です・ます");
}
