//! The verdict of an assessment, and the numbers it was made from.

use rust_decimal::Decimal as Exact;

use super::isolate::isolated;
use super::language::{Bilingual, said};
use super::{figure, number, observation, year};
use crate::plan::{Assessment, Decimal, Direction, Indicator, Missing, NoVerdict, Reference, Verdict, VerdictGroup};

/// The verdict itself: 「順調」.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Achieved => said("達成", "Achieved"),
        Verdict::OnTrack => said("順調", "On track"),
        Verdict::SlightlyBehind => said("やや遅れ", "Slightly behind"),
        Verdict::Behind => said("遅れ", "Behind"),
        Verdict::NotAchieved => said("未達", "Not achieved"),
        Verdict::Worsened => said("後退", "Worsened"),
        Verdict::Improved => said("改善", "Improved"),
        Verdict::Unchanged => said("横ばい", "Unchanged"),
        Verdict::Maintained => said("維持", "Maintained"),
        Verdict::Above => said("上振れ", "Above"),
        Verdict::Below => said("下振れ", "Below"),
    }
}

/// The group of the overview: 「良好」.
pub fn group(group: VerdictGroup) -> &'static str {
    match group {
        VerdictGroup::Good => "良好",
        VerdictGroup::Watch => "注視",
        VerdictGroup::Concern => "課題",
    }
}

/// In the place of a verdict where there is none.
pub const NO_VERDICT: Bilingual = Bilingual("判定なし", "Not assessed");

/// The verdict, or that there is none.
pub fn verdict_or_none(found: Option<Verdict>) -> &'static str {
    found.map_or_else(|| said(NO_VERDICT.0, NO_VERDICT.1), verdict)
}

/// Heading of what the words mean.
pub const HOW: &str = "判定の見かた";
/// What is held against what.
pub const HOW_LEAD: &str = "新しい実績を、基準の値(初期値。なければ、計画の前の直近実績値)や目標値と比べています。";

/// What a verdict means, or that there is none; the rules are in [`crate::plan::assess`].
pub fn meaning(found: Option<Verdict>) -> &'static str {
    let Some(found) = found else {
        return "判定に必要な値や年度がそろっていません。理由は、それぞれの指標に示しています。";
    };
    match found {
        Verdict::Achieved => "目標値に届きました。",
        Verdict::OnTrack => "目標値へ、過ぎた年数に見合う進みの95%以上で進んでいます。",
        Verdict::SlightlyBehind => "目標値への進みが、過ぎた年数に見合う進みの60%以上95%未満です。",
        Verdict::Behind => "目標値への進みが、過ぎた年数に見合う進みの60%未満です。",
        Verdict::NotAchieved => "目標の年度になりましたが、目標値に届いていません。",
        Verdict::Worsened => "目指す方向と逆に動きました。",
        Verdict::Improved => "目指す方向に動きました。",
        Verdict::Unchanged => "変化が、横ばいとみなす幅の中です。",
        Verdict::Maintained => "保とうとしている値が、横ばいとみなす幅の中にあります。",
        Verdict::Above => "保とうとしている値が、横ばいとみなす幅より上にあります。",
        Verdict::Below => "保とうとしている値が、横ばいとみなす幅より下にあります。",
    }
}

/// A direction in words: 「増加」.
pub fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Increase => "増加",
        Direction::Decrease => "減少",
        Direction::Maintain => "維持",
    }
}

/// A direction as its arrow: 「↗」.
pub fn arrow(direction: Direction) -> &'static str {
    match direction {
        Direction::Increase => "↗",
        Direction::Decrease => "↘",
        Direction::Maintain => "→",
    }
}

/// Why there is no verdict, in short, for counts and cells: 「実績が未入力」.
pub fn no_verdict(reason: NoVerdict) -> &'static str {
    match reason {
        NoVerdict::NoReference => "基準となる値がない",
        NoVerdict::NoActual(Missing::NotEntered) => "実績が未入力",
        NoVerdict::NoActual(Missing::NotPublished) => "実績が未公表",
        NoVerdict::NoActual(Missing::NotApplicable) => "実績が該当なし",
        NoVerdict::Retired => "廃止",
        NoVerdict::TargetAnnounced => "目標値が未記載",
        NoVerdict::NothingStated => "目指す方向も目標値も記載がない",
        NoVerdict::YearsOutOfOrder => "年度の前後関係が合わない",
    }
}

