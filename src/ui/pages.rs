//! Screens as pages of a publication: the same screens as the program's, in a frame that is complete without it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[cfg(target_arch = "wasm32")]
use leptos::mount::mount_to;
use leptos::prelude::*;

use crate::chart::{FigureOf, Look, Scheme};
use crate::edits::{View, resolve};
use crate::format::{Digest, Edition};
use crate::plan::{Field, FiscalYear, Plan, SubjectId, assess};
use crate::site::{
    Drawings, FEED_PATH, File, Head, Metadata, Page, Wanted, data_files, data_of, dataset, document, document_of_gone,
    feed, has_commentary, normalised, sitemap,
};
use crate::state::{Opened, State};
use crate::ui::embed_address::EmbedAddress;
use crate::ui::page::{IndicatorPage, OverviewPage, PolicyPage, ProjectPage, date_of};
use crate::ui::part::{Figure, Judged, Medium, PageDrawings, figure_of, help_link, href, open_data, staff_menu};
use crate::ui::route::Route;
use crate::words;

/// Returns what the head of a page says; `digest` is that of the `plan.json` it is made from.
fn head_of(view: &View, edition: &Edition, digest: &Digest, page: &Page) -> Head {
    let plan: &Plan = &view.plan;
    let (name, description) = match page {
        Page::Index => (String::new(), words::overview::LEAD.to_owned()),
        Page::Policy(id) => (words::screen::policy_name(plan, id), plan.text(id, Field::Vision).to_owned()),
        Page::Sheet(id) => (words::screen::sheet_of(plan, id), plan.text(id, Field::Vision).to_owned()),
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
    let site_name = words::overview::head(plan);
    let title = words::screen::page_title(&name, &site_name);
    let is_alone = matches!(page, Page::Figure(_));
    let feed = (!is_alone).then(|| ("application/atom+xml", FEED_PATH.to_owned()));
    let alternates = data_of(view, page).into_iter().map(|file| (file.kind, file.path)).chain(feed).collect();
    let publication = edition.publication.as_ref();
    let address = publication.and_then(|publication| publication.address.as_ref());
    let licence = publication.and_then(|publication| publication.licence.as_ref());
    let metadata = Metadata {
        digest: digest.clone(),
        canonical: address.map(|address| whole(plan, page).url(address)),
        licence: licence.and_then(|licence| licence.url.clone()),
        dataset: dataset(view, edition, page, &title, &description),
        site_name,
    };
    let edition = (!is_alone).then(|| words::edition::on_paper(plan, edition, false));
    Head { title, description, edition, alternates, metadata }
}

/// Returns the page that a page is a part of: that of an indicator or project for its figure, else itself.
fn whole(plan: &Plan, page: &Page) -> Page {
    match page {
        Page::Figure(id) if plan.indicator(id).is_some() => Page::Indicator(id.clone()),
        Page::Figure(id) => Page::Project(id.clone()),
        page => page.clone(),
    }
}

/// What a publication's pages are made from.
#[derive(Clone)]
pub struct Publishing {
    shown: Arc<View>,
    edition: Edition,
    digest: Digest,
    /// All pages, to be looked up: a city has thousands.
    known: Arc<BTreeSet<Page>>,
}

impl Publishing {
    /// Of what was opened, or would be if it were published, as a `plan.json` whose digest is `digest`.
    pub fn of(opened: &Opened, digest: Digest) -> Publishing {
        let shown = Arc::new(resolve(&opened.published.plan, &opened.published.edits));
        let known = Arc::new(Page::all(&shown.plan).into_iter().collect());
        Publishing { shown, edition: opened.edition.clone(), digest, known }
    }

    fn view(&self) -> &View {
        &self.shown
    }

    /// Returns the pages, in the sheet's order.
    pub fn pages(&self) -> Vec<Page> {
        Page::all(&self.view().plan)
    }

    /// Whether the plan has what a page shows.
    pub fn has(&self, page: &Page) -> bool {
        self.known.contains(page)
    }

    /// Returns the drawings that a page wants.
    pub fn wanted(&self, page: &Page) -> BTreeSet<Wanted> {
        let none = Arc::new(Drawings::default());
        self.body(page, &none);
        none.wanted()
    }

    /// Returns a page, with those of its drawings that are made; of what is not in the plan, one that says that it is gone.
    ///
    /// # Errors
    ///
    /// The address of a page that was rendered as malformed HTML.
    pub fn page(&self, page: &Page, drawings: &Arc<Drawings>) -> Result<File, String> {
        let body = normalised(&self.body(page, drawings)).ok_or_else(|| page.path())?;
        if !self.has(page) {
            let html = document_of_gone(page, words::publishing::GONE, &body);
            return Ok(File { path: page.path(), content: html.into_bytes() });
        }
        let html = document(page, &head_of(self.view(), &self.edition, &self.digest, page), &body);
        Ok(File { path: page.path(), content: html.into_bytes() })
    }

    /// Returns the files that are no pages, beside `plan.json`.
    pub fn data(&self) -> Vec<File> {
        let (plan, edition) = (&self.view().plan, &self.edition);
        let files = data_files(self.view(), edition).into_iter().chain([feed(plan, edition)]);
        files.chain(sitemap(plan, edition)).collect()
    }

    /// Returns what stands in the body of a page, as HTML.
    fn body(&self, page: &Page, drawings: &Arc<Drawings>) -> String {
        let (publishing, is_gone) = (self.clone(), !self.has(page));
        let (page, drawings) = (page.clone(), drawings.clone());
        rendered(move || {
            let state = State::showing(publishing.shown, publishing.edition);
            provide_context(Medium::Page(page.clone()));
            provide_context(PageDrawings(Arc::new(move |id, figure, small| {
                page_drawing(&drawings, id, figure, small)
            })));
            match page {
                _ if is_gone => view! { <Gone state /> }.into_any(),
                Page::Figure(id) => view! { <FigureAlone state id /> }.into_any(),
                page => view! { <PageFrame state page /> }.into_any(),
            }
        })
    }
}

/// Returns what a view shows, as HTML.
#[cfg(not(target_arch = "wasm32"))]
fn rendered(view: impl FnOnce() -> AnyView + 'static) -> String {
    Owner::new().with(|| view().to_html())
}

/// The same in a browser: mounted in an element that stands in no document, and read before any effect runs.
#[cfg(target_arch = "wasm32")]
fn rendered(view: impl FnOnce() -> AnyView + 'static) -> String {
    let Some(place) = crate::browser::detached() else { return String::new() };
    let mounted = mount_to(place.clone(), view);
    let html = place.inner_html();
    drop(mounted);
    html
}

/// Returns the files of a publication beside `plan.json`, whose digest is `digest`. `draw` makes the drawings that the pages
/// want, each as ECharts' SVG.
///
/// # Errors
///
/// Those of `draw`, and the address of a page that was rendered as malformed HTML.
pub fn publication_files<E: From<String>>(
    opened: &Opened,
    digest: &Digest,
    draw: impl FnOnce(BTreeSet<Wanted>) -> Result<BTreeMap<Wanted, String>, E>,
) -> Result<Vec<File>, E> {
    let publishing = Publishing::of(opened, digest.clone());
    let pages = publishing.pages();
    // Once for what they want, once with it.
    let wanted = pages.iter().flat_map(|page| publishing.wanted(page)).collect();
    let drawings = Arc::new(Drawings::of(draw(wanted)?));
    let mut files = pages.iter().map(|page| publishing.page(page, &drawings)).collect::<Result<Vec<_>, _>>()?;
    files.extend(publishing.data());
    Ok(files)
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
        let options = of.options(&look)?;
        let wanted = Wanted { options: options.clone(), width: *width, height: *height };
        let svg = drawings.get(wanted, &format!("drawing-{id}-{place}"))?;
        let class = format!("drawn {place}");
        // With these `ui/page.js` draws it anew when it is worked with; one of many has nothing to be walked.
        let label = if small.is_some() { String::new() } else { of.walk_label() };
        Some(
            view! {
                <div class=class role="img" aria-label=name.clone() data-options=options data-label=label inner_html=svg></div>
            }
            .into_any(),
        )
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
    // Of many policies the first page is the list.
    let of_page = match &page {
        Page::Policy(id) | Page::Sheet(id) | Page::Indicator(id) | Page::Project(id) => plan.policy_of(id),
        Page::Index | Page::Figure(_) => plan.policies().first().filter(|_| plan.policies().len() == 1),
    };
    let policies = of_page.map(|policy| {
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
    let screen = match page.clone() {
        Page::Index | Page::Figure(_) => view! { <OverviewPage state /> }.into_any(),
        Page::Policy(id) => view! { <OverviewPage state only=id /> }.into_any(),
        Page::Sheet(id) => view! { <PolicyPage state id /> }.into_any(),
        Page::Indicator(id) => view! { <IndicatorPage state id /> }.into_any(),
        Page::Project(id) => view! { <ProjectPage state id /> }.into_any(),
    };
    let here = match &page {
        Page::Policy(_) if plan.policies().len() == 1 => Route::Overview,
        page => Route::of_page(page),
    };
    let indicator = match &page {
        Page::Indicator(id) => Some(id),
        _ => None,
    };
    let licence = state.edition().publication.and_then(|publication| publication.licence).map(|licence| {
        let name = match licence.url {
            Some(url) => view! {
                <a href=url.to_string() rel="license">
                    <bdi>{licence.name}</bdi>
                </a>
            }
            .into_any(),
            None => view! { <bdi>{licence.name}</bdi> }.into_any(),
        };
        view! { <p class="licence">{words::data::LICENCE} ": " {name}</p> }.into_any()
    });
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
                {staff_menu(state, of_page, &here)}
            </header>
            <main id="main" tabindex="-1">
                {screen}
            </main>
            <footer class="foot">
                <p>{words::edition::shown(&state.edition())}</p>
                {licence}
                {open_data(indicator, has_commentary(&state.shown()))}
                <p class="links">{help_link(false)}</p>
            </footer>
        </div>
    }
}

/// In the place of what was published formerly and is not any more: an address is not deleted.
#[component]
fn Gone(
    /// The open plan.
    state: State,
) -> impl IntoView {
    view! {
        <main class="embed">
            <h1>{words::publishing::GONE}</h1>
            <p>{words::publishing::GONE_LEAD}</p>
            <p class="whole">
                <a href=href(&Route::Overview) target="_top">
                    {words::overview::head(&state.plan())}
                </a>
            </p>
        </main>
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
        Memo::new(move |_| figure_of(state, &state.shown(), &id))
    };
    let judged = is_indicator.then(|| view! { <Judged state id=id.clone() /> }.into_any());
    // What the address can ask for: never shown, so that nothing scrolls there and nobody hears of it.
    let variants = EmbedAddress::variants().into_iter().map(|variant| view! { <i id=variant></i> }.into_any());
    view! {
        <div class="variants" hidden>
            {variants.collect_view()}
        </div>
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
