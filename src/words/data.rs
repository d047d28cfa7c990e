//! Words of open data.

use super::isolate::isolated;
use super::{figure, file, number, observation, year};
use crate::format::{Correction, History, HistoryEntry};
use crate::plan::{Field, Observation, Plan, ReadingKind};

/// The title of the table of all values.
pub const ALL_VALUES: &str = "すべての値";
/// Saves all values of a policy.
pub const FOR_EXCEL: &str = "Excel用CSV";
/// The state of a target whose label stands in the sheet without a number.
pub const TARGET_NOT_STATED: &str = "未記載";

/// Leads to the table of all values.
pub const ALL_AS_CSV: &str = "すべての値(CSV)";
/// Leads to what is written about policies and projects.
pub const COMMENTARY_AS_CSV: &str = "成果と課題・今後の方向(CSV)";
/// Leads to the indicators with what is said of them.
pub const INDICATORS_AS_JSON: &str = "指標と判定(JSON)";
/// Leads to the description of the tables.
pub const DESCRIPTION: &str = "データの説明(datapackage.json)";
/// Leads to the values of the page's indicator.
pub const INDICATOR_AS_CSV: &str = "この指標の値(CSV)";
/// What these links lead to.
pub const OPEN_DATA: &str = "オープンデータ";

/// What stands in each column of the tables.
#[expect(missing_docs, reason = "each text says which column it is about")]
pub mod about {
    pub const POLICY: &str = "施策の番号と名称";
    pub const ID: &str = "指標・事業・施策の識別子。名称が変わっても変わりません。";
    pub const NAME: &str = "指標または事業の名称";
    pub const SUBJECT: &str = "施策または事業の名称";
    pub const KIND: &str = "直近実績値、初期値、指標実績、目標値、予算額、決算額のいずれか";
    pub const YEAR: &str = "年度(4月から翌年3月まで)の始まる年。直近実績値では、もとの施策シートで値の横に印刷された年で、暦年のことも年度のこともあります。";
    pub const ERA: &str = "同じ年の和暦。年度には「年度」が付きます。直近実績値の年には付きません。";
    pub const VALUE: &str = "数値(桁区切りなし)。数値がない理由は状態の列にあります。";
    pub const UNIT: &str = "値の単位。予算額と決算額は千円";
    pub const STATE: &str =
        "確定、速報、未入力、未公表、該当なし、未記載(目標値があるとされながら数値がないもの)のいずれか";
    pub const NOTES: &str = "市の備考のほか、訂正、食い違い、廃止の年度と、もとの施策シートの読み取りで市が確認中の点";
    pub const SOURCE: &str = "指標の値の出典";
    pub const COMMENTARY_KIND: &str = "成果と課題、今後の方向のいずれか";
    pub const COMMENTARY_YEAR: &str = "年度(4月から翌年3月まで)の始まる年";
    pub const COMMENTARY_ERA: &str = "同じ年度の和暦";
    pub const COMMENTARY_TEXT: &str = "本文。改行を含むことがあります。";
}

/// What is not confirmed yet of a value, as a note.
pub fn to_confirm(kind: ReadingKind) -> String {
    format!("確認中({})", super::sheet::reading_label(kind))
}

/// The terms of use.
pub const LICENCE: &str = "データのライセンス";
/// Says in the feed of a publication without a history what there is.
pub const FEED_FIRST: &str = "この内容を公表しています。";

/// Describes a set of data: what it is of, in a text of its own, and what it holds.
pub fn dataset(plan: &Plan, of: &str) -> String {
    let span = year::span(plan.first_year, plan.last_year);
    let city = isolated(&plan.city);
    let holds = format!("{city}の施策シートに載っている{span}の値です。誰でもCSVやJSONのファイルで利用できます。");
    if of.is_empty() { holds } else { format!("{} {holds}", isolated(of)) }
}

/// The title of a publication in the feed: 「令和8年度版(令和9年6月1日)」, with the time where there were others that day.
pub fn feed_title(entry: &HistoryEntry, history: &History) -> String {
    let date = file::date(entry.at);
    let is_other = |other: &HistoryEntry| other.at != entry.at && file::date(other.at) == date;
    let date = if history.entries.iter().any(is_other) { file::moment(entry.at) } else { date };
    match entry.edition.as_str() {
        "" => format!("{date}の公表"),
        edition => format!("{}({date})", isolated(edition)),
    }
}

