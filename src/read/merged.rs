//! Which cells of a sheet are merged.
//!
//! Only those over several rows matter: a cell that is merged to the right is blank in columns that have no name of
//! their own or in rows that are no records. Invariant: what is not understood is left out.

use quick_xml::events::BytesStart;

use crate::model::Merged;

/// The cells of a `mergeCell` tag, if they go over several rows.
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
