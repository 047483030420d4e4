//! `init` asks on a terminal for what it can't know, and takes the same answers as options.
//!
//! Invariant: on a terminal and as options, the same answers give the same configuration, and nothing is written before
//! the last one.

use std::fs;

use tempfile::TempDir;

use crate::program::{self, Ran};

const PATIENTS: &str = "Mã bệnh nhân,Họ tên bệnh nhân,SĐT người nhà,Di động của bệnh nhân,Ngày khám
BN1,Nguyễn Văn An,0912345699,0912345671,25/01/2024
BN2,Trần Thị Bình,,0912345672,02/02/2024
";

const ANSWERS: [&str; 14] = [
    "--base-url",
    "http://127.0.0.1:9",
    "--vbot-id",
    "1",
    "--project-code",
    "P",
    "--default",
    "customer_status_code=MOI",
    "--default",
    "customer_type_code=LE",
    "--default",
    "customer_group_name=Hà Nội",
    "--map",
    "Ngày khám=fields.NGAY_KHAM",
];

fn folder() -> TempDir {
    let folder = TempDir::new().expect("a folder can be created");
    fs::write(folder.path().join("bn.csv"), PATIENTS).expect("the file can be written");
    folder
}

#[track_caller]
fn run(folder: &TempDir, arguments: &[&str]) -> Ran {
    program::start(folder.path(), arguments, &[]).end()
}

fn written(folder: &TempDir) -> Option<String> {
    fs::read_to_string(folder.path().join("vbot-sync.toml")).ok()
}

#[test]
fn options_answer_everything_and_the_rows_are_checked() {
    let folder = folder();
    let ran = run(&folder, &[&["init", "bn.csv"], &ANSWERS[..]].concat());
    ran.exits(0).says(&[
        "customer 2 rows are good, 0 rejected",
        "Read vbot-sync.toml: nothing in it has to be changed",
    ]);
    run(&folder, &["check"]).exits(0);
    let text = written(&folder).expect("it was written");
    for line in [
        "\nNGAY_KHAM = { column = \"Ngày khám\", date = \"%d/%m/%Y\" }",
        "\ncustomer_status_code = \"MOI\"",
        "\n# SDT_NGUOI_NHA = ",
    ] {
        assert!(text.contains(line), "no “{line}” in\n{text}");
    }
}

#[test]
fn what_was_not_filled_in_is_refused_with_its_line() {
    let folder = folder();
    run(&folder, &["init", "bn.csv", "--no-input"]).exits(0);
    let text = written(&folder).expect("it was written");
    let line = text.lines().position(|line| line.contains("FILL-IN"));
    let place = format!("line {}: ", line.expect("there is one") + 1);
    for command in ["check", "plan", "status"] {
        run(&folder, &[command]).fails_with(1, &[&place, "`base_url`", "FILL-IN"]);
    }
}

#[test]
fn a_column_can_be_named_and_left_out() {
    let folder = folder();
    let map = |pair| ["init", "bn.csv", "--stdout", "--yes", "--map", pair];
    let ran = run(&folder, &map("SĐT người nhà=customer_phones")).exits(0);
    let line = "\ncustomer_phones = \"SĐT người nhà\"  ";
    assert!(ran.stdout.contains(line), "{ran}");
    let ran = run(&folder, &map("Ngày khám=-")).exits(0);
    assert!(ran.stdout.contains("\n# NGAY_KHAM = "), "{ran}");
    run(&folder, &map("Ngày sinh=-")).fails_with(2, &["“Ngày sinh”"]);
    run(&folder, &map("Ngày khám=customer_nme")).exits(2);
    assert_eq!(written(&folder), None);
}

#[cfg(unix)]
mod terminal {
    use super::*;
    use crate::pty;

    #[test]
    fn answers_on_a_terminal_are_those_of_the_options() {
        let folder = folder();
        run(
            &folder,
            &[&["init", "bn.csv", "--out", "same.toml"], &ANSWERS[..]].concat(),
        )
        .exits(0);
        let mut asked = pty::start(folder.path(), &["init", "bn.csv"]);
        asked.answers("API:", "ftp://wrong\r");
        asked.answers(
            "https://",
            &format!("{}http://127.0.0.1:9\r", "\u{7f}".repeat(11)),
        );
        asked.answers("(vbot_id):", "1\r");
        asked.answers("(project_code):", "P\r");
        for (attribute, value) in [
            ("customer_status_code", "MOI"),
            ("customer_type_code", "LE"),
            ("customer_group_name", "Hà Nội"),
        ] {
            asked.answers(attribute, "\r");
            asked.answers("as the account has it:", &format!("{value}\r"));
        }
        asked.answers("custom fields", "\u{1b}[B \r");
        asked.answers("“Ngày khám”: NGAY_KHAM", "\r");
        let (code, shown) = asked.end();
        assert_eq!(code, Some(0), "{shown}");
        assert!(shown.contains("4. vbot-sync sync"), "{shown}");
        let same = fs::read_to_string(folder.path().join("same.toml")).ok();
        assert_eq!(written(&folder), same);
    }

    #[test]
    fn ctrl_c_leaves_nothing() {
        let folder = folder();
        let mut asked = pty::start(folder.path(), &["--lang", "vi", "init", "bn.csv"]);
        asked.answers("Địa chỉ (URL) API của tài khoản", "\r");
        asked.answers("(vbot_id)", "\u{3}");
        let (code, shown) = asked.end();
        assert_eq!(code, Some(5), "{shown}");
        assert!(shown.contains("không ghi gì cả"), "{shown}");
        assert_eq!(written(&folder), None);
        let mut asked = pty::start(folder.path(), &["init", "bn.csv", "--catalogue", "dm.xlsx"]);
        asked.answers("API:", "\u{3}");
        assert_eq!(asked.end().0, Some(5));
        let names = fs::read_dir(folder.path()).expect("it can be listed");
        assert_eq!(names.count(), 1, "only the sheet is there");
    }

    #[test]
    fn nothing_is_asked_where_an_option_says_so() {
        let folder = folder();
        let asked = pty::start(folder.path(), &["init", "bn.csv", "--no-input"]);
        let (code, shown) = asked.end();
        assert_eq!(code, Some(0), "{shown}");
        assert!(shown.contains("fill in `vbot_id`"), "{shown}");
    }
}
