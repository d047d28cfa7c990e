//! Files and links going out: everything, a part, what residents see; and what stands in none yet.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::{self, Offered};
use crate::edits::{Difference, Edit, EditSet, Filed, Journal, Maker, cells_changed, compare, resolve};
use crate::format::snapshot::PUBLICATION_AT_MOST;
use crate::format::{FormFault, HistoryEntry, Link, PublicationForm, Snapshot, publish, write_link};
use crate::plan::{Cell, SubjectId, Timestamp, set_of};
use crate::words;
use crate::words::file::Extent;
use crate::words::notice::SavedFile;

use super::typing::PUBLICATION_TEXTS;
use super::{State, unfiled};

/// What goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything.
    All,
    /// The cells a department answers for.
    Department(String),
    /// These cells.
    Cells(BTreeSet<Cell>),
}

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
}

impl State {
    /// A part of this browser's plan as a file: its name and text.
    pub fn snapshot_file(&self, part: &Part) -> (String, String) {
        let (maker, at) = (self.desk().maker.get_untracked(), self.now());
        self.desk().journal.with_untracked(|journal| {
            let plan = (*journal.published().plan).clone();
            let (department, extent) = match part {
                Part::Department(department) => (Some(department.clone()), Extent::Department),
                Part::All => (maker.department.clone(), Extent::All),
                Part::Cells(_) => (maker.department.clone(), Extent::Choice),
            };
            let name = words::file::snapshot_name(&plan, department.as_deref(), extent, at);
            let exported_by = maker.is_known().then_some(maker);
            let edits = journal.to_save_of(&self.wanted(part));
            let extra = journal.extra();
            let damaged = Vec::new();
            (name, Snapshot { exported_at: at, exported_by, publication: None, plan, edits, damaged, extra }.to_json())
        })
    }

    /// Returns the filter of a part. A policy's own indicators belong to the department that entered them.
    fn wanted(&self, part: &Part) -> Box<dyn Fn(&Edit) -> bool> {
        match part {
            Part::All => Box::new(|_| true),
            Part::Cells(cells) => {
                let cells = cells.clone();
                let subjects: BTreeSet<SubjectId> = set_of(cells.iter().map(|cell| cell.subject.clone()));
                Box::new(move |edit| {
                    let is_chosen = edit.cell().is_some_and(|cell| cells.contains(cell));
                    // A cell that only a newer version knows cannot be chosen: it goes with its subject.
                    is_chosen || edit.is_foreign() && edit.subject().is_none_or(|subject| subjects.contains(subject))
                })
            }
            Part::Department(department) => {
                let (plan, department) = (self.drafts.get_untracked().plan.clone(), department.clone());
                let own = self.desk().journal.with_untracked(|journal| journal.own().clone());
                let entered = move |cell: &Cell, department: &String| {
                    own.of_cell(cell).any(|edit| edit.maker.department.as_ref() == Some(department))
                };
                Box::new(move |edit| {
                    let duty = edit.subject().and_then(|subject| plan.is_duty_of(&department, subject));
                    duty.unwrap_or_else(|| edit.cell().is_some_and(|cell| entered(cell, &department)))
                })
            }
        }
    }

    /// Whether a department's part has anything: cells it answers for, or a policy's own indicators it entered.
    pub fn has_part(&self, department: &str) -> bool {
        let plan = self.drafts().plan.clone();
        let mut projects = plan.policies().iter().flat_map(|policy| &policy.projects);
        let answers = projects.any(|project| plan.is_duty_of(department, &project.id) == Some(true));
        let entered = |edit: &Edit| {
            let own = edit.set().is_some_and(|(cell, ..)| plan.is_duty_of(department, &cell.subject).is_none());
            own && edit.maker.department.as_deref() == Some(department)
        };
        answers || self.with_journal(|journal| journal.own().iter().any(|edit| entered(edit)))
    }

    /// スナップショットを保存: offers the file, and notes what stands in it.
    pub fn save_snapshot(&self) {
        self.save_part(&Part::All);
    }

    /// Offers a part as a file, and notes what stands in it.
    pub fn save_part(&self, part: &Part) {
        let (name, text) = self.snapshot_file(part);
        let offered = browser::save_text(&name, &text, "application/json");
        let said = words::notice::saved(SavedFile::Snapshot, &name, offered);
        if offered.is_err() {
            return self.say(said);
        }
        // What may not have been saved is not counted as saved.
        if offered == Ok(Offered::Taken) {
            let wanted = self.wanted(part);
            // What another page load noted is noted.
            let filed = self
                .desk()
                .journal
                .with_untracked(|journal| Filed::of(&journal.to_save_of(&wanted)).beyond(journal.filed()));
            self.desk().own_filed.update_value(|own| own.merge(&filed));
            let own = self.desk().own_filed.get_value();
            // Where this cannot be kept, the reminder comes once more than needed.
            let _reminded_again_at_worst = self.with_keep(|keep| keep.set_filed(&own));
            self.desk().journal.update(|journal| journal.note_filed(&filed));
        }
        let unread = untrack(|| self.unread_cells().len());
        let left_out = self.left_out(part);
        let said = [said, words::exchange::left_out_of_part(left_out), words::exchange::unread_left_out(unread)];
        self.say(said.concat());
    }

    /// In how many cells a part does not have this browser's changes.
    pub fn left_out(&self, part: &Part) -> usize {
        let wanted = self.wanted(part);
        self.desk().journal.with_untracked(|journal| {
            let saved = set_of(journal.to_save_of(&wanted).into_iter().map(|edit| edit.id));
            let (own, live) = (journal.own(), journal.own_live());
            // What was taken back is no change, wherever what takes it back goes.
            let left_out = own.iter().filter(|edit| live.has(edit) && !saved.contains(&edit.id));
            cells_changed(&EditSet::of(left_out.cloned()))
        })
    }

