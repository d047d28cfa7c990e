//! A figure, ready to be said, drawn and tabled.

use super::{
    Look, MoneySeries, TrendSeries, ValueTable, money_options, money_sentence, money_table, trend_options,
    trend_sentence, trend_table,
};
use crate::edits::View;
use crate::plan::{Field, Subject, SubjectId};
use crate::words;

/// What a figure shows, in every form but the drawn one, which depends on the look.
#[derive(Clone, Debug)]
pub struct FigureOf {
    /// The name it begins with: the indicator's or project's.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What the drawing shows, in words.
    pub sentence: String,
    /// The real table.
    pub table: ValueTable,
    /// 出典; empty where none is stated.
    pub source: String,
    series: Series,
}

#[derive(Clone, Debug, PartialEq)]
enum Series {
    Trend(TrendSeries),
    Money(MoneySeries),
}

/// All the rest is made from the series, but for digits: there `3.0` is the same number as `3`, and it is not shown as the
/// same.
impl PartialEq for FigureOf {
    fn eq(&self, other: &FigureOf) -> bool {
        self.series == other.series && self.sentence == other.sentence && self.table == other.table
    }
}

impl FigureOf {
    /// The figure of an indicator, with the years people disagree on, or of a project; none of any other id.
    pub fn of(view: &View, id: &SubjectId) -> Option<FigureOf> {
        let plan = &view.plan;
        match plan.subject(id)? {
            Subject::PolicyIndicator(..) | Subject::OutcomeIndicator(..) => {
                Some(FigureOf::trend(TrendSeries::of(&plan.indicator(id)?, &view.disputed_years(id, Field::Actual))))
            }
            Subject::Project(..) => {
                let disputed = [Field::Budget, Field::Settlement].map(|field| view.disputed_years(id, field));
                let source = words::overview::head(plan);
                Some(FigureOf::money(MoneySeries { source, ..MoneySeries::of(&plan.project(id)?, &disputed) }))
            }
            _ => None,
        }
    }

    /// The trend of an indicator.
    pub fn trend(series: TrendSeries) -> FigureOf {
        FigureOf {
            name: series.name.clone(),
            title: words::screen::trend_title(&series.name),
            sentence: trend_sentence(&series),
            table: trend_table(&series),
            source: series.source.clone(),
            series: Series::Trend(series),
        }
    }

    /// Budget and settlement of a project.
    pub fn money(series: MoneySeries) -> FigureOf {
        FigureOf {
            name: series.name.clone(),
            title: words::figure::money_title(&series.name),
            sentence: money_sentence(&series),
            table: money_table(&series),
            source: series.source.clone(),
            series: Series::Money(series),
        }
    }

    /// Returns the figure without a source and with `mark` appended to its name, title and caption. Used for unverified
    /// values.
    pub fn unsourced(mut self, mark: &str) -> FigureOf {
        for text in [&mut self.name, &mut self.title, &mut self.table.caption] {
            text.push_str(mark);
        }
        self.source.clear();
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
