//! The feed: what every publication changed, as Atom (RFC 4287).

use std::collections::BTreeSet;

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Result, Writer};
use sha2::{Digest as _, Sha256};

use crate::format::{Edition, HistoryEntry, Publication, strip_invalid_xml};
use crate::plan::{Field, Plan, SubjectId, Timestamp};
use crate::words;

use super::{File, Page};

/// The address of the feed.
pub const FEED_PATH: &str = "feed.xml";

/// Returns the feed of a publication: an entry for each of its history. One without a history, of an earlier release or built in,
/// has an entry of its own.
pub fn feed(plan: &Plan, edition: &Edition) -> File {
    // Writing to memory does not fail.
    let content = write(plan, edition).unwrap_or_default();
    File { path: FEED_PATH.into(), content }
}

fn write(plan: &Plan, edition: &Edition) -> Result<Vec<u8>> {
    let about = edition.publication.clone().unwrap_or_default();
    let mut seen = BTreeSet::new();
    // The id of an entry is made from its moment.
    let entries = about.history.entries.iter().filter(|entry| seen.insert(entry.at));
    let mut entries: Vec<(HistoryEntry, String)> =
        entries.map(|entry| (entry.clone(), words::data::feed_text(entry))).collect();
    if entries.is_empty() {
        let own = HistoryEntry { at: edition.at, edition: about.edition.clone(), ..HistoryEntry::default() };
        entries.push((own, words::data::FEED_FIRST.to_owned()));
    }
    let updated = entries.iter().map(|(entry, _)| entry.at).max().unwrap_or(edition.at);
    let title = words::overview::head(plan);
    let author = if plan.city.is_empty() { &title } else { &plan.city };
    let mut feed = Feed(Writer::new_with_indent(Vec::new(), b' ', 1));
    feed.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    feed.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "ja")])?;
    feed.text("id", &urn(plan, None))?;
    feed.text("title", &title)?;
    feed.text("updated", &updated.to_string())?;
    feed.open("author", &[])?;
    feed.text("name", author)?;
    feed.close("author")?;
    if let Some(address) = &about.address {
        let own = address.of(FEED_PATH);
        feed.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)])?;
    }
    feed.link_to_publication(&about)?;
    if let Some(licence) = &about.licence {
        feed.text("rights", &licence.name)?;
    }
    for (entry, text) in &entries {
        feed.open("entry", &[])?;
        feed.text("id", &urn(plan, Some(entry.at)))?;
        feed.text("title", &words::data::feed_title(entry, &about.history))?;
        feed.text("updated", &entry.at.to_string())?;
        feed.link_to_publication(&about)?;
        let corrected: BTreeSet<_> = entry.corrections.entries.iter().map(|one| &one.cell.subject).collect();
        for id in corrected {
            feed.link_to_subject(plan, &about, id)?;
        }
        feed.text("content", text)?;
        feed.close("entry")?;
    }
    feed.close("feed")?;
    let mut bytes = feed.0.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

/// Returns the id of the feed of a plan, or of its entry of a moment. It is a URN (RFC 9562, version 8) also where the address of the
/// publication is known: an id must not change when the publication moves.
fn urn(plan: &Plan, at: Option<Timestamp>) -> String {
    let at = at.map(|at| at.to_string()).unwrap_or_default();
    let hash = Sha256::digest(format!("shisaku feed\n{}\n{at}", plan.id));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    let number = u128::from_be_bytes(bytes);
    let number = number & !(0xf << 76) | (8 << 76);
    let number = number & !(0b11 << 62) | (0b10 << 62);
    let hex = format!("{number:032x}");
    let parts = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)].map(|(from, to)| hex.get(from..to).unwrap_or_default());
    format!("urn:uuid:{}", parts.join("-"))
}

/// Elements of a feed, written one by one.
struct Feed(Writer<Vec<u8>>);

impl Feed {
    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<()> {
        let element = BytesStart::new(name).with_attributes(attributes.iter().copied());
        Ok(self.0.write_event(Event::Start(element))?)
    }

