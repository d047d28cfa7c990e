//! How figures look: colours, letters, and what charming's types have no field for.

use std::iter::repeat_n;

use charming::component::{Axis, Grid, Legend, LegendItem};
use charming::element::{AxisPointer, AxisTick, AxisType, LineStyle, SplitLine, Tooltip, Trigger};
use serde_json::{Value as Json, json};

use super::part::{to_json, with};
use crate::plan::FiscalYear;
use crate::words::isolate::{CLOSE, OPEN};

/// What a drawing depends on besides its series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whose colours it has.
    pub scheme: Scheme,
    /// 「軸を拡大」: the axis of a trend need not begin at nought. Bars always do.
    pub zoom: bool,
    /// The width drawn at, in CSS pixels: decides how legend and names wrap.
    pub width: u32,
    /// One of many: a line over the years alone, without legend, numbers and name of the axis of values, and from the first of
    /// these years to the last, as the others.
    pub small: Option<(FiscalYear, FiscalYear)>,
}

/// Whose colours a figure has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Scheme {
    /// Its own, dark on light: an exported file has no page around it.
    #[default]
    Light,
    /// Those of the page around: its custom properties, so that a drawing follows theme, forced colours and print without being
    /// drawn anew.
    Page,
}

impl Default for Look {
    fn default() -> Self {
        Look { scheme: Scheme::Light, zoom: false, width: 640, small: None }
    }
}

/// The five colours of a figure, and the ground they stand on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Colours {
    pub ground: &'static str,
    /// Letters and axes.
    pub ink: &'static str,
    /// The target and the band.
    pub quiet: &'static str,
    /// Lines of the grid: decoration, the only colour that may be faint.
    pub grid: &'static str,
    /// The one hue.
    pub hue: &'static str,
    /// The hue's pale form; always outlined with the hue.
    pub pale: &'static str,
}

/// 14 px, the smallest size the page uses.
pub(super) const LETTER: f64 = 14.0;
pub(super) const FONT: &str = "'Noto Sans JP', -apple-system, BlinkMacSystemFont, sans-serif";

impl Look {
    pub(super) fn colours(self) -> Colours {
        // Values of the Digital Agency's tokens: neutral, solid grey, blue.
        match self.scheme {
            Scheme::Light => Colours {
                ground: "#FFFFFF",
                ink: "#333333",
                quiet: "#626264",
                grid: "#CCCCCC",
                hue: "#0017C1",
                pale: "#C5D7FB",
            },
            Scheme::Page => Colours {
                ground: "var(--ground)",
                ink: "var(--ink)",
                quiet: "var(--ink-quiet)",
                grid: "var(--line-faint)",
                hue: "var(--key)",
                pale: "var(--chart-pale)",
            },
        }
    }
}

/// The width a text takes at [`LETTER`] size, in pixels: a guess on the safe side, for there is no browser here.
pub(super) fn width_of(text: &str) -> f64 {
    let width = |c: char| match c {
        OPEN | CLOSE => 0.0,
        c if c.is_ascii() => LETTER * 0.62,
        _ => LETTER,
    };
    text.chars().map(width).sum()
}

/// Wraps `text` to `width` pixels. Isolates are closed and reopened at line breaks, since each line is drawn as a
/// separate text element.
pub(super) fn wrapped(text: &str, width: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let (mut taken, mut open) = (0.0, 0_usize);
    for c in text.chars() {
        let next = width_of(c.encode_utf8(&mut [0; 4]));
        if taken > 0.0 && taken + next > width {
            if let Some(line) = lines.last_mut() {
                line.extend(repeat_n(CLOSE, open));
            }
            lines.push(repeat_n(OPEN, open).collect());
            taken = 0.0;
        }
        taken += next;
        match c {
            OPEN => open += 1,
            CLOSE => open = open.saturating_sub(1),
            _ => {}
        }
        if let Some(line) = lines.last_mut() {
            line.push(c);
        }
    }
    lines
}

/// Where legend, axis name and plot stand, from above.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The name of the value axis, wrapped.
    pub axis_name: String,
    /// Between the axis name and the plot: room for a label above the highest point.
    pub name_gap: f64,
    /// The plot's upper edge.
    pub top: f64,
}

/// Pixels between the plot and the right edge, as [`Layout::grid`] has them.
pub(super) const RIGHT: f64 = 12.0;

