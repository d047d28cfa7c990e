//! `pictures`: the pictures of help.html, taken from the page itself (`pictures.mjs`). A build has the help without them, so that it
//! needs no browser.

use std::thread;

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser};

use crate::{
    Outcome, cmd, help, npm, other_argument, place,
    serve::{self, Site},
    setup,
};

/// `cargo xtask pictures`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    let (dist, mut to) = (place::dist()?, place::dist()?);
    while let Some(argument) = args.next()? {
        match argument {
            Arg::Long("to") => to = place::named(args.value()?)?,
            other => return other_argument(other, help::PICTURES),
        }
    }
    if !dist.join("help.html").is_file() {
        bail!("there is no dist/; `cargo xtask build` makes it");
    }
    npm::ensure()?;
    let chromium = setup::chromium().context("Chromium is not found; set CHROMIUM to its file")?;
    let listener = serve::listen(0)?;
    let address = format!("http://{}/", listener.local_addr()?);
    // Serves until this program ends.
    thread::spawn(move || serve::answer(listener, Site { folder: dist, prefix: "/".to_owned(), headers: true }));
    println!("Taking the pictures of help.html (some seconds) …");
    let mut pictures = cmd::program("node")?;
    pictures.arg("xtask/pictures.mjs").arg(address).arg(&to).env("CHROMIUM", chromium);
    cmd::run(&mut pictures).context("the pictures cannot be taken")?;
    println!("The help with its pictures is {}.", to.join("help.html").display());
    Ok(Outcome::Good)
}
