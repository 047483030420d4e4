//! What is wrong with a row as a whole: how its cells are written, and where its file ends.
//!
//! Invariant: each says what to do, since nothing in the table shows what was meant.

use super::words::letters;
use crate::{
    language::say,
    model::{Damage, Ending, HeldScope},
};

/// Why a row can't be trusted.
pub(super) fn damage(damage: &Damage) -> String {
    match damage {
        Damage::BeyondHeader(column) => say!("damage-beyond", column = letters(*column)),
        Damage::ExcelError(error) => say!("damage-excel", error = super::parts::cell_error(error)),
        Damage::QuoteInside(column) => say!("damage-quote", column = letters(*column)),
        Damage::RowsSwallowed(rows) => say!("damage-swallowed", rows),
        Damage::CellsMoved {
            cells,
            usual,
            column,
        } => {
            let column = letters(*column);
            if cells > usual {
                say!("damage-many-cells", cells, usual, column)
            } else {
                say!("damage-few-cells", cells, usual, column)
            }
        }
        Damage::CutOff(ending) => match ending {
            Ending::LineEnd | Ending::WholeRow => say!("damage-no-line-end"),
            Ending::ShortRow => say!("damage-short-row"),
            Ending::InCell => say!("damage-in-cell"),
        },
        Damage::OldFont { column, font } => {
            let font = font.as_str().to_uppercase();
            say!("damage-font", column = letters(*column), font)
        }
    }
}

/// Why records that are no longer in the sheets are kept.
pub(super) fn withheld(reach: HeldScope) -> String {
    match reach {
        HeldScope::Own => say!("withheld-own"),
        HeldScope::OwnIfKnown => say!("withheld-known"),
        HeldScope::Any => say!("withheld-any"),
    }
}

/// Texts to the right of a table, up to what the first of them says.
pub(super) fn beyond((rows, first): (usize, &[u32]), column: usize) -> String {
    say!(
        "damage-texts-beyond",
        count = rows,
        rows = named(rows, first),
        column = letters(column)
    )
}

/// The first of these rows.
fn named(rows: usize, first: &[u32]) -> String {
    let named: Vec<String> = first.iter().map(u32::to_string).collect();
    let more = if rows > first.len() { ", …" } else { "" };
    format!("{}{more}", named.join(", "))
}

/// Rows that have more or fewer cells than the others.
pub(super) fn uneven((rows, first): (usize, &[u32]), cells: usize, usual: usize) -> String {
    say!(
        "damage-uneven",
        count = rows,
        rows = named(rows, first),
        cells,
        usual
    )
}