/// The verdict, or that there is none and why.
pub fn verdict_or_why(found: Result<Verdict, NoVerdict>) -> String {
    match found {
        Ok(found) => verdict(found).to_owned(),
        Err(why) => format!("{NO_VERDICT}({})", no_verdict(why)),
    }
}

/// What marks a verdict besides its colour, by its group; none for no verdict.
pub fn sign(group: Option<VerdictGroup>) -> &'static str {
    match group {
        Some(VerdictGroup::Good) => "●",
        Some(VerdictGroup::Watch) => "▲",
        Some(VerdictGroup::Concern) => "■",
        None => "－",
    }
}

/// Why there is no verdict, as a sentence.
pub fn no_verdict_sentence(reason: NoVerdict) -> &'static str {
    match reason {
        NoVerdict::NoReference => "初期値も直近実績値もなく、基準となる値がないため、判定できません。",
        NoVerdict::NoActual(Missing::NotEntered) => "実績が未入力のため、まだ判定できません。",
        NoVerdict::NoActual(Missing::NotPublished) => "実績が未公表のため、まだ判定できません。",
        NoVerdict::NoActual(Missing::NotApplicable) => "実績が該当なしのため、判定できません。",
        NoVerdict::Retired => "廃止され、実績を求める年度がないため、判定しません。",
        NoVerdict::TargetAnnounced => {
            "目標値の欄はありますが値が未記載で、目指す方向も記載がないため、判定できません。"
        }
        NoVerdict::NothingStated => "目指す方向も目標値も記載がないため、判定できません。",
        NoVerdict::YearsOutOfOrder => {
            "実績や目標の年度が基準の年度より後になっていないか、基準の年が分からないため、判定できません。"
        }
    }
}

/// Where a reference value comes from, with its year: 「直近実績値(2024年)」.
pub fn reference_name(reference: Reference) -> String {
    match (reference.is_baseline, reference.year) {
        (true, Some(of)) => format!("初期値({}の値とみなします)", year::in_sentence(of)),
        (true, None) => "初期値".into(),
        (false, Some(of)) => format!("直近実績値({})", year::printed(of)),
        (false, None) => "直近実績値(年の記載なし)".into(),
    }
}

/// The verdict, or why there is none, and every number it was made from, as sentences.
pub fn sentences(indicator: &Indicator, assessment: &Assessment) -> String {
    let verdict = match assessment.verdict {
        Ok(found) => format!("判定は「{}」です。", verdict(found)),
        Err(reason) => no_verdict_sentence(reason).into(),
    };
    let numbers = [reference(indicator, assessment), current(indicator, assessment)];
    let mut said: Vec<String> = std::iter::once(verdict).chain(numbers.into_iter().flatten()).collect();
    said.extend(changes(indicator, assessment));
    said.extend(against_target(indicator, assessment));
    said.extend(by_direction(indicator, assessment));
    said.concat()
}

/// What is said of a verdict beside itself and the newest number, where both are shown by themselves: why there is no verdict, and
/// every other number it was made from.
pub fn grounds(indicator: &Indicator, assessment: &Assessment) -> String {
    let why = assessment.verdict.err().map(|reason| no_verdict_sentence(reason).to_owned());
    // Without a current value, the reference is the number that is shown.
    let reference = reference(indicator, assessment).filter(|_| assessment.current.is_some());
    let mut said: Vec<String> = why.into_iter().chain(reference).collect();
    said.extend(changes(indicator, assessment));
    said.extend(against_target(indicator, assessment));
    said.extend(by_direction(indicator, assessment));
    said.concat()
}

/// The change from the reference in short: 「初期値(R7) 71件から +8件」.
pub fn change_in_short(reference: Reference, change: Exact, unit: &str, unit_of_difference: &str) -> String {
    let (value, unit) = (number::in_table(reference.value), isolated(unit));
    let difference = number::difference(change);
    format!("{} {value}{unit}から {difference}{}", reference_in_short(reference), isolated(unit_of_difference))
}

