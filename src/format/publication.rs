//! What residents get: `plan.json`, a snapshot told in short.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::edits::{Edit, EditSet, resolve, told_in_short};
use crate::plan::json::{Fields, InJson, JsonFault, object, through_json};
use crate::plan::{Aspect, Cell, Plan, Timestamp, cleaned};

use super::history::cut;
use super::{History, HistoryEntry, Snapshot, WebAddress};

/// The terms under which the data may be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Licence {
    /// Its name: 「CC BY 4.0」.
    pub name: String,
    /// Where it can be read.
    pub url: Option<WebAddress>,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

impl Licence {
    /// Returns a licence with a name or an address: without a name it is called by its address.
    pub fn new(name: &str, url: Option<WebAddress>, extra: Map<String, Json>) -> Option<Licence> {
        let name = cut(name, HistoryEntry::NAME_AT_MOST).trim().to_owned();
        let name = if name.is_empty() { url.as_ref()?.to_string() } else { name };
        Some(Licence { name, url, extra })
    }
}

impl InJson for Licence {
    fn to_json(&self) -> Json {
        let fields = [("name", Some(self.name.to_json())), ("url", self.url.as_ref().map(InJson::to_json))];
        object(fields, &self.extra)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        let name: String = fields.take_lossy("name").unwrap_or_default();
        let url = fields.take_lossy("url");
        Licence::new(&name, url, fields.rest()).ok_or(JsonFault::new("a licence without name and address"))
    }
}

/// What is said about a publication besides its content; each text may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// The edition: 「令和8年度版」.
    pub edition: String,
    /// The date the content holds for, as it is to be shown: 「令和9年6月1日」.
    pub date: String,
    /// Whom to ask: 「企画課 0467-23-3000」.
    pub contact: String,
    /// The folder it is published in, as an absolute address that ends with `/`.
    pub address: Option<WebAddress>,
    /// The terms of use.
    pub licence: Option<Licence>,
    /// This publication and those before it.
    pub history: History,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

impl InJson for Publication {
    fn to_json(&self) -> Json {
        let fields = [
            ("edition", Some(self.edition.to_json())),
            ("date", Some(self.date.to_json())),
            ("contact", Some(self.contact.to_json())),
            ("address", self.address.as_ref().map(InJson::to_json)),
            ("licence", self.licence.as_ref().map(InJson::to_json)),
            ("history", (!self.history.is_empty()).then(|| self.history.to_json())),
        ];
        object(fields, &self.extra)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        Ok(Publication {
            edition: cleaned(fields.take_lossy("edition").unwrap_or_default()),
            date: cleaned(fields.take_lossy("date").unwrap_or_default()),
            contact: cleaned(fields.take_lossy("contact").unwrap_or_default()),
            address: fields.take_lossy("address").and_then(|address: WebAddress| address.as_folder()),
            licence: fields.take_lossy("licence"),
            history: fields.take_lossy("history").unwrap_or_default(),
            extra: fields.rest(),
        })
    }
}

through_json!(Publication);

