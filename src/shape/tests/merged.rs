//! Cells that are merged over several rows.
//!
//! Invariant: a blank in a merged cell clears nothing, and no other value changes.

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
fn a_blank_below_a_merged_cell_keeps_the_value_in_the_snapshot() {
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
fn a_row_that_is_held_for_such_a_blank_has_the_merged_cell_as_its_reason() {
    let mut sheets = Sheets::of_customers("");
    sheets.merged = vec![merged((2, 3), 0), merged((4, 7), 1), merged((6, 7), 2)];
    let shaped = sheets
        .row("K1|An|0912345678|MOI|LE|HN")
        .row("|An|0912345679|MOI|LE|HN")
        .row("K3|An|0912345670|MOI|LE|HN")
        .row("K4||0912345671|MOI|LE|HN")
        .row("K5|An||MOI|LE|HN")
        .row("K6||0912345672|MOI|LE|HN")
        .shape();
    assert_eq!((shaped.records.len(), shaped.held.len()), (2, 4));
    let said = said(&shaped);
    let lines: Vec<&str> = said.lines().collect();
    let told = |line: &str, target: &str, first, last| {
        let expected = format!(
            "`{target}` is required but blank, since its cell is merged over rows {first} to {last} \
             and only row {first} has the value"
        );
        assert!(
            line.starts_with("!row.merged") && line.contains(&expected),
            "{line}"
        );
    };
    told(lines[0], "customer_no", 2, 3);
    told(lines[1], "customer_name", 4, 7);
    assert!(
        lines[2].starts_with("!row.required"),
        "its cell is the first: {said}"
    );
    told(lines[3], "customer_name", 4, 7);
}

#[test]
fn overlapping_merged_cells_are_found_in_all_their_rows() {
    let areas = [
        merged((2, 9), 6),
        merged((3, 4), 6),
        merged((8, 10), 6),
        merged((12, 13), 6),
    ];
    let mut sheets = customers(&areas);
    for number in 5..13 {
        sheets = sheets.row(&format!("K{number}|An|09123456{number:02}|MOI|LE|HN||x"));
    }
    let shaped = sheets.shape();
    let rows = shaped
        .records
        .iter()
        .filter(|record| !record.kept.is_empty());
    let rows: Vec<Option<u32>> = rows.map(|record| record.origin.row).collect();
    let expected = [3, 4, 5, 6, 7, 8, 9, 10, 13].map(Some);
    assert_eq!(rows, expected);
}
