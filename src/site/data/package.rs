//! The description of the tables: `datapackage.json`.

use serde::Serialize;

use crate::format::Edition;
use crate::plan::{Field, Plan};
use crate::words;

use super::rows::COLUMNS;
use super::{file_name, ids, json};

/// A Data Package.
#[derive(Serialize)]
struct Package {
    profile: &'static str,
    name: String,
    title: String,
    description: String,
    resources: Vec<Resource>,
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
}

pub fn description(plan: &Plan, edition: &Edition) -> Vec<u8> {
    let all = resource("values".into(), words::data::ALL_VALUES.to_owned(), "values.csv".into());
    let of_indicators = ids(plan).map(|id| {
        let name = format!("indicator-{id}").to_lowercase();
        resource(name, plan.text(id, Field::Name).to_owned(), file_name(id))
    });
    json(&Package {
        profile: "tabular-data-package",
        name: plan.id.to_string().to_lowercase(),
        title: words::overview::head(plan),
        description: words::edition::date(edition),
        resources: std::iter::once(all).chain(of_indicators).collect(),
    })
}

fn resource(name: String, title: String, path: String) -> Resource {
    let fields = COLUMNS.iter().map(|column| SchemaField { name: column.head, kind: column.kind }).collect();
    Resource {
        profile: "tabular-data-resource",
        name,
        title,
        path,
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        schema: Schema { fields, missing_values: [""] },
    }
}
