//! `sizes`: what a visitor loads, held against `xtask/budgets.json`.

use std::{collections::BTreeMap, io::Write as _, path::Path};

use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use lexopt::Parser;
use serde_json::Value;

use crate::{Outcome, help, other_argument, place};

/// `cargo xtask sizes`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    if let Some(argument) = args.next()? {
        return other_argument(argument, help::SIZES);
    }
    check()
}

/// One file's size in bytes, as it is and as a web server would send it.
#[derive(Clone, Copy)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the sizes and compares.
pub fn check() -> Result<Outcome> {
    let dist = place::dist()?;
    if !dist.is_dir() {
        bail!("there is no dist/ to measure; `cargo xtask build` makes it");
    }
    let mut sizes = BTreeMap::new();
    println!("{:>9} {:>9} {:>9}  dist/", "raw", "gzip", "brotli");
    // Licence texts are there to be read by whoever asks, not loaded by the page.
    for file in place::files(&dist)?.into_iter().filter(|file| !file.starts_with("licences/")) {
        let size = measured(&place::read(&dist.join(&file))?)?;
        println!("{:>9} {:>9} {:>9}  {file}", size.raw, size.gzip, size.brotli);
        sizes.insert(file, size);
    }
    println!();
    let budgets = place::read_text(&place::root()?.join("xtask").join("budgets.json"))?;
    let budgets: Vec<Value> = serde_json::from_str(&budgets).context("xtask/budgets.json is not a list of budgets")?;
    let mut outcome = Outcome::Good;
    for budget in &budgets {
        if !Budget::read(budget)?.holds(&dist, &sizes)? {
            outcome = Outcome::Bad;
        }
    }
    Ok(outcome)
}

fn measured(content: &[u8]) -> Result<Size> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content)?;
    let mut brotli = Vec::new();
    let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*content, &mut brotli, &best)?;
    Ok(Size { raw: content.len(), gzip: gzip.finish()?.len(), brotli: brotli.len() })
}

/// A limit for one file, for a page with all it names, or for a program loaded later with all its files.
struct Budget<'a> {
    name: &'a str,
    of: Of<'a>,
    /// Files loaded with it that no html file names.
    with: Vec<&'a str>,
    brotli: usize,
    binding: bool,
}

enum Of<'a> {
    Page(&'a str),
    File(&'a str),
    Program(&'a str),
}

impl<'a> Budget<'a> {
    fn read(value: &'a Value) -> Result<Self> {
        let text = |key| value.get(key).and_then(Value::as_str);
        let of = match (text("page"), text("file"), text("program")) {
            (Some(page), None, None) => Of::Page(page),
            (None, Some(file), None) => Of::File(file),
            (None, None, Some(program)) => Of::Program(program),
            _ => bail!("a budget is for one `page`, one `file` or one `program`: {value}"),
        };
        let brotli = value.get("brotli").and_then(Value::as_u64).and_then(|bytes| usize::try_from(bytes).ok());
        Ok(Self {
            name: text("name").context("a budget without a `name`")?,
            of,
            with: value.get("with").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect(),
            brotli: brotli.with_context(|| format!("a budget without `brotli` bytes: {value}"))?,
            binding: value.get("binding").and_then(Value::as_bool).unwrap_or(true),
        })
    }

    fn holds(&self, dist: &Path, sizes: &BTreeMap<String, Size>) -> Result<bool> {
        let mut files = match self.of {
            Of::File(file) => vec![file.to_owned()],
            Of::Program(program) => {
                let prefix = format!("{program}-");
                let files: Vec<_> = sizes.keys().filter(|file| file.starts_with(&prefix)).cloned().collect();
                if files.is_empty() {
                    bail!("dist/ has no file of the program {program}");
                }
                files
            }
            Of::Page(page) => {
                let named = named_in(&place::read_text(&dist.join(page))?);
                let mut files: Vec<_> = named.into_iter().filter(|file| sizes.contains_key(file)).collect();
                files.push(page.to_owned());
                if !files.iter().any(|file| file.ends_with(".wasm")) {
                    bail!("dist/{page} names no wasm file, so its size says nothing");
                }
                files
            }
        };
        files.extend(self.with.iter().map(|file| (*file).to_owned()));
        let mut sum = 0;
        for file in &files {
            sum += sizes.get(file).with_context(|| format!("dist/{file} is missing, but has a budget"))?.brotli;
        }
        let verdict = match (sum <= self.brotli, self.binding) {
            (true, _) => "ok",
            (false, true) => "OVER BUDGET",
            (false, false) => "over its aim (not binding)",
        };
        println!("{}: {sum} of {} bytes brotli: {verdict}  [{}]", self.name, self.brotli, files.join(" "));
        Ok(sum <= self.brotli || !self.binding)
    }
}

/// The files an html page names by `src` and `href`, each once.
fn named_in(html: &str) -> Vec<String> {
    let mut files = Vec::new();
    for from in ["src=", "href="].iter().flat_map(|name| html.split(name).skip(1)) {
        let value = match from.strip_prefix('"').or_else(|| from.strip_prefix('\'')) {
            Some(quoted) => quoted.split(['"', '\'']).next(),
            None => from.split([' ', '>']).next(),
        };
        let file = value.unwrap_or_default().trim_start_matches("./").split('?').next().unwrap_or_default().to_owned();
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_files_quoted_or_not() {
        let html = r#"<link rel=preload href="./a.wasm" as=fetch><link href='./b.css'><script src=./c.js?v=1></script>
            <link rel=modulepreload href="./c.js">"#;
        assert_eq!(named_in(html), ["c.js", "a.wasm", "b.css"]);
    }

    #[test]
    fn a_budget_says_what_it_is_for() {
        let read = |text: &str| Budget::read(&serde_json::from_str::<Value>(text).unwrap()).is_ok();
        assert!(read(r#"{"name": "n", "file": "f", "brotli": 1}"#));
        assert!(!read(r#"{"name": "n", "brotli": 1}"#));
        assert!(!read(r#"{"name": "n", "file": "f", "page": "p", "brotli": 1}"#));
        assert!(!read(r#"{"name": "n", "file": "f"}"#));
    }
}
