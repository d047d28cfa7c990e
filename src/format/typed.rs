//! What a person types or pastes into a field for a number.
//!
//! Digits, point and comma may be full-width or come from a Japanese keyboard (`、` `。`); minus may be any of the
//! signs in [`is_minus`]. Commas group thousands and must stand where thousands are grouped: `1,234` is 1234, `1,23`
//! and `0,5` are refused, for they may have been meant as decimal commas.

use crate::plan::{Decimal, DecimalError, Observation, ValueKind, half_width};

/// Why a typed text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypedError {
    /// Nothing was typed.
    Empty,
    /// No number is in it, or not only digits, sign, point and commas.
    NotANumber,
    /// A number, and behind it something that is not the unit.
    MoreThanANumber,
    /// Commas that do not group thousands.
    Grouping,
    /// More digits than a plan's number may have.
    TooLong,
}

/// The number in `text`, with the precision it was typed in.
///
/// # Errors
///
/// What is empty, no number, a number with something behind it, wrongly grouped, or of too many digits.
pub fn read_number(text: &str) -> Result<Decimal, TypedError> {
    let typed = narrow(text);
    if typed.is_empty() {
        return Err(TypedError::Empty);
    }
    let (sign, digits) = split_sign(&typed);
    let (integer, fraction) = digits.split_once('.').map_or((digits, None), |(i, f)| (i, Some(f)));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_number(&integer.replace(',', "")) || !fraction.is_none_or(|f| is_number(&f.replace(',', ""))) {
        return Err(if starts_as_number(digits) { TypedError::MoreThanANumber } else { TypedError::NotANumber });
    }
    if fraction.is_some_and(|f| f.contains(',')) || !groups_thousands(integer) {
        return Err(TypedError::Grouping);
    }
    format!("{sign}{}", digits.replace(',', "")).parse().map_err(|error| match error {
        DecimalError::NotANumber => TypedError::NotANumber,
        DecimalError::TooLong => TypedError::TooLong,
    })
}

/// The number in `text`, where `unit` may stand behind it: `57%` in a field of %, `1,250 千円` in one of 千円.
///
/// # Errors
///
/// As of [`read_number`]; another unit is something behind the number.
pub fn read_number_with_unit(text: &str, unit: &str) -> Result<Decimal, TypedError> {
    let (typed, unit) = (narrow(text), narrow(unit));
    let percent = matches!(unit.as_str(), "%" | "パーセント");
    let units = [unit.as_str(), if percent { "%" } else { "" }, if percent { "パーセント" } else { "" }];
    let number = units.iter().filter(|unit| !unit.is_empty()).find_map(|unit| {
        let before = typed.strip_suffix(unit)?;
        // A unit like 10万人 must stand apart, or its digits would be taken from the number.
        let apart = before.ends_with(char::is_whitespace) || !unit.starts_with(|c: char| c.is_ascii_digit());
        apart.then_some(before)
    });
    read_number(number.unwrap_or(&typed))
}

/// The observation in `text`: a number (`71`, `71件`, `71(速報)`), or a word for why there is none.
///
/// An empty text is 未入力. A dash alone is 該当なし, as in the tables of Japanese public statistics.
///
/// # Errors
///
/// As of [`read_number`], where the text is none of the words either.
pub fn read_observation(text: &str, unit: &str) -> Result<Observation, TypedError> {
    let typed = narrow(text);
    match typed.trim_matches(['(', ')']) {
        "" if typed.is_empty() => return Ok(Observation::NotEntered),
        "未入力" | "未記入" => return Ok(Observation::NotEntered),
        "未公表" | "未発表" | "公表前" | "集計中" => return Ok(Observation::NotPublished),
        "該当なし" | "該当無し" | "該当無" | "非該当" | "対象外" | "N/A" | "n/a" => {
            return Ok(Observation::NotApplicable);
        }
        _ if is_dash(&typed) => return Ok(Observation::NotApplicable),
        _ => {}
    }
    let preliminary =
        ["(速報)", "(速報値)", "速報", "速報値"].iter().find_map(|word| typed.strip_suffix(word)).map(str::trim_end);
    match preliminary {
        Some(number) => read_number_with_unit(number, unit).map(Observation::Preliminary),
        None => read_number_with_unit(&typed, unit).map(Observation::Final),
    }
}

/// Words for a number that is not there yet.
const NONE_YET: [&str; 6] = ["調査中", "調整中", "集計中", "確認中", "未確定", "未集計"];

