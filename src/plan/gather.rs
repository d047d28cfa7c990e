//! Sets and maps of what an iterator brings.
//!
//! `collect` sorts before it builds a tree, and brings a sort of its own for every type: with it the program is 15 kB (brotli)
//! larger, 2.8 of a hundred. What is collected here is short, or in order already.

use std::collections::{BTreeMap, BTreeSet};

/// The set of `items`.
pub fn set_of<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    items.into_iter().for_each(|item| {
        set.insert(item);
    });
    set
}

/// Divides a row into runs: items for which `joins` is true are joined with those beside them, each other is a run of its own.
/// Returns where each run begins and how long it is.
pub fn runs(joins: impl IntoIterator<Item = bool>) -> Vec<(usize, usize)> {
    let (mut runs, mut is_open) = (Vec::<(usize, usize)>::new(), false);
    for (at, joins) in joins.into_iter().enumerate() {
        match runs.last_mut().filter(|_| joins && is_open) {
            Some((_, length)) => *length += 1,
            None => runs.push((at, 1)),
        }
        is_open = joins;
    }
    runs
}

/// The map of `items`; of several with one key, the last.
pub fn map_of<K: Ord, V>(items: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    items.into_iter().for_each(|(key, value)| {
        map.insert(key, value);
    });
    map
}

/// Puts an item into a list that is in the order of `is_before`, behind those it equals. For lists that are short: a sort of the
/// standard library is code of its own for every type.
pub fn insert_in_order<T>(list: &mut Vec<T>, item: T, is_before: impl Fn(&T, &T) -> bool) {
    let at = list.partition_point(|other| !is_before(&item, other));
    list.insert(at, item);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_put_behind_those_it_equals() {
        let mut list = vec![(1, 'a'), (3, 'b')];
        for item in [(3, 'c'), (0, 'd'), (2, 'e')] {
            insert_in_order(&mut list, item, |one, other| one.0 < other.0);
        }
        assert_eq!(list, [(0, 'd'), (1, 'a'), (2, 'e'), (3, 'b'), (3, 'c')]);
    }

    #[test]
    fn what_is_beside_each_other_is_joined() {
        for (joins, expected) in [
            (&[][..], &[][..]),
            (&[false, false], &[(0, 1), (1, 1)]),
            (&[true, true, false, true], &[(0, 2), (2, 1), (3, 1)]),
            (&[false, true, true], &[(0, 1), (1, 2)]),
        ] {
            assert_eq!(runs(joins.iter().copied()), expected);
        }
    }
}
