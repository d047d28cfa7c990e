//! Trunk and wasm-bindgen: pinned, built from their crates, kept in a folder of this user.

use std::{path::PathBuf, time::Instant};

use anyhow::Result;

use crate::{cmd, place};

/// A program that comes as a crate.
struct Tool {
    name: &'static str,
    package: &'static str,
    version: &'static str,
    /// Further arguments of `cargo install`.
    install: &'static [&'static str],
    minutes: &'static str,
}

const TRUNK: Tool = Tool {
    name: "trunk",
    package: "trunk",
    version: "0.21.14",
    // Without its check for newer versions: a build asks the network nothing.
    install: &["--no-default-features", "--features", "rustls"],
    minutes: "about 7 minutes on two cores",
};

/// Must be the version of the crate `wasm-bindgen` (Cargo.toml pins it): the two speak a private format.
const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen",
    package: "wasm-bindgen-cli",
    version: "0.2.129",
    install: &[],
    minutes: "about 3 minutes on two cores",
};

/// Where the tools' programs lie, once both are there.
pub struct Tools {
    /// The trunk program.
    pub trunk: PathBuf,
    /// To be put before PATH when trunk is called, so that it finds wasm-bindgen.
    pub folders: Vec<PathBuf>,
}

/// Sees to it that the tools are there.
pub fn ensure() -> Result<Tools> {
    let trunk = TRUNK.ensure()?;
    let bindgen = WASM_BINDGEN.ensure()?;
    let folders = bindgen.parent().map(PathBuf::from).into_iter().collect();
    Ok(Tools { trunk, folders })
}

impl Tool {
    /// The program's file, installed if it was not there.
    fn ensure(&self) -> Result<PathBuf> {
        if let Some(file) = cmd::on_path(&[self.name]).filter(|file| self.is_at(file)) {
            return Ok(file);
        }
        let home = place::tools()?.join(format!("{}-{}", self.package, self.version));
        let file = cmd::executable(&home.join("bin").join(self.name));
        if self.is_at(&file) {
            return Ok(file);
        }
        println!("Setting up {} {} ({}), once for this user …", self.package, self.version, self.minutes);
        let start = Instant::now();
        let mut install = cmd::cargo()?;
        install.args(["install", "--locked", "--quiet", "--force", self.package, "--version", self.version]);
        install.args(self.install).arg("--root").arg(&home);
        // Compiled quickly rather than well: they run for seconds, and compiling them is most of a first set-up.
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        install.env("CARGO_PROFILE_RELEASE_LTO", "off");
        install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        // Into a folder of its own that cargo removes afterwards, not among the project's own files.
        install.env_remove("CARGO_TARGET_DIR");
        cmd::run(&mut install)?;
        println!("  done in {} s", start.elapsed().as_secs());
        Ok(file)
    }

    /// Whether this file is the tool, in the right version.
    fn is_at(&self, file: &std::path::Path) -> bool {
        let said = cmd::program(file).ok().and_then(|mut program| cmd::asks(program.arg("--version")));
        said.is_some_and(|said| said.split_whitespace().nth(1) == Some(self.version))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wasm_bindgen_is_the_version_of_the_crate() {
        let lock = place::read_text(&place::root().unwrap().join("Cargo.lock")).unwrap();
        let entry = format!("name = \"wasm-bindgen\"\nversion = \"{}\"\n", WASM_BINDGEN.version);
        assert!(lock.contains(&entry), "Cargo.lock has another wasm-bindgen than {}", WASM_BINDGEN.version);
    }
}
