//! Rows that may be accidents: codes that look like others, and texts that have lost letters.

use super::*;
use crate::codec::AcceptedRow;
use crate::model::CodeComparison;

fn snapshot() -> FixtureSnapshot {
    FixtureSnapshot::default()
        .with(CUSTOMER, "KH01", an())
        .with(CUSTOMER, "KH02", binh())
}

#[test]
fn a_code_like_one_that_was_sent_is_no_new_record_and_no_change_of_code() {
    for code in ["kh01", "KH\u{a0}01", "КН01"] {
        let diff = compare(
            rows(vec![
                row(CUSTOMER, code, an()),
                row(CUSTOMER, "KH02", binh()),
            ]),
            &snapshot(),
        );
        assert_eq!(described(&diff), Vec::<String>::new(), "{code}");
        assert_eq!(
            (diff.held.len(), rules(&diff)),
            (1, vec!["code.twin"]),
            "{code}"
        );
    }
}

#[test]
fn a_code_like_that_of_another_row_is_held_alone() {
    let changed = customer("An Anh", "0912345678", "NEW");
    let diff = compare(
        rows(vec![
            row(CUSTOMER, "KH01", changed),
            row(CUSTOMER, "Kh01", an()),
            row(CUSTOMER, "KH02", binh()),
        ]),
        &snapshot(),
    );
    assert_eq!(described(&diff), ["~KH01"]);
    assert_eq!((diff.held.len(), rules(&diff)), (1, vec!["code.twin"]));
}

#[test]
fn rows_with_new_codes_that_are_alike_are_all_held() {
    let mut shaped = rows(vec![
        row(CUSTOMER, "A1", an()),
        row(CUSTOMER, "B", an()),
        row(CUSTOMER, "a1", binh()),
    ]);
    shaped.twins = vec![vec![0, 2]];
    let diff = compare(shaped, &FixtureSnapshot::default());
    assert_eq!(described(&diff), ["+B"]);
    assert_eq!((diff.held.len(), rules(&diff)), (2, vec!["code.twin"; 2]));
}

#[test]
fn an_identity_or_previous_code_settles_the_doubt() {
    let diff = compare(
        rows(vec![
            moved(CUSTOMER, "kh01", "KH01", an()),
            row(CUSTOMER, "KH02", binh()),
        ]),
        &snapshot(),
    );
    assert_eq!(described(&diff), ["KH01>kh01"]);
}

#[test]
fn case_counts_where_codes_are_exact() {
    let policy = Policy {
        codes: CodeComparison::Exact,
        detect_renames: false,
        ..Policy::default()
    };
    let sheet = |code: &str| {
        rows(vec![
            row(CUSTOMER, code, an()),
            row(CUSTOMER, "KH02", binh()),
        ])
    };
    let diff = compare_as(sheet("kh01"), &snapshot(), &policy);
    assert_eq!(described(&diff), ["+kh01", "-KH01"]);
    assert_eq!(
        rules(&compare_as(sheet("КH01"), &snapshot(), &policy)),
        ["code.twin"]
    );
}

/// Rows with a text that has lost letters.
fn damaged(records: Vec<Record>) -> ShapedRows {
    let mut shaped = rows(records);
    for row in &mut shaped.rows {
        if let AcceptedRow::Changed(record) = row {
            record.rest.get_or_insert_default().is_damaged = true;
        }
    }
    shaped
}

#[test]
fn a_text_that_has_lost_letters_since_it_was_sent_is_held() {
    let lost = |name: &str| customer(name, "0912345678", "NEW");
    let snapshot = FixtureSnapshot::default()
        .with(CUSTOMER, "KH01", lost("Nguyễn"))
        .with(CUSTOMER, "KH02", lost("Tr?n"));
    let diff = compare(
        damaged(vec![
            row(CUSTOMER, "KH01", lost("Nguy?n")),
            row(CUSTOMER, "KH02", customer("Tr?n", "0912345679", "NEW")),
            row(CUSTOMER, "KH03", lost("Nguyá»…n")),
        ]),
        &snapshot,
    );
    assert_eq!(described(&diff), ["~KH02"]);
    assert_eq!(
        (diff.held.len(), rules(&diff)),
        (2, vec!["text.damaged"; 2])
    );
}
