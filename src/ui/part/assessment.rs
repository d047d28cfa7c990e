//! The verdict on an indicator, with what it was made from.

use leptos::prelude::*;

use crate::chart::Headline;
use crate::edits::is_correction;
use crate::plan::{Assessment, FiscalYear, NoVerdict, SubjectId, Verdict, VerdictGroup, assess};
use crate::state::State;
use crate::ui::part::cell_notes::corrected_from;
use crate::ui::part::{follows, headline};
use crate::words;

/// How the verdict on an indicator is set.
pub fn mark_class(verdict: Option<Verdict>) -> &'static str {
    match verdict.map(Verdict::group) {
        Some(VerdictGroup::Good) => "mark good",
        Some(VerdictGroup::Watch) => "mark watch",
        Some(VerdictGroup::Concern) => "mark concern",
        None => "mark none",
    }
}

/// The verdict alone, marked by its group in shape and colour.
#[component]
pub fn VerdictMark(
    /// The verdict, or why there is none.
    verdict: Result<Verdict, NoVerdict>,
) -> impl IntoView {
    let verdict = verdict.ok();
    view! {
        <span class=mark_class(verdict)>
            <span aria-hidden="true">{words::assessment::sign(verdict.map(Verdict::group))}</span>
            {words::assessment::verdict_or_none(verdict)}
        </span>
    }
}

/// What can be said of an indicator up to a fiscal year: its newest number and the verdict on it, then what the verdict was made
/// from and by which rule.
#[component]
pub fn Judged(
    /// The open plan.
    state: State,
    /// The indicator.
    id: SubjectId,
    /// The last fiscal year asked for; the plan's last unless given.
    #[prop(optional)]
    until: Option<FiscalYear>,
) -> impl IntoView {
    follows(move || {
        let shown = state.about(&id);
        let plan = &shown.plan;
        let indicator = plan.indicator(&id)?;
        let assessment: Assessment = assess(&indicator, until.unwrap_or(plan.last_year));
        let standing = assessment.standing(&id);
        let is_corrected = standing.as_ref().is_some_and(|cell| is_correction(&shown, cell));
        let former = standing.as_ref().filter(|_| is_corrected).and_then(|cell| corrected_from(state, &shown, cell));
        // What the city says of the number that stands here.
        let remark = standing.map(|cell| plan.remark(&cell).to_owned()).filter(|remark| !remark.is_empty());
        let notes = former.into_iter().chain(remark.map(|remark| words::screen::remark(&remark)));
        let notes = notes.map(|said| view! { <p class="remark">{said}</p> }.into_any()).collect_view();
        let number = Headline::new(&assessment, &indicator.unit, is_corrected);
        let grounds = words::assessment::grounds(&indicator, &assessment);
        Some(
            view! {
                <div class="judged">
                    <p class="standing">{number.map(headline)} " " <VerdictMark verdict=assessment.verdict /></p>
                    <p class="grounds">{grounds}</p>
                    {notes}
                </div>
            }
            .into_any(),
        )
    })
}
