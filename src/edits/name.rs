//! Names of edits: how one edit says which others it has seen, or takes back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::plan::json::as_text;
use crate::plan::set_of;

use super::edit::Edit;
use super::id::EditId;
use super::set::EditSet;

/// An edit as another edit names it: by id and, where the id was told in several ways, by which of them was seen.
///
/// Written `id`, or `id~telling`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The id.
    pub id: EditId,
    /// The telling that was seen; none where only one was known.
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

/// All that names say: the ids themselves and those they [prove](EditId::proves).
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    ids: BTreeSet<EditId>,
    tellings: BTreeMap<EditId, BTreeSet<Telling>>,
}

impl Known {
    /// What `names` say.
    pub(super) fn of<'a>(names: impl IntoIterator<Item = &'a Name>) -> Known {
        let mut known = Known::default();
        names.into_iter().for_each(|name| known.add(name));
        known
    }

    /// Adds what one name says.
    pub(super) fn add(&mut self, name: &Name) {
        match name.telling {
            Some(telling) => {
                self.tellings.entry(name.id.clone()).or_default().insert(telling);
                self.add_earlier(&name.id);
            }
            // Whatever it proves is there already, if it is.
            None if !self.ids.insert(name.id.clone()) => {}
            None => self.add_earlier(&name.id),
        }
    }

    fn add_earlier(&mut self, id: &EditId) {
        for earlier in id.earlier() {
            if !self.ids.insert(earlier) {
                break;
            }
        }
    }

    /// Whether `edit` is among what is known, one of a set with these ids told twice.
    ///
    /// An id alone says which edit is meant only while it is told in one way: whoever named it saw one, and nobody may
    /// replace what they have not seen.
    pub(super) fn has(&self, edit: &Edit, told_twice: &BTreeSet<EditId>) -> bool {
        let by_id = self.ids.contains(&edit.id) && !told_twice.contains(&edit.id);
        by_id || self.tellings.get(&edit.id).is_some_and(|tellings| tellings.contains(&edit.telling()))
    }

    /// Whether the id of a root, or of what else is no edit, is among what is known.
    pub(super) fn has_id(&self, id: &EditId) -> bool {
        self.ids.contains(id)
    }
}

/// The name of an edit of `set`.
pub(super) fn name_of(edit: &Edit, set: &EditSet) -> Name {
    let telling = set.told_twice().contains(&edit.id).then(|| edit.telling());
    Name { id: edit.id.clone(), telling }
}

/// `names` without those that others among them prove.
pub(super) fn without_proved(names: Names) -> Names {
    let earlier = set_of(names.iter().flat_map(|name| name.id.earlier()));
    names.into_iter().filter(|name| name.telling.is_some() || !earlier.contains(&name.id)).collect()
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
