//! `init --catalogue`: a workbook of what customers refer to, which is completed and then is the source.

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::program::{self, Ran};

const CUSTOMERS: &str = "Mã KH;Họ tên;Điện thoại;Trạng thái;Loại KH;Nhóm;Ngày sinh;Nguồn
KH1;Nguyễn An;0912345671;Khách mới;Lẻ;Hoà Bình;01/02/1990;Zalo
KH2;Trần Bình;0912345672;khách  mới;Lẻ;Hòa Bình;03/04/1991;Zalo
KH3;Lê Chi;0912345673;Đã mua;Sỉ;Huế;05/06/1992;
KH4;Lê Dũng;0912345674;Khách-mới;Lẻ;Hoà Bình;05/06/1993;Facebook
";

const ACCOUNT: [&str; 6] = [
    "--base-url",
    "http://127.0.0.1:9",
    "--vbot-id",
    "1",
    "--project-code",
    "P",
];

#[track_caller]
fn run(folder: &Path, arguments: &[&str]) -> Ran {
    program::start(folder, arguments, &[]).end()
}

#[track_caller]
fn init(folder: &Path, files: &[&str]) -> Ran {
    let begin = [&["init"], files, &["--catalogue", "catalogue.xlsx"]].concat();
    run(folder, &[&begin[..], &ACCOUNT].concat())
}

fn folder() -> TempDir {
    let folder = TempDir::new().expect("a folder can be created");
    fs::write(folder.path().join("kh.csv"), CUSTOMERS).expect("the file can be written");
    folder
}

#[test]
fn the_workbook_is_read_as_the_source_of_what_customers_refer_to() {
    let folder = folder();
    init(folder.path(), &["kh.csv"]).exits(0).says(&[
        "written: catalogue.xlsx (2 of status, 2 of type, 2 of group, 2 of field)",
        "1. Complete catalogue.xlsx in Excel",
        "written: vbot-sync.toml",
    ]);
    let text = fs::read_to_string(folder.path().join("vbot-sync.toml")).expect("it was written");
    for line in [
        "sheet = \"status\"",
        "\"Khách mới\" = \"KHACH_MOI\"",
        "\"khách  mới\" = \"KHACH_MOI\"",
        "\"Khách-mới\" = \"KHACH_MOI\"",
        "\"Đã mua\" = \"DA_MUA\"",
        "\"Hòa Bình\" = \"Hoà Bình\"",
        "NGAY_SINH = { column = \"Ngày sinh\", date = \"%d/%m/%Y\" }",
    ] {
        assert!(text.contains(line), "{line} is missing in\n{text}");
    }
    run(folder.path(), &["check"]).exits(0);
    let plan = run(folder.path(), &["plan", "--json"]).exits(0).json();
    assert_eq!(plan["summary"]["status"]["create"], 2, "{plan}");
    assert_eq!(plan["summary"]["field"]["create"], 2);
    assert_eq!(plan["summary"]["customer"]["create"], 4);
    let calls = plan["calls"].as_array().expect("a plan has calls");
    let birthday = calls.iter().find(|call| call["code"] == "NGAY_SINH");
    let birthday = &birthday.expect("the field is created")["body"];
    assert_eq!(birthday["field_type"], "DATE", "{birthday}");
}

#[test]
fn no_file_is_overwritten_and_none_is_written_in_vain() {
    let folder = folder();
    let catalogue = folder.path().join("catalogue.xlsx");
    fs::write(&catalogue, "mine").expect("the file can be written");
    init(folder.path(), &["kh.csv"]).fails_with(1, &["catalogue.xlsx"]);
    assert_eq!(fs::read(&catalogue).expect("it is there"), b"mine");
    assert!(!folder.path().join("vbot-sync.toml").exists());
    fs::remove_file(&catalogue).expect("it can be removed");
    let night = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/night-1");
    let files = ["danh-muc.xlsx", "khach-hang.csv"].map(|name| night.join(name));
    let files = files
        .each_ref()
        .map(|path| path.to_str().expect("a path in Unicode"));
    init(folder.path(), &files)
        .exits(0)
        .says(&["catalogue.xlsx is not needed"]);
    assert!(!catalogue.exists());
}

#[test]
fn a_sample_without_its_catalogues_is_checked_without_errors() {
    let folder = TempDir::new().expect("a folder can be created");
    let night = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/night-1");
    let customers = folder.path().join("khach-hang.csv");
    fs::copy(night.join("khach-hang.csv"), customers).expect("the sample can be copied");
    init(folder.path(), &["khach-hang.csv"]).exits(0);
    run(folder.path(), &["check"]).exits(0);
}
