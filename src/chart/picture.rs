//! A figure as a picture that stands alone: title and sentence above what is drawn, source and date below it.

use super::look::{FONT, LETTER, wrapped};
use super::{Export, Overviewed};
use crate::format::{escape_html, strip_invalid_xml};
use crate::words::{assessment, overview, screen};

/// The width of the drawing, in CSS pixels.
pub const WIDTH: u32 = 720;
/// Its height.
pub const HEIGHT: u32 = 320;

/// The width of one of many drawings: two stand side by side.
pub const SMALL_WIDTH: u32 = (WIDTH - GAP) / 2;
/// Its height.
pub const SMALL_HEIGHT: u32 = 144;

const MARGIN: u32 = 16;
const GAP: u32 = 16;
const FONTS: &str = "'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic', Meiryo, 'Noto Sans CJK JP', sans-serif";

/// An SVG and its size in CSS pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The text of the SVG.
    pub svg: String,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// `drawing` (SVG, of [`WIDTH`] and [`HEIGHT`]) with what has to be read with it; that alone where there is nothing to draw.
/// It is always light: it is for printing and for other people's pages.
pub fn whole(export: &Export, drawing: Option<&str>) -> Picture {
    framed(export, |page| {
        if let Some(drawing) = drawing {
            page.place(drawing, MARGIN, HEIGHT);
        }
    })
}

/// The indicators of an overview, two side by side: each with its name, newest value and verdict, above its drawing (SVG, of
/// [`SMALL_WIDTH`] and [`SMALL_HEIGHT`]) where it has one.
pub fn side_by_side(export: &Export, all: &[(Overviewed, Option<String>)]) -> Picture {
    framed(export, |page| {
        for row in all.chunks(2) {
            let top = page.y;
            let mut bottom = top;
            for (index, (one, drawing)) in (0..).zip(row) {
                page.y = top;
                let x = MARGIN + index * (SMALL_WIDTH + GAP);
                page.write(&one.trend.name, x, SMALL_WIDTH, 13, "bold");
                let values = one.newest().into_iter().chain(one.reference()).collect::<Vec<_>>().join("　");
                let verdict = assessment::verdict_or_why(one.assessment.verdict);
                let source = screen::source(&one.trend.source);
                for line in [values, format!("{} {verdict}", assessment::sign(one.group())), source] {
                    page.write(&line, x, SMALL_WIDTH, 12, "normal");
                }
                if let Some(drawing) = drawing {
                    page.place(drawing, x, SMALL_HEIGHT);
                }
                bottom = bottom.max(page.y);
            }
            page.y = bottom + GAP;
        }
    })
}

/// The highest picture, in CSS pixels: drawn in twice as many points it has less than the 16,777,216 that every browser draws.
pub const HEIGHT_AT_MOST: u32 = 5_400;

/// The same in as many pictures as it takes for none to be higher than `height`; each has title and source, and its number in the
/// title. A single row is never split.
pub fn in_parts(export: &Export, all: &[(Overviewed, Option<String>)], height: u32) -> Vec<Picture> {
    let whole = side_by_side(export, all);
    if whole.height <= height {
        return vec![whole];
    }
    let rows: Vec<&[(Overviewed, Option<String>)]> = all.chunks(2).collect();
    // Rows differ in height: with fewer of them in each until all fit.
    let in_each = |rows_each: usize| -> Vec<Picture> {
        let parts: Vec<_> = rows.chunks(rows_each).collect();
        let count = parts.len();
        let titled = |number| Export { title: overview::part_of(&export.title, number, count), ..export.clone() };
        let pictures = (1..).zip(&parts).map(|(number, part)| side_by_side(&titled(number), &part.concat()));
        pictures.collect()
    };
    let per_picture =
        rows.len() * usize::try_from(height).unwrap_or(1) / usize::try_from(whole.height).unwrap_or(1).max(1);
    let mut rows_each = per_picture.max(1);
    loop {
        let pictures = in_each(rows_each);
        if rows_each == 1 || pictures.iter().all(|picture| picture.height <= height) {
            return pictures;
        }
        rows_each -= 1;
    }
}

