//! What is not sent: rejected rows, withheld deletes, blank and unmapped cells.

use serde_json::{Value, json};

use crate::fixture::{CUSTOMER, Fixture, FixtureBuilder, table};

const AN: &str = "KH1,An,0912345671,MOI,LE,Hà Nội";
const BINH: &str = "KH2,Bình,0912345672,MOI,LE,Hà Nội";
const CHI: &str = "KH3,Chi,0912345673,CU,LE,Hà Nội";

/// An account that equals the sheets, with an empty log.
fn synced(builder: FixtureBuilder) -> Fixture {
    let scene = builder.start();
    scene.sync().exits(0);
    scene.server.reset_log();
    scene
}

/// Statuses, types, groups and customers all come from sheets.
pub fn managed(statuses: &[&str], customers: &[&str]) -> FixtureBuilder {
    Fixture::builder()
        .source("status", &table(STATUS, statuses), "")
        .source("type", &table("type_no,type_name", &["LE,Khách lẻ"]), "")
        .source("group", &table("group_no,group_name", &["001,Hà Nội"]), "")
        .source("customer", &table(CUSTOMER, customers), "")
}

pub const STATUS: &str = "status_no,status_name";

/// The rules of the plan's issues.
fn rules(plan: &Value) -> Vec<&str> {
    let issues = plan["issues"].as_array().expect("a plan has issues");
    issues
        .iter()
        .map(|issue| issue["rule"].as_str().expect("an issue has a rule"))
        .collect()
}

#[test]
fn a_rejected_row_is_held_and_not_deleted() {
    let scene = synced(Fixture::builder().customers(&[AN, BINH]));
    let before = scene.server.state();
    for broken in [
        "KH2,,0912345672,MOI,LE,Hà Nội",
        "KH2,Bình,,MOI,LE,Hà Nội",
        "KH2,Bình,không có,MOI,LE,Hà Nội",
        "KH2,Bình,0912345672,,LE,Hà Nội",
    ] {
        scene.customers(&[AN, broken]);
        scene.sync().exits(3).prints(&["1 row was held"]);
        assert_eq!(scene.sent(), [""; 0], "{broken}");
        assert_eq!(scene.server.state(), before, "{broken}");
    }
    scene.customers(&[AN, "KH2,Bình Minh,0912345672,MOI,LE,Hà Nội"]);
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["update customer KH2"]);
}

#[test]
fn a_held_record_is_not_matched_with_a_new_code() {
    let scene = synced(Fixture::builder().customers(&[AN, BINH]));
    // The new row has exactly the content that the held record had last.
    let copy = BINH.replace("KH2", "KH9");
    scene.customers(&[AN, "KH2,,0912345672,MOI,LE,Hà Nội", &copy]);
    scene.sync().exits(3);
    assert_eq!(scene.sent(), ["create customer KH9"]);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
}

#[test]
fn two_rows_that_contradict_each_other_are_both_held() {
    let scene = synced(Fixture::builder().customers(&[AN, BINH]));
    scene.customers(&[AN, BINH, "KH2,Bảo,0912345679,MOI,LE,Hà Nội"]);
    scene.sync().exits(3);
    assert_eq!(scene.sent(), [""; 0]);
    scene.customers(&[AN, BINH, BINH]);
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn an_unreadable_code_withholds_the_deletes_of_its_entity() {
    let scene = synced(managed(&["MOI,Mới", "CU,Cũ", "XA,Xa"], &[AN, BINH, CHI]));
    scene.customers(&[AN, ",Bình,0912345672,MOI,LE,Hà Nội"]);
    scene.write("status.csv", table(STATUS, &["MOI,Mới", "CU,Cũ"]));
    assert!(rules(&scene.plan()).contains(&"delete.withheld"));
    scene
        .sync()
        .exits(3)
        .prints(&["are kept, because the code of a rejected row can't be read"]);
    // Deletes of other entities are not withheld.
    assert_eq!(scene.sent(), ["delete status XA"]);
    scene.customers(&[AN]);
    scene.sync().exits(0);
    let mut sent = scene.sent();
    sent.sort();
    assert_eq!(sent, ["delete customer KH2", "delete customer KH3"]);
}

#[test]
fn without_deletes_vanished_records_are_reported_and_kept() {
    let scene = synced(
        Fixture::builder()
            .customers(&[AN, BINH])
            .set("deletes", "false"),
    );
    scene.customers(&[AN]);
    scene.sync().exits(0).prints(&["KH2", "`deletes = false`"]);
    assert!(rules(&scene.plan()).contains(&"delete.kept"));
    assert_eq!(scene.sent(), [""; 0]);
    assert_eq!(scene.customer("KH2")["customer_name"], "Bình");
    scene.set("deletes", "true");
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["delete customer KH2"]);
}

#[test]
fn an_unknown_name_holds_the_row_or_is_created() {
    let stranger = "KH2,Bình,0912345672,HEN,LE,Huế";
    let scene = synced(managed(&["MOI,Mới"], &[AN]));
    scene.customers(&[AN, stranger]);
    scene
        .sync()
        .exits(3)
        .prints(&["there is no status `HEN`", "there is no group `Huế`"]);
    assert_eq!(scene.sent(), [""; 0]);

    scene.set("create_missing", "true");
    scene.sync().exits(0);
    let sent = scene.sent();
    assert_eq!(sent.len(), 3, "{sent:?}");
    assert_eq!(sent[2], "create customer KH2");
    assert_eq!(scene.records("status")["HEN"]["status_name"], "HEN");
    assert_eq!(scene.records("group")["Huế"]["group_name"], "Huế");
    assert_eq!(scene.customer("KH2")["customer_group_name"], "Huế");
}

