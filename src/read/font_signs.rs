//! What a text shows of the font that it was typed with.
//!
//! It looks at one text alone, and decides nothing: many texts mean one thing as they stand and another one in a
//! font (`Vò Dòng` is `Vũ Dũng` in TCVN3). Invariant: a text counts for a font only where it is Vietnamese in no other way,
//! and no word of another language.

use memchr::memchr2_iter;

use super::{encoding_scorer::is_western_word, font::Font, syllable::is_syllable};

/// What a text shows.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct FontSigns(u8);

impl FontSigns {
    /// It can only be meant as it stands.
    pub(super) const UNICODE: Self = Self(1);
    const SURE: [Self; 2] = [Self(2), Self(4)];
    const EITHER: [Self; 2] = [Self(8), Self(16)];
    const FOREIGN: [Self; 2] = [Self(32), Self(64)];

    /// It may be typed with a font, and is no Vietnamese as it stands.
    pub(super) const ODD: Self = Self(128);

    /// It is sure to be typed with that font.
    pub(super) const fn sure(font: Font) -> Self {
        Self::SURE[font as usize]
    }

    /// It may be typed with that font, or be meant as it stands.
    pub(super) const fn either(font: Font) -> Self {
        Self::EITHER[font as usize]
    }

    /// It makes no Vietnamese in that font.
    pub(super) const fn foreign(font: Font) -> Self {
        Self::FOREIGN[font as usize]
    }

    /// Whether it shows any of these.
    pub(super) const fn shows(self, signs: Self) -> bool {
        self.0 & signs.0 != 0
    }

    /// Both together.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What this text shows.
    pub(super) fn of(text: &str) -> Self {
        if has_no_letters(text) {
            return Self::default();
        }
        if has_unicode(text) {
            return Self::UNICODE;
        }
        let reads = [Font::Tcvn3, Font::Vni].map(|font| reads(text, font));
        let mut signs = Self::default();
        for (at, reads) in reads.iter().enumerate() {
            match reads {
                FontReading::Nothing => signs = signs.with(Self::FOREIGN[at]),
                FontReading::Same => {}
                FontReading::Other => signs = signs.with(Self::EITHER[at]),
            }
        }
        let is_own = is_vietnamese(text);
        match reads {
            [FontReading::Nothing, FontReading::Nothing] if is_own => Self::UNICODE,
            [FontReading::Nothing, FontReading::Nothing] => signs,
            _ if is_own => signs,
            _ if may_be_meant(text) => signs.with(Self::ODD),
            [FontReading::Other, FontReading::Nothing] => Self::SURE[0].with(Self::FOREIGN[1]),
            [FontReading::Nothing, FontReading::Other] => Self::SURE[1].with(Self::FOREIGN[0]),
            _ => signs.with(Self::ODD),
        }
    }
}

/// What becomes of a text in a font.
enum FontReading {
    /// No Vietnamese.
    Nothing,
    /// What it is as it stands.
    Same,
    Other,
}

fn reads(text: &str, font: Font) -> FontReading {
    match font.shown(text).filter(|shown| is_vietnamese(shown)) {
        None => FontReading::Nothing,
        Some(shown) if shown == text => FontReading::Same,
        Some(_) => FontReading::Other,
    }
}

/// Whether a text has nothing that a font shows as something else.
pub(super) fn has_no_letters(text: &str) -> bool {
    text.is_ascii() || !text.bytes().any(|byte| matches!(byte, 0xc2 | 0xc3)) && !has_unicode(text)
}

/// Whether a text has a Vietnamese letter that no old font has, by the first bytes of such letters and of tones that
/// stand apart.
pub(super) fn has_unicode(text: &str) -> bool {
    let is_first = |byte| matches!(byte, 0xc4..=0xc6 | 0xcc | 0xe1);
    text.bytes().any(is_first)
}

/// Whether every word with a letter of its own is a syllable, and there is one.
pub(super) fn is_vietnamese(text: &str) -> bool {
    let mut marked = marked_words(text).peekable();
    marked.peek().is_some() && marked.all(is_syllable)
}

fn marked_words(text: &str) -> impl Iterator<Item = &str> {
    let is_between = |letter: char| match letter {
        '\u{a0}' | '°' | '±' | '²' | '³' | '\u{2000}'..='\u{206f}' => true,
        letter => letter.is_ascii() && !letter.is_ascii_alphabetic(),
    };
    text.split(is_between).filter(|word| !word.is_ascii())
}

/// Whether a text may be meant as it stands, although it is no Vietnamese: signs that stand alone (`10 µ`, `A · B`), or a
/// word in another language of the West. Two of those are not by chance syllables in a font.
fn may_be_meant(text: &str) -> bool {
    let is_sign = |word: &str| word.chars().count() == 1 || word == "µm";
    let mut words = marked_words(text).filter(|word| !is_sign(word));
    words.next().is_none_or(is_western_word) && words.next().is_none()
}

/// Whether a word of another language would be spoilt by the font.
pub(super) fn would_spoil(text: &str, font: Font) -> bool {
    let mut words = marked_words(text).filter(|word| is_western_word(word));
    words.any(|word| !font.shown(word).is_some_and(|shown| is_syllable(&shown)))
}

/// Whether a text of a sheet in Unicode is worth a closer look; nearly none is. What is looked at are the bytes of
/// `¡` to `ÿ` alone, and the bytes beside them: this is asked of every row of a large file.
pub(super) fn is_strange(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut firsts = memchr2_iter(0xc2, 0xc3, bytes);
    firsts.any(|at| {
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        let after = bytes.get(at + 2).copied().unwrap_or(b' ');
        let is_letter = |byte: u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
        match (bytes[at], bytes.get(at + 1)) {
            (0xc2, Some(0xa0 | 0xb0 | 0xb2 | 0xb3)) => false,
            (0xc2, _) => is_letter(before) || is_letter(after),
            (_, Some(second)) => is_strange_letter(before, char::from(second | 0x40)),
            _ => false,
        }
    })
}

/// A letter of `À` to `ÿ` behind this byte: no Vietnamese word has it, or none has it there.
fn is_strange_letter(before: u8, letter: char) -> bool {
    let is_vietnamese = matches!(letter, 'À'..='Ã' | 'È'..='Ê' | 'Ì' | 'Í' | 'Ò'..='Õ' | 'Ù' | 'Ú' | 'Ý')
        || matches!(letter, 'à'..='ã' | 'è'..='ê' | 'ì' | 'í' | 'ò'..='õ' | 'ù' | 'ú' | 'ý');
    !is_vietnamese
        || before.is_ascii_lowercase() && letter.is_uppercase()
        || is_doubled(before, letter)
}

/// VNI puts a mark behind the letter that has it, where no vowel with a mark can stand otherwise.
fn is_doubled(before: u8, letter: char) -> bool {
    match before.to_ascii_lowercase() {
        b'a' | b'e' => true,
        b'o' => !"ÀÁÃÈÉàáãèé".contains(letter),
        b'u' => "ÙÚÕùúõ".contains(letter),
        b'y' => !"Êê".contains(letter),
        _ => false,
    }
}
