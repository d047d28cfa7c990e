//! How texts look: which two texts nobody can tell apart, and what differs where a difference is hard to see.
//!
//! Whether two texts are in conflict is a rule of merging, and so must be the same in every browser and release: tables and
//! rules stand here, not in the browser.

use std::borrow::Cow;

use icu_normalizer::properties::CanonicalCompositionBorrowed;

use super::digit::half_width;
use super::text::clean;
use super::value::is_invisible;

/// Returns `text` with signs composed as Unicode's normal form C has them: か and ゛ are が, whoever wrote them so.
///
/// Signs are composed pair by pair and never taken apart. So it is NFC for texts whose marks stand in order, and leaves
/// compatibility ideographs (U+F900 and behind), which NFC would replace: they are people's names.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_simple) {
        return Cow::Borrowed(text);
    }
    let pairs = CanonicalCompositionBorrowed::new();
    let mut made = String::with_capacity(text.len());
    let mut last = None;
    for c in text.chars().map(plain_letter) {
        match last.and_then(|last| pairs.compose(last, c)) {
            Some(both) => last = Some(both),
            None => made.extend(last.replace(c)),
        }
    }
    made.extend(last);
    Cow::Owned(made)
}

/// Whether a sign composes with nothing before it: plain letters, kana, the ideographs of every day, full width.
fn is_simple(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{3000}'..='\u{3098}' | '\u{309b}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// The letters that have a second code as signs of physics.
fn plain_letter(c: char) -> char {
    match c {
        '\u{2126}' => 'Ω',
        '\u{212a}' => 'K',
        '\u{212b}' => 'Å',
        _ => c,
    }
}

/// Returns what a text looks like: texts nobody can tell apart have one look. It is a key, not to be shown.
pub fn look(text: &str) -> String {
    composed(&clean(text)).chars().map(|c| ideograph_of(c).unwrap_or(c)).collect()
}

/// Returns a name as it is compared with how others write it: whatever its width, its spaces, its lines and its letters' case.
pub fn name_key(name: &str) -> String {
    // Katakana of half width have their marks apart: they compose when they are wide.
    let wide: String = clean(name).chars().map(wide).collect();
    look(&wide).chars().filter(|c| !c.is_whitespace()).flat_map(|c| half_width(c).to_lowercase()).collect()
}

/// The ideograph that Japanese fonts draw a radical like: ⽅ (from a PDF) like 方.
fn ideograph_of(c: char) -> Option<char> {
    let (table, first) = match c {
        '\u{2e80}'..='\u{2ef3}' => (SUPPLEMENT, 0x2e80),
        '\u{2f00}'..='\u{2fd5}' => (KANGXI, 0x2f00),
        _ => return None,
    };
    let place = usize::try_from(u32::from(c) - first).ok()?;
    table.chars().nth(place).filter(|found| *found != NONE)
}

/// Stands for a radical that no ideograph looks like.
const NONE: char = '·';

/// The ideographs of U+2F00 to U+2FD5: Equivalent_Unified_Ideograph of Unicode 14, but for ⼾, which Japanese fonts draw like 戸.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴\
    廾弋弓彐彡彳心戈戸手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿\
    目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵\
    邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The ideographs of U+2E80 to U+2EF3: those Noto Sans CJK JP has one drawing for, and ⻁ ⻆ ⻝ ⻣ ⻤ ⻱, whole signs that PDFs have.
const SUPPLEMENT: &str = "··乛乚·亻·𠘨·刂·㔾··兀尣尢·巳幺彑·忄·扌攵·旡··歺母民氵·灬··丬·犭··罒·礻𥫗糹纟罓罒···\
    ···耂肀··𦥑艹··虎衤覀西见角𧢲讠贝𧾷车·辶··钅長镸长·𨸏阝·青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉\
    齐歯齿竜龙·亀龟";

/// What is hard to see of a difference between two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hidden {
    /// Nothing: they look alike.
    Alike,
    /// Full width and half width.
    Width,
    /// White space, line breaks and signs without a shape.
    Space,
    /// Variants of one ideograph.
    Variant,
    /// Different signs of much the same shape: ー and ―, ヘ and へ.
    Shape,
}

