//! Places: where a subject stands among those beside it, so that one can always be put between two others.

use serde_json::Value as Json;

use super::json::{InJson, JsonFault};

/// A place in an order: a fraction in digits of base 36 (`0` to `9`, `a` to `z`), of which the last is not `0`. Between any two lies
/// another, so that putting a subject elsewhere changes its own place alone, and what two people move does not meet.
///
/// The crate `fractional_index` (2.0.2) does the same for places it made itself, and panics on some of others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(Box<str>);

const BASE: u32 = 36;

impl Place {
    /// The longest place, in digits. Whoever needs a longer one gives all that stand there new ones.
    pub const AT_MOST: usize = 100;

    fn parse(text: &str) -> Option<Place> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
        let fits =
            text.len() <= Place::AT_MOST && text.bytes().all(is_digit) && !matches!(text, "") && !text.ends_with('0');
        fits.then(|| Place(text.into()))
    }

    /// The place of the subject of this number in a list, from 0. The same in every release: what was moved stands between such.
    pub fn stated(index: usize) -> Place {
        let digit = |power: u32| sign((index + 1) / BASE.pow(power) as usize % BASE as usize);
        Place([digit(2), digit(1), digit(0), sign(BASE as usize / 2)].iter().collect::<String>().into())
    }

    /// A place between two; `None` stands for the begin or the end.
    ///
    /// # Errors
    ///
    /// `None` where there is none: they are not in order, or it would be longer than [`Place::AT_MOST`].
    pub fn between(before: Option<&Place>, after: Option<&Place>) -> Option<Place> {
        if before.zip(after).is_some_and(|(before, after)| before >= after) {
            return None;
        }
        let digit = |of: Option<&Place>, at: usize| of.and_then(|place| place.0.chars().nth(at)?.to_digit(BASE));
        let (mut made, mut after) = (String::new(), after);
        for at in 0..Place::AT_MOST {
            let low = digit(before, at).unwrap_or(0);
            let high = if after.is_some() { digit(after, at).unwrap_or(0) } else { BASE };
            let middle = (low + high) / 2;
            made.push(sign(middle as usize));
            if middle > low {
                return Some(Place(made.into()));
            }
            if high > low {
                // Whatever follows is below `after` from here on.
                after = None;
            }
        }
        None
    }

    /// The place as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn sign(digit: usize) -> char {
    u32::try_from(digit).ok().and_then(|digit| char::from_digit(digit, BASE)).unwrap_or('0')
}

impl InJson for Place {
    fn to_json(&self) -> Json {
        self.as_str().into()
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        json.as_str().and_then(Place::parse).ok_or(JsonFault::new("no place"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place() -> impl Strategy<Value = Place> {
        "[0-9a-z]{0,4}[1-9a-z]".prop_map(|text| Place::parse(&text).unwrap())
    }

    #[test]
    fn stated_places_stay_and_are_in_order() {
        let stated = [0, 1, 35, 1_000].map(Place::stated);
        assert_eq!(stated.each_ref().map(Place::as_str), ["001i", "002i", "010i", "0rti"]);
        assert!((0..2_000).all(|index| Place::stated(index) < Place::stated(index + 1)));
    }

    #[test]
    fn texts_of_others_are_read_or_refused() {
        for text in ["", "0", "a0", "A", "あ", "a-b", &"1".repeat(Place::AT_MOST + 1)] {
            assert!(Place::parse(text).is_none(), "{text}");
        }
        assert!(Place::parse(&"1".repeat(Place::AT_MOST)).is_some());
    }

    #[test]
    fn where_there_is_no_room_there_is_none() {
        let one = Place::stated(1);
        assert_eq!(
            (Place::between(Some(&one), Some(&one)), Place::between(Some(&one), Some(&Place::stated(0)))),
            (None, None)
        );
        let mut after = Place::stated(1);
        let made = (0..1_000).map_while(|_| {
            after = Place::between(Some(&Place::stated(0)), Some(&after))?;
            Some(after.0.len())
        });
        assert!(made.collect::<Vec<_>>().into_iter().all(|length| length <= Place::AT_MOST));
    }

    proptest! {
        #[test]
        fn between_any_two_is_another(one in place(), other in place()) {
            let (low, high) = if one < other { (one, other) } else { (other, one) };
            for (before, after) in [(Some(&low), Some(&high)), (None, Some(&low)), (Some(&high), None), (None, None)] {
                if before == after && before.is_some() {
                    continue;
                }
                let made = Place::between(before, after).unwrap();
                prop_assert!(before.is_none_or(|before| *before < made) && after.is_none_or(|after| made < *after), "{made:?}");
                prop_assert_eq!(Place::parse(made.as_str()), Some(made));
            }
        }
    }
}
