//! From files to shaped records: every source of one entity is read into one shaper.
//!
//! A source that can't be read to its end is no error here: whether that matters depends on what the
//! snapshot knows.

use std::collections::BTreeSet;

use super::{look::Look, pipeline};
use crate::{
    error::{Error, Result},
    model::{
        CellText, Checked, Entity, Issue, Keeper, Origin, Problem, Remembered, Revealed, Shaped,
        Source, TableFacts,
    },
    observe::{Event, Observer},
    read,
    shape::{MissingColumn, References, Shaper},
};

/// What came of reading one source.
pub(super) struct Reading {
    /// Its name from night to night.
    pub key: String,
    /// What its rows are.
    pub entity: Entity,
    /// Its rows, or why it could not be read to its end.
    pub rows: Result<usize>,
    /// The mapped columns that every one of its tables has.
    pub mapped: BTreeSet<String>,
    /// Columns that were asked for and are not there.
    pub missing: Vec<MissingColumn>,
    /// How each of its tables was read.
    pub tables: Vec<Checked>,
}

/// Reads and shapes every source of an entity.
///
/// # Errors
/// The corrected rows can't be read, or the observer ends it; a source that can't be read is told in its reading.
pub(super) fn gather(
    look: Look<'_>,
    entity: Entity,
    references: &References,
    known: (&dyn Remembered, &dyn Keeper),
) -> Result<(Shaped, Vec<Reading>)> {
    let (config, observer) = (look.config, look.observer);
    let sources = config
        .sources
        .iter()
        .filter(|source| source.entity == entity);
    let mut shaper = Shaper::new(entity, &config.policy, references, known);
    let readings = sources.clone();
    let readings = readings.map(|source| read_source(source, &mut shaper, observer));
    let readings = readings.collect();
    observer.go_on()?;
    for source in sources {
        look.lay_over(source, &mut shaper)?;
    }
    Ok((shaper.finish()?, readings))
}

fn read_source(source: &Source, shaper: &mut Shaper<'_>, observer: &dyn Observer) -> Reading {
    let mut reading = Reading {
        key: source.key(),
        entity: source.entity,
        rows: Ok(0),
        mapped: BTreeSet::new(),
        missing: Vec::new(),
        tables: Vec::new(),
    };
    reading.rows = read_files(source, shaper, observer, &mut reading);
    reading
}

fn read_files(
    source: &Source,
    shaper: &mut Shaper<'_>,
    observer: &dyn Observer,
    reading: &mut Reading,
) -> Result<usize, Error> {
    let mut all = 0;
    for (number, path) in read::expand(source)?.iter().enumerate() {
        observer.go_on()?;
        let name = path.display().to_string();
        observer.on(&Event::Reading { name: &name });
        let mut table = shaper.table(&source.mapping);
        let facts = pipeline::read_file(path, source, &mut table, observer)?;
        let report = table.report();
        let rows = facts.rows;
        if let Some(doubt) = font_doubt(&facts) {
            shaper.doubt(doubt);
        }
        observer.on(&Event::Read { name: &name, rows });
        all += rows;
        reading.tables.push(Checked {
            entity: source.entity,
            table: Ok(facts),
            rejected: 0,
            guessed: report.guessed,
            unused: report.unused,
        });
        reading.mapped = match number {
            0 => report.mapped,
            _ => &reading.mapped & &report.mapped,
        };
        reading.missing.extend(report.missing);
    }
    Ok(all)
}

/// Sent as they stand, such letters would be rubbish to whoever reads them.
fn font_doubt(facts: &TableFacts) -> Option<Issue> {
    let Revealed { row, text, shown } = facts.in_old_font.as_ref()?;
    let problem = Problem::OldFont {
        text: CellText::words(text),
        shown: CellText::words(shown),
    };
    let origin = Origin {
        file: facts.file.clone(),
        sheet: facts.sheet.clone(),
        row: Some(*row),
        column: None,
    };
    Some(Issue::new(problem, origin))
}