/// Returns what differs between two texts where that is hard to see; nothing where they are equal or plainly different.
pub fn hidden_differences(one: &str, other: &str) -> Vec<Hidden> {
    if one == other {
        return Vec::new();
    }
    let (one, other) = (look(one), look(other));
    if one == other {
        return vec![Hidden::Alike];
    }
    let all = [Hidden::Width, Hidden::Space, Hidden::Variant, Hidden::Shape];
    if !is_same_but_for(&one, &other, &all) {
        return Vec::new();
    }
    let without = |left_out: &Hidden| all.into_iter().filter(|kind| kind != left_out).collect::<Vec<_>>();
    all.into_iter().filter(|kind| !is_same_but_for(&one, &other, &without(kind))).collect()
}

fn is_same_but_for(one: &str, other: &str, kinds: &[Hidden]) -> bool {
    let has = |kind| kinds.contains(&kind);
    let signs = |text: &str| {
        let kept = text.chars().filter(|c| match is_selector(*c) {
            true => !has(Hidden::Variant),
            false => !has(Hidden::Space) || !(c.is_whitespace() || is_invisible(*c)),
        });
        let kept: String = if has(Hidden::Width) { kept.map(wide).collect() } else { kept.collect() };
        composed(&kept).chars().collect::<Vec<char>>()
    };
    let (one, other) = (signs(one), signs(other));
    let is_alike = |(a, b): (&char, &char)| {
        a == b || has(Hidden::Variant) && are_variants(*a, *b) || has(Hidden::Shape) && are_shaped_alike(*a, *b)
    };
    one.len() == other.len() && one.iter().zip(&other).all(is_alike)
}

/// One width for what has two.
fn wide(c: char) -> char {
    const KATAKANA: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309a}";
    let code = u32::from(c);
    let wide = match c {
        '!'..='~' => char::from_u32(code + 0xfee0),
        '｡'..='ﾟ' => usize::try_from(code - 0xff61).ok().and_then(|place| KATAKANA.chars().nth(place)),
        '¥' => Some('￥'),
        _ => None,
    };
    wide.unwrap_or(c)
}

/// Chooses a variant of the ideograph before it.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn are_variants(a: char, b: char) -> bool {
    let is_ideograph = |c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    // A compatibility ideograph is a variant of another, whichever that is.
    let is_compatible = |c| matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}');
    is_ideograph(a) && is_ideograph(b) && (is_compatible(a) || is_compatible(b) || is_in_one(VARIANTS, a, b))
}

fn are_shaped_alike(a: char, b: char) -> bool {
    is_in_one(SHAPES, a, b)
}

fn is_in_one(groups: &str, a: char, b: char) -> bool {
    groups.split(' ').any(|group| group.contains(a) && group.contains(b))
}

/// Ideographs of names that differ in a stroke.
const VARIANTS: &str = "高髙 吉𠮷 瀬瀨 徳德 崎﨑 恵惠 静靜 緑綠 黒黑 戸戶 青靑 黄黃 教敎 内內 歩步 毎每 頼賴 巣巢 逸逸 塚塚 曽曾 鎌鐮 煕熙";

/// Signs of much the same shape, in half and full width.
const SHAPES: &str = "-－‐‑‒–—―−ー─━一 ・·•‧∙ ~～〜∼ へヘ べベ ぺペ りリ ニ二 カ力 ロ口囗 ハ八 タ夕 エ工 ト卜 チ千 ミ三 〇○◯ ×✕ '’‘ \"“”〝〟 0０OＯ 1１lｌIＩ";

#[cfg(test)]
mod tests {
    use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
    use proptest::prelude::*;

    use super::*;

    fn nfc(text: &str) -> String {
        ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
    }

    fn nfd(text: &str) -> String {
        DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned()
    }

    fn is_compatible(c: char) -> bool {
        matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
    }

