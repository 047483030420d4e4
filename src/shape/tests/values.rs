//! The way of values: one form, translations, parts and constants, and the evidence of whole columns.

use jiff::civil::date;

use super::*;
use crate::model::{DateOrder, Dated, Form, Formatted, Split};

/// Customers with one more column, which has these cells.
fn customers(cells: &[&str], change: impl FnOnce(&mut MappedColumn)) -> Sheets {
    let mut sheets = Sheets::of_customers("|X").read("X", "X", change);
    for (number, cell) in cells.iter().enumerate() {
        sheets = sheets.row(&format!("K{number}|An|0912345678|MOI|LE|HN|{cell}"));
    }
    sheets
}

fn dates(order: Option<DateOrder>) -> impl FnOnce(&mut MappedColumn) {
    let pattern = "%d/%m/%Y".to_owned();
    move |column| column.form = Some(Form::Date { pattern, order })
}

fn numbers(decimal: Option<char>) -> impl FnOnce(&mut MappedColumn) {
    move |column| column.form = Some(Form::Number { decimal })
}

/// The sent values of the column, row by row; `~`: the value in the snapshot stays.
fn sent(shaped: &Rows) -> Vec<String> {
    let of = |record: &Record| match record.content.fields.get("X") {
        Some(text) => text.clone(),
        None if record.kept == [Key::Field("X".into())] => "~".to_owned(),
        None => "nothing".to_owned(),
    };
    shaped.records.iter().map(of).collect()
}

#[test]
fn dates_are_sent_in_one_form() {
    let shaped = customers(
        &["1/2/1990", "31-12-90", "1990-02-01 08:30", ""],
        dates(None),
    )
    .shape();
    assert_eq!(
        sent(&shaped),
        ["01/02/1990", "31/12/1990", "01/02/1990", ""]
    );
    assert_eq!(said(&shaped), "");
}

#[test]
fn the_format_of_a_cell_does_not_change_its_date() {
    let dated = Cell::Date(Box::new(Dated {
        shown: "1/2/90".to_owned(),
        moment: date(1990, 1, 2).at(0, 0, 0, 0),
    }));
    let mut row = customers(&[], dates(None));
    let cells = "K|An|0912345678|MOI|LE|HN"
        .split('|')
        .map(cell)
        .chain([dated]);
    row = row.row_of(DataRow {
        cells: cells.collect(),
        ..DataRow::default()
    });
    assert_eq!(sent(&row.shape()), ["02/01/1990"]);
}

#[test]
fn the_format_of_a_cell_does_not_change_its_number() {
    for (shown, plain) in [("15%", "0.15"), ("12 tháng", "12"), ("KH-007", "-7")] {
        let (shown, plain) = (shown.to_owned(), plain.to_owned());
        let number = Cell::Formatted(Box::new(Formatted {
            shown,
            plain: plain.clone(),
        }));
        let cells = "K|An|0912345678|MOI|LE|HN".split('|').map(cell);
        let row = customers(&[], numbers(None)).row_of(DataRow {
            cells: cells.chain([number]).collect(),
            ..DataRow::default()
        });
        assert_eq!(sent(&row.shape()), [plain]);
    }
}

#[test]
fn what_is_no_date_is_left_as_it_was() {
    let shaped = customers(&["31/02/1990", "không rõ"], dates(None)).shape();
    assert_eq!(sent(&shaped), ["~", "~"]);
    assert_eq!(
        said(&shaped),
        "?row.date 2X: “31/02/1990” is not a date; `X` is left as it was\n\
         ?row.date 3X: “không rõ” is not a date; `X` is left as it was"
    );
}

