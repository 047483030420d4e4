//! How a source is compared with its stored form, and which of its columns have vanished.

use crate::{
    model::{
        ColumnMemory, Entity, FileMemory, FileReading, Origin, Pick, SourceFigure, SourceKey,
        SourceMemory, SourceReading, folded_header,
    },
    plan::source_figure,
};

/// A column: its target, its headers, and whether it was found by its headers alone.
type FoundGuard<'a> = (&'a str, &'a [&'a str], bool);

fn memory(rows: usize, columns: &[FoundGuard<'_>]) -> FileMemory {
    let columns = columns.iter().map(|(name, headers, is_guessed)| {
        let headers = headers.iter().map(|header| (*header).to_owned());
        let column = ColumnMemory {
            headers: headers.collect(),
            is_guessed: *is_guessed,
        };
        ((*name).to_owned(), column)
    });
    FileMemory {
        rows,
        columns: columns.collect(),
        ending: None,
    }
}

/// A file with these columns, and with unmapped ones.
fn read(name: &str, rows: usize, columns: &[FoundGuard<'_>], others: &[&str]) -> FileReading {
    let headers = columns.iter().flat_map(|(_, headers, _)| *headers);
    FileReading {
        name: name.to_owned(),
        place: Origin {
            file: format!("/data/{name}").into(),
            ..Origin::default()
        },
        memory: memory(rows, columns),
        headers: headers
            .chain(others)
            .map(|header| folded_header(header))
            .collect(),
        ..FileReading::default()
    }
}

fn key() -> SourceKey {
    SourceKey {
        entity: Entity::Customer,
        path: "kh*.xlsx".to_owned(),
        sheet: "Sheet2".to_owned(),
    }
}

fn figure(pick: Pick, tonight: &[(&str, usize)], before: &[(&str, usize)]) -> SourceFigure {
    let files = tonight
        .iter()
        .map(|(name, rows)| read(name, *rows, &[], &[]));
    let reading = SourceReading {
        key: key(),
        pick,
        files: files.collect(),
    };
    let files = before
        .iter()
        .map(|(name, rows)| ((*name).to_owned(), memory(*rows, &[])));
    let before = SourceMemory {
        files: files.collect(),
        whole: None,
    };
    source_figure(&reading, Some(&before))
}

#[test]
fn every_file_is_compared_with_the_one_that_it_follows() {
    let before = [("kh-dn.xlsx", 5), ("kh_1128.xlsx", 40), ("kh.xlsx", 7)];
    let tonight = [("kh.xlsx", 9), ("kh-hp.xlsx", 3), ("kh_1129.xlsx", 41)];
    let figure = figure(Pick::All, &tonight, &before);
    let files = figure.files.iter();
    let files: Vec<_> = files
        .map(|file| {
            (
                &*file.place.file,
                file.rows,
                file.before,
                file.follows.as_deref(),
            )
        })
        .collect();
    let expected = [
        ("/data/kh.xlsx", 9, Some(7), None),
        ("/data/kh-hp.xlsx", 3, None, None),
        ("/data/kh_1129.xlsx", 41, Some(40), Some("kh_1128.xlsx")),
    ];
    assert_eq!(files, expected);
    assert_eq!(figure.gone, [("kh-dn.xlsx [Sheet2]".to_owned(), 5)]);
    assert_eq!(figure.had_rows(), Some(52));
    assert_eq!(figure.name, "kh*.xlsx [Sheet2]");
}

#[test]
fn the_newest_file_is_compared_with_the_one_that_was_picked_last() {
    let of = |before: &[(&str, usize)]| {
        let figure = figure(Pick::Newest, &[("kh_1129.xlsx", 41)], before);
        assert_eq!(figure.gone, []);
        figure.files[0].before
    };
    assert_eq!(of(&[("backup.xlsx", 40)]), Some(40));
    // All of them were read last time.
    assert_eq!(
        of(&[("a.xlsx", 40), ("b.xlsx", 50), ("c.xlsx", 3)]),
        Some(50)
    );
    assert_eq!(of(&[("a.xlsx", 40), ("kh_1129.xlsx", 3)]), Some(3));
    assert_eq!(of(&[]), None);
}

#[test]
fn nothing_is_compared_with_nothing() {
    let reading = SourceReading {
        key: key(),
        pick: Pick::All,
        files: vec![read("kh.xlsx", 3, &[], &[])],
    };
    let figure = source_figure(&reading, None);
    assert_eq!((figure.had_rows(), figure.gone.len()), (None, 0));
    assert_eq!(figure.files[0].before, None);
}

#[track_caller]
fn assert_vanished(before: &[FoundGuard<'_>], tonight: &FileReading, expected: &[(&str, &[&str])]) {
    let reading = SourceReading {
        key: key(),
        pick: Pick::All,
        files: vec![tonight.clone()],
    };
    let before = SourceMemory {
        files: [(tonight.name.clone(), memory(3, before))].into(),
        whole: None,
    };
    let figure = source_figure(&reading, Some(&before));
    let vanished = figure.files[0].vanished.iter();
    let vanished: Vec<_> = vanished
        .map(|column| {
            (
                &*column.name,
                column
                    .headers
                    .iter()
                    .map(|header| &**header)
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(name, headers)| (*name, headers.to_vec()))
        .collect();
    assert_eq!(vanished, expected);
}

fn missing(mut file: FileReading, name: &str) -> FileReading {
    file.missing.insert(name.to_owned());
    file
}

const EMAIL: &str = "customer_email";
const PHONES: &str = "customer_phones";

#[test]
fn a_column_that_the_file_no_longer_has_has_vanished() {
    let without = read("kh.xlsx", 3, &[], &["Họ tên"]);
    assert_vanished(
        &[(EMAIL, &["Email"], true)],
        &without,
        &[(EMAIL, &["Email"])],
    );
    let named: &[FoundGuard<'_>] = &[(EMAIL, &["Thư"], false)];
    assert_vanished(
        named,
        &missing(without.clone(), EMAIL),
        &[(EMAIL, &["Thư"])],
    );
    let phones: &[FoundGuard<'_>] = &[(PHONES, &["ĐT 1", "ĐT 2"], true)];
    let one = read("kh.xlsx", 3, &[(PHONES, &["ĐT 1"], true)], &[]);
    assert_vanished(phones, &one, &[(PHONES, &["ĐT 2"])]);
    let joined: &[FoundGuard<'_>] = &[("TEN", &["Họ", "Tên"], false)];
    let half = missing(read("kh.xlsx", 3, &[], &["Họ"]), "TEN");
    assert_vanished(joined, &half, &[("TEN", &["Tên"])]);
}

#[test]
fn a_column_that_a_person_has_given_up_or_renamed_has_not() {
    let there = read("kh.xlsx", 3, &[], &["EMAIL", "Ngày sinh", "ĐT 1"]);
    assert_vanished(&[(EMAIL, &["Email"], false)], &there, &[]);
    // Misspelt in the configuration from now on.
    assert_vanished(
        &[(EMAIL, &["Email"], false)],
        &missing(there.clone(), EMAIL),
        &[],
    );
    // Mapped to another field, or to another code of the field.
    assert_vanished(&[("NGAY_SINH", &["Ngày sinh"], false)], &there, &[]);
    let gone = read("kh.xlsx", 3, &[], &["Họ tên"]);
    assert_vanished(&[("NGAY_SINH", &["Ngày sinh"], false)], &gone, &[]);
    assert_vanished(&[("KENH", &[], false)], &gone, &[]);
    // Another header in the file, and in the configuration or among the known ones.
    let other = read("kh.xlsx", 3, &[(EMAIL, &["Thư"], true)], &[]);
    assert_vanished(&[(EMAIL, &["Email"], true)], &other, &[]);
    let one = read("kh.xlsx", 3, &[(PHONES, &["ĐT 1"], false)], &[]);
    assert_vanished(&[(PHONES, &["ĐT 1", "ĐT 2"], false)], &one, &[]);
}

/// A sheet may have two customers in each row, read by two sources.
#[test]
fn a_column_that_one_of_two_sources_has_lost_has_vanished() {
    let both: &[FoundGuard<'_>] = &[(EMAIL, &["Email", "Email vợ"], true)];
    let joined = |one: FileReading, other: FileReading| {
        let mut file = one;
        file.add(other);
        file
    };
    let found = |header: &'static str, is_guessed| {
        read("kh.xlsx", 3, &[(EMAIL, &[header], is_guessed)], &["Email"])
    };
    let tonight = joined(found("Email", true), found("Email vợ", false));
    let columns = &tonight.memory.columns;
    assert_eq!(*columns, memory(6, both).columns);
    let nothing = read("kh.xlsx", 3, &[], &["Email"]);
    let (lost, first) = (missing(nothing.clone(), EMAIL), found("Email", true));
    for (one, other) in [(first.clone(), lost.clone()), (lost, first.clone())] {
        assert_vanished(both, &joined(one, other), &[(EMAIL, &["Email vợ"])]);
    }
    let tonight = joined(first, nothing);
    assert_vanished(both, &tonight, &[(EMAIL, &["Email vợ"])]);
}

#[test]
fn a_file_without_anything_in_it_has_not_lost_its_columns_besides() {
    let empty = FileReading {
        is_empty: true,
        ..read("kh.xlsx", 0, &[], &[])
    };
    assert_vanished(&[(EMAIL, &["Email"], true)], &empty, &[]);
}

/// A snapshot from before headers were stored: a column that is no longer read counts as vanished, unless it is a
/// field that the configuration has given up.
#[test]
fn without_headers_names_decide() {
    let of = |file: FileReading| {
        let reading = SourceReading {
            key: key(),
            pick: Pick::All,
            files: vec![file],
        };
        let columns: &[FoundGuard<'_>] = &[(EMAIL, &[], false), ("NGAY_SINH", &[], false)];
        let before = SourceMemory {
            whole: Some(memory(3, columns)),
            ..SourceMemory::default()
        };
        let figure = source_figure(&reading, Some(&before));
        assert_eq!((figure.before, figure.files[0].before), (Some(3), None));
        let vanished = figure.files[0].vanished.iter();
        vanished
            .map(|column| column.name.clone())
            .collect::<Vec<_>>()
    };
    let nothing = read("kh.xlsx", 3, &[], &["Họ tên"]);
    assert_eq!(of(nothing.clone()), [EMAIL]);
    assert_eq!(of(missing(nothing, "NGAY_SINH")), ["NGAY_SINH", EMAIL]);
    let both: &[FoundGuard<'_>] = &[
        (EMAIL, &["Email"], true),
        ("NGAY_SINH", &["Ngày sinh"], false),
    ];
    assert_eq!(of(read("kh.xlsx", 3, both, &[])), Vec::<String>::new());
}
