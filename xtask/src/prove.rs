//! `prove`: the long versions of the tests. What takes too long for every change comes here.

use std::{fs, time::Instant};

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use crate::{
    Outcome,
    build::{self, Kind},
    cmd, help, npm, other_argument, place, setup,
};

/// The fuzz targets (`tests/fuzz/targets/`), and where each begins: files that are good, and what was found before.
const TARGETS: [(&str, &[&str]); 4] = [
    ("snapshot", &["tests/fixtures/snapshots/sample.json", "seeds/plan.json"]),
    ("link", &[]),
    ("sheet", &["seeds/3-10.txt"]),
    ("merge", &[]),
];

/// `cargo xtask prove`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    let (mut cases, mut minutes, mut kills): (u32, u64, u32) = (100_000, 60, 200);
    let mut only = None;
    while let Some(argument) = args.next()? {
        match argument {
            Arg::Long("cases") => cases = args.value()?.parse()?,
            Arg::Long("minutes") => minutes = args.value()?.parse()?,
            Arg::Long("kills") => kills = args.value()?.parse()?,
            Arg::Long("only") => only = Some(args.value()?.string()?),
            other => return other_argument(other, help::PROVE),
        }
    }
    let parts = ["laws", "large", "kills", "fuzz"].into_iter().chain(TARGETS.map(|(target, _)| target));
    if let Some(other) = only.as_deref().filter(|only| !parts.clone().any(|part| part == *only)) {
        bail!("there is no part {other}; there are {}", parts.collect::<Vec<_>>().join(", "));
    }
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    let mut good = true;
    if wanted("laws") {
        good &= timed(&format!("every property test with {cases} cases"), || properties(cases))?;
    }
    if wanted("large") {
        good &= timed("large sets, measured", large)?;
    }
    if wanted("kills") {
        good &= timed(&format!("a tab killed {kills} times"), || killed(kills))?;
    }
    for (target, seeds) in TARGETS.iter().filter(|(target, _)| wanted("fuzz") || only.as_deref() == Some(*target)) {
        good &= timed(&format!("fuzzing {target} for {minutes} minutes"), || fuzz(target, seeds, minutes))?;
    }
    Ok(if good { Outcome::Good } else { Outcome::Bad })
}

fn timed(what: &str, part: impl FnOnce() -> Result<bool>) -> Result<bool> {
    println!("\n── {what} …");
    let start = Instant::now();
    let good = part()?;
    println!("── {what}: {}, {} s", if good { "holds" } else { "FAILED" }, start.elapsed().as_secs());
    Ok(good)
}

fn properties(cases: u32) -> Result<bool> {
    let mut tests = cmd::cargo()?;
    // Not the release profile: it is made for size, and takes minutes to link.
    tests.args(["test", "--package=shisaku", "--profile=fast", "--target-dir=target/prove"]);
    cmd::succeeds(tests.env("PROPTEST_CASES", cases.to_string()))
}

/// `tests/bench/large.rs`: prints figures.
fn large() -> Result<bool> {
    let mut bench = cmd::cargo()?;
    cmd::succeeds(bench.args([
        "bench",
        "--package=shisaku",
        "--profile=fast",
        "--bench=large",
        "--target-dir=target/prove",
    ]))
}

/// `tests/browser/killed.spec.mjs` and `office.spec.mjs`, which kill a tab's process as often as they are told, one after what was
/// saved, one while it writes into a shared folder, and `crowd.spec.mjs`, in which three tabs make a thousand entries.
fn killed(kills: u32) -> Result<bool> {
    let chromium = setup::for_browser_tests()?;
    build::ensure(Kind::Release)?;
    let mut tests = cmd::program(npm::program("playwright")?)?;
    tests.args(["test", "killed", "office", "crowd"]).env("CHROMIUM", chromium);
    tests.env("SHISAKU_KILLS", kills.to_string()).env("SHISAKU_TURNS", "334");
    cmd::succeeds(&mut tests)
}

fn fuzz(target: &str, seeds: &[&str], minutes: u64) -> Result<bool> {
    if cmd::asks(cmd::cargo()?.args(["fuzz", "--version"])).is_none() {
        println!("Setting up cargo-fuzz (about two minutes) …");
        cmd::run(cmd::cargo()?.args(["install", "--locked", "--quiet", "cargo-fuzz"]))?;
    }
    let root = place::root()?;
    let corpus = place::work()?.join("fuzz").join(target);
    fs::create_dir_all(&corpus).with_context(|| format!("cannot make {}", corpus.display()))?;
    for seed in seeds {
        let name = seed.rsplit('/').next().unwrap_or(seed);
        place::copy(&root.join(seed), &corpus.join(name))?;
    }
    let found = root.join("tests").join("fixtures").join("fuzz").join(target);
    // The nightly toolchain: what libFuzzer needs of the compiler is in no other.
    let mut fuzz = cmd::program("cargo")?;
    fuzz.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
    fuzz.args(["+nightly", "fuzz", "run", "--fuzz-dir", "tests/fuzz", target]).arg(&corpus).arg(&found);
    fuzz.args(["--", &format!("-max_total_time={}", minutes * 60), "-max_len=65536", "-timeout=10", "-verbosity=0"]);
    cmd::succeeds(fuzz.arg("-print_final_stats=1"))
}
