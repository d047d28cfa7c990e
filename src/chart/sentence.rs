//! The sentences that say what a drawing shows. The words are those of `words::figure`; here is their order.

use super::series::{MoneySeries, MoneyYear, Point, PointKind, TrendSeries};
use crate::plan::{Decimal, Direction, FiscalYear, Missing, NoVerdict, Observation};
use crate::words::language::joined;
use crate::words::{figure, number};

/// What the trend shows: from where to where, the change, the target, what is missing and why.
pub fn trend_sentence(series: &TrendSeries) -> String {
    let mut said = Vec::new();
    for kind in [PointKind::Latest, PointKind::Baseline] {
        said.extend(series.single(kind).and_then(|point| start(series, point)));
    }
    said.extend(actuals(series));
    let unit = number::unit_of_difference(&series.unit, series.is_percentage);
    if let Some((reference, change)) = series.reference.zip(series.change()) {
        said.push(figure::change(reference, change, unit));
    }
    if said.is_empty() {
        said.push(figure::nothing_known());
    }
    match series.stated_target() {
        Some((value, year)) => {
            let target = figure::Said { value, unit: &series.unit, is_preliminary: false, is_in_conflict: false };
            said.push(figure::target(target, year, distance(series, value, year), unit));
        }
        None if series.target.is_some() => said.push(figure::target_not_stated()),
        None => {}
    }
    said.extend(series.limits().map(|_| figure::held_within(series.band, unit)));
    said.extend(missing(&figure::ACTUALS_MISSING, series.actuals().filter_map(|p| Some((p.year?, p.observation)))));
    let conflicts = series.actuals().filter(|p| p.is_in_conflict).filter_map(|p| p.year);
    said.extend(of_years(figure::in_conflict, &figure::ACTUALS_MISSING, conflicts));
    joined(&said)
}

/// What the trend shows besides what is said of its verdict ([`assessment::grounds`](crate::words::assessment::grounds)), so that
/// the two can stand together and nothing is said twice.
pub fn trend_rest(series: &TrendSeries) -> String {
    let mut said = Vec::new();
    // The reference, the current value, the changes and the target are told with the verdict.
    if series.reference.is_some_and(|reference| reference.is_baseline) {
        said.extend(series.single(PointKind::Latest).and_then(|point| start(series, point)));
    }
    let mut actuals = series.actuals().filter(|point| point.observation.number().is_some());
    let first = actuals.next().filter(|_| actuals.next().is_some());
    said.extend(first.and_then(|point| Some(figure::first_actual(said_of(series, point)?, point.year?))));
    let is_announced = series.target.is_some() && series.stated_target().is_none();
    if is_announced && series.verdict != Err(NoVerdict::TargetAnnounced) {
        said.push(figure::target_not_stated());
    }
    let told = match series.verdict {
        Err(NoVerdict::NoActual(why)) => Some(why),
        // Of such years the table says so.
        Err(NoVerdict::Retired) => Some(Missing::NotApplicable),
        _ => None,
    };
    let years = series.actuals().filter(|point| told.is_none() || point.observation.missing() != told);
    said.extend(missing(&figure::ACTUALS_MISSING, years.filter_map(|p| Some((p.year?, p.observation)))));
    let conflicts = series.actuals().filter(|p| p.is_in_conflict).filter_map(|p| p.year);
    said.extend(of_years(figure::in_conflict, &figure::ACTUALS_MISSING, conflicts));
    if !series.is_drawn() {
        said.push(if series.only_number().is_some() { figure::ONE_VALUE.into() } else { figure::nothing_known() });
    }
    joined(&said)
}

/// What the amounts show: budgets and settlements from where to where, the newest rate, what is missing and why.
pub fn money_sentence(series: &MoneySeries) -> String {
    let mut said = Vec::new();
    said.extend(amounts(series.budget_name(), series.years.iter().map(|of| (of.year, of.budget))));
    said.extend(amounts(&figure::SETTLEMENT, series.years.iter().map(|of| (of.year, of.settlement))));
    if said.is_empty() {
        said.push(figure::nothing_known());
    }
    said.extend(money_notes(series));
    joined(&said)
}

/// The same beside a table that has the amounts.
pub fn money_rest(series: &MoneySeries) -> String {
    let nothing = (!series.is_drawn()).then(figure::nothing_known);
    joined(&nothing.into_iter().chain(money_notes(series)).collect::<Vec<_>>())
}

