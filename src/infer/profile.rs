//! The profile of one column's cells.
//!
//! It counts and keeps only a few values, whatever the size of the table. Invariant: the same cells in the same order
//! give the same profile.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{header_forms, looks};
use crate::model::{Cell, text::clean};

/// A column with more different values than this is no list of choices.
pub(super) const MOST_CHOICES: usize = 50;

/// Examples that are kept.
const EXAMPLES: usize = 3;

/// The number of values among which repetitions are detected.
const REMEMBERED: usize = 200_000;

/// One column, as far as inference needs it.
#[derive(Clone, Debug, Default)]
pub struct ColumnProfile {
    pub(super) header: String,
    /// The header, and what it says without its additions.
    pub(super) forms: Vec<String>,
    pub(super) rows: usize,
    pub(super) filled: usize,
    pub(super) examples: Vec<String>,
    /// Each different value with its count; `None` if there are too many.
    pub(super) choices: Option<BTreeMap<String, usize>>,
    pub(super) repeats: bool,
    kinds: [usize; 6],
    /// Dates that do not fit month first, and those that fit only month first.
    pub(super) orders: [usize; 2],
    /// Dates with a time.
    pub(super) timed: usize,
    seen: BTreeSet<u64>,
}

/// The shape of a value.
#[derive(Clone, Copy)]
pub(super) enum ValueKind {
    Phone,
    Email,
    Date,
    Number,
    Name,
    Surname,
}

impl ValueKind {
    /// Whether a text has each of these shapes, in their order.
    const LOOKS: [fn(&str) -> bool; 6] = [
        looks::is_phone,
        looks::is_email,
        looks::is_date,
        looks::is_number,
        looks::is_name,
        looks::is_surname,
    ];
}

impl ColumnProfile {
    pub(super) fn new(header: &str, prefix: Option<&str>) -> Self {
        let header = clean(header).into_owned();
        Self {
            forms: header_forms::forms(&header, prefix),
            header,
            choices: Some(BTreeMap::new()),
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, cell: Option<&Cell>) {
        self.rows += 1;
        let text = cell.map(text).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        for (slot, looks) in self.kinds.iter_mut().zip(ValueKind::LOOKS) {
            *slot += usize::from(looks(&text));
        }
        if let Some(is_month_first) = looks::is_month_first(&text) {
            self.orders[usize::from(is_month_first)] += 1;
        }
        self.timed += usize::from(looks::has_time(&text));
        self.remember(&text);
        self.choose(text, 1);
    }

    fn remember(&mut self, text: &str) {
        if self.repeats || self.seen.len() >= REMEMBERED {
            return;
        }
        // Its keys are fixed, so the hash is the same in every run.
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        self.repeats = !self.seen.insert(hasher.finish());
    }

    fn choose(&mut self, text: String, count: usize) {
        if self.examples.len() < EXAMPLES && !self.examples.contains(&text) {
            self.examples.push(text.clone());
        }
        let Some(choices) = &mut self.choices else {
            return;
        };
        *choices.entry(text).or_default() += count;
        if choices.len() > MOST_CHOICES {
            self.choices = None;
        }
    }

    /// Adds the same column of another table.
    pub(super) fn absorb(&mut self, other: Self) {
        self.rows += other.rows;
        self.filled += other.filled;
        for (mine, its) in self.kinds.iter_mut().zip(other.kinds) {
            *mine += its;
        }
        for (mine, its) in self.orders.iter_mut().zip(other.orders) {
            *mine += its;
        }
        self.timed += other.timed;
        self.repeats |= other.repeats || !self.seen.is_disjoint(&other.seen);
        self.seen.extend(other.seen);
        if other.choices.is_none() {
            self.choices = None;
        }
        for (text, count) in other.choices.into_iter().flatten() {
            self.choose(text, count);
        }
    }

    /// The share of the filled cells with that shape, in percent.
    pub(super) fn share(&self, kind: ValueKind) -> usize {
        self.kinds[kind as usize] * 100 / self.filled.max(1)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.filled == 0
    }

    /// Filled in every row, each time with another value.
    pub(super) fn tells_apart(&self) -> bool {
        self.filled > 0 && self.filled == self.rows && !self.repeats
    }

    /// A few values are often repeated.
    pub(super) fn is_choice(&self) -> bool {
        let few = |choices: &BTreeMap<String, usize>| {
            choices.len() <= 12 || choices.len() * 4 <= self.filled
        };
        let plain =
            [ValueKind::Phone, ValueKind::Email, ValueKind::Date].map(|kind| self.share(kind) < 50);
        self.choices.as_ref().is_some_and(few) && self.repeats && plain == [true; 3]
    }

    /// The most frequent value first.
    pub(super) fn by_count(&self) -> Vec<(&str, usize)> {
        let choices = self.choices.iter().flatten();
        let mut choices: Vec<_> = choices
            .map(|(text, count)| (text.as_str(), *count))
            .collect();
        choices.sort_by_key(|(text, count)| (std::cmp::Reverse(*count), *text));
        choices
    }
}

/// A cell's text, composed and trimmed.
pub(super) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Error(_) => String::new(),
        other => clean(other.shown().unwrap_or_default()).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(texts: &[&str]) -> ColumnProfile {
        let mut profile = ColumnProfile::new(" Cột ", None);
        for text in texts {
            profile.add(Some(&Cell::Text((*text).to_owned())));
        }
        profile
    }

    #[test]
    fn codes_are_distinct_and_choices_repeat() {
        assert!(profile(&["KH1", "KH2"]).tells_apart());
        assert!(!profile(&["KH1", ""]).tells_apart());
        let choices = profile(&["Mới", "Cũ", "Cũ "]);
        assert!(choices.is_choice() && !choices.tells_apart());
        assert_eq!(choices.by_count(), [("Cũ", 2), ("Mới", 1)]);
    }

    #[test]
    fn too_many_values_are_no_choice() {
        let texts: Vec<String> = (0..60).map(|number| format!("v{number}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).chain(["v1"]).collect();
        assert!(!profile(&texts).is_choice());
    }

    #[test]
    fn a_value_in_two_files_is_a_repetition() {
        let mut one = profile(&["KH1", "KH2"]);
        one.absorb(profile(&["KH2", "KH3"]));
        assert!(one.repeats);
        assert_eq!((one.rows, one.filled), (4, 4));
        assert_eq!(one.examples, ["KH1", "KH2", "KH3"]);
    }

    #[test]
    fn shares_are_of_what_is_filled() {
        let phones = profile(&["0912345678", "", "không có"]);
        assert_eq!(phones.share(ValueKind::Phone), 50);
    }
}
