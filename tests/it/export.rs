//! Exports: plain tables of the snapshot, the journal and the history, and records that are read again as a source.

use std::fs;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::{Value, json};

use crate::{
    fixture::{CUSTOMER, Fixture, table},
    program::Ran,
};

const ENTITIES: [&str; 5] = ["status", "type", "group", "field", "customer"];

const AN: &str = "KH1,An,0912345678,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0987654321,MOI,LE,Hà Nội";

/// The sources that read the exported files; headers are found by the attributes' own names.
fn sources(ending: &str, entities: &[&str], fields: &[&str]) -> String {
    let fields = fields.iter().map(|code| format!("{code} = \"{code}\""));
    let fields = fields.collect::<Vec<_>>().join("\n");
    let source = |entity: &&str| {
        let place = match ending {
            "xlsx" => format!("path = \"all.xlsx\"\nsheet = \"{entity}\"\n"),
            _ => format!("path = \"exported-{entity}.{ending}\"\n"),
        };
        let fields = match *entity {
            "customer" => format!("[source.fields]\n{fields}\n"),
            _ => String::new(),
        };
        format!("\n[[source]]\nentity = \"{entity}\"\n{place}{fields}")
    };
    entities.iter().map(source).collect()
}

/// Exports these entities, reads them instead of the sheets, and asserts that there is nothing to send.
#[track_caller]
fn assert_reads_again(scene: &Fixture, entities: &[&str], fields: &[&str]) {
    for entity in entities {
        let out = format!("exported-{entity}.csv");
        let options = ["export", "records", "--entity", entity, "--out", &out];
        scene.run(&options).exits(0);
    }
    scene
        .run(&["export", "records", "--out", "all.xlsx"])
        .exits(0);
    let written = fs::read_to_string(scene.path("vbot-sync.toml")).expect("a configuration");
    let (head, _) = written.split_once("\n[[source]]").expect("sources");
    for ending in ["csv", "xlsx"] {
        let sources = sources(ending, entities, fields);
        scene.write("vbot-sync.toml", format!("{head}{sources}"));
        let plan = scene.plan();
        assert_eq!(plan["calls"], json!([]), "{ending}: {plan}");
        let counts = plan["summary"].as_object().expect("a summary");
        for entity in entities {
            let exported = fs::read_to_string(scene.path(&format!("exported-{entity}.csv")));
            let exported = exported.expect("the table is text");
            assert!(
                exported.lines().count() > 3,
                "{entity} has records: {exported}"
            );
            let mut rows = csv::Reader::from_reader(exported.as_bytes());
            assert_eq!(
                counts[*entity]["unchanged"],
                rows.records().count(),
                "{ending}: {plan}"
            );
            assert_eq!(counts[*entity]["held"], 0, "{ending}: {plan}");
        }
    }
    scene.write("vbot-sync.toml", written);
}

fn lines(ran: &Ran) -> Vec<Value> {
    let lines = ran.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("a line is an object"))
        .collect()
}

fn synced(rows: &[&str]) -> Fixture {
    let scene = Fixture::builder().customers(rows).start();
    scene.sync().exits(0);
    scene
}

#[test]
fn the_samples_are_read_again_without_a_call() {
    let scene = Fixture::samples().start();
    scene.sync();
    let fields = ["NGAY_SINH", "NGUON", "GHI_CHU", "MA_NV"];
    assert_reads_again(&scene, &ENTITIES, &fields);
}

