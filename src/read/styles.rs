//! The number formats of a binary workbook, by the styles of its cells.
//!
//! Custom formats are collected while the file is read, and each is parsed once. Invariant: a custom format wins over
//! Excel's built-in one with the same number.

use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use super::format::Format;

/// The codes of formats by number, and the format number of each style.
#[derive(Debug, Default, PartialEq)]
pub(super) struct NumberFormats {
    pub codes: HashMap<u16, String>,
    pub numbers: Vec<u16>,
}

impl NumberFormats {
    /// The formats by style.
    pub(super) fn formats(&self) -> Vec<Rc<Format>> {
        let numbers: BTreeSet<u16> = self.numbers.iter().copied().collect();
        let formats = numbers.into_iter().map(|number| {
            let code = self.codes.get(&number).map_or("", String::as_str);
            (number, Rc::new(Format::new(code, Some(u32::from(number)))))
        });
        let formats: HashMap<u16, Rc<Format>> = formats.collect();
        let numbers = self.numbers.iter();
        numbers.map(|number| Rc::clone(&formats[number])).collect()
    }
}
