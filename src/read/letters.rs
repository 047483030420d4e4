//! Letters that stand for others become those that a person sees.
//!
//! A text file is one or the other as a whole, and a letter that its encoding does not have is an error;
//! a workbook may hold cells of both, so there a text that is none of the font's stays. Invariant: what is
//! clean UTF-8 is not even looked at.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1258;
use unicode_normalization::UnicodeNormalization;

use super::{charset::Charset, font::Font, syllable::is_syllable};
use crate::model::{Revealed, TextEncoding};

/// So many texts show what a workbook was typed with; more would cost what they do not tell.
const LOOKED_AT: usize = 1_000;

/// Fewer texts than this may read as Vietnamese by chance.
const ENOUGH: usize = 3;

/// One of so many texts may read as Vietnamese in the wrong font by chance.
const MINORITY: usize = 10;

/// The text of a cell whose bytes were decoded; `None` where it has a letter that the font has not.
pub(super) fn from_bytes(text: &str, charset: Charset) -> Option<Cow<'_, str>> {
    match charset.font {
        _ if text.is_ascii() || are_themselves(charset) => Some(Cow::Borrowed(text)),
        None => Some(Cow::Owned(text.nfc().collect())),
        Some(font) => font.shown(text).map(Cow::Owned),
    }
}

/// Whether a text is what its bytes were decoded to, as it stands.
pub(super) fn are_themselves(charset: Charset) -> bool {
    charset.font.is_none() && charset.encoding != WINDOWS_1258
}

/// The text of a workbook's cell as the font shows it, where that is another one.
pub(super) fn revealed(text: &str, letters: TextEncoding) -> Option<String> {
    match letters {
        TextEncoding::Unicode => None,
        _ if text.is_ascii() => None,
        TextEncoding::Tcvn3 => Font::Tcvn3.shown(text),
        TextEncoding::Vni => Font::Vni.shown(text),
        TextEncoding::Auto => found(text).map(|(shown, _)| shown),
    }
}

/// Whether texts that are taken as they stand were typed with an old font.
#[derive(Default)]
pub(super) struct Doubt {
    as_they_stand: usize,
    in_tcvn3: usize,
    in_vni: usize,
    first: Option<Revealed>,
    /// Whether a text has a Vietnamese letter that no old font has, so that naming a font would spoil its others.
    has_unicode: bool,
}

impl Doubt {
    /// Whether texts are still to be looked at.
    pub(super) fn is_open(&self) -> bool {
        self.as_they_stand + self.in_a_font() < LOOKED_AT
    }

    const fn in_a_font(&self) -> usize {
        self.in_tcvn3 + self.in_vni
    }

    /// Looks at the text of a cell of this row.
    pub(super) fn look(&mut self, row: u32, text: &str) {
        if text.is_ascii() || !self.is_open() {
            return;
        }
        self.has_unicode |= text.chars().any(is_beyond_fonts);
        let Some((shown, letters)) = found(text) else {
            self.as_they_stand += 1;
            return;
        };
        match letters {
            TextEncoding::Vni => self.in_vni += 1,
            _ => self.in_tcvn3 += 1,
        }
        self.first.get_or_insert_with(|| Revealed {
            row,
            text: text.to_owned(),
            shown,
            letters,
        });
    }

    /// The first of the texts, where they are the greater part.
    pub(super) fn settled(self) -> Option<Revealed> {
        let in_a_font = self.in_a_font();
        let is_likely = in_a_font >= ENOUGH && in_a_font > self.as_they_stand;
        let letters = self.letters();
        let first = self.first.filter(|_| is_likely)?;
        Some(Revealed { letters, ..first })
    }

    /// A few texts that happen to read as Vietnamese in the other font do not make it one.
    fn letters(&self) -> TextEncoding {
        let is_minority = |few: usize, many: usize| few * MINORITY < many;
        match () {
            () if self.has_unicode => TextEncoding::Auto,
            () if is_minority(self.in_vni, self.in_tcvn3) => TextEncoding::Tcvn3,
            () if is_minority(self.in_tcvn3, self.in_vni) => TextEncoding::Vni,
            () => TextEncoding::Auto,
        }
    }
}

/// A letter of Vietnamese that is none of Western Europe's.
const fn is_beyond_fonts(letter: char) -> bool {
    matches!(
        letter,
        'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{1ea0}'
            ..='\u{1ef9}'
    )
}

/// The text in the one font that makes Vietnamese of it, and which one, unless it is Vietnamese as it stands.
fn found(text: &str) -> Option<(String, TextEncoding)> {
    if is_vietnamese(text) {
        return None;
    }
    let shown = [Font::Tcvn3, Font::Vni].map(|font| font.shown(text));
    match shown.map(|shown| shown.filter(|text| is_vietnamese(text))) {
        [Some(one), None] => Some((one, TextEncoding::Tcvn3)),
        [None, Some(one)] => Some((one, TextEncoding::Vni)),
        _ => None,
    }
}

/// Whether every word with a letter of its own is a syllable, and there is one.
fn is_vietnamese(text: &str) -> bool {
    let words = text.split(|letter: char| letter.is_ascii() && !letter.is_ascii_alphabetic());
    let mut marked = words.filter(|word| !word.is_ascii()).peekable();
    marked.peek().is_some() && marked.all(is_syllable)
}
