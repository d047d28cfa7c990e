//! charming's types as JSON, with fields of ECharts' that they do not have.

use serde::Serialize;
use serde_json::Value as Json;

/// Returns a part of a chart as JSON; none where it has something that JSON has no form for.
///
/// By way of text: making values of charming's types directly costs the embed 1.8 kB (brotli) of the 190 it may have.
pub(super) fn to_json(part: &impl Serialize) -> Option<Json> {
    serde_json::to_string(part).and_then(|text| serde_json::from_str(&text)).ok()
}

/// Returns a part of a chart as JSON, with `fields` beside its own or in the place of those that it has already.
pub(super) fn with(part: &impl Serialize, fields: Json) -> Option<Json> {
    let mut object = to_json(part)?;
    if let (Json::Object(object), Json::Object(fields)) = (&mut object, fields) {
        object.extend(fields);
    }
    Some(object)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_stand_beside_the_parts_own_or_in_their_place() {
        let axis = charming::component::Axis::new().name("単位").name_gap(28.0);
        let written = with(&axis, json!({ "name": "件", "axisLine": { "onZero": false } })).unwrap();
        assert_eq!(written["name"], "件");
        assert_eq!(written["nameGap"], 28.0);
        assert_eq!(written["axisLine"], json!({ "onZero": false }));
    }
}
