//! Fiscal years, by the year of the Common Era they begin in.

use serde_json::Value as Json;

use super::digit::half_width;
use super::json::{InJson, JsonFault, through_json};

/// A fiscal year (年度): 2026 is 令和8年度, April 2026 to March 2027.
///
/// The year printed beside a latest value is kept in the same type, as printed: the sheet does not say whether it is a
/// fiscal or a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// The year that begins in April `year`, if it is one a plan can speak of (1900 to 2199).
    pub fn new(year: i32) -> Option<Self> {
        (1900..2200).contains(&year).then_some(FiscalYear(year))
    }

    /// The year of the Common Era.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The year before.
    pub fn previous(self) -> Self {
        FiscalYear(self.0 - 1)
    }

    /// Years from `self` to `other`, both included; none when `other` is earlier.
    pub fn to(self, other: FiscalYear) -> impl Iterator<Item = FiscalYear> + Clone {
        (self.0..=other.0).map(FiscalYear)
    }

    /// The year as the sheet's columns name it: `R8`, `H30`.
    pub fn short(self) -> String {
        if self.0 >= 2019 { format!("R{}", self.0 - 2018) } else { format!("H{}", self.0 - 1988) }
    }

    /// The year in `text`, as people and sheets write it: `2026`, `2026年`, `令和8年度`, `令和元年`, `R8`, `R.8`, `平成30年度`, `S63`,
    /// in any width and with any spaces.
    pub fn read(text: &str) -> Option<WrittenYear> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
        let (number, is_fiscal) = match plain.strip_suffix("年度") {
            Some(number) => (number, true),
            None => (plain.strip_suffix('年').unwrap_or(&plain), false),
        };
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<i32>().ok()).flatten();
        let of_era = |(names, before): &([&str; 3], i32)| {
            let number = names.iter().find_map(|name| number.strip_prefix(name))?;
            let number = number.strip_prefix('.').unwrap_or(number);
            let number = if number == "元" { 1 } else { digits(number).filter(|number| (1..200).contains(number))? };
            Self::new(before + number)
        };
        let common = || digits(number).filter(|_| number.len() == 4).and_then(Self::new);
        Some(WrittenYear { year: ERAS.iter().find_map(of_era).or_else(common)?, is_fiscal })
    }
}

/// A year as somebody wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenYear {
    /// The year.
    pub year: FiscalYear,
    /// Whether it says that it is a fiscal year: 年度.
    pub is_fiscal: bool,
}

/// The names of eras, and the year before their first one.
const ERAS: [([&str; 3], i32); 3] =
    [(["令和", "R", "r"], 2018), (["平成", "H", "h"], 1988), (["昭和", "S", "s"], 1925)];

/// A full-width sign as its plain one, an era in one sign as its first letter; anything else as it is.
fn narrow(c: char) -> char {
    match c {
        '㋿' => 'R',
        '㍻' => 'H',
        '㍼' => 'S',
        '・' => '.',
        _ => half_width(c),
    }
}

impl InJson for FiscalYear {
    fn to_json(&self) -> Json {
        Json::from(self.0)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let number = json.as_i64().and_then(|number| i32::try_from(number).ok());
        number.and_then(FiscalYear::new).ok_or(JsonFault::new("not a year between 1900 and 2199"))
    }
}

through_json!(FiscalYear);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_and_back() {
        for (number, short) in [(2026, "R8"), (2030, "R12"), (2019, "R1"), (2018, "H30")] {
            let year = FiscalYear::new(number);
            assert_eq!(year.map(FiscalYear::short).as_deref(), Some(short));
            assert_eq!(FiscalYear::read(short).map(|read| read.year), year);
        }
    }

    #[test]
    fn years_as_people_write_them() {
        for (text, number, is_fiscal) in [
            ("Ｒ１２", 2030, false),
            ("令和6年度", 2024, true),
            ("令和　６ 年度", 2024, true),
            ("令和元年", 2019, false),
            ("令和元年度", 2019, true),
            ("R元", 2019, false),
            ("R.6", 2024, false),
            ("㋿6年", 2024, false),
            ("平成30年度", 2018, true),
            ("平成元年", 1989, false),
            ("h30", 2018, false),
            ("S63", 1988, false),
            ("昭和63年度", 1988, true),
            ("2024", 2024, false),
            ("２０２４年度", 2024, true),
        ] {
            let year = FiscalYear::new(number).unwrap();
            assert_eq!(FiscalYear::read(text), Some(WrittenYear { year, is_fiscal }), "{text}");
        }
        for text in [
            "",
            "R",
            "8",
            "24",
            "R0",
            "Rx",
            "R-1",
            "R+1",
            "元",
            "初期値",
            "年度",
            "20240",
            "02024",
            "2,024",
            "令和八年",
            "2024度",
        ] {
            assert_eq!(FiscalYear::read(text), None, "{text}");
        }
    }
}
