//! Normalises texts for comparison: composed, trimmed, and folded.
//!
//! Sent texts are composed and trimmed only; folded texts are for searching. Invariant: each of these functions
//! changes nothing when applied a second time.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark, is_nfc};

/// NFC, without blanks and invisible characters at the ends; blanks within stay.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_surely_composed(text.as_bytes()) || is_nfc(text) {
        return Cow::Borrowed(trimmed(text));
    }
    let composed: String = text.nfc().collect();
    Cow::Owned(trimmed(&composed).to_owned())
}

/// Whether the bytes prove that the text is composed: plain letters, those of Vietnamese and neighbouring languages,
/// and usual signs. `false` proves nothing.
#[must_use]
pub fn is_surely_composed(bytes: &[u8]) -> bool {
    first_looks(bytes).is_composed
}

/// What the bytes of a text prove; `false` proves nothing.
#[derive(Clone, Copy, Debug)]
pub struct FirstLooks {
    /// It is composed.
    pub is_composed: bool,
    /// It has none of the general signs of damage: question marks, apostrophes, control characters, invisible ones
    /// and non-breaking blanks, letters of other scripts, letters that may have been encoded twice.
    pub is_sound: bool,
}

/// Checks a text in one pass, since it is done for every row.
#[must_use]
pub fn first_looks(bytes: &[u8]) -> FirstLooks {
    if are_usual(bytes) {
        return FirstLooks {
            is_composed: true,
            is_sound: true,
        };
    }
    closer_looks(bytes)
}

/// Whether there are only plain letters, those of Vietnamese and usual signs of ASCII. Each byte is checked together
/// with the next one, and without a branch, so that the compiler makes vector instructions of it: three times as fast
/// as letter by letter.
fn are_usual(bytes: &[u8]) -> bool {
    let Some((last, before)) = bytes.split_last() else {
        return true;
    };
    let mut is_odd = is_odd(*last, 0);
    for (first, second) in before.iter().zip(&bytes[1..]) {
        is_odd |= self::is_odd(*first, *second);
    }
    !is_odd
}

/// Whether a byte, with the next one, is unusual. Letters that may have been encoded twice have bytes that are
/// unusual by themselves.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "a branch would cost more than to ask everything"
)]
const fn is_odd(first: u8, second: u8) -> bool {
    let is_sign = (first < 0x20) | (first == 0x7f) | (first == b'?') | (first == b'\'');
    let begins_other = (first == 0xc2) | ((first >= 0xca) & (first != 0xe1));
    let is_other = (first == 0xe1) & (second & 0xfe != 0xba);
    let is_eth = (first == 0xc3) & (second & 0xdf == 0x90);
    is_sign | begins_other | is_other | is_eth
}

/// Checks letter by letter.
fn closer_looks(bytes: &[u8]) -> FirstLooks {
    let mut looks = FirstLooks {
        is_composed: true,
        is_sound: true,
    };
    let mut rest = bytes;
    while let [first, ..] = rest {
        let length = match rest {
            _ if first.is_ascii() => {
                looks.is_sound &= !is_odd(*first, 0);
                1
            }
            [0xc2..=0xc9, _, ..] => {
                looks.is_sound &= is_sound_pair(rest);
                2
            }
            [0xe1, 0xba | 0xbb, _, ..] | [0xe2, 0x80, 0x90..=0xa7, ..] => 3,
            _ => {
                return FirstLooks {
                    is_composed: false,
                    is_sound: false,
                };
            }
        };
        rest = &rest[length..];
    }
    looks
}

/// Whether a letter of two bytes is undamaged, with what follows: a letter that may have been encoded twice is one of
/// Latin-1 followed by a sign of Latin-1.
const fn is_sound_pair(bytes: &[u8]) -> bool {
    !matches!(
        bytes,
        [0xc2, ..] | [0xc3, 0x90 | 0xb0, ..] | [0xc3..=0xc6, _, 0xc2 | 0xcb | 0xe2, ..]
    )
}

/// A composed text without blanks and invisible characters at the ends.
#[inline]
#[must_use]
pub fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] | [b'!'..=b'~'] => text,
        _ => text.trim_matches(is_blank),
    }
}

/// White space of any width, and characters that web pages and chat programs leave: zero-width characters, marks of
/// writing direction, soft hyphens.
#[must_use]
pub fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Without case and accents: `Khách mới` becomes `khach moi`.
#[must_use]
pub fn unaccented(text: &str) -> String {
    text.nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .collect()
}

/// Without case, accents and blanks: `Khách  mới` becomes `khachmoi`. Punctuation stays, `A+` is not `A-`.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut folded = unaccented(text);
    folded.retain(|letter| !is_blank(letter));
    folded
}

/// The form for comparing headers: letters and digits alone, so `Mã KH (*)` becomes `makh` and `customer_no` becomes
/// `customerno`.
#[must_use]
pub fn key(text: &str) -> String {
    let mut key = folded(text);
    key.retain(char::is_alphanumeric);
    key
}

/// The candidate that is most similar to a text, if any is similar.
#[must_use]
pub fn nearest<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = folded(text);
    candidates
        .map(|candidate| (strsim::jaro_winkler(&wanted, &folded(candidate)), candidate))
        .filter(|(score, _)| *score > 0.8)
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_are_trimmed_and_inner_blanks_stay() {
        assert_eq!(clean("\u{feff}\u{a0} VPMEDIA01\u{200b}\t"), "VPMEDIA01");
        assert_eq!(clean("Nguyễn  Văn\u{a0}An"), "Nguyễn  Văn\u{a0}An");
        assert_eq!(clean(" \u{2060}\u{200d} "), "");
    }

    #[test]
    fn texts_are_composed() {
        assert_eq!(clean("Nguye\u{302}\u{303}n"), "Nguyễn");
    }

    #[test]
    fn folding_ignores_case_accents_and_blanks_only() {
        assert_eq!(folded("ĐÃ  Mua"), folded("da mua"));
        assert_ne!(folded("A+"), folded("A-"));
        assert_eq!(key("Mã_KH. (*)"), "makh");
    }

    #[test]
    fn the_nearest_is_near_or_none() {
        let names = ["Khách mới", "Khách cũ"];
        assert_eq!(nearest("khach moi.", names.into_iter()), Some("Khách mới"));
        assert_eq!(nearest("XYZ", names.into_iter()), None);
    }

    proptest! {
        #[test]
        fn what_is_surely_composed_is(text in r"[ -~à-ỹÀ-Ỹ\u{80}-\u{2ff}\u{2000}-\u{2030}]*|\PC*") {
            if is_surely_composed(text.as_bytes()) {
                prop_assert!(is_nfc(&text));
                prop_assert_eq!(trimmed(&text), clean(&text));
            }
        }

        #[test]
        fn what_is_usual_shows_nothing_odd_at_a_closer_look(text in r"([ -~à-ỹÀ-Ỹ]|[ÐðÃÂâ\u{80}-\u{2ff}\u{2000}-\u{2030}])*") {
            let (looks, closer) = (first_looks(text.as_bytes()), closer_looks(text.as_bytes()));
            prop_assert_eq!(looks.is_composed, closer.is_composed);
            prop_assert_eq!(looks.is_sound, closer.is_sound);
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in r"[\s\u{200b}\u{300}-\u{303}a-zà-ỹ]*|\PC*") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), &*once);
        }

        #[test]
        fn folding_twice_changes_nothing(text in r"[A-Zà-ỹĐ \-+]*|\PC*") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once.clone());
            prop_assert_eq!(key(&once), key(&text));
        }
    }
}
