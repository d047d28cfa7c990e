//! Ids of edits and steps.
//!
//! An id proves that whoever names it has seen it. What one page load does to one cell is a **strand**: a chain of
//! hashes, made backwards from a secret, whose ids are given out forwards. Every id contains the link that hashes to the link
//! before it, so an id proves those before it, and the next one cannot be guessed from any number of them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::plan::Cell;
use crate::plan::json::as_text;

/// The id of an edit, or of the step it belongs to (the id of the step's first edit, or of the load it came with).
///
/// 1 to 80 ASCII letters, digits and `-`, `_`, `:`. Ours are `<strand>-<number>-<link>`: sixteen signs, a number from 1 to
/// [`STRAND`], sixteen signs. Earlier releases wrote `<page load>-<number>`; a colleague's script may use others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditId(Arc<str>);

/// How the id of a plan's own value begins.
const ROOT: &str = "root:";

/// A page load: its public name and the secret its ids derive from. The secret never leaves memory.
#[derive(Clone)]
pub struct Replica {
    name: Arc<str>,
    secret: [u8; 16],
}

/// How many ids a strand has. A page load that changes one cell more often begins another strand.
pub const STRAND: usize = 64;

/// Bytes of a link: 96 bits, sixteen signs of base64url.
const LINK: usize = 12;
const SIGNS: usize = 16;

pub(super) type Link = [u8; LINK];

/// A place in a strand: an id of ours, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The name of the strand.
    pub strand: &'a str,
    /// The number, from 1.
    pub number: usize,
    /// The link, from which those before it follow.
    pub link: Link,
}

impl Iterator for Place<'_> {
    type Item = Self;

    /// Moves to the place before it in its strand, which this one proves, and returns it.
    fn next(&mut self) -> Option<Self> {
        if self.number <= 1 {
            return None;
        }
        *self = Place { number: self.number - 1, link: before(&self.link), ..*self };
        Some(*self)
    }
}

impl Place<'_> {
    /// Returns the links behind `known` up to this place, where they go on from `known`, the first links of the strand; `None`
    /// where somebody made the place up. The name of a strand is the hash of its first link, so that the first can be told.
    pub(super) fn links_behind(self, known: &[Link]) -> Option<Vec<Link>> {
        let places = std::iter::once(self).chain(self).take_while(|place| place.number > known.len());
        let mut links: Vec<Link> = places.map(|place| place.link).collect();
        let below = before(links.last()?);
        let goes_on = known.last().map_or_else(|| URL_SAFE_NO_PAD.encode(below) == self.strand, |last| *last == below);
        links.reverse();
        goes_on.then_some(links)
    }
}

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

    /// Returns the counter's namespace (a strand or page load) and its value.
    pub fn parts(&self) -> Option<(&str, u64)> {
        if let Some(place) = self.place() {
            return Some((place.strand, place.number as u64));
        }
        let (page_load, number) = self.0.rsplit_once('-')?;
        Some((page_load, number.parse().ok()?))
    }

    /// Whether the id has a part that cannot be guessed.
    pub fn is_secret(&self) -> bool {
        self.place().is_some()
    }

    /// The ids of its strand that it proves, the nearest first: for tests of what somebody can name.
    #[cfg(test)]
    pub(super) fn earlier(&self) -> Vec<EditId> {
        let places = self.place().into_iter().flatten();
        places.map(|place| EditId::of(place.strand, place.number, &place.link)).collect()
    }

    pub(super) fn of(strand: &str, number: usize, link: &Link) -> EditId {
        EditId(format!("{strand}-{number}-{}", URL_SAFE_NO_PAD.encode(link)).into())
    }

    /// Its place in a strand; none of an id that is not of one.
    pub(super) fn place(&self) -> Option<Place<'_>> {
        let (strand, rest) = self.0.split_at_checked(SIGNS)?;
        let (number, link) = rest.split_at_checked(rest.len().checked_sub(SIGNS)?)?;
        let number = number.strip_prefix('-')?.strip_suffix('-')?;
        let number = number.parse().ok().filter(|n: &usize| (1..=STRAND).contains(n) && n.to_string() == number)?;
        let mut bytes = [0; LINK];
        let length = URL_SAFE_NO_PAD.decode_slice(link, &mut bytes).ok()?;
        (length == LINK).then_some(Place { strand, number, link: bytes })
    }

    pub(super) fn root(hash: u128) -> EditId {
        EditId(format!("{ROOT}{hash:032x}").into())
    }

    /// Whether it has the form of the id of a plan's own value; anybody can write one.
    pub(super) fn is_root(&self) -> bool {
        self.0.starts_with(ROOT)
    }
}

