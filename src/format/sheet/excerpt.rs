//! The part of the city's table that a value was read from.

use super::labels::{Label, label};
use crate::plan::{Field, FiscalYear, Plan, Reading, ReadingKind};

/// Two rows of the city's table: the heads, and what stands below them in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What the lower row is called, where rows have names there.
    pub label: Option<String>,
    /// Each column: its head, and the text below it as it stands in the source.
    pub columns: Vec<(Head, String)>,
    /// What the reading is about.
    pub asked: Asked,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// As the source has it.
    Written(String),
    /// The layout's name of a field.
    Field(Field),
    /// A fiscal year.
    Year(FiscalYear),
}

/// A place of an [`Excerpt`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The name of the row.
    Label,
    /// The head of a column.
    Head(usize),
    /// The text of a column.
    Text(usize),
}

/// Where `reading` stands in the city's table. Nothing where the line of the source does not have what the layout has there: such
/// a line is shown as it is.
pub fn excerpt(plan: &Plan, reading: &Reading) -> Option<Excerpt> {
    match reading.kind {
        ReadingKind::LatestYear => values(plan, reading, Asked::Head(0)),
        ReadingKind::SevenAsArrow | ReadingKind::DirectionMissing => values(plan, reading, Asked::Text(1)),
        ReadingKind::LatestUnderTargetLabel => below_target(plan, reading, Asked::Text(0)),
        ReadingKind::TargetMissing => below_target(plan, reading, Asked::Head(0)),
        ReadingKind::BaselineEmpty | ReadingKind::AlignedFromRight => actuals(plan, reading),
        ReadingKind::AmountYear => amounts(plan, reading, Asked::Text),
        ReadingKind::BudgetBasis => amounts(plan, reading, |_| Asked::Label),
    }
}

/// 直近実績値 (2024), 目指す方向 and 出典, and the values below them, from the lines of this indicator that are known.
fn values(plan: &Plan, reading: &Reading, asked: Asked) -> Option<Excerpt> {
    let below = [ReadingKind::SevenAsArrow, ReadingKind::DirectionMissing];
    let mut below: Vec<_> = filled(line(plan, reading, &below)?).collect();
    if below.len() == 2 {
        below.insert(1, "");
    }
    let latest = line(plan, reading, &[ReadingKind::LatestYear]).and_then(|line| filled(line).next());
    let latest = latest.map_or(Head::Field(Field::Latest), |label| Head::Written(label.to_owned()));
    with_heads([latest, Head::Field(Field::Direction), Head::Field(Field::Source)], &below, asked)
}

/// 目標値 and 出典, and the values below them: where there are only two, nobody can tell what the first one is.
fn below_target(plan: &Plan, reading: &Reading, asked: Asked) -> Option<Excerpt> {
    let below: Vec<_> = filled(line(plan, reading, &[ReadingKind::LatestUnderTargetLabel])?).collect();
    with_heads([Head::Field(Field::Target), Head::Field(Field::Source)], &below, asked)
}

fn with_heads<const COUNT: usize>(heads: [Head; COUNT], below: &[&str], asked: Asked) -> Option<Excerpt> {
    let columns = heads.into_iter().zip(below.iter().map(|text| (*text).to_owned()));
    (below.len() == COUNT).then(|| Excerpt { label: None, columns: columns.collect(), asked })
}

/// The line of the source of another reading of the same indicator.
fn line<'a>(plan: &'a Plan, reading: &Reading, kinds: &[ReadingKind]) -> Option<&'a str> {
    let mut same = plan.readings.iter().filter(|other| other.cell.subject == reading.cell.subject);
    same.find(|other| kinds.contains(&other.kind)).map(|other| other.source.as_str())
}

/// 指標実績 below 初期値 and the years, aligned from the right.
fn actuals(plan: &Plan, reading: &Reading) -> Option<Excerpt> {
    let (label, mut texts) = labelled(&reading.source)?;
    let heads: Vec<_> = std::iter::once(Head::Field(Field::Baseline)).chain(years(plan)).collect();
    while texts.len() > heads.len() && texts.last()?.is_empty() {
        texts.pop();
    }
    while texts.len() > heads.len() && texts.first()?.is_empty() {
        texts.remove(0);
    }
    let missing = heads.len().checked_sub(texts.len())?;
    texts.splice(0..0, std::iter::repeat_n(String::new(), missing));
    let column = reading.cell.year().map_or(Some(0), |year| Some(1 + plan.years().position(|other| other == year)?))?;
    Some(Excerpt { label: Some(label), columns: heads.into_iter().zip(texts).collect(), asked: Asked::Text(column) })
}

