//! Text in the encodings that Vietnamese offices have used, for files to read.
//!
//! It decodes nothing. Invariant: it is written from tables of its own, not from what the room decodes with.

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

/// What `iconv -f TCVN5712-1` makes of each byte; without the capitals with two marks, which no font has.
const TCVN3: &str = "Ăa1 Âa2 Êa3 Ôa4 Ơa5 Ưa6 Đa7 ăa8 âa9 êaa ôab ơac ưad đae àb5 ảb6 ãb7 áb8 ạb9 ằbb \
    ẳbc ẵbd ắbe ặc6 ầc7 ẩc8 ẫc9 ấca ậcb ècc ẻce ẽcf éd0 ẹd1 ềd2 ểd3 ễd4 ếd5 ệd6 ìd7 ỉd8 ĩdc ídd ịde òdf \
    ỏe1 õe2 óe3 ọe4 ồe5 ổe6 ỗe7 ốe8 ộe9 ờea ởeb ỡec ớed ợee ùef ủf1 ũf2 úf3 ụf4 ừf5 ửf6 ữf7 ứf8 ựf9 ỳfa \
    ỷfb ỹfc ýfd ỵfe";

/// The VNI keys of each letter, small ones.
const VNI: &str = "áaù àaø ảaû ãaõ ạaï âaâ ấaá ầaà ẩaå ẫaã ậaä ăaê ắaé ằaè ẳaú ẵaü ặaë éeù èeø ẻeû ẽeõ ẹeï \
    êeâ ếeá ềeà ểeå ễeã ệeä íí ìì ỉæ ĩó ịò óoù òoø ỏoû õoõ ọoï ôoâ ốoá ồoà ổoå ỗoã ộoä ơô ớôù ờôø ởôû ỡôõ \
    ợôï úuù ùuø ủuû ũuõ ụuï ưö ứöù ừöø ửöû ữöõ ựöï ýyù ỳyø ỷyû ỹyõ ỵî đñ";

pub(super) fn tcvn3(text: &str) -> Vec<u8> {
    let byte = |letter: char| {
        let entry = TCVN3.split(' ').find(|entry| entry.starts_with(letter));
        let (_, byte) = entry
            .expect("a letter of TCVN3")
            .split_at(letter.len_utf8());
        u8::from_str_radix(byte, 16).expect("a byte")
    };
    let plain = |letter: char| u8::try_from(letter).expect("ASCII");
    let bytes = text.chars();
    bytes
        .map(|letter| {
            if letter.is_ascii() {
                plain(letter)
            } else {
                byte(letter)
            }
        })
        .collect()
}

fn vni_letters(text: &str) -> String {
    let keys = |letter: char| {
        let small = letter.to_lowercase().next().expect("a letter");
        let entry = VNI.split(' ').find(|entry| entry.starts_with(small));
        let keys = &entry.expect("a letter of VNI")[small.len_utf8()..];
        if small == letter {
            keys.to_owned()
        } else {
            keys.to_uppercase()
        }
    };
    text.chars()
        .map(|letter| {
            if letter.is_ascii() {
                letter.to_string()
            } else {
                keys(letter)
            }
        })
        .collect()
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
