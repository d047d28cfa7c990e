//! Sentences about reading a sheet: why it is none, what was odd, which values are to be confirmed and why.

use super::isolate::{in_one_line, isolated};
use super::observation;
use crate::format::sheet::{Done, IssueKind, Part, SheetError, SheetIssue};
use crate::format::typed::TypedError;
use crate::plan::{Cell, ReadingKind};

/// On paper, the head of indicators and amounts.
pub const PAPER_NAME: &str = "指標・金額";
/// On paper: what is printed are drafts.
pub const PAPER_DRAFT: &str = "下書き(公表されている内容ではありません)";
/// On paper: what an empty cell means.
pub const PAPER_EMPTY: &str = "空欄は、まだ入力されていない値です。";
/// Behind a value: people disagree on it.
pub const DISAGREED: &str = "食い違いあり";
/// The city's label of a project's name.
pub const PROJECT_NAME: &str = "事業名";

/// What is said of a value, behind it.
pub fn in_brackets(text: &str) -> String {
    format!("({text})")
}

/// The sign of a remark that stands below the table.
pub fn remark_sign(number: usize) -> String {
    format!("※{number}")
}

/// The remark of a sign.
pub fn numbered_remark(number: usize, remark: &str) -> String {
    format!("※{number} {}", isolated(remark))
}

/// Takes in another sheet.
pub const TAKE_IN: &str = "施策シートを取り込む";
/// How.
pub const TAKE_IN_LEAD: &str = "市の施策シートの表を、番号の行(例: 3-10 商工業)から最後まで選んでコピーし、下の欄に貼り付けてください。テキストやTSVのファイルも選べます。取り込む前に、読み取った内容を確認できます。";
/// The field of its text.
pub const TEXT: &str = "施策シートの文章";
/// Picks a file of it.
pub const PICK: &str = "ファイルから読み込む";
/// Reads it.
pub const LOOK: &str = "読み取った内容を確認する";
/// The heading of what it changes.
pub const OFFER: &str = "読み取った内容";
/// The values it changes.
pub const CHANGES: &str = "取り込むと変わる値";
/// The heads of their table.
pub const HEADS: [&str; 4] = ["項目", "いまの値", "取り込む値", "読み取りの判断"];
/// Decisions about fields that get no value of it.
pub const OTHER_READINGS: &str = "値のない欄についての読み取りの判断";
/// Asks what its dashes mean, so many.
pub fn dashes(count: usize) -> String {
    format!("数値の欄の「-」({count}か所)の意味")
}
/// What they can mean.
pub const DASH_MEANINGS: [&str; 2] = ["該当なし", "未入力"];
/// What is odd in it.
pub const ISSUES: &str = "気になる点";
/// Takes it.
pub const TAKE: &str = "取り込む";
/// Nothing would change.
pub const NOTHING_NEW: &str = "このシートの内容は、すべて計画にあります。取り込むものはありません。";
/// Nothing of it is taken in, and not all of it is there.
pub const NOTHING_TAKEN: &str = "取り込める値がありません。取り込まない内容は、次のとおりです。";
/// No more subjects can be added by this page load.
pub const NO_IDS: &str = "この画面では、これ以上項目を加えられません。ページを開き直してから、もう一度お試しください。";
/// The file is too large for a sheet.
pub const TOO_LARGE: &str = "大きすぎるファイルです。施策シートの文章のファイルを選んでください。";
/// The file is text of no known encoding.
pub const UNREADABLE: &str = "文字として読めないファイルです。Excelでは、シートをコピーして貼り付けるか、「テキスト(タブ区切り)」で保存したファイルを選んでください。";

/// What the sheet brings that the plan does not have.
pub fn brings(policies: usize, parts: usize, changes: usize) -> String {
    let new = match (policies, parts) {
        (0, 0) => String::new(),
        (0, _) => format!("計画にない指標・主な取組・事業を{parts}件加えます。"),
        _ => format!("施策を{policies}件、指標・主な取組・事業を{parts}件加えます。"),
    };
    format!("{new}値は{changes}か所変わります。まだ何も変わっていません。")
}

/// Values of years the plan does not have.
pub fn other_years(count: usize) -> String {
    format!("この計画にない年度の値が{count}件あります。取り込みません。")
}

/// The sheet was taken in.
pub fn taken(count: usize) -> String {
    format!("施策シートを取り込み、{count}か所を変更しました。「元に戻す」で、まとめて戻せます。")
}

/// What was decided in reading a value, as a memo beside it.
pub fn reading_memo(kind: ReadingKind, line: u32, source: &str) -> String {
    let source = source.trim().replace('\t', " ");
    format!("取り込み時の読み取り({line}行目「{}」): {}", isolated(&source), reading_reason(kind))
}

