//! What a row needs, and how rows affect each other.

use proptest::prelude::*;

use super::*;
use crate::model::CodeComparison;

fn statuses() -> Sheets {
    Sheets::of(Entity::Status, "Mã|Tên|Mã cũ|identity")
}

#[test]
fn codes_and_texts_are_trimmed_and_composed() {
    let record = only(statuses().row(" VPMEDIA01\u{200b}|Mo\u{31b}\u{301}i  tinh |\u{a0}OLD|7"));
    assert_eq!(&*record.code, "VPMEDIA01");
    assert_eq!(
        text(&record, Attribute::StatusName).as_deref(),
        Some("Mới  tinh")
    );
    assert_eq!(record.previous_no.as_deref(), Some("OLD"));
    assert_eq!(record.identity.as_deref(), Some("7"));
    assert_eq!(
        (record.origin.row, &*record.origin.file),
        (Some(2), "0.csv")
    );
}

#[test]
fn a_previous_code_equal_to_the_code_is_ignored() {
    assert_eq!(only(statuses().row("A|x|A")).previous_no, None);
}

#[test]
fn codes_that_look_alike_are_reported() {
    let rows = ["vip|x", "A|x", "VIP|y", "VІP|z", "B|x"];
    let sheets = || rows.iter().fold(statuses(), |sheets, row| sheets.row(row));
    let twins = |codes| {
        let sheets = sheets().policy(|policy| policy.codes = codes);
        sheets.shaped(&EmptySnapshot).0.twins
    };
    assert_eq!(twins(CodeComparison::Strict), [[0, 2, 3]]);
    assert_eq!(twins(CodeComparison::Exact), [[2, 3]]);
}

#[test]
fn a_blank_required_attribute_rejects_the_row() {
    let shaped = statuses().row("A| ").row("B|x").shape();
    assert_eq!(
        said(&shaped),
        "!row.required 2Tên: `status_name` is required but blank"
    );
    assert_eq!(
        (shaped.records.len(), held_codes(&shaped)),
        (1, vec![Some("A")])
    );
}

#[test]
fn an_excel_error_rejects_the_row_in_mapped_columns_only() {
    let shaped = Sheets::of(Entity::Status, "Mã|Tên|Màu")
        .row("A|#N/A|x")
        .row("B|y|#REF!")
        .shape();
    assert_eq!(
        said(&shaped),
        "!row.cell_error 2Tên: `status_name` can't be read, its cell says #N/A"
    );
    assert_eq!(&*shaped.records[0].code, "B");
}

#[test]
fn an_unreadable_code_is_held_without_one() {
    let shaped = statuses().row("#N/A|x").row(" |y||7").shape();
    assert_eq!(held_codes(&shaped), [None, None]);
    assert_eq!(shaped.held[1].identity.as_deref(), Some("7"));
    assert_eq!(
        said(&shaped),
        "!row.code 2Mã: the code can't be read, its cell says #N/A\n!row.code 3Mã: the code is blank"
    );
}

#[test]
fn every_issue_of_a_row_is_reported() {
    let shaped = statuses().row("||#N/A|#DIV/0!").shape();
    let rules: Vec<_> = shaped.issues.iter().map(Issue::rule).collect();
    assert_eq!(
        rules,
        [
            "row.code",
            "row.cell_error",
            "row.cell_error",
            "row.required"
        ]
    );
}

#[test]
fn a_malformed_row_is_held_and_its_code_used_only_from_the_first_column() {
    let malformed = || DataRow {
        cells: vec![cell("A"), cell("B")],
        fault: Some(Damage::BeyondHeader(3)),
        ..DataRow::default()
    };
    let shaped = statuses().row_of(malformed()).shape();
    assert_eq!(held_codes(&shaped), [Some("A")]);
    assert_eq!(
        said(&shaped),
        "!row.malformed 2: the row can't be trusted: column D has a value and no header: take the delimiter out that is too many, or give the column a header"
    );
    let later = Sheets::of(Entity::Status, "Tên|Mã").row_of(malformed());
    assert_eq!(held_codes(&later.shape()), [None]);
}

#[test]
fn the_same_row_twice_is_one_record() {
    let shaped = statuses()
        .row("A|x")
        .and_table("Tên|Mã|previous_no|identity")
        .row(" x |A")
        .shape();
    assert_eq!((shaped.records.len(), shaped.held.len()), (1, 0));
    assert_eq!(
        said(&shaped),
        "?row.repeated 2: the record `A` stands in 0.csv row 2 already, with the same content"
    );
}

#[test]
fn a_code_with_different_content_holds_every_row_of_it() {
    let shaped = statuses()
        .row("A|x")
        .row("B|y")
        .row("A|z")
        .row("A|x")
        .shape();
    assert_eq!(held_codes(&shaped), [Some("A"), Some("A")]);
    assert_eq!(shaped.records.len(), 1);
    assert_eq!(
        said(&shaped),
        "!row.duplicate 2: the code `A` is used again in 0.csv row 4, with different data\n\
         !row.duplicate 4: the code `A` is used again in 0.csv row 2, with different data\n\
         ?row.repeated 5: the record `A` stands in 0.csv row 2 already, with the same content"
    );
}

#[test]
fn a_rejected_row_makes_another_of_its_code_doubtful() {
    let shaped = statuses().row("A|x").row("A|").shape();
    assert_eq!(held_codes(&shaped), [Some("A"), Some("A")]);
    let rejected_twice = statuses().row("A|").row("A|").shape();
    assert!(!said(&rejected_twice).contains("row.duplicate"));
}

