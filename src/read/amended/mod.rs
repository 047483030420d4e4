//! Changes to valid workbooks that a parser would refuse.
//!
//! The parsers do not know Excel 4 macro sheets, some formulas behind a defined name, or XML in UTF-16. Invariant: no
//! cell is changed, and a file without any of these stays as it is.

mod markup;

use flate2::Crc;

use super::{file_guard::Syntax, inflated::LONGEST};

const RELATIONS: &str = "xl/_rels/workbook.bin.rels";
const WORKBOOK: &str = "xl/workbook.bin";
/// The record type of a name, and a record type without meaning.
const NAME: u8 = 0x27;
const NOTHING: u8 = 0x26;

/// The largest size at which a file of an archive can be changed; `None` if it needs no change. `start` has the
/// file's first bytes.
pub(super) fn most(name: &str, syntax: Syntax, start: impl FnOnce(u64) -> Vec<u8>) -> Option<u64> {
    let is_any = |names: [&str; 2]| names.iter().any(|other| name.eq_ignore_ascii_case(other));
    match syntax {
        Syntax::Records => is_any([RELATIONS, WORKBOOK]).then_some(LONGEST),
        Syntax::Markup => markup::most(name, start),
    }
}

/// The file in a form that the parser can read.
pub(super) fn amended(name: &str, content: Vec<u8>) -> Vec<u8> {
    if name.eq_ignore_ascii_case(WORKBOOK) {
        return without_names(content);
    }
    if !name.eq_ignore_ascii_case(RELATIONS) {
        return markup::amended(name, content);
    }
    let Ok(text) = std::str::from_utf8(&content) else {
        return content;
    };
    // The parser knows dialog sheets, and they hold no table either.
    let text = text.replace("\"macrosheets/", "\"dialogsheets/");
    text.replace("Target=\"/xl/", "Target=\"").into_bytes()
}

/// Files that the parser finds only under a fixed name, and that have another name by this file: real name and
/// expected name.
pub(super) fn names(name: &str, content: &[u8]) -> Vec<(String, String)> {
    markup::names(name, content)
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
