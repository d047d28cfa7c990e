//! Who has answered for a fiscal year.

use crate::plan::{Cell, FiscalYear, Plan, Policy, ProjectEntry};

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
    /// How many people disagree on, and how many parts of the commentary.
    pub conflicting: usize,
    /// Those that say nothing yet, in the sheet's order.
    pub missing: Vec<Cell>,
}

impl Answer {
    fn of(department: &str) -> Answer {
        let (department, missing) = (department.to_owned(), Vec::new());
        Answer { department, total: 0, filled: 0, confirmed: 0, conflicting: 0, missing }
    }

    fn add(&mut self, view: &View, cell: Cell) {
        let plan = &view.plan;
        self.conflicting += usize::from(view.is_conflict(&cell));
        // Nobody is asked for it, nor to confirm it.
        if cell.field().is_commentary() {
            return;
        }
        self.total += 1;
        if plan.value(&cell) == cell.kind().empty() {
            self.missing.push(cell);
        } else {
            self.filled += 1;
            // Of several values one was confirmed.
            self.confirmed += usize::from(plan.is_confirmed(&cell) && !view.is_conflict(&cell));
        }
    }
}

/// The cells of a policy's commentary that people disagree on.
fn disputed_commentary(view: &View, policy: &Policy, year: FiscalYear) -> impl Iterator<Item = Cell> {
    view.plan.commentary_of_all(policy, year).into_iter().filter(|cell| view.is_conflict(cell))
}

/// The answers of every department, in the order the sheet names them.
pub fn answers(view: &View, year: FiscalYear) -> Vec<Answer> {
    let plan = &view.plan;
    let mut answers: Vec<Answer> = Vec::new();
    let mut add = |cell: Cell| {
        let department = plan.department_of(&cell.subject);
        let index = answers.iter().position(|answer| answer.department == department).unwrap_or_else(|| {
            answers.push(Answer::of(department));
            answers.len() - 1
        });
        if let Some(answer) = answers.get_mut(index) {
            answer.add(view, cell);
        }
    };
    for policy in plan.policies() {
        plan.cells_of(policy, year).into_iter().flat_map(|(_, cells)| cells).for_each(&mut add);
        disputed_commentary(view, policy, year).for_each(&mut add);
    }
    answers
}

/// Cells by the project they belong to; what belongs to the policy itself, if anything, comes first and has none.
pub type ByProject<'a> = Vec<(Option<&'a ProjectEntry>, Vec<Cell>)>;

/// The cells that a department is asked for in a fiscal year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The department; empty where it answers for nothing, or none is said: then all cells are asked for.
    pub department: &'a str,
    /// By policy, in the sheet's order.
    pub policies: Vec<(&'a Policy, ByProject<'a>)>,
}

impl Asked<'_> {
    /// The commentary of the policies and projects that cells are asked of, which nobody has to write.
    pub fn commentary(&self, plan: &Plan, year: FiscalYear) -> Vec<Cell> {
        let groups = self.policies.iter().flat_map(|(policy, groups)| groups.iter().map(move |group| (policy, group)));
        let subjects = groups.map(|(policy, (project, _))| project.map_or(&policy.id, |project| &project.id));
        subjects.flat_map(|id| plan.commentary(id, year)).collect()
    }
}

/// The cells that one department is asked for: those of its projects, and the policies' own indicators of every policy in which it
/// answers for a project. All cells where no department is said, or it answers for nothing.
pub fn asked_of<'a>(plan: &'a Plan, year: FiscalYear, department: Option<&'a str>) -> Asked<'a> {
    let answers_for = |cell: &Cell| department.and_then(|department| plan.is_duty_of(department, &cell.subject));
    let of_policy = |policy: &'a Policy| (policy, plan.cells_of(policy, year));
    let mut policies: Vec<_> = plan.policies().iter().map(of_policy).collect();
    let is_own =
        |groups: &ByProject| groups.iter().flat_map(|(_, cells)| cells).any(|cell| answers_for(cell) == Some(true));
    let has_own = policies.iter().any(|(_, groups)| is_own(groups));
    if has_own {
        policies.retain(|(_, groups)| is_own(groups));
        for (_, groups) in &mut policies {
            groups.iter_mut().for_each(|(_, cells)| cells.retain(|cell| answers_for(cell) != Some(false)));
            groups.retain(|(_, cells)| !cells.is_empty());
        }
    }
    // A policy without indicators of its own has its commentary all the same.
    for (policy, groups) in &mut policies {
        if plan.is_kept(&policy.id, year) && groups.first().is_none_or(|(project, _)| project.is_some()) {
            groups.insert(0, (None, Vec::new()));
        }
    }
    Asked { department: department.filter(|_| has_own).unwrap_or_default(), policies }
}

