//! Which row is the header, and the names of columns where it takes up two rows, as people merge cells to make it.
//!
//! A merged cell has its text in its first row and column only, and nothing tells that it is merged
//! until the whole sheet is read. So the row right above a header completes it: where the header's own
//! cell is blank, the name stands above (`Mã KH` merged over both rows); where two columns have the same
//! name, what stands above their group is put in front of it (`Khách hàng` above `Tên` is
//! `Khách hàng Tên`). Invariant: a header of one row, whatever title is above it, is taken as it is.

use std::collections::BTreeMap;

use super::table::is_blank;
use crate::model::RowView;

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

/// The place of the first row with the most known names, alone or with the row above it. A single known name proves
/// nothing, because the words that head a column (`Mobile`, `Nhóm`) stand in the rows of other tables: where no row has
/// two, it is the first one below the titles.
pub(super) fn most_recognised(
    rows: &[RowView<'_>],
    is_double: bool,
    is_header: &dyn Fn(&str) -> bool,
) -> usize {
    let above = |at: usize| at.checked_sub(1).filter(|_| is_double).map(|at| rows[at]);
    let count = |at: &usize| recognised(above(*at), rows[*at], is_header);
    let best = (0..rows.len()).rev().max_by_key(count);
    let best = best.filter(|best| count(best) >= SURE);
    best.unwrap_or_else(|| below_titles(rows, is_header))
}

/// How many known names a row makes as a header.
fn recognised(
    above: Option<RowView<'_>>,
    row: RowView<'_>,
    is_header: &dyn Fn(&str) -> bool,
) -> usize {
    let own: Vec<&str> = names(row).into_values().collect();
    let count = known(own.iter().copied(), is_header);
    if count == 0 || own.iter().any(|text| is_value(text)) {
        return 0;
    }
    let both = above.map_or(0, |above| {
        let all = combined(Some(above), row);
        known(all.iter().map(String::as_str), is_header)
    });
    count.max(both)
}

/// The first row that is no title: a title has one cell, no known name, and mostly rows of several cells below it.
fn below_titles(rows: &[RowView<'_>], is_header: &dyn Fn(&str) -> bool) -> usize {
    let is_wide = |row: RowView<'_>| names(row).len() > 1;
    let wide = rows.iter().filter(|row| is_wide(**row)).count();
    if wide * 2 <= rows.len() {
        return 0;
    }
    let is_known = |row| names(row).into_values().any(is_header);
    let mut rows = rows.iter();
    let first = rows.position(|row| is_wide(*row) || is_known(*row));
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
