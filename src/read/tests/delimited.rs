//! CSV files as Excel, LibreOffice and old CRMs write them.

use super::{Folder, csv, csv_refusal, read_as, refusal, source};
use crate::{
    error::ErrorKind,
    model::{Cell, Damage, Encoding},
};

#[test]
fn line_ends_do_not_matter() {
    for end in ["\n", "\r\n", "\r"] {
        let seen = csv(["Mã KH,Tên", "KH1,An", "KH2,Bình"].join(end));
        assert_eq!(seen.names(), ["Mã KH", "Tên"]);
        assert_eq!(seen.numbers(), [2, 3], "{end:?}");
        assert_eq!(seen.texts(), [["KH1", "An"], ["KH2", "Bình"]]);
    }
}

#[test]
fn line_ends_may_be_mixed() {
    let seen = csv("Mã KH,Tên\r\nKH1,An\nKH2,Bình\rKH3,\"a\r\nb\"\r\n\n\rKH4,Chi");
    assert_eq!(seen.numbers(), [2, 3, 4, 7]);
}

#[test]
fn blank_lines_are_rows_and_are_not_handed_on() {
    for end in ["\n", "\r\n", "\r"] {
        let content = [
            "",
            "Mã KH,Tên",
            "",
            "",
            "KH1,An",
            ",",
            " ,\u{a0}",
            "KH2,Bình",
            "",
            "",
        ];
        let seen = csv(content.join(end));
        assert_eq!(seen.headers[0].row, 2);
        assert_eq!(seen.numbers(), [5, 8], "{end:?}");
    }
}

#[test]
fn a_line_break_inside_quotes_does_not_make_a_row() {
    let seen = csv("Mã KH,Tên\r\nKH1,\"12 Lê Lợi\r\nQuận 1\"\r\nKH2,\"a\rb\nc\"\r\n\r\nKH3,Chi");
    assert_eq!(seen.numbers(), [2, 3, 5]);
    assert_eq!(seen.texts()[0][1], "12 Lê Lợi\nQuận 1");
    assert_eq!(seen.texts()[1][1], "a\nb\nc");
}

#[test]
fn quotes_inside_text_are_text() {
    let seen = csv("Mã KH,Tên\nKH1,\"nói \"\"vâng\"\", rồi đi\"\nKH2,đĩa 5\" cũ\n");
    assert_eq!(seen.texts()[0][1], "nói \"vâng\", rồi đi");
    assert_eq!(seen.texts()[1][1], "đĩa 5\" cũ");
}

#[test]
fn each_delimiter_is_found() {
    for delimiter in [",", ";", "\t", "|"] {
        let header = ["Mã KH", "Tên", "SĐT"].join(delimiter);
        let row = ["KH1", "\"An, Bình; Chi|\tDũng\"", "0912345678"].join(delimiter);
        let seen = csv(format!("{header}\n{row}\n"));
        assert_eq!(seen.names().len(), 3, "{delimiter:?}");
        assert_eq!(seen.texts()[0][1], "An, Bình; Chi|\tDũng");
    }
}

#[test]
fn a_delimiter_is_found_without_known_headers_and_below_titles() {
    let seen = csv("Danh sách, quý 1, 2026\na;b;c\n1;2;3,5\n4;5;6,5\n7;8;9,5\n");
    assert_eq!(seen.names(), ["a", "b", "c"], "a title is no header");
    let seen = csv("một\nhai, ba\n");
    assert_eq!(seen.names(), ["một"], "a file of one column stays one");
}

#[test]
fn the_configured_delimiter_wins() {
    let folder = Folder::new();
    let mut source = source(&folder.file("a.csv", "sep=,\nMã KH;Tên,SĐT\nKH1;An,09\n"));
    source.delimiter = Some(b';');
    let seen = read_as(&source).expect("a readable file");
    assert_eq!(seen.names(), ["Mã KH", "Tên,SĐT"]);
    source.delimiter = Some(b'"');
    assert_eq!(refusal(&source).kind(), ErrorKind::Config);
}

#[test]
fn the_line_with_the_delimiter_is_no_row() {
    for content in [
        "sep=;\r\nMã KH;Tên\r\nKH1;An",
        "\u{feff}SEP=;\nMã KH;Tên\nKH1;An",
    ] {
        let seen = csv(content);
        assert_eq!(seen.headers[0].row, 1);
        assert_eq!(seen.numbers(), [2]);
        assert_eq!(seen.texts(), [["KH1", "An"]]);
    }
}

#[test]
fn byte_order_marks_are_used_and_dropped() {
    let text = "Mã KH,Tên\r\nKH1,Đặng Thị Ngọc\r\n";
    let units = || text.encode_utf16();
    let little = [0xff, 0xfe]
        .into_iter()
        .chain(units().flat_map(u16::to_le_bytes));
    let big = [0xfe, 0xff]
        .into_iter()
        .chain(units().flat_map(u16::to_be_bytes));
    let utf8 = format!("\u{feff}{text}").into_bytes();
    for content in [little.collect(), big.collect(), utf8] {
        let content: Vec<u8> = content;
        let seen = csv(content);
        assert_eq!(seen.names(), ["Mã KH", "Tên"]);
        assert_eq!(seen.texts(), [["KH1", "Đặng Thị Ngọc"]]);
    }
}

