//! The names of columns where a header takes up two rows, as people merge cells to make it.
//!
//! A merged cell has its text in its first row and column only, and nothing tells that it is merged
//! until the whole sheet is read. So the row right above a header completes it: where the header's own
//! cell is blank, the name stands above (`Mã KH` merged over both rows); where two columns have the same
//! name, what stands above their group is put in front of it (`Khách hàng` above `Tên` is
//! `Khách hàng Tên`). Invariant: a header of one row, whatever title is above it, is taken as it is.

use std::collections::BTreeMap;

use super::table::is_blank;
use crate::model::RowView;

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

/// The place of the first row that makes the header with the most known names, alone or with the row above
/// it; the first row when there is none.
pub(super) fn most_recognised(
    rows: &[RowView<'_>],
    is_double: bool,
    is_header: &dyn Fn(&str) -> bool,
) -> usize {
    let known =
        |names: &mut dyn Iterator<Item = &str>| names.filter(|name| is_header(name)).count();
    let count = |at: usize| {
        let own = known(&mut names(rows[at]).into_values());
        let above = at.checked_sub(1).map(|at| rows[at]);
        if !is_double || own == 0 || above.is_none() {
            return own;
        }
        let all = combined(above, rows[at]);
        own.max(known(&mut all.iter().map(String::as_str)))
    };
    let best = (0..rows.len()).rev().max_by_key(|at| count(*at));
    best.unwrap_or_default()
}
