//! What the parser of .xlsb refuses a workbook for although nothing of it is needed.
//!
//! It knows neither the sheets of Excel 4's macros nor every formula that a name may stand for. Invariant: only what is
//! no cell is changed, and every record keeps its place.

use flate2::Crc;

const RELATIONS: &str = "xl/_rels/workbook.bin.rels";
const WORKBOOK: &str = "xl/workbook.bin";
/// The record of a name, and one that tells nothing.
const NAME: u8 = 0x27;
const NOTHING: u8 = 0x26;

/// Whether a file of an archive may be changed.
pub(super) fn is_amended(name: &str) -> bool {
    [RELATIONS, WORKBOOK]
        .iter()
        .any(|other| name.eq_ignore_ascii_case(other))
}

/// The file as the parser can read it.
pub(super) fn amended(name: &str, content: Vec<u8>) -> Vec<u8> {
    if name.eq_ignore_ascii_case(WORKBOOK) {
        return without_names(content);
    }
    let Ok(text) = std::str::from_utf8(&content) else {
        return content;
    };
    // A dialog is known, and holds no table either.
    let text = text.replace("\"macrosheets/", "\"dialogsheets/");
    text.replace("Target=\"/xl/", "Target=\"").into_bytes()
}

fn without_names(mut content: Vec<u8>) -> Vec<u8> {
    let mut at = 0;
    while let Some(kind) = content.get(at).copied() {
        if kind == NAME {
            content[at] = NOTHING;
        }
        at += if kind & 0x80 == 0 { 1 } else { 2 };
        let mut length = 0;
        for place in 0..4 {
            let byte = content.get(at).copied().unwrap_or_default();
            length |= usize::from(byte & 0x7f) << (7 * place);
            at += 1;
            if byte & 0x80 == 0 {
                break;
            }
        }
        at += length;
    }
    content
}

/// The checksum of a file in an archive.
pub(super) fn checksum(content: &[u8]) -> u32 {
    let mut checksum = Crc::new();
    checksum.update(content);
    checksum.sum()
}
