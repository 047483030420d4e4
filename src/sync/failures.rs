//! The rows that did not get through, as they are in their sheets now.
//!
//! The problems of rows are determined anew; the server's refusals are in the journal. A refusal is assigned to a row
//! only if the row still has the record's code. Invariant: a failed call is reported even if its row is gone.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    compare,
    compare_input::{CompareInput, stored_sources},
    outcome,
};
use crate::{
    codec::{Batch, RowSink, RowView, ShapedRows},
    config::Config,
    error::Result,
    model::{
        Code, Entity, Failed, FailedRow, FailedTable, Header, Issue, Origin, Reason, RowFault,
        Severity, Source, UnsentCall,
    },
    observe::Observer,
    plan, read,
    shape::{DatedColumns, Shaper},
    store::Store,
};

/// A row's place.
pub(super) type RowPlace = (Arc<str>, Option<Arc<str>>, u32);

/// Reads the sheets and the newest run's failed calls, and matches them.
///
/// # Errors
/// A source can't be used, or the snapshot can't be read.
pub fn failures(
    config: &Config,
    snapshot: Option<&Store>,
    observer: &dyn Observer,
) -> Result<Failed> {
    let codes = RefCell::new(Codes::default());
    let watch = |entity: Entity, shaped: &ShapedRows| codes.borrow_mut().learn(entity, shaped);
    let memory = stored_sources(snapshot)?;
    let input = CompareInput {
        memory: &memory,
        watch: &watch,
        watches_all: true,
        ..CompareInput::new(config, snapshot, observer)
    };
    let compared = compare::compare(input)?;
    if let Some(error) = compared.readings.errors().into_iter().next() {
        return Err(error);
    }
    let plan = plan::plan(
        compared.diffs,
        input.snapshot,
        (&config.policy, &config.tenant),
        observer,
    )?;
    let codes = codes.into_inner();
    let mut faults = RowFaults::of(&plan.issues);
    let run = snapshot.map(Store::last_run).transpose()?.flatten();
    let run = run.map(|run| run.id);
    if let (Some(store), Some(run)) = (snapshot, run) {
        for failure in outcome::failures(store, run)? {
            faults.refused(failure, &codes);
        }
    }
    Ok(Failed {
        run,
        ..faults.into_failed(config, &codes)?
    })
}

/// The rows that were rejected, without what a run has left.
///
/// # Errors
/// A source can't be read again.
pub(super) fn rejected(config: &Config, issues: &[Issue], codes: &Codes) -> Result<Failed> {
    Ok(Failed {
        tables: RowFaults::of(issues).tables(config, codes)?,
        ..Failed::default()
    })
}

/// The rows by their records.
#[derive(Default)]
pub(super) struct Codes {
    by_place: BTreeMap<RowPlace, Code>,
    by_code: BTreeMap<(Entity, Code), RowPlace>,
}

impl Codes {
    pub(super) fn learn(&mut self, entity: Entity, shaped: &ShapedRows) {
        let rows = shaped.others();
        let rows = rows.map(|row| (Some(&row.code), row.origin()));
        let held = shaped.held.iter();
        let held = held.map(|row| (row.code.as_ref(), row.origin.clone()));
        for (code, origin) in rows.chain(held) {
            if let (Some(code), Some(place)) = (code, place(&origin)) {
                self.add(entity, code, place);
            }
        }
    }

    /// A record and its row.
    pub(super) fn add(&mut self, entity: Entity, code: &Code, place: RowPlace) {
        self.by_code.insert((entity, code.clone()), place.clone());
        self.by_place.insert(place, code.clone());
    }

    /// The row that a call was made from, if it is still at its place, or else at its new place.
    fn row_of(&self, failure: &UnsentCall) -> Option<RowPlace> {
        let is_its = |code: &Code| *code == failure.code || Some(code) == failure.new_code.as_ref();
        let asked = failure.origin.as_ref().and_then(place);
        let asked = asked.filter(|place| self.by_place.get(place).is_some_and(is_its));
        let codes = failure.new_code.iter().chain([&failure.code]);
        let mut known = codes.filter_map(|code| self.by_code.get(&(failure.entity, code.clone())));
        asked.or_else(|| known.next().cloned())
    }
}

/// The row of an origin.
pub(super) fn place(origin: &Origin) -> Option<RowPlace> {
    Some((origin.file.clone(), origin.sheet.clone(), origin.row?))
}

/// All problems of rows.
#[derive(Default)]
pub(super) struct RowFaults {
    by_place: BTreeMap<RowPlace, Vec<RowFault>>,
    without_row: Vec<UnsentCall>,
}

