//! Overview: the policies, their indicators side by side, their money.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::{
    Change, Choice, FigureOf, Look, MoneySeries, OverviewSeries, Overviewed, changes_sentence, overview_table,
};
use crate::edits;
use crate::plan::{
    Field as F, FiscalYear, Observation, Plan, Policy, Project, SubjectId, SubjectKind, Verdict, execution_rate, sum,
};
use crate::state::State;
use crate::ui::part::{
    Drawing, Figure, Medium, ScrollTable, VerdictMark, add, as_table, choice, chosen_year, contents, excel_link,
    export_figure, export_menu, export_overview, follows, headline, href, value_table, year_choice,
};
use crate::ui::route::{Route, Wish};
use crate::words;

use super::NotFoundPage;
use super::indicator::date_of;
use super::policies::{policies, tile_class, verdict_bar};

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
    // The only policy is what the first screen shows.
    let of_several = only.clone().filter(|_| plan.policies().len() > 1);
    let here = of_several.map_or(Route::Overview, Route::PolicyOverview);
    let screen = match wanted {
        Some(policy) => policy_overview(state, policy, year, here, level),
        None => view! {
            {Medium::current()
                .is_program()
                .then(|| view! { <p class="choices">{year_choice(state, words::overview::UNTIL_YEAR, year)}</p> }.into_any())}
            {policies(state, move || chosen_year(state, year))}
        }
        .into_any(),
    };
    let of_all = only.is_none().then(|| {
        view! {
            <h1 tabindex="-1">{move || words::overview::head(&state.plan())}</h1>
            <p class="lead">{words::overview::LEAD}</p>
        }
        .into_any()
    });
    view! {
        {of_all}
        {screen}
        {only.is_none().then(|| add(state, SubjectKind::Policy, None).into_any())}
    }
    .into_any()
}

/// A heading of a level between 1 and 4.
fn heading(level: u8, id: Option<String>, content: impl IntoView + 'static) -> AnyView {
    let content = content.into_any();
    match level {
        1 => view! { <h1 id=id tabindex="-1">{content}</h1> }.into_any(),
        2 => view! { <h2 id=id tabindex="-1">{content}</h2> }.into_any(),
        3 => view! { <h3 id=id tabindex="-1">{content}</h3> }.into_any(),
        _ => view! { <h4 id=id>{content}</h4> }.into_any(),
    }
}