/// How far a department has filled in what it is asked for ([`asked_of`]).
pub fn answer_of(view: &View, year: FiscalYear, department: Option<&str>) -> Answer {
    let asked = asked_of(&view.plan, year, department);
    let mut answer = Answer::of(asked.department);
    let is_asked = |cell: &Cell| {
        asked.department.is_empty() || view.plan.is_duty_of(asked.department, &cell.subject) != Some(false)
    };
    for (policy, groups) in &asked.policies {
        groups.iter().flat_map(|(_, cells)| cells).for_each(|cell| answer.add(view, cell.clone()));
        disputed_commentary(view, policy, year).filter(is_asked).for_each(|cell| answer.add(view, cell));
    }
    answer
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

    #[test]
    fn commentary_is_not_missing_and_is_counted_where_people_disagree_on_it() {
        let year = FiscalYear::new(2026).unwrap();
        let mut here = crate::edits::fake::of_seed();
        let text = |text: &str| crate::plan::Value::Text(text.into());
        let before = answers(here.view(), year);
        for cell in ["3-10-p1/review/2026", "3-10/outlook/2026"] {
            crate::edits::fake::set(&mut here, cell, text("進んだ"));
        }
        assert_eq!(answers(here.view(), year), before);
        let published = crate::edits::Published { plan: here.published().plan.clone(), edits: EditSet::default() };
        let mut other = crate::edits::Journal::new(published, crate::edits::Replica::known(2));
        crate::edits::fake::set(&mut other, "3-10-p1/review/2026", text("遅れた"));
        here.take(other.own().iter().cloned().collect::<Vec<_>>());
        let counts: Vec<_> = answers(here.view(), year).iter().map(|a| (a.total, a.conflicting)).collect();
        assert_eq!(counts, [(5, 0), (15, 1)]);
        assert_eq!(answer_of(here.view(), year, Some("産業課")).conflicting, 1);
    }

    #[test]
    fn a_department_answers_for_its_projects_and_the_indicators_of_their_policies() {
        let mut plan = crate::state::seed().unwrap().plan;
        let department = |project: &str| format!("{project}/department").parse().unwrap();
        plan.cells.insert(department("3-10-p5"), crate::plan::Value::Text("観光課、産業課".into()));
        plan.cells.insert(department("3-10-p4"), crate::plan::Value::Text("観光課".into()));
        let view = resolve(&Arc::new(plan), &EditSet::default());
        let of = |department: Option<&str>| {
            let answer = answer_of(&view, FiscalYear::new(2026).unwrap(), department);
            (answer.department, answer.total, answer.filled, answer.missing.len())
        };
        assert_eq!(of(None), (String::new(), 20, 5, 15));
        assert_eq!(of(Some("産業課")), ("産業課".into(), 17, 4, 13));
        assert_eq!(of(Some("観光課")), ("観光課".into(), 11, 2, 9));
        assert_eq!(of(Some("企画課")), (String::new(), 20, 5, 15), "who answers for nothing hands in all");
    }

    #[test]
    fn a_policy_without_indicators_of_its_own_has_its_commentary_first() {
        let mut plan = crate::state::seed().unwrap().plan;
        let year = FiscalYear::new(2026).unwrap();
        let commentary = |plan: &Plan, department| {
            let cells = asked_of(plan, year, department).commentary(plan, year);
            cells.iter().map(Cell::to_string).collect::<Vec<_>>()
        };
        let all = commentary(&plan, None);
        assert_eq!((all.len(), all[0].as_str()), (12, "3-10/review/2026"));
        for number in 1..=5 {
            let role = format!("3-10-k{number}/role").parse().unwrap();
            plan.cells.insert(role, crate::plan::Value::Role(None));
        }
        plan.restructure();
        assert!(plan.policies()[0].indicators.is_empty());
        assert_eq!(commentary(&plan, None), all);
        assert_eq!(commentary(&plan, Some("産業課"))[..2], all[..2]);
    }
}
