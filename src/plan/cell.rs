//! Cells: the stable keys of everything a sheet can hold one value of.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::json::as_text;
use super::value::ValueKind;
use super::year::FiscalYear;

/// The id of a policy (`3-10`), an initiative (`3-10-i1`), a project (`3-10-p1`) or an indicator (`3-10-k1`,
/// `3-10-p1-k1`): 1 to 64 ASCII letters, digits and hyphens.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubjectId {
    /// The first sixteen bytes, as numbers: they nearly always decide how two ids compare, which is as their texts do. Looking up
    /// subjects was a sixth of what comparing and merging files did (instructions, natively).
    start: (u64, u64),
    text: Arc<str>,
}

/// What a cell says of its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Name of a policy, an indicator or a project.
    Name,
    /// 目標とするまちの姿 of a policy.
    Vision,
    /// The sentence of an initiative (主な取組), without its circled number.
    Text,
    /// 単位.
    Unit,
    /// The year a latest value bears.
    LatestYear,
    /// 直近実績値.
    Latest,
    /// 目指す方向.
    Direction,
    /// 目標値.
    Target,
    /// The year the target is meant for; the plan's last unless stated.
    TargetYear,
    /// 出典.
    Source,
    /// The change that still counts as none.
    Band,
    /// 初期値.
    Baseline,
    /// 指標実績 of a fiscal year.
    Actual,
    /// No of a project.
    Number,
    /// The initiatives a project serves.
    Initiatives,
    /// 所管課.
    Department,
    /// 事業内容.
    Description,
    /// Which budget the amounts are (当初予算額, 予算現額).
    BudgetBasis,
    /// 予算額 of a fiscal year, in 千円.
    Budget,
    /// 決算額 of a fiscal year, in 千円.
    Settlement,
    /// 成果と課題 of a fiscal year of a policy or project; optional.
    Review,
    /// 今後の方向 of a fiscal year of a policy or project; optional.
    Outlook,
    /// 締め of a fiscal year of a policy: what was said in closing it; empty while it is open.
    Closed,
    /// What the subject is, and what it belongs to: that it exists.
    Role,
    /// Where it stands among those beside it.
    Place,
    /// The fiscal year from which the subject is retired (廃止).
    Retired,
}

impl Field {
    /// Every field, in the order the sheet shows them.
    pub const ALL: [Field; 26] = [
        Field::Name,
        Field::Vision,
        Field::Text,
        Field::Unit,
        Field::LatestYear,
        Field::Latest,
        Field::Direction,
        Field::Target,
        Field::TargetYear,
        Field::Source,
        Field::Band,
        Field::Baseline,
        Field::Actual,
        Field::Number,
        Field::Initiatives,
        Field::Department,
        Field::Description,
        Field::BudgetBasis,
        Field::Budget,
        Field::Settlement,
        Field::Review,
        Field::Outlook,
        Field::Closed,
        Field::Role,
        Field::Place,
        Field::Retired,
    ];

    /// The fields of a year's commentary, in the order they are read.
    pub const COMMENTARY: [Field; 2] = [Field::Review, Field::Outlook];

    /// The field's name in keys and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Vision => "vision",
            Field::Text => "text",
            Field::Unit => "unit",
            Field::LatestYear => "latest-year",
            Field::Latest => "latest",
            Field::Direction => "direction",
            Field::Target => "target",
            Field::TargetYear => "target-year",
            Field::Source => "source",
            Field::Band => "band",
            Field::Baseline => "baseline",
            Field::Actual => "actual",
            Field::Number => "number",
            Field::Initiatives => "initiatives",
            Field::Department => "department",
            Field::Description => "description",
            Field::BudgetBasis => "budget-basis",
            Field::Budget => "budget",
            Field::Settlement => "settlement",
            Field::Review => "review",
            Field::Outlook => "outlook",
            Field::Closed => "closed",
            Field::Role => "role",
            Field::Place => "place",
            Field::Retired => "retired",
        }
    }

    /// Whether the field has a value for each fiscal year.
    pub fn is_yearly(self) -> bool {
        matches!(self, Field::Actual | Field::Budget | Field::Settlement | Field::Closed) || self.is_commentary()
    }

    /// Whether the field is a part of a year's commentary: what people write about a policy or project, where they do.
    pub fn is_commentary(self) -> bool {
        Field::COMMENTARY.contains(&self)
    }

    /// Whether the field says which subjects there are and in which order, rather than anything about one.
    pub fn is_structural(self) -> bool {
        matches!(self, Field::Role | Field::Place)
    }

    /// The kind of value the field holds.
    pub fn kind(self) -> ValueKind {
        match self {
            Field::Name
            | Field::Vision
            | Field::Text
            | Field::Unit
            | Field::Source
            | Field::Number
            | Field::Department
            | Field::Description
            | Field::BudgetBasis
            | Field::Review
            | Field::Outlook
            | Field::Closed => ValueKind::Text,
            Field::Latest | Field::Baseline | Field::Actual | Field::Budget | Field::Settlement => {
                ValueKind::Observation
            }
            Field::LatestYear | Field::TargetYear | Field::Retired => ValueKind::Year,
            Field::Direction => ValueKind::Direction,
            Field::Target => ValueKind::Target,
            Field::Band => ValueKind::Number,
            Field::Initiatives => ValueKind::Initiatives,
            Field::Role => ValueKind::Role,
            Field::Place => ValueKind::Place,
        }
    }
}

