//! A figure, ready to be said, drawn and tabled.

use super::{
    Headline, Look, MoneySeries, TrendSeries, ValueTable, money_options, money_rest, money_sentence, money_table,
    trend_options, trend_rest, trend_sentence, trend_table,
};
use crate::edits::{View, is_correction};
use crate::format::Edition;
use crate::plan::{Cell, Field, NoVerdict, Plan, Project, Subject, SubjectId, Verdict, assess, is_blank};
use crate::words;
use crate::words::figure::Corrected;

/// What a figure shows, in every form but the drawn one, which depends on the look.
#[derive(Clone, Debug)]
pub struct FigureOf {
    /// The name it begins with: the indicator's or project's.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What the drawing shows, in words.
    pub sentence: String,
    /// The same without what is said of the verdict on it, and without amounts: for a place where these stand above it. May be
    /// empty.
    pub rest: String,
    /// The verdict on the indicator; none of amounts, and none of values that are not the city's.
    pub verdict: Option<Result<Verdict, NoVerdict>>,
    /// The real table.
    pub table: ValueTable,
    /// 出典; empty where none is stated.
    pub source: String,
    /// Whether some of its values may be others than the source meant, and await confirmation.
    pub is_uncertain: bool,
    series: Series,
    /// The part of the sentence, and the table, that the values alone make.
    said: (String, ValueTable),
}

#[derive(Clone, Debug, PartialEq)]
enum Series {
    Trend(TrendSeries),
    Money(MoneySeries),
}

/// All the rest is made from the series, but for digits, where `3.0` is the same number as `3` and is not shown as the same, and for
/// what was noted of values.
impl PartialEq for FigureOf {
    fn eq(&self, other: &FigureOf) -> bool {
        let is_noted_alike = self.sentence == other.sentence && self.table == other.table;
        self.has_values_of(other) && is_noted_alike && self.is_uncertain == other.is_uncertain
    }
}

/// The cells of an indicator that its figure tells.
pub(super) const OF_TREND: [Field; 11] = [
    Field::Name,
    Field::Unit,
    Field::Latest,
    Field::LatestYear,
    Field::Direction,
    Field::Target,
    Field::TargetYear,
    Field::Band,
    Field::Source,
    Field::Baseline,
    Field::Actual,
];

/// The cells of a project that its figure tells.
const OF_MONEY: [Field; 4] = [Field::Name, Field::BudgetBasis, Field::Budget, Field::Settlement];

/// Whether some of these fields of a subject, in any year, may hold other values than the source meant.
pub(super) fn has_uncertain(plan: &Plan, id: &SubjectId, fields: &[Field]) -> bool {
    cells(plan, id, fields).any(|cell| plan.is_uncertain(&cell))
}

/// The cells of some fields of a subject: those of no year, then those of each year of the plan.
fn cells<'a>(plan: &'a Plan, id: &'a SubjectId, fields: &'a [Field]) -> impl Iterator<Item = Cell> + 'a {
    let plain = fields.iter().filter_map(|field| Cell::plain(id, *field));
    let yearly = move |year| fields.iter().filter_map(move |field| Cell::yearly(id, *field, year));
    plain.chain(plan.years().flat_map(yearly))
}

impl FigureOf {
    /// Whether both show the same values, digit by digit, whatever of them awaits confirmation.
    pub fn has_values_of(&self, other: &FigureOf) -> bool {
        self.series == other.series && self.said == other.said
    }

    /// The figure of an indicator, with the years people disagree on, or of a project; none of any other id. What its values were
    /// before they were corrected is told by `edition`.
    pub fn of(view: &View, edition: &Edition, id: &SubjectId) -> Option<FigureOf> {
        let plan = &view.plan;
        match plan.subject(id)? {
            Subject::PolicyIndicator(..) | Subject::OutcomeIndicator(..) => {
                let series = TrendSeries::of(&plan.indicator(id)?, &view.disputed_years(id, Field::Actual));
                Some(FigureOf::trend(series).noted(view, edition, id, &OF_TREND))
            }
            Subject::Project(..) => {
                let disputed = [Field::Budget, Field::Settlement].map(|field| view.disputed_years(id, field));
                let source = words::overview::head(plan);
                let series = MoneySeries { source, ..MoneySeries::of(&plan.project(id)?, &disputed) };
                Some(FigureOf::money(series).noted(view, edition, id, &OF_MONEY))
            }
            _ => None,
        }
    }

