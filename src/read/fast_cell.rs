//! Elements as nearly every workbook has nearly all of them, passed at a glance.
//!
//! They are for the watch, which would learn nothing from their tags: to read them as events costs 0.9 s more of
//! processor time in a sheet of 1,300,000 cells, which takes 1.6 s in all. Invariant: what is taken for usual opens
//! two tags, closes both, and holds neither a formula nor anything to count.

use memchr::memchr;

/// What is longer than this is not usual.
const LONGEST: usize = 4096;

/// The bytes of a cell that has a value and nothing else, if it comes next and is all there.
pub(super) fn cell(bytes: &[u8]) -> Option<usize> {
    let bytes = &bytes[..bytes.len().min(LONGEST)];
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
pub(super) fn text(bytes: &[u8]) -> Option<usize> {
    let bytes = &bytes[..bytes.len().min(LONGEST)];
    let rest = bytes.strip_prefix(b"<si><t")?;
    let rest = rest
        .strip_prefix(b" xml:space=\"preserve\"")
        .unwrap_or(rest)
        .strip_prefix(b">")?;
    let rest = rest[memchr(b'<', rest)?..].strip_prefix(b"</t></si>")?;
    Some(bytes.len() - rest.len())
}
