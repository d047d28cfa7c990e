//! What is typed about a publication before it is saved.

use crate::plan::{as_typed, entered};

use super::history::cut;
use super::{HistoryEntry, Licence, Publication, WebAddress};

/// The texts of the fields about a publication, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicationForm {
    /// The name of the edition.
    pub edition: String,
    /// The date the content holds for.
    pub date: String,
    /// Whom to ask.
    pub contact: String,
    /// What is said about this publication in the feed.
    pub note: String,
    /// The address of the publication's folder.
    pub address: String,
    /// The name of the licence.
    pub licence: String,
    /// The address of the licence.
    pub licence_url: String,
}

/// A field whose text is not what it has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormFault {
    /// The publication's address is no address of a folder on the web.
    Address,
    /// The licence's address is no address on the web.
    LicenceUrl,
}

impl PublicationForm {
    /// Returns what the last publication says, to be changed: all but its date and note.
    pub fn of(before: &Publication) -> PublicationForm {
        let licence = before.licence.as_ref();
        let url = licence.and_then(|licence| licence.url.as_ref());
        PublicationForm {
            edition: before.edition.clone(),
            contact: before.contact.clone(),
            address: before.address.as_ref().map(ToString::to_string).unwrap_or_default(),
            licence: licence.map(|licence| licence.name.clone()).unwrap_or_default(),
            licence_url: url.map(ToString::to_string).unwrap_or_default(),
            ..PublicationForm::default()
        }
    }

    /// Returns what the texts say of a publication that follows `before`, without an entry of its own in the history, and the
    /// faults. What is faulty is left out.
    pub fn publication(&self, before: &Publication) -> (Publication, Vec<FormFault>) {
        let mut faults = Vec::new();
        let mut web = |text: &str, fault, read: fn(WebAddress) -> Option<WebAddress>| {
            let text = entered(text)?;
            let address = WebAddress::new(&text).and_then(read);
            faults.extend(address.is_none().then_some(fault));
            address
        };
        let address = web(&self.address, FormFault::Address, |address| address.as_folder());
        let licence_url = web(&self.licence_url, FormFault::LicenceUrl, Some);
        let extra = before.licence.as_ref().map(|licence| licence.extra.clone()).unwrap_or_default();
        let publication = Publication {
            edition: entered(&self.edition).unwrap_or_default(),
            date: entered(&self.date).unwrap_or_default(),
            contact: entered(&self.contact).unwrap_or_default(),
            address,
            licence: Licence::new(&self.licence, licence_url, extra),
            history: before.history.clone(),
            extra: before.extra.clone(),
        };
        (publication, faults)
    }

    /// Returns the note as it is published.
    pub fn note(&self) -> String {
        cut(as_typed(&self.note).trim(), HistoryEntry::NOTE_AT_MOST)
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::json::InJson as _;

    use super::*;

    fn before() -> Publication {
        let mut json: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/fixtures/publication.json")).unwrap();
        json["later"] = 1.into();
        json["licence"]["later"] = 2.into();
        Publication::from_json(json).unwrap()
    }

    #[test]
    fn what_was_published_is_carried_over() {
        let before = before();
        let form = PublicationForm { date: before.date.clone(), ..PublicationForm::of(&before) };
        assert_eq!(form.publication(&before), (before, Vec::new()));
        assert_eq!(form.note(), "");
    }

    #[test]
    fn typed_texts_are_cleaned_and_what_is_blank_is_not_set() {
        let form = PublicationForm {
            edition: " 令和8年度版\u{202e} ".into(),
            address: " https://example.jp/plan/index.html ".into(),
            licence: "\t".into(),
            licence_url: "https://example.jp/terms#1".into(),
            note: format!(" {}", "長".repeat(5_000)),
            ..PublicationForm::default()
        };
        let (read, faults) = form.publication(&Publication::default());
        assert_eq!((read.edition.as_str(), faults.as_slice()), ("令和8年度版", [].as_slice()));
        assert_eq!(read.address.unwrap().as_str(), "https://example.jp/plan/");
        let licence = read.licence.unwrap();
        assert_eq!(
            (licence.name.as_str(), licence.url.unwrap().as_str()),
            ("https://example.jp/terms#1", "https://example.jp/terms#1")
        );
        assert_eq!(form.note().chars().count(), HistoryEntry::NOTE_AT_MOST);
        let (blank, faults) = PublicationForm::default().publication(&before());
        assert_eq!((blank.address, blank.licence, faults.len()), (None, None, 0));
    }

    #[test]
    fn an_address_that_is_none_is_a_fault_and_is_left_out() {
        let form = PublicationForm {
            address: "https://example.jp/#/publish".into(),
            licence: "CC BY 4.0".into(),
            licence_url: "javascript:alert(1)".into(),
            ..PublicationForm::default()
        };
        let (read, faults) = form.publication(&before());
        assert_eq!(faults, [FormFault::Address, FormFault::LicenceUrl]);
        assert_eq!((read.address, read.licence.unwrap().url), (None, None));
    }
}
