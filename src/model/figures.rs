//! What the sources were read as: tonight's figures for the guards, and what is remembered of them.
//!
//! Plain numbers and names of files and columns; no row and no cell is in it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    time::Duration,
};

use serde::{Deserialize, Serialize};

use super::{Ending, Entity, Origin, Pick, text};

/// What names a source from night to night. Two sources may read one sheet for different entities.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Deserialize, Serialize)]
pub struct SourceKey {
    /// What its rows are.
    pub entity: Entity,
    /// The path or pattern, as the configuration writes it.
    pub path: String,
    /// The sheet, as the configuration writes it; blank for the first.
    pub sheet: String,
}

impl SourceKey {
    /// The key in a snapshot of before files were remembered one by one: it has the sheet behind the path.
    #[must_use]
    pub fn combined(&self) -> Self {
        Self {
            entity: self.entity,
            path: self.to_string(),
            sheet: String::new(),
        }
    }
}

impl fmt::Display for SourceKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sheet.as_str() {
            "" => formatter.write_str(&self.path),
            sheet => write!(formatter, "{} [{sheet}]", self.path),
        }
    }
}

/// One source as it was read tonight.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SourceReading {
    /// Its name.
    pub key: SourceKey,
    /// Which of several files were read.
    pub pick: Pick,
    /// The files that were read.
    pub files: Vec<FileReading>,
}

/// One file of a source as it was read tonight.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct FileReading {
    /// Its path: from the configuration's folder on, where the configuration says so.
    pub name: String,
    /// The file and its sheet, as a person would find them.
    pub place: Origin,
    /// What is to be remembered of it.
    pub memory: FileMemory,
    /// All of its headers, as [`folded_header`] has them.
    pub headers: BTreeSet<String>,
    /// The columns that were asked for and are not there, by what they would have been read as.
    pub missing: BTreeSet<String>,
    /// Whether there is nothing in it, not even a header.
    pub is_empty: bool,
    /// Its age and how old it may be, where it is older and is to be refused.
    pub stale: Option<(Duration, Duration)>,
}

impl FileReading {
    /// Takes in what another source of the same key has read of the same file.
    pub fn add(&mut self, other: Self) {
        self.memory.rows += other.memory.rows;
        for (name, column) in other.memory.columns {
            self.memory.columns.entry(name).or_default().add(column);
        }
        self.missing.extend(other.missing);
    }
}

/// How a header is compared with those of another night: without case, accents, blanks and signs, as it is found.
#[must_use]
pub fn folded_header(header: &str) -> String {
    match text::key(header) {
        key if key.is_empty() => text::clean(header).into_owned(),
        key => key,
    }
}

/// One source, tonight and at the last successful run.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct SourceFigure {
    /// What its rows are.
    pub entity: Entity,
    /// The source, as the configuration writes it.
    pub name: String,
    /// Its files, as they were read; none where there is none.
    pub files: Vec<FileFigure>,
    /// The files of the last successful run that are gone and that no other file follows, with their rows.
    pub gone: Vec<(String, usize)>,
    /// The rows of all its files at the last successful run, where they were not remembered one by one.
    pub before: Option<usize>,
}

impl SourceFigure {
    /// The rows that it had at the last successful run, in all files together.
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
    /// The rows that it, or the file that it follows, had at the last successful run.
    pub before: Option<usize>,
    /// The file of another name that it follows.
    pub follows: Option<String>,
    /// The columns that were read at the last successful run and that the file no longer has.
    pub vanished: Vec<VanishedColumn>,
    /// Its age and how old it may be, where it is older and is to be refused.
    pub stale: Option<(Duration, Duration)>,
}

/// A column that a file no longer has.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct VanishedColumn {
    /// What it was read as: an attribute, or a custom field by its code.
    pub name: String,
    /// Its headers that are gone; none where they were not remembered.
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

/// What was read of each source.
pub type Sources = BTreeMap<SourceKey, SourceMemory>;

/// What the guards compare tonight's source with.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct SourceMemory {
    /// Its files, by their paths: from the configuration's folder on, where the configuration says so.
    pub files: BTreeMap<String, FileMemory>,
    /// All its files together, as a snapshot has it of before they were remembered one by one.
    pub whole: Option<FileMemory>,
}

impl SourceMemory {
    /// How a file ended at the last successful run; one that is new is to end as one of the others did.
    #[must_use]
    pub fn ending(&self, file: &str) -> Option<Ending> {
        let others = self.files.values().filter_map(|file| file.ending).max();
        self.files.get(file).map_or(others, |file| file.ending)
    }
}

/// What the guards compare tonight's file with.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct FileMemory {
    /// Rows that were not blank.
    pub rows: usize,
    /// The columns that were read: attributes, and custom fields by their code.
    pub columns: BTreeMap<String, ColumnMemory>,
    /// How it ended, where it was a text file and whole.
    pub ending: Option<Ending>,
}

/// Where a column was found.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct ColumnMemory {
    /// Its headers; none for a constant.
    pub headers: Vec<String>,
    /// Whether it was found by a usual header, and the configuration does not name it.
    pub is_guessed: bool,
}

impl ColumnMemory {
    /// Takes in where another source finds the same in the same file. Each header counts, so that one of them can't
    /// vanish behind another.
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
