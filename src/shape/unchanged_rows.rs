//! The records of the snapshot that rows leave unchanged.
//!
//! Invariant: a record that a second row names as well is remembered as such.

use std::mem;

/// The records that have an unchanged row, and those that have several.
#[derive(Debug, Default)]
pub struct UnchangedRows {
    pub is_there: Vec<bool>,
    pub again: Vec<u32>,
}

impl UnchangedRows {
    /// Adds an unchanged row of a record.
    pub fn add(&mut self, known: u32) {
        let place = known as usize;
        if place >= self.is_there.len() {
            let room = (place + 1).next_power_of_two();
            self.is_there.resize(room, false);
        }
        if mem::replace(&mut self.is_there[place], true) {
            self.again.push(known);
        }
    }
}
