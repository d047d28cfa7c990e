//! JSON laid out to be read: a cell of no long text stands in one line, and a plan of many cells is not a third white space.

use serde_json::Value as Json;

/// The longest line that holds several values, in bytes.
const LINE: usize = 120;

/// Returns the text of `json`: what fits in a line stands in one, of anything longer each part begins a line. The first line is not
/// indented, the others are by two blanks for each of `depth` levels around them.
pub fn laid_out(json: &Json, depth: usize) -> String {
    let (open, parts, close): (_, Vec<String>, _) = match json {
        Json::Array(items) => ('[', items.iter().map(|item| laid_out(item, depth + 1)).collect(), ']'),
        Json::Object(fields) => {
            let field = |(name, value): (&String, &Json)| {
                format!("{}: {}", Json::from(name.as_str()), laid_out(value, depth + 1))
            };
            ('{', fields.iter().map(field).collect(), '}')
        }
        _ => return json.to_string(),
    };
    let fits = parts.iter().map(|part| part.len() + 2).sum::<usize>() <= LINE;
    if fits && !parts.iter().any(|part| part.contains('\n')) {
        return format!("{open}{}{close}", parts.join(", "));
    }
    let (indent, outer) = ("  ".repeat(depth + 1), "  ".repeat(depth));
    let lines: Vec<String> = parts.into_iter().map(|part| format!("{indent}{part}")).collect();
    format!("{open}\n{}\n{outer}{close}", lines.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_in_a_line_stands_in_one() {
        let ids: Vec<String> = (1..=30).map(|number| format!("k{number}")).collect();
        let json = serde_json::json!({
            "id": "p", "none": [], "short": {"a": [1, 2], "b": null}, "ids": ids,
            "cells": {"k1/actual/2026": {"observation": {"final": "75.0"}}, "k1/name": {"text": "改\n行".repeat(20)}},
        });
        let text = laid_out(&json, 0);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[..5],
            ["{", r#"  "id": "p","#, r#"  "none": [],"#, r#"  "short": {"a": [1, 2], "b": null},"#, r#"  "ids": ["#]
        );
        assert_eq!(lines[5], r#"    "k1","#);
        assert!(lines.contains(&r#"    "k1/actual/2026": {"observation": {"final": "75.0"}},"#), "{text}");
        assert_eq!(serde_json::from_str::<Json>(&text).unwrap(), json);
        assert_eq!((laid_out(&serde_json::json!({}), 3), laid_out(&Json::Null, 3)), ("{}".into(), "null".into()));
    }
}
