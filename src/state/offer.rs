//! What files and links that were read would change, cell by cell, before anything is taken in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edits::{
    Brought, Collated, Collation, Difference, Edit, EditId, EditSet, Group, Head, Journal, Load, Maker, View,
    cells_changed_by, compare,
};
use crate::format::Package;
use crate::plan::{Cell, Plan, Timestamp, Value, is_blank, set_of};

/// Files that were read, and what taking them in would change. Nothing has changed yet.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The files, in the order of their numbers in [`Offer::cells`].
    pub files: Vec<OfferedFile>,
    /// What 統合する would change, cell by cell.
    pub cells: Vec<Collated>,
    /// Known edits, as a file tells them with another author, department, reason or time.
    pub renamed: Vec<Arc<Edit>>,
    /// Cells in which a file's plan is not the one that is open here.
    pub other_plan_cells: Vec<Cell>,
    /// The journal with the files taken in: what is shown to those who only look, and what holds once they are.
    pub(super) merged: Journal,
    /// What taking them in adds to the journal: a load for each file that is not there yet.
    pub(super) loads: Vec<Load>,
    /// The journal's revision when it was compared: what comes later was not on the screen.
    pub(super) held: u64,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferedFile {
    /// Its name.
    pub name: String,
    /// What it brings.
    pub package: Package,
}

impl OfferedFile {
    /// The department an edit of this file comes from: its own, else the file's. None where neither says.
    pub fn department<'a>(&'a self, edit: &'a Edit) -> Option<&'a str> {
        let by_file = || self.package.exported_by.as_ref()?.department.as_deref();
        let said = edit.maker.department.as_deref().or_else(by_file);
        said.filter(|department| !is_blank(department))
    }

    /// In how many cells it changes something.
    pub fn changes(&self) -> usize {
        cells_changed_by(&self.package.edits)
    }

    /// How many of its edits a newer release made.
    pub fn foreign(&self) -> usize {
        self.package.edits.iter().filter(|edit| edit.is_foreign()).count()
    }
}

/// Whether whoever makes a change answers for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// They do, or the sheet names no department.
    Own,
    /// Their department is not said.
    Unknown,
    /// Another department does.
    Outside,
}

impl Offer {
    /// What comparing files with what `journal` holds has come to.
    pub(super) fn of(journal: &Journal, files: Vec<OfferedFile>, compared: Collation) -> Offer {
        let (cells, sets, merged, loads) = compared.into_parts();
        let renamed = renamed(journal, &sets);
        let plans = files.iter().filter_map(|file| file.package.plan.as_ref());
        let other_plan_cells = other_plan_cells(&journal.published().plan, plans);
        Offer { files, cells, renamed, other_plan_cells, merged, loads, held: journal.revision() }
    }

    /// What この内容に置き換える would change, if `maker` did it at the time `at`.
    pub(super) fn replacing(&self, journal: &Journal, maker: &Maker, at: Timestamp) -> Vec<Difference> {
        let mut trial = journal.clone();
        let loads = trial.load(brought(&self.files), at);
        let step = trial.replace(&loads, maker, None);
        trial.take_loads(loads);
        trial.take(step);
        compare((journal.view(), journal.edits()), (trial.view(), trial.edits()))
    }

    /// What is shown once the files are taken in.
    pub fn merged_view(&self) -> &Arc<View> {
        self.merged.view()
    }

    /// Whether whoever made an edit of a cell in the file of this number answers for the cell.
    pub fn duty_of(&self, plan: &Plan, cell: &Cell, number: Option<usize>, edit: &Edit) -> Duty {
        let Some(number) = number else { return Duty::Own };
        let department = self.files.get(number).and_then(|file| file.department(edit)).unwrap_or_default();
        match plan.is_duty_of(department, &cell.subject) {
            Some(false) => Duty::Outside,
            _ if department.is_empty() => Duty::Unknown,
            _ => Duty::Own,
        }
    }

    /// Whether those who make a change answer for it; of several, the one that has to be looked at most.
    pub fn duty(&self, plan: &Plan, one: &Collated) -> Duty {
        let of = |(number, edit): &(Option<usize>, Arc<Edit>)| self.duty_of(plan, &one.cell, *number, edit);
        match one.group {
            Group::Conflict | Group::OnlyInFiles => one.by.iter().map(of).max().unwrap_or(Duty::Own),
            Group::OnlyHere | Group::Same => Duty::Own,
        }
    }

