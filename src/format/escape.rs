//! Text as part of HTML, XML, or of JSON within HTML.

use std::borrow::Cow;

use serde_json::Value as Json;

/// Escapes a text for HTML or XML, in attributes too. Characters that XML does not allow are removed.
pub fn escape_html(text: &str) -> String {
    strip_invalid_xml(text).replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Removes characters not allowed in XML 1.0 (2.2, Char): one of them, escaped or not, makes a file unreadable.
pub fn strip_invalid_xml(text: &str) -> Cow<'_, str> {
    let is_forbidden =
        |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    match text.contains(is_forbidden) {
        true => Cow::Owned(text.replace(is_forbidden, "")),
        false => Cow::Borrowed(text),
    }
}

/// Returns JSON that can stand in an element `script`: no text in it ends the element or begins a comment.
pub fn json_in_script(json: &Json) -> String {
    json.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_left_out_and_nothing_else() {
        let all = |range: std::ops::RangeInclusive<char>| range.collect::<String>();
        let c0 = all('\0'..='\u{1f}');
        assert_eq!(strip_invalid_xml(&format!("a{c0}b\u{fffe}\u{ffff}c")), "a\t\n\rbc");
        let others = [all(' '..='\u{d7ff}'), all('\u{e000}'..='\u{fffd}'), all('\u{10000}'..='\u{10ffff}')].concat();
        assert!(matches!(strip_invalid_xml(&others), Cow::Borrowed(kept) if kept == others));
        assert_eq!(escape_html("<\u{b}&\0\">"), "&lt;&amp;&quot;&gt;");
    }

    #[test]
    fn what_html_reads_as_its_own_is_escaped() {
        assert_eq!(escape_html("<b a=\"\">&"), "&lt;b a=&quot;&quot;&gt;&amp;");
    }
}
