//! The open plan as signals: the only place where the page's data changes.
//!
//! A [`State`] is a handle of signals over a [`Journal`]; screens read [`State::view`] and call its methods. What it
//! decides is decided by `edits/`; what is kept is kept by [`keep`].

mod arranging;
mod commit;
#[cfg(test)]
mod fake;
mod folder;
mod followers;
mod incoming;
pub mod keep;
#[cfg(test)]
mod laws;
mod offer;
mod outgoing;
mod overwrite;
mod pasting;
mod publishing;
mod sheet;
mod start;
pub mod typing;
mod unfiled;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::{self, Lasting, StoreError};
use crate::edits::{Begun, Difference, EditSet, Filed, HandedIn, Journal, Maker, Published, Replica, View};
use crate::format::{Aside, Edition, FileReader, Origin, Snapshot};
use crate::plan::{Cell, Plan, Structure, SubjectId, Timestamp, Value};

pub use folder::{FolderState, UsedFolder};
pub use incoming::{FILES_AT_MOST, Problem, Progress, Stage};
pub use offer::{Duty, Offer, OfferedFile, Prefer};
pub use outgoing::Part;
pub use pasting::{PastedValue, Pasting};
pub use publishing::Preview;
pub use publishing::{LastPublished, Ready};
pub use sheet::{ReadSheet, SheetOffer};
pub use start::{Opened, SEED, open_published, seed};
pub use typing::{News, Typed};

use followers::Followers;
use keep::{Keep, Kept};
use typing::TypingRecord;

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

/// The environment other than storage.
pub trait Host: Send + Sync {
    /// Now, by this machine's clock.
    fn now(&self) -> Timestamp;
    /// Leaves edits that could not be kept where they are found should this program stop.
    fn leave_unkept(&self, plan: &str, edits: &str);
}

/// The browser.
pub struct Browser;

impl Host for Browser {
    fn now(&self) -> Timestamp {
        browser::now()
    }
    fn leave_unkept(&self, plan: &str, edits: &str) {
        browser::leave_unkept(plan, edits);
    }
}

