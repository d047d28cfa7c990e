//! Files and links going out: everything, or a part; and what stands in none yet.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::browser::{self, Offered};
use crate::edits::{Edit, EditSet, Filed, HandedIn, Journal, Maker, Received, cells_changed};
use crate::format::{Link, Snapshot, write_link};
use crate::plan::{Cell, Field, FiscalYear, SubjectId, Timestamp, as_typed, is_blank, set_of};
use crate::words;
use crate::words::file::Extent;
use crate::words::notice::SavedFile;

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

impl Part {
    /// Returns the department whose answer a part is; `None` where it is everybody's.
    pub fn department(&self) -> Option<&str> {
        match self {
            Part::Department(department) => Some(department),
            Part::All | Part::Cells(_) => None,
        }
    }
}

impl State {
    /// A part of this browser's plan as a file: its name and text.
    pub fn snapshot_file(&self, part: &Part) -> (String, String) {
        self.file_that_says(part, Vec::new())
    }

    /// The same, of a file that says what is handed in with it.
    pub(super) fn file_that_says(&self, part: &Part, handed_in: Vec<HandedIn>) -> (String, String) {
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
            let snapshot =
                Snapshot { exported_at: at, exported_by, publication: None, plan, edits, handed_in, damaged, extra };
            (name, snapshot.to_json())
        })
    }

    /// Returns the filter of a part. A policy's own indicators belong to the department that entered them, and to one that answers for
    /// nothing all it entered.
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
                // What was entered before anybody said who sits here was entered by whoever sits here.
                let entered = move |cell: &Cell, department: &String| {
                    own.of_cell(cell).any(|edit| edit.maker.department.as_ref().is_none_or(|said| said == department))
                };
                let has_duty = plan.has_duty(&department);
                Box::new(move |edit| {
                    let duty = edit.subject().and_then(|subject| plan.is_duty_of(&department, subject));
                    let duty = duty.filter(|is_own| *is_own || has_duty);
                    duty.unwrap_or_else(|| edit.cell().is_some_and(|cell| entered(cell, &department)))
                })
            }
        }
    }

    /// Whether a department's part has anything: cells it answers for; of one that answers for nothing, what it entered.
    pub fn has_part(&self, department: &str) -> bool {
        let entered = |edit: &Edit| {
            edit.set().is_some() && edit.maker.department.as_deref().is_none_or(|said| said == department)
        };
        self.drafts().plan.has_duty(department)
            || self.with_journal(|journal| journal.own().iter().any(|edit| entered(edit)))
    }

    /// スナップショットを保存: offers the file, and notes what stands in it.
    pub fn save_snapshot(&self) {
        self.save_part(&Part::All);
    }

    /// Offers a part as a file, and notes what stands in it.
    pub fn save_part(&self, part: &Part) {
        self.offer_part(part, Vec::new());
    }

    /// The year's answers as they are handed in now.
    fn handing_in(&self, year: FiscalYear) -> HandedIn {
        HandedIn { year, department: untrack(|| self.hands_in_as()), at: self.now() }
    }

    /// The department that hands in: whose part it is, else that of whoever sits here. Somebody else may sit here when it is told.
    fn hands_in_as(&self) -> Option<String> {
        let part = self.part_to_hand_in();
        part.department().map(str::to_owned).or_else(|| self.desk().maker.get().department)
    }

    /// When it handed a year in from here last.
    pub fn last_handed_in(&self, year: FiscalYear) -> Option<Timestamp> {
        let (all, department) = (self.desk().handed_in.get(), self.hands_in_as());
        all.iter().rfind(|one| one.year == year && one.department == department).map(|one| one.at)
    }

    /// Offers the file that is handed in for a year. Returns its name where the browser took it.
    pub fn offer_to_hand_in(&self, year: FiscalYear) -> Option<String> {
        let handed_in = self.handing_in(year);
        let name = self.offer_part(&untrack(|| self.part_to_hand_in()), vec![handed_in.clone()])?;
        self.note_handed_in(handed_in);
        Some(name)
    }

    /// Hands a year's answers in through the shared folder, where this browser's file says so from now on.
    pub fn hand_in_to_folder(&self, year: FiscalYear) {
        let handed_in = self.handing_in(year);
        self.note_handed_in(handed_in);
    }

    /// What has come about a year, by department, with what was handed in from this browser.
    pub fn received(&self, year: FiscalYear) -> Vec<Received> {
        let mut all = self.with_journal(|journal| journal.received(year));
        for handed_in in self.desk().handed_in.get().into_iter().filter(|one| one.year == year) {
            let (department, at) = (handed_in.department.unwrap_or_default(), handed_in.at);
            match all.iter_mut().find(|one| one.department == department) {
                Some(one) => one.handed_in = one.handed_in.max(Some(at)),
                None => all.push(Received { department, handed_in: Some(at), at, changes: 0 }),
            }
        }
        all
    }

    /// Notes what was handed in; of a department and year, the last time.
    fn note_handed_in(&self, handed_in: HandedIn) {
        let is_same = |one: &HandedIn| one.year == handed_in.year && one.department == handed_in.department;
        let mut all = self.desk().handed_in.get_untracked();
        all.retain(|one| !is_same(one));
        all.push(handed_in);
        let kept = self.with_keep(|keep| keep.write_handed_in(&all));
        self.desk().handed_in.set(all);
        if let Err(error) = kept {
            self.say(words::notice::not_kept(error));
        }
    }

    /// Offers a part as a file, and notes what stands in it. Returns the file's name where the browser took it.
    fn offer_part(&self, part: &Part, handed_in: Vec<HandedIn>) -> Option<String> {
        let (name, text) = self.file_that_says(part, handed_in);
        let offered = browser::save_text(&name, &text, "application/json");
        let said = words::notice::saved(SavedFile::Snapshot, &name, offered);
        if offered.is_err() {
            self.say(said);
            return None;
        }
        let wanted = self.wanted(part);
        let saved = self.desk().journal.with_untracked(|journal| journal.to_save_of(&wanted));
        // What may not have been saved is not counted as saved.
        if offered == Ok(Offered::Taken) {
            self.note_filed(&saved);
        }
        let unread = untrack(|| self.unread_cells().len());
        let left_out = self.left_out(part);
        let (left_out, unread) =
            (words::exchange::left_out_of_part(left_out), words::exchange::unread_left_out(unread));
        let saved: BTreeSet<&Cell> = set_of(saved.iter().filter_map(Edit::cell));
        let doubtful = untrack(|| self.doubtful()).into_iter().filter(|(cell, _)| saved.contains(cell));
        let doubted = words::exchange::doubted_in_file(doubtful.count());
        let said = [said, left_out, unread, doubted];
        self.say(said.concat());
        // Where it is not known whether it was saved, nothing can be done with it next.
        (offered == Ok(Offered::Taken)).then_some(name)
    }

    /// Notes which edits stand in a saved file.
    pub(super) fn note_filed(&self, edits: &[Edit]) {
        // What another page load noted is noted.
        let filed = self.desk().journal.with_untracked(|journal| Filed::of(edits).beyond(journal.filed()));
        if filed.is_empty() {
            return;
        }
        self.desk().own_filed.update_value(|own| own.merge(&filed));
        let own = self.desk().own_filed.get_value();
        // Where this cannot be kept, the reminder comes once more than needed.
        let _reminded_again_at_worst = self.with_keep(|keep| keep.set_filed(&own));
        self.change_journal(|journal| journal.note_filed(&filed));
    }

    /// The part that is handed in: the department's, where one is said that has anything; where none is said, that of the only one that
    /// answers for projects; else everything.
    pub fn part_to_hand_in(&self) -> Part {
        let department = match self.desk().maker.get().department.filter(|said| !is_blank(said)) {
            Some(said) => Some(said).filter(|said| self.has_part(said)),
            None => {
                let mut all = self.drafts().plan.departments().into_iter();
                all.next().filter(|_| all.next().is_none())
            }
        };
        department.map_or(Part::All, Part::Department)
    }

    /// Whether whoever sits here collects what others hand in: of a department that answers for no project, and has entered no value
    /// that nobody else has. Deciding disagreements and closing years is collecting.
    pub fn collects(&self) -> bool {
        let Some(department) = self.desk().maker.get().department else { return false };
        let is_entered = |cell: &Cell| cell.year().is_some() && cell.field() != Field::Closed;
        let is_hers = |edit: &Edit| edit.maker.department.as_ref().is_none_or(|said| *said == department);
        !self.drafts().plan.has_duty(&department)
            && !self.with_journal(|journal| {
                let (own, all) = (journal.own(), journal.edits());
                let alone = |cell: &Cell| is_entered(cell) && all.of_cell(cell).all(|edit| own.contains(&edit.id));
                own.iter().any(|edit| is_hers(edit) && edit.set().is_some_and(|(cell, ..)| alone(cell)))
            })
    }

    /// Notes the mail address of whoever collects.
    pub fn set_collector(&self, address: &str) {
        let address = as_typed(address).trim().to_owned();
        let kept = self.with_keep(|keep| keep.write_collector(&address));
        self.desk().collector.set(address);
        if let Err(error) = kept {
            self.say(words::notice::not_kept(error));
        }
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
        let said = match maker.is_known() {
            true => words::notice::maker_kept(maker.author.is_some(), maker.department.is_some()),
            false => words::notice::MAKER_CLEARED.to_owned(),
        };
        self.desk().maker.set(maker);
        self.say(match kept {
            Ok(()) => said,
            Err(error) => words::notice::not_kept(error),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::format::read_file;
    use crate::state::fake::{Fake, enter, page, page_of, with_pages};
    use crate::state::{OfferedFile, Prefer, seed};

    use super::*;

    fn cell(subject: &str) -> Cell {
        format!("{subject}/actual/2026").parse().unwrap()
    }

    fn sit(state: State, department: Option<&str>) {
        state.set_maker(Maker { department: department.map(str::to_owned), ..Maker::default() });
    }

    /// Another browser's page, and its snapshot.
    fn colleague(number: u64, subject: &str, text: &str) -> OfferedFile {
        let state = page_of(&seed().unwrap(), &std::sync::Arc::<Fake>::default(), number);
        enter(state, &cell(subject), text);
        let package = read_file(state.snapshot_file(&Part::All).1.as_bytes()).unwrap();
        OfferedFile { name: format!("{number}.json"), package }
    }

    #[test]
    fn what_was_handed_in_for_all_is_of_whoever_did_when_somebody_else_sits_down() {
        with_pages(|store| {
            let (state, year) = (page(store, 1), FiscalYear::new(2026).unwrap());
            sit(state, Some("企画課"));
            assert_eq!(untrack(|| state.part_to_hand_in()), Part::All);
            state.hand_in_to_folder(year);
            assert!(untrack(|| state.last_handed_in(year)).is_some());
            sit(state, Some("観光課"));
            assert_eq!(untrack(|| state.last_handed_in(year)), None);
            let received = untrack(|| state.received(year));
            let received: Vec<_> = received.iter().map(|one| one.department.as_str()).collect();
            assert_eq!(received, ["企画課"]);
        });
    }

    #[test]
    fn the_only_department_hands_in_unless_another_one_is_said() {
        with_pages(|store| {
            let state = page(store, 1);
            let part = || untrack(|| state.part_to_hand_in());
            assert_eq!(part(), Part::Department("産業課".into()));
            let year = FiscalYear::new(2026).unwrap();
            assert_eq!(state.handing_in(year).department.as_deref(), Some("産業課"));
            sit(state, Some("企画課"));
            assert_eq!(part(), Part::All, "it answers for nothing and has entered nothing");
            enter(state, &cell("3-10-k1"), "75");
            assert_eq!(part(), Part::Department("企画課".into()));
        });
    }

    #[test]
    fn whoever_decides_and_closes_collects_and_whoever_enters_does_not() {
        with_pages(|store| {
            let state = page(store, 1);
            let collects = || untrack(|| state.collects());
            assert!(!collects(), "nobody is known to sit here");
            sit(state, Some("産業課"));
            assert!(!collects());
            sit(state, Some("企画課"));
            assert!(collects());
            state.offer_packages(vec![colleague(2, "3-10-k1", "75"), colleague(3, "3-10-k1", "76")], Vec::new());
            state.merge_offer();
            state.decide_all(&Prefer::Newest);
            assert_eq!(untrack(|| state.drafts().conflict_count()), 0);
            enter(state, &"3-10/closed/2026".parse().unwrap(), "令和9年6月1日");
            assert!(collects());
            enter(state, &"3-10-k2/actual/2027".parse().unwrap(), "2000");
            assert!(!collects());
        });
    }

    #[test]
    fn preferring_what_is_here_decides_nothing_where_nothing_is_here() {
        with_pages(|store| {
            let state = page(store, 1);
            enter(state, &cell("3-10-k2"), "2000");
            let both = [colleague(2, "3-10-k1", "75"), colleague(3, "3-10-k1", "76"), colleague(4, "3-10-k2", "2100")];
            state.offer_packages(both.to_vec(), Vec::new());
            state.choose(&cell("3-10-k1"), None);
            state.prefer(&Prefer::Here);
            // Files are preferred one after the other.
            state.prefer(&Prefer::File(0));
            state.prefer(&Prefer::File(2));
            assert_eq!(state.desk().choices.with_untracked(std::collections::BTreeMap::len), 2);
            state.prefer(&Prefer::Here);
            let chosen: Vec<Cell> = state.desk().choices.with_untracked(|choices| choices.keys().cloned().collect());
            assert_eq!(chosen, [cell("3-10-k2")]);
            // What was emptied here is said.
            enter(state, &cell("3-10-k2"), "");
            let emptied = colleague(5, "3-10-k2", "2200");
            state.drop_offer();
            state.offer_packages(vec![emptied], Vec::new());
            state.prefer(&Prefer::Here);
            let empty = cell("3-10-k2").kind().empty();
            assert_eq!(
                state.desk().choices.with_untracked(|choices| choices.values().cloned().collect::<Vec<_>>()),
                [empty]
            );
            state.prefer(&Prefer::Both);
            assert!(state.desk().choices.with_untracked(std::collections::BTreeMap::is_empty));
        });
    }
}
