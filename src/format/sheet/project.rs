//! The rows of a project: its labels, its own values, and its amounts.

use serde_json::Map;

use super::issue::{Done, IssueKind};
use super::labels::{self, Label};
use super::reader::{Awaits, Reader, Section};
use super::rows::{Row, Token};
use crate::plan::{Cell, Field, InitiativeLink, ProjectEntry, ReadingKind, SubjectId, Value, set_of};

/// The labels of a project's row, each with its place.
pub(super) struct ProjectLabels {
    line: u32,
    labels: Vec<(Label, usize)>,
}

impl Reader {
    /// `主な取組 No 事業名 所管課 事業内容`: the next row is a project.
    pub fn start_project(&mut self, row: &Row, tokens: &[Token]) {
        self.close_block();
        self.section = Section::Projects;
        let (known, other): (Vec<Token>, Vec<Token>) = tokens.iter().partition(|token| {
            matches!(
                token.label,
                Some(Label::Initiatives | Label::Number | Label::ProjectName | Label::Department | Label::Description)
            )
        });
        self.no_place(row, &other);
        let mut labels: Vec<(Label, usize)> = Vec::new();
        for token in known {
            match token.label.filter(|label| labels.iter().all(|(known, _)| known != label)) {
                Some(label) => labels.push((label, token.at)),
                None => self.no_place(row, &[token]),
            }
        }
        self.awaits = Awaits::ProjectValues(ProjectLabels { line: row.line, labels });
    }

    /// A project without the row of its values.
    pub fn open_project(&mut self, row: &Row) {
        self.section = Section::Projects;
        self.new_project(row.line);
        self.issue(row, 0, "", IssueKind::NoProjectRow, Done::Nothing);
    }

    /// The labels of a project were followed by no values.
    pub fn project_without_values(&mut self, labels: &ProjectLabels) {
        self.new_project(labels.line);
        self.tell((labels.line, 1), "", IssueKind::NoProjectRow, Done::Nothing);
    }

    fn new_project(&mut self, line: u32) -> Option<SubjectId> {
        let policy = self.policies.last_mut()?;
        let id = SubjectId::new(&format!("{}-p{}", policy.id, policy.projects.len() + 1))?;
        policy.projects.push(ProjectEntry { id: id.clone(), indicators: Vec::new(), extra: Map::new() });
        self.places.insert(id.clone(), (line, 1));
        Some(id)
    }

    /// The values of a project: as many as labels, in order; else each below its label.
    pub fn project_values(&mut self, row: &Row, tokens: &[Token], labels: &ProjectLabels) {
        let Some(id) = self.new_project(row.line) else { return };
        let (notes, values): (Vec<Token>, Vec<Token>) = tokens.iter().partition(|token| token.is_note());
        if values.len() == labels.labels.len() {
            for (token, (label, _)) in values.iter().zip(&labels.labels) {
                self.project_value(row, *token, *label, &id);
            }
        } else {
            for token in values {
                match labels.labels.iter().find(|(_, at)| *at == token.at) {
                    Some((label, _)) => self.project_value(row, token, *label, &id),
                    None => self.no_place(row, &[token]),
                }
            }
        }
        notes.iter().for_each(|token| self.note(row, *token));
    }

    fn project_value(&mut self, row: &Row, token: Token, label: Label, id: &SubjectId) {
        let field = match label {
            Label::Number => Field::Number,
            Label::ProjectName => Field::Name,
            Label::Department => Field::Department,
            Label::Description => Field::Description,
            _ => return self.project_initiatives(row, token, id),
        };
        self.put_text(row, token.at, id, field, token.text);
    }

    fn project_initiatives(&mut self, row: &Row, token: Token, id: &SubjectId) {
        let Some(cell) = Cell::plain(id, Field::Initiatives) else { return };
        let (numbers, is_odd) = labels::initiatives(token.text);
        if !numbers.is_empty() {
            self.put(
                row,
                token.at,
                cell.clone(),
                Value::Initiatives(set_of(numbers.into_iter().map(InitiativeLink::Number))),
                token.text,
            );
        }
        if is_odd {
            self.remark(row, token.at, &cell, token.text, IssueKind::Initiatives);
        }
    }

    /// The amounts behind 予算額 or 決算額. They bear no year: the first field is that of the plan's first year.
    /// Only where they reach further than the years do, empty fields before them are left aside.
    pub fn amounts(&mut self, row: &Row, token: Token, label: Label) {
        let field = if label == Label::Budget { Field::Budget } else { Field::Settlement };
        let project = self.policies.last().and_then(|policy| policy.projects.last()).map(|project| project.id.clone());
        let Some(id) = project.filter(|_| self.section == Section::Projects) else {
            return self.no_place(row, &row.tokens());
        };
        let unit = labels::bracketed(token.text);
        let is_thousand = unit.as_deref().is_none_or(|unit| matches!(unit, "千円" | "単位:千円"));
        let filled = (token.at + 1..row.width()).filter(|at| !row.field(*at).is_empty());
        let (notes, filled): (Vec<usize>, Vec<usize>) =
            filled.partition(|at| Token { at: *at, text: row.field(*at), label: None }.is_note());
        let years = self.plan_years();
        let mut from = token.at + 1;
        if let (Some(first), Some(last)) = (filled.first(), filled.last()) {
            from = (last + 1).saturating_sub(years.len()).clamp(from, *first);
        }
        let mut read = Vec::new();
        for at in &filled {
            let text = row.field(*at).to_owned();
            let year = years.get(at.saturating_sub(from)).copied();
            let Some(cell) = year.and_then(|year| Cell::yearly(&id, field, year)) else {
                self.no_column(row, *at, &text);
                continue;
            };
            if !is_thousand {
                self.remark(
                    row,
                    *at,
                    &cell,
                    &format!("{text} ({})", unit.as_deref().unwrap_or_default()),
                    IssueKind::AmountUnit,
                );
            } else if self.observe(row, *at, cell.clone(), &text, "千円") {
                read.push(cell);
            }
        }
        notes.iter().for_each(|at| self.no_column(row, *at, row.field(*at)));
        if read.is_empty() {
            return;
        }
        if read.len() < years.len() {
            for cell in read {
                self.reading((row.line, row.source), cell, ReadingKind::AmountYear);
            }
        }
        if label == Label::Budget {
            self.budget_basis(row, token, &id);
        }
    }

    fn budget_basis(&mut self, row: &Row, token: Token, id: &SubjectId) {
        let Some(cell) = Cell::plain(id, Field::BudgetBasis) else { return };
        let label = labels::normal(token.text);
        let basis = label.split('(').next().unwrap_or_default();
        if basis == "予算額" {
            self.reading((row.line, row.source), cell, ReadingKind::BudgetBasis);
        } else {
            self.put(row, token.at, cell, Value::Text(basis.to_owned()), token.text);
        }
    }
}
