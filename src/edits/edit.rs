//! One edit.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use crate::plan::json::{Fields, InJson, JsonFault, ObjectText, read_json};
use crate::plan::{Cell, SubjectId, Timestamp, Value, cleaned};

use super::foreign::Foreign;
use super::id::{EditId, shortened};
use super::maker::Maker;
use super::name::{Name, Names, Telling};

/// One change, never changed itself once made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Its id.
    pub id: EditId,
    /// The step it belongs to: what is undone together.
    pub step: EditId,
    /// Greater than every clock used before in this browser. Breaks ties between equal times and decides nothing else.
    pub clock: u64,
    /// Creation time by the author's clock. For display and ordering only.
    pub at: Timestamp,
    /// A secret salt, so that the value cannot be guessed from the edit's hash. `None` in files of earlier versions.
    pub salt: Option<String>,
    /// What it does.
    pub change: Change,
    /// Who made it.
    pub maker: Maker,
    /// Why, in the maker's words.
    pub reason: Option<String>,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

/// What an edit does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Gives a cell a value.
    Set {
        /// The cell.
        cell: Cell,
        /// Its new value.
        value: Value,
        /// The known edits of the cell, what those had seen, and the cell's root.
        seen: Names,
    },
    /// Takes a step back.
    Retract {
        /// The step.
        step: EditId,
        /// The retracted edits and loads. `None` in the earlier format: the whole step.
        seen: Option<Names>,
    },
    /// A change in an unknown format. Preserved, merged and retracted like any other; never shown or published.
    Foreign(Foreign),
}

/// Why JSON is not an edit of any version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// Its envelope is missing or wrong; what was found, for a log.
    Envelope(String),
    /// The clock is 0 or larger than [`Edit::LAST_CLOCK`].
    Clock,
    /// More than [`Edit::SEEN_AT_MOST`] names seen, or a text longer than [`Edit::TEXT_AT_MOST`] bytes.
    TooLong,
}

/// The names of the fields that tell what an edit does, in their order.
const CORE: [&str; 9] = ["id", "step", "clock", "at", "salt", "cell", "value", "seen", "retracts"];
/// The names of those that tell who made it and why.
const NOTES: [&str; 3] = ["author", "department", "reason"];

impl Edit {
    /// The largest clock. Clocks made here stop at it.
    pub const LAST_CLOCK: u64 = 1 << 48;
    /// The most names one edit may have seen.
    pub const SEEN_AT_MOST: usize = 100_000;
    /// The longest salt, in bytes.
    pub const SALT_AT_MOST: usize = 40;
    /// The longest text a value, name or reason may be, in bytes.
    pub const TEXT_AT_MOST: usize = crate::plan::TEXT_AT_MOST;

    /// Reads an edit from its JSON. What has the envelope of an edit and is not understood otherwise is
    /// [foreign](Change::Foreign).
    ///
    /// # Errors
    ///
    /// What is damaged: see [`EditError`].
    pub fn read(json: &str) -> Result<Edit, EditError> {
        let read = read_json(json).ok();
        match read.and_then(|json| Edit::understood(json).ok()) {
            Some(edit) => edit.check(),
            None => Foreign::read(json)?.check(),
        }
    }

    /// The same as [`Edit::read`], quicker for the form this release writes, of which no tree is made: for files of thousands. It is 5 kB
    /// more (brotli), which the embed does without.
    ///
    /// # Errors
    ///
    /// As [`Edit::read`].
    pub fn read_quickly(json: &str) -> Result<Edit, EditError> {
        Edit::plain(json).map_or_else(|| Edit::read(json), Edit::check)
    }

