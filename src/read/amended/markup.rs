//! Changes to XML workbooks that let the parser read them.
//!
//! The first bytes of a file decide whether it needs a change; only then is it read as a whole. Invariant: cell texts
//! do not change.

use std::ops::Range;

use memchr::memmem;
use quick_xml::{Reader, events::Event};

use crate::read::inflated::LONGEST;

/// Bytes at the start of a file that are checked.
const START: u64 = 2048;
/// Size limit of a sheet that is changed, and of the one file that has all sheets of an OpenDocument workbook.
const MOST: u64 = 256 << 20;

const RELATIONS: &str = "_rels/workbook.xml.rels";
/// Files that the parser finds only under a fixed name, with the type of their relation.
const FIXED: [(&str, &str); 2] = [
    ("/sharedStrings", "sharedStrings.xml"),
    ("/styles", "styles.xml"),
];
/// Relation types of Excel 4 macro sheets, and a type that the parser skips because it holds no table.
const MACROS: [&str; 2] = ["/xlMacrosheet\"", "/xlIntlMacrosheet\""];
const DIALOG: &str = "/dialogsheet\"";

/// The largest size of the file that can be changed.
pub(super) fn most(name: &str, start: impl FnOnce(u64) -> Vec<u8>) -> Option<u64> {
    if name.ends_with(RELATIONS) {
        return Some(LONGEST);
    }
    let is_xml = [".xml", ".rels"].iter().any(|end| name.ends_with(end));
    if !is_xml {
        return None;
    }
    let start = start(START);
    let is_odd = wide(&start).is_some() || dimension(&start).is_some();
    is_odd.then_some(MOST)
}

/// The file in a form that the parser can read.
pub(super) fn amended(name: &str, content: Vec<u8>) -> Vec<u8> {
    let mut content = match wide(&content) {
        Some(is_little) => narrowed(&content, is_little).unwrap_or(content),
        None => content,
    };
    if let Some(range) = dimension(&content) {
        content.splice(range, *b"A1");
    }
    if name.ends_with(RELATIONS) {
        return without_macros(content);
    }
    content
}

/// The byte order of a text in UTF-16: `true` for little-endian; `None` if it is not in UTF-16.
fn wide(content: &[u8]) -> Option<bool> {
    match content {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => Some(true),
        [0xfe, 0xff, ..] | [0, b'<', ..] => Some(false),
        _ => None,
    }
}

fn narrowed(content: &[u8], is_little: bool) -> Option<Vec<u8>> {
    let units = content.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if is_little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        }
    });
    let text = char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .ok()?;
    let text = text.trim_start_matches('\u{feff}');
    // The declaration would no longer be true.
    let body = match text.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>")?.1,
        None => text,
    };
    Some(body.as_bytes().to_vec())
}

/// The place of a sheet's dimension that is given in whole rows (`1:4`), which the parser can't read.
fn dimension(content: &[u8]) -> Option<Range<usize>> {
    const SIGN: &[u8] = b"dimension ref=\"";
    let content = &content[..content.len().min(usize::try_from(START).ok()?)];
    let start = memmem::find(content, SIGN)? + SIGN.len();
    let length = content[start..].iter().position(|byte| *byte == b'"')?;
    let written = &content[start..start + length];
    let is_area = written.split(|byte| *byte == b':').all(is_cell);
    (!is_area).then_some(start..start + length)
}

fn is_cell(written: &[u8]) -> bool {
    let letters = written.iter().take_while(|byte| byte.is_ascii_alphabetic());
    let (column, row) = written.split_at(letters.count());
    let is_row = !row.is_empty() && row.iter().all(u8::is_ascii_digit);
    is_row && (1..=3).contains(&column.len())
}

fn without_macros(content: Vec<u8>) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(&content) else {
        return content;
    };
    if !MACROS.iter().any(|kind| text.contains(kind)) {
        return content;
    }
    let plain = MACROS
        .iter()
        .fold(text.to_owned(), |text, kind| text.replace(kind, DIALOG));
    plain.into_bytes()
}

/// Files that the parser finds only under a fixed name, and that have another name in the relations.
pub(super) fn names(name: &str, content: &[u8]) -> Vec<(String, String)> {
    let Some(folder) = name.strip_suffix(RELATIONS) else {
        return Vec::new();
    };
    let mut reader = Reader::from_reader(content);
    let mut names = Vec::new();
    while let Ok(event) = reader.read_event() {
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            if event == Event::Eof {
                break;
            }
            continue;
        };
        let attribute = |name: &str| {
            let mut all = tag.attributes();
            let mut all = all.with_checks(false).flatten();
            all.find(|attribute| attribute.key.as_ref() == name)
                .map(|attribute| attribute.value.into_owned())
        };
        let (Some(kind), Some(target)) = (attribute("Type"), attribute("Target")) else {
            continue;
        };
        let fixed = FIXED.iter().find(|(end, _)| kind.ends_with(end));
        let Some((_, expected)) = fixed else {
            continue;
        };
        let path = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("{folder}{target}"),
        };
        let expected = format!("{folder}{expected}");
        if !path.eq_ignore_ascii_case(&expected) {
            names.push((path, expected));
        }
    }
    names
}