    /// Adds to the sentence which values were corrected, what was noted beside them, and whether a newer version has values that cannot
    /// be shown.
    fn noted(mut self, view: &View, edition: &Edition, id: &SubjectId, fields: &[Field]) -> FigureOf {
        let (mut corrected, mut remarks) = (Vec::new(), Vec::new());
        for cell in cells(&view.plan, id, fields) {
            let name = match cell.field() {
                Field::Budget => Some(words::figure::BUDGET),
                Field::Settlement => Some(words::figure::SETTLEMENT),
                Field::Target => Some(words::figure::TARGET),
                Field::Latest => Some(words::figure::LATEST),
                Field::Baseline => Some(words::figure::BASELINE),
                Field::Actual => None,
                _ => continue,
            };
            let remark = view.plan.remark(&cell);
            let is_kept = cell.year().is_none_or(|year| view.plan.is_kept(id, year));
            if is_kept && !is_blank(remark) {
                remarks.push((cell.clone(), words::figure::remark(cell.year(), name, remark)));
            }
            if let Some(year) = cell.year().filter(|_| is_correction(view, &cell)) {
                let before = edition.former_values(&cell, &view.value(&cell)).first().map(|(before, _)| *before);
                self.table.mark_corrected(cell.field(), year);
                corrected.push(Corrected { year, amount: name, before });
            }
        }
        let has_newer = cells(&view.plan, id, fields).any(|cell| view.has_newer(&cell));
        let notes = [
            view.plan.retired(id).map(words::figure::retired),
            (!corrected.is_empty()).then(|| words::figure::corrected(&corrected)),
            has_newer.then(|| words::figure::NEWER.to_string()),
        ];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        // That of the number above, with the verdict, is said there.
        let above = view.plan.indicator(id).and_then(|of| assess(&of, view.plan.last_year).standing(id));
        for (said, above) in [(&mut self.sentence, None), (&mut self.rest, above)] {
            let remarks = remarks.iter().filter(|(cell, _)| above.as_ref() != Some(cell)).map(|(_, remark)| remark);
            let sentences = std::iter::once(&*said).filter(|said| !said.is_empty()).chain(&notes).chain(remarks);
            *said = words::language::joined(&sentences.cloned().collect::<Vec<String>>());
        }
        self.is_uncertain = has_uncertain(&view.plan, id, fields);
        self
    }

    /// Returns what stands below the figure: its source, the date of its data, and whether values await confirmation.
    pub fn source_line(&self, date: &str) -> String {
        let line = words::screen::source_and_date(&self.source, date);
        if self.is_uncertain { words::screen::uncertain(&line) } else { line }
    }

    /// Returns the figure of several projects' money together, marked where amounts of theirs await confirmation.
    pub fn money_of_all(series: MoneySeries, plan: &Plan, projects: &[Project]) -> FigureOf {
        let is_uncertain = projects.iter().any(|project| has_uncertain(plan, &project.id, &OF_MONEY));
        FigureOf { is_uncertain, ..FigureOf::money(series) }
    }

    /// The trend of an indicator.
    pub fn trend(series: TrendSeries) -> FigureOf {
        FigureOf {
            name: series.name.clone(),
            title: words::screen::trend_title(&series.name),
            sentence: trend_sentence(&series),
            said: (trend_sentence(&series), trend_table(&series)),
            rest: trend_rest(&series),
            verdict: Some(series.verdict),
            table: trend_table(&series),
            source: series.source.clone(),
            is_uncertain: false,
            series: Series::Trend(series),
        }
    }

