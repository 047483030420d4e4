//! Cells of old workbooks: texts and results of formulas.

use super::{
    CollectedTable, Folder,
    biff::{Stream, bytes, cell, formula, number, record, special, text, wide},
    read, refusal, source,
};
use crate::model::Cell;

const FORMULA: u16 = 0x0006;

pub(super) fn seen(stream: &Stream) -> CollectedTable {
    let folder = Folder::new();
    read(&folder.file("a.xls", stream.file()))
}

fn message(stream: &Stream) -> String {
    let folder = Folder::new();
    refusal(&source(&folder.file("a.xls", stream.file()))).message()
}

fn no_value() -> Cell {
    Cell::Error("a formula without a value".to_owned())
}

#[test]
fn texts_since_1997_are_utf_16_whatever_the_code_page_says() {
    let shared = [
        &[2, 0, 0, 0, 2, 0, 0, 0][..],
        &wide("Nguyễn"),
        b"\x04\0\0Caf\xe9",
    ]
    .concat();
    for page in [1252_u16, 1258, 1200, 874, 437, 65_001, 0x8001, 0] {
        let stream = Stream::new(0x0600)
            .global(0x0042, &page.to_le_bytes())
            .global(0x00fc, &shared)
            .sheet(
                "Khách",
                0,
                &[
                    text(0, 0, "Mã KH"),
                    text(0, 1, "Tên"),
                    cell(0x00fd, [1, 0, 0], &[0; 4]),
                    cell(0x00fd, [1, 1, 0], &[1, 0, 0, 0]),
                    cell(0x0204, [2, 0, 0], b"\x02\0\0\xc9t"),
                    cell(0x00fd, [2, 1, 0], &[9, 0, 0, 0]),
                ],
            );
        let seen = seen(&stream);
        assert_eq!(seen.headers[0].sheet.as_deref(), Some("Khách"), "{page}");
        let missing = "a text that can't be read";
        assert_eq!(
            seen.texts(),
            [["Nguyễn", "Café"], ["Ét", missing]],
            "{page}"
        );
        assert_eq!(seen.rows[1].cells[1], Cell::Error(missing.to_owned()));
    }
}

#[test]
fn texts_before_1997_are_in_the_code_page() {
    for (page, text, expected) in [
        (Some(1252_u16), &b"Caf\xe9"[..], "Café"),
        (None, b"Caf\xe9", "Café"),
        (Some(0x8001), b"Caf\xe9", "Café"),
        (Some(1258), b"\xd0\xe0 N\xe3ng", "Đà Năng"),
        (Some(10_000), b"Caf\x8e", "Café"),
        (Some(932), b"\x93\xfa\x96\x7b", "日本"),
        (Some(437), b"Caf\x82", "Caf\u{fffd}"),
    ] {
        let stream = Stream::new(0x0500);
        let stream = match page {
            Some(page) => stream.global(0x0042, &page.to_le_bytes()),
            None => stream,
        };
        let rich = [&cell(0x00d6, [2, 0, 0], b"\x02\0An\x01\0\0")[..]].concat();
        let cells = [bytes(0, 0, b"Ten"), bytes(1, 0, text), rich];
        let seen = seen(&stream.sheet("S", 0, &cells));
        assert_eq!(seen.texts(), [[expected], ["An"]], "{page:?}");
    }
}

#[test]
fn a_long_text_goes_on_in_other_records() {
    let long = "ễ".repeat(32_767);
    let units: Vec<u8> = long.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (first, rest) = units.split_at(8_000);
    let rest = rest
        .chunks(8_000)
        .map(|part| record(0x003c, &[&[1], part].concat()));
    let rest: Vec<u8> = rest.collect::<Vec<_>>().concat();
    let start = [&32_767_u16.to_le_bytes()[..], &[1], first].concat();
    let shared = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &start].concat();
    let mut stream = Stream::new(0x0600).global(0x00fc, &shared);
    stream.go_on(&rest);
    let result = [record(0x0207, &start), rest].concat();
    let seen = seen(&stream.sheet(
        "S",
        0,
        &[
            text(0, 0, "Mã KH"),
            text(0, 1, "Tên"),
            cell(0x00fd, [1, 0, 0], &[0; 4]),
            formula(FORMULA, [1, 1, 0], special(0, 0)),
            result,
        ],
    ));
    assert_eq!(seen.texts(), [[long.as_str(), long.as_str()]]);
}

