//! The sources of an entity's records, as configured.
//!
//! It reads nothing. Invariant: two sources with the same key differ only in what is read from the same files.

use std::{
    fmt,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{Encoding, Entity, Mapping, SourceKey, TextEncoding};

/// Which sheet of a workbook.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum SheetChoice {
    /// The first one.
    #[default]
    First,
    /// By its name.
    Name(String),
    /// By its number, 1-based as people count tabs.
    Number(usize),
}

/// Which of the matching files are read.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Pick {
    /// Every file.
    #[default]
    All,
    /// The newest file.
    Newest,
}

/// The value of a blank cell that is merged with one above.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum MergedCells {
    /// None: the value in the snapshot stays.
    #[default]
    Keep,
    /// The value of the merged cell.
    Fill,
}

/// The age limit of a file, by its modification time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MaxAge {
    /// The age.
    pub limit: Duration,
    /// Whether an older file refuses the plan instead of only warning.
    pub refuses: bool,
}

/// One `[[source]]` of the configuration.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Source {
    /// The entity.
    pub entity: Entity,
    /// The path as configured: a stable name for the source.
    pub written: String,
    /// The path or pattern, resolved against the configuration's folder.
    pub path: PathBuf,
    /// The configuration's folder.
    pub folder: PathBuf,
    /// Which of several files are read.
    pub pick: Pick,
    /// The age limit; `None`: any age.
    pub max_age: Option<MaxAge>,
    /// Which sheet, for workbooks.
    pub sheet: SheetChoice,
    /// The header's row, 1-based; `None`: it is searched.
    pub header_row: Option<u32>,
    /// For workbooks.
    pub merged: MergedCells,
    /// For CSV.
    pub encoding: Encoding,
    /// For the letters in cells.
    pub text_encoding: TextEncoding,
    /// For CSV; `None`: it is detected.
    pub delimiter: Option<u8>,
    /// The mapping.
    pub mapping: Mapping,
}

impl Source {
    /// A source with only a path: everything else is detected.
    #[must_use]
    pub fn at(entity: Entity, path: &Path) -> Self {
        Self {
            entity,
            written: path.display().to_string(),
            path: path.to_owned(),
            folder: PathBuf::new(),
            pick: Pick::All,
            max_age: None,
            sheet: SheetChoice::First,
            header_row: None,
            merged: MergedCells::default(),
            encoding: Encoding::Auto,
            text_encoding: TextEncoding::default(),
            delimiter: None,
            mapping: Mapping::default(),
        }
    }

    /// The key of this source across runs.
    #[must_use]
    pub fn key(&self) -> SourceKey {
        SourceKey {
            entity: self.entity,
            path: self.written.clone(),
            sheet: match &self.sheet {
                SheetChoice::First => String::new(),
                sheet => sheet.to_string(),
            },
        }
    }
}

impl fmt::Display for SheetChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::First => formatter.write_str("first sheet"),
            Self::Name(name) => formatter.write_str(name),
            Self::Number(number) => write!(formatter, "sheet {number}"),
        }
    }
}
