//! Shapes of copied blocks as spreadsheets, word processors and people make them, and where each value goes.

use super::*;
use crate::plan::FiscalYear;

/// The table of the tests: two indicators of the policy and two projects with an indicator and amounts; the second project is not
/// kept from R9 on.
fn target(years: &[i32]) -> Target {
    let cells = |subject: &str, field: &str, last: i32| {
        let cell = |year: &i32| (*year <= last).then(|| format!("{subject}/{field}/{year}").parse().unwrap());
        years.iter().map(cell).collect()
    };
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let row = |group: &[&str], names: &[&str], kinds: &[&str], subject: &str, field: &str, last: i32| Row {
        group: texts(group),
        number: group.first().map(|name| name.split(' ').next().unwrap().to_owned()).unwrap_or_default(),
        names: texts(names),
        kinds: texts(kinds),
        cells: cells(subject, field, last),
    };
    let (first, second) = (["1 商工運営事業", "商工運営事業"], ["2 商店街振興事業", "商店街振興事業"]);
    let (budget, settlement) = (["予算額", "予算額(千円)", "予算"], ["決算額", "決算額(千円)", "決算"]);
    Target {
        years: years.iter().filter_map(|year| FiscalYear::new(*year)).collect(),
        rows: vec![
            row(&[], &["創業件数の年間合計"], &[], "k1", "actual", 2030),
            row(&[], &["会員数(商工会議所)"], &[], "k2", "actual", 2030),
            row(&first, &["評価点の平均値"], &["実績"], "p1-k1", "actual", 2030),
            row(&first, &[], &budget, "p1", "budget", 2030),
            row(&first, &[], &settlement, "p1", "settlement", 2030),
            row(&second, &["加盟店舗数"], &["実績"], "p2-k1", "actual", 2026),
            row(&second, &[], &budget, "p2", "budget", 2026),
            row(&second, &[], &settlement, "p2", "settlement", 2026),
        ],
    }
}

/// What becomes of a block that is pasted at a field: `k1/26=75` for a text with a field, `!1 x Name` for one without.
fn pasted(text: &str, years: &[i32], at: (usize, usize)) -> String {
    let placed = place(&read_block(text), &target(years), at);
    let value = |(cell, text): &(crate::plan::Cell, String)| {
        let year = cell.year().map_or(0, FiscalYear::number) - 2000;
        let field = match cell.field() {
            crate::plan::Field::Budget => "-b",
            crate::plan::Field::Settlement => "-s",
            _ => "",
        };
        format!("{}{field}/{year}={text}", cell.subject)
    };
    let left = |left: &Unplaced| format!("!{} {} {:?}", left.line, left.text, left.why);
    placed.values.iter().map(value).chain(placed.unplaced.iter().map(left)).collect::<Vec<_>>().join(" ")
}

const ONE: &[i32] = &[2026];
const ALL: &[i32] = &[2026, 2027, 2028];

