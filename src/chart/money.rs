//! The drawing of budget against settlement.

use charming::component::LegendItem;
use charming::datatype::{CompositeValue, DataPointItem};
use charming::element::{ItemStyle, Label, LabelAlign, LabelPosition};
use charming::series::Bar;

use super::look::{Colours, LETTER, Layout, Look, Parts, STEPS, legend, tooltip, value_axis, years_axis};
use super::part::{list, to_json, with};
use super::series::{MoneySeries, MoneyYear};
use super::table::money_table;
use super::trend::nought;
use crate::plan::Observation;
use crate::words::{figure, observation, year};

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
    let labels = series.years.iter().map(|of| year::short(of.year)).collect();
    let bar = |fill| ItemStyle::new().color(fill).border_color(colours.hue).border_width(1.5);
    let newest = newest(series);
    // charming gives a label to all bars of a series or to none, so items are put together here.
    let item = |bars: usize, at: usize, item: DataPointItem| {
        let item = to_json(&item)?;
        match newest.filter(|newest| newest.bars == bars && newest.at == at) {
            Some(newest) => Some(with(item, &format!("\"label\":{}", to_json(&newest.label(series, colours))?))),
            None => Some(item),
        }
    };
    let budget = Bar::new().name(series.budget_name()).item_style(bar(colours.pale));
    let budget = if has_negative(series) { budget.mark_line(nought(colours)) } else { budget };
    let settlement = Bar::new().name(figure::SETTLEMENT).item_style(bar(colours.hue));
    let told = told(series).into_iter().zip(&series.years).enumerate();
    let budgets = told.map(|(at, (told, of))| item(0, at, DataPointItem::new(drawn(of.budget)).name(told)));
    let settlements = series.years.iter().enumerate();
    let settlements = settlements.map(|(at, of)| item(1, at, DataPointItem::new(drawn(of.settlement))));
    let data = |items: Vec<String>| format!("\"data\":{}", list(&items));
    let parts = Parts {
        grid: layout.grid(),
        tooltip: tooltip(colours),
        legend: legend(names.into_iter().map(LegendItem::from).collect()),
        x_axis: years_axis(labels, true, colours),
        y_axis: value_axis(&layout, false, STEPS, colours),
        series: vec![
            with(to_json(&budget)?, &data(budgets.collect::<Option<_>>()?)),
            with(to_json(&settlement)?, &data(settlements.collect::<Option<_>>()?)),
        ],
    };
    parts.options(colours)
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
    fn label(self, series: &MoneySeries, colours: Colours) -> Label {
        Label::new()
            .show(true)
            .formatter(observation::in_table(self.amount).as_str())
            .position(LabelPosition::Top)
            // Letters run inwards, so that long amounts are not cut off at the edge.
            .align(if self.at * 2 >= series.years.len() { LabelAlign::Right } else { LabelAlign::Left })
            .font_size(LETTER)
            .font_weight("bold")
            .color(colours.ink)
            // Over the bars of the year beside it, it is still to be read.
            .background_color(colours.ground)
    }
}
