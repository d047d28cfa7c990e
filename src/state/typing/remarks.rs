//! Remarks that go with their values: a word that says more than the value it becomes (調査中, 75(見込), 80%以上) is in the remark as long as
//! it holds.

use leptos::prelude::*;

use crate::edits::Begun;
use crate::format::entry::{EntryError, read_with_word};
use crate::format::typed::{fits, is_none_yet, remark_with, split_word};
use crate::plan::{Aspect, Cell, InitiativeLink, Plan, Value, ValueKind, as_typed, is_blank, set_of};
use crate::words;

use super::{Stays, Typed};
use crate::state::State;

impl State {
    /// Returns what a text changes in the cell it was begun for: its value and, where a word of the text says more than that or one of an
    /// earlier text does no longer hold, its remark.
    ///
    /// # Errors
    ///
    /// A text that is no value of the cell; a word for a remark that people disagree on.
    pub(in crate::state) fn changes_by(&self, begun: &Begun, text: &str) -> Result<Vec<(Begun, Value)>, EntryError> {
        let cell = &begun.cell;
        let plan = &self.drafts.get_untracked().plan;
        let (read, word) = read_with_word(cell, text, &words::cell::unit(plan, cell))?;
        let value = match read {
            // Typed are the numbers that are shown; what is linked is what bears them.
            Value::Initiatives(links) => {
                let links = plan.links_to(&cell.subject, &links);
                let is_unknown = |link: &InitiativeLink| matches!(link, InitiativeLink::Number(_));
                if links.iter().any(is_unknown) {
                    return Err(EntryError::NoSuchInitiative);
                }
                Value::Initiatives(links)
            }
            other => other,
        };
        // The word for an earlier value goes with it, unless that is another by now: somebody else's word is theirs.
        let is_unseen = self.begin(cell) != *begun;
        let is_over = !is_unseen && !value.is_written_like(&begun.was);
        let remark = self.remark_beside(cell, |_| is_unseen, word.as_deref()).filter(|_| is_over || word.is_some());
        if word.is_some() && remark.as_ref().is_some_and(|(remark, _)| remark.decides()) {
            return Err(EntryError::RemarkOpen);
        }
        Ok(std::iter::once((begun.clone(), value)).chain(remark.filter(|(remark, _)| !remark.decides())).collect())
    }

    /// Values that were chosen, with the remarks on them whose word does not hold of them: 調査中 goes where a number is chosen. Remarks that
    /// people disagree on, or that are chosen themselves, stay.
    pub fn with_remarks(&self, changes: Vec<(Begun, Value)>) -> Vec<(Begun, Value)> {
        let chosen = set_of(changes.iter().map(|(begun, _)| begun.cell.clone()));
        let with_remark = |(begun, value): (Begun, Value)| {
            let is_same = value.is_written_like(&begun.was);
            let holds = |word: &str| match value {
                // A number that stays as it was may have a remark like 概数; none is 調査中.
                Value::Observation(observation) => fits(word, observation) || is_same && !is_none_yet(word),
                _ => is_same,
            };
            let remark = self.remark_beside(&begun.cell, holds, None);
            let remark = remark.filter(|(remark, _)| !remark.decides() && !chosen.contains(&remark.cell));
            std::iter::once((begun, value)).chain(remark)
        };
        changes.into_iter().flat_map(with_remark).collect()
    }

    /// Returns how the remark on a cell changes with its value: the word for an earlier one goes unless it `holds`, and `word` stands behind
    /// the rest. `None` where it stays, and on a cell that has none.
    fn remark_beside(&self, cell: &Cell, holds: impl Fn(&str) -> bool, word: Option<&str>) -> Option<(Begun, Value)> {
        if cell.aspect != Aspect::Value || !matches!(cell.kind(), ValueKind::Observation | ValueKind::Target) {
            return None;
        }
        let remark = cell.with_aspect(Aspect::Remark);
        // What is being typed there is what it will be.
        let typed = self.desk().typing.with_untracked(|typing| typing.get(&remark).cloned());
        let plan = self.drafts.get_untracked().plan.clone();
        let (begun, was) = match typed.filter(|typed| typed.stays != Stays::Restored) {
            Some(Typed { begun, text, .. }) => (begun, as_typed(&text).trim().to_owned()),
            None => (self.begin(&remark), plan.remark(cell).to_owned()),
        };
        let split = split_word(&was, cell.kind(), &words::cell::unit(&plan, cell));
        let rest = split.filter(|(_, word)| !holds(word)).map_or_else(|| was.clone(), |(rest, _)| rest);
        let now = word.map_or_else(|| rest.clone(), |word| remark_with(&rest, word));
        (now != was).then_some((begun, Value::Text(now)))
    }

    /// What people noted about a value: its remark, but for a word that only says its state, and its memo.
    pub fn notes_on(plan: &Plan, cell: &Cell) -> Vec<String> {
        let split = split_word(plan.remark(cell), cell.kind(), &words::cell::unit(plan, cell));
        let remark = split.map_or_else(|| plan.remark(cell).to_owned(), |(rest, _)| rest);
        [remark, plan.memo(cell).to_owned()].into_iter().filter(|note| !is_blank(note)).collect()
    }
}

/// Changes that are made in one step, of each cell one: a remark as it changes with its value, which was made of what stood in its field,
/// before that itself.
pub(super) fn together(groups: Vec<Vec<(Begun, Value)>>) -> Vec<(Begun, Value)> {
    let beside = set_of(groups.iter().flat_map(|group| group.iter().skip(1)).map(|(begun, _)| begun.cell.clone()));
    let heads = groups.into_iter().filter(|group| match group.as_slice() {
        [(begun, _)] => !beside.contains(&begun.cell),
        _ => true,
    });
    heads.flatten().collect()
}
