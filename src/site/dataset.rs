//! What pages say of their data to machines: schema.org's `Dataset` (<https://schema.org/Dataset>) as JSON-LD.

use serde_json::{Map, Value as Json, json};

use crate::edits::View;
use crate::format::Edition;
use crate::plan::{Plan, SubjectId};
use crate::words;

use super::data::{COMMENTARY, INDICATORS, VALUES};
use super::{Page, data_path, excel_path, has_commentary, indicator_path};

/// The longest description of one's own, in characters: search engines take 5,000 at most.
const DESCRIPTION_AT_MOST: usize = 4_000;

/// A file of the data that a page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// Its type.
    pub kind: &'static str,
    /// Its address, relative to the publication.
    pub path: String,
}

/// Returns the files that hold the data of a page; those of commentary where anything is written.
pub fn data_of(view: &View, page: &Page) -> Vec<DataFile> {
    let file = |kind, path| DataFile { kind, path };
    match page {
        Page::Index => {
            let (csv, json) = ("text/csv", "application/json");
            let values = [file(csv, data_path(VALUES)), file(json, data_path(INDICATORS))];
            let commentary = [file(csv, data_path(COMMENTARY)), file(json, data_path("commentary.json"))];
            let has_commentary = has_commentary(view);
            values.into_iter().chain(commentary.into_iter().filter(|_| has_commentary)).collect()
        }
        Page::Policy(id) | Page::Sheet(id) => vec![file("text/csv", excel_path(id))],
        Page::Indicator(id) => vec![file("text/csv", indicator_path(id))],
        Page::Project(_) | Page::Figure(_) => Vec::new(),
    }
}

/// Returns the data of the index, a policy or an indicator as a `Dataset`; `None` for other pages. `name` and `description` are those of
/// the page.
pub fn dataset(view: &View, edition: &Edition, page: &Page, name: &str, description: &str) -> Option<Json> {
    let plan: &Plan = &view.plan;
    let of: Option<&SubjectId> = match page {
        Page::Index => None,
        Page::Policy(id) | Page::Indicator(id) => Some(id),
        Page::Sheet(_) | Page::Project(_) | Page::Figure(_) => return None,
    };
    let publication = edition.publication.as_ref();
    let address = publication.and_then(|publication| publication.address.as_ref());
    let description: String = description.chars().take(DESCRIPTION_AT_MOST).collect();
    let distribution = data_of(view, page).into_iter().map(|file| {
        let url = address.map_or_else(|| format!("{}{}", page.up(), file.path), |address| address.of(&file.path));
        json!({ "@type": "DataDownload", "encodingFormat": file.kind, "contentUrl": url })
    });
    let years = (plan.first_year.number(), plan.last_year.number() + 1);
    let mut dataset = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": words::data::dataset(plan, &description),
        "inLanguage": "ja",
        "isAccessibleForFree": true,
        "temporalCoverage": format!("{}-04-01/{}-03-31", years.0, years.1),
        "dateModified": edition.at.to_string(),
        "distribution": distribution.collect::<Vec<_>>(),
    });
    let members = dataset.as_object_mut()?;
    if let Some(address) = address {
        members.insert("url".into(), page.url(address).into());
    }
    if let Some(creator) = creator(plan, of) {
        members.insert("creator".into(), creator);
    }
    if let Some(licence) = publication.and_then(|publication| publication.licence.as_ref()) {
        let mut work =
            Map::from_iter([("@type".into(), "CreativeWork".into()), ("name".into(), licence.name.clone().into())]);
        work.extend(licence.url.as_ref().map(|url| ("url".into(), url.as_str().into())));
        members.insert("license".into(), Json::Object(work));
    }
    Some(dataset)
}

/// The city, and of an indicator of a project the department.
fn creator(plan: &Plan, of: Option<&SubjectId>) -> Option<Json> {
    let organization = |name: &str| json!({ "@type": "GovernmentOrganization", "name": name });
    let mut city = (!plan.city.is_empty()).then(|| organization(&plan.city))?;
    let department = of.map(|id| plan.department_of(id).trim()).filter(|name| !name.is_empty());
    if let (Some(department), Some(members)) = (department, city.as_object_mut()) {
        members.insert("department".into(), organization(department));
    }
    Some(city)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::format::{Origin, Publication};
    use crate::plan::json::InJson as _;
    use crate::state::seed;

    use super::*;

    fn of(page: Page, publication: Option<Publication>) -> Option<Json> {
        let seed = seed().unwrap();
        let edition = Edition { origin: Origin::Published, at: seed.exported_at, publication, left_out: 0 };
        dataset(&View::of(Arc::new(seed.plan)), &edition, &page, "名前", "説明。")
    }

    #[test]
    fn a_page_tells_whose_data_it_is_and_where_it_lies() {
        let id = |text| SubjectId::new(text).unwrap();
        let json = serde_json::from_str(include_str!("../../tests/fixtures/publication.json")).unwrap();
        let about = Publication::from_json(json).unwrap();
        let told = of(Page::Indicator(id("3-10-p1-k1")), Some(about)).unwrap();
        assert_eq!(told["url"], "https://www.city.example.jp/shisaku/indicators/3-10-p1-k1.html");
        assert_eq!(told["distribution"][0]["contentUrl"], "https://www.city.example.jp/shisaku/data/3-10-p1-k1.csv");
        assert_eq!((&told["creator"]["name"], &told["license"]["name"]), (&json!("鎌倉市"), &json!("CC BY 4.0")));
        assert_eq!(told["creator"]["department"]["name"], seed().unwrap().plan.department_of(&id("3-10-p1")));
        assert_eq!(told["temporalCoverage"], "2026-04-01/2031-03-31");
        let bare = of(Page::Policy(id("3-10")), None).unwrap();
        assert_eq!(bare["distribution"][0]["contentUrl"], "../data/excel/3-10.csv");
        for member in ["url", "license"] {
            assert_eq!(bare.get(member), None);
        }
        assert_eq!(bare["creator"].get("department"), None);
        assert_eq!(of(Page::Figure(id("3-10-k1")), None), None);
    }
}
