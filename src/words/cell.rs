//! Cells by name, and their values.
//!
//! The names are an interface: people script against them, and users of screen readers learn them. They do not change.

use std::collections::BTreeSet;

use super::isolate::isolated;
use super::{number, observation, year};
use crate::edits::Appearance;
use crate::plan::{
    Aspect, Cell, Direction, Field, Hidden, InitiativeLink, Plan, Role, Subject, SubjectId, Target, Value,
    hidden_differences, is_blank, set_of,
};

/// The unit a cell's numbers are in, as it is typed and read; empty where it has none.
pub fn unit(plan: &Plan, cell: &Cell) -> String {
    match (plan.subject(&cell.subject), cell.field()) {
        (_, Field::Budget | Field::Settlement) => super::figure::THOUSAND_YEN.to_string(),
        (Some(Subject::PolicyIndicator(..) | Subject::OutcomeIndicator(..)), _) => {
            plan.text(&cell.subject, Field::Unit).to_owned()
        }
        _ => String::new(),
    }
}

/// A field's own name in the sheet's words.
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Name => "名称",
        Field::Vision => "目標とするまちの姿",
        Field::Text => "主な取組",
        Field::Unit => "単位",
        Field::LatestYear => "直近実績値の年",
        Field::Latest => "直近実績値",
        Field::Direction => "目指す方向",
        Field::Target => "目標値",
        Field::TargetYear => "目標年度",
        Field::Source => "出典",
        Field::Band => "横ばいとみなす幅",
        Field::Baseline => "初期値",
        Field::Actual => "実績",
        Field::Number => "No",
        Field::Initiatives => "主な取組の番号",
        Field::Department => "所管課",
        Field::Description => "事業内容",
        Field::BudgetBasis => "予算額の種類",
        Field::Budget => "予算額(千円)",
        Field::Settlement => "決算額(千円)",
        Field::Review => "成果と課題",
        Field::Outlook => "今後の方向",
        Field::Closed => "締め",
        Field::Role => "項目の種類",
        Field::Place => "並び順",
        Field::Retired => "廃止する年度",
    }
}

/// The name of what a cell's subject is: 「商工運営事業」, 「主な取組①」; ready to stand in a sentence.
pub fn subject(plan: &Plan, cell: &Cell) -> String {
    match plan.subject(&cell.subject) {
        Some(Subject::Initiative(policy, index)) => {
            // Each policy counts its own.
            let of = match plan.policies().len() {
                1 => String::new(),
                _ => format!("{}の", isolated(plan.text(&policy.id, Field::Name))),
            };
            format!("{of}主な取組{}", circled(index))
        }
        Some(_) => isolated(plan.text(&cell.subject, Field::Name)).into_owned(),
        None => format!("この計画にない項目({})", cell.subject),
    }
}

/// A cell's full name: 「{indicator} R8 実績」, 「{project} R8 予算額(千円)」.
pub fn name(plan: &Plan, cell: &Cell) -> String {
    let whose = subject(plan, cell);
    let of_year = cell.year().map(|y| format!("{} ", year::short(y))).unwrap_or_default();
    let what = match plan.subject(&cell.subject) {
        Some(Subject::Initiative(..)) if cell.field() == Field::Text => String::new(),
        _ => format!(" {of_year}{}", field(cell.field())),
    };
    let aspect = match cell.aspect {
        Aspect::Value => "",
        Aspect::Remark => "の備考",
        Aspect::Internal => "の庁内メモ",
        Aspect::Confirmation => "の確認",
    };
    format!("{whose}{what}{aspect}")
}

/// A cell's full name with its policy, where a plan has several: 「{indicator} R8 実績(3-10 商工業)」.
pub fn name_with_policy(plan: &Plan, cell: &Cell) -> String {
    let says_it = matches!(plan.subject(&cell.subject), Some(Subject::Policy(_) | Subject::Initiative(..)));
    let policy = plan.policy_of(&cell.subject).filter(|_| plan.policies().len() > 1 && !says_it);
    let of = policy.map(|policy| format!("({})", super::screen::policy_name(plan, &policy.id))).unwrap_or_default();
    format!("{}{of}", name(plan, cell))
}

