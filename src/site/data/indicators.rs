//! Indicators with what is said of them and why: `indicators.json`.

use std::str::FromStr;

use serde::Serialize;
use serde_json::Number;

use crate::edits::{View, is_correction};
use crate::format::Edition;
use crate::plan::{
    Assessment, Cell, Direction, Field, FiscalYear, Observation, Plan, RULES, Ratio, SubjectId, Target, assess,
};
use crate::words;

use super::{ids, json};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Indicators {
    plan: String,
    city: String,
    /// What the values hold for, in the city's words.
    date: String,
    first_year: i32,
    last_year: i32,
    /// The version of the rules of the assessments.
    rules: u32,
    indicators: Vec<Indicator>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Indicator {
    id: String,
    policy: Option<String>,
    name: String,
    unit: String,
    source: String,
    direction: Option<&'static str>,
    target: Option<TargetOf>,
    /// The first fiscal year it is not kept for any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    retired: Option<i32>,
    latest: ValueOf,
    baseline: ValueOf,
    actuals: Vec<ValueOf>,
    /// What was decided in reading the city's sheet, and is not confirmed yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    to_confirm: Vec<ToConfirm>,
    assessment: AssessmentOf,
}

#[derive(Serialize)]
struct ToConfirm {
    /// The field's name in files: `latest`, `direction`, …
    field: &'static str,
    year: Option<i32>,
    reason: &'static str,
}

#[derive(Serialize)]
struct TargetOf {
    /// The fiscal year it is meant for.
    year: i32,
    /// The number; null where the target is announced without one.
    value: Option<Number>,
}

/// An observation: a number, or a state that says why there is none.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ValueOf {
    year: Option<i32>,
    value: Option<Number>,
    state: &'static str,
    /// What was published before it was corrected, the newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrected_from: Vec<Former>,
}

