//! Years as people read them.

use super::language::{is_english, said};
use crate::plan::FiscalYear;

/// A fiscal year in a sentence: 「令和8(2026)年度」.
pub fn in_sentence(year: FiscalYear) -> String {
    if is_english() {
        return format!("FY{}", year.number());
    }
    match era(year) {
        Some((era, 1)) => format!("{era}元({})年度", year.number()),
        Some((era, count)) => format!("{era}{count}({})年度", year.number()),
        None => format!("{}年度", year.number()),
    }
}

/// A year by its era alone: 「令和8年度」, or of the calendar 「令和8年」.
pub fn in_era(year: FiscalYear, is_fiscal: bool) -> String {
    let unit = if is_fiscal { "年度" } else { "年" };
    match era(year) {
        Some((era, 1)) => format!("{era}元{unit}"),
        Some((era, count)) => format!("{era}{count}{unit}"),
        None => format!("{}{unit}", year.number()),
    }
}

/// A fiscal year in tables, axes and fields: 「R8」.
pub fn short(year: FiscalYear) -> String {
    if is_english() {
        return format!("FY{:02}", year.number().rem_euclid(100));
    }
    match era(year) {
        Some(("令和" | "平成", _)) => year.short(),
        Some((_, count)) => format!("S{count}"),
        None => year.number().to_string(),
    }
}

/// The year printed beside a latest value, which may be a fiscal or a calendar year: 「2024年」.
pub fn printed(year: FiscalYear) -> String {
    format!("{}{}", year.number(), said("年", ""))
}

/// From one fiscal year to another: 「令和8(2026)年度から令和12(2030)年度まで」.
pub fn span(first: FiscalYear, last: FiscalYear) -> String {
    if first == last {
        return in_sentence(first);
    }
    if is_english() {
        return format!("{} to {}", in_sentence(first), in_sentence(last));
    }
    format!("{}から{}まで", in_sentence(first), in_sentence(last))
}

/// Several fiscal years, runs of three and more drawn together: 「令和8(2026)年度、令和10(2028)年度から…まで」.
pub fn list(years: &[FiscalYear]) -> String {
    let mut runs: Vec<(FiscalYear, FiscalYear)> = Vec::new();
    for year in years {
        match runs.last_mut() {
            Some((_, last)) if *last == year.previous() => *last = *year,
            _ => runs.push((*year, *year)),
        }
    }
    let runs = runs.into_iter().map(|(first, last)| {
        let two = last.previous() == first;
        if two {
            format!("{}{}{}", in_sentence(first), said("と", " and "), in_sentence(last))
        } else {
            span(first, last)
        }
    });
    runs.collect::<Vec<_>>().join(said("、", ", "))
}

/// The era a fiscal year begins in (1989 counts as 平成元, 2019 as 令和元, as the sheets do), and its year there.
fn era(year: FiscalYear) -> Option<(&'static str, i32)> {
    match year.number() {
        number @ 2019.. => Some(("令和", number - 2018)),
        number @ 1989.. => Some(("平成", number - 1988)),
        number @ 1926.. => Some(("昭和", number - 1925)),
        _ => None,
    }
}

/// The fiscal year from which a subject is retired: 「R10から廃止」.
pub fn retired_from(of: FiscalYear) -> String {
    format!("{}から廃止", short(of))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(number: i32) -> FiscalYear {
        FiscalYear::new(number).unwrap()
    }

    #[test]
    fn both_calendars() {
        for (number, sentence, name) in [
            (2026, "令和8(2026)年度", "R8"),
            (2030, "令和12(2030)年度", "R12"),
            (2019, "令和元(2019)年度", "R1"),
            (2018, "平成30(2018)年度", "H30"),
            (1989, "平成元(1989)年度", "H1"),
            (1988, "昭和63(1988)年度", "S63"),
            (1920, "1920年度", "1920"),
        ] {
            assert_eq!(in_sentence(year(number)), sentence);
            assert_eq!(short(year(number)), name);
        }
        assert_eq!(printed(year(2024)), "2024年");
    }

    #[test]
    fn lists_draw_runs_together() {
        for (numbers, said) in [
            (&[2026][..], "令和8(2026)年度"),
            (&[2026, 2027], "令和8(2026)年度と令和9(2027)年度"),
            (&[2026, 2027, 2028], "令和8(2026)年度から令和10(2028)年度まで"),
            (&[2026, 2028], "令和8(2026)年度、令和10(2028)年度"),
            (&[], ""),
        ] {
            let years: Vec<_> = numbers.iter().copied().map(year).collect();
            assert_eq!(list(&years), said);
        }
    }
}
