//! Every figure in every state, written out to be drawn: for `tests/browser/figures.spec.mjs`, which holds the drawings
//! against what they were and sees to it that no text of them overlaps another or is cut off.

use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::picture::{SMALL_HEIGHT, SMALL_WIDTH};
use super::states::{extremes, moneys, trends, year};
use super::{FigureOf, Look, Scheme};
use crate::words::language::{Language, speak};

/// The widths figures are looked at: a narrow phone, a phone, a tablet, a page.
const WIDTHS: [u32; 4] = [320, 375, 768, 1280];

/// In the place of a page's width: one of many, on the page and in a picture.
const SMALL: u32 = 0;
const PICTURED: u32 = 1;

/// Heights of drawings, in CSS pixels: on a page, and small there.
const HEIGHTS: [u32; 2] = [272, 60];

#[test]
fn every_figure_in_every_state_is_written_out() {
    let all = |widths: &'static [u32], more: &'static str| {
        let trends = trends().into_iter().chain(extremes());
        let trends = trends.map(move |(name, series)| (format!("trend_{name}{more}"), FigureOf::trend(series)));
        let moneys = moneys().into_iter();
        let moneys = moneys.map(move |(name, series)| (format!("money_{name}{more}"), FigureOf::money(series)));
        trends.chain(moneys).map(|(name, figure)| state(&name, &figure, widths)).collect::<Vec<Json>>()
    };
    let mut written = all(&WIDTHS, "");
    // Other words need other room. A test's thread is its own.
    speak(Language::English);
    written.extend(all(&WIDTHS[..1], "_in_english"));
    let all = written;
    assert!(all.iter().filter(|one| !one["drawings"].as_array().unwrap().is_empty()).count() > 20);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target").join("xtask");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("figures.json"), Json::from(all).to_string()).unwrap();
}

fn state(name: &str, figure: &FigureOf, widths: &[u32]) -> Json {
    let looks = widths.iter().copied().flat_map(|width| {
        // What the page leaves of its width to a drawing.
        let inner = width.min(1000) - 34;
        [(Scheme::Light, false), (Scheme::Page, figure.may_zoom())]
            .map(|(scheme, zoom)| (width, HEIGHTS[0], Look { scheme, zoom, width: inner, ..Look::default() }))
    });
    // One of many: as wide as a card of the overview has it, and with more years than its own.
    let many = Look { width: 136, small: Some((year(2022), year(2030))), ..Look::default() };
    let pictured = Look { width: SMALL_WIDTH, ..many };
    let smalls = [(SMALL, HEIGHTS[1], many), (PICTURED, SMALL_HEIGHT, pictured)];
    let looks = looks.chain(smalls.into_iter().filter(|_| figure.may_zoom()));
    let drawings = looks.filter_map(|(page, height, look)| {
        let options: Json = serde_json::from_str(&figure.options(&look)?).unwrap();
        Some(json!({ "page": page, "width": look.width, "height": height, "dark": look.scheme == Scheme::Page, "small": look.small.is_some(), "options": options }))
    });
    json!({ "name": name, "title": figure.title, "sentence": figure.sentence, "drawings": drawings.collect::<Vec<_>>() })
}
