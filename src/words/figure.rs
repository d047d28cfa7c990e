//! What the figures say: the names of their parts and the sentences they are read out by.
//!
//! Only words: which sentence a figure says, and in which order, is decided in `chart`, from the same series the drawing
//! and the table are made of.

use rust_decimal::Decimal as Exact;

use super::isolate::{in_one_line, isolated};
use super::language::{Bilingual, is_english, said as by_language};
use super::{number, observation, year};
use crate::plan::{Decimal, ExecutionRate, FiscalYear, Missing, NoRate, Observation, Reference};

/// 直近実績値.
pub const LATEST: Bilingual = Bilingual("直近実績値", "Latest value");
/// 初期値.
pub const BASELINE: Bilingual = Bilingual("初期値", "Baseline");
/// 指標実績.
pub const ACTUAL: Bilingual = Bilingual("指標実績", "Result");
/// 目標値.
pub const TARGET: Bilingual = Bilingual("目標値", "Target");
/// 予算額.
pub const BUDGET: Bilingual = Bilingual("予算額", "Budget");
/// 決算額.
pub const SETTLEMENT: Bilingual = Bilingual("決算額", "Settlement");
/// 執行率.
pub const EXECUTION_RATE: Bilingual = Bilingual("執行率", "Execution rate");
/// 許容幅.
pub const BAND: Bilingual = Bilingual("許容幅", "Tolerance");
/// 速報.
pub const PRELIMINARY: Bilingual = Bilingual("速報", "Preliminary");
/// 不一致あり.
pub const CONFLICT: Bilingual = Bilingual("不一致あり", "Entries disagree");
/// 年度.
pub const YEAR: Bilingual = Bilingual("年度", "Fiscal year");
/// In the place of the year of a latest value that bears none.
pub const YEAR_UNKNOWN: Bilingual = Bilingual("年の記載なし", "no year stated");
/// In the place of a year: it is of all of them.
pub const EVERY_YEAR: Bilingual = Bilingual("全年度", "all years");
/// 区分.
pub const KIND: Bilingual = Bilingual("区分", "Kind");
/// In a cell that an announced target leaves without a value.
pub const NOT_STATED: Bilingual = Bilingual("未記載", "not stated");
/// The unit of amounts.
pub const THOUSAND_YEN: Bilingual = Bilingual("千円", "thousand yen");

/// A column's head with its unit: 「値(件)」.
pub fn head(name: &str, unit: &str) -> String {
    let (name, unit) = (isolated(name), isolated(unit));
    if is_english() {
        return if unit.is_empty() { name.into() } else { format!("{name} ({unit})") };
    }
    if unit.is_empty() { name.into() } else { format!("{name}({unit})") }
}

/// An amount at its bar, with the name of the bars: 「決算額 1,200」.
pub fn named(name: &str, amount: &str) -> String {
    format!("{} {amount}", isolated(name))
}

/// What the place is called where a drawing's years are walked by keys.
pub fn walk(name: &str) -> String {
    let name = isolated(name);
    if is_english() {
        return format!("{name}: the left and right arrow keys go from year to year");
    }
    format!("{name}: 左右の矢印キーで年ごとの値をたどれます")
}

/// The unit as an axis names it: 「単位:件」.
pub fn axis_unit(unit: &str) -> String {
    if unit.is_empty() { String::new() } else { format!("{}{}", by_language("単位:", "Unit: "), isolated(unit)) }
}

/// The name of the values column.
pub const VALUE: Bilingual = Bilingual("値", "Value");

/// The title of a project's figure of money.
pub fn money_title(project: &str) -> String {
    let project = isolated(project);
    if is_english() {
        return format!("{project}: budget and settlement");
    }
    format!("{project}の予算額と決算額")
}

/// What a figure says of a number: the number with its unit, 速報 and 不一致 marked.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// The number.
    pub value: Decimal,
    /// Its unit.
    pub unit: &'a str,
    /// 速報.
    pub is_preliminary: bool,
    /// Others have stated it otherwise.
    pub is_in_conflict: bool,
}

