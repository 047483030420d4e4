//! Holds corrected rows whose row in the sheet has changed since the correction.
//!
//! A correction may replace a row of a sheet if it was made from exactly that row, or has the same content. If the
//! original row is not stored in the workbook, a correction may only change what is wrong with the row now.
//! Invariant: every other corrected row is held together with its record, so that neither of the two is sent.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    collector::RowCollector,
    overlay::{Overlay, Replaced, RowKey},
    row_entry::RowEntry,
};
use crate::{
    codec::RowMemory,
    model::{
        CellText, Code, ColumnHeader, Difference, HeldRow, HeldScope, Issue, Origin, Problem,
        RowTexts, Severity,
    },
};

/// A row of a sheet that would be replaced.
struct SheetRow<'a> {
    place: Origin,
    texts: &'a RowTexts,
    /// The headers of the columns with errors.
    wrong: BTreeSet<String>,
    /// Whether a correction in the workbook was made from this row, or has the same content.
    is_seen: bool,
}

impl Overlay {
    /// Holds the corrected rows that must not replace the current rows of the sheets.
    pub(super) fn hold_outdated(
        &self,
        sheets: &RowCollector,
        corrections: &mut RowCollector,
        rows: &[(usize, RowKey)],
    ) {
        let places: BTreeMap<Origin, usize> = corrections
            .entries
            .iter()
            .enumerate()
            .map(|(index, entry)| (corrections.origin(entry), index))
            .collect();
        let index = |replaced: &Replaced| places.get(&replaced.at).copied();
        let own = |index: usize| corrections.entries[index].own_code().cloned();
        let made: Vec<(usize, &Replaced, Option<Code>)> = self
            .replaced
            .iter()
            .filter_map(|replaced| index(replaced).map(|index| (index, replaced, own(index))))
            .collect();
        let seen = self.seen(&made);
        let mut found: BTreeMap<&RowKey, Vec<SheetRow<'_>>> = BTreeMap::new();
        for (number, key) in rows {
            let row = self.sheet_row(sheets, *number, seen.get(key));
            found.entry(key).or_default().push(row);
        }
        let mut outdated = Vec::new();
        for (index, replaced, own) in made {
            let problem = self.problem(replaced, own.as_ref(), &found);
            outdated.extend(problem.map(|problem| (index, replaced, problem)));
        }
        for (index, replaced, problem) in outdated {
            hold(corrections, index, replaced, problem);
        }
    }

