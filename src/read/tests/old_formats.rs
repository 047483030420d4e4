//! The formats of binary workbooks, old (.xls) and newer (.xlsb), show the same as those of .xlsx.

use rust_xlsxwriter::{Format, Workbook};

use super::{
    Folder,
    archive::{self, Piece},
    biff::{Stream, bytes, cell, formula, number, record, text},
    old_cells::seen,
    read,
};
use crate::model::Cell;

/// A number, the number of a built-in format, and the shown text.
const OWN: [(f64, u16, &str); 19] = [
    (0.5, 9, "50%"),
    (0.075, 10, "7.5%"),
    (1_250_000.0, 4, "1250000"),
    (45_356.0, 14, "05/03/2024"),
    (45_356.0, 15, "05/03/2024"),
    (0.354_166_666_666_667, 18, "8:30 AM"),
    (0.5625, 18, "1:30 PM"),
    (0.562_673_611_111_111, 19, "1:30:15 PM"),
    (0.354_166_666_666_667, 20, "08:30"),
    (0.5625, 20, "13:30"),
    (0.562_673_611_111_111, 21, "13:30:15"),
    (45_356.354_166_666_667, 22, "05/03/2024 08:30"),
    (0.000_347_222_222_222, 45, "00:30"),
    (1.0625, 46, "25:30:00"),
    (0.062_5, 46, "01:30:00"),
    (0.000_350_694_444_444, 47, "0030.3"),
    (7.0, 49, "7"),
    (45_356.0, 30, "05/03/2024"),
    (17.0, 0, "17"),
];

/// The same with custom formats, also under numbers of built-in ones.
const SPELLED: [(f64, u16, &str, &str); 16] = [
    (1_250_000.0, 52, "#,##0.00", "1250000"),
    (17.0, 30, "#,##0", "17"),
    (17.0, 14, "0.00", "17"),
    (45_356.0, 14, "m/d/yy", "05/03/2024"),
    (45_356.0, 22, "yyyy-mm-dd", "2024-03-05"),
    (0.075, 164, "0.0%", "7.5%"),
    (123.0, 165, "00000", "00123"),
    (45_356.0, 5, "dd/mm/yyyy", "05/03/2024"),
    (1.0625, 166, "[h]:mm", "25:30"),
    (0.354_166_666_666_667, 167, "[hh]:mm:ss", "08:30:00"),
    (1.0625, 168, "[mm]:ss", "1530:00"),
    (1.0625, 169, "[h]", "25"),
    (0.354_166_666_666_667, 170, "h:mm;@", "08:30"),
    (0.354_166_666_666_667, 171, "h\"h\"mm", "8h30"),
    (0.5, 172, "Standard", "0.5"),
    (1.0625, 173, "[Blue][h]:mm;[Red]-[h]:mm", "25:30"),
];

/// The text of a cell with this format, in all record types that a number may have.
fn shown(stream: Stream, version: u16, id: u16, value: f64) -> Vec<String> {
    let header = if version == 0x0600 {
        text(0, 0, "Mã KH")
    } else {
        bytes(0, 0, b"Ten")
    };
    // The upper 30 bits of a number and nothing else.
    let packed = (value.to_bits() >> 32).to_le_bytes();
    let style = [1, 0];
    let cells = [
        header,
        number([1, 0, 1], value),
        formula(0x0006, [2, 0, 1], value.to_le_bytes()),
        formula(0x0406, [3, 0, 1], value.to_le_bytes()),
        cell(0x027e, [4, 0, 1], &packed[..4]),
        record(
            0x00bd,
            &[&[5, 0, 0, 0][..], &style, &packed[..4], &[0, 0]].concat(),
        ),
    ];
    let stream = stream.styles(&[0, id]).sheet("S", 0, &cells);
    let seen = seen(&stream);
    let rows = seen.texts().into_iter();
    rows.map(|row| row[0].to_owned()).collect()
}

/// Whether a number fits into the 30 bits of a packed one.
fn is_short(value: f64) -> bool {
    value.to_bits().trailing_zeros() >= 34
}

