//! Makes a mutated file from a seed and the corpus.

use fastrand::Rng;

use super::containers;

/// A file: its name and its bytes.
pub type Named = (String, Vec<u8>);

/// The inserted bytes: tokens of the formats, and numbers at the limits of their ranges.
const WORDS: [&[u8]; 46] = [
    b"<c r=\"XFD1048576\"><v>1</v></c>",
    b"<row r=\"1048576\">",
    b"<row r=\"4294967295\">",
    b"<c r=\"A1\" t=\"s\"><v>99999999</v></c>",
    b"<c t=\"inlineStr\"><is><t>x</t></is></c>",
    b"<c t=\"e\"><v>#N/A</v></c>",
    b"<c><f>A1</f></c>",
    b"</sheetData>",
    b"<sheetData>",
    b"<dimension ref=\"A1:XFD1048576\"/>",
    b" uniqueCount=\"18446744073709551615\"",
    b" uniqueCount=\"4294967295\"",
    b" t=\"d\"",
    b" s=\"4294967295\"",
    b"<si/>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"&b;",
    b"&#x0;",
    b"&#55296;",
    b"<?xml version=\"1.0\" encoding=\"utf-16\"?>",
    b" table:number-rows-repeated=\"1048576\"",
    b" table:number-columns-repeated=\"16384\"",
    b" table:number-columns-repeated=\"4294967295\"",
    b" office:value-type=\"string\"",
    b" office:value=\"1e308\"",
    b"<text:s text:c=\"4294967295\"/>",
    b"<table:table-row>",
    b"</table:table>",
    b"/",
    b"\"",
    b"<",
    b"\n",
    b"\r",
    b";",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\0",
    b"\xff\xff",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\xfe\xff\xff\xff",
    b"\0\0\0\x80",
];

/// The file of a seed.
pub fn file(corpus: &[Named], seed: u64) -> Named {
    let mut random = Rng::with_seed(seed);
    let (name, bytes) = &corpus[random.usize(..corpus.len())];
    let (_, other) = &corpus[random.usize(..corpus.len())];
    let is_archive = bytes.starts_with(b"PK");
    let bytes = if is_archive && random.u8(..10) < 8 {
        containers::changed(bytes, other, &mut random)
    } else {
        changed(bytes, other, &mut random)
    };
    (name.clone(), bytes)
}

/// The bytes with a few changes, mostly one or two.
pub fn changed(bytes: &[u8], other: &[u8], random: &mut Rng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..1 << random.u32(..5) {
        change(&mut bytes, other, random);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, other: &[u8], random: &mut Rng) {
    let at = random.usize(..=bytes.len());
    let length = random.usize(..64).min(bytes.len() - at);
    match random.u8(..9) {
        0 if at < bytes.len() => bytes[at] ^= 1 << random.u8(..8),
        1 if at < bytes.len() => bytes[at] = random.u8(..),
        2 if random.u8(..4) == 0 => bytes.truncate(at),
        3 => drop(bytes.drain(at..at + length)),
        4 => {
            let piece = bytes[at..at + length].to_vec();
            let times = 1 << random.usize(..10);
            let _ = bytes.splice(at..at, piece.repeat(times));
        }
        5 => {
            let from = random.usize(..=other.len());
            let length = random.usize(..256).min(other.len() - from);
            let _ = bytes.splice(at..at, other[from..from + length].to_vec());
        }
        6 => {
            // In place, so that the bytes after it keep their offsets.
            let word = WORDS[random.usize(..WORDS.len())];
            let end = (at + word.len()).min(bytes.len());
            bytes[at..end].copy_from_slice(&word[..end - at]);
        }
        7 if at < bytes.len() => digits(bytes, at, random),
        _ => {
            let word = WORDS[random.usize(..WORDS.len())];
            let _ = bytes.splice(at..at, word.to_vec());
        }
    }
}

/// Replaces the next number in digits.
fn digits(bytes: &mut Vec<u8>, at: usize, random: &mut Rng) {
    let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit) else {
        return;
    };
    let start = at + start;
    let rest = &bytes[start..];
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = match random.u8(..4) {
        0 => "0".to_owned(),
        1 => u64::MAX.to_string(),
        2 => (1_u64 << random.u8(..64)).to_string(),
        _ => random.u16(..).to_string(),
    };
    let _ = bytes.splice(start..start + length, number.into_bytes());
}