    /// Reads an edit that sets a value and has nothing but the fields this release knows, without escapes in them. What this reads is
    /// what [`Edit::understood`] would; `None` says nothing of all others.
    fn plain(json: &str) -> Option<Edit> {
        let plain: Plain = serde_json::from_str(json).ok()?;
        let cell: Cell = plain.cell.parse().ok()?;
        let value = Value::read(plain.value.get())?;
        let seen = plain.seen.into_iter().map(Name::parse).collect::<Option<Names>>()?;
        let text = |text: Option<&str>| text.map(|text| cleaned(text.to_owned()));
        (plain.salt.is_none_or(is_salt) && value.kind() == cell.kind()).then_some(())?;
        Some(Edit {
            id: EditId::new(plain.id)?,
            step: EditId::new(plain.step)?,
            clock: plain.clock,
            at: plain.at.parse().ok()?,
            salt: plain.salt.map(str::to_owned),
            change: Change::Set { cell, value, seen },
            maker: Maker { author: text(plain.author), department: text(plain.department) },
            reason: text(plain.reason),
            extra: Map::new(),
        })
    }

    /// The edit as compact JSON, as [`Edit::read`] reads it.
    pub fn to_text(&self) -> String {
        match &self.change {
            Change::Foreign(foreign) => foreign.text().to_owned(),
            _ => {
                let mut object = self.core();
                let notes = [&self.maker.author, &self.maker.department, &self.reason];
                for (name, note) in NOTES.iter().zip(notes).filter_map(|(name, note)| Some((name, note.as_ref()?))) {
                    object.text(name, note);
                }
                // What is known by name is never replaced by what came along.
                let is_known = |name: &str| CORE.contains(&name) || NOTES.contains(&name);
                object.end(self.extra.iter().filter(|(name, _)| !is_known(name)))
            }
        }
    }

    /// The cell, value and names seen of an edit that sets a value.
    pub fn set(&self) -> Option<(&Cell, &Value, &Names)> {
        match &self.change {
            Change::Set { cell, value, seen } => Some((cell, value, seen)),
            _ => None,
        }
    }

    /// The step taken back by a retraction.
    pub fn retracts(&self) -> Option<&EditId> {
        match &self.change {
            Change::Retract { step, .. } => Some(step),
            _ => None,
        }
    }

    /// Whether a newer release made it, and this one does not understand it.
    pub fn is_foreign(&self) -> bool {
        matches!(self.change, Change::Foreign(_))
    }

    /// The cell an edit belongs to, as far as this release knows it.
    pub fn cell(&self) -> Option<&Cell> {
        match &self.change {
            Change::Set { cell, .. } => Some(cell),
            Change::Foreign(foreign) => foreign.cell.as_ref(),
            Change::Retract { .. } => None,
        }
    }

    /// The subject an edit belongs to.
    pub fn subject(&self) -> Option<&SubjectId> {
        match &self.change {
            Change::Foreign(foreign) => foreign.subject.as_ref(),
            _ => self.cell().map(|cell| &cell.subject),
        }
    }

    /// Returns an upper bound of the serialized size in bytes.
    pub fn weight(&self) -> usize {
        let text = |text: &Option<String>| text.as_ref().map_or(0, |text| 2 * text.len());
        let names = |names: &Names| names.iter().map(|name| name.id.as_str().len() + 24).sum::<usize>();
        let change = match &self.change {
            Change::Set { value, seen, .. } => value.weight() + names(seen),
            Change::Retract { seen, .. } => 100 + seen.as_ref().map_or(0, names),
            Change::Foreign(foreign) => foreign.text().len(),
        };
        let extra = if self.extra.is_empty() { 0 } else { Json::Object(self.extra.clone()).to_string().len() };
        500 + change + text(&self.maker.author) + text(&self.maker.department) + text(&self.reason) + extra
    }

    /// Returns the display order: time, clock, id. The greatest is the newest.
    pub fn order(&self) -> (Timestamp, u64, &EditId) {
        (self.at, self.clock, &self.id)
    }

    /// Returns a hash of the edit's effect. Author, department, reason and unknown fields are not hashed.
    pub fn telling(&self) -> Telling {
        let text = match &self.change {
            Change::Foreign(foreign) => foreign.text().to_owned(),
            _ => self.core().end([]),
        };
        Telling(shortened(Sha256::digest(text)))
    }

