//! The texts of a row in a sheet.
//!
//! It does not know which columns matter; the caller does. Invariant: two rows count as equal only if all of these
//! columns are equal, apart from invisible differences.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::text;

/// Headers and texts, in the order of the columns, without blank cells.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct RowTexts(Vec<(String, String)>);

/// The difference between two rows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Difference {
    /// The first column that differs, both texts, and the number of further columns that differ.
    Column {
        /// Its header.
        header: String,
        /// Both texts; blank is `None`.
        texts: [Option<String>; 2],
        /// The number of others that differ.
        more: usize,
    },
    /// In some column.
    Somewhere,
}

impl RowTexts {
    /// A row without texts.
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

    /// The difference between another row and this one in these columns.
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

    /// The texts under a header, without blank ones.
    #[must_use]
    pub fn under(&self, header: &str) -> Vec<&str> {
        let own = self.0.iter().filter(|(own, _)| own == header);
        own.map(|(_, text)| text.as_str()).collect()
    }
}
