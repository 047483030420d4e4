//! The phones of one record, as they are sent.
//!
//! What a phone is stands in `phones`. Invariant: no number is in it twice.

use std::iter;

use crate::model::{PhoneDoubt, Repair};

/// The phones of one record, each once, in the order of the sheet. It is used again for the next record, so that
/// ordinary numbers need no allocation.
#[derive(Debug, Default)]
pub struct PhoneList {
    /// One number behind the other.
    text: String,
    ends: Vec<usize>,
    /// What a person has to know of the phones that were read since this was emptied.
    pub doubts: Vec<DoubtfulPhone>,
    /// What was repaired in the cells that were read since this was emptied.
    pub repairs: Vec<Repair>,
    /// For the number that is being read.
    pub room: String,
}

/// A stretch of a cell that may be no phone number.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DoubtfulPhone {
    /// As it stands in the sheet.
    pub text: String,
    /// As it is sent; `None` where there is no number in it.
    pub number: Option<String>,
    /// What is wrong with it.
    pub doubt: PhoneDoubt,
}

impl PhoneList {
    /// Begins another record.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.doubts.clear();
        self.repairs.clear();
    }

    /// How many numbers there are.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Every number, as it is sent.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        numbers(&self.text, &self.ends)
    }

    /// Adds a number that was put together of these parts, if it is not there yet.
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

    /// Leaves a stretch of a cell out.
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
