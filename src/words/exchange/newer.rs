//! What a newer release entered.

/// So many changes of a newer release are here.
pub fn foreign(count: usize) -> String {
    format!("新しい版で入力された内容が{count}件あります。消さずに取ってあります。")
}

/// So many changes of a newer release are in the files that are compared.
pub fn foreign_in_files(count: usize) -> String {
    format!(
        "新しい版で入力された内容が{count}件あります。この版では表示できませんが、取り込めば消さずに取っておきます。"
    )
}

/// They are not published.
pub const FOREIGN_NOT_PUBLISHED: &str = "この版では表示できないため、公開用のファイルには入りません。";
/// A cell has a value of a newer release.
pub const NEWER_VALUE: &str = "新しい版で入力された値があります";