/// What only editing needs. It touches no storage before [`State::open_storage`].
#[derive(Clone, Copy)]
pub struct Desk {
    journal: RwSignal<Journal>,
    /// Who sits here, as far as they said.
    pub maker: RwSignal<Maker>,
    /// The mail address of whoever collects, as far as it was said.
    pub collector: RwSignal<String>,
    /// What was handed in from this browser.
    pub handed_in: RwSignal<Vec<HandedIn>>,
    /// The shared folder.
    pub folder: RwSignal<FolderState>,
    /// The name of the file that 上書き保存 writes, where one was chosen.
    pub save_file: RwSignal<Option<String>>,
    /// Whether edits are kept.
    pub saving: RwSignal<Saving>,
    /// Whether the browser will keep its storage.
    pub lasting: RwSignal<Lasting>,
    /// Whether the browser has no room for much more.
    pub is_room_short: RwSignal<bool>,
    /// What was found in storage and could not be read.
    pub aside: RwSignal<Vec<Aside>>,
    /// Files being read or compared.
    pub reading: RwSignal<Option<Progress>>,
    /// Files that were read and wait for a decision.
    pub offer: RwSignal<Option<Arc<Offer>>>,
    /// What replacing everything by the offer would change: computed after it is on the screen.
    pub replacing: RwSignal<Option<Arc<Vec<Difference>>>>,
    /// Links queued behind the current offer.
    pub waiting: RwSignal<Vec<OfferedFile>>,
    /// What was decided on the offer's disagreements.
    pub choices: RwSignal<BTreeMap<Cell, Value>>,
    /// What the offer would show, while somebody looks at it.
    preview: RwSignal<Option<Arc<View>>>,
    /// Files that could not be read.
    pub problems: RwSignal<Vec<Problem>>,
    /// The pending paste, which awaits confirmation.
    pub pasting: RwSignal<Option<Arc<Pasting>>>,
    /// The sheet that was read and awaits confirmation, or why it could not be read.
    pub sheet: RwSignal<Option<ReadSheet>>,
    /// Why a closed year is corrected, in the words of who sits here.
    pub reason: RwSignal<String>,
    /// Why a disagreement is decided as it is, in the words of who decides, if they say.
    pub deciding: RwSignal<String>,
    /// How many values are missing in the table of entry that is shown; none where there is none.
    pub missing: RwSignal<Option<usize>>,
    /// Where the focus goes, instead of to its heading, when the next screen is shown: a selector.
    pub goes_to: StoredValue<Option<String>>,
    /// Notices about restored or saved fields, shown until dismissed.
    pub news: RwSignal<Vec<News>>,
    /// Other sites of this host that have drafts of this plan, with how many.
    pub other_sites: RwSignal<Vec<(String, usize)>>,
    typing: RwSignal<BTreeMap<Cell, Typed>>,
    typed: Followers<Cell>,
    texts: RwSignal<BTreeMap<String, String>>,
    /// Values saved on leaving and not yet announced.
    committed: StoredValue<Vec<(Cell, Value)>>,
    /// Whether the page was left, and may come back.
    is_away: StoredValue<bool>,
    /// The keys of closed page loads whose drafts this one took over.
    taken_over: StoredValue<BTreeSet<String>>,
    /// The fields' texts as they are kept.
    typing_kept: StoredValue<TypingRecord>,
    /// Texts whose values could not be stored: kept in their place.
    unsaved_texts: StoredValue<Vec<(Begun, String)>>,
    /// Whether the fields' texts could not be kept.
    is_typing_lost: RwSignal<bool>,
    /// Which edits this page load has noted to stand in saved files.
    own_filed: StoredValue<Filed>,
    keep: StoredValue<Option<Keep>>,
    /// Reads files; it knows the plan that is published, which most files hold.
    reader: StoredValue<FileReader>,
    /// What this page load published last.
    pub last_published: RwSignal<Option<LastPublished>>,
    /// Counts the folders that were chosen: the last is looked after.
    folder_number: StoredValue<u32>,
    /// Whether what this browser keeps was brought in.
    is_opened: StoredValue<bool>,
    host: StoredValue<Arc<dyn Host>>,
}

impl Desk {
    fn new(journal: Journal, keep: Option<Keep>, host: Arc<dyn Host>) -> Desk {
        Desk {
            journal: RwSignal::new(journal),
            maker: RwSignal::new(Maker::default()),
            collector: RwSignal::new(String::new()),
            handed_in: RwSignal::new(Vec::new()),
            folder: RwSignal::new(FolderState::default()),
            save_file: RwSignal::new(None),
            saving: RwSignal::new(Saving::Idle),
            lasting: RwSignal::new(Lasting::default()),
            is_room_short: RwSignal::new(false),
            aside: RwSignal::new(Vec::new()),
            reading: RwSignal::new(None),
            offer: RwSignal::new(None),
            replacing: RwSignal::new(None),
            waiting: RwSignal::new(Vec::new()),
            choices: RwSignal::new(BTreeMap::new()),
            preview: RwSignal::new(None),
            problems: RwSignal::new(Vec::new()),
            pasting: RwSignal::new(None),
            sheet: RwSignal::new(None),
            reason: RwSignal::new(String::new()),
            deciding: RwSignal::new(String::new()),
            missing: RwSignal::new(None),
            goes_to: StoredValue::new(None),
            news: RwSignal::new(Vec::new()),
            other_sites: RwSignal::new(Vec::new()),
            typing: RwSignal::new(BTreeMap::new()),
            typed: Followers::new(),
            texts: RwSignal::new(BTreeMap::new()),
            committed: StoredValue::new(Vec::new()),
            unsaved_texts: StoredValue::new(Vec::new()),
            is_away: StoredValue::new(false),
            taken_over: StoredValue::new(BTreeSet::new()),
            typing_kept: StoredValue::new(TypingRecord::default()),
            is_typing_lost: RwSignal::new(false),
            own_filed: StoredValue::new(Filed::default()),
            keep: StoredValue::new(keep),
            reader: StoredValue::new(FileReader::default()),
            last_published: RwSignal::new(None),
            folder_number: StoredValue::new(0),
            is_opened: StoredValue::new(false),
            host: StoredValue::new(host),
        }
    }
}

