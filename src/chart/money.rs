//! The drawing of budget against settlement.

use charming::component::LegendItem;
use charming::datatype::{CompositeValue, DataPointItem};
use charming::element::{ItemStyle, Label, LabelAlign, LabelPosition, Symbol};
use charming::series::{Bar, Scatter};

use super::look::{
    Colours, LETTER, Layout, Look, Parts, RIGHT, STEPS, legend, named_years, tooltip, value_axis, width_of, years_axis,
};
use super::part::to_json;
use super::series::{MoneySeries, MoneyYear};
use super::table::money_table;
use super::trend::nought;
use crate::plan::Observation;
use crate::words::{figure, number, observation, year};

/// ECharts' options (JSON) for the bars of a project's amounts; none where there is no amount.
///
/// Bars begin at nought whatever `look` says of the axis. The first series has an item for every year; its name is what
/// the tooltip says of that year, execution rate and all.
pub fn money_options(series: &MoneySeries, look: &Look) -> Option<String> {
    if !series.is_drawn() {
        return None;
    }
    let colours = look.colours();
    let names = vec![series.budget_name().to_owned(), figure::SETTLEMENT.to_string()];
    // The name is short enough for any width beside any amount.
    let layout = Layout::new(*look, &names, &figure::axis_unit(&figure::THOUSAND_YEN), 0.0);
    let labels: Vec<String> = series.years.iter().map(|of| year::short(of.year)).collect();
    let bar = |fill| ItemStyle::new().color(fill).border_color(colours.hue).border_width(1.5);
    let budget = Bar::new().name(series.budget_name()).item_style(bar(colours.pale));
    let budget = if has_negative(series) { budget.mark_line(nought(colours)) } else { budget };
    let settlement = Bar::new().name(figure::SETTLEMENT).item_style(bar(colours.hue));
    let told = told(series).into_iter().zip(&series.years);
    let budgets: Vec<_> = told.map(|(told, of)| DataPointItem::new(drawn(of.budget)).name(told)).collect();
    let settlements: Vec<_> = series.years.iter().map(|of| DataPointItem::new(drawn(of.settlement))).collect();
    let bars = [budget.data(budgets), settlement.data(settlements)];
    let number = newest(series).and_then(|newest| newest.number(series, *look, colours));
    let number = number.map(|number| to_json(&number));
    let parts = Parts {
        grid: layout.grid(),
        tooltip: tooltip(colours),
        legend: legend(names.into_iter().map(LegendItem::from).collect()),
        named: named_years(&labels, slot(series, *look)),
        x_axis: years_axis(labels),
        y_axis: value_axis(&layout, false, STEPS, colours),
        has_numbers: true,
        series: bars.iter().map(to_json).chain(number).collect::<Option<_>>()?,
    };
    parts.options(colours)
}

/// Pixels of a year.
fn slot(series: &MoneySeries, look: Look) -> f64 {
    let amounts = series.years.iter().flat_map(|of| [of.budget.number(), of.settlement.number()]).flatten();
    let numbers = amounts.map(|amount| width_of(&number::in_table(amount))).fold(24.0, f64::max) + LETTER * 0.62;
    (f64::from(look.width) - 16.0 - numbers) / series.years.len().max(1) as f64
}

fn drawn(amount: Observation) -> CompositeValue {
    amount.number().map(|value| value.to_f64()).into()
}

fn has_negative(series: &MoneySeries) -> bool {
    let numbers = series.years.iter().flat_map(|of| [of.budget.number(), of.settlement.number()]);
    numbers.flatten().any(|value| value.is_negative())
}

/// What the table says of each year, column by column.
fn told(series: &MoneySeries) -> Vec<String> {
    let table = money_table(series);
    let heads = table.columns.get(1..).unwrap_or_default();
    let rows = table.rows.iter().map(|row| {
        let cells = heads.iter().zip(&row.cells).map(|(head, cell)| format!("{head} {}", cell.text));
        std::iter::once(row.head.clone()).chain(cells).collect::<Vec<_>>().join("\n")
    });
    rows.collect()
}

/// The amount that is written at its bar: the newest settlement, else the newest budget.
#[derive(Clone, Copy)]
struct Newest {
    /// 0 for budgets, 1 for settlements.
    bars: usize,
    /// Which year.
    at: usize,
    amount: Observation,
}

fn newest(series: &MoneySeries) -> Option<Newest> {
    type Amount = fn(&MoneyYear) -> Observation;
    let amounts: [(usize, Amount); 2] = [(1, |of| of.settlement), (0, |of| of.budget)];
    amounts.into_iter().find_map(|(bars, amount)| {
        let at = series.years.iter().rposition(|of| amount(of).number().is_some())?;
        Some(Newest { bars, at, amount: amount(series.years.get(at)?) })
    })
}

