//! Who follows which part of a larger value.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::reactive::graph::Observer;

/// Whoever reads a part of a larger value, by its key, runs again when that part is told to have changed, and hears nothing of the
/// others. A memo for each part would do the same, but all who read any would be asked after each change.
pub(super) struct Followers<K: 'static>(StoredValue<BTreeMap<K, ArcTrigger>>);

impl<K> Clone for Followers<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Followers<K> {}

impl<K: Ord + Clone + Send + Sync> Followers<K> {
    /// Nobody yet.
    pub(super) fn new() -> Followers<K> {
        Followers(StoredValue::new(BTreeMap::new()))
    }

    /// Follows the part of `key`.
    pub(super) fn track(&self, key: &K) {
        if Observer::get().is_none() {
            return;
        }
        let known = self.0.with_value(|triggers| triggers.get(key).cloned());
        let trigger = known.unwrap_or_else(|| {
            let trigger = ArcTrigger::new();
            self.0.update_value(|triggers| drop(triggers.insert(key.clone(), trigger.clone())));
            trigger
        });
        trigger.track();
    }

    /// Tells whoever follows a part that changed.
    pub(super) fn tell(&self, is_changed: impl Fn(&K) -> bool) {
        let triggers: Vec<ArcTrigger> = self.0.with_value(|triggers| {
            triggers.iter().filter(|(key, _)| is_changed(key)).map(|(_, trigger)| trigger.clone()).collect()
        });
        triggers.iter().for_each(ArcTrigger::notify);
    }
}
