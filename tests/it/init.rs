//! `init` with the real program on the exports of usual systems.
//!
//! The written configuration is parsed and checked as any other. Invariant: no test here completes a mapping,
//! except attributes for which the export has no column.

use std::{fs, path::Path};

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use crate::{
    exports::{EXPORTS, Export},
    program::{self, Ran},
};

/// What else would have to be filled in.
pub const ACCOUNT: [&str; 6] = [
    "--base-url",
    "http://127.0.0.1:9",
    "--vbot-id",
    "1",
    "--project-code",
    "P",
];

struct ExportFolder(TempDir);

impl ExportFolder {
    fn new() -> Self {
        Self(TempDir::new().expect("a folder can be created"))
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
        fs::write(path, lines.join("\r\n")).expect("the file can be written");
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).expect("the file can be written");
    }

    #[track_caller]
    fn run(&self, arguments: &[&str]) -> Ran {
        program::start(self.path(), arguments, &[]).end()
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path().join("vbot-sync.toml")).expect("the file was written")
    }
}

pub fn workbook(path: &Path, export: &Export) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in export.title.iter().chain(export.lines).enumerate() {
        for (column, cell) in line
            .split('|')
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
        {
            let (row, column) = (
                u32::try_from(row).expect("a small number"),
                u16::try_from(column).expect("a small number"),
            );
            sheet
                .write(row, column, cell)
                .expect("the cell can be written");
        }
    }
    book.save(path).expect("the file can be written");
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
        let dir = ExportFolder::new();
        dir.put(export);
        let ran = dir
            .run(&[&["init", export.file], &ACCOUNT[..]].concat())
            .exits(0);
        if let Some(folder) = std::env::var_os("SHOW") {
            let shown = format!("{}\n{}", ran.stderr, dir.text());
            fs::write(
                Path::new(&folder).join(export.file).with_extension("txt"),
                shown,
            )
            .expect("the file can be written");
        }
        assert!(
            ran.stdout.is_empty() && ran.stderr.lines().count() <= 40,
            "{ran}"
        );
        ran.says(&[
            "written: vbot-sync.toml",
            "What to do next: 1. Read vbot-sync.toml and edit these lines:",
            "2. vbot-sync check",
            "3. vbot-sync plan",
            "4. vbot-sync sync",
        ]);
        let text = dir.text();
        has(&text, &["entity = \"customer\"", "[source.columns]"]);
        has(&text, export.mapped);
        assert!(text.matches("# sure").count() >= 4, "{text}");
        completed(&dir, export);
        let rows = export.lines.len() - 1;
        let good = format!("customer {rows} rows are good, 0 rejected");
        dir.run(&["check"]).exits(0).prints(&[&good]);
    }
}

/// Gives every attribute without a column a default value.
fn completed(dir: &ExportFolder, export: &Export) {
    let text = dir.text();
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
    dir.write("vbot-sync.toml", &lines.join("\n"));
}

#[test]
fn init_overwrites_nothing() {
    let dir = ExportFolder::new();
    dir.put(&EXPORTS[0]);
    dir.write("vbot-sync.toml", "mine");
    dir.run(&["init", EXPORTS[0].file])
        .fails_with(1, &["exists already", "hint: ", "--out"]);
    assert_eq!(dir.text(), "mine");
    dir.run(&["init", EXPORTS[0].file, "--out", "other.toml"])
        .exits(0)
        .says(&["--config other.toml check"]);
    let printed = dir
        .run(&["init", EXPORTS[0].file, "--stdout"])
        .exits(0)
        .stdout;
    let other = fs::read_to_string(dir.path().join("other.toml")).expect("the file was written");
    assert_eq!(printed, other, "the same files give the same bytes");
}

#[test]
fn an_unreadable_file_is_named_and_nothing_is_written() {
    let dir = ExportFolder::new();
    dir.put(&EXPORTS[0]);
    dir.write("broken.xlsx", "no workbook");
    dir.run(&["init", EXPORTS[0].file, "broken.xlsx"])
        .fails_with(1, &["broken.xlsx"]);
    dir.run(&["init", "absent.csv"])
        .fails_with(1, &["absent.csv"]);
    dir.write("words.csv", "one,two\n1,2\n");
    dir.run(&["init", "words.csv"])
        .fails_with(1, &["nothing was recognised", "words.csv"]);
    assert!(!dir.path().join("vbot-sync.toml").exists());
}

#[test]
fn files_of_one_shape_become_a_pattern() {
    let dir = ExportFolder::new();
    let header = "Mã KH,Họ tên,SĐT,Trạng thái,Loại KH,Nhóm";
    for (year, code) in [("2024", "A"), ("2025", "B")] {
        let rows = format!(
            "{header}\n{code}1,Lê An,0912345678,MOI,LE,HN\n{code}2,Lê Bảo,0912345679,MOI,LE,HN\n"
        );
        dir.write(&format!("khach-{year}.csv"), &rows);
    }
    let files = ["init", "khach-2024.csv", "khach-2025.csv"];
    dir.run(&[&files[..], &ACCOUNT].concat()).exits(0);
    has(&dir.text(), &["path = \"khach-*.csv\"  "]);
    dir.run(&["check"])
        .exits(0)
        .prints(&["customer 4 rows are good"]);
    dir.write("khach-cu.csv", header);
    dir.run(&[
        "init",
        "khach-2024.csv",
        "khach-2025.csv",
        "--out",
        "two.toml",
    ])
    .exits(0);
    let two = fs::read_to_string(dir.path().join("two.toml")).expect("the file was written");
    assert_eq!(two.matches("[[source]]").count(), 2, "{two}");
}

#[test]
fn the_account_can_be_given_and_paths_are_relative_to_the_configuration() {
    let dir = ExportFolder::new();
    dir.put(&EXPORTS[7]);
    fs::create_dir(dir.path().join("conf")).expect("a folder can be created");
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
    let ran = dir.run(&arguments).exits(0);
    assert!(!ran.stderr.contains("fill in"), "{ran}");
    let text = fs::read_to_string(dir.path().join("conf/a.toml")).expect("the file was written");
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
    let dir = ExportFolder::new();
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
            one => vec![u8::try_from(u32::from(one)).expect("a character of one byte")],
        })
        .collect();
    fs::write(dir.path().join("kh.csv"), bytes).expect("the file can be written");
    dir.run(&["init", "kh.csv"]).exits(0);
    has(
        &dir.text(),
        &["encoding = \"windows-1258\"", "customer_no = \"Mã KH\""],
    );
}
