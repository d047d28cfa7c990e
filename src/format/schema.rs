//! The JSON Schema of a snapshot, made from the types: what a colleague's script can check its file with.
//!
//! Published as `snapshot.schema.json` beside the page. It says what a file looks like; what holds between the parts of
//! one (ids, years of the plan) only the reader says. It is the form of what this release understands: what else the reader
//! carries (`docs/snapshot.md`) is no fault of a file.

use serde_json::{Value as Json, json};

use crate::edits::Edit;
use crate::plan::json::InJson;
use crate::plan::{Field, Place, ReadingKind, ValueKind};

use super::snapshot::{FORMAT, VERSION};
use super::{Corrections, Digest, History, HistoryEntry, WebAddress};

/// What decimals are written like: at most 15 digits before the point and 6 behind it.
const DECIMAL: &str = "^-?[0-9]{1,15}(\\.[0-9]{1,6})?$";
const SUBJECT: &str = "[A-Za-z0-9-]{1,64}";
const EDIT_ID: &str = "^[A-Za-z0-9_:-]{1,80}$";
/// An id, and what was seen of it.
const NAME: &str = "^[A-Za-z0-9_:-]{1,80}(~[A-Za-z0-9_-]{16})?$";
const TIMESTAMP: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$";

/// Every kind a cell's value can be of.
const KINDS: [ValueKind; 10] = [
    ValueKind::Text,
    ValueKind::Observation,
    ValueKind::Direction,
    ValueKind::Target,
    ValueKind::Year,
    ValueKind::Number,
    ValueKind::Initiatives,
    ValueKind::Role,
    ValueKind::Place,
    ValueKind::Confirmation,
];

