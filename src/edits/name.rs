//! Names of edits: how one edit says which others it has seen, or takes back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::plan::json::as_text;
use crate::plan::{map_of, set_of};

use super::edit::{Change, Edit};
use super::id::{EditId, Link};

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
    pub(super) fn parse(text: &str) -> Option<Name> {
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
    /// Of each strand that is asked about, its links up to the last place that is named.
    strands: BTreeMap<Box<str>, Vec<Link>>,
}

impl Known {
    /// Nothing is known yet; what names prove is followed in the strands of these ids alone, so that names nobody asks about
    /// cost nothing.
    pub(super) fn about<'a>(ids: impl IntoIterator<Item = &'a EditId>) -> Known {
        let strands = ids.into_iter().filter_map(|id| Some((id.place()?.strand.into(), Vec::new())));
        Known { strands: map_of(strands), ..Known::default() }
    }

    /// Adds what several names imply.
    pub(super) fn with<'a>(mut self, names: impl IntoIterator<Item = &'a Name>) -> Known {
        for name in names {
            self.add(name);
        }
        self
    }

    /// Adds what one name implies. Returns the ids that it proves and no name before it did.
    pub(super) fn add(&mut self, name: &Name) -> Vec<EditId> {
        let is_new = match name.telling {
            Some(telling) => self.tellings.entry(name.id.clone()).or_default().insert(telling),
            None => self.ids.insert(name.id.clone()),
        };
        let Some(place) = name.id.place().filter(|_| is_new) else { return Vec::new() };
        let Some(links) = self.strands.get_mut(place.strand).filter(|links| place.number > links.len()) else {
            return Vec::new();
        };
        let was = links.len();
        links.extend(place.links_behind(links).unwrap_or_default());
        let proved = links.iter().enumerate().map(|(index, link)| (index + 1, link));
        let proved = proved.filter(|(number, _)| *number >= was && *number < links.len());
        proved.map(|(number, link)| EditId::of(place.strand, number, link)).collect()
    }

    /// Whether an edit is among what is known.
    pub(super) fn contains(&self, edit: &Edit) -> bool {
        // The hash is computed only where it decides.
        let is_told = || self.tellings.get(&edit.id).is_some_and(|tellings| tellings.contains(&edit.telling()));
        self.contains_id(&edit.id) || is_told()
    }

    /// Returns whether an id is named alone, or proved.
    pub(super) fn contains_id(&self, id: &EditId) -> bool {
        self.ids.contains(id) || self.proves(id)
    }

    /// Returns whether a later name of the id's strand proves it.
    fn proves(&self, id: &EditId) -> bool {
        id.place().is_some_and(|place| {
            let links = self.strands.get(place.strand);
            links.is_some_and(|links| place.number < links.len() && links.get(place.number - 1) == Some(&place.link))
        })
    }
}

/// Returns the edit's name. The id alone names a foreign edit, whose hash depends on the version, and a value with neither a
/// salt nor an id of a strand: it could be guessed from its hash, and anybody can tell its id anew.
pub(super) fn name_of(edit: &Edit) -> Name {
    let has_telling = match edit.change {
        Change::Set { .. } => edit.salt.is_some() || edit.id.is_secret(),
        Change::Retract { .. } => true,
        Change::Foreign(_) => false,
    };
    Name { id: edit.id.clone(), telling: has_telling.then(|| edit.telling()) }
}

/// Removes names implied by others.
pub(super) fn without_proved(names: Names) -> Names {
    let known = Known::about(names.iter().map(|name| &name.id)).with(&names);
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

    #[test]
    fn a_value_that_could_be_guessed_from_its_hash_is_named_by_its_id() {
        let edit = |rest: &str| {
            Edit::read(&format!(r#"{{"at":"2026-04-01T00:00:00.000Z","step":"a-1","clock":1,{rest}}}"#)).unwrap()
        };
        let value = r#""cell":"k1/name","value":{"text":"1"},"seen":[]"#;
        for (id, salt, has_hash) in [
            ("mytool-1", "", false),
            ("mytool-1", r#""salt":"te5u9csGFNGMm3V3","#, true),
            ("0123456789abcdef-1-0123456789abcdef", "", true),
        ] {
            let name = name_of(&edit(&format!(r#""id":"{id}",{salt}{value}"#)));
            assert_eq!(name.telling.is_some(), has_hash, "{id} {salt}");
        }
        assert!(name_of(&edit(r#""id":"mytool-1","retracts":"b-1","seen":["b-1"]"#)).telling.is_some());
        assert!(name_of(&edit(r#""id":"mytool-1","cell":"k1/colour","value":{"text":"1"}"#)).telling.is_none());
    }
}
