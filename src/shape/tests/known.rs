//! Rows equal to the snapshot: the result is the same and takes less memory.

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::{
    codec::AcceptedRow,
    model::{Content, Fingerprint},
};

/// The acknowledged records, by number.
#[derive(Default)]
pub(super) struct Memory(Vec<(Record, Fingerprint)>);

impl Memory {
    pub(super) fn of(records: Vec<Record>) -> Self {
        let known = |record: Record| {
            let fingerprint = record.content.fingerprint();
            (record, fingerprint)
        };
        Self(records.into_iter().map(known).collect())
    }
}

impl SnapshotLookup for Memory {
    fn same(&self, row: crate::codec::RowContent<'_>) -> Option<u32> {
        let said = |(record, fingerprint): &(Record, Fingerprint)| {
            let adds = row.identity.is_some() && row.identity != record.identity.as_deref();
            *record.code == *row.code && *fingerprint == row.fingerprint && !adds
        };
        let place = self.0.iter().position(said)?;
        u32::try_from(place).ok()
    }

    fn code(&self, known: u32) -> &str {
        &self.0[known as usize].0.code
    }

    fn identity(&self, known: u32) -> Option<&str> {
        self.0[known as usize].0.identity.as_deref()
    }
}

/// The row as it would be without a snapshot.
fn opened(row: &AcceptedRow, shaped: &ShapedRows, memory: &Memory, entity: Entity) -> Record {
    match row {
        AcceptedRow::Changed(record) => record.open(entity).expect("everything is at hand"),
        AcceptedRow::Unchanged { known, table, row } => {
            let (record, _) = &memory.0[*known as usize];
            let place = &shaped.tables[usize::from(*table)];
            let mut content = Content::default();
            for key in &place.keys {
                let value = record.content.value(key);
                match (key, value) {
                    (Key::Attribute(attribute), value) => {
                        let value = value.unwrap_or_else(|| Value::from(""));
                        content.attributes.insert(*attribute, value);
                    }
                    (Key::Field(code), value) => {
                        let value = value.map(|value| value.shown()).unwrap_or_default();
                        content.fields.insert(code.clone(), value);
                    }
                    (Key::Code, _) => {}
                }
            }
            Record {
                content,
                origin: place.at(*row),
                kept: Vec::new(),
                ..record.clone()
            }
        }
    }
}

/// The number of rows that were kept as unchanged.
fn is_the_same(sheets: impl Fn() -> Sheets, memory: &Memory) -> usize {
    let entity = sheets().entity;
    let plain = sheets().shape();
    let (shaped, _) = sheets().shaped(memory);
    let rows = shaped.rows.iter();
    let rows: Vec<Record> = rows
        .map(|row| opened(row, &shaped, memory, entity))
        .collect();
    let plainly = |record: &Record| Record {
        origin: Origin {
            row: record.origin.row,
            ..record.origin.clone()
        },
        ..record.clone()
    };
    assert_eq!(rows, plain.records.iter().map(plainly).collect::<Vec<_>>());
    // A row that equals its record is held without the name, which the snapshot has.
    let nameless = |held: &HeldRow| HeldRow {
        name: None,
        ..held.clone()
    };
    let nameless = |held: &[HeldRow]| held.iter().map(nameless).collect::<Vec<_>>();
    assert_eq!(nameless(&shaped.held), nameless(&plain.held));
    assert_eq!(shaped.issues, plain.issues);
    assert_eq!(shaped.missing, plain.missing);
    let same = shaped.rows.iter();
    same.filter(|row| matches!(row, AcceptedRow::Unchanged { .. }))
        .count()
}

