//! Closing a fiscal year (締め), and what is a correction (訂正) afterwards.
//!
//! A year is closed by an edit of the policy's cell `closed`, which names every edit that stood in the year's cells then.
//! Whatever stands in one of them and is not named by *every* closing of the year came after one of them, and is a
//! correction; unless it gives the cell the very value that each of them found there alone, and that it has replaced since: what is
//! changed and brought back, or decided for against what came later, corrects nothing. So it does not matter whose clock is right,
//! whether a late file knew of the closing, nor who closes the year once more. What a name proves besides counts for nothing here: a
//! value from before the closing was not what the year was closed with.

use std::iter::Sum;
use std::sync::Arc;

use crate::plan::{Aspect, Cell, Field, FiscalYear, Plan, Policy, Value, is_blank};

use super::edit::Edit;
use super::name::{Known, Name, name_of};
use super::resolve::{CellState, View};

/// The cells a cell closes: all of the year, where it is the cell of a closing.
pub(super) fn closes(plan: &Plan, cell: &Cell) -> Vec<Cell> {
    let (Field::Closed, Some(year), Aspect::Value) = (cell.field(), cell.year(), cell.aspect) else {
        return Vec::new();
    };
    let policy = plan.structure.policy(&cell.subject);
    let cells = policy.into_iter().flat_map(|policy| {
        let asked_for = plan.cells_of(policy, year).into_iter().flat_map(|(_, cells)| cells);
        asked_for.chain(plan.commentary_of_all(policy, year))
    });
    cells.flat_map(|cell| [cell.with_aspect(Aspect::Remark), cell]).collect()
}

/// The cell that closes a cell's year.
pub(super) fn closed_by(plan: &Plan, cell: &Cell) -> Option<Cell> {
    Cell::yearly(&plan.policy_of(&cell.subject)?.id, Field::Closed, cell.year()?)
}

/// Returns whether the edit closes a year. A blank text reopens it.
pub(super) fn is_closing(edit: &Edit) -> bool {
    edit.set().is_some_and(|(cell, value, _)| {
        (cell.field(), cell.aspect) == (Field::Closed, Aspect::Value) && says_closed(value)
    })
}

/// Returns whether this value of a `closed` cell means that the year is closed.
pub(super) fn says_closed(value: &Value) -> bool {
    matches!(value, Value::Text(text) if !is_blank(text))
}

/// Whether a policy's year is closed.
pub fn is_closed(view: &View, policy: &Policy, year: FiscalYear) -> bool {
    Cell::yearly(&policy.id, Field::Closed, year).is_some_and(|cell| says_closed(&view.value(&cell)))
}

/// The first fiscal year that is not closed in all of `policies`: the one that is entered. Where all are closed, the last.
pub fn open_year(view: &View, policies: &[Policy]) -> FiscalYear {
    let is_open = |year: &FiscalYear| policies.iter().any(|policy| !is_closed(view, policy, *year));
    view.plan.years().find(is_open).unwrap_or(view.plan.last_year)
}

/// Returns the edits that closed the year, oldest first; empty if it is open.
pub fn closings(view: &View, policy: &Policy, year: FiscalYear) -> Vec<Arc<Edit>> {
    let cell = Cell::yearly(&policy.id, Field::Closed, year).filter(|_| is_closed(view, policy, year));
    let closings = cell.as_ref().and_then(|cell| view.closings.get(cell)).into_iter().flatten();
    let mut closings: Vec<Arc<Edit>> = closings.cloned().collect();
    closings.sort_by(|a, b| a.order().cmp(&b.order()));
    closings
}

/// What stands open in a policy's fiscal year: to be known before the year is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenCells {
    /// Without a value.
    pub missing: Vec<Cell>,
    /// With a preliminary value: the final one will be a correction.
    pub preliminary: Vec<Cell>,
    /// With a value that nobody confirmed.
    pub unconfirmed: Vec<Cell>,
    /// With a reading of the source that nobody confirmed (要確認).
    pub doubtful: Vec<Cell>,
    /// People disagree on.
    pub disputed: Vec<Cell>,
}

