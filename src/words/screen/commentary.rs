//! The commentary of a year: 成果と課題 and 今後の方向.

use crate::plan::{Field, FiscalYear};
use crate::words::{cell, year};

/// 成果と課題・今後の方向: the heading, and what opens its fields.
pub const COMMENTARY: &str = "成果と課題・今後の方向";
/// Opens the fields of the policy's own, among those of its projects.
pub const COMMENTARY_OF_POLICY: &str = "施策全体の成果と課題・今後の方向";
/// The policy as a whole, where it has no indicators of its own.
pub const WHOLE_POLICY: &str = "施策全体";
/// Nothing was written.
pub const NOT_WRITTEN: &str = "記入なし";

/// What is written, behind the words of what opens the fields: which of the two of each year, and whether people disagree.
pub fn commentary_written(years: &[(FiscalYear, Vec<Field>)], is_disputed: bool) -> String {
    let written = match years {
        [(_, fields)] => match fields.as_slice() {
            [] => NOT_WRITTEN.to_owned(),
            [only] => format!("{}のみ記入あり", cell::field(*only)),
            _ => "記入あり".to_owned(),
        },
        several => {
            let years = several.iter().filter(|(_, fields)| !fields.is_empty()).map(|(of, _)| year::short(*of));
            match years.collect::<Vec<_>>().join("・") {
                none if none.is_empty() => NOT_WRITTEN.to_owned(),
                years => format!("{years}に記入あり"),
            }
        }
    };
    let disputed = if is_disputed { "(食い違いあり)" } else { "" };
    format!(": {written}{disputed}")
}

/// The visible label of a field, which is the end of its name: 「R8 成果と課題」.
pub fn commentary_label(of: FiscalYear, field: Field) -> String {
    format!("{} {}", year::short(of), cell::field(field))
}

/// Before what was written the year before.
pub fn commentary_before(of: FiscalYear, field: Field) -> String {
    format!("前の年度({})の{}", year::short(of), cell::field(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_in_words_what_is_written() {
        let year = |number| FiscalYear::new(number).unwrap();
        let all = Field::COMMENTARY.to_vec();
        for (years, expected) in [
            (vec![(year(2026), vec![])], ": 記入なし"),
            (vec![(year(2026), vec![Field::Outlook])], ": 今後の方向のみ記入あり"),
            (vec![(year(2026), all.clone())], ": 記入あり"),
            (vec![(year(2026), vec![]), (year(2027), vec![])], ": 記入なし"),
            (vec![(year(2026), all), (year(2027), vec![]), (year(2028), vec![Field::Review])], ": R8・R10に記入あり"),
        ] {
            assert_eq!(commentary_written(&years, false), expected);
        }
        assert_eq!(
            commentary_written(&[(year(2026), vec![Field::Review])], true),
            ": 成果と課題のみ記入あり(食い違いあり)"
        );
    }
}