#[test]
fn an_identity_stands_once() {
    let shaped = statuses().row("A|x||7").row("B|y||7").row("C|z||8").shape();
    assert_eq!(held_codes(&shaped), [Some("A"), Some("B")]);
    assert!(
        said(&shaped).starts_with("!row.identity 2: the identity `7` is used again in 0.csv row 3")
    );
}

#[test]
fn a_group_name_stands_once() {
    let shaped = Sheets::of(Entity::Group, "Mã|Tên")
        .row("A|VIP")
        .row("B|VIP")
        .shape();
    assert_eq!(held_codes(&shaped), [Some("A"), Some("B")]);
    assert_eq!(
        shaped
            .issues
            .iter()
            .filter(|issue| issue.rule() == "row.group_name")
            .count(),
        2
    );
    let statuses = statuses().row("A|VIP").row("B|VIP").shape();
    assert_eq!(statuses.records.len(), 2);
}

#[test]
fn values_are_translated_exactly_or_else_tolerantly() {
    let sheets = || {
        Sheets::of(Entity::Field, "Mã|Tên|Kiểu dữ liệu")
            .value("field_type", "Văn bản", "STRING")
            .value("field_type", "Số", "NUMBER")
            .value("field_type", "So", "DATE")
    };
    let kind = |cell: &str| {
        let shaped = sheets().row(&format!("A|x|{cell}")).shape();
        text(&shaped.records[0], Attribute::FieldType).unwrap_or_default()
    };
    assert_eq!(kind(" văn bản "), "STRING");
    assert_eq!(kind("VANBAN"), "STRING");
    assert_eq!((kind("Số"), kind("So")), ("NUMBER".into(), "DATE".into()));
    assert_eq!(kind("SO"), "SO", "ambiguous");
    assert_eq!(kind("TEXT"), "TEXT", "not listed");
}

#[test]
fn a_default_replaces_a_blank_cell_and_an_unmapped_column() {
    let sheets = |header: &str| Sheets::of(Entity::Field, header).default("field_type", "STRING");
    for (header, row) in [("Mã|Tên|Kiểu", "A|x| "), ("Mã|Tên", "A|x")] {
        let record = only(sheets(header).row(row));
        assert_eq!(
            text(&record, Attribute::FieldType).as_deref(),
            Some("STRING")
        );
    }
    let record = only(sheets("Mã|Tên|Kiểu").row("A|x|DATE"));
    assert_eq!(text(&record, Attribute::FieldType).as_deref(), Some("DATE"));
}

#[test]
fn a_blank_cell_clears_or_keeps_and_an_unmapped_one_is_absent() {
    let group = |header: &str| Sheets::of(Entity::Group, header).row("A|x|");
    let clears = only(group("Mã|Tên|Mô tả"));
    assert_eq!(
        text(&clears, Attribute::GroupDescription).as_deref(),
        Some("")
    );
    let keeps = only(group("Mã|Tên|Mô tả").column("group_description", &["Mô tả"], true));
    assert_eq!(text(&keeps, Attribute::GroupDescription), None);
    assert_eq!(keeps.kept, [Key::Attribute(Attribute::GroupDescription)]);
    let unmapped = only(group("Mã|Tên|Màu"));
    assert_eq!(text(&unmapped, Attribute::GroupDescription), None);
    assert_eq!(unmapped.kept, []);
    let required = Sheets::of(Entity::Status, "Mã|Tên").column("status_name", &["Tên"], true);
    assert_eq!(
        only(required.row("A|")).kept,
        [Key::Attribute(Attribute::StatusName)]
    );
}

#[test]
fn several_columns_of_a_text_are_joined_and_short_rows_end_with_blanks() {
    let sheets =
        Sheets::of(Entity::Status, "Mã|Họ|Tên").column("status_name", &["Họ", "Tên"], false);
    let shaped = sheets
        .row("A|Nguyễn| An")
        .row("B| |An")
        .row("C|Nguyễn")
        .shape();
    let names = shaped
        .records
        .iter()
        .map(|record| text(record, Attribute::StatusName));
    let names: Vec<_> = names.flatten().collect();
    assert_eq!(names, ["Nguyễn An", "An", "Nguyễn"]);
}

proptest! {
    #[test]
    fn every_row_ends_up_somewhere(
        rows in proptest::collection::vec(("[ABab]?|#N/A", "[xy]?|#N/A", "[AB]?", "[123]?"), 0..12),
    ) {
        let total = rows.len();
        let sheets = rows.iter().fold(statuses(), |sheets, (code, name, previous, identity)| {
            sheets.row(&format!("{code}|{name}|{previous}|{identity}"))
        });
        let (shaped, report) = sheets.both();
        let merged = shaped.issues.iter().filter(|issue| issue.rule() == "row.repeated").count();
        prop_assert_eq!(shaped.records.len() + shaped.held.len() + merged, total);
        prop_assert_eq!(report.rows, total);
        for held in &shaped.held {
            let complained = shaped.issues.iter().any(|issue| {
                let row = issue.origin.as_ref().and_then(|origin| origin.row);
                issue.severity() == Severity::Error && row == held.origin.row
            });
            prop_assert!(complained, "row {:?} is held in silence", held.origin.row);
        }
        for (index, record) in shaped.records.iter().enumerate() {
            let others = &shaped.records[..index];
            prop_assert!(others.iter().all(|other| other.code != record.code));
            let identity = &record.identity;
            prop_assert!(identity.is_none() || others.iter().all(|other| other.identity != *identity));
        }
    }
}
