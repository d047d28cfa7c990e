//! `gallery`: every drawing in every state on one page, for whoever works on drawings.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use crate::{
    Outcome, charts, cmd, help, other_argument, place,
    serve::{self, Site},
};

/// `cargo xtask gallery`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    let mut port = serve::PORT;
    while let Some(argument) = args.next()? {
        match argument {
            Arg::Long("port") => port = args.value()?.parse()?,
            other => return other_argument(other, help::GALLERY),
        }
    }
    write_states()?;
    let folder = assemble()?;
    let listener = serve::listen(port)?;
    println!("\nEvery drawing: http://127.0.0.1:{port}/  (Ctrl+C ends it)");
    serve::answer(listener, Site { folder, prefix: "/".to_owned(), headers: false })?;
    Ok(Outcome::Good)
}

/// Writes out the options of every drawing. The states are the native tests' (`src/chart/states.rs`); one of them does it.
pub fn write_states() -> Result<()> {
    let mut states = cmd::cargo()?;
    states.args(["test", "--quiet", "--package=shisaku", "--lib", "gallery"]).stdout(std::process::Stdio::null());
    cmd::run(&mut states).context("the states cannot be written out")
}

/// The gallery's page, the states and the script that draws, in one folder.
pub fn assemble() -> Result<PathBuf> {
    let folder = place::work()?.join("gallery");
    place::emptied(&folder)?;
    let states = place::work()?.join("figures.json");
    if !states.is_file() {
        bail!("{} is missing: `cargo test --lib gallery` writes it", states.display());
    }
    place::copy(&states, &folder.join("figures.json"))?;
    place::copy(&charts::ensure()?.script, &folder.join(charts::ADDRESS))?;
    let page = place::root()?.join("tests").join("browser").join("gallery");
    place::copy(&place::root()?.join("src").join("ui").join("style.css"), &folder.join("style.css"))?;
    for file in ["index.html", "gallery.css", "gallery.mjs"] {
        place::copy(&page.join(file), &folder.join(file))?;
    }
    Ok(folder)
}
