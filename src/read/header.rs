//! Finds the header row, and the column names of a header that takes up two rows with merged cells, also where a CSV
//! file has been saved of such a sheet.
//!
//! A merged cell has its text in its first row and column only, and the file lists merged cells at the end of the
//! sheet. So the row right above a header completes it: where the header's own cell is blank, the name is in the cell
//! above (`Mã KH` merged over both rows); where two columns have the same name, the text above their group is put in
//! front of it (`Khách hàng` above `Tên` is `Khách hàng Tên`). Invariant: a header of one row is used unchanged,
//! whatever title is above it.

use std::collections::{BTreeMap, BTreeSet};

use super::blank::is_blank;
use crate::codec::{Batch, RowView};

/// The number of rows, without blank ones, among which the header is searched.
pub(super) const LOOKED_AT: usize = 20;

/// The same if none of those is clearly the header: some reports begin with a page of conditions.
const LOOKED_FURTHER: usize = 500;

/// The number of known names that make a header.
const SURE: usize = 2;

/// A number with fewer digits may be a year or a quantity.
const PHONE: usize = 9;

/// Texts by column.
type TextsByColumn<'a> = BTreeMap<usize, &'a str>;

fn names(row: RowView<'_>) -> TextsByColumn<'_> {
    filled(texts(row))
}

/// The row above, if it can be a part of this header: adjacent, and no title, which has one cell.
fn upper<'a>(above: Option<RowView<'a>>, row: RowView<'_>) -> Option<RowView<'a>> {
    above.filter(|above| above.number() + 1 == row.number() && names(*above).len() > 1)
}

/// The row that may be the upper half of a header. Only in a workbook can cells be merged; a CSV file of such a sheet has
/// rows that leave room for each other.
pub(super) fn row_above(rows: &Batch, at: usize, is_sheet: bool) -> Option<RowView<'_>> {
    let above = rows.row(at.checked_sub(1)?)?;
    let row = rows.row(at)?;
    let interlocks =
        || upper(Some(above), row).is_some_and(|above| interlock(texts(above), texts(row)));
    (is_sheet || interlocks()).then_some(above)
}

/// Whether the cells of two rows leave room for each other, as merged cells do: something above has nothing below it,
/// and what is below has nothing above it, or the first of several columns.
pub(super) fn interlock<'t>(
    above: impl Iterator<Item = (usize, &'t str)>,
    own: impl Iterator<Item = (usize, &'t str)>,
) -> bool {
    let [above, own] = [filled(above), filled(own)];
    let is_free =
        |column: &usize| !above.contains_key(column) || !above.contains_key(&(column + 1));
    above.len() > 1
        && own.keys().all(is_free)
        && own.keys().any(|column| !above.contains_key(column))
        && above.keys().any(|column| !own.contains_key(column))
}

fn filled<'t>(texts: impl Iterator<Item = (usize, &'t str)>) -> TextsByColumn<'t> {
    texts.filter(|(_, text)| !is_blank(text)).collect()
}

/// The texts of a row by column.
fn texts(row: RowView<'_>) -> impl Iterator<Item = (usize, &str)> {
    row.cells().map(|(text, _)| text).enumerate()
}

/// The names of all columns of a header; a blank one has an empty name.
pub(super) fn combined(above: Option<RowView<'_>>, row: RowView<'_>) -> Vec<String> {
    let upper = upper(above, row).map(names).unwrap_or_default();
    merged(&upper, &names(row))
}

fn merged(upper: &TextsByColumn<'_>, own: &TextsByColumn<'_>) -> Vec<String> {
    let last = own.keys().chain(upper.keys()).max();
    let width = last.map_or(0, |column| column + 1);
    let mut combined = vec![String::new(); width];
    for (column, name) in upper.iter().chain(own) {
        (*name).clone_into(&mut combined[*column]);
    }
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for name in own.values() {
        *count.entry(name).or_default() += 1;
    }
    for (column, name) in own.iter().filter(|(_, name)| count[*name] > 1) {
        if let Some((_, group)) = upper.range(..=column).next_back() {
            combined[*column] = format!("{group} {name}");
        }
    }
    combined
}

/// The evidence for or against a row being the header.
#[derive(Clone, Debug)]
pub(super) struct HeaderSigns {
    /// The number of known names in it as a header.
    names: usize,
    /// Its filled columns, in order.
    filled: Vec<usize>,
    /// The number of its texts that are known names, even if it is a record.
    known: usize,
    /// Whether all of its cells may be column names, known or not.
    may_head: bool,
    /// Whether it is above a column of running numbers, which no record is.
    counts_rows: bool,
    /// Whether the row above completes it.
    is_completed: bool,
}

impl HeaderSigns {
    /// Of a row with these texts by column; texts may be blank.
    pub fn of<'t>(
        texts: impl Iterator<Item = (usize, &'t str)>,
        is_header: &dyn Fn(&str) -> bool,
    ) -> Self {
        let own: TextsByColumn<'t> = texts.filter(|(_, text)| !is_blank(text)).collect();
        let texts = || own.values().copied();
        let count = known(texts(), is_header);
        let is_record = texts().any(is_value);
        let different: BTreeSet<&str> = texts().map(str::trim).collect();
        Self {
            names: if is_record { 0 } else { count },
            known: count,
            may_head: different.len() == own.len() && texts().all(may_be_a_name),
            counts_rows: texts().any(counts_rows),
            is_completed: false,
            filled: own.into_keys().collect(),
        }
    }

