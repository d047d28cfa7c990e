//! What is known of cells, grouped by their subjects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cell::{Cell, SubjectId};

/// A map from cells, in their order. A copy shares every subject's group with the original, and a change copies one group: so a
/// view can lie over a plan, and a screen over a view, without either being copied.
#[derive(Clone, Debug)]
pub struct CellMap<V>(BTreeMap<SubjectId, Arc<Group<V>>>);

/// The cells of one subject, in order. They are few: a vector is less code than a tree for every kind of value. It stays when it is
/// empty: taking it out of the map is more code than all else, for every kind of value again.
type Group<V> = Vec<(Cell, V)>;

/// Where a cell stands in a group, or would. Files have cells in order: each comes behind those that are there.
fn find<V>(group: &Group<V>, cell: &Cell) -> Result<usize, usize> {
    if group.last().is_none_or(|(last, _)| last.within_subject() < cell.within_subject()) {
        return Err(group.len());
    }
    group.binary_search_by_key(&cell.within_subject(), |(other, _)| other.within_subject())
}

impl<V> Default for CellMap<V> {
    fn default() -> CellMap<V> {
        CellMap(BTreeMap::new())
    }
}

impl<V: PartialEq> PartialEq for CellMap<V> {
    fn eq(&self, other: &CellMap<V>) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<V: Eq> Eq for CellMap<V> {}

impl<V> CellMap<V> {
    /// What is known of a cell.
    pub fn get(&self, cell: &Cell) -> Option<&V> {
        let group = self.0.get(&cell.subject)?;
        find(group, cell).ok().and_then(|at| group.get(at)).map(|(_, value)| value)
    }

    /// Whether anything is known of a cell.
    pub fn contains(&self, cell: &Cell) -> bool {
        self.get(cell).is_some()
    }

    /// All cells in order, with what is known of them.
    pub fn iter(&self) -> impl Iterator<Item = (&Cell, &V)> {
        self.0.values().flat_map(|group| group.iter()).map(|(cell, value)| (cell, value))
    }

    /// All cells in order.
    pub fn keys(&self) -> impl Iterator<Item = &Cell> {
        self.iter().map(|(cell, _)| cell)
    }

    /// What is known, in the order of the cells.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// The subjects of whose cells something was ever known, in order.
    pub fn subjects(&self) -> impl Iterator<Item = &SubjectId> {
        self.0.keys()
    }

    /// The cells of one subject in order, with what is known of them.
    pub fn of(&self, subject: &SubjectId) -> impl Iterator<Item = (&Cell, &V)> {
        self.0.get(subject).into_iter().flat_map(|group| group.iter()).map(|(cell, value)| (cell, value))
    }

    /// Whether both maps hold the very same group for a subject: then what they know of it is equal. Groups that were made apart are
    /// not compared.
    pub fn shares(&self, other: &CellMap<V>, subject: &SubjectId) -> bool {
        match (self.0.get(subject), other.0.get(subject)) {
            (Some(own), Some(others)) => Arc::ptr_eq(own, others),
            (own, others) => own.is_none() && others.is_none(),
        }
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.0.values().map(|group| group.len()).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

impl<V: Clone> CellMap<V> {
    /// Sets what is known of a cell; `None` forgets it.
    pub fn set(&mut self, cell: &Cell, value: Option<V>) {
        match value {
            Some(value) => self.insert(cell.clone(), value),
            // A group that would stay as it is stays shared.
            None if self.contains(cell) => {
                let group = self.group(cell);
                drop(find(group, cell).ok().map(|at| group.remove(at)));
            }
            None => {}
        }
    }

    /// Sets what is known of a cell.
    pub fn insert(&mut self, cell: Cell, value: V) {
        let group = self.group(&cell);
        match find(group, &cell) {
            Ok(at) => {
                if let Some((_, known)) = group.get_mut(at) {
                    *known = value;
                }
            }
            Err(at) => group.insert(at, (cell, value)),
        }
    }

    /// The cells of its subject, to be changed.
    fn group(&mut self, cell: &Cell) -> &mut Group<V> {
        Arc::make_mut(self.0.entry(cell.subject.clone()).or_default())
    }

    /// Changes what is known of a cell; where nothing is, the default.
    pub fn change(&mut self, cell: &Cell, change: impl FnOnce(&mut V))
    where
        V: Default,
    {
        let group = self.group(cell);
        let at = find(group, cell).unwrap_or_else(|at| {
            group.insert(at, (cell.clone(), V::default()));
            at
        });
        if let Some((_, known)) = group.get_mut(at) {
            change(known);
        }
    }

    /// Keeps the cells that are wanted.
    pub fn retain(&mut self, mut is_wanted: impl FnMut(&Cell, &V) -> bool) {
        for group in self.0.values_mut() {
            Arc::make_mut(group).retain(|(cell, value)| is_wanted(cell, value));
        }
    }
}

impl<V: Clone> Extend<(Cell, V)> for CellMap<V> {
    fn extend<I: IntoIterator<Item = (Cell, V)>>(&mut self, items: I) {
        items.into_iter().for_each(|(cell, value)| self.insert(cell, value));
    }
}

impl<V: Clone> FromIterator<(Cell, V)> for CellMap<V> {
    fn from_iter<I: IntoIterator<Item = (Cell, V)>>(items: I) -> CellMap<V> {
        let mut map = CellMap::default();
        map.extend(items);
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(key: &str) -> Cell {
        key.parse().unwrap()
    }

    #[test]
    fn a_copy_does_not_follow_and_shares_what_did_not_change() {
        let keys = ["1-k1/name", "1-k1/unit", "1-k2/name"];
        let first: CellMap<u8> = keys.iter().map(|key| (cell(key), 0)).collect();
        let mut copy = first.clone();
        copy.insert(cell("1-k1/name"), 1);
        assert_eq!((first.get(&cell("1-k1/name")), copy.get(&cell("1-k1/name"))), (Some(&0), Some(&1)));
        let shares = ["1-k1", "1-k2", "1-k3"].map(|id| first.shares(&copy, &SubjectId::new(id).unwrap()));
        assert_eq!(shares, [false, true, true]);
    }

    #[test]
    fn it_is_in_the_order_of_cells_and_what_was_taken_out_leaves_nothing() {
        let mut map: CellMap<u8> = ["1-k2/name", "1-k1/unit", "1-k1/name"].iter().map(|key| (cell(key), 0)).collect();
        assert_eq!(map.keys().map(Cell::to_string).collect::<Vec<_>>(), ["1-k1/name", "1-k1/unit", "1-k2/name"]);
        map.set(&cell("1-k2/name"), None);
        map.set(&cell("1-k3/name"), None);
        assert_eq!((map.len(), map.of(&SubjectId::new("1-k2").unwrap()).count()), (2, 0));
        map.retain(|cell, _| cell.to_string() == "1-k1/unit");
        assert_eq!(map, [(cell("1-k1/unit"), 0)].into_iter().collect());
        map.retain(|_, _| false);
        assert!(map.is_empty());
    }
}
