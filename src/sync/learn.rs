//! Learns corrections from a workbook of failed rows that a person has corrected.
//!
//! It writes nothing. Invariant: a cell is learned only if its source still has the text that the person has seen, and
//! only if its row's code finds no other cell with that text.

use std::{collections::BTreeMap, path::Path};

use jiff::ZonedDateTime;

use super::{
    corrected_rows::{CorrectedRow, corrected_rows},
    corrections::Corrections,
    source_rows::{SourceRow, SourceRows, WantedRows, find},
};
use crate::{
    codec::RowMemory,
    config::Config,
    error::Result,
    model::{Code, Entity, Learned, LearnedCorrection, Origin, UnlearnedChange, UnlearnedReason},
};

/// Compares the workbook with what its rows were, and with what their sources have now.
///
/// # Errors
/// It is no workbook of failed rows of this configuration, or a source can't be read.
pub fn learn(config: &Config, workbook: &Path, now: &ZonedDateTime) -> Result<Learned> {
    let corrections = Corrections::open(workbook, config)?;
    let mut learned = Learned::default();
    for entity in Entity::ALL {
        let sources = || {
            let sources = config.sources.iter();
            sources.filter(|source| source.entity == entity)
        };
        let mut rows = Vec::new();
        for source in sources() {
            rows.extend(corrected_rows(&corrections, (config, source))?);
        }
        if rows.is_empty() {
            continue;
        }
        let wanted = WantedRows {
            codes: rows.iter().filter_map(|row| row.code.clone()).collect(),
            places: rows.iter().map(|row| row.place.clone()).collect(),
        };
        let mut found = SourceRows::default();
        for source in sources() {
            find((config, source), &wanted, &mut found)?;
        }
        let mut of_entity = CorrectionLearner {
            entity,
            now,
            found: &found,
            learned: &mut learned,
        };
        for row in &rows {
            of_entity.row(row);
        }
    }
    learned.all = merged(&config.corrections, &learned.learned);
    Ok(learned)
}

/// All corrections, in order; a new one replaces an earlier one of the same cell.
fn merged(
    earlier: &[LearnedCorrection],
    new: &[(LearnedCorrection, Origin)],
) -> Vec<LearnedCorrection> {
    let all = earlier.iter().chain(new.iter().map(|(new, _)| new));
    let by_cell: BTreeMap<_, _> = all.map(|one| (one.cell(), one)).collect();
    by_cell.into_values().cloned().collect()
}

/// What is learned of one entity.
struct CorrectionLearner<'a> {
    entity: Entity,
    now: &'a ZonedDateTime,
    found: &'a SourceRows,
    learned: &'a mut Learned,
}

impl<'a> CorrectionLearner<'a> {
    fn row(&mut self, row: &CorrectedRow) {
        let source = self.source(row);
        let changes = match changes(row, source.map(|(_, source)| source)) {
            Ok(changes) if changes.is_empty() => {
                self.learned.unchanged += 1;
                return;
            }
            Ok(changes) => changes,
            Err(reason) => return self.refuse(row.origin(), reason),
        };
        let Some((place, source)) = source else {
            return self.refuse(row.origin(), UnlearnedReason::UnknownRow);
        };
        let Some(code) = &source.code else {
            return self.refuse(place, UnlearnedReason::NoCode);
        };
        if source.is_damaged {
            return self.refuse(place, UnlearnedReason::Damaged);
        }
        for change in changes {
            let cell = place.at_column(change.header);
            match self.objection(&change, (place, source), code) {
                Some(reason) => self.refuse(&cell, reason),
                None => self.take(&change, code, cell),
            }
        }
    }

    /// The row that a row of the workbook was made from: preferably one that is as it was, and at its place.
    fn source(&self, row: &CorrectedRow) -> Option<(&'a Origin, &'a SourceRow)> {
        let has_changed = |(place, found): &(&Origin, &SourceRow)| {
            let is_other_record = row.code.is_some() && found.code != row.code;
            (!row.was(found), is_other_record, **place != row.place)
        };
        let codes = row.code.iter();
        let with_code = codes.flat_map(|code| self.found.with_code(code));
        let matching = with_code.chain(self.found.at(&row.place));
        let best = matching.min_by_key(has_changed)?;
        // Another record may be at the place now.
        let (has_changed, is_other_record, _) = has_changed(&best);
        (!(has_changed && is_other_record)).then_some(best)
    }

