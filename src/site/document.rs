//! The document around what a screen shows.

use super::{Metadata, Page};
use crate::format::escape_html;

/// What a document says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its title.
    pub title: String,
    /// What it is, in one sentence or two.
    pub description: String,
    /// The edition, for the foot of each page of paper; a figure alone is no page of its own there.
    pub edition: Option<String>,
    /// The same as data, each with its type and address, relative to the publication.
    pub alternates: Vec<(&'static str, String)>,
    /// What it says to machines.
    pub metadata: Metadata,
}

/// What made a page, and in which form: the number is raised by every release that renders pages otherwise.
pub const GENERATOR: &str = "Shisaku pages 11";

/// Returns a page as an HTML document: `body` is what a screen shows, in its one form ([`super::normalised`]). It names files of
/// the release by names that stay, so that it is readable under a newer one.
pub fn document(page: &Page, head: &Head, body: &str) -> String {
    let (up, title, description) = (page.up(), escape_html(&head.title), escape_html(&head.description));
    let metadata = head.metadata.elements(&head.title, &head.description);
    let alternates = head
        .alternates
        .iter()
        .map(|(kind, path)| format!("<link rel=\"alternate\" type=\"{kind}\" href=\"{up}{}\">\n", escape_html(path)));
    let alternates: String = alternates.collect();
    // The program takes the place of the first page alone; its script runs before anything is drawn.
    let start = if *page == Page::Index { "<script src=\"start.js\"></script>\n" } else { "" };
    let said = format!(
        "<meta name=\"description\" content=\"{description}\">\n<meta name=\"generator\" content=\"{GENERATOR}\">\n{alternates}{metadata}"
    );
    let edition = head.edition.as_deref().map(|edition| format!(" data-edition=\"{}\"", escape_html(edition)));
    frame(
        up,
        &edition.unwrap_or_default(),
        &title,
        &said,
        &format!("{start}<script src=\"{up}page.js\" defer></script>\n"),
        body,
    )
}

/// Returns the document of a page that was published formerly: the same whenever it is made.
pub fn document_of_gone(page: &Page, title: &str, body: &str) -> String {
    frame(page.up(), "", &escape_html(title), "<meta name=\"robots\" content=\"noindex\">\n", "", body)
}

/// What is the same in all documents: `edition` is an attribute of all of it, `said` of the page follows its title, `scripts` the
/// stylesheet.
fn frame(up: &str, edition: &str, title: &str, said: &str, scripts: &str, body: &str) -> String {
    format!(
        r#"<!doctype html>
<html lang="ja"{edition}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
{said}<link rel="icon" type="image/svg+xml" href="{up}icon.svg">
<link rel="stylesheet" href="{up}style.css">
{scripts}</head>
<body>
{body}
</body>
</html>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_titled_and_escaped() {
        let head = Head {
            title: "<b>&".into(),
            description: "\"港\"".into(),
            edition: Some("\"版\"".into()),
            alternates: vec![("text/csv", "data/k1.csv".into())],
            metadata: Metadata {
                digest: crate::format::Digest::of_file(b"{}"),
                canonical: None,
                licence: None,
                site_name: String::new(),
                dataset: None,
            },
        };
        let page = Page::Sheet(crate::plan::SubjectId::new("3-10").unwrap());
        let html = document(&page, &head, "<p>abc</p>");
        assert!(html.contains("<title>&lt;b&gt;&amp;</title>") && html.contains("content=\"&quot;港&quot;\""));
        assert!(html.contains("<link rel=\"alternate\" type=\"text/csv\" href=\"../data/k1.csv\">"));
        assert!(html.contains("<html lang=\"ja\" data-edition=\"&quot;版&quot;\">"));
        assert!(html.contains("href=\"../style.css\"") && html.contains("\n<p>abc</p>\n"), "{html}");
    }
}
