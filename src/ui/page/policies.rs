//! The overview of several policies: a line each, with how its indicators stand.

use leptos::prelude::*;

use crate::chart::counts;
use crate::plan::{FiscalYear, SubjectId, Verdict};
use crate::state::State;
use crate::ui::part::{follows, href, mark_class};
use crate::ui::route::Route;
use crate::words;

/// All policies as a list; `until` is the year up to which they are judged.
pub fn policies(state: State, until: impl Fn() -> FiscalYear + Clone + Send + Sync + 'static) -> AnyView {
    let plan = state.structure();
    let lines = plan.policies().iter().map(|policy| {
        let (id, until) = (policy.id.clone(), until.clone());
        // What is entered for another policy does not change it.
        let counted = Memo::new(move |_| {
            let shown = state.shown();
            shown.plan.structure.policy(&id).map(|policy| counts(&shown, policy, until())).unwrap_or_default()
        });
        line(state, &policy.id, counted)
    });
    view! { <ul class="policies">{lines.collect_view()}</ul> }.into_any()
}

fn line(state: State, id: &SubjectId, counted: Memo<Vec<(Option<Verdict>, usize)>>) -> AnyView {
    let address = href(&Route::PolicyOverview(id.clone()));
    let name = {
        let id = id.clone();
        follows(move || words::screen::policy_name(&state.about(&id).plan, &id))
    };
    let retired = {
        let id = id.clone();
        let from = Memo::new(move |_| state.about(&id).plan.retired(&id));
        follows(move || {
            let said = words::year::retired_from(from.get()?);
            Some(view! { <span class="cell-mark">{said}</span> }.into_any())
        })
    };
    let bar = follows(move || verdict_bar(&counted.get()));
    let said = follows(move || words::overview::counted(&counted.get()));
    view! {
        <li>
            <a href=address>{name}</a>
            {bar}
            <span class="quiet">{retired} {said}</span>
        </li>
    }
    .into_any()
}

/// A bar of one piece for each indicator, in the colours of their verdicts.
pub fn verdict_bar(counted: &[(Option<Verdict>, usize)]) -> AnyView {
    let pieces = counted.iter().flat_map(|(verdict, count)| (0..*count).map(|_| tile_class(*verdict)));
    let pieces = pieces.map(|class| view! { <span class=class></span> }.into_any());
    view! {
        <div class="verdict-bar" aria-hidden="true">
            {pieces.collect_view()}
        </div>
    }
    .into_any()
}

/// How a verdict is set where it is counted.
pub fn tile_class(verdict: Option<Verdict>) -> String {
    mark_class(verdict).replace("mark", "tile")
}
