//! Texts as storage holds them for long: deflated, and written in as few characters as a browser allows.
//!
//! localStorage holds UTF-16, and its room is counted in characters: what stands for 15 bits in one takes less than half of what
//! base64 takes. The characters are those from U+3400 on, 32,768 in a row without surrogates.

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::snapshot::BYTES_AT_MOST;

/// The character that stands for 0.
const FIRST: u32 = 0x3400;
/// Bits in a character.
const BITS: u32 = 15;
/// How much is tried to make it shorter: as little as possible. A file of 20,000 edits is packed in half the time of level 3, into a
/// fifth more.
const LEVEL: u8 = 1;

/// Returns a text in its packed form.
pub fn pack(text: &str) -> String {
    let bytes = compress_to_vec_zlib(text.as_bytes(), LEVEL);
    // The last character is filled up with zeros; the stream knows its own end.
    let (mut packed, mut held, mut count) = (String::with_capacity(bytes.len() * 8 / 5), 0, 0);
    for byte in bytes {
        held = held << 8 | u32::from(byte);
        count += 8;
        if count >= BITS {
            count -= BITS;
            packed.extend(char::from_u32(FIRST + (held >> count)));
            held &= (1 << count) - 1;
        }
    }
    packed.extend(char::from_u32(FIRST + (held << (BITS - count))));
    packed
}

/// Returns the text of a packed form; `None` if it is none, is damaged, or is longer than any file.
pub fn unpack(packed: &str) -> Option<String> {
    let (mut bytes, mut held, mut count) = (Vec::with_capacity(packed.len() * 2 / 3), 0, 0);
    for sign in packed.chars() {
        let bits = u32::from(sign).checked_sub(FIRST).filter(|bits| *bits < 1 << BITS)?;
        held = held << BITS | bits;
        count += BITS;
        while count >= 8 {
            count -= 8;
            bytes.extend(u8::try_from(held >> count).ok());
            held &= (1 << count) - 1;
        }
    }
    String::from_utf8(decompress_to_vec_zlib_with_limit(&bytes, BYTES_AT_MOST).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use crate::edits::{EditSet, fake};
    use crate::format::write_edits;

    use super::*;

    #[test]
    fn a_text_comes_back_and_a_damaged_one_does_not() {
        for text in ["", "a", "港の一覧", &"[{\"id\":\"a-1\"}]".repeat(5_000)] {
            let packed = pack(text);
            assert_eq!(unpack(&packed).as_deref(), Some(text));
            let cut: String = packed.chars().take(packed.chars().count() / 2).collect();
            assert_eq!(unpack(&cut), None, "cut");
            let mut signs: Vec<char> = packed.chars().collect();
            let middle = signs.len() / 2;
            signs[middle] = if signs[middle] == '\u{3401}' { '\u{3402}' } else { '\u{3401}' };
            assert_ne!(unpack(&String::from_iter(signs)).as_deref(), Some(text), "changed");
        }
        for other in ["[]", "\u{33ff}", "\u{b400}", "{\"edits\":[]}"] {
            assert_eq!(unpack(other), None, "{other}");
        }
    }

    #[test]
    fn edits_take_a_tenth_of_their_characters() {
        let edit = |number: u64| {
            let id = format!("{:016x}-1-{:016x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15), number << 40);
            format!(
                r#"{{"id":"{id}","step":"{id}","clock":{number},"at":"2027-05-06T05:00:00.000Z","cell":"3-10-k{}/actual/2026","value":{{"observation":{{"final":"{number}"}}}},"seen":[]}}"#,
                number % 7
            )
        };
        let text = format!("[{}]", (0..1_000).map(edit).collect::<Vec<_>>().join(","));
        let packed = pack(&text).chars().count();
        assert!(packed * 8 < text.len(), "{packed} of {}", text.len());
    }

    /// What five people make who change one cell two hundred times each, having seen the others' changes after every `apart` of
    /// their own: in bytes as a file has it, and as storage holds it.
    fn log_of_five(apart: usize) -> [usize; 2] {
        let mut people: Vec<_> = (1..=5).map(fake::journal).collect();
        let mut all = EditSet::default();
        for round in 0..200 {
            for (person, journal) in people.iter_mut().enumerate() {
                fake::set(journal, "1-k1/actual/2026", fake::number(&format!("{round}.{person}1")));
            }
            if (round + 1) % apart == 0 {
                people.iter().for_each(|journal| all.union(journal.edits()));
                people.iter_mut().for_each(|journal| journal.take(all.iter().cloned()));
            }
        }
        assert_eq!(all.len(), 1_000);
        let text = write_edits(all.iter().map(|edit| &**edit));
        [text.len(), 2 * pack(&text).encode_utf16().count()]
    }

    #[test]
    fn a_cell_that_five_people_change_a_thousand_times_is_kept_in_at_most_300_kilobytes() {
        let sizes = [1, 10, 200].map(log_of_five);
        println!("bytes in a file and in storage, where the others' are seen after 1, 10, 200 of one's own: {sizes:?}");
        assert!(sizes.iter().all(|[_, kept]| *kept <= 300_000), "{sizes:?}");
    }
}
