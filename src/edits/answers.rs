//! Who has answered for a fiscal year.

use crate::plan::{Cell, FiscalYear};

use super::resolve::View;

/// How far one department's cells of a year are filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// 所管課 as the sheet writes it; empty for the policies' own indicators.
    pub department: String,
    /// How many cells there are.
    pub total: usize,
    /// How many say something: a number, 未公表 or 該当なし.
    pub filled: usize,
    /// How many of those somebody has confirmed as they are now (確認済み).
    pub confirmed: usize,
    /// How many people disagree on.
    pub conflicting: usize,
    /// Those that say nothing yet, in the sheet's order.
    pub missing: Vec<Cell>,
}

/// The answers of every department, in the order the sheet names them.
pub fn answers(view: &View, year: FiscalYear) -> Vec<Answer> {
    let plan = &view.plan;
    let mut answers: Vec<Answer> = Vec::new();
    let cells = plan.policies().iter().flat_map(|policy| plan.cells_of(policy, year)).flat_map(|(_, cells)| cells);
    for cell in cells {
        let department = plan.department_of(&cell.subject);
        let index = answers.iter().position(|answer| answer.department == department).unwrap_or_else(|| {
            let (department, missing) = (department.to_owned(), Vec::new());
            answers.push(Answer { department, total: 0, filled: 0, confirmed: 0, conflicting: 0, missing });
            answers.len() - 1
        });
        let Some(answer) = answers.get_mut(index) else { continue };
        answer.total += 1;
        answer.conflicting += usize::from(view.is_conflict(&cell));
        if plan.value(&cell) == cell.kind().empty() {
            answer.missing.push(cell);
        } else {
            answer.filled += 1;
            answer.confirmed += usize::from(plan.is_confirmed(&cell));
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::edits::{EditSet, resolve};
    use crate::plan::FiscalYear;

    use super::*;

    #[test]
    fn the_seed_has_its_budgets_and_nothing_else() {
        let plan = Arc::new(crate::state::seed().unwrap().plan);
        let found = answers(&resolve(&plan, &EditSet::default()), FiscalYear::new(2026).unwrap());
        let counts: Vec<_> =
            found.iter().map(|a| (a.department.as_str(), a.total, a.filled, a.missing.len())).collect();
        assert_eq!(counts, [("", 5, 0, 5), ("産業課", 15, 5, 10)]);
        assert!(found.iter().all(|answer| answer.confirmed == 0 && answer.conflicting == 0));
    }
}
