//! The projects with their money.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::plan::{Field as F, FiscalYear, Observation, Policy, execution_rate, sum};
use crate::state::State;
use crate::ui::part::{ScrollTable, chosen_year, href};
use crate::ui::route::Route;
use crate::words;

use super::chosen::{Chosen, projects_of};

/// The projects with their amounts of the chosen year, and the sums with how many projects are in them.
pub fn projects(state: State, policy: &Policy, chosen: Chosen) -> AnyView {
    let (plan, year) = (state.plan(), chosen_year(state, chosen.year));
    let all = projects_of(&plan, policy, chosen);
    let of = |amounts: &BTreeMap<FiscalYear, Observation>| amounts.get(&year).copied().unwrap_or_default();
    let amount = |observation: Observation| {
        let class = if observation.number().is_some() { "number" } else { "missing" };
        view! { <td class=class>{words::overview::amount(observation)}</td> }.into_any()
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
                {amount(budget)}
                {amount(settlement)}
                <td class="number rate">{rate}</td>
            </tr>
        }
        .into_any()
    });
    let rows = rows.collect_view();
    let sums =
        [sum(all.iter().map(|project| of(&project.budgets))), sum(all.iter().map(|project| of(&project.settlements)))];
    let sums = sums.map(|sum| view! { <td class="number">{words::overview::sum(sum)}</td> }.into_any());
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
                        {sums.collect_view()}
                        <td class="rate"></td>
                    </tr>
                </tfoot>
            </table>
        </ScrollTable>
    }
    .into_any()
}