impl OpenCells {
    /// Finds them, in the sheet's order.
    pub fn of(view: &View, policy: &Policy, year: FiscalYear) -> OpenCells {
        let plan = &view.plan;
        let asked: Vec<Cell> = plan.cells_of(policy, year).into_iter().flat_map(|(_, cells)| cells).collect();
        // Commentary is not asked for, and needs no confirmation; whoever disagrees on it has to decide all the same.
        let commentary = plan.commentary_of_all(policy, year);
        let is_missing = |cell: &&Cell| plan.value(cell) == cell.kind().empty();
        let (missing, entered): (Vec<&Cell>, Vec<&Cell>) = asked.iter().partition(is_missing);
        let disputed = asked.iter().chain(&commentary).filter(|cell| view.is_conflict(cell));
        let is_preliminary =
            |cell: &&Cell| matches!(plan.value(cell), Value::Observation(observed) if observed.is_preliminary());
        OpenCells {
            preliminary: asked.iter().filter(is_preliminary).cloned().collect(),
            unconfirmed: entered.into_iter().filter(|cell| !plan.is_confirmed(cell)).cloned().collect(),
            doubtful: asked.iter().filter(|cell| plan.is_to_confirm(cell)).cloned().collect(),
            disputed: disputed.cloned().collect(),
            missing: missing.into_iter().cloned().collect(),
        }
    }
}

impl Sum for OpenCells {
    fn sum<I: Iterator<Item = OpenCells>>(all: I) -> OpenCells {
        all.fold(OpenCells::default(), |mut sum, one| {
            sum.missing.extend(one.missing);
            sum.preliminary.extend(one.preliminary);
            sum.unconfirmed.extend(one.unconfirmed);
            sum.doubtful.extend(one.doubtful);
            sum.disputed.extend(one.disputed);
            sum
        })
    }
}

/// Whether a change of this cell may be a correction: the cell is public and its year is closed.
pub fn is_in_closed_year(view: &View, cell: &Cell) -> bool {
    let Some(year) = cell.year().filter(|_| cell.field() != Field::Closed) else { return false };
    let public = matches!(cell.aspect, Aspect::Value | Aspect::Remark);
    public && view.plan.policy_of(&cell.subject).is_some_and(|policy| is_closed(view, policy, year))
}

/// Whether this value, entered now, is a correction of the cell: its year is closed, and was not closed with it.
pub fn would_correct(view: &View, cell: &Cell, value: &Value) -> bool {
    if !is_in_closed_year(view, cell) {
        return false;
    }
    // It replaces whatever stands there.
    let replaced: Vec<&Arc<Edit>> =
        view.head_edits(cell).chain(view.state(cell).map(CellState::replaced).unwrap_or_default()).collect();
    let is_found =
        |closing: &Arc<Edit>| value_found(closing, &replaced).is_some_and(|found| found.is_written_like(value));
    let closings = closings_of(view, cell);
    closings.is_empty() || !closings.iter().all(is_found)
}

/// Whether what stands in the cell came after its year was closed, and is not what it was closed with.
pub fn is_correction(view: &View, cell: &Cell) -> bool {
    if !is_in_closed_year(view, cell) {
        return false;
    }
    match closings_of(view, cell) {
        // The plan itself says that the year is closed: whatever was done since came afterwards.
        [] => view.head_edits(cell).next().is_some(),
        closings if are_named(closings, view, cell) => false,
        closings => {
            let replaced = replaced_by_heads(view, cell);
            closings.iter().any(|closing| corrects(closing, view, cell, &replaced))
        }
    }
}

/// Whether each of the closings names all that stands in the cell.
fn are_named(closings: &[Arc<Edit>], view: &View, cell: &Cell) -> bool {
    closings.iter().all(|closing| view.head_edits(cell).all(|head| names(closing, head)))
}

/// Whether what stands in the cell corrects what this closing found.
fn corrects(closing: &Edit, view: &View, cell: &Cell, replaced: &[&Arc<Edit>]) -> bool {
    let heads = || view.head_edits(cell);
    if heads().all(|head| names(closing, head)) {
        return false;
    }
    // Where it named none, or people disagreed, nobody can say which value readers saw.
    let Some(found) = value_found(closing, replaced) else { return true };
    heads().any(|head| names(closing, head) || !gives(head, found))
}

