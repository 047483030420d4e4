//! Which stream of a container is the workbook, and what else a container may hold.

use super::{
    Folder,
    biff::{Stream, record, text},
    ole::container,
    read, refusal, source,
};

fn table(name: &str) -> Vec<u8> {
    Stream::of(&[text(0, 0, "Mã KH"), text(1, 0, name)]).records()
}

/// The first cell below the header.
fn first(streams: &[(&str, Option<&[u8]>)]) -> String {
    let folder = Folder::new();
    let seen = read(&folder.file("a.xls", container(streams)));
    seen.texts()[0][0].to_owned()
}

fn issue(content: impl AsRef<[u8]>) -> String {
    let folder = Folder::new();
    let error = refusal(&source(&folder.file("a.xls", content)));
    assert!(error.hint_text().is_some(), "{error}");
    error.message()
}

#[test]
fn an_embedded_workbook_is_never_read_in_place_of_the_table() {
    let (own, other) = (table("own"), table("other"));
    for name in ["Workbook", "Book", "WORKBOOK"] {
        let streams = [
            ("MBD0001", None),
            ("MBD0001/Workbook", Some(&other[..])),
            ("MBD0001/MBD0002", None),
            ("MBD0001/MBD0002/Book", Some(&other)),
            (name, Some(&own)),
            ("MBD0003", None),
            ("MBD0003/EncryptedPackage", Some(b"")),
            ("MBD0003/WordDocument", Some(b"")),
        ];
        assert_eq!(first(&streams), "own", "{name}");
    }
    let streams = [
        ("ObjectPool", None),
        ("ObjectPool/Workbook", Some(&other[..])),
    ];
    let damaged = "the workbook can't be read to its end";
    assert_eq!(issue(container(&streams)), damaged);
    let streams = [&streams[..], &[("WordDocument", Some(b""))]].concat();
    let word = "the file is a Word document, not a table";
    assert_eq!(issue(container(&streams)), word);
}

#[test]
fn of_two_workbooks_the_newer_one_is_read() {
    let (new, old) = (table("new"), table("old"));
    let streams = [("Book", Some(&old[..])), ("Workbook", Some(&new))];
    assert_eq!(first(&streams), "new");
    let streams = [("Workbook", Some(&new[..])), ("Book", Some(&old))];
    assert_eq!(first(&streams), "new");
    // A storage is no stream.
    let streams = [("Workbook", None), ("Book", Some(&old[..]))];
    assert_eq!(first(&streams), "old");
}

#[test]
fn a_workbook_of_any_length_is_read() {
    for length in [1, 3_000, 5_000, 70_000] {
        let mut stream = Stream::of(&[text(0, 0, "Mã KH"), text(1, 0, "x")]).records();
        let padding = vec![0; length % 8_000];
        for _ in 0..=length / 8_000 {
            stream.extend(record(0x7fff, &padding));
        }
        assert_eq!(first(&[("Workbook", Some(&stream))]), "x", "{length}");
    }
}

#[test]
fn a_stream_without_a_container_is_read() {
    let folder = Folder::new();
    let seen = read(&folder.file("a.xls", table("x")));
    assert_eq!(seen.texts(), [["x"]]);
}

#[test]
fn a_workbook_of_excel_4_and_before_is_named() {
    let old = "the file is a workbook from before 1993, not a table";
    for begin in [
        record(0x0009, &[2, 0, 0x10, 0]),
        record(0x0209, &[0, 3, 0x10, 0, 0, 0]),
        record(0x0409, &[0, 4, 0x10, 0, 0, 0]),
    ] {
        let stream = [begin, record(0x000a, &[])].concat();
        assert_eq!(issue(&stream), old);
        assert_eq!(issue(container(&[("Book", Some(&stream))])), old);
    }
}

#[test]
fn a_chart_or_a_macro_is_no_table_and_does_no_harm() {
    let cells = [text(0, 0, "Mã KH"), text(1, 0, "KH1")];
    let macros = [record(0x0006, &[1, 2, 3])];
    let stream = Stream::new(0x0600)
        .sheet("Macro1", 1, &macros)
        .sheet("Biểu đồ", 2, &[])
        .sheet("Module1", 6, &[])
        .sheet("Khách", 0, &cells);
    let folder = Folder::new();
    let path = folder.file("a.xls", stream.file());
    assert_eq!(read(&path).texts(), [["KH1"]]);
    assert_eq!(super::super::sheet_names(&path).expect("names"), ["Khách"]);
    let mut source = source(&path);
    source.sheet = crate::model::SheetChoice::Name("biểu đồ".to_owned());
    let error = refusal(&source);
    let expected = "the sheet “Biểu đồ” is a chart, a dialog or a macro, not a table";
    assert_eq!(error.message(), expected);
    assert_eq!(error.hint_text().as_deref(), Some("its sheets are “Khách”"));
    let charts = Stream::new(0x0600).sheet("Biểu đồ", 2, &[]);
    let error = refusal(&super::source(&folder.file("b.xls", charts.file())));
    assert_eq!(error.message(), "the workbook has no first sheet");
}