impl std::fmt::Display for Said<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&number::in_sentence(self.value))?;
        f.write_str(&isolated(self.unit))?;
        f.write_str(if self.is_preliminary { &observation::PRELIMINARY } else { "" })?;
        f.write_str(if self.is_in_conflict { &observation::CONFLICT } else { "" })
    }
}

/// Values that this version cannot show.
pub const NEWER: Bilingual =
    Bilingual("この版では表示できない新しい値があります。", "There are newer values that this version cannot show.");

/// A value that came after its year was closed.
#[derive(Clone, Copy, Debug)]
pub struct Corrected {
    /// The year.
    pub year: FiscalYear,
    /// 予算額 or 決算額, where the figure has both.
    pub amount: Option<Bilingual>,
    /// What readers saw before, where that is known.
    pub before: Option<Observation>,
}

/// These values, in the order of the years, came after the year was closed.
pub fn corrected(all: &[Corrected]) -> String {
    let mut years: Vec<FiscalYear> = all.iter().map(|one| one.year).collect();
    years.dedup();
    let years = year::list(&years);
    let before = all.iter().filter_map(|one| {
        let before = observation::in_table(one.before?);
        let year = (all.len() > 1).then(|| year::short(one.year));
        let parts = [year, one.amount.map(|name| name.to_string()), Some(before)];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    });
    let before = before.collect::<Vec<_>>().join(by_language("、", ", "));
    if is_english() {
        let before = if before.is_empty() { before } else { format!(" (before: {before})") };
        return format!("The values of {years} were corrected after the year was closed{before}.");
    }
    let before = if before.is_empty() { before } else { format!("(以前は{before})") };
    format!("{years}の値は、締めたあとに訂正されています{before}。")
}

/// How much of a remark a figure says.
const REMARK_AT_MOST: usize = 200;

/// What was noted beside a value: of a year, of an amount, or of what else is named.
pub fn remark(year: Option<FiscalYear>, name: Option<Bilingual>, text: &str) -> String {
    let of = [year.map(year::short), name.map(|name| name.to_string())];
    let of = of.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let text = in_one_line(text.trim(), REMARK_AT_MOST);
    let end = if text.ends_with(['。', '.', '…', '？', '！', '?', '!']) { "" } else { by_language("。", ".") };
    let text = isolated(&text);
    match is_english() {
        true => format!("Note on {of}: {text}{end}"),
        false => format!("{of}の備考: {text}{end}"),
    }
}

/// No value at all.
pub fn nothing_known() -> String {
    if is_english() {
        return "There are no values yet.".into();
    }
    "まだ値がありません。".into()
}

/// In the place of a drawing, where there is one value and nothing to compare it with.
pub const ONE_VALUE: Bilingual =
    Bilingual("値が1つのため、図はありません。", "There is one value and nothing to draw yet.");

/// What the value axis shows, as long as it is not zoomed.
pub const AXIS_WITH_NOUGHT: Bilingual = Bilingual("縦軸は0を含んでいます。", "The value axis includes 0.");

/// What zooming does to the value axis.
pub const AXIS_ZOOMED: Bilingual = Bilingual(
    "縦軸を値の範囲に合わせ、変化を大きく見せています。",
    "The value axis fits the values: changes look larger.",
);

/// The first of several actuals.
pub fn first_actual(said: Said<'_>, of: FiscalYear) -> String {
    format!("最初の実績は{}の{said}です。", year::in_sentence(of))
}

/// The latest value.
pub fn latest(said: Said<'_>, printed: Option<FiscalYear>) -> String {
    if is_english() {
        return match printed {
            Some(printed) => format!("The latest value is {said} ({}).", year::printed(printed)),
            None => format!("The latest value is {said} (no year is stated)."),
        };
    }
    match printed {
        Some(printed) => format!("直近実績値は{said}({})です。", year::printed(printed)),
        None => format!("直近実績値は{said}です(年の記載はありません)。"),
    }
}

