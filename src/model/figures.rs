//! Figures of the sources as read now and at the last successful run, which the guards compare.
//!
//! It has only numbers and names of files and columns, no row and no cell.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use serde::{Deserialize, Serialize};

use super::{Ending, Entity, Origin, Pick, SourceKey, text};

/// One source as it was read in this run.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SourceReading {
    /// Its key.
    pub key: SourceKey,
    /// Which of several files were read.
    pub pick: Pick,
    /// The files that were read.
    pub files: Vec<FileReading>,
}

/// One file of a source as it was read in this run.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct FileReading {
    /// Its path: relative to the configuration's folder, if the configured one is.
    pub name: String,
    /// The file and its sheet, as shown to people.
    pub place: Origin,
    /// The figures to store.
    pub memory: FileMemory,
    /// All of its headers, as [`folded_header`] has them.
    pub headers: BTreeSet<String>,
    /// Configured columns that are missing, by their target.
    pub missing: BTreeSet<String>,
    /// Rows that are no records.
    pub excluded: usize,
    /// How many other sources with the same key have read it as well; its rows are the sum of all.
    pub others: usize,
    /// Whether it is empty, without even a header.
    pub is_empty: bool,
    /// Its age and the limit, if it is too old and has to be refused.
    pub stale: Option<(Duration, Duration)>,
}

impl FileReading {
    /// Adds the figures of another source with the same key for the same file.
    pub fn add(&mut self, other: Self) {
        self.memory.rows += other.memory.rows;
        self.excluded += other.excluded;
        self.others += other.others + 1;
        for (name, column) in other.memory.columns {
            self.memory.columns.entry(name).or_default().add(column);
        }
        self.missing.extend(other.missing);
    }
}

/// The form in which headers of two runs are compared: without case, accents, blanks and signs, as in the search for
/// columns.
#[must_use]
pub fn folded_header(header: &str) -> String {
    match text::key(header) {
        key if key.is_empty() => text::clean(header).into_owned(),
        key => key,
    }
}

/// One source, now and at the last successful run.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct SourceFigure {
    /// The entity.
    pub entity: Entity,
    /// The source, as configured.
    pub name: String,
    /// Its files, as read now; empty if there are none.
    pub files: Vec<FileFigure>,
    /// The files of the last successful run that are gone without a successor, with their rows.
    pub gone: Vec<(String, usize)>,
    /// The rows of all its files at the last successful run, if they were not stored by file.
    pub before: Option<usize>,
}

impl SourceFigure {
    /// Its rows at the last successful run, in all files together.
    #[must_use]
    pub fn had_rows(&self) -> Option<usize> {
        let gone = self.gone.iter().map(|(_, rows)| *rows);
        let before = self.files.iter().filter_map(|file| file.before);
        let one_by_one = before.chain(gone).reduce(|sum, rows| sum + rows);
        self.before.or(one_by_one)
    }
}

/// One file of a source.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct FileFigure {
    /// The file and its sheet.
    pub place: Origin,
    /// Its rows.
    pub rows: usize,
    /// Those of them that are no records.
    pub excluded: usize,
    /// How many other sources with the same key have read it as well; its rows are the sum of all.
    pub others: usize,
    /// Its rows, or those of its predecessor, at the last successful run.
    pub before: Option<usize>,
    /// The predecessor, a file with another name.
    pub follows: Option<String>,
    /// The columns that were read at the last successful run and are gone.
    pub vanished: Vec<VanishedColumn>,
    /// Its age and the limit, if it is too old and has to be refused.
    pub stale: Option<(Duration, Duration)>,
}

/// A column that is gone from a file.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct VanishedColumn {
    /// Its target: an attribute, or a custom field by its code.
    pub name: String,
    /// Its headers that are gone; empty if they were not stored.
    pub headers: Vec<String>,
}

/// Everything that the guards compare the plan with.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct Figures {
    /// Records in the snapshot, by entity.
    pub known: BTreeMap<Entity, usize>,
    /// The sources that were read.
    pub sources: Vec<SourceFigure>,
}

/// The figures of each source.
pub type Sources = BTreeMap<SourceKey, SourceMemory>;

/// The figures that the guards compare a source with.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct SourceMemory {
    /// Its files, by path: relative to the configuration's folder, if the configured one is.
    pub files: BTreeMap<String, FileMemory>,
    /// All its files together, as in older snapshots without single files.
    pub whole: Option<FileMemory>,
}

impl SourceMemory {
    /// The ending of a file at the last successful run; a new file should end as one of the others did.
    #[must_use]
    pub fn ending(&self, file: &str) -> Option<Ending> {
        let others = self.files.values().filter_map(|file| file.ending).max();
        self.files.get(file).map_or(others, |file| file.ending)
    }
}

/// The figures that the guards compare a file with.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct FileMemory {
    /// Rows that were not blank.
    pub rows: usize,
    /// The columns that were read: attributes, and custom fields by their code.
    pub columns: BTreeMap<String, ColumnMemory>,
    /// Its ending, if it was a complete text file.
    pub ending: Option<Ending>,
}

/// The column of a target.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct ColumnMemory {
    /// Its headers; none for a constant.
    pub headers: Vec<String>,
    /// Whether it was found by a usual header, without configuration.
    pub is_guessed: bool,
}

impl ColumnMemory {
    /// Adds the headers that another source finds for the same target in the same file. Each header counts, so that
    /// none can vanish unnoticed behind another.
    fn add(&mut self, other: Self) {
        for header in other.headers {
            if !self.headers.contains(&header) {
                self.headers.push(header);
            }
        }
        self.is_guessed |= other.is_guessed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_to_end_as_one_of_the_others_did() {
        let source = |endings: &[Option<Ending>]| {
            let files = endings.iter().enumerate().map(|(at, ending)| {
                let memory = FileMemory {
                    ending: *ending,
                    ..FileMemory::default()
                };
                (format!("{at}.csv"), memory)
            });
            SourceMemory {
                files: files.collect(),
                whole: None,
            }
        };
        let (line_end, whole_row) = (Some(Ending::LineEnd), Some(Ending::WholeRow));
        for (endings, new) in [
            (vec![], None),
            (vec![None], None),
            (vec![line_end, line_end], line_end),
            (vec![line_end, None, whole_row], whole_row),
        ] {
            assert_eq!(source(&endings).ending("new.csv"), new, "{endings:?}");
        }
        let memory = source(&[line_end, whole_row]);
        assert_eq!(
            (memory.ending("0.csv"), memory.ending("1.csv")),
            (line_end, whole_row)
        );
    }
}
