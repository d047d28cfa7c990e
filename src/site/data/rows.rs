//! Values as rows of a table, each complete in itself.

use crate::edits::{View, is_correction};
use crate::format::Edition;
use crate::plan::{Cell, Field, FiscalYear, Observation, Plan, Policy, SubjectId, Target};
use crate::words;
use crate::words::data::about;

/// A column: its head, its type in the words of Table Schema, and what stands in it.
pub struct Column {
    pub head: &'static str,
    pub kind: &'static str,
    pub about: &'static str,
}

/// The columns of every table.
pub const COLUMNS: [Column; 11] = [
    Column { head: "施策", kind: "string", about: about::POLICY },
    Column { head: "ID", kind: "string", about: about::ID },
    Column { head: "指標・事業", kind: "string", about: about::NAME },
    Column { head: "区分", kind: "string", about: about::KIND },
    Column { head: "西暦", kind: "year", about: about::YEAR },
    Column { head: "和暦", kind: "string", about: about::ERA },
    Column { head: "値", kind: "number", about: about::VALUE },
    Column { head: "単位", kind: "string", about: about::UNIT },
    Column { head: "状態", kind: "string", about: about::STATE },
    Column { head: "備考", kind: "string", about: about::NOTES },
    Column { head: "出典", kind: "string", about: about::SOURCE },
];

/// A value with all that is needed to read it alone.
pub struct Row<'a> {
    policy: String,
    id: &'a SubjectId,
    name: &'a str,
    kind: String,
    /// A fiscal year, or of a latest value the year printed beside it, which may be of the calendar.
    year: Option<FiscalYear>,
    is_fiscal: bool,
    observation: Result<Observation, &'static str>,
    unit: String,
    notes: Vec<String>,
    source: &'a str,
}

impl Row<'_> {
    /// Returns the fields in the order of [`COLUMNS`].
    pub fn fields(&self) -> [String; COLUMNS.len()] {
        let era = self.year.map(|year| words::year::in_era(year, self.is_fiscal));
        let number = self.observation.ok().and_then(Observation::number);
        [
            self.policy.clone(),
            self.id.to_string(),
            self.name.to_owned(),
            self.kind.clone(),
            self.year.map(|year| year.number().to_string()).unwrap_or_default(),
            era.unwrap_or_default(),
            number.map(|number| number.to_string()).unwrap_or_default(),
            self.unit.clone(),
            self.observation.map_or_else(str::to_owned, |observation| words::data::state(observation).to_owned()),
            self.notes.join(" "),
            self.source.to_owned(),
        ]
    }
}

/// The rows of a policy: its own indicators, then of each project its amounts and its indicators.
pub fn rows_of_policy<'a>(view: &'a View, edition: &Edition, policy: &'a Policy) -> Vec<Row<'a>> {
    let own = policy.indicators.iter().flat_map(|id| rows_of_indicator(view, edition, id));
    let projects = policy.projects.iter().flat_map(|project| {
        let indicators = project.indicators.iter().flat_map(|id| rows_of_indicator(view, edition, id));
        rows_of_project(view, edition, &project.id).into_iter().chain(indicators)
    });
    own.chain(projects).collect()
}

/// The rows of an indicator: its latest value, its baseline, the actual of every year and its target.
pub fn rows_of_indicator<'a>(view: &'a View, edition: &Edition, id: &'a SubjectId) -> Vec<Row<'a>> {
    let plan: &Plan = &view.plan;
    let Some(indicator) = plan.indicator(id) else { return Vec::new() };
    let row = |field: Field, year: Option<FiscalYear>, observation| {
        let yearly = if field == Field::Actual { year } else { None };
        Row {
            unit: indicator.unit.clone(),
            is_fiscal: field != Field::Latest,
            year,
            observation,
            ..Row::of(view, edition, id, field, yearly)
        }
    };
    let latest = row(Field::Latest, indicator.latest_year, Ok(indicator.latest));
    let baseline = row(Field::Baseline, Some(indicator.baseline_year), Ok(indicator.baseline));
    let actuals = indicator.actuals.iter().map(|(year, actual)| row(Field::Actual, Some(*year), Ok(*actual)));
    let target = match indicator.target {
        Target::Number(number) => Some(Ok(Observation::Final(number))),
        Target::Announced => Some(Err(words::data::TARGET_NOT_STATED)),
        Target::NotStated => None,
    };
    let target = target.map(|target| row(Field::Target, Some(indicator.target_year), target));
    [latest, baseline].into_iter().chain(actuals).chain(target).collect()
}

/// The rows of a project: budget and settlement of every year, in thousand yen.
pub fn rows_of_project<'a>(view: &'a View, edition: &Edition, id: &'a SubjectId) -> Vec<Row<'a>> {
    let Some(project) = view.plan.project(id) else { return Vec::new() };
    let amounts = [(Field::Budget, project.budgets), (Field::Settlement, project.settlements)];
    let rows = amounts.into_iter().flat_map(|(field, amounts)| {
        amounts.into_iter().map(move |(year, amount)| Row {
            unit: words::figure::THOUSAND_YEN.to_string(),
            year: Some(year),
            observation: Ok(amount),
            ..Row::of(view, edition, id, field, Some(year))
        })
    });
    rows.collect()
}

/// What has to be known of a cell besides its value.
pub fn notes(view: &View, edition: &Edition, cell: &Cell) -> Vec<String> {
    let remark = view.plan.remark(cell);
    let to_confirm = view.plan.open_readings(cell).map(|reading| words::data::to_confirm(reading.kind));
    let notes = [
        (!remark.is_empty()).then(|| remark.to_owned()),
        is_correction(view, cell).then(|| words::closing::correction(&edition.former_values(cell, &view.value(cell)))),
        view.is_conflict(cell).then(|| words::figure::CONFLICT.to_string()),
        view.has_newer(cell).then(|| words::figure::NEWER.to_string()),
    ];
    notes.into_iter().flatten().chain(to_confirm).collect()
}

impl<'a> Row<'a> {
    /// The row of a cell, as far as every kind of row has the same.
    fn of(view: &'a View, edition: &Edition, id: &'a SubjectId, field: Field, yearly: Option<FiscalYear>) -> Row<'a> {
        let plan: &Plan = &view.plan;
        let cell = yearly.map_or_else(|| Cell::plain(id, field), |year| Cell::yearly(id, field, year));
        // The year beside a latest value is a cell of its own, and in its row.
        let year = (field == Field::Latest).then(|| Cell::plain(id, Field::LatestYear)).flatten();
        let mut notes: Vec<String> =
            cell.into_iter().chain(year).flat_map(|cell| notes(view, edition, &cell)).collect();
        let retired = plan.retired(id).filter(|from| yearly.is_none_or(|year| year >= *from));
        notes.extend(retired.map(words::year::retired_from));
        let policy = plan.policy_of(id).map(|policy| words::screen::policy_name(plan, &policy.id));
        Row {
            policy: policy.unwrap_or_default(),
            id,
            name: plan.text(id, Field::Name),
            kind: words::data::kind(field).to_owned(),
            year: None,
            is_fiscal: true,
            observation: Ok(Observation::NotEntered),
            unit: String::new(),
            notes,
            source: plan.text(id, Field::Source),
        }
    }
}
