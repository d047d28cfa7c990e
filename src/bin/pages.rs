//! Writes the pages and the data of a publication into a folder: `pages FOLDER DRAWINGS [PLAN]`, where DRAWINGS is
//! `xtask/drawings.mjs`, run by Node. Native; `cargo xtask pages` calls it.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().skip(1).collect();
    let written = match arguments.as_slice() {
        [folder, drawings] => native::write(folder.as_ref(), drawings, None),
        [folder, drawings, plan] => native::write(folder.as_ref(), drawings, Some(plan.as_ref())),
        _ => Err("pages FOLDER DRAWINGS [PLAN]".to_owned()),
    };
    match written {
        Ok(count) => {
            println!("{count} files");
            std::process::ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}

/// The browser makes the same files by itself.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::collections::{BTreeMap, BTreeSet};
    use std::ffi::OsStr;
    use std::fs;
    use std::io::Write as _;
    use std::path::Path;
    use std::process::{Command, Stdio};

    use serde_json::json;
    use shisaku::format::{Digest, Origin, read_snapshot};
    use shisaku::site::Wanted;
    use shisaku::state::{Opened, SEED};
    use shisaku::ui::publication_files;
    use shisaku::words;

    /// Writes all files of a publication. Returns how many there are.
    pub fn write(folder: &Path, drawings: &OsStr, plan: Option<&Path>) -> Result<usize, String> {
        let bytes = match plan {
            None => SEED.to_vec(),
            Some(file) => fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?,
        };
        let opened = read_snapshot(&bytes).map(|snapshot| Opened::of(&snapshot, Origin::Published));
        let opened = opened.map_err(|error| words::file::problem("plan.json", Some(&error)))?;
        let files = publication_files(&opened, &Digest::of_file(&bytes), |wanted| drawn(drawings, wanted))?;
        for file in &files {
            let path = folder.join(&file.path);
            let written =
                path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, &file.content));
            written.map_err(|error| format!("{}: {error}", path.display()))?;
        }
        Ok(files.len())
    }

    /// Has Node draw.
    fn drawn(script: &OsStr, wanted: BTreeSet<Wanted>) -> Result<BTreeMap<Wanted, String>, String> {
        let failed = |error: std::io::Error| format!("node {}: {error}", script.display());
        let mut node =
            Command::new("node").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(failed)?;
        let list = wanted.iter().map(|one| json!({ "options": one.options, "width": one.width, "height": one.height }));
        let list = serde_json::Value::from_iter(list).to_string();
        if let Some(mut input) = node.stdin.take() {
            input.write_all(list.as_bytes()).map_err(failed)?;
        }
        let output = node.wait_with_output().map_err(failed)?;
        let drawn: Vec<String> =
            serde_json::from_slice(&output.stdout).map_err(|error| format!("{}: {error}", script.display()))?;
        if !output.status.success() || drawn.len() != wanted.len() {
            return Err(format!("{}: {} of {} drawings", script.display(), drawn.len(), wanted.len()));
        }
        Ok(wanted.into_iter().zip(drawn).collect())
    }
}
