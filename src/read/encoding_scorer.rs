//! Decodes the words of a file in each encoding that a Vietnamese office may have used, and picks the one that fits.
//!
//! It compares TCVN3, VNI, windows-1258 and windows-1252 and knows no others. Invariant: in the chosen encoding
//! nearly every word is valid, and in no other one; a few words that are valid in two encodings decide nothing.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

use super::{
    charset::Charset,
    font::Font,
    syllable::{is_syllable, is_written_evenly},
};

/// The number of different words that can't all be Vietnamese syllables by accident.
const MANY: usize = 4;
/// The number of different words that are kept; a file of names has a few thousand.
const MOST: usize = 50_000;
/// Letters of Western Europe without those of the Nordic languages, which few customers have and TCVN3 uses.
const WESTERN: &str = "àáâãäçèéêëìíîïñòóôõöùúûüÿßœ";

const VIETNAMESE: [Charset; 3] = [
    Charset::of(Font::Tcvn3),
    Charset::of(Font::Vni),
    Charset::plain(WINDOWS_1258),
];
const WEST: Charset = Charset::plain(WINDOWS_1252);

/// The different words of a file that are not plain ASCII, with their frequencies.
#[derive(Debug, Default)]
pub(super) struct WordCounts(BTreeMap<Vec<u8>, usize>);

impl WordCounts {
    /// Adds the words of some whole lines.
    pub(super) fn add(&mut self, lines: &[u8]) {
        let words = lines.split(|byte| !is_part(*byte));
        for word in words.filter(|word| !word.is_ascii()) {
            if let Some(times) = self.0.get_mut(word) {
                *times += 1;
            } else if self.0.len() < MOST {
                self.0.insert(word.to_owned(), 1);
            }
        }
    }

    /// The one encoding that fits, or all that may.
    pub(super) fn judge(&self) -> Result<Charset, Vec<Charset>> {
        let count = self.0.len();
        let likely = |one: &Charset| self.are_sensible(*one, 80);
        let likely: Vec<Charset> = VIETNAMESE.into_iter().filter(likely).collect();
        let is_western = self.are_sensible(WEST, 90);
        match *likely.as_slice() {
            [] if is_western && count > 0 => Ok(WEST),
            [] => Err(VIETNAMESE.into_iter().chain([WEST]).collect()),
            [one] if !is_western || count >= MANY || self.is_as_in_the_west(one) => Ok(one),
            [..] => Err(likely
                .into_iter()
                .chain(is_western.then_some(WEST))
                .collect()),
        }
    }

    /// Whether this percentage of words is valid, both of the different words and of all occurrences: so neither one
    /// frequent name nor many rare ones decide alone.
    fn are_sensible(&self, charset: Charset, of_a_hundred: usize) -> bool {
        let sensible = || self.0.iter().filter(|(word, _)| makes_sense(word, charset));
        let times: usize = sensible().map(|(_, times)| times).sum();
        let all: usize = self.0.values().sum();
        sensible().count() * 100 >= self.0.len() * of_a_hundred && times * 100 >= all * of_a_hundred
    }

    /// Whether the choice makes no difference.
    fn is_as_in_the_west(&self, charset: Charset) -> bool {
        let mut words = self.0.keys();
        words.all(|word| read(word, charset) == read(word, WEST))
    }
}

/// Letters in some of the encodings; below 0xA1 all of them have the same quotes and dashes.
fn is_part(byte: u8) -> bool {
    let is_letter = matches!(
        byte,
        0x8a | 0x8c | 0x8e | 0x9a | 0x9c | 0x9e | 0x9f | 0xa1..
    );
    is_letter || byte.is_ascii_alphabetic()
}

fn makes_sense(word: &[u8], charset: Charset) -> bool {
    match read(word, charset) {
        None => false,
        Some(text) if charset == WEST => is_western(&text),
        Some(text) => is_syllable(&text),
    }
}

fn read(word: &[u8], Charset { encoding, font }: Charset) -> Option<String> {
    let letters = decoded(word, encoding)?;
    match font {
        Some(font) => font.shown(&letters),
        None => Some(letters.nfc().collect()),
    }
}

fn decoded(word: &[u8], encoding: &'static Encoding) -> Option<String> {
    let letters = encoding.decode_without_bom_handling_and_without_replacement(word)?;
    Some(letters.into_owned())
}

/// Whether French, German or a related language may have such a word.
fn is_western(word: &str) -> bool {
    is_western_word(word.trim_matches(|letter: char| !letter.is_alphabetic()))
}

/// The same for a word that has only letters.
pub(super) fn is_western_word(word: &str) -> bool {
    let small = word.to_lowercase();
    let has_letters = small
        .chars()
        .all(|letter| letter.is_ascii_alphabetic() || WESTERN.contains(letter));
    let mut pairs = small.chars().zip(small.chars().skip(1));
    has_letters
        && is_written_evenly(word)
        && pairs.all(|(left, right)| is_western_pair(left, right))
}

/// VNI puts `aà` and `eã` side by side, and its own letters before its marks.
fn is_western_pair(left: char, right: char) -> bool {
    let base = right.nfd().next();
    let is_doubled = left.is_ascii() && !right.is_ascii() && base == Some(left);
    let is_marked_twice = !left.is_ascii() && !right.is_ascii();
    !is_doubled && (!is_marked_twice || [left, right].iter().any(|letter| "éçß".contains(*letter)))
}