/// The link before `link` in its strand.
fn before(link: &Link) -> Link {
    shortened(Sha256::digest(link))
}

/// The first bytes of a hash, as many as a link has.
pub(super) fn shortened(hash: impl AsRef<[u8]>) -> Link {
    let mut link = [0; LINK];
    link.iter_mut().zip(hash.as_ref()).for_each(|(to, from)| *to = *from);
    link
}

impl Replica {
    /// A page load named by 64 random bits, with a secret of 128 others.
    pub fn from_random(name: u64, secret: [u64; 2]) -> Replica {
        let mut bytes = [0; 16];
        let random = secret.iter().flat_map(|half| half.to_le_bytes());
        bytes.iter_mut().zip(random).for_each(|(to, from)| *to = from);
        Replica { name: format!("{name:016x}").into(), secret: bytes }
    }

    /// Creates a replica with a predictable secret, for tests and read-only states.
    pub fn known(number: u64) -> Replica {
        Replica::from_random(number, [number, 0])
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// The salt of an edit of this page load: nobody else can compute it.
    pub(super) fn salt(&self, id: &EditId) -> String {
        let mut hash = Sha256::new();
        hash.update(b"salt");
        hash.update(self.secret);
        hash.update(id.as_str().as_bytes());
        URL_SAFE_NO_PAD.encode(shortened(hash.finalize()))
    }

    /// The strand of a cell; of what has no cell, `None`. `turn` counts the strands of one cell from 0.
    fn strand(&self, cell: Option<&Cell>, turn: u32) -> Vec<Link> {
        let cell = cell.map(Cell::to_string).unwrap_or_default();
        let mut hash = Sha256::new();
        hash.update(self.secret);
        hash.update(turn.to_le_bytes());
        hash.update(cell.as_bytes());
        let mut links = vec![shortened(hash.finalize())];
        for _ in 0..STRAND {
            let last = links.last().map(before);
            links.extend(last);
        }
        links.reverse();
        links
    }
}

/// Gives out the ids of one page load.
#[derive(Clone, Debug, Default)]
pub(super) struct Strands(BTreeMap<Option<Cell>, Strand>);

#[derive(Clone, Default)]
struct Strand {
    turn: u32,
    /// The name of the strand first, then the links in the order they are given out.
    links: Vec<Link>,
    used: usize,
    /// The last id of every turn.
    last: Vec<EditId>,
}

impl Strands {
    /// A new id, for an edit of `cell`. What has no cell gets a strand of its own: a retraction proves no other.
    pub(super) fn next(&mut self, replica: &Replica, cell: Option<&Cell>) -> EditId {
        let strand = self.0.entry(cell.cloned()).or_default();
        if strand.links.is_empty() || strand.used == STRAND || cell.is_none() {
            strand.turn += u32::from(!strand.links.is_empty());
            strand.links = replica.strand(cell, strand.turn);
            strand.used = 0;
        } else {
            strand.last.pop();
        }
        strand.used += 1;
        let name = strand.links.first().map(|link| URL_SAFE_NO_PAD.encode(link)).unwrap_or_default();
        let id = EditId::of(&name, strand.used, strand.links.get(strand.used).unwrap_or(&[0; LINK]));
        if cell.is_some() {
            strand.last.push(id.clone());
        }
        id
    }

    /// Goes on behind what `other` gave out: nothing is given out twice.
    pub(super) fn go_on_from(&mut self, other: Strands) {
        for (cell, strand) in other.0 {
            let own = self.0.entry(cell).or_default();
            if (own.turn, own.used) < (strand.turn, strand.used) {
                *own = strand;
            }
        }
    }

