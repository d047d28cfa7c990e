//! `cargo xtask`: sets up, builds, serves, tests and measures Shisaku.
//!
//! One command a file. `cmd` runs other programs, `place` knows where things lie, `setup`, `tools` and `npm` bring
//! what is missing, `stamp` knows whether the last build still stands.

mod bench;
mod build;
mod charts;
mod cmd;
mod gallery;
mod help;
mod licences;
mod npm;
mod pages;
mod pictures;
mod place;
mod prove;
mod release;
mod run;
mod sample;
mod serve;
mod setup;
mod sizes;
mod stamp;
mod test;
mod tools;

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt};

/// What a command ended with, where it did its work to the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Good,
    /// What was to be shown does not hold: a test failed, a budget is exceeded. Said already.
    Bad,
}

fn main() -> ExitCode {
    match dispatch() {
        Ok(Outcome::Good) => ExitCode::SUCCESS,
        Ok(Outcome::Bad) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<Outcome> {
    let mut args = Parser::from_env();
    let command = match args.next()? {
        None => {
            println!("{}", help::ALL);
            return Ok(Outcome::Bad);
        }
        Some(Arg::Short('h') | Arg::Long("help")) => {
            println!("{}", help::ALL);
            return Ok(Outcome::Good);
        }
        Some(Arg::Value(command)) => command.string()?,
        Some(other) => return Err(other.unexpected().into()),
    };
    let command = command.as_str();
    match command {
        "run" => run::command(&mut args),
        "build" => build::command(&mut args),
        "serve" => serve::command(&mut args),
        "test" => test::command(&mut args),
        "sizes" => sizes::command(&mut args),
        "gallery" => gallery::command(&mut args),
        "pages" => pages::command(&mut args),
        "pictures" => pictures::command(&mut args),
        "sample" => sample::command(&mut args),
        "bench" => bench::command(&mut args),
        "prove" => prove::command(&mut args),
        "setup" => setup::command(&mut args),
        "help" => {
            println!("{}", help::ALL);
            Ok(Outcome::Good)
        }
        other => bail!("there is no command `{other}`; `cargo xtask help` lists them"),
    }
}

/// The end of a command's arguments: help where it was asked for, a refusal of anything else.
fn other_argument(argument: Arg<'_>, help: &str) -> Result<Outcome> {
    match argument {
        Arg::Short('h') | Arg::Long("help") => {
            println!("{help}");
            Ok(Outcome::Good)
        }
        argument => bail!("{}\n\n{help}", argument.unexpected()),
    }
}