/// What `body` writes and places, between title and source.
fn framed(export: &Export, body: impl FnOnce(&mut Page)) -> Picture {
    let width = WIDTH + 2 * MARGIN;
    let mut page = Page { svg: String::new(), y: MARGIN };
    page.write(&export.title, MARGIN, WIDTH, 18, "bold");
    page.write(&export.sentence, MARGIN, WIDTH, 13, "normal");
    page.y += 8;
    body(&mut page);
    page.y += 8;
    page.write(&export.source, MARGIN, WIDTH, 12, "normal");
    let height = page.y + MARGIN;
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" xml:lang=\"ja\">\n<title>{}</title>\n<desc>{}</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n<g font-family=\"{}\" fill=\"#1a1a1c\">\n{}</g>\n</svg>\n",
        escape_html(&export.title),
        escape_html(&export.sentence),
        escape_html(FONTS),
        page.svg,
    );
    Picture { svg, width, height }
}

/// A picture in the making, from above.
struct Page {
    svg: String,
    /// Where the next thing begins.
    y: u32,
}

impl Page {
    /// A text, broken where the room ends.
    fn write(&mut self, text: &str, x: u32, width: u32, size: u32, weight: &str) {
        // Widths are told of letters of the drawing's size.
        for line in wrapped(&strip_invalid_xml(text), f64::from(width) * LETTER / f64::from(size)) {
            let (line, base) = (escape_html(&line), self.y + size);
            self.svg.push_str(&format!(
                "<text x=\"{x}\" y=\"{base}\" font-size=\"{size}\" font-weight=\"{weight}\">{line}</text>\n"
            ));
            self.y += size + size / 2;
        }
    }

    /// A drawing of the given height.
    fn place(&mut self, drawing: &str, x: u32, height: u32) {
        // The page's fonts end in what the browser has for Japanese; a picture goes where nobody knows that it is.
        let drawing = strip_invalid_xml(drawing).replace(FONT, FONTS);
        let inner = drawing.find("<svg").and_then(|start| drawing.get(start + 4..)).unwrap_or(" />");
        self.svg.push_str(&format!("<svg x=\"{x}\" y=\"{}\"{inner}\n", self.y));
        self.y += height;
    }
}

#[cfg(test)]
mod tests {
    use super::super::FigureOf;
    use super::super::states::{overviews, trends};
    use super::*;

    const DRAWING: &str = "<svg width=\"720\" height=\"320\"><path d=\"M0 0\"/></svg>";

    #[test]
    fn drawings_are_lettered_like_the_rest() {
        let (_, series) = trends().into_iter().find(|(name, _)| *name == "gap").unwrap();
        let options = super::super::trend_options(&series, &super::super::Look::default()).unwrap();
        assert!(options.contains(FONT), "the font of drawings is the one that is replaced");
        let export = Export::of(&FigureOf::trend(series), "");
        let picture = whole(&export, Some(&format!("<svg><text style=\"font-family:{FONT};\">71</text></svg>")));
        assert!(picture.svg.contains(&format!("font-family:{FONTS};")) && !picture.svg.contains(FONT));
    }

    fn is_whole(picture: &Picture) -> bool {
        picture.svg.matches("<svg").count() == picture.svg.matches("</svg>").count()
    }

    #[test]
    fn a_picture_says_title_sentence_and_source() {
        let (_, series) = trends().into_iter().find(|(name, _)| *name == "with_target").unwrap();
        let export = Export { source: "出典: <調べ>".into(), ..Export::of(&FigureOf::trend(series), "") };
        let picture = whole(&export, Some(DRAWING));
        assert!(picture.svg.contains("出典: &lt;調べ&gt;"));
        assert!(picture.svg.contains(&format!("<title>{}</title>", export.title)));
        assert!(picture.svg.contains("<svg x=\"16\"") && is_whole(&picture));
        assert!(picture.height > HEIGHT + 60 && picture.width == WIDTH + 32);
    }

