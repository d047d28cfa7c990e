//! Who sits here.

use crate::words::screen;

/// The next person sits down.
pub const NEXT_PERSON: &str = "交代する";
/// Nobody said who sits here.
pub const FIRST_PERSON: &str = "入力する人を記入する";

/// Who sits here.
pub fn sitting(author: &Option<String>, department: &Option<String>) -> String {
    format!("入力する人: {}", screen::who(author, department))
}
