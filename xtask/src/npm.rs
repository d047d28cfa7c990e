//! What comes from npm: ECharts, and the programs that bundle it, shrink the wasm and test the page.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{cmd, place, stamp};

/// Sees to it that node_modules is what package-lock.json says.
pub fn ensure() -> Result<()> {
    node()?;
    let root = place::root()?;
    let wanted = stamp::of_files(&root, &["package.json", "package-lock.json", ".npmrc"])?;
    let mark = modules()?.join(".shisaku-set-up");
    if place::read_text(&mark).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    println!("Setting up npm packages into node_modules/ (about 310 MB unpacked, half a minute) …");
    cmd::run(cmd::program(if cfg!(windows) { "npm.cmd" } else { "npm" })?.args(["ci", "--loglevel=error"]))?;
    place::write(&mark, wanted)
}

/// The folder of npm's packages.
pub fn modules() -> Result<PathBuf> {
    Ok(place::root()?.join("node_modules"))
}

/// The folder of the packages' programs.
pub fn programs() -> Result<PathBuf> {
    Ok(modules()?.join(".bin"))
}

/// A program of a package, as this system can start it.
pub fn program(name: &str) -> Result<PathBuf> {
    let file = programs()?.join(name);
    Ok(if cfg!(windows) { file.with_extension("cmd") } else { file })
}

fn node() -> Result<()> {
    const WANTED: u32 = 20;
    let said = cmd::asks(cmd::program("node")?.arg("--version"));
    let said = said.context("Node is missing: install Node 20 or newer (nodejs.org, or your system's packages)")?;
    let major = said.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < WANTED) {
        bail!("Node {WANTED} or newer is needed; `node --version` says {said}");
    }
    Ok(())
}