#[test]
fn old_workbooks_show_numbers_in_their_formats() {
    for version in [0x0500, 0x0600] {
        let own = OWN.map(|(value, id, expected)| (value, id, None, expected));
        let spelled = SPELLED.map(|(value, id, code, expected)| (value, id, Some(code), expected));
        for (value, id, code, expected) in own.into_iter().chain(spelled) {
            let stream = Stream::new(version);
            let stream = match code {
                Some(code) => stream.format(id, code),
                None => stream,
            };
            let all = shown(stream, version, id, value);
            let count = if is_short(value) { 5 } else { 3 };
            assert_eq!(all[..count], vec![expected; count], "{id} {code:?}");
        }
    }
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    for (value, id, expected) in [
        (43_894.0, 14, "05/03/2024"),
        (0.0, 14, "01/01/1904"),
        (0.5, 20, "12:00"),
        (1.0625, 46, "25:30:00"),
    ] {
        let stream = Stream::new(0x0600).global(0x0022, &[1, 0]);
        assert_eq!(shown(stream, 0x0600, id, value)[0], expected);
    }
}

#[test]
fn packed_numbers_may_be_whole_or_hundredths() {
    let whole = |number: i32| (number << 2 | 2).to_le_bytes();
    let hundredths = |number: i32| (number << 2 | 3).to_le_bytes();
    let seen = seen(&Stream::of(&[
        text(0, 0, "Mã KH"),
        cell(0x027e, [1, 0, 0], &whole(91_234_567)),
        cell(0x027e, [2, 0, 0], &whole(-5)),
        cell(0x027e, [3, 0, 0], &hundredths(1_250)),
    ]));
    assert_eq!(seen.texts(), [["91234567"], ["-5"], ["12.5"]]);
}

/// The text of a cell of .xlsb, in the two record types that a number may have.
fn binary(format: Option<Piece>, id: u16, value: f64) -> Vec<String> {
    let style = |id: u16| (0x002f, [&[0; 2], &id.to_le_bytes()[..], &[0; 12]].concat());
    let count = |kind, count: u32| (kind, count.to_le_bytes().to_vec());
    let formats = format
        .into_iter()
        .flat_map(|format| [count(0x0267, 1), format]);
    let styles = formats.chain([count(0x0269, 2), style(0), style(id), (0x026a, vec![])]);
    let styles: Vec<Piece> = styles.collect();
    let cell = |kind, value: &[u8]| (kind, [&[0, 0, 0, 0, 1, 0, 0, 0], value].concat());
    let row = |number: u8| (0x0000, vec![number, 0, 0, 0]);
    let rows = [
        row(0),
        (6, [&[0; 8][..], &archive::wide("Mã KH")].concat()),
        row(1),
        cell(5, &value.to_le_bytes()),
        row(2),
        cell(9, &[&value.to_le_bytes()[..], &[0; 6]].concat()),
    ];
    let folder = Folder::new();
    let file = archive::xlsb_styled(&styles, &rows);
    let seen = read(&folder.file("a.xlsb", file));
    seen.texts()
        .into_iter()
        .map(|row| row[0].to_owned())
        .collect()
}

#[test]
fn binary_workbooks_show_numbers_in_their_formats() {
    for (value, id, expected) in OWN {
        assert_eq!(binary(None, id, value), [expected; 2], "{id}");
    }
    for (value, id, code, expected) in SPELLED {
        let format = [&id.to_le_bytes()[..], &archive::wide(code)].concat();
        let shown = binary(Some((0x002c, format)), id, value);
        assert_eq!(shown, [expected; 2], "{id} {code}");
    }
}

#[test]
fn newer_workbooks_show_them_alike() {
    let folder = Folder::new();
    let path = folder.path("a.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "Mã KH").expect("a header");
    for (row, (value, id, _)) in (1..).zip(OWN) {
        let format = Format::new().set_num_format_index(u8::try_from(id).expect("a small number"));
        sheet
            .write_with_format(row, 0, value, &format)
            .expect("a number");
    }
    for (row, (value, _, code, _)) in (20..).zip(SPELLED) {
        let format = Format::new().set_num_format(code);
        sheet
            .write_with_format(row, 0, value, &format)
            .expect("a number");
    }
    workbook.save(&path).expect("a workbook");
    let seen = read(&path);
    let shown: Vec<&str> = seen.texts().into_iter().map(|row| row[0]).collect();
    let expected = OWN.map(|(.., expected)| expected);
    assert_eq!(shown[..OWN.len()], expected);
    let expected = SPELLED.map(|(_, id, code, expected)| match (id, code) {
        // Without the number, the code decides.
        (14, "m/d/yy") => "3/5/24",
        _ => expected,
    });
    assert_eq!(shown[OWN.len()..], expected);
    assert!(matches!(seen.rows[3].cells[0], Cell::Date(_)));
}
