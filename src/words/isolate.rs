//! Other people's text within a sentence of ours.

use std::borrow::Cow;
use std::iter::repeat_n;

use crate::plan::is_bidi_control;

/// FIRST STRONG ISOLATE: what follows, up to [`CLOSE`], runs in the direction of its own first letter.
pub const OPEN: char = '\u{2068}';
/// POP DIRECTIONAL ISOLATE.
pub const CLOSE: char = '\u{2069}';

/// Returns `text` so that it can stand within a sentence: where it has letters that run from right to left, it is enclosed
/// in [`OPEN`] and [`CLOSE`], so that neither the words around it nor the numbers behind it change their places.
///
/// Other text is returned as it is: names that people script against and screen readers announce stay byte for byte the
/// same. Bidirectional controls that are no balanced pair of isolates of ours are removed. A text that is isolated already
/// stays as it is, so that sentences may be made of others. Lines are isolated each for itself, for to the bidirectional
/// algorithm a line feed ends a paragraph and with it every isolate.
pub fn isolated(text: &str) -> Cow<'_, str> {
    if !text.contains(is_directed) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(isolated_line).collect();
    Cow::Owned(lines.join("\n"))
}

/// Returns the first signs of a text in one line, with an ellipsis where there are more.
pub(super) fn in_one_line(text: &str, at_most: usize) -> String {
    let mut chars = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let start: String = chars.by_ref().take(at_most).collect();
    if chars.next().is_some() { format!("{start}…") } else { start }
}

fn isolated_line(line: &str) -> Cow<'_, str> {
    if !line.contains(is_directed) {
        return Cow::Borrowed(line);
    }
    let inner = balanced(line);
    Cow::Owned(if inner.is_empty() || is_one_isolate(&inner) { inner } else { format!("{OPEN}{inner}{CLOSE}") })
}

/// A line without bidirectional controls but pairs of [`OPEN`] and [`CLOSE`]; a pair that is not closed is closed at the
/// end.
fn balanced(line: &str) -> String {
    let mut depth = 0_usize;
    let kept = line.chars().filter(|c| match *c {
        OPEN => {
            depth += 1;
            true
        }
        CLOSE => {
            let is_open = depth > 0;
            depth = depth.saturating_sub(1);
            is_open
        }
        c => !is_bidi_control(c),
    });
    let mut kept: String = kept.collect();
    kept.extend(repeat_n(CLOSE, depth));
    kept
}

/// Whether all of a balanced line stands in one pair of isolates.
fn is_one_isolate(balanced: &str) -> bool {
    let mut depth = 0_usize;
    let end = balanced.char_indices().find(|(_, c)| {
        match *c {
            OPEN => depth += 1,
            CLOSE => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    end.is_some_and(|(at, c)| c == CLOSE && at + c.len_utf8() == balanced.len())
}

/// Returns whether `c` has bidirectional class R, AL or AN, or is a control.
fn is_directed(c: char) -> bool {
    let is_right_to_left = matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    is_right_to_left || is_bidi_control(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_runs_from_left_to_right_stays() {
        for text in [
            "",
            "鎌倉商工会議所の会員数",
            "ｶﾞ A-1 (%) 1,250\n\t２行目",
            "👨\u{200d}👩\u{200d}👧 葛\u{e0100}",
            "Ω ж ก ㎡",
        ] {
            assert!(matches!(isolated(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
    }

    #[test]
    fn what_does_not_is_enclosed() {
        for (text, expected) in [
            ("אבג", "\u{2068}אבג\u{2069}"),
            ("件ابت 12", "\u{2068}件ابت 12\u{2069}"),
            // Syriac, Thaana, N'Ko; forms of Hebrew and Arabic; Imperial Aramaic; Adlam.
            ("ܐ", "\u{2068}ܐ\u{2069}"),
            ("ހ", "\u{2068}ހ\u{2069}"),
            ("ߊ", "\u{2068}ߊ\u{2069}"),
            ("\u{fb1d}", "\u{2068}\u{fb1d}\u{2069}"),
            ("\u{fdfd}", "\u{2068}\u{fdfd}\u{2069}"),
            ("\u{fefc}", "\u{2068}\u{fefc}\u{2069}"),
            ("\u{10840}", "\u{2068}\u{10840}\u{2069}"),
            ("\u{1e900}", "\u{2068}\u{1e900}\u{2069}"),
            // Numbers that run with Arabic.
            ("٣", "\u{2068}٣\u{2069}"),
            // What should have ended at the entrance.
            ("\u{202e}abc", "\u{2068}abc\u{2069}"),
            ("\u{200f}", ""),
            ("a\u{2067}b\u{202d}", "\u{2068}ab\u{2069}"),
            // Neither closes what is around it, nor leaves anything open behind it.
            ("a\u{2069}b", "\u{2068}ab\u{2069}"),
            ("a\u{2068}b", "\u{2068}a\u{2068}b\u{2069}\u{2069}"),
            ("\u{2068}a\u{2069}\u{2068}b\u{2069}", "\u{2068}\u{2068}a\u{2069}\u{2068}b\u{2069}\u{2069}"),
            // Line by line.
            ("אבג\n\n件\nד", "\u{2068}אבג\u{2069}\n\n件\n\u{2068}ד\u{2069}"),
        ] {
            assert_eq!(isolated(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_sentence_of_isolated_names_may_be_isolated_again() {
        let sentence = format!("1 {} R8 実績", isolated("אבג"));
        assert_eq!(isolated(&sentence), "\u{2068}1 \u{2068}אבג\u{2069} R8 実績\u{2069}");
    }

    proptest! {
        #[test]
        fn twice_is_once_and_nothing_stays_open(text in "[aא件1\n\u{200e}\u{202e}\u{2066}-\u{2069}]{0,14}") {
            let once = isolated(&text).into_owned();
            prop_assert_eq!(&*isolated(&once), once.as_str());
            for line in once.split('\n') {
                let mut depth = 0;
                for c in line.chars() {
                    match c {
                        OPEN => depth += 1,
                        CLOSE => depth -= 1,
                        'א' => prop_assert!(depth > 0, "{:?}", once),
                        c => prop_assert!(!is_bidi_control(c), "{:?}", once),
                    }
                    prop_assert!(depth >= 0, "{:?}", once);
                }
                prop_assert_eq!(depth, 0, "{:?}", once);
            }
            let letters = |text: &str| text.chars().filter(|c| !is_bidi_control(*c)).collect::<String>();
            prop_assert_eq!(letters(&once), letters(&text));
        }
    }
}
