//! Rows whose new code looks like another row's, or like one that was sent before.
//!
//! Such a row is neither a new record nor a change of code by itself: a typing error would separate a customer from
//! its history. Invariant: the record that may be meant is held as well, unless it has a row of its own.

use std::collections::{HashMap, HashSet};

use super::record_index::{RecordIndex, position};
use crate::model::{Code, CodeComparison, Issue, Origin, Problem, alike::look_of};

/// Rejects such rows. `twins` has the positions of rows whose codes look alike.
pub(super) fn refuse(
    book: &mut RecordIndex<'_>,
    twins: &[Vec<usize>],
    codes: CodeComparison,
) -> Vec<Issue> {
    let mut refused = among_rows(book, twins);
    let before = with_snapshot(book, look_of(codes));
    let mut at_home = HashSet::new();
    if !before.is_empty() {
        at_home.extend(book.accepted().filter_map(|(_, row)| book.home(row)));
    }
    for (row, known) in before {
        refused.push((row, twin(book, row, book.known.code(known), None)));
        book.held[position(known)] |= !at_home.contains(&position(known));
    }
    refused.sort_by_key(|(row, _)| *row);
    refused.dedup_by_key(|(row, _)| *row);
    book.refuse(refused)
}

/// The rows with a new code, of those whose codes look alike.
fn among_rows(book: &RecordIndex<'_>, twins: &[Vec<usize>]) -> Vec<(usize, Issue)> {
    let mut refused = Vec::new();
    for rows in twins {
        for row in rows.iter().filter(|row| is_new(book, **row)) {
            let code = book.row(*row).code;
            let other = rows.iter().find(|other| book.row(**other).code != code);
            let issue = other.map(|other| {
                let place = Some(book.origin(*other));
                twin(book, *row, book.row(*other).code, place)
            });
            refused.extend(issue.map(|issue| (*row, issue)));
        }
    }
    refused
}

/// The rows whose new code looks like one of the snapshot, and the number of that record.
fn with_snapshot(book: &RecordIndex<'_>, look: fn(&str) -> String) -> Vec<(usize, u32)> {
    let mut fresh: HashMap<String, Vec<usize>> = HashMap::new();
    if !book.known.is_empty() {
        for (row, indexed) in book.fresh().filter(|(row, _)| is_new(book, *row)) {
            fresh.entry(look(indexed.code)).or_default().push(row);
        }
    }
    let mut found = Vec::new();
    if !fresh.is_empty() {
        for known in book.known.numbers() {
            let rows = fresh.get(&look(book.known.code(known)));
            found.extend(rows.into_iter().flatten().map(|row| (*row, known)));
        }
    }
    found
}

/// Whether the snapshot does not have the code of a row, and the row does not refer to a record otherwise.
fn is_new(book: &RecordIndex<'_>, row: usize) -> bool {
    let indexed = book.row(row);
    let has_claim = book.identified(indexed).is_some() || book.previous(indexed).is_some();
    !has_claim && book.home(indexed).is_none() && book.bound_for(indexed.code).is_none()
}

fn twin(book: &RecordIndex<'_>, row: usize, other: &str, place: Option<Origin>) -> Issue {
    let problem = Problem::CodeTwin {
        code: Code::from(book.row(row).code),
        other: Code::from(other),
        place,
    };
    Issue::new(problem, book.origin(row))
}
