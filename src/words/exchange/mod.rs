//! Words of the screens of exchange: files in and out, who has answered, what was done, publishing.

mod answers;
mod comparison;
mod files;
mod hand_in;
mod history;
mod list;
mod loading;
mod newer;
mod person;
mod publication;
mod share;

pub use answers::*;
pub use comparison::*;
pub use files::*;
pub use hand_in::*;
pub use history::*;
pub use list::*;
pub use loading::*;
pub use newer::*;
pub use person::*;
pub use publication::*;
pub use share::*;

/// The navigation between them.
pub const PARTS: &str = "やりとりの画面";
/// Files.
pub const FILES: &str = "保存と読み込み";
/// Who has answered.
pub const ANSWERS: &str = "回答の状況";
/// Everything that was done.
pub const HISTORY: &str = "変更の履歴";
/// Publishing.
pub const PUBLISH: &str = "公開用に保存";
