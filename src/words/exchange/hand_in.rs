//! Handing in: a department's part of a year, to whoever collects.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::edits::{Answer, Maker};
use crate::plan::{Field, FiscalYear, Missing, Observation, Plan, Timestamp};
use crate::words::isolate::isolated;
use crate::words::screen::who;
use crate::words::{cell, file, observation, overview, sheet, year};

/// Leads to handing in.
pub const HAND_IN: &str = "提出する";
/// What it is.
pub const HAND_IN_LEAD: &str = "入力した内容を1つのファイルに保存し、取りまとめの担当へ送ります。提出したあとも入力を続けられ、何度でも提出できます。";
/// The department.
pub const HANDS_IN: &str = "提出する課";
/// The choice of no department: everything is handed in.
pub const ALL_DEPARTMENTS: &str = "選ばない(すべての課)";
/// No department is chosen: the question before everybody's part is handed in.
pub const NONE_CHOSEN: &str = "提出する課が選ばれていません";
/// The same where a department is chosen that answers for nothing.
pub const NOTHING_ASKED: &str = "選ばれている課が回答する項目は、この計画にありません";
/// What that means.
pub const NONE_CHOSEN_LEAD: &str = "回答する課を選ぶと、その課の回答として提出されます。選ばないと、このブラウザーで入力した内容を、すべての課の回答としてまとめて提出します。";
/// Goes to the choice.
pub const CHOOSE_DEPARTMENT: &str = "課を選ぶ";
/// Hands everything in.
pub const HAND_IN_ALL: &str = "すべての課の回答として提出する";
/// Heading of how far the year is filled in.
pub const HAND_IN_STATE: &str = "入力の状況";
/// Nothing is left to do.
pub const HAND_IN_COMPLETE: &str = "未入力の項目はありません。";
/// What is missing does not hold anybody up.
pub const HAND_IN_INCOMPLETE: &str = "未入力の項目(入力しないまま提出することもできます)";
/// What is 要確認 does not, either.
pub const HAND_IN_TO_CONFIRM: &str = "要確認のままの項目(そのまま提出することもできます)";
/// Nor does commentary that nobody has written.
pub const HAND_IN_UNWRITTEN: &str = "まだ書かれていない成果と課題・今後の方向(任意です)";
/// When a file to hand in was saved last.
pub fn handed_in_before(at: Timestamp) -> String {
    format!("前回は{}に保存しました。", file::moment(at))
}
/// Saves the file.
pub const SAVE_TO_HAND_IN: &str = "提出用のファイルを保存";
/// Heading of what to do with it.
pub const NEXT: &str = "次にすること";
/// The field of the address of whoever collects.
pub const COLLECTOR: &str = "取りまとめの担当のメールアドレス(任意)";
/// Opens a mail.
pub const PREPARE_MAIL: &str = "メールを用意する";
/// Why the mail has no file.
pub const ATTACH: &str =
    "メールの画面が開いたら、保存したファイルを添付して送ってください。ファイルは自動では添付されません。";
/// What happens when it is handed in again.
pub const AGAIN: &str = "あとから直したときは、もう一度提出してください。取りまとめるときは、前の提出に重ねて取り込まれ、同じ変更が二重になることはありません。";

/// What printing the screen is for.
pub const PRINT_ANSWER_LEAD: &str = "押印や控えのために、この回答をA4の表に印刷できます。";
/// On paper: the heads of the answer's table before the year that is answered for, and behind it.
pub const ANSWER_BEFORE: [&str; 3] = [sheet::PAPER_NAME, "単位", "前の値"];
/// See [`ANSWER_BEFORE`].
pub const ANSWER_BEHIND: [&str; 2] = ["状態", "備考"];
/// On paper: who puts their stamp under the answer.
pub const STAMPS: [&str; 3] = ["課長", "係長", "担当"];
/// On paper: the name of their table.
pub const STAMPS_NAME: &str = "押印欄";
/// On paper: before who entered it.
pub const ENTERED_BY: &str = "入力した人";
/// On paper: before the day.
pub const PRINTED_ON: &str = "印刷した日";

