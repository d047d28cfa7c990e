//! The names that stand in the lines of a block, and the rows they are of.

use std::collections::{BTreeMap, BTreeSet};

use super::Block;
use super::place::{Row, Target, is_value};
use crate::plan::{Field, is_blank, name_key};

/// The group that a line is of.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Group {
    /// This one.
    Known(String),
    /// One that the table does not have.
    Unknown,
}

/// The names of groups and rows in the lines of a block.
pub(super) struct Names {
    /// For each line the group that is named in it, and the row: by its name, or by the kind of its values.
    pub(super) lines: Vec<(Option<Group>, Option<Named>)>,
    /// The rows of each name of a group, of a row, and of a kind, by their keys.
    pub(super) groups: BTreeMap<String, BTreeSet<usize>>,
    rows: BTreeMap<String, BTreeSet<usize>>,
    kinds: BTreeMap<String, BTreeSet<usize>>,
    /// The first column behind all names.
    pub(super) behind: usize,
    /// Whether any row or group is named.
    pub(super) any: bool,
}

/// How a row is named.
#[derive(Clone)]
pub(super) enum Named {
    Name(String),
    Kind(String),
}

impl Names {
    pub(super) fn of(block: &Block, target: &Target, heads: usize) -> Names {
        let keyed = |names: fn(&Row) -> &[String]| {
            let mut rows: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
            for (at, row) in target.rows.iter().enumerate() {
                for key in names(row).iter().map(|name| name_key(name)).filter(|key| !key.is_empty()) {
                    rows.entry(key).or_default().insert(at);
                }
            }
            rows
        };
        let (groups, rows, kinds) = (keyed(|row| &row.group), keyed(|row| &row.names), keyed(|row| &row.kinds));
        let keys: Vec<Vec<String>> =
            block.iter().map(|line| line.iter().map(|cell| name_key(cell)).collect()).collect();
        let body = || keys.iter().enumerate().skip(heads);
        let cells = || body().flat_map(|(_, line)| line.iter().enumerate());
        let of_groups: BTreeSet<usize> =
            cells().filter(|(_, key)| groups.contains_key(*key)).map(|(column, _)| column).collect();
        let is_name = |key: &String| groups.contains_key(key) || rows.contains_key(key) || kinds.contains_key(key);
        let behind = cells().filter(|(_, key)| is_name(key)).map(|(column, _)| column + 1).max().unwrap_or(0);
        let line = |(index, line): (usize, &Vec<String>)| {
            if index < heads {
                return (None, None);
            }
            let known = line.iter().find(|key| groups.contains_key(*key)).map(|key| Group::Known(key.clone()));
            // A text where other lines name their group, and no name of a row: a group that is not here.
            let is_unknown = |column: &usize| {
                let text = block.get(index).and_then(|line| line.get(*column)).map_or("", String::as_str);
                !is_blank(text) && !is_value(text) && line.get(*column).is_some_and(|key| !is_name(key))
            };
            let group = known.or_else(|| of_groups.iter().any(is_unknown).then_some(Group::Unknown));
            let name = line.iter().rev().find(|key| rows.contains_key(*key)).map(|key| Named::Name(key.clone()));
            let kind = || line.iter().rev().find(|key| kinds.contains_key(*key)).map(|key| Named::Kind(key.clone()));
            (group, name.or_else(kind))
        };
        let lines = keys.iter().enumerate().map(line).collect();
        Names { lines, groups, rows, kinds, behind, any: behind > 0 }
    }

    /// The row of a name in the group; outside of groups, too, for lines of the policy may stand below those of a project. A kind is
    /// known within a group; amounts are where no group is named, too: those of the group it is pasted in and of the ones behind, one
    /// after the other.
    pub(super) fn find(
        &self,
        target: &Target,
        group: Option<&Group>,
        named: &Named,
        from: usize,
        last: Option<usize>,
    ) -> Option<usize> {
        let all = match named {
            Named::Name(key) => self.rows.get(key)?,
            Named::Kind(key) => self.kinds.get(key)?,
        };
        let of_group = match group {
            Some(Group::Known(key)) => self.groups.get(key),
            Some(Group::Unknown) | None => None,
        };
        let is_behind = |at: &usize| last.is_none_or(|last| last < *at);
        let is_free = |at: &usize| target.rows.get(*at).is_some_and(|row| row.group.is_empty());
        match (named, group) {
            (Named::Name(_), None) => all.iter().find(|at| is_behind(at)).or_else(|| all.first()).copied(),
            (Named::Name(_), Some(_)) => {
                let within = || all.iter().filter(|at| of_group.is_some_and(|rows| rows.contains(*at)));
                within()
                    .find(|at| is_behind(at))
                    .or_else(|| within().next())
                    .or_else(|| all.iter().find(|at| is_free(at)))
                    .copied()
            }
            (Named::Kind(_), Some(_)) => all.iter().find(|at| of_group.is_some_and(|rows| rows.contains(*at))).copied(),
            (Named::Kind(_), None) => {
                let is_amount = |at: &usize| {
                    target
                        .rows
                        .get(*at)
                        .is_some_and(|row| matches!(row.field(), Some(Field::Budget | Field::Settlement)))
                };
                all.iter().find(|at| **at >= from && is_behind(at) && is_amount(at)).copied()
            }
        }
    }
}