    /// Returns whether both edits have the same effect.
    pub fn does_the_same(&self, other: &Edit) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        let change = match (&self.change, &other.change) {
            (Change::Set { cell, value, seen }, Change::Set { cell: cell_b, value: value_b, seen: seen_b }) => {
                cell == cell_b && value.is_written_like(value_b) && seen == seen_b
            }
            (one, other) => one == other,
        };
        let is_same_head = self.id == other.id && self.step == other.step && self.clock == other.clock;
        change && is_same_head && self.at == other.at && self.salt == other.salt
    }

    /// Returns whether `other` has the same effect and includes all metadata of this edit.
    pub fn is_told_by(&self, other: &Edit) -> bool {
        let told = |one: &Option<String>, by: &Option<String>| one.is_none() || one == by;
        if let (Change::Foreign(one), Change::Foreign(by)) = (&self.change, &other.change) {
            return one.is_in(by);
        }
        self.does_the_same(other)
            && told(&self.maker.author, &other.maker.author)
            && told(&self.maker.department, &other.maker.department)
            && told(&self.reason, &other.reason)
            && self.extra.iter().all(|(key, json)| other.extra.get(key) == Some(json))
    }

    /// The text of what it does, without who made it and why.
    fn core(&self) -> ObjectText {
        let [id, step, clock, at, salt, cell_name, value_name, seen_name, retracts] = CORE;
        let mut object = ObjectText::with_capacity(USUAL_BYTES);
        object.text(id, self.id.as_str());
        object.text(step, self.step.as_str());
        object.raw(clock, &self.clock.to_string());
        object.text(at, &self.at.to_string());
        if let Some(text) = &self.salt {
            object.text(salt, text);
        }
        match &self.change {
            Change::Set { cell, value, seen } => {
                object.text(cell_name, &cell.to_string());
                object.raw(value_name, &value.to_text());
                match seen.is_empty() {
                    true => object.raw(seen_name, "[]"),
                    false => object.json(seen_name, &seen.to_json()),
                }
            }
            Change::Retract { step, seen } => {
                if let Some(seen) = seen {
                    object.json(seen_name, &seen.to_json());
                }
                object.text(retracts, step.as_str());
            }
            Change::Foreign(_) => {}
        }
        object
    }

    fn understood(json: Json) -> Result<Edit, JsonFault> {
        let mut fields = Fields::of(json)?;
        let (id, step) = (fields.take("id")?, fields.take("step")?);
        let (clock, at) = (fields.take("clock")?, fields.take("at")?);
        let salt: Option<String> = fields.take_or_default("salt")?;
        if !salt.as_deref().is_none_or(is_salt) {
            return Err(JsonFault::new("not a salt"));
        }
        let (cell, value): (Option<Cell>, Option<Value>) =
            (fields.take_or_default("cell")?, fields.take_or_default("value")?);
        let seen: Option<Names> = fields.take_or_default("seen")?;
        let change = match (cell, value, fields.take_or_default("retracts")?) {
            (Some(cell), Some(value), None) if value.kind() == cell.kind() => {
                Change::Set { cell, value, seen: seen.unwrap_or_default() }
            }
            (None, None, Some(step)) => Change::Retract { step, seen },
            _ => return Err(JsonFault::new("neither gives a cell a value of its kind nor takes a step back")),
        };
        // What earlier releases said had been there: anybody could say anything.
        let _was = fields.take_or_default::<Json>("was")?;
        let maker = Maker::take(&mut fields)?;
        let reason = fields.take_or_default::<Option<String>>("reason")?.map(cleaned);
        Ok(Edit { id, step, clock, at, salt, change, maker, reason, extra: fields.rest() })
    }

    /// Returns whether a text or `seen` exceeds its limit.
    pub fn is_too_long(&self) -> bool {
        let reason = self.reason.as_ref().is_some_and(|text| text.len() > Edit::TEXT_AT_MOST);
        let seen = match &self.change {
            Change::Set { seen, .. } | Change::Retract { seen: Some(seen), .. } => seen.len(),
            _ => 0,
        };
        let value = self.set().is_some_and(|(_, value, _)| value.is_too_long());
        value || reason || self.maker.is_too_long() || seen > Edit::SEEN_AT_MOST
    }

    fn check(self) -> Result<Edit, EditError> {
        match self.clock {
            1..=Edit::LAST_CLOCK if self.is_too_long() => Err(EditError::TooLong),
            1..=Edit::LAST_CLOCK => Ok(self),
            _ => Err(EditError::Clock),
        }
    }
}

