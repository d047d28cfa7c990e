//! Where things lie.

use std::{
    env,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The path an argument names, from the folder the command was called in: what is run on its behalf runs in the top folder.
pub fn named(argument: OsString) -> Result<PathBuf> {
    std::path::absolute(&argument).with_context(|| format!("{} is no path", argument.display()))
}

/// The repository's top folder.
///
/// Cargo tells it when xtask starts, which stays right where two work trees share a target folder and so this binary.
pub fn root() -> Result<PathBuf> {
    let xtask = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), Into::into);
    let root = xtask.parent().context("xtask's folder has no parent")?;
    Ok(root.to_path_buf())
}

/// The folder that is published.
pub fn dist() -> Result<PathBuf> {
    Ok(root()?.join("dist"))
}

/// Where xtask keeps what it makes on the way.
///
/// In this work tree even if `CARGO_TARGET_DIR` is elsewhere: that may be shared, and only a rename within one file
/// system puts a finished dist in place at once.
pub fn work() -> Result<PathBuf> {
    Ok(root()?.join("target").join("xtask"))
}

/// This user's folder for tools: they outlive `cargo clean` and serve every clone of the repository.
pub fn tools() -> Result<PathBuf> {
    let cache = if cfg!(windows) {
        env::var_os("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        env::home_dir().map(|home| home.join("Library").join("Caches"))
    } else {
        env::var_os("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .filter(|cache| cache.is_absolute())
            .or_else(|| env::home_dir().map(|home| home.join(".cache")))
    };
    Ok(cache.context("found no home folder to keep tools in")?.join("shisaku").join("tools"))
}

/// An empty folder of that name.
pub fn emptied(folder: &Path) -> Result<()> {
    removed(folder)?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// No folder of that name.
pub fn removed(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Every file below a folder, as addresses relative to it (`/` between the parts), sorted.
///
/// Hidden files are left out: they belong to editors and systems, not to the page.
pub fn files(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![String::new()];
    while let Some(inner) = open.pop() {
        let here = folder.join(&inner);
        let entries = fs::read_dir(&here).with_context(|| format!("cannot read the folder {}", here.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("cannot read the folder {}", here.display()))?;
            let name = entry.file_name();
            let name = name.to_str().with_context(|| format!("a file name in {} is not UTF-8", here.display()))?;
            if name.starts_with('.') {
                continue;
            }
            let address = if inner.is_empty() { name.to_owned() } else { format!("{inner}/{name}") };
            if entry.path().is_dir() {
                open.push(address);
            } else {
                found.push(address);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A file's bytes.
pub fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// A file's text.
pub fn read_text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// Writes a file, with the folders it stands in.
pub fn write(file: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(file, content).with_context(|| format!("cannot write {}", file.display()))
}

/// Copies a file, with the folders the copy stands in.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    write(to, read(from)?)
}
