//! Columns that only a create sends: `write = "create"`.

use serde_json::json;
use vbot_sync::{model::Dialect, sandbox::Rules};

use crate::{
    fixture::{CUSTOMER, Fixture, FixtureBuilder, table},
    v3_account::{V3Account, sheets},
};

const MAPPING: &str = r#"
[source.columns]
customer_name = { column = "customer_name", write = "create" }
customer_type_code = { constant = "LE", write = "create" }
[source.fields]
NGUON = { column = "Nguồn", write = "create" }
"#;

fn header() -> String {
    format!("{},Nguồn", CUSTOMER.replace(",customer_type_code", ""))
}

fn scene(rows: &[&str]) -> FixtureBuilder {
    let lookup = |entity: &str, rows: &[&str]| table(&format!("{entity}_no,{entity}_name"), rows);
    let field = table("field_no,field_name,field_type", &["NGUON,Nguồn,STRING"]);
    Fixture::builder()
        .source("status", &lookup("status", &["MOI,Mới", "CU,Cũ"]), "")
        .source("type", &lookup("type", &["LE,Khách lẻ"]), "")
        .source("group", &lookup("group", &["001,Hà Nội"]), "")
        .source("field", &field, "")
        .source("customer", &table(&header(), rows), MAPPING)
}

fn customers(scene: &Fixture, rows: &[&str]) {
    scene.write("customer.csv", table(&header(), rows));
}

#[test]
fn the_value_is_sent_with_the_create_and_left_out_of_the_comparison_later() {
    for dialect in [Dialect::V1, Dialect::V2] {
        let scene = scene(&["K1,An,0912345678,MOI,Hà Nội,Zalo"])
            .sandbox(|options| {
                options.rules = Rules {
                    dialect,
                    ..Rules::default()
                };
            })
            .start();
        scene.sync().exits(0);
        let an = scene.customer("K1");
        assert_eq!(
            (&an["customer_name"], &an["fields"]["NGUON"]),
            (&json!("An"), &json!("Zalo"))
        );
        scene.sent();
        customers(&scene, &["K1,Ân,0912345678,MOI,Hà Nội,Facebook"]);
        scene.sync().exits(0);
        assert_eq!(scene.sent(), [""; 0], "only these columns differ");
        customers(&scene, &["K1,Ân,0912345678,CU,Hà Nội,"]);
        let plan = scene.plan();
        let changes = json!({"customer_status_code": ["MOI", "CU"]});
        assert_eq!(plan["calls"][0]["changes"], changes);
        assert_eq!(plan["calls"][0]["body"]["customer_name"], "An");
        scene.sync().exits(0);
        let an = scene.customer("K1");
        assert_eq!(
            (&an["customer_name"], &an["fields"]["NGUON"]),
            (&json!("An"), &json!("Zalo"))
        );
        assert_eq!(an["customer_type_code"], "LE");
    }
}

#[test]
fn changing_a_column_to_create_sends_nothing() {
    let scene = scene(&["K1,An,0912345678,MOI,Hà Nội,Zalo"]).start();
    scene.configure(|text| text.replace(", write = \"create\"", ""));
    scene.sync().exits(0);
    scene.sent();
    scene.configure(|text| text.replace(" }", ", write = \"create\" }"));
    scene.sync().exits(0);
    customers(&scene, &["K1,Ân,0912345678,MOI,Hà Nội,Facebook"]);
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn a_column_that_was_never_sent_is_not_sent_later() {
    let scene = scene(&["K1,An,0912345678,MOI,Hà Nội,Zalo"]).start();
    let without = |text: String| text.replace("NGUON = {", "#NGUON = {");
    scene.configure(without);
    scene.sync().exits(0);
    scene.configure(|text| text.replace("#NGUON", "NGUON"));
    customers(&scene, &["K1,An,0912345678,CU,Hà Nội,Zalo"]);
    scene.sync().exits(0);
    let an = scene.customer("K1");
    assert_eq!(an["customer_status_code"], "CU");
    assert_eq!(an["fields"].get("NGUON"), None);
}

#[test]
fn check_names_the_columns() {
    let scene = scene(&["K1,An,0912345678,MOI,Hà Nội,Zalo"]).start();
    scene.run(&["check"]).exits(0).prints(&[
        "sent with a create only (updates of v1 and v2 repeat the value last sent): customer_name from “customer_name”; customer_type_code (a constant); NGUON from “Nguồn”",
    ]);
    scene.configure(|text| text.replace("write = \"create\"", "write = \"if-empty\""));
    let refused = scene.run(&["check"]);
    refused.fails_with(1, &["`write = \"if-empty\"` needs `dialect = \"v3\"`"]);
}

#[test]
fn an_update_of_v3_leaves_the_value_out() {
    let account = V3Account::start("", &sheets());
    account.sync().exits(0);
    account.configure(
        "[source.fields]",
        "[source.columns]\ncustomer_name = { column = \"customer_name\", write = \"create\" }\n[source.fields]",
    );
    account.sent();
    let mut next = sheets();
    let rows = next.get_mut("customer").expect("there are customers");
    rows[0] = "KH1,Ân,0912345678;0987654321,9 Phố,an@example.com,S1,T1,Hà Nội,1990-02-01,5,";
    account.sheets(&next);
    account.sync().exits(0);
    let sent = account.sent();
    let body = sent
        .iter()
        .find(|arrival| arrival.path.ends_with("/update"));
    let body = &body.expect("the address is updated").body;
    assert_eq!(
        body["fields"].as_object().map(serde_json::Map::len),
        Some(1),
        "{body}"
    );
}
