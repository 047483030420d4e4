//! The form in which a failures workbook stores the texts of a row.
//!
//! It is the text of one cell. Invariant: a row that is read back differs from no row that it equalled.

use std::{collections::BTreeSet, fmt::Write};

use crate::model::{Difference, Fingerprint, RowTexts, visible::turns};

/// A stored row beyond this length in bytes becomes a digest: a cell of Excel holds 32,767 UTF-16 units, none longer
/// than a byte.
const LONGEST: usize = 32_000;

/// The prefix of a digest; a list begins with a bracket.
const DIGEST: &str = "digest ";

/// The stored texts of a row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RowMemory {
    /// Every cell of it.
    Texts(RowTexts),
    /// A digest of every cell, for a row that is too long for a cell of Excel.
    Digest(String),
}

impl RowMemory {
    /// The stored row as the text of one cell.
    #[must_use]
    pub fn written(row: &RowTexts) -> String {
        let text = listed(row);
        if text.len() > LONGEST {
            return format!("{DIGEST}{}", digest(&text));
        }
        text
    }

    /// The stored row in a cell; `None` if there is none.
    #[must_use]
    pub fn read(cell: &str) -> Option<Self> {
        if let Some(digest) = cell.strip_prefix(DIGEST) {
            return Some(Self::Digest(digest.to_owned()));
        }
        let texts = serde_json::from_str(cell).ok()?;
        Some(Self::Texts(texts))
    }

    /// The difference between the stored row and this one; a digest covers all columns.
    #[must_use]
    pub fn difference(&self, now: &RowTexts, columns: &BTreeSet<String>) -> Option<Difference> {
        match self {
            Self::Texts(then) => then.difference(now, columns),
            Self::Digest(then) => (*then != digest(&listed(now))).then_some(Difference::Somewhere),
        }
    }
}

/// Everything as one line of JSON. Characters that change the writing direction would not survive in a cell, so they
/// are escaped.
fn listed(row: &RowTexts) -> String {
    let text = serde_json::to_string(row).unwrap_or_default();
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() || turns(letter) || matches!(letter, '\u{FFFE}' | '\u{FFFF}') {
            // Writing to a string can't fail.
            _ = write!(escaped, "\\u{:04x}", u32::from(letter));
        } else {
            escaped.push(letter);
        }
    }
    escaped
}

fn digest(text: &str) -> String {
    let Fingerprint(bytes) = Fingerprint::of_bytes(text.as_bytes());
    format!("{:032x}", u128::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: [&str; 2]) -> RowTexts {
        RowTexts::of([" Tên ", "SĐT"], cells)
    }

    fn columns() -> BTreeSet<String> {
        ["Tên".to_owned(), "SĐT".to_owned()].into()
    }

    #[test]
    fn a_memory_survives_its_cell() {
        let odd = row(["An\u{200B}\u{202E}\u{85}\"\n", "1"]);
        let written = RowMemory::written(&odd);
        assert!(
            !written
                .chars()
                .any(|letter| letter.is_control() || turns(letter)),
            "{written}"
        );
        let read = RowMemory::read(&written).expect("it is a memory");
        assert_eq!(read, RowMemory::Texts(odd));
        assert_eq!(RowMemory::read("An"), None);
    }

    #[test]
    fn the_first_difference_is_reported_and_the_others_are_counted() {
        let memory = RowMemory::Texts(row(["An", ""]));
        assert_eq!(memory.difference(&row([" An", ""]), &columns()), None);
        let differs = memory.difference(&row(["Bình", "1"]), &columns());
        let column = |header: &str, texts, more| {
            Some(Difference::Column {
                header: header.to_owned(),
                texts,
                more,
            })
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(differs, column("SĐT", [None, text("1")], 1));
        let one: BTreeSet<_> = ["Tên".to_owned()].into();
        assert_eq!(memory.difference(&row(["An", "1"]), &one), None);
    }

    #[test]
    fn a_row_that_is_too_long_is_known_by_its_digest() {
        let long = "An ".repeat(LONGEST);
        let written = RowMemory::written(&row([&long, "1"]));
        assert!(written.len() < 100, "{written}");
        let memory = RowMemory::read(&written).expect("it is a memory");
        assert_eq!(memory.difference(&row([&long, "1"]), &columns()), None);
        let differs = memory.difference(&row([&long, "2"]), &columns());
        assert_eq!(differs, Some(Difference::Somewhere));
    }
}
