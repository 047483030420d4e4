//! Helpers: sheets in a few lines, and the result of shaping them.

mod batches;
mod columns;
mod customers;
mod damage;
mod known;
mod learned;
mod left_out;
mod merged;
mod repeats;
mod rows;
mod values;

use std::collections::BTreeMap;

use super::*;
use crate::{
    codec::{Batch, ContentStore, EmptySnapshot, InMemory, RowSink, ShapedRows, SnapshotLookup},
    model::{
        Attribute, Cell, Code, Damage, DataRow, Header, HeldRow, Issue, Key, MappedColumn, Mapping,
        Merged, Origin, Policy, Record, Severity, Value,
    },
    report::message,
};

/// One or more tables of an entity that are shaped.
#[must_use]
struct Sheets {
    entity: Entity,
    mapping: Mapping,
    policy: Policy,
    references: References,
    tables: Vec<Vec<DataRow>>,
    headers: Vec<Vec<String>>,
    merged: Vec<Merged>,
}

impl Sheets {
    /// One table with these headers, separated by `|`.
    fn of(entity: Entity, header: &str) -> Self {
        let mut sheets = Self {
            entity,
            mapping: Mapping::default(),
            policy: Policy::default(),
            references: References::new(),
            tables: Vec::new(),
            headers: Vec::new(),
            merged: Vec::new(),
        };
        sheets.open(header);
        sheets
    }

    /// A complete customer table, with more headers after the required ones.
    fn of_customers(more: &str) -> Self {
        let header = "Mã KH|Tên KH|SĐT|Mã trạng thái|Mã loại|Nhóm";
        Self::of(Entity::Customer, &format!("{header}{more}"))
    }

    fn open(&mut self, header: &str) {
        let names = header.split('|').map(str::to_owned).collect();
        self.headers.push(names);
        self.tables.push(Vec::new());
    }

    /// A further table, with this header.
    fn and_table(mut self, header: &str) -> Self {
        self.open(header);
        self
    }

    /// A row of texts; `#…` is an Excel error, `=…` a number.
    fn row(self, cells: &str) -> Self {
        let cells = cells.split('|').map(cell).collect();
        self.row_of(DataRow {
            cells,
            ..DataRow::default()
        })
    }

    fn row_of(mut self, mut row: DataRow) -> Self {
        let table = self.tables.last_mut().expect("a table");
        row.number = u32::try_from(table.len()).expect("few rows") + 2;
        table.push(row);
        self
    }

    fn column(mut self, name: &str, headers: &[&str], keep: bool) -> Self {
        let headers = headers.iter().map(ToString::to_string).collect();
        let target = self.target(name);
        let column = MappedColumn {
            headers,
            keep,
            ..MappedColumn::default()
        };
        self.mapping.columns.insert(target, column);
        self
    }

    fn column_of_identity(self) -> Self {
        self.column("identity", &["ID"], false)
    }

    fn field(mut self, code: &str, header: &str, keep: bool) -> Self {
        let headers = vec![header.to_owned()];
        let column = MappedColumn {
            headers,
            keep,
            ..MappedColumn::default()
        };
        self.mapping.fields.insert(code.into(), column);
        self
    }

    /// A custom field from one header, changed by the closure.
    fn read(mut self, code: &str, header: &str, change: impl FnOnce(&mut MappedColumn)) -> Self {
        let mut column = MappedColumn {
            headers: vec![header.to_owned()],
            ..MappedColumn::default()
        };
        change(&mut column);
        self.mapping.fields.insert(code.into(), column);
        self
    }

    fn value(mut self, name: &str, sheet: &str, meant: &str) -> Self {
        let target = self.target(name);
        let values = self.mapping.values.entry(target).or_default();
        values.insert(sheet.to_owned(), meant.to_owned());
        self
    }

    fn default(mut self, name: &str, text: &str) -> Self {
        let target = self.target(name);
        self.mapping.defaults.insert(target, text.to_owned());
        self
    }

    fn target(&self, name: &str) -> Target {
        let mut all = Target::all(self.entity);
        all.find(|target| target.name(self.entity) == name)
            .expect("a target")
    }

