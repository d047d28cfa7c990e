//! Numbers as people read them: grouped, with the digits as written.

use rust_decimal::{Decimal as Exact, RoundingStrategy};

use super::language::{is_english, said};
use crate::plan::Decimal;

/// A number in a table: `2,023`, `△1,250.5`.
pub fn in_table(number: Decimal) -> String {
    signed(number.exact(), said("△", "−"))
}

/// A number in a sentence or a field: `2,023`, `−1,250.5`.
pub fn in_sentence(number: Decimal) -> String {
    signed(number.exact(), "−")
}

/// A computed number in a sentence.
pub fn exact(number: Exact) -> String {
    signed(number, "−")
}

/// A difference: `+4`, `−0.5`, `±0`.
pub fn difference(number: Exact) -> String {
    if number.is_zero() {
        return "±0".into();
    }
    let sign = if number > Exact::ZERO { "+" } else { "" };
    format!("{sign}{}", exact(number))
}

/// The unit of differences: those of percentages are ポイント.
pub fn unit_of_difference(unit: &str, is_percentage: bool) -> &str {
    if is_percentage { said("ポイント", " points") } else { unit }
}

/// An amount in 千円 with what it is in 円, 万円 or 億円 beside it: `324,237千円(約3億2,424万円)`.
///
/// 約 stands exactly where the amount was rounded, half up, to whole 万円.
pub fn thousand_yen(amount: Decimal) -> String {
    if is_english() {
        let yen = exact((amount.exact() * Exact::ONE_THOUSAND).normalize());
        return format!("{} thousand yen ({yen} yen)", in_sentence(amount));
    }
    format!("{}千円({})", in_sentence(amount), in_yen(amount))
}

/// An amount in 千円, said in 円 below 1万円, else in 万円, 億円 and 兆円: `約3億2,424万円`.
pub fn in_yen(amount: Decimal) -> String {
    in_yen_exact(amount.exact())
}

/// The same of a computed amount.
pub fn in_yen_exact(amount: Exact) -> String {
    let ten_thousands = amount / Exact::TEN;
    if ten_thousands.abs() < Exact::ONE {
        return format!("{}円", exact((amount * Exact::ONE_THOUSAND).normalize()));
    }
    let rounded = ten_thousands.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let about = if rounded == ten_thousands { "" } else { "約" };
    let sign = if rounded < Exact::ZERO { "−" } else { "" };
    let base = Exact::from(10_000);
    let (mut rest, mut said) = (rounded.abs(), String::new());
    for unit in ["万", "億"] {
        let part = rest % base;
        if !part.is_zero() {
            said = format!("{}{unit}{said}", grouped(&part.normalize().to_string()));
        }
        rest = (rest / base).trunc();
    }
    if !rest.is_zero() {
        said = format!("{}兆{said}", grouped(&rest.normalize().to_string()));
    }
    format!("{about}{sign}{said}円")
}

fn signed(number: Exact, minus: &str) -> String {
    let text = number.abs().to_string();
    let sign = if number < Exact::ZERO { minus } else { "" };
    format!("{sign}{}", grouped(&text))
}

/// Commas between groups of three digits of the whole part.
fn grouped(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::with_capacity(digits.len() + whole.len() / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn grouped_with_the_digits_as_written() {
        for (written, table, sentence) in [
            ("0", "0", "0"),
            ("999", "999", "999"),
            ("1000", "1,000", "1,000"),
            ("2023", "2,023", "2,023"),
            ("3.0", "3.0", "3.0"),
            ("1234567.890", "1,234,567.890", "1,234,567.890"),
            ("-5.5", "△5.5", "−5.5"),
            ("-324237", "△324,237", "−324,237"),
            ("999999999999999.123456", "999,999,999,999,999.123456", "999,999,999,999,999.123456"),
        ] {
            assert_eq!(in_table(number(written)), table);
            assert_eq!(in_sentence(number(written)), sentence);
        }
    }

    #[test]
    fn differences_bear_their_sign() {
        for (written, said) in [("4", "+4"), ("-0.5", "−0.5"), ("0", "±0"), ("0.0", "±0"), ("1250", "+1,250")] {
            assert_eq!(difference(number(written).exact()), said);
        }
    }

    #[test]
    fn amounts_say_when_they_are_rounded() {
        for (thousands, said) in [
            ("0", "0千円(0円)"),
            ("5", "5千円(5,000円)"),
            ("0.5", "0.5千円(500円)"),
            ("10", "10千円(1万円)"),
            ("14", "14千円(約1万円)"),
            ("15", "15千円(約2万円)"),
            ("1250", "1,250千円(125万円)"),
            ("9634", "9,634千円(約963万円)"),
            ("99999", "99,999千円(約1億円)"),
            ("100000", "100,000千円(1億円)"),
            ("324237", "324,237千円(約3億2,424万円)"),
            ("1000000000", "1,000,000,000千円(1兆円)"),
            ("1234567890120", "1,234,567,890,120千円(1,234兆5,678億9,012万円)"),
            ("-1250", "−1,250千円(−125万円)"),
        ] {
            assert_eq!(thousand_yen(number(thousands)), said);
        }
    }
}
