//! The same customers in every encoding that a Vietnamese office may have used.
//!
//! Invariant: an ambiguous file is refused, and no file is read in a wrong encoding.

use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;

use super::{
    CollectedTable, Folder, csv_refusal,
    encoders::{tcvn3, utf_16, vni, windows_1258},
    refusal, source,
};
use crate::model::Encoding;

const TABLE: &str = "Mã KH,Tên,Địa chỉ\r\nKH1,Nguyễn Thị Bích Ngọc,\"Số 12, đường Lê Lợi, Quận Bình Thạnh\"\r\n\
    KH2,Đặng Văn Hữu,Thành phố Đà Nẵng\r\nKH3,Trần Quốc Tuấn,Huyện Củ Chi\r\n";

/// The content of the file, and its detected encoding.
fn found(content: &[u8]) -> (CollectedTable, String) {
    let folder = Folder::new();
    let path = folder.file("khach.csv", content);
    let mut seen = CollectedTable::default();
    let facts = super::super::read(&path, &source(&path), &super::is_known, &mut seen);
    let encoding = facts.expect("a readable file").encoding;
    (seen, encoding.expect("the encoding of a text file"))
}

#[test]
fn the_same_table_comes_out_of_each_encoding() {
    let expected = super::csv(TABLE);
    for (content, encoding) in [
        (TABLE.as_bytes().to_vec(), "UTF-8"),
        (utf_16(TABLE, u16::to_le_bytes), "UTF-16LE"),
        (utf_16(TABLE, u16::to_be_bytes), "UTF-16BE"),
        (tcvn3(TABLE), "TCVN3"),
        (vni(TABLE), "VNI"),
        (windows_1258(TABLE), "windows-1258"),
    ] {
        let (seen, found) = found(&content);
        assert_eq!(found, encoding);
        assert_eq!(seen.names(), expected.names(), "{encoding}");
        assert_eq!(seen.texts(), expected.texts(), "{encoding}");
        assert_eq!(seen.numbers(), [2, 3, 4], "{encoding}");
    }
}

#[test]
fn a_table_of_two_rows_is_enough() {
    let text = "Mã KH;Tên\nKH1;Trần Thị Hường\n";
    for (content, encoding) in [
        (tcvn3(text), "TCVN3"),
        (vni(text), "VNI"),
        (windows_1258(text), "windows-1258"),
    ] {
        let (seen, found) = found(&content);
        assert_eq!(
            (found.as_str(), seen.texts()[0][1]),
            (encoding, "Trần Thị Hường")
        );
    }
}

#[test]
fn letters_far_below_the_start_are_seen() {
    let start = format!("Ma KH,Ten\n{}", "KH0,An\n".repeat(50_000));
    let content = [
        start.as_bytes(),
        &tcvn3("KH1,Nguyễn Quốc Việt\nKH2,Trần Hữu Đức\n"),
    ]
    .concat();
    let (seen, encoding) = found(&content);
    assert_eq!(encoding, "TCVN3");
    assert_eq!(seen.texts()[50_001][1], "Trần Hữu Đức");
}

#[test]
fn the_whole_file_has_a_say() {
    let west = "1,Müller\n".repeat(60_000);
    let (west, _, _) = WINDOWS_1252.encode(&west);
    let (message, _) = csv_refusal([&west[..], &tcvn3(TABLE)].concat());
    assert!(message.contains("not clear"), "{message}");
    let plain = "1,Hà\n".repeat(60_000);
    let content = [windows_1258(&plain), windows_1258(TABLE)].concat();
    assert_eq!(found(&content).1, "windows-1258");
}

#[test]
fn capitals_are_recognised_by_the_letters_beside_them() {
    let (seen, _) = found(&tcvn3(
        "Mã KH,Tên\nKH1,NGUYễN THị HồNG\nKH2,Hồ Thị Ân\nKH3,đỗ Hữu Tuấn\n",
    ));
    assert_eq!(seen.texts()[0][1], "NGUYỄN THỊ HỒNG");
    assert_eq!(seen.texts()[1][1], "Hồ Thị Ân");
    let (seen, _) = found(&vni("Mã KH,Tên\nKH1,NGUYỄN THỊ HỒNG\nKH2,Đặng Hữu\n"));
    assert_eq!(seen.texts()[0][1], "NGUYỄN THỊ HỒNG");
}

#[test]
fn western_languages_are_not_mistaken_for_vietnamese() {
    for text in [
        "code,nom,ville\n1,Hélène Lefèvre,Orléans\n2,François Noël,Besançon\n3,Raphaël,là où août\n",
        "code,Straße\n1,Müllerstraße\n2,Größe\n3,Schöneberg über alles\n",
        "code,name\n1,José Muñoz\n2,João da Conceição\n",
        "code,name\n1,Müller\n",
    ] {
        let (bytes, _, _) = WINDOWS_1252.encode(text);
        let (seen, encoding) = found(&bytes);
        assert_eq!(encoding, "windows-1252", "{text}");
        let row = text.lines().nth(1).expect("a row").split(',');
        assert_eq!(seen.texts()[0], row.collect::<Vec<_>>());
    }
}

