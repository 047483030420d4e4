//! Signs in one text of the legacy font that it was typed with.
//!
//! It checks one text alone and decides nothing, because many texts are valid both in Unicode and in a font (`Vò
//! Dòng` is `Vũ Dũng` in TCVN3). Invariant: a text counts for a font only if it is Vietnamese in no other way, and no
//! word of another language.

use memchr::memchr2_iter;

use super::{encoding_scorer::is_western_word, font::Font, syllable::is_syllable};

/// The reading that one text suggests.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct FontSigns(u8);

impl FontSigns {
    /// It can only be Unicode.
    pub(super) const UNICODE: Self = Self(1);
    const SURE: [Self; 2] = [Self(2), Self(4)];
    const EITHER: [Self; 2] = [Self(8), Self(16)];
    const FOREIGN: [Self; 2] = [Self(32), Self(64)];

    /// It may be typed with a font, and is not Vietnamese in Unicode.
    pub(super) const ODD: Self = Self(128);

    /// It was certainly typed with that font.
    pub(super) const fn sure(font: Font) -> Self {
        Self::SURE[font as usize]
    }

    /// It may be typed with that font, or be Unicode.
    pub(super) const fn either(font: Font) -> Self {
        Self::EITHER[font as usize]
    }

    /// It is not Vietnamese in that font.
    pub(super) const fn foreign(font: Font) -> Self {
        Self::FOREIGN[font as usize]
    }

    /// Whether it has any of these signs.
    pub(super) const fn shows(self, signs: Self) -> bool {
        self.0 & signs.0 != 0
    }

    /// The signs of both.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The signs of this text.
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

/// The result of decoding a text with a font.
enum FontReading {
    /// Not Vietnamese.
    Nothing,
    /// The same text as in Unicode.
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

/// Whether no letter of the text is shown differently by a font.
pub(super) fn has_no_letters(text: &str) -> bool {
    text.is_ascii() || !text.bytes().any(|byte| matches!(byte, 0xc2 | 0xc3)) && !has_unicode(text)
}

/// Whether a text has a Vietnamese letter that no old font has, by the first bytes of such letters and of combining
/// tones.
pub(super) fn has_unicode(text: &str) -> bool {
    let is_first = |byte| matches!(byte, 0xc4..=0xc6 | 0xcc | 0xe1);
    text.bytes().any(is_first)
}

/// Whether every word with a Vietnamese letter is a syllable, and there is one.
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

/// Whether a text may be Unicode although it is not Vietnamese: isolated signs (`10 µ`, `A · B`), or a word in
/// another Western language. Two such words are not by chance syllables in a font.
fn may_be_meant(text: &str) -> bool {
    let is_sign = |word: &str| word.chars().count() == 1 || word == "µm";
    let mut words = marked_words(text).filter(|word| !is_sign(word));
    words.next().is_none_or(is_western_word) && words.next().is_none()
}

/// Whether the font would corrupt a word of another language.
pub(super) fn would_spoil(text: &str, font: Font) -> bool {
    let mut words = marked_words(text).filter(|word| is_western_word(word));
    words.any(|word| !font.shown(word).is_some_and(|shown| is_syllable(&shown)))
}

/// Whether a text of a sheet in Unicode needs a closer check; nearly none does. It tests only the bytes of `¡` to `ÿ`
/// and their neighbours, since it runs for every row of a large file.
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

/// A letter of `À` to `ÿ` after this byte, which no Vietnamese word has there.
fn is_strange_letter(before: u8, letter: char) -> bool {
    let is_vietnamese = matches!(letter, 'À'..='Ã' | 'È'..='Ê' | 'Ì' | 'Í' | 'Ò'..='Õ' | 'Ù' | 'Ú' | 'Ý')
        || matches!(letter, 'à'..='ã' | 'è'..='ê' | 'ì' | 'í' | 'ò'..='õ' | 'ù' | 'ú' | 'ý');
    !is_vietnamese
        || before.is_ascii_lowercase() && letter.is_uppercase()
        || is_doubled(before, letter)
}

/// VNI puts a mark after its letter, where otherwise no vowel with a mark can be.
fn is_doubled(before: u8, letter: char) -> bool {
    match before.to_ascii_lowercase() {
        b'a' | b'e' => true,
        b'o' => !"ÀÁÃÈÉàáãèé".contains(letter),
        b'u' => "ÙÚÕùúõ".contains(letter),
        b'y' => !"Êê".contains(letter),
        _ => false,
    }
}