/// On paper: what it is.
pub fn answer_head(plan: &Plan, of: FiscalYear) -> String {
    format!("{} {}の回答", overview::head(plan), year::in_sentence(of))
}

/// On paper: what the values of a row are of. The unit has a column of its own.
pub fn answer_name(plan: &Plan, of: &crate::plan::Cell) -> String {
    match of.field() {
        Field::Budget => crate::words::figure::BUDGET.to_string(),
        Field::Settlement => crate::words::figure::SETTLEMENT.to_string(),
        _ => cell::subject(plan, of),
    }
}

/// On paper: whether a value is there, and how certain it is.
pub fn answer_state(observed: Observation) -> &'static str {
    match observed {
        Observation::Final(_) => "確定",
        Observation::Preliminary(_) => "速報",
        Observation::NotEntered => observation::missing(Missing::NotEntered),
        Observation::NotPublished => observation::missing(Missing::NotPublished),
        Observation::NotApplicable => observation::missing(Missing::NotApplicable),
    }
}

/// On paper: a fact about the answer.
pub fn answer_fact(label: &str, text: &str) -> String {
    format!("{label}: {}", isolated(text))
}

/// On paper: before the names of what is missing.
pub fn missing_on_paper(count: usize) -> String {
    format!("未入力の項目({count}項目):")
}

/// On paper: the day.
pub fn printed_on(at: Timestamp) -> String {
    answer_fact(PRINTED_ON, &file::date(at))
}

/// The heading.
pub fn hand_in_head(of: FiscalYear) -> String {
    format!("{}の提出", year::in_sentence(of))
}

/// How far the year is filled in.
pub fn hand_in_state(answer: &Answer) -> String {
    let whose = match answer.department.as_str() {
        "" => "すべての課".into(),
        department => isolated(department),
    };
    format!(
        "{whose}の{}項目のうち、入力済み{}、未入力{}、確認済み{}",
        answer.total,
        answer.filled,
        answer.missing.len(),
        answer.confirmed
    )
}

/// The file was saved.
pub fn saved_to_hand_in(name: &str) -> String {
    format!("「{}」を保存しました。このファイルを、取りまとめの担当へ送ってください。", isolated(name))
}

/// The address that opens a mail to whoever collects, with all but the file.
pub fn mail(to: &str, of: FiscalYear, answer: &Answer, maker: &Maker, file: &str) -> String {
    const KEPT: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'@').remove(b'.').remove(b'-').remove(b'_').remove(b'+').remove(b',');
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let subject = format!("施策シート {}", hand_in_head(of));
    let by = if maker.is_known() { format!("{}\r\n", who(&maker.author, &maker.department)) } else { String::new() };
    let body = format!(
        "{by}{}の施策シートを提出します。\r\n{}\r\n添付ファイル: {file}\r\n",
        year::in_sentence(of),
        hand_in_state(answer)
    );
    format!("mailto:{}?subject={}&body={}", utf8_percent_encode(to.trim(), KEPT), encoded(&subject), encoded(&body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_says_who_hands_in_what_and_its_address_holds_nothing_else() {
        let answer = Answer {
            department: "産業課".into(),
            total: 20,
            filled: 18,
            confirmed: 5,
            conflicting: 0,
            missing: vec!["k1/actual/2026".parse().unwrap(), "k2/actual/2026".parse().unwrap()],
        };
        let maker = Maker { author: Some("鎌倉花子".into()), department: Some("産業課".into()) };
        let of = FiscalYear::new(2026).unwrap();
        let address = mail("kikaku@city.example.jp?bcc=x&y", of, &answer, &maker, "a&b.json");
        let (to, rest) = address.split_once("?subject=").unwrap();
        assert_eq!(to, "mailto:kikaku@city.example.jp%3Fbcc%3Dx%26y");
        let read = percent_encoding::percent_decode_str(rest).decode_utf8().unwrap();
        assert_eq!(
            read,
            "施策シート 令和8(2026)年度の提出&body=産業課 鎌倉花子\r\n令和8(2026)年度の施策シートを提出します。\r\n産業課の20項目のうち、入力済み18、未入力2、確認済み5\r\n添付ファイル: a&b.json\r\n"
        );
        assert_eq!(rest.matches('&').count(), 1);
    }
}
