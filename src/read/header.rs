//! Which row is the header, and the names of columns where it takes up two rows, as people merge cells to make it.
//!
//! A merged cell has its text in its first row and column only, and nothing tells that it is merged
//! until the whole sheet is read. So the row right above a header completes it: where the header's own
//! cell is blank, the name stands above (`Mã KH` merged over both rows); where two columns have the same
//! name, what stands above their group is put in front of it (`Khách hàng` above `Tên` is
//! `Khách hàng Tên`). Invariant: a header of one row, whatever title is above it, is taken as it is.

use std::collections::BTreeMap;

use super::blank::is_blank;
use crate::model::RowView;

/// Among so many rows that are not blank the header is looked for.
pub(super) const LOOKED_AT: usize = 20;

/// Among so many where it is not clear that those have it: some reports begin with a page of conditions.
const LOOKED_FURTHER: usize = 500;

/// So many known names make a header.
const SURE: usize = 2;

/// A number of fewer digits may be a year or a quantity.
const PHONE: usize = 9;

/// Texts by column.
type Names<'a> = BTreeMap<usize, &'a str>;

fn names(row: RowView<'_>) -> Names<'_> {
    let texts = row.cells().map(|(text, _)| text).enumerate();
    texts.filter(|(_, text)| !is_blank(text)).collect()
}

/// The row above, if it can be a part of this header: right above it, and no title, which has one cell.
fn upper<'a>(above: Option<RowView<'a>>, row: RowView<'_>) -> Names<'a> {
    let above = above.filter(|above| above.number() + 1 == row.number());
    let names = above.map(names).unwrap_or_default();
    if names.len() < 2 {
        return Names::new();
    }
    names
}

/// The names of all columns of a header, of which a blank one is an empty text.
pub(super) fn combined(above: Option<RowView<'_>>, row: RowView<'_>) -> Vec<String> {
    let (own, upper) = (names(row), upper(above, row));
    let last = own.keys().chain(upper.keys()).max();
    let width = last.map_or(0, |column| column + 1);
    let mut combined = vec![String::new(); width];
    for (column, name) in upper.iter().chain(&own) {
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

/// What a row shows of whether it is the header.
#[derive(Clone, Copy, Debug)]
pub(super) struct HeaderSigns {
    /// How many known names it makes as a header.
    names: usize,
    /// How many of its cells are filled.
    filled: usize,
    /// Whether a known name is in it at all.
    is_known: bool,
}

impl HeaderSigns {
    /// Of a row with these texts, the blank ones left out.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>, is_header: &dyn Fn(&str) -> bool) -> Self {
        let own: Vec<&str> = texts.filter(|text| !is_blank(text)).collect();
        let count = known(own.iter().copied(), is_header);
        let is_record = own.iter().any(|text| is_value(text));
        Self {
            names: if is_record { 0 } else { count },
            filled: own.len(),
            is_known: count > 0,
        }
    }

    /// Of a row alone, or with the row above it.
    pub fn of_rows(
        above: Option<RowView<'_>>,
        row: RowView<'_>,
        is_header: &dyn Fn(&str) -> bool,
    ) -> Self {
        let own = Self::of(names(row).into_values(), is_header);
        if own.names == 0 || above.is_none() {
            return own;
        }
        let all = combined(above, row);
        let both = known(all.iter().map(String::as_str), is_header);
        Self {
            names: own.names.max(both),
            ..own
        }
    }
}

/// The place of the header, and whether it pays to look no further. It is the first row with the most known names among
/// those that are looked at in any case. A single known name proves nothing, because the words that head a column
/// (`Mobile`, `Nhóm`) stand in the rows of other tables: where no row has two, it is the first one below that has, or
/// else the first one below the titles.
pub(super) fn place(rows: &[HeaderSigns]) -> (usize, bool) {
    let (first, further) = rows.split_at(rows.len().min(LOOKED_AT));
    let best = (0..first.len()).rev().max_by_key(|at| first[*at].names);
    if let Some(best) = best.filter(|best| first[*best].names >= SURE) {
        return (best, first.len() == LOOKED_AT);
    }
    match further.iter().position(|row| row.names >= SURE) {
        Some(below) => (first.len() + below, true),
        None => (below_titles(first), rows.len() >= LOOKED_FURTHER),
    }
}

/// The first row that is no title: a title has one cell, no known name, and mostly rows of several cells below it.
fn below_titles(rows: &[HeaderSigns]) -> usize {
    let wide = rows.iter().filter(|row| row.filled > 1).count();
    if wide * 2 <= rows.len() {
        return 0;
    }
    let first = rows.iter().position(|row| row.filled > 1 || row.is_known);
    first.unwrap_or_default()
}

/// How many names are known; 1 where all of them are the same.
fn known<'n>(names: impl Iterator<Item = &'n str>, is_header: &dyn Fn(&str) -> bool) -> usize {
    let known: Vec<&str> = names.filter(|name| is_header(name)).collect();
    match known[..] {
        [first, ..] if known.iter().all(|name| *name == first) => 1,
        _ => known.len(),
    }
}

/// Whether a text is a phone number or an e-mail address. A row with one is a record, even if all its other cells are
/// names of columns.
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