/// Words for a number that is not for good.
const NOT_FOR_GOOD: [&str; 8] = ["見込み", "見込", "暫定値", "暫定", "概数", "推計値", "推計", "見通し"];

/// Words behind a number that make it a bound or no exact one.
const BOUNDS: [&str; 6] = ["以上", "以下", "未満", "程度", "前後", "超"];

/// Such words before a number.
const ABOUT: [&str; 2] = ["約", "およそ"];

/// Puts a word that says more than a value behind what is remarked on it.
pub fn remark_with(remark: &str, word: &str) -> String {
    if remark.is_empty() { word.to_owned() } else { format!("{remark}({word})") }
}

/// Returns a remark on a value of `kind` without the word for an earlier value, and that word: where [`remark_with`] put it, or in a line of
/// its own, as reading a sheet leaves it. `None` where there is none.
pub fn split_word<'a>(remark: &'a str, kind: ValueKind, unit: &str) -> Option<(String, &'a str)> {
    let is_word = |text: &str| match kind {
        ValueKind::Observation => {
            let is_whole = |(_, word): (Observation, &str)| word == text;
            NONE_YET.contains(&text) || NOT_FOR_GOOD.contains(&text) || read_status(text, unit).is_some_and(is_whole)
        }
        ValueKind::Target => BOUNDS.contains(&text) || ABOUT.contains(&text),
        _ => false,
    };
    let lines: Vec<&str> = remark.lines().map(str::trim).collect();
    if let Some(at) = lines.iter().position(|line| is_word(line)) {
        let rest: Vec<&str> =
            lines.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, line)| *line).collect();
        return Some((rest.join("\n"), lines.get(at)?));
    }
    let inner = remark.trim().strip_suffix(')')?;
    // What stands in the brackets may have brackets itself.
    inner.match_indices('(').find_map(|(at, bracket)| {
        let (rest, word) = (inner.get(..at)?, inner.get(at + bracket.len()..)?);
        is_word(word).then(|| (rest.to_owned(), word))
    })
}

/// Whether a word for a state says no more than an observation does: 調査中 of 未公表, 見込 of 速報.
pub fn fits(word: &str, observation: Observation) -> bool {
    match observation {
        Observation::NotPublished => is_none_yet(word),
        Observation::Preliminary(_) => !is_none_yet(word),
        _ => false,
    }
}

/// Whether a word for a state says that there is no number yet.
pub fn is_none_yet(word: &str) -> bool {
    NONE_YET.contains(&word)
}

/// The observation in a text as cities write it where a number is not there yet or not yet for good, and the word that says so: 調査中 is
/// 未公表, 75(見込) is 75 速報. The word says more than the state it becomes: it is a remark.
pub fn read_status<'a>(text: &'a str, unit: &str) -> Option<(Observation, &'a str)> {
    let is_bracket = |c: char| matches!(c, '(' | ')' | '（' | '）') || c.is_whitespace();
    let bare = text.trim_matches(is_bracket);
    if NONE_YET.contains(&bare) {
        return Some((Observation::NotPublished, bare));
    }
    let word = NOT_FOR_GOOD.into_iter().find_map(|word| {
        let at = bare.find(word)?;
        bare.get(at..at + word.len())
    })?;
    let (before, behind) = bare.split_once(word)?;
    let [before, behind] = [before, behind].map(|part| part.trim_matches(is_bracket));
    // What else stands there belongs to the remark.
    let (number, remark) = match (before, behind) {
        ("", number) | (number, "") => (number, word),
        (number, _) => (number, text.trim()),
    };
    Some((Observation::Preliminary(read_number_with_unit(number, unit).ok()?), remark))
}

/// The number of a target, and what stands beside it that makes it a bound or no exact one: 80%以上, 約75.
pub fn read_bound<'a>(text: &'a str, unit: &str) -> Option<(Decimal, &'a str)> {
    let text = text.trim();
    if let Some((number, word)) = BOUNDS.into_iter().find_map(|word| Some((text.strip_suffix(word)?, word))) {
        let at = text.len() - word.len();
        return Some((read_number_with_unit(number, unit).ok()?, text.get(at..)?));
    }
    let number = ABOUT.into_iter().find_map(|word| text.strip_prefix(word))?;
    Some((read_number_with_unit(number, unit).ok()?, text.get(..text.len() - number.len())?))
}