/// 予算額 or 決算額 below the years, from the first on.
fn amounts(plan: &Plan, reading: &Reading, asked: impl Fn(usize) -> Asked) -> Option<Excerpt> {
    let (label, mut texts) = labelled(&reading.source)?;
    let heads: Vec<_> = years(plan).collect();
    while texts.last().is_some_and(String::is_empty) {
        texts.pop();
    }
    while texts.len() > heads.len() && texts.first()?.is_empty() {
        texts.remove(0);
    }
    (texts.len() <= heads.len()).then_some(())?;
    texts.resize(heads.len(), String::new());
    let year = reading.cell.year();
    let column = year.map_or(Some(0), |year| plan.years().position(|other| other == year))?;
    Some(Excerpt { label: Some(label), columns: heads.into_iter().zip(texts).collect(), asked: asked(column) })
}

fn years(plan: &Plan) -> impl Iterator<Item = Head> {
    plan.years().map(Head::Year)
}

/// The fields of a line in which something stands.
fn filled(source: &str) -> impl Iterator<Item = &str> {
    source.split('\t').map(str::trim).filter(|field| !field.is_empty())
}

/// The name of a row of values by year, and all that stands behind it.
fn labelled(source: &str) -> Option<(String, Vec<String>)> {
    let names_a_row = |field: &str| matches!(label(field), Some(Label::Actuals | Label::Budget | Label::Settlement));
    let mut fields = source.split('\t').map(str::trim).skip_while(|field| !names_a_row(field));
    Some((fields.next()?.to_owned(), fields.map(str::to_owned).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::SheetReading;
    use super::super::tests::{SOURCE, read};
    use super::*;

    fn shown(excerpt: &Excerpt) -> String {
        let text = |is_asked: bool, text: &str| if is_asked { format!("[{text}]") } else { text.to_owned() };
        let heads = excerpt.columns.iter().enumerate();
        let heads = heads.map(|(at, (head, _))| {
            let head = match head {
                Head::Written(text) => text.clone(),
                Head::Field(field) => format!("{field:?}"),
                Head::Year(year) => year.number().to_string(),
            };
            text(excerpt.asked == Asked::Head(at), &head)
        });
        let below = excerpt.columns.iter().enumerate();
        let below = below.map(|(at, (_, below))| text(excerpt.asked == Asked::Text(at), below));
        let label = excerpt.label.iter().map(|label| text(excerpt.asked == Asked::Label, label));
        format!("{} / {}", heads.collect::<Vec<_>>().join("|"), label.chain(below).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn each_reading_of_the_seed_stands_where_the_citys_table_has_it() {
        let SheetReading { plan, .. } = read(SOURCE).unwrap();
        let cases = [
            ("3-10-k1/latest-year", "[直近実績値 (2024)]|Direction|Source / 71||市所管課調べ"),
            ("3-10-k1/direction", "直近実績値 (2024)|Direction|Source / 71|[]|市所管課調べ"),
            ("3-10-k1/baseline", "Baseline|2026|2027|2028|2029|2030 / 指標実績|[]|||||"),
            ("3-10-k5/target", "[Target]|Source / 2.3|市所管課調べ"),
            ("3-10-k5/latest", "Target|Source / [2.3]|市所管課調べ"),
            ("3-10-p1-k1/direction", "直近実績値 (2024)|Direction|Source / 3.0|[7]|市所管課調べ"),
            ("3-10-p1/budget/2026", "2026|2027|2028|2029|2030 / 予算額(千円)|[1,250]||||"),
            ("3-10-p1/budget-basis", "2026|2027|2028|2029|2030 / [予算額(千円)]|1,250||||"),
        ];
        for (key, expected) in cases {
            let cell = key.parse().unwrap();
            let reading = plan.readings.of_cell(&cell).next().unwrap();
            assert_eq!(shown(&excerpt(&plan, reading).unwrap()), expected, "{key}");
        }
        let without = plan.readings.iter().filter(|reading| excerpt(&plan, reading).is_none());
        let without: Vec<_> = without.map(|reading| reading.cell.to_string()).collect();
        assert_eq!(without, ["3-10-k5/latest-year"], "its label names no column of what stands below");
    }
}
