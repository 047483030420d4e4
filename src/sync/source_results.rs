//! The results of reading the sources: for the guards, for `check`, and to be stored for the next run.
//!
//! It does not decide what is refused. Invariant: a file that can't be read to its end is an error, whatever is
//! stored about it; only a missing or empty file may become a number for the guards.

use std::collections::BTreeMap;

use super::error::SyncError;
use crate::{
    error::{Error, Result, RoomError},
    model::{
        Checked, Entity, Figures, FileReading, Source, SourceFigure, SourceMemory, SourceReading,
        Sources,
    },
    plan,
    read::{self, FileVersion},
    shape::MissingColumn,
};

/// The result of reading one source.
pub(super) struct SourceResult {
    pub source: SourceReading,
    /// Further results for each of its files.
    pub remarks: Vec<FileRemarks>,
    /// The versions of its files before they were read.
    pub versions: Vec<FileVersion>,
    /// Why it could not be read to its end.
    pub error: Option<Error>,
}

/// Further results for a file.
#[derive(Default)]
pub(super) struct FileRemarks {
    /// How its table was read.
    pub checked: Vec<Checked>,
    /// Required or configured columns that are missing.
    pub missing: Vec<MissingColumn>,
    /// The error of an empty file, which has no table.
    pub emptiness: Option<Error>,
}

impl SourceResult {
    /// The result before reading.
    pub fn of(source: &Source) -> Self {
        let (key, pick) = (source.key(), source.pick);
        Self {
            source: SourceReading {
                key,
                pick,
                files: Vec::new(),
            },
            remarks: Vec::new(),
            versions: Vec::new(),
            error: None,
        }
    }

    pub const fn entity(&self) -> Entity {
        self.source.key.entity
    }

    /// Adds a file. Another source of the same key may have read it already.
    pub fn add(&mut self, file: FileReading, remarks: FileRemarks) {
        let mut files = self.source.files.iter();
        let Some(at) = files.position(|own| own.name == file.name) else {
            self.source.files.push(file);
            self.remarks.push(remarks);
            return;
        };
        self.source.files[at].add(file);
        let own = &mut self.remarks[at];
        own.checked.extend(remarks.checked);
        own.missing.extend(remarks.missing);
    }

    /// Adds the results of a source with the same key.
    fn join(&mut self, other: Self) {
        let files = other.source.files.into_iter().zip(other.remarks);
        files.for_each(|(file, remarks)| self.add(file, remarks));
        self.versions.extend(other.versions);
        self.error = self.error.take().or(other.error);
    }

    /// Checks that no file was written since it was read, so that together they still have the content that was read.
    fn unwritten(&self) -> Result<()> {
        self.versions.iter().try_for_each(FileVersion::unwritten)
    }

    /// Whether every file was read to its end, and none was empty.
    pub fn is_whole(&self) -> bool {
        let mut remarks = self.remarks.iter();
        self.error.is_none() && remarks.all(|remarks| remarks.emptiness.is_none())
    }

    /// The numbers for the guards.
    fn figure(&self, known: usize, before: Option<&SourceMemory>) -> Result<SourceFigure> {
        if let Some(error) = &self.error
            && (known == 0 || !read::is_missing(error))
        {
            return Err(error.clone());
        }
        let figure = plan::source_figure(&self.source, before);
        let is_only = self.remarks.len() == 1;
        for (file, remarks) in figure.files.iter().zip(&self.remarks) {
            if let Some(error) = &remarks.emptiness
                && (known == 0 || (file.before.is_none() && !is_only))
            {
                return Err(error.clone());
            }
            let has_vanished = |name: &str| file.vanished.iter().any(|column| column.name == name);
            let mut missing = remarks.missing.iter();
            if let Some(column) = missing.find(|column| !has_vanished(&column.name)) {
                return Err(unknown(self.entity(), column));
            }
        }
        Ok(figure)
    }

    /// Why the source can't be used, if so.
    fn trouble(&self) -> Option<Error> {
        let of_file = |remarks: &FileRemarks| {
            let missing = remarks.missing.first();
            let missing = missing.map(|column| unknown(self.entity(), column));
            remarks.emptiness.clone().or(missing)
        };
        let error = self.error.clone();
        error.or_else(|| self.remarks.iter().find_map(of_file))
    }

    /// How each of its tables was read, or that it could not be.
    fn tables(&self) -> impl Iterator<Item = Checked> {
        let tables = self.remarks.iter().flat_map(|remarks| &remarks.checked);
        let unread = || Checked::unread(self.entity(), self.source.key.to_string());
        tables.cloned().chain(self.error.is_some().then(unread))
    }
}

fn unknown(entity: Entity, column: &MissingColumn) -> Error {
    SyncError::MissingColumn(entity, column.clone()).at(column.origin.clone())
}

/// The results of reading all sources.
#[derive(Default)]
pub(super) struct SourceResults(Vec<SourceResult>);

impl SourceResults {
    /// Adds a source.
    pub fn add(&mut self, reading: SourceResult) {
        let mut own = self.0.iter_mut();
        match own.find(|own| own.source.key == reading.source.key) {
            Some(own) => own.join(reading),
            None => self.0.push(reading),
        }
    }

    /// All files are read. Those that were written meanwhile are an error: one sheet of a workbook would be from
    /// before the change, another from after it.
    pub fn close(&mut self) {
        for reading in &mut self.0 {
            let written = reading.unwritten().err();
            reading.error = reading.error.take().or(written);
        }
    }

    /// The numbers for the guards.
    ///
    /// # Errors
    /// A source can't be used, and a person could not allow that for one night.
    pub fn figures(&self, known: &BTreeMap<Entity, usize>, memory: &Sources) -> Result<Figures> {
        let figure = |reading: &SourceResult| {
            let key = &reading.source.key;
            let known = known.get(&key.entity).copied().unwrap_or_default();
            let before = memory.get(key);
            reading.figure(known, before.or_else(|| memory.get(&key.combined())))
        };
        Ok(Figures {
            known: known.clone(),
            sources: self.0.iter().map(figure).collect::<Result<_>>()?,
        })
    }

    /// Why sources can't be used, each reason once.
    pub fn errors(&self) -> Vec<Error> {
        let mut errors: Vec<Error> = self.0.iter().filter_map(SourceResult::trouble).collect();
        // Several sources may be sheets of one workbook.
        errors.dedup_by(|later, earlier| later.to_string() == earlier.to_string());
        errors
    }

    /// How every table was read, and which source could not be.
    pub fn tables(&self) -> Vec<Checked> {
        self.0.iter().flat_map(SourceResult::tables).collect()
    }

    /// The sources, to be stored for the next run.
    pub fn memory(&self) -> Sources {
        let files = |reading: &SourceResult| {
            let files = reading.source.files.iter();
            let files = files.map(|file| (file.name.clone(), file.memory.clone()));
            SourceMemory {
                files: files.collect(),
                whole: None,
            }
        };
        let readings = self.0.iter();
        readings
            .map(|reading| (reading.source.key.clone(), files(reading)))
            .collect()
    }
}