#[test]
fn dates_that_fit_both_orders_are_reported_once_a_column() {
    let shaped = customers(&["1/2/1990", "3/4/1990", "5/5/1990"], dates(None)).shape();
    assert_eq!(sent(&shaped), ["01/02/1990", "03/04/1990", "05/05/1990"]);
    assert_eq!(
        said(&shaped),
        "?column.dates 1X: 2 dates fit both day/month and month/day, which was read as day/month (`date_from = \"dmy\"` or `\"mdy\"` settles it)"
    );
    let told = customers(&["1/2/1990"], dates(Some(DateOrder::MonthFirst))).shape();
    assert_eq!(
        (sent(&told), said(&told)),
        (vec!["02/01/1990".into()], String::new())
    );
}

#[test]
fn a_column_that_is_month_first_is_not_sent_day_first() {
    let shaped = customers(&["1/25/1990", "1/2/1990", "1990-02-01"], dates(None)).shape();
    assert_eq!(sent(&shaped), ["~", "~", "01/02/1990"]);
    assert_eq!(
        said(&shaped),
        "?row.date 2X: “1/25/1990” has its month first (`date_from = \"mdy\"` reads it); `X` is left as it was\n\
         ?column.dates 1X: the column seems to be month/day: 1 date (row 2) fits nothing else; 1 date fits both and is not sent (`date_from = \"mdy\"` or `\"dmy\"` settles it)"
    );
    let mixed = customers(&["1/25/1990", "1/2/1990", "25/1/1990"], dates(None)).shape();
    assert_eq!(sent(&mixed), ["~", "01/02/1990", "25/01/1990"]);
    assert!(
        said(&mixed).contains("?column.dates 1X: 1 date fits both day/month and month/day, which was read as day/month, but 1 date (row 2) fits month/day only"),
        "{}",
        said(&mixed)
    );
}

#[test]
fn numbers_are_sent_plain() {
    let cells = [
        "1.234.567,89",
        "1 500 000 đ",
        "=1.234",
        "500.000",
        "5 triệu",
    ];
    let shaped = customers(&cells, numbers(None)).shape();
    assert_eq!(
        sent(&shaped),
        ["1234567.89", "1500000", "1.234", "500000", "~"]
    );
    assert_eq!(
        said(&shaped),
        "?row.number 6X: “5 triệu” is not a number; `X` is left as it was"
    );
}

#[test]
fn ambiguous_numbers_are_reported_or_withdrawn() {
    let open = customers(&["1.234", "5"], numbers(None)).shape();
    assert_eq!(sent(&open), ["1234", "5"]);
    assert!(said(&open).starts_with("?column.numbers 1X: 1 number has a point before three digits, which was read as the mark of thousands"));
    let against = customers(&["1.234", "5.5"], numbers(None)).shape();
    assert_eq!(sent(&against), ["~", "5.5"]);
    assert!(
        said(&against)
            .contains("which is not sent: 1 number (row 3) shows that it may begin a fraction")
    );
    let told = customers(&["1.234", "5.5"], numbers(Some('.'))).shape();
    assert_eq!(
        (sent(&told), said(&told)),
        (vec!["1.234".into(), "5.5".into()], String::new())
    );
}

#[test]
fn values_come_before_the_form_and_defaults_fill_blanks() {
    let mut sheets = customers(&["không rõ", "1990-02-01", ""], dates(None));
    let values = BTreeMap::from([("Không rõ".to_owned(), String::new())]);
    sheets.mapping.field_values.insert("X".into(), values);
    sheets
        .mapping
        .field_defaults
        .insert("X".into(), "01/01/1900".to_owned());
    let shaped = sheets.shape();
    assert_eq!(sent(&shaped), ["01/01/1900", "01/02/1990", "01/01/1900"]);
    assert_eq!(said(&shaped), "");
}

#[test]
fn values_without_an_entry_are_counted() {
    let mut sheets = customers(&["Nam", "nam", "Nừ", "Nừ", "Khác", "M"], |_| {});
    let values = [("Nam", "M"), ("Nữ", "F")];
    let values = values.map(|(sheet, meant)| (sheet.to_owned(), meant.to_owned()));
    sheets
        .mapping
        .field_values
        .insert("X".into(), values.into());
    let shaped = sheets.shape();
    assert_eq!(sent(&shaped), ["M", "M", "F", "F", "Khác", "M"]);
    assert_eq!(
        said(&shaped),
        "?values.unmapped 6X: `Khác` in row 6 has no entry under [source.values.X]"
    );
}