/// Bytes of the text of an edit as most are, rounded up.
const USUAL_BYTES: usize = 320;

/// The fields of an edit as [`Edit::plain`] reads them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain<'a> {
    id: &'a str,
    step: &'a str,
    clock: u64,
    at: &'a str,
    salt: Option<&'a str>,
    cell: &'a str,
    #[serde(borrow)]
    value: &'a RawValue,
    seen: Vec<&'a str>,
    author: Option<&'a str>,
    department: Option<&'a str>,
    reason: Option<&'a str>,
}

fn is_salt(text: &str) -> bool {
    let in_salt = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=Edit::SALT_AT_MOST).contains(&text.len()) && text.bytes().all(in_salt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_knows_an_edit_without_its_salt_does_not_know_its_name() {
        let json = |salt: &str| {
            format!(
                r#"{{"id":"a-1","step":"a-1","clock":1,"at":"2026-04-01T00:30:00.000Z",{salt}"cell":"3-10-k1/actual/2026","value":{{"observation":{{"final":"75"}}}},"seen":[]}}"#
            )
        };
        let [one, other, none] = [r#""salt":"te5u9csGFNGMm3V3","#, r#""salt":"te5u9csGFNGMm3V4","#, ""]
            .map(|salt| Edit::read(&json(salt)).unwrap());
        assert!(!one.is_foreign() && !none.is_foreign());
        for other in ["", "港", "a b", &"x".repeat(Edit::SALT_AT_MOST + 1)] {
            let read = Edit::read(&json(&format!(r#""salt":"{other}","#)));
            assert!(read.is_ok_and(|edit| edit.is_foreign()), "{other}");
        }
        assert_ne!(one.telling(), other.telling());
        assert_ne!(one.telling(), none.telling());
    }

    #[test]
    fn reads_and_writes_the_file_format() {
        for json in [
            concat!(
                r#"{"id":"a-1","step":"a-1","clock":1,"at":"2026-04-01T00:30:00.000Z","cell":"3-10-k1/actual/2026","#,
                r#""value":{"observation":{"final":"75"}},"seen":["b-2~AAECAwQFBgcICQoL","root:1"],"#,
                r#""author":"鎌倉花子","department":"産業課","reason":"確定値","later":{"x":1.50}}"#
            ),
            r#"{"id":"a-2","step":"a-2","clock":2,"at":"2026-04-01T00:30:00.000Z","retracts":"a-1"}"#,
            r#"{"id":"a-2","step":"a-2","clock":2,"at":"2026-04-01T00:30:00.000Z","seen":["a-1"],"retracts":"a-1"}"#,
        ] {
            let edit = Edit::read(json).unwrap();
            assert!(!edit.is_foreign());
            assert_eq!(edit.to_text(), json);
        }
    }

    #[test]
    fn texts_are_written_as_json_has_them() {
        let read = r#"{"id":"a-1","step":"a-1","clock":1,"at":"2026-04-01T00:30:00.000Z","cell":"k1/name","value":{"text":"港"},"seen":[]}"#;
        let mut edit = Edit::read(read).unwrap();
        for text in ["", "港", "\"", "\\", "\n\t\u{1}\u{7f}", "𠮷/\u{2028}"] {
            edit.reason = Some(text.to_owned());
            edit.extra.insert(format!("later {text}"), Json::from(text));
            // What bears the name of a field that is known is left out.
            edit.extra.insert("seen".to_owned(), Json::Null);
            let written = edit.to_text();
            let json: Json = serde_json::from_str(&written).unwrap();
            assert_eq!((json.to_string(), json["reason"].as_str()), (written, Some(text)));
            assert!(json["seen"].is_array());
        }
    }

    #[test]
    fn what_is_read_without_a_tree_is_what_is_read_by_one() {
        let whole = [
            r#""id":"a-1""#,
            r#""step":"a-1""#,
            r#""clock":1"#,
            r#""at":"2026-04-01T00:30:00.000Z""#,
            r#""salt":"te5u9csGFNGMm3V3""#,
            r#""cell":"k1/actual/2026""#,
            r#""value":{"observation":{"final":"75.0"}}"#,
            r#""seen":["b-2~AAECAwQFBgcICQoL","b-2~AAECAwQFBgcICQoL","root:1"]"#,
            r#""author":"鎌倉花子""#,
            r#""department":"産業課""#,
            r#""reason":"確定値""#,
        ];
        let json = |fields: &[&str]| format!("{{{}}}", fields.join(","));
        let check = |json: &str| {
            let by_tree = read_json(json).ok().and_then(|json| Edit::understood(json).ok());
            let plain = Edit::plain(json);
            assert!(plain.is_none() || plain == by_tree, "{json}: {plain:?}");
        };
        assert!(Edit::plain(&json(&whole)).is_some());
        let others: [(usize, &[&str]); 9] = [
            (0, &[r#""id":"港""#, r#""id":7"#, r#""id":null"#]),
            (2, &[r#""clock":1.0"#, r#""clock":"1""#, r#""clock":-1"#, r#""clock":1e2"#, r#""clock":281474976710657"#]),
            (3, &[r#""at":"2026-02-30T00:30:00.000Z""#]),
            (4, &[r#""salt":null"#, r#""salt":"""#, r#""salt":"港""#]),
            (5, &[r#""cell":"k1/colour""#, r#""cell":"k1/name""#, r#""cell":null"#]),
            (
                6,
                &[
                    r#""value":null"#,
                    r#""value":{"text":"a"}"#,
                    r#""value":{"observation":{"final":75}}"#,
                    r#""value":{"observation":{"$serde_json::private::Number":"1"}}"#,
                ],
            ),
            (7, &[r#""seen":null"#, r#""seen":["a b"]"#, r#""seen":[7]"#]),
            (8, &[r#""author":null"#, r#""author":"\u0041""#, "\"author\":\"a\u{200b}\u{7f}\"", r#""author":{}"#]),
            (
                10,
                &[r#""reason":"a\nb""#, r#""later":1"#, r#""was":{"text":"a"}"#, r#""retracts":"b-1""#, r#""clock":2"#],
            ),
        ];
        for (at, others) in others {
            for other in others {
                let mut fields = whole;
                fields[at] = other;
                check(&json(&fields));
            }
            let without = whole.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, field)| *field);
            check(&json(&without.collect::<Vec<_>>()));
        }
    }

    #[test]
    fn refuses_what_is_no_edit() {
        let edit = |rest: &str| format!(r#"{{"id":"a-1","step":"a-1","at":"2026-04-01T00:30:00.000Z",{rest}}}"#);
        let envelope = |rest: &str| matches!(Edit::read(&edit(rest)), Err(EditError::Envelope(_)));
        assert!(envelope(r#""cell":"k1/name","value":{"text":""}"#), "no clock");
        assert!(envelope(r#""clock":"1","cell":"k1/name","value":{"text":""}"#));
        assert!(envelope(r#""clock":1,"cell":7,"value":{"text":""}"#));
        assert!(envelope(r#""clock":1,"cell":"k1/name","value":{"text":""},"seen":["港"]"#));
        assert!(envelope(r#""clock":1,"retracts":7"#));
        assert!(matches!(Edit::read("7"), Err(EditError::Envelope(_))));
        for clock in ["0", "281474976710657"] {
            let json = edit(&format!(r#""clock":{clock},"cell":"k1/colour","value":{{"text":""}}"#));
            assert_eq!(Edit::read(&json), Err(EditError::Clock));
        }
        let long = "港".repeat(Edit::TEXT_AT_MOST / 3 + 1);
        for rest in [
            format!(r#""clock":1,"cell":"k1/name","value":{{"text":"{long}"}}"#),
            format!(r#""clock":1,"cell":"k1/name","value":{{"text":""}},"reason":"{long}""#),
        ] {
            assert_eq!(Edit::read(&edit(&rest)), Err(EditError::TooLong));
        }
    }
}