impl Layout {
    pub(super) fn new(look: Look, legend: &[String], axis_name: &str, axis_width: f64) -> Layout {
        let room = f64::from(look.width.max(160)) - 16.0;
        let (mut rows, mut taken) = (u32::from(!legend.is_empty()), 0.0);
        for entry in legend {
            // ECharts: a mark of 25 px, 5 px, the text, then 10 px to the next.
            let next = 40.0 + width_of(entry);
            if taken > 0.0 && taken + next > room {
                rows += 1;
                taken = 0.0;
            }
            taken += next;
        }
        let lines = wrapped(axis_name, room - axis_width);
        // One of many bears no number above its points.
        let name_gap = if look.small.is_some() { 4.0 } else { 28.0 };
        let named = if axis_name.is_empty() { 0.0 } else { 20.0 * f64::from(lines.len() as u32) };
        Layout { axis_name: lines.join("\n"), name_gap, top: 26.0 * f64::from(rows) + named + name_gap + 4.0 }
    }

    pub(super) fn grid(&self) -> Grid {
        Grid::new().left(4).right(12).bottom(4).top(self.top).contain_label(true)
    }
}

/// The axis of years. Its labels are written by [`Parts::options`].
pub(super) fn years_axis(labels: Vec<String>) -> Axis {
    Axis::new().type_(AxisType::Category).axis_tick(AxisTick::new().show(false)).data(labels)
}

/// Pixels that are left free between two labels of the axis of years.
const BETWEEN_YEARS: f64 = 4.0;

/// Returns which years are named below the plot: all where each label keeps clear of its neighbours in one line, else every
/// second, third and so on, counted back from the last. `slot` is the width of a year in pixels.
pub(super) fn named_years(labels: &[String], slot: f64) -> Vec<usize> {
    let counted = |step: usize| {
        let mut named: Vec<usize> = (0..labels.len()).rev().step_by(step).collect();
        named.reverse();
        named
    };
    let half = |at: &usize| labels.get(*at).map_or(0.0, |label| width_of(label) / 2.0);
    let is_free = |named: &[usize]| {
        let pairs = named.iter().zip(named.iter().skip(1));
        { pairs }.all(|(one, next)| half(one) + half(next) + BETWEEN_YEARS <= next.abs_diff(*one) as f64 * slot)
    };
    (1..labels.len()).map(counted).find(|named| is_free(named)).unwrap_or_else(|| counted(labels.len().max(1)))
}

/// How many steps the axis of values has, about.
pub(super) const STEPS: u32 = 4;

/// The axis of values.
pub(super) fn value_axis(layout: &Layout, zoom: bool, steps: u32, colours: Colours) -> Axis {
    let axis = Axis::new()
        .type_(AxisType::Value)
        .scale(zoom)
        .split_number(steps)
        .split_line(SplitLine::new().line_style(LineStyle::new().color(colours.grid)));
    if layout.axis_name.is_empty() { axis } else { axis.name(layout.axis_name.as_str()).name_gap(layout.name_gap) }
}

/// The names of what is drawn, above the plot.
pub(super) fn legend(items: Vec<LegendItem>) -> Legend {
    // Without entries of its own, ECharts would name every series.
    Legend::new().show(!items.is_empty()).left(0).top(0).data(items)
}

/// One box for all that stands at a year. `{b0}` is the name of the first series' item: the lines of the table.
pub(super) fn tooltip(colours: Colours) -> Tooltip {
    Tooltip::new()
        .trigger(Trigger::Axis)
        .formatter("{b0}")
        .background_color(colours.ground)
        .border_color(colours.ink)
        .axis_pointer(AxisPointer::new().animation(false))
}

/// What a chart is made of.
///
/// charming's `Chart` would hold the same, but writing one brings the code of all its kinds of series and components
/// along, a tenth of the program. So its types are used part by part and put together here.
pub(super) struct Parts {
    pub grid: Grid,
    pub tooltip: Tooltip,
    pub legend: Legend,
    pub x_axis: Axis,
    /// Which years are named.
    pub named: Vec<usize>,
    pub y_axis: Axis,
    /// Whether the axis of values has numbers.
    pub has_numbers: bool,
    /// `Line`, `Bar` and `Scatter`, each as JSON.
    pub series: Vec<Json>,
}