#[test]
fn a_named_encoding_is_used() {
    let folder = Folder::new();
    // `é` and the combining dot below of windows-1258.
    let mut source = source(&folder.file("a.csv", b"code,name\nKH1,caf\xe9 a\xf2\n"));
    source.encoding = Encoding::Named("windows-1258".to_owned());
    let seen = read_as(&source).expect("a readable file");
    assert_eq!(seen.texts(), [["KH1", "café ạ"]]);
    source.encoding = Encoding::Named("tiếng Việt".to_owned());
    let error = refusal(&source);
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.message().contains("tiếng Việt"), "{error}");
}

#[test]
fn the_header_is_the_row_with_the_most_known_names() {
    let seen = csv("Báo cáo\nTên: tháng 3\n\nSTT,Mã KH,Tên\n1,KH1,An\n");
    assert_eq!(seen.headers[0].row, 4);
    assert_eq!(seen.numbers(), [5]);
    let seen = csv("a,b\nc,d\n");
    assert_eq!(seen.headers[0].row, 1, "no name is known: the first row");
    let seen = csv("Tên,x\nTên,y\n");
    assert_eq!(seen.headers[0].row, 1, "a tie: the first of them");
}

#[test]
fn a_row_that_holds_a_name_of_a_column_is_no_header_for_that() {
    let header = "Người,Loại số,Số";
    for record in [
        "An,SĐT,1",
        "An,SĐT,SĐT",
        "Tên,SĐT,0912 345 671",
        "Tên,SĐT,an@example.com",
    ] {
        let seen = csv(format!("{header}\n{record}\n{record}\n"));
        assert_eq!(seen.headers[0].row, 1, "{record}");
        let seen = csv(format!("Danh bạ,,\n\n{header}\n{record}\n"));
        assert_eq!(seen.headers[0].row, 3, "{record} below a title");
    }
    let seen = csv("Mã KH\nKH1\nKH2,x\n");
    assert_eq!(seen.headers[0].row, 1, "one known name is no title");
}

#[test]
fn the_header_row_may_be_given() {
    let folder = Folder::new();
    let mut source = source(&folder.file("a.csv", "Mã KH,Tên\na,b\n\nc,d\n"));
    source.header_row = Some(2);
    let seen = read_as(&source).expect("a readable file");
    assert_eq!((seen.names(), seen.numbers()), (vec!["a", "b"], vec![4]));
    for missing in [3, 9] {
        source.header_row = Some(missing);
        let error = refusal(&source);
        assert_eq!(error.message(), "the header row is blank");
        assert_eq!(error.origin().and_then(|origin| origin.row), Some(missing));
    }
}

#[test]
fn headers_are_verbatim_and_blank_ones_at_the_end_are_dropped() {
    let seen = csv("Mã KH,, Tên ,Tên,, \nKH1,x,An,,,\n");
    assert_eq!(seen.names(), ["Mã KH", "", " Tên ", "Tên"]);
    assert_eq!(seen.rows[0].fault, None);
}

#[test]
fn a_value_beyond_the_headers_is_a_fault_of_its_row() {
    let seen = csv("Mã KH,Tên\nKH1,An,,\nKH2,Nguyễn, Bình\nKH3\n");
    let faults: Vec<_> = seen.rows.iter().map(|row| row.fault.clone()).collect();
    assert_eq!(faults, [None, Some(Damage::BeyondHeader(2)), None]);
    assert_eq!(
        seen.texts(),
        [vec!["KH1", "An"], vec!["KH2", "Nguyễn"], vec!["KH3"]]
    );
}

#[test]
fn excel_errors_and_protected_zeros_are_understood() {
    let seen = csv("Mã KH,Tên,SĐT\nKH1,#N/A,\"=\"\"0912345678\"\"\"\nKH2,#1,=\"00123\"\n");
    assert_eq!(seen.rows[0].cells[1], Cell::Error("#N/A".to_owned()));
    assert_eq!(seen.texts()[0][2], "0912345678");
    assert_eq!(seen.texts()[1][1..], ["#1", "00123"]);
}

#[test]
fn a_file_without_rows_is_empty() {
    for content in ["", "\u{feff}", "\r\n\r\n", ",,\n , \n", "sep=;\n"] {
        let (message, row) = csv_refusal(content);
        assert_eq!(
            message, "the table is empty: it has no header row",
            "{content:?}"
        );
        assert_eq!(row, None);
    }
}

#[test]
fn a_header_alone_has_no_rows() {
    assert_eq!(csv("Mã KH,Tên").rows, []);
}
