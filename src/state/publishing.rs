//! Publishing: what residents would see, and what is kept of what was published.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::{self, Offered};
use crate::edits::{Appearance, Difference, EditSet, Journal, View, compare, resolve};
use crate::format::snapshot::PUBLICATION_AT_MOST;
use crate::format::{FormFault, HistoryEntry, Publication, PublicationForm, Snapshot, publish};
use crate::plan::{Aspect, Cell, Field, Observation, Plan, Timestamp, Value, ValueKind};
use crate::words;
use crate::words::notice::SavedFile;

use super::State;
use super::typing::PUBLICATION_TEXTS;

/// What residents would see after publishing, against what they see now.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// The file.
    pub snapshot: Snapshot,
    /// What changes for residents, as they see it.
    pub differences: Arc<Vec<Difference>>,
    /// How many edits are left out: superseded, taken back, internal.
    pub left_out: usize,
    /// How many open disagreements stand in the way.
    pub conflicts: usize,
    /// How many changes of a newer release stay here.
    pub foreign: usize,
    /// The fields about it that cannot be read.
    pub faults: Vec<FormFault>,
    /// Whether it is held against what this page load saved, which need not be public yet.
    pub follows_own: bool,
}

/// A publication that is to go into files, and what was typed about it by then.
pub struct Ready {
    /// The publication.
    pub snapshot: Snapshot,
    /// What residents see before: addresses of it that the publication does not have are gone.
    pub before: Arc<Plan>,
    /// The texts about it, by name.
    texts: [(&'static str, Option<String>); PUBLICATION_TEXTS.len()],
}

/// What a page load published last.
#[derive(Clone, Debug)]
pub struct LastPublished {
    /// When something was written last, if only in part.
    at: Timestamp,
    /// What was written whole before that or then, if anything.
    content: Option<Content>,
}

/// What a publication says of itself, and what residents see by it.
#[derive(Clone, Debug)]
struct Content {
    about: Publication,
    view: Arc<View>,
    edits: EditSet,
}

impl State {
    /// What the next publication follows: the last of this page load, or what is published.
    fn published_before(&self) -> Content {
        let last = self.desk().last_published.get().and_then(|last| last.content);
        last.unwrap_or_else(|| {
            let about = self.edition().publication.unwrap_or_default();
            let view_of = |journal: &Journal| (journal.as_published().clone(), journal.published().edits.clone());
            let (view, edits) = self.desk().journal.with(view_of);
            Content { about, view, edits }
        })
    }

    /// What is known for the next publication: it is asked once, and goes with every later one.
    pub fn publication_form(&self) -> PublicationForm {
        PublicationForm::of(&self.published_before().about)
    }

    /// What publishing would bring at a moment: the settings of the publication before are carried over as far as the form has
    /// them, and its history gets an entry.
    pub fn preview_publication(&self, form: &PublicationForm, at: Timestamp) -> Preview {
        let Content { about: before, view: now, edits: known } = self.published_before();
        let (about, faults) = form.publication(&before);
        let drafts = self.drafts.get();
        self.desk().journal.with(|journal| {
            let edits = journal.edits();
            let mut snapshot = publish(&journal.published().plan, edits, about, at);
            let after = snapshot.edit_set();
            let later = resolve(&Arc::new(snapshot.plan.clone()), &after);
            let mut differences = compare((&now, &known), (&later, &after));
            // Where something new stands is no change of its own.
            let is_of_new = |cell: &Cell| cell.field() == Field::Place && now.plan.subject(&cell.subject).is_none();
            differences
                .retain(|one| one.is_seen_by_residents() && !is_gone(&later, &one.cell) && !is_of_new(&one.cell));
            differences.extend(values_gone(&now, &later));
            let differences = Arc::new(differences);
            if let Some(publication) = &mut snapshot.publication {
                let edition = HistoryEntry::name_of(&publication.edition);
                let entry = HistoryEntry::of_changes(&later.plan, &differences);
                publication.history.add(HistoryEntry { at, edition, note: form.note(), ..entry });
            }
            let left_out = edits.len().saturating_sub(snapshot.edits.len());
            let conflicts = drafts.conflict_count();
            let foreign = drafts.foreign.len();
            let follows_own =
                self.desk().last_published.with(|last| last.as_ref().is_some_and(|l| l.content.is_some()));
            Preview { snapshot, differences, left_out, conflicts, foreign, faults, follows_own }
        })
    }

    /// Returns what is to be published now; `None` where it cannot be, which is said.
    pub fn ready_publication(&self, form: &PublicationForm) -> Option<Ready> {
        let preview = untrack(|| self.preview_publication(form, self.now()));
        let why_not = if preview.conflicts > 0 {
            words::notice::conflicts_before_publishing(preview.conflicts)
        } else if let Some(fault) = preview.faults.first() {
            words::exchange::form_fault(*fault).trim_start_matches('*').to_owned()
        } else if preview.snapshot.to_json().len() > PUBLICATION_AT_MOST {
            words::notice::publication_too_large()
        } else {
            let texts = untrack(|| PUBLICATION_TEXTS.map(|name| (name, self.text(name))));
            let before = untrack(|| self.published_before()).view.plan.clone();
            return Some(Ready { snapshot: preview.snapshot, before, texts });
        };
        self.say(why_not);
        None
    }

    /// Notes that a publication went into files: what was typed about it is in them, and the next one follows it. What was typed
    /// since is not.
    pub fn note_publication(&self, Ready { snapshot, texts, .. }: &Ready) {
        let edits = snapshot.edit_set();
        let view = Arc::new(resolve(&Arc::new(snapshot.plan.clone()), &edits));
        let content = Some(Content { about: snapshot.publication.clone().unwrap_or_default(), view, edits });
        self.desk().last_published.set(Some(LastPublished { at: snapshot.exported_at, content }));
        for (name, text) in texts {
            if untrack(|| self.text(name)) == *text {
                self.forget_text(name);
            }
        }
    }

    /// Notes that a publication was written in part: the next one takes its place.
    pub fn note_begun_publication(&self, at: Timestamp) {
        let content = self.desk().last_published.get_untracked().and_then(|last| last.content);
        self.desk().last_published.set(Some(LastPublished { at, content }));
    }

    /// When that was published which the next publication follows.
    pub fn published_at(&self) -> Timestamp {
        self.desk().last_published.get_untracked().map_or(self.edition().at, |last| last.at)
    }

    /// 公開用に保存: offers `plan.json`.
    pub fn save_publication(&self, form: &PublicationForm) {
        let Some(ready) = self.ready_publication(form) else { return };
        let text = ready.snapshot.to_json();
        let offered = browser::save_text(words::file::PUBLISHED, &text, "application/json");
        if offered == Ok(Offered::Taken) {
            self.note_publication(&ready);
        }
        self.say(words::notice::saved(SavedFile::Publication, words::file::PUBLISHED, offered));
    }
}

/// Whether the cell is of a year in which its subject is not kept any more: nobody is shown its value.
fn is_gone(view: &View, cell: &Cell) -> bool {
    cell.year().is_some_and(|year| !view.plan.is_kept(&cell.subject, year))
}

/// The values residents see now and will not, because their subjects are retired.
fn values_gone<'a>(now: &'a View, later: &'a View) -> impl Iterator<Item = Difference> + 'a {
    let cells = now.plan.cells.keys().filter(|cell| matches!(cell.aspect, Aspect::Value | Aspect::Remark));
    let gone = cells.filter(|cell| cell.field() != Field::Closed && !is_gone(now, cell) && is_gone(later, cell));
    gone.filter_map(|cell| {
        let value = match cell.kind() {
            ValueKind::Observation => Value::Observation(Observation::NotApplicable),
            kind => kind.empty(),
        };
        let before = now.appearance(cell);
        let after = Appearance { value, ..later.appearance(cell) };
        let retired = Cell::plain(&cell.subject, Field::Retired);
        let by = retired.iter().flat_map(|cell| later.head_edits(cell)).cloned().collect();
        (before.value != after.value).then(|| Difference { cell: cell.clone(), before, after, by })
    })
}

#[cfg(test)]
mod tests {
    use crate::format::{Digest, Publication, read_snapshot};
    use crate::plan::json::InJson as _;
    use crate::state::fake::{enter, page_of, with_pages};
    use crate::state::seed;
    use crate::state::typing::{CONTACT, NOTE};

    use super::*;

    #[test]
    fn what_was_set_is_carried_over_and_the_history_gets_an_entry() {
        with_pages(|store| {
            let json = serde_json::from_str(include_str!("../../tests/fixtures/publication.json")).unwrap();
            let before = Publication::from_json(json).unwrap();
            let mut snapshot = seed().unwrap();
            snapshot.publication = Some(before.clone());
            let state = page_of(&snapshot, store, 1);
            enter(state, &"3-10-k1/actual/2026".parse().unwrap(), "75");
            enter(state, &"3-10-p1/budget/2026/internal".parse().unwrap(), "内部");
            let form =
                PublicationForm {
                    note: "実績です".into(), edition: "第2版".into(), ..PublicationForm::of(&before)
                };
            let at: Timestamp = "2027-07-01T00:00:00.000Z".parse().unwrap();
            let preview = untrack(|| state.preview_publication(&form, at));
            let text = preview.snapshot.to_json();
            let after = read_snapshot(text.as_bytes()).unwrap().publication.unwrap();
            assert_eq!((&after.address, &after.licence), (&before.address, &before.licence));
            let (newest, others) = after.history.entries.split_first().unwrap();
            assert_eq!(others, before.history.entries);
            assert_eq!((newest.at, newest.edition.as_str(), newest.note.as_str()), (at, "第2版", "実績です"));
            assert_eq!(
                (newest.changes, newest.names.as_slice()),
                (1, ["創業支援等事業計画に基づく創業件数の年間合計".to_owned()].as_slice())
            );
            assert_ne!(Digest::of_file(text.as_bytes()), Digest::of_file(snapshot.to_json().as_bytes()));
        });
    }

    #[test]
    fn a_page_load_that_publishes_again_goes_on_from_what_it_published() {
        with_pages(|store| {
            let state = page_of(&seed().unwrap(), store, 1);
            enter(state, &"3-10-k1/actual/2026".parse().unwrap(), "75");
            let form = PublicationForm {
                address: "https://city.example/sheet/".into(),
                licence: "CC BY 4.0".into(),
                note: "実績です".into(),
                ..PublicationForm::default()
            };
            let preview = |form: &PublicationForm| untrack(|| state.preview_publication(form, Timestamp::default()));
            assert!(!preview(&form).follows_own);
            let ready = |form: &PublicationForm| untrack(|| state.ready_publication(form)).unwrap();
            state.keep_text(NOTE, "実績です".into());
            let saved = ready(&form);
            // Typed while the files are made: it is of the next one.
            state.keep_text(CONTACT, "企画課".into());
            state.note_publication(&saved);
            assert_eq!(untrack(|| [NOTE, CONTACT].map(|name| state.text(name))), [None, Some("企画課".into())]);
            // What is asked once goes with every later one; the note was of that one.
            let known = untrack(|| state.publication_form());
            assert_eq!((known.address.as_str(), known.licence.as_str()), (form.address.as_str(), "CC BY 4.0"));
            assert_eq!(known.note, "");
            let entries = |preview: &Preview| preview.snapshot.publication.clone().unwrap().history.entries;
            // The same once more: nothing has changed.
            let again = preview(&known);
            assert_eq!((again.differences.len(), entries(&again)[0].changes, again.follows_own), (0, 0, true));
            enter(state, &"3-10-k2/actual/2026".parse().unwrap(), "2000");
            let later = preview(&known);
            let [newest, before] = <[HistoryEntry; 2]>::try_from(entries(&later)).unwrap();
            assert_eq!((newest.changes, newest.note.as_str()), (1, ""));
            assert_eq!((before.changes, before.note.as_str()), (1, "実績です"));
            // A publication that was written in part does not count, except for when.
            state.note_begun_publication(later.snapshot.exported_at);
            assert_eq!(preview(&known).differences.len(), 1);
        });
    }

    #[test]
    fn what_a_retirement_takes_from_readers_is_before_and_after_and_what_they_do_not_see_is_not() {
        with_pages(|store| {
            let mut snapshot = seed().unwrap();
            let [seen, unseen]: [Cell; 2] =
                ["3-10-k1/actual/2028", "3-10-k1/actual/2029"].map(|key| key.parse().unwrap());
            let number = |number: i32| Value::Observation(Observation::Final(number.into()));
            snapshot.plan.cells.insert(seen.clone(), number(7));
            let state = page_of(&snapshot, store, 1);
            enter(state, &unseen, "9");
            let retired: Cell = "3-10-k1/retired".parse().unwrap();
            state.set(state.begin(&retired), Value::Year(crate::plan::FiscalYear::new(2028)));
            let preview = untrack(|| state.preview_publication(&PublicationForm::default(), Timestamp::default()));
            let told = preview
                .differences
                .iter()
                .map(|one| (one.cell.clone(), one.before.value.clone(), one.after.value.clone()));
            let told: Vec<_> = told.filter(|(cell, ..)| cell.year().is_some()).collect();
            assert_eq!(told, [(seen, number(7), Value::Observation(Observation::NotApplicable))]);
        });
    }

    #[test]
    fn published_again_without_changes_it_has_the_same_digest_and_an_entry_that_says_so() {
        with_pages(|store| {
            let state = page_of(&seed().unwrap(), store, 1);
            enter(state, &"3-10-k1/actual/2026".parse().unwrap(), "75");
            let first =
                untrack(|| state.preview_publication(&PublicationForm::default(), Timestamp::default())).snapshot;
            // The drafts are still in this browser.
            let state = page_of(&first, store, 2);
            let again =
                untrack(|| state.preview_publication(&PublicationForm::default(), Timestamp::default())).snapshot;
            let digest = |snapshot: &Snapshot| Digest::of_file(snapshot.to_json().as_bytes());
            assert_eq!(digest(&again), digest(&first));
            let history = again.publication.unwrap().history;
            assert_eq!(history.entries.iter().map(|entry| entry.changes).collect::<Vec<_>>(), [0, 1]);
        });
    }
}
