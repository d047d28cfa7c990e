//! Words in and around fields.

use super::isolate::isolated;
use super::{number, observation};
use crate::format::entry::{EntryError, NoValue};
use crate::format::typed::TypedError;
use crate::plan::{Cell, Direction, Doubt, Observation, Plan, Target, Value};

/// Below a doubtful value: the reason can be noted.
pub const REASON_WANTED: &str =
    "注意のある値です。正しければ、理由を備考か庁内メモに書いておくと、取りまとめの担当に伝わります。";

/// Behind a doubt: the reason that was noted.
pub fn reason_noted(note: &str) -> String {
    format!("(書かれた理由: {})", isolated(note))
}

/// A cell's value as its field shows it, to be typed over.
pub fn field_text(plan: &Plan, cell: &Cell, value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Observation(Observation::Final(value)) => number::in_sentence(*value),
        Value::Observation(Observation::Preliminary(value)) => {
            format!("{}{}", number::in_sentence(*value), observation::PRELIMINARY)
        }
        Value::Observation(Observation::NotEntered) => String::new(),
        Value::Observation(other) => observation::in_table(*other),
        Value::Direction(direction) => direction_key(*direction).into(),
        Value::Target(Target::Number(value)) | Value::Number(Some(value)) => number::in_sentence(*value),
        Value::Target(_) | Value::Number(None) | Value::Year(None) | Value::Confirmation(_) => String::new(),
        Value::Year(Some(year)) => year.number().to_string(),
        Value::Initiatives(links) => super::cell::initiatives(plan, &cell.subject, links),
        Value::Role(_) | Value::Place(_) => String::new(),
    }
}

/// A direction's key in a field of choices, which is its name in files.
pub fn direction_key(direction: Option<Direction>) -> &'static str {
    match direction {
        Some(Direction::Increase) => "increase",
        Some(Direction::Decrease) => "decrease",
        Some(Direction::Maintain) => "maintain",
        None => "",
    }
}

/// What is wrong with what was typed. The text stays as it is.
pub fn wrong(error: EntryError) -> &'static str {
    match error {
        EntryError::Number(TypedError::Empty) => "*数を入力してください。",
        EntryError::Number(TypedError::NotANumber) => {
            "*数として読めません。数、または「未公表」「該当なし」を入力してください。入力した文字は残しています。"
        }
        EntryError::Number(TypedError::MoreThanANumber) => {
            "*数のあとに別の文字があります。数だけを入力してください。入力した文字は残しています。"
        }
        EntryError::Number(TypedError::Grouping) => {
            "*桁区切りのカンマの位置が合いません。カンマなしでも入力できます。入力した文字は残しています。"
        }
        EntryError::Number(TypedError::TooLong) => "*桁が多すぎます。整数は15桁、小数は6桁までです。",
        EntryError::Year => "*年として読めません。「2030」または「R12」のように入力してください。",
        EntryError::Initiatives => "*主な取組の番号として読めません。「①②」または「1 2」のように入力してください。",
        EntryError::NoSuchInitiative => "*この番号の主な取組はありません。",
        EntryError::NegativeBand => "*幅は0以上の数で入力してください。",
        EntryError::TooLong => {
            "*文字が多すぎます。日本語でおよそ3万3千文字までです。短くしてください。入力した文字は残しています。"
        }
        EntryError::RemarkOpen => {
            "*この言葉は備考に残りますが、備考の入力が食い違っています。先に備考を決めてください。入力した文字は残しています。"
        }
        EntryError::Choice => "*選択肢から選んでください。",
    }
}

/// Why what stands in a field is no value yet.
pub fn no_value(why: NoValue) -> &'static str {
    match why {
        NoValue::Entry(error) => wrong(error),
        NoValue::ReasonMissing => super::closing::REASON_MISSING,
        NoValue::Refused => {
            "*まだ保存していません。もう一度保存するにはEnterキー、元の値に戻すにはEscキーを押してください。"
        }
        NoValue::Unconfirmed => {
            "*前に入力され、保存されなかった文字です。保存するにはEnterキー、元の値に戻すにはEscキーを押してください。"
        }
    }
}

/// What was typed became no value, said when the field is left.
pub fn refused(plan: &Plan, cell: &Cell, why: NoValue) -> String {
    let why = no_value(why);
    format!("「{}」: {}", isolated(&super::cell::name(plan, cell)), why.strip_prefix('*').unwrap_or(why))
}

/// A doubt about a value that was taken all the same.
pub fn doubt(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::PercentOutside => "注意: 割合が0〜100%の範囲を外れています。",
        Doubt::FarOff => "注意: 前の値と5倍以上違います。",
        Doubt::AboveBudget => "注意: 決算額が予算額を上回っています。",
        Doubt::LikeYen => "注意: ほかの年や予算の10倍以上です。円で入力していませんか。",
        Doubt::NoughtAsDash => {
            "注意: 該当なしとしました。0のことであれば「0」と入力してください。該当なしであれば、備考に理由を書くとこの注意は消えます。"
        }
        Doubt::NegativeAmount => "注意: 金額がマイナスです。",
        Doubt::NoName => "注意: 空欄です。このままでは、名前のない項目として公開されます。",
        Doubt::SameNumber => "注意: 同じ番号の事業がほかにあります。",
    }
}
