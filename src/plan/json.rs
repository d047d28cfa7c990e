//! Types as JSON values and back: the one form in which they meet files and storage.
//!
//! Written by hand, over [`serde_json::Value`] alone: derived code is made anew for every type with every source and
//! sink, and was a tenth of the program. serde's own traits, where somebody wants them, go through the same functions.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

/// Reads JSON that others made.
///
/// serde_json has a key of its own, by which a text within the JSON would be read as JSON once more: deeper than any limit
/// lets a file be, so that what was read could not be read back. It is refused.
///
/// # Errors
///
/// What is no JSON, is nested deeper than 128 levels, or has that key.
pub fn read_json(text: &str) -> serde_json::Result<Json> {
    // Only an escape can hide the key; nothing else is looked at twice.
    if text.contains(PRIVATE) || text.contains("\\u") {
        serde_json::from_str::<WithoutPrivateKey>(text)?;
    }
    serde_json::from_str(text)
}

/// Reads JSON that stands within other JSON, which is read again as a whole by others: not quite as deep.
///
/// # Errors
///
/// As of [`read_json`], and what is nested deeper than 120 levels.
pub fn read_piece(text: &str) -> Result<Json, JsonFault> {
    let read = read_json(text).ok().filter(|json| !is_deeper(json, PIECE_DEPTH));
    read.ok_or(JsonFault::new("nested too deep"))
}

/// How deep a piece may be nested: what reads the whole reads 128 levels.
const PIECE_DEPTH: usize = 120;

/// Returns whether lists and objects are nested deeper than `levels`.
pub fn is_deeper(json: &Json, levels: usize) -> bool {
    let mut within: Box<dyn Iterator<Item = &Json>> = match json {
        Json::Array(list) => Box::new(list.iter()),
        Json::Object(fields) => Box::new(fields.values()),
        _ => return false,
    };
    levels == 0 || within.any(|json| is_deeper(json, levels - 1))
}

/// The fields of an object as they stand, in order: no tree is made of what they hold.
#[derive(Debug)]
pub struct RawFields<'a>(pub Vec<(Cow<'a, str>, &'a RawValue)>);

/// The name of a field. What has no escape in it is not copied; serde's own reading of a `Cow` always copies, derived with `borrow` it
/// does not.
#[derive(Deserialize)]
struct FieldName<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'a> RawFields<'a> {
    /// The fields of `text`, if it is an object.
    ///
    /// # Errors
    ///
    /// What is no object, or no JSON.
    pub fn of(text: &'a str) -> Result<RawFields<'a>, JsonFault> {
        Ok(RawFields::with_inner(text, None)?.0)
    }

    /// Returns the fields of `text` except `inner`, and the fields of `inner` if it is there, reading the text once. Where `inner` is there
    /// twice, the last counts, and each has to be an object.
    ///
    /// # Errors
    ///
    /// Where `text` or the field is no object, or no JSON.
    pub fn with_inner(text: &'a str, inner: Option<&str>) -> Result<(RawFields<'a>, Option<RawFields<'a>>), JsonFault> {
        let mut json = serde_json::Deserializer::from_str(text);
        let fields = Collect { inner }.deserialize(&mut json);
        fields.and_then(|fields| json.end().map(|()| fields)).map_err(|_| JsonFault::new("not an object"))
    }
}

/// Collects the fields of an object, and of one field within it their own.
struct Collect<'n> {
    inner: Option<&'n str>,
}

impl<'de> DeserializeSeed<'de> for Collect<'_> {
    type Value = (RawFields<'de>, Option<RawFields<'de>>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Collect<'_> {
    type Value = (RawFields<'de>, Option<RawFields<'de>>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut fields, mut inner_fields) = (Vec::new(), None);
        while let Some(FieldName(name)) = map.next_key()? {
            if name == PRIVATE {
                return Err(serde::de::Error::custom("a key of serde_json's own"));
            }
            match self.inner.is_some_and(|inner| name == inner) {
                true => inner_fields = Some(map.next_value_seed(Collect { inner: None })?.0),
                false => fields.push((name, map.next_value()?)),
            }
        }
        Ok((RawFields(fields), inner_fields))
    }
}

const PRIVATE: &str = "$serde_json::private::RawValue";

/// JSON in which the private key does not occur.
struct WithoutPrivateKey;

impl<'de> Deserialize<'de> for WithoutPrivateKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WithoutPrivateKey)
    }
}

impl<'de> Visitor<'de> for WithoutPrivateKey {
    type Value = WithoutPrivateKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self, A::Error> {
        while seq.next_element::<WithoutPrivateKey>()?.is_some() {}
        Ok(self)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == PRIVATE {
                return Err(serde::de::Error::custom("a key of serde_json's own"));
            }
            map.next_value::<WithoutPrivateKey>()?;
        }
        Ok(self)
    }
}

/// What can be written as a JSON value and read back from one.
pub trait InJson: Sized {
    /// As JSON.
    fn to_json(&self) -> Json;
    /// From JSON.
    fn from_json(json: Json) -> Result<Self, JsonFault>;
}