/// Why a text could not be read as a sheet.
pub fn sheet_error(error: &SheetError) -> String {
    match error {
        SheetError::TooLong { bytes, limit } => format!(
            "文章が長すぎるため、読み込みませんでした(約{}MB)。一度に読み込めるのは{}MBまでです。施策ごとに分けてお試しください。",
            megabytes(*bytes),
            megabytes(*limit)
        ),
        SheetError::RowTooLong { line, .. } => {
            format!(
                "{line}行目が長すぎるため、読み込みませんでした。施策シートの表をコピーした文章かどうかご確認ください。"
            )
        }
        SheetError::TooManyPolicies { limit } => {
            format!("施策が多すぎるため、読み込みませんでした。一度に読み込めるのは{limit}施策までです。")
        }
        SheetError::NotASheet { missing } => {
            let missing: Vec<&str> = missing.iter().map(|part| self::part(*part)).collect();
            format!(
                "施策シートとして読み取れませんでした。見つからなかったもの:{}。シートの先頭(施策の番号)から最後まで選んでコピーし直してください。",
                missing.join("、")
            )
        }
    }
}

/// What was odd in a sheet, where, and what was done about it.
pub fn sheet_issue(issue: &SheetIssue) -> String {
    let place = format!("{}行目・{}列目", issue.line, issue.field);
    let text = in_one_line(&issue.text, FOUND_BY);
    let text = isolated(&text);
    let what = match &issue.kind {
        IssueKind::Number(error) => format!("「{text}」は数値として読めません({})。", typed_error(*error)),
        IssueKind::Direction => format!("「{text}」は目指す方向(↗・→・↘)として読めません。"),
        IssueKind::Year => format!("「{text}」から年を読み取れません。"),
        IssueKind::FarYear(_) => format!("「{text}」はほかの年度から離れすぎています。"),
        IssueKind::Twice => format!("「{text}」の欄は2回目です。先に出てきたほうを使います。"),
        IssueKind::Dash => format!("「{text}」を「該当なし」と読みました。"),
        IssueKind::Status(observation) => {
            format!("「{text}」を「{}」と読みました。", observation::in_table(*observation))
        }
        IssueKind::Bound => format!("目標値に「{text}」が付いています。"),
        IssueKind::Overflow => {
            format!("「{text}」は、列の幅が足りないときにExcelが表示する記号です。元の数値を確かめてください。")
        }
        IssueKind::Initiatives => format!("「{text}」に、主な取組の番号として読めない文字があります。"),
        IssueKind::UnknownInitiative(number) => format!("主な取組の{number}番は、この施策に見つかりません。"),
        IssueKind::InitiativeLeftOut(number) => format!("主な取組の{number}番の文が見つかりません。"),
        IssueKind::MoreOfInitiative => format!("「{text}」は番号で始まっていないため、主な取組の文に含めていません。"),
        IssueKind::PolicyTwice => "同じ番号の施策が2つあります。2つ目を別の施策として扱います。".into(),
        IssueKind::NoName => "指標の名称が見つかりません。".into(),
        IssueKind::NoProjectRow => "事業名などの行が見つかりません。".into(),
        IssueKind::NoColumn => format!("「{text}」がどの年度の値か分かりません。"),
        IssueKind::AmountUnit => format!("「{text}」の単位が千円ではありません。"),
        IssueKind::Note => format!("注記「{text}」があります。"),
        IssueKind::NoPlace => format!("「{text}」がどの欄の内容か分かりません。"),
        IssueKind::TooLong => format!("「{text}」で始まる文章が長すぎます。"),
        IssueKind::More(count) => return format!("このほかに{count}件の気になる点があります。"),
    };
    let done = match &issue.done {
        Done::KeptAsRemark(cell) => format!("「{}」の備考に残しました。", cell_name(cell)),
        Done::ReadInto(cell) => format!("「{}」に入れました。", cell_name(cell)),
        Done::LeftOut => "計画には入れていません。".into(),
        Done::Nothing => String::new(),
    };
    format!("{place}:{what}{done}")
}

/// Why a typed text is no number, in a few words.
pub fn typed_error(error: TypedError) -> &'static str {
    match error {
        TypedError::Empty => "何も書かれていません",
        TypedError::NotANumber => "数字ではありません",
        TypedError::MoreThanANumber => "数字の後ろに別の文字があります",
        TypedError::Grouping => "カンマの位置が3桁ごとではありません",
        TypedError::TooLong => "桁数が多すぎます",
    }
}

/// What a value marked 要確認 is about, in a few words.
pub fn reading_label(kind: ReadingKind) -> &'static str {
    match kind {
        ReadingKind::SevenAsArrow => "「7」を↗と読みました",
        ReadingKind::DirectionMissing => "目指す方向がありません",
        ReadingKind::LatestUnderTargetLabel => "目標値の可能性があります",
        ReadingKind::TargetMissing => "目標値がありません",
        ReadingKind::BaselineEmpty => "初期値がありません",
        ReadingKind::AmountYear => "年度の記載がない金額です",
        ReadingKind::BudgetBasis => "予算の種類の記載がありません",
        ReadingKind::LatestYear => "年か年度か記載がありません",
        ReadingKind::AlignedFromRight => "年度に右づめで当てはめました",
    }
}

