//! Links that carry edits: `#/open/` and, behind it, base64url of deflated JSON.
//!
//! The JSON is a snapshot without its plan: `format` is `shisaku-link`, and `planId` says which plan the edits are of. It
//! opens the same comparison a file does.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde_json::Map;

use crate::edits::{Edit, Maker};
use crate::plan::json::InJson;
use crate::plan::{SubjectId, Timestamp};

use super::snapshot::{Head, Package, SnapshotError, text_of, text_of_file};

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
    /// The plan the edits are of: its id, and those it had formerly.
    pub plan_ids: Vec<SubjectId>,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// Returns the link from `#` on, or `None` if it would be longer than is read.
pub fn write_link(link: &Link) -> Option<String> {
    let payload = URL_SAFE_NO_PAD.encode(compress_to_vec(write_package(link).as_bytes(), 9));
    (payload.len() <= LENGTH_AT_MOST).then(|| format!("{PREFIX}{payload}"))
}

fn write_package(link: &Link) -> String {
    let (id, former) = link.plan_ids.split_first().map_or((None, [].as_slice()), |(id, former)| (Some(id), former));
    let former = (!former.is_empty()).then(|| former.to_vec().to_json());
    let fields = [
        ("format", Some(FORMAT.into())),
        ("version", Some(super::snapshot::VERSION.into())),
        ("exportedAt", Some(link.exported_at.to_json())),
        ("exportedBy", Some(link.exported_by.to_json())),
        ("planId", id.map(InJson::to_json)),
        ("formerPlanIds", former),
    ];
    text_of_file(fields, &Map::new(), &link.edits)
}

/// Reads what stands behind [`PREFIX`].
///
/// # Errors
///
/// A link that is too long or was cut off, and what [`read_file`](super::read_file) refuses of a file.
pub fn read_link(payload: &str) -> Result<Package, SnapshotError> {
    if payload.len() > LENGTH_AT_MOST {
        return Err(SnapshotError::TooLarge(payload.len()));
    }
    // Mail programs break lines, and what ends the sentence comes along; browsers escape both.
    let text: String = payload.chars().filter(|c| !c.is_whitespace()).collect();
    let text = ["%20", "%0A", "%0D", "%09"].iter().fold(text, |text, escaped| text.replace(escaped, ""));
    let own = text.split(|sign: char| !sign.is_ascii_alphanumeric() && !"-_".contains(sign)).next();
    let bytes = URL_SAFE_NO_PAD.decode(own.unwrap_or_default()).map_err(|_| SnapshotError::LinkCut)?;
    let json = decompress_to_vec_with_limit(&bytes, BYTES_AT_MOST).map_err(|error| match error.status {
        miniz_oxide::inflate::TINFLStatus::HasMoreOutput => SnapshotError::TooLarge(BYTES_AT_MOST + 1),
        _ => SnapshotError::LinkCut,
    })?;
    read_package(&json)
}

/// Parses a link's JSON, also from a file: earlier versions rescued drafts in this form.
pub(super) fn read_package(json: &[u8]) -> Result<Package, SnapshotError> {
    let mut head = Head::parse(text_of(json)?)?;
    let (exported_at, exported_by) = head.begin(FORMAT)?;
    let mut plan_ids: Vec<SubjectId> = vec![head.take("planId")?];
    plan_ids.extend(head.take_or_default::<Vec<SubjectId>>("formerPlanIds")?);
    let (edits, damaged) = head.edits()?;
    Ok(Package {
        exported_at,
        exported_by,
        plan_ids,
        plan: None,
        edits,
        handed_in: Vec::new(),
        damaged,
        extra: head.carried()?,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn link() -> Link {
        let edit = r#"{"id":"a-1","step":"a-1","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"k1/name",
            "value":{"text":"<img src=x onerror=alert(1)>"},"seen":[],"later":1.50}"#;
        Link {
            exported_at: Timestamp::from_millis(0),
            exported_by: Some(Maker { author: None, department: Some("産業課".into()) }),
            plan_ids: ["kamakura", "kamakura-3-10"].map(|id| SubjectId::new(id).unwrap()).into(),
            edits: vec![Edit::read(edit).unwrap()],
        }
    }

    fn edits() -> Vec<Arc<Edit>> {
        link().edits.into_iter().map(Arc::new).collect()
    }

    #[test]
    fn reads_what_it_writes() {
        let written = write_link(&link()).unwrap();
        let package = read_link(written.strip_prefix(PREFIX).unwrap()).unwrap();
        assert_eq!(package.edits, edits());
        assert_eq!((package.plan_ids, package.exported_by), (link().plan_ids, link().exported_by));
        // Broken into lines by a mail program, with a full stop behind it.
        let (first, second) = written.strip_prefix(PREFIX).unwrap().split_at(20);
        assert_eq!(read_link(&format!("{first}\r\n {second}.")).map(|p| p.edits), Ok(edits()));
        assert_eq!(read_link(&format!("{first}%20{second}%3E")).map(|p| p.edits), Ok(edits()));
        for end in ["。", "%E3%80%82", "）です", "=", ")、次に", "\u{200b}"] {
            assert_eq!(read_link(&format!("{first}{second}{end}")).map(|p| p.edits), Ok(edits()), "{end}");
        }
    }

    #[test]
    fn a_link_cut_anywhere_is_refused() {
        let written = write_link(&link()).unwrap();
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