/// What is to be said besides the amounts.
fn money_notes(series: &MoneySeries) -> Vec<String> {
    let of_all = |at: usize| series.years.iter().filter(move |of| of.is_partly.get(at) != Some(&true));
    let budgets = of_all(0).map(|of| (of.year, of.budget));
    let settlements = of_all(1).map(|of| (of.year, of.settlement));
    let mut said = Vec::new();
    let newest = series.years.iter().rev().find_map(|of| Some((of.rate.ok()?, of.year)));
    said.extend(newest.map(|(rate, of)| figure::execution_rate(rate, of)));
    // Also of a budget of nought, which no rate is told of.
    let is_over = |of: &&MoneyYear| {
        let amounts = [of.budget, of.settlement].map(Observation::number);
        matches!(amounts, [Some(budget), Some(settlement)] if settlement > budget) && !of.is_partly.contains(&true)
    };
    let overspent = series.years.iter().filter(is_over).map(|of| of.year);
    let overspent: Vec<_> = overspent.collect();
    if !overspent.is_empty() {
        said.push(figure::overspent(&overspent));
    }
    said.extend(missing(series.budget_name(), budgets));
    said.extend(missing(&figure::SETTLEMENT, settlements));
    type Marks = fn(&MoneyYear) -> [bool; 2];
    let marked = |marks: Marks, at: usize| {
        series.years.iter().filter(move |of| marks(of).get(at) == Some(&true)).map(|of| of.year)
    };
    let notes: [(Marks, Note); 2] = [(|of| of.is_partly, figure::partly), (|of| of.in_conflict, figure::in_conflict)];
    for (marks, note) in notes {
        said.extend(of_years(note, series.budget_name(), marked(marks, 0)));
        said.extend(of_years(note, &figure::SETTLEMENT, marked(marks, 1)));
    }
    said
}

/// What is to be said of a name's values in some years.
type Note = fn(&str, &[FiscalYear]) -> String;

/// That note, if there are such years.
fn of_years(note: Note, name: &str, years: impl Iterator<Item = FiscalYear>) -> Option<String> {
    let years: Vec<_> = years.collect();
    (!years.is_empty()).then(|| note(name, &years))
}

/// From the first amount to the newest.
fn amounts(name: &str, all: impl Iterator<Item = (FiscalYear, Observation)>) -> Option<String> {
    let mut known = all.filter_map(|(of, amount)| {
        Some((figure::Amount { value: amount.number()?, is_preliminary: amount.is_preliminary() }, of))
    });
    let (first, first_year) = known.next()?;
    Some(match known.last() {
        Some((newest, newest_year)) => figure::amounts(name, first, first_year, newest, newest_year),
        None => figure::amount(name, first, first_year),
    })
}

fn said_of<'a>(series: &'a TrendSeries, point: &Point) -> Option<figure::Said<'a>> {
    Some(figure::Said {
        value: point.observation.number()?,
        unit: &series.unit,
        is_preliminary: point.observation.is_preliminary(),
        // Years in conflict have a sentence of their own.
        is_in_conflict: false,
    })
}

/// The latest value or the baseline.
fn start(series: &TrendSeries, point: &Point) -> Option<String> {
    let said = said_of(series, point)?;
    match point.kind {
        PointKind::Latest => Some(figure::latest(said, point.year)),
        _ => Some(figure::baseline(said, point.year?)),
    }
}

/// From the first actual to the newest.
fn actuals(series: &TrendSeries) -> Option<String> {
    let mut known = series.actuals().filter_map(|point| Some((said_of(series, point)?, point.year?)));
    let (first, first_year) = known.next()?;
    match known.last() {
        Some((newest, newest_year)) => Some(figure::actuals(first, first_year, newest, newest_year)),
        None => Some(figure::one_actual(first, first_year)),
    }
}

fn distance(series: &TrendSeries, target: Decimal, by: FiscalYear) -> figure::Distance {
    let Some(newest) = series.current else { return figure::Distance::Unknown };
    let current = newest.value;
    let off = current.exact() - target.exact();
    match series.sense() {
        Some(Direction::Increase) if current >= target => figure::Distance::Reached,
        Some(Direction::Decrease) if current <= target => figure::Distance::Reached,
        Some(Direction::Increase | Direction::Decrease) if newest.year >= by => figure::Distance::Missed(off),
        Some(Direction::Increase | Direction::Decrease) => figure::Distance::Left(off),
        Some(Direction::Maintain) | None => figure::Distance::Off(off),
    }
}

/// One sentence a reason, each with all its years.
fn missing(name: &str, all: impl Iterator<Item = (FiscalYear, Observation)> + Clone) -> Vec<String> {
    let reasons = [Missing::NotEntered, Missing::NotPublished, Missing::NotApplicable];
    let sentences = reasons.into_iter().filter_map(|why| {
        let years: Vec<_> = all.clone().filter(|(_, o)| o.missing() == Some(why)).map(|(year, _)| year).collect();
        (!years.is_empty()).then(|| figure::missing_years(name, &years, why))
    });
    sentences.collect()
}
