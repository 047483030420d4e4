//! The arguments of an issue, and how customers' data in them is masked.
//!
//! It makes no sentence and no mask. Invariant: every kind of argument defines its mask, and plain text is no
//! argument, so that an issue can't carry a customer's data unnoticed.

use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize};

use super::{
    Attribute, Code, CodeChange, Damage, DateOrder, Entity, ExcelError, ExcludedAs, HeldScope,
    Origin, Privacy, RenameKind, Repair, Share, TextEncoding, TextFault,
};

/// Masks a text.
pub type Mask<'a> = &'a dyn Fn(&str, Privacy) -> String;

/// One argument of an issue.
pub trait Argument {
    /// Masks the customer's data in it.
    fn mask(&mut self, mask: Mask<'_>);

    /// Whether it refers to that record.
    fn points_at(&self, _entity: Entity, _code: &Code) -> bool {
        false
    }
}

/// The text of a cell, with its kind of mask.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct CellText {
    text: String,
    privacy: Privacy,
}

impl CellText {
    /// The text of a cell.
    pub fn new(text: impl Into<String>, privacy: Privacy) -> Self {
        let text = text.into();
        Self { text, privacy }
    }

    /// A text with words.
    pub fn words(text: impl Into<String>) -> Self {
        Self::new(text, Privacy::Words)
    }

    /// A phone number, or another text in its place.
    pub fn phone(text: impl Into<String>) -> Self {
        Self::new(text, Privacy::Phone)
    }
}

impl fmt::Display for CellText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.text)
    }
}

impl Argument for CellText {
    fn mask(&mut self, mask: Mask<'_>) {
        self.text = mask(&self.text, self.privacy);
    }
}

/// A record that an issue is about, by its code; a missing group is known only by its name.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct RecordRef {
    /// Its entity.
    pub entity: Entity,
    /// Its code, or the name of a group.
    pub code: Code,
}

impl RecordRef {
    /// The record with that code.
    #[must_use]
    pub fn new(entity: Entity, code: &str) -> Self {
        let code = Code::from(code);
        Self { entity, code }
    }
}

impl Argument for RecordRef {
    fn mask(&mut self, _: Mask<'_>) {}

    fn points_at(&self, entity: Entity, code: &Code) -> bool {
        self.entity == entity && self.code == *code
    }
}

impl<T: Argument> Argument for Option<T> {
    fn mask(&mut self, mask: Mask<'_>) {
        if let Some(argument) = self {
            argument.mask(mask);
        }
    }

    fn points_at(&self, entity: Entity, code: &Code) -> bool {
        self.iter().any(|argument| argument.points_at(entity, code))
    }
}

/// Arguments without customers' data.
macro_rules! open {
    ($($type:ty),*) => { $(
        impl Argument for $type {
            fn mask(&mut self, _: Mask<'_>) {}
        }
    )* };
}

/// Texts without customers' data, each kind with its own type.
macro_rules! open_texts {
    ($($(#[doc = $doc:literal])* $name:ident),*) => { $(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The text.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(&self.0)
            }
        }

        open! { $name }
    )* };
}

open_texts! {
    /// The key that customers refer to a lookup record by: a group's name, otherwise its code.
    LookupName,
    /// A stable id of a record that survives a change of its code.
    Identity,
    /// The header of a column.
    ColumnHeader,
    /// An attribute, custom field or other target of a column, by its name in the configuration.
    TargetName,
    /// A source by its path in the configuration, or one of its files.
    SourceName
}

impl Argument for ExcelError {
    fn mask(&mut self, mask: Mask<'_>) {
        if !self.is_plain() {
            self.0 = mask(&self.0, Privacy::Words);
        }
    }
}

impl Argument for Damage {
    fn mask(&mut self, mask: Mask<'_>) {
        match self {
            Self::ExcelError(error) => error.mask(mask),
            Self::BeyondHeader(_)
            | Self::QuoteInside(_)
            | Self::RowsSwallowed(_)
            | Self::CellsMoved { .. }
            | Self::CutOff(_)
            | Self::OldFont { .. } => {}
        }
    }
}

open! { FileAge, Attribute, Code, DateFault, DecimalMark, Entity, ExcludedAs, Likeness, Origin, PhoneDoubt, HeldScope, RenameKind, Repair, Share, TextEncoding, TextFault }
open! { Vec<Code>, Vec<CodeChange>, Vec<ColumnHeader>, Vec<FileRows>, Vec<u32>, bool, i64, u32, usize }

/// The age of a file, or its limit.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct FileAge(pub Duration);

/// A file and the number of its rows at the last successful run.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct FileRows {
    /// The file.
    pub file: SourceName,
    /// Its rows.
    pub rows: usize,
}

impl FileRows {
    /// A file with that many rows.
    pub fn new(file: impl Into<String>, rows: usize) -> Self {
        let file = SourceName::new(file);
        Self { file, rows }
    }
}

/// The reason why a text is no date.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum DateFault {
    /// No part of it is a date.
    NoDate,
    /// It is no date in the order of `date_from`.
    Order(DateOrder),
    /// Its month comes first, which is not configured.
    MonthFirst,
}

/// The decimal mark of a number.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
#[expect(missing_docs, reason = "each is named for the sign")]
pub enum DecimalMark {
    Comma,
    Point,
}

/// What a vanished and a new record have in common, the closest last.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
#[expect(missing_docs, reason = "each is named for what is the same")]
pub enum Likeness {
    PhoneAndName,
    Name,
    Phones,
}

/// The problem with a phone number.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub enum PhoneDoubt {
    /// It can't be dialled in Vietnam.
    NoPhone,
    /// Its mobile prefix was retired in 2018, and `upgrade_old_mobile` is off.
    RetiredPrefix,
    /// It may be a mobile, or a landline with an area code from before 2017.
    MayBeLandline,
}
