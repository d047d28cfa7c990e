//! The overview of one policy.

use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::OverviewSeries;
use crate::edits::open_year;
use crate::plan::{Cell, Field as F, Policy, Verdict, sum};
use crate::state::State;
use crate::ui::page::indicator::date_of;
use crate::ui::page::policies::{tile_class, verdict_bar};
use crate::ui::part::{
    Audience, Figure, Medium, choice, chosen_year, contents, excel_link, export_menu, follows, href, lines,
    retired_mark, to_confirm_sign, year_choice,
};
use crate::ui::route::{Route, Wish};
use crate::words;

use super::about;
use super::changes::changes;
use super::chosen::{Chosen, money_of_all, projects_in, series};
use super::exports::exports;
use super::indicators::indicators;
use super::news::{NEWS, has_news};
use super::projects::{has_uncertain, projects};
use super::section::{CHANGES, INDICATORS, MONEY, section_id};
use crate::ui::part::heading;

/// The overview of a policy. `address` is that of the screen, `here` that of the page that shows the same.
pub fn policy_overview(
    state: State,
    policy: &Policy,
    year: RwSignal<usize>,
    address: &Route,
    here: Route,
    level: u8,
) -> AnyView {
    let chosen = Chosen::of(state, policy, year, address);
    let plan = state.structure();
    let initiatives =
        policy.initiatives.iter().enumerate().map(|(index, id)| words::overview::initiative(&plan, index + 1, id));
    let initiatives = std::iter::once(words::overview::EVERY_INITIATIVE.to_owned()).chain(initiatives).collect();
    let [above, counted, told, said, beside, changed, cards, drawn, below, exported] = {
        let policy = Arc::new(policy.clone());
        std::array::from_fn(|_| policy.clone())
    };
    let sentence = follows(move || {
        let series = series(state, &state.shown(), &said, chosen);
        if series.indicators.is_empty() {
            return words::overview::no_indicator(series.until);
        }
        if series.has_no_actual() {
            return words::overview::no_actual(series.until);
        }
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
                {year_choice(&state.structure(), words::overview::UNTIL_YEAR, year)} " "
                {choice(words::overview::INITIATIVE, initiatives, chosen.initiative)} " "
                {choice(words::overview::ORDER, words::overview::ORDERS.map(str::to_owned).into(), chosen.order)}
            </p>
        }
        .into_any()
    });
    let [indicators_id, money_id] = [INDICATORS, MONEY].map(|part| Some(section_id(part, policy)));
    view! {
        <section class="policy-overview">
            {move || head(state, &above, level)}
            {move || numbers(state, &counted, chosen)}
            <p class="sentence" role="status">
                {sentence}
            </p>
            {meanings(state, told, chosen)}
            {(level == 2).then(|| about(state, words::overview::ABOUT))}
            {choices}
            {move || links(state, &beside, &here, chosen, level == 2)}
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

/// What the policy is about.
fn head(state: State, policy: &Policy, level: u8) -> AnyView {
    let shown = state.shown();
    let plan = &shown.plan;
    let name = words::screen::policy_name(plan, &policy.id);
    // What is published has none.
    let is_of_it = |cell: &Cell| plan.policy_of(&cell.subject).is_some_and(|of| of.id == policy.id);
    let conflicts = shown.conflicts().filter(|(cell, _)| is_of_it(cell)).count();
    // A page leads to the sheet by name below, and by the policy's name to the policy.
    let name = match level {
        1 => name.into_any(),
        _ if !Medium::current().is_program() => name.into_any(),
        _ => view! { <a href=href(&Route::Policy(policy.id.clone()))>{name}</a> }.into_any(),
    };
    view! {
        {heading(level, None, name)}
        {retired_mark(state, &policy.id)}
        <p class="vision">{lines(plan.text(&policy.id, F::Vision))}</p>
        {(conflicts > 0).then(|| view! { <p class="doubt">{words::screen::conflict_count(conflicts)}</p> }.into_any())}
    }
    .into_any()
}

/// The large numbers: how many indicators there are of each verdict, and below them a bar of one piece for each indicator. While none
/// has a verdict, which the sentence below says, how much there is.
fn numbers(state: State, policy: &Policy, chosen: Chosen) -> AnyView {
    let series = series(state, &state.shown(), policy, chosen);
    if !series.is_judged() {
        return extent(state, policy, &series, chosen);
    }
    let (counts, uncertain) = (series.counts(), series.uncertain_verdicts());
    let tiles = counts.iter().map(|(verdict, count)| {
        let is_uncertain = verdict.is_some_and(|verdict| uncertain.contains(&verdict));
        view! {
            <li class=tile_class(*verdict)>
                <strong>{*count}</strong>
                <span>
                    <span aria-hidden="true">{words::assessment::sign(verdict.map(Verdict::group))} " "</span>
                    {words::assessment::verdict_or_none(*verdict)}
                    {is_uncertain.then(to_confirm_sign)}
                </span>
            </li>
        }
        .into_any()
    });
    view! {
        <ul class="verdicts">{tiles.collect_view()}</ul>
        {verdict_bar(&counts)}
        {(!uncertain.is_empty()).then(|| view! { <p class="quiet">{words::overview::UNCERTAIN_COUNTS}</p> }.into_any())}
    }
    .into_any()
}

/// What the verdicts mean that were counted, behind a press; nothing while there is none.
fn meanings(state: State, policy: Arc<Policy>, chosen: Chosen) -> AnyView {
    let counted = Memo::new(move |_| {
        let series = series(state, &state.shown(), &policy, chosen);
        let verdicts = series.counts().into_iter().map(|(verdict, _)| verdict);
        if series.is_judged() { verdicts.collect::<Vec<_>>() } else { Vec::new() }
    });
    let is_judged = Memo::new(move |_| counted.with(|verdicts| !verdicts.is_empty()));
    let meaning = |verdict: Option<Verdict>| {
        view! {
            <dt>{words::assessment::verdict_or_none(verdict)}</dt>
            <dd>{words::assessment::meaning(verdict)}</dd>
        }
        .into_any()
    };
    // It stays open while others come to be counted.
    follows(move || {
        is_judged.get().then(|| {
            view! {
                <details class="meanings">
                    <summary>{words::assessment::HOW}</summary>
                    <p>{words::assessment::HOW_LEAD}</p>
                    <dl>{follows(move || counted.get().into_iter().map(meaning).collect_view())}</dl>
                </details>
            }
            .into_any()
        })
    })
    .into_any()
}

/// How many indicators and projects there are, and what is planned to be spent in the chosen year.
fn extent(state: State, policy: &Policy, series: &OverviewSeries, chosen: Chosen) -> AnyView {
    let (plan, year) = (state.plan(), chosen_year(&state.structure(), chosen.year));
    let projects = projects_in(&plan, policy, chosen, year);
    let budget = sum(projects.iter().map(|project| project.budgets.get(&year).copied().unwrap_or_default()));
    let is_uncertain = has_uncertain(&plan, &projects, F::Budget, year);
    let budget = (budget.counted > 0).then(|| {
        let of = words::overview::of_year(year, &words::figure::BUDGET);
        ("tile none long", words::overview::sum(budget), of, is_uncertain)
    });
    let counts = [(series.indicators.len(), words::overview::INDICATOR), (projects.len(), words::screen::PROJECTS)];
    let counts = counts.map(|(count, of)| ("tile none", count.to_string(), of.to_owned(), false));
    let tiles = counts.into_iter().chain(budget).map(|(class, number, of, is_uncertain)| {
        view! {
            <li class=class>
                <strong>{number}</strong>
                <span>{of} {is_uncertain.then(to_confirm_sign)}</span>
            </li>
        }
        .into_any()
    });
    view! { <ul class="verdicts extent">{tiles.collect_view()}</ul> }.into_any()
}

/// Where the policy leads, and the contents of its part of the page; on the first page news follow.
fn links(state: State, policy: &Policy, here: &Route, chosen: Chosen, is_first: bool) -> AnyView {
    let shown = state.shown();
    let year = open_year(&shown, std::slice::from_ref(policy));
    let read = [(href(&Route::Policy(policy.id.clone())), words::screen::READ_SHEET.to_owned())];
    let medium = Medium::current();
    let work = [
        (medium.asking(&Route::Enter(policy.id.clone(), year), Wish::Edit), words::screen::enter_year(year)),
        (href(&Route::Exchange), words::screen::EXCHANGE.to_owned()),
    ];
    let work = work.into_iter().filter(|_| medium.is_program() && !Audience::are_readers());
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
    let sections = sections.map(|(part, title)| (section_id(part, policy), title));
    let news = (is_first && has_news(state)).then(|| (NEWS.to_owned(), words::data::NEWS));
    let sections = sections.chain(news).collect();
    view! {
        <ul class="links">{links.collect_view()} {table} {choose}</ul>
        {contents(here, sections)}
    }
    .into_any()
}
