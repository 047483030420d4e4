//! Compares what was read of a source with what is stored about it: the predecessor of each of today's files, and the
//! files and columns that are missing.
//!
//! It refuses nothing, which the guards do. Invariant: a stored file has a successor or is missing.

use std::collections::BTreeSet;

use super::successors::predecessors;
use crate::model::{
    ColumnMemory, Entity, FileFigure, FileMemory, FileReading, Pick, SourceFigure, SourceKey,
    SourceMemory, SourceReading, Target, VanishedColumn, folded_header,
};

/// Compares a source with the last successful run.
#[must_use]
pub fn source_figure(read: &SourceReading, before: Option<&SourceMemory>) -> SourceFigure {
    let nothing = SourceMemory::default();
    let before = before.unwrap_or(&nothing);
    let remembered: Vec<(&str, &FileMemory)> = before
        .files
        .iter()
        .map(|(name, memory)| (name.as_str(), memory))
        .collect();
    let places = match read.pick {
        Pick::All => successors(read, &remembered),
        Pick::Newest => picked_before(read, &remembered),
    };
    let files = read.files.iter().zip(&places).map(|(file, place)| {
        let predecessor = place.map(|place| remembered[place]);
        file_figure(&read.key, file, predecessor, before.whole.as_ref())
    });
    let files = files.collect();
    let followed: BTreeSet<usize> = places.iter().flatten().copied().collect();
    let gone = remembered.iter().enumerate();
    let gone = gone.filter(|(place, _)| read.pick == Pick::All && !followed.contains(place));
    SourceFigure {
        entity: read.key.entity,
        name: read.key.to_string(),
        files,
        gone: gone
            .map(|(_, (name, memory))| (shown(&read.key, name), memory.rows))
            .collect(),
        before: before.whole.as_ref().map(|whole| whole.rows),
    }
}

fn successors(read: &SourceReading, before: &[(&str, &FileMemory)]) -> Vec<Option<usize>> {
    let before: Vec<&str> = before.iter().map(|(name, _)| *name).collect();
    let tonight: Vec<&str> = read.files.iter().map(|file| &*file.name).collect();
    predecessors(&before, &tonight)
}

/// The file that was picked last time, whatever its name was; if all were read then and this one was not among them,
/// the largest.
fn picked_before(read: &SourceReading, before: &[(&str, &FileMemory)]) -> Vec<Option<usize>> {
    let largest = (0..before.len()).max_by_key(|place| before[*place].1.rows);
    let own = |file: &FileReading| before.iter().position(|(name, _)| *name == file.name);
    let files = read.files.iter();
    files.map(|file| own(file).or(largest)).collect()
}

fn file_figure(
    key: &SourceKey,
    file: &FileReading,
    before: Option<(&str, &FileMemory)>,
    whole: Option<&FileMemory>,
) -> FileFigure {
    let other = before.filter(|(name, _)| *name != file.name);
    let columns = before.map(|(_, memory)| memory).or(whole);
    let columns = columns.iter().flat_map(|memory| &memory.columns);
    let vanished = columns.filter_map(|(name, column)| {
        let vanished = Vanished { file, name, column };
        match before {
            Some(_) => vanished.by_headers(),
            None => vanished.by_name(key.entity),
        }
    });
    FileFigure {
        place: file.place.clone(),
        rows: file.memory.rows,
        excluded: file.excluded,
        others: file.others,
        before: before.map(|(_, memory)| memory.rows),
        follows: other.map(|(name, _)| name.to_owned()),
        // An empty file has lost all columns, which its number of rows shows already.
        vanished: vanished.filter(|_| !file.is_empty).collect(),
        stale: file.stale,
    }
}

/// The file, with the sheet of the configuration.
fn shown(key: &SourceKey, file: &str) -> String {
    let key = SourceKey {
        path: file.to_owned(),
        ..key.clone()
    };
    key.to_string()
}

/// A column that was read at the last successful run, and today's file.
struct Vanished<'a> {
    file: &'a FileReading,
    name: &'a str,
    column: &'a ColumnMemory,
}

impl Vanished<'_> {
    /// Whether the file no longer has its headers. A column that a person has removed from the mapping was given up
    /// on purpose, and one that is there and mapped otherwise has another meaning now.
    fn by_headers(&self) -> Option<VanishedColumn> {
        let is_gone = |header: &&String| !self.file.headers.contains(&folded_header(header));
        let headers = self.column.headers.iter();
        let gone: Vec<String> = headers.filter(is_gone).cloned().collect();
        let is_read_worse = match self.file.memory.columns.get(self.name) {
            // Another source may have the column.
            _ if self.is_missed() => true,
            // Phones are read from any number of columns.
            Some(now) => now.is_guessed && now.headers.len() < self.column.headers.len(),
            None => self.column.is_guessed,
        };
        (is_read_worse && !gone.is_empty()).then(|| self.column_without(gone))
    }

    /// The same without stored headers. Custom fields are always mapped by hand, so one that is no longer mapped was
    /// given up on purpose.
    fn by_name(&self, entity: Entity) -> Option<VanishedColumn> {
        let is_field = || Target::all(entity).all(|target| target.name(entity) != self.name);
        let is_read = self.file.memory.columns.contains_key(self.name);
        let is_vanished = !is_read && (self.is_missed() || !is_field());
        is_vanished.then(|| self.column_without(Vec::new()))
    }

    fn is_missed(&self) -> bool {
        self.file.missing.contains(self.name)
    }

    fn column_without(&self, headers: Vec<String>) -> VanishedColumn {
        VanishedColumn {
            name: self.name.to_owned(),
            headers,
        }
    }
}