/// Why a JSON value is not of a type; said in a log, not to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonFault {
    /// The innermost field it was found in.
    pub field: Option<&'static str>,
    /// What is wrong.
    pub fault: &'static str,
}

impl JsonFault {
    /// A fault that has no field of its own.
    pub fn new(fault: &'static str) -> JsonFault {
        JsonFault { field: None, fault }
    }
}

impl fmt::Display for JsonFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field {
            Some(field) => write!(f, "{field}: {}", self.fault),
            None => f.write_str(self.fault),
        }
    }
}

/// The fields of a JSON object, taken one by one; what is left is what this release does not know.
#[derive(Debug)]
pub struct Fields(Map<String, Json>);

impl Fields {
    /// The fields of `json`, if it is an object.
    ///
    /// # Errors
    ///
    /// What is no object.
    pub fn of(json: Json) -> Result<Fields, JsonFault> {
        match json {
            Json::Object(fields) => Ok(Fields(fields)),
            _ => Err(JsonFault::new("not an object")),
        }
    }

    /// These fields.
    pub fn from_map(fields: Map<String, Json>) -> Fields {
        Fields(fields)
    }

    /// Takes a field that has to be there.
    ///
    /// # Errors
    ///
    /// Where it is missing, or not of its type.
    pub fn take<T: InJson>(&mut self, field: &'static str) -> Result<T, JsonFault> {
        let json = self.0.shift_remove(field).ok_or(JsonFault { field: Some(field), fault: "missing" })?;
        read_in(field, json)
    }

    /// Takes a field that may be missing.
    ///
    /// # Errors
    ///
    /// Where it is there and not of its type.
    pub fn take_or_default<T: InJson + Default>(&mut self, field: &'static str) -> Result<T, JsonFault> {
        self.0.shift_remove(field).map_or(Ok(T::default()), |json| read_in(field, json))
    }

    /// Takes a field if it is there and can be read. Otherwise it stays among [the others](Fields::rest).
    pub fn take_readable<T: InJson>(&mut self, field: &'static str) -> Option<T> {
        let value = T::from_json(self.0.get(field)?.clone()).ok()?;
        self.0.shift_remove(field);
        Some(value)
    }

    /// Takes a field if it is there. What cannot be read is dropped: [`object`] would not write it either.
    pub fn take_lossy<T: InJson>(&mut self, field: &'static str) -> Option<T> {
        self.0.shift_remove(field).and_then(|json| T::from_json(json).ok())
    }

    /// The fields not taken.
    pub fn rest(self) -> Map<String, Json> {
        self.0
    }
}

fn read_in<T: InJson>(field: &'static str, json: Json) -> Result<T, JsonFault> {
    T::from_json(json).map_err(|fault| JsonFault { field: fault.field.or(Some(field)), ..fault })
}

/// An object of these fields, in this order, and behind them `extra`; without those that are `None`. What is known by name
/// is never replaced, nor put in place, by what came along.
pub fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Option<Json>)>, extra: &Map<String, Json>) -> Json {
    let (mut object, mut names) = (Map::new(), Vec::new());
    for (field, json) in fields {
        names.push(field);
        if let Some(json) = json {
            object.insert(field.to_owned(), json);
        }
    }
    for (field, json) in extra.iter().filter(|(field, _)| !names.contains(&field.as_str())) {
        object.insert(field.clone(), json.clone());
    }
    Json::Object(object)
}

/// The text of an object, written field by field as [`object`] would be: where thousands are written, a tree of each would take
/// longer than all else.
#[derive(Debug)]
pub struct ObjectText(String);

impl Default for ObjectText {
    fn default() -> ObjectText {
        ObjectText("{".to_owned())
    }
}

impl ObjectText {
    /// An object whose text takes about so many bytes.
    pub fn with_capacity(bytes: usize) -> ObjectText {
        let mut text = String::with_capacity(bytes);
        text.push('{');
        ObjectText(text)
    }

    fn name(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.quote(name);
        self.0.push(':');
    }

    fn quote(&mut self, text: &str) {
        match text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
            true => self.0.push_str(&Json::from(text).to_string()),
            false => self.0.extend(["\"", text, "\""]),
        }
    }

    /// A field that holds a text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        self.quote(text);
    }

    /// A field that holds what this text is as JSON.
    pub fn raw(&mut self, name: &str, json: &str) {
        self.name(name);
        self.0.push_str(json);
    }

    /// A field that holds anything.
    pub fn json(&mut self, name: &str, json: &Json) {
        self.raw(name, &json.to_string());
    }

    /// The object's text, with these fields at its end.
    pub fn end<'a>(mut self, extra: impl IntoIterator<Item = (&'a String, &'a Json)>) -> String {
        extra.into_iter().for_each(|(name, json)| self.json(name, json));
        self.0.push('}');
        self.0
    }
}

/// The text `json` is.
///
/// # Errors
///
/// Returns a [`JsonFault`] that says `fault` if `json` is not a string.
pub fn text(json: Json, fault: &'static str) -> Result<String, JsonFault> {
    match json {
        Json::String(text) => Ok(text),
        _ => Err(JsonFault::new(fault)),
    }
}

