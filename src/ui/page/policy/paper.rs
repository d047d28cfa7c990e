//! The sheet on paper: everything in one ruled table, as the city lays it out on A4. It is there where a page is printed alone.

use std::cell::{Cell as StdCell, RefCell};

use leptos::prelude::*;

use crate::edits::{View, commentary, is_correction};
use crate::format::Edition;
use crate::plan::{
    Cell, Field as F, FiscalYear, Observation, Plan, Policy, ProjectEntry, Subject, SubjectId, Value, YearlyRow,
    is_blank,
};
use crate::ui::part::lines;
use crate::words;

/// What stands below the table: the signs in it, and what each means.
#[derive(Default)]
struct Notes {
    remarks: RefCell<Vec<String>>,
    to_confirm: RefCell<usize>,
    has_empty: StdCell<bool>,
}

/// The table of a policy with its notes, and what it is where it shows drafts.
pub fn paper(view: &View, edition: &Edition, policy: &Policy, is_draft: bool) -> AnyView {
    let (plan, notes) = (&view.plan, Notes::default());
    let years: Vec<FiscalYear> = plan.years().collect();
    let sheet = Paper { view, edition, plan, width: years.len() + 4, notes: &notes };
    let heads =
        years.iter().map(|year| view! { <th scope="col" class="value">{words::year::short(*year)}</th> }.into_any());
    let groups = plan.rows_of(policy, plan.years());
    let own = groups.iter().filter(|(project, _)| project.is_none()).flat_map(|(_, rows)| rows);
    let own = own.map(|row| sheet.indicator(row)).collect_view();
    let initiatives = policy.initiatives.iter().enumerate().map(|(index, id)| {
        let text = sheet.text(&Cell::plain(id, F::Text));
        view! { <li>{words::cell::circled(index + 1)} " " {lines(&text)} {sheet.retired(id)}</li> }.into_any()
    });
    let initiatives = initiatives.collect_view();
    let projects =
        groups.iter().filter_map(|(project, rows)| Some(sheet.project(project.as_ref()?, rows))).collect_view();
    let vision = sheet.text(&Cell::plain(&policy.id, F::Vision));
    let whole = sheet.width.to_string();
    let head = |text: &'static str| {
        view! {
            <tr class="paper-head">
                <th colspan=whole.clone()>{text}</th>
            </tr>
        }
        .into_any()
    };
    let commentary = sheet.commentary(&policy.id);
    let commentary = commentary.map(|rows| (head(words::screen::COMMENTARY_OF_POLICY), rows).into_any());
    let below = sheet.below();
    let draft = is_draft.then(|| view! { <caption>{words::sheet::PAPER_DRAFT}</caption> }.into_any());
    view! {
        <table class="paper">
            {draft}
            <thead>
                <tr>
                    <th scope="col" colspan="2">
                        {words::sheet::PAPER_NAME}
                    </th>
                    <th scope="col">{words::cell::field(F::Unit)}</th>
                    <th scope="col" class="value">
                        {words::cell::field(F::Baseline)}
                    </th>
                    {heads.collect_view()}
                </tr>
            </thead>
            <tbody>
                {head(words::cell::field(F::Vision))} <tr>
                    <td colspan=whole.clone()>{lines(&vision)} {sheet.retired(&policy.id)}</td>
                </tr> {head(words::screen::POLICY_INDICATORS)} {own} {head(words::screen::INITIATIVES)} <tr>
                    <td colspan=whole.clone()>
                        <ul>{initiatives}</ul>
                    </td>
                </tr>
                {commentary}
            </tbody>
            {projects}
        </table>
        {below}
    }
    .into_any()
}

struct Paper<'a> {
    view: &'a View,
    edition: &'a Edition,
    plan: &'a Plan,
    /// How many columns there are.
    width: usize,
    notes: &'a Notes,
}

