//! What a person types into the field of a cell, as the cell's value.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::plan::json::InJson;
use crate::plan::{
    Cell, Direction, FiscalYear, InitiativeLink, TEXT_AT_MOST, Target, Value, ValueKind, as_typed, from_circled, set_of,
};

use super::typed::{TypedError, read_bound, read_number, read_number_with_unit, read_observation, read_status};

/// Why a text is no value of its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryError {
    /// No number, where one belongs.
    Number(TypedError),
    /// No year: neither `R12` nor `2030`.
    Year,
    /// No numbers of initiatives: neither `①②` nor `1 2`.
    Initiatives,
    /// A number of no initiative of the policy.
    NoSuchInitiative,
    /// A band below nought.
    NegativeBand,
    /// A choice the field does not offer.
    Choice,
    /// A text longer than [`TEXT_AT_MOST`] bytes.
    TooLong,
    /// A word for the remark, on which people disagree.
    RemarkOpen,
}

/// Why a text does not become a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// It cannot be read.
    Entry(EntryError),
    /// The cell's year is closed, and no reason of a correction is given.
    ReasonMissing,
    /// Valid, but rejected; the reason was announced then.
    Refused,
    /// Valid, restored after a crash, and not yet confirmed by the user.
    Unconfirmed,
}

/// The value `text` gives a cell whose numbers are in `unit`.
///
/// An empty text is the empty value. Directions are chosen, not typed, by their name in files.
///
/// # Errors
///
/// A text that is too long or no value of the cell's kind; of cells that nobody types, any.
pub fn read_value(cell: &Cell, text: &str, unit: &str) -> Result<Value, EntryError> {
    let text = as_typed(text);
    let text = text.trim();
    if text.len() > TEXT_AT_MOST {
        return Err(EntryError::TooLong);
    }
    match cell.kind() {
        ValueKind::Text => Ok(Value::Text(text.to_owned())),
        ValueKind::Observation => read_observation(text, unit).map(Value::Observation).map_err(EntryError::Number),
        ValueKind::Direction if text.is_empty() => Ok(Value::Direction(None)),
        ValueKind::Direction => Direction::from_json(text.into())
            .map(|direction| Value::Direction(Some(direction)))
            .map_err(|_| EntryError::Choice),
        ValueKind::Target if matches!(text, "" | "記載なし") => Ok(Value::Target(Target::NotStated)),
        ValueKind::Target => {
            let number = read_number_with_unit(text, unit).map_err(EntryError::Number)?;
            Ok(Value::Target(Target::Number(number)))
        }
        ValueKind::Year if text.is_empty() => Ok(Value::Year(None)),
        ValueKind::Year => FiscalYear::read(text).map(|read| Value::Year(Some(read.year))).ok_or(EntryError::Year),
        ValueKind::Number if text.is_empty() => Ok(Value::Number(None)),
        ValueKind::Number => {
            let number = read_number_with_unit(text, unit).map_err(EntryError::Number)?;
            if number.is_negative() { Err(EntryError::NegativeBand) } else { Ok(Value::Number(Some(number))) }
        }
        ValueKind::Initiatives => read_initiatives(text)
            .map(|numbers| Value::Initiatives(set_of(numbers.into_iter().map(InitiativeLink::Number))))
            .ok_or(EntryError::Initiatives),
        ValueKind::Confirmation | ValueKind::Role | ValueKind::Place => Err(EntryError::Choice),
    }
}

/// The value `text` gives a cell, and the word in it that says more than the value does: 調査中 is 未公表, 80%以上 a target of 80. The word
/// is for the remark.
///
/// # Errors
///
/// As of [`read_value`].
pub fn read_with_word(cell: &Cell, text: &str, unit: &str) -> Result<(Value, Option<String>), EntryError> {
    let text = as_typed(text);
    let worded = match cell.kind() {
        ValueKind::Observation => read_status(&text, unit).map(|(read, word)| (Value::Observation(read), word)),
        ValueKind::Target => read_bound(&text, unit).map(|(read, word)| (Value::Target(Target::Number(read)), word)),
        _ => None,
    };
    match worded {
        Some((value, word)) => Ok((value, Some(word.to_owned()))),
        None => read_value(cell, &text, unit).map(|value| (value, None)),
    }
}

