//! The language figures are told in: that of the page, or English in an embed that asks for it.
//!
//! What the sheet itself says, names, units, sources, stays as it is in any language.

use std::cell::Cell;
use std::fmt;
use std::ops::Deref;

thread_local! {
    // Only the embed ever sets it: in the program the compiler leaves all English out.
    static ENGLISH: Cell<bool> = const { Cell::new(false) };
}

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 日本語
    #[default]
    Japanese,
    /// English
    English,
}

/// From here on figures are told in this language.
pub fn speak(language: Language) {
    ENGLISH.set(language == Language::English);
}

/// Whether figures are told in English.
pub fn is_english() -> bool {
    ENGLISH.get()
}

/// One of two texts, by the language.
pub fn said(japanese: &'static str, english: &'static str) -> &'static str {
    if is_english() { english } else { japanese }
}

/// Sentences, one behind the other.
pub fn joined(sentences: &[String]) -> String {
    sentences.join(said("", " "))
}

/// A text in pieces, each with whether it is Japanese: what the sheet says, in the midst of English.
pub fn pieces(text: &str) -> Vec<(bool, &str)> {
    let is_japanese = |c: char| matches!(c, '\u{2460}'..='\u{24ff}' | '\u{3000}'..='\u{30ff}' | '\u{3200}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}');
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_japanese) {
        let (before, from) = rest.split_at(start);
        // Digits and signs within a name are part of it; a letter or a space ends it.
        let room = from.find(|c: char| c.is_ascii_alphabetic() || c == ' ').unwrap_or(from.len());
        let (within, _) = from.split_at(room);
        let end = within.char_indices().filter(|(_, c)| is_japanese(*c)).map(|(at, c)| at + c.len_utf8()).max();
        let (japanese, after) = from.split_at(end.unwrap_or(room));
        pieces.extend([(false, before), (true, japanese)]);
        rest = after;
    }
    pieces.push((false, rest));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

/// A text in both languages, which dereferences to the one that is spoken.
#[derive(Clone, Copy, Debug)]
pub struct Bilingual(pub &'static str, pub &'static str);

impl Deref for Bilingual {
    type Target = str;

    fn deref(&self) -> &str {
        said(self.0, self.1)
    }
}

impl fmt::Display for Bilingual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl PartialEq<Bilingual> for String {
    fn eq(&self, text: &Bilingual) -> bool {
        **self == **text
    }
}

impl From<Bilingual> for String {
    fn from(text: Bilingual) -> String {
        (*text).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_japanese_is_told_apart() {
        assert_eq!(
            pieces("商工業の5事業: budget 71件 (令和8年度)."),
            [
                (true, "商工業の5事業"),
                (false, ": budget 71"),
                (true, "件"),
                (false, " ("),
                (true, "令和8年度"),
                (false, ").")
            ]
        );
        assert_eq!(pieces("𠮷野家 5㎡"), [(true, "𠮷野家"), (false, " 5"), (true, "㎡")]);
        assert_eq!(pieces("FY26"), [(false, "FY26")]);
        assert_eq!(pieces("出典"), [(true, "出典")]);
        assert!(pieces("").is_empty());
        let whole: String = pieces("人・件 a 、b℃").into_iter().map(|(_, piece)| piece).collect();
        assert_eq!(whole, "人・件 a 、b℃");
    }
}
