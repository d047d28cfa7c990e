use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::edits::fake::{of_seed, set};
use crate::format::{Licence, Origin, Publication, WebAddress};
use crate::plan::json::InJson as _;
use crate::state::seed;

use super::*;

/// The seed with some values, and the files made of it.
fn files(values: &[(&str, &str)]) -> Vec<File> {
    files_about(values, None)
}

fn files_about(values: &[(&str, &str)], publication: Option<Publication>) -> Vec<File> {
    let mut journal = of_seed();
    for (cell, value) in values {
        set(&mut journal, cell, serde_json::from_str(value).unwrap());
    }
    data_files(journal.view(), &edition(publication))
}

fn edition(publication: Option<Publication>) -> Edition {
    Edition { origin: Origin::Published, at: seed().unwrap().exported_at, publication, left_out: 0 }
}

fn content<'a>(files: &'a [File], path: &str) -> &'a [u8] {
    &files.iter().find(|file| file.path == path).unwrap().content
}

fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

const ACTUAL: &str = "3-10-k1/actual/2026";

#[test]
fn every_value_of_the_plan_is_a_row_complete_in_itself() {
    let files = files(&[
        (ACTUAL, r#"{"observation":{"preliminary":"75.0"}}"#),
        ("3-10-k1/actual/2026/remark", r#"{"text":"速報, \"改\""}"#),
        ("3-10-p1/settlement/2026", r#"{"observation":{"final":"-1250"}}"#),
    ]);
    let plan = seed().unwrap().plan;
    let all = records(content(&files, "data/values.csv"));
    let own = ids(&plan).count();
    let projects: usize = plan.policies().iter().map(|policy| policy.projects.len()).sum();
    let years = plan.years().count();
    let targets = ids(&plan).filter(|id| plan.indicator(id).unwrap().target != crate::plan::Target::NotStated).count();
    assert_eq!(all.len(), 1 + own * (2 + years) + targets + projects * 2 * years);
    assert!(all.iter().all(|record| record.len() == rows::COLUMNS.len()));
    let name = "創業支援等事業計画に基づく創業件数の年間合計";
    let row = |id: &str, kind: &str, year: &str| {
        all.iter().find(|row| row[1] == id && row[3] == kind && row[4] == year).unwrap().clone()
    };
    let source = plan.text(&"3-10-k1/source".parse::<crate::plan::Cell>().unwrap().subject, crate::plan::Field::Source);
    assert_eq!(
        row("3-10-k1", "指標実績", "2026"),
        ["3-10 商工業", "3-10-k1", name, "指標実績", "2026", "令和8年度", "75.0", "件", "速報", "速報, \"改\"", source]
    );
    let settled = row("3-10-p1", "決算額", "2026");
    assert_eq!(settled[6..9], ["-1250", "千円", "確定"]);
    assert_eq!(row("3-10-p1", "決算額", "2027")[6..9], ["", "千円", "未入力"]);
    // A table of its own for each indicator, with the same rows.
    for id in ids(&plan) {
        let own = records(content(&files, &format!("data/{id}.csv")));
        assert_eq!(own[0], all[0]);
        let of_it: Vec<_> = all.iter().filter(|row| row[1] == id.as_str()).cloned().collect();
        assert_eq!(own[1..], of_it);
    }
}

#[test]
fn indicators_are_told_with_their_word_and_what_led_to_it() {
    let files =
        files(&[(ACTUAL, r#"{"observation":{"final":"75.0"}}"#), ("3-10-k1/direction", r#"{"direction":"increase"}"#)]);
    let text = String::from_utf8(content(&files, "data/indicators.json").to_vec()).unwrap();
    let read: Json = serde_json::from_str(&text).unwrap();
    let k1 = &read["indicators"][0];
    assert_eq!(
        (&read["rules"], &k1["id"], &k1["assessment"]["current"]),
        (&json!(1), &json!("3-10-k1"), &json!({"kind": "actual", "year": 2026, "value": 75.0}))
    );
    assert!(text.contains("\"value\": 75.0"), "digits stay as written");
    assert_eq!((&k1["assessment"]["word"], &k1["assessment"]["reason"]), (&json!("改善"), &Json::Null));
    assert_eq!(k1["assessment"]["reference"]["kind"], "latest");
    let without = &read["indicators"][1]["assessment"];
    assert!(without["word"].is_null() && without["reason"].is_string());
}

#[test]
fn a_corrected_number_is_told_with_what_was_published_before_and_until_when() {
    let json = serde_json::from_str(include_str!("../../../tests/fixtures/publication.json")).unwrap();
    let publication = Publication::from_json(json).unwrap();
    let files = |value: &str, publication: Option<&Publication>| {
        let values = [(ACTUAL, r#"{"observation":{"final":"72"}}"#), ("3-10/closed/2026", r#"{"text":"令和9年"}"#)];
        let files = files_about(&[values.as_slice(), &[(ACTUAL, value)]].concat(), publication.cloned());
        let note = records(content(&files, "data/3-10-k1.csv")).into_iter().find(|row| row[4] == "2026").unwrap();
        let read: Json = serde_json::from_slice(content(&files, "data/indicators.json")).unwrap();
        (note[9].clone(), read["indicators"][0]["actuals"][0]["correctedFrom"].clone())
    };
    let corrected = r#"{"observation":{"preliminary":"75"}}"#;
    let (note, from) = files(corrected, Some(&publication));
    assert_eq!(note, "訂正: 以前は72(令和9年6月1日に訂正)");
    assert_eq!(from, json!([{ "value": 72, "state": "final", "until": "2027-06-01T00:00:00.000Z" }]));
    // Where the correction that is known is not the one that is shown, nothing is told of it.
    assert_eq!(files(corrected, None), ("訂正".to_owned(), Json::Null));
    assert_eq!(files(r#"{"observation":{"final":"76"}}"#, Some(&publication)), ("訂正".to_owned(), Json::Null));
}

#[test]
fn what_awaits_confirmation_is_noted_in_the_row_and_listed_with_the_indicator_until_it_is_confirmed() {
    let notes = |files: &[File], id: &str, kind: &str, year: &str| {
        let all = records(content(files, "data/values.csv"));
        all.into_iter().find(|row| row[1] == id && row[3] == kind && row[4] == year).unwrap()[9].clone()
    };
    let before = files(&[]);
    assert_eq!(
        notes(&before, "3-10-k5", "直近実績値", "2024"),
        "確認中(目標値の可能性があります) 確認中(年か年度か記載がありません)"
    );
    assert_eq!(notes(&before, "3-10-p1", "予算額", "2026"), "確認中(年度の記載がない金額です)");
    assert_eq!(notes(&before, "3-10-p1", "決算額", "2026"), "");
    let listed = |files: &[File]| {
        let read: Json = serde_json::from_slice(content(files, "data/indicators.json")).unwrap();
        let of = read["indicators"].as_array().unwrap().iter().find(|one| one["id"] == "3-10-p1-k1").unwrap().clone();
        let fields = of["toConfirm"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap().to_owned());
        fields.collect::<Vec<_>>()
    };
    assert_eq!(listed(&before), ["latest-year", "direction", "baseline"]);
    let after = files(&[
        ("3-10-p1-k1/direction/confirmation", r#"{"confirmation":"direction increase"}"#),
        ("3-10-p1/budget/2026/confirmation", r#"{"confirmation":"final 1250"}"#),
    ]);
    assert_eq!(listed(&after), ["latest-year", "baseline"]);
    assert_eq!(notes(&after, "3-10-p1", "予算額", "2026"), "");
}

#[test]
fn the_description_names_every_table_and_every_column() {
    let files = files(&[]);
    let read: Json = serde_json::from_slice(content(&files, "data/datapackage.json")).unwrap();
    let resources = read["resources"].as_array().unwrap();
    let paths: BTreeSet<String> =
        resources.iter().map(|one| format!("data/{}", one["path"].as_str().unwrap())).collect();
    let tables: BTreeSet<String> = files
        .iter()
        .map(|file| file.path.clone())
        .filter(|path| path.ends_with(".csv") && !path.contains("excel"))
        .collect();
    assert_eq!(paths, tables);
    let heads = &records(content(&files, "data/values.csv"))[0];
    for resource in resources {
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert!(fields.iter().all(|field| !field["description"].as_str().unwrap().is_empty()));
        let own = &records(content(&files, &format!("data/{}", resource["path"].as_str().unwrap())))[0];
        assert_eq!((names, own == heads), (own.iter().map(String::as_str).collect(), resource["name"] != "commentary"));
    }
}

#[test]
fn what_is_written_about_policies_and_projects_is_a_table_and_a_list_of_its_own() {
    let files = files(&[
        ("3-10-p1/review/2027", r#"{"text":"二年目"}"#),
        ("3-10-p1/review/2026", "{\"text\":\"一行目\\n=二行目\"}"),
        ("3-10-p1/review/2026/remark", r#"{"text":"速報"}"#),
        ("3-10-p1/review/2026/internal", r#"{"text":"庁内"}"#),
        ("3-10-p2/outlook/2026", r#"{"text":" "}"#),
        ("3-10/outlook/2026", r#"{"text":"=続ける"}"#),
        ("3-10/closed/2027", r#"{"text":"締めました"}"#),
        ("3-10/review/2027", r#"{"text":"あとから"}"#),
    ]);
    let rows = records(content(&files, "data/commentary.csv"));
    let row = |id: &str, name: &str, kind: &str, year: [&str; 2], text: &str, notes: &str| {
        ["3-10 商工業", id, name, kind, year[0], year[1], text, notes].map(str::to_owned).to_vec()
    };
    let [r8, r9] = [["2026", "令和8年度"], ["2027", "令和9年度"]];
    assert_eq!(
        rows[1..],
        [
            row("3-10", "商工業", "今後の方向", r8, "'=続ける", ""),
            row("3-10", "商工業", "成果と課題", r9, "あとから", "訂正"),
            row("3-10-p1", "商工運営事業", "成果と課題", r8, "一行目\n=二行目", "速報"),
            row("3-10-p1", "商工運営事業", "成果と課題", r9, "二年目", ""),
        ]
    );
    let list: Json = serde_json::from_slice(content(&files, "data/commentary.json")).unwrap();
    let list = list["commentary"].as_array().unwrap().clone();
    assert_eq!(list.len(), 4);
    assert_eq!(
        list[2],
        json!({ "id": "3-10-p1", "policy": "3-10", "name": "商工運営事業", "field": "review", "year": 2026,
            "text": "一行目\n=二行目", "notes": ["速報"] })
    );
    let all = records(content(&files, "data/values.csv"));
    assert!(all.iter().flatten().all(|field| !field.contains("一行目") && !field.contains("成果と課題")));
    assert!(files.iter().all(|file| !String::from_utf8_lossy(&file.content).contains("庁内")));
}

#[test]
fn where_nothing_is_written_the_table_has_its_heads_alone() {
    let files = files(&[("3-10-p1/review/2026", r#"{"text":""}"#)]);
    assert_eq!(
        records(content(&files, "data/commentary.csv")),
        [["施策", "ID", "施策・事業", "区分", "西暦", "和暦", "文章", "備考"]]
    );
    let list: Json = serde_json::from_slice(content(&files, "data/commentary.json")).unwrap();
    assert_eq!(list["commentary"], json!([]));
}

#[test]
fn the_description_names_the_licence_and_the_publication_where_they_are_known() {
    let described = |address: &str, licence: Option<(&str, &str)>| {
        let licence = licence.and_then(|(name, url)| Licence::new(name, WebAddress::new(url), Default::default()));
        let publication = Publication { address: WebAddress::new(address), licence, ..Publication::default() };
        let files = files_about(&[], Some(publication));
        serde_json::from_slice::<Json>(content(&files, "data/datapackage.json")).unwrap()
    };
    let (address, terms) = ("https://example.jp/plan/", "https://creativecommons.org/licenses/by/4.0/");
    let read = described(address, Some(("CC BY 4.0", terms)));
    assert_eq!(read["homepage"], address);
    assert_eq!(read["licenses"], json!([{ "name": "CC-BY-4.0", "path": terms, "title": "CC BY 4.0" }]));
    let read = described("", Some(("市の利用規約", terms)));
    assert_eq!(read["licenses"], json!([{ "path": terms, "title": "市の利用規約" }]));
    for licence in [None, Some(("市の利用規約", ""))] {
        let read = described("", licence);
        assert_eq!((read.get("licenses"), read.get("homepage")), (None, None));
    }
}

#[test]
fn a_table_for_excel_has_every_value_of_the_policy_and_no_formula() {
    let files = files(&[
        ("3-10-p1/name", r#"{"text":"=1+1"}"#),
        ("3-10-p1/budget/2026", r#"{"observation":{"final":"-5.5"}}"#),
    ]);
    let excel = content(&files, "data/excel/3-10.csv");
    let table = excel.strip_prefix(b"\xef\xbb\xbf").unwrap();
    let (own, all) = (records(table), records(content(&files, "data/values.csv")));
    assert_eq!(own.len(), all.len());
    let row = own.iter().find(|row| row[1] == "3-10-p1").unwrap();
    assert_eq!((row[2].as_str(), row[6].as_str()), ("'=1+1", "-5.5"));
}

#[test]
fn the_same_publication_gives_the_same_bytes() {
    assert_eq!(files(&[]), files(&[]));
}

#[test]
fn no_field_is_a_formula_in_any_table() {
    let files = files(&[
        ("3-10-k1/name", r#"{"text":"　＝HYPERLINK(1)"}"#),
        (ACTUAL, r#"{"observation":{"final":"-75.0"}}"#),
        ("3-10-k1/actual/2026/remark", r#"{"text":"@A1"}"#),
    ]);
    let of_values = |path: &str| path.ends_with(".csv") && path != "data/commentary.csv";
    let tables: Vec<&File> = files.iter().filter(|file| of_values(&file.path)).collect();
    let mut seen = 0;
    for file in &tables {
        let rows = records(file.content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.content));
        assert_eq!(rows[0], rows::COLUMNS.map(|column| column.head), "{}: the first row are the heads", file.path);
        assert!(rows.iter().all(|row| row.len() == rows::COLUMNS.len()), "{}: rows are complete", file.path);
        for row in rows.iter().filter(|row| row[1] == "3-10-k1" && row[3] == "指標実績" && row[4] == "2026") {
            assert_eq!((row[2].as_str(), row[6].as_str(), row[9].as_str()), ("'　＝HYPERLINK(1)", "-75.0", "'@A1"));
            seen += 1;
        }
    }
    assert_eq!(seen, 3, "of all values, of the indicator, of its policy for Excel");
}

#[test]
fn what_is_exported_has_the_form_of_the_data() {
    let view = of_seed().view().clone();
    let ids = ["3-10-k1", "3-10-p1"].map(|id| SubjectId::new(id).unwrap());
    let text = table_of(&view, &edition(None), &ids);
    let rows = records(text.strip_prefix('\u{feff}').unwrap().as_bytes());
    let all = files(&[]);
    let all = records(content(&all, "data/values.csv"));
    assert_eq!(rows[0], all[0]);
    let wanted: Vec<_> = all.iter().filter(|row| ["3-10-k1", "3-10-p1"].contains(&row[1].as_str())).cloned().collect();
    assert_eq!(rows[1..], wanted);
}

#[test]
fn what_is_retired_is_said_to_be_from_its_year_on() {
    let id: crate::plan::SubjectId = crate::plan::SubjectId::new("3-10-k1").unwrap();
    let values = [("3-10-k1/retired", r#"{"year":2028}"#), ("3-10-p1/retired", r#"{"year":2030}"#)];
    let files = files(&values);
    let all = records(content(&files, "data/values.csv"));
    let note = |id: &str, kind: &str, year: &str| {
        all.iter().find(|row| row[1] == id && row[3] == kind && row[4] == year).unwrap()[9].clone()
    };
    assert_eq!(
        [("2027", ""), ("2028", "R10から廃止"), ("2030", "R10から廃止")].map(|(year, _)| note(
            "3-10-k1",
            "指標実績",
            year
        )),
        ["", "R10から廃止", "R10から廃止"]
    );
    assert_eq!(["2029", "2030"].map(|year| note("3-10-p1", "予算額", year)), ["", "R12から廃止"]);
    let json: Json = serde_json::from_slice(content(&files, "data/indicators.json")).unwrap();
    let retired = |id: &str| {
        json["indicators"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()["retired"].clone()
    };
    assert_eq!((retired("3-10-k1"), retired("3-10-k2"), retired("3-10-p1-k1")), (json!(2028), Json::Null, json!(2030)));
    let mut journal = of_seed();
    set(&mut journal, "3-10-k1/retired", serde_json::from_str(r#"{"year":2028}"#).unwrap());
    let figure = crate::chart::FigureOf::of(journal.view(), &edition(None), &id).unwrap();
    assert!(
        figure.sentence.ends_with("令和10(2028)年度から廃止されています。")
            && figure.rest.ends_with("から廃止されています。"),
        "{}",
        figure.sentence
    );
}
