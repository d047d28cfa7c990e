//! `sample`: a made-up city, for measuring: as many policies as wanted, each like the seed's with numbers in all years, and a
//! file of edits of forty people. The same numbers make the same files.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use lexopt::{Arg, Parser, ValueExt};
use serde_json::{Map, Value, json};

use crate::{Outcome, help, other_argument, place};

/// `cargo xtask sample`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    let (mut policies, mut edits, mut to) = (100, 20_000, folder()?);
    while let Some(argument) = args.next()? {
        match argument {
            Arg::Long("policies") => policies = args.value()?.parse()?,
            Arg::Long("edits") => edits = args.value()?.parse()?,
            Arg::Long("to") => to = place::named(args.value()?)?,
            other => return other_argument(other, help::SAMPLE),
        }
    }
    write(&to, policies, edits)?;
    println!("{policies} policies and {edits} edits are in {}.", to.display());
    Ok(Outcome::Good)
}

/// Where it is written unless another folder is named.
pub fn folder() -> Result<PathBuf> {
    Ok(place::work()?.join("sample"))
}

/// Writes `plan.json` and, with the same plan, `edits.json`.
pub fn write(to: &Path, policies: usize, edits: usize) -> Result<()> {
    let text = place::read_text(&place::root()?.join("seeds").join("plan.json"))?;
    let mut file: Value = serde_json::from_str(&text)?;
    let all = file.as_object_mut().context("seeds/plan.json is no object")?;
    all.remove("digest");
    let plan = all.get_mut("plan").and_then(Value::as_object_mut).context("seeds/plan.json has no plan")?;
    let part = |plan: &Map<String, Value>, name: &str| {
        Ok::<_, anyhow::Error>(plan.get(name).context("the seed has changed")?.to_string())
    };
    let (structure, cells) = (part(plan, "policies")?, part(plan, "cells")?);
    let (mut many, mut values) = (Vec::new(), Map::new());
    let mut chance = Chance(0x005e_ed00);
    for number in 1..=policies {
        // The ids of all that belongs to a policy begin with its own.
        let renamed = |text: &str| text.replace("\"3-10", &format!("\"{}-{}", number / 10 + 1, number % 10 + 20));
        many.extend(serde_json::from_str::<Vec<Value>>(&renamed(&structure))?);
        values.extend(serde_json::from_str::<Map<String, Value>>(&renamed(&cells))?);
    }
    let keys = yearly(&many);
    for (key, size) in &keys {
        values.insert(key.clone(), observation(chance.near(*size)));
    }
    plan.insert("policies".to_owned(), Value::Array(many));
    plan.insert("cells".to_owned(), Value::Object(values));
    plan.insert("readings".to_owned(), json!([]));
    place::write(&to.join("plan.json"), file.to_string())?;
    let made = (0..edits).filter_map(|number| {
        let (key, size) = keys.get(chance.below(keys.len().max(1)))?;
        let at = format!("2027-05-{:02}T{:02}:00:00.000Z", number % 28 + 1, number % 24);
        Some(json!({
            "id": format!("person-{}-{number}", number % 40), "step": format!("step-{number}"), "clock": number + 1, "at": at,
            "author": format!("職員{}", number % 40), "cell": key, "value": observation(chance.near(*size)), "seen": []
        }))
    });
    let made = made.collect();
    file.as_object_mut().context("no object")?.insert("edits".to_owned(), Value::Array(made));
    place::write(&to.join("edits.json"), file.to_string())
}

/// The cells of the years R8 to R12, and about how large their numbers are.
fn yearly(policies: &[Value]) -> Vec<(String, u64)> {
    let list = |of: &Value, name: &str| of.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut keys = Vec::new();
    let mut add = |id: Option<&str>, field: &str, size: u64| {
        let years = (2026..=2030).filter_map(|year| Some((format!("{}/{field}/{year}", id?), size)));
        keys.extend(years);
    };
    for policy in policies {
        for indicator in list(policy, "indicators") {
            add(indicator.as_str(), "actual", 1_000);
        }
        for project in list(policy, "projects") {
            let id = project.get("id").and_then(Value::as_str);
            add(id, "budget", 80_000);
            add(id, "settlement", 75_000);
            for indicator in list(&project, "indicators") {
                add(indicator.as_str(), "actual", 300);
            }
        }
    }
    keys
}

fn observation(number: u64) -> Value {
    json!({ "observation": { "final": number.to_string() } })
}

/// Chance that is the same in every run (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap_or(1)).unwrap_or(0)
    }

    /// A number within a quarter of `size`.
    fn near(&mut self, size: u64) -> u64 {
        size - size / 4 + self.next() % (size / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_numbers_make_the_same_city_with_a_value_in_every_year() {
        let folder = std::env::temp_dir().join(format!("shisaku-sample-{}", std::process::id()));
        let [one, two] = ["one", "two"].map(|name| folder.join(name));
        write(&one, 3, 50).unwrap();
        write(&two, 3, 50).unwrap();
        for name in ["plan.json", "edits.json"] {
            assert_eq!(place::read(&one.join(name)).unwrap(), place::read(&two.join(name)).unwrap(), "{name}");
        }
        let file: Value = serde_json::from_str(&place::read_text(&one.join("edits.json")).unwrap()).unwrap();
        let policies = file["plan"]["policies"].as_array().unwrap();
        assert_eq!(policies.len(), 3);
        let keys = yearly(policies);
        assert_eq!(keys.len(), 3 * 5 * (10 + 2 * 5));
        let cells = file["plan"]["cells"].as_object().unwrap();
        assert!(keys.iter().all(|(key, _)| cells.contains_key(key)));
        assert_eq!(file["edits"].as_array().unwrap().len(), 50);
        place::removed(&folder).unwrap();
    }
}