#[test]
fn a_block_without_names_goes_where_it_is_pasted() {
    for (text, years, at, expected) in [
        ("75", ONE, (0, 0), "k1/26=75"),
        ("75\r\n", ONE, (1, 0), "k2/26=75"),
        ("75\n2,041\n3.1", ONE, (0, 0), "k1/26=75 k2/26=2,041 p1-k1/26=3.1"),
        ("75\r\n2,041\r\n3.1\r\n", ONE, (0, 0), "k1/26=75 k2/26=2,041 p1-k1/26=3.1"),
        ("75\r2,041\r", ONE, (0, 0), "k1/26=75 k2/26=2,041"),
        ("75\n\n3.1", ONE, (0, 0), "k1/26=75 p1-k1/26=3.1"),
        ("\n2,041", ONE, (0, 0), "k2/26=2,041"),
        ("75\n2,041\n\n\n", ONE, (0, 0), "k1/26=75 k2/26=2,041"),
        ("75\t\n2,041\t\n", ONE, (0, 0), "k1/26=75 k2/26=2,041"),
        ("75\n　\n3.1", ONE, (0, 0), "k1/26=75 p1-k1/26=3.1"),
        ("75\n-\n－", ONE, (0, 0), "k1/26=75 k2/26=- p1-k1/26=－"),
        ("７５件\n2,041 者", ONE, (0, 0), "k1/26=７５件 k2/26=2,041 者"),
        ("\"2,041\"\n\"75\"", ONE, (0, 0), "k1/26=2,041 k2/26=75"),
        ("\"7\"\"5\"", ONE, (0, 0), "k1/26=7\"5"),
        ("\"75", ONE, (0, 0), "k1/26=\"75"),
        ("\u{feff}75", ONE, (0, 0), "k1/26=75"),
        ("75\n76", ONE, (7, 0), "p2-s/26=75 !2 76 Outside"),
        ("75\t76", ONE, (0, 0), "k1/26=75 !1 76 Outside"),
        ("75\t76\t77", ALL, (0, 0), "k1/26=75 k1/27=76 k1/28=77"),
        ("75\t76\n2041\t2050", ALL, (0, 1), "k1/27=75 k1/28=76 k2/27=2041 k2/28=2050"),
        ("75\t\t77", ALL, (0, 0), "k1/26=75 k1/28=77"),
        ("1\t2", ALL, (5, 0), "p2-k1/26=1 !1 2 NotKept"),
        ("2027", ONE, (0, 0), "k1/26=2027"),
        ("2026\n2027", ONE, (0, 0), "k1/26=2026 k2/26=2027"),
        ("R8\n75\n2041", ONE, (0, 0), "k1/26=75 k2/26=2041"),
        ("令和8年度実績\n75\n2041", ONE, (0, 0), "k1/26=75 k2/26=2041"),
        ("R8\tR9\n75\t76", ALL, (0, 0), "k1/26=75 k1/27=76"),
        ("R9\tR8\n76\t75", ALL, (0, 0), "k1/27=76 k1/26=75"),
        ("2026\t2027\n75\t76", ALL, (0, 0), "k1/26=75 k1/27=76"),
        ("R7\tR8\n70\t75", ONE, (0, 0), "!2 70 OtherYear k1/26=75"),
        ("", ONE, (0, 0), ""),
        ("\r\n\r\n", ONE, (0, 0), ""),
        ("調査中\n#DIV/0!\n######", ONE, (0, 0), "k1/26=調査中 k2/26=#DIV/0! p1-k1/26=######"),
    ] {
        becomes(text, years, at, expected);
    }
}

/// Holds what becomes of a block that is pasted at a field against what is expected.
fn becomes(text: &str, years: &[i32], at: (usize, usize), expected: &str) {
    let (values, left) = split(expected);
    assert_eq!(pasted(text, years, at), [values, left].concat().join(" "), "{text:?} at {at:?} in {years:?}");
}

/// The expectations, values first as [`pasted`] writes them.
fn split(expected: &str) -> (Vec<&str>, Vec<&str>) {
    let mut parts = Vec::new();
    let mut rest = expected;
    while !rest.is_empty() {
        let end = rest.get(1..).and_then(next_part).map_or(rest.len(), |at| at + 1);
        let (part, behind) = rest.split_at(end);
        parts.push(part.trim());
        rest = behind;
    }
    parts.into_iter().partition(|part| !part.starts_with('!'))
}

/// Where the next expectation begins.
fn next_part(text: &str) -> Option<usize> {
    let begins = |at: &usize| {
        let behind = text.get(*at + 1..).unwrap_or_default();
        behind.starts_with('!') || ["k1", "k2", "p1", "p2"].iter().any(|subject| behind.starts_with(subject))
    };
    text.match_indices(' ').map(|(at, _)| at).find(begins)
}

#[test]
fn a_head_over_values_says_of_what_kind_they_are_and_no_value_is_dropped() {
    for (text, at, expected) in [
        ("決算額\n1,147", (4, 0), "p1-s/26=1,147"),
        ("実績\n75", (0, 0), "k1/26=75"),
        ("決算額\n1,147", (0, 0), "!2 1,147 Kind"),
        ("R8決算額\n1,200", (3, 0), "!2 1,200 Kind"),
        ("R8予算額\n1,250\n324,237", (3, 0), "p1-b/26=1,250 !3 324,237 Kind"),
        ("創業件数の年間合計\n75", (0, 0), "!2 75 Name"),
        ("予算額\n1,250\n決算額\n1,147", (3, 0), "!2 1,250 Name !4 1,147 Name"),
        // Names behind their values, and remarks that are words for a kind.
        ("1250\t商工運営事業\t予算額", (0, 0), "p1-b/26=1250"),
        ("商工運営事業\t予算額\t1250\t実績\n\t決算額\t1147\t", (0, 0), "p1-b/26=1250 p1-s/26=1147"),
        ("予算額\t1250\t決算額\t1147", (3, 0), "!1 1250 Name p1-s/26=1147"),
        ("事業名\t決算額\n商店街振興事業\t7", (0, 0), "p2-s/26=7"),
        // Projects by their numbers.
        ("No\t予算額\t決算額\n2\t1,250\t1,147\n1\t3\t4", (0, 0), "p2-b/26=1,250 p2-s/26=1,147 p1-b/26=3 p1-s/26=4"),
        ("No.\t決算額\n2\t7\n9\t8", (0, 0), "p2-s/26=7 !3 8 Name"),
    ] {
        becomes(text, ONE, at, expected);
    }
}

