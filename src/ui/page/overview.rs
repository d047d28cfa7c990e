//! Overview: the policies, their indicators side by side, their money.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::{
    Choice, FigureOf, Look, MoneySeries, OverviewSeries, Overviewed, overview_sentence, overview_table,
};
use crate::plan::{Field as F, FiscalYear, Observation, Plan, Policy, Project, SubjectId, sum};
use crate::state::{Shown, State};
use crate::ui::part::{
    Drawing, Figure, Medium, WordMark, as_table, choice, chosen_year, follows, hand_out_figure, hand_out_overview,
    href, taking_along, value_table, year_choice,
};
use crate::ui::route::Route;
use crate::words;

use super::indicator::date_of;

/// The overview of the whole plan, for a fiscal year that can be chosen.
#[component]
pub fn OverviewPage(
    /// The open plan.
    state: State,
    /// The one policy that is wanted; all unless given.
    #[prop(optional)]
    only: Option<SubjectId>,
) -> impl IntoView {
    let plan = state.structure();
    let newest = newest_year(&state.plan());
    let year = RwSignal::new(plan.years().position(|year| year == newest).unwrap_or_default());
    let wanted = plan.policies.iter().filter(|policy| only.as_ref().is_none_or(|only| policy.id == *only));
    let policies = wanted.map(|policy| policy_overview(state, policy, year)).collect_view();
    view! {
        <h1 tabindex="-1">{move || words::overview::head(&state.plan())}</h1>
        <p>{words::overview::LEAD}</p>
        {Medium::current()
            .is_program()
            .then(|| view! { <p>{year_choice(state, words::overview::UNTIL_YEAR, year)}</p> }.into_any())}
        {policies}
    }
}

/// The newest fiscal year in which some actual is a number; the plan's first where there is none.
fn newest_year(plan: &Plan) -> FiscalYear {
    let indicators = plan.policies.iter().flat_map(Policy::all_indicators).filter_map(|id| plan.indicator(id));
    let newest = indicators.flat_map(|i| i.actuals.iter().filter(|(_, o)| o.number().is_some()).map(|(y, _)| *y).max());
    newest.max().unwrap_or(plan.first_year)
}

/// What was chosen of a policy's overview. The lists to choose from stay while all else is made anew.
#[derive(Clone, Copy)]
struct Chosen {
    year: RwSignal<usize>,
    initiative: RwSignal<usize>,
    order: RwSignal<usize>,
    as_table: RwSignal<bool>,
}

fn policy_overview(state: State, policy: &Policy, year: RwSignal<usize>) -> AnyView {
    let chosen = Chosen { year, initiative: RwSignal::new(0), order: RwSignal::new(0), as_table: RwSignal::new(false) };
    let plan = state.structure();
    let initiatives =
        policy.initiatives.iter().enumerate().map(|(index, id)| words::overview::initiative(&plan, index + 1, id));
    let initiatives = std::iter::once(words::overview::EVERY_INITIATIVE.to_owned()).chain(initiatives).collect();
    let [above, cards, said, sums_of, drawn, below, along] = {
        let policy = Arc::new(policy.clone());
        std::array::from_fn(|_| policy.clone())
    };
    let sentence = follows(move || overview_sentence(&series(state, &state.shown(), &said, chosen)));
    let money = Memo::new(move |_| Some(money_of_all(&state.plan(), &drawn, chosen)));
    let along = taking_along(words::overview::TAKE_ALONG, &Route::Overview, policy.id.clone(), move |_| {
        let along = along.clone();
        follows(move || hand_outs(state, &along, chosen)).into_any()
    });
    let choices = Medium::current().is_program().then(|| {
        view! {
            <p class="choices">
                {choice(words::overview::INITIATIVE, initiatives, chosen.initiative)} " "
                {choice(words::overview::ORDER, words::overview::ORDERS.map(str::to_owned).into(), chosen.order)}
            </p>
        }
        .into_any()
    });
    view! {
        <section class="policy-overview">
            {move || head(state, &above, chosen)}
            {choices}
            <h3>{words::overview::INDICATORS}</h3>
            <p class="sentence" role="status">
                {sentence}
            </p>
            {move || indicators(state, &cards, chosen)}
            <h3>{words::overview::MONEY}</h3>
            {move || sums(state, &sums_of, chosen)}
            <Figure id=policy.id.clone() of=money date=date_of(state) />
            <div class="tools">{along}</div>
            <h3>{words::screen::PROJECTS}</h3>
            {move || projects(state, &below, chosen)}
        </section>
    }
    .into_any()
}

/// What the policy is about, and where it leads.
fn head(state: State, policy: &Policy, chosen: Chosen) -> AnyView {
    let shown = state.shown();
    let plan = &shown.view.plan;
    let year = chosen_year(state, chosen.year);
    let address = href(&Route::Policy(policy.id.clone()));
    let read = [(address.clone(), words::screen::READ_SHEET.to_owned())];
    let work = [
        (href(&Route::Enter(policy.id.clone(), year)), words::screen::enter_year(year)),
        (href(&Route::Exchange), words::screen::EXCHANGE.to_owned()),
    ];
    let work = work.into_iter().filter(|_| Medium::current().is_program());
    let links = read.into_iter().chain(work).map(|(address, text)| listed(address, text, String::new()));
    // What is published has none.
    let conflicts = shown.view.conflicts().count();
    view! {
        <h2>
            <a href=address>{words::screen::policy_name(plan, &policy.id)}</a>
        </h2>
        <p class="vision">{plan.text(&policy.id, F::Vision).to_owned()}</p>
        <ul class="links">{links.collect_view()}</ul>
        {(conflicts > 0).then(|| view! { <p class="doubt">{words::screen::conflict_count(conflicts)}</p> }.into_any())}
    }
    .into_any()
}