/// Formats a value of a cell, isolated for use in a sentence.
pub fn value(plan: &Plan, of: &Cell, value: &Value) -> String {
    match value {
        Value::Text(text) if is_blank(text) => "記載なし".into(),
        Value::Text(text) => isolated(text).into_owned(),
        Value::Observation(observed) => observation::in_table(*observed),
        Value::Direction(direction) => self::direction(*direction).into(),
        Value::Target(target) => self::target(*target),
        Value::Year(None) if of.field() == Field::Retired => "廃止しない".into(),
        Value::Year(None) => "記載なし".into(),
        Value::Year(Some(from)) if of.field() == Field::Retired => year::retired_from(*from),
        Value::Year(Some(year)) => format!("{}年", year.number()),
        Value::Number(None) => "記載なし".into(),
        Value::Number(Some(number)) => number::in_table(*number),
        Value::Initiatives(links) if links.is_empty() => "記載なし".into(),
        Value::Initiatives(links) => initiatives(plan, &of.subject, links),
        Value::Role(None) => "なし".into(),
        Value::Role(Some(role)) => self::role(plan, role),
        Value::Place(place) => {
            plan.rank(&of.subject, place.as_ref()).map_or_else(|| MOVED.into(), |rank| format!("{rank}番目"))
        }
        Value::Confirmation(None) => "未確認".into(),
        Value::Confirmation(Some(confirmed)) => match confirmed.split_once(' ') {
            Some(("final" | "preliminary" | "target" | "number", value)) => {
                let number = value.parse().map(number::in_table);
                format!("{}を確認済み", number.unwrap_or_else(|_| isolated(value).into_owned()))
            }
            _ => super::closing::CONFIRMED.into(),
        },
    }
}

/// What a subject is: 「施策指標(商工業)」.
fn role(plan: &Plan, role: &Role) -> String {
    let kind = super::arranging::kind(plan, role);
    let of = role.of.as_ref().map(|of| format!("({})", isolated(plan.text(of, Field::Name)))).unwrap_or_default();
    format!("{kind}{of}")
}

/// All that is shown of a cell, in one line: its value, and what has to be known of it.
pub fn appearance(plan: &Plan, of: &Cell, shown: &Appearance) -> String {
    let text = match &shown.value {
        Value::Confirmation(Some(_)) if shown.is_in_force => super::closing::CONFIRMED.to_owned(),
        Value::Confirmation(Some(_)) => super::closing::CONFIRMATION_LAPSED.to_owned(),
        other => value(plan, of, other),
    };
    let sides = shown.sides.values().filter(|side| !side.looks_like(&shown.value));
    let sides =
        sides.map(|side| format!("{}{}", value(plan, of, side), hidden(&shown.value, &[side]).unwrap_or_default()));
    let conflict = format!("食い違い: ほかに{}", sides.collect::<Vec<_>>().join("、"));
    let marks = [
        (shown.is_conflict, conflict.as_str()),
        (shown.is_correction, super::closing::CORRECTION),
        (shown.has_newer, super::exchange::NEWER_VALUE),
    ];
    let mut marks: Vec<String> =
        marks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| mark.to_owned()).collect();
    if shown.closings.len() > 1 {
        marks.push(format!("締め{}回", shown.closings.len()));
    }
    // Each in brackets of its own: the sides of a disagreement are a list themselves.
    marks.iter().fold(text, |text, mark| format!("{text}({mark})"))
}

/// What is hard to see of the differences between texts, in brackets; nothing where it can be seen.
pub fn hidden(shown: &Value, others: &[&Value]) -> Option<String> {
    let Value::Text(shown) = shown else { return None };
    let differences = others.iter().flat_map(|other| match other {
        Value::Text(other) => hidden_differences(shown, other),
        _ => Vec::new(),
    });
    let differences: BTreeSet<Hidden> = set_of(differences);
    let named: Vec<&str> = differences.iter().map(|hidden| hidden_difference(*hidden)).collect();
    match named.as_slice() {
        [] => None,
        [only] if differences.contains(&Hidden::Alike) => Some(format!("({only})")),
        several => Some(format!("(見えにくい違い: {})", several.join("、"))),
    }
}