    /// Budget and settlement of a project.
    pub fn money(series: MoneySeries) -> FigureOf {
        FigureOf {
            name: series.name.clone(),
            title: words::figure::money_title(&series.name),
            sentence: money_sentence(&series),
            said: (money_sentence(&series), money_table(&series)),
            rest: money_rest(&series),
            verdict: None,
            table: money_table(&series),
            source: series.source.clone(),
            is_uncertain: false,
            series: Series::Money(series),
        }
    }

    /// Returns the figure without a source and a verdict, and with `mark` appended to its name, title and caption. Used for
    /// unverified values.
    pub fn unsourced(mut self, mark: &str) -> FigureOf {
        for text in [&mut self.name, &mut self.title, &mut self.table.caption] {
            text.push_str(mark);
        }
        self.source.clear();
        self.is_uncertain = false;
        self.verdict = None;
        match &mut self.series {
            Series::Trend(series) => series.source.clear(),
            Series::Money(series) => series.source.clear(),
        }
        self
    }

    /// What the place is called where its years are walked.
    pub fn walk_label(&self) -> String {
        words::figure::walk(&self.name)
    }

    /// The only number there is, with its unit and whose it is: shown large in the place of a drawing.
    pub fn only_number(&self) -> Option<Headline> {
        let Series::Trend(series) = &self.series else { return None };
        let point = series.only_number().filter(|_| !series.is_drawn())?;
        Some(Headline::of_point(point, &series.unit))
    }

    /// Whether its value axis need not begin at nought: bars have to.
    pub fn may_zoom(&self) -> bool {
        matches!(self.series, Series::Trend(_))
    }

