//! `test`: every check and test, and one line that says how they ended.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser};
use serde_json::Value;

use crate::{
    Outcome,
    build::{self, Kind},
    cmd, gallery, help, npm, other_argument, pages, place, setup, sizes,
};

/// `cargo xtask test`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    let (mut native, mut browser) = (true, true);
    while let Some(argument) = args.next()? {
        match argument {
            Arg::Long("native") => browser = false,
            Arg::Long("browser") => native = false,
            other => return other_argument(other, help::TEST),
        }
    }
    if !native && !browser {
        bail!("--native and --browser exclude each other; without either, all is tested");
    }
    // Building on the way may replace this program's own file, so the tests' servers run from a copy.
    let servers = cmd::executable(&place::work()?.join("bin").join("xtask"));
    copy_program(&servers)?;
    let mut tally = Tally::default();
    if native {
        setup::for_checks()?;
        natively(&mut tally)?;
    }
    if browser {
        let chromium = setup::for_browser_tests()?;
        if !native {
            // The native tests would have written them.
            gallery::write_states()?;
        }
        pages::write(&pages::folder()?, None)?;
        pages::write_addressed()?;
        if tally.check("release build", || build::ensure(Kind::Release).map(|()| true)) {
            tally.check("sizes", || Ok(sizes::check()? == Outcome::Good));
            tally.tests("browser tests", || playwright(&chromium, &servers, None));
            tally.tests("browser tests under nginx", || playwright(&chromium, &servers, Some("nginx")));
            tally.tests("browser tests under Apache", || playwright(&chromium, &servers, Some("apache")));
        }
    }
    Ok(tally.conclude())
}

fn natively(tally: &mut Tally) -> Result<()> {
    tally.check("formatting", || cmd::succeeds(cmd::cargo()?.args(["fmt", "--all", "--check"])));
    let clippy = |scope: &[&str]| -> Result<bool> {
        cmd::succeeds(cmd::cargo()?.args(["clippy", "--quiet", "--locked"]).args(scope).args(["--", "-D", "warnings"]))
    };
    tally.check("clippy", || clippy(&["--workspace", "--all-targets"]));
    const PAGE: [&str; 2] = ["--package=shisaku", "--target=wasm32-unknown-unknown"];
    tally.check("clippy for wasm32", || clippy(&PAGE));
    let mut tests = cmd::cargo()?;
    tests.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
    tally.tests("native tests", || native_tests(&mut tests));
    Ok(())
}

/// How many tests passed and failed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Count {
    passed: u64,
    failed: u64,
}

/// All of a run.
#[derive(Default)]
struct Tally {
    count: Count,
    /// Parts that did not end well.
    failed: Vec<&'static str>,
    /// Whether any part of tests ran none: a run that tests nothing must not look like one where all is well.
    empty: bool,
}

impl Tally {
    /// Runs a part that is good or not; where it is not, it counts as one failed.
    fn check(&mut self, name: &'static str, part: impl FnOnce() -> Result<bool>) -> bool {
        let good = self.timed(name, part).unwrap_or(false);
        if !good {
            self.count.failed += 1;
            self.failed.push(name);
        }
        good
    }

    /// Runs a part that counts its tests.
    fn tests(&mut self, name: &'static str, part: impl FnOnce() -> Result<(Count, bool)>) {
        let (mut count, good) = self.timed(name, part).unwrap_or_default();
        // It failed without a failed test: it did not compile, or broke off.
        if !good && count.failed == 0 {
            count.failed = 1;
        }
        if count.failed > 0 {
            self.failed.push(name);
        }
        self.empty |= count == Count::default();
        self.count.passed += count.passed;
        self.count.failed += count.failed;
    }

    fn timed<T>(&mut self, name: &str, part: impl FnOnce() -> Result<T>) -> Option<T> {
        println!("\n── {name}");
        let start = Instant::now();
        let result = part();
        if let Err(error) = &result {
            eprintln!("xtask: {error:#}");
        }
        println!("── {name}: {} s", start.elapsed().as_secs());
        result.ok()
    }

