//! The parts of a workbook that can be checked without a spreadsheet program; `tests/it` checks the rest.

use std::io::{self, Cursor, Read, Write};

use jiff::Timestamp;
use zip::ZipArchive;

use crate::{
    codec::Plan,
    report::{
        ReportHead, fixture,
        xlsx::{self, Capacity, within},
    },
};

fn cover(second: i64) -> ReportHead {
    ReportHead {
        account: "https://crm.example.com (v1), 45681".to_owned(),
        made_at: Timestamp::from_second(second).expect("it is a time"),
        rate: 10.0,
        redacted: true,
        brief: false,
    }
}

/// One file of the workbook; empty if it has none of that name.
fn part(plan: &Plan, capacity: Capacity, name: &str) -> String {
    part_of(plan, &cover(0), capacity, name)
}

fn part_of(plan: &Plan, cover: &ReportHead, capacity: Capacity, name: &str) -> String {
    let mut bytes = Vec::new();
    within(capacity, &mut bytes, (plan, None), cover).expect("memory takes it");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    let mut text = String::new();
    if let Ok(mut file) = archive.by_name(name) {
        file.read_to_string(&mut text).expect("it is text");
    }
    text
}

const FEW: Capacity = Capacity { rows: 15, notes: 3 };

#[test]
fn calls_beyond_a_full_sheet_go_on_in_another() {
    let workbook = part(&fixture::plan(), FEW, "xl/workbook.xml");
    for name in ["Status", "Customer", "Customer 2", "Issues"] {
        let sheet = format!("<sheet name=\"{name}\"");
        assert!(workbook.contains(&sheet), "{name} in {workbook}");
    }
    assert!(!workbook.contains("Customer 3") && !workbook.contains("Field"));
}

#[test]
fn the_first_sheet_shows_the_plans_id() {
    let id = "0a1b2c3d4e5f".parse().expect("an id");
    let plan = Plan {
        id,
        ..fixture::plan()
    };
    let texts = ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"];
    let texts = texts.map(|name| part(&plan, FEW, name)).concat();
    assert!(texts.contains("0a1b2c3d4e5f"));
}

#[test]
fn notes_run_out_and_the_changes_stand_in_words() {
    let plan = fixture::plan();
    let notes = |name| part(&plan, FEW, name).matches("<comment ").count();
    assert_eq!(notes("xl/comments1.xml") + notes("xl/comments2.xml"), 3);
    let customers = part(&plan, FEW, "xl/worksheets/sheet5.xml");
    let changes = customers.matches("customer_group_name: Cần Thơ → Miền Tây");
    assert!(changes.count() > 5, "{customers}");
}

#[test]
fn the_cover_s_time_is_the_workbook_s() {
    let core = part(&Plan::default(), Capacity::EXCEL, "docProps/core.xml");
    assert_eq!(core.matches("1970-01-01T00:00:00Z").count(), 2, "{core}");
}

#[test]
fn an_empty_plan_is_a_workbook_all_the_same() {
    let workbook = part(&Plan::default(), Capacity::EXCEL, "xl/workbook.xml");
    assert_eq!(workbook.matches("<sheet name=").count(), 2, "{workbook}");
}

#[test]
fn a_writer_that_fails_is_an_error() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let refused = xlsx::plan(Full, &fixture::plan(), &cover(0));
    let kind = refused.map_err(|error| error.kind());
    assert_eq!(kind, Err(io::ErrorKind::StorageFull));
}

#[test]
fn a_time_before_excel_s_is_an_error() {
    let mut bytes = Vec::new();
    let refused = xlsx::plan(&mut bytes, &fixture::plan(), &cover(-100_000_000_000));
    assert!(refused.is_err());
}
