//! Ids of edits and steps.

use std::fmt;
use std::sync::Arc;

use crate::plan::json::as_text;

/// The id of an edit, or of the step it belongs to (the id of the step's first edit, or of the load it came with).
///
/// 1 to 80 ASCII letters, digits and `-`, `_`, `:`. Ours are `<replica>-<number>`; a colleague's script may use others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditId(Arc<str>);

/// One load of the page: everything it makes has ids that begin with this. Random, never used again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Replica(Arc<str>);

impl EditId {
    /// The id, if its signs and length are allowed.
    pub fn new(id: &str) -> Option<EditId> {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':');
        ((1..=80).contains(&id.len()) && id.bytes().all(allowed)).then(|| EditId(id.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Replica and number of an id of ours.
    pub fn parts(&self) -> Option<(&str, u64)> {
        let (replica, number) = self.0.rsplit_once('-')?;
        Some((replica, number.parse().ok()?))
    }

    pub(super) fn root(hash: u128) -> EditId {
        EditId(format!("root:{hash:032x}").into())
    }
}

impl Replica {
    /// A replica named by 64 random bits.
    pub fn from_random(bits: u64) -> Replica {
        Replica(format!("{bits:016x}").into())
    }

    /// The replica of a name read back from storage.
    pub fn new(name: &str) -> Option<Replica> {
        let fits = (1..=40).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric());
        fits.then(|| Replica(name.into()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The replica's id with this number.
    pub fn id(&self, number: u64) -> EditId {
        EditId(format!("{}-{number}", self.0).into())
    }
}

impl fmt::Display for EditId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Replica {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

as_text!(EditId, EditId::new, "not an edit's id");
