//! Whether the last build still stands: a hash over everything that goes into it.

use std::{fmt::Write as _, path::Path};

use anyhow::Result;
use sha2::{Digest, Sha256};

use crate::{build::Kind, cmd, place};

/// Files and folders that go into dist/. Content is compared, not time: a checkout changes times.
const INPUTS: &[&str] = &[
    ".cargo/config.toml",
    ".npmrc",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "Trunk.toml",
    "embed.html",
    "index.html",
    "package-lock.json",
    "package.json",
    "public",
    "rust-toolchain.toml",
    "seeds",
    "src",
    "xtask",
];

/// What the next build of this kind would be made from.
pub fn of_inputs(kind: Kind) -> Result<String> {
    let rustc = cmd::asks(cmd::program("rustc")?.arg("--version")).unwrap_or_default();
    let files = of_files(&place::root()?, INPUTS)?;
    Ok(format!("{kind:?} {rustc} {files}"))
}

/// What lies in dist/ now, if anything.
pub fn of_dist() -> Result<String> {
    let root = place::root()?;
    of_files(&root, &["dist"])
}

/// Whether dist/ is what the last build made, from the inputs as they are now.
pub fn stands(inputs: &str) -> Result<bool> {
    let last = place::read_text(&place::work()?.join("last-build"));
    Ok(last.is_ok_and(|last| of_dist().is_ok_and(|dist| last == format!("{inputs}\n{dist}\n"))))
}

/// Remembers a successful build.
pub fn remember(inputs: &str) -> Result<()> {
    place::write(&place::work()?.join("last-build"), format!("{inputs}\n{}\n", of_dist()?))
}

/// Forgets it: dist/ is not what a build without arguments makes.
pub fn forget() -> Result<()> {
    place::write(&place::work()?.join("last-build"), "")
}

/// One hash over the names and contents of these files, and of all files in these folders; what is not there is left
/// out.
pub fn of_files(root: &Path, names: &[&str]) -> Result<String> {
    let mut all = Sha256::new();
    for name in names {
        let path = root.join(name);
        let files = if path.is_dir() {
            place::files(&path)?.into_iter().map(|file| format!("{name}/{file}")).collect()
        } else if path.is_file() {
            vec![(*name).to_owned()]
        } else {
            Vec::new()
        };
        for file in files {
            let content = place::read(&root.join(&file))?;
            all.update(format!("{file}\0{}\0", content.len()));
            all.update(content);
        }
    }
    Ok(hex(&all.finalize()))
}

/// A short hash of content, for a file's name or an address.
pub fn short(content: &[u8]) -> String {
    hex(&Sha256::digest(content)).chars().take(16).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_contents_both_count() {
        let folder = std::env::temp_dir().join(format!("shisaku-stamp-{}", std::process::id()));
        place::emptied(&folder).unwrap();
        let stamp = || of_files(&folder, &["a", "b", "not there"]).unwrap();
        place::write(&folder.join("a"), "1").unwrap();
        let first = stamp();
        assert_eq!(first, stamp());
        place::write(&folder.join("a"), "2").unwrap();
        let changed = stamp();
        assert_ne!(first, changed);
        std::fs::rename(folder.join("a"), folder.join("b")).unwrap();
        let renamed = stamp();
        assert_ne!(changed, renamed);
        std::fs::create_dir_all(folder.join("a")).unwrap();
        assert_eq!(renamed, stamp(), "an empty folder holds nothing");
        place::write(&folder.join("a").join("inner"), "").unwrap();
        assert_ne!(renamed, stamp());
        place::removed(&folder).unwrap();
    }

    #[test]
    fn short_is_sixteen_hex_digits() {
        assert_eq!(short(b""), "e3b0c44298fc1c14");
    }
}
