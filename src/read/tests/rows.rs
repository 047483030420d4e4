//! The rows of a workbook's cells, in any order, place or text.
//!
//! The cells are made up, as a parser reports them. Invariant: no shown value is lost without an error, or an issue
//! of its row.

use super::{
    super::{
        font_survey::FontSurvey, rows::RowGatherer, sheet_letters::SheetLetters, table::TableWriter,
    },
    CollectedTable, is_known,
};
use crate::{
    error::Result,
    model::{Cell, CellsBeyond, Damage, ExcelError, Origin, TableFacts, TextEncoding},
};

/// The next cell of a parser: a text in this row and column, counted from 0, or an error without a place.
enum Told {
    Text(u32, u32, &'static str),
    Error,
}

use Told::{Error, Text};

fn told(told: &[Told], rows: &mut RowGatherer<'_>) -> Result<()> {
    told.iter().try_for_each(|told| match told {
        Text(row, column, text) => rows.text((*row, *column), text),
        Error => {
            rows.unplaced("#SPILL!");
            Ok(())
        }
    })
}

/// The rows of these cells below a header of two columns.
fn sheet_in(letters: TextEncoding, cells: &[Told]) -> (CollectedTable, Result<TableFacts>) {
    let origin = Origin {
        sheet: Some("Khách".into()),
        ..Origin::default()
    };
    let mut seen = CollectedTable::default();
    let survey = || Ok(FontSurvey::default());
    let letters = SheetLetters::of(letters, &survey).expect("letters");
    let mut table = TableWriter::new(origin.clone(), Some(1), &is_known, &mut seen);
    table.letters = letters;
    let mut rows = RowGatherer::new(table, origin);
    let header = [Text(0, 0, "Mã KH"), Text(0, 1, "Tên")];
    let read = told(&header, &mut rows).and_then(|()| told(cells, &mut rows));
    let facts = rows.finish(read);
    (seen, facts)
}

fn sheet(cells: &[Told]) -> CollectedTable {
    let (seen, facts) = sheet_in(TextEncoding::Unicode, cells);
    assert_eq!(facts.expect("a readable sheet").rows, seen.rows.len());
    seen
}

/// The error for the sheet, and its row; and the rows before.
fn refused(cells: &[Told]) -> (String, Option<u32>, Vec<u32>) {
    let (seen, facts) = sheet_in(TextEncoding::Unicode, cells);
    let error = facts.expect_err("a sheet that is refused");
    let row = error.origin().and_then(|origin| origin.row);
    (error.message(), row, seen.numbers())
}

#[test]
fn cells_of_a_row_may_come_in_any_order() {
    let seen = sheet(&[
        Text(1, 1, "An"),
        Text(1, 0, "KH1"),
        Text(3, 0, "KH2"),
        Text(3, 1, "#N/A"),
        Text(3, 0, "KH3"),
        Text(3, 0, ""),
        Text(4, 0, "#1"),
    ]);
    assert_eq!(seen.numbers(), [2, 4, 5]);
    assert_eq!(
        seen.texts(),
        [vec!["KH1", "An"], vec!["KH3", "#N/A"], vec!["#1"]]
    );
    assert_eq!(seen.rows[1].cells[1], Cell::Error("#N/A".to_owned()));
}

#[test]
fn a_remark_to_the_right_of_the_table_is_counted_and_holds_no_row() {
    let cells = [
        Text(1, 0, "KH1"),
        Text(2, 0, "KH2"),
        Text(2, 2, "\u{a0}\u{feff}"),
        Text(3, 7, "x"),
        Text(3, 3, "y"),
        Text(3, 0, "KH3"),
        Text(4, 2, "a remark alone is no row"),
        Text(5, 0, "KH4"),
        Text(5, 2, "z"),
    ];
    let (seen, facts) = sheet_in(TextEncoding::Unicode, &cells);
    assert_eq!(seen.faults(), [None, None, None, None]);
    assert_eq!(seen.texts(), [["KH1"], ["KH2"], ["KH3"], ["KH4"]]);
    let beyond = CellsBeyond {
        rows: 3,
        first: vec![4, 5, 6],
        column: 3,
        text: "y".to_owned(),
    };
    assert_eq!(facts.expect("a readable sheet").beyond, Some(beyond));
}

#[test]
fn the_first_remarks_are_listed_and_all_are_counted() {
    let mut cells: Vec<Told> = Vec::new();
    for row in 1..=9 {
        cells.extend([Text(row, 0, "KH1"), Text(row, 2, "x")]);
    }
    let (_, facts) = sheet_in(TextEncoding::Unicode, &cells);
    let beyond = facts.expect("a readable sheet").beyond.expect("remarks");
    assert_eq!((beyond.rows, beyond.first), (9, vec![2, 3, 4, 5, 6]));
    let (_, facts) = sheet_in(TextEncoding::Unicode, &cells[..1]);
    assert_eq!(facts.expect("a readable sheet").beyond, None);
}

#[test]
fn a_blank_row_is_not_passed_on() {
    let seen = sheet(&[
        Text(1, 0, " "),
        Text(1, 1, "\u{a0}"),
        Text(2, 1, "\u{200b}"),
        Text(3, 1, "Ế"),
        Text(5, 0, "\u{feff}"),
        Error,
    ]);
    let faults: Vec<bool> = seen.rows.iter().map(|row| row.fault.is_some()).collect();
    assert_eq!((seen.numbers(), faults), (vec![4, 6], vec![false, true]));
}

#[test]
fn an_error_without_a_place_holds_every_row_that_it_may_be_in() {
    let seen = sheet(&[
        Text(1, 0, "KH1"),
        Error,
        Text(1, 1, "An"),
        Text(2, 0, "KH2"),
        Text(2, 5, "x"),
        Error,
        Text(4, 0, "KH3"),
        Text(5, 0, "KH4"),
    ]);
    let faults: Vec<_> = seen.rows.iter().map(|row| row.fault.as_ref()).collect();
    let error = Damage::ExcelError(ExcelError::new("#SPILL!"));
    let error = Some(&error);
    assert_eq!(faults, [error, error, error, None]);
}

#[test]
fn rows_out_of_order_end_the_sheet() {
    let (message, row, before) =
        refused(&[Text(1, 0, "KH1"), Text(3, 0, "KH2"), Text(2, 0, "KH3")]);
    assert_eq!(message, "the workbook's rows are not in order");
    assert_eq!(
        (row, before),
        (Some(3), vec![2]),
        "whole rows are handed on"
    );
}

#[test]
fn a_row_has_no_more_cells_than_a_sheet_is_wide() {
    let wide = "the row has more than 16,384 columns";
    let (message, row, before) = refused(&[Text(1, 0, "KH1"), Text(2, 16_384, "x")]);
    assert_eq!((message.as_str(), row, before), (wide, Some(3), vec![2]));
    let same: Vec<Told> = (0..16_385).map(|_| Text(1, 0, "KH1")).collect();
    let (message, row, _) = refused(&same);
    assert_eq!((message.as_str(), row), (wide, Some(2)));
    assert_eq!(sheet(&same[1..]).texts(), [["KH1"]]);
}

#[test]
fn letters_of_an_old_font_are_shown_in_whatever_row_they_are() {
    let cells = [
        Text(1, 1, "NguyÔn V¨n"),
        Text(1, 0, "KH1"),
        Text(2, 0, "KH2"),
        Text(2, 1, "Müller"),
    ];
    for (letters, name) in [
        (TextEncoding::Tcvn3, "Nguyễn Văn"),
        (TextEncoding::Unicode, "NguyÔn V¨n"),
    ] {
        let (seen, facts) = sheet_in(letters, &cells);
        assert!(facts.is_ok());
        assert_eq!(seen.texts()[0], ["KH1", name]);
    }
}
