//! What a publication remembers of those before it: an entry each, of which the feed is made.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use crate::edits::Difference;
use crate::plan::json::{Fields, InJson, JsonFault, object};
use crate::plan::{Cell, Field, Plan, Subject, SubjectId, Timestamp, Value};

use super::correction::{Correction, Corrections};

/// What is said of one publication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryEntry {
    /// When it was saved.
    pub at: Timestamp,
    /// Its edition: 「令和8年度版」; may be empty.
    pub edition: String,
    /// What the city says about it; may be empty.
    pub note: String,
    /// How many values readers see differently than before.
    pub changes: u64,
    /// The names of the policies, indicators and projects that these belong to and that are not new, as they were then, in the order of
    /// the sheet.
    pub names: Vec<String>,
    /// How many more of them, and of those that are new, are not named.
    pub unnamed: u64,
    /// The names of those that are new.
    pub added: Vec<String>,
    /// The names of those that are retired (廃止) and were not before.
    pub retired: Vec<String>,
    /// The numbers of closed years that readers see differently (訂正).
    pub corrections: Corrections,
    /// How many more of them are not told.
    pub more_corrections: u64,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

impl HistoryEntry {
    /// The most names of one entry.
    pub const NAMES_AT_MOST: usize = 50;
    /// The longest name or edition, in characters; the rest is cut off.
    pub const NAME_AT_MOST: usize = 200;
    /// The longest note, in characters.
    pub const NOTE_AT_MOST: usize = 1_000;

    /// Returns a name or an edition as long as an entry may have it.
    pub fn name_of(text: &str) -> String {
        cut(text, Self::NAME_AT_MOST)
    }

    /// Describes what changes for readers of a plan. Confirmations and closings are nothing that they are told.
    pub fn of_changes(plan: &Plan, differences: &[Difference]) -> HistoryEntry {
        let owner = |id| match plan.subject(id) {
            // An initiative is a part of its policy, and has no name.
            Some(Subject::Initiative(policy, _)) => &policy.id,
            _ => id,
        };
        let changed: Vec<&SubjectId> =
            differences.iter().filter(|one| one.is_seen_by_residents()).map(|one| owner(&one.cell.subject)).collect();
        let mut subjects: BTreeSet<&SubjectId> = changed.iter().copied().collect();
        let named = |wanted: &dyn Fn(&SubjectId) -> bool| -> Vec<&str> {
            let names = plan.structure.subject_ids().filter(|id| wanted(id)).map(|id| plan.text(id, Field::Name));
            names.filter(|name| !name.is_empty()).collect()
        };
        let shortened = |names: Vec<&str>| -> Vec<String> {
            names.into_iter().take(Self::NAMES_AT_MOST).map(|name| cut(name, Self::NAME_AT_MOST)).collect()
        };
        let begins = |field: Field| -> BTreeSet<&SubjectId> {
            let is_empty = |value: &Value| *value == field.kind().empty();
            let begins = |one: &&Difference| {
                one.cell.field() == field && is_empty(&one.before.value) && !is_empty(&one.after.value)
            };
            differences.iter().filter(begins).map(|one| &one.cell.subject).collect()
        };
        let (added, retired) = (begins(Field::Role), begins(Field::Retired));
        // What is new is told as that, as far as it is named.
        let new = named(&|id| added.contains(id));
        let more = new.len().saturating_sub(Self::NAMES_AT_MOST);
        subjects.retain(|id| !added.contains(id));
        let names = named(&|id| subjects.contains(id));
        let (corrections, more_corrections) = Corrections::of_changes(plan, differences);
        HistoryEntry {
            changes: count(changed.len()),
            unnamed: count(subjects.len().saturating_sub(names.len().min(Self::NAMES_AT_MOST)) + more),
            names: shortened(names),
            added: shortened(new),
            retired: shortened(named(&|id| retired.contains(id))),
            corrections,
            more_corrections: count(more_corrections),
            ..HistoryEntry::default()
        }
    }
}

fn count(of: usize) -> u64 {
    of.try_into().unwrap_or(u64::MAX)
}

/// Returns a clean text of at most so many characters.
pub(super) fn cut(text: &str, at_most: usize) -> String {
    crate::plan::clean(text).chars().take(at_most).collect()
}

