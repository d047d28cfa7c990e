//! The files of a release, made from what Trunk built and from our scripts and stylesheets.
//!
//! What pages of a publication name keeps its name, so that a newer release can be put under older pages: `start.js`,
//! `page.js`, `embed-frame.js`, `style.css`. Those scripts are also what speaks to whoever has a browser that cannot run the rest, so
//! they are written in older words. What only a release names has a hash in its name, and hosts may have it kept for good. There are no
//! inline scripts: one Content-Security-Policy serves all releases.

use std::{ffi::OsString, fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{charts, cmd, npm, place, stamp};

/// Adds a release's files to `to`, from the folders in which Trunk left the program and the embed.
pub fn add(program: &Path, embed: &Path, to: &Path) -> Result<()> {
    let charts = charts::ensure()?;
    let versioned = charts.versioned_name()?;
    for name in [charts::ADDRESS, &versioned] {
        place::copy(&charts.script, &to.join(name))?;
    }
    add_styles(&source("style.css")?, &to.join("style.css"))?;
    let style = hashed(to, "program", "css", |file| add_styles(&source("program.css")?, file))?;
    let [(script, wasm), (embed_script, embed_wasm)] = [
        add_program(program, "program", "program.js", &versioned, to)?,
        add_program(embed, "embed", "embed/start.js", &versioned, to)?,
    ];
    let names = [("SCRIPT", script), ("STYLE", style), ("WASM", wasm)].map(|(name, file)| (name, format!("./{file}")));
    bundle(&source("start.js")?, &to.join("start.js"), &names, &LASTING)?;
    bundle(&source("page.js")?, &to.join("page.js"), &[("CHARTS", format!("./{versioned}"))], &LASTING)?;
    bundle(&source("embed/frame.js")?, &to.join("embed-frame.js"), &[], &LASTING)?;
    let html = place::read_text(&embed.join("embed.html"))?;
    let named = html.replace(TRUNKS_SCRIPT, &embed_script).replace(TRUNKS_WASM, &embed_wasm);
    place::write(&to.join("embed.html"), named)
}

/// How scripts are bundled whose names stay: as classic scripts for browsers from 2017 on.
const LASTING: [&str; 2] = ["--format=iife", "--target=es2017"];

/// What Trunk writes for the names of script and program (`Trunk.toml`).
const TRUNKS_SCRIPT: &str = "PROGRAM-SCRIPT";
const TRUNKS_WASM: &str = "PROGRAM-WASM";

fn source(name: &str) -> Result<std::path::PathBuf> {
    Ok(place::root()?.join("src").join("ui").join(name))
}

/// Adds a program: what Trunk left in `folder`, started by our script `start`. Returns the names of its script and of itself.
fn add_program(folder: &Path, stem: &str, start: &str, charts: &str, to: &Path) -> Result<(String, String)> {
    let one = |ending: &str| {
        let files = place::files(folder)?;
        let mut found = files.into_iter().filter(|name| name.ends_with(ending));
        match (found.next(), found.next()) {
            (Some(name), None) => Ok(folder.join(name)),
            _ => bail!("{} holds not one file {ending}", folder.display()),
        }
    };
    let (glue, program) = (one(".js")?, one(".wasm")?);
    // Trunk named it by what it was before wasm-opt.
    let wasm = hashed(to, stem, "wasm", |file| place::copy(&program, file))?;
    let mut alias = OsString::from("--alias:PROGRAM=");
    alias.push(&glue);
    let names = [("WASM", format!("./{wasm}")), ("CHARTS", format!("./{charts}"))];
    let alias = alias.into_string().ok().context("the repository's path is not Unicode")?;
    let script = hashed(to, stem, "js", |file| {
        bundle(&source(start)?, file, &names, &["--format=esm", "--target=es2022", &alias])
    })?;
    Ok((script, wasm))
}

/// Makes a file and names it by what is in it. Returns the name.
fn hashed(folder: &Path, stem: &str, ending: &str, make: impl FnOnce(&Path) -> Result<()>) -> Result<String> {
    let made = folder.join(format!("{stem}-made.{ending}"));
    make(&made)?;
    let name = format!("{stem}-{}.{ending}", stamp::short(&place::read(&made)?));
    fs::rename(&made, folder.join(&name)).with_context(|| format!("cannot rename {}", made.display()))?;
    Ok(name)
}

fn add_styles(from: &Path, to: &Path) -> Result<()> {
    esbuild(from, to, &["--minify"])
}

/// A script and what it imports as one, with names of files in the place of what stands for them.
fn bundle(from: &Path, to: &Path, names: &[(&str, String)], more: &[&str]) -> Result<()> {
    let defined = names.iter().map(|(name, file)| format!("--define:{name}=\"{file}\"")).collect::<Vec<_>>();
    let always = ["--bundle", "--minify"];
    let arguments: Vec<&str> = always.iter().chain(more).copied().chain(defined.iter().map(String::as_str)).collect();
    esbuild(from, to, &arguments)
}

fn esbuild(from: &Path, to: &Path, arguments: &[&str]) -> Result<()> {
    let mut esbuild = cmd::program(npm::program("esbuild")?)?;
    let mut out = OsString::from("--outfile=");
    out.push(to);
    cmd::run(esbuild.arg(from).args(arguments).args(["--charset=utf8", "--log-level=warning"]).arg(out))
}
