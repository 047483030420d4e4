//! The shown texts of cells in an OpenDocument workbook.

use super::{
    CollectedTable, Folder,
    archive::{ods, ods_styled},
    read,
};
use crate::model::{Cell, Formatted};

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn text(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

/// A cell with these attributes and this text.
fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

fn float(number: &str, text: &str) -> String {
    cell(
        &format!("office:value-type=\"float\" office:value=\"{number}\""),
        text,
    )
}

/// The values of a column with these cells below its header.
fn column(styles: &str, cells: &[String]) -> CollectedTable {
    let cells: String = cells.iter().map(|cell| row(cell)).collect();
    let folder = Folder::new();
    let rows = row(&text("Mã KH")) + &cells;
    read(&folder.file("a.ods", ods_styled(styles, &rows)))
}

fn formatted(shown: &str, plain: &str) -> Cell {
    let (shown, plain) = (shown.to_owned(), plain.to_owned());
    Cell::Formatted(Box::new(Formatted { shown, plain }))
}

fn cells(seen: CollectedTable) -> Vec<Cell> {
    seen.rows
        .into_iter()
        .map(|row| row.cells[0].clone())
        .collect()
}

#[test]
fn the_text_is_used_if_it_shows_more_than_the_number() {
    let number = |text: &str| Cell::Number(text.to_owned());
    let cases = [
        ("123", "00123", number("00123")),
        (
            "912345678",
            "0912 345 678",
            formatted("0912 345 678", "912345678"),
        ),
        ("123", "KH123", formatted("KH123", "123")),
        ("12", "12 tháng", formatted("12 tháng", "12")),
        ("2.6", "03", formatted("03", "2.6")),
        ("0", "000", number("000")),
        ("1500000", "1.500.000", number("1500000")),
        ("1500000", "1 500 000", number("1500000")),
        ("1234.5", "1,234.50", number("1234.5")),
        ("2.6", "3", number("2.6")),
        ("0.3", "0", number("0.3")),
        ("0", "0.00", number("0")),
        ("84912345678", "8.49E+10", number("84912345678")),
        ("42", "", number("42")),
        ("0.30000000000000004", "0.3", number("0.3")),
    ];
    let written: Vec<String> = cases.iter().map(|case| float(case.0, case.1)).collect();
    let expected: Vec<Cell> = cases.into_iter().map(|case| case.2).collect();
    assert_eq!(cells(column("", &written)), expected);
}

#[test]
fn dates_times_shares_and_truths_have_one_form() {
    let typed = |kind: &str, name: &str, value: &str, text: &str| {
        cell(
            &format!("office:value-type=\"{kind}\" office:{name}=\"{value}\""),
            text,
        )
    };
    let cases = [
        (typed("percentage", "value", "0.5", "50%"), "50%"),
        (typed("percentage", "value", "0.075", "8%"), "7.5%"),
        (typed("currency", "value", "1500", "1.500 ₫"), "1500"),
        (
            typed("date", "date-value", "2024-03-05", "05/03/24"),
            "05/03/24",
        ),
        (
            typed("date", "date-value", "2024-03-05", "Thứ ba"),
            "05/03/2024",
        ),
        (
            typed("date", "date-value", "2024-03-05T08:30:00", ""),
            "05/03/2024 08:30:00",
        ),
        (typed("time", "time-value", "PT08H30M00S", "8:30"), "08:30"),
        (typed("time", "time-value", "PT27H30M00S", "27:30"), "27:30"),
        (typed("time", "time-value", "PT27H30M05S", ""), "27:30:05"),
        (typed("boolean", "boolean-value", "true", "WAHR"), "TRUE"),
    ];
    let written: Vec<String> = cases.iter().map(|case| case.0.clone()).collect();
    let seen = column("", &written);
    let shown: Vec<&str> = seen.texts().into_iter().map(|row| row[0]).collect();
    assert_eq!(shown, cases.map(|case| case.1));
    assert!(matches!(seen.rows[3].cells[0], Cell::Date(_)));
    assert_eq!(seen.rows[0].cells[0], formatted("50%", "0.5"));
}

#[test]
fn a_style_is_that_of_the_cell_or_of_its_row_or_of_its_column() {
    let styles = "<number:number-style style:name=\"N1\"><number:text>KH</number:text>\
         <number:number number:decimal-places=\"0\" number:min-integer-digits=\"4\"/></number:number-style>\
         <style:style style:name=\"base\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>\
         <style:style style:name=\"ce1\" style:family=\"table-cell\" style:parent-style-name=\"base\"/>\
         <style:style style:name=\"loop\" style:family=\"table-cell\" style:parent-style-name=\"loop\"/>";
    let number = "office:value-type=\"float\" office:value=\"7\"";
    let rows = format!(
        "<table:table-column table:number-columns-repeated=\"2\"/>\
         <table:table-column table:default-cell-style-name=\"ce1\"/>{}{}\
         <table:table-row table:default-cell-style-name=\"ce1\">{}</table:table-row>",
        row(&format!("{}{}{}", text("Mã KH"), text("Tên"), text("SĐT"))),
        row(&format!(
            "<table:table-cell {number} table:style-name=\"ce1\"/>\
             <table:table-cell {number} table:style-name=\"loop\"/><table:table-cell {number}/>"
        )),
        format_args!("<table:table-cell {number}/>"),
    );
    let folder = Folder::new();
    let seen = read(&folder.file("a.ods", ods_styled(styles, &rows)));
    assert_eq!(
        seen.texts(),
        [vec!["KH0007", "7", "KH0007"], vec!["KH0007"]]
    );
}

#[test]
fn notes_and_drawings_are_no_text_of_a_cell() {
    let note =
        "<office:annotation><dc:date>2024</dc:date><text:p>hỏi lại</text:p></office:annotation>";
    let drawing = "<draw:frame><draw:text-box><text:p>x</text:p></draw:text-box></draw:frame>";
    let inner = "An<text:s text:c=\"2\"/><text:span>B&amp;C</text:span><text:line-break/>D\
                 <text:note><text:note-body><text:p>y</text:p></text:note-body></text:note>";
    let seen = column(
        "",
        &[
            format!(
                "<table:table-cell office:value-type=\"string\">{note}<text:p>{inner}</text:p>\
                 <text:p>E</text:p>{drawing}</table:table-cell>"
            ),
            format!("<table:table-cell>{note}</table:table-cell>"),
            "<table:table-cell><text:p>KH3</text:p></table:table-cell>".to_owned(),
        ],
    );
    assert_eq!(seen.texts()[0], ["An  B&C\nD\nE"]);
    assert_eq!(
        seen.texts()[1],
        ["KH3"],
        "a cell may leave out that it is a text"
    );
}

#[test]
fn errors_of_formulas_are_errors() {
    let formula =
        |attributes: &str, text: &str| cell(&format!("table:formula=\"of:=X\" {attributes}"), text);
    let error = |text: &str| Cell::Error(text.to_owned());
    let number = "office:value-type=\"float\" office:value=\"0\"";
    let seen = column(
        "",
        &[
            formula(
                "office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"",
                "#N/A",
            ),
            formula(number, "Err:502"),
            formula(number, "#DIV/0!"),
            formula("", ""),
            formula("office:value-type=\"string\"", "Error: none"),
        ],
    );
    let expected = [
        error("#N/A"),
        error("Err:502"),
        error("#DIV/0!"),
        error("a formula without a value"),
        Cell::Text("Error: none".to_owned()),
    ];
    assert_eq!(cells(seen), expected);
}

#[test]
fn rows_and_cells_that_are_repeated_are_as_many() {
    let rows = format!(
        "{}<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/>\
         <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"5\"/>\
         <table:table-cell table:number-columns-repeated=\"16381\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>{}\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/></table:table-row>",
        row(&format!("{}{}{}", text("Mã KH"), text("Tên"), text("SĐT"))),
        row(&text("KH9")),
    );
    let folder = Folder::new();
    let seen = read(&folder.file("a.ods", ods(&rows)));
    assert_eq!(seen.numbers(), [2, 3, 7]);
    assert_eq!(seen.texts()[1], ["", "5", "5"]);
}
