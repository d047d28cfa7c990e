//! Words of the overview.

use super::figure::Said;
use super::isolate::isolated;
use super::screen::PRODUCT;
use super::{assessment, cell, number, observation, year};
use crate::plan::{Decimal, Field, FiscalYear, Observation, Plan, SubjectId, Sum, Verdict};

/// What the page is.
pub const LEAD: &str = "市の施策ごとに、指標の推移と、事業の予算・決算をまとめています。";
/// What the page is, what can be seen on it, and how to read on: for whoever comes for the first time. Before it:
pub const ABOUT_HEAD: &str = "このページについて";
/// The same of a page that shows one policy.
pub const ABOUT: &str = "市のまちづくりが目標にどこまで近づいたかをお知らせするページです。指標ごとの数値と「改善」「後退」などの判定、事業の予算と決算を見られます。指標や事業の名前を押すとグラフと数値の出典が、「シートを見る」を押すと施策の全体が開きます。";
/// The same of a page that lists several policies.
pub const ABOUT_SEVERAL: &str = "市のまちづくりが目標にどこまで近づいたかをお知らせするページです。施策ごとに、指標が「改善」したか「後退」したかを数えています。施策の名前を押すと、指標の推移と、事業の予算・決算が開きます。";
/// The year up to which indicators are judged.
pub const UNTIL_YEAR: &str = "対象の年度";
/// Leads from a page to where these are chosen.
pub const CHOOSE: &str = "年度・主な取組・並び順を選ぶ";
/// Chooses one initiative.
pub const INITIATIVE: &str = "主な取組";
/// All initiatives.
pub const EVERY_INITIATIVE: &str = "すべて";
/// Chooses the order.
pub const ORDER: &str = "並び順";
/// The orders: as the sheet has them; what asks for attention first.
pub const ORDERS: [&str; 2] = ["シートの順", "判定の順(課題から)"];
/// Under one initiative: why some indicators are not there.
pub const ONLY_SOME: &str = "施策指標と、この取組の事業の成果指標を並べています。";
/// Heading of the indicators.
pub const INDICATORS: &str = "指標の推移";
/// Heading of what changed.
pub const CHANGES: &str = "前の年度から変わったこと";
/// Below small drawings: how they are to be read.
pub const HOW_DRAWN: &str = "小さな図は、縦軸に0を含み、同じ年度を並べています。";
/// What the sign of an uncertain number means.
pub const UNCERTAIN: &str = "＊ 確認中: 市が確かめている値です。理由は指標や事業のページにあります。";
/// What the sign means beside how many indicators have a verdict.
pub const UNCERTAIN_COUNTS: &str = "＊ 確認中: 市が値や目指す方向などを確かめている指標を含みます。";
/// Heads of the table of all indicators, before the years and behind them.
pub const INDICATOR: &str = "指標";
/// The year of the latest value.
pub const LATEST_YEAR: &str = "直近の年";
/// The year of the target.
pub const TARGET_YEAR: &str = "目標の年度";
/// 判定.
pub const JUDGED: &str = "判定";
/// 出典.
pub const SOURCE: &str = "出典";
/// Heading of the amounts.
pub const MONEY: &str = "事業の予算と決算";
/// The foot of the table of projects.
pub const TOTAL: &str = "合計";

/// Shows the exports of the figures.
pub const EXPORT: &str = "図と表を保存";

/// What all sheets of a city are called: the overview's heading, and the source of amounts.
pub fn head(plan: &Plan) -> String {
    format!("{} {PRODUCT}", isolated(&plan.city))
}

/// How many indicators there are of each verdict, in one line: 「達成 3、改善 2、判定なし 5」.
pub fn counted(counted: &[(Option<Verdict>, usize)]) -> String {
    let parts = counted.iter().map(|(verdict, count)| format!("{} {count}", assessment::verdict_or_none(*verdict)));
    parts.collect::<Vec<_>>().join("、")
}

/// An initiative as a choice: 「① 商工業振興計画に基づき…」.
pub fn initiative(plan: &Plan, number: usize, id: &SubjectId) -> String {
    format!("{} {}", cell::circled(number), isolated(plan.text(id, Field::Text)))
}

