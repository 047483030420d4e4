//! Cells that were typed with fonts from before Unicode.
//!
//! Invariant: no letter is changed unless the configuration asks for it, and no ambiguous text is read.

use super::{CollectedTable, Folder, read_as, refusal, source};
use crate::model::{Damage, Revealed, Source, TextEncoding};

/// Its rows in a workbook, read with this setting of the source.
fn sheet(folder: &Folder, letters: TextEncoding, rows: &[&[&str]]) -> Source {
    Source {
        text_encoding: letters,
        ..source(&super::sheets::texts(folder, rows))
    }
}

/// The result of reading a sheet.
fn seen(letters: TextEncoding, rows: &[&[&str]]) -> CollectedTable {
    let folder = Folder::new();
    read_as(&sheet(&folder, letters, rows)).expect("a readable workbook")
}

/// The rows that are held.
fn held(letters: TextEncoding, rows: &[&[&str]]) -> Vec<u32> {
    let seen = seen(letters, rows);
    let rows = seen.rows.iter().filter(|row| row.fault.is_some());
    rows.map(|row| row.number).collect()
}

/// The error for a sheet: message, place and hint.
fn refused(letters: TextEncoding, rows: &[&[&str]]) -> (String, Option<u32>, String) {
    let folder = Folder::new();
    let error = refusal(&sheet(&folder, letters, rows));
    let row = error.origin().and_then(|origin| origin.row);
    (error.message(), row, error.hint_text().unwrap_or_default())
}

/// The font that the reader suspects.
fn suspected(rows: &[&[&str]]) -> Option<Revealed> {
    let folder = Folder::new();
    let source = sheet(&folder, TextEncoding::Unset, rows);
    let mut seen = CollectedTable::default();
    let facts = super::super::read(&source.path, &source, &super::is_known, &mut seen);
    facts.expect("a readable workbook").in_old_font
}

const OLD: &[&[&str]] = &[
    &["M· KH", "Tªn"],
    &["1", "Vò Dòng"],
    &["2", "NguyÔn V¨n An"],
    &["3", "Phó"],
    &["4", "Ghi chó"],
    &["5", "TrÇn Hµ"],
];

#[test]
fn short_words_are_read_as_the_sheet_is() {
    for letters in [TextEncoding::Tcvn3, TextEncoding::Auto] {
        let seen = seen(letters, OLD);
        assert_eq!(seen.names(), ["Mã KH", "Tên"]);
        let names: Vec<&str> = seen.texts().iter().map(|row| row[1]).collect();
        assert_eq!(
            names,
            ["Vũ Dũng", "Nguyễn Văn An", "Phú", "Ghi chú", "Trần Hà"]
        );
    }
    let vni: &[&[&str]] = &[&["Maõ KH", "Teân"], &["1", "Phuù Thò Sôn"], &["2", "Thò"]];
    let seen = seen(TextEncoding::Auto, vni);
    assert_eq!(seen.names(), ["Mã KH", "Tên"]);
    assert_eq!(seen.texts(), [["1", "Phú Thị Sơn"], ["2", "Thị"]]);
}

#[test]
fn a_header_in_unicode_stays_above_rows_in_a_font() {
    let rows: Vec<&[&str]> = [&["Mã KH", "Tên"][..]]
        .into_iter()
        .chain(OLD[1..].iter().copied())
        .collect();
    for letters in [TextEncoding::Tcvn3, TextEncoding::Auto] {
        let seen = seen(letters, &rows);
        assert_eq!(seen.names(), ["Mã KH", "Tên"]);
        assert_eq!(seen.texts()[0], ["1", "Vũ Dũng"]);
    }
}

#[test]
fn a_sheet_in_an_unconfigured_font_is_refused() {
    let (message, row, hint) = refused(TextEncoding::Unset, OLD);
    assert!(message.contains("the old font TCVN3, which"), "{message}");
    assert_eq!(row, Some(1));
    assert_eq!(hint, "set `text_encoding = \"tcvn3\"`");
    let vni: &[&str] = &["1", "Nguyeãn Vaên An"];
    let (_, row, hint) = refused(TextEncoding::Unset, &[&["Mã KH", "Tên"], vni, vni, vni]);
    assert_eq!(
        (row, hint.as_str()),
        (Some(2), "set `text_encoding = \"vni\"`")
    );
    let (message, ..) = refused(TextEncoding::Vni, OLD);
    assert!(message.contains("TCVN3, not with the one"), "{message}");
    let both: Vec<&[&str]> = OLD.iter().copied().chain([vni, vni]).collect();
    for letters in [TextEncoding::Unset, TextEncoding::Auto] {
        assert!(refused(letters, &both).0.contains("two old fonts"));
    }
}