    /// By the key of a row: its original content, and the content of its corrections.
    fn seen<'a>(
        &'a self,
        made: &[(usize, &'a Replaced, Option<Code>)],
    ) -> BTreeMap<RowKey, (Vec<&'a RowMemory>, Vec<&'a RowTexts>)> {
        let mut seen: BTreeMap<RowKey, (Vec<_>, Vec<_>)> = BTreeMap::new();
        for (key, memory) in &self.memories {
            seen.entry(key.clone()).or_default().0.push(memory);
        }
        for (_, replaced, own) in made {
            let key = RowKey::of(own.as_ref(), &replaced.place);
            seen.entry(key).or_default().1.push(&replaced.texts);
        }
        seen
    }

    fn sheet_row<'a>(
        &'a self,
        sheets: &RowCollector,
        number: usize,
        seen: Option<&(Vec<&RowMemory>, Vec<&RowTexts>)>,
    ) -> SheetRow<'a> {
        static NOTHING: RowTexts = RowTexts::new();
        let place = sheets.origin(&sheets.entries[number]);
        let texts = self.now.get(&place).unwrap_or(&NOTHING);
        let columns = &self.columns;
        let is_seen = seen.is_some_and(|(memories, corrected)| {
            let mut memories = memories.iter();
            let mut corrected = corrected.iter();
            memories.any(|memory| memory.difference(texts, columns).is_none())
                || corrected.any(|row| row.difference(texts, columns).is_none())
        });
        let wrong = sheets
            .issues
            .iter()
            .filter(|(index, issue)| *index == number && issue.severity() == Severity::Error)
            .filter_map(|(_, issue)| issue.origin.as_ref()?.column.as_deref());
        SheetRow {
            wrong: wrong.map(str::to_owned).collect(),
            place,
            texts,
            is_seen,
        }
    }

    /// The reason why a corrected row must not replace its rows.
    fn problem(
        &self,
        replaced: &Replaced,
        own: Option<&Code>,
        found: &BTreeMap<&RowKey, Vec<SheetRow<'_>>>,
    ) -> Option<Problem> {
        let before = replaced.key();
        let after = RowKey::of(own, &replaced.place);
        let rows = |key: &RowKey| found.get(key).into_iter().flatten();
        let is_other = before != after;
        let mut others = rows(&after).filter(|row| is_other && !row.is_seen);
        if let (Some(row), Some(own)) = (others.next(), own) {
            let (code, place) = (own.clone(), row.place.clone());
            return Some(Problem::CorrectionOfOtherRow { code, place });
        }
        if rows(&before).chain(rows(&after)).next().is_none() {
            let has_place = !replaced.place.file.is_empty();
            let place = replaced.place.clone();
            return has_place.then_some(Problem::CorrectionOfMissingRow { place });
        }
        let mut changed = rows(&before).filter(|row| !row.is_seen);
        changed.find_map(|row| self.changed(replaced, row))
    }

    /// The reason why it must not replace a row whose original content is unknown.
    fn changed(&self, replaced: &Replaced, row: &SheetRow<'_>) -> Option<Problem> {
        let place = row.place.clone();
        let cell = |text: Option<String>| text.map(CellText::words);
        let Some(memory) = &replaced.memory else {
            let sound: BTreeSet<String> = self.columns.difference(&row.wrong).cloned().collect();
            return match row.texts.difference(&replaced.texts, &sound)? {
                Difference::Column {
                    header,
                    texts: [now, given],
                    more,
                } => Some(Problem::CorrectionUnfounded {
                    header: ColumnHeader(header),
                    now: cell(now),
                    given: cell(given),
                    more,
                    place,
                }),
                Difference::Somewhere => Some(Problem::CorrectionOfChangedRow { place }),
            };
        };
        Some(match memory.difference(row.texts, &self.columns) {
            Some(Difference::Column {
                header,
                texts: [then, now],
                more,
            }) => Problem::CorrectionOutdated {
                header: ColumnHeader(header),
                then: cell(then),
                now: cell(now),
                more,
                place,
            },
            _ => Problem::CorrectionOfChangedRow { place },
        })
    }
}

/// The row belongs to both of its codes, so that neither record is changed or deleted.
fn hold(corrections: &mut RowCollector, index: usize, replaced: &Replaced, problem: Problem) {
    let column = match &problem {
        Problem::CorrectionOutdated { header, .. }
        | Problem::CorrectionUnfounded { header, .. } => Some(header.0.as_str()),
        _ => None,
    };
    let origin = column.map_or_else(|| replaced.at.clone(), |it| replaced.at.at_column(it));
    let entry = &mut corrections.entries[index];
    let own = entry.own_code().cloned();
    let (previous_no, identity, name, reach) = match &*entry {
        RowEntry::Held(held) => (
            held.previous_no.clone(),
            held.identity.clone(),
            held.name.clone(),
            held.reach,
        ),
        RowEntry::Other(record) => (
            record.previous_no().cloned(),
            record.identity().map(str::to_owned),
            None,
            HeldScope::Own,
        ),
        RowEntry::Unchanged { .. } | RowEntry::Gone => (None, None, None, HeldScope::Own),
    };
    let before = replaced
        .code
        .clone()
        .filter(|code| own.as_ref() != Some(code));
    *entry = RowEntry::Held(Box::new(HeldRow {
        code: own.or_else(|| before.clone()),
        previous_no: before.or(previous_no),
        identity,
        origin: replaced.at.clone(),
        name,
        reach,
    }));
    corrections
        .issues
        .push((index, Issue::new(problem, origin)));
}
