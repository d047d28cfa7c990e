//! The state while a sheet is read, and the rows that say where in the sheet we are.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Map;

use super::MAX_ISSUES;
use super::indicator::Block;
use super::issue::{Done, IssueKind, Part, SheetError, SheetIssue};
use super::labels::{self, Label};
use super::project::ProjectLabels;
use super::rows::{Row, Token};
use super::values::ValueLabels;
use super::{MAX_POLICIES, SheetReading, SheetSetting};
use crate::plan::{
    Cell, Field, FiscalYear, ForeignParts, InitiativeLink, Plan, Policy, Reading, Readings, Structure, SubjectId,
    TEXT_AT_MOST, Value,
};

/// Years a plan may span.
const MAX_SPAN: i32 = 30;

/// Everything read so far.
#[derive(Default)]
pub(super) struct Reader {
    pub policies: Vec<Policy>,
    pub cells: BTreeMap<Cell, Value>,
    pub section: Section,
    /// The indicator whose rows we are in.
    pub block: Option<Block>,
    /// What the next row without labels is.
    pub awaits: Awaits,
    pub readings: Vec<Reading>,
    pub issues: Vec<SheetIssue>,
    /// Issues beyond those that are listed.
    pub issues_left_out: usize,
    /// The cell last read or left empty: a note belongs to it.
    pub near: Option<Cell>,
    /// Line and field (from 1) at which an initiative or a project began.
    pub places: BTreeMap<SubjectId, (u32, u32)>,
    years: Option<(FiscalYear, FiscalYear)>,
}

/// Which part of a policy we are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Section {
    #[default]
    Start,
    Vision,
    Indicators,
    Initiatives,
    Projects,
}

/// What the next row without labels is.
#[derive(Default)]
pub(super) enum Awaits {
    #[default]
    Nothing,
    IndicatorValues(ValueLabels),
    ProjectValues(ProjectLabels),
}

impl Reader {
    /// Reads one more row.
    pub fn row(&mut self, row: &Row) {
        let tokens = row.tokens();
        let Some(first) = tokens.first().copied() else {
            // A row of empty fields below the labels: all its values are empty. An empty line is only a gap.
            if row.width() > 1
                && let Awaits::IndicatorValues(labels) = std::mem::take(&mut self.awaits)
            {
                self.indicator_values(row, &[], &labels);
            }
            return;
        };
        if first.is_note() {
            tokens.iter().for_each(|token| self.note(row, *token));
            return;
        }
        let may_be_values = matches!(self.awaits, Awaits::IndicatorValues(_));
        if let Some((code, name)) = policy_heading(&tokens).filter(|_| !may_be_values || tokens.len() == 1) {
            self.settle_awaited();
            self.start_policy(row, &code, &name);
            return;
        }
        if self.policies.is_empty() {
            self.no_place(row, &tokens);
            return;
        }
        if first.label.is_none() {
            match std::mem::take(&mut self.awaits) {
                Awaits::IndicatorValues(labels) => return self.indicator_values(row, &tokens, &labels),
                Awaits::ProjectValues(labels) => return self.project_values(row, &tokens, &labels),
                Awaits::Nothing => {}
            }
        } else {
            self.settle_awaited();
        }
        self.row_by_labels(row, &tokens, first);
    }

    fn row_by_labels(&mut self, row: &Row, tokens: &[Token], first: Token) {
        let has = |label| tokens.iter().any(|token| token.label == Some(label));
        if let (Some(label), 1) = (first.label, tokens.len())
            && let Some(section) = heading(label)
        {
            self.close_block();
            self.section = section;
        } else if has(Label::ProjectName) || (has(Label::Initiatives) && has(Label::Number)) {
            self.start_project(row, tokens);
        } else if tokens.iter().any(|token| token.label.is_some_and(is_of_block)) {
            self.block_row(row, tokens);
        } else {
            match self.section {
                Section::Vision => self.vision(row, tokens),
                Section::Initiatives => self.initiative(row, tokens, first),
                Section::Start | Section::Indicators | Section::Projects => self.no_place(row, tokens),
            }
        }
    }

    /// The labels of values were followed by no values.
    fn settle_awaited(&mut self) {
        match std::mem::take(&mut self.awaits) {
            Awaits::IndicatorValues(labels) => self.indicator_without_values(&labels),
            Awaits::ProjectValues(labels) => self.project_without_values(&labels),
            Awaits::Nothing => {}
        }
    }

