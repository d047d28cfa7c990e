//! Files: their names, and what is wrong with one.

use super::cell;
use super::isolate::isolated;
use crate::edits::EditError;
use crate::format::snapshot::BYTES_AT_MOST;
use crate::format::{Damage, SnapshotError};
use crate::plan::{Cell, Plan, PlanError, Timestamp, is_bidi_control};

/// Which of a plan's edits a file carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of them.
    All,
    /// Those of a department's cells.
    Department,
    /// Those of some cells.
    Choice,
}

/// The name of a saved snapshot: `kamakura_3-10_産業課_20260401-0930.json` of what 産業課 answers for; the others say at
/// the end what else they are, so that no two files saved in the same minute bear one name.
pub fn snapshot_name(plan: &Plan, department: Option<&str>, extent: Extent, at: Timestamp) -> String {
    let sheet = match plan.policies() {
        [only] => format!("{}_{}", plan.id, only.id),
        _ => plan.id.to_string(),
    };
    let department = department.map(in_file_name).filter(|name| !name.is_empty());
    let department = department.map(|name| format!("_{name}")).unwrap_or_default();
    let moment = moment_in_name(at);
    let extent = match extent {
        Extent::All if department.is_empty() => "",
        Extent::All => "_全体",
        Extent::Department => "",
        Extent::Choice => "_一部",
    };
    format!("{sheet}{department}_{moment}{extent}.json")
}

/// The name of a browser's file in the shared folder: `shisaku_産業課_1f0c93ab.json`. It stays while the department does.
pub fn shared_name(department: Option<&str>, mark: &str) -> String {
    let department = department.map(in_file_name).filter(|name| !name.is_empty());
    format!("{SHARED}{}_{mark}.json", department.unwrap_or_else(|| "所属なし".to_owned()))
}

/// Returns whether a file of the shared folder is one of ours, whoever's.
pub fn is_shared_name(name: &str) -> bool {
    name.starts_with(SHARED) && name.ends_with(".json")
}

/// Returns whether a file of the shared folder bears this mark.
pub fn is_marked(name: &str, mark: &str) -> bool {
    is_shared_name(name) && !mark.is_empty() && name.ends_with(&format!("_{mark}.json"))
}

/// Returns the mark that a file of the shared folder bears.
pub fn mark_of(name: &str) -> Option<&str> {
    let (_, mark) = name.strip_suffix(".json")?.rsplit_once('_')?;
    (is_shared_name(name) && !mark.is_empty()).then_some(mark)
}

/// How the names of files in the shared folder begin.
const SHARED: &str = "shisaku_";

/// A day in the name of a file: `20260401`.
pub fn date_in_name(at: Timestamp) -> String {
    let time = at.in_japan();
    (time.year * 10_000 + time.month * 100 + time.day).to_string()
}

/// A moment in the name of a file: `20260401-0930`.
pub fn moment_in_name(at: Timestamp) -> String {
    let time = at.in_japan();
    format!("{}-{:02}{:02}", date_in_name(at), time.hour, time.minute)
}

/// The name of an exported table, with the day of its data: `3-10-k1_20260401.csv`.
pub fn table_name(stem: &str, at: Timestamp) -> String {
    format!("{stem}_{}.csv", date_in_name(at))
}

/// Removes characters invalid in file names, and bidirectional controls.
fn in_file_name(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !is_bidi_control(*c) && !r#"\/:*?"<>|. "#.contains(*c);
    text.chars().filter(allowed).take(30).collect()
}

/// What readers get, beside the page.
pub const PUBLISHED: &str = "plan.json";

/// A moment: 「令和8年4月1日 9時30分」.
pub fn moment(at: Timestamp) -> String {
    let time = at.in_japan();
    format!("{} {}時{:02}分", date(at), time.hour, time.minute)
}

/// A day: 「令和8年4月1日」; before 令和, the year of the Common Era.
pub fn date(at: Timestamp) -> String {
    let time = at.in_japan();
    let year = match time.year - 2018 {
        1 if time.month >= 5 => "令和元".to_owned(),
        reiwa if reiwa >= 2 => format!("令和{reiwa}"),
        _ => time.year.to_string(),
    };
    format!("{year}年{}月{}日", time.month, time.day)
}

/// What is wrong with a file, in a sentence that names it, and that nothing changed.
pub fn problem(name: &str, error: Option<&SnapshotError>) -> String {
    let what = match error {
        None => "ファイルを開けませんでした。移動や削除をされていないかご確認ください。".to_owned(),
        Some(error) => why(error),
    };
    format!("「{}」は読み込めません。{what}いまの内容は何も変わっていません。", isolated(name))
}