impl RowFaults {
    pub(super) fn of<'i>(issues: impl IntoIterator<Item = &'i Issue>) -> Self {
        let mut faults = Self::default();
        for issue in issues {
            faults.rejected(issue);
        }
        faults
    }

    /// Whether an issue is a reason that its row failed.
    pub(super) fn is_fault(issue: &Issue) -> bool {
        issue.severity() == Severity::Error
    }

    /// All of them, with the cells of the rows.
    pub(super) fn into_failed(self, config: &Config, codes: &Codes) -> Result<Failed> {
        Ok(Failed {
            tables: self.tables(config, codes)?,
            without_row: self.without_row,
            ..Failed::default()
        })
    }

    /// The tables that have some of these rows.
    fn tables(&self, config: &Config, codes: &Codes) -> Result<Vec<FailedTable>> {
        // Without such a row it does not matter whether the files are still there.
        if self.by_place.is_empty() {
            return Ok(Vec::new());
        }
        let sources = config.sources.iter();
        let tables = sources.map(|source| tables_of(source, &self.by_place, codes));
        let tables: Vec<_> = tables.collect::<Result<_>>()?;
        Ok(tables.into_iter().flatten().collect())
    }

    fn rejected(&mut self, issue: &Issue) {
        let origin = issue.origin.as_ref();
        let origin = origin.filter(|_| Self::is_fault(issue));
        if let Some((origin, place)) = origin.and_then(|origin| Some((origin, place(origin)?))) {
            self.by_place.entry(place).or_default().push(RowFault {
                column: origin.column.clone(),
                reason: Reason::Rejected(issue.problem.clone()),
            });
        }
    }

    /// Adds a failed call.
    pub(super) fn refused(&mut self, failure: UnsentCall, codes: &Codes) {
        // A delete has no row, even if another record has taken the code.
        let row = failure.origin.as_ref().and_then(|_| codes.row_of(&failure));
        let Some(place) = row else {
            return self.without_row.push(failure);
        };
        let operation = failure.operation;
        let reason = match failure.blocked_by {
            Some((entity, code)) => Reason::Waits {
                operation,
                entity,
                code,
            },
            None => Reason::Refused {
                operation,
                state: failure.state,
                error: failure.error,
                message: failure.message,
            },
        };
        let column = None;
        let faults = self.by_place.entry(place).or_default();
        faults.push(RowFault { column, reason });
    }
}

/// The tables of a source that have some of these rows, with these rows alone.
fn tables_of(
    source: &Source,
    faults: &BTreeMap<RowPlace, Vec<RowFault>>,
    codes: &Codes,
) -> Result<Vec<FailedTable>> {
    let files: BTreeSet<&str> = faults.keys().map(|(file, ..)| &**file).collect();
    let mut tables = Vec::new();
    for path in read::pick(source)?.picked {
        if !files.contains(path.display().to_string().as_str()) {
            continue;
        }
        let is_header = |text: &str| Shaper::is_header(source.entity, &source.mapping, text);
        let mut picker = Picker {
            faults,
            codes,
            dated: DatedColumns::of(&source.mapping),
            table: None,
        };
        read::read(&path, source, &is_header, &mut picker)?;
        let table = picker.table.filter(|table| !table.rows.is_empty());
        tables.extend(table.map(|table| FailedTable {
            entity: source.entity,
            source: source.key().to_string(),
            ..table
        }));
    }
    Ok(tables)
}

/// Selects the failed rows of a table.
struct Picker<'a> {
    faults: &'a BTreeMap<RowPlace, Vec<RowFault>>,
    codes: &'a Codes,
    dated: DatedColumns<'a>,
    table: Option<FailedTable>,
}

impl RowSink for Picker<'_> {
    fn header(&mut self, header: &Header) -> Result<()> {
        self.table = Some(FailedTable {
            entity: Entity::Customer,
            source: String::new(),
            file: header.file.clone(),
            sheet: header.sheet.clone(),
            headers: header.names.clone(),
            rows: Vec::new(),
        });
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        batch.rows().for_each(|row| self.pick(row));
        Ok(())
    }
}

impl Picker<'_> {
    fn pick(&mut self, row: RowView<'_>) {
        let Some(table) = &mut self.table else {
            return;
        };
        let place = (table.file.clone(), table.sheet.clone(), row.number());
        if let Some(faults) = self.faults.get(&place) {
            table.rows.push(FailedRow {
                number: row.number(),
                code: self.codes.by_place.get(&place).cloned(),
                cells: self.dated.cells(row, &table.headers),
                faults: faults.clone(),
            });
        }
    }
}
