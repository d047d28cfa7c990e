//! `bench`: how fast pages and program are (`bench.mjs`), of the seed and of five years filled; `bench city`: what a made-up city costs
//! (`tests/bench/city.rs`, `city.mjs`).

use anyhow::{Context, Result};
use lexopt::{Arg, Parser, ValueExt};

use crate::{
    Outcome,
    build::{self, Kind},
    cmd, help, other_argument, pages, place, sample, setup,
};

/// The version of Lighthouse: figures of two versions are not compared. It is set up on first use, apart from what tests need.
const LIGHTHOUSE: &str = "lighthouse@12.8.2";

/// `cargo xtask bench city`: at 1, 10 and 100 times the seed's size, with 200 edits a policy.
fn city() -> Result<Outcome> {
    let chromium = setup::for_browser_tests()?;
    build::ensure(Kind::Release)?;
    let work = place::work()?;
    let mut folders = Vec::new();
    for policies in [1, 10, 100] {
        let folder = work.join(format!("city-{policies}"));
        sample::write(&folder, policies, policies * 200)?;
        folders.push(folder);
    }
    println!("Natively, in milliseconds:\n");
    let mut native = cmd::cargo()?;
    // Not the release profile: it is made for size, and takes minutes to link.
    let (profile, target) = ("--profile=fast", "--target-dir=target/prove");
    native.args(["bench", "--quiet", "--package=shisaku", profile, target, "--bench=city", "--"]).args(&folders);
    cmd::run(&mut native)?;
    println!("\nIn Chromium at a quarter of the speed, in milliseconds:\n");
    let mut browser = cmd::program("node")?;
    browser.arg("xtask/city.mjs").args(&folders).env("CHROMIUM", chromium);
    cmd::run(&mut browser)?;
    Ok(Outcome::Good)
}

/// `cargo xtask bench`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    let mut runs: u32 = 5;
    while let Some(argument) = args.next()? {
        match argument {
            Arg::Long("runs") => runs = args.value()?.parse()?,
            Arg::Value(what) if what == "city" => return city(),
            other => return other_argument(other, help::BENCH),
        }
    }
    let chromium = setup::for_browser_tests()?;
    build::ensure(Kind::Release)?;
    let work = place::work()?;
    // One policy with numbers in all years.
    sample::write(&work.join("sample-one"), 1, 0)?;
    let filled = work.join("filled");
    let plan = work.join("sample-one").join("plan.json");
    pages::write(&filled, Some(&plan))?;
    place::copy(&plan, &filled.join("plan.json"))?;
    let tool = place::tools()?.join(LIGHTHOUSE.replace('@', "-"));
    std::fs::create_dir_all(&tool).with_context(|| format!("cannot make {}", tool.display()))?;
    if !tool.join("node_modules").join("lighthouse").is_dir() {
        println!("Setting up Lighthouse (a minute) …");
        let mut npm = cmd::program("npm")?;
        npm.args(["install", "--no-save", "--prefix"]).arg(&tool).arg(LIGHTHOUSE);
        cmd::run(&mut npm).context("Lighthouse cannot be installed")?;
    }
    let mut bench = cmd::program("node")?;
    bench.arg("xtask/bench.mjs").arg(runs.to_string()).env("CHROMIUM", chromium).env("LIGHTHOUSE", &tool);
    bench.env("FILLED", &filled);
    cmd::run(&mut bench)?;
    Ok(Outcome::Good)
}