impl InJson for HistoryEntry {
    fn to_json(&self) -> Json {
        let fields = [
            ("at", Some(self.at.to_json())),
            ("edition", Some(self.edition.to_json())),
            ("note", Some(self.note.to_json())),
            ("changes", Some(self.changes.to_json())),
            ("names", Some(self.names.to_json())),
            ("unnamed", Some(self.unnamed.to_json())),
            ("added", (!self.added.is_empty()).then(|| self.added.to_json())),
            ("retired", (!self.retired.is_empty()).then(|| self.retired.to_json())),
            ("corrections", (!self.corrections.is_empty()).then(|| self.corrections.to_json())),
            ("moreCorrections", (self.more_corrections > 0).then(|| self.more_corrections.to_json())),
        ];
        object(fields, &self.extra)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        let mut text = |field, at_most| cut(&fields.take_lossy::<String>(field).unwrap_or_default(), at_most);
        let (edition, note) = (text("edition", Self::NAME_AT_MOST), text("note", Self::NOTE_AT_MOST));
        let mut names = |field| -> Vec<String> {
            let names: Vec<Json> = fields.take_lossy(field).unwrap_or_default();
            let names = names.into_iter().filter_map(|name| String::from_json(name).ok());
            names.take(Self::NAMES_AT_MOST).map(|name| cut(&name, Self::NAME_AT_MOST)).collect()
        };
        let (names, added, retired) = (names("names"), names("added"), names("retired"));
        let (corrections, cut_off) = Corrections::read(fields.take_lossy("corrections").unwrap_or_default());
        let more_corrections: u64 = fields.take_lossy("moreCorrections").unwrap_or_default();
        Ok(HistoryEntry {
            at: fields.take("at")?,
            edition,
            note,
            changes: fields.take_lossy("changes").unwrap_or_default(),
            names,
            added,
            retired,
            corrections,
            more_corrections: more_corrections.saturating_add(count(cut_off)),
            unnamed: fields.take_lossy("unnamed").unwrap_or_default(),
            extra: fields.rest(),
        })
    }
}

/// The publications so far, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The entries that can be read.
    pub entries: Vec<HistoryEntry>,
    /// Entries in a form of a newer release, carried along.
    pub foreign: Vec<Json>,
}

impl History {
    /// The most entries that are kept; the oldest go.
    pub const AT_MOST: usize = 50;

    /// Adds the newest entry.
    pub fn add(&mut self, entry: HistoryEntry) {
        self.entries.insert(0, entry);
        self.shorten();
    }

    fn shorten(&mut self) {
        self.entries.truncate(Self::AT_MOST);
        self.foreign.truncate(Self::AT_MOST - self.entries.len());
    }

    /// Returns the corrections of a cell with when they were published, the newest first.
    pub fn corrections(&self, cell: &Cell) -> impl Iterator<Item = (&Correction, Timestamp)> {
        let all = self.entries.iter().flat_map(|entry| entry.corrections.entries.iter().map(|one| (one, entry.at)));
        all.filter(move |(one, _)| one.cell == *cell)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.foreign.is_empty()
    }
}

