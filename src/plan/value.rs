//! Values: what a cell can hold.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::{Map, Value as Json};

use super::cell::SubjectId;
use super::decimal::Decimal;
use super::json::{InJson, JsonFault, ObjectText, as_name, object, only_field, read_json, through_json};
use super::look::look;
use super::place::Place;
use super::role::Role;
use super::text::cleaned;
use super::year::FiscalYear;

/// The maximum length of a value, name or reason, in bytes of UTF-8.
pub const TEXT_AT_MOST: usize = 100_000;

/// Returns whether the text has no visible characters: it is empty, or only white space and zero-width characters.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_invisible)
}

/// Returns whether a character is white space, or has no shape of its own: controls, format and filler characters of Unicode 16.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{2800}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}'
                | '\u{e0000}'..='\u{e0fff}')
}

/// What was observed, or why nothing was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Observation {
    /// A number that stands (確定).
    Final(Decimal),
    /// A number that may still change (速報).
    Preliminary(Decimal),
    /// 未入力: nobody has filled it in.
    #[default]
    NotEntered,
    /// 未公表: the source has not published it.
    NotPublished,
    /// 該当なし: there is nothing to observe.
    NotApplicable,
}

/// The three reasons why an [`Observation`] has no number. Of several the first counts: what nobody entered yet weighs more than what is
/// not announced, and that more than what does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// 未入力.
    NotEntered,
    /// 未公表.
    NotPublished,
    /// 該当なし.
    NotApplicable,
}

impl Observation {
    /// The number, preliminary or not.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Observation::Final(number) | Observation::Preliminary(number) => Some(number),
            _ => None,
        }
    }

    /// Why there is no number.
    pub fn missing(self) -> Option<Missing> {
        match self {
            Observation::Final(_) | Observation::Preliminary(_) => None,
            Observation::NotEntered => Some(Missing::NotEntered),
            Observation::NotPublished => Some(Missing::NotPublished),
            Observation::NotApplicable => Some(Missing::NotApplicable),
        }
    }

    /// Whether the number may still change.
    pub fn is_preliminary(self) -> bool {
        matches!(self, Observation::Preliminary(_))
    }
}

/// 目指す方向: where an indicator should go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// ↗
    Increase,
    /// ↘
    Decrease,
    /// →
    Maintain,
}

/// 目標値.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Target {
    /// The value aimed at.
    Number(Decimal),
    /// The sheet names a target by its label but gives none.
    Announced,
    /// The sheet speaks of no target.
    #[default]
    NotStated,
}

impl Target {
    /// The value aimed at, where one is stated.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Target::Number(number) => Some(number),
            Target::Announced | Target::NotStated => None,
        }
    }
}

/// The value of a [`super::Cell`]. Two values are equal when they mean the same: numbers go by value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A name, a sentence, a remark; empty where there is none.
    Text(String),
    /// A number or why there is none.
    Observation(Observation),
    /// 目指す方向, where stated.
    Direction(Option<Direction>),
    /// 目標値.
    Target(Target),
    /// A year, where stated.
    Year(Option<FiscalYear>),
    /// A plain number, where stated.
    Number(Option<Decimal>),
    /// The initiatives a project serves.
    Initiatives(BTreeSet<InitiativeLink>),
    /// What a subject is; `None` where there is no such subject.
    Role(Option<Role>),
    /// Where a subject stands among those beside it.
    Place(Option<Place>),
    /// The value that was confirmed, as [`Value::canonical`] text; `None` takes a confirmation back.
    Confirmation(Option<String>),
}

/// How a project names an initiative.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InitiativeLink {
    /// By its number in the sheet the plan was read from, from 1.
    Number(u8),
    /// By its id.
    Id(SubjectId),
}

/// Which variant of [`Value`] a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// [`Value::Text`]
    Text,
    /// [`Value::Observation`]
    Observation,
    /// [`Value::Direction`]
    Direction,
    /// [`Value::Target`]
    Target,
    /// [`Value::Year`]
    Year,
    /// [`Value::Number`]
    Number,
    /// [`Value::Initiatives`]
    Initiatives,
    /// [`Value::Role`]
    Role,
    /// [`Value::Place`]
    Place,
    /// [`Value::Confirmation`]
    Confirmation,
}

