//! The language figures are told in: that of the page, or English in an embed that asks for it.
//!
//! What the sheet itself says, names, units, sources, stays as it is in any language.

use std::cell::Cell;
use std::fmt;
use std::ops::Deref;

thread_local! {
    // Only the embed ever sets it: in the other programs the compiler leaves all English out.
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

/// A word in both languages, read as the one that is spoken.
#[derive(Clone, Copy, Debug)]
pub struct Word(pub &'static str, pub &'static str);

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        said(self.0, self.1)
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl PartialEq<Word> for String {
    fn eq(&self, word: &Word) -> bool {
        **self == **word
    }
}

impl From<Word> for String {
    fn from(word: Word) -> String {
        (*word).to_owned()
    }
}