    fn objection(
        &self,
        change: &CellChange<'_>,
        (place, source): (&Origin, &SourceRow),
        code: &Code,
    ) -> Option<UnlearnedReason> {
        let columns = source.headers.iter();
        let columns = columns.filter(|header| *header == change.header).count();
        let now = source.texts.under(change.header);
        let has_it = |(other, found): (&Origin, &SourceRow)| {
            other != place && found.texts.under(change.header) == now
        };
        match columns {
            0 => Some(UnlearnedReason::NoColumn),
            1 if now == change.right => Some(UnlearnedReason::Done),
            1 if now != change.then => Some(UnlearnedReason::Changed),
            1 => {
                let mut others = self.found.with_code(code);
                others.any(has_it).then_some(UnlearnedReason::SeveralRows)
            }
            _ => Some(UnlearnedReason::HeaderTwice),
        }
    }

    fn take(&mut self, change: &CellChange<'_>, code: &Code, cell: Origin) {
        let only = |texts: &[&str]| texts.first().copied().unwrap_or_default().to_owned();
        let correction = LearnedCorrection {
            entity: self.entity,
            code: code.clone(),
            column: change.header.to_owned(),
            seen: only(&change.then),
            value: only(&change.right),
            learned: self.now.clone(),
        };
        self.learned.learned.push((correction, cell));
    }

    fn refuse(&mut self, place: &Origin, reason: UnlearnedReason) {
        let place = place.clone();
        self.learned.refused.push(UnlearnedChange { place, reason });
    }
}

impl CorrectedRow {
    /// Whether a row of the source is as this one was.
    fn was(&self, found: &SourceRow) -> bool {
        let memory = self.memory.as_ref();
        memory.is_some_and(|memory| {
            let difference = memory.difference(&found.texts, &self.table.read);
            difference.is_none()
        })
    }

    /// The row that it was made from, or itself.
    fn origin(&self) -> &Origin {
        match &*self.place.file {
            "" => &self.at,
            _ => &self.place,
        }
    }
}

/// A cell of the workbook that a person has changed: its texts before and after, without blank ones.
struct CellChange<'a> {
    header: &'a str,
    then: Vec<&'a str>,
    right: Vec<&'a str>,
}

fn changes<'a>(
    row: &'a CorrectedRow,
    source: Option<&'a SourceRow>,
) -> Result<Vec<CellChange<'a>>, UnlearnedReason> {
    let then = match (&row.memory, source) {
        (None, _) if row.place.file.is_empty() => return Err(UnlearnedReason::UnknownRow),
        (None, _) => return Err(UnlearnedReason::NoMemory),
        (Some(RowMemory::Texts(then)), _) => then,
        // A digest shows that the row is as it was, but not what it was.
        (Some(RowMemory::Digest(_)), Some(source)) if row.was(source) => &source.texts,
        (Some(RowMemory::Digest(_)), Some(_)) => return Err(UnlearnedReason::Changed),
        (Some(RowMemory::Digest(_)), None) => return Err(UnlearnedReason::UnknownRow),
    };
    let columns = row.table.read.iter();
    let changes = columns.map(|header| CellChange {
        header,
        then: then.under(header),
        right: row.texts.under(header),
    });
    Ok(changes.filter(|change| row.is_persons(change)).collect())
}

impl CorrectedRow {
    /// Whether a person has made the change, and not Excel, which makes 4 of the code 00004.
    fn is_persons(&self, change: &CellChange<'_>) -> bool {
        let is_code = |text: &[&str]| {
            let code = self.code.as_ref();
            code.is_some_and(|code| *text == [code.as_str()])
        };
        let is_of_code = self.table.code.as_deref() == Some(change.header);
        let is_excels = is_of_code && self.is_rewritten && !is_code(&change.right);
        change.then != change.right && !is_excels
    }
}
