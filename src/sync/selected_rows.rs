//! The rows that meet the conditions of a wave (`--where`), found by reading the sources once more.
//!
//! A run without conditions does not come here, so it pays nothing for them. Invariant: a table without any of the
//! columns has no conditions.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::error::SyncError;
use crate::{
    codec::{Batch, RowSink},
    config::Config,
    error::Result,
    model::{
        Header, Merged, Origin, RowCondition, SelectedRows, Source, alike::loose, folded_header,
        text::nearest,
    },
    read,
    shape::Shaper,
};

/// Compared texts that are remembered: a column that groups rows has few, and another one is not worth it.
const REMEMBERED: usize = 1000;

/// The rows of all sources that meet the conditions.
///
/// # Errors
/// A file can't be read, or no source has a column.
pub(super) fn of(config: &Config, conditions: &[RowCondition]) -> Result<SelectedRows> {
    let mut selected = SelectedRows::default();
    if conditions.is_empty() {
        return Ok(selected);
    }
    let mut unknown: Vec<&RowCondition> = conditions.iter().collect();
    let mut headers = BTreeSet::new();
    for source in &config.sources {
        for path in read::pick(source)?.picked {
            let mut table = ConditionSink::of(conditions);
            let is_header = |text: &str| Shaper::is_header(source.entity, &source.mapping, text);
            match read::read(&path, source, &is_header, &mut table) {
                Ok(facts) => table.merge(&facts.merged),
                Err(error) if read::was_empty(&error) => continue,
                Err(error) => return Err(error),
            }
            unknown.retain(|condition| !table.has(condition));
            headers.extend(std::mem::take(&mut table.headers));
            table.select(source, &mut selected);
        }
    }
    match unknown.first() {
        Some(condition) => {
            let column = condition.header.clone();
            let near = nearest(&column, headers.iter().map(String::as_str)).map(str::to_owned);
            Err(SyncError::ConditionColumn { column, near }.into())
        }
        None => Ok(selected),
    }
}

/// Collects the rows of one table that meet the conditions.
struct ConditionSink<'c> {
    conditions: &'c [RowCondition],
    headers: Vec<String>,
    place: Origin,
    /// The conditions whose columns the table has.
    applied: Vec<AppliedCondition<'c>>,
}

/// A condition, and the rows of the table that meet it.
struct AppliedCondition<'c> {
    condition: &'c RowCondition,
    column: usize,
    text: String,
    /// Texts that were compared before.
    compared: HashMap<String, bool>,
    rows: BTreeSet<u32>,
}

impl<'c> ConditionSink<'c> {
    fn of(conditions: &'c [RowCondition]) -> Self {
        Self {
            conditions,
            headers: Vec::new(),
            place: Origin::default(),
            applied: Vec::new(),
        }
    }

    fn has(&self, condition: &RowCondition) -> bool {
        let mut applied = self.applied.iter();
        applied.any(|applied| applied.condition == condition)
    }

    /// The first cell of merged cells has the value for all of their rows.
    fn merge(&mut self, merged: &[Merged]) {
        for applied in &mut self.applied {
            let column = applied.column;
            let own = |merged: &&Merged| (merged.columns.0..=merged.columns.1).contains(&column);
            for Merged { rows, .. } in merged.iter().filter(own) {
                if applied.rows.contains(&rows.0) {
                    applied.rows.extend(rows.0..=rows.1);
                }
            }
        }
    }

    /// Adds the rows that have, in each column with conditions, one of their texts.
    fn select(self, source: &Source, selected: &mut SelectedRows) {
        let mut columns = BTreeMap::<usize, BTreeSet<u32>>::new();
        for applied in self.applied {
            columns
                .entry(applied.column)
                .or_default()
                .extend(applied.rows);
        }
        let columns = columns.into_values();
        if let Some(rows) = columns.reduce(|one, other| &one & &other) {
            selected.add(source.entity, &self.place, rows);
        }
    }
}

impl AppliedCondition<'_> {
    fn is_met(&mut self, text: &str) -> bool {
        if let Some(known) = self.compared.get(text) {
            return *known;
        }
        let is_met = loose(text.trim()) == self.text;
        if self.compared.len() < REMEMBERED {
            self.compared.insert(text.to_owned(), is_met);
        }
        is_met
    }
}

impl RowSink for ConditionSink<'_> {
    fn header(&mut self, header: &Header) -> Result<()> {
        self.place = Origin {
            file: header.file.clone(),
            sheet: header.sheet.clone(),
            ..Origin::default()
        };
        self.headers.clone_from(&header.names);
        let conditions = self.conditions.iter();
        let applied = conditions.filter_map(|condition| {
            let wanted = folded_header(&condition.header);
            let mut names = header.names.iter();
            Some(AppliedCondition {
                column: names.position(|name| folded_header(name) == wanted)?,
                text: loose(condition.text.trim()),
                condition,
                compared: HashMap::new(),
                rows: BTreeSet::new(),
            })
        });
        self.applied = applied.collect();
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        for row in batch.rows() {
            for applied in &mut self.applied {
                if applied.is_met(row.cell(applied.column).0) {
                    applied.rows.insert(row.number());
                }
            }
        }
        Ok(())
    }
}
