//! Drawings of pages: what ECharts draws without a page (`renderToSVGString`), made fit to stand in one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

/// A drawing that a page wants.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// ECharts' options, as JSON.
    pub options: String,
    /// The width it is laid out for, in CSS pixels.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// The drawings of a publication. Pages are rendered twice: first to learn which drawings they want, then with them.
#[derive(Debug, Default)]
pub struct Drawings {
    made: BTreeMap<Wanted, String>,
    wanted: Mutex<BTreeSet<Wanted>>,
}

impl Drawings {
    /// Returns the drawings that were made, each ECharts' SVG.
    pub fn of(made: BTreeMap<Wanted, String>) -> Drawings {
        Drawings { made, wanted: Mutex::default() }
    }

    /// Returns a drawing as SVG for a page, in which `name` begins the ids of its parts; `None` where it is not made, which is
    /// noted.
    pub fn get(&self, wanted: Wanted, name: &str) -> Option<String> {
        match self.made.get(&wanted) {
            Some(svg) => page_svg(svg, name),
            None => {
                self.wanted.lock().unwrap_or_else(PoisonError::into_inner).insert(wanted);
                None
            }
        }
    }

    /// Returns those that were asked for and are not made.
    pub fn wanted(&self) -> BTreeSet<Wanted> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Converts an SVG document written by ECharts for inline use under a policy without inline styles.
///
/// Styles become presentation attributes; the style sheet, the size and invisible shapes are removed; ids are prefixed with
/// `name`. Returns `None` if the input is not well-formed SVG.
pub fn page_svg(svg: &str, name: &str) -> Option<String> {
    let mut reader = Reader::from_str(svg);
    let mut writer = Writer::new(Vec::new());
    // How deep in an element that is left out.
    let mut skipped = 0_usize;
    loop {
        let event = match reader.read_event().ok()? {
            Event::Eof => break,
            Event::Start(_) if skipped > 0 => {
                skipped += 1;
                continue;
            }
            Event::End(_) if skipped > 0 => {
                skipped -= 1;
                continue;
            }
            _ if skipped > 0 => continue,
            Event::Start(element) if is_left_out(&element) => {
                skipped = 1;
                continue;
            }
            Event::Start(element) => Event::Start(fit(&element, name)?),
            // Line ends between elements.
            Event::Text(text) if text.iter().all(u8::is_ascii_whitespace) => continue,
            event @ (Event::End(_) | Event::Text(_) | Event::GeneralRef(_)) => event,
            _ => continue,
        };
        writer.write_event(event).ok()?;
    }
    let svg = String::from_utf8(writer.into_inner()).ok()?;
    svg.starts_with("<svg").then_some(svg)
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    Some(attribute.unescape_value().ok()?.into_owned())
}

/// Whether nothing of an element is seen: a style sheet, or a shape with neither fill nor line.
fn is_left_out(element: &BytesStart) -> bool {
    let is_none = |name: &str| attribute(element, name).is_none_or(|value| value == "none");
    let is_clear = attribute(element, "fill-opacity").is_some_and(|opacity| opacity == "0");
    let has_line = !is_none("stroke") && attribute(element, "stroke-width").is_none_or(|width| width != "0");
    match element.name().as_ref() {
        b"style" => true,
        b"rect" | b"path" => {
            let has_fill = attribute(element, "fill").is_none_or(|fill| fill != "none") && !is_clear;
            !has_fill && !has_line
        }
        _ => false,
    }
}

/// The attributes a page's drawing keeps; all others speak to ECharts' own hands.
const KEPT: [&str; 22] = [
    "clip-path",
    "clip-rule",
    "d",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "height",
    "id",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "transform",
    "viewBox",
    "width",
    "x",
    "y",
    "xmlns",
];

/// Properties of `style` that are presentation attributes as well. The letters are the page's.
const STYLES: [&str; 2] = ["font-size", "font-weight"];

fn fit(element: &BytesStart, name: &str) -> Option<BytesStart<'static>> {
    let tag = String::from_utf8(element.name().as_ref().to_vec()).ok()?;
    let mut fitted = BytesStart::new(tag.clone());
    for attribute in element.attributes() {
        let attribute = attribute.ok()?;
        let key = std::str::from_utf8(attribute.key.as_ref()).ok()?;
        let value = attribute.unescape_value().ok()?;
        if key == "style" {
            let styles = value.split(';').filter_map(|style| style.split_once(':'));
            for (property, value) in styles.filter(|(property, _)| STYLES.contains(property)) {
                fitted.push_attribute((property, value));
            }
        } else if KEPT.contains(&key) && !(tag == "svg" && matches!(key, "width" | "height")) {
            // Ids are numbered anew with every drawing: `zr0-c1`.
            let own = match value.find("zr").map(|at| value.split_at(at)) {
                Some((before, id)) if matches!(key, "id" | "clip-path") => {
                    format!("{before}{name}-{}", id.split_once('-').map_or(id, |(_, rest)| rest))
                }
                _ => value.into_owned(),
            };
            fitted.push_attribute((key, own.as_str()));
        }
    }
    Some(fitted)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In the form ECharts 5.6 writes.
    const DRAWN: &str = concat!(
        r##"<svg width="286" height="272" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" viewBox="0 0 286 272">"##,
        "\n",
        r##"<rect width="286" height="272" x="0" y="0" fill="none"></rect>"##,
        r##"<g clip-path="url(#zr7-c0)"><path d="M1 1L2 2" fill="none" pointer-events="visible" stroke="var(--key)" class="zr7-cls-2"></path></g>"##,
        r##"<path d="M0 0l9 0Z" fill="rgb(0,0,0)" fill-opacity="0" stroke="#ccc" stroke-width="0"></path>"##,
        r##"<text dominant-baseline="central" style="font-size:14px;font-family:'Noto Sans JP', sans-serif;font-weight:bold;" xml:space="preserve" y="7" ecmeta_ssr_type="x">&lt;港&gt;&amp;</text>"##,
        r##"<defs ><clipPath id="zr7-c0"><path d="M3 3Z" fill="#000" class="zr7-cls-1"></path></clipPath></defs>"##,
        "<style ><![CDATA[\n.zr7-cls-0:hover { cursor:pointer }\n]]></style></svg>"
    );

    #[test]
    fn a_drawing_is_without_styles_and_bears_its_own_ids() {
        assert_eq!(
            page_svg(DRAWN, "k1-wide").unwrap(),
            concat!(
                r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 286 272">"##,
                r##"<g clip-path="url(#k1-wide-c0)"><path d="M1 1L2 2" fill="none" stroke="var(--key)"></path></g>"##,
                r##"<text dominant-baseline="central" font-size="14px" font-weight="bold" y="7">&lt;港&gt;&amp;</text>"##,
                r##"<defs><clipPath id="k1-wide-c0"><path d="M3 3Z" fill="#000"></path></clipPath></defs></svg>"##
            )
        );
        for other in ["", "港", "<p>港</p>", "<svg><path", "<svg a></svg>"] {
            assert_eq!(page_svg(other, "k1"), None, "{other}");
        }
    }

    #[test]
    fn what_is_not_made_is_noted() {
        let wanted = |width| Wanted { options: "{}".into(), width, height: 1 };
        let drawings = Drawings::of(BTreeMap::from([(wanted(1), DRAWN.to_owned())]));
        assert!(drawings.get(wanted(1), "a").is_some());
        assert_eq!(drawings.get(wanted(2), "a"), None);
        assert_eq!(drawings.wanted(), BTreeSet::from([wanted(2)]));
    }
}
