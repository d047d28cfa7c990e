//! The site map (<https://www.sitemaps.org/protocol.html>): the addresses of the pages, for search engines.

use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::{Result, Writer};

use crate::format::{Edition, WebAddress};
use crate::plan::Plan;

use super::{File, Page};

/// The most addresses that a site map may have.
const AT_MOST: usize = 50_000;

/// Returns the site map of a publication, if its address is known. Figures, which are for frames, are not in it.
pub fn sitemap(plan: &Plan, edition: &Edition) -> Option<File> {
    let address = edition.publication.as_ref()?.address.as_ref()?;
    // Writing to memory does not fail.
    let content = write(plan, edition, address).unwrap_or_default();
    Some(File { path: "sitemap.xml".into(), content })
}

fn write(plan: &Plan, edition: &Edition, address: &WebAddress) -> Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let set = writer.create_element("urlset");
    let set = set.with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"));
    set.write_inner_content(|writer| {
        let pages = Page::all(plan).into_iter().filter(|page| !matches!(page, Page::Figure(_)));
        for page in pages.take(AT_MOST) {
            writer.create_element("url").write_inner_content(|writer| {
                writer.create_element("loc").write_text_content(BytesText::new(&page.url(address)))?;
                writer.create_element("lastmod").write_text_content(BytesText::new(&edition.at.to_string()))?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use crate::format::{Origin, Publication};
    use crate::state::seed;

    use super::*;

    #[test]
    fn every_page_but_figures_is_in_it_by_its_canonical_address() {
        let seed = seed().unwrap();
        let address = WebAddress::new("https://example.jp/a&b/");
        let publication = Some(Publication { address: address.clone(), ..Publication::default() });
        let mut edition = Edition { origin: Origin::Published, at: seed.exported_at, publication, left_out: 0 };
        let xml = String::from_utf8(sitemap(&seed.plan, &edition).unwrap().content).unwrap();
        let pages = Page::all(&seed.plan);
        let wanted = pages.iter().filter(|page| !matches!(page, Page::Figure(_)));
        let wanted: Vec<String> =
            wanted.map(|page| page.url(address.as_ref().unwrap()).replace('&', "&amp;")).collect();
        let found: Vec<&str> = xml.split("<loc>").skip(1).map(|piece| piece.split("</loc>").next().unwrap()).collect();
        assert_eq!(found, wanted);
        assert_eq!(found[0], "https://example.jp/a&amp;b/");
        edition.publication = None;
        assert_eq!(sitemap(&seed.plan, &edition), None);
    }
}
