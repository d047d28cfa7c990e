//! The names that stand in the lines of a block, and the rows they are of.

use std::collections::{BTreeMap, BTreeSet};

use super::Block;
use super::place::{Row, Target, columns_of_values, is_value};
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
    /// The columns in which some row or group is named.
    columns: BTreeSet<usize>,
    /// The columns of numbers of projects.
    of_numbers: BTreeSet<usize>,
    /// The columns in which their values stand.
    pub(super) beside: Vec<usize>,
}

/// How a row is named.
#[derive(Clone)]
pub(super) enum Named {
    Name(String),
    Kind(String),
}

/// Of the columns in which values stand those that are not of names: behind all names; where there are none, behind the first; else
/// before it.
fn columns_beside(names: &BTreeSet<usize>, values: &[usize]) -> Vec<usize> {
    let beside = |from: Option<&usize>| -> Vec<usize> {
        let is_beside = |column: &&usize| !names.contains(*column) && from.is_none_or(|from| *column > from);
        values.iter().filter(is_beside).copied().collect()
    };
    let all = [names.last(), names.first(), None].map(beside);
    all.into_iter().find(|columns| !columns.is_empty()).unwrap_or_default()
}

/// The key of a group by its number, which is no name's.
fn numbered(key: &str) -> String {
    format!("\0{key}")
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
        let (mut groups, rows, kinds) = (keyed(|row| &row.group), keyed(|row| &row.names), keyed(|row| &row.kinds));
        for (at, row) in target.rows.iter().enumerate().filter(|(_, row)| !is_blank(&row.number)) {
            groups.entry(numbered(&name_key(&row.number))).or_default().insert(at);
        }
        let keys: Vec<Vec<String>> =
            block.iter().map(|line| line.iter().map(|cell| name_key(cell)).collect()).collect();
        let body = || keys.iter().enumerate().skip(heads);
        let cells = || body().flat_map(|(_, line)| line.iter().enumerate());
        // Below such a head stand numbers of projects.
        let is_numbers = |column: &usize| {
            let heads = keys.iter().take(heads).filter_map(|line| line.get(*column));
            heads.into_iter().any(|key| ["no", "no.", "番号", "事業番号", "事業no", "事業no."].contains(&key.as_str()))
        };
        let width = keys.iter().map(Vec::len).max().unwrap_or(0);
        let of_numbers: BTreeSet<usize> = (0..width).filter(is_numbers).collect();
        let by_number = |line: &Vec<String>| {
            let keys = of_numbers.iter().filter_map(|column| line.get(*column)).map(|key| numbered(key));
            keys.into_iter().find(|key| groups.contains_key(key))
        };
        let of_groups: BTreeSet<usize> =
            cells().filter(|(_, key)| groups.contains_key(*key)).map(|(column, _)| column).collect();
        let is_name = |key: &String| groups.contains_key(key) || rows.contains_key(key) || kinds.contains_key(key);
        let mut columns: BTreeSet<usize> = cells().filter(|(_, key)| is_name(key)).map(|(column, _)| column).collect();
        if body().any(|(_, line)| by_number(line).is_some()) {
            columns.extend(&of_numbers);
        }
        let beside = columns_beside(&columns, &columns_of_values(block, heads));
        // Behind the values stand remarks, where names stand before them.
        let first_value = beside.first().copied().unwrap_or(width);
        let are_before = columns.first().is_some_and(|first| *first < first_value);
        let names_line = |column: usize| !are_before || column < first_value;
        let line = |(index, line): (usize, &Vec<String>)| {
            if index < heads {
                return (None, None);
            }
            let texts = || line.iter().enumerate().filter(|(column, _)| names_line(*column)).map(|(_, key)| key);
            let known = texts().find(|key| groups.contains_key(*key)).cloned();
            let known = known.or_else(|| by_number(line)).map(Group::Known);
            // A text where other lines name their group, and no name of a row: a group that is not here.
            let is_unknown = |column: &usize| {
                let text = block.get(index).and_then(|line| line.get(*column)).map_or("", String::as_str);
                !is_blank(text) && !is_value(text) && line.get(*column).is_some_and(|key| !is_name(key))
            };
            let mut where_named = of_groups.iter().filter(|column| names_line(**column));
            let group = known.or_else(|| where_named.any(is_unknown).then_some(Group::Unknown));
            let name = texts().rev().find(|key| rows.contains_key(*key)).map(|key| Named::Name(key.clone()));
            let kind = || texts().rev().find(|key| kinds.contains_key(*key)).map(|key| Named::Kind(key.clone()));
            (group, name.or_else(kind))
        };
        let lines = keys.iter().enumerate().map(line).collect();
        Names { lines, groups, rows, kinds, columns, of_numbers, beside }
    }

    /// Whether any row or group is named.
    pub(super) fn any(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Whether a text is a value that would have a place if it stood elsewhere: among names, of a line that has no value but this one, or
    /// between them. What stands before all names numbers the lines.
    pub(super) fn is_misplaced(&self, column: usize, text: &str, has_values: bool) -> bool {
        let key = name_key(text);
        let is_name = [&self.groups, &self.rows, &self.kinds].iter().any(|names| names.contains_key(&key));
        let is_among = if self.columns.contains(&column) { !has_values } else { !self.beside.contains(&column) };
        let is_behind = self.columns.first().is_some_and(|first| column >= *first);
        is_behind && is_among && !is_name && !self.of_numbers.contains(&column) && is_value(text)
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
