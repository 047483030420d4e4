//! The shape of a cell's text, and the common shape of a column's cells.
//!
//! It does not interpret cells. Invariant: it gives no answer for a column of free texts, or for one with too few
//! cells.

use std::collections::{BTreeMap, BTreeSet};

/// Fewer cells prove nothing.
const ENOUGH: usize = 3;
/// The number of cells from which few, often repeated texts count as a choice: a status, a type, a group.
const MANY: usize = 12;
const OFTEN: usize = 4;
/// The largest number of texts of a choice.
const MOST_TEXTS: usize = 40;

/// The shape of a text that is not free text.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum CellClass {
    Date,
    /// Digits and the signs within numbers and phones.
    Number,
    Email,
    /// One word that contains digits.
    Code,
    Text,
}

impl CellClass {
    /// `None` for a blank cell.
    pub fn of(cell: &[u8]) -> Option<Self> {
        let text = cell.trim_ascii();
        let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
        let is_word = !text.contains(&b' ');
        let is_numeric = |byte: &u8| byte.is_ascii_digit() || b"+-.,;/|:() \n".contains(byte);
        Some(match () {
            () if text.is_empty() => return None,
            () if is_word && text.contains(&b'@') => Self::Email,
            () if digits > 0 && is_date(text) => Self::Date,
            () if digits > 0 && text.iter().all(is_numeric) => Self::Number,
            () if digits > 0 && is_word => Self::Code,
            () => Self::Text,
        })
    }
}

/// Whether a text begins with a date, in any order: `1/2/1990`, `1990-02-01`.
fn is_date(text: &[u8]) -> bool {
    let day = text.split(|byte| *byte == b' ').next().unwrap_or_default();
    [b'/', b'-', b'.'].iter().any(|sign| {
        let parts: Vec<&[u8]> = day.split(|byte| byte == sign).collect();
        let is_part =
            |part: &&[u8]| matches!(part.len(), 1 | 2 | 4) && part.iter().all(u8::is_ascii_digit);
        parts.len() == 3 && parts.iter().all(is_part)
    })
}

/// The cells of a column seen so far.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct ColumnClasses {
    /// The number of cells of each class.
    classes: BTreeMap<CellClass, usize>,
    /// The trimmed texts, while they are few.
    texts: BTreeSet<Vec<u8>>,
    seen: usize,
    /// Cells that begin with a blank.
    behind_blank: usize,
}

impl ColumnClasses {
    /// Adds one cell.
    pub fn add(&mut self, cell: &[u8]) {
        if let Some(class) = CellClass::of(cell) {
            *self.classes.entry(class).or_default() += 1;
            self.seen += 1;
            self.behind_blank += usize::from(cell.starts_with(b" "));
            if self.texts.len() <= MOST_TEXTS {
                self.texts.insert(cell.trim_ascii().to_vec());
            }
        }
    }

    /// Whether a cell differs in kind from the others; `None` if that can't be decided.
    pub fn is_foreign(&self, cell: &[u8]) -> Option<bool> {
        let own = CellClass::of(cell)?;
        let usual = self.class();
        if usual.is_some_and(|usual| usual != own) {
            return Some(true);
        }
        let is_choice = self.texts.len() <= MOST_TEXTS && OFTEN * self.texts.len() <= self.seen;
        if self.seen >= MANY && is_choice {
            return Some(!self.texts.contains(cell.trim_ascii()));
        }
        usual.map(|_| false)
    }

    /// The class of the cells, unless they are free texts.
    fn class(&self) -> Option<CellClass> {
        let most = self.classes.iter().max_by_key(|(_, cells)| **cells);
        let (class, cells) = most.filter(|_| self.seen >= ENOUGH)?;
        let is_rule = 20 * cells >= 19 * self.seen;
        (is_rule && *class != CellClass::Text).then_some(*class)
    }

    /// Whether no cell begins with a blank.
    pub fn begins_at_once(&self) -> bool {
        self.seen >= ENOUGH && self.behind_blank == 0
    }
}