/// The name and value of an object with one field.
///
/// # Errors
///
/// Returns a [`JsonFault`] that says `fault` if `json` is not an object with exactly one field.
pub fn only_field(json: Json, fault: &'static str) -> Result<(String, Json), JsonFault> {
    let Json::Object(fields) = json else { return Err(JsonFault::new(fault)) };
    let mut fields = fields.into_iter();
    fields.next().filter(|_| fields.next().is_none()).ok_or(JsonFault::new(fault))
}

fn list(json: Json) -> Result<Vec<Json>, JsonFault> {
    match json {
        Json::Array(list) => Ok(list),
        _ => Err(JsonFault::new("not a list")),
    }
}

impl InJson for Json {
    fn to_json(&self) -> Json {
        self.clone()
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        Ok(json)
    }
}

impl InJson for bool {
    fn to_json(&self) -> Json {
        Json::Bool(*self)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        json.as_bool().ok_or_else(|| JsonFault::new("neither true nor false"))
    }
}

impl InJson for String {
    fn to_json(&self) -> Json {
        Json::String(self.clone())
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        text(json, "not a text")
    }
}

macro_rules! whole_number_in_json {
    ($($type:ty),*) => {$(
        impl InJson for $type {
            fn to_json(&self) -> Json {
                Json::from(*self)
            }
            fn from_json(json: Json) -> Result<Self, JsonFault> {
                let number = json.as_u64().and_then(|number| number.try_into().ok());
                number.ok_or(JsonFault::new("not a whole number, or out of range"))
            }
        }
    )*};
}

whole_number_in_json!(u8, u32, u64);

impl<T: InJson> InJson for Option<T> {
    fn to_json(&self) -> Json {
        self.as_ref().map_or(Json::Null, T::to_json)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        if json.is_null() { Ok(None) } else { T::from_json(json).map(Some) }
    }
}

impl<T: InJson> InJson for Vec<T> {
    fn to_json(&self) -> Json {
        Json::Array(self.iter().map(T::to_json).collect())
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        list(json)?.into_iter().map(T::from_json).collect()
    }
}

impl<T: InJson + Ord> InJson for BTreeSet<T> {
    fn to_json(&self) -> Json {
        Json::Array(self.iter().map(T::to_json).collect())
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut set = BTreeSet::new();
        for json in list(json)? {
            set.insert(T::from_json(json)?);
        }
        Ok(set)
    }
}

/// Reads and writes a type as the text it prints to and `$parse` reads.
macro_rules! as_text {
    ($type:ty, $parse:expr, $fault:literal) => {
        impl $crate::plan::json::InJson for $type {
            fn to_json(&self) -> serde_json::Value {
                serde_json::Value::String(self.to_string())
            }
            fn from_json(json: serde_json::Value) -> Result<Self, $crate::plan::json::JsonFault> {
                let text = $crate::plan::json::text(json, $fault)?;
                $parse(&text).ok_or($crate::plan::json::JsonFault::new($fault))
            }
        }
        $crate::plan::json::through_json!($type);
    };
}

/// Reads and writes an enum without data as the names of its variants.
macro_rules! as_name {
    ($type:ident, $fault:literal, { $($variant:ident = $name:literal),* $(,)? }) => {
        impl $crate::plan::json::InJson for $type {
            fn to_json(&self) -> serde_json::Value {
                serde_json::Value::from(match self { $($type::$variant => $name),* })
            }
            fn from_json(json: serde_json::Value) -> Result<Self, $crate::plan::json::JsonFault> {
                match json.as_str() {
                    $(Some($name) => Ok($type::$variant),)*
                    _ => Err($crate::plan::json::JsonFault::new($fault)),
                }
            }
        }
        $crate::plan::json::through_json!($type);
    };
}

/// serde's traits by way of [`InJson`].
macro_rules! through_json {
    ($($type:ty),*) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&$crate::plan::json::InJson::to_json(self), serializer)
            }
        }
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = <serde_json::Value as serde::Deserialize>::deserialize(deserializer)?;
                $crate::plan::json::InJson::from_json(json).map_err(serde::de::Error::custom)
            }
        }
    )*};
}

pub(crate) use {as_name, as_text, through_json};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_within_json_is_read_as_json() {
        let nested = format!(r#""{}{}""#, "[".repeat(100), "]".repeat(100));
        for key in [PRIVATE, r"\u0024serde_json::private::RawValue", r"$serde_json::private::R\u0061wValue"] {
            for json in [format!(r#"{{"{key}":{nested}}}"#), format!(r#"[1.50,{{"a":[{{"{key}":{nested}}}]}}]"#)] {
                assert!(read_json(&json).is_err(), "{json}");
            }
        }
        for json in [r#"{"a":"$serde_json::private::RawValue","b":"\u6e2f"}"#, "1.50", r#"["港",null,-1,true]"#] {
            assert_eq!(read_json(json).unwrap(), serde_json::from_str::<Json>(json).unwrap());
        }
    }
}
