//! The drawing of a trend.

use charming::component::{Axis, LegendItem};
use charming::datatype::{CompositeValue, DataPointItem};
use charming::element::{
    ItemStyle, Label, LabelAlign, LabelPosition, LineStyle, LineStyleType, MarkLine, MarkLineData, MarkLineVariant,
    SplitLine, Symbol,
};
use charming::series::{Line, Scatter};

use super::look::{
    Colours, LETTER, Layout, Look, Parts, STEPS, legend, named_years, tooltip, value_axis, width_of, years_axis,
};
use super::part::to_json;
use super::series::{Point, PointKind, TrendSeries};
use super::table::trend_table;
use crate::plan::{FiscalYear, to_f64};
use crate::words::{figure, number, observation, year};

/// ECharts' options (JSON) for the drawing of a trend; none where a drawing would say no more than the number alone.
///
/// Only 指標実績 is joined by a line: the latest value and the baseline are of another kind (the year of the one is
/// printed without saying whether fiscal or calendar, that of the other is assumed) and stand as marks of their own.
/// The first series has an item for every year of the axis; its name is what the tooltip says of that year.
pub fn trend_options(series: &TrendSeries, look: &Look) -> Option<String> {
    // One of many stands beside its newest number: it has to show more than that and what it is held against.
    if !series.is_drawn() || (look.small.is_some() && !series.has_course()) {
        return None;
    }
    let plot = Plot::new(series, *look)?;
    let named = if look.small.is_some() { Vec::new() } else { plot.legend() };
    let names: Vec<_> = named.iter().map(|(name, _)| name.clone()).collect();
    let unit = if look.small.is_some() { String::new() } else { figure::axis_unit(&series.unit) };
    let layout = Layout::new(*look, &names, &unit, plot.axis_width());
    let colours = plot.colours;
    let labels = plot.labels();
    let lines = std::iter::once(plot.actuals()).chain(plot.target_lines()).map(|line| to_json(&line));
    let marks = plot.marks().into_iter().chain(plot.label()).map(|marks| to_json(&marks));
    let parts = Parts {
        grid: layout.grid(),
        tooltip: tooltip(colours),
        legend: legend(named.into_iter().map(legend_item).collect()),
        named: plot.named(&labels),
        x_axis: years_axis(labels),
        y_axis: plot.values_axis(&layout),
        has_numbers: look.small.is_none(),
        series: lines.chain(marks).collect::<Option<_>>()?,
    };
    parts.options(colours)
}

const DASHES: &str = "path://M0 0h7v2.5H0zM9 0h7v2.5H9zM18 0h7v2.5h-7z";
const DOTS: &str =
    "path://M0 0h2.5v2.5H0zM5.6 0h2.5v2.5H5.6zM11.2 0h2.5v2.5h-2.5zM16.8 0h2.5v2.5h-2.5zM22.5 0h2.5v2.5h-2.5z";
const SQUARE: &str = "path://M0 0h10v10H0z";
const DIAMOND: &str = "path://M5 0L10 5L5 10L0 5z";
const TRIANGLE: &str = "path://M5 0L10 10H0z";

fn legend_item((name, sign): (String, Option<&'static str>)) -> LegendItem {
    match sign {
        Some(sign) => LegendItem::from((name, sign.to_owned())),
        None => LegendItem::from(name),
    }
}

/// A series on its axis of years.
struct Plot<'a> {
    series: &'a TrendSeries,
    look: Look,
    colours: Colours,
    years: Vec<FiscalYear>,
}

impl<'a> Plot<'a> {
    fn new(series: &'a TrendSeries, look: Look) -> Option<Self> {
        let (first, last) = look.small.or(series.span())?;
        Some(Plot { series, look, colours: look.colours(), years: first.to(last).collect() })
    }

    /// The width of the value axis' labels, which may have a digit more than the greatest number.
    fn axis_width(&self) -> f64 {
        if self.look.small.is_some() {
            return 0.0;
        }
        let widths = self.series.placed().map(|(_, _, value)| width_of(&number::in_table(value)));
        widths.fold(24.0, f64::max) + LETTER * 0.62
    }