/// How many indicators are in which group, up to a year.
pub fn sentence(until: FiscalYear, total: usize, counted: &[(&str, usize)]) -> String {
    let counted = counted.iter().map(|(group, count)| format!("{group}{count}")).collect::<Vec<_>>().join("、");
    format!("{}までの実績による判定は、{total}指標のうち{counted}です。", year::in_sentence(until))
}

/// That no indicator can be judged, for no actual is entered.
pub fn no_actual(until: FiscalYear) -> String {
    format!("{}までの実績は、まだ入力されていません。各指標の直近の値を並べています。", year::in_sentence(until))
}

/// That there is no indicator to judge, as of a policy that is retired by then.
pub fn no_indicator(until: FiscalYear) -> String {
    format!("{}までに判定する指標はありません。", year::in_sentence(until))
}

/// Up to when the indicators are judged, and how many of them can be.
pub fn judged(until: FiscalYear, total: usize, judged: usize) -> String {
    let until = year::in_sentence(until);
    match judged {
        0 => format!("{until}までの実績で判定できる指標はまだありません。各指標の直近の値を並べています。"),
        _ if judged == total => format!("{total}指標を、{until}までの実績で判定しています。"),
        _ => format!("{total}指標のうち{judged}指標を、{until}までの実績で判定しています。"),
    }
}

/// The caption of the table of all indicators.
pub fn caption(policy: &str, of: Option<u8>, until: FiscalYear) -> String {
    format!("{}の指標の一覧({}までの実績による判定)", part(policy, of), year::in_sentence(until))
}

/// The title of their drawings side by side.
pub fn title(policy: &str, of: Option<u8>) -> String {
    format!("{}の{INDICATORS}", part(policy, of))
}

/// The name of a group of projects, for its figure of money: 「商工業の5事業」.
pub fn projects(policy: &str, of: Option<u8>, count: usize) -> String {
    format!("{}の{count}事業", part(policy, of))
}

/// A policy, or its part that serves one initiative: 「商工業(主な取組②)」.
fn part(policy: &str, of: Option<u8>) -> String {
    let policy = isolated(policy);
    match of {
        Some(number) => format!("{policy}({INITIATIVE}{})", cell::circled(number.into())),
        None => policy.into_owned(),
    }
}

/// A value with its unit and year: 「75件(R8)」.
pub fn value_of_year(value: Decimal, unit: &str, year: &str) -> String {
    format!("{}{}({year})", number::in_table(value), isolated(unit))
}

/// How a number went on from the year before, behind the indicator's name: 「は、75件から82件に増えました。」 `base` names what the
/// number before is, where it is not an actual: 「は、直近実績値(2025年)の75件から82件に増えました。」
pub fn changed(base: &str, before: Said<'_>, now: Said<'_>) -> String {
    let of = if base.is_empty() { "" } else { "の" };
    match now.value.exact().cmp(&before.value.exact()) {
        std::cmp::Ordering::Greater => format!("は、{base}{of}{before}から{now}に増えました。"),
        std::cmp::Ordering::Less => format!("は、{base}{of}{before}から{now}に減りました。"),
        std::cmp::Ordering::Equal => format!("は、{base}{of}{now}のままです。"),
    }
}

/// That the verdict on an indicator is another than the year before; nothing where it is the same, or where there is none.
pub fn verdict_changed(before: Option<Verdict>, now: Option<Verdict>) -> Option<String> {
    let now = now.filter(|now| before != Some(*now)).map(assessment::verdict)?;
    Some(match before.map(assessment::verdict) {
        Some(before) => format!("判定は「{before}」から「{now}」に変わりました。"),
        None => format!("判定は「{now}」になりました。"),
    })
}

