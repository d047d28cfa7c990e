//! Days of the calendar, as Japanese texts write them.

use super::timestamp::{civil, days};
use super::year::FiscalYear;

/// A day of the calendar in the era 令和, which began on 1 May 2019.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: i64,
    month: i64,
    day: i64,
}

/// The first day of 令和.
const FIRST: Date = Date { year: 2019, month: 5, day: 1 };

impl Date {
    /// Reads 「令和8年4月1日」 or 「令和元年5月1日」.
    ///
    /// Returns `None` for any other text, for a day that the calendar does not have (「令和8年2月29日」), for one before the
    /// era, and for a year that is no [`FiscalYear`].
    pub fn from_reiwa(text: &str) -> Option<Date> {
        let (year, rest) = text.strip_prefix("令和")?.split_once('年')?;
        let (month, day) = rest.strip_suffix('日')?.split_once('月')?;
        let year = if year == "元" { 1 } else { number(year)? };
        let year = FiscalYear::new(year + 2018)?.number().into();
        let date = Date { year, month: number(month)?.into(), day: number(day)?.into() };
        // A 30th of February counts on into March, and so comes back as another day.
        let exists = civil(days(date.year, date.month, date.day)) == (date.year, date.month, date.day);
        (exists && date >= FIRST).then_some(date)
    }

    /// The day as `2026-04-01`.
    pub fn in_numbers(self) -> String {
        let Date { year, month, day } = self;
        format!("{year}-{month:02}-{day:02}")
    }
}

/// A number of one to three ASCII digits.
fn number(digits: &str) -> Option<i32> {
    let fits = digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar() {
        for (text, numbers) in [
            ("令和8年4月1日", "2026-04-01"),
            ("令和元年5月1日", "2019-05-01"),
            ("令和元年12月31日", "2019-12-31"),
            ("令和1年5月1日", "2019-05-01"),
            ("令和2年1月31日", "2020-01-31"),
            ("令和6年2月29日", "2024-02-29"),
            ("令和10年2月29日", "2028-02-29"),
            ("令和08年04月01日", "2026-04-01"),
            ("令和82年2月28日", "2100-02-28"),
            ("令和181年12月31日", "2199-12-31"),
        ] {
            assert_eq!(Date::from_reiwa(text).map(Date::in_numbers).as_deref(), Some(numbers), "{text}");
        }
    }

    #[test]
    fn days_the_calendar_does_not_have() {
        for text in [
            "",
            "令和99年99月99日",
            "令和8年0月1日",
            "令和8年13月1日",
            "令和8年4月0日",
            "令和8年4月31日",
            "令和8年1月32日",
            "令和8年2月29日",
            "令和82年2月29日",
            "令和0年4月1日",
            "令和元年4月30日",
            "令和182年1月1日",
            "令和2147483647年1月1日",
            "令和8年4月300日",
            "令和-8年4月1日",
            "令和+8年4月1日",
            "令和8年4月1日 ",
            "令和８年４月１日",
            "令和年月日",
            "令和元年元月元日",
            "令和8年4月",
            "令和8年度",
            "平成30年4月1日",
            "2019年4月30日",
            "2026-04-01",
        ] {
            assert_eq!(Date::from_reiwa(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_a_leap_year_and_of_the_one_after() {
        let count = |year: u32| {
            let all = (0..=13).flat_map(|month| (0..=32).map(move |day| format!("令和{year}年{month}月{day}日")));
            all.filter(|text| Date::from_reiwa(text).is_some()).count()
        };
        // 2028 and 2029.
        assert_eq!([count(10), count(11)], [366, 365]);
    }
}
