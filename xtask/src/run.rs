//! `run`: from whatever there is to the page in a browser.

use std::{net::TcpListener, process::Stdio};

use anyhow::{Context, Result};
use lexopt::{Arg, Parser, ValueExt};

use crate::{
    Outcome,
    build::{self, Kind},
    cmd, help, other_argument, place,
    serve::{self, Site},
};

/// `cargo xtask run`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    let (mut port, mut open, mut kind) = (None, true, Kind::Release);
    while let Some(argument) = args.next()? {
        match argument {
            Arg::Long("port") => port = Some(args.value()?.parse()?),
            Arg::Long("no-open") => open = false,
            Arg::Long("fast") => kind = Kind::Fast,
            other => return other_argument(other, help::RUN),
        }
    }
    build::ensure(kind)?;
    let (listener, port) = listen(port)?;
    let address = format!("http://127.0.0.1:{port}/");
    println!("\nThe page: {address}  (Ctrl+C ends it)");
    if open {
        open_in_browser(&address);
    }
    serve::answer(listener, Site { folder: place::dist()?, prefix: "/".to_owned(), headers: true })?;
    Ok(Outcome::Good)
}

/// Listens on the port asked for; without one, on the first free from the default on.
fn listen(port: Option<u16>) -> Result<(TcpListener, u16)> {
    if let Some(port) = port {
        return Ok((serve::listen(port)?, port));
    }
    (serve::PORT..serve::PORT + 20)
        .find_map(|port| serve::listen(port).ok().map(|listener| (listener, port)))
        .context("found no free port; choose one with --port")
}

/// Opens the page where there is a browser. Where there is none, the address printed is enough.
fn open_in_browser(address: &str) {
    let (program, arguments): (_, &[&str]) = if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    if let Ok(mut command) = cmd::program(program) {
        let _ = command.args(arguments).arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    }
}