impl ValueKind {
    /// What a cell of this kind holds when nobody ever filled it in.
    pub fn empty(self) -> Value {
        match self {
            ValueKind::Text => Value::Text(String::new()),
            ValueKind::Observation => Value::Observation(Observation::NotEntered),
            ValueKind::Direction => Value::Direction(None),
            ValueKind::Target => Value::Target(Target::NotStated),
            ValueKind::Year => Value::Year(None),
            ValueKind::Number => Value::Number(None),
            ValueKind::Initiatives => Value::Initiatives(BTreeSet::new()),
            ValueKind::Role => Value::Role(None),
            ValueKind::Place => Value::Place(None),
            ValueKind::Confirmation => Value::Confirmation(None),
        }
    }
}

impl Value {
    /// Which kind this is.
    pub fn kind(&self) -> ValueKind {
        match self {
            Value::Text(_) => ValueKind::Text,
            Value::Observation(_) => ValueKind::Observation,
            Value::Direction(_) => ValueKind::Direction,
            Value::Target(_) => ValueKind::Target,
            Value::Year(_) => ValueKind::Year,
            Value::Number(_) => ValueKind::Number,
            Value::Initiatives(_) => ValueKind::Initiatives,
            Value::Role(_) => ValueKind::Role,
            Value::Place(_) => ValueKind::Place,
            Value::Confirmation(_) => ValueKind::Confirmation,
        }
    }

    /// Whether a text in it is longer than [`TEXT_AT_MOST`].
    pub fn is_too_long(&self) -> bool {
        match self {
            Value::Text(text) => text.len() > TEXT_AT_MOST,
            // The value confirmed, and the name of its kind before it.
            Value::Confirmation(Some(text)) => text.len() > TEXT_AT_MOST + "text ".len(),
            _ => false,
        }
    }

    /// An upper bound of the bytes it takes in a file.
    pub fn weight(&self) -> usize {
        match self {
            // A quote, a line break: two signs of JSON for one.
            Value::Text(text) | Value::Confirmation(Some(text)) => 40 + 2 * text.len(),
            Value::Initiatives(links) => 40 + 70 * links.len(),
            Value::Role(_) => 120,
            Value::Place(_) => 40 + Place::AT_MOST,
            _ => 80,
        }
    }

    /// Whether there is nothing to decide between both: they are equal, or texts that look alike, or places, of which the newest
    /// holds. Numbers go by value.
    pub fn looks_like(&self, other: &Value) -> bool {
        self == other
            || match (self, other) {
                (Value::Text(one), Value::Text(other))
                | (Value::Confirmation(Some(one)), Value::Confirmation(Some(other))) => look(one) == look(other),
                (Value::Place(_), Value::Place(_)) => true,
                _ => false,
            }
    }

    /// Whether both are the same value in the same digits: `3` and `3.0` are not.
    pub fn is_written_like(&self, other: &Value) -> bool {
        self == other && self.to_json() == other.to_json()
    }

    /// One text for every way of writing the same value: equal values have equal texts.
    pub fn canonical(&self) -> String {
        let plain = |number: &Decimal| number.normalized().to_string();
        match self {
            Value::Text(text) => format!("text {text}"),
            Value::Observation(Observation::Final(number)) => format!("final {}", plain(number)),
            Value::Observation(Observation::Preliminary(number)) => format!("preliminary {}", plain(number)),
            Value::Observation(Observation::NotEntered) => "notEntered".into(),
            Value::Observation(Observation::NotPublished) => "notPublished".into(),
            Value::Observation(Observation::NotApplicable) => "notApplicable".into(),
            Value::Direction(None) => "direction".into(),
            Value::Direction(Some(Direction::Increase)) => "direction increase".into(),
            Value::Direction(Some(Direction::Decrease)) => "direction decrease".into(),
            Value::Direction(Some(Direction::Maintain)) => "direction maintain".into(),
            Value::Target(Target::Number(number)) => format!("target {}", plain(number)),
            Value::Target(Target::Announced) => "target announced".into(),
            Value::Target(Target::NotStated) => "target notStated".into(),
            Value::Year(year) => format!("year {}", year.map(|y| y.number().to_string()).unwrap_or_default()),
            Value::Number(number) => format!("number {}", number.as_ref().map(plain).unwrap_or_default()),
            Value::Initiatives(links) => {
                let links: Vec<String> = links.iter().map(InitiativeLink::to_string).collect();
                format!("initiatives {{{}}}", links.join(", "))
            }
            Value::Role(role) => format!("role {}", role.to_json()),
            Value::Place(place) => format!("place {}", place.as_ref().map(Place::as_str).unwrap_or_default()),
            Value::Confirmation(None) => "confirmation".into(),
            Value::Confirmation(Some(text)) => format!("confirmation {text}"),
        }
    }
}

