//! What is chosen of a policy's overview, and what it shows then.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::browser;
use crate::chart::{Choice, FigureOf, MoneySeries, OverviewSeries};
use crate::edits::View;
use crate::plan::{Field as F, FiscalYear, Plan, Policy, Project, SubjectId};
use crate::state::State;
use crate::ui::part::chosen_year;
use crate::ui::route::{Route, query};
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

/// What was chosen of each policy's overview in this page load, as its address says it: whoever comes back to one finds it as it was
/// left.
#[derive(Clone, Copy, Default)]
pub struct Remembered(StoredValue<BTreeMap<SubjectId, String>>);

impl Chosen {
    /// What the address of a policy's overview says, else what was chosen of it last; at first `year`, and all in the sheet's order.
    /// What is chosen from then on is said by the address, which can be given to others.
    pub fn of(state: State, policy: &Policy, year: RwSignal<usize>, here: &Route) -> Chosen {
        let (initiative, order, as_table) = (RwSignal::new(0), RwSignal::new(0), RwSignal::new(false));
        let chosen = Chosen { year, initiative, order, as_table };
        // A page that is made to be published is at no address.
        if let Some(Remembered(all)) = use_context() {
            let usual = year.get_untracked();
            let (hash, years) = (browser::hash(), state.structure().years().collect::<Vec<_>>());
            let said = Some(query(&hash)).filter(|said| !said.is_empty()).map(str::to_owned);
            let said = said.or_else(|| all.with_value(|all| all.get(&policy.id).cloned()));
            chosen.take(&said.unwrap_or_default(), &years, policy);
            let (policy, address) = (policy.id.clone(), here.address());
            Effect::new(move |before: Option<String>| {
                let now = chosen.said(&years, usual);
                if before.as_deref().unwrap_or_default() != now {
                    let is_usual = now.is_empty();
                    browser::show_address(&if is_usual { address.clone() } else { format!("{address}?{now}") });
                    all.update_value(|all| drop(all.insert(policy.clone(), now.clone())));
                }
                now
            });
        }
        chosen
    }

    /// What was chosen, for an address; empty where nothing was. `usual` is the place of the year that is shown at first.
    fn said(self, years: &[FiscalYear], usual: usize) -> String {
        let year = years.get(self.year.get()).filter(|_| self.year.get() != usual);
        let initiative = Some(self.initiative.get()).filter(|number| *number > 0);
        let parts = [
            year.map(|year| format!("year={}", year.number())),
            initiative.map(|number| format!("initiative={number}")),
            (self.order.get() == 1).then(|| "order=verdict".to_owned()),
            self.as_table.get().then(|| "table".to_owned()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("&")
    }

    /// Takes what an address says, as far as there is such a choice.
    fn take(self, said: &str, years: &[FiscalYear], policy: &Policy) {
        for part in said.split('&') {
            match part.split_once('=').unwrap_or((part, "")) {
                ("year", year) => {
                    let place = years.iter().position(|known| known.number().to_string() == year);
                    place.into_iter().for_each(|place| self.year.set(place));
                }
                ("initiative", number) => {
                    let number = number.parse().ok().filter(|number| *number <= policy.initiatives.len());
                    number.into_iter().for_each(|number| self.initiative.set(number));
                }
                ("order", "verdict") => self.order.set(1),
                ("table", _) => self.as_table.set(true),
                _ => {}
            }
        }
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

#[cfg(test)]
mod tests {
    use crate::state::seed;

    use super::*;

    #[test]
    fn an_address_says_what_was_chosen_and_what_is_no_choice_is_passed_over() {
        let plan = seed().unwrap().plan;
        let (policy, years) = (&plan.policies()[0], plan.years().collect::<Vec<_>>());
        let read = |said: &str| {
            Owner::new().with(|| {
                let (initiative, order, as_table) = (RwSignal::new(0), RwSignal::new(0), RwSignal::new(false));
                let chosen = Chosen { year: RwSignal::new(1), initiative, order, as_table };
                chosen.take(said, &years, policy);
                untrack(|| chosen.said(&years, 1))
            })
        };
        for said in
            ["", "year=2028", "initiative=2", "order=verdict", "table", "year=2026&initiative=4&order=verdict&table"]
        {
            assert_eq!(read(said), said);
        }
        for (said, taken) in [
            // The year that is shown at first.
            ("year=2027", ""),
            ("year=1999&initiative=2", "initiative=2"),
            ("initiative=5&year=R8&order=name&later=1", ""),
            ("initiative=-1&initiative=&&=", ""),
        ] {
            assert_eq!(read(said), taken, "{said}");
        }
    }
}
