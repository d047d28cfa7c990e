//! The ECharts bundle: the parts `xtask/echarts.mjs` names, from npm, in one file.

use std::path::PathBuf;

use anyhow::Result;

use crate::{cmd, npm, place, stamp};

/// The bundle's address for pages that name no other: of an older release, still open. Hosts have it asked for anew each time.
pub const ADDRESS: &str = "charts.js";

/// The bundle, made if it was not there.
pub struct Charts {
    /// The script, which sets `globalThis.echarts`.
    pub script: PathBuf,
    /// The licence comments found in the sources, which the script leaves out.
    pub legal: PathBuf,
}

impl Charts {
    /// The name to load the script by: changes when the script does. Hosts send it to be kept, so that many frames on one page
    /// load it once.
    pub fn versioned_name(&self) -> Result<String> {
        Ok(format!("charts-{}.js", stamp::short(&place::read(&self.script)?)))
    }
}

/// Sees to it that the bundle is made from what is installed.
pub fn ensure() -> Result<Charts> {
    npm::ensure()?;
    let folder = place::work()?.join("charts");
    let charts = Charts { script: folder.join(ADDRESS), legal: folder.join("charts.js.LEGAL.txt") };
    let mark = folder.join("made-from");
    let inputs = stamp::of_files(
        &place::root()?,
        &["package-lock.json", "src/ui/figure.mjs", "xtask/charts.mjs", "xtask/echarts.mjs", "xtask/src/charts.rs"],
    )?;
    if charts.script.is_file() && place::read_text(&mark).is_ok_and(|found| found == inputs) {
        return Ok(charts);
    }
    place::emptied(&folder)?;
    println!("Bundling the parts of ECharts the page uses (a second) …");
    let mut esbuild = cmd::program(npm::program("esbuild")?)?;
    esbuild.args(["xtask/charts.mjs", "--bundle", "--minify", "--format=iife", "--target=es2020", "--charset=utf8"]);
    esbuild.args(["--legal-comments=external", "--log-level=warning"]);
    let mut out = std::ffi::OsString::from("--outfile=");
    out.push(&charts.script);
    cmd::run(esbuild.arg(out))?;
    place::write(&mark, inputs)?;
    Ok(charts)
}