as_name!(Direction, "no direction", { Increase = "increase", Decrease = "decrease", Maintain = "maintain" });

/// An object of one field: how a variant with data is written.
fn variant(name: &str, data: Json) -> Json {
    object([(name, Some(data))], &Map::new())
}

impl InJson for Observation {
    fn to_json(&self) -> Json {
        match self {
            Observation::Final(number) => variant("final", number.to_json()),
            Observation::Preliminary(number) => variant("preliminary", number.to_json()),
            Observation::NotEntered => "notEntered".into(),
            Observation::NotPublished => "notPublished".into(),
            Observation::NotApplicable => "notApplicable".into(),
        }
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        const FAULT: &str = "no observation";
        match json.as_str() {
            Some("notEntered") => return Ok(Observation::NotEntered),
            Some("notPublished") => return Ok(Observation::NotPublished),
            Some("notApplicable") => return Ok(Observation::NotApplicable),
            _ => {}
        }
        let (name, data) = only_field(json, FAULT)?;
        match name.as_str() {
            "final" => Decimal::from_json(data).map(Observation::Final),
            "preliminary" => Decimal::from_json(data).map(Observation::Preliminary),
            _ => Err(JsonFault::new(FAULT)),
        }
    }
}

impl InJson for Target {
    fn to_json(&self) -> Json {
        match self {
            Target::Number(number) => variant("number", number.to_json()),
            Target::Announced => "announced".into(),
            Target::NotStated => "notStated".into(),
        }
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        const FAULT: &str = "no target";
        match json.as_str() {
            Some("announced") => return Ok(Target::Announced),
            Some("notStated") => return Ok(Target::NotStated),
            _ => {}
        }
        let (name, data) = only_field(json, FAULT)?;
        if name == "number" { Decimal::from_json(data).map(Target::Number) } else { Err(JsonFault::new(FAULT)) }
    }
}

impl fmt::Display for InitiativeLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InitiativeLink::Number(number) => write!(f, "{number}"),
            InitiativeLink::Id(id) => write!(f, "{id}"),
        }
    }
}

impl InJson for InitiativeLink {
    fn to_json(&self) -> Json {
        match self {
            InitiativeLink::Number(number) => number.to_json(),
            InitiativeLink::Id(id) => id.to_json(),
        }
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        match json {
            Json::String(_) => SubjectId::from_json(json).map(InitiativeLink::Id),
            _ => u8::from_json(json).map(InitiativeLink::Number),
        }
    }
}

impl InJson for Value {
    fn to_json(&self) -> Json {
        match self {
            Value::Text(text) => variant("text", text.to_json()),
            Value::Observation(observation) => variant("observation", observation.to_json()),
            Value::Direction(direction) => variant("direction", direction.to_json()),
            Value::Target(target) => variant("target", target.to_json()),
            Value::Year(year) => variant("year", year.to_json()),
            Value::Number(number) => variant("number", number.to_json()),
            Value::Initiatives(links) => variant("initiatives", links.to_json()),
            Value::Role(role) => variant("role", role.to_json()),
            Value::Place(place) => variant("place", place.to_json()),
            Value::Confirmation(text) => variant("confirmation", text.to_json()),
        }
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        const FAULT: &str = "no value of a cell";
        let (name, data) = only_field(json, FAULT)?;
        Ok(match name.as_str() {
            "text" => Value::Text(cleaned(String::from_json(data)?)),
            "observation" => Value::Observation(Observation::from_json(data)?),
            "direction" => Value::Direction(Option::from_json(data)?),
            "target" => Value::Target(Target::from_json(data)?),
            "year" => Value::Year(Option::from_json(data)?),
            "number" => Value::Number(Option::from_json(data)?),
            "initiatives" => Value::Initiatives(BTreeSet::from_json(data)?),
            "role" => Value::Role(Option::from_json(data)?),
            "place" => Value::Place(Option::from_json(data)?),
            "confirmation" => Value::Confirmation(Option::from_json(data)?.map(cleaned)),
            _ => return Err(JsonFault::new(FAULT)),
        })
    }
}

