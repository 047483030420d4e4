//! What is wrong with a row as a whole, in English: how its cells are written, and where its file ends.
//!
//! Invariant: each says what to do, since nothing in the table shows what was meant.

use super::words::letters;
use crate::{
    model::{Damage, Ending, HeldScope, number},
    report::figures::counted,
};

/// Why a row can't be trusted.
pub(super) fn damage(damage: &Damage) -> String {
    match damage {
        Damage::BeyondHeader(column) => {
            let letters = letters(*column);
            format!(
                "column {letters} has a value and no header: take the delimiter out that is too many, or give the column \
                 a header"
            )
        }
        Damage::ExcelError(error) => {
            format!("the row, or one beside it, holds the Excel error {error}")
        }
        Damage::QuoteInside(column) => format!(
            "in column {} text follows a closing quote; double every quote that belongs to the text (\"\")",
            letters(*column)
        ),
        Damage::RowsSwallowed(rows) => format!(
            "a quote that opens in it makes one cell of it and {} below; take the quote out, or double it (\"\") and \
             put the cell in quotes",
            counted(*rows, "row", "rows")
        ),
        Damage::CellsMoved {
            cells,
            usual,
            column,
        } => format!(
            "it has {cells} cells where the others have {usual}, and what stands in column {} does not belong there; \
             {}",
            letters(*column),
            remedy(*cells > *usual)
        ),
        Damage::CutOff(ending) => format!(
            "the file seems to be cut off in it: {}; copy or export the file again{}",
            cut(*ending),
            whole(*ending)
        ),
        Damage::OldFont { column, font } => format!(
            "the text in column {} may be typed with the old font {}; change it to Unicode",
            letters(*column),
            font.as_str().to_uppercase()
        ),
    }
}

const fn remedy(has_more: bool) -> &'static str {
    if has_more {
        "put the text that holds a delimiter in quotes"
    } else {
        "put the delimiter that is missing between two cells"
    }
}

const fn cut(ending: Ending) -> &'static str {
    match ending {
        Ending::LineEnd | Ending::WholeRow => {
            "the last row has no line end, as it had at the last run"
        }
        Ending::ShortRow => "the last row has no line end, and fewer cells than any other",
        Ending::InCell => "it ends within a cell",
    }
}

/// What to do where the file is whole after all.
const fn whole(ending: Ending) -> &'static str {
    match ending {
        Ending::LineEnd | Ending::WholeRow | Ending::ShortRow => {
            ", or put a line end behind its last row where it is whole"
        }
        Ending::InCell => "",
    }
}

/// Why records that are no longer in the sheets are kept.
pub(super) const fn withheld(reach: HeldScope) -> &'static str {
    match reach {
        HeldScope::Own => "the code of a rejected row can't be read",
        HeldScope::OwnIfKnown => {
            "a rejected row, whose cells may have moved, has a code that is not known"
        }
        HeldScope::Any => "rows are hidden in a rejected row, or missing behind it",
    }
}

/// Texts to the right of a table, up to what the first of them says.
pub(super) fn beyond((rows, first): (usize, &[u32]), column: usize) -> String {
    let letters = letters(column);
    match rows {
        1 => format!(
            "a text to the right of the last header is not read, in row {}, column {letters}:",
            named(rows, first)
        ),
        _ => format!(
            "texts to the right of the last header are not read, in {} rows ({}); the first, in column {letters}, is",
            number(rows),
            named(rows, first)
        ),
    }
}

/// The first of these rows.
fn named(rows: usize, first: &[u32]) -> String {
    let named: Vec<String> = first.iter().map(u32::to_string).collect();
    let more = if rows > first.len() { ", …" } else { "" };
    format!("{}{more}", named.join(", "))
}

/// Rows that have more or fewer cells than the others.
pub(super) fn uneven((rows, first): (usize, &[u32]), cells: usize, usual: usize) -> String {
    let named = named(rows, first);
    let counted = |cells: usize| counted(cells, "cell", "cells");
    match rows {
        1 => format!(
            "row {named} has {} where the others have {usual}",
            counted(cells)
        ),
        _ => format!(
            "{} rows have more or fewer cells than the others, which have {usual} (row {named}; the first has {})",
            number(rows),
            counted(cells)
        ),
    }
}