/// Where a reference value comes from, in short: 「直近実績値(2024年)」, 「初期値(R7)」.
pub fn reference_in_short(reference: Reference) -> String {
    match (reference.is_baseline, reference.year) {
        (true, Some(of)) => format!("{}({})", figure::BASELINE, year::short(of)),
        (true, None) => figure::BASELINE.into(),
        (false, Some(of)) => format!("{}({})", figure::LATEST, year::printed(of)),
        (false, None) => figure::LATEST.into(),
    }
}

fn with_unit(value: Decimal, indicator: &Indicator) -> String {
    format!("{}{}", number::in_sentence(value), isolated(&indicator.unit))
}

fn reference(indicator: &Indicator, assessment: &Assessment) -> Option<String> {
    let reference = assessment.reference?;
    Some(format!("基準は{}の{}です。", reference_name(reference), with_unit(reference.value, indicator)))
}

fn current(indicator: &Indicator, assessment: &Assessment) -> Option<String> {
    let current = assessment.current?;
    let mark = if current.is_preliminary { &*observation::PRELIMINARY } else { "" };
    Some(format!("現在値は{}の{}{mark}です。", year::in_sentence(current.year), with_unit(current.value, indicator)))
}

/// The changes from the reference and from the year before.
fn changes(indicator: &Indicator, assessment: &Assessment) -> Vec<String> {
    let unit = isolated(number::unit_of_difference(&indicator.unit, indicator.is_percentage()));
    let change = assessment.change.map(|change| format!("基準からの変化は{}{unit}です。", number::difference(change)));
    let yearly = assessment
        .change_from_year_before
        .map(|change| format!("前の年度からの変化は{}{unit}です。", number::difference(change)));
    [change, yearly].into_iter().flatten().collect()
}

/// Target, progress, pace and achievement.
fn against_target(indicator: &Indicator, assessment: &Assessment) -> Vec<String> {
    let Some(target) = indicator.target.number() else { return Vec::new() };
    let stated = format!("目標は{}の{}です。", year::in_sentence(indicator.target_year), with_unit(target, indicator));
    let progress = assessment.progress.map(|progress| {
        let percent = number::exact(progress.floor_times(100));
        format!("基準から目標までの進み具合は{percent}%です。")
    });
    let pace = assessment.pace.map(|pace| {
        // Two decimals, cut down: 0.949… must not read as the 0.95 it did not reach.
        let mut ratio = pace.ratio.floor_times(100);
        ratio.set_scale(2).ok();
        format!(
            "計画の{}年のうち{}年が過ぎ、進み具合の時間に対する比は{}です(0.95以上が順調、0.60以上がやや遅れ)。",
            pace.planned,
            pace.elapsed,
            number::exact(ratio)
        )
    });
    let achievement = assessment.achievement.map(|achievement| {
        let percent = number::exact(achievement.floor_times(100));
        format!("達成率(現在値÷目標値)は{percent}%です。")
    });
    [Some(stated), progress, pace, achievement].into_iter().flatten().collect()
}