through_json!(Observation, Target, Value);

impl Value {
    /// The text of [`Value::to_json`]: of the plain forms that nearly all have without making a tree.
    pub fn to_text(&self) -> String {
        // A number needs no escape.
        let observed = |name: &str, number: &Decimal| format!(r#"{{"observation":{{"{name}":"{number}"}}}}"#);
        match self {
            Value::Text(text) => {
                let mut object = ObjectText::default();
                object.text("text", text);
                object.end(&Map::new())
            }
            Value::Observation(Observation::Final(number)) => observed("final", number),
            Value::Observation(Observation::Preliminary(number)) => observed("preliminary", number),
            _ => self.to_json().to_string(),
        }
    }

    /// Reads the text of a value: the plain forms that nearly all have without making a tree, others by it. `None` where it is no
    /// value.
    pub fn read(json: &str) -> Option<Value> {
        Value::plain(json).or_else(|| Value::from_json(read_json(json).ok()?).ok())
    }

    /// What this reads is what [`Value::from_json`] would; `None` says nothing of all others. Derived code for it is 3 kB of the
    /// embed (brotli).
    fn plain(json: &str) -> Option<Value> {
        let is = |piece: &str, signs: &str| {
            let is_blank = |c: &char| matches!(c, ' ' | '\t' | '\r' | '\n');
            piece == signs || piece.chars().filter(|c| !is_blank(c)).eq(signs.chars())
        };
        let is_whole = |text: &&str| text.bytes().all(|byte| byte >= b' ' && byte != b'\\');
        let mut pieces = json.split('"');
        pieces.next().filter(|piece| is(piece, "{"))?;
        let value = match pieces.next()? {
            "text" => {
                pieces.next().filter(|piece| is(piece, ":"))?;
                let text = pieces.next().filter(is_whole)?;
                pieces.next().filter(|piece| is(piece, "}"))?;
                Value::Text(cleaned(text.to_owned()))
            }
            "observation" => {
                pieces.next().filter(|piece| is(piece, ":{"))?;
                let kind = pieces.next()?;
                pieces.next().filter(|piece| is(piece, ":"))?;
                let number = pieces.next().filter(is_whole)?.parse().ok()?;
                pieces.next().filter(|piece| is(piece, "}}"))?;
                Value::Observation(match kind {
                    "final" => Observation::Final(number),
                    "preliminary" => Observation::Preliminary(number),
                    _ => return None,
                })
            }
            _ => return None,
        };
        pieces.next().is_none().then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::role::SubjectKind;

    use super::*;

    fn read(json: &str) -> Option<Value> {
        serde_json::from_str(json).ok()
    }

    #[test]
    fn the_text_of_a_value_is_that_of_its_json() {
        let number = || "75.0".parse::<Decimal>().unwrap();
        let texts = ["", "港", "\"a\\b\"", "1\n2\u{1}", "\u{2028}</script>"].map(|text| Value::Text(text.to_owned()));
        let observed = [Observation::Final(number()), Observation::Preliminary(number()), Observation::NotPublished];
        let others = [Value::Year(None), Value::Confirmation(Some("課長".to_owned()))];
        for value in texts.into_iter().chain(observed.map(Value::Observation)).chain(others) {
            assert_eq!(value.to_text(), value.to_json().to_string());
            assert_eq!(Value::read(&value.to_text()), Value::from_json(value.to_json()).ok());
        }
    }

    #[test]
    fn reads_as_the_file_format_says() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let id = |text: &str| SubjectId::new(text).unwrap();
        let indicator = Role { kind: SubjectKind::Indicator, of: Some(id("1")) };
        for (json, value) in [
            (r#"{"text":"産業課"}"#, Value::Text("産業課".into())),
            (r#"{"observation":{"final":"75.0"}}"#, Value::Observation(Observation::Final(number("75.0")))),
            (r#"{"observation":{"preliminary":"75"}}"#, Value::Observation(Observation::Preliminary(number("75")))),
            (r#"{"observation":"notPublished"}"#, Value::Observation(Observation::NotPublished)),
            (r#"{"direction":"increase"}"#, Value::Direction(Some(Direction::Increase))),
            (r#"{"direction":null}"#, Value::Direction(None)),
            (r#"{"target":"announced"}"#, Value::Target(Target::Announced)),
            (r#"{"year":2030}"#, Value::Year(FiscalYear::new(2030))),
            (r#"{"initiatives":[1,2]}"#, Value::Initiatives([1, 2].map(InitiativeLink::Number).into())),
            (r#"{"initiatives":["1-i1"]}"#, Value::Initiatives([InitiativeLink::Id(id("1-i1"))].into())),
            (r#"{"role":{"kind":"policy"}}"#, Value::Role(Some(Role { kind: SubjectKind::Policy, of: None }))),
            (r#"{"role":{"kind":"indicator","of":"1"}}"#, Value::Role(Some(indicator))),
            (r#"{"role":null}"#, Value::Role(None)),
            (r#"{"place":"1i"}"#, Value::Place(Place::from_json("1i".into()).ok())),
        ] {
            assert_eq!(read(json), Some(value.clone()), "{json}");
            assert_eq!(Value::read(json), Some(value.clone()), "{json}");
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        for json in [
            r#"{"observation":{"final":75}}"#,
            r#"{"year":99999}"#,
            r#"{"text":1}"#,
            r#"{"colour":"red"}"#,
            r#"{"role":{"kind":"indicator"}}"#,
            r#"{"role":{"kind":"policy","of":"1"}}"#,
            r#"{"role":{"kind":"policy","colour":"red"}}"#,
            r#"{"place":"1 "}"#,
        ] {
            assert_eq!(read(json), None, "{json}");
        }
        let by_tree = |json: &str| Value::from_json(read_json(json).ok()?).ok();
        for json in [
            r#"{"text":"a\u6e2f\n"}"#,
            r#"{"text":"が","text":"b"}"#,
            r#"{"text":"a","year":2030}"#,
            r#" { "observation" : { "final" : "1.50" } } "#,
            r#"{"observation":{"final":"1","preliminary":"2"}}"#,
            r#"{"observation":{"final":"1,000"}}"#,
            r#"{"observation":{"notEntered":null}}"#,
            r#"{"Text":"a"}"#,
            "{\"text\":\"a\u{1}\"}",
            "{\"text\":\"a\"\u{3000}}",
            r#""text""#,
            "{}",
        ] {
            assert_eq!(Value::read(json), by_tree(json), "{json}");
        }
    }

    #[test]
    fn a_text_without_a_shape_is_blank() {
        for blank in ["", " \u{3000}\n", "\u{200b}", "\u{3164}\u{2800}", "\u{ad}\u{fe0f}\u{e0001}", "\u{b}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        assert!(!is_blank("締\u{200b}") && !is_blank("."));
    }

    #[test]
    fn texts_come_in_without_controls() {
        let text = read(r#"{"text":"a\u000b\u202eb\r\nc\td"}"#).unwrap();
        assert_eq!(text, Value::Text("ab\nc\td".into()));
        // What was confirmed before is confirmed still: both are cleaned alike.
        let confirmed = read(r#"{"confirmation":"text a\u000b\u202eb\r\nc\td"}"#);
        assert_eq!(confirmed, Some(Value::Confirmation(Some(text.canonical()))));
    }

    #[test]
    fn equal_values_have_one_canonical_text() {
        let three = read(r#"{"observation":{"final":"3"}}"#).unwrap();
        let three_point_nought = read(r#"{"observation":{"final":"3.0"}}"#).unwrap();
        assert_eq!(three, three_point_nought);
        assert_eq!(three.canonical(), three_point_nought.canonical());
        let preliminary = read(r#"{"observation":{"preliminary":"3"}}"#).unwrap();
        assert_ne!(three.canonical(), preliminary.canonical());
    }
}