    fn policy(mut self, change: impl FnOnce(&mut Policy)) -> Self {
        change(&mut self.policy);
        self
    }

    fn manage(mut self, entity: Entity, names: &[&str]) -> Self {
        let names = names.iter().map(ToString::to_string);
        self.references.manage(entity, names);
        self
    }

    fn group(mut self, code: &str, name: &str) -> Self {
        let names = BTreeMap::from([(Code::from(code), name.to_owned())]);
        self.references.group_names(names);
        self.manage(Entity::Group, &[name])
    }

    fn shape(self) -> Rows {
        self.both().0
    }

    fn report(self) -> TableReport {
        self.both().1
    }

    /// The result for the rows, and the report of the last table.
    fn both(self) -> (Rows, TableReport) {
        let entity = self.entity;
        let (shaped, report) = self.shaped(&EmptySnapshot);
        (Rows::of(shaped, entity), report)
    }

    fn shaped(self, remembered: &dyn SnapshotLookup) -> (ShapedRows, TableReport) {
        self.shaped_on((remembered, &InMemory))
    }

    fn shaped_on(
        self,
        kept: (&dyn SnapshotLookup, &dyn ContentStore),
    ) -> (ShapedRows, TableReport) {
        let mut shaper = Shaper::new(self.entity, &self.policy, &self.references, kept);
        let mut report = TableReport::default();
        for (number, (names, rows)) in self.headers.into_iter().zip(self.tables).enumerate() {
            let mut sink = shaper.table(&self.mapping);
            let header = Header {
                file: format!("{number}.csv").into(),
                sheet: None,
                row: 1,
                names,
            };
            sink.header(&header).expect("a first header");
            let mut batch = Batch::default();
            for row in rows {
                batch.push(row);
            }
            sink.rows(&mut batch).expect("a header came before");
            sink.merged(&self.merged);
            report = sink.report();
        }
        let finished = shaper.finish();
        (finished.expect("everything is at hand"), report)
    }
}

/// The result for the rows, with unpacked contents.
struct Rows {
    records: Vec<Record>,
    held: Vec<HeldRow>,
    issues: Vec<Issue>,
    missing: BTreeMap<(Entity, String), Origin>,
}

impl Rows {
    fn of(shaped: ShapedRows, entity: Entity) -> Self {
        Self {
            records: shaped.records(entity).expect("everything is at hand"),
            held: shaped.held,
            issues: shaped.issues,
            missing: shaped.missing,
        }
    }
}

fn cell(text: &str) -> Cell {
    match text.chars().next() {
        None => Cell::Empty,
        Some('#') => Cell::Error(text.to_owned()),
        Some('=') => Cell::Number(text[1..].to_owned()),
        Some(_) => Cell::Text(text.to_owned()),
    }
}

/// The only record of sheets without an issue.
fn only(sheets: Sheets) -> Record {
    let shaped = sheets.shape();
    assert_eq!(said(&shaped), "");
    assert_eq!((shaped.records.len(), shaped.held.len()), (1, 0));
    shaped.records[0].clone()
}

/// The issues, one a line: severity and rule, place, message.
fn said(shaped: &Rows) -> String {
    let lines: Vec<_> = shaped.issues.iter().map(line).collect();
    lines.join("\n")
}

fn line(issue: &Issue) -> String {
    let mark = match issue.severity() {
        Severity::Error => "!",
        Severity::Warning => "?",
    };
    let origin = issue.origin.as_ref().map(place).unwrap_or_default();
    format!(
        "{mark}{} {origin}: {}",
        issue.rule(),
        message(&issue.problem)
    )
}

fn place(origin: &Origin) -> String {
    let row = origin.row.map_or("-".to_owned(), |row| row.to_string());
    let column = origin.column.as_deref().unwrap_or_default();
    format!("{row}{column}")
}

fn held_codes(shaped: &Rows) -> Vec<Option<&str>> {
    let codes = shaped.held.iter().map(|held| held.code.as_deref());
    codes.collect()
}

fn text(record: &Record, attribute: Attribute) -> Option<String> {
    record.content.attributes.get(&attribute).map(Value::shown)
}
