//! `build`: makes dist/.
//!
//! Trunk builds one program at a time and empties the folder it builds into. So each is built into a folder of its own;
//! dist/ is put together beside the old one, from the files of the release and those of the publication, and takes its
//! place at the end: a build that fails leaves the last good dist/ as it was.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser};

use crate::{
    Outcome, charts, cmd, help, licences, npm, other_argument, pages, place, release, setup, stamp, tools::Tools,
};

/// How a build is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As small as it gets: what is published and tested.
    Release,
    /// As quickly as it gets, for working on the page.
    Fast,
}

/// A program, and the html file at the top of the repository by which Trunk builds it.
struct Program {
    html: &'static str,
    bin: &'static str,
}

const PROGRAM: Program = Program { html: "index.html", bin: "shisaku" };
const EMBED: Program = Program { html: "embed.html", bin: "embed" };
const PROGRAMS: [&Program; 2] = [&PROGRAM, &EMBED];

/// `cargo xtask build`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    let (mut kind, mut force, mut plan) = (Kind::Release, false, None);
    while let Some(argument) = args.next()? {
        match argument {
            Arg::Long("fast") => kind = Kind::Fast,
            Arg::Long("force") => force = true,
            Arg::Long("plan") => plan = Some(place::named(args.value()?)?),
            other => return other_argument(other, help::BUILD),
        }
    }
    match plan {
        // Which plan it was made from is not remembered.
        Some(plan) => make(kind, Some(&plan))?,
        None if force => make(kind, None)?,
        None => ensure(kind)?,
    }
    Ok(Outcome::Good)
}

/// Sees to it that dist/ is a build of this kind from the sources as they are.
pub fn ensure(kind: Kind) -> Result<()> {
    if stamp::stands(&stamp::of_inputs(kind)?)? {
        println!("dist/ is up to date ({}).", kind.said());
        return Ok(());
    }
    make(kind, None)
}

fn make(kind: Kind, plan: Option<&Path>) -> Result<()> {
    let tools = setup::for_build()?;
    println!("Building dist/: {} …", kind.said());
    let start = Instant::now();
    charts::ensure()?;
    compile(kind)?;
    // Before Trunk reads them: a file saved meanwhile must not count as built. Cargo has written its lock file by now.
    let inputs = stamp::of_inputs(kind)?;
    for program in PROGRAMS {
        program.build(kind, &tools)?;
    }
    assemble(plan)?;
    match plan {
        Some(_) => stamp::forget()?,
        None => stamp::remember(&inputs)?,
    }
    println!("dist/ is built in {} s ({}).", start.elapsed().as_secs(), kind.said());
    Ok(())
}

impl Kind {
    fn said(self) -> &'static str {
        match self {
            Self::Release => "release, small",
            Self::Fast => "fast, NOT for publishing",
        }
    }

    fn cargo_profile(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Fast => "fast",
        }
    }
}

/// Compiles the programs in one go, so that their last steps use both cores; with exactly the arguments with which Trunk then
/// finds them done.
fn compile(kind: Kind) -> Result<()> {
    let mut cargo = cmd::cargo()?;
    cargo.args(["build", "--quiet", "--target=wasm32-unknown-unknown", "--package=shisaku"]);
    cargo.args(["--profile", kind.cargo_profile()]);
    for program in PROGRAMS {
        cargo.args(["--bin", program.bin]);
    }
    cmd::run(cargo.env(FLAGS, flags()?))
}

/// How cargo is told the compiler's arguments, in the place of those of `.cargo/config.toml`.
const FLAGS: &str = "CARGO_ENCODED_RUSTFLAGS";

/// Those of `.cargo/config.toml`, and that no folder of the machine it is built on gets into what is published: panics name
/// the place they come from.
fn flags() -> Result<String> {
    let sysroot = cmd::asks(cmd::program("rustc")?.args(["--print", "sysroot"])).unwrap_or_default();
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let mut flags = vec!["--cfg".to_owned(), "erase_components".to_owned()];
    let registry = home.map(|home| home.join("registry").join("src"));
    let crates = registry.iter().flat_map(fs::read_dir).flatten().flatten().map(|entry| (entry.path(), "crates"));
    let std = Path::new(&sysroot).join("lib").join("rustlib").join("src").join("rust").join("library");
    for (folder, name) in crates.chain([(std, "std"), (place::root()?, ".")]) {
        flags.push(format!("--remap-path-prefix={}={name}", folder.display()));
    }
    Ok(flags.join("\u{1f}"))
}

impl Program {
    /// Where Trunk leaves it.
    fn folder(&self) -> Result<PathBuf> {
        Ok(place::work()?.join("programs").join(self.bin))
    }

    fn build(&self, kind: Kind, tools: &Tools) -> Result<()> {
        let folder = self.folder()?;
        // Trunk wants its output folder to be there.
        place::emptied(&folder)?;
        let mut trunk = cmd::program(&tools.trunk)?;
        // Offline: everything is there by now, and where something is not, an error says more than Trunk's download of
        // some other version would.
        trunk.args(["build", self.html, "--html-output", self.html, "--offline", "--log", "warn", "--dist"]);
        trunk.arg(&folder).args(["--cargo-profile", kind.cargo_profile()]);
        if kind == Kind::Release {
            trunk.arg("--release");
        }
        let mut folders = tools.folders.clone();
        folders.push(npm::programs()?);
        trunk.env("PATH", cmd::path_with(&folders)?).env(FLAGS, flags()?);
        cmd::run(&mut trunk).with_context(|| format!("{} was not built", self.html))
    }
}

/// Puts dist/ together and in place.
fn assemble(plan: Option<&Path>) -> Result<()> {
    let root = place::root()?;
    let next = place::work()?.join("next-dist");
    place::emptied(&next)?;
    release::add(&PROGRAM.folder()?, &EMBED.folder()?, &next)?;
    merge(&root.join("public"), &next)?;
    licences::write(&next.join("licences"))?;
    // It can be replaced without building. Without the lines and spaces the seed is kept with: no JSON text holds a line break
    // as it is.
    let (seed, published) = (root.join("seeds").join("plan.json"), next.join("plan.json"));
    let lines = place::read_text(plan.unwrap_or(&seed))?;
    place::write(&published, lines.lines().map(str::trim_start).collect::<String>())?;
    // Of the very bytes that are published: pages name their digest.
    let publication = pages::folder()?;
    pages::write(&publication, Some(&published))?;
    merge(&publication, &next)?;

    let dist = place::dist()?;
    let last = place::work()?.join("last-dist");
    place::removed(&last)?;
    if dist.exists() {
        rename(&dist, &last)?;
    }
    rename(&next, &dist)?;
    place::removed(&last)
}

/// Adds the files of one folder to another. One name for two contents is an error: one of the two would be lost.
fn merge(from: &Path, to: &Path) -> Result<()> {
    for file in place::files(from)? {
        let (source, target) = (from.join(&file), to.join(&file));
        if target.exists() && place::read(&source)? != place::read(&target)? {
            bail!("dist/{file} would be made from two different files, one of them {}", source.display());
        }
        place::copy(&source, &target)?;
    }
    Ok(())
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).with_context(|| format!("cannot move {} to {}", from.display(), to.display()))
}
