//! `bench`: how fast pages and program are (`bench.mjs`), of the seed and of five years filled.

use anyhow::{Context, Result};
use lexopt::{Arg, Parser, ValueExt};

use crate::{
    Outcome,
    build::{self, Kind},
    cmd, help, other_argument, pages, place, sample, setup,
};

/// The version of Lighthouse: figures of two versions are not compared. It is set up on first use, apart from what tests need.
const LIGHTHOUSE: &str = "lighthouse@12.8.2";

/// `cargo xtask bench`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    let mut runs: u32 = 5;
    while let Some(argument) = args.next()? {
        match argument {
            Arg::Long("runs") => runs = args.value()?.parse()?,
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