    /// Who sent the file an edit of it came with, where the edit does not say who made it.
    pub fn sender(&self, edit: &Edit) -> Option<&Maker> {
        let brings = |file: &&OfferedFile| file.package.edits.iter().any(|brought| brought.does_the_same(edit));
        let known = self.files.iter().filter(|file| file.package.exported_by.is_some());
        known.filter(|_| !edit.maker.is_known()).find(brings)?.package.exported_by.as_ref()
    }

    /// How many cells are in a group.
    pub fn count(&self, group: Group) -> usize {
        self.cells.iter().filter(|one| one.group == group).count()
    }
}

/// The files as a journal loads them.
pub(super) fn brought(files: &[OfferedFile]) -> Vec<Brought> {
    let brought = |file: &OfferedFile| {
        let (name, package) = (file.name.clone(), file.package.clone());
        package.brought(name)
    };
    files.iter().map(brought).collect()
}

/// Returns, for each drafted edit that a file tells otherwise, what the file says: another author, department, reason or time.
/// A publication says none of them, so that its edits cannot be told otherwise.
fn renamed(journal: &Journal, files: &[EditSet]) -> Vec<Arc<Edit>> {
    let mut renamed: BTreeMap<&EditId, &Arc<Edit>> = BTreeMap::new();
    for edit in files.iter().flat_map(EditSet::iter) {
        let published = journal.published().edits.get(&edit.id);
        let is_drafted = |known: &&Arc<Edit>| !published.iter().any(|published| Arc::ptr_eq(published, known));
        let known: Vec<&Arc<Edit>> = journal.edits().get(&edit.id).iter().filter(is_drafted).collect();
        if !known.is_empty() && !known.iter().any(|known| edit.is_told_by(known)) {
            let shown = renamed.entry(&edit.id).or_insert(edit);
            // Of several, one that names somebody.
            if edit.maker.is_known() {
                *shown = edit;
            }
        }
    }
    renamed.into_values().cloned().collect()
}

/// The cells in which one of the files' plans is not the one that is open.
fn other_plan_cells<'a>(plan: &'a Arc<Plan>, others: impl Iterator<Item = &'a Arc<Plan>>) -> Vec<Cell> {
    let mut known: Vec<&Arc<Plan>> = vec![plan];
    for other in others {
        if !known.iter().any(|known| Arc::ptr_eq(known, other)) {
            known.push(other);
        }
    }
    let cells = known.into_iter().skip(1).flat_map(|other| {
        let cells = plan.cells.keys().chain(other.cells.keys());
        cells.filter(|cell| plan.value(cell) != other.value(cell)).cloned()
    });
    set_of(cells).into_iter().collect()
}

/// How all disagreements of an offer are decided at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prefer {
    /// 手元を優先: what is here.
    Here,
    /// 新しい方: what was made latest.
    Newest,
    /// このファイルを優先: what the file of this number says.
    File(usize),
    /// 決めない: both stay.
    Both,
}

impl Offer {
    /// What a bulk decision makes of one disagreement; none where it leaves it open.
    pub(super) fn preferred(&self, one: &Collated, prefer: &Prefer) -> Option<Value> {
        let of_file = |number: usize| {
            let (_, heads) = one.files.iter().find(|(file, _)| *file == number)?;
            newest(heads)
        };
        match prefer {
            // Where nobody entered or emptied anything here, that is no choice between what others say.
            Prefer::Here => {
                let is_said = one.here_by.is_some() || one.here.value != one.cell.kind().empty();
                is_said.then(|| one.here.value.clone())
            }
            Prefer::Newest => newest(self.merged.view().state(&one.cell)?.heads()),
            Prefer::File(number) => of_file(*number),
            Prefer::Both => None,
        }
    }
}

/// The newest value that somebody entered, else the plan's own.
pub(super) fn newest(heads: &[Head]) -> Option<Value> {
    heads.iter().find(|head| head.edit().is_some()).or(heads.first())?.value().cloned()
}
