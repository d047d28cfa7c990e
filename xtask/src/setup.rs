//! Sets up what is missing, saying so, and leaves alone what is there.

use std::{env, path::PathBuf};

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser};

use crate::{Outcome, cmd, help, npm, other_argument, place, tools, tools::Tools};

/// `cargo xtask setup`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    let mut tests = false;
    while let Some(argument) = args.next()? {
        match argument {
            Arg::Long("tests") => tests = true,
            other => return other_argument(other, help::SETUP),
        }
    }
    for_build()?;
    if tests {
        for_checks()?;
        for_browser_tests()?;
    }
    println!("Everything is set up.");
    Ok(Outcome::Good)
}

/// What a build needs.
pub fn for_build() -> Result<Tools> {
    wasm_target()?;
    npm::ensure()?;
    tools::ensure()
}

/// What formatting and clippy need, for the target of the page too.
pub fn for_checks() -> Result<()> {
    wasm_target()?;
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if cmd::asks(cmd::cargo()?.args([subcommand, "--version"])).is_none() {
            println!("Setting up {component} (some seconds) …");
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

/// What the browser tests need; the file of the browser.
pub fn for_browser_tests() -> Result<PathBuf> {
    npm::ensure()?;
    let mut missing = Vec::new();
    if chromium().is_none() {
        missing.push("chromium");
    }
    if !japanese_fonts() {
        missing.push("fonts-noto-cjk");
    }
    missing.extend(PROGRAMS.iter().filter(|(program, _)| !is_installed(program)).map(|(_, package)| package));
    if !missing.is_empty() {
        apt(&missing)?;
    }
    chromium().context("Chromium is still not found; set CHROMIUM to its file")
}

/// What the page is tested with besides: program and Debian's package. Two web servers, what makes the certificate of the
/// benchmark, a browser of text alone, what reads a printed page's text, two browsers of other engines, and the display that one of
/// them needs.
const PROGRAMS: [(&str, &str); 9] = [
    ("nginx", "nginx"),
    ("apache2", "apache2-bin"),
    ("openssl", "openssl"),
    ("w3m", "w3m"),
    ("pdftotext", "poppler-utils"),
    ("firefox-esr", "firefox-esr"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("xvfb-run", "xvfb"),
    // xvfb-run calls it, and its package only recommends it.
    ("xauth", "xauth"),
];

/// Whether a program is there, also where only root looks for it.
fn is_installed(program: &str) -> bool {
    let of_root = ["/usr/sbin", "/usr/local/sbin"].map(|folder| PathBuf::from(folder).join(program));
    cmd::on_path(&[program]).is_some() || of_root.iter().any(|file| file.is_file())
}

/// The Chromium to test with. `CHROMIUM` wins over what is found.
pub fn chromium() -> Option<PathBuf> {
    const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    const PLACES: &[&str] = &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ];
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(PathBuf::from(named)).filter(|file| file.is_file());
    }
    cmd::on_path(NAMES).or_else(|| PLACES.iter().map(PathBuf::from).find(|file| file.is_file()))
}

/// Whether the system can draw Japanese. Only Linux comes without.
fn japanese_fonts() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let found = cmd::program("fc-list").ok().and_then(|mut list| cmd::asks(list.args([":lang=ja", "family"])));
    found.is_some_and(|found| !found.is_empty())
}

/// Installs system packages where nobody has to be asked, else says what to type.
fn apt(packages: &[&str]) -> Result<()> {
    let by_hand = format!("sudo apt-get update && sudo apt-get install -y {}", packages.join(" "));
    let said = format!("the browser tests need {}; on Debian or Ubuntu type:  {by_hand}", packages.join(" and "));
    if cmd::on_path(&["apt-get"]).is_none() {
        bail!("{said}\n(elsewhere install Chrome or Chromium; CHROMIUM=<its file> where it is not found)");
    }
    let root = cmd::asks(cmd::program("id")?.arg("-u")).is_some_and(|id| id == "0");
    let sudo = !root && cmd::asks(cmd::program("sudo")?.args(["-n", "true"])).is_some();
    if !root && !sudo {
        bail!("{said}");
    }
    println!("Setting up {} by apt-get (some minutes) …", packages.join(" and "));
    let apt_get = || -> Result<_> {
        let mut command = cmd::program(if sudo { "sudo" } else { "apt-get" })?;
        if sudo {
            command.args(["-n", "apt-get"]);
        }
        command.arg("-qq").env("DEBIAN_FRONTEND", "noninteractive");
        Ok(command)
    };
    cmd::run(apt_get()?.arg("update")).context(said.clone())?;
    let install = ["install", "-y", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0"];
    cmd::run(apt_get()?.args(install).args(packages).stdout(std::process::Stdio::null())).context(said)
}

fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = cmd::asks(cmd::program("rustc")?.args(["--print", "sysroot"]));
    let sysroot = sysroot.context("rustc is missing: install Rust with rustup (rustup.rs)")?;
    let library = PathBuf::from(sysroot).join("lib").join("rustlib").join(TARGET).join("lib");
    if library.is_dir() {
        return Ok(());
    }
    println!("Setting up Rust's {TARGET} target (some seconds) …");
    rustup(&["target", "add", TARGET])
}

fn rustup(arguments: &[&str]) -> Result<()> {
    if cmd::on_path(&["rustup"]).is_none() {
        bail!("rustup is missing (rustup.rs); without it, provide what `rustup {}` would", arguments.join(" "));
    }
    // In the project's folder, so that it is the toolchain the project uses that is completed.
    cmd::run(cmd::program("rustup")?.args(arguments).current_dir(place::root()?))
}
