//! One form for the HTML of a screen, whoever rendered it: natively, or a browser from the elements it made.

use quick_xml::Reader;
use quick_xml::escape::unescape_with;
use quick_xml::events::{BytesStart, Event};

use crate::format::escape_html;

/// Converts the HTML of a screen into the form in which it is published: without comments, attributes in the order of
/// their names, quoted and escaped alike. Returns `None` if the tags or references are malformed.
pub fn normalised(html: &str) -> Option<String> {
    let html = without_markers(html);
    let mut reader = Reader::from_str(&html);
    let config = reader.config_mut();
    // Elements like `<br>` have no end in HTML.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut out = String::with_capacity(html.len());
    // Natively, an empty text is rendered as a space: whether one came right behind a start tag, to be left out if it is all
    // there is in the element.
    let (mut is_start, mut is_space) = (false, false);
    loop {
        let event = reader.read_event().ok()?;
        if std::mem::take(&mut is_space) && !matches!(event, Event::End(_)) {
            out.push(' ');
        }
        is_space = is_start && matches!(&event, Event::Text(text) if **text == *b" ");
        is_start = matches!(event, Event::Start(_));
        match event {
            Event::Eof => return Some(out),
            Event::Text(_) if is_space => {}
            Event::Start(element) => out.push_str(&tag(&element)?),
            Event::Empty(element) => {
                let (tag, name) = (tag(&element)?, element.name());
                out.push_str(&tag);
                if !is_void(name.as_ref()) {
                    out.push_str(&format!("</{}>", std::str::from_utf8(name.as_ref()).ok()?));
                }
            }
            Event::End(element) => out.push_str(&format!("</{}>", std::str::from_utf8(element.name().as_ref()).ok()?)),
            Event::Text(text) => out.push_str(&escape_html(std::str::from_utf8(&text).ok()?)),
            Event::GeneralRef(reference) => {
                let name = std::str::from_utf8(&reference).ok()?;
                out.push_str(&escape_html(&unescape_with(&format!("&{name};"), resolved).ok()?));
            }
            _ => {}
        }
    }
}

/// Removes the comments by which a program would find its way in what it rendered. Within tags nothing is a comment; elsewhere
/// what could begin one is escaped in texts of others.
fn without_markers(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, from) = rest.split_at(at);
        out.push_str(text);
        let (is_marker, end) = match from {
            from if from.starts_with("<!--") => (true, from.find("-->").map(|at| at + 3)),
            from if from.starts_with("<!") => (true, from.find('>').map(|at| at + 1)),
            from => (false, end_of_tag(from)),
        };
        let (piece, after) = from.split_at(end.unwrap_or(from.len()));
        if !is_marker {
            out.push_str(piece);
        }
        rest = after;
    }
    out + rest
}

/// Returns where a tag ends: behind its `>`, which does not stand in a quoted value.
fn end_of_tag(html: &str) -> Option<usize> {
    let mut quoted = None;
    html.char_indices().find_map(|(at, sign)| {
        match (quoted, sign) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quoted = Some(sign),
            (Some(quote), sign) if quote == sign => quoted = None,
            _ => {}
        }
        None
    })
}

fn tag(element: &BytesStart) -> Option<String> {
    let mut attributes = Vec::new();
    for attribute in element.html_attributes() {
        let attribute = attribute.ok()?;
        let value = std::str::from_utf8(&attribute.value).ok()?;
        let value = unescape_with(value, resolved).ok()?.into_owned();
        let name = std::str::from_utf8(attribute.key.as_ref()).ok()?;
        // A browser leaves out a class that was never set.
        if name != "class" || !value.is_empty() {
            attributes.push((name.to_owned(), value));
        }
    }
    attributes.sort();
    let attributes: String =
        attributes.iter().map(|(name, value)| format!(" {name}=\"{}\"", escape_html(value))).collect();
    Some(format!("<{}{attributes}>", std::str::from_utf8(element.name().as_ref()).ok()?))
}

/// The references that browsers write.
fn resolved(name: &str) -> Option<&'static str> {
    match name {
        "amp" => Some("&"),
        "lt" => Some("<"),
        "gt" => Some(">"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        "nbsp" => Some("\u{a0}"),
        _ => None,
    }
}

/// Whether an element of HTML has no end.
fn is_void(name: &[u8]) -> bool {
    matches!(name, b"br" | b"col" | b"hr" | b"img" | b"input" | b"link" | b"meta" | b"wbr")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_renderings_have_one_form() {
        let natively =
            "<!><a href=\"x\" download class=\"y\">a&lt;b<!>c\u{a0}&quot;<br></a><!--<() />--><path d=\"M1\"/>";
        let by_browser = "<a class=\"y\" href=\"x\" download=\"\">a&lt;bc&nbsp;\"<br></a><path d=\"M1\"></path>";
        let one = normalised(natively).unwrap();
        assert_eq!(one, normalised(by_browser).unwrap());
        assert_eq!(one, normalised(&one).unwrap());
        assert!(one.starts_with("<a class=\"y\" download=\"\" href=\"x\">a&lt;bc\u{a0}"), "{one}");
    }

    #[test]
    fn an_empty_text_is_no_space() {
        assert_eq!(
            normalised("<td> </td><td></td><p><b>a</b> <b>c</b> </p>").unwrap(),
            "<td></td><td></td><p><b>a</b> <b>c</b> </p>"
        );
        assert_eq!(normalised("<p class=\"\"> <b>a</b></p>").unwrap(), "<p> <b>a</b></p>");
    }

    #[test]
    fn nothing_within_a_tag_is_a_comment() {
        assert_eq!(normalised("<p title=\"a<!b>c\">d<!>e</p>").unwrap(), "<p title=\"a&lt;!b&gt;c\">de</p>");
    }

    #[test]
    fn what_is_malformed_is_refused() {
        for html in ["<a href=\"", "&what;", "<a b=\"&what;\">"] {
            assert_eq!(normalised(html), None, "{html}");
        }
    }
}
