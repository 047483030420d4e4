//! What the text of a cell looks like, and what all cells of a column do.
//!
//! It is far from knowing what a cell means. Invariant: nothing is said of a column of free texts, nor of one of which
//! too little was seen.

use std::collections::{BTreeMap, BTreeSet};

/// Fewer cells show nothing.
const ENOUGH: usize = 3;
/// Among so many cells, few texts that each stand so often are a choice: a status, a type, a group.
const MANY: usize = 12;
const OFTEN: usize = 4;
/// A choice has no more texts.
const MOST_TEXTS: usize = 40;

/// What a text that is no free text looks like.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum CellClass {
    Date,
    /// Digits and the signs within numbers and phones.
    Number,
    Email,
    /// One word with digits in it.
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

/// Whether it begins with a day, in whatever order: `1/2/1990`, `1990-02-01`.
fn is_date(text: &[u8]) -> bool {
    let day = text.split(|byte| *byte == b' ').next().unwrap_or_default();
    [b'/', b'-', b'.'].iter().any(|sign| {
        let parts: Vec<&[u8]> = day.split(|byte| byte == sign).collect();
        let is_part =
            |part: &&[u8]| matches!(part.len(), 1 | 2 | 4) && part.iter().all(u8::is_ascii_digit);
        parts.len() == 3 && parts.iter().all(is_part)
    })
}

/// What was seen of a column.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct ColumnClasses {
    /// How many cells of each class.
    classes: BTreeMap<CellClass, usize>,
    /// The texts, without blanks around them, as long as they are few.
    texts: BTreeSet<Vec<u8>>,
    seen: usize,
    /// Cells that begin with a blank.
    behind_blank: usize,
}

impl ColumnClasses {
    /// One more cell.
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

    /// Whether a cell is of another kind than the others; `None` where nothing can be said.
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

    /// The class of its cells, where they are no free texts.
    fn class(&self) -> Option<CellClass> {
        let most = self.classes.iter().max_by_key(|(_, cells)| **cells);
        let (class, cells) = most.filter(|_| self.seen >= ENOUGH)?;
        let is_rule = 20 * cells >= 19 * self.seen;
        (is_rule && *class != CellClass::Text).then_some(*class)
    }

    /// Whether none of its cells begins with a blank.
    pub fn begins_at_once(&self) -> bool {
        self.seen >= ENOUGH && self.behind_blank == 0
    }
}