    #[test]
    fn every_sign_that_is_two_or_more_in_nfd_is_composed_as_nfc_has_it() {
        for c in ('\0'..=char::MAX).filter(|c| !is_compatible(*c)) {
            let (text, apart) = (c.to_string(), nfd(&c.to_string()));
            if apart.chars().count() > 1 {
                assert_eq!(composed(&apart), nfc(&text), "{c:?}");
            }
        }
    }

    #[test]
    fn names_compare_whatever_their_width() {
        for other in ["ｺﾐｭﾆﾃｨｶﾞｲﾄﾞ事業A", "コミュニティ ガイド事業Ａ", "コミュニティカ\u{3099}イト\u{3099}\n事業ａ"]
        {
            assert_eq!(name_key(other), name_key("コミュニティガイド事業A"), "{other}");
        }
    }

    #[test]
    fn compatibility_ideographs_are_kept() {
        for c in ('\0'..=char::MAX).filter(|c| is_compatible(*c)) {
            assert_eq!(composed(&format!("か\u{3099}{c}")), format!("が{c}"));
            assert_eq!(look(&c.to_string()), c.to_string());
        }
    }

    #[test]
    fn what_nobody_can_tell_apart_has_one_look() {
        for (one, other) in [
            ("グラフ", "ク\u{3099}ラフ"),
            ("パリ Ångström", "ハ\u{309a}リ \u{212b}ngstro\u{308}m"),
            ("방문", "\u{1107}\u{1161}\u{11bc}\u{1106}\u{116e}\u{11ab}"),
            ("方", "\u{2f45}"),
            ("戸塚の歯", "\u{2f3e}塚の\u{2eed}"),
            ("長い行\n次", "\u{2ed1}い⾏\r\n次"),
        ] {
            assert_eq!(look(one), look(other));
            assert_eq!(hidden_differences(one, other), [Hidden::Alike]);
        }
        for table in [KANGXI, SUPPLEMENT] {
            assert!(table.chars().all(|c| c == NONE || look(&c.to_string()) == c.to_string()));
        }
        assert_eq!((KANGXI.chars().count(), SUPPLEMENT.chars().count()), (0xd6, 0x74));
    }

    #[test]
    fn a_difference_that_is_hard_to_see_is_named() {
        for (one, other, differ) in [
            ("ABC", "ＡＢＣ", vec![Hidden::Width]),
            ("グラフ", "ｸﾞﾗﾌ", vec![Hidden::Width]),
            ("観光 課", "観光課", vec![Hidden::Space]),
            ("観光課", "観光\u{200b}課", vec![Hidden::Space]),
            ("観光　課", "観光 課", vec![Hidden::Space]),
            ("神", "\u{fa19}", vec![Hidden::Variant]),
            ("葛飾", "葛\u{e0100}飾", vec![Hidden::Variant]),
            ("髙橋", "高橋", vec![Hidden::Variant]),
            ("サーバー", "サ―バ―", vec![Hidden::Shape]),
            ("へい", "ヘい", vec![Hidden::Shape]),
            ("A 課", "Ａ課", vec![Hidden::Width, Hidden::Space]),
            ("産業課", "観光課", vec![]),
            ("産業課", "産業課 係", vec![]),
            ("同じ", "同じ", vec![]),
        ] {
            assert_eq!(hidden_differences(one, other), differ, "{one:?} {other:?}");
            assert_eq!(hidden_differences(other, one), differ, "{other:?} {one:?}");
        }
    }

    proptest! {
        #[test]
        fn twice_is_once(text in any::<String>()) {
            let once = composed(&text).into_owned();
            prop_assert_eq!(composed(&once), once.as_str());
            let seen = look(&text);
            prop_assert_eq!(look(&seen), seen.as_str());
        }

        #[test]
        fn texts_of_japan_are_nfc(text in "[ぁ-んァ-ン一-龥a-zA-ZÀ-ÿ0-9、。ｦ-ﾝ \\n]{0,20}") {
            let (together, apart) = (nfc(&text), nfd(&text));
            prop_assert_eq!(composed(&apart), together.as_str());
            prop_assert_eq!(composed(&text), together.as_str());
        }
    }
}