/// Returns the published form of a plan with edits: live heads, closings and retractions, without names, reasons,
/// superseded values (but for those that stand again as their year was closed) and internal cells. A confirmation that does not match the current value is omitted: it contains a
/// value that is not published.
pub fn publish(plan: &Arc<Plan>, edits: &EditSet, publication: Publication, at: Timestamp) -> Snapshot {
    let shown = resolve(plan, edits).plan;
    let is_public = |cell: &Cell| match cell.aspect {
        Aspect::Internal => false,
        Aspect::Confirmation => shown.is_confirmed(&cell.with_aspect(Aspect::Value)),
        Aspect::Value | Aspect::Remark => true,
    };
    let mut public = (**plan).clone();
    public.cells.retain(|cell, _| is_public(cell));
    // Whatever a memo says in an unknown form, it is internal.
    public.foreign.cells.retain(|key, _| !key.ends_with("/internal"));
    // Cells of no subject are nothing readers could see, nor anybody could decide on.
    let leaves = |edit: &Edit| edit.set().is_none_or(|(cell, ..)| is_public(cell) && shown.has(cell));
    let edits = told_in_short(plan, edits).into_iter().filter(leaves).collect();
    Snapshot {
        exported_at: at,
        exported_by: None,
        publication: Some(publication),
        plan: public,
        edits,
        handed_in: Vec::new(),
        damaged: Vec::new(),
        extra: Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::edits::{Journal, Maker, Published, Replica};
    use crate::format::read_snapshot;
    use crate::plan::Value;

    use super::*;

    #[test]
    fn nothing_internal_and_no_name_leaves() {
        let plan = Arc::new(crate::state::seed().unwrap().plan);
        let published = Published { plan: plan.clone(), edits: EditSet::default() };
        let mut journal = Journal::new(published, Replica::known(7));
        let maker = Maker { author: Some("鎌倉花子".into()), department: Some("産業課".into()) };
        for (key, text) in [
            ("3-10-k1/actual/2026/internal", "速報は議会前に出さない"),
            ("3-10-k1/actual/2026/remark", "確定値です"),
            ("3-10/vision", "古い言葉"),
            ("3-10/vision", "新しい言葉"),
        ] {
            let begun = journal.begin(&key.parse().unwrap());
            let value = Value::Text(text.into());
            let edits = journal.set(vec![(begun, value)], &maker, Some("所長の指示"), Timestamp::default());
            journal.take(edits);
        }
        let about = Publication { edition: "令和8年度版".into(), ..Publication::default() };
        let snapshot = publish(&plan, journal.edits(), about, Timestamp::default());
        let text = snapshot.to_json();
        for secret in ["鎌倉花子", "産業課\", \"reason", "所長", "議会前", "古い言葉", "\"author\""] {
            assert!(!text.contains(secret), "{secret}");
        }
        for public in ["確定値です", "新しい言葉", "令和8年度版"] {
            assert!(text.contains(public), "{public}");
        }
        assert_eq!(read_snapshot(text.as_bytes()), Ok(snapshot));
    }

    #[test]
    fn a_memo_in_an_unknown_form_does_not_leave() {
        let mut plan = crate::state::seed().unwrap().plan;
        for key in ["3-10-k1/actual/2026/internal", "3-10-k1/colour/internal", "3-10-k1/colour"] {
            plan.foreign.cells.insert(key.into(), Json::from(key));
        }
        let snapshot = publish(&Arc::new(plan), &EditSet::default(), Publication::default(), Timestamp::default());
        let kept: Vec<&String> = snapshot.plan.foreign.cells.keys().collect();
        assert_eq!(kept, ["3-10-k1/colour"]);
    }

    #[test]
    fn a_text_in_an_unknown_form_costs_itself_alone() {
        let json: Json =
            serde_json::from_str(r#"{"edition":{"ja":"令和8年度版"},"date":"令和9年6月1日","later":1.50}"#).unwrap();
        let read = Publication::from_json(json.clone()).unwrap();
        assert_eq!((read.edition.as_str(), read.date.as_str()), ("", "令和9年6月1日"));
        assert_eq!(read.extra.get("later"), json.get("later"));
    }

    #[test]
    fn settings_are_read_one_by_one_and_no_hostile_address_is_among_them() {
        let whole: Json = serde_json::from_str(include_str!("../../tests/fixtures/publication.json")).unwrap();
        let read = Publication::from_json(whole.clone()).unwrap();
        assert_eq!(read.address.as_ref().map(WebAddress::as_str), whole["address"].as_str());
        assert_eq!(read.licence.as_ref().map(|licence| licence.name.as_str()), whole["licence"]["name"].as_str());
        assert_eq!(read.history.entries.len(), whole["history"].as_array().unwrap().len());
        assert_eq!(Publication::from_json(read.to_json()), Ok(read.clone()));
        for (member, hostile) in [
            ("address", r#""javascript:alert(1)""#),
            ("address", r#"["https://example.jp/"]"#),
            ("address", r#""https://example.jp/?q=\"><script>""#),
            ("licence", r#"{"url":"javascript:alert(1)"}"#),
            ("licence", r#""CC BY""#),
            ("licence", r#"{"name":" \u202e "}"#),
            ("history", r#"{"at":1}"#),
        ] {
            let mut damaged = whole.clone();
            damaged[member] = serde_json::from_str(hostile).unwrap();
            let read_here = Publication::from_json(damaged).unwrap();
            assert_eq!(read_here.edition, read.edition);
            let is_none = match member {
                "address" => read_here.address.is_none() && read_here.licence == read.licence,
                "licence" => read_here.licence.is_none() && read_here.address == read.address,
                _ => read_here.history.is_empty() && read_here.licence == read.licence,
            };
            assert!(is_none, "{hostile}");
            assert!(!read_here.to_json().to_string().contains("script"), "{hostile}");
        }
        let mut named = whole.clone();
        named["licence"]["url"] = Json::from("javascript:alert(1)");
        let named = Publication::from_json(named).unwrap().licence.unwrap();
        assert_eq!((named.name.as_str(), named.url), ("CC BY 4.0", None));
    }
}