/// The schema, in draft 2020-12.
pub fn snapshot_schema() -> Json {
    let by_kind = KINDS.map(|kind| (key_pattern(kind), json!({ "$ref": format!("#/$defs/{}", name(kind)) })));
    let cells = by_kind.iter().map(|(pattern, schema)| (pattern.clone(), schema.clone()));
    let matching = by_kind.iter().map(|(pattern, schema)| {
        json!({
            "if": { "properties": { "cell": { "pattern": pattern } }, "required": ["cell"] },
            "then": { "properties": { "value": schema } },
        })
    });
    let any_key = Json::Array(by_kind.iter().map(|(pattern, _)| json!({ "pattern": pattern })).collect());
    let correction = json!({
        "type": "object",
        "required": ["cell", "before", "after"],
        "properties": {
            "cell": { "$ref": "#/$defs/key" },
            "name": { "type": "string", "maxLength": Corrections::TEXT_AT_MOST },
            "unit": { "type": "string", "maxLength": Corrections::TEXT_AT_MOST },
            "before": { "$ref": "#/$defs/observation" },
            "after": { "$ref": "#/$defs/observation" },
        },
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Shisaku snapshot",
        "description": "A plan and the edits made on it. Fields that are not named here are kept.",
        "type": "object",
        "required": ["format", "version", "exportedAt", "exportedBy", "plan", "edits"],
        "properties": {
            "format": { "const": FORMAT },
            "version": { "const": VERSION },
            "digest": { "type": "string", "pattern": Digest::PATTERN },
            "exportedAt": { "$ref": "#/$defs/timestamp" },
            "exportedBy": { "anyOf": [{ "$ref": "#/$defs/maker" }, { "type": "null" }] },
            "publication": { "anyOf": [{ "$ref": "#/$defs/publication" }, { "type": "null" }] },
            "handedIn": { "type": "array", "items": { "$ref": "#/$defs/handedIn" } },
            "plan": { "$ref": "#/$defs/plan" },
            "edits": { "type": "array", "items": { "$ref": "#/$defs/edit" } },
        },
        "$defs": {
            "timestamp": { "type": "string", "pattern": TIMESTAMP },
            "decimal": { "type": "string", "pattern": DECIMAL },
            "subject": { "type": "string", "pattern": format!("^{SUBJECT}$") },
            "id": { "type": "string", "pattern": EDIT_ID },
            "name": { "type": "string", "pattern": NAME },
            "key": { "type": "string", "anyOf": any_key },
            "fiscalYear": { "type": "integer", "minimum": 1900, "maximum": 2199 },
            "handedIn": {
                "type": "object",
                "required": ["year", "at"],
                "properties": {
                    "year": { "$ref": "#/$defs/fiscalYear" },
                    "department": optional_text(),
                    "at": { "$ref": "#/$defs/timestamp" },
                },
            },
            "maker": {
                "type": "object",
                "properties": { "author": optional_text(), "department": optional_text() },
            },
            "publication": {
                "type": "object",
                "properties": {
                    "edition": { "type": "string" }, "date": { "type": "string" }, "contact": { "type": "string" },
                    "address": { "$ref": "#/$defs/address", "pattern": "^[^?#]*/$" },
                    "licence": {
                        "type": "object",
                        "required": ["name"],
                        "properties": {
                            "name": { "type": "string", "minLength": 1, "maxLength": HistoryEntry::NAME_AT_MOST },
                            "url": { "$ref": "#/$defs/address" },
                        },
                    },
                    "history": {
                        "type": "array",
                        "maxItems": History::AT_MOST,
                        "items": { "$ref": "#/$defs/historyEntry" },
                    },
                },
            },
            "address": {
                "type": "string",
                "maxLength": WebAddress::AT_MOST,
                "pattern": WebAddress::PATTERN,
            },
            "historyEntry": {
                "type": "object",
                "required": ["at"],
                "properties": {
                    "at": { "$ref": "#/$defs/timestamp" },
                    "edition": { "type": "string", "maxLength": HistoryEntry::NAME_AT_MOST },
                    "note": { "type": "string", "maxLength": HistoryEntry::NOTE_AT_MOST },
                    "changes": { "type": "integer", "minimum": 0 },
                    "names": {
                        "type": "array",
                        "maxItems": HistoryEntry::NAMES_AT_MOST,
                        "items": { "type": "string", "maxLength": HistoryEntry::NAME_AT_MOST },
                    },
                    "unnamed": { "type": "integer", "minimum": 0 },
                    "added": { "type": "array", "items": { "type": "string" } },
                    "retired": { "type": "array", "items": { "type": "string" } },
                    "corrections": { "type": "array", "maxItems": Corrections::AT_MOST, "items": correction },
                    "moreCorrections": { "type": "integer", "minimum": 0 },
                },
            },
            "plan": {
                "type": "object",
                "required": ["id", "city", "firstYear", "lastYear", "policies", "cells"],
                "properties": {
                    "id": { "$ref": "#/$defs/subject" },
                    "formerIds": subjects(),
                    "city": { "type": "string" },
                    "firstYear": { "$ref": "#/$defs/fiscalYear" },
                    "lastYear": { "$ref": "#/$defs/fiscalYear" },
                    "policies": { "type": "array", "items": { "$ref": "#/$defs/policy" } },
                    "cells": {
                        "type": "object",
                        "patternProperties": Json::Object(cells.collect()),
                        "additionalProperties": false,
                    },
                    "readings": { "type": "array", "items": { "$ref": "#/$defs/reading" } },
                },
            },
            "policy": {
                "type": "object",
                "required": ["id", "indicators", "initiatives", "projects"],
                "properties": {
                    "id": { "$ref": "#/$defs/subject" },
                    "indicators": subjects(),
                    "initiatives": subjects(),
                    "projects": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["id", "indicators"],
                            "properties": { "id": { "$ref": "#/$defs/subject" }, "indicators": subjects() },
                        },
                    },
                },
            },
            "reading": {
                "type": "object",
                "required": ["cell", "kind", "line", "source"],
                "properties": {
                    "cell": { "$ref": "#/$defs/key" },
                    "kind": { "enum": ReadingKind::ALL.map(|kind| kind.to_json()) },
                    "line": { "type": "integer", "minimum": 0, "maximum": u32::MAX },
                    "source": { "type": "string" },
                },
            },
            "edit": {
                "type": "object",
                "required": ["id", "step", "clock", "at"],
                "properties": {
                    "id": { "$ref": "#/$defs/id" },
                    "step": { "$ref": "#/$defs/id" },
                    "clock": { "type": "integer", "minimum": 1, "maximum": Edit::LAST_CLOCK },
                    "at": { "$ref": "#/$defs/timestamp" },
                    "cell": { "anyOf": [{ "$ref": "#/$defs/key" }, { "type": "null" }] },
                    "seen": {
                        "anyOf": [
                            { "type": "array", "maxItems": Edit::SEEN_AT_MOST, "items": { "$ref": "#/$defs/name" } },
                            { "type": "null" },
                        ],
                    },
                    "retracts": { "anyOf": [{ "$ref": "#/$defs/id" }, { "type": "null" }] },
                    "salt": { "type": ["string", "null"], "maxLength": Edit::SALT_AT_MOST, "pattern": "^[A-Za-z0-9_-]+$" },
                    "author": optional_text(),
                    "department": optional_text(),
                    "reason": optional_text(),
                },
                "oneOf": [{ "required": ["cell", "value"] }, { "required": ["retracts"] }],
                "allOf": Json::Array(matching.collect()),
            },
            "text": variant("text", &json!({ "type": "string" })),
            "observation": variant("observation", &json!({
                "anyOf": [
                    { "enum": ["notEntered", "notPublished", "notApplicable"] },
                    variant("final", &json!({ "$ref": "#/$defs/decimal" })),
                    variant("preliminary", &json!({ "$ref": "#/$defs/decimal" })),
                ],
            })),
            "direction": variant("direction", &json!({ "enum": ["increase", "decrease", "maintain", null] })),
            "target": variant("target", &json!({
                "anyOf": [
                    { "enum": ["announced", "notStated"] },
                    variant("number", &json!({ "$ref": "#/$defs/decimal" })),
                ],
            })),
            "year": variant("year", &json!({ "anyOf": [{ "$ref": "#/$defs/fiscalYear" }, { "type": "null" }] })),
            "number": variant("number", &json!({ "anyOf": [{ "$ref": "#/$defs/decimal" }, { "type": "null" }] })),
            "initiatives": variant("initiatives", &json!({
                "type": "array",
                "items": { "anyOf": [{ "type": "integer", "minimum": 0, "maximum": 255 }, { "$ref": "#/$defs/subject" }] },
            })),
            "role": variant("role", &role()),
            "place": variant("place", &json!({
                "type": ["string", "null"], "maxLength": Place::AT_MOST, "pattern": "^[0-9a-z]*[1-9a-z]$",
            })),
            "confirmation": variant("confirmation", &json!({ "type": ["string", "null"] })),
        },
    })
}

