//! Whether a word is a Vietnamese syllable, from its letters alone.
//!
//! It knows the sounds of the language and no dictionary: `nguyễng` would be refused, a syllable that
//! nobody uses would not. Invariant: a word with a letter that Vietnamese does not have is none.

use unicode_normalization::UnicodeNormalization;

/// What a syllable may begin with, besides a vowel.
const INITIALS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// What follows, without the tone.
const RIMES: &str = " a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong \
    oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uy uya uych uynh uyt uyu \
    uyên uyêt uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt uơ ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn \
    ương ươp ươt ươu y yêm yên yêng yêt yêu ";

/// Whether a word is a syllable, with its tone where it must have one.
pub(super) fn is_syllable(word: &str) -> bool {
    let mut tones = word.nfd().filter(|letter| is_tone(*letter));
    let (tone, second) = (tones.next(), tones.next());
    let toneless = word.nfd().filter(|letter| !is_tone(*letter));
    let toneless: String = toneless.nfc().flat_map(char::to_lowercase).collect();
    second.is_none()
        && fits(tone, &toneless)
        && is_pronounceable(&toneless)
        && is_written_evenly(word)
}

fn is_tone(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'
    )
}

/// Syllables that end with a stop have one of two tones.
fn fits(tone: Option<char>, toneless: &str) -> bool {
    let is_stopped = toneless.ends_with(['c', 'k', 'p', 't']) || toneless.ends_with("ch");
    !is_stopped || matches!(tone, Some('\u{301}' | '\u{323}'))
}

fn is_pronounceable(toneless: &str) -> bool {
    let rest = |initial: &&str| toneless.strip_prefix(*initial);
    let mut rests = INITIALS.iter().filter_map(rest);
    rests.any(|rest| !rest.is_empty() && RIMES.contains(&format!(" {rest} ")))
}

/// No capital with a mark stands behind a small letter.
pub(super) fn is_written_evenly(word: &str) -> bool {
    let mut seen_small = false;
    word.chars().all(|letter| {
        let is_even = letter.is_ascii() || !letter.is_uppercase() || !seen_small;
        seen_small |= letter.is_lowercase();
        is_even
    })
}
