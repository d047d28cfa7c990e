//! charming's types as JSON text.
//!
//! Does what `serde_json::to_string` does for them, and where it matters for the size of the program: each field of each
//! type is one call, and whatever is a scalar goes through one function.

use std::fmt::Error;

use serde::ser::{Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use serde_json::Value as Json;

/// A part of a chart as JSON text; none where it is of a form that charming's types do not have.
pub(super) fn to_json(part: &impl Serialize) -> Option<String> {
    let mut text = String::new();
    part.serialize(Writer(&mut text)).ok()?;
    Some(text)
}

/// `object` (JSON text) with further fields behind its own; one it has already is replaced, for the last one counts.
pub(super) fn with(mut object: String, fields: &str) -> String {
    let is_empty = object == "{}";
    object.pop();
    if !is_empty {
        object.push(',');
    }
    object.push_str(fields);
    object.push('}');
    object
}

/// A list of JSON texts as one.
pub(super) fn list(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

struct Writer<'a>(&'a mut String);

/// An object or a list that is being written.
struct Open<'a> {
    text: &'a mut String,
    is_empty: bool,
    end: char,
}

impl<'a> Writer<'a> {
    #[inline(never)]
    fn scalar(self, value: Json) -> Result<(), Error> {
        self.0.push_str(&value.to_string());
        Ok(())
    }

    #[inline(never)]
    fn open(self, begin: char, end: char) -> Result<Open<'a>, Error> {
        self.0.push(begin);
        Ok(Open { text: self.0, is_empty: true, end })
    }
}

impl Open<'_> {
    #[inline(never)]
    fn next(&mut self) {
        if !self.is_empty {
            self.text.push(',');
        }
        self.is_empty = false;
    }

    #[inline(never)]
    fn key(&mut self, key: &str) {
        self.next();
        self.text.push('"');
        self.text.push_str(key);
        self.text.push_str("\":");
    }

    #[inline(never)]
    fn close(self) -> Result<(), Error> {
        self.text.push(self.end);
        Ok(())
    }
}

impl SerializeStruct for Open<'_> {
    type Ok = ();
    type Error = Error;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.key(key);
        value.serialize(Writer(self.text))
    }
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Error;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.next();
        key.serialize(Writer(self.text))
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.text.push(':');
        value.serialize(Writer(self.text))
    }
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl SerializeSeq for Open<'_> {
    type Ok = ();
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.next();
        value.serialize(Writer(self.text))
    }
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

macro_rules! plainly {
    ($($method:ident($type:ty)),* $(,)?) => {$(
        fn $method(self, value: $type) -> Result<(), Error> {
            self.scalar(Json::from(value))
        }
    )*};
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'a>;
    type SerializeMap = Open<'a>;
    type SerializeStruct = Open<'a>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    plainly! {
        serialize_bool(bool), serialize_str(&str),
        serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64),
        serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64),
        serialize_f32(f32), serialize_f64(f64),
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.scalar(Json::from(value.to_string()))
    }
    fn serialize_none(self) -> Result<(), Error> {
        self.scalar(Json::Null)
    }
    fn serialize_unit(self) -> Result<(), Error> {
        self.scalar(Json::Null)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.scalar(Json::Null)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.scalar(Json::from(variant))
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'a>, Error> {
        self.open('[', ']')
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Open<'a>, Error> {
        self.open('{', '}')
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Error> {
        self.open('{', '}')
    }

    // What charming's types do not have.
    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(Error)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(Error)
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Err(Error)
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        Err(Error)
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error)
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_serde_json_writes() {
        let axis = charming::component::Axis::new().name("単位:\"件\"\n").name_gap(28.0).data(vec!["R8", "R9"]);
        let line = charming::series::Line::new().name("実績").data(vec![Some(1.5), None, Some(-2.0)]);
        let read = |text: &str| serde_json::from_str::<Json>(text).unwrap();
        assert_eq!(read(&to_json(&axis).unwrap()), serde_json::to_value(&axis).unwrap());
        assert_eq!(read(&to_json(&line).unwrap()), serde_json::to_value(&line).unwrap());
    }

    #[test]
    fn the_last_of_two_fields_counts() {
        assert_eq!(with("{}".into(), r#""a":1"#), r#"{"a":1}"#);
        let twice = with(r#"{"a":1,"b":2}"#.into(), r#""a":3"#);
        assert_eq!(serde_json::from_str::<Json>(&twice).unwrap(), serde_json::json!({"a": 3, "b": 2}));
    }
}
