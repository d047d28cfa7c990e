//! Which fields the values of a copied block are for: by the names and years that stand in it, else by where it is pasted.

use std::collections::BTreeSet;

use super::Block;
use crate::format::typed::read_observation;
use crate::plan::{Cell, FiscalYear, YearlyRow, half_width, is_blank, look};

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
    /// Its cells, one a column.
    pub cells: YearlyRow,
}

/// Where the texts of a block belong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The texts that have a field, in the order of the block.
    pub values: Vec<(Cell, String)>,
    /// The texts that have none.
    pub left: Vec<Left>,
}

/// A text of a block that no field was found for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its line in the block, from 1.
    pub line: usize,
    /// The text.
    pub text: String,
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
    /// There is no field so far down, or so far to the right.
    Outside,
    /// The subject of the row is not kept in the year.
    NotKept,
    /// Another line of the block has a value for the same field.
    Twice,
}

/// Places the texts of a block that is pasted at the field `at`: its row and column.
///
/// Where names of rows stand in the block, its lines go to those rows, in whatever order; else line by line downwards from `at`. Where
/// years stand above its columns, these go to the columns of the years; else column by column to the right. An empty cell says
/// nothing of its field.
pub fn place(block: &Block, target: &Target, at: (usize, usize)) -> Placed {
    let heads = Heads::of(block, &target.years);
    let names = Names::of(block, target, heads.lines);
    let mut placing = Placing { target, placed: Placed::default(), taken: BTreeSet::new() };
    let has_texts_alone = heads.lines < block.len() && columns_of_values(block, heads.lines, 0).count() > 0;
    // Names that no row has: where they stand in a column of their own beside values, nobody pasted by position.
    let is_named = names.any || has_texts_alone && has_column_of_texts(block, heads.lines);
    if is_named {
        by_name(block, &heads, &names, &mut placing, at)
    } else {
        by_position(block, &heads, &mut placing, at)
    }
    placing.placed
}

struct Placing<'a> {
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
        self.placed.left.push(Left { line: line + 1, text: text.trim().to_owned(), why });
    }
}

/// What stands above the columns.
struct Heads {
    /// How many lines of the block are heads.
    lines: usize,
    /// For each column the year above it, and what else its heads say.
    columns: Vec<(Option<FiscalYear>, String)>,
}

/// Heads stand in the first lines.
const HEAD_LINES: usize = 4;

impl Heads {
    fn of(block: &Block, own: &[FiscalYear]) -> Heads {
        let years = |line: &Vec<String>| line.iter().filter(|cell| labelled_year(cell).is_some()).count();
        let first = block.iter().take(HEAD_LINES).position(|line| years(line) > 0 || are_plain_years(line, own));
        let Some(first) = first else { return Heads { lines: 0, columns: Vec::new() } };
        let is_plain = block.get(first).is_some_and(|line| are_plain_years(line, own));
        // Below years that span several columns stands what each of them is.
        let is_head = |line: &&Vec<String>| {
            let filled: Vec<_> = line.iter().filter(|cell| !is_blank(cell)).collect();
            !filled.is_empty() && filled.iter().all(|cell| !is_valueish(cell) && is_kind(cell))
        };
        let below = block.iter().skip(first + 1).take_while(is_head).count();
        let lines = first + 1 + below;
        let width = block.iter().map(Vec::len).max().unwrap_or(0);
        let mut columns = Vec::new();
        let mut spanning = None;
        for column in 0..width {
            let text = |line: usize| block.get(line).and_then(|line| line.get(column)).map_or("", String::as_str);
            let head = text(first);
            let own = labelled_year(head).or_else(|| FiscalYear::read(head).filter(|_| is_plain).map(|read| read.year));
            if own.is_some() || !is_blank(head) {
                spanning = own;
            }
            let kinds = (first..lines).map(|line| key(text(line))).collect::<String>();
            let year = own.or_else(|| spanning.filter(|_| (first + 1..lines).any(|line| !is_blank(text(line)))));
            columns.push((year, kinds));
        }
        Heads { lines, columns }
    }

