//! TCVN3 (ABC) and VNI, the legacy Vietnamese charsets that need their own fonts.
//!
//! `encoding` decodes bytes; this maps the Western letters of a text to the Vietnamese letters that the font shows.
//! Invariant: a result is NFC, and a text with a letter that the font lacks has no result.

use unicode_normalization::UnicodeNormalization;

use crate::model::TextEncoding;

/// The two families of fonts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Font {
    /// `.VnTime` and the like: one code for each letter.
    Tcvn3,
    /// `VNI-Times` and the like: a letter, followed by its mark.
    Vni,
}

/// The letters at 0xA0 to 0xFF. Fonts have nothing where TCVN 5712 has capitals with two marks: such a capital is the
/// small letter of a font of capitals, and these codes indicate another encoding.
const TCVN3: &str = "\u{a0}ĂÂÊÔƠƯĐăâêôơưđ------àảãáạ-ằẳẵắ-------ặầẩẫấậè-ẻẽé\
    ẹềểễếệìỉ---ĩíịò-ỏõóọồổỗốộờởỡớợù-ủũúụừửữứựỳỷỹýỵ-";
/// Signs from another font (`30 m²`), at codes that this one does not use.
const SIGNS: &str = "°±²³";
/// A code without a letter.
const NOTHING: char = '-';

/// Letters with a code of their own.
const VNI_LETTERS: [(char, char); 9] = [
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('î', 'ỵ'),
    ('ñ', 'đ'),
];

/// A mark, the letters that it follows, and the marks that it adds.
const VNI_MARKS: [(char, &str, &str); 17] = [
    ('ù', "aeouyôö", "\u{301}"),
    ('ø', "aeouyôö", "\u{300}"),
    ('û', "aeouyôö", "\u{309}"),
    ('õ', "aeouyôö", "\u{303}"),
    ('ï', "aeouyôö", "\u{323}"),
    ('â', "aeo", "\u{302}"),
    ('á', "aeo", "\u{302}\u{301}"),
    ('à', "aeo", "\u{302}\u{300}"),
    ('å', "aeo", "\u{302}\u{309}"),
    ('ã', "aeo", "\u{302}\u{303}"),
    ('ä', "aeo", "\u{302}\u{323}"),
    ('ê', "a", "\u{306}"),
    ('é', "a", "\u{306}\u{301}"),
    ('è', "a", "\u{306}\u{300}"),
    ('ú', "a", "\u{306}\u{309}"),
    ('ü', "a", "\u{306}\u{303}"),
    ('ë', "a", "\u{306}\u{323}"),
];

impl Font {
    /// The usual name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3",
            Self::Vni => "VNI",
        }
    }

    /// The name in the configuration.
    pub(super) fn letters(self) -> TextEncoding {
        match self {
            Self::Tcvn3 => TextEncoding::Tcvn3,
            Self::Vni => TextEncoding::Vni,
        }
    }

    /// The other charset.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Tcvn3 => Self::Vni,
            Self::Vni => Self::Tcvn3,
        }
    }

    /// The text as the font shows it; `None` if it contains a letter that the font lacks.
    pub(super) fn shown(self, text: &str) -> Option<String> {
        let shown: String = match self {
            Self::Tcvn3 => text.chars().map(tcvn3).collect::<Option<_>>()?,
            Self::Vni => vni(text)?,
        };
        let composed: String = shown.nfc().collect();
        Some(match self {
            Self::Tcvn3 => evened(&composed),
            Self::Vni => composed,
        })
    }
}

/// ASCII, and the quotes, dashes and the like that Windows adds to Latin-1.
fn is_common(letter: char) -> bool {
    letter.is_ascii() || matches!(letter, '\u{2013}'..='\u{203a}' | '€' | '™')
}

fn tcvn3(letter: char) -> Option<char> {
    if is_common(letter) || SIGNS.contains(letter) {
        return Some(letter);
    }
    let at = u32::from(letter).checked_sub(0xa0)?;
    let letter = TCVN3.chars().nth(usize::try_from(at).ok()?);
    letter.filter(|letter| *letter != NOTHING)
}

fn vni(text: &str) -> Option<String> {
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in text.chars() {
        if is_common(letter) || matches!(letter, '\u{a0}'..='¿' | '×' | '÷') {
            shown.push(letter);
        } else if let Some(own) = vni_letter(letter) {
            shown.push(own);
        } else {
            shown.push_str(vni_mark(before, letter)?);
        }
        before = letter;
    }
    Some(shown)
}

fn vni_letter(letter: char) -> Option<char> {
    let small = lower(letter);
    let (_, own) = VNI_LETTERS.iter().find(|(written, _)| *written == small)?;
    if small == letter {
        return Some(*own);
    }
    own.to_uppercase().next()
}

fn vni_mark(before: char, mark: char) -> Option<&'static str> {
    let small = lower(mark);
    let (_, letters, added) = VNI_MARKS.iter().find(|(written, _, _)| *written == small)?;
    letters.contains(lower(before)).then_some(*added)
}

fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// TCVN3 has its capitals in a separate font, so a text typed in capitals keeps small letters where it has marks:
/// `TRầN Hà` was typed as `TRẦN HÀ`.
fn evened(text: &str) -> String {
    let is_word = |letter: char| !letter.is_alphabetic();
    if !text.contains(|letter: char| letter.is_ascii_lowercase())
        && text
            .split(is_word)
            .any(|word| is_half_raised(word) && word.contains(is_low))
    {
        return text.to_uppercase();
    }
    let words = text.split_inclusive(is_word);
    words
        .map(|word| {
            if is_half_raised(word) {
                return word.to_uppercase();
            }
            word.to_owned()
        })
        .collect()
}

/// Whether all plain letters of a word are capitals, and there are several, or one after a small letter that has no
/// capital in the font.
fn is_half_raised(word: &str) -> bool {
    let plain = || word.chars().filter(char::is_ascii_alphabetic);
    let is_behind = |at: usize| word[at..].contains(|letter: char| letter.is_ascii_uppercase());
    let is_raised = plain().count() > 1 || word.find(is_low).is_some_and(is_behind);
    is_raised && plain().all(|letter| letter.is_ascii_uppercase())
}

/// Whether it is a small letter whose capital the font lacks.
fn is_low(letter: char) -> bool {
    !letter.is_ascii() && letter.is_lowercase() && !"ăâêôơưđ".contains(letter)
}
