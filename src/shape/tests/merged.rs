//! Cells that are merged over several rows.
//!
//! Invariant: a blank that merging has made clears nothing, and no other value changes.

use super::*;

fn merged(rows: (u32, u32), column: usize) -> Merged {
    Merged {
        rows,
        columns: (column, column),
    }
}

fn customers(merged: &[Merged]) -> Sheets {
    let mut sheets = Sheets::of_customers("|Địa chỉ|X").field("X", "X", false);
    sheets.merged = merged.to_vec();
    sheets
        .row("K1|An|0912345678|MOI|LE|HN|Hà Nội|Mai")
        .row("K2|An|0912345679|MOI|LE|HN||")
        .row("K3|An|0912345670|MOI|LE|HN||own")
        .row("K4|An|0912345671|MOI|LE|HN||")
}

fn kept(shaped: &Rows) -> Vec<Vec<Key>> {
    let records = shaped.records.iter();
    records.map(|record| record.kept.clone()).collect()
}

#[test]
fn a_blank_below_a_merged_cell_keeps_what_was_sent() {
    let shaped = customers(&[merged((2, 4), 6), merged((2, 4), 7)]).shape();
    let field = Key::Field("X".into());
    let address = Key::Attribute(Attribute::CustomerAddress);
    let expected = [
        vec![],
        vec![address.clone(), field.clone()],
        vec![address],
        vec![],
    ];
    let found = kept(&shaped).into_iter().map(|mut keys| {
        keys.sort();
        keys
    });
    assert_eq!(found.collect::<Vec<_>>(), expected);
    let own = &shaped.records[2].content.fields;
    assert_eq!(own.get("X").map(String::as_str), Some("own"));
    let said = said(&shaped);
    assert!(said.contains("`X`: no value in row 3"), "{said}");
    assert!(
        said.contains("`customer_address`: no value in 2 rows"),
        "{said}"
    );
}

#[test]
fn a_blank_of_its_own_clears() {
    let shaped = customers(&[]).shape();
    assert_eq!(kept(&shaped), vec![Vec::<Key>::new(); 4]);
    assert_eq!(said(&shaped), "");
}

#[test]
fn a_required_column_holds_the_rows_below() {
    let mut sheets = Sheets::of_customers("");
    sheets.merged = vec![merged((2, 3), 1)];
    let shaped = sheets
        .row("K1|An|0912345678|MOI|LE|HN")
        .row("K2||0912345679|MOI|LE|HN")
        .shape();
    assert_eq!((shaped.records.len(), shaped.held.len()), (1, 1));
}