    fn conclude(self) -> Outcome {
        println!();
        if !self.failed.is_empty() {
            println!("Failed: {}", self.failed.join(", "));
        }
        if self.empty {
            println!("A part ran no test at all, which counts as a failure.");
        }
        println!("{} passed, {} failed", self.count.passed, self.count.failed);
        if self.count.failed > 0 || self.count.passed == 0 || self.empty { Outcome::Bad } else { Outcome::Good }
    }
}

/// Runs `cargo test`, its output passed on line by line; counts, and tells whether it succeeded.
fn native_tests(cargo: &mut Command) -> Result<(Count, bool)> {
    let mut child = cargo.stdout(Stdio::piped()).spawn().context("cannot start cargo test")?;
    let mut count = Count::default();
    for line in BufReader::new(child.stdout.take().context("cargo test has no output")?).lines() {
        let line = line?;
        println!("{line}");
        if let Some(result) = test_result(&line) {
            count.passed += result.passed;
            count.failed += result.failed;
        }
    }
    Ok((count, child.wait()?.success()))
}

/// Reads `test result: ok. 12 passed; 0 failed; …`.
fn test_result(line: &str) -> Option<Count> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| {
        counts.split(';').find_map(|part| part.trim().strip_suffix(word)).and_then(|number| number.trim().parse().ok())
    };
    Some(Count { passed: number("passed")?, failed: number("failed")? })
}

fn copy_program(to: &Path) -> Result<()> {
    let own = env::current_exe().context("cannot tell xtask's own place")?;
    // Not into the old copy: a server of a run broken off may still be running from it.
    if to.exists() {
        fs::remove_file(to).with_context(|| format!("cannot replace {}", to.display()))?;
    }
    fs::create_dir_all(to.parent().context("a program without a folder")?)?;
    fs::copy(&own, to).with_context(|| format!("cannot copy {}", own.display()))?;
    Ok(())
}

/// Runs the browser tests, all of them against our own server, or under a `host` those that it could break.
fn playwright(chromium: &Path, servers: &Path, host: Option<&str>) -> Result<(Count, bool)> {
    let report = place::work()?.join("browser-tests.json");
    // An old report must not be taken for this run's.
    place::write(&report, "")?;
    let mut tests = cmd::program(npm::program("playwright")?)?;
    tests.arg("test").env("CHROMIUM", chromium).env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    tests.env("XTASK", servers);
    if let Some(host) = host {
        tests.env("SHISAKU_HOST", host);
    }
    let good = cmd::succeeds(&mut tests)?;
    Ok((report_result(&place::read_text(&report)?)?, good))
}

/// Reads Playwright's JSON report.
fn report_result(report: &str) -> Result<Count> {
    let report: Value = serde_json::from_str(report).context("Playwright left no report")?;
    let number = |name: &str| report.pointer(&format!("/stats/{name}")).and_then(Value::as_u64);
    let missing = "Playwright's report has no counts";
    // There are no retries, so nothing is flaky; should that change, it is no success.
    let flaky = number("flaky").context(missing)?;
    Ok(Count { passed: number("expected").context(missing)?, failed: number("unexpected").context(missing)? + flaky })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_lines_are_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(test_result(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(test_result("test plan::tests::result ... ok"), None);
        assert_eq!(test_result("test result: nonsense"), None);
    }

    #[test]
    fn playwrights_report_is_read() {
        let report = r#"{"stats": {"expected": 5, "unexpected": 1, "flaky": 1, "skipped": 2}}"#;
        assert_eq!(report_result(report).unwrap(), Count { passed: 5, failed: 2 });
        assert!(report_result("").is_err());
        assert!(report_result("{}").is_err());
    }

    #[test]
    fn only_tests_that_ran_and_passed_are_a_success() {
        let conclude = |count, good| {
            let mut tally = Tally::default();
            tally.tests("part", || Ok((count, good)));
            tally.conclude() == Outcome::Good
        };
        assert!(conclude(Count { passed: 1, failed: 0 }, true));
        assert!(!conclude(Count { passed: 1, failed: 0 }, false), "broke off");
        assert!(!conclude(Count { passed: 1, failed: 1 }, true));
        assert!(!conclude(Count::default(), true), "no test ran");
        let mut tally = Tally::default();
        tally.tests("part", || Ok((Count { passed: 1, failed: 0 }, true)));
        tally.check("check", || Ok(false));
        assert!(tally.conclude() == Outcome::Bad, "a failed check");
    }
}
