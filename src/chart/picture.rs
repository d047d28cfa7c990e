//! A figure as a picture that stands alone: title and sentence above the drawing, source and date below it.

use super::FigureOf;
use super::look::{LETTER, wrapped};
use crate::words::file::escaped;

/// The width of the drawing, in CSS pixels.
pub const WIDTH: u32 = 720;
/// Its height.
pub const HEIGHT: u32 = 320;

const MARGIN: u32 = 16;
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

/// `drawing` (SVG, of [`WIDTH`] and [`HEIGHT`]) with what has to be read with it. It is always light: it is for printing
/// and for other people's pages.
pub fn whole(figure: &FigureOf, source: &str, drawing: &str) -> Picture {
    let width = WIDTH + 2 * MARGIN;
    let mut text = Lines { svg: String::new(), y: MARGIN };
    text.add(&figure.title, 18, "bold");
    text.add(&figure.sentence, 13, "normal");
    let top = text.y + 8;
    text.y = top + HEIGHT + 8;
    text.add(source, 12, "normal");
    let height = text.y + MARGIN;
    let inner = drawing.find("<svg").and_then(|start| drawing.get(start + 4..)).unwrap_or(" />");
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n<g font-family=\"{}\" fill=\"#1a1a1c\">\n{}</g>\n<svg x=\"{MARGIN}\" y=\"{top}\"{inner}\n</svg>\n",
        escaped(&figure.title),
        escaped(&figure.sentence),
        escaped(FONTS),
        text.svg,
    );
    Picture { svg, width, height }
}

/// Lines of text below each other, broken where the room ends.
struct Lines {
    svg: String,
    y: u32,
}

impl Lines {
    fn add(&mut self, text: &str, size: u32, weight: &str) {
        // Widths are told of letters of the drawing's size.
        for line in wrapped(text, f64::from(WIDTH) * LETTER / f64::from(size)) {
            let (line, base) = (escaped(&line), self.y + size);
            self.svg.push_str(&format!(
                "<text x=\"{MARGIN}\" y=\"{base}\" font-size=\"{size}\" font-weight=\"{weight}\">{line}</text>\n"
            ));
            self.y += size + size / 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::states::trends;
    use super::*;

    #[test]
    fn a_picture_says_title_sentence_and_source() {
        let (_, series) = trends().into_iter().find(|(name, _)| *name == "with_target").unwrap();
        let figure = FigureOf::trend(series);
        let drawing = "<svg width=\"720\" height=\"320\"><path d=\"M0 0\"/></svg>";
        let picture = whole(&figure, "出典: <調べ>", drawing);
        assert!(picture.svg.contains("出典: &lt;調べ&gt;"));
        assert!(picture.svg.contains(&format!("<title>{}</title>", figure.title)));
        assert!(picture.svg.contains("<svg x=\"16\""));
        assert_eq!(picture.svg.matches("<svg").count(), picture.svg.matches("</svg>").count());
        assert!(picture.height > HEIGHT + 60 && picture.width == WIDTH + 32);
    }
}
