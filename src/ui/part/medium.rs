//! What a screen is rendered for: the program, or a page that is read without it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::FigureOf;
use crate::plan::{FiscalYear, Plan, SubjectId};
use crate::site::{Page, excel_path};
use crate::ui::part::Audience;
use crate::ui::route::{Route, Wish};
use crate::words;

/// What a screen is rendered for. Provided as context; without it, the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Medium {
    /// The program: everything can be pressed.
    Program,
    /// A page of a publication: it is complete without a script, and nothing on it needs one.
    Page(Page),
}

impl Medium {
    /// Returns what the present screen is rendered for.
    pub fn current() -> Medium {
        use_context().unwrap_or(Medium::Program)
    }

    /// Whether it is the program.
    pub fn is_program(&self) -> bool {
        *self == Medium::Program
    }

    /// Returns what leads to the publication's folder: nothing, or `../`.
    pub fn up(&self) -> &'static str {
        match self {
            Medium::Program => "",
            Medium::Page(here) => here.up(),
        }
    }

    /// Returns the address of a screen: that of the program, or of the page that shows the same.
    pub fn href(&self, route: &Route) -> String {
        match (self, route.page()) {
            (Medium::Program, _) => route.address(),
            (Medium::Page(here), Some(page)) => here.href(&page),
            (Medium::Page(here), None) => in_program(here, &route.address()),
        }
    }

    /// Returns the address that asks the program for something on a screen.
    pub fn asking(&self, route: &Route, wish: Wish) -> String {
        match self {
            Medium::Program => route.asking(wish),
            Medium::Page(here) => in_program(here, &route.asking(wish)),
        }
    }
}

/// Returns what leads from a page to an address of the program, which takes the place of the first page: there it is the address
/// alone, for the folder is an address of that page, too.
fn in_program(here: &Page, address: &str) -> String {
    match here {
        Page::Index => address.to_owned(),
        _ => format!("{}{address}", here.href(&Page::Index)),
    }
}

/// How a page of a publication shows a drawing, which a program draws by itself: of a figure of an indicator, project or policy,
/// and where it is one of many, with the years of all. Provided as context by whoever renders pages.
#[derive(Clone)]
pub struct PageDrawings(pub Arc<DrawForPage>);

/// See [`PageDrawings`].
pub type DrawForPage = dyn Fn(&SubjectId, &FigureOf, Option<(FiscalYear, FiscalYear)>) -> AnyView + Send + Sync;

/// Returns the address of a screen, as the present screen leads there.
pub fn href(route: &Route) -> String {
    Medium::current().href(route)
}

/// For whoever reads: a link to all published values of a policy, for a spreadsheet. Staff save a file of what is here.
pub fn excel_link(plan: &Plan, policy: &SubjectId) -> Option<AnyView> {
    let medium = Medium::current();
    if medium.is_program() && !Audience::are_readers() {
        return None;
    }
    let name = words::screen::of(&words::screen::policy_name(plan, policy));
    let address = format!("{}{}", medium.up(), excel_path(policy));
    Some(
        view! {
            <a href=address download>
                {words::data::FOR_EXCEL}
                <span class="hidden">{name}</span>
            </a>
        }
        .into_any(),
    )
}

/// The address of the help, a file of the release beside the first page.
const HELP: &str = "help.html";

/// A link to the help; in a tab of its own where something is being worked on.
pub fn help_link(is_apart: bool) -> AnyView {
    let address = format!("{}{HELP}", Medium::current().up());
    let (target, class) = if is_apart { (Some("_blank"), Some("button")) } else { (None, None) };
    view! {
        <a href=address target=target class=class>
            {words::screen::HELP}
            {is_apart.then(|| view! { <span class="hidden">{words::screen::NEW_TAB}</span> }.into_any())}
        </a>
    }
    .into_any()
}