/// Numbers from 1 to 50: circled, or plain and set apart, as they are shown where there is no circled one.
fn read_initiatives(text: &str) -> Option<BTreeSet<u8>> {
    const NUMBERS: RangeInclusive<u8> = 1..=50;
    let mut numbers = BTreeSet::new();
    for part in text.split([' ', '　', ',', '、', '・', '，', '(', ')', '（', '）']).filter(|part| !part.is_empty())
    {
        let circled: Option<Vec<u8>> =
            part.chars().map(|c| from_circled(c).filter(|number| NUMBERS.contains(number))).collect();
        match circled {
            Some(circled) => numbers.extend(circled),
            None => {
                let number = read_number(part).ok()?.to_string().parse::<u8>().ok()?;
                numbers.insert(Some(number).filter(|number| NUMBERS.contains(number))?);
            }
        }
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(key: &str, text: &str) -> Result<String, EntryError> {
        let value = read_value(&key.parse().unwrap(), text, "件")?;
        Ok(serde_json::to_string(&value).unwrap())
    }

    #[test]
    fn reads_each_kind() {
        for (key, text, json) in [
            ("k1/actual/2026", " ７５．０件 ", r#"{"observation":{"final":"75.0"}}"#),
            ("k1/actual/2026", "", r#"{"observation":"notEntered"}"#),
            ("k1/actual/2026", "75(速報)", r#"{"observation":{"preliminary":"75"}}"#),
            ("p1/budget/2026", "△1,250", r#"{"observation":{"final":"-1250"}}"#),
            ("k1/name", " 件数 ", r#"{"text":"件数"}"#),
            ("k1/name", "ク\u{3099}ラフ\u{fa19}", "{\"text\":\"グラフ\u{fa19}\"}"),
            ("k1/name", "\u{200e} 件\u{202e}数\u{b}\r\n", r#"{"text":"件数"}"#),
            ("k1/actual/2026", "\u{feff}75\u{200e}", r#"{"observation":{"final":"75"}}"#),
            ("k1/direction", "decrease", r#"{"direction":"decrease"}"#),
            ("k1/direction", "", r#"{"direction":null}"#),
            ("k1/target", "80", r#"{"target":{"number":"80"}}"#),
            ("k1/target", "", r#"{"target":"notStated"}"#),
            ("k1/latest-year", "R6", r#"{"year":2024}"#),
            ("k1/latest-year", "２０２４年", r#"{"year":2024}"#),
            ("k1/latest-year", "令和6年度", r#"{"year":2024}"#),
            ("k1/latest-year", "平成30年度", r#"{"year":2018}"#),
            ("k1/target-year", "R元", r#"{"year":2019}"#),
            ("k1/band", "0.5", r#"{"number":"0.5"}"#),
            ("p1/initiatives", "①② ④", r#"{"initiatives":[1,2,4]}"#),
            ("p1/initiatives", "1、3", r#"{"initiatives":[1,3]}"#),
            ("p1/initiatives", "１，２", r#"{"initiatives":[1,2]}"#),
            ("p1/initiatives", "⑳(21)(22)", r#"{"initiatives":[20,21,22]}"#),
        ] {
            assert_eq!(read(key, text).as_deref(), Ok(json), "{key} {text}");
        }
    }

    #[test]
    fn says_what_is_no_value() {
        for (key, text, error) in [
            ("k1/actual/2026", "七十", EntryError::Number(TypedError::NotANumber)),
            ("k1/target", "たくさん", EntryError::Number(TypedError::NotANumber)),
            ("k1/latest-year", "24", EntryError::Year),
            ("k1/band", "-1", EntryError::NegativeBand),
            ("p1/initiatives", "51", EntryError::Initiatives),
            ("k1/direction", "sideways", EntryError::Choice),
            ("k1/actual/2026/remark", &"港".repeat(TEXT_AT_MOST / 3 + 1), EntryError::TooLong),
        ] {
            assert_eq!(read(key, text), Err(error), "{key} {text}");
        }
    }
}
