//! Fiscal years, by the year of the Common Era they begin in.

use serde_json::Value as Json;

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

    /// The year of a column's name: `R8` is 2026. Full-width signs are understood.
    pub fn from_short(text: &str) -> Option<Self> {
        let mut chars = text.trim().chars();
        let era = chars.next()?;
        let digits: String = chars.map(narrow_digit).collect();
        let number: i32 = digits.parse().ok().filter(|n| (1..200).contains(n))?;
        match era {
            'R' | 'Ｒ' | 'r' => Self::new(2018 + number),
            'H' | 'Ｈ' | 'h' => Self::new(1988 + number),
            _ => None,
        }
    }
}

/// A full-width digit as its plain one; anything else as it is.
fn narrow_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        _ => c,
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
            assert_eq!(FiscalYear::from_short(short), year);
        }
        assert_eq!(FiscalYear::from_short("Ｒ１２"), FiscalYear::new(2030));
        for text in ["", "R", "8", "R0", "Rx", "初期値"] {
            assert_eq!(FiscalYear::from_short(text), None, "{text}");
        }
    }
}
