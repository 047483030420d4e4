//! The comments in the file that `init` proposes are true.
//!
//! Invariant: each claim is compared with the behaviour of the program.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use crate::{fixture::Fixture, program};

const EXPORT: &str = "\
Mã KH,Họ tên,Điện thoại,Trạng thái,Loại,Nhóm,Ngày
KH1,Nguyễn Văn An,0912345671,MOI,LE,Hà Nội,01/02/1990
KH2,Trần Thị Bình,0912345672,CU,LE,Hà Nội,15/08/1985
";

fn proposed() -> String {
    let folder = TempDir::new().expect("a folder can be created");
    fs::write(folder.path().join("kh.csv"), EXPORT).expect("the file can be written");
    let ran = program::start(folder.path(), &["init", "kh.csv", "--stdout"], &[]);
    ran.end().exits(0).stdout
}

#[test]
fn generated_field_codes_are_marked_and_do_nothing() {
    let text = proposed();
    let fields = text
        .split("[source.fields]")
        .nth(1)
        .expect("there are fields");
    let fields: Vec<&str> = fields
        .lines()
        .skip(1)
        .take_while(|line| !line.is_empty() && !line.starts_with("[source"))
        .collect();
    let date = "# NGAY = { column = \"Ngày\", date = \"%d/%m/%Y\" }";
    assert!(fields.iter().any(|line| line.starts_with(date)), "{text}");
    for line in fields {
        assert!(line.contains("  # CHECK (the code is made up)"), "{line}");
        assert!(line.starts_with("# "), "{line}");
    }
    let head = text.split("[api]").next().expect("the text has a head");
    assert!(head.contains("A line marked CHECK may be wrong"), "{head}");
}

#[test]
fn create_missing_creates_lookups_without_a_source() {
    let text = proposed();
    let line = text.lines().find(|line| line.starts_with("create_missing"));
    let line = line.expect("the setting is there");
    assert!(
        line.ends_with(
            "# true: creates what appears only in customer rows, even if it has no source"
        ),
        "{line}"
    );
    let row = "KH1,An,0912345671,CHUA_CO,LE,Cần Thơ";
    let scene = Fixture::builder()
        .set("create_missing", "true")
        .customers(&[row])
        .start();
    scene.sync().exits(0);
    assert!(
        scene.sent().contains(&"create status CHUA_CO".to_owned()),
        "{:?}",
        scene.sent()
    );
    assert_eq!(
        scene.customer("KH1")["customer_status_code"],
        json!("CHUA_CO")
    );
}
