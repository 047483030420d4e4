//! `init` with the real program on exports that it has not seen.
//!
//! What it writes is parsed and checked as any configuration. Invariant: no test here completes a mapping,
//! but for what the export has no column for.

use std::{fs, path::Path};

use rust_xlsxwriter::Workbook;
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    exports::{EXPORTS, Export},
    fixture::Fixture,
    program::{self, Ran},
};

struct ExportFolder(TempDir);

impl ExportFolder {
    fn new() -> Self {
        Self(TempDir::new().expect("a folder can be made"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn put(&self, export: &Export) {
        let path = self.path().join(export.file);
        if path.extension().is_some_and(|kind| kind == "xlsx") {
            return workbook(&path, export);
        }
        let lines = export.title.iter().chain(export.lines);
        let lines: Vec<String> = lines
            .map(|line| line.replace('|', &export.delimiter.to_string()))
            .collect();
        fs::write(path, lines.join("\r\n")).expect("it can be written");
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).expect("it can be written");
    }

    #[track_caller]
    fn run(&self, arguments: &[&str]) -> Ran {
        program::start(self.path(), arguments, &[]).end()
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path().join("vbot-sync.toml")).expect("it was written")
    }
}

fn workbook(path: &Path, export: &Export) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in export.title.iter().chain(export.lines).enumerate() {
        for (column, cell) in line
            .split('|')
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
        {
            let (row, column) = (
                u32::try_from(row).expect("few"),
                u16::try_from(column).expect("few"),
            );
            sheet.write(row, column, cell).expect("it is a cell");
        }
    }
    book.save(path).expect("it can be written");
}

#[track_caller]
fn has(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(
            text.lines().any(|one| one.starts_with(line)),
            "no “{line}” in\n{text}"
        );
    }
}

#[test]
fn the_usual_exports_are_mapped_without_help() {
    for export in &EXPORTS {
        let desk = ExportFolder::new();
        desk.put(export);
        let ran = desk.run(&["init", export.file]).exits(0);
        if let Some(folder) = std::env::var_os("SHOW") {
            let shown = format!("{}\n{}", ran.stdout, desk.text());
            fs::write(
                Path::new(&folder).join(export.file).with_extension("txt"),
                shown,
            )
            .expect("it can be written");
        }
        ran.tells(&[
            "written: vbot-sync.toml",
            "Before the first sync:",
            "vbot-sync check",
        ]);
        let text = desk.text();
        has(&text, &["entity = \"customer\"", "[source.columns]"]);
        has(&text, export.mapped);
        assert!(text.matches("# sure").count() >= 4, "{text}");
        completed(&desk, export);
        let rows = export.lines.len() - 1;
        let good = format!("customer {rows} rows are good, 0 rejected");
        desk.run(&["check"]).exits(0).tells(&[&good]);
    }
}

/// Gives the attributes that have no column a value for all.
fn completed(desk: &ExportFolder, export: &Export) {
    let text = desk.text();
    for name in export.defaults {
        has(&text, &[&format!("# {name} = \"…\"")]);
    }
    let lines = text.lines().map(|line| {
        let is_meant = |name: &&&str| {
            line.starts_with(&format!("# {name} = \"…\"")) && line.contains("remove the #")
        };
        match export.defaults.iter().find(is_meant) {
            Some(name) => format!("{name} = \"X\""),
            None => line.to_owned(),
        }
    });
    let lines: Vec<String> = lines.collect();
    desk.write("vbot-sync.toml", &lines.join("\n"));
}