/// The newest fiscal year in which some actual is a number; the plan's first where there is none.
fn newest_year(plan: &Plan) -> FiscalYear {
    let indicators = plan.policies().iter().flat_map(Policy::all_indicators).filter_map(|id| plan.indicator(id));
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

fn policy_overview(state: State, policy: &Policy, year: RwSignal<usize>, here: Route, level: u8) -> AnyView {
    let chosen = Chosen { year, initiative: RwSignal::new(0), order: RwSignal::new(0), as_table: RwSignal::new(false) };
    let plan = state.structure();
    let initiatives =
        policy.initiatives.iter().enumerate().map(|(index, id)| words::overview::initiative(&plan, index + 1, id));
    let initiatives = std::iter::once(words::overview::EVERY_INITIATIVE.to_owned()).chain(initiatives).collect();
    let [above, counted, said, beside, changed, cards, drawn, below, exported] = {
        let policy = Arc::new(policy.clone());
        std::array::from_fn(|_| policy.clone())
    };
    let sentence = follows(move || {
        let series = series(state, &state.shown(), &said, chosen);
        let judged = series.indicators.iter().filter(|one| one.assessment.verdict.is_ok()).count();
        words::overview::judged(series.until, series.indicators.len(), judged)
    });
    let money = Memo::new(move |_| Some(money_of_all(&state.plan(), &drawn, chosen)));
    let menu = export_menu(words::overview::EXPORT, &here, policy.id.clone(), move |_| {
        let exported = exported.clone();
        follows(move || exports(state, &exported, chosen)).into_any()
    });
    let choices = Medium::current().is_program().then(|| {
        view! {
            <p class="choices">
                {year_choice(state, words::overview::UNTIL_YEAR, year)} " "
                {choice(words::overview::INITIATIVE, initiatives, chosen.initiative)} " "
                {choice(words::overview::ORDER, words::overview::ORDERS.map(str::to_owned).into(), chosen.order)}
            </p>
        }
        .into_any()
    });
    let [indicators_id, money_id] = [INDICATORS, MONEY].map(|part| Some(part_id(part, policy)));
    view! {
        <section class="policy-overview">
            {move || head(state, &above, level)}
            {move || verdicts(&series(state, &state.shown(), &counted, chosen))}
            <p class="sentence" role="status">
                {sentence}
            </p>
            {choices}
            {move || links(state, &beside, &here, chosen)}
            {move || changes(state, &changed, chosen, level + 1)}
            {heading(level + 1, indicators_id, words::overview::INDICATORS)}
            {move || indicators(state, &cards, chosen, level + 2)}
            {heading(level + 1, money_id, words::overview::MONEY)}
            {move || projects(state, &below, chosen)}
            <Figure id=policy.id.clone() of=money date=date_of(state) is_short=true />
            <div class="tools">{menu}</div>
        </section>
    }
    .into_any()
}

/// What begins the ids of the sections of a policy.
const CHANGES: &str = "changes";
const INDICATORS: &str = "indicators";
const MONEY: &str = "money";

/// The id of a section of a policy.
fn part_id(part: &str, policy: &Policy) -> String {
    format!("{part}-{}", policy.id)
}

/// What the policy is about.
fn head(state: State, policy: &Policy, level: u8) -> AnyView {
    let shown = state.shown();
    let plan = &shown.plan;
    let name = words::screen::policy_name(plan, &policy.id);
    // What is published has none.
    let conflicts = shown.conflicts().count();
    let name = match level {
        1 => name.into_any(),
        _ => view! { <a href=href(&Route::Policy(policy.id.clone()))>{name}</a> }.into_any(),
    };
    view! {
        {heading(level, None, name)}
        <p class="vision">{plan.text(&policy.id, F::Vision).to_owned()}</p>
        {(conflicts > 0).then(|| view! { <p class="doubt">{words::screen::conflict_count(conflicts)}</p> }.into_any())}
    }
    .into_any()
}

/// How many indicators there are of each verdict, in large numbers, and below them a bar of one piece for each indicator.
fn verdicts(series: &OverviewSeries) -> AnyView {
    let counts = series.counts();
    let tiles = counts.iter().map(|(verdict, count)| {
        view! {
            <li class=tile_class(*verdict)>
                <strong>{*count}</strong>
                <span>
                    <span aria-hidden="true">{words::assessment::sign(verdict.map(Verdict::group))} " "</span>
                    {words::assessment::verdict_or_none(*verdict)}
                </span>
            </li>
        }
        .into_any()
    });
    view! {
        <ul class="verdicts">{tiles.collect_view()}</ul>
        {verdict_bar(&counts)}
    }
    .into_any()
}

/// Where the policy leads, and the contents of its part of the page.
fn links(state: State, policy: &Policy, here: &Route, chosen: Chosen) -> AnyView {
    let shown = state.shown();
    let year = chosen_year(state, chosen.year);
    let read = [(href(&Route::Policy(policy.id.clone())), words::screen::READ_SHEET.to_owned())];
    let work = [
        (href(&Route::Enter(policy.id.clone(), year)), words::screen::enter_year(year)),
        (href(&Route::Exchange), words::screen::EXCHANGE.to_owned()),
    ];
    let medium = Medium::current();
    let work = work.into_iter().filter(|_| medium.is_program());
    let links =
        read.into_iter().chain(work).map(|(address, text)| view! { <li><a href=address>{text}</a></li> }.into_any());
    let table = excel_link(&shown.plan, &policy.id).map(|link| view! { <li>{link}</li> }.into_any());
    // A page leads to what only the program can do.
    let choose = (!medium.is_program()).then(|| {
        let address = medium.asking(here, Wish::Choose);
        view! { <li class="needs-script"><a href=address>{words::overview::CHOOSE}</a></li> }.into_any()
    });
    let has_changes = !series(state, &shown, policy, chosen).changes().is_empty();
    let sections = [
        (CHANGES, words::overview::CHANGES),
        (INDICATORS, words::overview::INDICATORS),
        (MONEY, words::overview::MONEY),
    ];
    let sections = sections.into_iter().filter(|(part, _)| has_changes || *part != CHANGES);
    let sections = sections.map(|(part, title)| (part_id(part, policy), title)).collect();
    view! {
        <ul class="links">{links.collect_view()} {table} {choose}</ul>
        {contents(here, sections)}
    }
    .into_any()
}

/// How many changes are shown before the others are asked for, unless more verdicts on indicators have changed.
const SHOWN_CHANGES: usize = 3;

/// What changed from the year before; nothing where nothing can be compared.
fn changes(state: State, policy: &Policy, chosen: Chosen, level: u8) -> Option<AnyView> {
    let series = series(state, &state.shown(), policy, chosen);
    let sentence = changes_sentence(&series)?;
    let all = series.changes();
    let line = |change: &Change| {
        let address = href(&Route::Indicator(change.id.clone()));
        view! {
            <li>
                <a href=address>
                    <bdi>{change.name.clone()}</bdi>
                </a>
                {change.said.clone()}
            </li>
        }
        .into_any()
    };
    let first = all.iter().filter(|change| change.is_verdict_changed).count().max(SHOWN_CHANGES).min(all.len());
    let (shown, rest) = all.split_at_checked(first)?;
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <details>
                <summary>{words::overview::more_changes(rest.len())}</summary>
                <ul>{rest.iter().map(line).collect_view()}</ul>
            </details>
        }
        .into_any()
    });
    Some(
        view! {
            <section class="changes">
                {heading(level, Some(part_id(CHANGES, policy)), words::overview::CHANGES)} <p>{sentence}</p>
                <ul>{shown.iter().map(line).collect_view()}</ul>
                {rest}
            </section>
        }
        .into_any(),
    )
}

