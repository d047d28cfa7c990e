//! Edits told in short: what a publication carries.

use std::sync::Arc;

use crate::plan::Plan;

use super::edit::{Change, Edit, Maker};
use super::resolve::resolve;
use super::set::EditSet;

/// The live heads of every cell and all retractions, without makers, reasons and superseded values.
///
/// Whoever reads them sees the values of the whole set; whoever holds edits that the heads have seen keeps them, and
/// finds nothing changed.
pub fn told_in_short(plan: &Arc<Plan>, edits: &EditSet) -> Vec<Edit> {
    let view = resolve(plan, edits);
    let heads = view.cells.values().chain(view.strangers.values());
    let heads = heads.flat_map(|state| state.heads()).filter_map(|head| head.edit());
    let retractions = edits.iter().filter(|edit| edit.retracts().is_some());
    heads.chain(retractions).map(|edit| shortened(edit)).collect()
}

fn shortened(edit: &Edit) -> Edit {
    let mut short = edit.clone();
    short.maker = Maker::default();
    short.reason = None;
    short.extra.clear();
    if let Change::Set { was, .. } = &mut short.change {
        *was = None;
    }
    short
}