    /// Pixels between two years.
    fn slot(&self) -> f64 {
        (f64::from(self.look.width) - 16.0 - self.axis_width()) / self.years.len() as f64
    }

    /// From nought, or as near as the values let it where that was asked for; percentages up to 100 end there.
    fn values_axis(&self, layout: &Layout) -> Axis {
        let axis = value_axis(layout, self.look.zoom, STEPS, self.colours);
        if self.look.small.is_some() {
            return axis.split_line(SplitLine::new().show(false));
        }
        let greatest = self.numbers().fold(0.0, f64::max);
        match self.series.is_percentage && (80.0..=100.0).contains(&greatest) {
            true if self.look.zoom || self.has_negative() => axis.max(100),
            true => axis.max(100).interval(20),
            false => axis,
        }
    }

    /// The labels of the years: 「R8」 for fiscal years. The year of the latest value is shown as it is printed,
    /// 「2024年」, because nobody knows which kind of year it is; it stands where the fiscal year of that number would.
    /// Where a fiscal year has a value of its own at the same place, that is named; the legend has the printed year.
    fn labels(&self) -> Vec<String> {
        let latest = self.series.placed().find(|(point, ..)| point.kind == PointKind::Latest).map(|(_, year, _)| year);
        let fiscal = |of: FiscalYear| {
            let own = self.series.placed().any(|(point, year, _)| point.kind != PointKind::Latest && year == of);
            own || self.series.actuals().any(|point| point.year == Some(of))
        };
        let label = |of: FiscalYear| match latest {
            Some(latest) if latest == of && !fiscal(of) => year::printed(of),
            _ => year::short(of),
        };
        self.years.iter().copied().map(label).collect()
    }

    /// Which years are named. One of many names the first year of results and its last year: the same in all of them.
    fn named(&self, labels: &[String]) -> Vec<usize> {
        if self.look.small.is_none() {
            return named_years(labels, self.slot());
        }
        let last = self.years.len().saturating_sub(1);
        let first =
            self.series.actuals().find_map(|point| self.years.iter().position(|year| Some(*year) == point.year));
        first.filter(|first| *first < last).into_iter().chain([last]).collect()
    }

    /// What the table says of a year, line by line; the bare year where it says nothing.
    fn told(&self, of: FiscalYear) -> String {
        let table = trend_table(self.series);
        let points = self.series.points.iter().map(|point| point.year);
        let years = points.chain(self.series.target.map(|target| Some(target.year)));
        let lines = years.zip(&table.rows).filter(|(year, _)| *year == Some(of)).map(|(_, row)| {
            let cells = row.cells.iter().map(|cell| cell.text.as_str());
            std::iter::once(row.head.as_str()).chain(cells).collect::<Vec<_>>().join(" ")
        });
        let lines = lines.collect::<Vec<_>>().join("\n");
        if lines.is_empty() { year::short(of) } else { lines }
    }

    fn actuals(&self) -> Line {
        let data = self.years.iter().map(|of| {
            let actual = self.series.actuals().find(|point| point.year == Some(*of));
            let value = actual.and_then(|point| point.observation.number()).map(|value| value.to_f64());
            DataPointItem::new(CompositeValue::from(value)).name(self.told(*of))
        });
        let line = Line::new()
            .name(figure::ACTUAL)
            .symbol(Symbol::Circle)
            .symbol_size(if self.look.small.is_some() { 6 } else { 8 })
            .show_symbol(true)
            .connect_nulls(false)
            .z(2)
            .line_style(LineStyle::new().color(self.colours.hue).width(3))
            .item_style(ItemStyle::new().color(self.colours.hue))
            .data(data.collect());
        if self.has_negative() { line.mark_line(nought(self.colours)) } else { line }
    }

    fn has_negative(&self) -> bool {
        self.numbers().any(|value| value < 0.0)
    }