/// Returns the superseded edits of a cell that a publication includes: those named by a closing that set the current value. They prove
/// to readers that the value is not a correction.
pub(super) fn edits_found_again<'a>(view: &'a View, cell: &Cell) -> Vec<&'a Arc<Edit>> {
    let closings = closings_of(view, cell);
    if are_named(closings, view, cell) || !is_in_closed_year(view, cell) || is_correction(view, cell) {
        return Vec::new();
    }
    let stands =
        |edit: &Edit| edit.set().is_some_and(|(_, value, _)| view.head_edits(cell).any(|head| gives(head, value)));
    let mut replaced = replaced_by_heads(view, cell);
    replaced.retain(|edit| stands(edit) && closings.iter().any(|closing| names(closing, edit)));
    replaced
}

/// Returns the superseded edits of a cell that its heads have seen. Others are ignored, so that a publication and the full set of edits
/// give the same result.
fn replaced_by_heads<'a>(view: &'a View, cell: &Cell) -> Vec<&'a Arc<Edit>> {
    let replaced = view.state(cell).map(CellState::replaced).unwrap_or_default();
    let seen = view.head_edits(cell).filter_map(|head| head.set()).flat_map(|(_, _, seen)| seen);
    let known = Known::about(replaced.iter().map(|edit| &edit.id)).with(seen);
    replaced.iter().filter(|edit| known.contains(edit)).collect()
}

fn closings_of<'a>(view: &'a View, cell: &Cell) -> &'a [Arc<Edit>] {
    let closed = closed_by(&view.plan, cell).and_then(|closed| view.closings.get(&closed));
    closed.map(Vec::as_slice).unwrap_or_default()
}

/// Returns the value that a closing found in a cell, by the edits of it that it names; `None` if it names none, or some that differ.
fn value_found<'a>(closing: &Edit, edits: &[&'a Arc<Edit>]) -> Option<&'a Value> {
    let mut named = edits.iter().filter(|edit| names(closing, edit));
    let (_, found, _) = named.next()?.set()?;
    named.all(|edit| gives(edit, found)).then_some(found)
}

fn gives(edit: &Edit, value: &Value) -> bool {
    edit.set().is_some_and(|(_, other, _)| other.is_written_like(value))
}

/// Returns whether a closing names an edit. Ids that others may have told anew name nothing without a hash.
fn names(closing: &Edit, edit: &Edit) -> bool {
    let Some((_, _, seen)) = closing.set() else { return false };
    let alone = Name::from(edit.id.clone());
    // The hash is computed only where it decides.
    let is_mentioned = seen.range(&alone..).next().is_some_and(|name| name.id == edit.id);
    is_mentioned && (seen.contains(&name_of(edit)) || !edit.id.is_secret() && seen.contains(&alone))
}

#[cfg(test)]
mod tests {
    use crate::edits::{EditSet, told_in_short};

    use crate::edits::fake::{journal, number, set};

    use crate::edits::Maker;
    use crate::plan::{Observation, Timestamp};

    use super::*;

    fn closed() -> Value {
        Value::Text("締めました".into())
    }

