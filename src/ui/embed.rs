//! The embed: one figure of what is published, with its source and date, and nothing else.
//!
//! It reads and writes no storage and knows no drafts: there is no [`crate::state::State`] here.

use leptos::prelude::*;

use crate::browser;
use crate::edits::{View, resolve};
use crate::plan::{Subject, SubjectId};
use crate::state::{Opened, Shown};
use crate::ui::page::{money_of, trend_of};
use crate::ui::part::{Dark, Figure, follows};
use crate::ui::route::Route;
use crate::ui::start::open;
use crate::words;

/// The program of `embed.html#/<id>`.
#[component]
pub fn Embed() -> impl IntoView {
    let opened = RwSignal::new(None::<Option<Opened>>);
    let id = RwSignal::new(subject_of(&browser::hash()));
    let dark = Dark(RwSignal::new(false));
    provide_context(dark);
    browser::watch_dark(move |is_dark| dark.0.set(is_dark));
    browser::on_hash_change(move || id.set(subject_of(&browser::hash()))).for_good();
    open(opened);
    follows(move || match opened.get() {
        None => view! { <p class="opening" role="status">{words::screen::OPENING}</p> }.into_any(),
        Some(None) => view! { <p class="problem" role="alert">{words::screen::NO_PLAN}</p> }.into_any(),
        Some(Some(opened)) => view! { <EmbedFigure opened id=id.get() /> }.into_any(),
    })
}

/// The id an address names: `#/3-10-k1`, whatever options follow.
fn subject_of(hash: &str) -> Option<SubjectId> {
    let path = hash.trim_start_matches('#').trim_start_matches('/');
    SubjectId::new(path.split('?').next().unwrap_or_default())
}

/// The figure of one indicator or project, or that there is none.
#[component]
pub fn EmbedFigure(
    /// What is published.
    opened: Opened,
    /// The indicator or project.
    id: Option<SubjectId>,
) -> impl IntoView {
    let view: View = resolve(&opened.published.plan, &opened.published.edits);
    let shown = Shown { view, edits: opened.published.edits };
    let found = id.as_ref().and_then(|id| match shown.view.plan.subject(id)? {
        Subject::PolicyIndicator(..) | Subject::OutcomeIndicator(..) => {
            Some((trend_of(&shown, id)?, Route::Indicator(id.clone())))
        }
        Subject::Project(..) => Some((money_of(&shown, id)?, Route::Project(id.clone()))),
        _ => None,
    });
    match found {
        None => view! {
            <main class="embed">
                <p class="problem">{words::screen::EMBED_UNKNOWN}</p>
            </main>
        }
        .into_any(),
        Some((figure, route)) => {
            let of = Memo::new(move |_| Some(figure.clone()));
            view! {
                <main class="embed">
                    <Figure of date=words::screen::edition_date(&opened.edition) />
                    <p class="whole">
                        <a href=format!("./{}", route.address()) target="_blank" rel="noopener">
                            {words::screen::WHOLE_PAGE}
                        </a>
                    </p>
                </main>
            }
            .into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_a_subject() {
        for (hash, id) in [
            ("#/3-10-k1", Some("3-10-k1")),
            ("#/3-10-p1?theme=dark", Some("3-10-p1")),
            ("#3-10-k1", Some("3-10-k1")),
            ("#/", None),
            ("", None),
            ("#/<script>", None),
        ] {
            assert_eq!(subject_of(hash).as_ref().map(SubjectId::as_str), id, "{hash}");
        }
    }
}
