//! Sets of edits, and their union.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::plan::{Cell, Value};

use super::edit::{Change, Edit};
use super::id::EditId;

/// A set of edits, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditSet {
    edits: BTreeMap<EditId, Arc<Edit>>,
    by_cell: BTreeMap<Cell, BTreeSet<EditId>>,
}

/// Two tellings of one edit that cannot both be true: one of the sources is damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The edit told in two ways.
    pub id: EditId,
}

impl EditSet {
    /// The set of these edits.
    pub fn of<E: Into<Arc<Edit>>>(edits: impl IntoIterator<Item = E>) -> Result<EditSet, Clash> {
        let mut set = EditSet::default();
        edits.into_iter().try_for_each(|edit| set.insert(edit.into()))?;
        Ok(set)
    }

    /// Adds one edit; what is there already is kept, in the longer of its two tellings.
    pub fn insert(&mut self, edit: Arc<Edit>) -> Result<(), Clash> {
        if self.edits.get(&edit.id).is_some_and(|known| Arc::ptr_eq(known, &edit) || **known == *edit) {
            return Ok(());
        }
        let told = match self.edits.get(&edit.id) {
            Some(known) => Arc::new(longer(known, &edit).ok_or_else(|| Clash { id: edit.id.clone() })?),
            None => edit,
        };
        if let Some((cell, ..)) = told.set() {
            self.by_cell.entry(cell.clone()).or_default().insert(told.id.clone());
        }
        self.edits.insert(told.id.clone(), told);
        Ok(())
    }

    /// Adds every edit of `other`; on a clash nothing is added.
    pub fn union(&mut self, other: &EditSet) -> Result<(), Clash> {
        for edit in other.iter() {
            if let Some(known) = self.edits.get(&edit.id)
                && longer(known, edit).is_none()
            {
                return Err(Clash { id: edit.id.clone() });
            }
        }
        other.iter().try_for_each(|edit| self.insert(edit.clone()))
    }

    /// The edit with this id.
    pub fn get(&self, id: &EditId) -> Option<&Arc<Edit>> {
        self.edits.get(id)
    }

    /// Whether the set holds an edit with this id.
    pub fn contains(&self, id: &EditId) -> bool {
        self.edits.contains_key(id)
    }

    /// All edits, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Edit>> {
        self.edits.values()
    }

    /// The cells that edits set, in order.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.by_cell.keys()
    }

    /// The edits that set this cell.
    pub fn of_cell(&self, cell: &Cell) -> impl Iterator<Item = &Arc<Edit>> {
        self.by_cell.get(cell).into_iter().flatten().filter_map(|id| self.edits.get(id))
    }

    /// How many edits there are.
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The largest clock; 0 where there is no edit.
    pub fn last_clock(&self) -> u64 {
        self.edits.values().map(|edit| edit.clock).max().unwrap_or(0)
    }

    /// An edit whose clock is not larger than that of one it has seen, if there is one: no honest program makes such.
    pub fn out_of_order(&self) -> Option<&Arc<Edit>> {
        self.iter().find(|edit| {
            let Some((_, _, seen)) = edit.set() else { return false };
            seen.iter().filter_map(|id| self.get(id)).any(|earlier| earlier.clock >= edit.clock)
        })
    }
}

/// Both tellings in one, where they agree in all that both tell.
fn longer(a: &Edit, b: &Edit) -> Option<Edit> {
    let same = a.id == b.id && a.step == b.step && a.clock == b.clock && a.at == b.at;
    let change = match (&a.change, &b.change) {
        (Change::Retract(one), Change::Retract(other)) if one == other => a.change.clone(),
        (
            Change::Set { cell, value, was, seen },
            Change::Set { cell: cell_b, value: value_b, was: was_b, seen: seen_b },
        ) if cell == cell_b && value.is_written_like(value_b) && seen == seen_b => {
            let was = told(was, was_b, Value::is_written_like)?;
            Change::Set { cell: cell.clone(), value: value.clone(), was, seen: seen.clone() }
        }
        _ => return None,
    };
    let mut maker = a.maker.clone();
    maker.author = told(&a.maker.author, &b.maker.author, String::eq)?;
    maker.department = told(&a.maker.department, &b.maker.department, String::eq)?;
    let mut extra = a.extra.clone();
    for (key, value) in &b.extra {
        if extra.get(key).is_some_and(|other| other != value) {
            return None;
        }
        extra.insert(key.clone(), value.clone());
    }
    let reason = told(&a.reason, &b.reason, String::eq)?;
    same.then_some(Edit { change, maker, reason, extra, ..a.clone() })
}

/// What either tells; `None` where they tell different things.
fn told<T: Clone>(a: &Option<T>, b: &Option<T>, same: impl Fn(&T, &T) -> bool) -> Option<Option<T>> {
    match (a, b) {
        (Some(one), Some(other)) if !same(one, other) => None,
        (Some(one), _) => Some(Some(one.clone())),
        (None, other) => Some(other.clone()),
    }
}