#[test]
fn many_values_without_an_entry_are_summed_up() {
    let cells: Vec<String> = (0..60).map(|number| format!("v{number}")).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).chain(["v7"]).collect();
    let mut sheets = customers(&cells, |_| {});
    sheets
        .mapping
        .field_values
        .insert("X".into(), BTreeMap::new());
    let shaped = sheets.shape();
    assert_eq!(shaped.issues.len(), 51);
    let first = message(&shaped.issues[0].problem);
    assert!(
        first.starts_with("`v7` in 2 rows (the first is row 9) has"),
        "{first}"
    );
    let last = message(&shaped.issues[50].problem);
    assert!(
        last.starts_with("and 10 more values, in 10 rows, have no entry"),
        "{last}"
    );
}

#[test]
fn a_status_that_is_valid_needs_no_entry() {
    let sheets = customers(&[""], |_| {})
        .value("customer_status_code", "Khách mới", "NEW")
        .manage(Entity::Status, &["MOI", "NEW"]);
    assert_eq!(said(&sheets.shape()), "");
    let unknown = |cells: &[&str]| {
        let sheets = customers(cells, |_| {}).value("customer_status_code", "Khách mới", "NEW");
        sheets.manage(Entity::Status, &["NEW"]).shape()
    };
    assert!(
        !said(&unknown(&[""])).contains("values.unmapped"),
        "its row tells"
    );
    assert!(
        said(&unknown(&["", ""])).contains("`MOI` in 2 rows (the first is row 2) has no entry")
    );
    let trusted = customers(&["", ""], |_| {}).value("customer_status_code", "Mới", "NEW");
    let trusted = trusted.value("customer_status_code", "Moi", "OLD").shape();
    assert_eq!(
        said(&trusted),
        "?values.unmapped 2Mã trạng thái: `MOI` in 2 rows (the first is row 2) has no entry under [source.values.customer_status_code]; nearest is `Moi`"
    );
}

#[test]
fn a_part_of_a_cell_and_several_joined() {
    let part = |part| {
        move |column: &mut MappedColumn| {
            let separator = " - ".to_owned();
            column.split = Some(Split { separator, part });
        }
    };
    let cells = ["An - KH01 - HN", "Bình"];
    assert_eq!(sent(&customers(&cells, part(1)).shape()), ["An", "Bình"]);
    assert_eq!(sent(&customers(&cells, part(2)).shape()), ["KH01", ""]);
    assert_eq!(sent(&customers(&cells, part(-1)).shape()), ["HN", "Bình"]);
    let joined = customers(&["1990", ""], |column| {
        column.headers = vec!["Tên KH".to_owned(), "X".to_owned()];
        column.join = Some(", ".to_owned());
    });
    assert_eq!(sent(&joined.shape()), ["An, 1990", "An"]);
}

#[test]
fn a_constant_needs_no_column() {
    let constant = |text: &str| MappedColumn {
        constant: Some(text.to_owned()),
        ..MappedColumn::default()
    };
    let mut sheets = customers(&["x"], |column| *column = constant("WEB"));
    let kind = sheets.target("customer_type_code");
    let phones = sheets.target("customer_phones");
    sheets.mapping.columns.insert(kind, constant("VIP"));
    sheets.mapping.columns.insert(phones, constant("19001234"));
    let record = only(sheets);
    let shown = |attribute| text(&record, attribute);
    assert_eq!(shown(Attribute::CustomerTypeCode).as_deref(), Some("VIP"));
    assert_eq!(
        shown(Attribute::CustomerPhones).as_deref(),
        Some("19001234")
    );
    assert_eq!(record.content.fields["X"], "WEB");
}
