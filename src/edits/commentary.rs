//! The commentary of a year, 成果と課題 and 今後の方向, as whoever reads meets it: only where there is something.

use crate::plan::{Cell, FiscalYear, Plan, SubjectId, Value, is_blank};

use super::closing::is_correction;
use super::resolve::View;

/// Returns whether there is anything to be read in a cell of commentary: a text, or what has to be known in its place.
fn says_anything(view: &View, cell: &Cell) -> bool {
    let is_empty = !matches!(view.value(cell), Value::Text(text) if !is_blank(&text));
    !is_empty
        || !is_blank(view.plan.remark(cell))
        || view.is_conflict(cell)
        || view.has_newer(cell)
        || is_correction(view, cell)
}

/// Returns the cells of a policy's or project's commentary that there is something to be read in, by fiscal year, the newest first.
pub fn commentary(view: &View, id: &SubjectId) -> Vec<(FiscalYear, Vec<Cell>)> {
    let plan: &Plan = &view.plan;
    let of = |year| {
        let cells = plan.commentary(id, year).into_iter().filter(|cell| says_anything(view, cell));
        (year, cells.collect::<Vec<_>>())
    };
    let mut years: Vec<(FiscalYear, Vec<Cell>)> = plan.years().map(of).filter(|(_, cells)| !cells.is_empty()).collect();
    years.reverse();
    years
}

#[cfg(test)]
mod tests {
    use crate::edits::fake::{of_seed, set};

    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    #[test]
    fn only_what_was_written_is_there_to_be_read_the_newest_first() {
        let mut here = of_seed();
        let id = SubjectId::new("3-10-p1").unwrap();
        let told = |here: &crate::edits::Journal| {
            let years = commentary(here.view(), &id);
            years.into_iter().flat_map(|(_, cells)| cells).map(|cell| cell.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(told(&here), Vec::<String>::new());
        set(&mut here, "3-10-p1/outlook/2026", text("続ける"));
        set(&mut here, "3-10-p1/review/2026", text("進んだ"));
        set(&mut here, "3-10-p1/outlook/2028", text("広げる"));
        set(&mut here, "3-10-p1/review/2027", text(" \u{3000}\n"));
        set(&mut here, "3-10/review/2026", text("施策の"));
        let written = ["3-10-p1/outlook/2028", "3-10-p1/review/2026", "3-10-p1/outlook/2026"];
        assert_eq!(told(&here), written, "neither blanks nor what is the policy's");
        set(&mut here, "3-10-p1/retired", Value::Year(FiscalYear::new(2028)));
        assert_eq!(told(&here), written[1..], "not of a year in which it is not kept");
    }

    #[test]
    fn what_people_disagree_on_and_what_was_taken_out_after_closing_is_not_passed_over() {
        let cell: Cell = "3-10-p1/review/2026".parse().unwrap();
        let mut here = of_seed();
        set(&mut here, "3-10-p1/review/2026", text("進んだ"));
        set(&mut here, "3-10/closed/2026", text("締めました"));
        assert!(!is_correction(here.view(), &cell), "it was there when the year was closed");
        set(&mut here, "3-10-p1/review/2026", text(""));
        assert!(is_correction(here.view(), &cell) && says_anything(here.view(), &cell));
        let other = "3-10-p1/outlook/2026".parse().unwrap();
        assert!(!says_anything(here.view(), &other) && !is_correction(here.view(), &other));
    }
}
