//! Sheets of 10,000 cells in each old font, and in Unicode: not one of them may be wrong.
//!
//! Invariant: the texts of a sheet are those that were typed, in any font.

use encoding_rs::WINDOWS_1252;
use rust_xlsxwriter::Workbook;

use super::{
    CollectedTable, Folder, encoders, source,
    syllables::{Dice, Texts, all},
};
use crate::{
    error::Result,
    model::{Encoding, Source, TextEncoding},
};

const HEADERS: [&str; 4] = ["Mã KH", "Tên khách hàng", "Địa chỉ", "Ghi chú"];

/// Three texts in each.
const ROWS: usize = 3_334;

fn read(source: &Source) -> Result<CollectedTable> {
    let mut seen = CollectedTable::default();
    let is_header = |text: &str| HEADERS.contains(&text);
    super::super::read(&source.path, source, &is_header, &mut seen).map(|_| seen)
}

/// A header and rows, as they were meant by the person who typed them.
type Sheet = Vec<[String; 4]>;

fn generated(seed: u64) -> Sheet {
    let syllables = all();
    let mut texts = Texts {
        dice: Dice::new(seed),
        syllables: &syllables,
    };
    let rows = (1..=ROWS).map(|number| {
        let code = format!("KH{number:05}");
        [code, texts.name(), texts.address(), texts.note()]
    });
    [HEADERS.map(str::to_owned)]
        .into_iter()
        .chain(rows)
        .collect()
}

/// The form of a text in a sheet that was typed with a font.
type Typed = fn(&str) -> String;

fn tcvn3(text: &str) -> String {
    let small = |letter: char| {
        let has_capital = letter.is_ascii() || "ĂÂÊÔƠƯĐ".contains(letter);
        if has_capital {
            vec![letter]
        } else {
            letter.to_lowercase().collect()
        }
    };
    let typed: String = text.chars().flat_map(small).collect();
    let bytes = encoders::tcvn3(&typed);
    WINDOWS_1252
        .decode_without_bom_handling(&bytes)
        .0
        .into_owned()
}

fn vni(text: &str) -> String {
    let bytes = encoders::vni(text);
    WINDOWS_1252
        .decode_without_bom_handling(&bytes)
        .0
        .into_owned()
}

fn itself(text: &str) -> String {
    text.to_owned()
}

fn as_csv(sheet: &Sheet, typed: Typed) -> String {
    let row = |row: &[String; 4]| {
        format!(
            "\"{}\"\n",
            row.each_ref().map(|text| typed(text)).join("\",\"")
        )
    };
    sheet.iter().map(row).collect()
}

fn as_workbook(folder: &Folder, sheet: &Sheet, typed: Typed) -> Source {
    let path = folder.path("kh.xlsx");
    let mut book = Workbook::new();
    let tab = book.add_worksheet();
    for (number, row) in (0..).zip(sheet) {
        let written = tab.write_row(number, 0, row.each_ref().map(|text| typed(text)));
        written.expect("it can be written");
    }
    book.save(&path).expect("it can be saved");
    source(&path)
}

/// Every cell is right, and no row is held.
fn assert_none_wrong(source: &Source, sheet: &Sheet, what: &str) {
    let seen = read(source).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(seen.names(), HEADERS, "{what}");
    assert_eq!(seen.rows.len(), ROWS, "{what}");
    let rows = seen.texts().into_iter().zip(&sheet[1..]);
    let cells = rows.flat_map(|(read, meant)| read.into_iter().zip(meant));
    let wrong: Vec<_> = cells.filter(|(read, meant)| read != meant).collect();
    assert!(
        wrong.is_empty(),
        "{what}: {} cells, {:?}",
        wrong.len(),
        &wrong[..wrong.len().min(9)]
    );
    let held = seen.rows.iter().filter(|row| row.fault.is_some()).count();
    assert_eq!(held, 0, "{what}");
}

/// Each font, as it is typed and by its name.
const FONTS: [(Typed, TextEncoding); 2] = [(tcvn3, TextEncoding::Tcvn3), (vni, TextEncoding::Vni)];

