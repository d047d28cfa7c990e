//! The plan itself: subjects in the sheet's order, and the map of cells.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

use super::cell::{Aspect, Cell, Field, SubjectId};
use super::cells::CellMap;
use super::decimal::Decimal;
use super::gather::set_of;
use super::indicator::Indicator;
use super::json::{Fields, InJson, JsonFault, RawFields, object, read_piece, through_json};
use super::place::Place;
use super::project::Project;
use super::reading::{Reading, Readings};
use super::structure::{Structure, Subject};
use super::text::cleaned;
use super::value::{Direction, InitiativeLink, Observation, Target, Value};
use super::year::FiscalYear;

/// A plan: never changed once read; what people do to it is a set of edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which plan this is, among all plans of all cities: `kamakura`.
    pub id: SubjectId,
    /// The ids it had in earlier releases: what was saved under one of them belongs to it.
    pub former_ids: Vec<SubjectId>,
    /// The city.
    pub city: String,
    /// The first fiscal year results are entered for.
    pub first_year: FiscalYear,
    /// The last fiscal year.
    pub last_year: FiscalYear,
    /// Which subjects the file states. What cells say besides makes [`Plan::structure`] of it.
    pub stated: Arc<Structure>,
    /// Which subjects it has.
    pub structure: Arc<Structure>,
    /// Every value that is stated. A cell that is not here is empty.
    pub cells: CellMap<Value>,
    /// Decisions made in reading the source.
    pub readings: Arc<Readings>,
    /// Cells, by key, and readings this release does not know, carried along.
    pub foreign: ForeignParts,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

/// Parts of a plan that a newer release made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignParts {
    /// Cells: a key this release does not know, or a value.
    pub cells: Map<String, Json>,
    /// Readings.
    pub readings: Vec<Json>,
}

/// A policy (施策) as the ids of what it is made of; its words are cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its code in the plan, which is its id: `3-10`.
    pub id: SubjectId,
    /// 施策指標, in order.
    pub indicators: Vec<SubjectId>,
    /// 主な取組, in order; the first is ①.
    pub initiatives: Vec<SubjectId>,
    /// 事業, in order.
    pub projects: Vec<ProjectEntry>,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

/// A project's place in its policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectEntry {
    /// Its id.
    pub id: SubjectId,
    /// Its outcome indicators, in order.
    pub indicators: Vec<SubjectId>,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

/// Why data of the right form is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// The last year lies before the first, or more than 30 years behind it.
    Years,
    /// Two subjects have one id.
    TwiceTheSameId(SubjectId),
}

impl Plan {
    /// Checks what the types alone cannot: years in order, ids unique.
    ///
    /// # Errors
    ///
    /// The first contradiction.
    pub fn check(&self) -> Result<(), PlanError> {
        if !(0..=30).contains(&(self.last_year.number() - self.first_year.number())) {
            return Err(PlanError::Years);
        }
        let mut seen = BTreeSet::new();
        if let Some(id) = self.structure.subject_ids().find(|id| !seen.insert((*id).clone())) {
            return Err(PlanError::TwiceTheSameId(id.clone()));
        }
        Ok(())
    }

    /// Returns the plan's id and its former ids; data saved under any of them belongs to this plan.
    pub fn ids(&self) -> impl Iterator<Item = &SubjectId> {
        std::iter::once(&self.id).chain(&self.former_ids)
    }

    /// The fiscal years of the plan, in order.
    pub fn years(&self) -> impl Iterator<Item = FiscalYear> + Clone + use<> {
        self.first_year.to(self.last_year)
    }

    /// The policies, in order.
    pub fn policies(&self) -> &[Policy] {
        &self.structure
    }

