//! The pages of a publication and their addresses.

use crate::plan::{Plan, SubjectId};

/// A page of a publication.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// The first: how the policies stand.
    Index,
    /// The sheet of a policy.
    Sheet(SubjectId),
    /// An indicator.
    Indicator(SubjectId),
    /// A project.
    Project(SubjectId),
}

impl Page {
    /// Returns the pages of a plan, in the sheet's order.
    pub fn all(plan: &Plan) -> Vec<Page> {
        let of_policies = plan.policies.iter().flat_map(|policy| {
            let projects = policy.projects.iter().map(|project| Page::Project(project.id.clone()));
            let indicators = policy.all_indicators().map(|id| Page::Indicator(id.clone()));
            std::iter::once(Page::Sheet(policy.id.clone())).chain(projects).chain(indicators)
        });
        std::iter::once(Page::Index).chain(of_policies).collect()
    }

    /// Returns its address, relative to the publication.
    pub fn path(&self) -> String {
        match self {
            Page::Index => "index.html".into(),
            Page::Sheet(id) => format!("sheets/{id}.html"),
            Page::Indicator(id) => format!("indicators/{id}.html"),
            Page::Project(id) => format!("projects/{id}.html"),
        }
    }

    /// Returns what leads from this page to the publication's folder: nothing, or `../`.
    pub fn up(&self) -> &'static str {
        match self {
            Page::Index => "",
            Page::Sheet(_) | Page::Indicator(_) | Page::Project(_) => "../",
        }
    }

    /// Returns the relative address that leads from this page to another.
    pub fn href(&self, to: &Page) -> String {
        format!("{}{}", self.up(), to.path())
    }
}