/// A view that the journal keeps: another one after a change, so that nothing has to be compared.
fn told(view: impl Fn() -> Arc<View> + Send + Sync + 'static) -> Memo<Arc<View>> {
    Memo::new_with_compare(move |_| view(), |before, now| !before.zip(now).is_some_and(|(a, b)| Arc::ptr_eq(a, b)))
}

/// The open plan. A handle: copies speak of the same plan.
#[derive(Clone, Copy)]
pub struct State {
    mode: RwSignal<Mode>,
    /// The last sentence for the live region, with a number that makes each new.
    pub said: RwSignal<(u32, String)>,
    edition: StoredValue<Edition>,
    drafts: Memo<Arc<View>>,
    published: Memo<Arc<View>>,
    structure: Memo<Arc<Structure>>,
    /// What the screen shows, as its followers were told.
    told: StoredValue<Arc<View>>,
    about: Followers<SubjectId>,
    desk: Desk,
}

impl State {
    /// The state of what was opened, for the page load `replica`, kept by `keep` where there is storage.
    pub fn new(opened: &Opened, replica: Replica, keep: Option<Keep>, host: Arc<dyn Host>) -> State {
        let desk = Desk::new(Journal::new(opened.published.clone(), replica), keep, host);
        if let Some(text) = &opened.plan_text {
            desk.reader.set_value(FileReader::knowing(text.clone(), opened.published.plan.clone()));
        }
        let published = told(move || desk.journal.with(|journal| journal.as_published().clone()));
        State::over(desk, published, opened.edition.clone())
    }

    /// The state of a page that only shows: of what is resolved already.
    pub fn showing(shown: Arc<View>, edition: Edition) -> State {
        let published = Published { plan: shown.plan.clone(), edits: EditSet::default() };
        let desk = Desk::new(Journal::new(published, Replica::known(0)), None, Arc::new(Browser));
        State::over(desk, Memo::new(move |_| shown.clone()), edition)
    }

    fn over(desk: Desk, published: Memo<Arc<View>>, edition: Edition) -> State {
        let drafts = told(move || desk.journal.with(|journal| journal.view().clone()));
        let mode = RwSignal::new(Mode::Reading);
        let structure = Memo::new(move |_| match (desk.preview.get(), mode.get()) {
            (Some(preview), _) => preview.plan.structure.clone(),
            (None, Mode::Editing) => drafts.with(|drafts| drafts.plan.structure.clone()),
            (None, Mode::Reading) => published.with(|published| published.plan.structure.clone()),
        });
        State {
            mode,
            said: RwSignal::new((0, String::new())),
            edition: StoredValue::new(edition),
            drafts,
            published,
            structure,
            told: StoredValue::new(published.get_untracked()),
            about: Followers::new(),
            desk,
        }
    }

    /// Returns what only editing needs.
    pub fn desk(&self) -> Desk {
        self.desk
    }

    /// The plan as the screen shows it now, for what is laid out by its subjects: a screen is made anew when
    /// [they change](State::track_structure).
    pub fn structure(&self) -> Arc<Plan> {
        untrack(|| self.plan())
    }

    /// Follows which subjects the screen shows and in which order.
    pub fn track_structure(&self) {
        // Read: a memo that nobody reads follows nothing itself.
        self.structure.with(|_| ());
    }

    /// What the screen shows: drafts in editing, an offer while somebody looks at it, else what is published.
    pub fn shown(&self) -> Arc<View> {
        if let Some(preview) = self.desk().preview.get() {
            return preview;
        }
        if self.is_editing() { self.drafts.get() } else { self.published.get() }
    }