fn hidden_difference(hidden: Hidden) -> &'static str {
    match hidden {
        Hidden::Alike => "見た目は同じで、文字コードだけが違います",
        Hidden::Width => "全角と半角",
        Hidden::Space => "空白や改行",
        Hidden::Variant => "異体字",
        Hidden::Shape => "形の似た別の文字",
    }
}

/// All that is shown of a cell after a change, with what that change took away and put in the same place.
pub fn after(plan: &Plan, of: &Cell, before: &Appearance, after: &Appearance) -> String {
    let hidden = hidden(&before.value, &[&after.value]).filter(|_| !after.is_conflict).unwrap_or_default();
    let text = format!("{}{hidden}", appearance(plan, of, after));
    let taken_away = before.closings.difference(&after.closings).count();
    match (taken_away, after.closings.is_empty()) {
        (0, _) | (_, true) => text,
        (count, false) => {
            format!("{text}(前の締め{count}回を取り消して締め直します。訂正の表示がなくなることがあります)")
        }
    }
}

/// 目指す方向 with its arrow and word, for eyes and ears.
pub fn direction(direction: Option<Direction>) -> &'static str {
    match direction {
        Some(Direction::Increase) => "↗ 増加",
        Some(Direction::Decrease) => "↘ 減少",
        Some(Direction::Maintain) => "→ 維持",
        None => "記載なし",
    }
}

/// 目標値, or that there is none.
pub fn target(target: Target) -> String {
    match target {
        Target::Number(number) => number::in_table(number),
        Target::Announced => "記載なし(見出しのみ)".into(),
        Target::NotStated => "記載なし".into(),
    }
}

/// A place that is not told by its rank.
pub const MOVED: &str = "並び順の変更";

/// The value of the year before a cell's, with its year, which is of the calendar where the sheet prints it so: 「71(2024年)」. For an
/// actual of the first year that is the baseline or the latest value. `None` where there is no such value.
pub fn value_before(plan: &Plan, of: &Cell) -> Option<String> {
    let at = of.year()?;
    let said = |observed, year: String| Some(format!("{}({year})", observation::in_table(observed)));
    if let Some(indicator) = plan.indicator(&of.subject).filter(|_| of.field() == Field::Actual) {
        if let Some((before, observed)) = indicator.observed_before(at) {
            return said(observed, year::short(before));
        }
        return said(indicator.latest, year::printed(indicator.latest_year?));
    }
    let last = Cell::yearly(&of.subject, of.field(), at.previous())?;
    match plan.value(&last) {
        Value::Observation(observed) if plan.has(&last) => said(observed, year::short(at.previous())),
        _ => None,
    }
}

/// The initiatives a project serves, by the numbers they have now, as the sheet writes them: 「① ②」.
pub fn initiatives(plan: &Plan, project: &SubjectId, links: &BTreeSet<InitiativeLink>) -> String {
    let linked = plan.linked(project, links);
    let numbers = linked.iter().filter_map(|id| plan.initiative_number(id)).map(circled);
    // What cannot be found any more is not passed over.
    let lost = std::iter::repeat_n("(不明)".to_owned(), links.len().saturating_sub(linked.len()));
    numbers.chain(lost).collect::<Vec<_>>().join(" ")
}

