//! The pattern of a file's rows, tested without a file.
//!
//! Invariant: a row with as many cells as a whole row is never held.

use super::super::{
    classes::CellClass, parser::CsvRows, pattern::RowShape, quotes::Quoting, sample,
    uneven::Evenness,
};
use crate::model::{Damage, UnevenRows};

/// The held rows, with the column that proves the damage, and the other rows with more or fewer cells.
type FoundRow = (Vec<(u32, usize)>, Option<UnevenRows>);

fn found(text: &str) -> FoundRow {
    let pattern = RowShape::of(&sample::rows(text.as_bytes(), b',', usize::MAX), 0);
    let mut rows = CsvRows::new(Vec::new(), text.as_bytes(), Quoting::new(b','));
    let mut evenness = Evenness::of(&pattern);
    let mut doubted = Vec::new();
    while let Ok(Some(row)) = rows.next() {
        if let Some(Damage::CellsMoved { column, .. }) = evenness.look(&row) {
            doubted.push((row.number, column));
        }
    }
    (doubted, evenness.finish())
}

const HEADER: &str = "code,name,phone,address,note,date";

/// Rows of a program that pads them, some with a blank last cell; then the given rows.
fn padded(rows: &[&str]) -> FoundRow {
    let usual =
        (1..9).map(|at| format!("K{at},Khách {at},091234560{at},Số {at} Lê Lợi,quen,1/2/2026"));
    let blank = "K9,Khách 9,0912345609,Số 9 Lê Lợi,,".to_owned();
    let rows = rows.iter().map(ToString::to_string);
    let all: Vec<String> = [HEADER.to_owned(), blank]
        .into_iter()
        .chain(usual)
        .chain(rows)
        .collect();
    found(&format!("{}\n", all.join("\n")))
}

#[test]
fn a_row_with_an_extra_delimiter_is_held_if_a_column_proves_it() {
    for (row, column) in [
        ("K10,An,0912345610,9 Lê Lợi, Quận 1,quen,", 4),
        ("K10,An,0912345610,9 Lê Lợi,Quận 1,quen,", 5),
        ("K10,An, Bình,0912345610,9 Lê Lợi,quen,", 2),
        ("K,10,An,0912345610,9 Lê Lợi,quen,", 0),
    ] {
        assert_eq!(padded(&[row]), (vec![(11, column)], None), "{row}");
    }
}

#[test]
fn a_row_with_an_extra_delimiter_is_reported_if_no_column_proves_it() {
    let (doubted, uneven) = padded(&["K10,An,0912345610,9 Lê Lợi,Quận 1,,"]);
    let uneven = uneven.expect("it is told of");
    assert_eq!(doubted, []);
    assert_eq!(
        (uneven.rows, uneven.first, uneven.cells, uneven.usual),
        (1, vec![11], 7, 6)
    );
}

#[test]
fn a_row_with_a_missing_delimiter_is_held_if_a_column_proves_it() {
    for (row, column) in [
        ("K10 An,0912345610,9 Lê Lợi,quen,1/2/2026", 0),
        ("K10,An 0912345610,9 Lê Lợi,quen,1/2/2026", 2),
        ("K10,An,0912345610 9 Lê Lợi,quen,1/2/2026", 2),
    ] {
        assert_eq!(padded(&[row]), (vec![(11, column)], None), "{row}");
    }
    let (doubted, uneven) = padded(&["K10,An,0912345610,9 Lê Lợi,quen"]);
    assert_eq!(
        (doubted, uneven.map(|uneven| uneven.first)),
        (vec![], Some(vec![11]))
    );
}

#[test]
fn headings_totals_and_runs_of_short_rows_are_usual() {
    let heading = ["Chi nhánh Hà Nội", "Tổng cộng,9"];
    assert_eq!(padded(&heading), (vec![], None));
    // Excel omits blank cells at the end in runs of sixteen rows.
    let run = ["K10,An,0912345610,9 Lê Lợi", "K11,Bi,0912345611,9 Lê Lợi"];
    assert_eq!(padded(&run), (vec![], None));
}

#[test]
fn omitted_blank_cells_hold_no_row() {
    let text = "code,name,phone,address,note,date\n\
                K1,An,0912345601,Số 1 Lê Lợi,quen,1/2/2026\n\
                K2,An,0912345602,Số 2 Lê Lợi,quen,1/2/2026\n\
                K3,An,0912345603\n\
                K4,An,0912345604,Số 4 Lê Lợi\n\
                K5,An,0912345605,Số 5 Lê Lợi,quen,1/2/2026\n\
                K6,An,chưa có,12\n\
                K7,An\n\
                K8,An,0912345608,Số 8 Lê Lợi,quen,1/2/2026\n";
    assert_eq!(found(text), (vec![], None));
    let moved = format!("{text}K9 An,0912345609,Số 9 Lê Lợi,quen,1/2/2026\n");
    assert_eq!(found(&moved), (vec![(10, 0)], None));
}

#[test]
fn a_delimiter_at_the_end_of_every_row_is_usual() {
    for (header, end) in [("a,b,c", ","), ("a,b,c,", ","), ("a,b,c", ",,")] {
        let row = |at: usize| format!("K{at},An,09{end}\n");
        let text: String = (1..9).map(row).collect();
        assert_eq!(
            found(&format!("{header}\n{text}")),
            (vec![], None),
            "{header}"
        );
    }
}

#[test]
fn values_behind_the_headers_are_reported_elsewhere() {
    assert_eq!(
        padded(&["K10,An,0912345610,9 Lê Lợi, Quận 1,quen,1/2/2026"]),
        (vec![], None)
    );
}

#[test]
fn cells_get_the_class_of_their_text() {
    for (text, class) in [
        ("", None),
        (" \t", None),
        ("1/2/2026", Some(CellClass::Date)),
        ("2026-02-01 10:30", Some(CellClass::Date)),
        ("0912.345.678", Some(CellClass::Number)),
        ("+84 912 345 678; 024", Some(CellClass::Number)),
        ("1.234.567", Some(CellClass::Number)),
        ("an@x.vn", Some(CellClass::Email)),
        ("KH0001", Some(CellClass::Code)),
        ("MOI", Some(CellClass::Text)),
        ("12 Lê Lợi", Some(CellClass::Text)),
    ] {
        assert_eq!(CellClass::of(text.as_bytes()), class, "{text:?}");
    }
}
