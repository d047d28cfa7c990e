//! Some drafts, as a file or a link.

use crate::format::link::LENGTH_TO_WARN;

/// Heading of a choice.
pub const CHOICE: &str = "一部だけを保存・共有する";
/// Explains it.
pub const CHOICE_LEAD: &str = "渡したい項目を選んでください。選んだ項目について、これまでの変更がすべて入ります。";
/// Saves the choice.
pub const SAVE_CHOICE: &str = "選んだ分を保存";
/// Makes a link of the choice.
pub const SHARE: &str = "リンクで共有";
/// Chooses all.
pub const CHOOSE_ALL: &str = "すべて選ぶ";
/// Chooses none.
pub const CHOOSE_NONE: &str = "選択を外す";
/// The link's field.
pub const SHARE_EXPLAINED: &str = "次のリンクを開いた人は、取り込む前に内容を確認できます。";
/// No drafts.
pub const NO_DRAFTS: &str = "このブラウザーに下書きはありません。";

/// How long a link is, and whether that is too long.
pub fn link_length(length: usize) -> String {
    match length > LENGTH_TO_WARN {
        true => format!(
            "リンクの長さは{length}文字です。{}文字を超えると、メールなどで途中で切れることがあります。ファイルで渡すことをお勧めします。",
            LENGTH_TO_WARN
        ),
        false => format!("リンクの長さは{length}文字です。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_links_are_said_to_be_long() {
        assert!(!link_length(8_000).contains("お勧め") && link_length(8_001).contains("お勧め"));
    }
}
