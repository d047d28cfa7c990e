//! Which subjects there are, and in which order: adding, putting elsewhere.

use leptos::prelude::*;

use crate::edits::{Begun, Journal};
use crate::plan::{Cell, Field, Place, Role, SubjectId, SubjectKind, Value};
use crate::words;

use super::State;

impl State {
    /// Adds a subject behind those of its kind, with a name to be typed over. Returns its id; `None` where it could not be kept.
    pub fn add(&self, kind: SubjectKind, of: Option<SubjectId>) -> Option<SubjectId> {
        let id = self.desk().journal.try_update_untracked(Journal::new_subject)??;
        let role = Role { kind, of };
        let plan = self.drafts.get_untracked().plan.clone();
        let last = plan.structure.parts(&role).last().and_then(|last| place_of(&plan, last));
        let name = words::arranging::new_name(&plan, &role).to_owned();
        let field = if kind == SubjectKind::Initiative { Field::Text } else { Field::Name };
        let values = [
            (Field::Role, Value::Role(Some(role.clone()))),
            (Field::Place, Value::Place(Place::between(last.as_ref(), None))),
            (field, Value::Text(name)),
        ];
        let number = next_number(&plan, &role).map(|number| (Field::Number, Value::Text(number)));
        let values = values.into_iter().chain(number);
        let changes = values.filter_map(|(field, value)| Some((self.begin(&Cell::plain(&id, field)?), value)));
        self.set_all(changes.collect(), None).then(|| {
            self.say_kept(words::arranging::added(&plan, &role));
            id
        })
    }

    /// Takes out a subject that readers do not see yet: one that was added by mistake. What is published is retired instead. Returns
    /// whether it is gone.
    pub fn remove(&self, id: &SubjectId) -> bool {
        let plan = self.drafts.get_untracked().plan.clone();
        let role = Cell::plain(id, Field::Role).filter(|_| self.is_added(id));
        let is_gone = role.is_some_and(|cell| self.set_all(vec![(self.begin(&cell), Value::Role(None))], None));
        if is_gone {
            self.say_kept(words::arranging::removed(&plan, id));
        }
        is_gone
    }

    /// Returns whether readers do not see a subject yet.
    pub fn is_added(&self, id: &SubjectId) -> bool {
        self.published.with_untracked(|published| !published.plan.structure.has(id))
    }

    /// Puts a subject so many places further down among those beside it; up where negative. Returns whether it moved.
    pub fn move_by(&self, id: &SubjectId, by: isize) -> bool {
        let plan = self.drafts.get_untracked().plan.clone();
        let from = plan.structure.siblings(id).iter().position(|other| *other == id);
        from.and_then(|from| from.checked_add_signed(by)).is_some_and(|to| self.move_to(id, to))
    }

    /// Puts a subject where the one of this number stands, from 0, among those beside it; what is in between moves towards where it
    /// stood. Returns whether it moved.
    pub fn move_to(&self, id: &SubjectId, to: usize) -> bool {
        let plan = self.drafts.get_untracked().plan.clone();
        let mut order: Vec<&SubjectId> = plan.structure.siblings(id);
        let Some(from) = order.iter().position(|other| *other == id) else { return false };
        if to >= order.len() || to == from {
            return false;
        }
        let moved = order.remove(from);
        order.insert(to, moved);
        let place = |at: Option<usize>| at.and_then(|at| order.get(at)).and_then(|id| place_of(&plan, id));
        let (before, after) = (place(to.checked_sub(1)), place(Some(to + 1)));
        let has_places = order.iter().all(|id| place_of(&plan, id).is_some());
        let between = Place::between(before.as_ref(), after.as_ref()).filter(|_| has_places);
        let places: Vec<(&SubjectId, Place)> = match between {
            Some(place) => vec![(id, place)],
            // Two stand in one place, or there is no room between: all of them get places anew.
            None => order.iter().enumerate().map(|(index, id)| (*id, Place::stated(index))).collect(),
        };
        let changes: Vec<(Begun, Value)> = places
            .into_iter()
            .filter_map(|(id, place)| Some((self.begin(&Cell::plain(id, Field::Place)?), Value::Place(Some(place)))))
            .collect();
        let is_moved = self.set_all(changes, None);
        if is_moved {
            self.say_kept(words::arranging::moved(&plan, id, to + 1, order.len()));
        }
        is_moved
    }
}

