//! Labels of a sheet, and the signs, years, codes and numbers it is written with.

use std::collections::BTreeSet;

use crate::plan::{Direction, FiscalYear, from_circled, half_width};

/// A field that names what stands beside, below or behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// 目標とするまちの姿
    Vision,
    /// 施策指標
    Indicators,
    /// 主な取組
    Initiatives,
    /// No
    Number,
    /// 事業名
    ProjectName,
    /// 所管課
    Department,
    /// 事業内容
    Description,
    /// 成果指標
    Outcome,
    /// 単位
    Unit,
    /// 直近実績値 (2024)
    Latest,
    /// 目指す方向
    Direction,
    /// 目標値
    Target,
    /// 出典
    Source,
    /// 初期値
    Baseline,
    /// R8
    Year(FiscalYear),
    /// 指標実績
    Actuals,
    /// 予算額(千円)
    Budget,
    /// 決算額(千円)
    Settlement,
}

/// The label `text` is, if it is one: its words, whatever their width, with or without something in brackets behind.
pub(super) fn label(text: &str) -> Option<Label> {
    if text.len() > 120 {
        return None;
    }
    let text = normal(text);
    let text = text.trim_matches(['■', '□', '●', '◆', '◇', '○', '【', '】', '<', '>', '〈', '〉', ':']);
    let head = match text.split_once('(') {
        Some((head, inner)) if inner.ends_with(')') => head,
        Some(_) => return None,
        None => text,
    };
    Some(match head {
        "目標とするまちの姿" => Label::Vision,
        "施策指標" => Label::Indicators,
        "主な取組" | "主な取組み" | "主な取り組み" => Label::Initiatives,
        "No" | "NO" | "no" | "No." | "NO." | "№" => Label::Number,
        "事業名" => Label::ProjectName,
        "所管課" => Label::Department,
        "事業内容" => Label::Description,
        "単位" => Label::Unit,
        "直近実績値" => Label::Latest,
        "目指す方向" | "目指す方向性" => Label::Direction,
        "目標値" => Label::Target,
        "出典" => Label::Source,
        "初期値" => Label::Baseline,
        "指標実績" => Label::Actuals,
        "予算額" | "当初予算額" | "予算現額" => Label::Budget,
        "決算額" => Label::Settlement,
        _ if head == text => match head.strip_prefix("成果指標") {
            Some(number) => {
                let is_number = |c: char| c.is_ascii_digit() || in_circle(c).is_some();
                number.chars().all(is_number).then_some(Label::Outcome)?
            }
            // A number alone is a value, not the head of a column.
            None => {
                Label::Year(FiscalYear::read(head).filter(|_| !head.starts_with(|c: char| c.is_ascii_digit()))?.year)
            }
        },
        _ => return None,
    })
}

/// What a label says in brackets, in plain width and without spaces.
pub(super) fn bracketed(text: &str) -> Option<String> {
    let text = normal(text);
    let (_, inner) = text.split_once('(')?;
    Some(inner.strip_suffix(')').unwrap_or(inner).to_owned())
}

/// `text` in plain width and without spaces: what labels are compared in.
pub(super) fn normal(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}'));
    kept.map(half_width).collect()
}

/// A sign or word of direction. `7` is not among them: see [`is_seven`].
pub(super) fn direction(text: &str) -> Option<Direction> {
    let text = normal(text);
    let word = text.split('(').next().unwrap_or_default();
    let word = word.trim_matches(['\u{fe0e}', '\u{fe0f}']);
    match word {
        "↗" | "⬈" | "➚" | "⇗" | "⤴" | "🡕" | "🡥" | "🡭" | "↑" | "⬆" | "⇧" | "上昇" | "増加" | "向上" => {
            Some(Direction::Increase)
        }
        "↘" | "⬊" | "➘" | "⇘" | "⤵" | "🡖" | "🡦" | "🡮" | "↓" | "⬇" | "⇩" | "下降" | "減少" | "低下" => {
            Some(Direction::Decrease)
        }
        "→" | "➡" | "⇒" | "➔" | "➜" | "⮕" | "🡒" | "🡢" | "🡪" | "維持" | "現状維持" | "横ばい" => {
            Some(Direction::Maintain)
        }
        _ => None,
    }
}

/// The digit that the arrow ↗ turns into when a symbol font is lost in copying.
pub(super) fn is_seven(text: &str) -> bool {
    normal(text) == "7"
}

/// The number in a circle or in brackets as one sign: ① to ㊿, ❶ to ❿, ⑴ to ⒇.
fn in_circle(c: char) -> Option<u8> {
    let from = |first: char| u8::try_from(u32::from(c) - u32::from(first) + 1).ok();
    match c {
        '❶'..='❿' => from('❶'),
        '➀'..='➉' => from('➀'),
        '➊'..='➓' => from('➊'),
        '⑴'..='⒇' => from('⑴'),
        _ => from_circled(c),
    }
}

/// The number an initiative begins with, and its sentence.
pub(super) fn numbered(text: &str) -> Option<(u8, &str)> {
    let mut chars = text.chars();
    let number = in_circle(chars.next()?)?;
    Some((number, chars.as_str().trim()))
}

