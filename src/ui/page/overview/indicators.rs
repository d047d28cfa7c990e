//! The indicators side by side.

use leptos::prelude::*;

use crate::chart::{FigureOf, Look, Overviewed, overview_table};
use crate::plan::{FiscalYear, Policy};
use crate::state::State;
use crate::ui::part::{Drawing, VerdictMark, as_table, headline, href, to_confirm_sign, value_table};
use crate::ui::route::Route;
use crate::words;

use super::chosen::{Chosen, series};
use crate::ui::part::heading;

/// The indicators side by side and as one table.
pub fn indicators(state: State, policy: &Policy, chosen: Chosen, level: u8) -> AnyView {
    let series = series(state, &state.shown(), policy, chosen);
    let span = series.span();
    // Said above: not once more on each.
    let has_no_actual = series.has_no_actual();
    let cards = series.indicators.iter().map(|one| card(one, span, level, has_no_actual)).collect_view();
    let is_uncertain = series.indicators.iter().any(|one| one.is_uncertain || one.has_uncertain && !has_no_actual);
    let is_drawn = series.indicators.iter().any(|one| one.trend.has_course());
    let table = move |id| value_table(id, overview_table(&series)).into_any();
    let (button, table) = as_table(format!("overview-{}", policy.id), chosen.as_table, table);
    view! {
        {chosen.initiative().map(|_| view! { <p class="quiet">{words::overview::ONLY_SOME}</p> }.into_any())}
        <ul class="cards" aria-label=words::overview::INDICATORS>
            {cards}
        </ul>
        {is_uncertain.then(|| view! { <p class="quiet">{words::overview::UNCERTAIN}</p> }.into_any())}
        {is_drawn.then(|| view! { <p class="quiet">{words::overview::HOW_DRAWN}</p> }.into_any())}
        <p>{button}</p>
        {table}
    }
    .into_any()
}

/// One indicator: its name, the number that stands for it, the verdict, how far it came, and its drawing where there is one.
/// Where `has_no_actual` that is why all of them have no verdict, and is said above.
fn card(one: &Overviewed, span: Option<(FiscalYear, FiscalYear)>, level: u8, has_no_actual: bool) -> AnyView {
    let figure = FigureOf::trend(one.trend.clone());
    let look = Look { small: span, ..Look::default() };
    let span = span.filter(|_| figure.options(&look).is_some());
    let id = one.id.clone();
    let name = view! { <a href=href(&Route::Indicator(one.id.clone()))>{one.trend.name.clone()}</a> };
    view! {
        <li class="card">
            {heading(level, None, name)}
            <p class="standing">
                <span>{one.headline().map(headline)} {one.is_uncertain.then(to_confirm_sign)}</span>
            </p>
            {span.map(move |span| view! { <Drawing id=id.clone() of=constant(figure) small=span /> }.into_any())}
            {(!has_no_actual)
                .then(|| {
                    view! {
                        <p class="short">
                            <VerdictMark verdict=one.assessment.verdict /> " " <span class="quiet">{one.in_short()}</span>
                            {(one.has_uncertain && !one.is_uncertain).then(to_confirm_sign)}
                        </p>
                    }
                        .into_any()
                })}
        </li>
    }
    .into_any()
}

/// A figure that stays what it is.
fn constant(figure: FigureOf) -> Memo<Option<FigureOf>> {
    Memo::new(move |_| Some(figure.clone()))
}
