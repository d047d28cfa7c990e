//! Every field of the source sheet stands in the plan, where it belongs, once; and nothing else does.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is not as expected"
)]

use std::collections::{BTreeMap, BTreeSet};

use shisaku::format::sheet::{SheetSetting, read_sheet};
use shisaku::plan::{
    Cell, Direction, Field, FiscalYear, InitiativeLink, Missing, Observation, Plan, ReadingKind, SubjectId, Target,
    Value, sum,
};

const SOURCE: &str = include_str!("../seeds/3-10.txt");

fn plan() -> Plan {
    let setting = SheetSetting {
        plan_id: SubjectId::new("kamakura").unwrap(),
        former_ids: vec![SubjectId::new("kamakura-3-10").unwrap()],
        city: "鎌倉市".into(),
    };
    read_sheet(SOURCE, &setting).unwrap().plan
}

/// What a field of the source is, told from the known lines of this one sheet rather than by the reader.
enum Is {
    Label,
    /// The value of a cell.
    Of(String),
}

/// The first line of the policy indicators and of the projects, and the rows of one of each.
const INDICATORS: (usize, usize) = (11, 6);
const PROJECTS: (usize, usize) = (52, 8);

fn what(line: usize, at: usize, text: &str) -> Is {
    let of = |key: String| Is::Of(key);
    match line {
        3 => of("3-10/name".into()),
        7 => of("3-10/vision".into()),
        5 | 9 | 42 => Is::Label,
        11..=40 => {
            let (block, row) = ((line - INDICATORS.0) / INDICATORS.1 + 1, (line - INDICATORS.0) % INDICATORS.1);
            let id = format!("3-10-k{block}");
            match (row, at) {
                (0, 0) => of(format!("{id}/name")),
                (1, 0) => of(format!("{id}/latest-year")),
                (1, 6) => of(format!("{id}/unit")),
                (2, 0) if text == "目標値" => of(format!("{id}/target")),
                (3, 0) => of(format!("{id}/latest")),
                (3, 2) => of(format!("{id}/source")),
                (0, 6) | (2, _) | (4, _) | (5, 0) => Is::Label,
                _ => panic!("unknown field {text} in line {line}"),
            }
        }
        44 | 46 | 48 | 50 => of(format!("3-10-i{}/text", (line - 44) / 2 + 1)),
        52..=91 => {
            let (block, row) = ((line - PROJECTS.0) / PROJECTS.1 + 1, (line - PROJECTS.0) % PROJECTS.1);
            let id = format!("3-10-p{block}");
            match (row, at) {
                (1, 0) => of(format!("{id}/initiatives")),
                (1, 1) => of(format!("{id}/number")),
                (1, 2) => of(format!("{id}/name")),
                (1, 3) => of(format!("{id}/department")),
                (1, 4) => of(format!("{id}/description")),
                (2, 2) => of(format!("{id}-k1/name")),
                (3, 2) => of(format!("{id}-k1/latest-year")),
                (3, 5) => of(format!("{id}-k1/unit")),
                (5, 2) => of(format!("{id}-k1/latest")),
                (5, 3) => of(format!("{id}-k1/direction")),
                (5, 4) => of(format!("{id}-k1/source")),
                (6, 5) => of(format!("{id}/budget/2026")),
                (0, _) | (2, _) | (3, 6) | (4, _) | (6 | 7, 4) => Is::Label,
                _ => panic!("unknown field {text} in line {line}"),
            }
        }
        _ => panic!("unknown field {text} in line {line}"),
    }
}

/// The field of the source that a value must have come from.
fn as_in_source(cell: &Cell, value: &Value) -> String {
    const CIRCLED: [char; 4] = ['①', '②', '③', '④'];
    match (cell.field(), value) {
        (Field::Name, Value::Text(text)) if cell.subject.as_str() == "3-10" => format!("3-10 {text}"),
        (Field::Text, Value::Text(text)) => {
            let number: usize = cell.subject.as_str().strip_prefix("3-10-i").unwrap().parse().unwrap();
            format!("{} {text}", CIRCLED[number - 1])
        }
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Observation(Observation::Final(number))) => number.to_string(),
        (_, Value::Direction(Some(Direction::Increase))) => "7".into(),
        (_, Value::Target(Target::Announced)) => "目標値".into(),
        (_, Value::Year(Some(year))) => format!("直近実績値 ({})", year.number()),
        (_, Value::Initiatives(numbers)) => {
            let circled = |link: &InitiativeLink| CIRCLED[link.to_string().parse::<usize>().unwrap() - 1].to_string();
            numbers.iter().map(circled).collect::<Vec<_>>().join(" ")
        }
        _ => panic!("{cell} holds {value:?}"),
    }
}

