//! Other sheets of the same layout: each fixture with everything that was read from it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that is not as expected"
)]

use std::fmt::Write;

use shisaku::format::sheet::{Part, SheetError, SheetReading, SheetSetting, read_sheet};
use shisaku::plan::{Plan, SubjectId};
use shisaku::words::sheet::sheet_issue;

fn read(text: &str) -> Result<SheetReading, SheetError> {
    let setting =
        SheetSetting {
            plan_id: SubjectId::new("example").unwrap(), former_ids: Vec::new(), city: "みなと市".into()
        };
    read_sheet(text, &setting)
}

/// Everything of a reading, a line each.
fn told(text: &str) -> String {
    let SheetReading { plan, issues } = read(text).unwrap();
    assert_eq!(plan.check(), Ok(()));
    assert!(plan.cells.keys().all(|cell| plan.has(cell)), "every cell belongs to a subject and a year of the plan");
    assert!(plan.readings.iter().all(|reading| plan.has(&reading.cell)));
    let json = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), plan);
    let mut told = format!("{} to {}\n", plan.first_year.number(), plan.last_year.number());
    for id in plan.structure.subject_ids() {
        writeln!(told, "{id}").unwrap();
        for (cell, value) in plan.cells.iter().filter(|(cell, _)| cell.subject == *id) {
            let key = cell.to_string();
            let key = key.strip_prefix(id.as_str()).unwrap();
            writeln!(told, "  {key} {}", serde_json::to_string(value).unwrap()).unwrap();
        }
    }
    told.push_str("readings\n");
    for reading in plan.readings.iter() {
        writeln!(told, "  {} {} {:?}", reading.line, reading.cell, reading.kind).unwrap();
    }
    told.push_str("issues\n");
    for issue in &issues {
        writeln!(told, "  {}", sheet_issue(issue)).unwrap();
    }
    told
}

#[test]
fn filled_in_with_targets_and_several_amounts() {
    insta::assert_snapshot!(told(include_str!("fixtures/sheets/full.txt")));
}

#[test]
fn from_a_workbook_on_windows() {
    insta::assert_snapshot!(told(include_str!("fixtures/sheets/windows.txt")));
}

#[test]
fn two_policies_without_projects_in_cut_off_rows() {
    insta::assert_snapshot!(told(include_str!("fixtures/sheets/two-policies.txt")));
}

#[test]
fn odd_cells_stop_nothing() {
    insta::assert_snapshot!(told(include_str!("fixtures/sheets/odd.txt")));
}

#[test]
fn line_ends_and_a_mark_of_byte_order_change_nothing() {
    let source = include_str!("../seeds/3-10.txt");
    let plain = read(source).unwrap();
    assert_eq!(read(&format!("\u{feff}{}", source.replace('\n', "\r\n"))).unwrap(), plain);
    assert_eq!(read(&format!("{source}\n\n")).unwrap(), plain);
    let cut: Vec<&str> = source.lines().map(|line| line.trim_end_matches('\t')).collect();
    assert_eq!(read(&cut.join("\n")).unwrap().plan.cells, plain.plan.cells);
    let wide: Vec<String> =
        source.lines().map(|line| if line.is_empty() { String::new() } else { format!("{line}\t\t\t") }).collect();
    assert_eq!(read(&wide.join("\n")).unwrap().plan.cells, plain.plan.cells);
}

#[test]
fn other_texts_are_refused_with_what_was_not_found() {
    for (text, missing) in [
        ("", vec![Part::Policy, Part::Block, Part::Years]),
        ("こんにちは\n", vec![Part::Policy, Part::Block, Part::Years]),
        ("a,b,c\n1,2,3", vec![Part::Policy, Part::Block, Part::Years]),
        ("{\"format\":\"shisaku-snapshot\"}", vec![Part::Policy, Part::Block, Part::Years]),
        ("3-10 商工業\n目標とするまちの姿\nよいまち", vec![Part::Block, Part::Years]),
        ("3-10 商工業\n会員数\t単位\n直近実績値 (2024)\t者", vec![Part::Years]),
        ("会員数\t単位\n初期値\tR8\tR9", vec![Part::Policy, Part::Block, Part::Years]),
    ] {
        assert_eq!(read(text), Err(SheetError::NotASheet { missing }), "{text}");
    }
}

#[test]
fn texts_too_long_are_refused() {
    let long = "あ".repeat(1_000_000);
    assert_eq!(read(&long), Err(SheetError::TooLong { bytes: 3_000_000, limit: 2_000_000 }));
    let row = format!("3-10 商工業\n{}", "\t".repeat(70_000));
    assert_eq!(read(&row), Err(SheetError::RowTooLong { line: 2, limit: 65_536 }));
}
