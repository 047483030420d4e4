//! CSV files with irregular quotes or delimiters, and the remarks about them.
//!
//! Invariant: rows that are read are right, and rows that are not read are reported with their number.

use super::{CollectedTable, Folder, csv, csv_refusal, read_as, refusal, source};
use crate::model::{Damage, Source, TableFacts};

/// The same text with another delimiter.
fn separated(text: &str, delimiter: &str) -> String {
    text.replace('|', delimiter)
}

fn facts_of(content: &str) -> (CollectedTable, TableFacts) {
    let folder = Folder::new();
    let source = source(&folder.file("a.csv", content));
    let mut seen = CollectedTable::default();
    let read = super::super::read(&source.path, &source, &super::is_known, &mut seen);
    (seen, read.expect("a readable file"))
}

#[test]
fn unusual_quotes_are_read_with_every_delimiter() {
    for delimiter in [",", ";", "\t", "|"] {
        let file = |text: &str| csv(separated(text, delimiter));
        let spaced = file("Mã KH| \"Tên\"| SĐT\nKH1| \"An| Bình\"| \"09\"\n");
        assert_eq!(spaced.names()[1], "Tên");
        let texts = spaced.texts();
        let wanted = [
            "KH1".to_owned(),
            format!("An{delimiter} Bình"),
            "09".to_owned(),
        ];
        assert_eq!(texts[0], wanted, "{delimiter:?}");
        let escaped = file("Mã KH|Tên\nKH1|\"An \\\"Cò\\\"| Bình\"\nKH2|\"\"\"x\"\"\"\n");
        let wanted = format!("An \"Cò\"{delimiter} Bình");
        assert_eq!(escaped.texts(), [["KH1", &wanted], ["KH2", "\"x\""]]);
    }
}

#[test]
fn rows_within_a_cell_hold_the_row_with_the_quote() {
    let row = |at: usize| format!("KH{at}|Khách {at}|0912345{at:03}|x\n");
    let rows: String = (1..=40).map(row).collect();
    for (opens, closes, swallowed) in [(1, 2, 1), (7, 9, 2), (38, 40, 2)] {
        for delimiter in [",", ";", "\t"] {
            let text = rows
                .replace(&format!("Khách {opens}|"), &format!("\"Khách {opens}|"))
                .replace(&format!("Khách {closes}|"), &format!("Khách {closes}\"|"));
            let text = format!("Mã KH|Tên|SĐT|Ghi chú\n{text}");
            let seen = csv(separated(&text, delimiter));
            let faults = seen
                .rows
                .iter()
                .filter_map(|row| Some((row.number, row.fault.clone()?)));
            let found: Vec<_> = faults.collect();
            let row = u32::try_from(opens + 1).expect("a small number");
            assert_eq!(found, [(row, Damage::RowsSwallowed(swallowed))]);
            assert_eq!(seen.rows.len(), 40 - swallowed);
        }
    }
}

#[test]
fn a_quote_that_is_never_closed_is_an_error_where_it_opens() {
    for delimiter in [",", ";", "\t"] {
        let text = "Mã KH|Tên\nKH1|An\nKH2|\"5 ống\nKH3|Chi\nKH4|Dũng\n";
        let (_, row) = csv_refusal(separated(text, delimiter));
        assert_eq!(row, Some(3));
    }
}

#[test]
fn quotes_within_a_cell_hold_its_row() {
    let seen = csv("Mã KH,Tên\nKH1,\"5\" ống nước\"\nKH2,5\" ống\nKH3,\"x\"y\n");
    let inside = Some(Damage::QuoteInside(1));
    assert_eq!(seen.faults(), [inside.clone(), None, inside]);
    assert_eq!(seen.texts()[1][1], "5\" ống");
}

#[test]
fn line_breaks_within_cells_are_the_same_however_they_are_written() {
    let files = ["\n", "\r\n", "\r"].map(|end| {
        let text = ["Mã KH,Tên", "KH1,\"12 Lê Lợi", "Quận 1\"", "KH2,An", ""].join(end);
        csv(text)
    });
    assert_eq!(files[0].texts()[0][1], "12 Lê Lợi\nQuận 1");
    for file in &files {
        assert_eq!(file.texts(), files[0].texts());
        assert_eq!(file.numbers(), [2, 3]);
    }
}

