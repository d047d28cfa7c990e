//! The values of a page that are still to be confirmed, in reading: what their sign means, and which they are.

use leptos::prelude::*;

use crate::plan::{Cell, Plan, ReadingKind, SubjectId, set_of};
use crate::state::State;
use crate::ui::part::follows;
use crate::words;

/// The id of the section, where there is one.
pub const TO_CONFIRM: &str = "to-confirm";

/// Returns the values of some subjects that are still to be confirmed, by the reason why.
fn open_readings(plan: &Plan, subjects: &[SubjectId]) -> Vec<(ReadingKind, Vec<Cell>)> {
    let of = |kind| {
        let here = plan.readings.iter().filter(move |reading| reading.kind == kind);
        let cells = here.map(|reading| &reading.cell).filter(|cell| subjects.contains(&cell.subject));
        (kind, cells.filter(|cell| !plan.is_confirmed(cell)).cloned().collect::<Vec<_>>())
    };
    ReadingKind::ALL.into_iter().map(of).filter(|(_, cells)| !cells.is_empty()).collect()
}

/// Whether any value of these subjects bears the sign.
pub fn has_to_confirm(state: State, subjects: &[SubjectId]) -> bool {
    !state.is_editing() && !open_readings(&state.plan(), subjects).is_empty()
}

/// The section at the end of a page about `subjects`: one sentence, then a list by reason. Nothing in editing, where each value
/// says it itself.
pub fn to_confirm(state: State, subjects: Vec<SubjectId>) -> AnyView {
    let shown = follows(move || {
        if !has_to_confirm(state, &subjects) {
            return None;
        }
        let plan = state.plan();
        let all = open_readings(&plan, &subjects);
        // A value may bear the sign for several reasons.
        let count = set_of(all.iter().flat_map(|(_, cells)| cells)).len();
        let reasons = all.iter().map(|(kind, cells)| {
            let names: Vec<String> = cells.iter().map(|cell| words::cell::name(&plan, cell)).collect();
            let listed = words::screen::listed(&names);
            let listed = match names.len() {
                1 => view! { <p class="quiet">{listed}</p> }.into_any(),
                count => view! {
                    <details>
                        <summary>{words::screen::of_these(count)}</summary>
                        <p>{listed}</p>
                    </details>
                }
                .into_any(),
            };
            view! { <li>{words::sheet::reading_reason(*kind)} {listed}</li> }.into_any()
        });
        Some(
            view! {
                <section class="to-confirm">
                    <h2 id=TO_CONFIRM tabindex="-1">
                        {words::screen::TO_CONFIRM_HEAD}
                    </h2>
                    <p>{words::screen::to_confirm(count)}</p>
                    <ul>{reasons.collect_view()}</ul>
                </section>
            }
            .into_any(),
        )
    });
    view! { {shown} }.into_any()
}