const ADDRESS: &str = "customer_address = {column = \"customer_address\", blank = \"keep\"}";

fn addressed(cells: [&str; 2]) -> String {
    let rows = [format!("{AN},{}", cells[0]), format!("{BINH},{}", cells[1])];
    let rows = rows.each_ref().map(String::as_str);
    table(&format!("{CUSTOMER},customer_address"), &rows)
}

#[test]
fn a_blank_cell_clears_the_value_unless_blank_is_keep() {
    for (mapping, left) in [("", ""), (ADDRESS, "1 Tràng Tiền")] {
        let more = format!("[source.columns]\n{mapping}");
        let builder = Fixture::builder()
            .customers(&[AN])
            .set("on_exists", "\"fail\"")
            .start();
        builder.configure(|text| format!("{text}{more}\n"));
        builder.write("customer.csv", addressed(["1 Tràng Tiền", "2 Hàng Bài"]));
        builder.sync().exits(0);
        builder.server.reset_log();
        // The name changes too, so the record is sent in both cases.
        let blank = addressed(["", "2 Hàng Bài"]).replace("An,", "Ân,");
        builder.write("customer.csv", blank);
        builder.sync().exits(0);
        assert_eq!(builder.sent(), ["update customer KH1"]);
        let customer = builder.customer("KH1");
        assert_eq!(customer["customer_name"], "Ân");
        assert_eq!(customer["customer_address"], left, "{mapping}");
        builder.sync().exits(0);
        assert_eq!(builder.sent(), [""; 0]);
    }
}

#[test]
fn unmapped_attributes_are_neither_sent_nor_compared() {
    let sheet = |note: &str| {
        let rows = [format!("{AN},{note}"), format!("{BINH},{note}")];
        table(
            &format!("{CUSTOMER},Nội bộ"),
            &rows.each_ref().map(String::as_str),
        )
    };
    let scene = Fixture::builder().customers(&[]).start();
    scene.write("customer.csv", sheet("tuyệt mật"));
    scene.sync().exits(0);
    for arrival in scene.server.log() {
        assert!(
            !arrival.body.to_string().contains("tuyệt mật"),
            "{}",
            arrival.body
        );
        for key in ["customer_email", "customer_address", "fileds"] {
            assert!(arrival.body.get(key).is_none(), "{key} in {}", arrival.body);
        }
    }
    assert_eq!(scene.sent().len(), 2);
    scene.write("customer.csv", sheet("vẫn tuyệt mật"));
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_sent_field_is_cleared_and_an_unsent_one_is_left_out() {
    let sheet = |cells: [&str; 2]| {
        let rows = [format!("{AN},{}", cells[0]), format!("{BINH},{}", cells[1])];
        table(
            &format!("{CUSTOMER},Nguồn"),
            &rows.each_ref().map(String::as_str),
        )
    };
    let scene = Fixture::builder().customers(&[]).start();
    crate::fixture::put(
        &scene.server,
        vbot_sync::model::Entity::Field,
        "NGUON",
        json!({"field_name": "Nguồn", "field_type": "STRING"}),
    );
    scene.configure(|text| format!("{text}[source.fields]\nNGUON = \"Nguồn\"\n"));
    scene.write("customer.csv", sheet(["Website", ""]));
    scene.sync().exits(0);
    let fields = |code: &str| -> Vec<Value> {
        let log = scene.server.log();
        let about = log
            .iter()
            .filter(|arrival| arrival.body["customer_no"] == code);
        about
            .map(|arrival| arrival.body["fileds"].clone())
            .collect()
    };
    assert_eq!(
        fields("KH1"),
        [json!([{"field_key": "NGUON", "field_value": "Website"}])]
    );
    assert!(
        fields("KH2")[0].as_array().is_none_or(Vec::is_empty),
        "{:?}",
        fields("KH2")
    );
    scene.server.reset_log();
    scene.write("customer.csv", sheet(["", ""]));
    scene.sync().exits(0);
    assert_eq!(
        fields("KH1"),
        [json!([{"field_key": "NGUON", "field_value": ""}])]
    );
    assert_eq!(scene.sent(), ["update customer KH1"]);
}

#[test]
fn a_lookup_used_by_a_held_customer_is_not_deleted() {
    let scene = synced(managed(&["MOI,Mới", "CU,Cũ"], &[AN, CHI]));
    scene.write("status.csv", table(STATUS, &["MOI,Mới"]));
    scene.customers(&[AN, "KH3,,0912345673,MOI,LE,Hà Nội"]);
    let plan = scene.plan();
    assert!(rules(&plan).contains(&"delete.blocked"), "{plan}");
    scene
        .sync()
        .exits(3)
        .prints(&["status “CU”", "customer KH3 still names it"]);
    assert_eq!(scene.sent(), [""; 0]);
    assert!(scene.records("status")["CU"].is_object());

    scene.customers(&[AN, "KH3,Chi,0912345673,MOI,LE,Hà Nội"]);
    scene.sync().exits(0);
    assert_eq!(scene.sent(), ["update customer KH3", "delete status CU"]);
}
