//! The same workbook gives the same cells in every format: number formats, merged cells, hidden rows and columns.

use super::{
    Folder,
    four::{CASES, all},
    read_with_facts, source,
};
use crate::model::{Cell, Formatted, Merged, MergedCells, TableFacts};

fn read(name: &str, content: &[u8], merged: MergedCells) -> (Vec<Vec<Cell>>, TableFacts) {
    let folder = Folder::new();
    let mut source = source(&folder.file(name, content));
    source.merged = merged;
    let (seen, facts) = read_with_facts(&source).expect("a readable workbook");
    (seen.rows.into_iter().map(|row| row.cells).collect(), facts)
}

#[test]
fn numbers_look_the_same_and_are_the_same() {
    let mut first = None;
    for (name, content) in all() {
        let (rows, _) = read(name, &content, MergedCells::Keep);
        let cells: Vec<Cell> = rows.into_iter().map(|row| row[0].clone()).collect();
        let shown: Vec<&str> = cells.iter().filter_map(Cell::shown).collect();
        assert_eq!(shown, CASES.map(|case| case.4), "{name}");
        let (shown, plain) = ("03".to_owned(), "2.6".to_owned());
        let rounded = Cell::Formatted(Box::new(Formatted { shown, plain }));
        assert_eq!(cells[3], rounded, "{name}: the number is not what is shown");
        let first = first.get_or_insert_with(|| cells.clone());
        assert_eq!(&cells, first, "{name}");
    }
}

#[test]
fn merged_cells_and_hidden_rows_are_reported() {
    let area = |rows, columns| Merged { rows, columns };
    for (name, content) in all() {
        let (rows, facts) = read(name, &content, MergedCells::Keep);
        let expected = [area((3, 5), (1, 2)), area((6, 7), (1, 1))];
        assert_eq!(facts.merged, expected, "{name}");
        assert_eq!(facts.hidden.rows, 3, "{name}");
        assert_eq!(facts.hidden.first, [4, 5, 10], "{name}");
        assert_eq!(rows.len(), CASES.len(), "{name}: hidden rows are read");
        assert_eq!(rows[2].get(1), None, "{name}");
    }
}

#[test]
fn merged_cells_give_every_row_their_value() {
    for (name, content) in all() {
        let (rows, facts) = read(name, &content, MergedCells::Fill);
        let shown = |row: &Vec<Cell>, column: usize| {
            let cell = row.get(column).and_then(Cell::shown);
            cell.unwrap_or_default().to_owned()
        };
        let second: Vec<String> = rows.iter().map(|row| shown(row, 1)).collect();
        let expected = ["", "M2", "M2", "M2", "M5", "M5", "", "M8", "", "", "", ""];
        assert_eq!(second, expected, "{name}");
        assert!(rows.iter().all(|row| shown(row, 2).is_empty()), "{name}");
        assert_eq!(facts.merged, [], "{name}");
        assert_eq!(facts.hidden.rows, 3, "{name}");
    }
}