    #[test]
    fn what_stands_open_in_a_year_is_found_cell_by_cell() {
        let mut here = journal(1);
        let year = FiscalYear::new(2026).unwrap();
        let open = |journal: &crate::edits::Journal| {
            let view = journal.view();
            let policy = view.plan.policies().first().unwrap().clone();
            OpenCells::of(view, &policy, year)
        };
        let before = open(&here);
        let k1: Cell = "1-k1/actual/2026".parse().unwrap();
        assert!(before.missing.contains(&k1) && before.unconfirmed.is_empty() && before.disputed.is_empty());
        set(&mut here, "1-k1/actual/2026", number("1"));
        let entered = open(&here);
        assert!(!entered.missing.contains(&k1) && entered.missing.len() + 1 == before.missing.len());
        assert_eq!(entered.unconfirmed, std::slice::from_ref(&k1));
        let value = here.view().value(&"1-k1/actual/2026".parse().unwrap());
        set(&mut here, "1-k1/actual/2026/confirmation", Value::Confirmation(Some(value.canonical())));
        assert_eq!(open(&here).unconfirmed, []);
        let mut other = journal(2);
        set(&mut other, "1-k1/actual/2026", number("2"));
        here.take(other.own().iter().cloned().collect::<Vec<_>>());
        assert_eq!(open(&here).disputed, [k1]);
        set(&mut here, "1-k1/actual/2027", number("1"));
        assert_eq!(open(&here).missing, entered.missing, "another year");
        assert_eq!(open(&here).preliminary, []);
        let preliminary = Value::Observation(Observation::Preliminary("9".parse().unwrap()));
        set(&mut here, "1-k2/actual/2026", preliminary);
        assert_eq!(open(&here).preliminary, ["1-k2/actual/2026".parse().unwrap()]);
    }

    #[test]
    fn commentary_keeps_no_year_open_and_what_is_written_after_closing_is_a_correction() {
        let mut here = journal(1);
        let year = FiscalYear::new(2026).unwrap();
        let open =
            |journal: &crate::edits::Journal| OpenCells::of(journal.view(), &journal.view().plan.policies()[0], year);
        let text = |text: &str| Value::Text(text.into());
        let (review, outlook): (Cell, Cell) = ("1/review/2026".parse().unwrap(), "1/outlook/2026".parse().unwrap());
        let before = open(&here);
        let missing = ["1-k1/actual/2026", "1-k2/actual/2026"].map(|key| key.parse().unwrap()).to_vec();
        assert_eq!(before, OpenCells { missing, ..OpenCells::default() }, "of the two indicators alone");
        set(&mut here, "1/review/2026", text("進んだ"));
        assert_eq!(open(&here), before, "nor is anybody asked to confirm it");
        let mut other = journal(2);
        set(&mut other, "1/review/2026", text("遅れた"));
        here.take(other.own().iter().cloned().collect::<Vec<_>>());
        assert_eq!(open(&here), OpenCells { disputed: vec![review.clone()], ..before });
        set(&mut here, "1/review/2026", text("少し進んだ"));
        set(&mut here, "1/closed/2026", closed());
        let view = here.view();
        assert!(is_in_closed_year(view, &review) && !is_correction(view, &review) && !is_correction(view, &outlook));
        set(&mut here, "1/outlook/2026", text("続ける"));
        assert!(is_correction(here.view(), &outlook) && !is_correction(here.view(), &review));
        let short = EditSet::of(told_in_short(&here.published().plan, here.edits()));
        let readers = crate::edits::resolve(&here.published().plan, &short);
        assert!(is_correction(&readers, &outlook) && !is_correction(&readers, &review));
    }

    #[test]
    fn what_comes_back_as_the_year_was_closed_with_it_is_no_correction() {
        let (k1, k2): (Cell, Cell) = ("1-k1/actual/2026".parse().unwrap(), "1-k2/actual/2026".parse().unwrap());
        let is_corrected = |here: &crate::edits::Journal, cell: &Cell| {
            let short = EditSet::of(told_in_short(&here.published().plan, here.edits()));
            let readers = crate::edits::resolve(&here.published().plan, &short);
            assert_eq!(is_correction(&readers, cell), is_correction(here.view(), cell), "for readers, too");
            is_correction(here.view(), cell)
        };
        let empty = Value::Observation(Observation::NotEntered);
        let mut here = journal(1);
        set(&mut here, "1-k1/actual/2026", number("1"));
        set(&mut here, "1/closed/2026", closed());
        set(&mut here, "1-k1/actual/2026", number("2"));
        set(&mut here, "1-k2/actual/2026", number("3"));
        assert!(is_corrected(&here, &k1) && is_corrected(&here, &k2));
        assert!(!would_correct(here.view(), &k1, &number("1")) && would_correct(here.view(), &k1, &number("3")));
        // Typed once more. That a cell was empty is named by no closing.
        set(&mut here, "1-k1/actual/2026", number("1"));
        set(&mut here, "1-k2/actual/2026", empty);
        assert!(!is_corrected(&here, &k1) && is_corrected(&here, &k2));

        // Decided for what was closed, against what somebody brought later.
        let mut late = journal(2);
        set(&mut late, "1-k1/actual/2026", number("5"));
        here.take(late.to_save());
        assert!(is_corrected(&here, &k1));
        set(&mut here, "1-k1/actual/2026", number("1"));
        assert!(!is_corrected(&here, &k1));

        // Somebody else's of the same value, who knew of none.
        let mut same = journal(3);
        set(&mut same, "1-k1/actual/2026", number("1"));
        here.take(same.to_save());
        assert!(!is_corrected(&here, &k1), "it stands beside one that is as the year was closed");

        // Closed once more with another value: what the first closing found is not what both did.
        set(&mut here, "1-k1/actual/2026", number("6"));
        set(&mut here, "1/closed/2026", Value::Text("締め直しました".into()));
        set(&mut here, "1-k1/actual/2026", number("1"));
        assert!(is_corrected(&here, &k1));
    }

