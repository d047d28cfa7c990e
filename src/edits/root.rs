//! Roots: a plan's own value of a cell, told apart by an id as an edit's value is.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::plan::{Cell, Value};

use super::id::EditId;

/// The id of the root of a cell whose plan holds `value`: the same wherever cell and value are the same.
pub fn root(cell: &Cell, value: &Value) -> EditId {
    let mut hasher = SipHasher13::new_with_keys(0x7368_6973_616b_7500, 1);
    hasher.write(cell.to_string().as_bytes());
    hasher.write(b"\0");
    hasher.write(value.canonical().as_bytes());
    EditId::root(hasher.finish128().as_u128())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ids stand in files people keep: they may never change.
    #[test]
    fn roots_never_change() {
        let cell = "3-10-k1/latest".parse::<Cell>().unwrap();
        let value: Value = serde_json::from_str(r#"{"observation":{"final":"71"}}"#).unwrap();
        assert_eq!(root(&cell, &value).as_str(), "root:a9f2f43af19b28e7ff8bc85225296cb6");
        let precise: Value = serde_json::from_str(r#"{"observation":{"final":"71.0"}}"#).unwrap();
        assert_eq!(root(&cell, &value), root(&cell, &precise));
    }
}
