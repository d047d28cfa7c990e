//! What people wrote about policies and projects, year by year: `commentary.csv` and `commentary.json`.

use serde::Serialize;

use crate::edits::{View, commentary};
use crate::format::{Edition, write_csv};
use crate::plan::{Cell, Field, FiscalYear, Plan, SubjectId, Value};
use crate::words;
use crate::words::data::about;

use super::json;
use super::rows::{Column, notes};

/// The columns of the table.
pub const COLUMNS: [Column; 8] = [
    Column { head: "施策", kind: "string", about: about::POLICY },
    Column { head: "ID", kind: "string", about: about::ID },
    Column { head: "施策・事業", kind: "string", about: about::SUBJECT },
    Column { head: "区分", kind: "string", about: about::COMMENTARY_KIND },
    Column { head: "西暦", kind: "year", about: about::COMMENTARY_YEAR },
    Column { head: "和暦", kind: "string", about: about::COMMENTARY_ERA },
    Column { head: "文章", kind: "string", about: about::COMMENTARY_TEXT },
    Column { head: "備考", kind: "string", about: about::NOTES },
];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Commentary<'a> {
    plan: String,
    city: &'a str,
    /// What the texts hold for, in the city's words.
    date: String,
    commentary: Vec<Text<'a>>,
}

/// A text with all that is needed to read it alone.
#[derive(Serialize)]
struct Text<'a> {
    /// The policy or project it is about.
    id: &'a SubjectId,
    /// The policy that is or belongs to.
    policy: &'a SubjectId,
    name: &'a str,
    /// The field's name in files: `review` (成果と課題) or `outlook` (今後の方向).
    field: &'static str,
    year: i32,
    text: String,
    notes: Vec<String>,
}

/// Returns the texts of a plan with their cells: of each policy its own, then those of its projects, from the first year on.
fn texts(view: &View) -> impl Iterator<Item = (&SubjectId, &SubjectId, FiscalYear, Cell)> {
    view.plan.policies().iter().flat_map(move |policy| {
        let subjects = std::iter::once(&policy.id).chain(policy.projects.iter().map(|project| &project.id));
        subjects.flat_map(move |id| {
            let years = commentary(view, id).into_iter().rev();
            years.flat_map(move |(year, cells)| cells.into_iter().map(move |cell| (&policy.id, id, year, cell)))
        })
    })
}

/// Whether anything is written.
pub fn has_commentary(view: &View) -> bool {
    texts(view).next().is_some()
}

fn text(plan: &Plan, cell: &Cell) -> String {
    match plan.value(cell) {
        Value::Text(text) => text,
        _ => String::new(),
    }
}

/// Returns the table of all texts; with none, its heads.
pub fn table(view: &View, edition: &Edition) -> Vec<u8> {
    let plan: &Plan = &view.plan;
    let rows = texts(view).map(|(policy, id, year, cell)| {
        [
            words::screen::policy_name(plan, policy),
            id.to_string(),
            plan.text(id, Field::Name).to_owned(),
            words::data::kind(cell.field()).to_owned(),
            year.number().to_string(),
            words::year::in_era(year, true),
            text(plan, &cell),
            notes(view, edition, &cell).join(" "),
        ]
    });
    write_csv(COLUMNS.map(|column| column.head), rows)
}

/// Returns all texts as JSON.
pub fn list(view: &View, edition: &Edition) -> Vec<u8> {
    let plan: &Plan = &view.plan;
    let texts = texts(view).map(|(policy, id, year, cell)| Text {
        id,
        policy,
        name: plan.text(id, Field::Name),
        field: cell.field().as_str(),
        year: year.number(),
        text: text(plan, &cell),
        notes: notes(view, edition, &cell),
    });
    json(&Commentary {
        plan: plan.id.to_string(),
        city: &plan.city,
        date: words::edition::date_of(edition),
        commentary: texts.collect(),
    })
}
