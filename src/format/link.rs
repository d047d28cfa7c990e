//! Links that carry edits: `#/open/` and, behind it, base64url of deflated JSON.
//!
//! The JSON is a snapshot without its plan: `format` is `shisaku-link`, and `planId` says which plan the edits are of. It
//! opens the same comparison a file does.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde_json::{Map, Value as Json};

use crate::edits::{Edit, Maker};
use crate::plan::json::{InJson, object};
use crate::plan::{SubjectId, Timestamp};

use super::snapshot::{Package, SnapshotError, parse, read_edits, read_head};

/// What the field `format` says.
pub const FORMAT: &str = "shisaku-link";
/// What stands before the payload, from `#` on.
pub const PREFIX: &str = "#/open/";
/// From this length on a link may be cut by mail programs and chat tools, and a file is the better way.
pub const LENGTH_TO_WARN: usize = 8_000;
/// The longest payload that is read, in characters.
const LENGTH_AT_MOST: usize = 2_000_000;
/// The most a payload may inflate to, in bytes: what a file may be.
const BYTES_AT_MOST: usize = super::snapshot::BYTES_AT_MOST;

/// What a link carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// When it was made.
    pub exported_at: Timestamp,
    /// By whom, as far as they said.
    pub exported_by: Option<Maker>,
    /// The plan the edits are of.
    pub plan: SubjectId,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// The link, from `#` on.
pub fn write_link(link: &Link) -> String {
    let fields = [
        ("format", Some(FORMAT.into())),
        ("version", Some(super::snapshot::VERSION.into())),
        ("exportedAt", Some(link.exported_at.to_json())),
        ("exportedBy", Some(link.exported_by.to_json())),
        ("planId", Some(link.plan.to_json())),
        ("edits", Some(link.edits.to_json())),
    ];
    let json = object(fields, &Map::new()).to_string();
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(compress_to_vec(json.as_bytes(), 9)))
}

/// Reads what stands behind [`PREFIX`], whole or not at all.
pub fn read_link(payload: &str) -> Result<Package, SnapshotError> {
    if payload.len() > LENGTH_AT_MOST {
        return Err(SnapshotError::TooLarge(payload.len()));
    }
    // Mail programs break lines, and some put the last sign of a sentence into the link; browsers then escape them.
    let text: String = payload.chars().filter(|c| !c.is_whitespace()).collect();
    let text = ["%20", "%0A", "%0D", "%09", "%3E"].iter().fold(text, |text, escaped| text.replace(escaped, ""));
    let bytes =
        URL_SAFE_NO_PAD.decode(text.trim_end_matches(['=', '.', ')', '>'])).map_err(|_| SnapshotError::LinkCut)?;
    let json = decompress_to_vec_with_limit(&bytes, BYTES_AT_MOST).map_err(|error| match error.status {
        miniz_oxide::inflate::TINFLStatus::HasMoreOutput => SnapshotError::TooLarge(BYTES_AT_MOST + 1),
        _ => SnapshotError::LinkCut,
    })?;
    read_package(&json)
}

/// Reads the JSON of a link, as it may also stand in a file: what is rescued from a stopped page.
pub(super) fn read_package(json: &[u8]) -> Result<Package, SnapshotError> {
    let Json::Object(mut head) = parse(json)? else { return Err(SnapshotError::Foreign) };
    let (exported_at, exported_by) = read_head(&mut head, FORMAT)?;
    let mut take = |key: &'static str| head.shift_remove(key).ok_or(SnapshotError::Head(key));
    let plan_id = SubjectId::from_json(take("planId")?).map_err(|_| SnapshotError::Head("planId"))?;
    let edits = read_edits(take("edits")?)?;
    Ok(Package { exported_at, exported_by, plan_id, plan: None, edits, extra: head })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> Link {
        let edit = r#"{"id":"a-1","step":"a-1","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"k1/name",
            "value":{"text":"<img src=x onerror=alert(1)>"},"seen":[],"later":1.50}"#;
        Link {
            exported_at: Timestamp::from_millis(0),
            exported_by: Some(Maker { author: None, department: Some("産業課".into()) }),
            plan: SubjectId::new("kamakura-3-10").unwrap(),
            edits: vec![serde_json::from_str(edit).unwrap()],
        }
    }

    #[test]
    fn reads_what_it_writes() {
        let written = write_link(&link());
        let package = read_link(written.strip_prefix(PREFIX).unwrap()).unwrap();
        assert_eq!(package.edits, link().edits);
        assert_eq!((package.plan_id, package.exported_by), (link().plan, link().exported_by));
        // Broken into lines by a mail program, with a full stop behind it.
        let (first, second) = written.strip_prefix(PREFIX).unwrap().split_at(20);
        assert_eq!(read_link(&format!("{first}\r\n {second}.")).map(|p| p.edits), Ok(link().edits));
        assert_eq!(read_link(&format!("{first}%20{second}%3E")).map(|p| p.edits), Ok(link().edits));
    }

    #[test]
    fn a_link_cut_anywhere_is_refused() {
        let written = write_link(&link());
        let payload = written.strip_prefix(PREFIX).unwrap();
        for length in 0..payload.len() {
            let cut = payload.get(..length).unwrap();
            assert!(matches!(read_link(cut), Err(SnapshotError::LinkCut | SnapshotError::Empty)), "{length}");
        }
    }

    #[test]
    fn what_is_no_link_is_told_apart() {
        let deflated = |text: &str| URL_SAFE_NO_PAD.encode(compress_to_vec(text.as_bytes(), 6));
        for (payload, error) in [
            ("%%%".to_owned(), SnapshotError::LinkCut),
            (deflated("{}"), SnapshotError::Foreign),
            (deflated(r#"{"format":"shisaku-snapshot","version":1}"#), SnapshotError::Foreign),
            (deflated(r#"{"format":"shisaku-link","version":9}"#), SnapshotError::Newer(9)),
            (deflated(&" ".repeat(BYTES_AT_MOST + 1)), SnapshotError::TooLarge(BYTES_AT_MOST + 1)),
        ] {
            assert_eq!(read_link(&payload), Err(error), "{}", payload.get(..20).unwrap_or(&payload));
        }
    }
}
