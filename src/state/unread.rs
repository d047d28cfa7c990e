//! Texts that stand in fields and could not be read: kept while the page is open, whatever screen is shown.

use leptos::prelude::*;

use crate::edits::Begun;
use crate::format::entry::read_value;
use crate::plan::{Cell, Doubt, Plan, Value, doubts};
use crate::words;

use super::State;

/// What stands in a field and is no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// What was held of the cell when editing began.
    pub begun: Begun,
    /// What was typed.
    pub text: String,
}

impl State {
    /// What stands in the cell's field and could not be read.
    pub fn unread(&self, cell: &Cell) -> Option<Unread> {
        self.desk().unread.with_untracked(|unread| unread.get(cell).cloned())
    }

    /// Keeps what could not be read, until it can be or is taken back.
    pub fn keep_unread(&self, begun: Begun, text: String) {
        self.desk().unread.update(|unread| {
            unread.insert(begun.cell.clone(), Unread { begun, text });
        });
    }

    /// The field shows its cell's value again.
    pub fn forget_unread(&self, cell: &Cell) {
        if self.desk().unread.with_untracked(|unread| unread.contains_key(cell)) {
            self.desk().unread.update(|unread| {
                unread.remove(cell);
            });
        }
    }

    /// Takes what can be read by now: what a closed year refused for want of a reason, once one is given.
    pub fn retry_unread(&self) {
        let plan = self.drafts.get_untracked().view.plan.clone();
        let unread = self.desk().unread.get_untracked();
        let readable = unread.into_iter().filter_map(|(cell, Unread { begun, text })| {
            let value = read_value(&cell, &text, &words::cell::unit(&plan, &cell)).ok()?;
            (!self.lacks_reason(&cell)).then_some((begun, value))
        });
        let changes: Vec<(Begun, Value)> = readable.collect();
        let cells: Vec<Cell> = changes.iter().map(|(begun, _)| begun.cell.clone()).collect();
        if !changes.is_empty() {
            // In one step: it was one reason.
            self.set_all(changes, None);
        }
        cells.iter().for_each(|cell| self.forget_unread(cell));
    }

    /// Whether the cell's field holds what could not be read.
    pub fn is_unread(&self, cell: &Cell) -> bool {
        self.desk().unread.with(|unread| unread.contains_key(cell))
    }

    /// The cells whose fields hold what could not be read.
    pub fn unread_cells(&self) -> Vec<Cell> {
        self.desk().unread.with(|unread| unread.keys().cloned().collect())
    }

    /// Drafts that may be slips of the hand, and why.
    pub fn doubtful(&self) -> Vec<(Cell, Doubt)> {
        let plan = self.drafts().view.plan.clone();
        let of = |cell: Cell| first_doubt(&plan, &cell).map(|doubt| (cell, doubt));
        self.draft_cells().into_iter().filter_map(of).collect()
    }
}

fn first_doubt(plan: &Plan, cell: &Cell) -> Option<Doubt> {
    doubts(plan, cell).into_iter().next()
}
