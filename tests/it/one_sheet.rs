//! One sheet that several sources read: customers and their groups, or two customers in each row.
//!
//! Invariant: the row count kept for one source is never compared with that of another source.

use crate::fixture::{Fixture, FixtureBuilder};

/// Rows with a customer, a group, and the spouse, who is a customer too.
fn rows(count: usize, mail: &str) -> String {
    let row = |number| {
        format!(
            "KH{number:02},An,0912345{number:03},a@example.com,HN,Hà Nội,VO{number:02},Bình,0913345{number:03},b@example.com\n"
        )
    };
    let rows: String = (0..count).map(row).collect();
    format!("Mã KH,Tên KH,SĐT,Thư,Mã nhóm,Nhóm,Mã vợ,Tên vợ,SĐT vợ,{mail}\n{rows}")
}

const LOOKUPS: &str = "
[source.defaults]
customer_status_code = \"MOI\"
customer_type_code = \"LE\"
";

fn customers(columns: &str) -> String {
    let shared = "path = \"kh.csv\"\n[source.columns]\ncustomer_group_name = \"Nhóm\"\n";
    format!("[[source]]\nentity = \"customer\"\n{shared}{columns}{LOOKUPS}")
}

fn scene() -> Fixture {
    let lookup = |name: &str, code: &str| format!("{name}_no,{name}_name\n{code},{code}\n");
    let scene: FixtureBuilder = Fixture::builder()
        .source("status", &lookup("status", "MOI"), "")
        .source("type", &lookup("type", "LE"), "");
    let scene = scene.start();
    let first = "customer_no = \"Mã KH\"\ncustomer_name = \"Tên KH\"\ncustomer_phones = \"SĐT\"\ncustomer_email = \"Thư\"\n";
    let second = "customer_no = \"Mã vợ\"\ncustomer_name = \"Tên vợ\"\ncustomer_phones = \"SĐT vợ\"\ncustomer_email = \"Thư vợ\"\n";
    let group = "[[source]]\nentity = \"group\"\npath = \"kh.csv\"\n[source.columns]\ngroup_no = \"Mã nhóm\"\ngroup_name = \"Nhóm\"\n";
    let sources = [group.to_owned(), customers(first), customers(second)].concat();
    scene.configure(|text| format!("{text}\n{sources}"));
    scene.write("kh.csv", rows(30, "Thư vợ"));
    // Each group is in many rows, which is reported.
    scene.sync().exits(0);
    scene.server.reset_log();
    scene
}

#[test]
fn an_unchanged_shared_sheet_sends_nothing() {
    let scene = scene();
    assert_eq!(
        scene
            .records("customer")
            .as_object()
            .map(serde_json::Map::len),
        Some(60)
    );
    for _ in 0..2 {
        scene.sync().exits(0).prints(&["Nothing to do"]);
        assert_eq!(scene.sent(), [""; 0]);
    }
}

#[test]
fn a_row_of_a_shared_sheet_is_certified_once() {
    let scene = scene();
    scene.run(&["certify", "--out", "."]).exits(0);
    let text = std::fs::read_to_string(scene.path("certificate.json")).expect("written");
    let certificate: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let sources = certificate["sources"].as_array().expect("a list");
    let source = sources.iter().find(|source| source["entity"] == "customer");
    let source = source.expect("the customers");
    assert_eq!(
        [&source["rows"], &source["accepted"], &source["unchanged"]],
        [30, 30, 0]
    );
}

#[test]
fn guards_check_every_source_of_a_shared_sheet() {
    let scene = scene();
    scene.write("kh.csv", rows(10, "Thư vợ"));
    let short = ["kh.csv has 10 rows; at the last successful run it had 30"];
    let twice = ["kh.csv has 20 rows; at the last successful run it had 60"];
    let flags = ["--min-rows group=10", "--min-rows customer=20"];
    let ran = scene.sync().exits(4);
    ran.stderr_has(&short).stderr_has(&twice).stderr_has(&flags);
    scene.write("kh.csv", rows(30, "Ghi chú"));
    let words = ["no longer has the column for customer_email (“Thư vợ”)"];
    let ran = scene.sync().exits(4).stderr_has(&words);
    ran.stderr_has(&["--drop-column customer.customer_email"]);
    assert_eq!(scene.sent(), [""; 0]);
}