    /// Of a row alone, or together with the row above it.
    pub fn of_rows(
        above: Option<RowView<'_>>,
        row: RowView<'_>,
        is_header: &dyn Fn(&str) -> bool,
    ) -> Self {
        let above = upper(above, row).map(texts);
        Self::of_texts(above, texts(row), is_header)
    }

    /// The same for rows by column.
    pub fn of_texts<'t>(
        above: Option<impl Iterator<Item = (usize, &'t str)>>,
        row: impl Iterator<Item = (usize, &'t str)>,
        is_header: &dyn Fn(&str) -> bool,
    ) -> Self {
        let texts = filled(row);
        let own = Self::of(texts.clone().into_iter(), is_header);
        let Some(above) = above.filter(|_| own.names > 0) else {
            return own;
        };
        let all = merged(&filled(above), &texts);
        let both = known(all.iter().map(String::as_str), is_header);
        Self {
            names: own.names.max(both),
            is_completed: both > own.names,
            ..own
        }
    }

    /// Whether the known names of this row are more likely values of a record, because a row above may be the header:
    /// all its cells may be names, and it has a name for every column of this row. Two known names are too few
    /// against that, unless the row has nothing else and is as wide; more of them count if they are many or no column
    /// is left out.
    fn is_record_below(&self, above: &Self, is_next: bool) -> bool {
        let heads = |column| above.filled.binary_search(column).is_ok();
        let (filled, is_as_wide) = (self.filled.len(), self.filled.len() >= above.filled.len());
        let is_header = match self.names {
            ..=SURE => is_as_wide && self.names >= filled,
            names => is_as_wide || 2 * names >= filled,
        };
        let is_lower_half = is_next && self.is_completed;
        let is_header = is_header || is_lower_half || self.counts_rows;
        !is_header && above.may_head && self.filled.iter().all(heads)
    }
}

/// The index of the header, and whether the search can stop. It is the first row with the most known names in the
/// first range. A single known name proves nothing, because such words (`Mobile`, `Nhóm`) are in the rows of other
/// tables too, and neither do a few below a row that may be the header itself. If no row has two, it is the first one
/// in the second range that has, or else the first one below the titles.
pub(super) fn place(rows: &[HeaderSigns]) -> (usize, bool) {
    let (first, further) = rows.split_at(rows.len().min(LOOKED_AT));
    let is_header = |at: &usize| rows[*at].names >= SURE && header_above(rows, *at).is_none();
    let best = (0..first.len()).rev().filter(is_header);
    if let Some(best) = best.max_by_key(|at| first[*at].names) {
        return (best, first.len() == LOOKED_AT);
    }
    match (first.len()..first.len() + further.len()).find(is_header) {
        Some(below) => (below, true),
        None => (unknown(first), rows.len() >= LOOKED_FURTHER),
    }
}

/// A row that is more likely the header than this one below it.
fn header_above(rows: &[HeaderSigns], at: usize) -> Option<usize> {
    let (above, own) = (&rows[..at], &rows[at]);
    let is_header = |(place, row)| own.is_record_below(row, place + 1 == at);
    above.iter().enumerate().position(is_header)
}

/// The header among rows without known names: the one above the record that contains known names, or the first that
/// is no title.
fn unknown(rows: &[HeaderSigns]) -> usize {
    let mut records = (0..rows.len()).filter(|at| rows[*at].names >= SURE);
    let above = records.find_map(|at| header_above(rows, at));
    above.unwrap_or_else(|| below_titles(rows))
}

/// The first row that is no title: a title has one cell, or at most half as many as most rows, and no known name.
fn below_titles(rows: &[HeaderSigns]) -> usize {
    let mut widths: Vec<usize> = rows
        .iter()
        .map(|row| row.filled.len())
        .filter(|width| *width > 1)
        .collect();
    widths.sort_unstable();
    let Some(usual) = widths
        .get(widths.len() / 2)
        .filter(|_| widths.len() * 2 > rows.len())
    else {
        return 0;
    };
    let is_wide = |row: &HeaderSigns| row.filled.len() > 1 && row.filled.len() * 2 > *usual;
    let first = rows.iter().position(|row| is_wide(row) || row.known > 0);
    first.unwrap_or_default()
}

/// The number of known names; 1 if all of them are the same.
fn known<'n>(names: impl Iterator<Item = &'n str>, is_header: &dyn Fn(&str) -> bool) -> usize {
    let known: Vec<&str> = names.filter(|name| is_header(name)).collect();
    match known[..] {
        [first, ..] if known.iter().all(|name| *name == first) => 1,
        _ => known.len(),
    }
}

fn counts_rows(text: &str) -> bool {
    let name = text.trim().to_lowercase();
    matches!(name.as_str(), "stt" | "số tt" | "số thứ tự")
}

/// Whether a text may be a column name: it has letters, is no sentence, and is not a condition as above a report
/// (`Chi nhánh: Hà Nội`).
fn may_be_a_name(text: &str) -> bool {
    const LONGEST: usize = 40;
    let is_short = text.trim().chars().nth(LONGEST).is_none();
    is_short && text.contains(char::is_alphabetic) && !text.contains(':') && !is_value(text)
}

/// Whether a text is a phone number or an e-mail address. A row with one is a record, even if all its other cells are
/// column names.
fn is_value(text: &str) -> bool {
    let text = text.trim();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_sign = |letter: char| "+-.() \u{a0}".contains(letter);
    let is_phone = digits >= PHONE && text.chars().all(|one| one.is_ascii_digit() || is_sign(one));
    let is_email = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    });
    is_phone || is_email
}