    /// A part as a link, from `#` on; none where it would be longer than is read.
    pub fn link(&self, part: &Part) -> Option<String> {
        let (maker, at) = (self.desk().maker.get_untracked(), self.now());
        self.desk().journal.with_untracked(|journal| {
            let edits = journal.to_save_of(&self.wanted(part));
            let plan_ids = journal.published().plan.ids().cloned().collect();
            write_link(&Link { exported_at: at, exported_by: maker.is_known().then_some(maker), plan_ids, edits })
        })
    }

    /// The cells with drafts, whose values a file or link may carry.
    pub fn draft_cells(&self) -> Vec<Cell> {
        self.desk().journal.with(|journal| journal.drafts().iter().cloned().collect())
    }

    /// What publishing would bring at a moment: the settings of the publication before are carried over as far as the form has
    /// them, and its history gets an entry.
    pub fn preview_publication(&self, form: &PublicationForm, at: Timestamp) -> Preview {
        let before = self.desk().last_published.get_value().and_then(|last| last.1).or(self.edition().publication);
        let before = before.unwrap_or_default();
        let (about, faults) = form.publication(&before);
        let drafts = self.drafts.get();
        self.desk().journal.with(|journal| {
            let edits = journal.edits();
            let mut snapshot = publish(&journal.published().plan, edits, about, at);
            let after = snapshot.edit_set();
            let (now, later) = (journal.as_published(), resolve(&Arc::new(snapshot.plan.clone()), &after));
            let all = compare((now, &journal.published().edits), (&later, &after));
            let differences: Vec<_> = all.into_iter().filter(Difference::is_seen_by_residents).collect();
            let differences = Arc::new(differences);
            if let Some(publication) = &mut snapshot.publication {
                let edition = HistoryEntry::name_of(&publication.edition);
                let entry = HistoryEntry::of_changes(&later.plan, &differences);
                publication.history.add(HistoryEntry { at, edition, note: form.note(), ..entry });
            }
            let left_out = edits.len().saturating_sub(snapshot.edits.len());
            let conflicts = drafts.conflicts().count();
            let foreign = drafts.foreign.len();
            Preview { snapshot, differences, left_out, conflicts, foreign, faults }
        })
    }

    /// Returns what is to be published now; `None` where it cannot be, which is said.
    pub fn ready_publication(&self, form: &PublicationForm) -> Option<Snapshot> {
        let preview = untrack(|| self.preview_publication(form, self.now()));
        let why_not = if preview.conflicts > 0 {
            words::notice::conflicts_before_publishing(preview.conflicts)
        } else if let Some(fault) = preview.faults.first() {
            words::exchange::form_fault(*fault).to_owned()
        } else if preview.snapshot.to_json().len() > PUBLICATION_AT_MOST {
            words::notice::publication_too_large()
        } else {
            return Some(preview.snapshot);
        };
        self.say(why_not);
        None
    }

    /// Notes that a publication went into files: what was typed about it is in them, and the next one follows it.
    pub fn note_publication(&self, snapshot: &Snapshot) {
        self.desk().last_published.set_value(Some((snapshot.exported_at, snapshot.publication.clone())));
        PUBLICATION_TEXTS.into_iter().for_each(|name| self.forget_text(name));
    }

    /// Notes that a publication was written in part: the next one takes its place.
    pub fn note_begun_publication(&self, at: Timestamp) {
        let about = self.desk().last_published.get_value().and_then(|last| last.1).or(self.edition().publication);
        self.desk().last_published.set_value(Some((at, about)));
    }

    /// When that was published which the next publication follows.
    pub fn published_at(&self) -> Timestamp {
        self.desk().last_published.get_value().map_or(self.edition().at, |last| last.0)
    }

    /// 公開用に保存: offers `plan.json`.
    pub fn save_publication(&self, form: &PublicationForm) {
        let Some(snapshot) = self.ready_publication(form) else { return };
        let text = snapshot.to_json();
        let offered = browser::save_text(words::file::PUBLISHED, &text, "application/json");
        if offered == Ok(Offered::Taken) {
            self.note_publication(&snapshot);
        }
        self.say(words::notice::saved(SavedFile::Publication, words::file::PUBLISHED, offered));
    }

    /// How many of this browser's changes stand in no saved file, and since when the oldest of them waits.
    pub fn unfiled(&self) -> (usize, Option<Timestamp>) {
        self.desk().journal.with(Journal::unfiled)
    }

    /// Whether it is time to save a file: what stands in none could be lost.
    pub fn wants_file(&self) -> bool {
        let (count, since) = self.unfiled();
        count > 0 && unfiled::is_due(count, since, self.now(), self.desk().lasting.get())
    }

    /// Notes who sits here.
    pub fn set_maker(&self, maker: Maker) {
        if maker.is_too_long() {
            return self.say(words::notice::TOO_LONG.to_owned());
        }
        let kept = self.with_keep(|keep| keep.write_settings(&maker));
        let said = if maker.is_known() { words::notice::MAKER_KEPT } else { words::notice::MAKER_CLEARED };
        self.desk().maker.set(maker);
        self.say(match kept {
            Ok(()) => said.to_owned(),
            Err(error) => words::notice::not_kept(error),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::format::{Digest, Publication, read_snapshot};
    use crate::plan::json::InJson as _;
    use crate::state::fake::{enter, page_of, with_pages};
    use crate::state::seed;

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
