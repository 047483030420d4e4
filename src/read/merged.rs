//! The merged cells of a sheet.
//!
//! Only merges over several rows matter: a cell merged to the right leaves blank cells only in unnamed columns or in
//! rows that are no records. Invariant: a reference that can't be parsed is ignored.

use quick_xml::events::BytesStart;

use crate::model::Merged;

/// The cells of a `mergeCell` tag, if they span several rows.
pub(super) fn over_rows(tag: &BytesStart<'_>) -> Option<Merged> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let area = attributes.find(|attribute| attribute.key.as_ref() == "ref")?;
    let (first, last) = area.value.split_once(':')?;
    let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
    (top < bottom).then_some(Merged {
        rows: (top, bottom),
        columns: (left, right),
    })
}

/// The row, 1-based, and the column of `B7`.
fn cell(written: &str) -> Option<(u32, usize)> {
    let digits = written.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, row) = written.split_at(digits);
    let mut column = 0_usize;
    for letter in letters.bytes() {
        let place = letter.to_ascii_uppercase().checked_sub(b'A')?;
        column = column.checked_mul(26)? + usize::from(place) + 1;
    }
    Some((row.parse().ok()?, column.checked_sub(1)?))
}