#[test]
fn a_text_may_go_on_in_narrower_letters_and_behind_its_fonts() {
    let start = b"\x05\0\x0d\x01\0\x02\0\0\0N\0g\0".to_vec();
    let shared = [&[2, 0, 0, 0, 2, 0, 0, 0][..], &start].concat();
    let mut stream = Stream::new(0x0600).global(0x00fc, &shared);
    stream.go_on(&record(0x003c, b"\0u\xfdt\0\0\0"));
    stream.go_on(&record(0x003c, b"\0\xff\xff\x02\0\0An"));
    let seen = seen(&stream.sheet(
        "S",
        0,
        &[
            text(0, 0, "Mã KH"),
            text(0, 1, "Tên"),
            cell(0x00fd, [1, 0, 0], &[0; 4]),
            cell(0x00fd, [1, 1, 0], &[1, 0, 0, 0]),
        ],
    ));
    assert_eq!(seen.texts(), [["Ngu\u{fd}t", "An"]]);
}

#[test]
fn formulas_have_what_they_gave_last() {
    for kind in [FORMULA, 0x0206, 0x0406] {
        let result = record(0x0207, &wide("tốt"));
        let seen = seen(&Stream::of(&[
            text(0, 0, "Mã KH"),
            text(0, 3, "d"),
            formula(kind, [1, 0, 0], 1.5_f64.to_le_bytes()),
            formula(kind, [1, 1, 0], special(0, 0)),
            // The formulas of a range are shared, or one array.
            record(0x04bc, &[0; 12]),
            result,
            formula(kind, [1, 2, 0], special(1, 1)),
            formula(kind, [1, 3, 0], special(2, 0x2a)),
            formula(kind, [2, 0, 0], special(1, 0)),
            formula(kind, [2, 1, 0], special(3, 0)),
            formula(kind, [2, 2, 0], special(2, 0x99)),
            cell(0x0205, [2, 3, 0], &[0x17, 1]),
        ]));
        assert_eq!(seen.texts()[0], ["1.5", "tốt", "TRUE", "#N/A"], "{kind}");
        assert_eq!(seen.rows[0].cells[3], Cell::Error("#N/A".to_owned()));
        assert_eq!(seen.texts()[1][..2], ["FALSE", ""]);
        let errors = [no_value(), Cell::Error("#REF!".to_owned())];
        assert_eq!(seen.rows[1].cells[2..], errors);
    }
}

#[test]
fn a_formula_whose_text_is_missing_is_an_error_not_a_blank() {
    let promise = |row, column| formula(FORMULA, [row, column, 0], special(0, 0));
    let seen = seen(&Stream::of(&[
        text(0, 0, "Mã KH"),
        text(0, 1, "Tên"),
        promise(1, 0),
        promise(1, 1),
        record(0x0207, &wide("An")),
        promise(2, 0),
        number([2, 1, 0], 1.0),
        // It belongs to no formula.
        record(0x0207, &wide("Bình")),
        promise(3, 0),
    ]));
    assert_eq!(
        seen.rows[0].cells,
        [no_value(), Cell::Text("An".to_owned())]
    );
    assert_eq!(
        seen.rows[1].cells,
        [no_value(), Cell::Number("1".to_owned())]
    );
    assert_eq!(seen.rows[2].cells, [no_value()]);
}

#[test]
fn cells_may_come_in_any_order_and_far_apart() {
    let seen = seen(&Stream::of(&[
        text(0, 1, "Tên"),
        text(0, 0, "Mã KH"),
        text(65_535, 1, "Chi"),
        text(2, 1, "Bình"),
        text(2, 0, "KH2"),
        text(1, 0, "KH1"),
        // An embedded chart has cells of its own.
        record(0x0809, &[0, 6, 0x20, 0, 0, 0, 0, 0]),
        text(1, 0, "x"),
        record(0x000a, &[]),
        text(1, 1, "An"),
    ]));
    assert_eq!(seen.numbers(), [2, 3, 65_536]);
    assert_eq!(seen.texts(), [["KH1", "An"], ["KH2", "Bình"], ["", "Chi"]]);
}

#[test]
fn what_is_cut_off_is_refused() {
    const DAMAGED: &str = "the workbook can't be read to its end";
    let cells = [text(0, 0, "Mã KH"), text(1, 0, "KH1")];
    let whole = Stream::of(&cells).records();
    let folder = Folder::new();
    for length in 20..whole.len() - 1 {
        let file = super::ole::container(&[("Workbook", Some(&whole[..length]))]);
        let error = refusal(&source(&folder.file("a.xls", file)));
        assert_eq!(error.message(), DAMAGED, "{length}");
    }
    for cells in [
        vec![cell(0x0203, [1, 0, 0], &[0; 7])],
        vec![cell(0x0204, [1, 0, 0], b"\x09\0\0An")],
        vec![cell(0x0204, [1, 0, 0], b"\x02\0\0A"), record(0x003c, b"")],
    ] {
        assert_eq!(message(&Stream::of(&cells)), DAMAGED);
    }
}
