//! Handing in: a department's part of a year, to whoever collects.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::edits::{Answer, Maker};
use crate::plan::FiscalYear;
use crate::words::isolate::isolated;
use crate::words::screen::who;
use crate::words::year;

/// Leads to handing in.
pub const HAND_IN: &str = "提出する";
/// What it is.
pub const HAND_IN_LEAD: &str = "入力した内容を1つのファイルに保存し、取りまとめの担当へ送ります。提出したあとも入力を続けられ、何度でも提出できます。";
/// The department.
pub const HANDS_IN: &str = "提出する課";
/// The choice of no department: everything is handed in.
pub const ALL_DEPARTMENTS: &str = "選ばない(すべての課)";
/// Heading of how far the year is filled in.
pub const HAND_IN_STATE: &str = "入力の状況";
/// Nothing is left to do.
pub const HAND_IN_COMPLETE: &str = "未入力の項目はありません。";
/// What is missing does not hold anybody up.
pub const HAND_IN_INCOMPLETE: &str = "未入力の項目(入力しないまま提出することもできます)";
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
pub const AGAIN: &str = "あとから直したときは、もう一度提出してください。取りまとめでは、前の提出に重ねて取り込まれ、同じ変更が二重になることはありません。";

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