/// The baseline and the year it counts as.
pub fn baseline(said: Said<'_>, counted_as: FiscalYear) -> String {
    if is_english() {
        return format!("The baseline is {said} (it counts as that of {}).", year::in_sentence(counted_as));
    }
    format!("初期値は{said}です({}の値とみなします)。", year::in_sentence(counted_as))
}

/// The only actual there is.
pub fn one_actual(said: Said<'_>, of: FiscalYear) -> String {
    if is_english() {
        return format!("The result of {} is {said}.", year::in_sentence(of));
    }
    format!("実績は{}の{said}です。", year::in_sentence(of))
}

/// The first and the newest of several actuals.
pub fn actuals(first: Said<'_>, first_year: FiscalYear, newest: Said<'_>, newest_year: FiscalYear) -> String {
    if is_english() {
        return format!(
            "Results went from {first} in {} to {newest} in {}.",
            year::in_sentence(first_year),
            year::in_sentence(newest_year)
        );
    }
    format!(
        "実績は、{}の{first}から{}の{newest}へと推移しています。",
        year::in_sentence(first_year),
        year::in_sentence(newest_year)
    )
}

/// The change of the newest actual from the reference value.
pub fn change(reference: Reference, change: Exact, unit_of_difference: &str) -> String {
    let unit_of_difference = isolated(unit_of_difference);
    let from = if reference.is_baseline { BASELINE } else { LATEST };
    let amount = number::exact(change.abs());
    if is_english() {
        return match change.cmp(&Exact::ZERO) {
            std::cmp::Ordering::Greater => format!("That is {amount}{unit_of_difference} above the {}.", lower(&from)),
            std::cmp::Ordering::Less => format!("That is {amount}{unit_of_difference} below the {}.", lower(&from)),
            std::cmp::Ordering::Equal => format!("That is no change from the {}.", lower(&from)),
        };
    }
    match change.cmp(&Exact::ZERO) {
        std::cmp::Ordering::Greater => format!("{from}から{amount}{unit_of_difference}増えました。"),
        std::cmp::Ordering::Less => format!("{from}から{amount}{unit_of_difference}減りました。"),
        std::cmp::Ordering::Equal => format!("{from}から増減はありません。"),
    }
}

/// A word as it stands within an English sentence.
fn lower(word: &str) -> String {
    word.to_ascii_lowercase()
}

/// How the newest actual stands to the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// There is no actual yet.
    Unknown,
    /// It is reached or passed.
    Reached,
    /// So much is left to go.
    Left(Exact),
    /// So much was left when its year was over.
    Missed(Exact),
    /// So far off, where it is to be held or no sense is known.
    Off(Exact),
}

/// The target, its year and the distance to it.
pub fn target(said: Said<'_>, of: FiscalYear, distance: Distance, unit_of_difference: &str) -> String {
    let unit_of_difference = isolated(unit_of_difference);
    if is_english() {
        let stated = format!("The target for {} is {said}", year::in_sentence(of));
        return match distance {
            Distance::Unknown => format!("{stated}."),
            Distance::Reached => format!("{stated}, which is reached."),
            Distance::Left(left) => format!("{stated}, with {}{unit_of_difference} to go.", number::exact(left.abs())),
            Distance::Missed(by) => format!("{stated}, missed by {}{unit_of_difference}.", number::exact(by.abs())),
            Distance::Off(off) if off.is_zero() => format!("{stated}, which is the present value."),
            Distance::Off(off) => {
                format!("{stated}; the difference is {}{unit_of_difference}.", number::difference(off))
            }
        };
    }
    let stated = format!("目標は{}に{said}", year::in_sentence(of));
    match distance {
        Distance::Unknown => format!("{stated}です。"),
        Distance::Reached => format!("{stated}で、達しています。"),
        Distance::Left(left) => format!("{stated}で、あと{}{unit_of_difference}です。", number::exact(left.abs())),
        Distance::Missed(by) => format!("{stated}で、{}{unit_of_difference}届いていません。", number::exact(by.abs())),
        Distance::Off(off) if off.is_zero() => format!("{stated}で、同じ値です。"),
        Distance::Off(off) => format!("{stated}で、差は{}{unit_of_difference}です。", number::difference(off)),
    }
}

