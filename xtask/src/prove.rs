//! `prove`: the long versions of the tests. What takes too long for every change comes here.

use anyhow::Result;
use lexopt::{Arg, Parser, ValueExt};

use crate::{Outcome, cmd, help, other_argument};

/// `cargo xtask prove`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    let mut cases: u32 = 100_000;
    while let Some(argument) = args.next()? {
        match argument {
            Arg::Long("cases") => cases = args.value()?.parse()?,
            other => return other_argument(other, help::PROVE),
        }
    }
    println!("The long proofs come here. For now: every property test with {cases} cases.");
    let mut tests = cmd::cargo()?;
    // Not the release profile: it is made for size, and takes minutes to link.
    tests.args(["test", "--package=shisaku", "--profile=fast", "--target-dir=target/prove"]);
    let good = cmd::succeeds(tests.env("PROPTEST_CASES", cases.to_string()))?;
    Ok(if good { Outcome::Good } else { Outcome::Bad })
}