    /// The drawing as ECharts options; none where there is nothing to draw.
    pub fn options(&self, look: &Look) -> Option<String> {
        match &self.series {
            Series::Trend(series) => trend_options(series, look),
            Series::Money(series) => money_options(series, look),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::chart::states::{moneys, trends};
    use crate::chart::{Choice, OverviewSeries, overview_table};
    use crate::edits::fake::{number, of_seed, set};
    use crate::format::{Correction, Corrections, HistoryEntry, Origin, Publication};
    use crate::plan::{FiscalYear, Observation, Value};
    use crate::words::observation::CORRECTED;

    use super::*;

    #[test]
    fn the_word_goes_with_the_citys_own_values_alone() {
        for (state, series) in trends() {
            let (verdict, is_drawn, only) = (series.verdict, series.is_drawn(), series.only_number().is_some());
            let figure = FigureOf::trend(series);
            assert_eq!(figure.verdict, Some(verdict), "{state}");
            assert_eq!(
                figure.only_number().is_some(),
                only && !is_drawn,
                "{state}: its one value in the place of a drawing"
            );
            assert_eq!(figure.unsourced("").verdict, None, "{state}");
        }
        assert!(moneys().into_iter().all(|(_, series)| FigureOf::money(series).verdict.is_none()));
    }

    /// An edition whose newest publication corrected these: cell, before, after.
    fn corrected_by(all: &[(&str, &str, &str)]) -> Edition {
        let observation = |text: &str| Observation::Final(text.parse().unwrap());
        let entries = all.iter().map(|(cell, before, after)| Correction {
            cell: cell.parse().unwrap(),
            name: String::new(),
            unit: String::new(),
            before: observation(before),
            after: observation(after),
            extra: Default::default(),
        });
        let corrections = Corrections { entries: entries.collect(), ..Corrections::default() };
        let at = "2027-06-01T00:00:00.000Z".parse().unwrap();
        let mut publication = Publication::default();
        publication.history.add(HistoryEntry { at, corrections, ..HistoryEntry::default() });
        Edition { origin: Origin::Published, at, publication: Some(publication), left_out: 0 }
    }

    #[test]
    fn a_value_corrected_after_its_year_was_closed_is_said_to_be_with_what_it_was() {
        let mut journal = of_seed();
        let id = |text: &str| SubjectId::new(text).unwrap();
        let year = FiscalYear::new(2026).unwrap();
        let edition = corrected_by(&[
            ("3-10-k1/actual/2026", "75", "76"),
            ("3-10-p1/budget/2026", "1250", "1300"),
            ("3-10-k2/actual/2026", "5", "6"),
        ]);
        let mut said = Vec::new();
        for (cell, value) in [
            ("3-10-k1/actual/2026", number("75")),
            ("3-10/closed/2026", Value::Text("締めました".into())),
            ("3-10-k1/actual/2026", number("76")),
            ("3-10-k2/actual/2026", number("7")),
            ("3-10-p1/budget/2026", number("1300")),
            ("3-10-p1/settlement/2026", number("900")),
        ] {
            set(&mut journal, cell, value);
            let view = journal.view();
            let sentence = FigureOf::of(view, &edition, &id("3-10-k1")).unwrap().sentence;
            let overview = OverviewSeries::of(view, &view.plan.policies()[0], year, Choice::default());
            let overviewed = overview.indicators.into_iter().find(|one| one.id == id("3-10-k1")).unwrap();
            let told = sentence.split_once("締めたあとに").map(|(_, told)| told.to_owned());
            said.push((told, overviewed.newest().unwrap().contains(&*CORRECTED)));
        }
        let told = Some("訂正されています(以前は75)。".to_owned());
        assert_eq!(said[..3], [(None, false), (None, false), (told, true)]);
        let told = |id: &SubjectId| FigureOf::of(journal.view(), &edition, id).unwrap().sentence;
        let table = |id: &SubjectId| FigureOf::of(journal.view(), &edition, id).unwrap().table;
        let of_2026 = |id: &str, column: usize| {
            let table = table(&SubjectId::new(id).unwrap());
            let row = table.rows.iter().rfind(|row| row.head == "R8").unwrap();
            row.cells[column].text.clone()
        };
        assert_eq!(of_2026("3-10-k1", 1), "76(訂正)");
        assert_eq!([0, 1].map(|column| of_2026("3-10-p1", column)), ["1,300(訂正)", "900(訂正)"]);
        let view = journal.view();
        let overview = OverviewSeries::of(view, &view.plan.policies()[0], year, Choice::default());
        let mut cells = overview_table(&overview).rows.into_iter().flat_map(|row| row.cells);
        assert!(cells.any(|cell| cell.text == "76(訂正)"));
        // What it was before is not told of another value than the one it was corrected to, nor where that is not known.
        assert!(told(&id("3-10-k2")).ends_with("令和8(2026)年度の値は、締めたあとに訂正されています。"));
        assert!(
            told(&id("3-10-p1"))
                .ends_with("令和8(2026)年度の値は、締めたあとに訂正されています(以前はR8 予算額 1,250)。")
        );
    }

    #[test]
    fn what_was_noted_beside_a_value_is_said_with_it() {
        let mut journal = of_seed();
        for (cell, text) in [
            ("3-10-k1/actual/2026/remark", "数え方を改めた"),
            ("3-10-k1/actual/2026/internal", "県に確認中"),
            ("3-10-p1/settlement/2026/remark", "繰越を含む。"),
            ("3-10-k2/target/remark", "以上"),
        ] {
            set(&mut journal, cell, Value::Text(text.into()));
        }
        let of = |id: &str| FigureOf::of(journal.view(), &corrected_by(&[]), &SubjectId::new(id).unwrap()).unwrap();
        let [trend, target, money] = ["3-10-k1", "3-10-k2", "3-10-p1"].map(of);
        assert!(target.sentence.ends_with("目標値の備考: 以上。"), "{}", target.sentence);
        assert!(trend.sentence.ends_with("R8の備考: 数え方を改めた。"), "{}", trend.sentence);
        assert!(!trend.sentence.contains("県に") && !trend.rest.contains("県に"), "{}", trend.rest);
        assert!(trend.rest.contains("数え方"), "no number stands above it yet");
        assert!(money.sentence.ends_with("R8 決算額の備考: 繰越を含む。"), "{}", money.sentence);
        // Once it is the number above, its remark stands there.
        set(&mut journal, "3-10-k1/actual/2026", number("75"));
        let trend = FigureOf::of(journal.view(), &corrected_by(&[]), &SubjectId::new("3-10-k1").unwrap()).unwrap();
        assert!(trend.sentence.contains("数え方") && !trend.rest.contains("数え方"), "{}", trend.rest);
    }
}