/// A target that is announced by its label and not stated.
pub fn target_not_stated() -> String {
    if is_english() {
        return "No target is stated.".into();
    }
    "目標値は未記載です。".into()
}

/// Which years have no number, and why: 「令和9(2027)年度の実績は未公表です。」
pub fn missing_years(name: &str, years: &[FiscalYear], why: Missing) -> String {
    let name = isolated(name);
    if is_english() {
        return format!("{name}, {}: {}.", year::list(years), observation::missing(why));
    }
    format!("{}の{name}は{}です。", year::list(years), observation::missing(why))
}

/// In a cell for several projects together: some of them have no number, so that there is no total.
pub const PARTLY: Bilingual = Bilingual("一部の事業のみ", "some projects only");

/// In which years only some of several projects have a number.
pub fn partly(name: &str, years: &[FiscalYear]) -> String {
    let name = isolated(name);
    if is_english() {
        return format!("{name}, {}: entered for some of the projects only.", year::list(years));
    }
    format!("{}の{name}は、一部の事業だけ入力されています。", year::list(years))
}

/// The actuals in a sentence of [`missing_years`].
pub const ACTUALS_MISSING: Bilingual = Bilingual("実績", "Results");

/// That the subject is not kept any more, from a fiscal year on.
pub fn retired(from: FiscalYear) -> String {
    if is_english() {
        return format!("Discontinued from {}.", year::list(&[from]));
    }
    format!("{}から廃止されています。", year::list(&[from]))
}

/// The years where people have stated different values.
pub fn in_conflict(name: &str, years: &[FiscalYear]) -> String {
    let name = isolated(name);
    if is_english() {
        return format!("{name}, {}: the entries disagree.", year::list(years));
    }
    format!("{}の{name}は、入力された値が一致していません。", year::list(years))
}

/// How wide the band is on either side: 「±2」.
pub fn band(band: Decimal) -> String {
    format!("±{}", number::in_table(band))
}

/// Within what an indicator is to be held.
pub fn held_within(band: Decimal, unit_of_difference: &str) -> String {
    let unit_of_difference = isolated(unit_of_difference);
    format!("{BAND}{}{}{unit_of_difference}{}", by_language("は", ": "), self::band(band), by_language("です。", "."))
}

/// The only budget or settlement: 「令和8(2026)年度の予算額は1,250千円(125万円)です。」
pub fn amount(name: &str, said: Amount, of: FiscalYear) -> String {
    let name = isolated(name);
    if is_english() {
        return format!("{name}, {}: {said}.", year::in_sentence(of));
    }
    format!("{}の{name}は{said}です。", year::in_sentence(of))
}

/// The first and the newest of several budgets or settlements.
pub fn amounts(name: &str, first: Amount, first_year: FiscalYear, newest: Amount, newest_year: FiscalYear) -> String {
    let name = isolated(name);
    if is_english() {
        return format!(
            "{name}: from {first} in {} to {newest} in {}.",
            year::in_sentence(first_year),
            year::in_sentence(newest_year)
        );
    }
    format!(
        "{name}は、{}の{first}から{}の{newest}へと推移しています。",
        year::in_sentence(first_year),
        year::in_sentence(newest_year)
    )
}

/// An amount in 千円 and 万円 or 億円, 速報 marked.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// The amount in 千円.
    pub value: Decimal,
    /// 速報.
    pub is_preliminary: bool,
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&number::thousand_yen(self.value))?;
        f.write_str(if self.is_preliminary { &observation::PRELIMINARY } else { "" })
    }
}

