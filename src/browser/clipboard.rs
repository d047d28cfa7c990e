//! The clipboard.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, DomParser, Element, HtmlTextAreaElement, SupportedType};

/// Copies a text; where the browser refuses (no permission, plain http), selects it in the field `id`, so that one key
/// press copies it. Answers whether it was copied.
pub async fn copy(text: &str, id: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Plain http has no clipboard at all.
    if window.is_secure_context() && JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok() {
        return true;
    }
    let field = window.document().and_then(|document| document.get_element_by_id(id));
    if let Some(field) = field.and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok()) {
        // The text is selected without focus, too.
        let _ = field.focus();
        field.select();
    }
    false
}

/// What is pasted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// As text.
    pub text: String,
    /// The tables in it, line by line, where it is said to be a table.
    pub table: Option<Vec<Vec<String>>>,
}

/// The longest text that is looked at, in UTF-16 units: a year of a city's values is a thousandth of it.
const PASTED_AT_MOST: usize = 4_000_000;

/// Returns what a paste brings. Only the event tells it, which works on plain http, too.
pub fn pasted(event: &ClipboardEvent) -> Option<Pasted> {
    let data = event.clipboard_data()?;
    let read = |kind: &str| data.get_data(kind).ok().filter(|text| text.len() <= PASTED_AT_MOST).unwrap_or_default();
    let (text, html) = (read("text/plain"), read("text/html"));
    Some(Pasted {
        table: Some(html).filter(|html| html.contains("<t") || html.contains("<T")).and_then(|html| tables(&html)),
        text,
    })
}

/// Puts a text and an HTML text on the clipboard in the place of what would be copied. Answers whether they are there.
pub fn put_on_clipboard(event: &ClipboardEvent, text: &str, html: &str) -> bool {
    let put = |kind: &str, text: &str| event.clipboard_data().is_some_and(|data| data.set_data(kind, text).is_ok());
    put("text/plain", text) && put("text/html", html)
}

/// The lines of the tables of an HTML text, a text each cell; a cell that spans several is followed by empty ones. Nothing of the HTML
/// is run, loaded or shown.
fn tables(html: &str) -> Option<Vec<Vec<String>>> {
    // The text of an element does not say where its lines end.
    let html = html.replace("<br", "\n<br").replace("<BR", "\n<br").replace("</p>", "\n</p>");
    let document = DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()?;
    let hidden = document.query_selector_all("script, style, template").ok()?;
    (0..hidden.length())
        .filter_map(|at| hidden.item(at)?.dyn_into::<Element>().ok())
        .for_each(|element| element.remove());
    let lines = document.query_selector_all("tr").ok()?;
    let mut table: Vec<Vec<String>> = Vec::new();
    // For each column, in how many lines more a cell from above stands.
    let mut spanned: Vec<usize> = Vec::new();
    for line in (0..lines.length()).filter_map(|at| lines.item(at)?.dyn_into::<Element>().ok()) {
        let cells = line.children();
        let mut row = Vec::new();
        let below = |row: &mut Vec<String>, spanned: &mut Vec<usize>| {
            while let Some(left) = spanned.get_mut(row.len()).filter(|left| **left > 0) {
                *left -= 1;
                row.push(String::new());
            }
        };
        for cell in (0..cells.length()).filter_map(|at| cells.item(at)) {
            below(&mut row, &mut spanned);
            let span = |name: &str| cell.get_attribute(name)?.trim().parse::<usize>().ok();
            let (wide, high) =
                (span("colspan").unwrap_or(1).clamp(1, 100), span("rowspan").unwrap_or(1).clamp(1, 1_000));
            for column in 0..wide {
                let at = row.len();
                row.push(if column == 0 { text_of(&cell) } else { String::new() });
                if spanned.len() <= at {
                    spanned.resize(at + 1, 0);
                }
                if let Some(left) = spanned.get_mut(at) {
                    *left = high - 1;
                }
            }
        }
        below(&mut row, &mut spanned);
        table.push(row);
    }
    Some(table).filter(|table| !table.is_empty())
}

/// The text of a cell: blanks and line ends of the source are one blank, as they are shown.
fn text_of(cell: &Element) -> String {
    let text = cell.text_content().unwrap_or_default();
    text.split([' ', '\t', '\r', '\n']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
