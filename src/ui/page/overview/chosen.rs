//! What is chosen of a policy's overview, and what it shows then.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::chart::{Choice, FigureOf, MoneySeries, OverviewSeries};
use crate::edits::View;
use crate::plan::{Field as F, FiscalYear, Plan, Policy, Project, SubjectId};
use crate::state::State;
use crate::ui::part::chosen_year;
use crate::words;

/// What was chosen of a policy's overview. The lists to choose from stay while all else is made anew.
#[derive(Clone, Copy)]
pub struct Chosen {
    /// The place of the year among those of the plan.
    pub year: RwSignal<usize>,
    /// The number of the initiative; 0 for all.
    pub initiative: RwSignal<usize>,
    /// The place of the order among `words::overview::ORDERS`.
    pub order: RwSignal<usize>,
    /// Whether the table is open.
    pub as_table: RwSignal<bool>,
}

/// What was chosen of each policy's overview in this page load: whoever comes back to one finds it as it was left.
#[derive(Clone, Copy, Default)]
pub struct Remembered(StoredValue<BTreeMap<SubjectId, (usize, usize, usize, bool)>>);

impl Chosen {
    /// What was chosen last of a policy's overview; at first `year`, and all in the sheet's order.
    pub fn of(policy: &Policy, year: RwSignal<usize>) -> Chosen {
        let (initiative, order, as_table) = (RwSignal::new(0), RwSignal::new(0), RwSignal::new(false));
        if let Some(Remembered(all)) = use_context() {
            if let Some(last) = all.with_value(|all| all.get(&policy.id).copied()) {
                year.set(last.0);
                // There may be fewer by now.
                initiative.set(if last.1 <= policy.initiatives.len() { last.1 } else { 0 });
                order.set(last.2);
                as_table.set(last.3);
            }
            let policy = policy.id.clone();
            Effect::new(move |before: Option<()>| {
                let now = (year.get(), initiative.get(), order.get(), as_table.get());
                // What is shown at first is no choice: the next time it may be another.
                if before.is_some() {
                    all.update_value(|all| {
                        all.insert(policy.clone(), now);
                    });
                }
            });
        }
        Chosen { year, initiative, order, as_table }
    }

    /// Returns the number of the chosen initiative, or `None` for all.
    pub fn initiative(self) -> Option<u8> {
        u8::try_from(self.initiative.get()).ok().filter(|number| *number > 0)
    }
}

/// Returns the indicators that are chosen, judged up to the chosen year.
pub fn series(state: State, shown: &View, policy: &Policy, chosen: Chosen) -> OverviewSeries {
    let choice = Choice { initiative: chosen.initiative(), by_state: chosen.order.get() == 1 };
    OverviewSeries::of(shown, policy, chosen_year(&state.structure(), chosen.year), choice)
}

/// The money of the projects that are chosen, together.
pub fn money_of_all(plan: &Plan, policy: &Policy, chosen: Chosen) -> FigureOf {
    let all = projects_of(plan, policy, chosen);
    let name = words::overview::projects(plan.text(&policy.id, F::Name), chosen.initiative(), all.len());
    FigureOf::money_of_all(MoneySeries::of_all(name, words::overview::head(plan), &all), plan, &all)
}

/// Those of them that are kept in a fiscal year.
pub fn projects_in(plan: &Plan, policy: &Policy, chosen: Chosen, year: FiscalYear) -> Vec<Project> {
    let mut projects = projects_of(plan, policy, chosen);
    projects.retain(|project| plan.is_kept(&project.id, year));
    projects
}

/// The projects of the chosen initiative, or all.
pub fn projects_of(plan: &Plan, policy: &Policy, chosen: Chosen) -> Vec<Project> {
    let initiative = chosen.initiative().and_then(|number| policy.initiatives.get(usize::from(number).checked_sub(1)?));
    let projects = policy.projects.iter().filter_map(|entry| plan.project(&entry.id));
    projects.filter(|project| initiative.is_none_or(|initiative| project.initiatives.contains(initiative))).collect()
}
