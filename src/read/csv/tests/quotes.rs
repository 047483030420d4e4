//! Quotes beyond RFC 4180, tested without a file.
//!
//! Invariant: quotes of RFC 4180 are read by that standard, whatever else the file contains.

use std::io::{self, Cursor, Read};

use super::super::{
    backslash,
    parser::{CsvRows, Unreadable},
    quotes::Quoting,
    swallowed::rows_within,
};
use crate::model::{Damage, Ending};

/// The cells of each row, and its damage.
fn rows(text: &str) -> Vec<(Vec<String>, Option<Damage>)> {
    let again = || -> io::Result<Box<dyn Read>> { Ok(Box::new(Cursor::new(text.to_owned()))) };
    let rows = CsvRows::new(Vec::new(), text.as_bytes(), Quoting::new(b','));
    let has_backslashes = || backslash::is_meant(&again, b',');
    let mut rows = rows.knowing(&has_backslashes, 0);
    let mut seen = Vec::new();
    loop {
        match rows.next() {
            Ok(None) => return seen,
            Ok(Some(row)) => {
                let cells = row.ranges().map(|cell| &row.cells[cell]);
                let cells = cells.map(|cell| String::from_utf8_lossy(cell).into());
                seen.push((cells.collect(), row.damage.clone()));
            }
            Err(Unreadable::Row(number, damage)) => panic!("{text:?}, row {number}: {damage}"),
            Err(Unreadable::File(error)) => panic!("{error}"),
        }
    }
}

/// The cells of each row of an undamaged text.
fn sound(text: &str) -> Vec<Vec<String>> {
    let rows = rows(text).into_iter();
    rows.map(|(cells, damage)| {
        assert_eq!(damage, None, "{text:?}: {cells:?}");
        cells
    })
    .collect()
}

#[test]
fn a_blank_may_stand_before_a_quote() {
    for (text, cells) in [
        ("1, \"a\"\n", ["1", "a"]),
        ("1,\t \"a, b\"\n", ["1", "a, b"]),
        ("1, \"a\nb\"\n", ["1", "a\nb"]),
        (" \"1\" , \"a \"\"b\"\"\"\n", ["1 ", "a \"b\""]),
        ("1, \"\"\n", ["1", ""]),
        ("1, \"a\"", ["1", "a"]),
    ] {
        assert_eq!(sound(text)[0], cells, "{text:?}");
    }
    let seen = sound("1, \"a,\r\nb\"\r\n2,c\r\n");
    assert_eq!(seen, [["1", "a,\nb"], ["2", "c"]]);
}

#[test]
fn a_quote_behind_a_blank_that_does_not_end_its_cell_is_text() {
    for text in [
        "1, \"Cò\" An\n2, \"x\n",
        "1, \"Cò\" An\n2, \"x\n3,\"y\"\n",
        "1, \" \"x\n2, \"\n",
    ] {
        let seen = sound(text);
        assert!(seen[0][1].starts_with(" \""), "{seen:?}");
        assert!(seen[1][1].starts_with(" \""), "{seen:?}");
    }
}

#[test]
fn the_whole_file_decides_about_backslashes() {
    for (text, cells) in [
        ("1,\"a \\\"b\\\" c\"\n", "a \"b\" c"),
        ("1,\"a \\\"b\\\", c\"\n", "a \"b\", c"),
        ("1,\"\\\"b\\\"\"\n", "\"b\""),
        ("1,\"5\\\"\"\n2,\"6\\\"\"\n", "5\""),
        ("1,\"a \\\"b\\\" and \"\"c\"\"\"\n", "a \"b\" and \"c\""),
        ("1,\"a\n\\\"b\\\"\"\n", "a\n\"b\""),
        (
            "1,\"C:\\\\\"\n2,\"a \\\"b\\\" c\"\n3,\"d \\\"e\\\" f\"\n",
            "C:\\",
        ),
        ("1,5\\\" x\n", "5\" x"),
        ("1,\"C:\\new \\\"x\\\" y\"\n", "C:\\new \"x\" y"),
    ] {
        assert_eq!(sound(text)[0][1], cells, "{text:?}");
    }
}