impl Chosen {
    fn initiative(self) -> Option<u8> {
        u8::try_from(self.initiative.get()).ok().filter(|number| *number > 0)
    }
}

fn series(state: State, shown: &edits::View, policy: &Policy, chosen: Chosen) -> OverviewSeries {
    let choice = Choice { initiative: chosen.initiative(), by_state: chosen.order.get() == 1 };
    OverviewSeries::of(shown, policy, chosen_year(state, chosen.year), choice)
}

/// The money of the projects that are chosen, together.
fn money_of_all(plan: &Plan, policy: &Policy, chosen: Chosen) -> FigureOf {
    let all = projects_of(plan, policy, chosen);
    let name = words::overview::projects(plan.text(&policy.id, F::Name), chosen.initiative(), all.len());
    FigureOf::money(MoneySeries::of_all(name, words::overview::head(plan), &all))
}

/// Exports of both figures.
fn exports(state: State, policy: &Policy, chosen: Chosen) -> AnyView {
    let shown = state.published();
    let stem = match chosen.initiative() {
        Some(number) => format!("{}-initiative-{number}", policy.id),
        None => policy.id.to_string(),
    };
    let money = money_of_all(&shown.plan, policy, chosen);
    let ids = projects_of(&shown.plan, policy, chosen).into_iter().map(|project| project.id).collect();
    view! {
        <div class="embed-code">
            {export_overview(state, &format!("{stem}-indicators"), series(state, &shown, policy, chosen))}
            {export_figure(state, money.title.clone(), &format!("{stem}-money"), money, ids)}
        </div>
    }
    .into_any()
}

/// The projects of the chosen initiative, or all.
fn projects_of(plan: &Plan, policy: &Policy, chosen: Chosen) -> Vec<Project> {
    let initiative = chosen.initiative().and_then(|number| policy.initiatives.get(usize::from(number).checked_sub(1)?));
    let projects = policy.projects.iter().filter_map(|entry| plan.project(&entry.id));
    projects.filter(|project| initiative.is_none_or(|initiative| project.initiatives.contains(initiative))).collect()
}

/// The indicators side by side and as one table.
fn indicators(state: State, policy: &Policy, chosen: Chosen, level: u8) -> AnyView {
    let series = series(state, &state.shown(), policy, chosen);
    let span = series.span();
    let cards = series.indicators.iter().map(|one| card(one, span, level)).collect_view();
    let is_drawn = series.indicators.iter().any(|one| one.trend.has_course());
    let table = move |id| value_table(id, overview_table(&series)).into_any();
    let (button, table) = as_table(format!("overview-{}", policy.id), chosen.as_table, table);
    view! {
        {chosen.initiative().map(|_| view! { <p class="quiet">{words::overview::ONLY_SOME}</p> }.into_any())}
        <ul class="cards" aria-label=words::overview::INDICATORS>
            {cards}
        </ul>
        {is_drawn.then(|| view! { <p class="quiet">{words::overview::HOW_DRAWN}</p> }.into_any())}
        <p>{button}</p>
        {table}
    }
    .into_any()
}

/// The projects with their amounts of the chosen year, and the sums with how many projects are in them.
fn projects(state: State, policy: &Policy, chosen: Chosen) -> AnyView {
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

/// A figure that stays what it is.
fn constant(figure: FigureOf) -> Memo<Option<FigureOf>> {
    Memo::new(move |_| Some(figure.clone()))
}

/// One indicator: its name, the number that stands for it, the verdict, how far it came, and its drawing where there is one.
fn card(one: &Overviewed, span: Option<(FiscalYear, FiscalYear)>, level: u8) -> AnyView {
    let figure = FigureOf::trend(one.trend.clone());
    let look = Look { small: span, ..Look::default() };
    let span = span.filter(|_| figure.options(&look).is_some());
    let id = one.id.clone();
    let name = view! { <a href=href(&Route::Indicator(one.id.clone()))>{one.trend.name.clone()}</a> };
    view! {
        <li class="card">
            {heading(level, None, name)}
            <p class="standing">{one.headline().map(headline)}</p>
            {span.map(move |span| view! { <Drawing id=id.clone() of=constant(figure) small=span /> }.into_any())}
            <p class="short">
                <VerdictMark verdict=one.assessment.verdict /> " " <span class="quiet">{one.in_short()}</span>
            </p>
        </li>
    }
    .into_any()
}
