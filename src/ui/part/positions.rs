//! Where the fields of a table stand, and which lies next to which.

use crate::plan::{Cell, YearlyRow};

/// The rows of a table, each with a field a column; none where the subject of the row has no such cell.
pub type Rows = Vec<YearlyRow>;

/// Where a field stands: its row and its column, from 0.
pub type Position = (usize, usize);

/// A direction in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To the column before.
    Left,
    /// To the next column.
    Right,
}

/// Returns the next field in a direction, over places without one.
pub fn next(rows: &Rows, (row, column): Position, direction: Direction) -> Option<Position> {
    let step = |(row, column): Position| {
        Some(match direction {
            Direction::Up => (row.checked_sub(1)?, column),
            Direction::Down => (row + 1, column),
            Direction::Left => (row, column.checked_sub(1)?),
            Direction::Right => (row, column + 1),
        })
    };
    let places = std::iter::successors(step((row, column)), |place| step(*place));
    let mut within = places.map_while(|(row, column)| Some(((row, column), rows.get(row)?.get(column)?)));
    within.find_map(|(place, cell)| cell.is_some().then_some(place))
}

/// Returns the rows between two corners, with the columns between them.
pub fn between(rows: &Rows, (a, b): (Position, Position)) -> Rows {
    let (top, bottom) = (a.0.min(b.0), a.0.max(b.0));
    let (left, right) = (a.1.min(b.1), a.1.max(b.1));
    let row = |row: &YearlyRow| row.get(left..=right.min(row.len().saturating_sub(1))).unwrap_or_default().to_vec();
    rows.get(top..=bottom.min(rows.len().saturating_sub(1))).unwrap_or_default().iter().map(row).collect()
}

/// Returns the first cell behind `from` that `wanted` holds for, row by row, and from the top again at the end.
pub fn next_wanted<'a>(rows: &'a Rows, from: Option<&Cell>, wanted: impl Fn(&Cell) -> bool) -> Option<&'a Cell> {
    let cells: Vec<&Cell> = rows.iter().flatten().flatten().collect();
    let start = cells.iter().position(|cell| Some(*cell) == from).map_or(0, |at| at + 1);
    let (before, behind) = cells.split_at(start);
    behind.iter().chain(before).copied().find(|cell| wanted(cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of cells named by their place; `.` is a place without one.
    fn rows(picture: &[&str]) -> Rows {
        let cell = |row: usize, column: usize, sign: char| {
            (sign != '.').then(|| format!("k{row}/actual/{}", 2026 + column).parse().unwrap())
        };
        let row = |(row, signs): (usize, &&str)| {
            signs.chars().enumerate().map(|(column, sign)| cell(row, column, sign)).collect()
        };
        picture.iter().enumerate().map(row).collect()
    }

    #[test]
    fn keys_lead_to_the_next_field_over_places_without_one() {
        let rows = rows(&["xx", ".x", "xx"]);
        for (from, direction, expected) in [
            ((0, 0), Direction::Down, Some((2, 0))),
            ((2, 0), Direction::Up, Some((0, 0))),
            ((0, 1), Direction::Down, Some((1, 1))),
            ((0, 0), Direction::Right, Some((0, 1))),
            ((1, 1), Direction::Left, None),
            ((2, 0), Direction::Down, None),
            ((0, 0), Direction::Up, None),
            ((0, 1), Direction::Right, None),
        ] {
            assert_eq!(next(&rows, from, direction), expected, "{from:?} {direction:?}");
        }
    }

    #[test]
    fn what_is_selected_lies_between_its_corners() {
        let rows = rows(&["xxx", "x.x", "xxx"]);
        let count = |corners| {
            let rows = between(&rows, corners);
            (rows.len(), rows.first().map_or(0, Vec::len), rows.iter().flatten().flatten().count())
        };
        assert_eq!(count(((0, 0), (1, 1))), (2, 2, 3));
        assert_eq!(count(((2, 2), (0, 1))), (3, 2, 5));
        assert_eq!(count(((1, 2), (1, 2))), (1, 1, 1));
        assert_eq!(count(((1, 0), (9, 9))), (2, 3, 5));
        assert_eq!(between(&rows, ((1, 2), (1, 2))), [[Some("k1/actual/2028".parse().unwrap())]]);
    }

    #[test]
    fn the_next_missing_field_is_looked_for_from_the_top_again() {
        let rows = rows(&["xx", ".x"]);
        let cell = |key: &str| key.parse::<Cell>().unwrap();
        let (first, last) = (cell("k0/actual/2026"), cell("k1/actual/2027"));
        assert_eq!(next_wanted(&rows, None, |_| true), Some(&first));
        assert_eq!(next_wanted(&rows, Some(&first), |_| true), Some(&cell("k0/actual/2027")));
        assert_eq!(next_wanted(&rows, Some(&last), |_| true), Some(&first));
        assert_eq!(next_wanted(&rows, Some(&last), |one| *one == last), Some(&last));
        assert_eq!(next_wanted(&rows, Some(&last), |_| false), None);
    }
}
