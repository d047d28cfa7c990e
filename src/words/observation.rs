//! Observations as cells and as parts of sentences.

use super::language::{Bilingual, said};
use super::number;
use crate::plan::{Missing, Observation};

/// 未入力, 未公表 or 該当なし.
pub fn missing(missing: Missing) -> &'static str {
    match missing {
        Missing::NotEntered => said("未入力", "not entered yet"),
        Missing::NotPublished => said("未公表", "not published"),
        Missing::NotApplicable => said("該当なし", "not applicable"),
    }
}

/// Behind a number that may still change.
pub const PRELIMINARY: Bilingual = Bilingual("(速報)", " (preliminary)");

/// Behind a number that was corrected after its year was closed.
pub const CORRECTED: Bilingual = Bilingual("(訂正)", " (corrected)");

/// Behind a number others have stated otherwise, until somebody decides.
pub const CONFLICT: Bilingual = Bilingual("(不一致あり)", " (entries disagree)");

/// The text of a table's cell: 「71」, 「71(速報)」, 「未公表」.
pub fn in_table(observation: Observation) -> String {
    match observation {
        Observation::Final(value) => number::in_table(value),
        Observation::Preliminary(value) => format!("{}{PRELIMINARY}", number::in_table(value)),
        Observation::NotEntered => missing(Missing::NotEntered).into(),
        Observation::NotPublished => missing(Missing::NotPublished).into(),
        Observation::NotApplicable => missing(Missing::NotApplicable).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_is_a_word() {
        let value = "-1250".parse().unwrap();
        for (observation, text) in [
            (Observation::Final(value), "△1,250"),
            (Observation::Preliminary(value), "△1,250(速報)"),
            (Observation::NotEntered, "未入力"),
            (Observation::NotPublished, "未公表"),
            (Observation::NotApplicable, "該当なし"),
        ] {
            assert_eq!(in_table(observation), text);
        }
    }
}