#[test]
fn the_mark_of_dos_at_the_end_is_no_row() {
    for (end, row) in [
        ("\r\n\u{1a}", Some(3)),
        ("\r\n \u{1a}", Some(3)),
        ("\n\u{1a}\u{1a}\u{1a}", Some(3)),
        ("\u{1a}", None),
        (" \u{1a} ", None),
    ] {
        let (seen, facts) = facts_of(&format!("Mã KH,Tên\nKH1,An{end}"));
        assert_eq!(seen.texts(), [["KH1", "An"]], "{end:?}");
        assert_eq!(
            (seen.faults(), facts.end_mark),
            (vec![None], row),
            "{end:?}"
        );
    }
    let seen = csv("Mã KH,Tên\nKH1,A\u{1a}n\nKH2,Bi\n");
    assert_eq!(seen.texts()[0][1], "A\u{1a}n", "within the file it is none");
}

#[test]
fn rows_with_shifted_cells_are_held_or_reported() {
    let row = |at: u32| format!("KH{at},Khách {at},091234500{at},quen,01/02/2026\n");
    let rows: String = (1..9).map(row).collect();
    let header = "Mã KH,Tên,SĐT,Ghi chú,Ngày sinh\n";
    let (seen, facts) = facts_of(&format!(
        "{header}{rows}KH9,An, Bình,0912345009,quen,\nKH10,An,0912345010,quen\nKH11,An,0912345011,x,\n"
    ));
    let moved = Damage::CellsMoved {
        cells: 6,
        usual: 5,
        column: 2,
    };
    assert_eq!(seen.faults()[8..], [Some(moved), None, None]);
    let uneven = facts.uneven.expect("one row is told of");
    assert_eq!((uneven.first, uneven.cells, uneven.usual), (vec![11], 4, 5));
}

#[test]
fn rows_that_are_quoted_as_a_whole_are_reported() {
    for text in [
        "\"Mã KH,Tên\"\n\"KH1,An\"\n\"KH2,\"\"Bình, Chi\"\"\"\n",
        "\"Mã KH;Tên\"\r\n\"KH1;An\"\r\n",
        "Mã KH,Tên\n\"KH1,An\"\n\"KH2,Bình\"\n",
        "Danh sách\n\"Mã KH\tTên\"\n",
    ] {
        let (message, _) = csv_refusal(text);
        assert!(
            message.contains("between quotes as a whole"),
            "{text:?}: {message}"
        );
    }
    let names = csv("Tên\n\"Hà Nội, Hải Phòng\"\n\"Huế, Vinh\"\n");
    assert_eq!(names.texts()[0], ["Hà Nội, Hải Phòng"], "one column is one");
}

#[test]
fn an_unusual_delimiter_has_to_be_configured() {
    let folder = Folder::new();
    for delimiter in [b'^', b'~', b':'] {
        let sign = char::from(delimiter);
        let text = separated("Danh sách\nMã KH|Tên\nKH1|An\n", &sign.to_string());
        let said = |delimiter: Option<u8>| Source {
            delimiter,
            ..source(&folder.file("a.csv", &text))
        };
        let error = refusal(&said(None));
        let hint = error.hint_text().expect("what to do");
        assert!(
            hint.contains(&format!("`delimiter = \"{sign}\"`")),
            "{hint}"
        );
        let seen = read_as(&said(Some(delimiter))).expect("a readable file");
        assert_eq!(seen.texts(), [["KH1", "An"]]);
    }
    let seen = csv("Mã KH,Tên\nKH1,a:b^c~d\n");
    assert_eq!(seen.names(), ["Mã KH", "Tên"]);
}

#[test]
fn the_header_is_searched_below_many_rows() {
    let title = |rows: usize| "Điều kiện,x\n".repeat(rows);
    for rows in [0, 19, 20, 25, 60, 400] {
        let seen = csv(format!("{}Mã KH,Tên\nKH1,An\n", title(rows)));
        assert_eq!(
            (seen.names(), seen.texts()),
            (vec!["Mã KH", "Tên"], vec![vec!["KH1", "An"]])
        );
    }
    let rows = title(30);
    let unknown = csv(format!("a,Tên\n{rows}b,c\n"));
    assert_eq!(unknown.names(), ["a", "Tên"], "no row has more of them");
    let first = csv(format!("Mã KH,Tên,x\n{rows}Mã KH,Tên,SĐT\n"));
    assert_eq!(first.headers[0].row, 1, "it was found before");
}