/// The keys of the cells whose values are of this kind, as a pattern.
fn key_pattern(kind: ValueKind) -> String {
    let names = |fields: Vec<Field>| fields.iter().map(|field| field.as_str()).collect::<Vec<_>>().join("|");
    let keys = |aspect: &str, wanted: &dyn Fn(Field) -> bool| {
        let of = |yearly: bool| {
            let fields = Field::ALL.into_iter().filter(|field| field.is_yearly() == yearly && wanted(*field));
            let names = names(fields.collect());
            let year = if yearly { "/(19|20|21)[0-9]{2}" } else { "" };
            (!names.is_empty()).then(|| format!("^{SUBJECT}/({names}){year}{aspect}$"))
        };
        [of(false), of(true)].into_iter().flatten().collect::<Vec<_>>()
    };
    let mut patterns = keys("", &|field| field.kind() == kind);
    match kind {
        ValueKind::Text => patterns.extend(keys("/(remark|internal)", &|_| true)),
        ValueKind::Confirmation => patterns.extend(keys("/confirmation", &|_| true)),
        _ => {}
    }
    patterns.join("|")
}

fn name(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "text",
        ValueKind::Observation => "observation",
        ValueKind::Direction => "direction",
        ValueKind::Target => "target",
        ValueKind::Year => "year",
        ValueKind::Number => "number",
        ValueKind::Initiatives => "initiatives",
        ValueKind::Role => "role",
        ValueKind::Place => "place",
        ValueKind::Confirmation => "confirmation",
    }
}

/// An object with this one field.
fn variant(field: &str, schema: &Json) -> Json {
    json!({ "type": "object", "required": [field], "properties": { (field): schema }, "additionalProperties": false })
}

/// What a subject is: a policy, or of a kind that belongs to another.
fn role() -> Json {
    let kinds = |kinds: &Json, of: Json| {
        json!({
            "type": "object",
            "required": if of.is_null() { json!(["kind"]) } else { json!(["kind", "of"]) },
            "properties": if of.is_null() { json!({ "kind": kinds }) } else { json!({ "kind": kinds, "of": of }) },
            "additionalProperties": false,
        })
    };
    let parts = kinds(&json!({ "enum": ["indicator", "initiative", "project"] }), json!({ "$ref": "#/$defs/subject" }));
    json!({ "anyOf": [kinds(&json!({ "const": "policy" }), Json::Null), parts, { "type": "null" }] })
}

fn optional_text() -> Json {
    json!({ "type": ["string", "null"], "maxLength": Edit::TEXT_AT_MOST })
}

fn subjects() -> Json {
    json!({ "type": "array", "items": { "$ref": "#/$defs/subject" } })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file people get is what the types say: `SHISAKU_WRITE=1 cargo test schema` writes it anew.
    #[test]
    fn the_published_schema_is_that_of_the_types() {
        let schema = format!("{:#}\n", snapshot_schema());
        let file = "public/snapshot.schema.json";
        if std::env::var_os("SHISAKU_WRITE").is_some() {
            std::fs::write(file, &schema).unwrap();
        }
        assert!(std::fs::read_to_string(file).unwrap() == schema, "{file} is another; SHISAKU_WRITE=1 writes it");
    }
}