/// The No of a project that is added, behind those the sheet has; `None` where it does not count its projects.
fn next_number(plan: &crate::plan::Plan, role: &Role) -> Option<String> {
    let projects = (role.kind == SubjectKind::Project).then(|| plan.structure.parts(role))?;
    let numbers = projects.iter().map(|id| plan.text(id, Field::Number).trim().parse::<u32>().ok());
    // Of none, the first.
    let last = numbers.collect::<Option<Vec<u32>>>()?.into_iter().max().unwrap_or(0);
    Some((last.checked_add(1)?).to_string())
}

fn place_of(plan: &crate::plan::Plan, id: &SubjectId) -> Option<Place> {
    match plan.value(&Cell::plain(id, Field::Place)?) {
        Value::Place(place) => place,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::format::read_file;
    use crate::state::fake::{page_of, with_pages};
    use crate::state::{OfferedFile, Part, Prefer, seed};

    use super::*;

    fn id(text: &str) -> SubjectId {
        SubjectId::new(text).unwrap()
    }

    fn projects(state: State) -> Vec<String> {
        let plan = state.structure();
        plan.policies()[0].projects.iter().map(|project| plan.text(&project.id, Field::Name).to_owned()).collect()
    }

    #[test]
    fn a_project_is_added_at_the_end_named_moved_and_all_of_it_taken_back() {
        with_pages(|store| {
            let state = page_of(&seed().unwrap(), store, 1);
            state.set_mode(crate::state::Mode::Editing);
            let before = projects(state);
            let added = state.add(SubjectKind::Project, Some(id("3-10"))).unwrap();
            assert_eq!(projects(state).last().map(String::as_str), Some("新しい事業"));
            let indicator = state.add(SubjectKind::Indicator, Some(added.clone())).unwrap();
            assert_eq!(untrack(|| state.plan().department_of(&indicator).to_owned()), "");
            assert!(state.move_by(&added, -5) && !state.move_by(&added, -1));
            assert_eq!(projects(state).first().map(String::as_str), Some("新しい事業"));
            // Its own place alone has changed.
            let places = untrack(|| state.draft_cells()).into_iter().filter(|cell| cell.field() == Field::Place);
            assert_eq!(places.map(|cell| cell.subject).collect::<Vec<_>>().len(), 2);
            (0..3).for_each(|_| state.undo());
            assert_eq!((projects(state), untrack(|| state.draft_count())), (before, 0));
        });
    }

    #[test]
    fn a_project_that_is_added_has_the_next_number_where_the_sheet_counts_them() {
        with_pages(|store| {
            let state = page_of(&seed().unwrap(), store, 1);
            state.set_mode(crate::state::Mode::Editing);
            let add = || state.add(SubjectKind::Project, Some(id("3-10"))).unwrap();
            let number = |of: &SubjectId| untrack(|| state.plan()).text(of, Field::Number).to_owned();
            let (one, other) = (add(), add());
            assert_eq!([number(&one), number(&other)], ["6", "7"]);
            crate::state::fake::enter(state, &Cell::plain(&one, Field::Number).unwrap(), "6-2");
            assert_eq!(number(&add()), "");
            let policy = state.add(SubjectKind::Policy, None).unwrap();
            assert_eq!(number(&policy), "");
            assert_eq!(number(&state.add(SubjectKind::Project, Some(policy)).unwrap()), "1");
        });
    }

    #[test]
    fn a_subject_is_put_where_another_stands() {
        with_pages(|store| {
            let state = page_of(&seed().unwrap(), store, 1);
            state.set_mode(crate::state::Mode::Editing);
            let order = || {
                let plan = state.structure();
                let ids = plan.policies()[0].projects.iter().map(|project| project.id.to_string());
                ids.map(|id| id.trim_start_matches("3-10-p").to_owned()).collect::<String>()
            };
            for (moved, to, expected) in [("1", 2, "23145"), ("5", 0, "52314"), ("3", 4, "52143"), ("4", 4, "52134")] {
                assert!(state.move_to(&id(&format!("3-10-p{moved}")), to));
                assert_eq!(order(), expected);
            }
            assert!(!state.move_to(&id("3-10-p1"), 2) && !state.move_to(&id("3-10-p1"), 5));
            assert!(!state.move_to(&id("3-10-p99"), 0));
        });
    }

    #[test]
    fn what_was_added_can_be_taken_out_and_what_is_published_cannot() {
        with_pages(|store| {
            let state = page_of(&seed().unwrap(), store, 1);
            let before = projects(state);
            let added = state.add(SubjectKind::Project, Some(id("3-10"))).unwrap();
            let indicator = state.add(SubjectKind::Indicator, Some(added.clone())).unwrap();
            assert!(state.remove(&added) && !state.remove(&id("3-10-p1")));
            assert_eq!(projects(state), before);
            assert!(!untrack(|| state.plan()).structure.has(&indicator));
            state.undo();
            assert_eq!(projects(state).len(), before.len() + 1);
        });
    }

    #[test]
    fn readers_see_what_was_added_with_its_name_and_values() {
        with_pages(|store| {
            let state = page_of(&seed().unwrap(), store, 1);
            state.set_mode(crate::state::Mode::Editing);
            let added = state.add(SubjectKind::Project, Some(id("3-10"))).unwrap();
            crate::state::fake::enter(state, &Cell::plain(&added, Field::Name).unwrap(), "明かり事業");
            let budget = format!("{added}/budget/2026").parse().unwrap();
            crate::state::fake::enter(state, &budget, "500");
            let form = crate::format::PublicationForm::default();
            let preview = untrack(|| state.preview_publication(&form, crate::plan::Timestamp::default()));
            let reader = page_of(&preview.snapshot, store, 2);
            assert_eq!(projects(reader).last().map(String::as_str), Some("明かり事業"));
            assert_eq!(
                untrack(|| reader.plan().project(&added)).unwrap().budgets.values().next().unwrap().number(),
                Some(500.into())
            );
        });
    }

    #[test]
    fn two_who_add_have_both_and_two_who_move_have_one_order_everywhere() {
        with_pages(|store| {
            let [one, other] = [1, 2].map(|number| page_of(&seed().unwrap(), store, number));
            for (state, by) in [(one, 4), (other, 3)] {
                state.set_mode(crate::state::Mode::Editing);
                state.add(SubjectKind::Project, Some(id("3-10")));
                state.move_by(&id("3-10-p1"), by);
                state.move_by(&id("3-10-p4"), -1);
            }
            let edits = [one, other].map(|state| untrack(|| state.with_journal(|journal| journal.own().clone())));
            for (state, edits) in [one, other].into_iter().zip(edits.iter().rev()) {
                state.change_journal(|journal| journal.take(edits.iter().cloned()));
            }
            assert_eq!(projects(one), projects(other));
            assert_eq!(projects(one).len(), 7);
            assert_eq!(untrack(|| one.drafts().conflict_count()), 0);
        });
    }

    #[test]
    fn the_newer_of_two_decisions_about_retiring_is_the_one_made_later_and_what_is_kept_can_be_chosen() {
        with_pages(|store| {
            let (here, there) = (page_of(&seed().unwrap(), store, 1), page_of(&seed().unwrap(), &Arc::default(), 2));
            let cell: Cell = "3-10-k1/retired".parse().unwrap();
            let year = |number| Value::Year(crate::plan::FiscalYear::new(number));
            here.set(here.begin(&cell), year(2027));
            here.set(here.begin(&cell), Value::Year(None));
            there.set(there.begin(&cell), year(2026));
            let package = read_file(there.snapshot_file(&Part::All).1.as_bytes()).unwrap();
            here.offer_packages(vec![OfferedFile { name: "f.json".into(), package }], Vec::new());
            let row = untrack(|| here.desk().offer.get()).unwrap().cells.last().cloned().unwrap();
            assert!(row.values().contains(&Value::Year(None)) && row.values().contains(&year(2026)));
            here.prefer(&Prefer::Newest);
            here.merge_offer();
            assert_eq!(untrack(|| here.value(&cell)), year(2026));
        });
    }
}