fn two_tables(entity: Entity, rows: &[(String, String, String, String)]) -> Sheets {
    let header = match entity {
        Entity::Group => "Mã nhóm|Tên nhóm|ID|Mô tả",
        _ => "Mã|Tên|ID|Mã cũ",
    };
    let sheets = Sheets::of(entity, header).column_of_identity();
    let half = rows.len() / 2;
    let put = |sheets: Sheets, (code, name, identity, more): &(String, String, String, String)| {
        sheets.row(&format!("{code}|{name}|{identity}|{more}"))
    };
    let sheets = rows[..half].iter().fold(sheets, put);
    let fewer = header.rsplit_once('|').map_or(header, |(fewer, _)| fewer);
    let sheets = sheets.and_table(fewer);
    rows[half..].iter().fold(sheets, |sheets, row| {
        put(
            sheets,
            &(row.0.clone(), row.1.clone(), row.2.clone(), String::new()),
        )
    })
}

proptest! {
    #[test]
    fn what_is_remembered_changes_nothing(
        rows in vec(("[ABab]?|#N/A", "[xy]", "[12]?", "[AB]?"), 0..12),
        others in vec(("[ABab]", "[xy]", "[12]?", "[AB]?"), 0..4),
        entity in prop_oneof![Just(Entity::Type), Just(Entity::Group), Just(Entity::Status)],
    ) {
        let before = two_tables(entity, &others).shape().records;
        let mut known = Memory::of(two_tables(entity, &rows).shape().records);
        is_the_same(|| two_tables(entity, &rows), &known);
        known.0.extend(Memory::of(before).0);
        known.0.sort_by(|one, other| one.0.code.cmp(&other.0.code));
        known.0.dedup_by(|one, other| one.0.code == other.0.code);
        is_the_same(|| two_tables(entity, &rows), &known);
    }
}

#[test]
fn an_unchanged_table_is_unchanged_in_every_row() {
    let row = |code: &str| {
        (
            code.to_owned(),
            "x".to_owned(),
            String::new(),
            String::new(),
        )
    };
    let rows = ["A", "B", "a", "C"].map(row);
    let sheets = || two_tables(Entity::Type, &rows);
    let memory = Memory::of(sheets().shape().records);
    assert_eq!(is_the_same(sheets, &memory), 4);
    let again = || sheets().row("B|x|");
    assert_eq!(
        is_the_same(again, &memory),
        4,
        "once more with the same content"
    );
    let clashing = || sheets().row("B|y|");
    assert_eq!(is_the_same(clashing, &memory), 3);
    let identified = || sheets().row("D|y|7");
    assert_eq!(is_the_same(identified, &memory), 4);
}

#[test]
fn a_row_that_refers_to_a_missing_record_is_kept_with_its_content() {
    let sheets = || {
        Sheets::of_customers("")
            .manage(Entity::Status, &["NEW"])
            .policy(|policy| policy.create_missing = true)
            .row("A|An|0912345678|NEW|LE|HN")
            .row("B|An|0912345678|OLD|LE|HN")
    };
    let memory = Memory::of(sheets().shape().records);
    assert_eq!(is_the_same(sheets, &memory), 1);
}

#[test]
fn rows_with_values_that_may_be_withdrawn_are_kept_with_their_content() {
    let dated = |column: &mut MappedColumn| {
        column.form = Some(crate::model::Form::Date {
            pattern: "%d/%m/%Y".to_owned(),
            order: None,
        });
    };
    let sheets = |last: &'static str| {
        move || {
            Sheets::of_customers("|Ngày")
                .read("X", "Ngày", dated)
                .row("A|An|0912345678|NEW|LE|HN|01/02/1990")
                .row("B|An|0912345678|NEW|LE|HN|02/03/1990")
                .row(&format!("C|An|0912345678|NEW|LE|HN|{last}"))
        }
    };
    let memory = Memory::of(sheets("31/12/1990")().shape().records);
    // The others come before any evidence for the column's notation.
    assert_eq!(is_the_same(sheets("31/12/1990"), &memory), 1);
    assert_eq!(is_the_same(sheets("12/31/1990"), &memory), 0);
}
