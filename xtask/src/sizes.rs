//! `sizes`: what a visitor loads, held against `xtask/budgets.json`.

use std::{collections::BTreeMap, io::Write as _};

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
        if !Budget::read(budget)?.holds(&sizes)? {
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

/// A limit for files that are loaded together, and what was last agreed on: growth beyond that by more than two of a hundred
/// is agreed by the commit that makes it.
struct Budget<'a> {
    name: &'a str,
    /// Names of files, or how they begin: `program-*`.
    files: Vec<&'a str>,
    by: By,
    limit: usize,
    agreed: usize,
}

/// How bytes are counted: as a web server sends them.
#[derive(Clone, Copy)]
enum By {
    Gzip,
    Brotli,
}

impl<'a> Budget<'a> {
    fn read(value: &'a Value) -> Result<Self> {
        let bytes = |key| value.get(key).and_then(Value::as_u64).and_then(|bytes| usize::try_from(bytes).ok());
        let (by, limit) = match (bytes("gzip"), bytes("brotli")) {
            (Some(limit), None) => (By::Gzip, limit),
            (None, Some(limit)) => (By::Brotli, limit),
            _ => bail!("a budget has bytes of either `gzip` or `brotli`: {value}"),
        };
        let files: Vec<_> =
            value.get("files").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        if files.is_empty() {
            bail!("a budget without `files`: {value}");
        }
        Ok(Self {
            name: value.get("name").and_then(Value::as_str).context("a budget without a `name`")?,
            files,
            by,
            limit,
            agreed: bytes("agreed")
                .filter(|agreed| *agreed > 0)
                .with_context(|| format!("a budget without `agreed` bytes: {value}"))?,
        })
    }

    fn holds(&self, sizes: &BTreeMap<String, Size>) -> Result<bool> {
        let mut files = Vec::new();
        for name in &self.files {
            let named = |file: &&String| match name.strip_suffix('*') {
                Some(begins) => file.starts_with(begins),
                None => file.as_str() == *name,
            };
            let found: Vec<_> = sizes.keys().filter(named).collect();
            if found.is_empty() {
                bail!("dist/{name} is missing, but has a budget");
            }
            files.extend(found);
        }
        let count = |size: &Size| match self.by {
            By::Gzip => size.gzip,
            By::Brotli => size.brotli,
        };
        let sum: usize = files.iter().filter_map(|file| sizes.get(*file)).map(count).sum();
        let by = match self.by {
            By::Gzip => "gzip",
            By::Brotli => "brotli",
        };
        let (verdict, good) = verdict(sum, self.limit, self.agreed);
        println!("{}: {sum} of {} bytes {by}, agreed {}: {verdict}", self.name, self.limit, self.agreed);
        Ok(good)
    }
}

/// What is to be said of a size, and whether it holds.
fn verdict(sum: usize, limit: usize, agreed: usize) -> (&'static str, bool) {
    if sum > limit {
        ("OVER BUDGET", false)
    } else if sum * 100 > agreed * 102 {
        ("GROWN BY MORE THAN 2 %: agree on it in xtask/budgets.json, or make it smaller", false)
    } else {
        ("ok", true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_says_what_it_is_for() {
        let read = |text: &str| Budget::read(&serde_json::from_str::<Value>(text).unwrap()).is_ok();
        assert!(read(r#"{"name": "n", "files": ["f"], "brotli": 1, "agreed": 1}"#));
        assert!(!read(r#"{"name": "n", "files": [], "brotli": 1, "agreed": 1}"#));
        assert!(!read(r#"{"name": "n", "files": ["f"], "brotli": 1, "gzip": 1, "agreed": 1}"#));
        assert!(!read(r#"{"name": "n", "files": ["f"], "gzip": 1}"#));
        assert!(!read(r#"{"name": "n", "files": ["f"], "gzip": 1, "agreed": 0}"#));
    }

    #[test]
    fn growth_is_agreed_on() {
        assert!(verdict(102, 200, 100).1);
        assert!(!verdict(103, 200, 100).1);
        assert!(!verdict(201, 200, 201).1);
    }

    #[test]
    fn a_name_may_be_a_beginning() {
        let size = |gzip| Size { raw: 0, gzip, brotli: 0 };
        let sizes: BTreeMap<_, _> =
            [("a-1.js", 1), ("a-2.wasm", 2), ("b.css", 4)].map(|(n, s)| (n.to_owned(), size(s))).into();
        let holds =
            |files: Vec<&str>, limit| Budget { name: "n", files, by: By::Gzip, limit, agreed: limit }.holds(&sizes);
        assert!(holds(vec!["a-*"], 3).unwrap() && !holds(vec!["a-*", "b.css"], 6).unwrap());
        assert!(holds(vec!["c"], 6).is_err());
    }
}
