//! Which fields the values of a copied block are for: by the names and years that stand in it, else by where it is pasted.

use std::collections::BTreeSet;

use super::Block;
use super::heads::Heads;
use super::names::{Group, Names};
use crate::format::typed::{read_observation, read_status};
use crate::plan::{Cell, Field, FiscalYear, YearlyRow, half_width, is_blank};

/// The table of fields a block is pasted into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The fiscal years of its columns.
    pub years: Vec<FiscalYear>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The ways in which people write what its group is called; none for rows outside of groups.
    pub group: Vec<String>,
    /// The number of its group; empty where it has none.
    pub number: String,
    /// The ways in which people write what it is called.
    pub names: Vec<String>,
    /// Words for the kind of its values, by which it is known within its group alone: 予算額, 実績.
    pub kinds: Vec<String>,
    /// Its cells, one a column.
    pub cells: YearlyRow,
}

impl Row {
    /// The field its cells are of.
    pub(super) fn field(&self) -> Option<Field> {
        self.cells.iter().flatten().next().map(Cell::field)
    }
}

/// Where the texts of a block belong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The texts that have a field, in the order of the block.
    pub values: Vec<(Cell, String)>,
    /// The texts that have none.
    pub unplaced: Vec<Unplaced>,
}

/// A text of a block that no field was found for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Its line in the block, from 1.
    pub line: usize,
    /// The text.
    pub text: String,
    /// What stands first in its line, where that is no value.
    pub name: String,
    /// Why it has none.
    pub why: NotPlaced,
}

/// Why a text has no field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPlaced {
    /// No row has the name that stands in its line.
    Name,
    /// Which year its column is cannot be told.
    Year,
    /// Its column is a year that is not entered here.
    OtherYear,
    /// Its column is of another kind than the row: a target, a budget of an indicator.
    Kind,
    /// There is no field so far down, or so far to the right.
    Outside,
    /// The subject of the row is not kept in the year.
    NotKept,
    /// The block has another value for the same field.
    Twice,
}

/// Places the texts of a block that is pasted at the field `at`: its row and column.
///
/// Where names of rows stand in the block, its lines go to those rows, in whatever order; else line by line downwards from `at`. Where
/// years stand above its columns, these go to the columns of the years; else column by column to the right. An empty cell says
/// nothing of its field. Whatever looks like a value is placed, or is told to have no place.
pub fn place(block: &Block, target: &Target, at: (usize, usize)) -> Placed {
    let heads = Heads::of(block, &target.years);
    let names = Names::of(block, target, heads.lines);
    let mut placing = Placing { block, target, placed: Placed::default(), taken: BTreeSet::new() };
    // Texts in a column of their own beside values are names, known or not: nobody pasted by position.
    if names.any() || has_unknown_names(block, heads.lines) {
        by_name(block, &heads, &names, &mut placing, at);
    } else {
        by_position(block, &heads, &mut placing, at);
    }
    placing.placed
}

struct Placing<'a> {
    block: &'a Block,
    target: &'a Target,
    placed: Placed,
    taken: BTreeSet<Cell>,
}

impl Placing<'_> {
    /// Assigns a text to the field in a row and column.
    fn put(&mut self, line: usize, text: &str, row: usize, column: Result<usize, NotPlaced>) {
        let cell = column.and_then(|column| {
            let cells = &self.target.rows.get(row).ok_or(NotPlaced::Outside)?.cells;
            cells.get(column).ok_or(NotPlaced::Outside)?.clone().ok_or(NotPlaced::NotKept)
        });
        match cell {
            Ok(cell) if self.taken.insert(cell.clone()) => self.placed.values.push((cell, text.trim().to_owned())),
            Ok(_) => self.leave(line, text, NotPlaced::Twice),
            Err(why) => self.leave(line, text, why),
        }
    }

    fn leave(&mut self, line: usize, text: &str, why: NotPlaced) {
        let mut texts = self.block.get(line).into_iter().flatten().filter(|cell| !is_blank(cell));
        let name = texts.next().filter(|cell| !is_value(cell)).cloned().unwrap_or_default();
        self.placed.unplaced.push(Unplaced { line: line + 1, text: text.trim().to_owned(), name, why });
    }
}

/// Whether a text is a value, or was meant as one: a number, whatever stands behind it, a dash, a word for none.
pub(super) fn is_value(text: &str) -> bool {
    let text = text.trim();
    let starts = text.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next().map(half_width);
    let is_number = starts.is_some_and(|c| c.is_ascii_digit()) && text.chars().count() < 20;
    !text.is_empty() && (is_number || read_observation(text, "").is_ok() || read_status(text, "").is_some())
}

