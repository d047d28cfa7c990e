//! Edits of a newer release: understood as far as their envelope, and carried as they came.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

use crate::plan::{Cell, SubjectId, Timestamp, cleaned};

use super::edit::{Change, Edit, EditError};
use super::id::EditId;
use super::maker::Maker;
use super::name::Names;

/// An edit of which only the envelope is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// The cell it speaks of, where this release knows that cell.
    pub cell: Option<Cell>,
    /// Whose cell it is, where its key begins with the id of a subject.
    pub subject: Option<SubjectId>,
    /// The original JSON with insignificant whitespace removed.
    json: Arc<str>,
}

/// The part of an edit that no release changes (`docs/snapshot.md`).
#[derive(Deserialize)]
struct Envelope {
    id: EditId,
    step: EditId,
    clock: u64,
    at: Timestamp,
    #[serde(default)]
    cell: Option<String>,
    #[serde(default)]
    seen: Option<Names>,
    #[serde(default, rename = "retracts")]
    _retracts: Option<EditId>,
    /// No part of the envelope: told where this release can read them.
    #[serde(default)]
    author: Json,
    #[serde(default)]
    department: Json,
}

impl Foreign {
    /// Reads the envelope of an edit, and keeps the rest as it came.
    ///
    /// # Errors
    ///
    /// An envelope that is missing or damaged, and more names than an edit may have seen.
    pub(super) fn read(json: &str) -> Result<Edit, EditError> {
        let envelope: Envelope = serde_json::from_str(json).map_err(|error| EditError::Envelope(error.to_string()))?;
        if envelope.seen.is_some_and(|seen| seen.len() > Edit::SEEN_AT_MOST) {
            return Err(EditError::TooLong);
        }
        let key = envelope.cell.as_deref().unwrap_or_default();
        let foreign = Foreign {
            cell: key.parse().ok(),
            subject: key.split('/').next().and_then(SubjectId::new),
            json: compact(json).into(),
        };
        Ok(Edit {
            id: envelope.id,
            step: envelope.step,
            clock: envelope.clock,
            at: envelope.at,
            salt: None,
            change: Change::Foreign(foreign),
            maker: Maker { author: text(envelope.author), department: text(envelope.department) },
            reason: None,
            extra: Map::new(),
        })
    }

    /// The whole edit as compact JSON.
    pub(super) fn text(&self) -> &str {
        &self.json
    }

    /// Whether `other` has every field of this one, and with the same value.
    pub(super) fn is_in(&self, other: &Foreign) -> bool {
        let fields = |json: &Arc<str>| serde_json::from_str::<BTreeMap<String, Box<RawValue>>>(json).ok();
        self.json == other.json
            || fields(&self.json).zip(fields(&other.json)).is_some_and(|(own, others)| {
                own.iter().all(|(field, raw)| others.get(field).is_some_and(|other| other.get() == raw.get()))
            })
    }
}

/// Returns a text that is not too long, as people see it.
fn text(json: Json) -> Option<String> {
    json.as_str().filter(|text| text.len() <= Edit::TEXT_AT_MOST).map(|text| cleaned(text.to_owned()))
}

/// Removes insignificant whitespace from JSON.
fn compact(json: &str) -> String {
    let (mut text, mut quoted, mut escaped) = (String::with_capacity(json.len()), false, false);
    for sign in json.chars() {
        if quoted || !matches!(sign, ' ' | '\t' | '\r' | '\n') {
            text.push(sign);
        }
        quoted ^= sign == '"' && !escaped;
        escaped = quoted && sign == '\\' && !escaped;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_newer_release_made_is_kept_as_it_is() {
        let edit =
            |rest: &str| format!(r#"{{ "id":"a-1","step":"a-1","clock":1,"at":"2026-04-01T00:30:00.000Z",{rest}}}"#);
        let deep = format!(r#""cell":"k1/name","value":{}{}"#, "[".repeat(200), "]".repeat(200));
        for (rest, cell, subject) in [
            (r#""cell":"k1/colour","value":{"text":"赤 い"},"seen":["b-1"]"#, None, Some("k1")),
            (r#""cell":"k1/actual/2026/photo","value":{"text":""}"#, None, Some("k1")),
            (r#""cell":"k1/actual/2026", "value":{"range":["1.50",  2.50]}"#, Some("k1/actual/2026"), Some("k1")),
            (r#""cell":"k1/name","value":{"year":2026}"#, Some("k1/name"), Some("k1")),
            (r#""cell":"k1/name","value":{"text":"\ud800"}"#, Some("k1/name"), Some("k1")),
            (deep.as_str(), Some("k1/name"), Some("k1")),
            (r#""moves":"k1","after":"k2 \" x"  "#, None, None),
            (r#""cell":"港/name","value":1"#, None, None),
            (r#""cell":"k1/name","value":{"text":""},"retracts":"b""#, Some("k1/name"), Some("k1")),
        ] {
            let json = edit(rest);
            let read = Edit::read(&json).unwrap();
            assert!(read.is_foreign(), "{rest}");
            assert_eq!(read.cell().map(Cell::to_string).as_deref(), cell);
            assert_eq!(read.subject().map(SubjectId::as_str), subject);
            // Nothing but white space between signs is lost, and reading again changes nothing.
            let written = read.to_text();
            assert_eq!(written, compact(&json));
            assert_eq!(Edit::read(&written), Ok(read));
        }
        assert_eq!(compact(r#" { "a b\\" : "c \" d" , "e":[ 1 , 2 ] } "#), r#"{"a b\\":"c \" d","e":[1,2]}"#);
    }
}