/// Which side of a cell: the value itself, or what is said about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// The value.
    Value,
    /// 備考: a remark on the value.
    Remark,
    /// 庁内メモ: a remark that is never published.
    Internal,
    /// Somebody's word that the value is right (確認済み).
    Confirmation,
}

/// The key of one value: subject, field, fiscal year where the field has one, and aspect.
///
/// Written `3-10-k1/actual/2026`, `3-10-k5/target`, `3-10-k1/actual/2026/remark`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Whose cell.
    pub subject: SubjectId,
    field: Field,
    year: Option<FiscalYear>,
    /// The value, or what is said about it.
    pub aspect: Aspect,
}

/// Why a text is no cell's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellError {
    /// The subject has signs that are not allowed, or is empty or too long.
    Subject,
    /// No field has this name.
    Field,
    /// The year is missing, not allowed for this field, or none.
    Year,
    /// Something follows that is none of `remark`, `internal` and `confirmation`.
    Aspect,
}

impl Cell {
    /// A cell without a fiscal year; of a yearly field, `None`.
    pub fn plain(subject: &SubjectId, field: Field) -> Option<Cell> {
        (!field.is_yearly()).then(|| Cell { subject: subject.clone(), field, year: None, aspect: Aspect::Value })
    }

    /// A cell of a fiscal year; of a field that has none, `None`.
    pub fn yearly(subject: &SubjectId, field: Field, year: FiscalYear) -> Option<Cell> {
        field.is_yearly().then(|| Cell { subject: subject.clone(), field, year: Some(year), aspect: Aspect::Value })
    }

    /// What the cell says of its subject.
    pub fn field(&self) -> Field {
        self.field
    }

    /// The fiscal year, where the field has one.
    pub fn year(&self) -> Option<FiscalYear> {
        self.year
    }

    /// What tells it from the other cells of its subject, in their order.
    pub(super) fn within_subject(&self) -> (Field, Option<FiscalYear>, Aspect) {
        (self.field, self.year, self.aspect)
    }

    /// The same cell's other side.
    pub fn with_aspect(&self, aspect: Aspect) -> Cell {
        Cell { aspect, ..self.clone() }
    }

    /// Returns the same cell of another subject.
    pub fn with_subject(&self, subject: &SubjectId) -> Cell {
        Cell { subject: subject.clone(), ..self.clone() }
    }

    /// The kind of value the cell holds.
    pub fn kind(&self) -> ValueKind {
        match self.aspect {
            Aspect::Value => self.field.kind(),
            Aspect::Remark | Aspect::Internal => ValueKind::Text,
            Aspect::Confirmation => ValueKind::Confirmation,
        }
    }
}

impl SubjectId {
    /// The id, if it is made of 1 to 64 ASCII letters, digits and hyphens.
    pub fn new(id: &str) -> Option<SubjectId> {
        let fits = (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        fits.then(|| {
            let number = |from: usize| {
                let mut eight = [0; 8];
                eight.iter_mut().zip(id.bytes().skip(from)).for_each(|(to, byte)| *to = byte);
                u64::from_be_bytes(eight)
            };
            SubjectId { start: (number(0), number(8)), text: id.into() }
        })
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for SubjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SubjectId").field(&self.text).finish()
    }
}

impl fmt::Display for SubjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.subject, self.field.as_str())?;
        if let Some(year) = self.year {
            write!(f, "/{}", year.number())?;
        }
        match self.aspect {
            Aspect::Value => Ok(()),
            Aspect::Remark => f.write_str("/remark"),
            Aspect::Internal => f.write_str("/internal"),
            Aspect::Confirmation => f.write_str("/confirmation"),
        }
    }
}

impl FromStr for Cell {
    type Err = CellError;

    fn from_str(text: &str) -> Result<Self, CellError> {
        Cell::read(text, None)
    }
}

