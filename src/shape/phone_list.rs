//! The phone numbers of one record, as they are sent.
//!
//! `phones` parses them. Invariant: no number occurs twice.

use std::iter;

use crate::model::{PhoneDoubt, Repair};

/// The phone numbers of one record, each once, in the order of the sheet. It is reused for the next record, so that
/// ordinary numbers need no allocation.
#[derive(Debug, Default)]
pub struct PhoneList {
    /// The numbers, concatenated.
    text: String,
    ends: Vec<usize>,
    /// Remarks about the phones read since the last reset.
    pub doubts: Vec<DoubtfulPhone>,
    /// Repairs of the cells read since the last reset.
    pub repairs: Vec<Repair>,
    /// A buffer for the current number.
    pub room: String,
}

/// A part of a cell that may be no phone number.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DoubtfulPhone {
    /// The text in the sheet.
    pub text: String,
    /// The sent text; `None` if it contains no number.
    pub number: Option<String>,
    /// The reason.
    pub doubt: PhoneDoubt,
}

impl PhoneList {
    /// Starts another record.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.doubts.clear();
        self.repairs.clear();
    }

    /// The count of numbers.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Every number, as it is sent.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        numbers(&self.text, &self.ends)
    }

    /// Adds a number joined from these parts, unless it is there already.
    pub fn push(&mut self, parts: [&str; 3], chunk: &str, doubt: Option<PhoneDoubt>) {
        let start = self.text.len();
        self.text.extend(parts);
        let (before, number) = self.text.split_at(start);
        self.doubts.extend(doubt.map(|doubt| DoubtfulPhone {
            text: chunk.to_owned(),
            number: Some(number.to_owned()),
            doubt,
        }));
        if numbers(before, &self.ends).any(|other| other == number) {
            self.text.truncate(start);
        } else {
            self.ends.push(self.text.len());
        }
    }

    /// Omits a part of a cell.
    pub fn leave_out(&mut self, chunk: &str, doubt: PhoneDoubt) {
        self.doubts.push(DoubtfulPhone {
            text: chunk.to_owned(),
            number: None,
            doubt,
        });
    }
}

fn numbers<'t>(text: &'t str, ends: &'t [usize]) -> impl Iterator<Item = &'t str> {
    let starts = iter::once(0).chain(ends.iter().copied());
    starts.zip(ends).map(|(start, end)| &text[start..*end])
}