    fn has_years(&self) -> bool {
        self.columns.iter().any(|(year, _)| year.is_some())
    }

    /// The kind of value a head speaks of: it ends the name of the row.
    fn kind(&self, column: usize) -> Option<&'static str> {
        let (_, text) = self.columns.get(column)?;
        KINDS.into_iter().find(|kind| text.contains(kind))
    }
}

/// The kinds of values that stand above columns.
const KINDS: [&str; 3] = ["予算", "決算", "実績"];

fn is_kind(text: &str) -> bool {
    let text = key(text);
    KINDS.iter().any(|kind| text.starts_with(kind))
}

/// The year that a text names, as a head does: not by four digits alone, which may be a value.
fn labelled_year(text: &str) -> Option<FiscalYear> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
    // The longest: 令和12年度 begins with 令和1.
    let read = ends.filter_map(|end| text.get(..end)).find_map(|start| Some((start, FiscalYear::read(start)?.year)));
    read.filter(|(start, _)| !start.chars().all(|c| half_width(c).is_ascii_digit())).map(|(_, year)| year)
}

/// Whether a line has nothing but several years in four digits behind its names, one after the other, of which the table has one. They
/// may be values all the same: 2,026 and 2,027 side by side.
fn are_plain_years(line: &[String], own: &[FiscalYear]) -> bool {
    let numbers = line.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty() && is_valueish(cell));
    let years: Vec<_> = numbers.map(|cell| FiscalYear::read(cell).map(|read| read.year)).collect();
    let follows = |pair: &[Option<FiscalYear>]| matches!(pair, [Some(one), Some(next)] if next.previous() == *one);
    years.len() > 1 && years.windows(2).all(follows) && years.iter().flatten().any(|year| own.contains(year))
}

/// A text as it is compared: whatever its width and spaces.
fn key(text: &str) -> String {
    let plain = look(text);
    plain.chars().filter(|c| !c.is_whitespace()).flat_map(|c| half_width(c).to_lowercase()).collect()
}

/// Whether a text is a value, or was meant as one.
fn is_valueish(text: &str) -> bool {
    let text = text.trim();
    let starts = text.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next().map(half_width);
    !text.is_empty()
        && (read_observation(text, "").is_ok()
            || starts.is_some_and(|c| c.is_ascii_digit()) && text.chars().count() < 20)
}

/// The columns from `from` on in which values stand: in more of its filled cells than not.
fn columns_of_values(block: &Block, heads: usize, from: usize) -> impl Iterator<Item = usize> {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    (from..width).filter(move |column| {
        let filled = || block.iter().skip(heads).filter_map(|line| line.get(*column)).filter(|cell| !is_blank(cell));
        let values = filled().filter(|cell| is_valueish(cell)).count();
        2 * values > filled().count()
    })
}

/// Whether some column has texts, and no value.
fn has_column_of_texts(block: &Block, heads: usize) -> bool {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    (0..width).any(|column| {
        let mut filled = block.iter().skip(heads).filter_map(|line| line.get(column)).filter(|cell| !is_blank(cell));
        filled.next().is_some_and(|first| !is_valueish(first)) && filled.all(|cell| !is_valueish(cell))
    })
}

/// The names of groups and rows in the lines of a block.
struct Names {
    /// For each line the group and the row that are named in it, by the first rows that have these names.
    lines: Vec<(Option<String>, Option<String>)>,
    /// The first column behind all names.
    behind: usize,
    /// Whether any row or group is named.
    any: bool,
}

