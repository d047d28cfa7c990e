//! Whom the program shows its screens to: staff who work with it, or whoever only wanted to see something that a page cannot do.

use leptos::prelude::*;

/// Whether whoever reads came from a page, and has opened nothing to work with since: what staff work with stays out of their way,
/// as on the page. Provided as context by the program; without it, staff.
#[derive(Clone, Copy)]
pub struct Audience(RwSignal<bool>);

impl Audience {
    /// Provides it as context.
    pub fn provide(are_readers: bool) -> Audience {
        let audience = Audience(RwSignal::new(are_readers));
        provide_context(audience);
        audience
    }

    /// Takes whoever reads for staff from now on.
    pub fn is_staff_now(self) {
        if self.0.get_untracked() {
            self.0.set(false);
        }
    }

    /// Returns whether the present screen is for readers; followed.
    pub fn are_readers() -> bool {
        use_context::<Audience>().is_some_and(|audience| audience.0.get())
    }
}