/// What was published before a correction.
#[derive(Serialize)]
struct Former {
    value: Option<Number>,
    state: &'static str,
    /// When the correction was published.
    until: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AssessmentOf {
    /// The fiscal year up to which actuals count.
    until: i32,
    word: Option<&'static str>,
    group: Option<&'static str>,
    /// Why there is no verdict.
    reason: Option<&'static str>,
    reference: Option<Input>,
    current: Option<Input>,
    change: Option<Number>,
    change_from_year_before: Option<Number>,
    /// In percent, cut down to a whole number.
    progress: Option<Number>,
    /// Progress against the share of the planned years that has gone by, in percent, cut down.
    pace: Option<Number>,
    /// Current value against the target, in percent, cut down.
    achievement: Option<Number>,
    /// The same in words.
    sentences: String,
}

/// A number an assessment was made from.
#[derive(Serialize)]
struct Input {
    kind: &'static str,
    year: Option<i32>,
    value: Option<Number>,
}

pub fn indicators(view: &View, edition: &Edition) -> Vec<u8> {
    let plan: &Plan = &view.plan;
    json(&Indicators {
        plan: plan.id.to_string(),
        city: plan.city.clone(),
        date: words::edition::date_of(edition),
        first_year: plan.first_year.number(),
        last_year: plan.last_year.number(),
        rules: RULES,
        indicators: ids(plan).filter_map(|id| indicator(view, edition, id)).collect(),
    })
}

fn indicator(view: &View, edition: &Edition, id: &SubjectId) -> Option<Indicator> {
    let plan: &Plan = &view.plan;
    let actual = |(year, actual): (&FiscalYear, &Observation)| ValueOf {
        corrected_from: former(view, edition, Cell::yearly(id, Field::Actual, *year)),
        ..value(Some(*year), *actual)
    };
    let of = plan.indicator(id)?;
    let assessment = assess(&of, plan.last_year);
    let sentences = words::assessment::sentences(&of, &assessment);
    let target_year = of.target_year.number();
    let target = match of.target {
        Target::Number(value) => Some(TargetOf { year: target_year, value: number(value) }),
        Target::Announced => Some(TargetOf { year: target_year, value: None }),
        Target::NotStated => None,
    };
    let direction = of.direction.map(|direction| match direction {
        Direction::Increase => "increase",
        Direction::Decrease => "decrease",
        Direction::Maintain => "maintain",
    });
    Some(Indicator {
        id: id.to_string(),
        policy: plan.policy_of(id).map(|policy| policy.id.to_string()),
        name: plan.text(id, Field::Name).to_owned(),
        direction,
        target,
        retired: plan.retired(id).map(FiscalYear::number),
        latest: value(of.latest_year, of.latest),
        baseline: value(Some(of.baseline_year), of.baseline),
        actuals: of.actuals.iter().map(actual).collect(),
        to_confirm: to_confirm(plan, id),
        assessment: assessed(&assessment, plan.last_year, sentences),
        unit: of.unit,
        source: of.source,
    })
}

fn to_confirm(plan: &Plan, id: &SubjectId) -> Vec<ToConfirm> {
    let plain = [Field::Latest, Field::LatestYear, Field::Direction, Field::Target, Field::TargetYear, Field::Baseline];
    let plain = plain.into_iter().filter_map(|field| Cell::plain(id, field));
    let cells: Vec<Cell> = plain.chain(plan.years().filter_map(|year| Cell::yearly(id, Field::Actual, year))).collect();
    let open = cells.iter().flat_map(|cell| plan.open_readings(cell)).map(|reading| ToConfirm {
        field: reading.cell.field().as_str(),
        year: reading.cell.year().map(FiscalYear::number),
        reason: words::sheet::reading_reason(reading.kind),
    });
    open.collect()
}

/// What was published before a correction that stands.
fn former(view: &View, edition: &Edition, cell: Option<Cell>) -> Vec<Former> {
    let corrected = cell.filter(|cell| is_correction(view, cell));
    let former = corrected.map(|cell| edition.former_values(&cell, &view.value(&cell))).unwrap_or_default();
    let former = former.into_iter().map(|(before, at)| Former {
        value: before.number().and_then(number),
        state: state(before),
        until: at.to_string(),
    });
    former.collect()
}

fn value(year: Option<FiscalYear>, observation: Observation) -> ValueOf {
    let value = observation.number().and_then(number);
    ValueOf { year: year.map(FiscalYear::number), value, state: state(observation), corrected_from: Vec::new() }
}

fn state(observation: Observation) -> &'static str {
    match observation {
        Observation::Final(_) => "final",
        Observation::Preliminary(_) => "preliminary",
        Observation::NotEntered => "notEntered",
        Observation::NotPublished => "notPublished",
        Observation::NotApplicable => "notApplicable",
    }
}

fn assessed(of: &Assessment, until: FiscalYear, sentences: String) -> AssessmentOf {
    let percent = |ratio: Ratio| number(ratio.floor_times(100));
    let reference = of.reference.map(|reference| Input {
        kind: if reference.is_baseline { "baseline" } else { "latest" },
        year: reference.year.map(FiscalYear::number),
        value: number(reference.value),
    });
    let current = of.current.map(|current| Input {
        kind: if current.is_preliminary { "preliminary" } else { "actual" },
        year: Some(current.year.number()),
        value: number(current.value),
    });
    AssessmentOf {
        until: until.number(),
        word: of.verdict.ok().map(words::assessment::verdict),
        group: of.verdict.ok().map(|verdict| words::assessment::group(verdict.group())),
        reason: of.verdict.err().map(words::assessment::no_verdict),
        reference,
        current,
        change: of.change.and_then(number),
        change_from_year_before: of.change_from_year_before.and_then(number),
        progress: of.progress.and_then(percent),
        pace: of.pace.and_then(|pace| percent(pace.ratio)),
        achievement: of.achievement.and_then(percent),
        sentences,
    }
}

/// Returns a decimal as a JSON number with the digits it is written with.
fn number(decimal: impl ToString) -> Option<Number> {
    Number::from_str(&decimal.to_string()).ok()
}
