//! The licence texts of everything in dist/.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::Path,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{charts, cmd, npm, place};

/// Texts of the npm packages in our scripts: in charts.js, and what makes zips and keeps handles in the program's.
const PACKAGES: &[(&str, &[&str])] = &[
    ("echarts", &["LICENSE", "NOTICE", "licenses/LICENSE-d3"]),
    ("zrender", &["LICENSE"]),
    ("tslib", &["LICENSE.txt"]),
    ("fflate", &["LICENSE"]),
    ("idb-keyval", &["LICENCE"]),
];

/// Writes the texts into a folder.
pub fn write(folder: &Path) -> Result<()> {
    let root = place::root()?;
    for own in ["LICENSE-APACHE", "LICENSE-MIT"] {
        place::copy(&root.join(own), &folder.join(format!("shisaku-{own}.txt")))?;
    }
    for (package, texts) in PACKAGES {
        for text in *texts {
            let from = npm::modules()?.join(package).join(text);
            let name = text.trim_end_matches(".txt").replace("licenses/", "");
            place::copy(&from, &folder.join(format!("{package}-{name}.txt")))?;
        }
    }
    place::copy(&charts::ensure()?.legal, &folder.join("charts-comments.txt"))?;
    place::write(&folder.join("rust-crates.txt"), crates()?)
}

/// A crate whose code is in the wasm.
struct Crate {
    name: String,
    /// What its Cargo.toml says.
    licence: String,
    /// The licence files in its own folder.
    texts: Vec<String>,
}

/// One text of all crates' licences, each wording once with the crates it stands in.
fn crates() -> Result<String> {
    let crates = shipped()?;
    let mut out = String::from("The Rust crates in this page's WebAssembly, and the licences each comes with.\n\n");
    let mut wordings: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for krate in &crates {
        let note = if krate.texts.is_empty() { "  (its package holds no licence text)" } else { "" };
        // Writing into a String cannot fail.
        let _ = writeln!(out, "- {}: {}{note}", krate.name, krate.licence);
        for text in &krate.texts {
            wordings.entry(text).or_default().push(&krate.name);
        }
    }
    for (text, names) in wordings {
        let _ = write!(out, "\n{}\n{}\n\n{text}\n", "=".repeat(100), names.join(", "));
    }
    Ok(out)
}

/// The crates in the wasm: what the app needs with the features it has on. Procedural macros run while compiling and
/// are not shipped; nor is what only they need.
fn shipped() -> Result<Vec<Crate>> {
    // `cargo tree` knows which features are on, `cargo metadata` where a crate's files lie.
    let tree = ["tree", "--offline", "--package=shisaku", "--target=wasm32-unknown-unknown"];
    let form = ["--edges=normal,no-proc-macro", "--prefix=none", "--format={p}"];
    let tree = cmd::asks(cmd::cargo()?.args(tree).args(form)).context("`cargo tree` failed")?;
    let wanted: BTreeSet<(&str, &str)> = tree.lines().filter_map(name_and_version).collect();

    let metadata = cmd::asks(cmd::cargo()?.args(["metadata", "--offline", "--format-version=1"]));
    let metadata: Value = serde_json::from_str(&metadata.context("`cargo metadata` failed")?)?;
    let mut found = Vec::new();
    for package in items(&metadata, "/packages").filter(|package| text(package, "source").is_some()) {
        let (name, version) = (text(package, "name").unwrap_or_default(), text(package, "version").unwrap_or_default());
        if wanted.contains(&(name, version)) {
            found.push(describe(package)?);
        }
    }
    // All but the app itself.
    if found.len() + 1 != wanted.len() {
        bail!("`cargo tree` names {} crates, `cargo metadata` describes {} of them", wanted.len(), found.len());
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Reads `leptos v0.8.23` with or without more behind it.
fn name_and_version(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split(' ');
    Some((words.next()?, words.next()?.strip_prefix('v')?))
}

fn describe(package: &Value) -> Result<Crate> {
    let manifest = Path::new(text(package, "manifest_path").context("a package without a place")?);
    let folder = manifest.parent().context("a package without a folder")?;
    let mut texts = Vec::new();
    for entry in folder.read_dir().with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_uppercase();
        let licence = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"];
        if entry.path().is_file() && licence.iter().any(|start| name.starts_with(start)) {
            let bytes = place::read(&entry.path())?;
            texts.push(String::from_utf8_lossy(&bytes).replace("\r\n", "\n").trim().to_owned());
        }
    }
    texts.sort();
    Ok(Crate {
        name: format!("{} {}", text(package, "name").unwrap_or_default(), text(package, "version").unwrap_or_default()),
        licence: text(package, "license").unwrap_or("see its licence file").to_owned(),
        texts,
    })
}

fn items<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> {
    value.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_the_page_is_listed_and_what_only_builds_it_is_not() {
        let crates = shipped().unwrap();
        let named = |name: &str| crates.iter().any(|krate| krate.name.starts_with(&format!("{name} ")));
        assert!(named("leptos") && named("wasm-bindgen") && named("serde"));
        assert!(!named("serde_derive") && !named("proptest") && !named("hyper") && !named("shisaku"));
    }
}
