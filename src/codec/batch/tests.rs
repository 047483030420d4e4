//! A batch returns what was put in.
//!
//! Invariant: no part of a row appears in another.

use super::*;
use crate::model::{Dated, Formatted};

fn row(number: u32, cells: Vec<Cell>) -> DataRow {
    let fault = (number == 3).then_some(Damage::BeyondHeader(7));
    DataRow {
        number,
        cells,
        fault,
    }
}

fn date() -> Cell {
    Cell::Date(Box::new(Dated {
        shown: "1/2/90".to_owned(),
        moment: jiff::civil::date(1990, 2, 1).at(0, 0, 0, 0),
    }))
}

fn formatted(shown: &str) -> Cell {
    Cell::Formatted(Box::new(Formatted {
        shown: shown.to_owned(),
        plain: "0.15".to_owned(),
    }))
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn rows_come_out_as_they_went_in() {
    let rows = [
        row(2, vec![text("Ân"), Cell::Empty, Cell::Number("1".into())]),
        row(3, Vec::new()),
        row(5, vec![Cell::Error("#N/A".into()), date(), date()]),
    ];
    let cells = vec![text("a"), formatted("15%"), text("b")];
    let mut numbers = Batch::default();
    numbers.push(row(2, vec![text("1"), text("2")]));
    numbers.push(row(4, cells.clone()));
    let plain = numbers.last().map(|row| [0, 1, 2].map(|at| row.plain(at)));
    assert_eq!(plain, Some([None, Some("0.15"), None]));
    assert_eq!(numbers.last().map(RowView::owned), Some(row(4, cells)));
    let mut batch = Batch::default();
    for row in rows.clone() {
        batch.push(row);
    }
    let again: Vec<DataRow> = batch.rows().map(RowView::owned).collect();
    assert_eq!(again, rows);
    let last = batch.last().expect("three rows");
    assert_eq!(last.text(), "#N/A1/2/901/2/90");
    assert_eq!(last.cell(9), ("", CellKind::Text));
    assert_eq!(batch.row(1).map(RowView::text), Some(""));
}

#[test]
fn cells_may_be_set_in_any_order_and_twice() {
    let mut batch = Batch::default();
    batch.push(row(2, vec![date(), text("Ân")]));
    batch.set(3, &date());
    batch.set(1, &formatted("15%"));
    batch.set(3, &Cell::Number("7".into()));
    batch.set_text(1, "Chi");
    batch.set(1, &Cell::Empty);
    batch.set(0, &date());
    batch.end_row(4);
    batch.end_row(5);
    let cells = vec![date(), text("Chi"), Cell::Empty, Cell::Number("7".into())];
    let again: Vec<DataRow> = batch.rows().skip(1).map(RowView::owned).collect();
    assert_eq!(again, [row(4, cells), row(5, Vec::new())]);
}

#[test]
fn texts_set_together_equal_texts_set_one_by_one() {
    let mut batch = Batch::default();
    batch.push(row(2, vec![text("Ân")]));
    batch.set_texts("abc", &[0, 2, 2, 3, 3, 3]);
    batch.set(1, &date());
    batch.end_row(4);
    batch.set_texts("", &[0, 0]);
    batch.end_row(5);
    let cells = vec![Cell::Empty, date(), Cell::Empty, text("c")];
    let again: Vec<DataRow> = batch.rows().skip(1).map(RowView::owned).collect();
    assert_eq!(again, [row(4, cells), row(5, Vec::new())]);
}

#[test]
fn a_row_that_is_dropped_leaves_nothing_behind() {
    let mut batch = Batch::default();
    batch.push(row(3, vec![text("Ân")]));
    let before = batch.clone();
    batch.set(1, &formatted("15%"));
    batch.set(2, &formatted("15%"));
    batch.set(1, &text("Bình"));
    batch.set_fault(Damage::BeyondHeader(7));
    assert!(batch.has_fault());
    assert_eq!(batch.unfinished(), "15%15%Bình");
    batch.drop_row();
    assert_eq!(batch, before);
    batch.push(row(4, vec![Cell::Empty, text("Chi")]));
    let last = batch.last().expect("two rows");
    assert_eq!((last.fault(), last.text()), (None, "Chi"));
}
