//! A project, read out of a plan's cells.

use std::collections::BTreeMap;

use super::cell::{Field, SubjectId};
use super::gather::map_of;
use super::policy::{Plan, ProjectEntry};
use super::value::Observation;
use super::year::FiscalYear;

/// A project (事業) with its amounts in 千円.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id.
    pub id: SubjectId,
    /// No, as printed.
    pub number: String,
    /// 事業名.
    pub name: String,
    /// 所管課.
    pub department: String,
    /// 事業内容.
    pub description: String,
    /// The initiatives it serves.
    pub initiatives: Vec<SubjectId>,
    /// Its outcome indicators.
    pub indicators: Vec<SubjectId>,
    /// Which budget the amounts are, where stated.
    pub budget_basis: String,
    /// 予算額 of each fiscal year of the plan.
    pub budgets: BTreeMap<FiscalYear, Observation>,
    /// 決算額 of each fiscal year of the plan.
    pub settlements: BTreeMap<FiscalYear, Observation>,
}

impl Project {
    /// The project `entry` as `plan` states it; cells nobody filled in are empty.
    pub fn read(plan: &Plan, entry: &ProjectEntry) -> Project {
        let id = &entry.id;
        let amounts = |field| map_of(plan.years().map(|year| (year, plan.yearly(id, field, year))));
        Project {
            id: id.clone(),
            number: plan.text(id, Field::Number).to_owned(),
            name: plan.text(id, Field::Name).to_owned(),
            department: plan.text(id, Field::Department).to_owned(),
            description: plan.text(id, Field::Description).to_owned(),
            initiatives: plan.initiatives(id),
            indicators: entry.indicators.clone(),
            budget_basis: plan.text(id, Field::BudgetBasis).to_owned(),
            budgets: amounts(Field::Budget),
            settlements: amounts(Field::Settlement),
        }
    }
}
