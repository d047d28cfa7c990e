//! `pages`: the pages and the data of a publication, as files.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use lexopt::{Arg, Parser};
use serde_json::Value;

use crate::{Outcome, cmd, help, npm, other_argument, place};

/// `cargo xtask pages`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    let (mut plan, mut to) = (None, folder()?);
    while let Some(argument) = args.next()? {
        match argument {
            Arg::Long("plan") => plan = Some(place::named(args.value()?)?),
            Arg::Long("to") => to = place::named(args.value()?)?,
            other => return other_argument(other, help::PAGES),
        }
    }
    write(&to, plan.as_deref())?;
    // What they need of a release to be looked at.
    let root = place::root()?;
    place::copy(&root.join("src").join("ui").join("style.css"), &to.join("style.css"))?;
    place::copy(&root.join("public").join("icon.svg"), &to.join("icon.svg"))?;
    println!("The pages are in {}.", to.display());
    Ok(Outcome::Good)
}

/// Where they are written unless another folder is named.
pub fn folder() -> Result<PathBuf> {
    Ok(place::work()?.join("publication"))
}

/// Writes the pages of the built-in plan as one that is published with all that a publication may say of itself: its address, a
/// licence, a history. For tests.
pub fn write_addressed() -> Result<()> {
    let root = place::root()?;
    let mut plan: Value = serde_json::from_str(&place::read_text(&root.join("seeds").join("plan.json"))?)?;
    let about = place::read_text(&root.join("tests").join("fixtures").join("publication.json"))?;
    let publication = serde_json::from_str(&about)?;
    plan.as_object_mut().context("seeds/plan.json is no object")?.insert("publication".to_owned(), publication);
    let file = place::work()?.join("addressed-plan.json");
    place::write(&file, plan.to_string())?;
    write(&place::work()?.join("addressed-publication"), Some(&file))
}

/// Writes the files of a publication, beside `plan.json`, into a folder that is emptied before: of a plan, of the built-in one
/// unless a file is named.
pub fn write(to: &Path, plan: Option<&Path>) -> Result<()> {
    npm::ensure()?;
    let root = place::root()?;
    place::emptied(to)?;
    let mut pages = cmd::cargo()?;
    pages.args(["run", "--quiet", "--package=shisaku", "--bin=pages", "--"]);
    pages.arg(to).arg(root.join("xtask").join("drawings.mjs")).args(plan);
    cmd::run(&mut pages).context("the pages cannot be written")
}