impl Paper<'_> {
    /// What a cell holds, with the signs of what is said of it.
    fn text(&self, cell: &Option<Cell>) -> String {
        let Some(cell) = cell else { return String::new() };
        words::cell::value(self.plan, cell, &self.plan.value(cell)) + &self.signs(cell)
    }

    /// The signs of what is said of a cell.
    fn signs(&self, cell: &Cell) -> String {
        let mut text = String::new();
        let refer = |note: &str| {
            let mut remarks = self.notes.remarks.borrow_mut();
            let number = remarks.iter().position(|known| known == note).unwrap_or(remarks.len());
            if number == remarks.len() {
                remarks.push(note.to_owned());
            }
            words::sheet::remark_sign(number + 1)
        };
        if self.view.is_conflict(cell) {
            text.push_str(&words::sheet::in_brackets(words::sheet::DISAGREED));
        }
        if self.plan.is_to_confirm(cell) {
            *self.notes.to_confirm.borrow_mut() += 1;
            text.push_str(words::screen::TO_CONFIRM_SIGN);
        }
        if is_correction(self.view, cell) {
            text.push_str(&words::sheet::in_brackets(words::closing::CORRECTION));
            let former = self.edition.former_values(cell, &self.view.value(cell));
            if !former.is_empty() {
                text.push_str(&refer(&words::closing::correction(&former)));
            }
        }
        let remark = self.plan.remark(cell);
        if !is_blank(remark) {
            text.push_str(&refer(remark));
        }
        text
    }

    /// From when a subject is retired, if it is.
    fn retired(&self, id: &SubjectId) -> Option<String> {
        self.plan.retired(id).map(|from| words::sheet::in_brackets(&words::year::retired_from(from)))
    }

    fn plain(&self, id: &SubjectId, field: F) -> String {
        self.text(&Cell::plain(id, field))
    }

    /// The values of a row. What nobody has entered is empty, to be filled in by hand.
    fn values(&self, row: &YearlyRow) -> AnyView {
        let cells = row.iter().map(|cell| {
            let text = match cell {
                None => words::arranging::RETIRED.to_owned(),
                Some(own) if self.plan.value(own) == Value::Observation(Observation::NotEntered) => {
                    self.notes.has_empty.set(true);
                    self.signs(own)
                }
                cell => self.text(cell),
            };
            // No text where it is empty: pages and program would write one differently.
            let text = Some(text).filter(|text| !text.is_empty());
            view! { <td class="value">{text}</td> }.into_any()
        });
        cells.collect_view().into_any()
    }

    /// The row of an indicator: what it is, and its values.
    fn indicator(&self, row: &YearlyRow) -> AnyView {
        let Some(id) = row.iter().flatten().next().map(|cell| cell.subject.clone()) else { return ().into_any() };
        let indicator = self.plan.indicator(&id);
        let latest = words::screen::latest_head(indicator.as_ref().and_then(|indicator| indicator.latest_year))
            + &Cell::plain(&id, F::LatestYear).map(|cell| self.signs(&cell)).unwrap_or_default();
        let rarely = indicator.is_some_and(|indicator| indicator.states_more_than_usual(self.plan));
        let rarely = [F::TargetYear, F::Band].into_iter().filter(|_| rarely);
        let fields = [F::Direction, F::Target].into_iter().chain(rarely).chain([F::Source]);
        let facts = std::iter::once((latest, self.plain(&id, F::Latest)))
            .chain(fields.map(|field| (words::cell::field(field).to_owned(), self.plain(&id, field))));
        let facts = facts.map(|(label, text)| view! { <span>{label} " " <b>{text}</b> " "</span> }.into_any());
        let retired = self.retired(&id);
        let is_outcome = matches!(self.plan.subject(&id), Some(Subject::OutcomeIndicator(..)));
        let kind = is_outcome.then(|| view! { <span>{words::screen::OUTCOME_INDICATOR} " "</span> }.into_any());
        view! {
            <tr>
                <th scope="row" colspan="2">
                    {kind}
                    <b>{self.plain(&id, F::Name)}</b>
                    {retired}
                    <div class="paper-facts">{facts.collect_view()}</div>
                </th>
                <td>{self.plain(&id, F::Unit)}</td>
                {self.values(&vec![Cell::plain(&id, F::Baseline)])}
                {self.values(row)}
            </tr>
        }
        .into_any()
    }

    /// A project: what it is, its indicators, its amounts.
    fn project(&self, project: &ProjectEntry, rows: &[YearlyRow]) -> AnyView {
        let id = &project.id;
        let facts = [F::Initiatives, F::Number, F::Name, F::Department].map(|field| {
            let label = match field {
                F::Initiatives => words::screen::INITIATIVES,
                F::Name => words::sheet::PROJECT_NAME,
                _ => words::cell::field(field),
            };
            view! { <span>{label} " " <b>{self.plain(id, field)}</b> " "</span> }.into_any()
        });
        let retired = self.retired(id);
        let rows = rows.iter().map(|row| match row.iter().flatten().next() {
            Some(cell) if cell.subject == *id => {
                let basis = Cell::plain(id, F::BudgetBasis).filter(|cell| {
                    row.iter().flatten().any(|cell| cell.field() == F::Budget)
                        && !is_blank(self.plan.text(&cell.subject, F::BudgetBasis))
                });
                let basis = basis.map(|cell| words::sheet::in_brackets(&self.text(&Some(cell))));
                view! {
                    <tr>
                        <th scope="row" colspan="4">
                            {words::cell::field(cell.field())}
                            {basis}
                        </th>
                        {self.values(row)}
                    </tr>
                }
                .into_any()
            }
            _ => self.indicator(row),
        });
        let rows = rows.collect_view();
        view! {
            <tbody class="paper-project">
                <tr class="paper-head">
                    <th colspan=self.width.to_string()>
                        <div class="paper-facts">{facts.into_iter().collect_view()} {retired}</div>
                    </th>
                </tr>
                <tr>
                    <th scope="row">{words::cell::field(F::Description)}</th>
                    <td colspan=(self.width - 1).to_string()>{lines(&self.plain(id, F::Description))}</td>
                </tr>
                {rows}
                {self.commentary(id)}
            </tbody>
        }
        .into_any()
    }

    /// A row for each text of a policy's or project's commentary, the newest year first; nothing where nothing is written.
    fn commentary(&self, id: &SubjectId) -> Option<AnyView> {
        let cells = commentary(self.view, id)
            .into_iter()
            .flat_map(|(year, cells)| cells.into_iter().map(move |cell| (year, cell)));
        let rows = cells.map(|(year, cell)| {
            let label = words::screen::commentary_label(year, cell.field());
            let text = self.text(&Some(cell));
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td colspan=(self.width - 1).to_string()>{lines(&text)}</td>
                </tr>
            }
            .into_any()
        });
        let rows: Vec<AnyView> = rows.collect();
        (!rows.is_empty()).then(|| rows.into_any())
    }

    /// The notes below the table.
    fn below(&self) -> AnyView {
        let count = *self.notes.to_confirm.borrow();
        let to_confirm = (count > 0).then(|| view! { <p>{words::screen::to_confirm(count)}</p> }.into_any());
        let remarks = self.notes.remarks.borrow();
        let remarks = remarks
            .iter()
            .enumerate()
            .map(|(index, remark)| view! { <p>{words::sheet::numbered_remark(index + 1, remark)}</p> }.into_any());
        let empty = self.notes.has_empty.get().then(|| view! { <p>{words::sheet::PAPER_EMPTY}</p> }.into_any());
        view! { <div class="paper-notes">{empty} {to_confirm} {remarks.collect_view()}</div> }.into_any()
    }
}
