//! Digests of publications, by which pages tell whether they were made from the `plan.json` beside them.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::edits::Edit;
use crate::plan::Plan;

/// The digest of a publication: `sha256-` and a SHA-256 hash in base64url without padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest(String);

/// How many bytes of `plan.json` are searched for its digest.
const SEARCHED: usize = 512;
const PREFIX: &str = "sha256-";
const MEMBER: &str = "\"digest\"";

impl Digest {
    /// What a digest is written like, as a regular expression.
    pub const PATTERN: &str = "^sha256-[A-Za-z0-9_-]{43}$";

    /// Returns the digest of a plan with edits: what else stands in a file of them makes no difference.
    pub fn of_content<'a>(plan: &Plan, edits: impl IntoIterator<Item = &'a Edit>) -> Digest {
        let mut hash = Sha256::new();
        hash.update(plan.to_json().to_string());
        for edit in edits {
            hash.update("\n");
            hash.update(edit.to_text());
        }
        Digest::of_hash(hash)
    }

    /// Returns the digest of a `plan.json`: the one that its first 512 bytes state, otherwise, in a file of an earlier release or
    /// of a script, that of its bytes.
    pub fn of_file(bytes: &[u8]) -> Digest {
        stated(bytes).unwrap_or_else(|| Digest::of_hash(Sha256::new().chain_update(bytes)))
    }

    /// Returns the digest as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of_hash(hash: Sha256) -> Digest {
        Digest(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(hash.finalize())))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The value of the first member `"digest"` in the first bytes, if it is a digest.
fn stated(bytes: &[u8]) -> Option<Digest> {
    // The cut may fall within a letter.
    let head = String::from_utf8_lossy(bytes.get(..SEARCHED).unwrap_or(bytes));
    let (_, rest) = head.split_once(MEMBER)?;
    let (value, _) = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?.split_once('"')?;
    let hash = URL_SAFE_NO_PAD.decode(value.strip_prefix(PREFIX)?).ok()?;
    (hash.len() == Sha256::output_size()).then(|| Digest(value.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::edits::fake::{of_seed, set};
    use crate::format::{Publication, Snapshot, publish, read_snapshot};
    use crate::plan::{Timestamp, Value};
    use crate::state::seed;

    use super::*;

    fn published(edition: &str, entered: &[&str]) -> Snapshot {
        let mut journal = of_seed();
        for text in entered {
            set(&mut journal, "3-10/vision", Value::Text((*text).to_owned()));
        }
        let about = Publication { edition: edition.into(), ..Publication::default() };
        publish(&Arc::new(seed().unwrap().plan), journal.edits(), about, Timestamp::default())
    }

    fn content_of(snapshot: &Snapshot) -> Digest {
        Digest::of_content(&snapshot.plan, &snapshot.edits)
    }

    #[test]
    fn a_publication_states_the_digest_of_its_content() {
        for edition in ["", &"長".repeat(1_000)] {
            let snapshot = published(edition, &["港"]);
            let text = snapshot.to_json();
            assert_eq!(Digest::of_file(text.as_bytes()), content_of(&snapshot));
            assert!(text.contains(&format!("\"digest\": \"{}\"", content_of(&snapshot))), "{}", &text[..300]);
            // Without the lines and spaces it is kept with, as the build leaves it; read and written again.
            let short: String = text.lines().map(str::trim_start).collect();
            assert_eq!(Digest::of_file(short.as_bytes()), content_of(&snapshot));
            assert_eq!(content_of(&read_snapshot(short.as_bytes()).unwrap()), content_of(&snapshot));
        }
        assert!(content_of(&published("", &[])).as_str().len() == 7 + 43);
    }

    #[test]
    fn other_content_has_another_digest_and_other_words_about_it_have_not() {
        let first = content_of(&published("令和8年度版", &["港"]));
        assert_eq!(content_of(&published("令和9年度版", &["港"])), first);
        for other in [published("令和8年度版", &[]), published("令和8年度版", &["海"])] {
            assert_ne!(content_of(&other), first);
        }
        let mut plan = published("令和8年度版", &["港"]);
        plan.plan.city = "藤沢市".into();
        assert_ne!(content_of(&plan), first);
    }

    #[test]
    fn a_file_that_states_none_has_that_of_its_bytes() {
        // echo -n '{}' | sha256sum, in base64url.
        let none = "sha256-RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o";
        assert_eq!(Digest::of_file(b"{}").as_str(), none);
        let long = format!("{{\"digest\":\"{none}\"}}");
        assert_eq!(Digest::of_file(long.as_bytes()).as_str(), none);
        for other in [
            format!("{}{long}", " ".repeat(SEARCHED - 20)),
            "{\"digest\":\"sha256-RBNv\"}".to_owned(),
            "{\"digest\":\"<script>\"}".to_owned(),
            format!("{{\"digest\":[\"{none}\"]}}"),
            "長".repeat(SEARCHED),
        ] {
            let of_bytes = Digest::of_hash(Sha256::new().chain_update(&other));
            assert_eq!(Digest::of_file(other.as_bytes()), of_bytes, "{other}");
        }
    }

    #[test]
    fn the_seed_states_its_own() {
        let seed = seed().unwrap();
        assert_eq!(Digest::of_file(include_bytes!("../../seeds/plan.json")), content_of(&seed));
    }
}