/// Whether a spreadsheet shows signs for a number that is too wide for its column.
pub fn is_overflow(text: &str) -> bool {
    let text = text.trim();
    text.len() > 1 && text.chars().all(|c| matches!(c, '#' | '＃'))
}

/// Whether `text` is nothing but a dash: a cell crossed out rather than filled in.
pub fn is_dash(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().count() <= 2 && text.chars().all(|c| is_minus(c) && !matches!(c, '△' | '▲'))
}

/// Signs read as minus; △ and ▲ are those of Japanese accounts.
pub fn is_minus(c: char) -> bool {
    matches!(c, '-' | '△' | '▲' | '−' | 'ー' | 'ｰ' | '－' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '─' | '━')
}

/// Full-width ASCII as plain ASCII, Japanese commas and points between digits as plain ones, no spaces around.
fn narrow(text: &str) -> String {
    let ends = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    let chars = text.trim_matches(ends).chars().map(|c| match c {
        '−' => '-',
        '、' | '､' => ',',
        '。' | '｡' => '.',
        '　' => ' ',
        _ => half_width(c),
    });
    chars.collect::<String>().trim().to_owned()
}

fn split_sign(typed: &str) -> (&'static str, &str) {
    if let Some(rest) = typed.strip_prefix(is_minus) {
        return ("-", rest.trim_start());
    }
    ("", typed.strip_prefix('+').map_or(typed, str::trim_start))
}

fn starts_as_number(digits: &str) -> bool {
    digits.starts_with(|c: char| c.is_ascii_digit())
}

