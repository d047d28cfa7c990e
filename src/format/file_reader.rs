//! Reading what people hand over: snapshots, links, and files of what could not be read.

use std::sync::Arc;

use crate::edits::Edit;
use crate::plan::Plan;

use super::aside::read_aside;
use super::link::read_package;
use super::snapshot::{BYTES_AT_MOST, Package, SnapshotError, plan_of, read_parts};

/// Reads what people hand over: a snapshot, what a link carries, or a file of what could not be read.
///
/// # Errors
///
/// What is none of them, and what has no edit that can be read although it has some.
pub fn read_file(bytes: &[u8]) -> Result<Package, SnapshotError> {
    FileReader::default().read(bytes)
}

/// Reads the files of several people. They mostly hold one plan, written alike: it is parsed once and shared.
#[derive(Clone, Debug, Default)]
pub struct FileReader {
    /// The plan of the last file that had one: as it was written, and read.
    plan: Option<(Arc<str>, Arc<Plan>)>,
}

impl FileReader {
    /// Returns a reader that knows `plan` already, as it was read from `text`.
    pub fn knowing(text: Arc<str>, plan: Arc<Plan>) -> FileReader {
        FileReader { plan: Some((text, plan)) }
    }

    /// Reads the next file, as [`read_file`].
    ///
    /// # Errors
    ///
    /// As of [`read_file`].
    pub fn read(&mut self, bytes: &[u8]) -> Result<Package, SnapshotError> {
        if let Some(package) = self.read_without_plan(bytes) {
            return Ok(package);
        }
        let package = match read_parts(bytes, Edit::read_quickly, &mut |json| self.plan(json)) {
            Err(SnapshotError::Foreign) => match read_package(bytes) {
                Err(SnapshotError::Foreign) => read_aside(bytes)?,
                read => read?,
            },
            read => match read? {
                (package, Ok(plan), _) => Package { plan: Some(plan), ..package },
                // Whose plan it is has to be known; the plan itself only tells what else differs.
                (package, Err(_), _) if !package.plan_ids.is_empty() => package,
                (_, Err(error), _) => return Err(error),
            },
        };
        match package.damaged.first() {
            Some(first) if package.edits.is_empty() => Err(SnapshotError::Damaged(Box::new(first.clone()))),
            _ => Ok(package),
        }
    }

    fn plan(&mut self, json: &str) -> Result<Arc<Plan>, SnapshotError> {
        if let Some((_, plan)) = self.plan.as_ref().filter(|(known, _)| **known == *json) {
            return Ok(plan.clone());
        }
        let plan = Arc::new(plan_of(json)?);
        self.plan = Some((json.into(), plan.clone()));
        Ok(plan)
    }

    /// Reads a file that holds the known plan, written alike, as if it had none: the plan is most of a file, and comparing it is
    /// cheaper than finding its end. `None` where anything else stands in its place or is wrong with the file.
    fn read_without_plan(&self, bytes: &[u8]) -> Option<Package> {
        let (text, plan) = self.plan.as_ref().filter(|_| bytes.len() <= BYTES_AT_MOST)?;
        let (before, from) = bytes.split_at_checked(start_of_plan(bytes)?)?;
        let rest = [before, b"null", from.strip_prefix(text.as_bytes())?].concat();
        let replaced = rest.as_ptr().wrapping_add(before.len());
        let read = read_parts(&rest, Edit::read_quickly, &mut |json| match std::ptr::eq(json.as_ptr(), replaced) {
            true => Ok(plan.clone()),
            // The value that was replaced was not the plan of the file.
            false => Err(SnapshotError::Plan(String::new())),
        });
        let (package, plan, _) = read.ok()?;
        package.damaged.is_empty().then_some(Package { plan: Some(plan.ok()?), ..package })
    }
}

/// Where the first field of this name has its value.
fn start_of_plan(bytes: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"\"plan\":";
    let behind = bytes.windows(NAME.len()).position(|window| window == NAME)? + NAME.len();
    let space = bytes.get(behind..)?.iter().position(|byte| !byte.is_ascii_whitespace())?;
    Some(behind + space)
}

#[cfg(test)]
mod tests {
    use super::super::snapshot::tests::{HEAD, PLAN};
    use super::*;

    fn file(plan: &str) -> String {
        format!("{{{HEAD},{plan},\"edits\":[]}}")
    }

    #[test]
    fn files_that_hold_one_plan_share_it() {
        let other = PLAN.replace(r#""city":"""#, r#""city":"山町""#);
        let mut reader = FileReader::default();
        let mut plan_of = |plan: &str| reader.read(file(plan).as_bytes()).unwrap().plan;
        let [first, second, changed, unknown, again] =
            [PLAN, PLAN, &other, &PLAN.replace("2026", "\"later\""), PLAN].map(&mut plan_of);
        assert!(Arc::ptr_eq(first.as_ref().unwrap(), &second.unwrap()));
        assert_eq!(changed.unwrap().city, "山町");
        assert_eq!(unknown, None);
        assert_eq!(again, first);
    }

    #[test]
    fn a_file_reads_alike_whatever_plan_is_known() {
        let (text, known) = (PLAN.strip_prefix("\"plan\":").unwrap(), read_file(file(PLAN).as_bytes()).unwrap());
        let knowing = || FileReader::knowing(text.into(), known.plan.clone().unwrap());
        assert!(knowing().read_without_plan(file(PLAN).as_bytes()).is_some(), "else nothing is tried here");
        let spaced = PLAN.replacen(':', " : ", 1);
        let inner = format!("\"other\":{{{PLAN}}}");
        for text in [
            file(PLAN),
            file(&PLAN.replacen(':', ":\n  ", 1)),
            file(&spaced),
            file(&PLAN.replace(r#""city":"""#, r#""city":"山町""#)),
            file(&format!("{inner},{PLAN}")),
            file(&inner),
            file(&format!("{PLAN},{PLAN}")),
            file(&format!("{PLAN},\"plan\":7")),
            file(&format!("{PLAN},\"plan\":null")),
            file(&format!("{inner},\"plan\":null")),
            file(&format!("{PLAN}7")),
            file(&format!("{PLAN},\"later\":{{\"a\":1}}")),
            file("\"plan\":null"),
            file(PLAN).replace("\"edits\":[]", "\"edits\":[7]"),
            file(PLAN).replace("\"edits\":[]", "\"edits\":7"),
            file(PLAN).replace("\"edits\":[]}", "\"edits\":["),
            file(PLAN).replace("shisaku-snapshot", "shisaku-other"),
            format!("\u{feff}{}", file(PLAN)),
            format!("{} x", file(PLAN)),
        ] {
            assert_eq!(knowing().read(text.as_bytes()), read_file(text.as_bytes()), "{text}");
        }
    }
}
