//! Every figure in every state, written out to be drawn: for `tests/browser/figures.spec.mjs`, which holds the drawings
//! against what they were and sees to it that no text of them overlaps another or is cut off.

use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::states::{extremes, moneys, trends, year};
use super::{FigureOf, Look, Scheme};

/// The widths figures are looked at: a narrow phone, a phone, a tablet, a page.
const WIDTHS: [u32; 4] = [320, 375, 768, 1280];

/// In the place of a page's width: small.
const SMALL: u32 = 0;

#[test]
fn every_figure_in_every_state_is_written_out() {
    let trends = trends().into_iter().chain(extremes());
    let trends = trends.map(|(name, series)| (format!("trend_{name}"), FigureOf::trend(series)));
    let moneys = moneys().into_iter().map(|(name, series)| (format!("money_{name}"), FigureOf::money(series)));
    let all: Vec<Json> = trends.chain(moneys).map(|(name, figure)| state(&name, &figure)).collect();
    assert!(all.iter().filter(|one| !one["drawings"].as_array().unwrap().is_empty()).count() > 20);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target").join("xtask");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("figures.json"), Json::from(all).to_string()).unwrap();
}

fn state(name: &str, figure: &FigureOf) -> Json {
    let looks = WIDTHS.into_iter().flat_map(|width| {
        // What the page leaves of its width to a drawing.
        let inner = width.min(1000) - 34;
        [(Scheme::Light, false), (Scheme::Dark, figure.may_zoom())]
            .map(|(scheme, zoom)| (width, Look { scheme, zoom, width: inner, ..Look::default() }))
    });
    // One of many: the narrowest a card of the overview gets, and with more years than its own.
    let many = Look { width: 240, small: Some((year(2022), year(2030))), ..Look::default() };
    let looks = looks.chain(figure.may_zoom().then_some((SMALL, many)));
    let drawings = looks.filter_map(|(page, look)| {
        let options: Json = serde_json::from_str(&figure.options(&look)?).unwrap();
        Some(json!({ "page": page, "width": look.width, "dark": look.scheme == Scheme::Dark, "small": look.small.is_some(), "options": options }))
    });
    json!({ "name": name, "title": figure.title, "sentence": figure.sentence, "drawings": drawings.collect::<Vec<_>>() })
}
