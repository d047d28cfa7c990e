//! Decimals as they were written: `3.0` is not `3`, though both are the same number.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal as Exact;

use super::json::as_text;

/// A decimal number with the precision it was written in.
///
/// At most [`Decimal::INTEGER_DIGITS`] digits before the point and [`Decimal::FRACTION_DIGITS`] behind it, so that
/// every product an assessment needs stays exact. Equality and order go by value (`3.0 == 3`); [`fmt::Display`] prints
/// the digits as written, with `-` for minus and no grouping.
#[derive(Clone, Copy, Debug)]
pub struct Decimal(Exact);

/// Why a text is no [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// Not digits with an optional minus and point.
    NotANumber,
    /// More digits than a plan's number may have.
    TooLong,
}

impl Decimal {
    /// Digits allowed before the point.
    pub const INTEGER_DIGITS: usize = 15;
    /// Digits allowed behind the point.
    pub const FRACTION_DIGITS: usize = 6;
    /// Nought.
    pub const ZERO: Decimal = Decimal(Exact::ZERO);

    /// What arithmetic made of a plan's numbers; it may have more digits than one that is written down.
    pub(super) fn from_exact(number: Exact) -> Decimal {
        Decimal(number)
    }

    /// The exact number, for arithmetic.
    pub fn exact(self) -> Exact {
        self.0
    }

    /// The number without the noughts that only say how precisely it was written: what ids and comparisons use.
    pub fn normalized(self) -> Decimal {
        Decimal(self.0.normalize())
    }

    /// Digits behind the point, as written.
    pub fn scale(self) -> u32 {
        self.0.scale()
    }

    /// The nearest `f64`, for drawing only.
    pub fn to_f64(self) -> f64 {
        to_f64(self.0)
    }

    /// Whether the number is below nought.
    pub fn is_negative(self) -> bool {
        self.0 < Exact::ZERO
    }
}

/// The nearest `f64`, for drawing only; with more than 15 digits, one of the nearest.
///
/// By division: parsing a float would bring its tables along.
pub fn to_f64(number: Exact) -> f64 {
    let power = (0..number.scale()).fold(1.0, |power, _| power * 10.0);
    number.mantissa() as f64 / power
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (integer, fraction) = match digits.split_once('.') {
            Some((integer, fraction)) if !fraction.is_empty() => (integer, fraction),
            Some(_) => return Err(DecimalError::NotANumber),
            None => (digits, ""),
        };
        if integer.is_empty() || !integer.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
            return Err(DecimalError::NotANumber);
        }
        let significant = integer.trim_start_matches('0').len();
        if significant > Self::INTEGER_DIGITS || fraction.len() > Self::FRACTION_DIGITS || integer.len() > 40 {
            return Err(DecimalError::TooLong);
        }
        let exact = Exact::from_str_exact(text).map_err(|_| DecimalError::NotANumber)?;
        // There is one nought: a minus before it says nothing.
        Ok(Decimal(if exact.is_zero() { exact.abs() } else { exact }))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl From<i32> for Decimal {
    fn from(number: i32) -> Self {
        Decimal(Exact::from(number))
    }
}

as_text!(Decimal, |text: &str| text.parse().ok(), "not a decimal number as text");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_was_written() {
        for text in ["3.0", "57", "2023", "0", "-5.50", "999999999999999.123456"] {
            assert_eq!(text.parse::<Decimal>().map(|d| d.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn equal_by_value() {
        assert_eq!("3.0".parse::<Decimal>(), "3".parse());
        assert_eq!("3.0".parse::<Decimal>().map(|d| d.normalized().to_string()).as_deref(), Ok("3"));
        assert_eq!("-0.0".parse::<Decimal>().map(|d| d.to_string()).as_deref(), Ok("0.0"));
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "-", ".", "1.", ".5", "1e3", "1,000", "+1", "12a", "--1", "1.2.3", "NaN", "１"] {
            assert_eq!(text.parse::<Decimal>(), Err(DecimalError::NotANumber), "{text}");
        }
        for text in ["1234567890123456", "0.1234567"] {
            assert_eq!(text.parse::<Decimal>(), Err(DecimalError::TooLong), "{text}");
        }
    }
}