    /// Returns the last issued id of each strand of the cell.
    pub(super) fn given_out(&self, cell: &Cell) -> &[EditId] {
        self.0.get(&Some(cell.clone())).map(|strand| strand.last.as_slice()).unwrap_or_default()
    }
}

impl fmt::Debug for Strand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Strand").field("turn", &self.turn).field("used", &self.used).finish_non_exhaustive()
    }
}

impl fmt::Debug for Replica {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Replica").field(&self.name).finish()
    }
}

impl fmt::Display for EditId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Replica {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

as_text!(EditId, EditId::new, "not an edit's id");

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(count: usize) -> Vec<EditId> {
        let (replica, cell) = (Replica::known(7), "1-k1/baseline".parse().unwrap());
        let mut strands = Strands::default();
        (0..count).map(|_| strands.next(&replica, Some(&cell))).collect()
    }

    fn proves(id: &EditId, earlier: &EditId) -> bool {
        id.place().unwrap().any(|place| Some(place) == earlier.place())
    }

    #[test]
    fn what_has_no_cell_proves_nothing_else() {
        let (replica, mut strands) = (Replica::known(7), Strands::default());
        let ids: Vec<EditId> = (0..3).map(|_| strands.next(&replica, None)).collect();
        assert!(ids.iter().all(|id| id.is_secret() && id.earlier().is_empty()));
        assert_eq!(crate::plan::set_of(ids.iter()).len(), 3);
    }

    #[test]
    fn an_id_proves_those_before_it_and_no_other() {
        let ids = ids(STRAND);
        let (third, fifth) = (&ids[2], &ids[4]);
        assert!(proves(fifth, third) && !proves(third, fifth) && !proves(fifth, fifth));
        assert_eq!(fifth.earlier(), [&ids[3], &ids[2], &ids[1], &ids[0]].map(Clone::clone));
        // A number further on with a link somebody made up proves nothing.
        let (strand, _) = fifth.parts().unwrap();
        let forged = EditId::of(strand, 60, &[1; LINK]);
        assert!(ids.iter().all(|id| !proves(&forged, id)));
        // Nor does another cell's, nor another page load's.
        let (replica, other) = (Replica::known(7), "1-k2/baseline".parse().unwrap());
        let other = Strands::default().next(&replica, Some(&other));
        assert!(ids.iter().all(|id| !other.earlier().contains(id) && !id.earlier().contains(&other)));
    }

    #[test]
    fn a_long_history_goes_on_in_another_strand() {
        let (replica, cell) = (Replica::known(7), "1-k1/baseline".parse().unwrap());
        let mut strands = Strands::default();
        let ids: Vec<EditId> = (0..STRAND * 2 + 1).map(|_| strands.next(&replica, Some(&cell))).collect();
        let last = [&ids[STRAND - 1], &ids[STRAND * 2 - 1], &ids[STRAND * 2]].map(Clone::clone);
        assert_eq!(strands.given_out(&cell), last);
        assert!(ids.iter().all(|id| last.iter().any(|last| last == id || last.earlier().contains(id))));
        assert_eq!(crate::plan::set_of(ids.iter()).len(), ids.len());
    }

    #[test]
    fn other_ids_are_taken_as_they_are() {
        for (id, parts) in [
            ("0123456789abcdef-12", Some(("0123456789abcdef", 12))),
            ("mytool-1", Some(("mytool", 1))),
            ("x", None),
            ("0123456789abcdef-0-0123456789abcdef", None),
            ("0123456789abcdef-01-0123456789abcdef", None),
            ("0123456789abcdef-65-0123456789abcdef", None),
        ] {
            let id = EditId::new(id).unwrap();
            assert_eq!(id.parts(), parts, "{id}");
            assert!(!id.is_secret() && id.earlier().is_empty());
        }
        assert!(ids(1)[0].is_secret());
        assert_eq!(EditId::new("a b"), None);
    }

    #[test]
    fn what_was_given_out_while_files_were_compared_is_not_given_out_again() {
        let mut here = crate::edits::fake::journal(1);
        let mut merged = here.clone();
        let loads = merged.load(vec![crate::edits::Brought::default()], crate::plan::Timestamp::default());
        merged.take_loads(loads.clone());
        let subjects: Vec<_> = (0..3).map(|_| here.new_subject()).collect();
        here.adopt(merged, &loads);
        assert!(!subjects.contains(&here.new_subject()));
    }
}