#[test]
fn no_cell_of_ten_thousand_is_wrong_in_a_workbook() {
    for (seed, is_named) in [(1, true), (2, false)] {
        let sheet = generated(seed);
        for (typed, letters) in FONTS {
            let folder = Folder::new();
            let mut source = as_workbook(&folder, &sheet, typed);
            source.text_encoding = if is_named {
                letters
            } else {
                TextEncoding::Auto
            };
            assert_none_wrong(&source, &sheet, &format!("{letters:?}, seed {seed}"));
        }
    }
}

#[test]
fn no_cell_of_ten_thousand_is_wrong_in_a_text_file() {
    let (first, second) = (generated(3), generated(4));
    for (typed, letters) in FONTS {
        let folder = Folder::new();
        let text = as_csv(&first, typed);
        let (content, _, has_failed) = WINDOWS_1252.encode(&text);
        assert!(!has_failed);
        let path = folder.file("kh.csv", content);
        assert_none_wrong(&source(&path), &first, &format!("bytes of {letters:?}"));
        // As Excel saves a workbook with such texts as “CSV UTF-8”.
        let mut source = source(&folder.file("utf8.csv", as_csv(&second, typed)));
        source.text_encoding = letters;
        assert_none_wrong(&source, &second, &format!("{letters:?} in UTF-8"));
    }
}

#[test]
fn nothing_changes_in_a_sheet_in_unicode() {
    let sheet = generated(5);
    let folder = Folder::new();
    let path = folder.file("kh.csv", as_csv(&sheet, itself));
    let book = as_workbook(&folder, &sheet, itself);
    for mut source in [source(&path), book] {
        for letters in [
            TextEncoding::Unset,
            TextEncoding::Auto,
            TextEncoding::Unicode,
        ] {
            source.text_encoding = letters;
            assert_none_wrong(&source, &sheet, &format!("{letters:?}"));
        }
    }
}

/// Rows of a font in blocks among rows in Unicode: every row that is not held is right, however they are mixed.
#[test]
fn no_wrong_row_is_read_from_a_mixed_sheet() {
    let sheet = generated(6);
    for (typed, letters) in FONTS {
        let is_old = |number: usize| (number / 7) % 5 == 1;
        let rows = sheet.iter().enumerate().map(|(number, row)| {
            let typed = if is_old(number) { typed } else { itself };
            row.each_ref().map(|text| typed(text))
        });
        let mixed: Sheet = rows.collect();
        let folder = Folder::new();
        let mut source = source(&folder.file("kh.csv", as_csv(&mixed, itself)));
        for how in [TextEncoding::Unset, TextEncoding::Auto, letters] {
            source.text_encoding = how;
            let seen = read(&source).expect("a readable file");
            let texts = seen.texts();
            let rows = seen.rows.iter().zip(&texts).zip(&sheet[1..]);
            let sent = rows.filter(|((row, _), _)| row.fault.is_none());
            let wrong: Vec<_> = sent
                .clone()
                .filter(|((_, read), meant)| *read != *meant)
                .collect();
            assert!(
                wrong.is_empty(),
                "{letters:?} as {how:?}: {} rows, {:?}",
                wrong.len(),
                &wrong[..wrong.len().min(5)]
            );
            assert!(sent.count() * 3 > ROWS * 2, "{letters:?} as {how:?}");
        }
    }
}

/// A few rows of a font alone are never read as Unicode.
#[test]
fn no_small_sheet_of_a_font_is_taken_for_unicode() {
    let sheet = generated(7);
    for (number, rows) in sheet[1..].chunks(5).take(50).enumerate() {
        for (typed, letters) in FONTS {
            let small: Sheet = [&sheet[..1], rows].concat();
            let folder = Folder::new();
            let mut source = source(&folder.file("kh.csv", as_csv(&small, typed)));
            source.encoding = Encoding::Named("utf-8".to_owned());
            let what = format!("{letters:?}, sheet {number}");
            assert!(
                read(&source)
                    .expect_err("a refusal")
                    .message()
                    .contains("old font"),
                "{what}"
            );
            source.text_encoding = TextEncoding::Auto;
            let seen = read(&source).unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_eq!(seen.texts(), rows, "{what}");
        }
    }
}
