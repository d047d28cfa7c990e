//! Writes the pages and the data of a publication into a folder: `pages FOLDER [PLAN]`. Native; `cargo xtask pages` calls it.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (folder, plan) = (arguments.next().map(std::path::PathBuf::from), arguments.next());
    let written =
        folder.ok_or_else(|| "pages FOLDER [PLAN]".to_owned()).and_then(|folder| native::write(&folder, plan));
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
    use std::ffi::OsString;
    use std::fs;
    use std::path::Path;

    use shisaku::format::{Origin, read_snapshot};
    use shisaku::state::{Opened, seed};
    use shisaku::ui::publication_files;
    use shisaku::words;

    /// Writes all files of a publication. Returns how many there are.
    pub fn write(folder: &Path, plan: Option<OsString>) -> Result<usize, String> {
        let opened = match plan {
            None => seed().map(|snapshot| Opened::of(&snapshot, Origin::Published)),
            Some(file) => {
                let bytes = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
                read_snapshot(&bytes).map(|snapshot| Opened::of(&snapshot, Origin::Published))
            }
        };
        let opened = opened.map_err(|error| words::file::problem("plan.json", Some(&error)))?;
        let files = publication_files(&opened);
        for file in &files {
            let path = folder.join(&file.path);
            let written =
                path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, &file.content));
            written.map_err(|error| format!("{}: {error}", path.display()))?;
        }
        Ok(files.len())
    }
}
