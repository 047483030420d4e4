//! How the sources were read: for the guards, for `check`, and for the memory of the next run.
//!
//! What has to be refused is decided elsewhere. Invariant: a file that can't be read to its end is an error, whatever
//! is remembered of it; only one that is not there or has nothing in it can be told by its figures.

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

/// What came of reading one source.
pub(super) struct SourceResult {
    pub source: SourceReading,
    /// What else there is to say of each of its files.
    pub remarks: Vec<FileRemarks>,
    /// Its files as they were before they were read.
    pub versions: Vec<FileVersion>,
    /// Why it could not be read to its end.
    pub error: Option<Error>,
}

/// What else there is to say of a file.
#[derive(Default)]
pub(super) struct FileRemarks {
    /// How its table was read.
    pub checked: Vec<Checked>,
    /// Columns that were asked for and are not there.
    pub missing: Vec<MissingColumn>,
    /// Why it is no table, where there is nothing in it.
    pub emptiness: Option<Error>,
}

impl SourceResult {
    /// Nothing of it was read yet.
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

    /// Takes a file in. Another source of the same key may have read it already.
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

    /// Takes in what a source of the same key has read.
    fn join(&mut self, other: Self) {
        let files = other.source.files.into_iter().zip(other.remarks);
        files.for_each(|(file, remarks)| self.add(file, remarks));
        self.versions.extend(other.versions);
        self.error = self.error.take().or(other.error);
    }

    /// Its files say together what they said when each of them was read.
    fn unwritten(&self) -> Result<()> {
        self.versions.iter().try_for_each(FileVersion::unwritten)
    }

    /// What the guards look at.
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

    /// Why it can't be used, if so.
    fn trouble(&self) -> Option<Error> {
        let of_file = |remarks: &FileRemarks| {
            let missing = remarks.missing.first();
            let missing = missing.map(|column| unknown(self.entity(), column));
            remarks.emptiness.clone().or(missing)
        };
        let error = self.error.clone();
        error.or_else(|| self.remarks.iter().find_map(of_file))
    }

    /// How each of its tables was read, and whether it could not be.
    fn tables(&self) -> impl Iterator<Item = Checked> {
        let tables = self.remarks.iter().flat_map(|remarks| &remarks.checked);
        let unread = || Checked::unread(self.entity(), self.source.key.to_string());
        tables.cloned().chain(self.error.is_some().then(unread))
    }
}

fn unknown(entity: Entity, column: &MissingColumn) -> Error {
    SyncError::MissingColumn(entity, column.clone()).at(column.origin.clone())
}

/// What came of reading all sources.
#[derive(Default)]
pub(super) struct SourceResults(Vec<SourceResult>);

impl SourceResults {
    /// Takes a source in.
    pub fn add(&mut self, reading: SourceResult) {
        let mut own = self.0.iter_mut();
        match own.find(|own| own.source.key == reading.source.key) {
            Some(own) => own.join(reading),
            None => self.0.push(reading),
        }
    }

    /// Everything is read. What was written meanwhile does not fit together: one sheet of a workbook would be of
    /// before, another of after.
    pub fn close(&mut self) {
        for reading in &mut self.0 {
            let written = reading.unwritten().err();
            reading.error = reading.error.take().or(written);
        }
    }

    /// What the guards look at.
    ///
    /// # Errors
    /// A source can't be used, and it is no accident that a person could allow for one night.
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

    /// Why sources can't be used, each once.
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

    /// What is to be remembered of the sources.
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
