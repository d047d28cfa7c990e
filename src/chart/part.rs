//! charming's types as JSON.
//!
//! Does what `serde_json::to_value` does for them in half the code: that puts the whole insertion into an object at
//! every field of every type.

use std::fmt::Error;

use serde::ser::{Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use serde_json::{Map, Value as Json};

/// A part of a chart as JSON; none where it is of a form that charming's types do not have.
pub(super) fn to_json(part: &impl Serialize) -> Option<Json> {
    part.serialize(Writer).ok()
}

struct Writer;

struct Object(Map<String, Json>, Option<String>);

impl Object {
    fn put(&mut self, key: &str, json: Json) {
        self.0.insert(key.to_owned(), json);
    }
}

struct List(Vec<Json>);

impl SerializeStruct for Object {
    type Ok = Json;
    type Error = Error;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.put(key, value.serialize(Writer)?);
        Ok(())
    }
    fn end(self) -> Result<Json, Error> {
        Ok(Json::Object(self.0))
    }
}

impl SerializeMap for Object {
    type Ok = Json;
    type Error = Error;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.1 = key.serialize(Writer)?.as_str().map(str::to_owned);
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let key = self.1.take().ok_or(Error)?;
        self.put(&key, value.serialize(Writer)?);
        Ok(())
    }
    fn end(self) -> Result<Json, Error> {
        Ok(Json::Object(self.0))
    }
}

impl SerializeSeq for List {
    type Ok = Json;
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.push(value.serialize(Writer)?);
        Ok(())
    }
    fn end(self) -> Result<Json, Error> {
        Ok(Json::Array(self.0))
    }
}

macro_rules! plainly {
    ($($method:ident($type:ty)),* $(,)?) => {$(
        fn $method(self, value: $type) -> Result<Json, Error> {
            Ok(Json::from(value))
        }
    )*};
}

impl Serializer for Writer {
    type Ok = Json;
    type Error = Error;
    type SerializeSeq = List;
    type SerializeMap = Object;
    type SerializeStruct = Object;
    type SerializeTuple = Impossible<Json, Error>;
    type SerializeTupleStruct = Impossible<Json, Error>;
    type SerializeTupleVariant = Impossible<Json, Error>;
    type SerializeStructVariant = Impossible<Json, Error>;

    plainly! {
        serialize_bool(bool), serialize_str(&str),
        serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64),
        serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64),
        serialize_f32(f32), serialize_f64(f64),
    }

    fn serialize_char(self, value: char) -> Result<Json, Error> {
        Ok(Json::from(value.to_string()))
    }
    fn serialize_none(self) -> Result<Json, Error> {
        Ok(Json::Null)
    }
    fn serialize_unit(self) -> Result<Json, Error> {
        Ok(Json::Null)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<Json, Error> {
        Ok(Json::Null)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Json, Error> {
        value.serialize(self)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Json, Error> {
        value.serialize(self)
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Json, Error> {
        Ok(Json::from(variant))
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<List, Error> {
        Ok(List(Vec::new()))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Object, Error> {
        Ok(Object(Map::new(), None))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object, Error> {
        Ok(Object(Map::new(), None))
    }

    // What charming's types do not have.
    fn serialize_bytes(self, _: &[u8]) -> Result<Json, Error> {
        Err(Error)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Json, Error> {
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