#[test]
fn nothing_but_ascii_is_utf_8() {
    for text in ["a,b\n1,2\n", "1,2\n", "ma kh,ten\nKH1,\"Nguyen, An\"\n"] {
        assert_eq!(found(text.as_bytes()).1, "UTF-8");
    }
}

#[test]
fn a_broken_letter_does_not_make_utf_8_another_encoding() {
    let good = "KH1,Trần Thị Bích Ngọc\n".repeat(40_000);
    for (before, after, row) in [(good.as_str(), "", 40_002), ("", good.as_str(), 2)] {
        let content = [
            b"M\xc3\xa3 KH,T\xc3\xaan\n",
            before.as_bytes(),
            b"KH2,Tr\xe2n\n",
            after.as_bytes(),
        ];
        let expected = "the row holds bytes that are not UTF-8".to_owned();
        assert_eq!(csv_refusal(content.concat()), (expected, Some(row)));
    }
}

#[test]
fn an_ambiguous_file_is_refused_with_the_candidates() {
    // `Tô` in TCVN3, `T«` in windows-1252; letters of Central Europe; half in UTF-8 and half not.
    let mixed = [
        TABLE.as_bytes(),
        &tcvn3(TABLE),
        &tcvn3("bảng,giá,thị,trường,mới,nhất,đợt\n"),
    ]
    .concat();
    for content in [
        &b"a,b\n1,T\xab\n"[..],
        b"a,b\n1,Wa\xb3\xeasa\n",
        b"a,b\n1,\xb5\xb5\xb5\n",
    ] {
        let folder = Folder::new();
        let error = refusal(&source(&folder.file("a.csv", content)));
        assert!(error.message().contains("not clear"), "{error}");
        let hint = error.hint_text().unwrap_or_default();
        assert!(
            hint.contains("TCVN3") && hint.contains("`encoding`"),
            "{hint}"
        );
    }
    assert!(
        csv_refusal(&mixed).0.contains("not"),
        "two encodings in one file"
    );
}

#[test]
fn utf_8_below_rows_of_a_font_is_an_error_in_its_row() {
    let (message, row) = csv_refusal([&tcvn3(TABLE)[..], "KH4,Trần Thị Tám\n".as_bytes()].concat());
    assert_eq!(
        (message.as_str(), row),
        ("the row holds bytes that are not TCVN3", Some(5))
    );
}

#[test]
fn a_unit_of_utf_16_that_is_cut_names_its_row() {
    let content = utf_16(TABLE, u16::to_le_bytes);
    let (message, row) = csv_refusal(&content[..content.len() - 5]);
    assert_eq!(
        (message.as_str(), row),
        ("the row holds bytes that are not UTF-16LE", Some(4))
    );
}

#[test]
fn a_letter_that_the_font_lacks_is_reported_with_its_row() {
    let folder = Folder::new();
    let mut source = source(&folder.file(
        "a.csv",
        [&vni("Mã KH,Tên\nKH1,Trần\n")[..], b"KH2,\xfb\n"].concat(),
    ));
    source.encoding = Encoding::Named("vni".to_owned());
    let error = refusal(&source);
    assert_eq!(error.message(), "the row holds bytes that are not VNI");
    assert_eq!(error.origin().and_then(|origin| origin.row), Some(3));
}

/// The same names in the form that fonts can write: capitals without a mark of their own.
fn names() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec![
        "Nguyễn",
        "Trần",
        "Phạm",
        "Hoàng",
        "Huỳnh",
        "Võ",
        "Vũ",
        "Đặng",
        "Bùi",
        "Đỗ",
        "Hồ",
        "Ngô",
        "Dương",
        "Lý",
        "Thị",
        "Hữu",
        "Đức",
        "Quốc",
        "Bảo",
        "Ngọc",
        "Thuỷ",
        "Hương",
        "Khuê",
        "Quyền",
        "Tuyết",
        "Đắc",
        "Ân",
        "Giàu",
        "Nghĩa",
        "Phượng",
        "Thuận",
        "Yến",
        "Hiếu",
        "Kiều",
        "Mỹ",
        "Xuân",
        "Oanh",
        "Luân",
        "Ẩn",
    ]);
    let name = prop::collection::vec(word, 2..5).prop_map(|words| words.join(" "));
    prop::collection::vec(name, 8..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn names_come_back_from_each_encoding(names in names()) {
        let rows = names.iter().map(|name| format!("KH,{name}\n"));
        let text = format!("Mã KH,Tên\n{}", rows.collect::<String>());
        let small = text.replace('Ẩ', "ẩ");
        for (content, encoding, expected) in [
            (tcvn3(&small), "TCVN3", &small),
            (vni(&text), "VNI", &text),
            (windows_1258(&text), "windows-1258", &text),
        ] {
            let (seen, found) = found(&content);
            prop_assert_eq!(found, encoding);
            let texts: Vec<String> = seen.texts().iter().map(|row| row.join(",")).collect();
            prop_assert_eq!(texts, expected.lines().skip(1).map(str::to_owned).collect::<Vec<_>>());
        }
    }
}
