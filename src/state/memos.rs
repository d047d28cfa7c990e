//! Memos that are made when they are asked for, one for each key.

use std::collections::BTreeMap;

use leptos::prelude::*;

/// Parts of a larger value by key: whoever reads one of them runs again when that part changes, not whenever the whole does.
pub(super) struct Memos<K: 'static, T: Send + Sync + 'static> {
    made: StoredValue<BTreeMap<K, ArcMemo<T>>>,
    /// Of the memos, which outlive the screen that asks first.
    owner: StoredValue<Option<Owner>>,
}

impl<K, T: Send + Sync> Clone for Memos<K, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, T: Send + Sync> Copy for Memos<K, T> {}

impl<K: Ord + Clone + Send + Sync, T: Clone + Send + Sync> Memos<K, T> {
    /// None yet; those to come belong to the current owner.
    pub(super) fn new() -> Memos<K, T> {
        Memos { made: StoredValue::new(BTreeMap::new()), owner: StoredValue::new(Owner::current()) }
    }

    /// Returns the part of `key`, and follows it. `make` makes its memo, the first time.
    pub(super) fn get(&self, key: &K, make: impl FnOnce() -> ArcMemo<T>) -> T {
        let known = self.made.with_value(|made| made.get(key).cloned());
        let memo = known.unwrap_or_else(|| {
            let memo = match self.owner.get_value() {
                Some(owner) => owner.with(make),
                None => make(),
            };
            self.made.update_value(|made| drop(made.insert(key.clone(), memo.clone())));
            memo
        });
        memo.get()
    }
}