/// How many indicators went which way from one year to the next; `left` of them lack a number of one of the two.
pub fn changes(from: FiscalYear, to: FiscalYear, [up, down, same]: [usize; 3], left: usize) -> String {
    let counted = [("増えた", up), ("減った", down), ("変わらない", same)].into_iter().filter(|(_, count)| *count > 0);
    let counted = counted.map(|(how, count)| format!("{how}指標が{count}")).collect::<Vec<_>>().join("、");
    let both = if left == 0 { String::new() } else { format!("比べられる{}指標のうち、", up + down + same) };
    format!("{}から{}にかけて、{both}{counted}です。", year::short(from), year::short(to))
}

/// Opens the list of the other changes.
pub fn more_changes(count: usize) -> String {
    format!("ほかの{count}指標")
}

/// The caption of the table of projects.
pub fn projects_caption(policy: &str, of: Option<u8>, year: FiscalYear) -> String {
    format!("{}の事業の{}の予算額と決算額", part(policy, of), year::in_sentence(year))
}

/// The head of a column of amounts: 「R8予算額」.
pub fn of_year(year: FiscalYear, name: &str) -> String {
    format!("{}{}", year::short(year), isolated(name))
}

/// An amount for residents, in 万円 or 億円; else why there is none.
pub fn amount(observation: Observation) -> String {
    match observation.number() {
        Some(amount) if observation.is_preliminary() => {
            format!("{}{}", number::in_yen(amount), observation::PRELIMINARY)
        }
        Some(amount) => number::in_yen(amount),
        None => observation::in_table(observation),
    }
}

/// A sum of amounts, with how many projects are in it where that is not all: 「約3億7,819万円(5事業中3事業)」.
pub fn sum(sum: Sum) -> String {
    match sum.counted {
        0 => observation::missing(sum.missing).to_owned(),
        counted if counted == sum.of => number::in_yen_exact(sum.total),
        counted => format!("{}({}事業中{counted}事業)", number::in_yen_exact(sum.total), sum.of),
    }
}

/// The title of one of several pictures.
pub fn part_of(title: &str, number: usize, count: usize) -> String {
    format!("{title}({number}/{count})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_name_what_is_in_them() {
        let missing = crate::plan::Missing::NotPublished;
        let of = |total: i32, counted, of| sum(Sum { total: total.into(), counted, of, missing });
        assert_eq!(of(378_189, 5, 5), "約3億7,819万円");
        assert_eq!(of(378_190, 3, 5), "3億7,819万円(5事業中3事業)");
        assert_eq!(of(0, 0, 5), "未公表");
        assert_eq!(amount(Observation::Preliminary("1250".parse().unwrap())), "125万円(速報)");
        assert_eq!(amount(Observation::NotPublished), "未公表");
    }

    #[test]
    fn changes_are_told_with_both_numbers_and_the_word_only_where_it_is_another() {
        let said = |text: &str| Said {
            value: text.parse().unwrap(),
            unit: "件",
            is_preliminary: false,
            is_in_conflict: false,
        };
        for (before, now, expected) in [
            ("75", "82", "は、75件から82件に増えました。"),
            ("82", "75.5", "は、82件から75.5件に減りました。"),
            ("75", "75.0", "は、75.0件のままです。"),
        ] {
            assert_eq!(changed("", said(before), said(now)), expected);
            let named = expected.replacen('、', "、初期値(R7)の", 1);
            assert_eq!(changed("初期値(R7)", said(before), said(now)), named);
        }
        let (up, down) = (Some(Verdict::Improved), Some(Verdict::Worsened));
        assert_eq!(verdict_changed(up, down).unwrap(), "判定は「改善」から「後退」に変わりました。");
        assert_eq!(verdict_changed(None, up).unwrap(), "判定は「改善」になりました。");
        assert_eq!(
            [verdict_changed(up, up), verdict_changed(up, None), verdict_changed(None, None)],
            [None, None, None]
        );
        let year = |number| FiscalYear::new(number).unwrap();
        assert_eq!(
            changes(year(2029), year(2030), [6, 0, 1], 0),
            "R11からR12にかけて、増えた指標が6、変わらない指標が1です。"
        );
        assert_eq!(
            changes(year(2025), year(2026), [1, 0, 0], 9),
            "R7からR8にかけて、比べられる1指標のうち、増えた指標が1です。"
        );
    }
}