#[test]
fn an_escaped_backslash_is_one_backslash() {
    let seen = sound("1,\"a \\\"b\\\" c\"\n2,\"C:\\\\\"\n3,\\\\srv\n");
    assert_eq!([&*seen[1][1], &*seen[2][1]], ["C:\\", "\\srv"]);
}

#[test]
fn a_file_that_is_sound_without_backslashes_is_read_without_them() {
    for text in [
        "1,\"C:\\\"\n2,\"D:\\\"\n",
        "1,\"C:\\\",\"D:\\\"\n",
        "1,\"C:\\\"\n2,\"a \"\"b\"\" c\"\n3,x\n",
        "1,\"C:\\\"\n2,5\" x\n",
    ] {
        assert_eq!(sound(text)[0][1], "C:\\", "{text:?}");
    }
}

#[test]
fn a_quote_within_a_cell_holds_its_row_and_no_other() {
    let seen = rows("1,\"5\" x\",y\n2,5\" x,\"y\"\n3,\"a\"b,c\n4,d,e\n");
    let damage: Vec<_> = seen.iter().map(|(_, damage)| damage.clone()).collect();
    let inside = Some(Damage::QuoteInside(1));
    assert_eq!(damage, [inside.clone(), None, inside, None]);
    assert_eq!(seen[1].0, ["2", "5\" x", "y"]);
}

#[test]
fn a_text_that_ends_within_quotes_is_cut_off() {
    for text in [
        "1,a\n2,\"b",
        "1,a\n2,\"b\nc, d",
        "1,a\n2,\"b\n",
        "1,a\n2, \"b\"\n3,\"c\"\"",
    ] {
        let seen = rows(text);
        let last = seen.last().map(|(_, damage)| damage.clone());
        assert_eq!(last, Some(Some(Damage::CutOff(Ending::InCell))), "{text:?}");
    }
}

#[test]
fn rows_in_one_cell_are_distinguished_from_lines_of_a_text() {
    for (text, usual, rows) in [
        ("K5,\"An,09,MOI\nK6,Bi,09,MOI\nK7,Chi\",09,MOI\n", 4, 2),
        ("K5,\"An,09,MOI\r\nK6,Bi\",09,MOI\r\n", 4, 1),
        ("K5,\"An,09,MOI\rK6,Bi\",09,MOI\r", 0, 1),
        ("\"K5,An,09,MOI\nK6\",Bi,09,MOI", 4, 1),
        ("K5,An,09,\"MOI\nK6,Bi,09,MOI\"\n", 4, 1),
        // Omitted blank cells at the end, a text with a delimiter.
        ("K5,\"An,09\nK6,Bi,09,MOI\nK7,Chi\",09,MOI\n", 4, 2),
        ("K5,\"An,09,a, b\nK6,Bi\",09,MOI", 4, 1),
        ("HN5,\"An,09,MOI\nSG6,Bi\",09,MOI\n", 4, 1),
        ("MOI,\"Mới\nCU,Cũ\"\n", 2, 1),
        ("An,\"09,MOI,x\nTrần Bình,09\",MOI,y\n", 4, 1),
        // Texts.
        ("K5,An,09,\"gọi lại\nsau 17h\"\n", 4, 0),
        ("K5,An,09,\"a\nb, c, d, e\"\n", 4, 0),
        ("K5,An,09,\"mua:\n1, 2, 3, 4\"\n", 4, 0),
        ("K5,\"12 Lê Lợi\nQuận 1, TP HCM\",09,MOI\n", 4, 0),
        ("MOI,\"Khách\nrất mới, rất tốt\"\n", 2, 0),
        ("\"Mã\nKH\",\"Họ\ntên\",\"Điện\nthoại\",Nhóm\n", 0, 0),
        ("K5,\"a\n\n\nb\",09,MOI\n", 4, 0),
    ] {
        let found = rows_within(text.as_bytes(), b',', usual);
        assert_eq!(found, rows, "{text:?}");
    }
}