    /// Every number drawn.
    fn numbers(&self) -> impl Iterator<Item = f64> + '_ {
        let limits = self.series.limits().into_iter().flat_map(|(low, high)| [to_f64(low), to_f64(high)]);
        let target = self.series.stated_target().map(|(value, _)| value.to_f64());
        self.series.placed().map(|(_, _, value)| value.to_f64()).chain(target).chain(limits)
    }

    fn target_name(&self) -> Option<String> {
        let (value, of) = self.series.stated_target()?;
        Some(format!("{}({}) {}", figure::TARGET, year::short(of), number::in_table(value)))
    }

    /// The target as a dashed line up to its year, and the limits of what is to be held as dotted ones.
    fn target_lines(&self) -> Vec<Line> {
        let level = |name: String, kind, value: f64, until: Option<FiscalYear>| {
            let at = |of: &FiscalYear| until.is_none_or(|until| *of <= until).then_some(value);
            Line::new()
                .name(name)
                .symbol(Symbol::None)
                .show_symbol(false)
                .z(1)
                .line_style(LineStyle::new().color(self.colours.quiet).width(2).type_(kind))
                .item_style(ItemStyle::new().color(self.colours.quiet))
                .data(self.years.iter().map(at).collect())
        };
        let target = self.series.stated_target().zip(self.target_name());
        let target = target.map(|((value, of), name)| level(name, LineStyleType::Dashed, value.to_f64(), Some(of)));
        let limits = self.series.limits().into_iter().flat_map(|(low, high)| [low, high]);
        let limits = limits.map(|limit| level(self.band_name(), LineStyleType::Dotted, to_f64(limit), None));
        target.into_iter().chain(limits).collect()
    }

    fn band_name(&self) -> String {
        format!("{} {}", figure::BAND, figure::band(self.series.band))
    }

    fn latest_name(&self) -> String {
        let of = self.series.single(PointKind::Latest).and_then(|point| point.year);
        of.map_or(figure::LATEST.into(), |of| format!("{}({})", figure::LATEST, year::printed(of)))
    }

    fn baseline_name(&self) -> String {
        let of = self.series.single(PointKind::Baseline).and_then(|point| point.year);
        of.map_or(figure::BASELINE.into(), |of| format!("{}({})", figure::BASELINE, year::short(of)))
    }

    /// Marks over the line, by kind: name, sign, hollow or not, and whether a point is one of them.
    fn kinds(&self) -> Vec<(String, Symbol, Vec<Option<f64>>)> {
        let at = |is: &dyn Fn(&Point) -> bool| -> Vec<Option<f64>> {
            let value = |of: &FiscalYear| {
                let mut here = self.series.placed().filter(|(point, year, _)| year == of && is(point));
                here.next().map(|(_, _, value)| value.to_f64())
            };
            self.years.iter().map(value).collect()
        };
        let all = [
            (self.latest_name(), Symbol::Circle, at(&|p| p.kind == PointKind::Latest)),
            (self.baseline_name(), Symbol::Rect, at(&|p| p.kind == PointKind::Baseline)),
            (figure::PRELIMINARY.into(), Symbol::Diamond, at(&|p| is_actual(p) && p.observation.is_preliminary())),
            (figure::CONFLICT.into(), Symbol::Triangle, at(&|p| is_actual(p) && p.is_in_conflict)),
        ];
        all.into_iter().filter(|(_, _, data)| data.iter().any(Option::is_some)).collect()
    }

    fn marks(&self) -> Vec<Scatter> {
        let marks = self.kinds().into_iter().map(|(name, symbol, data)| {
            // Hollow: filled with the ground, so that neither line nor point shows through.
            let hollow =
                ItemStyle::new().color(self.colours.ground).border_color(self.colours.hue).border_width(2).opacity(1);
            let size = if self.look.small.is_some() { 9 } else { 13 };
            Scatter::new().name(name).symbol(symbol).symbol_size(size).item_style(hollow).data(data)
        });
        marks.collect()
    }

    /// The names of what is drawn, each with its own sign where ECharts' would mislead: it puts a point on lines that
    /// have none, and stretches squares.
    fn legend(&self) -> Vec<(String, Option<&'static str>)> {
        let actual = self.series.current.map(|_| (figure::ACTUAL.to_string(), None));
        let target = self.target_name().map(|name| (name, Some(DASHES)));
        let band = self.series.limits().map(|_| (self.band_name(), Some(DOTS)));
        let marks = self.kinds().into_iter().map(|(name, symbol, _)| {
            let sign = match symbol {
                Symbol::Rect => SQUARE,
                Symbol::Diamond => DIAMOND,
                Symbol::Triangle => TRIANGLE,
                _ => "circle",
            };
            (name, Some(sign))
        });
        actual.into_iter().chain(target).chain(band).chain(marks).collect()
    }

    /// The number at the newest point: a series of its own, for a label belongs to a series or to none of its points. One of
    /// many has none: its newest number stands beside it.
    fn label(&self) -> Option<Scatter> {
        if self.look.small.is_some() {
            return None;
        }
        let (point, of, value) = self.series.labelled()?;
        let is_right = self.years.iter().position(|year| *year == of)? * 2 >= self.years.len();
        let mark = if point.observation.is_preliminary() { &*observation::PRELIMINARY } else { "" };
        let text = format!("{}{mark}", number::in_table(value));
        let (before, after) = self.room(of)?;
        let width = width_of(&text);
        // Where there is no room to either side, the number would lie on those of the axis; sentence and table say it.
        if width > before && width > after {
            return None;
        }
        let is_right = if is_right { width <= before } else { width > after };
        let label = Label::new()
            .show(true)
            .formatter(text.as_str())
            .position(if self.is_labelled_below(of, value.to_f64()) {
                LabelPosition::Bottom
            } else {
                LabelPosition::Top
            })
            // Letters run inwards, so that long numbers are not cut off at the edge.
            .align(if is_right { LabelAlign::Right } else { LabelAlign::Left })
            .font_size(LETTER)
            .font_weight("bold")
            .color(self.colours.ink)
            .background_color(self.colours.ground)
            .distance(8);
        let data = self.years.iter().map(|year| (*year == of).then(|| value.to_f64())).collect();
        // Unseen, but there: a symbol of no kind would take its label with it.
        let unseen = ItemStyle::new().color("transparent").opacity(1);
        // It goes with the marks whose number it is.
        let name = match point.kind {
            PointKind::Actual => figure::ACTUAL.to_string(),
            PointKind::Latest => self.latest_name(),
            PointKind::Baseline => self.baseline_name(),
        };
        Some(Scatter::new().name(name).symbol(Symbol::Circle).symbol_size(8).item_style(unseen).label(label).data(data))
    }

    /// Pixels from the axis to a year, and from there to the end.
    fn room(&self, of: FiscalYear) -> Option<(f64, f64)> {
        let at = self.years.iter().position(|year| *year == of)? as f64 + 0.5;
        Some((at * self.slot(), (self.years.len() as f64 - at) * self.slot()))
    }

    /// Above, unless the target or the line it comes from is there; never below where the axis is near.
    fn is_labelled_below(&self, of: FiscalYear, value: f64) -> bool {
        let nought = (!self.look.zoom).then_some(0.0);
        let (low, high) = self.numbers().chain(nought).fold((value, value), |(l, h), v| (l.min(v), h.max(v)));
        // What a label takes of the plot's height.
        let near = (high - low) * 0.15;
        let before = self.series.placed().take_while(|(_, year, _)| *year != of).last().map(|(_, _, v)| v.to_f64());
        let target = self.series.stated_target().map(|(target, _)| target.to_f64());
        let wanted = match target.filter(|target| (target - value).abs() < near) {
            Some(target) => value < target,
            None => before.is_some_and(|before| before > value),
        };
        wanted && value - low > near
    }
}

fn is_actual(point: &Point) -> bool {
    point.kind == PointKind::Actual
}

/// A line at nought, where values lie on both sides of it.
pub(super) fn nought(colours: Colours) -> MarkLine {
    let at = MarkLineVariant::Simple(MarkLineData::new().y_axis(0));
    MarkLine::new()
        .silent(true)
        .symbol(vec![Symbol::None, Symbol::None])
        .label(Label::new().show(false))
        .line_style(LineStyle::new().color(colours.ink).width(1).type_(LineStyleType::Solid))
        .data(vec![at])
}