    /// What `id` stands for in this plan.
    pub fn subject(&self, id: &SubjectId) -> Option<Subject<'_>> {
        self.structure.subject(id)
    }

    /// Whether the cell belongs to a subject of this plan and, where it has one, to a year of it. A cell that says what a subject is
    /// belongs to any.
    pub fn has(&self, cell: &Cell) -> bool {
        let in_years = cell.year().is_none_or(|year| (self.first_year..=self.last_year).contains(&year));
        in_years && (cell.field().is_structural() || self.structure.has(&cell.subject))
    }

    /// The value of a cell; empty where nothing is stated.
    pub fn value(&self, cell: &Cell) -> Value {
        let stated = || match (cell.field(), cell.aspect) {
            (Field::Role, Aspect::Value) => self.stated.role(&cell.subject).map(|role| Value::Role(Some(role))),
            (Field::Place, Aspect::Value) => self.stated.place(&cell.subject).map(|place| Value::Place(Some(place))),
            _ => None,
        };
        self.cells.get(cell).cloned().or_else(stated).unwrap_or_else(|| cell.kind().empty())
    }

    /// Returns this plan with other values in some cells, which change nothing of which subjects there are.
    pub fn with_values<'a>(&self, values: impl Iterator<Item = (&'a Cell, &'a Value)>) -> Plan {
        let mut plan = self.clone();
        values.for_each(|(cell, value)| plan.cells.insert(cell.clone(), value.clone()));
        plan
    }

    /// Takes the structure that its cells say.
    pub fn restructure(&mut self) {
        let said = self.cells.iter().filter(|(cell, _)| cell.field().is_structural() && cell.aspect == Aspect::Value);
        let mut said = said.peekable();
        self.structure = if said.peek().is_none() { self.stated.clone() } else { Arc::new(self.stated.with(said)) };
    }

    /// The fiscal year from which a subject, or what it belongs to, is retired (廃止).
    pub fn retired(&self, id: &SubjectId) -> Option<FiscalYear> {
        let around = std::iter::once(id).chain(self.structure.around(id));
        around.filter_map(|id| self.year(id, Field::Retired)).min()
    }

    /// Whether a subject is not yet retired in a fiscal year.
    pub fn is_kept(&self, id: &SubjectId, year: FiscalYear) -> bool {
        self.retired(id).is_none_or(|retired| year < retired)
    }

    /// The indicator `id`, if it is one of this plan's.
    pub fn indicator(&self, id: &SubjectId) -> Option<Indicator> {
        match self.subject(id)? {
            Subject::PolicyIndicator(..) | Subject::OutcomeIndicator(..) => Some(Indicator::read(self, id)),
            _ => None,
        }
    }

    /// The project `id`, if it is one of this plan's.
    pub fn project(&self, id: &SubjectId) -> Option<Project> {
        match self.subject(id)? {
            Subject::Project(_, entry) => Some(Project::read(self, entry)),
            _ => None,
        }
    }

    /// Returns the text of a subject's field, or an empty text. A name in an unknown form is replaced by the id.
    pub fn text(&self, subject: &SubjectId, field: Field) -> &str {
        match Cell::plain(subject, field).and_then(|cell| self.cells.get(&cell)) {
            Some(Value::Text(text)) => text,
            // A subject whose name this version cannot show still needs one.
            _ if field == Field::Name => {
                let key = self.foreign.cells.keys().find(|key| key.strip_suffix("/name") == Some(subject.as_str()));
                key.and_then(|key| key.strip_suffix("/name")).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// The remark on a cell; empty where there is none.
    pub fn remark(&self, cell: &Cell) -> &str {
        self.beside(cell, Aspect::Remark)
    }

    /// The memo on a cell (庁内メモ); empty where there is none.
    pub fn memo(&self, cell: &Cell) -> &str {
        self.beside(cell, Aspect::Internal)
    }

    fn beside(&self, cell: &Cell, aspect: Aspect) -> &str {
        match self.cells.get(&cell.with_aspect(aspect)) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// Whether somebody has confirmed the value the cell holds now.
    pub fn is_confirmed(&self, cell: &Cell) -> bool {
        match self.cells.get(&cell.with_aspect(Aspect::Confirmation)) {
            Some(confirmed) => Value::Confirmation(Some(self.value(cell).canonical())).looks_like(confirmed),
            None => false,
        }
    }

    /// Where a subject would stand among those of its kind beside it, from 1 on, if `place` were its place; `None` for a subject
    /// that is not in the plan.
    pub fn rank(&self, id: &SubjectId, place: Option<&Place>) -> Option<usize> {
        let is_before = |other: &&SubjectId| {
            let other = Cell::plain(other, Field::Place).map(|cell| self.value(&cell));
            match (&other, place) {
                (Some(Value::Place(Some(other))), Some(place)) => other < place,
                (Some(Value::Place(other)), None) => other.is_some(),
                _ => false,
            }
        };
        let all = self.structure.siblings(id);
        let others = || all.iter().copied().filter(|other| *other != id);
        (!all.is_empty()).then(|| 1 + others().filter(is_before).count())
    }

    /// Whether a cell has a reading that nobody has confirmed yet.
    pub fn is_to_confirm(&self, cell: &Cell) -> bool {
        self.open_readings(cell).next().is_some()
    }

    /// Whether what a cell shows may be another value than the source meant, as far as nobody has confirmed it.
    pub fn is_uncertain(&self, cell: &Cell) -> bool {
        self.open_readings(cell).any(|reading| reading.kind.is_value_uncertain())
    }

    /// The readings of a cell that nobody has confirmed yet.
    pub fn open_readings(&self, cell: &Cell) -> impl Iterator<Item = &Reading> {
        let open = !self.is_confirmed(cell);
        self.readings.of_cell(cell).filter(move |_| open)
    }

    pub(super) fn observation(&self, subject: &SubjectId, field: Field, year: Option<FiscalYear>) -> Observation {
        let cell = match year {
            Some(year) => Cell::yearly(subject, field, year),
            None => Cell::plain(subject, field),
        };
        match cell.and_then(|cell| self.cells.get(&cell)) {
            Some(Value::Observation(observation)) => *observation,
            _ => Observation::NotEntered,
        }
    }

    /// The value of a fiscal year; where the subject is retired by then, there is none to observe.
    pub(super) fn yearly(&self, subject: &SubjectId, field: Field, year: FiscalYear) -> Observation {
        match self.is_kept(subject, year) {
            true => self.observation(subject, field, Some(year)),
            false => Observation::NotApplicable,
        }
    }

    pub(super) fn year(&self, subject: &SubjectId, field: Field) -> Option<FiscalYear> {
        match self.plain(subject, field) {
            Some(Value::Year(year)) => *year,
            _ => None,
        }
    }

    pub(super) fn number(&self, subject: &SubjectId, field: Field) -> Option<Decimal> {
        match self.plain(subject, field) {
            Some(Value::Number(number)) => *number,
            _ => None,
        }
    }

    pub(super) fn direction(&self, subject: &SubjectId) -> Option<Direction> {
        match self.plain(subject, Field::Direction) {
            Some(Value::Direction(direction)) => *direction,
            _ => None,
        }
    }

    pub(super) fn target(&self, subject: &SubjectId) -> Target {
        match self.plain(subject, Field::Target) {
            Some(Value::Target(target)) => *target,
            _ => Target::NotStated,
        }
    }

    /// The initiatives a project serves, in order.
    pub fn initiatives(&self, project: &SubjectId) -> Vec<SubjectId> {
        match self.plain(project, Field::Initiatives) {
            Some(Value::Initiatives(links)) => self.linked(project, links),
            _ => Vec::new(),
        }
    }

    /// The initiatives a project's links name, in order. Numbers are those of the sheet the plan was read from.
    pub fn linked(&self, project: &SubjectId, links: &BTreeSet<InitiativeLink>) -> Vec<SubjectId> {
        let (Some(policy), stated) = (self.policy_of(project), self.stated.policy_of(project)) else {
            return Vec::new();
        };
        let named = links.iter().filter_map(|link| match link {
            InitiativeLink::Id(id) => Some(id),
            InitiativeLink::Number(number) => stated?.initiatives.get(usize::from(*number).checked_sub(1)?),
        });
        let named = set_of(named);
        policy.initiatives.iter().filter(|id| named.contains(id)).cloned().collect()
    }

    /// Links to initiatives whose numbers are those of the order they have now, as people type them, by id. A number that none has
    /// stays one.
    pub fn links_to(&self, project: &SubjectId, typed: &BTreeSet<InitiativeLink>) -> BTreeSet<InitiativeLink> {
        let policy = self.policy_of(project);
        let link = |link: &InitiativeLink| {
            let InitiativeLink::Number(number) = link else { return link.clone() };
            let id = policy.and_then(|policy| policy.initiatives.get(usize::from(*number).checked_sub(1)?));
            id.cloned().map_or(link.clone(), InitiativeLink::Id)
        };
        set_of(typed.iter().map(link))
    }

    /// The number of an initiative in its policy, from 1.
    pub fn initiative_number(&self, id: &SubjectId) -> Option<usize> {
        match self.subject(id)? {
            Subject::Initiative(_, number) => Some(number),
            _ => None,
        }
    }

    fn plain(&self, subject: &SubjectId, field: Field) -> Option<&Value> {
        self.cells.get(&Cell::plain(subject, field)?)
    }
}

impl Policy {
    /// Every indicator's id, the policy's own first, then those of its projects in order.
    pub fn all_indicators(&self) -> impl Iterator<Item = &SubjectId> {
        self.indicators.iter().chain(self.projects.iter().flat_map(|p| &p.indicators))
    }
}

impl Plan {
    /// As JSON.
    pub fn to_json(&self) -> Json {
        let mut cells: Map<String, Json> =
            self.cells.iter().map(|(cell, value)| (cell.to_string(), value.to_json())).collect();
        cells.extend(self.foreign.cells.clone());
        let readings = self.readings.iter().map(InJson::to_json).chain(self.foreign.readings.iter().cloned());
        let fields = [
            ("id", Some(self.id.to_json())),
            ("formerIds", (!self.former_ids.is_empty()).then(|| self.former_ids.to_json())),
            ("city", Some(self.city.to_json())),
            ("firstYear", Some(self.first_year.to_json())),
            ("lastYear", Some(self.last_year.to_json())),
            ("policies", Some(Json::Array(self.stated.iter().map(InJson::to_json).collect()))),
            ("cells", Some(Json::Object(cells))),
            ("readings", Some(Json::Array(readings.collect()))),
        ];
        object(fields, &self.extra)
    }

    /// Reads a plan. Its cells are most of it, and are read one by one, without a tree of all of them.
    ///
    /// # Errors
    ///
    /// A field that is missing or not of its type, and JSON nested deeper than 120 levels. Cells and readings that this release does
    /// not know are kept as they are.
    pub fn read(json: &str) -> Result<Plan, JsonFault> {
        let (others, stated) = RawFields::with_inner(json, Some("cells"))?;
        let mut known = Map::new();
        for (field, raw) in others.0 {
            known.insert(field.into_owned(), read_piece(raw.get())?);
        }
        let stated = stated.ok_or(JsonFault { field: Some("cells"), fault: "missing" })?;
        let mut fields = Fields::from_map(known);
        let id = fields.take("id")?;
        let former_ids = fields.take_or_default::<Vec<Json>>("formerIds").unwrap_or_default().into_iter();
        let former_ids = former_ids.filter_map(|id| SubjectId::from_json(id).ok()).collect();
        let (city, policies) = (cleaned(fields.take("city")?), fields.take::<Vec<Policy>>("policies")?);
        let (first_year, last_year) = (fields.take("firstYear")?, fields.take("lastYear")?);
        let (mut cells, mut readings, mut foreign) = (CellMap::default(), Vec::new(), ForeignParts::default());
        let mut last: Option<SubjectId> = None;
        for (key, raw) in stated.0 {
            let cell = Cell::read(&key, last.as_ref()).ok();
            last = cell.as_ref().map(|cell| cell.subject.clone());
            // Of a key that stands there twice the last counts.
            match (cell, Value::read(raw.get())) {
                (Some(cell), Some(value)) if cell.kind() == value.kind() && !value.is_too_long() => {
                    cells.insert(cell, value);
                }
                (cell, _) => {
                    cell.iter().for_each(|cell| cells.set(cell, None));
                    foreign.cells.insert(key.into_owned(), read_piece(raw.get())?);
                }
            }
        }
        // In one pass: each that is removed by itself would move all behind it.
        foreign.cells.retain(|key, _| !Cell::read(key, None).is_ok_and(|cell| cells.contains(&cell)));
        for json in fields.take_readable::<Vec<Json>>("readings").unwrap_or_default() {
            match Reading::from_json(json.clone()) {
                Ok(reading) => readings.push(reading),
                Err(_) => foreign.readings.push(json),
            }
        }
        let extra = fields.rest();
        let (stated, readings) = (Arc::new(Structure::of(policies)), Arc::new(Readings::of(readings)));
        let structure = stated.clone();
        let mut plan =
            Plan { id, former_ids, city, first_year, last_year, stated, structure, cells, readings, foreign, extra };
        plan.restructure();
        Ok(plan)
    }
}

impl Serialize for Plan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Plan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        Plan::read(json.get()).map_err(serde::de::Error::custom)
    }
}

impl InJson for Policy {
    fn to_json(&self) -> Json {
        let fields = [
            ("id", Some(self.id.to_json())),
            ("indicators", Some(self.indicators.to_json())),
            ("initiatives", Some(self.initiatives.to_json())),
            ("projects", Some(self.projects.to_json())),
        ];
        object(fields, &self.extra)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        Ok(Policy {
            id: fields.take("id")?,
            indicators: fields.take("indicators")?,
            initiatives: fields.take("initiatives")?,
            projects: fields.take("projects")?,
            extra: fields.rest(),
        })
    }
}

impl InJson for ProjectEntry {
    fn to_json(&self) -> Json {
        object([("id", Some(self.id.to_json())), ("indicators", Some(self.indicators.to_json()))], &self.extra)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        Ok(ProjectEntry { id: fields.take("id")?, indicators: fields.take("indicators")?, extra: fields.rest() })
    }
}

through_json!(Policy, ProjectEntry);
