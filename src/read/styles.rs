//! The number formats of a binary workbook, by the styles of its cells.
//!
//! The formats that the file spells are noted as they are read, and what they mean is found out once for each.
//! Invariant: a format that the file spells goes before Excel's own of the same number.

use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use super::format::Format;

/// The codes of formats by their numbers, and the number that each style has.
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
