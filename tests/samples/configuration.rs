//! Checks `samples/vbot-sync.toml` against the sample files: every header and every value in it exists.

use std::{collections::BTreeSet, fs, io::Cursor};

use calamine::{Reader, Xlsx};
use toml::{Table, Value};

use super::{
    customer::HEADERS,
    files,
    lookups::{Night, TYPES, statuses},
    nights::{self, UNKNOWN_STATUS},
    sample,
};

fn sources() -> Vec<Table> {
    let text = fs::read_to_string(sample("vbot-sync.toml")).expect("the configuration can be read");
    let table: Table = text.parse().expect("the configuration is TOML");
    let sources = table["source"]
        .as_array()
        .expect("the configuration has sources");
    sources
        .iter()
        .map(|source| source.as_table().expect("a source is a table").clone())
        .collect()
}

fn customers() -> Table {
    let mut sources = sources().into_iter();
    sources
        .find(|source| source["entity"].as_str() == Some("customer"))
        .expect("customers have a source")
}

/// Every header in the source, of attributes and custom fields.
fn headers(source: &Table) -> BTreeSet<String> {
    let sections = ["columns", "fields"].map(|name| source.get(name));
    let tables = sections.into_iter().flatten().filter_map(Value::as_table);
    tables
        .flat_map(|table| table.values())
        .flat_map(names)
        .collect()
}

/// One header, a list, or a table with a header.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![name.clone()],
        Value::Array(list) => list.iter().flat_map(names).collect(),
        Value::Table(table) => names(&table["column"]),
        other => panic!("a mapping must have a header, not {other}"),
    }
}

/// The texts of the sheet and their codes.
fn values(source: &Table, attribute: &str) -> Vec<(String, String)> {
    let table = source["values"][attribute]
        .as_table()
        .expect("the attribute has values");
    table
        .iter()
        .map(|(text, code)| {
            (
                text.clone(),
                code.as_str().expect("the code is a text").to_owned(),
            )
        })
        .collect()
}

fn sorted<'a>(pairs: impl IntoIterator<Item = &'a (&'a str, &'a str)>) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = pairs
        .into_iter()
        .map(|(code, name)| ((*name).to_owned(), (*code).to_owned()))
        .collect();
    pairs.sort();
    pairs
}

#[test]
fn customers_use_every_column_of_the_export() {
    let expected: BTreeSet<_> = HEADERS.into_iter().map(str::to_owned).collect();
    assert_eq!(headers(&customers()), expected);
}

#[test]
fn lookups_use_headers_of_their_sheets() {
    let mut workbook =
        Xlsx::new(Cursor::new(files::workbook(Night::One))).expect("the catalogues are a workbook");
    let lookups = sources();
    let lookups = lookups.iter().filter(|source| source.contains_key("sheet"));
    assert_eq!(lookups.clone().count(), 4);
    for source in lookups {
        let sheet = source["sheet"].as_str().expect("a sheet has a name");
        let range = workbook.worksheet_range(sheet).expect("the sheet is there");
        let cells: BTreeSet<_> = range.cells().map(|(_, _, cell)| cell.to_string()).collect();
        let headers = headers(source);
        assert!(
            headers.is_subset(&cells),
            "{sheet} lacks some of {headers:?}"
        );
    }
}

#[test]
fn values_are_mapped_to_the_codes_of_the_catalogues() {
    let customers = customers();
    let mut pairs = values(&customers, "customer_status_code");
    pairs.sort();
    assert_eq!(pairs, sorted(statuses(Night::Two)));
    let mut pairs = values(&customers, "customer_type_code");
    pairs.sort();
    assert_eq!(pairs, sorted(&TYPES));
}

#[test]
fn only_the_one_faulty_row_has_an_unmapped_status() {
    let pairs = values(&customers(), "customer_status_code");
    let rows = nights::both().concat();
    let odd = rows
        .iter()
        .filter(|row| !pairs.iter().any(|(name, _)| name == row.status));
    let odd: Vec<_> = odd.map(|row| row.status).collect();
    assert_eq!(odd, [UNKNOWN_STATUS]);
}
