//! Moments, as UTC to the millisecond.

use std::fmt;
use std::str::FromStr;

use super::json::as_text;

/// A moment: milliseconds since 1970-01-01T00:00Z, between the years 1970 and 9999.
///
/// Written `2026-04-01T00:30:00.000Z` (RFC 3339), the one form that is read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

/// A text that is no moment in the form `2026-04-01T00:30:00.000Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimestampError;

/// A moment on the wall in Japan, which has kept UTC+9 without summer time since 1952.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InJapan {
    /// Year of the Common Era.
    pub year: i64,
    /// Month, from 1.
    pub month: i64,
    /// Day of the month, from 1.
    pub day: i64,
    /// Hour, 0 to 23.
    pub hour: i64,
    /// Minute.
    pub minute: i64,
}

const DAY: i64 = 86_400_000;
/// The one form: a nought stands for any digit.
const FORM: &str = "0000-00-00T00:00:00.000Z";
/// 9999-12-31T23:59:59.999Z.
const LAST: i64 = 253_402_300_799_999;

impl Timestamp {
    /// The moment `ms` milliseconds after 1970 began, held within the years this type can write.
    pub fn from_millis(ms: i64) -> Self {
        Timestamp(ms.clamp(0, LAST))
    }

    /// Milliseconds since 1970 began.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// The date and time of day in Japan.
    pub fn in_japan(self) -> InJapan {
        let local = self.0 + 9 * 3_600_000;
        let (year, month, day) = civil(local.div_euclid(DAY));
        let ms = local.rem_euclid(DAY);
        InJapan { year, month, day, hour: ms / 3_600_000, minute: ms / 60_000 % 60 }
    }
}

/// Year, month and day of a day counted from 1970-01-01 (proleptic Gregorian calendar, in eras of 400 years).
pub(super) fn civil(days: i64) -> (i64, i64, i64) {
    // Days since 0000-03-01: with March first, the leap day is the last of its year.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The day counted from 1970-01-01, the inverse of [`civil`].
pub(super) fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * from_march + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        let ms = self.0.rem_euclid(DAY);
        let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", ms % 1_000)
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let is_of_form = |(sign, form)| if form == b'0' { u8::is_ascii_digit(&sign) } else { sign == form };
        if text.len() != FORM.len() || !text.bytes().zip(FORM.bytes()).all(is_of_form) {
            return Err(TimestampError);
        }
        let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse().ok()).unwrap_or(-1);
        let date = (number(0, 4), number(5, 7), number(8, 10));
        let (hour, minute, second) = (number(11, 13), number(14, 16), number(17, 19));
        let day = days(date.0, date.1, date.2);
        // There is no 30th of February.
        if day < 0 || civil(day) != date || hour > 23 || minute > 59 || second > 59 {
            return Err(TimestampError);
        }
        Ok(Timestamp(day * DAY + hour * 3_600_000 + minute * 60_000 + second * 1_000 + number(20, 23)))
    }
}

as_text!(Timestamp, |text: &str| text.parse().ok(), "not a moment like 2026-04-01T00:30:00.000Z");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn prints_known_moments() {
        assert_eq!(Timestamp::from_millis(0).to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Timestamp::from_millis(1_775_003_400_000).to_string(), "2026-04-01T00:30:00.000Z");
        assert_eq!(Timestamp::from_millis(LAST + 1).to_string(), "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn japan_is_nine_hours_ahead() {
        let noon = Timestamp::from_millis(1_775_003_400_000).in_japan();
        assert_eq!(noon, InJapan { year: 2026, month: 4, day: 1, hour: 9, minute: 30 });
    }

    #[test]
    fn refuses_dates_that_are_none() {
        for text in [
            "",
            "2026-02-29T00:00:00.000Z",
            "2026-04-01",
            "2026-04-01T24:00:00.000Z",
            "2026-04-01T23:60:00.000Z",
            "2026-04-01T23:59:60.000Z",
            "2026-13-01T00:00:00.000Z",
            "2026-00-01T00:00:00.000Z",
            "2026-04-00T00:00:00.000Z",
            "1969-12-31T23:59:59.999Z",
            "+026-04-01T00:30:00.000Z",
            "2026-04-01T00:30:00.000z",
            "2026-04-01T00:30:00Z",
            "2026-04-01T00:30:00.000+09:00",
            "２０２６-04-01T00:30:00.000Z",
        ] {
            assert_eq!(text.parse::<Timestamp>(), Err(TimestampError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn round_trips(ms in 0..=LAST) {
            let moment = Timestamp::from_millis(ms);
            prop_assert_eq!(moment.to_string().parse(), Ok(moment));
        }
    }
}