/// A number in a circle, from 1 to 20; in brackets beyond.
pub fn circled(number: usize) -> String {
    crate::plan::circled(number).map_or_else(|| format!("({number})"), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Observation, Place};

    #[test]
    fn names_stay() {
        let plan = crate::state::seed().unwrap().plan;
        for (key, expected) in [
            ("3-10-k2/actual/2026", "鎌倉商工会議所の会員数 R8 実績"),
            ("3-10-k2/baseline", "鎌倉商工会議所の会員数 初期値"),
            ("3-10-k5/target", "鎌倉彫の年間出荷額(関連収入を含む) 目標値"),
            ("3-10-k5/direction", "鎌倉彫の年間出荷額(関連収入を含む) 目指す方向"),
            ("3-10-p1/budget/2026", "商工運営事業 R8 予算額(千円)"),
            ("3-10-p5/settlement/2030", "伝統鎌倉彫振興事業 R12 決算額(千円)"),
            ("3-10-k2/actual/2026/remark", "鎌倉商工会議所の会員数 R8 実績の備考"),
            ("3-10-p1/review/2026", "商工運営事業 R8 成果と課題"),
            ("3-10-p1/outlook/2026", "商工運営事業 R8 今後の方向"),
            ("3-10/review/2026", "商工業 R8 成果と課題"),
            ("3-10-i2/text", "主な取組②"),
            ("9-99-k1/actual/2026", "この計画にない項目(9-99-k1) R8 実績"),
        ] {
            assert_eq!(name(&plan, &key.parse().unwrap()), expected);
        }
    }

    #[test]
    fn a_place_is_told_by_the_rank_it_gives() {
        let plan = crate::state::seed().unwrap().plan;
        let of: Cell = "3-10-k3/place".parse().unwrap();
        let said = |place| value(&plan, &of, &Value::Place(place));
        let ranks = [0, 1, 2, 3, 9].map(|stated| said(Some(Place::stated(stated))));
        assert_eq!(ranks, ["1番目", "2番目", "3番目", "3番目", "5番目"]);
        assert_eq!((value(&plan, &of, &plan.value(&of)), said(None)), ("3番目".into(), "5番目".into()));
        let unknown = "3-10-k9/place".parse().unwrap();
        assert_eq!(value(&plan, &unknown, &Value::Place(None)), "並び順の変更");
    }

    #[test]
    fn the_value_before_an_actual_bears_the_year_the_sheet_prints_beside_it() {
        let mut plan = crate::state::seed().unwrap().plan;
        // Printed beside the latest value is the year the baseline counts as.
        let baseline = Value::Observation(Observation::Final("60".parse().unwrap()));
        plan.cells.insert("3-10-k3/baseline".parse().unwrap(), baseline);
        for (key, expected) in [
            ("3-10-k1/actual/2026", Some("71(2024年)")),
            ("3-10-k3/actual/2026", Some("60(R7)")),
            ("3-10-k4/actual/2026", Some("45.5(2025年)")),
            ("3-10-k1/actual/2027", Some("未入力(R8)")),
            ("3-10-p1/budget/2027", Some("1,250(R8)")),
            ("3-10-p1/budget/2026", None),
            ("3-10-p1/settlement/2026", None),
            ("3-10-k1/baseline", None),
        ] {
            assert_eq!(value_before(&plan, &key.parse().unwrap()).as_deref(), expected, "{key}");
        }
    }

    #[test]
    fn a_difference_that_is_hard_to_see_is_named_beside_the_side_it_is_in() {
        let (plan, of) = (crate::state::seed().unwrap().plan, "3-10-p1/department".parse().unwrap());
        let text = |text: &str| Value::Text(text.into());
        let shown = |value: &str, sides: &[&str]| Appearance {
            value: text(value),
            is_conflict: !sides.is_empty(),
            sides: sides.iter().map(|side| (side.to_string(), text(side))).collect(),
            is_correction: false,
            is_in_force: false,
            has_newer: false,
            closings: BTreeSet::new(),
        };
        assert_eq!(
            appearance(&plan, &of, &shown("A課", &["A課", "Ａ課", "産業課"])),
            "A課(食い違い: ほかに産業課、Ａ課(見えにくい違い: 全角と半角))"
        );
        assert_eq!(
            after(&plan, &of, &shown("グラフ", &[]), &shown("ク\u{3099}ラフ", &[])),
            "ク\u{3099}ラフ(見た目は同じで、文字コードだけが違います)"
        );
        assert_eq!(after(&plan, &of, &shown("産業課", &[]), &shown("観光課", &[])), "観光課");
    }

    #[test]
    fn circles() {
        let plan = crate::state::seed().unwrap().plan;
        let links = |numbers: &[u8]| set_of(numbers.iter().map(|number| InitiativeLink::Number(*number)));
        let project = SubjectId::new("3-10-p1").unwrap();
        assert_eq!(initiatives(&plan, &project, &links(&[1, 4, 20])), "① ④ (不明)");
        assert_eq!((circled(20).as_str(), circled(21).as_str()), ("⑳", "(21)"));
    }
}
