//! The pages of a publication and their addresses.

use crate::format::WebAddress;
use crate::plan::{Plan, SubjectId};

/// A page of a publication.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// The first: how the policies stand.
    Index,
    /// How a policy stands.
    Policy(SubjectId),
    /// The sheet of a policy.
    Sheet(SubjectId),
    /// An indicator.
    Indicator(SubjectId),
    /// A project.
    Project(SubjectId),
    /// The figure of an indicator or project alone, for frames in other pages.
    Figure(SubjectId),
}

impl Page {
    /// Returns the pages of a plan, in the sheet's order.
    pub fn all(plan: &Plan) -> Vec<Page> {
        let of_policies = plan.policies.iter().flat_map(|policy| {
            let projects = policy.projects.iter().map(|project| &project.id);
            let figures = projects.clone().chain(policy.all_indicators()).map(|id| Page::Figure(id.clone()));
            let indicators = policy.all_indicators().map(|id| Page::Indicator(id.clone()));
            let pages = projects.map(|id| Page::Project(id.clone())).chain(indicators).chain(figures);
            [Page::Policy(policy.id.clone()), Page::Sheet(policy.id.clone())].into_iter().chain(pages)
        });
        std::iter::once(Page::Index).chain(of_policies).collect()
    }

    /// Returns its address, relative to the publication.
    pub fn path(&self) -> String {
        match self {
            Page::Index => "index.html".into(),
            Page::Policy(id) => format!("policies/{id}.html"),
            Page::Sheet(id) => format!("sheets/{id}.html"),
            Page::Indicator(id) => format!("indicators/{id}.html"),
            Page::Project(id) => format!("projects/{id}.html"),
            Page::Figure(id) => format!("figures/{id}.html"),
        }
    }

    /// Returns its absolute address in a publication at `address`. The first page is the folder's own.
    pub fn url(&self, address: &WebAddress) -> String {
        match self {
            Page::Index => address.to_string(),
            page => address.of(&page.path()),
        }
    }

    /// Returns what leads from this page to the publication's folder: nothing, or `../`.
    pub fn up(&self) -> &'static str {
        match self {
            Page::Index => "",
            _ => "../",
        }
    }

    /// Returns the relative address that leads from this page to another.
    pub fn href(&self, to: &Page) -> String {
        format!("{}{}", self.up(), to.path())
    }
}
