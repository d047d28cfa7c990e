//! Names of edits: how one edit says which others it has seen, or takes back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::plan::json::as_text;
use crate::plan::set_of;

use super::edit::Edit;
use super::id::EditId;

/// Identifies an edit by its id and a hash of its effect, so that nobody can replace it by another of the same id.
///
/// Written `id~hash`. An id alone names every edit that bears it: roots, loads, foreign edits, and edits in the form of
/// earlier versions and of scripts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The id.
    pub id: EditId,
    /// What was seen of it.
    pub telling: Option<Telling>,
}

/// What an edit does, as a hash: two edits of one id that do different things have different ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Telling(pub(super) [u8; 12]);

/// The names an edit has seen, or takes back.
pub type Names = BTreeSet<Name>;

impl Name {
    fn parse(text: &str) -> Option<Name> {
        let Some((id, telling)) = text.split_once('~') else {
            return Some(Name { id: EditId::new(text)?, telling: None });
        };
        let mut bytes = [0; 12];
        let length = URL_SAFE_NO_PAD.decode_slice(telling, &mut bytes).ok()?;
        (length == bytes.len()).then_some(Name { id: EditId::new(id)?, telling: Some(Telling(bytes)) })
    }
}

impl From<EditId> for Name {
    fn from(id: EditId) -> Name {
        Name { id, telling: None }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.telling {
            None => write!(f, "{}", self.id),
            Some(Telling(bytes)) => write!(f, "{}~{}", self.id, URL_SAFE_NO_PAD.encode(bytes)),
        }
    }
}

as_text!(Name, Name::parse, "not an edit's name");

/// The edits implied by some names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    ids: BTreeSet<EditId>,
    tellings: BTreeMap<EditId, BTreeSet<Telling>>,
    /// The names within each strand, by which earlier ids of it are proved.
    strands: BTreeMap<Box<str>, Vec<EditId>>,
}

/// The most names of a strand that are checked for proofs. Genuine edits have one; the limit bounds the work on
/// malicious files.
const PROOFS_AT_MOST: usize = 100;

impl Known {
    /// What `names` say.
    pub(super) fn of<'a>(names: impl IntoIterator<Item = &'a Name>) -> Known {
        let mut known = Known::default();
        for name in names {
            known.add(name);
        }
        known
    }

    /// Adds what one name says; answers whether it was not known before.
    pub(super) fn add(&mut self, name: &Name) -> bool {
        let is_new = match name.telling {
            Some(telling) => self.tellings.entry(name.id.clone()).or_default().insert(telling),
            None => self.ids.insert(name.id.clone()),
        };
        if let Some(place) = name.id.place().filter(|place| is_new && place.number > 1) {
            let of_strand = self.strands.entry(place.strand.into()).or_default();
            if of_strand.len() < PROOFS_AT_MOST && !of_strand.contains(&name.id) {
                of_strand.push(name.id.clone());
            }
        }
        is_new
    }

    /// Whether an edit is among what is known.
    pub(super) fn contains(&self, edit: &Edit) -> bool {
        // The hash is computed only where it decides.
        let is_told = || self.tellings.get(&edit.id).is_some_and(|tellings| tellings.contains(&edit.telling()));
        self.contains_id(&edit.id) || is_told()
    }

    /// Returns whether any root is named, of this plan or an earlier one.
    pub(super) fn has_root(&self) -> bool {
        self.ids.iter().any(EditId::is_root)
    }

    /// Returns whether an id is named alone, or proved.
    pub(super) fn contains_id(&self, id: &EditId) -> bool {
        self.ids.contains(id) || self.proves(id)
    }

    /// Returns whether another name of the id's strand proves it.
    fn proves(&self, id: &EditId) -> bool {
        id.place().is_some_and(|place| {
            let names = self.strands.get(place.strand).into_iter().flatten();
            names.filter_map(EditId::place).any(|later| later.proves(&place))
        })
    }
}

/// Returns the edit's name; for a foreign edit the id alone, since its hash depends on the version.
pub(super) fn name_of(edit: &Edit) -> Name {
    Name { id: edit.id.clone(), telling: (!edit.is_foreign()).then(|| edit.telling()) }
}

/// Removes names implied by others.
pub(super) fn without_proved(names: Names) -> Names {
    let known = Known::of(&names);
    set_of(names.into_iter().filter(|name| !known.proves(&name.id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_print_as_they_are_read() {
        for text in ["mytool-1", "root:a9f2", "a-1~AAECAwQFBgcICQoL"] {
            assert_eq!(Name::parse(text).map(|name| name.to_string()).as_deref(), Some(text));
        }
        for text in ["", "a b", "a-1~", "a-1~AAEC", "a-1~AAECAwQFBgcICQoL~", "~AAECAwQFBgcICQoL"] {
            assert_eq!(Name::parse(text), None, "{text}");
        }
    }
}
