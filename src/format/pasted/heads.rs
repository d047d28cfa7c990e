//! What stands above the columns of a block: years, and kinds of values.

use super::Block;
use super::place::is_value;
use crate::plan::{Field, FiscalYear, half_width, is_blank, name_key};

/// What stands above the columns.
pub(super) struct Heads {
    /// How many lines of the block are heads.
    pub(super) lines: usize,
    /// For each column what its heads say.
    pub(super) columns: Vec<Column>,
}

/// What the heads of a column say.
#[derive(Clone, Copy, Default)]
pub(super) struct Column {
    pub(super) year: Option<FiscalYear>,
    /// The kind of its values, where it is one that is entered.
    pub(super) kind: Option<Field>,
    /// Whether it is of a kind that is not entered: 目標値.
    pub(super) is_other: bool,
}

/// Heads stand in the first lines.
const HEAD_LINES: usize = 4;

impl Heads {
    pub(super) fn of(block: &Block, own: &[FiscalYear]) -> Heads {
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
        let of_kinds = || {
            let are_kinds = |(at, line): (usize, &Vec<String>)| {
                let kinds = line.iter().enumerate().filter(|(_, cell)| is_kind(cell)).map(|(column, _)| column);
                let kinds: Vec<usize> = kinds.collect();
                // One alone may name a line as well: it is a head where nothing but values stands below it.
                kinds.len() > 1 || kinds.first().is_some_and(|column| has_values_alone(block, at + 1, *column))
            };
            first_lines().enumerate().find(|line| are_kinds(*line)).map(|(at, _)| (at, false, 0))
        };
        let Some((first, is_plain, _)) = best.or_else(of_kinds) else { return none };
        // Below years that span several columns stands what each of them is.
        let is_kinds = |line: &&Vec<String>| {
            let mut filled = line.iter().filter(|cell| !is_blank(cell)).peekable();
            filled.peek().is_some() && filled.all(|cell| is_kind(cell))
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

    pub(super) fn has_years(&self) -> bool {
        self.columns.iter().any(|column| column.year.is_some())
    }

    pub(super) fn column(&self, at: usize) -> Column {
        self.columns.get(at).copied().unwrap_or_default()
    }
}

/// Whether a text is the name of a kind of values, and nothing else.
fn is_kind(text: &str) -> bool {
    kind_of(&name_key(text)).is_some_and(|(_, rest)| rest.is_empty())
}

/// Whether some value stands in a column from a line on, and nothing else.
fn has_values_alone(block: &Block, from: usize, column: usize) -> bool {
    let texts = block.iter().skip(from).filter_map(|line| line.get(column)).filter(|text| !is_blank(text));
    let mut texts = texts.peekable();
    texts.peek().is_some() && texts.all(|text| is_value(text))
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

/// The longest year that is looked for, in characters: more than 令和12(2030)年度.
const YEAR_AT_MOST: usize = 24;

/// The year that a text begins with, as a head does, and what follows it: not four digits alone, which may be a value.
fn labelled_year(text: &str) -> Option<(FiscalYear, String)> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    // A cell may hold a text of any length; a year is at its beginning.
    let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(YEAR_AT_MOST).collect();
    // The longest: 令和12年度 begins with 令和1.
    let (end, year) = ends
        .into_iter()
        .rev()
        .filter_map(|end| Some((end, text.get(..end)?)))
        .find_map(|(end, start)| Some((end, FiscalYear::read(start)?.year)))?;
    let (start, rest) = text.split_at_checked(end)?;
    let is_label = !start.chars().all(|c| half_width(c).is_ascii_digit());
    is_label.then(|| (year, behind_year(year, &name_key(rest)).to_owned()))
}

/// What follows a year: 度, and the same year of the other calendar in brackets, are of the year.
fn behind_year(year: FiscalYear, key: &str) -> &str {
    let key = key.trim_matches('度');
    let inside = key.strip_prefix('(').and_then(|key| key.split_once(')'));
    let is_same = |inside: &str| FiscalYear::read(inside).is_some_and(|read| read.year == year);
    match inside {
        Some((inside, behind)) if is_same(inside) => behind.trim_start_matches("年").trim_matches('度'),
        _ => key,
    }
    .trim_matches(['(', ')', '度'])
}

/// Whether a line has nothing but several years in four digits behind its names, one after the other, of which the table has one. They
/// may be values all the same: 2,026 and 2,027 side by side.
fn are_plain_years(line: &[String], own: &[FiscalYear]) -> bool {
    let numbers = line.iter().map(|cell| cell.trim()).filter(|cell| is_value(cell));
    let years: Vec<_> = numbers.map(|cell| FiscalYear::read(cell).map(|read| read.year)).collect();
    let follows = |pair: &[Option<FiscalYear>]| matches!(pair, [Some(one), Some(next)] if next.previous() == *one);
    years.len() > 1 && years.windows(2).all(follows) && years.iter().flatten().any(|year| own.contains(year))
}