/// What is wrong with a file, in a sentence.
pub fn why(error: &SnapshotError) -> String {
    let damaged = "ファイルが壊れているか、途中で書き換えられています。";
    match error {
        SnapshotError::TooLarge(bytes) => {
            format!("大きすぎます({}MB)。スナップショットは{}MBまでです。", bytes >> 20, BYTES_AT_MOST >> 20)
        }
        SnapshotError::Empty => "中身が空です。".into(),
        SnapshotError::Encoding => {
            "文字コードがUTF-8ではないか、文字のファイルではありません。保存し直さずに、もとのファイルを使ってください。".into()
        }
        SnapshotError::WebPage => {
            "中身はウェブページです。ページではなく、スナップショットのファイルそのものを保存してください。".into()
        }
        SnapshotError::Json { line, cut_off: true, .. } => {
            format!("{line}行目で途切れています。最後までコピーされていないようです。もう一度受け取ってください。")
        }
        SnapshotError::Json { line, column, .. } => format!("{damaged}場所は{line}行目の{column}文字目です。"),
        SnapshotError::TooDeep => format!("{damaged}入れ子が深すぎるか、文字にならない記号があります。"),
        SnapshotError::Foreign => "施策シートのスナップショットではありません。別の種類のファイルのようです。".into(),
        SnapshotError::Newer(version) => format!(
            "このページより新しい版(形式{version})で作られています。ページを読み込み直して、最新の版で開いてください。"
        ),
        SnapshotError::Head(field) => format!("{damaged}先頭の「{field}」がないか、正しくありません。"),
        SnapshotError::Plan(_) => format!("{damaged}施策シートの部分(plan)を読めません。"),
        SnapshotError::PlanCheck(PlanError::Years) => format!("{damaged}施策シートの年度の範囲が正しくありません。"),
        SnapshotError::PlanCheck(PlanError::TwiceTheSameId(id)) => {
            format!("{damaged}施策シートに同じ番号({id})が2度あります。")
        }
        SnapshotError::Damaged(first) => format!("{damaged}読める変更がありません。最初は{}", damage(first)),
        SnapshotError::LinkCut => "リンクが途中で切れているか、壊れています。送った人に、もう一度送ってもらってください。".into(),
        SnapshotError::TooManyFiles(_) => "一度に読み込めるのは50個までです。分けて読み込んでください。".into(),
        SnapshotError::OtherPlan(id) => format!("別の施策シート({id})のファイルです。"),
    }
}

/// What is wrong with a piece of a file, and where it is.
pub fn damage(one: &Damage) -> String {
    let number = one.number;
    let place = match one.cell.as_deref().map(|key| (key, key.parse::<Cell>())) {
        Some((key, Ok(of))) => format!("{number}件目({}、{key})", cell::field(of.field())),
        _ => format!("{number}件目"),
    };
    let fault = match one.fault {
        EditError::Envelope(_) => "変更としての形が整っていません。",
        EditError::Clock => "順番の数(clock)が正しくありません。",
        EditError::TooLong => "文字、または見た変更の一覧が長すぎます。",
    };
    format!("{place}で、{fault}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_city_sheet_department_and_time() {
        let plan = crate::state::seed().unwrap().plan;
        let at: Timestamp = "2026-04-01T00:30:00.000Z".parse().unwrap();
        for (department, extent, expected) in [
            (Some("産業課"), Extent::Department, "kamakura_3-10_産業課_20260401-0930.json"),
            (Some("産業課"), Extent::All, "kamakura_3-10_産業課_20260401-0930_全体.json"),
            (Some("産業課"), Extent::Choice, "kamakura_3-10_産業課_20260401-0930_一部.json"),
            (None, Extent::All, "kamakura_3-10_20260401-0930.json"),
            (None, Extent::Choice, "kamakura_3-10_20260401-0930_一部.json"),
            (Some("../a:b\n\u{202e}"), Extent::Department, "kamakura_3-10_ab_20260401-0930.json"),
        ] {
            assert_eq!(snapshot_name(&plan, department, extent, at), expected);
        }
    }

    #[test]
    fn dates_in_japan() {
        for (at, expected) in [
            ("2026-04-01T00:30:00.000Z", "令和8年4月1日"),
            ("2026-03-31T15:00:00.000Z", "令和8年4月1日"),
            ("2019-05-01T00:00:00.000Z", "令和元年5月1日"),
            ("2019-04-30T00:00:00.000Z", "2019年4月30日"),
        ] {
            assert_eq!(date(at.parse().unwrap()), expected);
        }
    }

    #[test]
    fn every_problem_names_the_file_and_that_nothing_changed() {
        let cell = Some("3-10-k1/actual/2026".to_owned());
        let errors = [
            SnapshotError::TooLarge(52_428_800),
            SnapshotError::Empty,
            SnapshotError::Encoding,
            SnapshotError::WebPage,
            SnapshotError::Json { line: 3, column: 4, cut_off: false },
            SnapshotError::Json { line: 3, column: 4, cut_off: true },
            SnapshotError::TooDeep,
            SnapshotError::Foreign,
            SnapshotError::Newer(2),
            SnapshotError::Head("edits"),
            SnapshotError::Plan("x".into()),
            SnapshotError::PlanCheck(PlanError::Years),
            SnapshotError::Damaged(Box::new(Damage { number: 2, cell, fault: EditError::Clock, json: String::new() })),
            SnapshotError::LinkCut,
            SnapshotError::TooManyFiles(51),
        ];
        let said: std::collections::BTreeSet<String> = errors.iter().map(|e| problem("R8.json", Some(e))).collect();
        assert_eq!(said.len(), errors.len(), "each is told apart");
        assert!(said.iter().all(|s| s.starts_with("「R8.json」は") && s.ends_with("何も変わっていません。")));
    }
}
