//! The word about an indicator, with what it was made from.

use leptos::prelude::*;

use crate::plan::{Assessment, FiscalYear, Group, NoWord, SubjectId, Word, assess};
use crate::state::State;
use crate::ui::part::follows;
use crate::words;

/// The word alone, marked by its group in shape and colour.
#[component]
pub fn WordMark(
    /// The word, or why there is none.
    word: Result<Word, NoWord>,
) -> impl IntoView {
    let group = word.ok().map(Word::group);
    let class = match group {
        Some(Group::Good) => "mark good",
        Some(Group::Watch) => "mark watch",
        Some(Group::Concern) => "mark concern",
        None => "mark none",
    };
    let text = word.map_or(words::assessment::NO_WORD, words::assessment::word);
    view! {
        <span class=class>
            <span aria-hidden="true">{words::assessment::sign(group)}</span>
            {text}
        </span>
    }
}

/// What can be said of an indicator up to a fiscal year: the word, the numbers it was made from, and the rule.
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
        let plan = state.plan();
        let indicator = plan.indicator(&id)?;
        let assessment: Assessment = assess(&indicator, until.unwrap_or(plan.last_year));
        let sentences = words::assessment::sentences(&indicator, &assessment);
        Some(
            view! {
                <p class="judged">
                    <WordMark word=assessment.word />
                    " "
                    {sentences}
                </p>
            }
            .into_any(),
        )
    })
}
