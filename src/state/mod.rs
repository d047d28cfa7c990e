//! The open plan as signals: the only place where the page's data changes.
//!
//! A [`State`] is a handle of signals over a [`Journal`]; screens read [`State::view`] and call its methods. What it
//! decides is decided by `edits/`; what is kept is kept by [`keep`].

mod commit;
mod exchange;
pub mod keep;
mod start;
mod unfiled;

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::{LocalStore, StoreError};
use crate::edits::{EditSet, Journal, Maker, View};
use crate::format::{Edition, Origin, Snapshot};
use crate::plan::{Cell, Plan, Timestamp, Value};

pub use exchange::{Offer, Problem};
pub use start::{Opened, open_published, seed};

use keep::{Aside, Filed, Keep};

/// Whether this program edits. The reader and the embed do not, and the compiler leaves out of them whatever only
/// editing reaches.
pub const EDITING: bool = cfg!(feature = "editing");

/// Reading shows what is published, editing this browser's drafts on top of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// 閲覧
    Reading,
    /// 編集
    Editing,
}

/// Whether edits are kept in this browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Nothing was written yet.
    Idle,
    /// The last edits were written and read back.
    Saved {
        /// When.
        at: Timestamp,
        /// How many there were.
        count: usize,
    },
    /// The last edits could not be written; they are in this tab's memory only.
    Failed(StoreError),
}

/// What is shown: the view, and the edits it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The view.
    pub view: View,
    /// The edits.
    pub edits: EditSet,
}

/// The open plan. A handle: copies speak of the same plan.
#[derive(Clone, Copy)]
pub struct State {
    journal: RwSignal<Journal>,
    keep: StoredValue<Option<Keep<LocalStore>>>,
    /// Reading or editing.
    pub mode: RwSignal<Mode>,
    /// Who sits here, as far as they said.
    pub maker: RwSignal<Maker>,
    /// Whether edits are kept.
    pub saving: RwSignal<Saving>,
    /// What was found in storage and could not be read.
    pub aside: RwSignal<Vec<Aside>>,
    /// The last sentence for the live region, with a number that makes each new.
    pub said: RwSignal<(u32, String)>,
    /// A file that was read and waits for a decision.
    pub offer: RwSignal<Option<Offer>>,
    /// A file that could not be read.
    pub problem: RwSignal<Option<Problem>>,
    /// In the reader: that the editor was asked for and could not be loaded.
    pub no_editor: RwSignal<bool>,
    /// Which edition is shown.
    pub edition: Edition,
    filed: RwSignal<Filed>,
    drafts: Memo<Arc<Shown>>,
    published: Memo<Arc<Shown>>,
}

impl State {
    /// The state of a journal, kept by `keep` where there is storage.
    pub fn new(journal: Journal, edition: Edition, keep: Option<Keep<LocalStore>>) -> State {
        let journal = RwSignal::new(journal);
        let published = Memo::new(move |_| {
            journal.with(|journal| {
                Arc::new(Shown { view: journal.as_published(), edits: journal.published().edits.clone() })
            })
        });
        let drafts = Memo::new(move |_| match EDITING {
            true => journal.with(|journal| Arc::new(Shown { view: journal.view(), edits: journal.edits() })),
            false => published.get(),
        });
        State {
            journal,
            keep: StoredValue::new(keep),
            mode: RwSignal::new(Mode::Reading),
            maker: RwSignal::new(Maker::default()),
            saving: RwSignal::new(Saving::Idle),
            aside: RwSignal::new(Vec::new()),
            said: RwSignal::new((0, String::new())),
            offer: RwSignal::new(None),
            problem: RwSignal::new(None),
            no_editor: RwSignal::new(false),
            edition,
            filed: RwSignal::new(Filed::new()),
            drafts,
            published,
        }
    }

    /// What the screen shows: drafts in editing, else what is published.
    pub fn shown(&self) -> Arc<Shown> {
        if self.is_editing() { self.drafts.get() } else { self.published.get() }
    }

    /// The plan as the screen shows it.
    pub fn plan(&self) -> Arc<Plan> {
        self.shown().view.plan.clone()
    }

    /// The value the screen shows in a cell.
    pub fn value(&self, cell: &Cell) -> Value {
        self.shown().view.value(cell)
    }

    /// Whether the screen shows people disagreeing on a cell.
    pub fn is_conflict(&self, cell: &Cell) -> bool {
        self.shown().view.is_conflict(cell)
    }

    /// Whether cells can be changed now.
    pub fn is_editing(&self) -> bool {
        EDITING && self.mode.get() == Mode::Editing
    }

    /// Drafts on top of what is published, whatever the screen shows.
    pub fn drafts(&self) -> Arc<Shown> {
        self.drafts.get()
    }

    /// How many values are drafts.
    pub fn draft_count(&self) -> usize {
        let drafts = self.drafts.get();
        self.journal.with(|journal| journal.draft_count(&drafts.view))
    }

    /// Whether there are edits this browser could not keep.
    pub fn has_unkept(&self) -> bool {
        let failed = matches!(self.saving.get_untracked(), Saving::Failed(_));
        failed && self.journal.with_untracked(|journal| !journal.own().is_empty())
    }

    /// Reads the journal.
    pub fn with_journal<T>(&self, read: impl FnOnce(&Journal) -> T) -> T {
        self.journal.with(read)
    }

    /// Says a sentence in the live region.
    pub fn say(&self, sentence: String) {
        self.said.update(|(number, said)| {
            *number = number.wrapping_add(1);
            *said = sentence;
        });
    }
}

/// The seed as the state of a page that never heard of storage or `plan.json`: for tests that render screens.
pub fn of_snapshot(snapshot: &Snapshot) -> Option<State> {
    let opened = Opened::of(snapshot, Origin::Embedded).ok()?;
    Some(State::new(opened.journal(0), opened.edition, None))
}