/// How many values a publication changed.
pub fn changes(entry: &HistoryEntry) -> String {
    match entry.changes {
        0 => "値や説明に変更はありません。".to_owned(),
        count => format!("値や説明が{count}件変わりました。"),
    }
}

/// Whose values a publication changed: a line each of what is new, what is retired, and the others.
pub fn changed_names(entry: &HistoryEntry) -> Vec<String> {
    let quoted =
        |names: &[String]| -> String { names.iter().map(|name| format!("「{}」", isolated(name))).collect() };
    let unnamed = if entry.unnamed > 0 { format!("ほか{}件", entry.unnamed) } else { String::new() };
    let of = |what: &str, names: &[String], rest: &str| {
        (!names.is_empty()).then(|| format!("{what}: {}{rest}", quoted(names)))
    };
    // What is new comes first: where it is cut off, or nothing else has changed, the rest is of it.
    let most = HistoryEntry::NAMES_AT_MOST;
    let is_of_added = entry.names.is_empty() || entry.added.len() == most && entry.names.len() < most;
    let (of_added, unnamed) = if is_of_added { (unnamed, String::new()) } else { (String::new(), unnamed) };
    let lists = [
        of("新しい施策・指標・事業", &entry.added, &of_added),
        of("廃止する年度が決まった施策・指標・事業", &entry.retired, ""),
        of("変わった施策・指標・事業", &entry.names, &unnamed),
    ];
    lists.into_iter().flatten().collect()
}

/// A correction: whose number of which year, what it was and what it is.
pub fn correction(one: &Correction) -> String {
    let unit = match one.cell.field() {
        Field::Budget | Field::Settlement => figure::THOUSAND_YEN.to_string(),
        _ => one.unit.clone(),
    };
    let [before, after] = [one.before, one.after].map(|value| match value.number() {
        Some(number) => {
            let mark = if value.is_preliminary() { &*observation::PRELIMINARY } else { "" };
            format!("{}{}{mark}", number::in_table(number), isolated(&unit))
        }
        None => observation::in_table(value),
    });
    let of = one.cell.year().map(year::short).unwrap_or_default();
    format!("訂正: 「{}」の{of}の{}を{before}から{after}に改めました。", isolated(&one.name), kind(one.cell.field()))
}

/// How many more corrections there are; none where all are told.
pub fn more_corrections(entry: &HistoryEntry) -> Option<String> {
    (entry.more_corrections > 0).then(|| format!("ほか{}件を訂正しました。", entry.more_corrections))
}

/// What a publication changed: its note, how many values, what it corrected, and whose.
pub fn feed_text(entry: &HistoryEntry) -> String {
    let note = (!entry.note.is_empty()).then(|| isolated(&entry.note).into_owned());
    let corrections = entry.corrections.entries.iter().map(correction).chain(more_corrections(entry));
    let lines = note.into_iter().chain([changes(entry)]).chain(corrections).chain(changed_names(entry));
    lines.collect::<Vec<_>>().join("\n")
}

/// Heading of the newest publications.
pub const NEWS: &str = "更新のお知らせ";
/// Opens the names of what changed.
pub const CHANGED_NAMES: &str = "変わった項目";
/// Leads to the feed.
pub const FEED: &str = "更新のお知らせを購読する(Atom)";

/// What a row is of.
pub fn kind(field: Field) -> &'static str {
    match field {
        Field::Latest => figure::LATEST.0,
        Field::Baseline => figure::BASELINE.0,
        Field::Actual => figure::ACTUAL.0,
        Field::Target => figure::TARGET.0,
        Field::Budget => figure::BUDGET.0,
        Field::Settlement => figure::SETTLEMENT.0,
        other => super::cell::field(other),
    }
}

/// 確定 or 速報 of a number, else why there is none.
pub fn state(observation: Observation) -> &'static str {
    match observation {
        Observation::Final(_) => "確定",
        Observation::Preliminary(_) => figure::PRELIMINARY.0,
        Observation::NotEntered => "未入力",
        Observation::NotPublished => "未公表",
        Observation::NotApplicable => "該当なし",
    }
}