    /// What the screen shows, followed for one subject alone: whoever reads it here runs again only when something of that
    /// subject changed, or of what it belongs to.
    pub fn about(&self, subject: &SubjectId) -> Arc<View> {
        self.about.track(subject);
        self.told.get_value()
    }

    /// Tells whoever follows a subject that it is shown otherwise: after everything that changes what the screen shows.
    fn tell_shown(&self) {
        let now = untrack(|| self.shown());
        let before = self.told.get_value();
        if !Arc::ptr_eq(&before, &now) {
            self.told.set_value(now.clone());
            self.about.tell(|subject| !before.shares(&now, subject));
        }
    }

    /// Changes the journal, where that changes what is shown.
    fn change_journal(&self, change: impl FnOnce(&mut Journal)) {
        self.desk().journal.update(change);
        self.tell_shown();
        self.drop_old_news();
    }

    /// Goes to reading or editing.
    pub fn set_mode(&self, mode: Mode) {
        self.mode.set(mode);
        self.tell_shown();
    }

    /// Reading or editing.
    pub fn mode(&self) -> Mode {
        self.mode.get()
    }

    /// Shows what an offer would come to, or no more.
    fn set_preview(&self, preview: Option<Arc<View>>) {
        self.desk().preview.set(preview);
        self.tell_shown();
    }

    /// Whether somebody looks at files they have not taken.
    pub fn is_looking(&self) -> bool {
        self.desk().preview.with(Option::is_some)
    }

    /// Whether the screen shows drafts, or files that are looked at, beside what is published.
    pub fn shows_drafts(&self) -> bool {
        self.is_editing() || self.is_looking()
    }

    /// The plan as the screen shows it.
    pub fn plan(&self) -> Arc<Plan> {
        self.shown().plan.clone()
    }

    /// The value the screen shows in a cell.
    pub fn value(&self, cell: &Cell) -> Value {
        self.about(&cell.subject).value(cell)
    }

    /// Whether the screen shows people disagreeing on a cell.
    pub fn is_conflict(&self, cell: &Cell) -> bool {
        self.about(&cell.subject).is_conflict(cell)
    }

    /// What readers see, whatever the screen shows.
    pub fn published(&self) -> Arc<View> {
        self.published.get()
    }

    /// Which edition is shown.
    pub fn edition(&self) -> Edition {
        self.edition.get_value()
    }

    /// Which edition is shown, without a copy of it.
    pub fn with_edition<T>(&self, ask: impl FnOnce(&Edition) -> T) -> T {
        self.edition.with_value(ask)
    }

    /// Whether cells can be changed now.
    pub fn is_editing(&self) -> bool {
        self.mode() == Mode::Editing && !self.is_looking()
    }

    /// Drafts on top of what is published, whatever the screen shows.
    pub fn drafts(&self) -> Arc<View> {
        self.drafts.get()
    }

    /// In how many cells there are drafts.
    pub fn draft_count(&self) -> usize {
        self.desk().journal.with(|journal| journal.drafts().len())
    }

    /// Returns whether leaving the page would lose data.
    pub fn has_unkept(&self) -> bool {
        let failed = matches!(self.desk().saving.get(), Saving::Failed(_));
        let is_held = || self.desk().journal.with(|journal| !journal.own().is_empty() || !journal.loads().is_empty());
        self.desk().is_typing_lost.get() || failed && is_held()
    }

    /// This page load's name.
    pub(crate) fn name(&self) -> String {
        self.desk().journal.with_untracked(|journal| journal.replica().as_str().to_owned())
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.desk().host.with_value(|host| host.now())
    }

    /// Reads the journal.
    pub fn with_journal<T>(&self, read: impl FnOnce(&Journal) -> T) -> T {
        self.desk().journal.with(read)
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
    let opened = Opened::of(snapshot, Origin::Embedded);
    Some(State::new(&opened, Replica::known(0), None, Arc::new(Browser)))
}
