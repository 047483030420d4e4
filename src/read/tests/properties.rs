//! The rows of any CSV writer are read unchanged, with Excel's row numbers.

use ::csv::{QuoteStyle, Terminator, WriterBuilder};
use proptest::prelude::*;

use super::csv as read_csv;

/// A cell of awkward characters, never blank, so that every row is passed on.
fn cell() -> impl Strategy<Value = String> {
    "[a-zA-ZạéĐ0-9 ,;\t|\"\n\r=']{0,12}".prop_map(|text| format!("{text}x"))
}

/// Rows of three cells, each with blank lines before it.
fn rows() -> impl Strategy<Value = Vec<(usize, Vec<String>)>> {
    let row = (0_usize..3, prop::collection::vec(cell(), 3));
    prop::collection::vec(row, 1..30)
}

fn line_end() -> impl Strategy<Value = (Terminator, &'static str)> {
    prop_oneof![
        Just((Terminator::CRLF, "\r\n")),
        Just((Terminator::Any(b'\n'), "\n")),
        Just((Terminator::Any(b'\r'), "\r")),
    ]
}

fn written(row: &[String], end: Terminator, delimiter: u8, style: QuoteStyle) -> String {
    let mut writer = WriterBuilder::new()
        .terminator(end)
        .delimiter(delimiter)
        .quote_style(style)
        .from_writer(Vec::new());
    writer.write_record(row).expect("a record");
    String::from_utf8(writer.into_inner().expect("the bytes")).expect("UTF-8")
}

proptest! {
    #[test]
    fn rows_come_back_with_their_numbers(
        rows in rows(),
        (end, blank) in line_end(),
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        always in any::<bool>(),
    ) {
        let style = if always { QuoteStyle::Always } else { QuoteStyle::Necessary };
        let header = ["Mã KH", "Tên", "SĐT"].map(str::to_owned);
        let mut content = written(&header, end, delimiter, style);
        let mut number = 1;
        let mut expected = Vec::new();
        for (blanks, row) in &rows {
            content.push_str(&blank.repeat(*blanks));
            content.push_str(&written(row, end, delimiter, style));
            number += u32::try_from(*blanks).expect("few") + 1;
            // Programs differ in the line breaks within cells, and the difference is invisible.
            let unified = |cell: &String| cell.replace("\r\n", "\n").replace('\r', "\n");
            expected.push((number, row.iter().map(unified).collect()));
        }
        let seen = read_csv(content);
        let texts = seen.texts().into_iter();
        let texts = texts.map(|row| row.into_iter().map(str::to_owned).collect());
        let found: Vec<(u32, Vec<String>)> = seen.numbers().into_iter().zip(texts).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn no_bytes_make_it_panic(content in prop::collection::vec(any::<u8>(), 0..400)) {
        let folder = super::Folder::new();
        for name in ["a.csv", "a.xlsx", "a.xls"] {
            let path = folder.file(name, &content);
            if let Err(error) = super::read_as(&super::source(&path)) {
                prop_assert!(!error.message().is_empty());
            }
        }
    }

    #[test]
    fn no_text_with_quotes_and_line_ends_is_numbered_wrongly(
        content in "[ab,\"\r\n]{0,60}",
    ) {
        let folder = super::Folder::new();
        let path = folder.file("a.csv", format!("Mã KH,Tên\n{content}"));
        if let Ok(seen) = super::read_as(&super::source(&path)) {
            let numbers = seen.numbers();
            prop_assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(numbers.first().is_none_or(|first| *first >= 2));
        }
    }
}
