//! The pages of a publication and their addresses.

use crate::format::WebAddress;
use crate::plan::{Plan, Subject, SubjectId};

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
    /// Returns the page that is about a subject alone; none for what has none.
    pub fn about(plan: &Plan, id: &SubjectId) -> Option<Page> {
        match plan.subject(id)? {
            Subject::PolicyIndicator(..) | Subject::OutcomeIndicator(..) => Some(Page::Indicator(id.clone())),
            Subject::Project(..) => Some(Page::Project(id.clone())),
            Subject::Policy(_) => Some(Page::Sheet(id.clone())),
            Subject::Initiative(..) => None,
        }
    }

    /// Returns the pages of a plan, in the sheet's order.
    pub fn all(plan: &Plan) -> Vec<Page> {
        let of_policies = plan.policies().iter().flat_map(|policy| {
            let projects = policy.projects.iter().map(|project| &project.id);
            let figures = projects.clone().chain(policy.all_indicators()).map(|id| Page::Figure(id.clone()));
            let indicators = policy.all_indicators().map(|id| Page::Indicator(id.clone()));
            let pages = projects.map(|id| Page::Project(id.clone())).chain(indicators).chain(figures);
            [Page::Policy(policy.id.clone()), Page::Sheet(policy.id.clone())].into_iter().chain(pages)
        });
        std::iter::once(Page::Index).chain(of_policies).collect()
    }

    /// The folders of all pages but the first.
    pub const FOLDERS: [&str; 5] = ["policies", "sheets", "indicators", "projects", "figures"];

    /// Returns the page whose address this is.
    pub fn of_path(path: &str) -> Option<Page> {
        if path == Page::Index.path() {
            return Some(Page::Index);
        }
        let (folder, name) = path.strip_suffix(".html")?.split_once('/')?;
        let id = SubjectId::new(name)?;
        match folder {
            "policies" => Some(Page::Policy(id)),
            "sheets" => Some(Page::Sheet(id)),
            "indicators" => Some(Page::Indicator(id)),
            "projects" => Some(Page::Project(id)),
            "figures" => Some(Page::Figure(id)),
            _ => None,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_page() {
        let id = SubjectId::new("3-10-k1").unwrap();
        let kinds = [Page::Policy, Page::Sheet, Page::Indicator, Page::Project, Page::Figure];
        let pages = kinds.map(|kind| kind(id.clone()));
        for (page, folder) in pages.iter().zip(Page::FOLDERS) {
            assert_eq!(Page::of_path(&page.path()).as_ref(), Some(page));
            assert!(page.path().starts_with(&format!("{folder}/")));
        }
        assert_eq!(Page::of_path("index.html"), Some(Page::Index));
        for other in ["data/3-10-k1.csv", "figures/a b.html", "figures/x/y.html", "embed.html"] {
            assert_eq!(Page::of_path(other), None, "{other}");
        }
    }
}
