//! Sets and maps of what an iterator brings.
//!
//! `collect` sorts before it builds a tree, and every type's own sort is 4 kB of program; what is collected here is
//! short, or in order already.

use std::collections::{BTreeMap, BTreeSet};

/// The set of `items`.
pub fn set_of<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    items.into_iter().for_each(|item| {
        set.insert(item);
    });
    set
}

/// The map of `items`; of several with one key, the last.
pub fn map_of<K: Ord, V>(items: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    items.into_iter().for_each(|(key, value)| {
        map.insert(key, value);
    });
    map
}
