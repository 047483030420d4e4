//! The plan as a workbook, read by an independent reader.
//!
//! The plan is that of the samples' second night. Invariant: no expectation is computed by the report's own code.

mod book;
mod hostile;
mod looks;

use std::sync::OnceLock;

use calamine::{Data, DataType, Reader};
use jiff::Timestamp;
use vbot_sync::{
    codec::Plan,
    config,
    model::{Call, Entity, Operation, Origin, Overrides, Severity, Value},
    observe::Silent,
    report::{self, ReportHead},
    store::Store,
    sync,
};

use self::book::Book;
use crate::fixture::Fixture;

/// Columns before the values.
const LEADING: [&str; 4] = ["No.", "Operation", "Code", "New code"];

/// The plan of the second night.
fn second_night() -> Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    let plan = || {
        let scene = Fixture::samples().start();
        scene.sync().exits(0);
        scene.night(2);
        let config =
            config::load(&scene.path("vbot-sync.toml")).expect("the configuration can be loaded");
        let store = Store::open_existing(&config.state, &config.tenant)
            .expect("the snapshot can be opened");
        let proposal = sync::propose(&config, store.as_ref(), &Overrides::default(), &Silent);
        proposal.expect("there is a plan").plan
    };
    PLAN.get_or_init(plan).clone()
}

fn written(plan: &Plan) -> Vec<u8> {
    let cover = ReportHead {
        account: "http://127.0.0.1:8045 (v1), 45681 / PR20210223152".to_owned(),
        made_at: Timestamp::from_second(1_790_000_000).expect("a valid time"),
        rate: 10.0,
        redacted: false,
        brief: false,
    };
    let mut out = Vec::new();
    report::xlsx::plan(&mut out, plan, &cover).expect("a write to memory succeeds");
    out
}

fn shown(cell: &Data) -> String {
    cell.to_string()
}

fn sheet(entity: Entity) -> String {
    let (first, rest) = entity.as_str().split_at(1);
    first.to_uppercase() + rest
}

fn of(plan: &Plan, entity: Entity) -> Vec<Call> {
    let calls = plan.calls.of_entity(entity);
    calls
        .collect::<Result<_, _>>()
        .expect("the sheets are there")
}

fn shown_value(value: Option<&Value>) -> String {
    match value {
        Some(value) if !value.is_blank() => value.shown(),
        _ => "(blank)".to_owned(),
    }
}

#[test]
fn every_call_is_a_row_in_plan_order() {
    let plan = second_night();
    let mut book = Book::of(&plan);
    for entity in Entity::ALL {
        let calls = of(&plan, entity);
        if calls.is_empty() {
            assert!(!book.sheets.sheet_names().contains(&sheet(entity)));
            continue;
        }
        let rows = book.table(&sheet(entity));
        assert_eq!(rows.len(), calls.len(), "{entity}");
        for (row, call) in rows.iter().zip(calls) {
            let new_code = call.action.new_code().map_or("", |code| code.as_str());
            let row = LEADING.map(|header| row[header].as_str());
            let id = call.id.to_string();
            let operation = call.action.operation().as_str();
            assert_eq!(row, [&id, operation, call.action.code(), new_code]);
        }
    }
}

#[test]
fn a_changed_cell_shows_the_new_value_and_its_note_the_old_one() {
    let plan = second_night();
    let mut book = Book::of(&plan);
    let mut seen = 0;
    for entity in Entity::ALL {
        let calls = of(&plan, entity);
        if calls.is_empty() {
            continue;
        }
        let (range, notes) = (book.sheet(&sheet(entity)), book.notes(&sheet(entity)));
        let headers: Vec<_> = range
            .rows()
            .next()
            .expect("the table has a header")
            .iter()
            .map(shown)
            .collect();
        let updates = calls.iter().zip(1..);
        let updates = updates.filter(|(call, _)| call.action.operation() == Operation::Update);
        for (call, row) in updates {
            for (name, [old, new]) in call.changes_by_name() {
                let column = headers.iter().position(|header| *header == name);
                let column = column.expect("what changes has a column");
                let cell = range.get((row, column)).map(shown);
                assert_eq!(cell, Some(shown_value(new.as_ref())), "{name} of {call:?}");
                let note = format!("was: {}", shown_value(old.as_ref()));
                assert_eq!(notes.get(&(row, column)), Some(&note), "{name} of {call:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "the second night has more than {seen} changes");
}

#[test]
fn changes_are_listed_as_text_too() {
    let plan = second_night();
    let rows = Book::of(&plan).table("Customer");
    for (row, call) in rows.iter().zip(of(&plan, Entity::Customer)) {
        for (name, [old, new]) in call.changes_by_name() {
            let line = format!(
                "{name}: {} → {}",
                shown_value(old.as_ref()),
                shown_value(new.as_ref())
            );
            let whole = matches!(
                call.action.operation(),
                Operation::Create | Operation::Delete
            );
            assert_eq!(row["Changes"].contains(&line), !whole, "{line} in {row:?}");
        }
    }
}

#[test]
fn only_the_report_s_own_numbers_are_numbers() {
    let plan = second_night();
    let mut book = Book::of(&plan);
    let mut zeros = 0;
    for entity in Entity::ALL {
        if of(&plan, entity).is_empty() {
            continue;
        }
        let range = book.sheet(&sheet(entity));
        let headers: Vec<_> = range
            .rows()
            .next()
            .expect("the table has a header")
            .iter()
            .map(shown)
            .collect();
        for (row, column, cell) in range.used_cells() {
            let header = &headers[column];
            let is_figure = row > 0 && ["No.", "Row"].contains(&header.as_str());
            assert_eq!(cell.is_string(), !is_figure, "{header} {row}: {cell:?}");
            zeros += usize::from(cell.get_string().is_some_and(|text| text.starts_with('0')));
        }
    }
    assert!(zeros > 20, "more than {zeros} texts begin with a zero");
}

#[test]
fn every_issue_is_listed_errors_first() {
    let plan = second_night();
    let rows = Book::of(&plan).table("Issues");
    assert_eq!(rows.len(), plan.issues.len() + plan.guards.len());
    let severities: Vec<_> = rows.iter().map(|row| row["Severity"].as_str()).collect();
    assert!(severities.is_sorted(), "{severities:?}");
    for issue in &plan.issues {
        let text = |part: fn(&Origin) -> Option<String>| {
            issue.origin.as_ref().and_then(part).unwrap_or_default()
        };
        let wanted = [
            (
                "Severity",
                if issue.severity() == Severity::Error {
                    "error"
                } else {
                    "warning"
                }
                .to_owned(),
            ),
            ("Rule", issue.rule().to_owned()),
            ("Message", report::message(&issue.problem)),
            ("File", text(|origin| Some(origin.file.to_string()))),
            (
                "Sheet",
                text(|origin| origin.sheet.as_ref().map(ToString::to_string)),
            ),
            ("Row", text(|origin| origin.row.map(|row| row.to_string()))),
            (
                "Column",
                text(|origin| origin.column.as_ref().map(ToString::to_string)),
            ),
        ];
        let found = rows
            .iter()
            .any(|row| wanted.iter().all(|(header, text)| row[*header] == *text));
        assert!(found, "{issue:?}");
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = second_night();
    assert!(written(&plan) == written(&plan), "two workbooks differ");
}