impl Newest {
    /// The amount with its name, above all bars it would else lie across: a series of its own, of one unseen point.
    fn number(self, series: &MoneySeries, look: Look, colours: Colours) -> Option<Scatter> {
        let slot = slot(series, look);
        let plot = slot * series.years.len() as f64;
        let middle = (self.at as f64 + 0.5) * slot;
        let name = if self.bars == 0 { series.budget_name() } else { &*figure::SETTLEMENT };
        let amount = observation::in_table(self.amount);
        let texts = [figure::named(name, &amount), amount];
        // Where there is no room even for the number, sentence and table say it.
        let (text, from, align) = texts.into_iter().find_map(|text| {
            let width = width_of(&text);
            // Letters run inwards, so that long amounts are not cut off at the edge.
            let places = [
                (middle - width / 2.0, LabelAlign::Center),
                (middle, LabelAlign::Left),
                (middle - width, LabelAlign::Right),
            ];
            let fits = |from: &f64| *from >= 0.0 && from + width <= plot + RIGHT;
            let (from, align) = places.into_iter().find(|(from, _)| fits(from))?;
            Some((text, from, align))
        })?;
        let until = from + width_of(&text);
        let is_below = |at: usize| (at as f64 * slot) < until && (at + 1) as f64 * slot > from;
        let years = series.years.iter().enumerate().filter(|(at, _)| is_below(*at)).map(|(_, of)| of);
        let amounts = years.flat_map(|of| [of.budget.number(), of.settlement.number()]).flatten();
        let height = amounts.map(|amount| amount.to_f64()).fold(0.0, f64::max);
        let label = Label::new()
            .show(true)
            .formatter(text.as_str())
            .position(LabelPosition::Top)
            .align(align)
            .font_size(LETTER)
            .font_weight("bold")
            .color(colours.ink)
            .background_color(colours.ground)
            .distance(4);
        let data = (0..series.years.len()).map(|at| (at == self.at).then_some(height)).collect();
        // Unseen, but there: a symbol of no kind would take its label with it.
        let unseen = ItemStyle::new().color("transparent").opacity(1);
        Some(Scatter::new().name(name).symbol(Symbol::Circle).symbol_size(1).item_style(unseen).label(label).data(data))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;
    use crate::chart::states::moneys;

    /// The number's height and text, and the height of the highest bar.
    fn number_and_highest(options: &Json) -> (Option<(f64, String)>, f64) {
        let series = options["series"].as_array().unwrap();
        let number = series.get(2).map(|number| {
            let height = number["data"].as_array().unwrap().iter().find_map(Json::as_f64).unwrap();
            (height, number["label"]["formatter"].as_str().unwrap().to_owned())
        });
        let bars = series[..2].iter().flat_map(|bars| bars["data"].as_array().unwrap());
        (number, bars.filter_map(|bar| bar["value"].as_f64()).fold(0.0, f64::max))
    }

    #[test]
    fn the_newest_amount_lies_above_every_bar_it_spans() {
        for (state, series) in moneys() {
            // So narrow that a number spans all years, and so wide that it spans its own alone.
            for width in [286, 2_000] {
                let look = Look { width, ..Look::default() };
                let Some(options) = money_options(&series, &look) else { continue };
                let (number, highest) = number_and_highest(&serde_json::from_str(&options).unwrap());
                let (height, text) = number.unwrap();
                let newest = newest(&series).unwrap();
                let own = &series.years[newest.at];
                let own = [own.budget, own.settlement].map(|amount| amount.number().map_or(0.0, |n| n.to_f64()));
                assert!(text.ends_with(&observation::in_table(newest.amount)), "{state}: {text}");
                assert!(height >= own[0].max(own[1]).max(0.0) && height <= highest, "{state} {width}: {height}");
            }
        }
        let (_, series) = moneys().into_iter().find(|(state, _)| *state == "all").unwrap();
        let height = |width| {
            let options = money_options(&series, &Look { width, ..Look::default() }).unwrap();
            number_and_highest(&serde_json::from_str(&options).unwrap()).0.unwrap()
        };
        let named = |amount: &str| format!("{} {amount}", &*figure::SETTLEMENT);
        assert_eq!(height(286), (1_401.0, named("1,401(速報)")));
        assert_eq!(height(2_000), (1_401.0, named("1,401(速報)")));
    }

    #[test]
    fn a_number_that_reaches_over_its_neighbour_is_as_high_as_that() {
        let (_, mut series) = moneys().into_iter().find(|(state, _)| *state == "all").unwrap();
        // The newest settlement is the second; the third year's budget is higher.
        for of in &mut series.years[2..] {
            of.settlement = Observation::NotEntered;
        }
        series.years[2].budget = Observation::Final("9000".parse().unwrap());
        let height = |width| {
            let options = money_options(&series, &Look { width, ..Look::default() }).unwrap();
            number_and_highest(&serde_json::from_str(&options).unwrap()).0.unwrap().0
        };
        assert_eq!((height(286), height(2_000)), (9_000.0, 1_300.0));
    }
}