#[test]
fn nothing_is_overwritten() {
    let desk = ExportFolder::new();
    desk.put(&EXPORTS[0]);
    desk.write("vbot-sync.toml", "mine");
    desk.run(&["init", EXPORTS[0].file])
        .fails_with(1, &["exists already", "hint: ", "--out"]);
    assert_eq!(desk.text(), "mine");
    desk.run(&["init", EXPORTS[0].file, "--out", "other.toml"])
        .exits(0)
        .tells(&["--config other.toml check"]);
    let printed = desk
        .run(&["init", EXPORTS[0].file, "--stdout"])
        .exits(0)
        .stdout;
    let other = fs::read_to_string(desk.path().join("other.toml")).expect("it was written");
    assert_eq!(printed, other, "the same files give the same bytes");
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_nothing_is_written() {
    let desk = ExportFolder::new();
    desk.put(&EXPORTS[0]);
    desk.write("broken.xlsx", "no workbook");
    desk.run(&["init", EXPORTS[0].file, "broken.xlsx"])
        .fails_with(1, &["broken.xlsx"]);
    desk.run(&["init", "absent.csv"])
        .fails_with(1, &["absent.csv"]);
    desk.write("words.csv", "one,two\n1,2\n");
    desk.run(&["init", "words.csv"])
        .fails_with(1, &["nothing was recognised", "words.csv"]);
    assert!(!desk.path().join("vbot-sync.toml").exists());
}

#[test]
fn files_of_one_shape_become_a_pattern() {
    let desk = ExportFolder::new();
    let header = "Mã KH,Họ tên,SĐT,Trạng thái,Loại KH,Nhóm";
    for (year, code) in [("2024", "A"), ("2025", "B")] {
        let rows = format!(
            "{header}\n{code}1,Lê An,0912345678,MOI,LE,HN\n{code}2,Lê Bảo,0912345679,MOI,LE,HN\n"
        );
        desk.write(&format!("khach-{year}.csv"), &rows);
    }
    desk.run(&["init", "khach-2024.csv", "khach-2025.csv"])
        .exits(0);
    has(&desk.text(), &["path = \"khach-*.csv\"  "]);
    desk.run(&["check"])
        .exits(0)
        .tells(&["customer 4 rows are good"]);
    desk.write("khach-cu.csv", header);
    desk.run(&[
        "init",
        "khach-2024.csv",
        "khach-2025.csv",
        "--out",
        "two.toml",
    ])
    .exits(0);
    let two = fs::read_to_string(desk.path().join("two.toml")).expect("it was written");
    assert_eq!(two.matches("[[source]]").count(), 2, "{two}");
}

#[test]
fn the_account_can_be_told_and_paths_lead_from_the_configuration() {
    let desk = ExportFolder::new();
    desk.put(&EXPORTS[7]);
    fs::create_dir(desk.path().join("conf")).expect("a folder can be made");
    let account = [
        "--base-url",
        "http://127.0.0.1:1",
        "--vbot-id",
        "1",
        "--project-code",
        "P",
        "--dialect",
        "v2",
    ];
    let arguments = [
        &["--config", "conf/a.toml", "init", "bitrix24.csv"],
        &account[..],
    ]
    .concat();
    let ran = desk.run(&arguments).exits(0);
    assert!(!ran.stdout.contains("fill in"), "{ran}");
    let text = fs::read_to_string(desk.path().join("conf/a.toml")).expect("it was written");
    has(
        &text,
        &[
            "path = \"../bitrix24.csv\"",
            "dialect = \"v2\"",
            "base_url = \"http://127.0.0.1:1\"",
            "# delimiter = \";\"",
        ],
    );
}

#[test]
fn an_old_encoding_is_named() {
    let desk = ExportFolder::new();
    let names = "Bùi Xuân Nam;Tô Anh Thư;Ngô Công Danh;Mai Thu Hà;Lê Quang Huy;Phan Thanh Tú;\
        Cao Minh Quân;Trương Đình Tâm;Lương Thu Hương;Đinh Công Tráng";
    let rows = (0..).zip(names.split(';'));
    let rows = rows.map(|(number, name)| format!("K{number},{name},091234567{number}"));
    let rows: Vec<String> = rows.collect();
    let text = format!("Mã KH,Tên,SĐT\n{}\n", rows.join("\n"));
    // Windows-1258 writes `ê`, `ơ` and `Đ` as one byte each and the tilde of `ã` as one of its own.
    let bytes: Vec<u8> = text
        .chars()
        .flat_map(|one| match one {
            'Đ' => vec![0xD0],
            'đ' => vec![0xF0],
            'ơ' => vec![0xF5],
            'ư' => vec![0xFD],
            'ã' => vec![b'a', 0xDE],
            one => vec![u8::try_from(u32::from(one)).expect("it is one byte")],
        })
        .collect();
    fs::write(desk.path().join("kh.csv"), bytes).expect("it can be written");
    desk.run(&["init", "kh.csv"]).exits(0);
    has(
        &desk.text(),
        &["encoding = \"windows-1258\"", "customer_no = \"Mã KH\""],
    );
}

/// The samples' own configuration maps one field more, and translates a status that only night 2 has.
#[test]
fn the_samples_are_planned_as_their_own_configuration_plans_them() {
    let scene = Fixture::samples().start();
    let own = scene.plan();
    let files = ["exports/danh-muc.xlsx", "exports/khach-hang.csv"];
    scene
        .run(&["init", files[0], files[1], "--out", "init.toml"])
        .exits(0);
    let ran = scene
        .run(&["--config", "init.toml", "plan", "--json"])
        .exits(0);
    let guessed: Value = ran.json();
    assert_eq!(guessed["summary"], own["summary"]);
    assert_eq!(guessed["issues"], own["issues"]);
    let text = fs::read_to_string(scene.path("init.toml")).expect("it was written");
    has(
        &text,
        &["# MA_NV = \"Nhân viên\"", "\"Khách mới\" = \"MOI\""],
    );
    assert!(without_field(&guessed, "MA_NV") == without_field(&own, "MA_NV"));
}

/// The calls as if no customer had that field.
fn without_field(plan: &Value, field: &str) -> Value {
    let mut calls = plan["calls"].clone();
    let calls_of = calls.as_array_mut().expect("it is a list");
    let definition = calls_of.iter().find(|call| call["code"] == field);
    let definition = definition.expect("the field is created")["id"].clone();
    for call in calls_of {
        let after = call["after"].as_array_mut().expect("it is a list");
        after.retain(|id| *id != definition);
        let changes = call["changes"].as_object_mut().expect("it is an object");
        changes.remove(field);
        if let Some(fields) = call["body"]["fileds"].as_array_mut() {
            fields.retain(|one| one["field_key"] != field);
        }
    }
    calls
}