impl InJson for History {
    fn to_json(&self) -> Json {
        let entries = self.entries.iter().map(InJson::to_json).chain(self.foreign.iter().cloned());
        Json::Array(entries.collect())
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut history = History::default();
        for json in Vec::<Json>::from_json(json)? {
            match HistoryEntry::from_json(json.clone()) {
                Ok(entry) => history.entries.push(entry),
                Err(_) => history.foreign.push(json),
            }
        }
        history.shorten();
        Ok(history)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::edits::fake::{of_seed, set};
    use crate::edits::{EditSet, Maker, compare, resolve};
    use crate::plan::Observation;
    use crate::state::seed;

    use super::*;

    fn changes(values: &[(&str, Json)]) -> HistoryEntry {
        let mut journal = of_seed();
        for (cell, value) in values {
            set(&mut journal, cell, serde_json::from_value(value.clone()).unwrap());
        }
        let (before, after) =
            (resolve(&std::sync::Arc::new(seed().unwrap().plan), &EditSet::default()), journal.view());
        HistoryEntry::of_changes(&after.plan, &compare((&before, &EditSet::default()), (after, journal.edits())))
    }

    #[test]
    fn changes_are_counted_and_named_in_the_order_of_the_sheet() {
        let number = json!({ "observation": { "final": "75" } });
        let entry = changes(&[
            ("3-10-p1/budget/2026", number.clone()),
            ("3-10-k1/actual/2026/confirmation", json!({ "confirmation": "final 75" })),
            ("3-10-k1/actual/2026", number.clone()),
            ("3-10-k1/actual/2026/remark", json!({ "text": "確定" })),
            ("3-10-k1/actual/2026/internal", json!({ "text": "内部" })),
            ("3-10-p1-k1/actual/2026", number),
            ("3-10-i2/text", json!({ "text": "新しい取組" })),
        ]);
        let names = [
            "商工業",
            "創業支援等事業計画に基づく創業件数の年間合計",
            "商工運営事業",
            "商工業振興計画に基づく各施策の評価点の平均値",
        ];
        assert_eq!((entry.changes, entry.unnamed), (5, 0));
        assert_eq!(entry.names, names);
        let closed = changes(&[("3-10/closed/2026", json!({ "text": "令和9年6月1日" }))]);
        assert_eq!((closed.changes, closed.names.len()), (0, 0));
    }

    #[test]
    fn what_is_new_and_not_named_is_counted() {
        let ids: Vec<(String, String)> =
            (0..60).map(|number| (format!("n{number}/role"), format!("n{number}/name"))).collect();
        let role = json!({ "role": { "kind": "indicator", "of": "3-10" } });
        let values = ids.iter().flat_map(|(role_cell, name)| {
            [(role_cell.as_str(), role.clone()), (name.as_str(), json!({ "text": name }))]
        });
        let entry = changes(&values.collect::<Vec<_>>());
        assert_eq!((entry.added.len(), entry.names.len(), entry.unnamed), (HistoryEntry::NAMES_AT_MOST, 0, 10));
        assert!(crate::words::data::feed_text(&entry).contains("ほか10件"));
    }

    #[test]
    fn what_is_new_and_what_is_retired_is_named_apart() {
        let entry = changes(&[
            ("n1/role", json!({ "role": { "kind": "indicator", "of": "3-10" } })),
            ("n1/name", json!({ "text": "空き店舗の数" })),
            ("3-10-p5/retired", json!({ "year": 2028 })),
        ]);
        assert_eq!(entry.added, ["空き店舗の数"]);
        assert_eq!(entry.retired, ["伝統鎌倉彫振興事業"]);
        assert_eq!(entry.names, ["伝統鎌倉彫振興事業"], "what is new is told as that");
        let text = crate::words::data::feed_text(&entry);
        assert!(
            text.contains(
                "新しい施策・指標・事業: 「空き店舗の数」\n廃止する年度が決まった施策・指標・事業: 「伝統鎌倉彫振興事業」"
            ),
            "{text}"
        );
        assert_eq!(read(json!([entry.to_json()])).entries, [entry]);
    }

    #[test]
    fn a_number_of_a_closed_year_that_changes_is_a_correction_with_what_it_was() {
        let number = |text: &str| json!({ "observation": { "final": text } });
        let cell: Cell = "3-10-k1/actual/2026".parse().unwrap();
        let mut journal = of_seed();
        set(&mut journal, &cell.to_string(), serde_json::from_value(number("72")).unwrap());
        set(&mut journal, "3-10-p1/budget/2027", serde_json::from_value(number("1")).unwrap());
        set(&mut journal, "3-10/closed/2026", serde_json::from_value(json!({ "text": "令和9年6月1日" })).unwrap());
        let (before, known) = (journal.view().clone(), journal.edits().clone());
        set(&mut journal, &cell.to_string(), serde_json::from_value(number("75")).unwrap());
        set(&mut journal, "3-10-p1/budget/2027", serde_json::from_value(number("2")).unwrap());
        // Nobody saw a number there before.
        set(&mut journal, "3-10-p1/settlement/2026", serde_json::from_value(number("1")).unwrap());
        let entry =
            HistoryEntry::of_changes(&before.plan, &compare((&before, &known), (journal.view(), journal.edits())));
        let [was, is] = ["72", "75"].map(|text| Observation::Final(text.parse().unwrap()));
        let [one] = entry.corrections.entries.as_slice() else { panic!("{:?}", entry.corrections) };
        assert_eq!((&one.cell, one.before, one.after, one.unit.as_str()), (&cell, was, is, "件"));
        let text = crate::words::data::feed_text(&entry);
        assert!(text.contains("」のR8の指標実績を72件から75件に改めました"), "{text}");
        // Taken back, it is corrected for whoever saw it.
        let (corrected, seen) = (journal.view().clone(), journal.edits().clone());
        for _ in 0..3 {
            let undone = journal.undo(&Maker::default(), Timestamp::default());
            journal.take(undone);
        }
        let back = compare((&corrected, &seen), (journal.view(), journal.edits()));
        let back = HistoryEntry::of_changes(&corrected.plan, &back);
        assert!(crate::words::data::feed_text(&back).contains("を75件から72件に改めました"), "{back:?}");
        let history = read(json!([entry.to_json()]));
        assert_eq!(history.entries, std::slice::from_ref(&entry));
        assert_eq!(history.corrections(&cell).collect::<Vec<_>>(), [(one, entry.at)]);
        assert_eq!(history.corrections(&"3-10-p1/budget/2027".parse().unwrap()).count(), 0);
    }

    #[test]
    fn corrections_are_bounded_and_what_is_none_is_carried_and_not_told() {
        let number = |text: &str| json!({ "observation": { "final": text } });
        let one =
            |cell: &str| json!({ "cell": cell, "name": "港", "before": number("1"), "after": number("2"), "later": 1 });
        let good = "3-10-k1/actual/2026";
        let strange = ["港", "x/role", "3-10-k1/baseline", "3-10-k1/actual/2026/remark", "3-10-k1/name", good];
        let all: Vec<Json> = std::iter::once(one(good)).chain(strange.map(one)).chain([json!(7)]).collect();
        let history = read(json!([{ "at": "2027-06-01T00:00:00.000Z", "corrections": all, "moreCorrections": 3 }]));
        let entry = &history.entries[0];
        assert_eq!((entry.corrections.entries.len(), entry.corrections.foreign.len()), (1, 7));
        assert_eq!(entry.to_json()["corrections"].as_array().unwrap().len(), all.len());
        assert_eq!(entry.corrections.entries[0].extra.get("later"), Some(&json!(1)));
        let text = crate::words::data::feed_text(entry);
        assert!(text.contains("訂正: 「港」") && text.contains("ほか3件を訂正しました。"), "{text}");
        let many: Vec<Json> = (0..300).map(|number| one(&format!("k{number}/actual/2026"))).collect();
        let history = read(json!([{ "at": "2027-06-01T00:00:00.000Z", "corrections": many }]));
        assert_eq!(history.entries[0].corrections.entries.len(), Corrections::AT_MOST);
        assert_eq!(history.entries[0].more_corrections, 250, "what is not read is counted");
    }

    fn read(json: Json) -> History {
        History::from_json(json).unwrap()
    }

    #[test]
    fn an_entry_that_cannot_be_read_costs_itself_alone_and_is_carried() {
        let at = "2027-06-01T00:00:00.000Z";
        let history = read(json!([
            { "at": at, "edition": "令和8年度版", "names": ["港", 7, "\u{202e}海"], "changes": -1, "later": [1] },
            7, { "at": "昨日" }, { "at": at },
        ]));
        assert_eq!((history.entries.len(), &history.foreign), (2, &vec![json!(7), json!({ "at": "昨日" })]));
        let first = history.entries.first().unwrap();
        assert_eq!((first.changes, first.names.as_slice()), (0, ["港".to_owned(), "海".to_owned()].as_slice()));
        assert_eq!(first.extra.get("later"), Some(&json!([1])));
        assert_eq!(read(history.to_json()), History { entries: history.entries.clone(), ..history });
        assert!(History::from_json(json!({})).is_err());
    }

    #[test]
    fn a_history_is_bounded_and_so_is_every_text_in_it() {
        let entry = json!({
            "at": "2027-06-01T00:00:00.000Z", "note": "長".repeat(5_000), "edition": "長".repeat(5_000),
            "names": vec!["長".repeat(5_000); 500], "changes": 3, "unnamed": 2,
        });
        let mut history = read(Json::Array(vec![entry; 300]));
        history.add(HistoryEntry { note: "新".into(), ..HistoryEntry::default() });
        assert_eq!(history.entries.len(), History::AT_MOST);
        assert_eq!(history.entries[0].note, "新");
        let kept = &history.entries[1];
        assert_eq!((kept.note.chars().count(), kept.edition.chars().count()), (1_000, 200));
        assert_eq!((kept.names.len(), kept.names[0].chars().count(), kept.unnamed), (50, 200, 2));
        let foreign = read(Json::Array(vec![json!(7); 300]));
        assert_eq!((foreign.foreign.len(), read(foreign.to_json())), (50, foreign));
    }
}