#[test]
fn of_several_indicators_of_a_project_its_name_and_a_kind_mean_none() {
    let mut target = target(ONE);
    target.rows.insert(3, Row { names: vec!["来場者数".into()], ..target.rows[2].clone() });
    let placed = place(&read_block("事業名\tR8実績\n商工運営事業\t3.1\n商店街振興事業\t9"), &target, (0, 0));
    assert_eq!(placed.values.len(), 1, "{placed:?}");
    assert_eq!(placed.unplaced.iter().map(|left| left.why).collect::<Vec<_>>(), [NotPlaced::Name]);
}

#[test]
fn a_block_with_names_goes_to_the_rows_of_its_names() {
    for (text, years, at, expected) in [
        ("創業件数の年間合計\t75", ONE, (4, 0), "k1/26=75"),
        ("会員数（商工会議所）\t2,041\n創業件数の 年間合計\t75", ONE, (0, 0), "k2/26=2,041 k1/26=75"),
        ("創業件数の年間合計\t件\t75\n会員数(商工会議所)\t者\t2,041", ONE, (0, 0), "k1/26=75 k2/26=2,041"),
        ("\tR8\n創業件数の年間合計\t75", ONE, (0, 0), "k1/26=75"),
        ("指標\tR7\tR8\tR9\n創業件数の年間合計\t71\t75\t\n", ONE, (0, 0), "k1/26=75 !2 71 OtherYear"),
        ("指標\t令和8年度\t令和9年度\n創業件数の年間合計\t75\t76", ALL, (0, 0), "k1/26=75 k1/27=76"),
        ("項目\t2026年度\t2027年度\n会員数(商工会議所)\t1\t2", ALL, (3, 2), "k2/26=1 k2/27=2"),
        ("項目\t2026\t2027\n会員数(商工会議所)\t1\t2", ALL, (3, 2), "k2/26=1 k2/27=2"),
        ("創業件数の年間合計\t75\t76\t77", ALL, (0, 0), "k1/26=75 k1/27=76 k1/28=77"),
        ("創業件数の年間合計\t71\t75", ONE, (0, 0), "!1 71 Year !1 75 Year"),
        ("知らない指標\t75", ONE, (0, 0), "!1 75 Name"),
        ("創業件数の年間合計\t75\n知らない指標\t76", ONE, (0, 0), "k1/26=75 !2 76 Name"),
        ("創業件数の年間合計\t75\n創業件数の年間合計\t76", ONE, (0, 0), "k1/26=75 !2 76 Twice"),
        ("創業件数の年間合計\t", ONE, (0, 0), ""),
        ("評価点の平均値\t3.1\n予算額\t1,250\n決算額\t1,147", ONE, (0, 0), "p1-k1/26=3.1 p1-b/26=1,250 p1-s/26=1,147"),
        (
            "1 商工運営事業\n評価点の平均値\t3.1\n予算額(千円)\t1,250\n2 商店街振興事業\n予算額(千円)\t22,031\n決算額(千円)\t20,280",
            ONE,
            (0, 0),
            "p1-k1/26=3.1 p1-b/26=1,250 p2-b/26=22,031 p2-s/26=20,280",
        ),
        (
            "商店街振興事業\t予算額\t22,031\n\t決算額\t20,280\n商工運営事業\t予算額\t1,250\n\t決算額\t1,147",
            ONE,
            (0, 0),
            "p2-b/26=22,031 p2-s/26=20,280 p1-b/26=1,250 p1-s/26=1,147",
        ),
        (
            "No\t事業名\t区分\tR8\n1\t商工運営事業\t予算額\t1,250\n\t\t決算額\t1,147\n2\t商店街振興事業\t予算額\t22,031",
            ONE,
            (0, 0),
            "p1-b/26=1,250 p1-s/26=1,147 p2-b/26=22,031",
        ),
        (
            "事業名\tR8予算額\tR8決算額\n商工運営事業\t1,250\t1,147\n商店街振興事業\t22,031\t20,280",
            ONE,
            (0, 0),
            "p1-b/26=1,250 p1-s/26=1,147 p2-b/26=22,031 p2-s/26=20,280",
        ),
        (
            "事業名\tR8\t\tR9\t\n\t予算額\t決算額\t予算額\t決算額\n商工運営事業\t1,250\t1,147\t1,200\t",
            ALL,
            (0, 0),
            "p1-b/26=1,250 p1-s/26=1,147 p1-b/27=1,200",
        ),
        ("予算額\t1,250\n予算額\t22,031", ONE, (0, 0), "p1-b/26=1,250 p2-b/26=22,031"),
        ("予算額\t1\n予算額\t2\n予算額\t3", ONE, (0, 0), "p1-b/26=1 p2-b/26=2 !3 3 Name"),
        // Where no project is named, the one it is pasted in comes first.
        ("予算額\t22,031\n決算額\t20,280", ONE, (6, 0), "p2-b/26=22,031 p2-s/26=20,280"),
        ("実績\t3.1", ONE, (0, 0), "!1 3.1 Name"),
        // A project that is not there takes its lines along; the policy's own indicators stand outside of projects.
        ("商工運営事業\t予算額\t1,250\n知らない事業\t決算額\t1,147", ONE, (0, 0), "p1-b/26=1,250 !2 1,147 Name"),
        ("商工運営事業\n予算額\t1\n知らない事業\n予算額\t2\n決算額\t3", ONE, (0, 0), "p1-b/26=1 !4 2 Name !5 3 Name"),
        ("商工運営事業\n予算額\t1\n施策指標\n創業件数の年間合計\t75", ONE, (0, 0), "p1-b/26=1 k1/26=75"),
        // A name is more than the kind beside it.
        ("創業件数の年間合計\t実績\t2.2", ONE, (0, 0), "k1/26=2.2"),
        // What a column is of besides its year has to fit.
        ("指標\tR8目標値\n創業件数の年間合計\t80", ONE, (0, 0), "!2 80 Kind"),
        ("指標\tR8目標値\tR8実績値\n創業件数の年間合計\t80\t75", ONE, (0, 0), "k1/26=75 !2 80 Kind"),
        ("指標\tR8予算額\n創業件数の年間合計\t80", ONE, (0, 0), "!2 80 Kind"),
        ("事業名\tR8予算額\t決算額\n商工運営事業\t1,250\t1,147", ONE, (0, 0), "p1-b/26=1,250 p1-s/26=1,147"),
        // A year in both calendars is one.
        (
            "指標\t令和8(2026)年度\t令和9年度(2027年度)実績\n創業件数の年間合計\t75\t79",
            ALL,
            (0, 0),
            "k1/26=75 k1/27=79",
        ),
        ("指標\t令和8(2027)年度\n創業件数の年間合計\t75", ONE, (0, 0), "!2 75 Kind"),
        // Of one year, heads need not name it.
        (
            "事業名\t予算額(千円)\t決算額(千円)\n商店街振興事業\t22,031\t21,900",
            ONE,
            (0, 0),
            "p2-b/26=22,031 p2-s/26=21,900",
        ),
        // A column of words beside one of numbers keeps its year.
        (
            "創業件数の年間合計\t調査中\t76\n会員数(商工会議所)\t未定\t2,050",
            ALL,
            (0, 0),
            "k1/26=調査中 k1/27=76 k2/26=未定 k2/27=2,050",
        ),
        ("創業件数の年間合計\t調査中\n会員数(商工会議所)\t2,041", ONE, (0, 0), "k1/26=調査中 k2/26=2,041"),
        // A title may name a year; a line with values is no head, whatever its name.
        ("令和8年度 施策シート\n指標\tR8\tR9\n創業件数の年間合計\t75\t79", ALL, (0, 0), "k1/26=75 k1/27=79"),
        ("R8\t75", ONE, (0, 0), "!1 75 Name"),
        ("令和8年国勢調査人口\t9\n創業件数の年間合計\t75", ONE, (0, 0), "k1/26=75 !1 9 Name"),
        ("指標\tR8\t備考\n創業件数の年間合計\t75\t3件増", ONE, (0, 0), "k1/26=75 !2 3件増 Year"),
        ("商店街振興事業\t加盟店舗数\t1,720\t1,730", &[2026, 2027], (0, 0), "p2-k1/26=1,720 !1 1,730 NotKept"),
        ("商工運営事業\n予算額\t1,250\n創業件数の年間合計\t75", ONE, (0, 0), "p1-b/26=1,250 k1/26=75"),
        ("\"創業件数の\n年間合計\"\t75", ONE, (0, 0), "k1/26=75"),
        ("創業件数の年間合計\t調査中", ONE, (0, 0), "k1/26=調査中"),
        ("指標\tR8\n創業件数の年間合計\t調査中", ONE, (0, 0), "k1/26=調査中"),
        ("創業件数の年間合計\t-\n会員数(商工会議所)\t2,041", ONE, (0, 0), "k1/26=- k2/26=2,041"),
    ] {
        becomes(text, years, at, expected);
    }
}

