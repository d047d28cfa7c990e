//! What a page load keeps of its fields, as JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::edits::Begun;
use crate::plan::json::{Fields, InJson, JsonFault, object};
use crate::plan::{Cell, Value};

/// What one page load keeps of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypingRecord {
    /// Texts in the fields of cells, with what was held when editing began.
    pub fields: Vec<(Begun, String)>,
    /// Values that were made of texts when the page was left: still to be said.
    pub committed: Vec<(Cell, Value)>,
    /// Texts in other fields, by name.
    pub texts: BTreeMap<String, String>,
    /// Whether the page load has ended.
    pub is_closed: bool,
    /// Entries in an unknown form, preserved.
    pub foreign: ForeignTyping,
    /// Unknown fields, preserved.
    pub extra: Map<String, Json>,
}

/// Entries of a [`TypingRecord`] in an unknown form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignTyping {
    fields: Vec<Json>,
    committed: Vec<Json>,
    texts: Map<String, Json>,
}

impl TypingRecord {
    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
            && self.committed.is_empty()
            && self.texts.is_empty()
            && self.foreign == ForeignTyping::default()
            && self.extra.is_empty()
    }
}

impl InJson for TypingRecord {
    fn to_json(&self) -> Json {
        let field = |(begun, text): &(Begun, String)| {
            let mut field = begun.to_json();
            if let Some(field) = field.as_object_mut() {
                field.insert("text".into(), text.to_json());
            }
            field
        };
        let committed = |(cell, value): &(Cell, Value)| {
            object([("cell", Some(cell.to_json())), ("value", Some(value.to_json()))], &Map::new())
        };
        let fields = self.fields.iter().map(field).chain(self.foreign.fields.iter().cloned());
        let committed = self.committed.iter().map(committed).chain(self.foreign.committed.iter().cloned());
        let texts = self.texts.iter().map(|(name, text)| (name.clone(), text.to_json()));
        let texts = self.foreign.texts.clone().into_iter().chain(texts);
        object(
            [
                ("fields", Some(Json::Array(fields.collect()))),
                ("committed", Some(Json::Array(committed.collect()))),
                ("texts", Some(Json::Object(texts.collect()))),
                ("closed", Some(self.is_closed.into())),
            ],
            &self.extra,
        )
    }

    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut of = Fields::of(json)?;
        let mut record = TypingRecord::default();
        for json in of.take_or_default::<Vec<Json>>("fields")? {
            match field_of(json.clone()) {
                Ok(field) => record.fields.push(field),
                Err(_) => record.foreign.fields.push(json),
            }
        }
        for json in of.take_or_default::<Vec<Json>>("committed")? {
            match committed_of(json.clone()) {
                Ok(committed) => record.committed.push(committed),
                Err(_) => record.foreign.committed.push(json),
            }
        }
        // What is neither of these is a record of another form, which stays where it is.
        let texts = Fields::of(of.take_readable::<Json>("texts").unwrap_or_else(|| Map::new().into()))?;
        for (name, json) in texts.rest() {
            match json {
                Json::String(text) => drop(record.texts.insert(name, text)),
                other => drop(record.foreign.texts.insert(name, other)),
            }
        }
        let closed = of.take_readable::<Json>("closed").unwrap_or_else(|| false.into());
        record.is_closed =
            closed.as_bool().ok_or(JsonFault { field: Some("closed"), fault: "neither true nor false" })?;
        record.extra = of.rest();
        Ok(record)
    }
}

fn field_of(json: Json) -> Result<(Begun, String), JsonFault> {
    let mut of = Fields::of(json)?;
    let text = of.take("text")?;
    Ok((Begun::from_json(Json::Object(of.rest()))?, text))
}

fn committed_of(json: Json) -> Result<(Cell, Value), JsonFault> {
    let mut of = Fields::of(json)?;
    let committed = (of.take("cell")?, of.take("value")?);
    if of.rest().is_empty() { Ok(committed) } else { Err(JsonFault::new("unknown fields")) }
}
