//! Digits and signs in other forms: full width, circled.

/// Returns a full-width sign of ASCII as its plain one, and any other character as it is.
pub fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Returns a number from 1 to 20 in a circle: ① to ⑳.
pub fn circled(number: usize) -> Option<char> {
    let number = u32::try_from(number).ok().filter(|number| (1..=20).contains(number))?;
    char::from_u32(u32::from('①') - 1 + number)
}

/// Returns the number in a circle: ① to ㊿.
pub fn from_circled(c: char) -> Option<u8> {
    let (first, number) = match c {
        '①'..='⑳' => ('①', 1),
        '㉑'..='㉟' => ('㉑', 21),
        '㊱'..='㊿' => ('㊱', 36),
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(first) + number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_read_as_they_are_written() {
        for number in 1..=20 {
            assert_eq!(circled(number.into()).and_then(from_circled), Some(number));
        }
        assert_eq!([0, 21].map(circled), [None, None]);
        assert_eq!(['㉑', '㉟', '㊱', '㊿'].map(from_circled), [Some(21), Some(35), Some(36), Some(50)]);
        assert_eq!(['⓪', '1', '❶', '⑴'].map(from_circled), [None; 4]);
    }

    #[test]
    fn full_width_is_one_form_of_ascii() {
        assert_eq!("ＡＺ０９！～－　ア1".chars().map(half_width).collect::<String>(), "AZ09!~-　ア1");
    }
}