/// Numbers of initiatives, as a project names them: `① ②`, `①～③`, `1、2`. What is none of it comes second.
pub(super) fn initiatives(text: &str) -> (BTreeSet<u8>, bool) {
    let mut numbers = BTreeSet::new();
    let (mut digits, mut range_from, mut is_odd) = (String::new(), None, false);
    let mut take = |number: u8, range_from: &mut Option<u8>| {
        numbers.extend(range_from.take().unwrap_or(number)..=number);
        numbers.insert(number);
    };
    let mut last = None;
    for c in normal_spaced(text).chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if let Some(number) = digits.parse().ok().filter(|n| (1..=50).contains(n)) {
            take(number, &mut range_from);
            last = Some(number);
        } else if !digits.is_empty() {
            is_odd = true;
        }
        digits.clear();
        if let Some(number) = in_circle(c) {
            take(number, &mut range_from);
            last = Some(number);
        } else if matches!(c, '~' | '〜' | '-') && last.is_some() {
            range_from = last;
        } else if !(c.is_whitespace() || matches!(c, ',' | '、' | '・' | '.')) {
            is_odd = true;
        }
    }
    (numbers, is_odd)
}

fn normal_spaced(text: &str) -> String {
    text.split_whitespace().map(normal).collect::<Vec<_>>().join(" ")
}

/// Code and name of a policy: `3-10 商工業`.
pub(super) fn policy(text: &str) -> Option<(String, &str)> {
    let text = text.strip_prefix("施策").unwrap_or(text).trim_start();
    let (code, name) = text.split_once(char::is_whitespace)?;
    let is_hyphen = |c| matches!(c, '-' | '‐' | '‑' | '–' | '−' | 'ー');
    let code: String = normal(code).chars().map(|c| if is_hyphen(c) { '-' } else { c }).collect();
    let is_number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let fits = (2..=3).contains(&code.split('-').count()) && code.split('-').all(is_number);
    (fits && !name.trim().is_empty()).then(|| (code, name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(number: i32) -> FiscalYear {
        FiscalYear::new(number).unwrap()
    }

    #[test]
    fn labels_in_any_width() {
        for (text, expected) in [
            ("直近実績値 (2024)", Label::Latest),
            ("直近実績値（令和６年度）", Label::Latest),
            ("予算額(千円)", Label::Budget),
            ("当初予算額（千円）", Label::Budget),
            ("Ｎｏ", Label::Number),
            ("■施策指標", Label::Indicators),
            ("成果指標②", Label::Outcome),
            ("R8", Label::Year(year(2026))),
            ("Ｒ１３", Label::Year(year(2031))),
            ("令和8年度", Label::Year(year(2026))),
            ("令和元年度", Label::Year(year(2019))),
        ] {
            assert_eq!(label(text), Some(expected), "{text}");
        }
        for text in [
            "",
            "件",
            "初期値の平均",
            "成果指標の数",
            "R8実績",
            "目標値(",
            "2026",
            "鎌倉彫の年間出荷額(関連収入を含む)",
        ] {
            assert_eq!(label(text), None, "{text}");
        }
    }

    #[test]
    fn directions_in_their_glyphs() {
        for (direction_, texts) in [
            (Direction::Increase, ["↗", "⬈", "➚", "↗\u{fe0f}", "上昇", "↗（増加）"]),
            (Direction::Decrease, ["↘", "⬊", "➘", "↘︎", "減少", "低下"]),
            (Direction::Maintain, ["→", "➡", "⇒", "➡️", "維持", "横ばい"]),
        ] {
            for text in texts {
                assert_eq!(direction(text), Some(direction_), "{text}");
            }
        }
        assert_eq!(direction("7"), None);
        assert!(is_seven("７") && !is_seven("77"));
    }

    #[test]
    fn numbers_of_initiatives() {
        for (text, numbers, is_odd) in [
            ("① ②", vec![1, 2], false),
            ("①②⑳㉑㊿", vec![1, 2, 20, 21, 50], false),
            ("①～③", vec![1, 2, 3], false),
            ("❶、❸", vec![1, 3], false),
            ("１，１２", vec![1, 12], false),
            ("③〜①", vec![1, 3], false),
            ("① 他", vec![1], true),
            ("99", vec![], true),
            ("12345", vec![], true),
        ] {
            let (read, odd) = initiatives(text);
            assert_eq!((read.into_iter().collect::<Vec<_>>(), odd), (numbers, is_odd), "{text}");
        }
        assert_eq!(numbered("④ 支援します"), Some((4, "支援します")));
    }

    #[test]
    fn codes_of_policies() {
        assert_eq!(policy("3-10 商工業"), Some(("3-10".into(), "商工業")));
        assert_eq!(policy("３－１０　商工業"), Some(("3-10".into(), "商工業")));
        assert_eq!(policy("施策1-2-3 子育て 支援"), Some(("1-2-3".into(), "子育て 支援")));
        for text in ["3-10", "310 商工業", "2024-25 計画", "3- 商工業", "商工業 3-10", "a-b c"] {
            assert_eq!(policy(text), None, "{text}");
        }
    }
}
