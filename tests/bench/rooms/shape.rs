//! `shape`: rows to records; usual whole rows, and the worst values of single columns.

use divan::Bencher;
use vbot_sync::{
    codec::{Batch, ContentStore, EmptySnapshot, InMemory, RowSink, SnapshotLookup},
    model::{Cell, DataRow, Entity, Header, Mapping, Policy},
    shape::{References, Shaper},
};

use super::{
    folder::{RoomFolder, items, rows},
    sheets::{Night, customer::Customer},
};

/// A row with these texts.
fn row(number: usize, cells: &[&str]) -> DataRow {
    let cells = cells.iter().map(|text| Cell::Text((*text).to_owned()));
    DataRow {
        number: u32::try_from(number + 2).expect("it fits"),
        cells: cells.collect(),
        fault: None,
    }
}

fn shaped(bencher: Bencher<'_, '_>, headers: &[&str], mapping: &Mapping, rows: &[DataRow]) {
    let mut batch = Batch::default();
    rows.iter().cloned().for_each(|row| batch.push(row));
    let header = Header {
        row: 1,
        names: headers.iter().map(|name| (*name).to_owned()).collect(),
        ..Header::default()
    };
    let references = References::new();
    bencher
        .counter(items())
        .with_inputs(|| batch.clone())
        .bench_local_values(|mut batch| {
            let known: (&dyn SnapshotLookup, &dyn ContentStore) = (&EmptySnapshot, &InMemory);
            let policy = Policy::default();
            let mut shaper = Shaper::new(Entity::Customer, &policy, &references, known);
            let mut table = shaper.table(mapping);
            table.header(&header).expect("a header");
            table.rows(&mut batch).expect("rows");
            _ = table.report();
            shaper.finish()
        });
}

/// All thirteen columns, as the configuration maps them.
#[divan::bench]
fn a_row(bencher: Bencher<'_, '_>) {
    let sources = RoomFolder::new(Night::First, false).config().sources;
    let source = sources.last().expect("the customers");
    let rows: Vec<DataRow> = (0..rows())
        .map(|number| row(number, &Customer::numbered(number, 20).cells()))
        .collect();
    let headers: Vec<&str> = Night::First.headers().collect();
    shaped(bencher, &headers, &source.mapping, &rows);
}

const FEW: [&str; 3] = ["customer_no", "customer_name", "customer_phones"];

fn columns(bencher: Bencher<'_, '_>, name: &str, phones: &str) {
    let rows: Vec<DataRow> = (0..rows())
        .map(|number| row(number, &[&format!("KH{number}"), name, phones]))
        .collect();
    shaped(bencher, &FEW, &Mapping::default(), &rows);
}

/// Decomposed accents and invisible blanks.
#[divan::bench]
fn text_to_be_composed(bencher: Bencher<'_, '_>) {
    columns(
        bencher,
        "\u{a0}Nguye\u{302}\u{303}n Thi\u{323} Ha\u{309}i\u{200b} ",
        "0912345678",
    );
}

/// Several phones in a cell, as people write them.
#[divan::bench]
fn phones_to_be_parsed(bencher: Bencher<'_, '_>) {
    columns(
        bencher,
        "An",
        "+84 (912) 345-678 / 0084.903.123.456; 912345677",
    );
}
