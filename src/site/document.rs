//! The document around what a screen shows.

use super::{Metadata, Page};
use crate::words::file::escaped;

/// What a document says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its title.
    pub title: String,
    /// What it is, in one sentence or two.
    pub description: String,
    /// The same as data, each with its type and address, relative to the publication.
    pub alternates: Vec<(&'static str, String)>,
    /// What it says to machines.
    pub metadata: Metadata,
}

/// Returns a page as an HTML document: `body` is what a screen shows. It names files of the release by names that stay, so
/// that it is readable under a newer one.
pub fn document(page: &Page, head: &Head, body: &str) -> String {
    let (up, title, description) = (page.up(), escaped(&head.title), escaped(&head.description));
    let body = without_markers(body);
    let metadata = head.metadata.elements(&head.title, &head.description);
    let alternates = head
        .alternates
        .iter()
        .map(|(kind, path)| format!("<link rel=\"alternate\" type=\"{kind}\" href=\"{up}{}\">\n", escaped(path)));
    let alternates: String = alternates.collect();
    format!(
        r#"<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<meta name="description" content="{description}">
{alternates}{metadata}<link rel="icon" type="image/svg+xml" href="{up}icon.svg">
<link rel="stylesheet" href="{up}style.css">
</head>
<body>
{body}
</body>
</html>
"#
    )
}

/// Removes the comments by which a program would find its way in what it rendered. Texts of others hold none: what could
/// begin one is escaped in them.
fn without_markers(html: &str) -> String {
    let mut pieces = html.split("<!");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| {
        let ends = if piece.starts_with("--") { "-->" } else { ">" };
        text + piece.split_once(ends).map_or("", |(_, rest)| rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_titled_escaped_and_without_markers() {
        let head = Head {
            title: "<b>&".into(),
            description: "\"港\"".into(),
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
        let html = document(&page, &head, "<p>a<!>b<!--<() />-->c</p>");
        assert!(html.contains("<title>&lt;b&gt;&amp;</title>") && html.contains("content=\"&quot;港&quot;\""));
        assert!(html.contains("<link rel=\"alternate\" type=\"text/csv\" href=\"../data/k1.csv\">"));
        assert!(html.contains("href=\"../style.css\"") && html.contains("\n<p>abc</p>\n"), "{html}");
    }
}