    /// Whatever came past the entrance, and whatever draws: a picture that no program opens helps nobody.
    #[test]
    fn nothing_that_xml_forbids_is_in_a_picture() {
        let forbidden: String = ('\0'..'\u{20}').filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
        let forbidden = format!("{forbidden}\u{fffe}\u{ffff}");
        let soiled = |text: &str| format!("{forbidden}{text}{forbidden}");
        let (_, mut series) = trends().into_iter().find(|(name, _)| *name == "with_target").unwrap();
        (series.name, series.unit, series.source) = (soiled("名"), soiled("件"), soiled("調べ"));
        let export = Export::of(&FigureOf::trend(series.clone()), &soiled("日"));
        let drawing = format!("<svg><text>{}</text></svg>", soiled("図"));
        let (_, mut together) = overviews().into_iter().find(|(name, _)| *name == "together").unwrap();
        let one = Overviewed { trend: series, ..together.indicators.remove(0) };
        for picture in [whole(&export, Some(&drawing)), side_by_side(&export, &[(one, Some(drawing.clone()))])] {
            assert!(!picture.svg.contains(|c| forbidden.contains(c)), "{:?}", picture.svg);
            assert!(picture.svg.contains("<title>名の推移</title>") && picture.svg.contains("<text>図</text>"));
            assert!(picture.svg.contains(">出典: 調べ。日</text>") && is_whole(&picture), "{}", picture.svg);
        }
    }

    /// The numbers of an attribute, in the order they are written in.
    fn numbers(svg: &str, name: &str) -> Vec<u32> {
        let before = format!(" {name}=\"");
        let parts = svg.split(&before).skip(1);
        parts.filter_map(|part| part.split('"').next()?.parse().ok()).collect()
    }

    #[test]
    fn many_stand_two_by_two_none_over_the_other() {
        let (_, series) = overviews().into_iter().find(|(name, _)| *name == "together").unwrap();
        let export = Export::of_overview(&series, "令和8年4月1日時点のデータ");
        let all: Vec<_> = series.indicators.iter().map(|one| (one.clone(), Some("<svg></svg>".to_owned()))).collect();
        let picture = side_by_side(&export, &all);
        assert!(is_whole(&picture) && picture.svg.contains("令和8年4月1日時点のデータ"));
        let columns = [MARGIN, MARGIN + SMALL_WIDTH + GAP];
        // Where each column is free again.
        let mut free = [0, 0];
        let mut drawings = 0;
        for line in picture.svg.lines().filter(|line| line.starts_with("<text") || line.starts_with("<svg x=")) {
            let (x, y) = (numbers(line, "x")[0], numbers(line, "y")[0]);
            let column = columns.iter().position(|column| *column == x).unwrap();
            // A text's y is where its letters stand on.
            let (top, bottom) = match numbers(line, "font-size").first() {
                Some(size) => (y - size, y),
                None => (y, y + SMALL_HEIGHT),
            };
            drawings += usize::from(line.starts_with("<svg"));
            assert!(top >= free[column], "{line}");
            free[column] = bottom;
        }
        assert_eq!(drawings, all.len());
        assert!(free.iter().all(|bottom| *bottom <= picture.height - MARGIN));
        for (one, _) in &all {
            assert!(picture.svg.contains(&escape_html(&one.trend.name)) && picture.svg.contains("出典: 市所管課調べ"));
        }
        // Three hundred and five of them: in pictures that every browser can draw, each of which stands alone.
        let many: Vec<_> = all.iter().cycle().take(305).cloned().collect();
        let parts = in_parts(&export, &many, HEIGHT_AT_MOST);
        assert!(parts.len() > 1 && side_by_side(&export, &many).height > 16_384);
        for (number, part) in (1..).zip(&parts) {
            assert!(part.height <= HEIGHT_AT_MOST && part.width * part.height * 4 <= 16_777_216 && is_whole(part));
            let title = format!("<title>{}({number}/{})</title>", export.title, parts.len());
            assert!(part.svg.contains(&title) && part.svg.contains("令和8年4月1日時点のデータ"));
        }
        let drawings: usize = parts.iter().map(|part| part.svg.matches("<svg x=").count()).sum();
        assert_eq!(drawings, 305);
        assert_eq!(in_parts(&export, &many, u32::MAX), [side_by_side(&export, &many)]);
        assert_eq!(in_parts(&export, &all, HEIGHT_AT_MOST), [side_by_side(&export, &all)]);
        let fewer = side_by_side(&export, &[(all[0].0.clone(), None)]);
        assert!(fewer.height < HEIGHT && is_whole(&fewer), "what is not drawn takes no room");
    }
}