    fn close(&mut self, name: &str) -> Result<()> {
        Ok(self.0.write_event(Event::End(BytesEnd::new(name)))?)
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<()> {
        let element = BytesStart::new(name).with_attributes(attributes.iter().copied());
        Ok(self.0.write_event(Event::Empty(element))?)
    }

    fn text(&mut self, name: &str, text: &str) -> Result<()> {
        self.open(name, &[])?;
        self.0.write_event(Event::Text(BytesText::new(&strip_invalid_xml(text))))?;
        self.close(name)
    }

    fn link_to_publication(&mut self, about: &Publication) -> Result<()> {
        let href = about.address.as_ref().map_or_else(|| Page::Index.path(), ToString::to_string);
        self.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &href)])
    }

    /// A link to the page of a subject.
    fn link_to_subject(&mut self, plan: &Plan, about: &Publication, id: &SubjectId) -> Result<()> {
        let Some(page) = Page::about(plan, id) else { return Ok(()) };
        let href = about.address.as_ref().map_or_else(|| page.path(), |address| address.of(&page.path()));
        let name = strip_invalid_xml(plan.text(id, Field::Name));
        self.empty("link", &[("rel", "related"), ("type", "text/html"), ("href", &href), ("title", &name)])
    }
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;

    use crate::format::{Origin, WebAddress};
    use crate::plan::json::InJson as _;
    use crate::state::seed;

    use super::*;

    fn of(publication: Option<Publication>) -> String {
        let seed = seed().unwrap();
        let edition = Edition { origin: Origin::Published, at: seed.exported_at, publication, left_out: 0 };
        String::from_utf8(feed(&seed.plan, &edition).content).unwrap()
    }

    fn fixture() -> Publication {
        let json = serde_json::from_str(include_str!("../../tests/fixtures/publication.json")).unwrap();
        Publication::from_json(json).unwrap()
    }

    /// The texts of the elements of a name, in the order of the feed.
    fn texts(xml: &str, name: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        let mut texts = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(element) if element.name().as_ref() == name.as_bytes() => {
                    texts.push(reader.read_text(element.name()).unwrap().into_owned());
                }
                Event::Eof => return texts,
                _ => {}
            }
        }
    }

    #[test]
    fn every_publication_has_an_entry_that_says_what_changed() {
        let about = fixture();
        let xml = of(Some(about.clone()));
        assert_eq!(texts(&xml, "content").len(), about.history.entries.len());
        assert_eq!(
            texts(&xml, "updated"),
            ["2027-06-01T00:00:00.000Z", "2027-06-01T00:00:00.000Z", "2026-10-01T00:00:00.000Z"]
        );
        let said = &texts(&xml, "content")[0];
        for part in ["12件", "商工運営事業", "ほか3件", "&lt;確定&gt; &amp; 決算額"] {
            assert!(said.contains(part), "{said}: {part}");
        }
        assert!(said.contains("を72件から75件(速報)に改めました"), "{said}");
        let related = "<link rel=\"related\" type=\"text/html\" \
             href=\"https://www.city.example.jp/shisaku/indicators/3-10-k1.html\" title=\"創業支援";
        assert!(xml.contains(related), "{xml}");
        let own =
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://www.city.example.jp/shisaku/feed.xml\"/>";
        assert!(xml.contains(own) && texts(&xml, "rights") == ["CC BY 4.0"], "{xml}");
    }

    #[test]
    fn publications_of_one_day_differ_by_the_time_in_their_titles() {
        let mut about = fixture();
        let titles = |about: &Publication| texts(&of(Some(about.clone())), "title").split_off(1);
        assert_eq!(titles(&about), ["令和8年度版(令和9年6月1日)", "令和8年10月1日の公表"]);
        let again = HistoryEntry { at: "2027-06-01T03:30:00.000Z".parse().unwrap(), ..HistoryEntry::default() };
        about.history.add(again);
        let one_day = ["令和9年6月1日 12時30分の公表", "令和8年度版(令和9年6月1日 9時00分)", "令和8年10月1日の公表"];
        assert_eq!(titles(&about), one_day);
    }

    #[test]
    fn ids_are_all_different_and_stay_where_the_publication_moves() {
        let mut about = fixture();
        let ids = texts(&of(Some(about.clone())), "id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 3);
        assert!(ids.iter().all(|id| id.starts_with("urn:uuid:") && id.len() == 45 && &id[23..24] == "8"), "{ids:?}");
        for address in [None, WebAddress::new("https://other.example.jp/")] {
            about.address = address;
            assert_eq!(texts(&of(Some(about.clone())), "id"), ids);
        }
        // Two of one moment would have one id.
        about.history.add(about.history.entries[0].clone());
        assert_eq!(texts(&of(Some(about)), "id"), ids);
    }

    #[test]
    fn without_an_address_links_are_relative_and_without_a_history_it_has_one_entry() {
        let xml = of(None);
        assert_eq!((texts(&xml, "content").len(), texts(&xml, "title").len()), (1, 2));
        assert!(
            xml.contains("href=\"index.html\"") && !xml.contains("rel=\"self\"") && !xml.contains("http://www.city")
        );
        assert_eq!(texts(&xml, "updated")[0], seed().unwrap().exported_at.to_string());
    }
}