/// Direction, its own verdict where the target gave another, and the band.
fn by_direction(indicator: &Indicator, assessment: &Assessment) -> Vec<String> {
    let stated = indicator.direction.map(|stated| match assessment.by_direction {
        Some(found) if assessment.by_target.is_some() => {
            format!("目指す方向({})から見ると「{}」です。", direction(stated), verdict(found))
        }
        _ => format!("目指す方向は{}です。", direction(stated)),
    });
    let unit = isolated(number::unit_of_difference(&indicator.unit, indicator.is_percentage()));
    let band = (indicator.band != Decimal::ZERO)
        .then(|| format!("±{}{unit}までの差は、差がないものとみなします。", number::in_sentence(indicator.band)));
    [stated, band].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::plan::{FiscalYear, Observation, SubjectId, Target, assess};

    fn year(number: i32) -> FiscalYear {
        FiscalYear::new(number).unwrap()
    }

    fn observed(text: &str) -> Observation {
        text.parse().map_or(Observation::NotEntered, Observation::Final)
    }

    fn indicator(unit: &str, latest: &str, target: &str, actuals: &[(i32, &str)]) -> Indicator {
        let mut all: BTreeMap<_, _> = year(2026).to(year(2030)).map(|y| (y, Observation::NotEntered)).collect();
        all.extend(actuals.iter().map(|(of, text)| (year(*of), observed(text))));
        Indicator {
            id: SubjectId::new("k1").unwrap(),
            name: "件数".into(),
            unit: unit.into(),
            latest: observed(latest),
            latest_year: Some(year(2025)),
            direction: None,
            target: target.parse().map_or(Target::NotStated, Target::Number),
            target_year: year(2030),
            source: String::new(),
            band: Decimal::ZERO,
            baseline: Observation::NotEntered,
            baseline_year: year(2025),
            actuals: all,
            retired: None,
        }
    }

    fn said(indicator: &Indicator) -> String {
        sentences(indicator, &assess(indicator, year(2030)))
    }

    #[test]
    fn the_word_comes_with_its_inputs() {
        let mut one = indicator("件", "40", "60", &[(2027, "48"), (2028, "50")]);
        assert_eq!(
            said(&one),
            "判定は「やや遅れ」です。基準は直近実績値(2025年)の40件です。現在値は令和10(2028)年度の50件です。\
             基準からの変化は+10件です。前の年度からの変化は+2件です。目標は令和12(2030)年度の60件です。\
             基準から目標までの進み具合は50%です。計画の5年のうち3年が過ぎ、進み具合の時間に対する比は0.83です\
             (0.95以上が順調、0.60以上がやや遅れ)。達成率(現在値÷目標値)は83%です。"
        );
        one.direction = Some(Direction::Increase);
        one.band = "2".parse().unwrap();
        assert!(
            said(&one).ends_with("目指す方向(増加)から見ると「改善」です。±2件までの差は、差がないものとみなします。")
        );
    }

    #[test]
    fn grounds_say_neither_the_word_nor_the_number_that_stand_above_them() {
        let grounds = |of: &Indicator| grounds(of, &assess(of, year(2030)));
        let mut one = indicator("件", "40", "-", &[(2027, "48"), (2028, "50")]);
        one.direction = Some(Direction::Increase);
        assert_eq!(
            grounds(&one),
            "基準は直近実績値(2025年)の40件です。基準からの変化は+10件です。前の年度からの変化は+2件です。目指す方向は増加です。"
        );
        assert_eq!(grounds(&indicator("件", "71", "-", &[])), "実績が未入力のため、まだ判定できません。");
        let unstated = indicator("件", "40", "-", &[(2027, "50")]);
        assert!(grounds(&unstated).starts_with("目指す方向も目標値も記載がないため、判定できません。基準は"));
    }

    #[test]
    fn a_change_in_short_names_what_it_is_from() {
        let reference = |year, is_baseline| Reference { value: "71".parse().unwrap(), year, is_baseline };
        let change = Exact::from(8);
        for (reference, said) in [
            (reference(Some(year(2025)), true), "初期値(R7) 71件から +8件"),
            (reference(Some(year(2024)), false), "直近実績値(2024年) 71件から +8件"),
            (reference(None, false), "直近実績値 71件から +8件"),
        ] {
            assert_eq!(change_in_short(reference, change, "件", "件"), said);
        }
    }

    #[test]
    fn a_baseline_bears_its_year_as_an_assumption_and_percentages_change_by_points() {
        let mut one = indicator("%", "57", "-", &[(2026, "56.5")]);
        one.baseline = observed("58");
        one.direction = Some(Direction::Decrease);
        assert_eq!(
            said(&one),
            "判定は「改善」です。基準は初期値(令和7(2025)年度の値とみなします)の58%です。\
             現在値は令和8(2026)年度の56.5%です。基準からの変化は−1.5ポイントです。\
             前の年度からの変化は−1.5ポイントです。目指す方向は減少です。"
        );
    }

    #[test]
    fn without_a_word_the_reason_comes_first() {
        let seed = indicator("件", "71", "-", &[]);
        assert_eq!(said(&seed), "実績が未入力のため、まだ判定できません。基準は直近実績値(2025年)の71件です。");
        let unstated = indicator("件", "40", "-", &[(2027, "50")]);
        assert!(said(&unstated).starts_with("目指す方向も目標値も記載がないため、判定できません。"));
        let nothing = indicator("件", "-", "60", &[(2027, "50")]);
        assert!(said(&nothing).starts_with("初期値も直近実績値もなく"));
    }

    #[test]
    fn pace_never_claims_a_cut_it_did_not_reach() {
        let one = indicator("件", "0", "1000", &[(2027, "379.9")]);
        assert!(said(&one).contains("比は0.94です"), "{}", said(&one));
    }
}
