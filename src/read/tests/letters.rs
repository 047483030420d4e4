//! Cells of workbooks that were typed with the fonts of the time before Unicode.
//!
//! Invariant: no letter becomes another one unless that was asked for.

use super::{Folder, Seen, read, read_as, source};
use crate::model::{Revealed, TextEncoding};

#[test]
fn the_cells_of_a_workbook_are_revealed_on_request() {
    let folder = Folder::new();
    for (letters, header, name) in [
        (TextEncoding::Tcvn3, "M· KH", "NguyÔn V¨n An"),
        (TextEncoding::Vni, "Maõ KH", "Nguyeãn Vaên An"),
        (TextEncoding::Auto, "M· KH", "Nguyeãn Vaên An"),
    ] {
        let path = super::sheets::texts(
            &folder,
            &[&[header, "Tªn"], &[name, "Trần"], &["Hà", "Müller"]],
        );
        let mut source = source(&path);
        assert_eq!(read(&path).names()[0], header);
        source.text_encoding = letters;
        let seen = read_as(&source).expect("a readable workbook");
        assert_eq!(seen.names()[0], "Mã KH");
        assert_eq!(seen.texts()[0], ["Nguyễn Văn An", "Trần"], "{letters:?}");
        if letters == TextEncoding::Auto {
            assert_eq!(seen.texts()[1], ["Hà", "Müller"]);
        }
    }
}

/// What the reader of a workbook with these texts suspects.
fn doubted(rows: &[&[&str]]) -> Option<Revealed> {
    let folder = Folder::new();
    let path = super::sheets::texts(&folder, rows);
    let mut seen = Seen::default();
    let facts = super::super::read(&path, &source(&path), &super::is_known, &mut seen);
    facts.expect("a readable workbook").in_old_font
}

#[test]
fn a_workbook_that_seems_to_be_typed_with_an_old_font_is_told() {
    let told = Revealed {
        row: 1,
        text: "M· KH".to_owned(),
        shown: "Mã KH".to_owned(),
        letters: TextEncoding::Tcvn3,
    };
    let old: &[&str] = &["1", "NguyÔn V¨n An"];
    assert_eq!(doubted(&[&["M· KH", "Tªn"], old]), Some(told));
    assert_eq!(doubted(&[&["Mã KH", "Tên"], old]), None, "too few");
    assert_eq!(
        doubted(&[&["M· KH", "Tªn", "V¨n"], &["Mã", "Tên", "Văn"]]),
        None,
        "no more of one than of the other"
    );
    assert_eq!(
        doubted(&[&["Zoé", "Müller", "Đà"], &["José", "Größe", "São"]]),
        None,
        "the West's own letters"
    );
}

#[test]
fn a_font_is_named_where_all_texts_are_of_it() {
    let old: &[&str] = &["M· KH", "Tªn", "NguyÔn V¨n An"];
    let letters = |rows: &[&[&str]]| doubted(rows).map(|first| first.letters);
    assert_eq!(letters(&[old]), Some(TextEncoding::Tcvn3));
    let vni: &[&str] = &["Nguyeãn Vaên An", "Nguyeãn Vaên Tö", "Nguyeãn Vaên Teo"];
    assert_eq!(letters(&[vni]), Some(TextEncoding::Vni));
    for other in ["Nguyeãn Vaên An", "Điện"] {
        let mixed = letters(&[old, &[other]]);
        assert_eq!(mixed, Some(TextEncoding::Auto), "{other}");
    }
}
