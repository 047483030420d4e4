//! Elements as nearly every workbook has nearly all of them, told at a glance.
//!
//! It is for the watch, which would look at each of their tags and learn nothing. Invariant: what is
//! taken for usual opens two tags, closes both, and holds neither a formula nor anything to count.

use memchr::memchr;

/// What is longer than this is not usual.
const LONGEST: usize = 4096;

/// Where the watch is in a sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub is_begun: bool,
    pub is_open: bool,
    /// The bytes of the cell so far, in a cell.
    pub cell: Option<u64>,
}

impl Sheet {
    /// The bytes of a usual cell or, beside the sheet, of a usual shared text, if that comes next.
    pub(super) fn usual(&self, bytes: &[u8]) -> Option<usize> {
        let bytes = &bytes[..bytes.len().min(LONGEST)];
        match self {
            Self { cell: Some(_), .. } => None,
            Self { is_open: true, .. } => cell(bytes),
            Self { .. } => text(bytes),
        }
    }
}

/// The bytes of a cell that has a value and nothing else, from the first to the last, if it comes next and
/// is all there.
fn cell(bytes: &[u8]) -> Option<usize> {
    let rest = bytes.strip_prefix(b"<c ")?;
    let end = rest.iter().position(|byte| *byte == b'>')?;
    let (tag, rest) = (&rest[..end], &rest[end + 1..]);
    let is_quoted = tag.iter().fold(false, |is, byte| is ^ (*byte == b'"'));
    // Within quotes the sign would not end the tag, and behind a slash there would be no value.
    if is_quoted || tag.contains(&b'\'') || tag.ends_with(b"/") {
        return None;
    }
    let rest = rest.strip_prefix(b"<v>")?;
    let end = rest.iter().position(|byte| *byte == b'<')?;
    let rest = rest[end..].strip_prefix(b"</v></c>")?;
    Some(bytes.len() - rest.len())
}

/// The same of a shared text.
fn text(bytes: &[u8]) -> Option<usize> {
    let rest = bytes.strip_prefix(b"<si><t")?;
    let rest = rest
        .strip_prefix(b" xml:space=\"preserve\"")
        .unwrap_or(rest)
        .strip_prefix(b">")?;
    let rest = rest[memchr(b'<', rest)?..].strip_prefix(b"</t></si>")?;
    Some(bytes.len() - rest.len())
}
