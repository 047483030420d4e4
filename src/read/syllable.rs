//! Decides whether a word is a Vietnamese syllable, from its letters alone.
//!
//! It knows the sounds of the language and no dictionary: it refuses `nguyễng`, but not an unused syllable.
//! Invariant: a word with a letter that Vietnamese does not have is no syllable.

use std::{collections::BTreeSet, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

/// The initial consonants; the last ones only in names from the highlands (`Krông`).
const INITIALS: [&str; 35] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x", "bl", "br", "dr", "gr", "kl", "kr",
    "pr",
];

/// The finals of each vowel group, without the tone; `=` means no final.
const RIMES: [(&str, &str); 24] = [
    ("a", "= c ch i k m n ng nh o p t u y"),
    ("ă", "c h k m n ng p t"),
    ("â", "c m n ng p t u y"),
    ("e", "= c h m n ng o p t"),
    ("ê", "= ch m n nh p t u"),
    ("i", "= a ch m n nh p t u"),
    ("o", "= c i k m n ng p t"),
    ("ô", "= c i k m n ng p t"),
    ("ơ", "= i m n p t"),
    ("u", "= a c i k m n ng p t"),
    ("ư", "= a c i m ng t u"),
    // With a final consonant only after `qu`: `quýt`, `Quỳnh`.
    ("y", "= ch n nh p t u"),
    ("iê", "c m n ng p t u"),
    ("yê", "m n ng t u"),
    ("uô", "c i m n ng p t"),
    ("ươ", "c i m n ng p t u"),
    ("oa", "= c ch i m n ng nh o p t y"),
    ("oă", "c m n ng p t"),
    ("oe", "= m n ng o p t"),
    ("oo", "c ng"),
    ("uâ", "n ng t y"),
    ("uê", "= ch n nh"),
    ("uơ", "= t"),
    ("uy", "= a ch n nh p t u ên êt"),
];

/// The same as texts, with the marks after their letters.
static SPELLED: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let spelled = |vowels: &'static str, ends: &'static str| {
        let ends = ends.split(' ').map(|end| end.trim_matches('='));
        ends.map(move |end| vowels.nfd().chain(end.nfd()).collect())
    };
    let rimes = RIMES.into_iter();
    rimes
        .flat_map(|(vowels, ends)| spelled(vowels, ends))
        .collect()
});

/// Whether a word is a syllable, with its tone where it must have one.
pub(super) fn is_syllable(word: &str) -> bool {
    let (mut toneless, mut tones) = (String::with_capacity(24), Vec::with_capacity(2));
    for letter in word.nfd() {
        if is_tone(letter) {
            tones.push(letter);
        } else {
            toneless.extend(letter.to_lowercase());
        }
    }
    tones.len() <= 1
        && fits(tones.first().copied(), &toneless)
        && is_pronounceable(&toneless)
        && is_written_evenly(word)
}

fn is_tone(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'
    )
}

/// Syllables that end with a stop have one of two tones; names from the highlands may have none (`Đăk`).
fn fits(tone: Option<char>, toneless: &str) -> bool {
    let is_stopped = toneless.ends_with(['c', 'p', 't']) || toneless.ends_with("ch");
    !is_stopped || matches!(tone, Some('\u{301}' | '\u{323}'))
}

fn is_pronounceable(toneless: &str) -> bool {
    let rest = |initial: &&str| toneless.strip_prefix(*initial);
    let mut rests = INITIALS.iter().filter_map(rest);
    rests.any(|rest| SPELLED.contains(rest))
}

/// No capital with a mark comes after a small letter.
pub(super) fn is_written_evenly(word: &str) -> bool {
    let mut seen_small = false;
    word.chars().all(|letter| {
        let is_even = letter.is_ascii() || !letter.is_uppercase() || !seen_small;
        seen_small |= letter.is_lowercase();
        is_even
    })
}