    fn start_policy(&mut self, row: &Row, code: &str, name: &str) {
        self.close_block();
        let Some(mut id) = SubjectId::new(code) else { return };
        if self.policies.iter().any(|policy| policy.id == id) {
            let same_name = |value: &Value| matches!(value, Value::Text(text) if text == name);
            if self.policies.last().is_some_and(|policy| policy.id == id)
                && Cell::plain(&id, Field::Name).and_then(|cell| self.cells.get(&cell)).is_some_and(same_name)
            {
                // The heading at the top of a further page.
                return;
            }
            // Codes hold digits only: no other policy can come to have this id.
            let Some(free) = SubjectId::new(&format!("{code}-d{}", self.policies.len() + 1)) else { return };
            id = free;
            if let Some(cell) = Cell::plain(&id, Field::Name) {
                self.issue(row, 0, name, IssueKind::PolicyTwice, Done::ReadInto(cell));
            }
        }
        self.section = Section::Start;
        if self.policies.len() > MAX_POLICIES {
            return;
        }
        self.policies.push(Policy {
            id: id.clone(),
            indicators: Vec::new(),
            initiatives: Vec::new(),
            projects: Vec::new(),
            extra: Map::new(),
        });
        self.put_text(row, 0, &id, Field::Name, name);
    }

    fn vision(&mut self, row: &Row, tokens: &[Token]) {
        let Some(id) = self.policies.last().map(|policy| policy.id.clone()) else { return };
        let Some(cell) = Cell::plain(&id, Field::Vision) else { return };
        for token in tokens {
            if token.is_note() {
                self.note(row, *token);
            } else {
                self.append(&cell, token.text, "\n");
            }
        }
    }

    fn initiative(&mut self, row: &Row, tokens: &[Token], first: Token) {
        let Some(policy) = self.policies.last_mut() else { return };
        let number_and_text = labels::numbered(first.text).map(|(number, text)| match tokens.get(1) {
            Some(second) if text.is_empty() => (number, second.text, 2),
            _ => (number, text, 1),
        });
        let Some((number, text, used)) = number_and_text else {
            let Some(last) = policy.initiatives.last().and_then(|id| Cell::plain(id, Field::Text)) else {
                return self.no_place(row, tokens);
            };
            for token in tokens {
                self.remark(row, token.at, &last, token.text, IssueKind::MoreOfInitiative);
            }
            return;
        };
        while policy.initiatives.len() < usize::from(number) {
            let next = policy.initiatives.len() + 1;
            let Some(id) = SubjectId::new(&format!("{}-i{next}", policy.id)) else { return };
            self.places.insert(id.clone(), (row.line, 1));
            policy.initiatives.push(id);
        }
        let id = policy.initiatives.get(usize::from(number).saturating_sub(1)).cloned();
        if let Some(id) = id {
            self.put_text(row, first.at, &id, Field::Text, text);
        }
        self.no_place(row, tokens.get(used..).unwrap_or_default());
    }

    /// The plan, or what was not found of one.
    pub fn finish(mut self, setting: &SheetSetting) -> Result<SheetReading, SheetError> {
        self.settle_awaited();
        self.close_block();
        if self.policies.len() > MAX_POLICIES {
            return Err(SheetError::TooManyPolicies { limit: MAX_POLICIES });
        }
        let has_block = |policy: &Policy| !(policy.indicators.is_empty() && policy.projects.is_empty());
        let missing: Vec<Part> = [
            (Part::Policy, self.policies.is_empty()),
            (Part::Block, !self.policies.iter().any(has_block)),
            (Part::Years, self.years.is_none()),
        ]
        .into_iter()
        .filter_map(|(part, is_missing)| is_missing.then_some(part))
        .collect();
        let (Some((first_year, last_year)), []) = (self.years, missing.as_slice()) else {
            return Err(SheetError::NotASheet { missing });
        };
        self.check_initiatives();
        self.leave_out_long();
        self.readings.sort_by_key(|reading| reading.line);
        self.issues.sort_by_key(|issue| (issue.line, issue.field));
        if self.issues_left_out > 0 {
            let (line, field) = self.issues.last().map_or((1, 1), |issue| (issue.line, issue.field));
            let kind = IssueKind::More(self.issues_left_out);
            self.issues.push(SheetIssue { line, field, text: String::new(), kind, done: Done::Nothing });
        }
        let structure = Arc::new(Structure::of(self.policies));
        let plan = Plan {
            id: setting.plan_id.clone(),
            former_ids: setting.former_ids.clone(),
            city: setting.city.clone(),
            first_year,
            last_year,
            stated: structure.clone(),
            structure,
            cells: self.cells.into_iter().collect(),
            readings: Arc::new(Readings::of(self.readings)),
            foreign: ForeignParts::default(),
            extra: Map::new(),
        };
        Ok(SheetReading { plan, issues: self.issues })
    }

