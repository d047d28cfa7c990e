//! Who answers for which cells, and which cells belong to a fiscal year.

use std::collections::BTreeSet;

use super::cell::{Cell, Field, SubjectId};
use super::gather::set_of;
use super::policy::{Plan, Policy, ProjectEntry};
use super::structure::Subject;
use super::value::is_blank;
use super::year::FiscalYear;

impl Plan {
    /// The policy a subject is or belongs to.
    pub fn policy_of(&self, subject: &SubjectId) -> Option<&Policy> {
        self.structure.policy_of(subject)
    }

    /// 所管課 as it is written for a subject: that of the project it is or belongs to. Empty for what belongs to the policy
    /// itself, whose department the sheet does not say.
    pub fn department_of(&self, subject: &SubjectId) -> &str {
        match self.subject(subject) {
            Some(Subject::Project(_, project) | Subject::OutcomeIndicator(_, project, _)) => {
                self.text(&project.id, Field::Department)
            }
            _ => "",
        }
    }

    /// Whether a department answers for a subject; unknown, where either is not said. A cell may name several.
    pub fn is_duty_of(&self, department: &str, subject: &SubjectId) -> Option<bool> {
        let (own, wanted) = (self.department_of(subject), department.trim());
        let known = !is_blank(own) && !is_blank(wanted);
        known.then(|| Plan::names_department(own, wanted))
    }

    /// Whether a department answers for some project.
    pub fn has_duty(&self, department: &str) -> bool {
        let mut projects = self.policies().iter().flat_map(|policy| &policy.projects);
        projects.any(|project| self.is_duty_of(department, &project.id) == Some(true))
    }

    /// Whether a department is among those that a cell names.
    pub fn names_department(departments: &str, department: &str) -> bool {
        let wanted = department.trim();
        !is_blank(wanted) && (one_by_one(departments).any(|one| one == wanted) || departments.trim() == wanted)
    }

    /// Every department that answers for some project.
    pub fn departments(&self) -> BTreeSet<String> {
        let projects = self.policies().iter().flat_map(|policy| &policy.projects);
        // Many projects share few texts.
        let texts: BTreeSet<&str> = set_of(projects.map(|project| self.text(&project.id, Field::Department)));
        set_of(texts.into_iter().flat_map(one_by_one).filter(|name| !name.is_empty()).map(str::to_owned))
    }
}

/// The departments a cell names.
fn one_by_one(departments: &str) -> impl Iterator<Item = &str> {
    departments.split(['、', '・', ',', '，', '/', '／', '\n', ' ', '　']).map(str::trim)
}

/// A row of a table of values: a cell for each of its years, none for a year in which its subject is not kept.
pub type YearlyRow = Vec<Option<Cell>>;

