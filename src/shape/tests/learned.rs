//! Learned corrections: which cells they change, and what becomes of them.

use jiff::{ZonedDateTime, civil::date};

use super::*;
use crate::model::{CorrectionFate, Dated, Ending, Form, LearnedCorrection, TextEncoding};

/// A correction of a customer's cell.
fn correction([code, column, seen, value]: [&str; 4]) -> LearnedCorrection {
    LearnedCorrection {
        entity: Entity::Customer,
        code: Code::from(code),
        column: column.to_owned(),
        seen: seen.to_owned(),
        value: value.to_owned(),
        learned: ZonedDateTime::default(),
    }
}

/// The rows of customers with these corrections, and what became of each.
fn with(sheets: Sheets, corrections: &[[&str; 4]]) -> (Rows, Vec<(CorrectionFate, String)>) {
    let corrections: Vec<_> = corrections.iter().copied().map(correction).collect();
    let learned: Vec<&LearnedCorrection> = corrections.iter().collect();
    let kept = (&EmptySnapshot as _, &InMemory as _);
    let shaper = Shaper::new(sheets.entity, &sheets.policy, &sheets.references, kept);
    let mut shaper = shaper.with_learned(&learned);
    for (names, rows) in sheets.headers.into_iter().zip(sheets.tables) {
        let mut sink = shaper.table(&sheets.mapping);
        let header = Header {
            row: 1,
            names,
            ..Header::default()
        };
        sink.header(&header).expect("a first header");
        let mut batch = Batch::default();
        for row in rows {
            batch.push(row);
        }
        sink.rows(&mut batch).expect("a header came before");
        drop(sink.report());
    }
    let fates = shaper.fates().into_iter();
    let fates = fates.map(|(fate, origin)| (fate, origin.as_ref().map(place).unwrap_or_default()));
    let fates = fates.collect();
    let finished = shaper.finish().expect("everything is at hand");
    (Rows::of(finished, Entity::Customer), fates)
}

fn phones(rows: &Rows) -> Vec<String> {
    let records = rows.records.iter();
    let phones = records.filter_map(|record| text(record, Attribute::CustomerPhones));
    phones.collect()
}

#[test]
fn a_cell_is_changed_while_it_has_the_value_seen() {
    let sheets = Sheets::of_customers("")
        .row("K1|An||MOI|LE|HN")
        .row("K2|Ba| 0912 |MOI|LE|HN")
        .row("K3|Chi|0912345673|MOI|LE|HN")
        .row("K4|Dung|0912345674|MOI|LE|HN");
    let (rows, fates) = with(
        sheets,
        &[
            ["K1", "SĐT", "", "0912345671"],
            ["K2", "SĐT", "0912", "0912345672"],
            ["K3", "SĐT", "", "0912345673"],
            ["K4", "SĐT", "", "0999999999"],
            ["K5", "SĐT", "", "0999999999"],
            ["K1", "ĐT", "", "0999999999"],
        ],
    );
    assert_eq!(said(&rows), "");
    assert_eq!(
        phones(&rows),
        ["0912345671", "0912345672", "0912345673", "0912345674"]
    );
    let at = |fate, place: &str| (fate, place.to_owned());
    let changed = CorrectionFate::Changed("0912345674".to_owned());
    assert_eq!(
        fates,
        [
            at(CorrectionFate::Applied, "2"),
            at(CorrectionFate::Applied, "3"),
            at(CorrectionFate::Done, "4"),
            at(changed, "5"),
            at(CorrectionFate::Gone, ""),
            at(CorrectionFate::NoColumn, ""),
        ]
    );
}

#[test]
fn a_corrected_code_is_done_once_a_row_has_it() {
    let sheets = || Sheets::of_customers("");
    let code = ["K1", "Mã KH", "K1", "K2"];
    let (rows, fates) = with(sheets().row("K1|An|0912345671|MOI|LE|HN"), &[code]);
    assert_eq!(rows.records[0].code.as_str(), "K2");
    assert_eq!(fates[0].0, CorrectionFate::Applied);
    let (_, fates) = with(sheets().row("K2|An|0912345671|MOI|LE|HN"), &[code]);
    assert_eq!(fates, [(CorrectionFate::Done, "2".to_owned())]);
}

#[test]
fn a_cell_can_be_cleared_and_a_date_is_compared_as_its_day() {
    let sheets = Sheets::of_customers("|Ngày|Ghi chú")
        .read("NGAY", "Ngày", |column| {
            column.form = Some(Form::Date {
                pattern: "%d/%m/%Y".to_owned(),
                order: None,
            });
        })
        .field("GHI_CHU", "Ghi chú", false);
    let cells = "K1|An|0912345671|MOI|LE|HN|".split('|').take(6);
    let day = Dated {
        shown: "1/2/90".to_owned(),
        moment: date(1990, 2, 1).at(0, 0, 0, 0),
    };
    let cells = cells
        .map(cell)
        .chain([Cell::Date(Box::new(day)), cell("x")]);
    let row = DataRow {
        cells: cells.collect(),
        ..DataRow::default()
    };
    let (rows, _) = with(
        sheets.row_of(row),
        &[
            ["K1", "Ngày", "1990-02-01", "1991-02-03"],
            ["K1", "Ghi chú", "x", ""],
        ],
    );
    let fields = &rows.records[0].content.fields;
    assert_eq!(fields[&Code::from("NGAY")], "03/02/1991");
    assert_eq!(fields.get(&Code::from("GHI_CHU")).map_or("", |it| it), "");
}

#[test]
fn a_row_that_can_t_be_trusted_is_not_corrected_unless_its_letters_are() {
    let damaged = |fault| {
        let cells = "K1|An||MOI|LE|HN".split('|').map(cell).collect();
        let sheets = Sheets::of_customers("");
        sheets.row_of(DataRow {
            cells,
            fault: Some(fault),
            ..DataRow::default()
        })
    };
    let corrections = [
        ["K1", "Tên KH", "An", "Ân"],
        ["K1", "SĐT", "", "0912345671"],
    ];
    let (rows, fates) = with(damaged(Damage::CutOff(Ending::InCell)), &corrections);
    assert_eq!((rows.records.len(), rows.held.len()), (0, 1));
    assert!(
        fates
            .iter()
            .all(|(fate, _)| *fate == CorrectionFate::Unread)
    );
    let font = TextEncoding::Vni;
    let (rows, _) = with(damaged(Damage::OldFont { column: 1, font }), &corrections);
    assert_eq!(said(&rows), "");
    assert_eq!(phones(&rows), ["0912345671"]);
}
