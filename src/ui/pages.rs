//! Screens as pages of a publication: the same screens as the program's, in a frame that is complete without it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::{FigureOf, Look, Scheme};
use crate::edits::{Replica, resolve};
use crate::plan::{Field, FiscalYear, Plan, SubjectId, assess};
use crate::site::{Drawings, File, Head, Page, Wanted, data_files, document, excel_path};
use crate::state::{Browser, Opened, State};
use crate::ui::page::{IndicatorPage, OverviewPage, PolicyPage, ProjectPage, date_of};
use crate::ui::part::{Figure, Judged, Medium, PageDrawings, href};
use crate::ui::route::Route;
use crate::words;

/// Returns what the head of a page says.
fn head_of(plan: &Plan, page: &Page) -> Head {
    let (name, description) = match page {
        Page::Index => (String::new(), words::overview::LEAD.to_owned()),
        Page::Policy(id) | Page::Sheet(id) => {
            (words::screen::policy_name(plan, id), plan.text(id, Field::Vision).to_owned())
        }
        Page::Indicator(id) | Page::Figure(id) if plan.indicator(id).is_some() => {
            let name = plan.text(id, Field::Name).to_owned();
            let sentence = plan.indicator(id).map(|of| {
                let assessment = assess(&of, plan.last_year);
                words::assessment::sentences(&of, &assessment)
            });
            (name, sentence.unwrap_or_default())
        }
        Page::Indicator(id) | Page::Project(id) | Page::Figure(id) => {
            (words::screen::project_name(plan, id), plan.text(id, Field::Description).to_owned())
        }
    };
    let alternates = match page {
        Page::Index => [("text/csv", "values.csv"), ("application/json", "indicators.json")]
            .map(|(kind, name)| (kind, format!("data/{name}")))
            .into(),
        Page::Policy(id) | Page::Sheet(id) => vec![("text/csv", excel_path(id))],
        Page::Indicator(id) => vec![("text/csv", format!("data/{id}.csv"))],
        Page::Project(_) | Page::Figure(_) => Vec::new(),
    };
    Head { title: words::screen::page_title(&name, &words::overview::head(plan)), description, alternates }
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
        let drawings = drawings.clone();
        provide_context(PageDrawings(Arc::new(move |id, figure, small| page_drawing(&drawings, id, figure, small))));
        match page {
            Page::Figure(id) => view! { <FigureAlone state id=id.clone() /> }.to_html(),
            page => view! { <PageFrame state page=page.clone() /> }.to_html(),
        }
    })
}

/// How a page of a publication shows a drawing: laid out for a narrow and a wide place, of which the stylesheet shows one.
const PLACES: [(&str, u32, u32); 2] = [("narrow", 320, 272), ("wide", 760, 320)];
/// One of many.
const SMALL_PLACE: [(&str, u32, u32); 1] = [("small", 136, 60)];

/// The drawing of a page, as far as it is made.
fn page_drawing(
    drawings: &Drawings,
    id: &SubjectId,
    of: &FigureOf,
    small: Option<(FiscalYear, FiscalYear)>,
) -> AnyView {
    let name = words::screen::drawing_name(&of.title, &of.sentence);
    let places: &[(&str, u32, u32)] = if small.is_some() { &SMALL_PLACE } else { &PLACES };
    let drawn = places.iter().filter_map(|(place, width, height)| {
        let look = Look { scheme: Scheme::Page, zoom: false, width: *width, small };
        let wanted = Wanted { options: of.options(&look)?, width: *width, height: *height };
        let svg = drawings.get(wanted, &format!("drawing-{id}-{place}"))?;
        let class = format!("drawn {place}");
        Some(view! { <div class=class role="img" aria-label=name.clone() inner_html=svg></div> }.into_any())
    });
    drawn.collect_view().into_any()
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
        let first = Page::Policy(policy.id.clone());
        view! {
            <li>
                <a href=page.href(&first) aria-current=current(&first)>
                    {words::screen::policy_name(&plan, &policy.id)}
                </a>
            </li>
        }
        .into_any()
    });
    let policies = policies.collect_view();
    let screen = match page.clone() {
        Page::Index | Page::Figure(_) => view! { <OverviewPage state /> }.into_any(),
        Page::Policy(id) => view! { <OverviewPage state only=id /> }.into_any(),
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

/// A figure with what is said of it, and nothing else but where it is from.
#[component]
pub fn FigureAlone(
    /// The open plan.
    state: State,
    /// The indicator or project.
    id: SubjectId,
) -> impl IntoView {
    let plan = state.plan();
    let is_indicator = plan.indicator(&id).is_some();
    let whole = if is_indicator { Route::Indicator(id.clone()) } else { Route::Project(id.clone()) };
    let figure = {
        let id = id.clone();
        Memo::new(move |_| FigureOf::of(&state.shown().view, &id))
    };
    let judged = is_indicator.then(|| view! { <Judged state id=id.clone() /> }.into_any());
    view! {
        <main class="embed">
            <h1 class=if is_indicator { "figure-title" } else { "hidden" }>{plan.text(&id, Field::Name).to_owned()}</h1>
            {judged}
            <Figure id of=figure date=date_of(state) is_short=is_indicator is_untitled=is_indicator />
            <p class="whole">
                <a href=href(&whole) target="_blank" rel="noopener">
                    {words::embed::WHOLE_PAGE.to_string()}
                </a>
            </p>
        </main>
    }
}
