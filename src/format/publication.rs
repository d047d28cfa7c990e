//! What residents get: `plan.json`, a snapshot told in short.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::edits::{Edit, EditSet, resolve, told_in_short};
use crate::plan::json::{Fields, InJson, JsonFault, object, through_json};
use crate::plan::{Aspect, Cell, Plan, Timestamp, cleaned};

use super::Snapshot;

/// What is said about a publication besides its content; each text may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// The edition: 「令和8年度版」.
    pub edition: String,
    /// The date the content holds for, as it is to be shown: 「令和9年6月1日」.
    pub date: String,
    /// Whom to ask: 「企画課 0467-23-3000」.
    pub contact: String,
    /// What this release does not know, carried along.
    pub extra: Map<String, Json>,
}

impl InJson for Publication {
    fn to_json(&self) -> Json {
        let fields = [
            ("edition", Some(self.edition.to_json())),
            ("date", Some(self.date.to_json())),
            ("contact", Some(self.contact.to_json())),
        ];
        object(fields, &self.extra)
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        Ok(Publication {
            edition: cleaned(fields.take_readable("edition").unwrap_or_default()),
            date: cleaned(fields.take_readable("date").unwrap_or_default()),
            contact: cleaned(fields.take_readable("contact").unwrap_or_default()),
            extra: fields.rest(),
        })
    }
}

through_json!(Publication);

/// Returns the published form of a plan with edits: live heads, closings and retractions, without names, reasons,
/// superseded values and internal cells. A confirmation that does not match the current value is omitted: it contains a
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
    // Cells the plan does not have are nothing readers could see, nor anybody could decide on.
    let leaves = |edit: &Edit| edit.set().is_none_or(|(cell, ..)| is_public(cell) && plan.has(cell));
    let edits = told_in_short(plan, edits).into_iter().filter(leaves).collect();
    Snapshot {
        exported_at: at,
        exported_by: None,
        publication: Some(publication),
        plan: public,
        edits,
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
            let begun = journal.begin(&journal.view(), &journal.edits(), &key.parse().unwrap());
            let value = Value::Text(text.into());
            let edits = journal.set(vec![(begun, value)], &maker, Some("所長の指示"), Timestamp::default());
            journal.take(edits);
        }
        let about = Publication { edition: "令和8年度版".into(), ..Publication::default() };
        let snapshot = publish(&plan, &journal.edits(), about, Timestamp::default());
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
}