/// The columns in which some value stands. Others hold units, sources and the like.
pub(super) fn columns_of_values(block: &Block, heads: usize) -> Vec<usize> {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    let has_value =
        |column: &usize| block.iter().skip(heads).any(|line| line.get(*column).is_some_and(|cell| is_value(cell)));
    (0..width).filter(has_value).collect()
}

/// Whether texts stand in a column of their own, and values in another.
fn has_unknown_names(block: &Block, heads: usize) -> bool {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    let values = columns_of_values(block, heads);
    let is_filled =
        |column: usize| block.iter().skip(heads).filter_map(|line| line.get(column)).any(|cell| !is_blank(cell));
    !values.is_empty() && (0..width).any(|column| !values.contains(&column) && is_filled(column))
}

fn by_name(block: &Block, heads: &Heads, names: &Names, placing: &mut Placing, at: (usize, usize)) {
    let target = placing.target;
    let columns = &names.beside;
    let span = columns.first().zip(columns.last()).map_or(0, |(first, last)| last - first + 1);
    let column_of = |column: usize| -> Result<usize, NotPlaced> {
        match (heads.column(column).year, columns.first()) {
            (Some(year), _) => target.years.iter().position(|own| *own == year).ok_or(NotPlaced::OtherYear),
            (None, Some(first)) if heads.lines == 0 && (span == 1 || at.1 + span <= target.years.len()) => {
                Ok(at.1 + column - first)
            }
            (None, _) if !heads.has_years() && heads.column(column).kind.is_some() => Ok(at.1),
            (None, _) => Err(NotPlaced::Year),
        }
    };
    // The first row of the group it is pasted in.
    let own_group = target.rows.get(at.0).map(|row| &row.group);
    let from = target.rows.iter().position(|row| Some(&row.group) == own_group).unwrap_or(0);
    let (mut group, mut last): (Option<&Group>, Option<usize>) = (None, None);
    for (index, (line, (of_line, named))) in block.iter().zip(&names.lines).enumerate().skip(heads.lines) {
        if of_line.is_some() {
            (group, last) = (of_line.as_ref(), None);
        }
        let row = named.as_ref().and_then(|named| names.find(target, group, named, from, last));
        last = row.or(last);
        let has_values = columns.iter().any(|column| line.get(*column).is_some_and(|text| !is_blank(text)));
        for (_, text) in line.iter().enumerate().filter(|(column, text)| names.is_misplaced(*column, text, has_values))
        {
            placing.leave(index, text, NotPlaced::Name);
        }
        for column in columns {
            let Some(text) = line.get(*column).filter(|text| !is_blank(text)) else { continue };
            let head = heads.column(*column);
            // Of a line that names a group alone, its column says which of its values it is.
            let of_column = || {
                let Some(Group::Known(key)) = of_line else { return None };
                let kind = head.kind?;
                let is_of_kind = |at: &&usize| target.rows.get(**at).and_then(Row::field) == Some(kind);
                let mut rows = names.groups.get(key)?.iter().filter(is_of_kind);
                // Of several it cannot be told.
                rows.next().copied().filter(|_| rows.next().is_none())
            };
            let found = if named.is_some() { row } else { of_column() };
            let field = found.and_then(|at| target.rows.get(at)).and_then(Row::field);
            match found {
                Some(_) if head.is_other || head.kind.is_some_and(|kind| Some(kind) != field) => {
                    placing.leave(index, text, NotPlaced::Kind);
                }
                Some(at) => placing.put(index, text, at, column_of(*column)),
                None => placing.leave(index, text, NotPlaced::Name),
            }
        }
    }
}

fn by_position(block: &Block, heads: &Heads, placing: &mut Placing, (row, column): (usize, usize)) {
    let years = &placing.target.years;
    let column_of = |number: usize| match heads.column(number).year {
        Some(year) => years.iter().position(|own| *own == year).ok_or(NotPlaced::OtherYear),
        None if heads.has_years() => Err(NotPlaced::Year),
        None => Ok(column + number),
    };
    for (index, line) in block.iter().enumerate().skip(heads.lines) {
        for (number, text) in line.iter().enumerate().filter(|(_, text)| !is_blank(text)) {
            let (row, head) = (row + index - heads.lines, heads.column(number));
            let field = placing.target.rows.get(row).and_then(Row::field);
            match head.kind {
                Some(kind) if field.is_some_and(|field| field != kind) => placing.leave(index, text, NotPlaced::Kind),
                _ if head.is_other => placing.leave(index, text, NotPlaced::Kind),
                _ => placing.put(index, text, row, column_of(number)),
            }
        }
    }
}
