//! The house stands as ARCHITECTURE.md draws it: imports point down, and only `browser/` touches the web.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test may panic as the test does")]

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `src/`, from the lowest up: each may name those before it.
const FLOORS: [&str; 10] = ["plan", "browser", "edits", "format", "words", "chart", "site", "state", "ui", "bin"];

/// Folders that must build and mean something without a browser.
const NATIVE: [&str; 6] = ["plan", "words", "edits", "format", "chart", "site"];

/// What only `browser/` may name.
const WEB: [&str; 5] = ["web_sys", "js_sys", "wasm_bindgen", "gloo_storage", "gloo_"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// Each line of code that is no comment and no part of a test module, with its place.
fn code(path: &Path) -> Vec<(String, String)> {
    if path.file_stem().is_some_and(|stem| stem == "tests" || stem == "laws") {
        return Vec::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines.map(|(number, line)| (format!("{}:{}", path.display(), number + 1), line.to_owned())).collect()
}

fn floor(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name)
}

#[test]
fn every_folder_has_its_floor() {
    let folders = fs::read_dir(floor("")).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    for folder in folders {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(FLOORS.contains(&name.as_str()), "src/{name} has no place in ARCHITECTURE.md's list");
    }
}

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for (height, name) in FLOORS.iter().enumerate() {
        for path in sources(&floor(name)) {
            // Snapshot tests of figures and the like stand in files of their own.
            let above = FLOORS[height + 1..].iter().map(|upper| format!("crate::{upper}"));
            let above: Vec<String> = above.collect();
            for (place, line) in code(&path) {
                if above.iter().any(|upper| line.contains(&format!("{upper}::"))) {
                    wrong.push(format!("{place}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_browser_touches_the_web() {
    let mut wrong = Vec::new();
    for name in FLOORS.iter().filter(|name| **name != "browser") {
        for path in sources(&floor(name)) {
            for (place, line) in code(&path) {
                if WEB.iter().any(|web| line.contains(&format!("{web}::")) || line.contains(&format!("use {web}"))) {
                    wrong.push(format!("{place}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_knows_no_framework() {
    let mut wrong = Vec::new();
    for name in NATIVE {
        for path in sources(&floor(name)) {
            let guest = name == "chart";
            for (place, line) in code(&path) {
                if line.contains("leptos") || (line.contains("charming") && !guest) {
                    wrong.push(format!("{place}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
