//! What is chosen of a policy's overview, and what it shows then.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::browser;
use crate::chart::{Choice, FigureOf, MoneySeries, OverviewSeries};
use crate::edits::View;
use crate::plan::{Field as F, FiscalYear, Plan, Policy, Project, SubjectId};
use crate::state::State;
use crate::ui::part::{chosen_year, listen_while_mounted};
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

/// What there is to choose from.
struct Choices {
    years: Vec<FiscalYear>,
    /// The place of the year that is shown at first.
    usual: usize,
    initiatives: Vec<SubjectId>,
}

/// What was chosen of each policy's overview in this page load, as its address says it: whoever comes back to one finds it as it was
/// left.
#[derive(Clone, Copy, Default)]
pub struct Remembered(StoredValue<BTreeMap<SubjectId, String>>);

impl Chosen {
    /// What the address of a policy's overview says, else what was chosen of it last; at first `year`, and all in the sheet's order.
    /// What is chosen from then on is said by the address, which can be given to others.
    pub fn of(state: State, policy: &Policy, year: RwSignal<usize>, screen: &Route) -> Chosen {
        let (initiative, order, as_table) = (RwSignal::new(0), RwSignal::new(0), RwSignal::new(false));
        let chosen = Chosen { year, initiative, order, as_table };
        // A page that is made to be published is at no address.
        let Some(Remembered(all)) = use_context() else { return chosen };
        let choices = Choices {
            years: state.structure().years().collect(),
            usual: year.get_untracked(),
            initiatives: policy.initiatives.clone(),
        };
        let last = all.with_value(|all| all.get(&policy.id).cloned()).unwrap_or_default();
        let hash = browser::hash();
        let said = query(&hash);
        chosen.take(if said.is_empty() { &last } else { said }, &choices);
        let (policy, screen, choices) = (policy.id.clone(), screen.clone(), StoredValue::new(choices));
        let now = move || choices.with_value(|choices| chosen.said(choices));
        let address = screen.address();
        let show = move |now: &str| {
            let said = if now.is_empty() { address.clone() } else { format!("{address}?{now}") };
            if said != browser::hash() {
                browser::show_address(&said);
            }
        };
        {
            let show = show.clone();
            Effect::new(move || {
                let now = now();
                show(&now);
                all.update_value(|all| drop(all.insert(policy.clone(), now)));
            });
        }
        // One that is followed or typed on this screen is taken; one that says nothing says from then on what is shown.
        listen_while_mounted(browser::on_hash_change(move || {
            let hash = browser::hash();
            if Route::asked(&hash).0 != screen {
                return;
            }
            match query(&hash) {
                "" => show(&untrack(now)),
                said => choices.with_value(|choices| chosen.take(said, choices)),
            }
        }));
        chosen
    }

    /// What was chosen, for an address; empty where nothing was.
    fn said(self, choices: &Choices) -> String {
        let year = choices.years.get(self.year.get()).map(|year| format!("year={}", year.number()));
        let initiative = self.initiative.get().checked_sub(1).and_then(|place| choices.initiatives.get(place));
        let others = [
            initiative.map(|id| format!("initiative={id}")),
            (self.order.get() == 1).then(|| "order=verdict".to_owned()),
            self.as_table.get().then(|| "table".to_owned()),
        ];
        let others: Vec<String> = others.into_iter().flatten().collect();
        // The year that is shown at first is another one for others, or later.
        let year = year.filter(|_| self.year.get() != choices.usual || !others.is_empty());
        year.into_iter().chain(others).collect::<Vec<_>>().join("&")
    }

    /// Takes what an address says, as far as there is such a choice; the rest is as at first.
    fn take(self, said: &str, choices: &Choices) {
        let (mut year, mut initiative, mut order, mut as_table) = (choices.usual, 0, 0, false);
        for part in said.split('&') {
            match part.split_once('=').unwrap_or((part, "")) {
                ("year", number) => {
                    let place = choices.years.iter().position(|known| known.number().to_string() == number);
                    year = place.unwrap_or(year);
                }
                ("initiative", id) => {
                    let place = choices.initiatives.iter().position(|known| known.as_str() == id);
                    initiative = place.map_or(initiative, |place| place + 1);
                }
                ("order", "verdict") => order = 1,
                ("table", "") => as_table = true,
                _ => {}
            }
        }
        self.year.set(year);
        self.initiative.set(initiative);
        self.order.set(order);
        self.as_table.set(as_table);
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
        let (years, initiatives) = (plan.years().collect(), plan.policies()[0].initiatives.clone());
        let choices = Choices { years, usual: 1, initiatives };
        let read = |said: &str| {
            Owner::new().with(|| {
                let (initiative, order, as_table) = (RwSignal::new(2), RwSignal::new(1), RwSignal::new(true));
                let chosen = Chosen { year: RwSignal::new(0), initiative, order, as_table };
                chosen.take(said, &choices);
                untrack(|| chosen.said(&choices))
            })
        };
        for said in
            ["", "year=2028", "year=2027&initiative=3-10-i2", "year=2026&initiative=3-10-i4&order=verdict&table"]
        {
            assert_eq!(read(said), said);
        }
        for (said, taken) in [
            // The year that is shown at first is no choice, but where there is another.
            ("year=2027", ""),
            ("table", "year=2027&table"),
            ("year=1999&initiative=3-10-i2", "year=2027&initiative=3-10-i2"),
            ("initiative=3-10-k1&year=R8&order=name&later=1", ""),
            ("initiative=2&initiative=&&=&table=no", ""),
        ] {
            assert_eq!(read(said), taken, "{said}");
        }
    }
}
