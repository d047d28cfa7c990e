//! The texts of ids.

use std::fmt;
use std::sync::Arc;

/// The text of an id, with its first bytes beside it as numbers: they nearly always decide how two compare, which is as their texts do.
///
/// Looking up the ids of subjects and of edits was a quarter of what comparing and merging files did.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct IdText {
    start: (u64, u64),
    text: Arc<str>,
}

impl IdText {
    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

impl From<&str> for IdText {
    fn from(text: &str) -> IdText {
        let mut bytes = text.bytes();
        let mut eight = || (0..8).fold(0, |number, _| number << 8 | u64::from(bytes.next().unwrap_or(0)));
        IdText { start: (eight(), eight()), text: text.into() }
    }
}

impl fmt::Debug for IdText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_the_order_of_its_text() {
        let long = "x".repeat(16);
        let longer = ["0", "1", "\0"].map(|end| format!("{long}{end}"));
        let texts = ["", "\0", "3-1", "3-10", "3-10-k1", "3-10-k10", "3-10-k2", "A", "a", "a\0", "a\0b", "港", &long];
        let texts: Vec<&str> = texts.into_iter().chain(longer.iter().map(String::as_str)).collect();
        for a in &texts {
            for b in &texts {
                let (one, other) = (IdText::from(*a), IdText::from(*b));
                assert_eq!((one.cmp(&other), one == other), (a.cmp(b), a == b), "{a:?} {b:?}");
            }
        }
    }
}