/// A link in a list, with what is said behind it.
fn listed(address: String, text: String, behind: String) -> AnyView {
    view! {
        <li>
            <a href=address>
                <bdi>{text}</bdi>
            </a>
            " "
            <bdi class="quiet">{behind}</bdi>
        </li>
    }
    .into_any()
}

impl Chosen {
    fn initiative(self) -> Option<u8> {
        u8::try_from(self.initiative.get()).ok().filter(|number| *number > 0)
    }
}

fn series(state: State, shown: &Shown, policy: &Policy, chosen: Chosen) -> OverviewSeries {
    let choice = Choice { initiative: chosen.initiative(), by_state: chosen.order.get() == 1 };
    OverviewSeries::of(&shown.view, policy, chosen_year(state, chosen.year), choice)
}

/// The money of the projects that are chosen, together.
fn money_of_all(plan: &Plan, policy: &Policy, chosen: Chosen) -> FigureOf {
    let all = projects_of(plan, policy, chosen);
    let name = words::overview::projects(plan.text(&policy.id, F::Name), chosen.initiative(), all.len());
    FigureOf::money(MoneySeries::of_all(name, words::overview::head(plan), &all))
}

/// Both figures, to be taken along as they are published.
fn hand_outs(state: State, policy: &Policy, chosen: Chosen) -> AnyView {
    let shown = state.published();
    let stem = match chosen.initiative() {
        Some(number) => format!("{}-initiative-{number}", policy.id),
        None => policy.id.to_string(),
    };
    let money = money_of_all(&shown.view.plan, policy, chosen);
    view! {
        <div class="embed-code">
            {hand_out_overview(state, &format!("{stem}-indicators"), series(state, &shown, policy, chosen))}
            {hand_out_figure(state, money.title.clone(), &format!("{stem}-money"), money)}
        </div>
    }
    .into_any()
}

/// The projects of the chosen initiative, or all.
fn projects_of(plan: &Plan, policy: &Policy, chosen: Chosen) -> Vec<Project> {
    let initiative = chosen.initiative();
    let projects = policy.projects.iter().filter_map(|entry| plan.project(&entry.id));
    projects.filter(|project| initiative.is_none_or(|number| project.initiatives.contains(&number))).collect()
}

/// The indicators side by side and as one table.
fn indicators(state: State, policy: &Policy, chosen: Chosen) -> AnyView {
    let series = series(state, &state.shown(), policy, chosen);
    let span = series.span();
    let cards = series.indicators.iter().map(|one| card(one, span)).collect_view();
    let table = move |id| value_table(id, overview_table(&series)).into_any();
    let (button, table) = as_table(format!("overview-{}", policy.id), chosen.as_table, table);
    view! {
        {chosen.initiative().map(|_| view! { <p class="quiet">{words::overview::ONLY_OUTCOMES}</p> }.into_any())}
        <ul class="cards">{cards}</ul>
        <p>{button}</p>
        {table}
    }
    .into_any()
}

/// The amounts of the chosen year, with how many projects are in each sum.
fn sums(state: State, policy: &Policy, chosen: Chosen) -> AnyView {
    let (projects, year) = (projects_of(&state.plan(), policy, chosen), chosen_year(state, chosen.year));
    let of_year = |of: fn(&Project) -> &BTreeMap<FiscalYear, Observation>| {
        sum(projects.iter().filter_map(|project| of(project).get(&year).copied()))
    };
    let (budgets, settlements) = (of_year(|project| &project.budgets), of_year(|project| &project.settlements));
    view! { <p>{words::overview::money_of_year(year, budgets, settlements)}</p> }.into_any()
}

fn projects(state: State, policy: &Policy, chosen: Chosen) -> AnyView {
    let all = projects_of(&state.plan(), policy, chosen).into_iter();
    let rows = all.map(|project| listed(href(&Route::Project(project.id)), project.name, project.department));
    view! { <ul class="projects">{rows.collect_view()}</ul> }.into_any()
}

/// A figure that stays what it is.
fn constant(figure: FigureOf) -> Memo<Option<FigureOf>> {
    Memo::new(move |_| Some(figure.clone()))
}

/// One indicator: its name, its newest value, the word, and its drawing where there is one.
fn card(one: &Overviewed, span: Option<(FiscalYear, FiscalYear)>) -> AnyView {
    let why = one.assessment.word.err().map(words::assessment::no_word);
    let figure = FigureOf::trend(one.trend.clone());
    let span = span.filter(|_| figure.options(&Look::default()).is_some());
    let id = one.id.clone();
    view! {
        <li class="card">
            <a href=href(&Route::Indicator(one.id.clone()))>{one.trend.name.clone()}</a>
            <p>
                <strong>{one.newest()}</strong>
                " "
                <span class="quiet">{one.reference()}</span>
            </p>
            <p>
                <WordMark word=one.assessment.word /> " " <span class="quiet">{why}</span>
            </p>
            {span.map(move |span| view! { <Drawing id=id.clone() of=constant(figure) small=span /> }.into_any())}
        </li>
    }
    .into_any()
}
