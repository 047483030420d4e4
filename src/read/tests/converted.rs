//! One workbook in Excel's new format, and saved by LibreOffice in the others.

use std::path::Path;

use super::{CollectedTable, Folder, read};
use crate::model::Cell;

fn converted(kind: &str) -> CollectedTable {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    read(&folder.join("written").with_extension(kind))
}

#[test]
fn numbers_and_dates_are_the_same_in_every_format() {
    // LibreOffice omits the results of formulas in .xls.
    for (kind, width) in [("xlsx", 6), ("xls", 5), ("ods", 6)] {
        let seen = converted(kind);
        assert_eq!(seen.headers[0].row, 3, "{kind}");
        assert_eq!(seen.numbers(), [4, 5, 6, 7, 8, 9, 10, 11], "{kind}");
        let first = [
            "00003",
            "Nguyễn Văn 3",
            "0912345681",
            "05/03/2024",
            "22.5%",
            "3x",
        ];
        assert_eq!(seen.texts()[0][..width], first[..width], "{kind}");
        assert_eq!(seen.rows[0].cells[0], Cell::Number("00003".to_owned()));
        assert_eq!(seen.rows[6].cells[0], Cell::Error("#N/A".to_owned()));
        assert_eq!(seen.texts()[6][1], "TRUE", "{kind}");
    }
}

#[test]
fn a_container_whose_chain_is_a_circle_is_refused() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus/written.xls");
    let mut content = std::fs::read(path).expect("the workbook");
    let table = 512 * (1 + usize::from(content[76]));
    for number in 0..128_u32 {
        let at = table + 4 * number as usize;
        content[at..at + 4].copy_from_slice(&0_u32.to_le_bytes());
    }
    let folder = Folder::new();
    let error = super::refusal(&super::source(&folder.file("a.xls", content)));
    assert_eq!(error.message(), "the workbook can't be read to its end");
}