/// The newest execution rate.
pub fn execution_rate(rate: ExecutionRate, of: FiscalYear) -> String {
    if is_english() {
        return format!("The execution rate of {} is {}.", year::in_sentence(of), percent(rate));
    }
    format!("{}の執行率は{}です。", year::in_sentence(of), percent(rate))
}

/// The years in which more was spent than budgeted.
pub fn overspent(years: &[FiscalYear]) -> String {
    if is_english() {
        return format!("More was spent than budgeted in {}.", year::list(years));
    }
    format!("{}は、決算額が予算額を上回っています。", year::list(years))
}

/// An execution rate: 「92.5%」.
pub fn percent(rate: ExecutionRate) -> String {
    let mut percent = rate.percent;
    // One decimal, always: 100.0 % says that it was not rounded to whole percents.
    percent.rescale(1);
    format!("{}%", number::exact(percent))
}

/// Why there is no execution rate, for a cell: 「決算額が未入力」.
pub fn no_rate(reason: NoRate) -> String {
    if is_english() {
        return match reason {
            NoRate::Budget(why) => format!("budget {}", observation::missing(why)),
            NoRate::Settlement(why) => format!("settlement {}", observation::missing(why)),
            NoRate::BudgetNought => "budget of 0 or less".into(),
            NoRate::Partly => PARTLY.to_string(),
        };
    }
    match reason {
        NoRate::Budget(why) => format!("予算額が{}", observation::missing(why)),
        NoRate::Settlement(why) => format!("決算額が{}", observation::missing(why)),
        NoRate::BudgetNought => "予算額が0以下".into(),
        NoRate::Partly => PARTLY.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Said<'static> {
        Said { value: text.parse().unwrap(), unit: "件", is_preliminary: false, is_in_conflict: false }
    }

    fn year(number: i32) -> FiscalYear {
        FiscalYear::new(number).unwrap()
    }

    #[test]
    fn targets_say_how_far() {
        let number = |text: &str| text.parse::<Decimal>().unwrap().exact();
        for (distance, end) in [
            (Distance::Unknown, "60件です。"),
            (Distance::Reached, "60件で、達しています。"),
            (Distance::Left(number("10")), "60件で、あと10件です。"),
            (Distance::Left(number("-10")), "60件で、あと10件です。"),
            (Distance::Missed(number("-10")), "60件で、10件届いていません。"),
            (Distance::Off(number("0")), "60件で、同じ値です。"),
            (Distance::Off(number("-3")), "60件で、差は−3件です。"),
        ] {
            assert_eq!(target(said("60"), year(2030), distance, "件"), format!("目標は令和12(2030)年度に{end}"));
        }
    }

    #[test]
    fn changes_have_a_sense() {
        let reference = Reference { value: Decimal::ZERO, year: None, is_baseline: false };
        for (by, text) in [
            ("4", "直近実績値から4ポイント増えました。"),
            ("-0.5", "直近実績値から0.5ポイント減りました。"),
            ("0.0", "直近実績値から増減はありません。"),
        ] {
            assert_eq!(change(reference, by.parse::<Decimal>().unwrap().exact(), "ポイント"), text);
        }
    }

    #[test]
    fn marks_follow_the_number() {
        let value = "1250".parse().unwrap();
        let both = Said { value, unit: "件", is_preliminary: true, is_in_conflict: true };
        assert_eq!(both.to_string(), "1,250件(速報)(不一致あり)");
    }

    #[test]
    fn rates_have_one_decimal() {
        let rate = |text: &str| ExecutionRate { percent: text.parse::<Decimal>().unwrap().exact(), over: false };
        for (exact, text) in [("92.5", "92.5%"), ("100", "100.0%"), ("0", "0.0%"), ("1250", "1,250.0%")] {
            assert_eq!(percent(rate(exact)), text);
        }
        assert_eq!(no_rate(NoRate::Settlement(Missing::NotEntered)), "決算額が未入力");
    }
}
