//! Edits told in short: what a publication carries.

use std::sync::Arc;

use serde_json::Map;

use crate::plan::Plan;

use super::closing::{edits_found_again, says_closed};
use super::edit::Edit;
use super::maker::Maker;
use super::resolve::resolve;
use super::set::EditSet;

/// The live heads of every cell, the closings of closed years and all retractions, without makers, reasons and superseded
/// values (but for those that stand again as a year was closed with them); nothing a newer release made, for it may hold what must
/// not be published.
///
/// Whoever reads them sees the values of the whole set; whoever holds edits that the heads have seen keeps them, and
/// finds nothing changed.
pub fn told_in_short(plan: &Arc<Plan>, edits: &EditSet) -> Vec<Edit> {
    let view = resolve(plan, edits);
    let heads = view.cells.values().chain(view.strangers.values());
    let heads = heads.flat_map(|state| state.heads()).filter_map(|head| head.edit());
    // What one of them had not seen is a correction, also where another has replaced it.
    let closed = view.closings.iter().filter(|(cell, _)| says_closed(&view.value(cell)));
    let closings = closed.flat_map(|(_, closings)| closings);
    let closed_with = view.cells.keys().flat_map(|cell| edits_found_again(&view, cell));
    let short =
        EditSet::of(heads.chain(closings).chain(closed_with).chain(edits.retractions()).map(|edit| shortened(edit)));
    short.iter().map(|edit| (**edit).clone()).collect()
}

fn shortened(edit: &Edit) -> Edit {
    Edit { maker: Maker::default(), reason: None, extra: Map::new(), ..edit.clone() }
}
