//! What a row of a sheet says, cell by cell, and the form in which a workbook of failed rows remembers it.
//!
//! It does not know which of the cells matter: whoever compares says which columns. Invariant: two rows are told to
//! be the same only where every one of these columns says the same, but for what no cell shows.

use std::{collections::BTreeSet, fmt::Write};

use super::{Fingerprint, text, visible::turns};

/// A memory beyond this, in bytes, is a digest: a cell of Excel holds 32,767 UTF-16 units, none longer than a byte.
const LONGEST: usize = 32_000;

/// Stands in front of a digest; a list begins with a bracket.
const DIGEST: &str = "digest ";

/// Headers and texts, in the order of the columns, without blank cells.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct RowTexts(Vec<(String, String)>);

/// What a row said once.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RowMemory {
    /// Every cell of it.
    Texts(RowTexts),
    /// A digest over every cell, of a row that is too long for a cell of Excel.
    Digest(String),
}

/// How two rows differ.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Difference {
    /// The first column in which they do, what each says there, and how many more columns there are.
    Column {
        /// Its header.
        header: String,
        /// The one text, and the other; blank is `None`.
        texts: [Option<String>; 2],
        /// How many others differ.
        more: usize,
    },
    /// In some column.
    Somewhere,
}

impl RowTexts {
    /// A row that says nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The cells under their headers.
    pub fn of<'t>(
        headers: impl IntoIterator<Item = &'t str>,
        cells: impl IntoIterator<Item = &'t str>,
    ) -> Self {
        let cells = headers.into_iter().zip(cells);
        let cells = cells.map(|(header, cell)| (text::clean(header), text::clean(cell)));
        let filled = cells.filter(|(_, cell)| !cell.is_empty());
        Self(
            filled
                .map(|(header, cell)| (header.into_owned(), cell.into_owned()))
                .collect(),
        )
    }

    /// How another row differs from this one in these columns.
    #[must_use]
    pub fn difference(&self, other: &Self, columns: &BTreeSet<String>) -> Option<Difference> {
        let differs = |header: &&String| self.under(header) != other.under(header);
        let mut differing = columns.iter().filter(differs);
        let header = differing.next()?;
        let texts = [self, other].map(|row| {
            let texts = row.under(header);
            (!texts.is_empty()).then(|| texts.join(", "))
        });
        Some(Difference::Column {
            header: header.clone(),
            texts,
            more: differing.count(),
        })
    }

    fn under(&self, header: &str) -> Vec<&str> {
        let own = self.0.iter().filter(|(own, _)| own == header);
        own.map(|(_, text)| text.as_str()).collect()
    }
}

impl RowMemory {
    /// The memory of a row as the text of one cell.
    #[must_use]
    pub fn written(row: &RowTexts) -> String {
        let text = listed(row);
        if text.len() > LONGEST {
            return format!("{DIGEST}{}", digest(&text));
        }
        text
    }

    /// The memory in a cell; `None` where there is none in it.
    #[must_use]
    pub fn read(cell: &str) -> Option<Self> {
        if let Some(digest) = cell.strip_prefix(DIGEST) {
            return Some(Self::Digest(digest.to_owned()));
        }
        let texts = serde_json::from_str(cell).ok()?;
        Some(Self::Texts(RowTexts(texts)))
    }

    /// How the row differs now in these columns; a digest is over all of them.
    #[must_use]
    pub fn difference(&self, now: &RowTexts, columns: &BTreeSet<String>) -> Option<Difference> {
        match self {
            Self::Texts(then) => then.difference(now, columns),
            Self::Digest(then) => (*then != digest(&listed(now))).then_some(Difference::Somewhere),
        }
    }
}

/// Everything as one line of JSON. What turns the direction of writing would not survive in a cell, so it is escaped.
fn listed(row: &RowTexts) -> String {
    let text = serde_json::to_string(&row.0).unwrap_or_default();
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() || turns(letter) || matches!(letter, '\u{FFFE}' | '\u{FFFF}') {
            // Writing to a text can't fail.
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
    fn the_first_difference_is_told_and_the_others_counted() {
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
