//! Where a packed call comes from, and what follows from it for the customers.
//!
//! Invariant: what is borrowed here says what was packed.

use crate::model::{
    Origin, Ripple,
    bytes::{maybe, number, put, put_maybe, put_number, text},
};

/// An [`Origin`], borrowed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "as in `Origin`")]
pub struct PackedOrigin<'a> {
    pub file: &'a str,
    pub sheet: Option<&'a str>,
    pub row: Option<u32>,
    pub column: Option<&'a str>,
}

/// A [`Ripple`], borrowed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "as in `Ripple`")]
pub struct PackedRipple<'a> {
    pub from: &'a str,
    pub to: &'a str,
    pub certain: bool,
}

impl<'a> PackedOrigin<'a> {
    /// Borrows one.
    #[must_use]
    pub fn of(origin: &'a Origin) -> Self {
        Self {
            file: &origin.file,
            sheet: origin.sheet.as_deref(),
            row: origin.row,
            column: origin.column.as_deref(),
        }
    }

    /// On its own.
    #[must_use]
    pub fn open(self) -> Origin {
        Origin {
            file: self.file.into(),
            sheet: self.sheet.map(Into::into),
            row: self.row,
            column: self.column.map(Into::into),
        }
    }

    pub(super) fn read(bytes: &mut &'a [u8]) -> Option<Self> {
        let (file, sheet) = (text(bytes)?, maybe(bytes)?);
        let row = number(bytes)?.checked_sub(1);
        Some(Self {
            file,
            sheet,
            row: row.map(u32::try_from).transpose().ok()?,
            column: maybe(bytes)?,
        })
    }

    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        put(bytes, self.file);
        put_maybe(bytes, self.sheet);
        put_number(bytes, self.row.map_or(0, |row| row as usize + 1));
        put_maybe(bytes, self.column);
    }
}

impl<'a> PackedRipple<'a> {
    pub(super) fn of(ripple: &'a Ripple) -> Self {
        Self {
            from: &ripple.from,
            to: &ripple.to,
            certain: ripple.certain,
        }
    }

    /// On its own.
    #[must_use]
    pub fn open(self) -> Ripple {
        Ripple {
            from: self.from.to_owned(),
            to: self.to.to_owned(),
            certain: self.certain,
        }
    }

    pub(super) fn read(bytes: &mut &'a [u8]) -> Option<Self> {
        let (from, to) = (text(bytes)?, text(bytes)?);
        let certain = number(bytes)? == 1;
        Some(Self { from, to, certain })
    }

    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        put(bytes, self.from);
        put(bytes, self.to);
        put_number(bytes, usize::from(self.certain));
    }
}
