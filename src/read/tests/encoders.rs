//! Text in the encodings that Vietnamese offices have used, for files to read.
//!
//! It decodes nothing. Invariant: its tables are its own, independent of those that the room decodes with.

use std::{collections::BTreeMap, sync::LazyLock};

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

/// The output of `iconv -f TCVN5712-1` for each byte, without the capitals with two marks, which no font has.
const TCVN3: &str = "Ăa1 Âa2 Êa3 Ôa4 Ơa5 Ưa6 Đa7 ăa8 âa9 êaa ôab ơac ưad đae àb5 ảb6 ãb7 áb8 ạb9 ằbb \
    ẳbc ẵbd ắbe ặc6 ầc7 ẩc8 ẫc9 ấca ậcb ècc ẻce ẽcf éd0 ẹd1 ềd2 ểd3 ễd4 ếd5 ệd6 ìd7 ỉd8 ĩdc ídd ịde òdf \
    ỏe1 õe2 óe3 ọe4 ồe5 ổe6 ỗe7 ốe8 ộe9 ờea ởeb ỡec ớed ợee ùef ủf1 ũf2 úf3 ụf4 ừf5 ửf6 ữf7 ứf8 ựf9 ỳfa \
    ỷfb ỹfc ýfd ỵfe";

/// The VNI keys of each letter, small ones.
const VNI: &str = "áaù àaø ảaû ãaõ ạaï âaâ ấaá ầaà ẩaå ẫaã ậaä ăaê ắaé ằaè ẳaú ẵaü ặaë éeù èeø ẻeû ẽeõ ẹeï \
    êeâ ếeá ềeà ểeå ễeã ệeä íí ìì ỉæ ĩó ịò óoù òoø ỏoû õoõ ọoï ôoâ ốoá ồoà ổoå ỗoã ộoä ơô ớôù ờôø ởôû ỡôõ \
    ợôï úuù ùuø ủuû ũuõ ụuï ưö ứöù ừöø ửöû ữöõ ựöï ýyù ỳyø ỷyû ỹyõ ỵî đñ";

/// The text that follows each letter in a table.
fn entries(table: &'static str) -> BTreeMap<char, &'static str> {
    let entries = table.split_whitespace();
    let entry = |entry: &'static str| {
        let letter = entry.chars().next().expect("a letter");
        (letter, &entry[letter.len_utf8()..])
    };
    entries.map(entry).collect()
}

pub(super) fn tcvn3(text: &str) -> Vec<u8> {
    static ENTRIES: LazyLock<BTreeMap<char, &str>> = LazyLock::new(|| entries(TCVN3));
    let byte = |letter: char| match letter {
        // Not in the font: typed in another one.
        '²' => 0xb2,
        ascii if ascii.is_ascii() => u8::try_from(ascii).expect("ASCII"),
        letter => u8::from_str_radix(ENTRIES[&letter], 16).expect("a byte"),
    };
    text.chars().map(byte).collect()
}

fn vni_letters(text: &str) -> String {
    static ENTRIES: LazyLock<BTreeMap<char, &str>> = LazyLock::new(|| entries(VNI));
    let keys = |letter: char| {
        let small = letter.to_lowercase().next().expect("a letter");
        match ENTRIES.get(&small) {
            None => letter.to_string(),
            Some(keys) if small == letter => (*keys).to_owned(),
            Some(keys) => keys.to_uppercase(),
        }
    };
    text.chars().map(keys).collect()
}

pub(super) fn vni(text: &str) -> Vec<u8> {
    WINDOWS_1252.encode(&vni_letters(text)).0.into_owned()
}

/// Letters with circumflex, breve and horn as one, tones behind them.
pub(super) fn windows_1258(text: &str) -> Vec<u8> {
    let is_tone = |letter: &char| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*letter);
    let letter = |letter: char| {
        let base: String = letter.nfd().filter(|part| !is_tone(part)).nfc().collect();
        let tones = letter.nfd().filter(is_tone);
        base.chars().chain(tones).collect::<String>()
    };
    let mixed: String = text.nfc().map(letter).collect();
    let (bytes, _, has_failed) = WINDOWS_1258.encode(&mixed);
    assert!(!has_failed, "{text}");
    bytes.into_owned()
}

pub(super) fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}
