//! The same customers in every encoding that a Vietnamese office may have used.
//!
//! Invariant: the encoders are written from tables of their own, not from what the room decodes with.

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::{Folder, Seen, csv_refusal, read, read_as, refusal, source};
use crate::model::{Encoding, TextEncoding};

/// What `iconv -f TCVN5712-1` makes of each byte; without the capitals with two marks, which no font has.
const TCVN3: &str = "Ăa1 Âa2 Êa3 Ôa4 Ơa5 Ưa6 Đa7 ăa8 âa9 êaa ôab ơac ưad đae àb5 ảb6 ãb7 áb8 ạb9 ằbb \
    ẳbc ẵbd ắbe ặc6 ầc7 ẩc8 ẫc9 ấca ậcb ècc ẻce ẽcf éd0 ẹd1 ềd2 ểd3 ễd4 ếd5 ệd6 ìd7 ỉd8 ĩdc ídd ịde òdf \
    ỏe1 õe2 óe3 ọe4 ồe5 ổe6 ỗe7 ốe8 ộe9 ờea ởeb ỡec ớed ợee ùef ủf1 ũf2 úf3 ụf4 ừf5 ửf6 ữf7 ứf8 ựf9 ỳfa \
    ỷfb ỹfc ýfd ỵfe";

/// The VNI keys of each letter, small ones.
const VNI: &str = "áaù àaø ảaû ãaõ ạaï âaâ ấaá ầaà ẩaå ẫaã ậaä ăaê ắaé ằaè ẳaú ẵaü ặaë éeù èeø ẻeû ẽeõ ẹeï \
    êeâ ếeá ềeà ểeå ễeã ệeä íí ìì ỉæ ĩó ịò óoù òoø ỏoû õoõ ọoï ôoâ ốoá ồoà ổoå ỗoã ộoä ơô ớôù ờôø ởôû ỡôõ \
    ợôï úuù ùuø ủuû ũuõ ụuï ưö ứöù ừöø ửöû ữöõ ựöï ýyù ỳyø ỷyû ỹyõ ỵî đñ";

const TABLE: &str = "Mã KH,Tên,Địa chỉ\r\nKH1,Nguyễn Thị Bích Ngọc,\"Số 12, đường Lê Lợi, Quận Bình Thạnh\"\r\n\
    KH2,Đặng Văn Hữu,Thành phố Đà Nẵng\r\nKH3,Trần Quốc Tuấn,Huyện Củ Chi\r\n";

fn tcvn3(text: &str) -> Vec<u8> {
    let byte = |letter: char| {
        let entry = TCVN3.split(' ').find(|entry| entry.starts_with(letter));
        let (_, byte) = entry
            .expect("a letter of TCVN3")
            .split_at(letter.len_utf8());
        u8::from_str_radix(byte, 16).expect("a byte")
    };
    let plain = |letter: char| u8::try_from(letter).expect("ASCII");
    let bytes = text.chars();
    bytes
        .map(|letter| {
            if letter.is_ascii() {
                plain(letter)
            } else {
                byte(letter)
            }
        })
        .collect()
}

fn vni_letters(text: &str) -> String {
    let keys = |letter: char| {
        let small = letter.to_lowercase().next().expect("a letter");
        let entry = VNI.split(' ').find(|entry| entry.starts_with(small));
        let keys = &entry.expect("a letter of VNI")[small.len_utf8()..];
        if small == letter {
            keys.to_owned()
        } else {
            keys.to_uppercase()
        }
    };
    text.chars()
        .map(|letter| {
            if letter.is_ascii() {
                letter.to_string()
            } else {
                keys(letter)
            }
        })
        .collect()
}

fn vni(text: &str) -> Vec<u8> {
    WINDOWS_1252.encode(&vni_letters(text)).0.into_owned()
}

/// Letters with circumflex, breve and horn as one, tones behind them.
fn windows_1258(text: &str) -> Vec<u8> {
    let is_tone = |letter: &char| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*letter);
    let letter = |letter: char| {
        let base: String = letter.nfd().filter(|part| !is_tone(part)).nfc().collect();
        let tones = letter.nfd().filter(is_tone);
        base.chars().chain(tones).collect::<String>()
    };
    let mixed: String = text.nfc().map(letter).collect();
    let (bytes, _, has_failed) = WINDOWS_1258.encode(&mixed);
    assert!(!has_failed, "{text}");
    bytes.into_owned()
}

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// What the file holds, and in which encoding it was found to be.
fn found(content: &[u8]) -> (Seen, String) {
    let folder = Folder::new();
    let path = folder.file("khach.csv", content);
    let mut seen = Seen::default();
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
fn capitals_that_a_font_keeps_are_told_by_the_letters_beside_them() {
    let (seen, _) = found(&tcvn3(
        "Mã KH,Tên\nKH1,NGUYễN THị HồNG\nKH2,Hồ Thị Ân\nKH3,đỗ Hữu Tuấn\n",
    ));
    assert_eq!(seen.texts()[0][1], "NGUYỄN THỊ HỒNG");
    assert_eq!(seen.texts()[1][1], "Hồ Thị Ân");
    let (seen, _) = found(&vni("Mã KH,Tên\nKH1,NGUYỄN THỊ HỒNG\nKH2,Đặng Hữu\n"));
    assert_eq!(seen.texts()[0][1], "NGUYỄN THỊ HỒNG");
}

#[test]
fn the_languages_of_the_west_are_not_taken_for_vietnamese() {
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
        assert_eq!(csv_refusal(&content.concat()), (expected, Some(row)));
    }
}

#[test]
fn what_is_not_clear_is_refused_with_what_it_may_be() {
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
fn a_letter_that_the_font_does_not_have_names_its_row() {
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

/// Names as they are given, in the form that fonts can write: capitals without a mark of their own.
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