    /// Leaves out texts longer than a cell holds.
    fn leave_out_long(&mut self) {
        let (issues, left_out) = (&mut self.issues, &mut self.issues_left_out);
        self.cells.retain(|_, value| {
            let Value::Text(text) = value else { return true };
            if text.len() <= TEXT_AT_MOST {
                return true;
            }
            if issues.len() < MAX_ISSUES {
                let text = text.chars().take(20).collect();
                issues.push(SheetIssue { line: 1, field: 1, text, kind: IssueKind::TooLong, done: Done::LeftOut });
            } else {
                *left_out += 1;
            }
            false
        });
    }

    /// A year of a column: none where it lies too far from the others to be one of the plan's.
    pub fn take_year(&mut self, row: &Row, token: Token, year: FiscalYear) -> Option<FiscalYear> {
        let (first, last) = self.years.map_or((year, year), |(first, last)| (first.min(year), last.max(year)));
        if last.number() - first.number() > MAX_SPAN {
            self.issue(row, token.at, token.text, IssueKind::FarYear(year), Done::LeftOut);
            return None;
        }
        self.years = Some((first, last));
        Some(year)
    }

    /// The fiscal years named so far, with those between them.
    pub fn plan_years(&self) -> Vec<FiscalYear> {
        self.years.map(|(first, last)| first.to(last).collect()).unwrap_or_default()
    }

    /// The current policy.
    pub fn policy_mut(&mut self) -> Option<&mut Policy> {
        self.policies.last_mut()
    }

    /// Tells of initiatives without a sentence, and of those that a project names and its policy does not have.
    fn check_initiatives(&mut self) {
        let mut found = Vec::new();
        for policy in &self.policies {
            for (id, number) in policy.initiatives.iter().zip(1_u8..) {
                if Cell::plain(id, Field::Text).is_some_and(|cell| !self.cells.contains_key(&cell)) {
                    found.push((id.clone(), String::new(), IssueKind::InitiativeLeftOut(number), Done::Nothing));
                }
            }
            let known = policy.initiatives.len();
            for cell in policy.projects.iter().filter_map(|p| Cell::plain(&p.id, Field::Initiatives)) {
                let Some(Value::Initiatives(links)) = self.cells.get(&cell) else { continue };
                let numbers = links.iter().filter_map(|link| match link {
                    InitiativeLink::Number(number) => Some(number),
                    InitiativeLink::Id(_) => None,
                });
                for number in numbers.filter(|number| usize::from(**number) > known) {
                    let kind = IssueKind::UnknownInitiative(*number);
                    found.push((cell.subject.clone(), number.to_string(), kind, Done::ReadInto(cell.clone())));
                }
            }
        }
        for (subject, text, kind, done) in found {
            let place = self.places.get(&subject).copied().unwrap_or((1, 1));
            self.tell(place, &text, kind, done);
        }
    }
}

/// Code and name of a policy, in one field or in two.
fn policy_heading(tokens: &[Token]) -> Option<(String, String)> {
    match tokens {
        [one] => labels::policy(one.text).map(|(code, name)| (code, name.to_owned())),
        [code, name] if name.label.is_none() => {
            let joined = format!("{} {}", code.text, name.text);
            labels::policy(&joined).map(|(code, name)| (code, name.to_owned()))
        }
        _ => None,
    }
}

fn heading(label: Label) -> Option<Section> {
    match label {
        Label::Vision => Some(Section::Vision),
        Label::Indicators => Some(Section::Indicators),
        Label::Initiatives => Some(Section::Initiatives),
        _ => None,
    }
}

fn is_of_block(label: Label) -> bool {
    !matches!(label, Label::Vision | Label::Indicators | Label::Initiatives)
}