    #[test]
    fn a_closing_names_what_it_finds_and_not_what_one_before_it_found() {
        let k1: Cell = "1-k1/actual/2026".parse().unwrap();
        let mut here = journal(1);
        set(&mut here, "1-k1/actual/2026", number("75"));
        set(&mut here, "1-k1/actual/2026", number("76"));
        set(&mut here, "1/closed/2026", closed());
        for _ in 0..2 {
            let undone = here.undo(&Maker::default(), Timestamp::default());
            here.take(undone);
        }
        set(&mut here, "1/closed/2026", closed());
        assert!(here.view().value(&k1) == number("75") && !is_correction(here.view(), &k1));
    }

    #[test]
    fn what_is_decided_of_a_disagreement_after_its_year_was_closed_is_a_correction() {
        let k1: Cell = "1-k1/actual/2026".parse().unwrap();
        let (mut here, mut other) = (journal(1), journal(2));
        set(&mut here, "1-k1/actual/2026", number("1"));
        set(&mut other, "1-k1/actual/2026", number("2"));
        here.take(other.to_save());
        set(&mut here, "1/closed/2026", closed());
        assert!(here.view().is_conflict(&k1) && !is_correction(here.view(), &k1));
        for number in ["1", "2"].map(number) {
            assert!(would_correct(here.view(), &k1, &number));
            set(&mut here, "1-k1/actual/2026", number);
            assert!(is_correction(here.view(), &k1), "readers saw one of the two");
        }
    }

    #[test]
    fn what_the_closing_had_seen_is_no_correction_and_what_comes_later_is() {
        let (k1, k2) = ("1-k1/actual/2026".parse().unwrap(), "1-k2/actual/2026".parse().unwrap());
        let mut here = journal(1);
        set(&mut here, "1-k1/actual/2026", number("1"));
        assert!(!is_in_closed_year(here.view(), &k1));
        set(&mut here, "1/closed/2026", closed());
        let view = here.view();
        assert!(is_in_closed_year(view, &k1) && !is_correction(view, &k1));
        assert!(!is_in_closed_year(view, &"1-k1/actual/2027".parse().unwrap()), "another year stays open");
        set(&mut here, "1-k1/actual/2026", number("2"));
        assert!(is_correction(here.view(), &k1) && !is_correction(here.view(), &k2));

        // Somebody who had not heard of it, with a clock far behind.
        let mut late = journal(2);
        set(&mut late, "1-k2/actual/2026", number("3"));
        here.take(late.to_save());
        assert!(is_correction(here.view(), &k2));

        // It is so for readers, too.
        let short = EditSet::of(told_in_short(&here.published().plan, here.edits()));
        let readers = crate::edits::resolve(&here.published().plan, &short);
        assert!(is_correction(&readers, &k1) && is_correction(&readers, &k2));

        // Opened again, nothing is.
        set(&mut here, "1/closed/2026", Value::Text(String::new()));
        assert!(!is_correction(here.view(), &k1));
    }
}