#[test]
fn what_is_written_is_read_again() {
    let block: Block =
        [["a\tb", "1"], ["\"港\"", ""], ["行\n行", "2"]].map(|line| line.map(str::to_owned).into()).into();
    let text = write_block(&block);
    assert_eq!(text, "\"a\tb\"\t1\r\n\"\"\"港\"\"\"\t\r\n\"行\n行\"\t2\r\n");
    assert_eq!(read_block(&text), trimmed(block.clone()));
    assert_eq!(write_block_as_html(&block[..1].to_vec()), "<table><tr><td>a\tb</td><td>1</td></tr></table>");
}

/// A block of a few words that are names, heads, kinds, units and values.
fn blocks() -> impl proptest::strategy::Strategy<Value = Block> {
    use proptest::prelude::*;
    const TEXTS: [&str; 16] = [
        "",
        "75",
        "2,041",
        "-",
        "調査中",
        "R8",
        "R9",
        "2026",
        "R8予算額",
        "決算額",
        "実績",
        "件",
        "創業件数の年間合計",
        "商工運営事業",
        "知らない事業",
        "予算額",
    ];
    let cell = prop::sample::select(TEXTS.to_vec()).prop_map(str::to_owned);
    prop::collection::vec(prop::collection::vec(cell, 0..5), 0..7)
}

