//! Whatever the text, it is read or refused, and what is read is a plan.

use proptest::prelude::*;

use super::*;

pub const SOURCE: &str = include_str!("../../../seeds/3-10.txt");
const FULL: &str = include_str!("../../../tests/fixtures/sheets/full.txt");
const ODD: &str = include_str!("../../../tests/fixtures/sheets/odd.txt");

pub fn read(text: &str) -> Result<SheetReading, SheetError> {
    read_sheet(
        text,
        &SheetSetting {
            plan_id: SubjectId::new("example").unwrap(), former_ids: Vec::new(), city: "みなと市".into()
        },
    )
}

/// Reads `text`; where that yields a plan, the plan is sound, and a file of it reads back as the same.
fn check(text: &str) -> Result<(), TestCaseError> {
    let Ok(SheetReading { plan, issues }) = read(text) else { return Ok(()) };
    prop_assert_eq!(plan.check(), Ok(()));
    prop_assert!(plan.cells.keys().all(|cell| plan.has(cell)));
    let source = crate::plan::clean(text);
    prop_assert!(plan.readings.iter().all(|reading| plan.has(&reading.cell) && source.contains(&reading.source)));
    let lines = text.lines().count();
    prop_assert!(issues.iter().all(|issue| (1..=lines).contains(&(issue.line as usize)) && issue.field > 0));
    prop_assert!(issues.len() <= MAX_ISSUES + 1);
    let json = serde_json::to_string(&plan).unwrap();
    prop_assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), plan);
    Ok(())
}

/// A field a sheet might hold, sound or odd.
fn field() -> impl Strategy<Value = String> {
    let known: Vec<String> = [SOURCE, FULL, ODD]
        .iter()
        .flat_map(|text| text.split(['\t', '\n']))
        .chain(["R8", "R99", "H30", "\"", "\"a\nb\"", "※", "7", "-", "①～⑨", "9-9 施策", "(速報)", "目標値(R12)"])
        .map(str::to_owned)
        .collect();
    prop_oneof![8 => proptest::sample::select(known), 1 => "\\PC{0,6}", 1 => "[0-9,.△ー]{0,6}"]
}

proptest! {
    #[test]
    fn any_text(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_fields_below_a_policy(rows in prop::collection::vec(prop::collection::vec(field(), 0..9), 0..25)) {
        let rows: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
        check(&format!("3-10 商工業\n単位\tR8\tR9\n{}", rows.join("\n")))?;
    }

    #[test]
    fn a_sheet_with_one_row_changed(
        source in proptest::sample::select(vec![SOURCE, FULL, ODD]),
        at in any::<prop::sample::Index>(),
        row in prop::option::of(prop::collection::vec(field(), 0..14)),
    ) {
        let mut lines: Vec<String> = source.lines().map(str::to_owned).collect();
        let at = at.index(lines.len());
        match row {
            Some(fields) => lines[at] = fields.join("\t"),
            None => { lines.remove(at); }
        }
        check(&lines.join("\n"))?;
    }

    #[test]
    fn a_sheet_with_one_field_changed_keeps_the_rest(at in any::<prop::sample::Index>(), text in "[0-9,.約▲]{1,5}") {
        // Any latest value of the source: what stands there instead moves no other value.
        let rows: Vec<usize> = (0..5).map(|n| 13 + n * 6).chain((0..5).map(|n| 56 + n * 8)).collect();
        let mut lines: Vec<String> = SOURCE.lines().map(str::to_owned).collect();
        let row = *at.get(&rows);
        let fields: Vec<&str> = lines[row].split('\t').collect();
        let place = fields.iter().position(|field| !field.is_empty()).unwrap();
        let mut fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
        fields[place] = text;
        lines[row] = fields.join("\t");
        let (before, after) = (read(SOURCE).unwrap().plan, read(&lines.join("\n")).unwrap().plan);
        let others = |plan: &Plan| -> Vec<_> {
            let others = plan.cells.iter().filter(|(cell, _)| cell.field() != crate::plan::Field::Latest);
            others.map(|(cell, value)| (cell.clone(), value.clone())).collect()
        };
        prop_assert_eq!(others(&before), others(&after));
    }
}

#[test]
fn words_in_the_place_of_values_become_states_or_bounds_and_stay_as_remarks() {
    let mut lines: Vec<String> = SOURCE.lines().map(str::to_owned).collect();
    let row = |name: &str| SOURCE.lines().position(|line| line.starts_with(name)).unwrap();
    let first = row("創業支援等事業計画");
    lines[first + 2] = "目標値(R12)\t目指す方向\t\t出典".into();
    lines[first + 3] = "71\t80件以上\t↗\t\t市所管課調べ".into();
    lines[first + 5] = "指標実績\t\t調査中\t75(見込)\t######\t約80\t-".into();
    let budget = lines.iter().position(|line| line.trim_start().starts_with("決算額")).unwrap();
    lines[budget] = "\t\t\t\t決算額(千円)\t1,147(見込)\t\t\t\t".into();
    let read = read(&lines.join("\n")).unwrap();
    let told = |key: &str| {
        let cell: crate::plan::Cell = key.parse().unwrap();
        (serde_json::to_string(&read.plan.value(&cell)).unwrap(), read.plan.remark(&cell).to_owned())
    };
    for (key, value, remark) in [
        ("3-10-k1/actual/2026", r#"{"observation":"notPublished"}"#, "調査中"),
        ("3-10-k1/actual/2027", r#"{"observation":{"preliminary":"75"}}"#, "見込"),
        ("3-10-k1/actual/2028", r#"{"observation":"notEntered"}"#, ""),
        ("3-10-k1/actual/2029", r#"{"observation":"notEntered"}"#, "約80"),
        ("3-10-k1/actual/2030", r#"{"observation":"notApplicable"}"#, ""),
        ("3-10-k1/target", r#"{"target":{"number":"80"}}"#, "以上"),
        ("3-10-p1/settlement/2026", r#"{"observation":{"preliminary":"1147"}}"#, "見込"),
    ] {
        assert_eq!(told(key), (value.to_owned(), remark.to_owned()), "{key}");
    }
    let kinds: Vec<&IssueKind> = read.issues.iter().map(|issue| &issue.kind).collect();
    for kind in [IssueKind::Overflow, IssueKind::Dash, IssueKind::Bound] {
        assert!(kinds.contains(&&kind), "{kind:?}: {kinds:?}");
    }
    assert_eq!(kinds.iter().filter(|kind| matches!(kind, IssueKind::Status(_))).count(), 3);
}

#[test]
fn long_texts_take_no_longer_than_their_length() {
    for piece in [
        "3-10 商工業\n",
        "\"\t",
        "①",
        "㊿ a\n",
        "単位\n",
        "初期値\tR8\tR8\tR9\n指標実績\t1\t2\t3\t4\n",
        "主な取組\tNo\t事業名\n",
        "※ a\n",
        "目標値\t目指す方向\n1\n",
        "\"\"\"a\n",
        "予算額(千円)\t1\n",
    ] {
        let text = format!("3-10 商工業\n単位\tR8\tR30\n{}", piece.repeat(300_000 / piece.len()));
        check(&text).unwrap();
    }
    let mut many = String::from("単位\tR8\n");
    for n in 0..=MAX_POLICIES {
        many.push_str(&format!("3-10 施策{n}\n㊿ a\n単位\tR8\n"));
    }
    assert_eq!(read(&many), Err(SheetError::TooManyPolicies { limit: MAX_POLICIES }));
}
