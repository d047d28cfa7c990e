//! When somebody should be told to save a file.

use crate::browser::Lasting;
use crate::plan::Timestamp;

/// So many changes are work that nobody would want to do again.
const MANY: usize = 50;
/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// Whether somebody should be told to save a file: where there are many changes, or the oldest waits for a day; for a week where
/// the browser promised to keep them.
pub fn is_due(count: usize, since: Option<Timestamp>, now: Timestamp, lasting: Lasting) -> bool {
    let days = if lasting == Lasting::Promised { 7 } else { 1 };
    count >= MANY || since.is_some_and(|since| now.millis() - since.millis() > days * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_due_when_something_could_be_lost() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (since, day, week) =
            (at("2026-04-01T00:00:00.000Z"), at("2026-04-02T00:00:01.000Z"), at("2026-04-08T00:00:01.000Z"));
        let is_due = |count, now, lasting| is_due(count, Some(since), now, lasting);
        assert!(!is_due(49, since, Lasting::Unknown) && is_due(50, since, Lasting::Promised));
        assert!(is_due(1, day, Lasting::NotPromised) && is_due(1, day, Lasting::Unknown));
        assert!(!is_due(1, day, Lasting::Promised) && is_due(1, week, Lasting::Promised));
        assert!(!super::is_due(0, None, week, Lasting::Unknown));
    }
}
