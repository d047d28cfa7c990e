//! The word about an indicator, with what it was made from.

use leptos::prelude::*;

use crate::chart::Headline;
use crate::edits::is_correction;
use crate::plan::{Assessment, Cell, Field, FiscalYear, Group, NoWord, SubjectId, Word, assess};
use crate::state::State;
use crate::ui::part::{follows, headline};
use crate::words;

/// How the word about an indicator is set.
pub fn mark_class(word: Option<Word>) -> &'static str {
    match word.map(Word::group) {
        Some(Group::Good) => "mark good",
        Some(Group::Watch) => "mark watch",
        Some(Group::Concern) => "mark concern",
        None => "mark none",
    }
}

/// The word alone, marked by its group in shape and colour.
#[component]
pub fn WordMark(
    /// The word, or why there is none.
    word: Result<Word, NoWord>,
) -> impl IntoView {
    let word = word.ok();
    view! {
        <span class=mark_class(word)>
            <span aria-hidden="true">{words::assessment::sign(word.map(Word::group))}</span>
            {words::assessment::word_or_none(word)}
        </span>
    }
}

/// What can be said of an indicator up to a fiscal year: its newest number and the word about it, then what the word was made
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
        let newest = assessment.current.and_then(|current| Cell::yearly(&id, Field::Actual, current.year));
        let is_corrected = newest.is_some_and(|cell| is_correction(&shown, &cell));
        let number = Headline::new(&assessment, &indicator.unit, is_corrected);
        let grounds = words::assessment::grounds(&indicator, &assessment);
        Some(
            view! {
                <div class="judged">
                    <p class="standing">{number.map(headline)} " " <WordMark word=assessment.word /></p>
                    <p class="grounds">{grounds}</p>
                </div>
            }
            .into_any(),
        )
    })
}
