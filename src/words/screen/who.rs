//! Who made or sent a change, and when.

use crate::edits::{Edit, Maker};
use crate::plan::{Timestamp, is_blank};
use crate::words::isolate::isolated;
use crate::words::{exchange, file};

/// Who.
pub fn who(author: &Option<String>, department: &Option<String>) -> String {
    let who = [department, author]
        .into_iter()
        .flatten()
        .filter(|text| !is_blank(text))
        .map(|text| isolated(text))
        .collect::<Vec<_>>()
        .join(" ");
    if who.is_empty() { "氏名の記載なし".to_owned() } else { who }
}

/// Who made an edit; what it does not say of that, and who sent the file it came with does.
pub fn who_or_sender(maker: &Maker, sender: Option<&Maker>) -> String {
    let made = who(&maker.author, &maker.department);
    let sent = match sender {
        Some(sender) if !maker.is_known() && sender.is_known() => who(&sender.author, &sender.department),
        // Two people of one department are told apart.
        Some(sender) if maker.author.is_none() && maker.department == sender.department && sender.author.is_some() => {
            who(&sender.author, &None)
        }
        _ => return made,
    };
    format!("{made}(送った人: {sent})")
}

/// Who made an edit, or sent it, and when; of one that takes back, that it does.
pub fn who_made(edit: &Edit, sender: Option<&Maker>) -> String {
    let by = format!("{} {}", who_or_sender(&edit.maker, sender), file::moment(edit.at));
    if edit.retracts().is_some() { format!("{}: {by}", exchange::TAKES_BACK) } else { by }
}

/// Who and when.
pub fn by(author: &Option<String>, department: &Option<String>, at: Timestamp) -> String {
    format!("{} {}", who(author, department), file::moment(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_of_one_department_are_told_apart_by_who_sent_the_file() {
        let maker = |author: &str, department: &str| Maker {
            author: (!author.is_empty()).then(|| author.to_owned()),
            department: (!department.is_empty()).then(|| department.to_owned()),
        };
        let sender = maker("山田 花子", "産業課");
        for (made, said) in [
            (maker("", ""), "氏名の記載なし(送った人: 産業課 山田 花子)"),
            (maker("", "産業課"), "産業課(送った人: 山田 花子)"),
            (maker("佐藤 一郎", "産業課"), "産業課 佐藤 一郎"),
            (maker("", "観光課"), "観光課"),
        ] {
            assert_eq!(who_or_sender(&made, Some(&sender)), said);
        }
        assert_eq!(who_or_sender(&maker("", "産業課"), None), "産業課");
    }
}
