//! Screens as pages of a publication: the same screens as the program's, in a frame that is complete without it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use crate::edits::{Replica, resolve};
use crate::plan::{Field, Plan, assess};
use crate::site::{Drawings, File, Head, Page, Wanted, data_files, document};
use crate::state::{Browser, Opened, State};
use crate::ui::page::{IndicatorPage, OverviewPage, PolicyPage, ProjectPage};
use crate::ui::part::{Medium, href};
use crate::ui::route::Route;
use crate::words;

/// Returns what the head of a page says.
fn head_of(plan: &Plan, page: &Page) -> Head {
    let (name, description) = match page {
        Page::Index => (String::new(), words::overview::LEAD.to_owned()),
        Page::Sheet(id) => (words::screen::policy_name(plan, id), plan.text(id, Field::Vision).to_owned()),
        Page::Indicator(id) => {
            let name = plan.text(id, Field::Name).to_owned();
            let sentence = plan.indicator(id).map(|of| {
                let assessment = assess(&of, plan.last_year);
                words::assessment::sentences(&of, &assessment)
            });
            (name, sentence.unwrap_or_default())
        }
        Page::Project(id) => (words::screen::project_name(plan, id), plan.text(id, Field::Description).to_owned()),
    };
    Head { title: words::screen::page_title(&name, &words::overview::head(plan)), description }
}

/// Returns the files of a publication beside `plan.json`. `draw` makes the drawings that the pages want, each as ECharts'
/// SVG.
///
/// # Errors
///
/// Those of `draw`.
pub fn publication_files<E>(
    opened: &Opened,
    draw: impl FnOnce(BTreeSet<Wanted>) -> Result<BTreeMap<Wanted, String>, E>,
) -> Result<Vec<File>, E> {
    let view = resolve(&opened.published.plan, &opened.published.edits);
    let pages = Page::all(&view.plan);
    // Once for what they want, once with it.
    let wanted = Arc::new(Drawings::default());
    for page in &pages {
        body_of(opened, page, &wanted);
    }
    let drawings = Arc::new(Drawings::of(draw(wanted.wanted())?));
    let pages = pages.into_iter().map(|page| {
        let html = document(&page, &head_of(&view.plan, &page), &body_of(opened, &page, &drawings));
        File { path: page.path(), content: html.into_bytes() }
    });
    Ok(pages.chain(data_files(&view, &opened.edition)).collect())
}

/// Returns what stands in the body of a page, as HTML.
fn body_of(opened: &Opened, page: &Page, drawings: &Arc<Drawings>) -> String {
    Owner::new().with(|| {
        let state = State::new(opened, Replica::known(0), None, Arc::new(Browser));
        provide_context(Medium::Page(page.clone()));
        provide_context(drawings.clone());
        view! { <PageFrame state page=page.clone() /> }.to_html()
    })
}

/// A screen with what leads to the others.
#[component]
pub fn PageFrame(
    /// The open plan.
    state: State,
    /// Which screen.
    page: Page,
) -> impl IntoView {
    let plan = state.plan();
    let current = |of: &Page| (*of == page).then_some("page");
    let policies = plan.policies.iter().map(|policy| {
        let (route, sheet) = (Route::Policy(policy.id.clone()), Page::Sheet(policy.id.clone()));
        view! {
            <li>
                <a href=href(&route) aria-current=current(&sheet)>
                    {words::screen::policy_name(&plan, &policy.id)}
                </a>
            </li>
        }
        .into_any()
    });
    let policies = policies.collect_view();
    let screen = match page.clone() {
        Page::Index => view! { <OverviewPage state /> }.into_any(),
        Page::Sheet(id) => view! { <PolicyPage state id /> }.into_any(),
        Page::Indicator(id) => view! { <IndicatorPage state id /> }.into_any(),
        Page::Project(id) => view! { <ProjectPage state id /> }.into_any(),
    };
    view! {
        <div class="page">
            <a class="skip" href="#main">
                {words::screen::SKIP}
            </a>
            <header class="head">
                <a class="product" href=href(&Route::Overview)>
                    {words::overview::head(&plan)}
                </a>
                <nav aria-label=words::screen::NAVIGATION>
                    <ul class="links">
                        <li>
                            <a href=href(&Route::Overview) aria-current=current(&Page::Index)>
                                {words::screen::OVERVIEW}
                            </a>
                        </li>
                        {policies}
                    </ul>
                </nav>
            </header>
            <main id="main" tabindex="-1">
                {screen}
            </main>
            <footer class="foot">
                <p>{words::edition::shown(&state.edition())}</p>
            </footer>
        </div>
    }
}
