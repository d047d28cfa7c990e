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

/// Who made an edit; where it does not say, who sent the file it came with.
pub fn who_or_sender(maker: &Maker, sender: Option<&Maker>) -> String {
    let made = who(&maker.author, &maker.department);
    match sender.filter(|sender| !maker.is_known() && sender.is_known()) {
        Some(sender) => format!("{made}(送った人: {})", who(&sender.author, &sender.department)),
        None => made,
    }
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
