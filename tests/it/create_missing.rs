//! `create_missing` without a source: what appears only in customers' rows is created, and never deleted.

use serde_json::json;

use crate::fixture::{CUSTOMER, Fixture, table};

fn header() -> String {
    format!("{CUSTOMER},Nguồn")
}

fn scene(rows: &[&str]) -> Fixture {
    Fixture::builder()
        .set("create_missing", "true")
        .source(
            "customer",
            &table(&header(), rows),
            "[source.fields]\nNGUON = \"Nguồn\"",
        )
        .start()
}

#[test]
fn code_and_name_are_the_value_and_a_field_is_a_string() {
    let scene = scene(&["K1,An,0912345671,Mới,LE,Hà Nội,Zalo"]);
    scene.sync().exits(0);
    let records = |entity: &str| scene.records(entity);
    assert_eq!(records("status"), json!({"Mới": {"status_name": "Mới"}}));
    assert_eq!(records("type"), json!({"LE": {"type_name": "LE"}}));
    assert_eq!(records("group")["Hà Nội"]["group_name"], "Hà Nội");
    let field = &records("field")["NGUON"];
    assert_eq!(
        (&field["field_name"], &field["field_type"]),
        (&json!("NGUON"), &json!("STRING"))
    );
    scene.sent();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0], "they are there now");
}

#[test]
fn spellings_become_the_first_one_and_customers_are_sent_with_it() {
    let scene = scene(&[
        "K1,An,0912345671,Hoà-Bình,LE,Hoà Bình,",
        "K2,Bình,0912345672,hòa bình,LE,hòa  bình,",
        "K3,Chi,0912345673,Hoà Bình,LE,Hoà-Bình,",
    ]);
    scene.sync().exits(0);
    assert_eq!(
        scene.records("status"),
        json!({"Hoà-Bình": {"status_name": "Hoà-Bình"}})
    );
    let groups = scene.records("group");
    let groups = groups.as_object().expect("the groups");
    assert_eq!(groups.keys().collect::<Vec<_>>(), ["Hoà Bình"]);
    for code in ["K1", "K2", "K3"] {
        let customer = scene.customer(code);
        assert_eq!(customer["customer_status_code"], "Hoà-Bình", "{code}");
        assert_eq!(customer["customer_group_name"], "Hoà Bình", "{code}");
    }
    scene.sent();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}

#[test]
fn they_are_never_deleted() {
    let scene = scene(&["K1,An,0912345671,Mới,LE,Hà Nội,Zalo"]);
    scene.sync().exits(0);
    let rows = ["K1,An,0912345671,Cũ,SI,Huế,"];
    scene.write("customer.csv", table(&header(), &rows));
    scene.sync().exits(0);
    for (entity, code) in [
        ("status", "Mới"),
        ("type", "LE"),
        ("group", "Hà Nội"),
        ("field", "NGUON"),
    ] {
        assert!(
            scene.records(entity)[code].is_object(),
            "{entity} {code} stays"
        );
    }
    scene.sent();
    scene.sync().exits(0);
    assert_eq!(scene.sent(), [""; 0]);
}