#[test]
fn every_field_is_in_the_plan_once_and_nothing_else_is() {
    const LABELS: [&str; 21] = [
        "目標とするまちの姿",
        "施策指標",
        "主な取組",
        "単位",
        "目指す方向",
        "目標値",
        "出典",
        "初期値",
        "R8",
        "R9",
        "R10",
        "R11",
        "R12",
        "指標実績",
        "No",
        "事業名",
        "所管課",
        "事業内容",
        "成果指標",
        "予算額(千円)",
        "決算額(千円)",
    ];
    let plan = plan();
    let mut seen = BTreeSet::new();
    let mut labels = 0;
    for (index, line) in SOURCE.lines().enumerate() {
        for (at, text) in line.split('\t').enumerate().filter(|(_, text)| !text.is_empty()) {
            match what(index + 1, at, text) {
                Is::Label => {
                    labels += 1;
                    assert!(LABELS.contains(&text), "{text} in line {} is no label", index + 1);
                    assert_eq!(
                        text.strip_prefix('R').is_some(),
                        plan.years().any(|year| year.short() == text),
                        "{text} is a year of the plan"
                    );
                }
                Is::Of(key) => {
                    let cell: Cell = key.parse().unwrap();
                    let value = plan.cells.get(&cell).unwrap_or_else(|| panic!("{key} is empty, not {text}"));
                    // A number is the same digits but for the commas; anything else is the same text.
                    let plain =
                        if matches!(value, Value::Observation(_)) { text.replace(',', "") } else { text.into() };
                    assert_eq!(as_in_source(&cell, value), plain, "{key}");
                    assert!(plan.has(&cell), "{key} belongs to a subject of the plan");
                    assert!(seen.insert(cell), "{key} is stated twice");
                }
            }
        }
    }
    let cells: BTreeSet<Cell> = plan.cells.keys().cloned().collect();
    assert_eq!(seen, cells);
    // Three headings; ten labels an indicator, but that 目標値 stands for a value too; eighteen a project.
    assert_eq!(labels, 3 + 5 * 10 - 1 + 5 * 18);
}

fn readings(plan: &Plan, kind: ReadingKind) -> Vec<(String, u32)> {
    plan.readings.iter().filter(|r| r.kind == kind).map(|r| (r.cell.to_string(), r.line)).collect()
}

fn each<const N: usize>(keys: [(&str, u32); N]) -> Vec<(String, u32)> {
    keys.map(|(key, line)| (key.to_owned(), line)).into()
}

#[test]
fn readings_are_those_of_the_document() {
    let plan = plan();
    let of_projects = |key: &str, first: u32| -> Vec<(String, u32)> {
        (1..=5).map(|n| (format!("3-10-p{n}{key}"), first + (n - 1) * 8)).collect()
    };
    let of_policy =
        |key: &str, first: u32| (1..=5).map(|n| (format!("3-10-k{n}{key}"), first + (n - 1) * 6)).collect::<Vec<_>>();
    let missing = of_policy("/direction", 14).into_iter().take(4).collect::<Vec<_>>();
    let both = |policy: Vec<(String, u32)>, projects| [policy, projects].concat();
    for (kind, expected) in [
        (ReadingKind::SevenAsArrow, of_projects("-k1/direction", 57)),
        (ReadingKind::DirectionMissing, missing),
        (ReadingKind::LatestUnderTargetLabel, each([("3-10-k5/latest", 38)])),
        (ReadingKind::TargetMissing, each([("3-10-k5/target", 37)])),
        (ReadingKind::BaselineEmpty, both(of_policy("/baseline", 16), of_projects("-k1/baseline", 55))),
        (ReadingKind::AmountYear, of_projects("/budget/2026", 58)),
        (ReadingKind::BudgetBasis, of_projects("/budget-basis", 58)),
        (ReadingKind::LatestYear, both(of_policy("/latest-year", 12), of_projects("-k1/latest-year", 55))),
        (ReadingKind::AlignedFromRight, vec![]),
    ] {
        assert_eq!(readings(&plan, kind), expected, "{kind:?}");
    }
    let lines: Vec<&str> = SOURCE.lines().collect();
    for reading in plan.readings.iter() {
        assert_eq!(reading.source, lines[reading.line as usize - 1], "{}", reading.cell);
    }
}

#[test]
fn decisions_came_out_as_the_document_says() {
    let plan = plan();
    let indicators: Vec<_> = plan.policies()[0].all_indicators().map(|id| plan.indicator(id).unwrap()).collect();
    assert_eq!(indicators.len(), 10);
    for indicator in &indicators {
        let is_outcome = indicator.id.as_str().contains("-p");
        assert_eq!(indicator.direction, is_outcome.then_some(Direction::Increase), "{}", indicator.id);
        assert_eq!(indicator.baseline.missing(), Some(Missing::NotEntered));
        assert!(indicator.actuals.values().all(|actual| *actual == Observation::NotEntered));
        assert_eq!(indicator.target.number(), None);
    }
    let latest: Vec<String> = indicators.iter().map(|i| i.latest.number().unwrap().to_string()).collect();
    assert_eq!(latest, ["71", "2023", "57", "45.5", "2.3", "3.0", "4063", "1736", "33", "41"]);
    let lacquer = &indicators[4];
    assert_eq!(
        (lacquer.unit.as_str(), lacquer.latest_year, lacquer.target),
        ("億円", FiscalYear::new(2024), Target::Announced)
    );
    let mut sources = BTreeMap::new();
    for indicator in &indicators {
        *sources.entry(indicator.source.as_str()).or_insert(0) += 1;
    }
    let expected = [
        ("市所管課調べ", 5),
        ("鎌倉商工会議所事業報告書", 2),
        ("市民意識調査", 2),
        ("伝統鎌倉彫事業協同組合事業報告書", 1),
    ];
    assert_eq!(sources, expected.into());
}

#[test]
fn budgets_add_up() {
    let plan = plan();
    let projects: Vec<_> = plan.policies()[0].projects.iter().map(|entry| plan.project(&entry.id).unwrap()).collect();
    assert_eq!(projects.len(), 5);
    let first = sum(projects.iter().map(|project| project.budgets[&plan.first_year]));
    assert_eq!((first.total.to_string().as_str(), first.counted), ("378189", 5));
    let all =
        sum(projects.iter().flat_map(|project| project.budgets.values().chain(project.settlements.values()).copied()));
    assert_eq!((all.total, all.counted, all.of), (first.total, 5, 50));
    assert!(projects.iter().all(|project| project.budget_basis.is_empty()));
    assert_eq!((plan.first_year.number(), plan.last_year.number()), (2026, 2030));
}
