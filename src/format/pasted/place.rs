//! Which fields the values of a copied block are for: by the names and years that stand in it, else by where it is pasted.

use std::collections::{BTreeMap, BTreeSet};

use super::Block;
use crate::format::typed::{read_observation, read_status};
use crate::plan::{Cell, Field, FiscalYear, YearlyRow, half_width, is_blank, name_key};

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
    /// The ways in which people write what it is called.
    pub names: Vec<String>,
    /// Words for the kind of its values, by which it is known within its group alone: 予算額, 実績.
    pub kinds: Vec<String>,
    /// Its cells, one a column.
    pub cells: YearlyRow,
}

impl Row {
    /// The field its cells are of.
    fn field(&self) -> Option<Field> {
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
    if names.any || has_unknown_names(block, heads.lines) {
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
    /// Gives a text to the field in a row and column.
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

/// What stands above the columns.
struct Heads {
    /// How many lines of the block are heads.
    lines: usize,
    /// For each column what its heads say.
    columns: Vec<Column>,
}

/// What the heads of a column say.
#[derive(Clone, Copy, Default)]
struct Column {
    year: Option<FiscalYear>,
    /// The kind of its values, where it is one that is entered.
    kind: Option<Field>,
    /// Whether it is of a kind that is not entered: 目標値.
    is_other: bool,
}

/// Heads stand in the first lines.
const HEAD_LINES: usize = 4;

impl Heads {
    fn of(block: &Block, own: &[FiscalYear]) -> Heads {
        let none = Heads { lines: 0, columns: Vec::new() };
        // Neither a line of heads nor one above it holds a value. A title may name a year, too.
        let has_value = |line: &Vec<String>| line.iter().any(|cell| is_value(cell) && labelled_year(cell).is_none());
        let years = |line: &Vec<String>| line.iter().filter(|cell| labelled_year(cell).is_some()).count();
        let first_lines =
            || block.iter().take(HEAD_LINES).take_while(|line| are_plain_years(line, own) || !has_value(line));
        let counted = first_lines().enumerate();
        let counted = counted.map(|(at, line)| {
            let is_plain = are_plain_years(line, own);
            (at, is_plain, if is_plain { line.len() } else { years(line) })
        });
        let best =
            counted.filter(|(_, _, years)| *years > 0).reduce(|best, one| if one.2 > best.2 { one } else { best });
        // Without years, what each column is: of a table for one year.
        let is_of_kinds = |line: &Vec<String>| {
            let kinds = line.iter().filter(|cell| kind_of(&name_key(cell)).is_some_and(|(_, rest)| rest.is_empty()));
            kinds.count() > 1
        };
        let of_kinds = || first_lines().position(is_of_kinds).map(|at| (at, false, 0));
        let Some((first, is_plain, _)) = best.or_else(of_kinds) else { return none };
        // Below years that span several columns stands what each of them is.
        let is_kinds = |line: &&Vec<String>| {
            let mut filled = line.iter().filter(|cell| !is_blank(cell)).peekable();
            filled.peek().is_some()
                && filled.all(|cell| kind_of(&name_key(cell)).is_some_and(|(_, rest)| rest.is_empty()))
        };
        let below = block.iter().skip(first + 1).take_while(is_kinds).count();
        let lines = first + 1 + below;
        let width = block.iter().map(Vec::len).max().unwrap_or(0);
        let text =
            |line: usize, column: usize| block.get(line).and_then(|line| line.get(column)).map_or("", String::as_str);
        let mut spanning = None;
        let columns = (0..width).map(|column| {
            let head = text(first, column);
            let plain = FiscalYear::read(head).filter(|_| is_plain).map(|read| (read.year, String::new()));
            let own = labelled_year(head).or(plain);
            let kind_alone = kind_of(&name_key(head)).map(|(kind, _)| kind);
            let is_below = (first + 1..lines).any(|line| !is_blank(text(line, column)));
            let (year, rest) = match own {
                Some((year, rest)) => {
                    spanning = Some(year);
                    (Some(year), rest)
                }
                // Under the year of the column before.
                None if is_blank(head) && is_below || kind_alone.is_some() => (spanning, name_key(head)),
                None => {
                    if !is_blank(head) {
                        spanning = None;
                    }
                    (None, String::new())
                }
            };
            let said: String = rest + &(first + 1..lines).map(|line| name_key(text(line, column))).collect::<String>();
            match kind_of(&said) {
                _ if said.is_empty() => Column { year, ..Column::default() },
                Some((kind, "")) => Column { year, kind: Some(kind), is_other: false },
                _ => Column { year, kind: None, is_other: true },
            }
        });
        Heads { lines, columns: columns.collect() }
    }

    fn has_years(&self) -> bool {
        self.columns.iter().any(|column| column.year.is_some())
    }

    fn column(&self, at: usize) -> Column {
        self.columns.get(at).copied().unwrap_or_default()
    }
}

/// The kind of values a text begins with, and what follows its name.
fn kind_of(key: &str) -> Option<(Field, &str)> {
    const KINDS: [(&[&str], Field); 3] = [
        (&["予算額", "予算"], Field::Budget),
        (&["決算額", "決算"], Field::Settlement),
        (&["実績値", "実績"], Field::Actual),
    ];
    let found =
        KINDS.iter().find_map(|(words, field)| Some((*field, words.iter().find_map(|word| key.strip_prefix(word))?)));
    found
        .map(|(field, rest)| (field, rest.strip_prefix("(千円)").or_else(|| rest.strip_prefix("千円")).unwrap_or(rest)))
}

/// The year that a text begins with, as a head does, and what follows it: not four digits alone, which may be a value.
fn labelled_year(text: &str) -> Option<(FiscalYear, String)> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
    // The longest: 令和12年度 begins with 令和1.
    let (end, year) = ends
        .filter_map(|end| Some((end, text.get(..end)?)))
        .find_map(|(end, start)| Some((end, FiscalYear::read(start)?.year)))?;
    let (start, rest) = text.split_at_checked(end)?;
    let is_label = !start.chars().all(|c| half_width(c).is_ascii_digit());
    is_label.then(|| (year, name_key(rest).trim_matches(['(', ')', '度']).to_owned()))
}

/// Whether a line has nothing but several years in four digits behind its names, one after the other, of which the table has one. They
/// may be values all the same: 2,026 and 2,027 side by side.
fn are_plain_years(line: &[String], own: &[FiscalYear]) -> bool {
    let numbers = line.iter().map(|cell| cell.trim()).filter(|cell| is_value(cell));
    let years: Vec<_> = numbers.map(|cell| FiscalYear::read(cell).map(|read| read.year)).collect();
    let follows = |pair: &[Option<FiscalYear>]| matches!(pair, [Some(one), Some(next)] if next.previous() == *one);
    years.len() > 1 && years.windows(2).all(follows) && years.iter().flatten().any(|year| own.contains(year))
}

/// Whether a text is a value, or was meant as one: a number, whatever stands behind it, a dash, a word for none.
fn is_value(text: &str) -> bool {
    let text = text.trim();
    let starts = text.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next().map(half_width);
    let is_number = starts.is_some_and(|c| c.is_ascii_digit()) && text.chars().count() < 20;
    !text.is_empty() && (is_number || read_observation(text, "").is_ok() || read_status(text, "").is_some())
}

/// The columns from `from` on in which some value stands. Others hold units, sources and the like.
fn columns_of_values(block: &Block, heads: usize, from: usize) -> Vec<usize> {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    let has_value =
        |column: &usize| block.iter().skip(heads).any(|line| line.get(*column).is_some_and(|cell| is_value(cell)));
    (from..width).filter(has_value).collect()
}

/// Whether texts stand in a column of their own, and values in another.
fn has_unknown_names(block: &Block, heads: usize) -> bool {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    let values = columns_of_values(block, heads, 0);
    let is_filled =
        |column: usize| block.iter().skip(heads).filter_map(|line| line.get(column)).any(|cell| !is_blank(cell));
    !values.is_empty() && (0..width).any(|column| !values.contains(&column) && is_filled(column))
}

/// The group that a line is of.
#[derive(Clone, PartialEq, Eq)]
enum Group {
    /// This one.
    Known(String),
    /// One that the table does not have.
    Unknown,
}

/// The names of groups and rows in the lines of a block.
struct Names {
    /// For each line the group that is named in it, and the row: by its name, or by the kind of its values.
    lines: Vec<(Option<Group>, Option<Named>)>,
    /// The rows of each name of a group, of a row, and of a kind, by their keys.
    groups: BTreeMap<String, BTreeSet<usize>>,
    rows: BTreeMap<String, BTreeSet<usize>>,
    kinds: BTreeMap<String, BTreeSet<usize>>,
    /// The first column behind all names.
    behind: usize,
    /// Whether any row or group is named.
    any: bool,
}

/// How a row is named.
#[derive(Clone)]
enum Named {
    Name(String),
    Kind(String),
}

impl Names {
    fn of(block: &Block, target: &Target, heads: usize) -> Names {
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
    fn find(
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

fn by_name(block: &Block, heads: &Heads, names: &Names, placing: &mut Placing, at: (usize, usize)) {
    let target = placing.target;
    let columns = columns_of_values(block, heads.lines, names.behind);
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
        for column in &columns {
            let Some(text) = line.get(*column).filter(|text| !is_blank(text)) else { continue };
            let head = heads.column(*column);
            // Of a line that names a group alone, its column says which of its values it is.
            let of_column = || {
                let Some(Group::Known(key)) = of_line else { return None };
                let rows = names.groups.get(key)?;
                rows.iter()
                    .find(|at| target.rows.get(**at).and_then(Row::field) == head.kind && head.kind.is_some())
                    .copied()
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
        _ if heads.column(number).is_other => Err(NotPlaced::Kind),
        Some(year) => years.iter().position(|own| *own == year).ok_or(NotPlaced::OtherYear),
        None if heads.has_years() => Err(NotPlaced::Year),
        None => Ok(column + number),
    };
    for (index, line) in block.iter().enumerate().skip(heads.lines) {
        for (number, text) in line.iter().enumerate().filter(|(_, text)| !is_blank(text)) {
            placing.put(index, text, row + index - heads.lines, column_of(number));
        }
    }
}