impl Parts {
    /// The options as JSON, with what ECharts takes and charming has no field for: letters for the whole chart, the
    /// axes' own line colour and labels (charming writes that of a gauge), the name at the left edge, a legend whose
    /// switches are laid over it (`src/ui/figure.mjs`), and a tooltip that stays inside, keeps its lines and does not glide.
    pub fn options(self, colours: Colours) -> Option<String> {
        let (ink, has_numbers) = (colours.ink, self.has_numbers);
        let letters = json!({ "fontFamily": FONT, "fontSize": LETTER, "color": ink });
        let left = json!({ "fontFamily": FONT, "fontSize": LETTER, "color": ink, "align": "left" });
        let legend = json!({ "selectedMode": false, "inactiveColor": colours.quiet, "textStyle": letters });
        // Nought is drawn where it is, the years stay below the plot: no number hides them when values are negative.
        let years = json!({
            "axisLine": { "onZero": false, "lineStyle": { "color": ink } },
            "axisLabel": { "color": ink, "fontSize": LETTER, "customValues": self.named },
        });
        // Where names and units leave little room, numbers that would lie on each other are left out.
        let labels = json!({ "show": has_numbers, "color": ink, "fontSize": LETTER, "hideOverlap": true });
        let values = json!({ "axisLabel": labels, "nameTextStyle": left });
        let tooltip = json!({
            "confine": true,
            "transitionDuration": 0,
            "extraCssText": "white-space:pre-line",
            "textStyle": letters,
        });
        let options = json!({
            "animation": false,
            "textStyle": letters,
            "grid": to_json(&self.grid)?,
            "legend": with(&self.legend, legend)?,
            "xAxis": with(&self.x_axis, years)?,
            "yAxis": with(&self.y_axis, values)?,
            "series": self.series,
            "tooltip": with(&self.tooltip, tooltip)?,
        });
        Some(options.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast as WCAG 2 defines it.
    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |colour: &str| {
            let part = |at: usize| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
            0.2126 * linear(part(1)) + 0.7152 * linear(part(3)) + 0.0722 * linear(part(5))
        };
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn colours_can_be_told_from_their_ground_and_from_each_other() {
        // The page's own, as its stylesheet tells them for light and dark.
        let styles = include_str!("../ui/style.css");
        let told = |theme: &str, property: &str| {
            let name = property.trim_start_matches("var(").trim_end_matches(')');
            let line = styles.lines().find(|line| line.trim_start().starts_with(&format!("{name}: var("))).unwrap();
            line.split_once(&format!("var(--{theme}, ")).unwrap().1[..7].to_owned()
        };
        for theme in [None, Some("light"), Some("dark")] {
            let scheme = if theme.is_some() { Scheme::Page } else { Scheme::Light };
            let c = Look { scheme, ..Look::default() }.colours();
            let of = |colour: &str| theme.map_or_else(|| colour.to_owned(), |theme| told(theme, colour));
            let contrast = |one, other| contrast(&of(one), &of(other));
            assert!(contrast(c.ink, c.ground) >= 7.0 && contrast(c.quiet, c.ground) >= 4.5, "{theme:?}");
            assert!(contrast(c.hue, c.ground) >= 4.5, "{theme:?}");
            // A pale bar is seen by its outline, and told from a solid bar by its filling.
            assert!(contrast(c.hue, c.pale) >= 3.0, "{theme:?}");
        }
    }

    #[test]
    fn fewer_years_are_named_where_labels_would_touch() {
        let labels = ["2024年", "R7", "R8", "R9", "R10", "R11", "R12"].map(String::from);
        for (slot, named) in [
            (60.0, vec![0, 1, 2, 3, 4, 5, 6]),
            (30.0, vec![0, 2, 4, 6]),
            (14.0, vec![0, 3, 6]),
            (10.0, vec![2, 6]),
            (1.0, vec![6]),
        ] {
            assert_eq!(named_years(&labels, slot), named, "{slot}");
        }
        assert_eq!(named_years(&labels[..1], 1.0), [0]);
        assert_eq!(named_years(&[], 1.0), [0_usize; 0]);
    }

    #[test]
    fn long_names_wrap() {
        assert_eq!(wrapped("件", 100.0), ["件"]);
        assert_eq!(wrapped(&"長".repeat(12), 14.0 * 5.0).len(), 3);
        // A name from right to left stays apart in each of its lines.
        let unit = crate::words::isolate::isolated("אבגדה");
        assert_eq!(
            wrapped(&format!("単位:{unit}12"), LETTER * 3.7),
            ["単位:\u{2068}א\u{2069}", "\u{2068}בגד\u{2069}", "\u{2068}ה\u{2069}12"].map(String::from)
        );
        let narrow = Look { width: 320, ..Look::default() };
        let entries = ["指標実績", "直近実績値(2024年)", "目標値(R12) 100"].map(String::from);
        assert!(
            Layout::new(narrow, &entries, "単位:件", 24.0).top
                > Layout::new(Look::default(), &entries, "単位:件", 24.0).top
        );
    }
}