/// Caption of the part of the city's table a value was read from.
pub fn place_in_source(line: u32) -> String {
    format!("もとの施策シートでの位置({line}行目)")
}

/// For screen readers, behind what is asked about in that table.
pub const HERE: &str = "(ここ)";
/// In that table, where nothing stands in the source.
pub const NOTHING_THERE: &str = "空欄";

/// Why a value is marked 要確認, in one sentence.
pub fn reading_reason(kind: ReadingKind) -> &'static str {
    match kind {
        ReadingKind::SevenAsArrow => {
            "もとの文章では矢印の位置に数字の「7」があり、矢印「↗」が文字化けしたものと考えて「増加」としています。"
        }
        ReadingKind::DirectionMissing => {
            "もとの文章では目指す方向の欄が空で、矢印が抜け落ちた可能性があるため、方向は「記載なし」としています。"
        }
        ReadingKind::LatestUnderTargetLabel => {
            "この数値の上の見出しは「目標値」だけですが、ほかの指標と同じ並びと考えて直近実績値としており、目標値である可能性もあります。"
        }
        ReadingKind::TargetMissing => {
            "もとの文章には「目標値」という見出しがありますが、その値が見当たらないため、目標値は「未記載」としています。"
        }
        ReadingKind::BaselineEmpty => "もとの文章では初期値の欄が空で、直近実績値を代わりに入れることはしていません。",
        ReadingKind::AmountYear => {
            "もとの文章では金額に年度が付いていないため、見出しのすぐ後ろから順に、計画の最初の年度からの金額としています。"
        }
        ReadingKind::BudgetBasis => "もとの文章には、当初予算額と予算現額のどちらであるかが書かれていません。",
        ReadingKind::LatestYear => {
            "もとの文章には、この年が暦年(1月から12月)と年度のどちらであるかが書かれていません。"
        }
        ReadingKind::AlignedFromRight => {
            "もとの文章では値の欄が見出しより少ないため、最後の年度から順に右づめで当てはめています。"
        }
    }
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Policy => "施策の番号と名称の行(例:「3-10 商工業」)",
        Part::Block => "施策指標または事業の表",
        Part::Years => "年度の見出し(例:「R8」)",
    }
}

fn cell_name(cell: &Cell) -> String {
    let field = super::cell::field(cell.field());
    cell.year().map_or_else(|| field.to_owned(), |year| format!("{} {field}", super::year::short(year)))
}

/// How much of a text is enough to find it by.
const FOUND_BY: usize = 40;

fn megabytes(bytes: usize) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_say_what_was_looked_for() {
        let text = sheet_error(&SheetError::NotASheet { missing: vec![Part::Policy, Part::Years] });
        assert!(text.contains("「3-10 商工業」") && text.contains("「R8」") && !text.contains("事業の表"), "{text}");
        let text = sheet_error(&SheetError::TooLong { bytes: 12_345_678, limit: 2_000_000 });
        assert!(text.contains("約12.3MB") && text.contains("2.0MBまで"), "{text}");
    }

    #[test]
    fn issues_say_where_what_and_what_was_done() {
        let cell: Cell = "3-10-k1/actual/2026".parse().unwrap();
        let issue = |kind, done| SheetIssue { line: 16, field: 3, text: "約70".into(), kind, done };
        assert_eq!(
            sheet_issue(&issue(IssueKind::Number(TypedError::NotANumber), Done::KeptAsRemark(cell))),
            "16行目・3列目:「約70」は数値として読めません(数字ではありません)。「R8 実績」の備考に残しました。"
        );
        assert_eq!(
            sheet_issue(&issue(IssueKind::NoPlace, Done::LeftOut)),
            "16行目・3列目:「約70」がどの欄の内容か分かりません。計画には入れていません。"
        );
        assert_eq!(sheet_issue(&issue(IssueKind::More(3), Done::Nothing)), "このほかに3件の気になる点があります。");
    }

    #[test]
    fn every_reading_has_a_short_label_and_one_polite_sentence() {
        for kind in ReadingKind::ALL {
            let (label, reason) = (reading_label(kind), reading_reason(kind));
            assert!(label.chars().count() <= 16, "{label}");
            let is_polite = ["ます。", "ません。"].iter().any(|end| reason.ends_with(end));
            assert!(is_polite && reason.matches('。').count() == 1, "{reason}");
        }
    }

    #[test]
    fn long_texts_are_shortened() {
        assert_eq!(in_one_line(&"あ".repeat(41), FOUND_BY), format!("{}…", "あ".repeat(40)));
        assert_eq!(in_one_line("a\tb", FOUND_BY), "a b");
    }
}
