//! The house stands as ARCHITECTURE.md draws it: imports point down, and only `browser/` touches the web.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test may panic as the test does")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `src/`, from the lowest up: each may name those before it.
const FLOORS: [&str; 10] = ["plan", "browser", "edits", "format", "words", "chart", "site", "state", "ui", "bin"];

/// The modules of `src/ui/`, from the lowest up: each may name those before it.
const FLOORS_OF_UI: [&str; 9] =
    ["route", "embed_address", "part", "embed", "page", "pages", "publishing", "app", "start"];

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

/// The paths below `ui` that a file's code names: `crate::ui::…` and `super::…`, lists in braces taken apart.
fn named(module: &[String], code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let parent = &module[..module.len().saturating_sub(1)];
    for (start, root) in [("crate::ui::", &[][..]), ("super::", parent)] {
        for (at, _) in code.match_indices(start) {
            paths(root, &code[at + start.len()..], &mut found);
        }
    }
    found
}

/// Reads one path, or the list of paths in braces, that `text` begins with. Returns the rest.
fn paths<'a>(root: &[String], text: &'a str, found: &mut Vec<Vec<String>>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut list) = text.strip_prefix('{') {
        loop {
            list = list.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            match list.strip_prefix('}') {
                Some(rest) => return rest,
                None => list = paths(root, list, found),
            }
        }
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    assert!(!name.is_empty(), "no path: {}", &text[..text.len().min(40)]);
    let path: Vec<String> = root.iter().cloned().chain([name.to_owned()]).collect();
    match rest.strip_prefix("::") {
        Some(rest) => paths(&path, rest, found),
        None => {
            found.push(path);
            rest
        }
    }
}

/// The code of each module, by the module's path.
type Modules = BTreeMap<Vec<String>, String>;

/// What modules pass on of those within them (`pub use`): the path under which it is had, and where it is.
type PassedOn = BTreeMap<Vec<String>, Vec<String>>;

/// Reads the modules of `src/ui/`. What a module passes on is no part of its code: it does not need it itself.
fn modules_of_ui() -> (Modules, PassedOn) {
    let (mut modules, mut passed_on) = (Modules::new(), PassedOn::new());
    let folder = floor("ui");
    for file in sources(&folder) {
        let inner = file.strip_prefix(&folder).unwrap().with_extension("");
        let mut module: Vec<String> = inner.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        module.pop_if(|name| name == "mod");
        let text: String = code(&file).into_iter().map(|(_, line)| line + "\n").collect();
        let mut own = String::new();
        for statement in text.split_inclusive(';') {
            let Some((before, passed)) = statement.split_once("pub use ") else {
                own.push_str(statement);
                continue;
            };
            own.push_str(before);
            let mut found = Vec::new();
            paths(&module, passed, &mut found);
            passed_on.extend(found.into_iter().map(|path| {
                let name = module.iter().cloned().chain(path.last().cloned()).collect();
                (name, path)
            }));
        }
        modules.insert(module, own);
    }
    (modules, passed_on)
}

/// The module that has what a path names.
fn home(path: &[String], modules: &Modules, passed_on: &PassedOn) -> Vec<String> {
    if let Some(passed) = passed_on.get(path) {
        return home(passed, modules, passed_on);
    }
    let within = (0..=path.len()).rev().map(|length| &path[..length]);
    within.filter(|module| modules.contains_key(*module)).map(<[String]>::to_vec).next().unwrap_or_default()
}

/// For each module of `src/ui/`, the others it names.
fn arrows_of_ui() -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let (modules, passed_on) = modules_of_ui();
    let arrows = modules.iter().map(|(module, code)| {
        let others = named(module, code).into_iter().map(|path| home(&path, &modules, &passed_on));
        (module.clone(), others.filter(|other| other != module).collect())
    });
    arrows.collect()
}

#[test]
fn within_ui_arrows_point_down() {
    let height = |module: &[String]| {
        let place = module.first().and_then(|name| FLOORS_OF_UI.iter().position(|floor| floor == name));
        place.unwrap_or_else(|| panic!("ui/{} has no place in the list", module.join("/")))
    };
    let mut wrong = Vec::new();
    for (module, others) in arrows_of_ui().iter().filter(|(module, _)| !module.is_empty()) {
        let above = others.iter().filter(|other| height(other) > height(module));
        wrong.extend(above.map(|other| format!("ui/{} names ui/{}", module.join("/"), other.join("/"))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn within_ui_nothing_goes_in_a_circle() {
    let mut left = arrows_of_ui();
    // What names nothing that is left, or is named by nothing, can be taken away, until circles are left or nothing.
    loop {
        let there: BTreeSet<_> = left.keys().cloned().collect();
        let named: BTreeSet<_> = left.values().flatten().cloned().collect();
        left.retain(|module, others| named.contains(module) && others.iter().any(|other| there.contains(other)));
        if left.len() == there.len() {
            break;
        }
    }
    let named =
        |others: &BTreeSet<Vec<String>>| others.iter().map(|other| other.join("/")).collect::<Vec<_>>().join(", ");
    let circle: Vec<_> =
        left.iter().map(|(module, others)| format!("ui/{} names {}", module.join("/"), named(others))).collect();
    assert!(circle.is_empty(), "{}", circle.join("\n"));
    assert!(arrows_of_ui().values().map(BTreeSet::len).sum::<usize>() > 50, "the arrows are not read");
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