proptest::proptest! {
    #[test]
    fn every_number_is_placed_or_told_to_have_no_place_and_no_field_gets_two(block in blocks()) {
        let placed = place(&block, &target(ALL), (0, 0));
        let fields: std::collections::BTreeSet<_> = placed.values.iter().map(|(cell, _)| cell).collect();
        proptest::prop_assert_eq!(fields.len(), placed.values.len());
        // In a block of values alone nothing is left out.
        let is_plain = |text: &String| matches!(text.as_str(), "" | "75" | "2,041" | "-");
        if block.iter().flatten().all(is_plain) {
            let filled = block.iter().flatten().filter(|text| !text.is_empty()).count();
            proptest::prop_assert_eq!(placed.values.len() + placed.unplaced.len(), filled);
        }
        // Behind all names, every number of a line that is no head is told of.
        let is_name = |text: &String| !is_plain(text) && !matches!(text.as_str(), "調査中" | "2026" | "件");
        let behind = block.iter().filter_map(|line| line.iter().rposition(is_name)).map(|at| at + 1).max().unwrap_or(0);
        let is_number = |text: &&String| matches!(text.as_str(), "75" | "2,041");
        let numbers = block.iter().flat_map(|line| line.iter().skip(behind)).filter(is_number).count();
        let told = placed.values.iter().map(|(_, text)| text).chain(placed.unplaced.iter().map(|text| &text.text));
        proptest::prop_assert!(told.filter(is_number).count() >= numbers);
    }
}

/// A cell may hold a text of any length: what is looked for at the beginning of a head is not looked for in all of it.
#[test]
fn long_texts_are_heads_of_nothing() {
    let long = "あ".repeat(200_000);
    let block = read_block(&format!("{long}\n{long}\n"));
    let target = Target { rows: Vec::new(), years: Vec::new() };
    assert!(place(&block, &target, (0, 0)).values.is_empty());
}
