//! Words of pasting a block of cells, and the names by which its lines are known.

use std::collections::BTreeMap;

use super::isolate::isolated;
use crate::format::pasted::{NotPlaced, Row, Target, Unplaced};
use crate::plan::{Cell, Field, FiscalYear, Plan, Subject, SubjectId, YearlyRow, name_key};

/// The table that is pasted into: its rows by all the names under which they stand in the sheets and workbooks of a city.
pub fn target(plan: &Plan, rows: &[YearlyRow], years: Vec<FiscalYear>) -> Target {
    let row = |cells: &YearlyRow| {
        let first = cells.iter().flatten().next();
        Row {
            group: first.map(|cell| group_names(plan, cell)).unwrap_or_default(),
            number: first
                .and_then(|cell| project_of(plan, cell))
                .map_or("", |id| plan.text(id, Field::Number))
                .to_owned(),
            names: first.map(|cell| row_names(plan, cell)).unwrap_or_default(),
            kinds: first.map(|cell| kinds(plan, cell)).unwrap_or_default(),
            cells: cells.clone(),
        }
    };
    let mut rows: Vec<Row> = rows.iter().map(row).collect();
    add_shortened(&mut rows);
    Target { years, rows }
}

/// Lets a row be known by its name without what stands in brackets at its end, too, where no other row could be meant.
fn add_shortened(rows: &mut [Row]) {
    let shortened: Vec<Option<String>> =
        rows.iter().map(|row| row.names.first().and_then(|name| without_brackets(name))).collect();
    let mut meant: BTreeMap<String, usize> = BTreeMap::new();
    let full = rows.iter().filter_map(|row| row.names.first()).map(String::as_str);
    for name in full.chain(shortened.iter().flatten().map(String::as_str)) {
        *meant.entry(name_key(name)).or_default() += 1;
    }
    for (row, name) in rows.iter_mut().zip(shortened) {
        row.names.extend(name.filter(|name| meant.get(&name_key(name)) == Some(&1)));
    }
}

/// A name up to the bracket that ends it; none where it ends otherwise.
fn without_brackets(name: &str) -> Option<String> {
    let (before, _) = name.strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    Some(before.trim_end().to_owned()).filter(|before| !before.is_empty())
}

/// The project a cell is of.
fn project_of<'a>(plan: &'a Plan, cell: &Cell) -> Option<&'a SubjectId> {
    match plan.subject(&cell.subject)? {
        Subject::Project(_, project) | Subject::OutcomeIndicator(_, project, _) => Some(&project.id),
        _ => None,
    }
}

/// A project by name, and with its number before it.
fn group_names(plan: &Plan, cell: &Cell) -> Vec<String> {
    let Some(project) = project_of(plan, cell) else { return Vec::new() };
    let [number, name] = [Field::Number, Field::Name].map(|field| plan.text(project, field));
    match name {
        "" => Vec::new(),
        name => {
            vec![format!("{number}{name}"), format!("{number}.{name}"), format!("({number}){name}"), name.to_owned()]
        }
    }
}

/// An indicator by name, with its unit behind it or what it is before it; an amount by its project and what it is.
fn row_names(plan: &Plan, cell: &Cell) -> Vec<String> {
    let [name, unit] = [Field::Name, Field::Unit].map(|field| plan.text(&cell.subject, field));
    if name.is_empty() {
        return Vec::new();
    }
    if cell.field() != Field::Actual {
        return kinds(plan, cell).into_iter().map(|kind| format!("{name}{kind}")).collect();
    }
    let mut names = vec![name.to_owned(), format!("{name}{unit}"), format!("{name}({unit})")];
    if matches!(plan.subject(&cell.subject), Some(Subject::OutcomeIndicator(..))) {
        names.extend(["成果指標", "成果指標:"].map(|before| format!("{before}{name}")));
    }
    names
}

/// What the values of a row are called within its project: its only outcome indicator, its amounts.
fn kinds(plan: &Plan, cell: &Cell) -> Vec<String> {
    let amount = |name: &str| ["", "額", "額(千円)", "額千円"].map(|end| format!("{name}{end}")).to_vec();
    match (cell.field(), plan.subject(&cell.subject)) {
        (Field::Budget, _) => amount("予算"),
        (Field::Settlement, _) => amount("決算"),
        (_, Some(Subject::OutcomeIndicator(_, project, _))) if project.indicators.len() == 1 => {
            ["成果指標", "指標実績", "実績", "実績値"].map(str::to_owned).to_vec()
        }
        _ => Vec::new(),
    }
}