fn groups_thousands(integer: &str) -> bool {
    let mut groups = integer.split(',');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    rest.peek().is_none()
        || ((1..=3).contains(&first.len()) && !first.starts_with('0') && rest.all(|group| group.len() == 3))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn states_and_bounds_as_cities_write_them() {
        let status = |text| read_status(text, "件").map(|(observation, word)| (format!("{observation:?}"), word));
        for (text, word) in [("調査中", "調査中"), ("(集計中)", "集計中"), ("（調整中）", "調整中")]
        {
            assert_eq!(status(text), Some(("NotPublished".into(), word)), "{text}");
        }
        for (text, word) in [
            ("75(見込)", "見込"),
            ("75件（暫定値）", "暫定値"),
            ("概数 75", "概数"),
            ("75見込み", "見込み"),
            ("75見込み(R9.6確定予定)", "75見込み(R9.6確定予定)"),
        ] {
            let expected = format!("{:?}", Observation::Preliminary(Decimal::from(75)));
            assert_eq!(status(text), Some((expected, word)), "{text}");
        }
        for text in ["75", "見込", "たぶん75", "75(確定)", "R9に見込75", ""] {
            assert_eq!(status(text), None, "{text}");
        }
        let bound = |text| read_bound(text, "%").map(|(number, word)| (number.to_string(), word));
        for (text, number, word) in
            [("80%以上", "80", "以上"), ("５以下", "5", "以下"), ("約75", "75", "約"), ("3.0未満", "3.0", "未満")]
        {
            assert_eq!(bound(text), Some((number.into(), word)), "{text}");
        }
        assert_eq!((bound("以上"), bound("80"), bound("約")), (None, None, None));
        assert!(is_overflow("#####") && is_overflow("＃＃") && !is_overflow("#") && !is_overflow("#75"));
    }

    fn printed(text: &str) -> Result<String, TypedError> {
        read_number(text).map(|number| number.to_string())
    }

    #[test]
    fn numbers() {
        for (text, number) in [
            ("71", "71"),
            ("3.0", "3.0"),
            ("2,023", "2023"),
            ("２，０２３", "2023"),
            ("１、２３４。５０", "1234.50"),
            (" 　57　", "57"),
            ("1,234,567.89", "1234567.89"),
            ("△5", "-5"),
            ("▲ 1,250", "-1250"),
            ("−3.5", "-3.5"),
            ("ー3", "-3"),
            ("‐3", "-3"),
            ("–3", "-3"),
            ("－３", "-3"),
            ("-0", "0"),
            ("+4", "4"),
            ("007", "7"),
        ] {
            assert_eq!(printed(text).as_deref(), Ok(number), "{text}");
        }
    }

    #[test]
    fn no_numbers() {
        for (text, error) in [
            ("", TypedError::Empty),
            ("　", TypedError::Empty),
            ("1,23", TypedError::Grouping),
            ("0,5", TypedError::Grouping),
            ("0,123", TypedError::Grouping),
            ("1234,567", TypedError::Grouping),
            ("1,2345", TypedError::Grouping),
            ("1,,234", TypedError::Grouping),
            ("1.234,567", TypedError::Grouping),
            ("1,", TypedError::Grouping),
            (",123", TypedError::Grouping),
            ("71件", TypedError::MoreThanANumber),
            ("1e3", TypedError::MoreThanANumber),
            ("1 234", TypedError::MoreThanANumber),
            ("1.", TypedError::MoreThanANumber),
            ("約70", TypedError::NotANumber),
            ("△", TypedError::NotANumber),
            ("--1", TypedError::NotANumber),
            (".5", TypedError::NotANumber),
            ("七十一", TypedError::NotANumber),
            ("1234567890123456", TypedError::TooLong),
            ("0.1234567", TypedError::TooLong),
        ] {
            assert_eq!(read_number(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_trailing_unit_is_the_units_own() {
        let read = |text, unit| read_number_with_unit(text, unit).map(|n| n.to_string());
        for (text, unit, number) in [
            ("71件", "件", "71"),
            ("57％", "%", "57"),
            ("57パーセント", "％", "57"),
            ("1,250 千円", "千円", "1250"),
            ("3 10万人", "10万人", "3"),
            ("71", "", "71"),
        ] {
            assert_eq!(read(text, unit).as_deref(), Ok(number), "{text} {unit}");
        }
        for (text, unit) in [("71回", "件"), ("250百万円", "億円"), ("310万人", "10万人"), ("71件", "")] {
            assert_eq!(read(text, unit), Err(TypedError::MoreThanANumber), "{text} {unit}");
        }
        assert_eq!(read("件", "件"), Err(TypedError::Empty));
    }

    #[test]
    fn observations() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        for (text, observation) in [
            ("", Observation::NotEntered),
            ("未入力", Observation::NotEntered),
            (" 未公表 ", Observation::NotPublished),
            ("（集計中）", Observation::NotPublished),
            ("該当なし", Observation::NotApplicable),
            ("-", Observation::NotApplicable),
            ("―", Observation::NotApplicable),
            ("ー", Observation::NotApplicable),
            ("－", Observation::NotApplicable),
            ("71件", Observation::Final(number("71"))),
            ("71件（速報）", Observation::Preliminary(number("71"))),
            ("71 速報値", Observation::Preliminary(number("71"))),
        ] {
            assert_eq!(read_observation(text, "件"), Ok(observation), "{text}");
        }
        for text in ["△", "()", "速報", "…", "未定"] {
            assert!(read_observation(text, "件").is_err(), "{text}");
        }
    }

    /// Digits grouped by thousands, as the page prints them.
    fn grouped(integer: u64) -> String {
        let digits = integer.to_string();
        let groups: Vec<&[u8]> = digits.as_bytes().rchunks(3).rev().collect();
        groups.iter().map(|group| String::from_utf8_lossy(group).into_owned()).collect::<Vec<_>>().join(",")
    }

    fn wide(text: &str) -> String {
        text.chars()
            .map(|c| char::from_u32(u32::from(c) + 0xfee0).filter(|_| c.is_ascii_graphic()).unwrap_or(c))
            .collect()
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in any::<String>(), unit in "\\PC{0,4}") {
            let _ = (read_number(&text), read_number_with_unit(&text, &unit), read_observation(&text, &unit));
        }

        #[test]
        fn near_numbers_are_read_or_refused(text in "[0-9０-９,，.．△−ー‐+ 件%％]{0,12}") {
            let _ = (read_number_with_unit(&text, "件"), read_observation(&text, "％"));
        }

        #[test]
        fn printed_numbers_read_back(
            minus in proptest::sample::select(vec!["", "-", "△", "−", "ー"]),
            integer in 0_u64..1_000_000_000_000_000,
            fraction in "(\\.[0-9]{1,6})?",
            is_wide: bool,
        ) {
            let sign = if minus.is_empty() { "" } else { "-" };
            let expected = format!("{sign}{integer}{fraction}").parse::<Decimal>().unwrap().to_string();
            let text = format!("{minus}{}{fraction}", grouped(integer));
            let text = if is_wide { wide(&text) } else { text };
            prop_assert_eq!(printed(&text), Ok(expected.clone()));
            prop_assert_eq!(printed(&expected), Ok(expected));
        }
    }
}
