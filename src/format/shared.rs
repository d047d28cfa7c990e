//! What is known of a file in the shared folder.

use crate::browser::FolderError;
use crate::edits::Maker;
use crate::plan::Timestamp;

use super::SnapshotError;

/// A colleague's file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SharedFile {
    /// Its name.
    pub name: String,
    /// Who writes it, as far as it says.
    pub sender: Maker,
    /// When it was written, as far as it says.
    pub saved_at: Option<Timestamp>,
    /// In how many cells it changes something.
    pub changes: usize,
    /// How many of its edits could not be read, and are not taken in.
    pub damaged: usize,
    /// Why it could not be read as it is now.
    pub trouble: Option<Trouble>,
}

/// What is in the way of a folder or a file; it is tried again.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// The browser or the system.
    System(FolderError),
    /// What is in the file: half written, damaged, of another plan.
    Content(SnapshotError),
    /// It is not there any more. What came from it stays.
    Gone,
    /// This browser has no room for what it brings.
    NoRoom,
}