/// The name of what is shown before a block is taken.
pub const HEAD: &str = "貼り付けの確認";
/// Takes it.
pub const PASTE: &str = "貼り付ける";
/// Discards it.
pub const LEAVE: &str = "やめる";
/// Its table.
pub const CHANGES: &str = "貼り付けると変わる値";
/// The heads of its table.
pub const HEADS: [&str; 5] = ["項目", "前の値", "いまの値", "貼り付ける値", "注意"];
/// The list of what is not taken.
pub const NOT_TAKEN: &str = "貼り付けられない内容";
/// There is a value already.
pub const REPLACES: &str = "入力済みの内容を置き換えます。";
/// Nothing of it has a value and a field.
pub const NOTHING: &str = "貼り付ける値がありません。";
/// Nothing would change.
pub const ALL_THE_SAME: &str = "貼り付けた値は、すべて入力済みの値と同じです。何も変わっていません。";
/// Something was entered since it was shown: it is shown anew.
pub const CHANGED_MEANWHILE: &str =
    "確認のあいだに入力された値があるため、貼り付けていません。新しい内容を確認して、もう一度押してください。";
/// It was let go.
pub const DROPPED: &str = "貼り付けませんでした。何も変わっていません。";

/// It is shown before anything changes.
pub fn shown(count: usize) -> String {
    format!("貼り付ける前に、内容を確認してください({count}件)。まだ何も変わっていません。")
}

/// So many values and remarks were taken.
pub fn taken(values: usize, remarks: usize) -> String {
    let what = match (values, remarks) {
        (values, 0) => format!("{values}件の値"),
        (0, remarks) => format!("{remarks}件の備考"),
        (values, remarks) => format!("{values}件の値と{remarks}件の備考"),
    };
    format!("{what}を貼り付けました。「元に戻す」で、まとめて戻せます。")
}

/// A number with its state, as it is typed.
pub fn preliminary(number: &str) -> String {
    format!("{number}{}", super::observation::PRELIMINARY)
}

/// A text that waits in its field, and is no value yet.
pub fn waiting(text: &str) -> String {
    format!("「{}」(保存していない文字)", isolated(text))
}

/// So many fields are selected together.
pub fn selected(count: usize) -> String {
    format!("{count}件の欄を選んでいます。")
}

/// Cells got the value of the first above them.
pub fn filled(count: usize) -> String {
    format!("上の値を{count}件の欄に入れました。「元に戻す」で、まとめて戻せます。")
}

/// Cells were emptied.
pub fn cleared(count: usize) -> String {
    format!("{count}件の欄を空にしました。「元に戻す」で、まとめて戻せます。")
}

/// A text that has no field, and why.
pub fn unplaced(unplaced: &Unplaced) -> String {
    let why = match unplaced.why {
        NotPlaced::Name if !unplaced.name.is_empty() => {
            return format!(
                "{}行目: 「{}」という項目が、この表にありません。「{}」は貼り付けません。",
                unplaced.line,
                isolated(unplaced.name.trim()),
                isolated(&unplaced.text)
            );
        }
        NotPlaced::Name => "この行の名前の項目が、この表にありません。",
        NotPlaced::Year => "どの年度の値か分かりません。年度の見出しも一緒に写すか、値の列だけを写してください。",
        NotPlaced::OtherYear => "この画面では入力しない年度の値です。",
        NotPlaced::Kind => "列の見出しが、この項目の値(実績・予算額・決算額)のものではありません。",
        NotPlaced::Outside => "表からはみ出します。貼り付ける欄の位置を確かめてください。",
        NotPlaced::NotKept => "この項目は、その年度には廃止されています。",
        NotPlaced::Twice => "同じ項目の値が、ほかのところにもあります。",
    };
    format!("{}行目の「{}」: {why}", unplaced.line, isolated(&unplaced.text))
}

/// A text that is no value of its field, and why.
pub fn unread(name: &str, text: &str, why: &str) -> String {
    // What stays in a field does not stay here.
    let why = why.trim_start_matches('*').split_inclusive('。').next().unwrap_or_default();
    format!("{name}の「{}」: {why}", isolated(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_known_without_its_brackets_where_no_other_could_be_meant() {
        let known = |names: &[&str]| -> Vec<Vec<String>> {
            let row = |name: &&str| Row {
                group: Vec::new(),
                number: String::new(),
                names: vec![(*name).to_owned()],
                kinds: Vec::new(),
                cells: Vec::new(),
            };
            let mut rows: Vec<Row> = names.iter().map(row).collect();
            add_shortened(&mut rows);
            rows.into_iter().map(|row| row.names.into_iter().skip(1).collect()).collect()
        };
        assert_eq!(known(&["出荷額(関連収入を含む)", "会員数"]), [vec!["出荷額"], vec![]]);
        assert_eq!(known(&["割合（全角）"]), [["割合"]]);
        assert_eq!(known(&["参加者(男)", "参加者(女)"]), [[""; 0]; 2], "two could be meant");
        assert_eq!(known(&["参加者(男)", "参加者"]), [[""; 0]; 2], "that is another row");
        assert_eq!(known(&["(仮)計画の件数", "(仮)"]), [[""; 0]; 2]);
    }
}
