//! The projects with their money.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::plan::{Cell, Field as F, FiscalYear, Observation, Plan, Policy, Project, execution_rate, sum, total};
use crate::state::State;
use crate::ui::part::{ScrollTable, chosen_year, href, to_confirm_sign};
use crate::ui::route::Route;
use crate::words;

use super::chosen::{Chosen, projects_in};

/// The projects with their amounts of the chosen year, and the sums with how many projects are in them.
pub fn projects(state: State, policy: &Policy, chosen: Chosen) -> AnyView {
    let (plan, year) = (state.plan(), chosen_year(&state.structure(), chosen.year));
    let all = projects_in(&plan, policy, chosen, year);
    let of = |amounts: &BTreeMap<FiscalYear, Observation>| amounts.get(&year).copied().unwrap_or_default();
    let amount = |observation: Observation, is_uncertain: bool| {
        let class = if observation.number().is_some() { "number" } else { "missing" };
        view! { <td class=class>{words::overview::amount(observation)} {is_uncertain.then(to_confirm_sign)}</td> }
            .into_any()
    };
    let rows = all.iter().map(|project| {
        let (budget, settlement) = (of(&project.budgets), of(&project.settlements));
        let rate = execution_rate(budget, settlement);
        let rate = rate.map_or_else(|_| words::screen::NO_RATE.to_owned(), words::figure::percent);
        view! {
            <tr>
                <th scope="row">
                    <a href=href(&Route::Project(project.id.clone()))>{project.name.clone()}</a>
                </th>
                <td class="department">{project.department.clone()}</td>
                {amount(budget, is_uncertain(&plan, project, F::Budget, year))}
                {amount(settlement, is_uncertain(&plan, project, F::Settlement, year))}
                <td class="number rate">{rate}</td>
            </tr>
        }
        .into_any()
    });
    let rows = rows.collect_view();
    let rate_of_all = {
        let of_all = |amounts: fn(&Project) -> &BTreeMap<FiscalYear, Observation>| {
            total(all.iter().map(|project| of(amounts(project))))
        };
        execution_rate(of_all(|project| &project.budgets), of_all(|project| &project.settlements))
    };
    let rate_of_all = rate_of_all.map_or_else(|_| words::screen::NO_RATE.to_owned(), words::figure::percent);
    let uncertain = [F::Budget, F::Settlement].map(|field| has_uncertain(&plan, &all, field, year));
    let sums =
        [sum(all.iter().map(|project| of(&project.budgets))), sum(all.iter().map(|project| of(&project.settlements)))];
    let sums = sums.into_iter().zip(uncertain).map(|(sum, is_uncertain)| {
        view! { <td class="number">{words::overview::sum(sum)} {is_uncertain.then(to_confirm_sign)}</td> }.into_any()
    });
    let sums = sums.collect_view();
    let caption = words::overview::projects_caption(plan.text(&policy.id, F::Name), chosen.initiative(), year);
    let heads = [words::figure::BUDGET, words::figure::SETTLEMENT]
        .map(|name| view! { <th scope="col">{words::overview::of_year(year, &name)}</th> }.into_any());
    view! {
        <ScrollTable name=caption.clone()>
            <table class="projects">
                <caption class="hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::screen::PROJECTS}</th>
                        <th scope="col" class="department">
                            {words::cell::field(F::Department)}
                        </th>
                        {heads.collect_view()}
                        <th scope="col" class="rate">
                            {words::figure::EXECUTION_RATE.to_string()}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{words::overview::TOTAL}</th>
                        <td class="department"></td>
                        {sums}
                        <td class="number rate">{rate_of_all}</td>
                    </tr>
                </tfoot>
            </table>
        </ScrollTable>
        {uncertain.contains(&true).then(|| view! { <p class="quiet">{words::overview::UNCERTAIN}</p> }.into_any())}
    }
    .into_any()
}

/// Whether a project's amount of a year may be another than the source meant, and awaits confirmation.
fn is_uncertain(plan: &Plan, project: &Project, field: F, year: FiscalYear) -> bool {
    Cell::yearly(&project.id, field, year).is_some_and(|cell| plan.is_uncertain(&cell))
}

/// The same of any of several projects.
pub fn has_uncertain(plan: &Plan, projects: &[Project], field: F, year: FiscalYear) -> bool {
    projects.iter().any(|project| is_uncertain(plan, project, field, year))
}
