//! The description of the tables: `datapackage.json`.

use serde::Serialize;

use crate::format::{Edition, Licence};
use crate::plan::{Field, Plan};
use crate::words;

use super::rows::{COLUMNS, Column};
use super::{commentary, file_name, ids, json};

/// A Data Package.
#[derive(Serialize)]
struct Package {
    profile: &'static str,
    name: String,
    title: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    homepage: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<License>,
    resources: Vec<Resource>,
}

/// The terms of use: an identifier or an address has to be there.
#[derive(Serialize)]
struct License {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    title: String,
}

/// A table of it.
#[derive(Serialize)]
struct Resource {
    profile: &'static str,
    name: String,
    title: String,
    path: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    schema: Schema,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<SchemaField>,
    missing_values: [&'static str; 1],
}

#[derive(Serialize)]
struct SchemaField {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    description: &'static str,
}

pub fn description(plan: &Plan, edition: &Edition) -> Vec<u8> {
    let publication = edition.publication.as_ref();
    let all = resource("values".into(), words::data::ALL_VALUES.to_owned(), super::VALUES.to_owned(), &COLUMNS);
    let title = words::screen::COMMENTARY.to_owned();
    let commentary = resource("commentary".into(), title, super::COMMENTARY.into(), &commentary::COLUMNS);
    let of_indicators = ids(plan).map(|id| {
        let name = format!("indicator-{id}").to_lowercase();
        resource(name, plan.text(id, Field::Name).to_owned(), file_name(id), &COLUMNS)
    });
    json(&Package {
        profile: "tabular-data-package",
        name: plan.id.to_string().to_lowercase(),
        title: words::overview::head(plan),
        description: words::edition::date(edition),
        homepage: publication.and_then(|publication| publication.address.as_ref()).map(ToString::to_string),
        licenses: publication
            .and_then(|publication| publication.licence.as_ref())
            .and_then(license)
            .into_iter()
            .collect(),
        resources: [all, commentary].into_iter().chain(of_indicators).collect(),
    })
}

/// Returns a licence; `None` if it has neither an address nor a name that is an identifier.
fn license(licence: &Licence) -> Option<License> {
    // 「CC BY 4.0」 is CC-BY-4.0 among the identifiers of opendefinition.org.
    let name = licence.name.split_whitespace().collect::<Vec<_>>().join("-");
    let is_identifier = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'));
    let name = is_identifier.then_some(name);
    let path = licence.url.as_ref().map(ToString::to_string);
    let title = licence.name.clone();
    (name.is_some() || path.is_some()).then_some(License { name, path, title })
}

fn resource(name: String, title: String, path: String, columns: &[Column]) -> Resource {
    let fields =
        columns.iter().map(|column| SchemaField { name: column.head, kind: column.kind, description: column.about });
    Resource {
        profile: "tabular-data-resource",
        name,
        title,
        path,
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        schema: Schema { fields: fields.collect(), missing_values: [""] },
    }
}