impl Names {
    fn of(block: &Block, target: &Target, heads: usize) -> Names {
        let keys = |names: &[String]| names.iter().map(|name| key(name)).collect::<Vec<_>>();
        let groups: BTreeSet<String> = target.rows.iter().flat_map(|row| keys(&row.group)).collect();
        let rows: BTreeSet<String> = target.rows.iter().flat_map(|row| keys(&row.names)).collect();
        let mut names = Names { lines: Vec::new(), behind: 0, any: false };
        for (index, line) in block.iter().enumerate() {
            let mut of_line = (None, None);
            for (column, cell) in line.iter().enumerate().filter(|(_, cell)| index >= heads && !is_blank(cell)) {
                let text = key(cell);
                let (is_group, is_row) = (groups.contains(&text), rows.contains(&text));
                if is_group || is_row {
                    names.behind = names.behind.max(column + 1);
                    names.any = true;
                }
                if is_group {
                    of_line.0 = Some(text.clone());
                }
                if is_row {
                    of_line.1 = Some(text);
                }
            }
            names.lines.push(of_line);
        }
        names
    }
}

fn by_name(block: &Block, heads: &Heads, names: &Names, placing: &mut Placing, at: (usize, usize)) {
    let columns: Vec<usize> = match heads.has_years() {
        // Whatever stands below a year is meant as a value.
        true => (names.behind..heads.columns.len())
            .filter(|at| heads.columns.get(*at).is_some_and(|c| c.0.is_some()))
            .collect(),
        false => columns_of_values(block, heads.lines, names.behind).collect(),
    };
    let years = placing.target.years.clone();
    let column_of = |number: usize, column: usize| -> Result<usize, NotPlaced> {
        match heads.columns.get(column).and_then(|(year, _)| *year) {
            Some(year) => years.iter().position(|own| *own == year).ok_or(NotPlaced::OtherYear),
            None if columns.len() == 1 || at.1 + columns.len() <= years.len() => Ok(at.1 + number),
            None => Err(NotPlaced::Year),
        }
    };
    let (mut group, mut last): (Option<&str>, Option<usize>) = (None, None);
    for (index, (line, (named, row))) in block.iter().zip(&names.lines).enumerate().skip(heads.lines) {
        if named.is_some() {
            (group, last) = (named.as_deref(), None);
        }
        let of_line = row.as_deref().and_then(|name| find_row(placing.target, group, name, last));
        last = of_line.or(last);
        for (number, column) in columns.iter().enumerate() {
            let Some(text) = line.get(*column).filter(|text| !is_blank(text)) else { continue };
            // Of a line that names a group alone, its column says which of its values it is.
            let of_column = || find_row(placing.target, named.as_deref().and(group), heads.kind(*column)?, None);
            let found = if row.is_some() { of_line } else { named.as_ref().and_then(|_| of_column()) };
            match found {
                Some(at) => placing.put(index, text, at, column_of(number, *column)),
                None => placing.leave(index, text, NotPlaced::Name),
            }
        }
    }
}

/// The row of a name: in the group, behind the last one if there is one such, for the names of amounts come again in every group;
/// else outside of groups, for lines of the policy may stand below those of a project.
fn find_row(target: &Target, group: Option<&str>, name: &str, last: Option<usize>) -> Option<usize> {
    let has = |names: &[String], wanted: &str| names.iter().any(|own| key(own) == wanted);
    let named = || target.rows.iter().enumerate().filter(|(_, row)| has(&row.names, name));
    let in_group = || named().filter(|(_, row)| group.is_none_or(|group| has(&row.group, group))).map(|(at, _)| at);
    in_group()
        .find(|at| last.is_none_or(|last| last < *at))
        .or_else(|| in_group().next())
        .or_else(|| named().find(|(_, row)| row.group.is_empty()).map(|(at, _)| at))
}

fn by_position(block: &Block, heads: &Heads, placing: &mut Placing, (row, column): (usize, usize)) {
    let years = placing.target.years.clone();
    for (index, line) in block.iter().enumerate().skip(heads.lines) {
        for (number, text) in line.iter().enumerate().filter(|(_, text)| !is_blank(text)) {
            let column = match heads.columns.get(number).and_then(|(year, _)| *year) {
                Some(year) => years.iter().position(|own| *own == year).ok_or(NotPlaced::OtherYear),
                None => Ok(column + number),
            };
            placing.put(index, text, row + index - heads.lines, column);
        }
    }
}