impl Plan {
    /// The rows of a policy's values in the sheet's order, with a cell for each of `years`: those of the policy's own indicators, then
    /// project by project its indicators' actuals, its budget and its settlement. What is retired in all of the years has none.
    pub fn rows_of<'a>(
        &self,
        policy: &'a Policy,
        years: impl Iterator<Item = FiscalYear> + Clone,
    ) -> Vec<(Option<&'a ProjectEntry>, Vec<YearlyRow>)> {
        let row = |id: &SubjectId, field: Field| {
            let cells = years.clone().map(|year| Cell::yearly(id, field, year).filter(|_| self.is_kept(id, year)));
            Some(cells.collect()).filter(|cells: &YearlyRow| cells.iter().any(Option::is_some))
        };
        let own = policy.indicators.iter().filter_map(|id| row(id, Field::Actual)).collect();
        let projects = policy.projects.iter().map(|project| {
            let actuals = project.indicators.iter().map(|id| row(id, Field::Actual));
            let amounts = [Field::Budget, Field::Settlement].map(|field| row(&project.id, field));
            (Some(project), actuals.chain(amounts).flatten().collect())
        });
        std::iter::once((None, own)).chain(projects).filter(|(_, rows): &(_, Vec<_>)| !rows.is_empty()).collect()
    }

    /// The cells of a policy's fiscal year in the sheet's order ([`Plan::rows_of`]).
    pub fn cells_of<'a>(&self, policy: &'a Policy, year: FiscalYear) -> Vec<(Option<&'a ProjectEntry>, Vec<Cell>)> {
        let groups = self.rows_of(policy, std::iter::once(year)).into_iter();
        groups.map(|(project, rows)| (project, rows.into_iter().flatten().flatten().collect())).collect()
    }

    /// The cells of a policy's or project's commentary of a fiscal year, 成果と課題 and 今後の方向; none where it is not kept. Nobody is
    /// asked for them: they are not among [`Plan::cells_of`].
    pub fn commentary(&self, id: &SubjectId, year: FiscalYear) -> Vec<Cell> {
        let fields = Field::COMMENTARY.into_iter().filter(|_| self.is_kept(id, year));
        fields.filter_map(|field| Cell::yearly(id, field, year)).collect()
    }

    /// The cells of the commentary of a policy and its projects of a fiscal year, in the sheet's order.
    pub fn commentary_of_all(&self, policy: &Policy, year: FiscalYear) -> Vec<Cell> {
        let projects = policy.projects.iter().map(|project| &project.id);
        std::iter::once(&policy.id).chain(projects).flat_map(|id| self.commentary(id, year)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(department: &str) -> Plan {
        let json = format!(
            r#"{{"id":"p","city":"","firstYear":2026,"lastYear":2027,"policies":[{{"id":"1","indicators":["1-k1"],
            "initiatives":[],"projects":[{{"id":"1-p1","indicators":["1-p1-k1"]}}]}}],
            "cells":{{"1-p1/department":{{"text":"{department}"}}}}}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    #[test]
    fn a_project_and_its_indicators_are_its_departments_duty() {
        let id = |text: &str| SubjectId::new(text).unwrap();
        let one = plan("産業課");
        assert_eq!(one.is_duty_of("産業課", &id("1-p1")), Some(true));
        assert_eq!(one.is_duty_of(" 産業課 ", &id("1-p1-k1")), Some(true));
        assert_eq!(one.is_duty_of("観光課", &id("1-p1-k1")), Some(false));
        assert_eq!(one.is_duty_of("観光課", &id("1-k1")), None, "the sheet does not say whose");
        assert_eq!(one.is_duty_of("", &id("1-p1")), None);
        assert_eq!(plan("").is_duty_of("産業課", &id("1-p1")), None);
        let two = plan("産業課・観光課");
        assert_eq!(two.is_duty_of("観光課", &id("1-p1")), Some(true));
        assert_eq!(two.is_duty_of("産業課・観光課", &id("1-p1")), Some(true));
        assert_eq!(two.is_duty_of("課", &id("1-p1")), Some(false));
    }

    #[test]
    fn the_cells_of_a_year_stand_in_the_sheets_order() {
        let plan = plan("");
        let cells = plan.cells_of(&plan.policies()[0], FiscalYear::new(2026).unwrap());
        let keys: Vec<String> = cells.iter().flat_map(|(_, cells)| cells).map(Cell::to_string).collect();
        assert_eq!(keys, ["1-k1/actual/2026", "1-p1-k1/actual/2026", "1-p1/budget/2026", "1-p1/settlement/2026"]);
    }

    #[test]
    fn commentary_is_of_the_policy_and_its_projects_while_they_are_kept() {
        let mut plan = plan("");
        let keys = |plan: &Plan, year| {
            let cells = plan.commentary_of_all(&plan.policies()[0], FiscalYear::new(year).unwrap());
            cells.iter().map(Cell::to_string).collect::<Vec<_>>()
        };
        let all = ["1/review/2027", "1/outlook/2027", "1-p1/review/2027", "1-p1/outlook/2027"];
        assert_eq!(keys(&plan, 2027), all);
        plan.cells.insert("1-p1/retired".parse().unwrap(), crate::plan::Value::Year(FiscalYear::new(2027)));
        assert_eq!(keys(&plan, 2027), all[..2]);
        assert_eq!(keys(&plan, 2026).len(), 4);
    }
}
