//! From files to shaped records: every source of one entity is read into one shaper.
//!
//! A source that can't be read to its end is no error here, because `check` continues and reports all of them.
//! Invariant: such a source has its error in its result.

use std::{path::Path, time::Duration};

use super::{
    compare_input::CompareInput,
    doubts,
    error::SyncError,
    judge,
    pipeline::{self, FileToRead},
    sheet_rows,
    source_results::{FileRemarks, SourceResult},
};
use crate::{
    codec::{ContentStore, ShapedRows, SnapshotLookup},
    config,
    error::{Error, Result},
    model::{
        Checked, Entity, FileAge, FileMemory, FileReading, Issue, JudgedCorrection, MaxAge, Origin,
        Problem, Source,
    },
    observe::Event,
    read::{self, FileVersion},
    shape::{LetterCount, References, Shaper},
};

/// The rows of an entity, how its sources were read, and what became of its corrections.
pub(super) struct Gathered {
    pub rows: ShapedRows,
    pub readings: Vec<SourceResult>,
    pub corrections: Vec<JudgedCorrection>,
}

/// Reads and shapes every source of an entity.
///
/// # Errors
/// The corrected rows can't be read, or the observer ends the work; a source that can't be read has its error in its
/// result.
pub(super) fn gather(
    input: CompareInput<'_>,
    entity: Entity,
    references: &References,
    known: (&dyn SnapshotLookup, &dyn ContentStore),
) -> Result<Gathered> {
    let sources = input
        .config
        .sources
        .iter()
        .filter(|source| source.entity == entity);
    let learned = judge::of_entity(input.config, entity);
    let shaper = Shaper::new(entity, &input.config.policy, references, known);
    let mut shaper = shaper.with_learned(&learned);
    let readings: Vec<SourceResult> = sources
        .clone()
        .map(|source| read_source(input, source, &mut shaper))
        .collect();
    input.observer.check_cancelled()?;
    for source in sources.clone() {
        input.merge_corrections(source, &mut shaper)?;
    }
    let touched = shaper.touched();
    for (source, reading) in sources.zip(&readings) {
        if reading.error.is_none() {
            shaper.sheets_say(sheet_rows::at(source, &touched)?);
        }
    }
    let corrections = judge::judged(&learned, &readings, shaper.fates());
    Ok(Gathered {
        rows: shaper.finish()?,
        readings,
        corrections,
    })
}

fn read_source(input: CompareInput<'_>, source: &Source, shaper: &mut Shaper<'_>) -> SourceResult {
    let mut reading = SourceResult::of(source);
    reading.error = read_files(input, source, shaper, &mut reading).err();
    reading
}

fn read_files(
    input: CompareInput<'_>,
    source: &Source,
    shaper: &mut Shaper<'_>,
    reading: &mut SourceResult,
) -> Result<()> {
    let files = read::pick(source)?;
    let left: Vec<String> = files.left.iter().map(|path| shown(path)).collect();
    for path in &files.picked {
        input.observer.check_cancelled()?;
        let name = read::name(source, path);
        let age = input.age(path);
        let to_read = (path.as_path(), input.ending(source, &name));
        reading.versions.push(FileVersion::of(path));
        let (mut file, mut remarks) = read_one(input, (source, to_read), shaper)?;
        for checked in &mut remarks.checked {
            checked.left.clone_from(&left);
        }
        file.name = name;
        if let Some((age, max)) = age
            .zip(source.max_age)
            .filter(|(age, max)| *age > max.limit)
        {
            shaper.doubt(stale(path, age, max));
            file.stale = max.refuses.then_some((age, max.limit));
        }
        reading.add(file, remarks);
    }
    Ok(())
}

fn read_one(
    input: CompareInput<'_>,
    (source, (path, before)): (&Source, FileToRead<'_>),
    shaper: &mut Shaper<'_>,
) -> Result<(FileReading, FileRemarks)> {
    let shown = shown(path);
    input.observer.on(&Event::Reading { name: &shown });
    let mut table = shaper.table(&source.mapping);
    let facts = match pipeline::read_file((path, before), source, &mut table, input.observer) {
        Ok(facts) => facts,
        Err(error) if read::was_empty(&error) => return Ok(empty(source, error)),
        Err(error) => return Err(error),
    };
    table.merged(&facts.merged);
    let report = table.report();
    check_letters(&shown, report.letters)?;
    for name in report.mapped.keys() {
        let place = Origin {
            file: facts.file.clone(),
            sheet: facts.sheet.clone(),
            ..Origin::default()
        };
        config::check_target(&input.config.tenant, source.entity, name, place)?;
    }
    for doubt in doubts::of(&facts) {
        shaper.doubt(doubt);
    }
    let rows = facts.rows;
    input.observer.on(&Event::Read { name: &shown, rows });
    let missing = report.missing.iter().map(|column| column.name.clone());
    let place = Origin {
        file: facts.file.clone(),
        sheet: facts.sheet.clone(),
        ..Origin::default()
    };
    let file = FileReading {
        place,
        memory: FileMemory {
            rows,
            columns: report.mapped,
            // A truncated file is no example for the next one.
            ending: facts.ending.filter(|end| !end.is_cut(before)).or(before),
        },
        headers: report.headers,
        excluded: rows.saturating_sub(report.rows),
        missing: missing.collect(),
        ..FileReading::default()
    };
    let checked = Checked {
        entity: source.entity,
        table: Ok(facts),
        rejected: 0,
        guessed: report.guessed,
        create_only: report.create_only,
        if_empty: report.if_empty,
        unused: report.unused,
        left: Vec::new(),
    };
    let remarks = FileRemarks {
        checked: vec![checked],
        missing: report.missing,
        emptiness: None,
    };
    Ok((file, remarks))
}

/// A few texts that have lost letters may be intended, or are a matter of their rows. If there are more, the file was
/// written or read in a wrong encoding, and texts without any sign of it may be wrong as well.
fn check_letters(file: &str, letters: LetterCount) -> Result<()> {
    const FEWEST: usize = 3;
    const PER_THOUSAND: usize = 5;
    let LetterCount { texts, damaged, .. } = letters;
    match letters.first {
        Some((fault, row)) if damaged >= FEWEST && damaged * 1000 > texts * PER_THOUSAND => {
            Err(SyncError::LettersLost {
                file: file.to_owned(),
                damaged,
                texts,
                row,
                fault,
            }
            .into())
        }
        _ => Ok(()),
    }
}

/// An empty file has no rows; whether it may be empty is decided elsewhere.
fn empty(source: &Source, error: Error) -> (FileReading, FileRemarks) {
    let place = error.origin().cloned().unwrap_or_default();
    let shown = place.to_string();
    let file = FileReading {
        place,
        is_empty: true,
        ..FileReading::default()
    };
    let remarks = FileRemarks {
        checked: vec![Checked::unread(source.entity, shown)],
        emptiness: Some(error),
        ..FileRemarks::default()
    };
    (file, remarks)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Yesterday's file may be in the place of today's.
fn stale(path: &Path, age: Duration, max: MaxAge) -> Issue {
    let (age, limit) = (FileAge(age), FileAge(max.limit));
    let origin = Origin {
        file: shown(path).into(),
        ..Origin::default()
    };
    Issue::new(Problem::FileStale { age, limit }, origin)
}