#[test]
fn a_text_file_in_utf_8_may_hold_letters_of_a_font() {
    let folder = Folder::new();
    let rows = OLD.iter().map(|row| row.join(",") + "\n");
    let mut source = source(&folder.file("kh.csv", rows.collect::<String>()));
    assert!(refusal(&source).message().contains("TCVN3"));
    source.text_encoding = TextEncoding::Tcvn3;
    let seen = read_as(&source).expect("a readable file");
    assert_eq!(seen.names(), ["Mã KH", "Tên"]);
    assert_eq!(seen.texts()[0], ["1", "Vũ Dũng"]);
}

/// Rows of a font pasted into a sheet in Unicode: rows 4 and 6 are ambiguous and beside them, row 2 is among others
/// in Unicode.
const PASTED: &[&[&str]] = &[
    &["Mã KH", "Tên"],
    &["1", "Phó"],
    &["2", "Trần Thị Bưởi"],
    &["3", "Vò Dòng"],
    &["4", "NguyÔn V¨n An"],
    &["5", "Phó"],
    &["6", "An"],
    &["7", "Đỗ Văn Tư"],
    &["8", "Phó"],
    &["9", "Lý Thị Được"],
];

#[test]
fn pasted_rows_are_held_with_those_that_may_be_of_them() {
    assert_eq!(held(TextEncoding::Unset, PASTED), [4, 5, 6]);
    assert_eq!(held(TextEncoding::Auto, PASTED), [4, 6]);
    assert_eq!(
        seen(TextEncoding::Auto, PASTED).texts()[3],
        ["4", "Nguyễn Văn An"]
    );
    assert_eq!(held(TextEncoding::Unicode, PASTED), [0_u32; 0]);
    let seen = seen(TextEncoding::Unset, PASTED);
    let (column, font) = (1, TextEncoding::Tcvn3);
    let damage = Damage::OldFont { column, font };
    assert_eq!(seen.faults()[2], Some(damage));
    assert_eq!(seen.texts()[0], ["1", "Phó"]);
}

#[test]
fn rows_in_unicode_within_a_sheet_of_a_font_stay_what_they_are() {
    let rows: Vec<&[&str]> = OLD
        .iter()
        .copied()
        .chain([&["6", "Trần Thị Bưởi"][..], &["7", "Phó"]])
        .collect();
    let seen = seen(TextEncoding::Tcvn3, &rows);
    assert_eq!(seen.texts()[5], ["6", "Trần Thị Bưởi"]);
    assert_eq!(held(TextEncoding::Tcvn3, &rows), [8]);
}

#[test]
fn western_names_are_not_changed() {
    let west: &[&[&str]] = &[
        &["Mã KH", "Tên"],
        &["1", "Müller"],
        &["2", "François Zoë"],
        &["3", "Citroën ®"],
        &["4", "10 µm · 5 µ × 3"],
        &["5", "Loïc"],
        &["6", "Straße Größe"],
        &["7", "«Café» §5"],
    ];
    for letters in [TextEncoding::Unset, TextEncoding::Auto] {
        let seen = seen(letters, west);
        for (row, meant) in seen.texts().iter().zip(&west[1..]) {
            assert_eq!(row, meant);
        }
        assert_eq!(held(letters, west), [0_u32; 0]);
    }
    assert_eq!(suspected(west), None);
    // In a sheet of a font such a name can't be distinguished from an unknown word.
    let rows: Vec<&[&str]> = OLD.iter().copied().chain([&["6", "Müller"][..]]).collect();
    assert_eq!(held(TextEncoding::Tcvn3, &rows), [7]);
}

#[test]
fn a_sheet_that_may_be_in_a_font_is_reported() {
    let told = suspected(&[&["ma", "ten"], &["1", "Míi"], &["2", "Cò"]]).expect("a text");
    assert_eq!((told.row, told.shown.as_str()), (2, "Mới"));
    assert_eq!(told.letters, TextEncoding::Tcvn3);
    assert_eq!(suspected(&[&["Mã", "Tên"], &["1", "Phó"]]), None);
    assert_eq!(
        suspected(&[&["ma", "ten"], &["1", "Loïc"], &["2", "Hélène"]]),
        None
    );
}
