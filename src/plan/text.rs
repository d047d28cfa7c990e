//! Text from other people, as it is let in.

use std::borrow::Cow;

use super::look::composed;

/// Returns `text` without the characters that no reader sees and that change how the text around them is read, drawn or
/// written: control characters other than tab and line feed, the byte order mark, the noncharacters U+FFFE and U+FFFF,
/// and [bidirectional controls](is_bidi_control). Line ends of every kind (CRLF, CR, U+2028, U+2029) become line feeds.
///
/// Everything else stays as it is, joiners and variation selectors among it: people's names have them. Cleaning a text
/// twice is the same as once. Every text of a file, a link, a sheet or a field goes through here when it comes in, so
/// that an edit equals itself when it is read back.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_changed) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            _ if is_changed(c) => {}
            _ => kept.push(c),
        }
    }
    Cow::Owned(kept)
}

/// The same of a text that is owned; one that is clean is not copied.
pub fn cleaned(text: String) -> String {
    match clean(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(kept) => kept,
    }
}

/// Returns what was typed, pasted or read from a sheet: clean, and [composed]. Files and roots are not: they stay as they were
/// written.
pub fn as_typed(text: &str) -> Cow<'_, str> {
    match clean(text) {
        Cow::Borrowed(text) => composed(text),
        Cow::Owned(text) => Cow::Owned(composed(&text).into_owned()),
    }
}

/// Returns what was typed into a field of one line: clean, composed, without surrounding white space. `None` if nothing is left.
pub fn entered(text: &str) -> Option<String> {
    Some(as_typed(text).trim().to_owned()).filter(|text| !text.is_empty())
}

/// Returns whether `c` is a bidirectional control: a mark, embedding, override or isolate (UAX #9, 2).
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_changed(c: char) -> bool {
    let stays = matches!(c, '\t' | '\n');
    let is_other = matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    (c.is_control() && !stays) || is_bidi_control(c) || is_other
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_removed_what_becomes_a_line_feed_and_what_stays() {
        for (text, expected) in [
            ("", ""),
            ("鎌倉商工会議所の会員数\t71\n", "鎌倉商工会議所の会員数\t71\n"),
            ("a\0b\u{1}c\u{8}d\u{b}e\u{c}f\u{e}g\u{1f}h", "abcdefgh"),
            ("a\u{7f}b\u{80}c\u{85}d\u{9f}e", "abcde"),
            ("a\r\nb\rc\r\r\nd\n\re", "a\nb\nc\n\nd\n\ne"),
            ("a\u{2028}b\u{2029}c", "a\nb\nc"),
            // Nothing new comes of what is removed between them.
            ("a\r\u{200e}\nb", "a\n\nb"),
            ("\u{feff}a\u{feff}\u{fffe}\u{ffff}b", "ab"),
            ("\u{202a}a\u{202b}b\u{202c}c\u{202d}d\u{202e}e", "abcde"),
            ("\u{2066}a\u{2067}b\u{2068}c\u{2069}d\u{200e}e\u{200f}f\u{61c}g", "abcdefg"),
        ] {
            assert_eq!(clean(text), expected, "{text:?}");
            assert_eq!(cleaned(text.to_owned()), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_control_is_not_copied() {
        for text in [
            "אבג ابت",
            // A family, joined; a variant of 葛 that a name is written with; a flag; half-width and full-width.
            "👨\u{200d}👩\u{200d}👧 葛\u{e0100}飾 ☺\u{fe0f} 🇯🇵 ｶﾞ Ａ",
            // Not made one sign: what two spellings of a text are is another question.
            "か\u{3099}\u{200b}\u{a0}\u{ad}\u{200c}\u{3000}\u{206a}\u{fffd}",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(kept) if kept == text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn twice_is_once(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert!(matches!(clean(&once), Cow::Borrowed(_)));
        }

        /// A confirmation holds its value's text behind a word of ours: cleaned apart or together, both agree.
        #[test]
        fn behind_other_text_it_is_the_same(text in any::<String>()) {
            prop_assert_eq!(format!("text {}", clean(&text)), clean(&format!("text {text}")).into_owned());
        }

        #[test]
        fn of_line_ends_only_line_feeds_stay(text in "[a\r\n\u{2028}\u{2029}\u{202e}\u{b}]{0,12}") {
            let kept = clean(&text).into_owned();
            prop_assert!(kept.chars().all(|c| matches!(c, 'a' | '\n')), "{:?}", kept);
            prop_assert_eq!(kept.matches('a').count(), text.matches('a').count());
        }
    }
}