impl Cell {
    /// Reads a cell's key, and shares the subject's id with `known` where it is that: where the cells of a plan are read, those of one
    /// subject follow each other.
    pub(super) fn read(text: &str, known: Option<&SubjectId>) -> Result<Cell, CellError> {
        let mut parts = text.split('/');
        let subject = parts.next().ok_or(CellError::Subject)?;
        let known = known.filter(|known| known.as_str() == subject).cloned();
        let subject = known.or_else(|| SubjectId::new(subject)).ok_or(CellError::Subject)?;
        let name = parts.next().ok_or(CellError::Field)?;
        let field = Field::ALL.into_iter().find(|f| f.as_str() == name).ok_or(CellError::Field)?;
        let year = if field.is_yearly() {
            let digits = parts.next().filter(|d| d.len() == 4).ok_or(CellError::Year)?;
            Some(digits.parse().ok().and_then(FiscalYear::new).ok_or(CellError::Year)?)
        } else {
            None
        };
        let aspect = match parts.next() {
            None => Aspect::Value,
            Some("remark") => Aspect::Remark,
            Some("internal") => Aspect::Internal,
            Some("confirmation") => Aspect::Confirmation,
            Some(_) => return Err(CellError::Aspect),
        };
        if parts.next().is_some() { Err(CellError::Aspect) } else { Ok(Cell { subject, field, year, aspect }) }
    }
}

as_text!(SubjectId, SubjectId::new, "not a subject's id");
as_text!(Cell, |text: &str| text.parse::<Cell>().ok(), "not a cell's key");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_in_the_order_of_their_ids() {
        let long = "x".repeat(16);
        let [longer, last] = ["0", "1"].map(|end| format!("{long}{end}"));
        let texts = [
            "3-1",
            "3-10",
            "3-10-k1",
            "3-10-k10",
            "3-10-k2",
            "3-10-p1-k1",
            "3-10-p1-k10",
            "3-10-p1-k2",
            "A",
            "a",
            &long,
            &longer,
            &last,
        ];
        let ids = texts.map(|text| SubjectId::new(text).unwrap());
        for (a, one) in texts.iter().zip(&ids) {
            for (b, other) in texts.iter().zip(&ids) {
                assert_eq!((one.cmp(other), one == other), (a.cmp(b), a == b), "{a} {b}");
            }
        }
    }

    #[test]
    fn the_id_of_a_subject_is_shared_with_the_same_alone() {
        let known = SubjectId::new("3-10").unwrap();
        for key in ["3-10/name", "3-10-k1/name", "3-1/name"] {
            let cell = Cell::read(key, Some(&known)).unwrap();
            assert_eq!(cell.to_string(), key);
            assert_eq!(std::ptr::eq(cell.subject.as_str(), known.as_str()), key == "3-10/name", "{key}");
        }
    }

    #[test]
    fn keys_print_as_they_are_read() {
        for key in [
            "3-10/vision",
            "3-10-i1/text",
            "3-10-k1/actual/2026",
            "3-10-p2/budget/2026",
            "3-10-k5/target",
            "3-10-p4/description",
            "3-10-p1-k1/latest-year",
            "3-10-k1/actual/2026/remark",
            "3-10-k1/direction/confirmation",
            "3-10-k1/actual/2026/internal",
            "3-10/closed/2026",
            "3-10-p1/review/2026",
            "3-10/outlook/2030/remark",
            "3-10-k1/role",
            "3-10-k1/place",
            "3-10-p1/retired",
        ] {
            assert_eq!(key.parse::<Cell>().map(|c| c.to_string()).as_deref(), Ok(key));
        }
    }

    #[test]
    fn every_field_is_listed_once() {
        for field in Field::ALL {
            assert_eq!(Field::ALL.iter().filter(|f| f.as_str() == field.as_str()).count(), 1);
        }
    }

    #[test]
    fn refuses_other_keys() {
        for (key, error) in [
            ("", CellError::Subject),
            ("施策/name", CellError::Subject),
            ("__proto__/name", CellError::Subject),
            ("3-10-k1", CellError::Field),
            ("3-10-k1/colour", CellError::Field),
            ("3-10-k1/actual", CellError::Year),
            ("3-10-k1/actual/R8", CellError::Year),
            ("3-10-p1/review", CellError::Year),
            ("3-10-k1/actual/+026", CellError::Year),
            ("3-10-k1/name/2026", CellError::Aspect),
            ("3-10-k1/name/remark/more", CellError::Aspect),
        ] {
            assert_eq!(key.parse::<Cell>(), Err(error), "{key}");
        }
    }
}
