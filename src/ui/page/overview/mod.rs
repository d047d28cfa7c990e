//! Overview: the policies, their indicators side by side, their money.

mod changes;
mod chosen;
mod exports;
mod indicators;
mod news;
mod policy;
mod projects;
mod section;

use leptos::prelude::*;

use crate::plan::{FiscalYear, Plan, Policy, SubjectId, SubjectKind};
use crate::state::State;
use crate::ui::part::{Medium, add, chosen_year, follows, order, year_choice};
use crate::ui::route::Route;
use crate::words;

pub use chosen::Remembered;
use news::news;
use policy::policy_overview;

use super::NotFoundPage;
use super::policies::policies;

/// The overview of the whole plan, for a fiscal year that can be chosen.
#[component]
pub fn OverviewPage(
    /// The open plan.
    state: State,
    /// The one policy that is wanted, which is then what the screen is called; all unless given.
    #[prop(optional)]
    only: Option<SubjectId>,
) -> impl IntoView {
    let plan = state.structure();
    let newest = newest_year(&state.plan());
    let year = RwSignal::new(plan.years().position(|year| year == newest).unwrap_or_default());
    let wanted = match &only {
        Some(id) => plan.structure.policy(id),
        None => plan.policies().first().filter(|_| plan.policies().len() == 1),
    };
    if let (Some(id), None) = (&only, wanted) {
        return view! { <NotFoundPage path=Route::PolicyOverview(id.clone()).address() /> }.into_any();
    }
    let level = if only.is_some() { 1 } else { 2 };
    let address = only.clone().map_or(Route::Overview, Route::PolicyOverview);
    // The only policy is what the first screen shows.
    let of_several = only.clone().filter(|_| plan.policies().len() > 1);
    let here = of_several.map_or(Route::Overview, Route::PolicyOverview);
    let screen = match wanted {
        Some(policy) => policy_overview(state, policy, year, &address, here, level),
        None => view! {
            {Medium::current()
                .is_program()
                .then(|| view! { <p class="choices">{year_choice(&state.structure(), words::overview::UNTIL_YEAR, year)}</p> }.into_any())}
            {policies(state, move || chosen_year(&state.structure(), year))}
        }
        .into_any(),
    };
    // One policy has it below its first numbers.
    let about = (only.is_none() && wanted.is_none()).then(|| about(state, words::overview::ABOUT_SEVERAL));
    let of_all = only.is_none().then(|| {
        view! {
            <h1 tabindex="-1">{move || words::overview::head(&state.plan())}</h1>
        }
        .into_any()
    });
    view! {
        {of_all}
        {about}
        {screen}
        {only.is_none().then(|| news(state))}
        {only.is_none().then(|| add(state, SubjectKind::Policy, None).into_any())}
        {only.is_none().then(|| order(state, SubjectKind::Policy, None).into_any())}
    }
    .into_any()
}

/// What the page is, for whoever reads it for the first time.
fn about(state: State, said: &'static str) -> AnyView {
    let shown = follows(move || {
        (!state.is_editing()).then(|| {
            view! {
                <p class="about">
                    <strong>{words::overview::ABOUT_HEAD}</strong>
                    " "
                    {said}
                </p>
            }
            .into_any()
        })
    });
    view! { {shown} }.into_any()
}

/// The newest fiscal year in which some actual is a number; the plan's first where there is none.
fn newest_year(plan: &Plan) -> FiscalYear {
    let indicators = plan.policies().iter().flat_map(Policy::all_indicators).filter_map(|id| plan.indicator(id));
    let newest = indicators.flat_map(|i| i.actuals.iter().filter(|(_, o)| o.number().is_some()).map(|(y, _)| *y).max());
    newest.max().unwrap_or(plan.first_year)
}