#[test]
fn odd_texts_are_read_again_unchanged_and_are_no_formulas() {
    let scene = Fixture::builder().customers(&[]).start();
    scene.set("phones", "\"e164\"");
    let header = format!("{CUSTOMER},customer_address");
    let row = |code: &str, name: &str, address: &str| {
        let cells = [name, address].map(|text| format!("\"{}\"", text.replace('"', "\"\"")));
        let [name, address] = cells;
        format!("{code},{name},0912345678; 0987654321,MOI,LE,Hà Nội,{address}")
    };
    let rows = [
        row("00123", "=SUM(A1)", "+1 \"một\""),
        row("0987", "@An", "-5, Lê Lợi\n=cmd|' /C calc'!A0"),
        row("=7", "'Bình", "_x0041_ \u{200f}ngõ"),
        row("+8", "\"x\"", "＝1"),
        row("-9", "=\"x\"", "nói \"vâng\", rồi đi"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    scene.write("customer.csv", table(&header, &rows));
    scene.sync().exits(0);
    assert_reads_again(&scene, &["customer"], &[]);

    let bytes = fs::read(scene.path("exported-customer.csv")).expect("the table was written");
    assert!(bytes.starts_with("\u{feff}customer_no,customer_name,".as_bytes()));
    let mut cells = csv::Reader::from_reader(&bytes[3..]);
    for cell in cells.records().flat_map(|row| {
        let row = row.expect("a row");
        row.iter().map(str::to_owned).collect::<Vec<_>>()
    }) {
        let first = cell.trim_start().chars().next();
        let is_sign = first.is_some_and(|first| "=+-@＝".contains(first));
        let is_text = cell.starts_with("=\"") && cell.ends_with('"');
        assert!(!is_sign || is_text, "{cell}");
    }
    let mut workbook: Xlsx<_> = open_workbook(scene.path("all.xlsx")).expect("a workbook");
    let formulas = workbook.worksheet_formula("customer").expect("a sheet");
    assert!(formulas.is_empty(), "{formulas:?}");
    let cells = workbook.worksheet_range("customer").expect("a sheet");
    let is_text = |cell: &Data| matches!(cell, Data::String(_) | Data::Empty);
    assert!(
        cells.used_cells().all(|(_, _, cell)| is_text(cell)),
        "{cells:?}"
    );
}

#[test]
fn records_are_one_object_per_line() {
    let scene = synced(&["KH1,An,0912345678; 0987654321,MOI,LE,Hà Nội", BINH]);
    let ran = scene.run(&["export", "records"]).exits(0);
    let expected = json!({
        "entity": "customer", "customer_no": "KH1", "customer_name": "An",
        "customer_phones": ["0912345678", "0987654321"], "customer_address": null,
        "customer_email": null, "customer_status_code": "MOI", "customer_type_code": "LE",
        "customer_group_name": "Hà Nội",
    });
    let all = lines(&ran);
    assert_eq!((all.len(), &all[0]), (2, &expected));
    let none = scene.run(&["export", "records", "--entity", "status"]);
    assert_eq!(none.exits(0).stdout, "");
    let csv = [
        "export", "records", "--format", "csv", "--entity", "customer",
    ];
    let csv = scene.run(&csv).exits(0).stdout;
    assert!(
        csv.contains("\r\nKH1,An,0912345678; 0987654321,,,MOI,LE,Hà Nội\r\n"),
        "{csv}"
    );
}

#[test]
fn calls_have_their_run_and_their_changes() {
    let scene = synced(&[AN]);
    scene.customers(&["KH1,Ân,0912345678,MOI,LE,Hà Nội", BINH]);
    scene.sync().exits(0);
    let all = lines(&scene.run(&["export", "calls"]).exits(0));
    let of = |call: &Value| json!([call["run"], call["op"], call["code"], call["state"]]);
    let first = json!([1, "create", "KH1", "applied"]);
    assert_eq!((all.len(), of(&all[0])), (3, first));
    let of_run = lines(&scene.run(&["export", "calls", "--run", "2"]).exits(0));
    assert_eq!(of_run, all[1..]);
    let update = of_run.iter().find(|call| call["op"] == "update");
    let update = update.expect("an update");
    assert_eq!(update["changes"], json!({"customer_name": ["An", "Ân"]}));
    assert_eq!(update["origin"]["row"], 2);
    let keys: Vec<_> = update.as_object().expect("an object").keys().collect();
    let expected = [
        "run", "id", "entity", "op", "code", "new_code", "state", "attempts", "error", "message",
        "origin", "changes",
    ];
    assert_eq!(keys, expected);
    let csv = scene.run(&["export", "calls", "--run", "2", "--format", "csv"]);
    csv.exits(0).prints(&["customer_name: An → Ân"]);
    let none = scene
        .run(&["export", "calls", "--entity", "group"])
        .exits(0);
    assert_eq!(none.stdout, "");
    scene.run(&["export", "calls", "--run", "7"]).fails_with(
        1,
        &["there is no run 7", "`vbot-sync history` lists the runs"],
    );
}

#[test]
fn runs_are_summaries_or_rows_of_sums() {
    let scene = synced(&[AN, BINH]);
    let runs = lines(&scene.run(&["export", "runs"]).exits(0));
    let history = scene.run(&["history", "--json"]).exits(0).json();
    assert_eq!(json!(runs), history["runs"]);
    let csv = scene.run(&["export", "runs", "--format", "csv"]).exits(0);
    let mut rows = csv::Reader::from_reader(csv.stdout.as_bytes());
    let headers = rows.headers().expect("headers").clone();
    let row = rows.records().next().expect("a row").expect("a row");
    let of = |name: &str| {
        let column = headers.iter().position(|header| header == name);
        row[column.expect("the column exists")].to_owned()
    };
    let figures = ["applied_create", "applied_delete", "exit", "rows", "state"].map(of);
    assert_eq!(figures, ["2", "0", "0", "2", "finished"]);
    scene
        .run(&["export", "runs", "--out", "runs.xlsx"])
        .exits(0);
    let mut workbook: Xlsx<_> = open_workbook(scene.path("runs.xlsx")).expect("a workbook");
    let cells = workbook.worksheet_range("runs").expect("a sheet");
    assert_eq!(cells.get_value((1, 0)), Some(&Data::Float(1.0)));
}

#[test]
fn without_a_snapshot_the_table_is_empty_and_says_why() {
    let scene = Fixture::builder().customers(&[AN]).start();
    let ran = scene.run(&["export", "records"]).exits(0);
    assert_eq!(ran.stderr_has(&["nothing has been sent yet"]).stdout, "");
    scene
        .run(&["export", "calls", "--run", "1"])
        .fails_with(1, &["there is no run 1"]);
}

#[test]
fn wrong_options_are_refused() {
    let scene = synced(&[AN]);
    let refused = |options: &[&str], words: &[&str]| {
        let options = [&["export"], options].concat();
        scene.run(&options).fails_with(2, words);
    };
    refused(&["records", "--format", "csv"], &["--entity customer"]);
    refused(&["records", "--run", "1"], &["--run"]);
    refused(&["runs", "--entity", "group"], &["--entity"]);
    for kept in ["vbot-sync.db", "customer.csv", "vbot-sync.toml"] {
        let before = fs::read(scene.path(kept)).expect("the file exists");
        scene
            .run(&["export", "runs", "--format", "ndjson", "--out", kept])
            .fails_with(1, &["a file that vbot-sync itself reads or keeps"]);
        assert!(fs::read(scene.path(kept)).is_ok_and(|after| after == before));
    }
}

#[cfg(unix)]
#[test]
fn a_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;

    let scene = synced(&[AN]);
    scene
        .run(&["export", "records", "--out", "all.ndjson"])
        .exits(0);
    let found = fs::metadata(scene.path("all.ndjson")).expect("the file exists");
    assert_eq!(found.permissions().mode() & 0o777, 0o600);
}
