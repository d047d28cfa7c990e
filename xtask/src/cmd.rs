//! Running other programs.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::place;

/// A program, started in the repository's top folder.
pub fn program(name: impl Into<OsString>) -> Result<Command> {
    let mut command = Command::new(name.into());
    command.current_dir(place::root()?).stdin(Stdio::null());
    Ok(command)
}

/// The cargo that called us, else the one on PATH.
pub fn cargo() -> Result<Command> {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a program to its end, its output shown; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    if !succeeds(command)? {
        bail!("`{}` failed (its own words are above)", line(command));
    }
    Ok(())
}

/// Runs a program to its end, its output shown; tells whether it succeeded.
pub fn succeeds(command: &mut Command) -> Result<bool> {
    let status = command.status().with_context(|| format!("cannot start `{}`", line(command)))?;
    Ok(status.success())
}

/// What a program prints, if it is there and succeeds.
pub fn asks(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// PATH with these folders before the rest.
pub fn path_with(folders: &[PathBuf]) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&path));
    env::join_paths(all).context("a tool's folder has a character in its name that PATH cannot hold")
}

/// The first of these programs that PATH knows.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names
        .iter()
        .find_map(|name| folders.iter().map(|folder| executable(&folder.join(name))).find(|file| file.is_file()))
}

/// A program file's name as this system has it.
pub fn executable(file: &Path) -> PathBuf {
    if cfg!(windows) { file.with_extension("exe") } else { file.to_path_buf() }
}

/// The command as one would type it, without the folder the program lies in.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
