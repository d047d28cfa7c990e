//! Who made an edit.

use serde_json::{Map, Value as Json};

use crate::plan::cleaned;
use crate::plan::json::{Fields, InJson, JsonFault, object, through_json};

use super::edit::Edit;

/// Who made an edit, as far as they said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Maker {
    /// A name.
    pub author: Option<String>,
    /// A department.
    pub department: Option<String>,
}

impl Maker {
    /// Whether anything is known of them.
    pub fn is_known(&self) -> bool {
        self.author.is_some() || self.department.is_some()
    }

    /// Returns whether a name exceeds [`Edit::TEXT_AT_MOST`].
    pub fn is_too_long(&self) -> bool {
        [&self.author, &self.department].into_iter().flatten().any(|name| name.len() > Edit::TEXT_AT_MOST)
    }
}

impl Maker {
    /// Returns the fields of JSON that tell the maker.
    pub(crate) fn fields(&self) -> [(&'static str, Option<Json>); 2] {
        [
            ("author", self.author.as_ref().map(InJson::to_json)),
            ("department", self.department.as_ref().map(InJson::to_json)),
        ]
    }

    /// Takes the fields that tell the maker out of those of an edit.
    pub(super) fn take(fields: &mut Fields) -> Result<Maker, JsonFault> {
        let mut text = |field| Ok(fields.take_or_default::<Option<String>>(field)?.map(cleaned));
        Ok(Maker { author: text("author")?, department: text("department")? })
    }
}

impl InJson for Maker {
    fn to_json(&self) -> Json {
        object(self.fields(), &Map::new())
    }

    fn from_json(json: Json) -> Result<Self, JsonFault> {
        Maker::take(&mut Fields::of(json)?)
    }
}

through_json!(Maker);
