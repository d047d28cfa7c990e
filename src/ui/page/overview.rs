//! Overview: the policies, what is known of their indicators, their money.

use leptos::prelude::*;

use crate::plan::{Field as F, FiscalYear, Group, Indicator, NoWord, Plan, Policy, SubjectId, assess, sum};
use crate::state::State;
use crate::ui::part::{ScrollTable, WordMark, follows, year_choice};
use crate::ui::route::Route;
use crate::words;

/// The overview of the whole plan, for a fiscal year that can be chosen.
#[component]
pub fn OverviewPage(
    /// The open plan.
    state: State,
) -> impl IntoView {
    let newest = newest_year(&state.plan());
    let year = RwSignal::new(newest);
    let policies = follows(move || {
        let plan = state.plan();
        plan.policies.iter().map(|policy| policy_overview(state, &plan, policy, year.get())).collect_view()
    });
    view! {
        <h1 tabindex="-1">{move || words::screen::overview_head(&state.plan())}</h1>
        <p>{words::screen::OVERVIEW_LEAD}</p>
        {year_choice(state, words::screen::UNTIL_YEAR, year)}
        {policies}
    }
}

/// The newest fiscal year in which some actual is a number; the plan's first where there is none.
fn newest_year(plan: &Plan) -> FiscalYear {
    let indicators = plan.policies.iter().flat_map(Policy::all_indicators).filter_map(|id| plan.indicator(id));
    let newest =
        indicators.flat_map(|i| i.actuals.into_iter().filter(|(_, o)| o.number().is_some()).map(|(y, _)| y).max());
    newest.max().unwrap_or(plan.first_year)
}

fn policy_overview(state: State, plan: &Plan, policy: &Policy, year: FiscalYear) -> AnyView {
    let indicators: Vec<Indicator> = policy.all_indicators().filter_map(|id| plan.indicator(id)).collect();
    let words_of: Vec<_> = indicators.iter().map(|indicator| assess(indicator, year).word).collect();
    let name = words::screen::policy_name(plan, &policy.id);
    let projects: Vec<_> = policy.projects.iter().filter_map(|entry| plan.project(&entry.id)).collect();
    let budgets = sum(projects.iter().filter_map(|project| project.budgets.get(&year).copied()));
    let settlements = sum(projects.iter().filter_map(|project| project.settlements.get(&year).copied()));
    let rows =
        indicators.iter().zip(&words_of).map(|(indicator, word)| indicator_row(indicator, *word, year)).collect_view();
    let conflicts = state.shown().view.conflicts().count();
    view! {
        <section class="policy-overview">
            <h2>
                <a href=Route::Policy(policy.id.clone()).address()>{name.clone()}</a>
            </h2>
            <p class="vision">{plan.text(&policy.id, F::Vision).to_owned()}</p>
            <ul class="links">
                <li>
                    <a href=Route::Policy(policy.id.clone()).address()>{words::screen::READ_SHEET}</a>
                </li>
                <li>
                    <a href=Route::Enter(policy.id.clone(), year).address()>{words::screen::enter_year(year)}</a>
                </li>
                <li>
                    <a href=Route::Exchange.address()>{words::screen::EXCHANGE}</a>
                </li>
            </ul>
            {counts(&words_of)}
            {(conflicts > 0).then(|| view! { <p class="doubt">{words::screen::conflict_count(conflicts)}</p> }.into_any())}
            <ScrollTable name=words::screen::indicators_of(&name)>
                <table class="indicator-list">
                    <caption>{words::screen::indicators_until(year)}</caption>
                    <thead>
                        <tr>
                            {words::screen::INDICATOR_HEADS
                                .map(|head| view! { <th scope="col">{head}</th> }.into_any())
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollTable>
            <p>{words::screen::money_of_year(year, budgets, settlements)}</p>
            <h3>{words::screen::PROJECTS}</h3>
            <ul class="projects">
                {projects
                    .into_iter()
                    .map(|project| {
                        view! {
                            <li>
                                <a href=Route::Project(project.id).address()>{project.name}</a>
                                " "
                                <span class="quiet">{project.department}</span>
                            </li>
                        }.into_any()
                    })
                    .collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

fn indicator_row(indicator: &Indicator, word: Result<crate::plan::Word, NoWord>, year: FiscalYear) -> AnyView {
    let assessment = assess(indicator, year);
    let reason = word.err().map(words::assessment::no_word);
    let current = assessment.current.map_or_else(
        || words::screen::NONE_YET.to_owned(),
        |current| words::screen::value_of_year(current.value, &indicator.unit, &words::year::short(current.year)),
    );
    let reference = assessment.reference.map(|reference| {
        let year = reference.year.map(words::year::printed).unwrap_or_default();
        words::screen::value_of_year(reference.value, &indicator.unit, &year)
    });
    let id: SubjectId = indicator.id.clone();
    view! {
        <tr>
            <th scope="row">
                <a href=Route::Indicator(id).address()>{indicator.name.clone()}</a>
            </th>
            <td class="number">{reference}</td>
            <td class="number">{current}</td>
            <td>
                <WordMark word />
                {reason.map(|reason| view! { <span class="quiet reason">{reason}</span> }.into_any())}
            </td>
        </tr>
    }
    .into_any()
}

/// How many indicators there are in each group, and why others have no word.
fn counts(found: &[Result<crate::plan::Word, NoWord>]) -> impl IntoView + use<> {
    let of = |group: Group| found.iter().filter(|word| word.is_ok_and(|word| word.group() == group)).count();
    let groups = [Group::Good, Group::Watch, Group::Concern].map(|group| {
        view! {
            <div class="count">
                <dt>{words::assessment::group(group)}</dt>
                <dd>{words::screen::count(of(group))}</dd>
            </div>
        }
        .into_any()
    });
    let none = found.iter().filter(|word| word.is_err()).count();
    view! {
        <dl class="counts">
            {groups.collect_view()}
            <div class="count">
                <dt>{words::assessment::NO_WORD}</dt>
                <dd>{words::screen::count(none)}</dd>
            </div>
        </dl>
    }
}
