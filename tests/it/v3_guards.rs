//! What is refused or held under v3, and what a changed configuration asks for.

use serde_json::json;

use crate::v3_account::{V3Account, sheets};

/// A changed `[api.v3]` on a snapshot is refused by all that would trust it, and reading the account anew mends it.
#[test]
fn a_key_that_names_another_field_is_refused_until_the_account_is_read() {
    let account = V3Account::start("", &sheets());
    account.sync().exits(0);
    account.insert_field("THU", "STRING");
    account.configure("email = \"EMAIL\"", "email = \"THU\"");
    account.sent();
    for command in [
        &["plan"] as &[&str],
        &["check"],
        &["sync", "--yes"],
        &["drift"],
        &["rehearse"],
        &["adopt", "--yes"],
    ] {
        account.run(command).fails_with(
            1,
            &[
                "`email` of [api.v3] is \"THU\"",
                "write `email = \"EMAIL\"` under [api.v3] again",
                "vbot-sync adopt --from-account",
            ],
        );
    }
    assert_eq!(account.sent(), []);
    account.run(&["adopt", "--from-account", "--yes"]).exits(0);
    account.sync().exits(0);
    let customers = account.customers();
    assert_eq!(customers["KH1"]["THU"], "an@example.com");
    assert_eq!(
        customers["KH1"]["EMAIL"], "an@example.com",
        "it is not ours any more"
    );
    account.sync().exits(0).prints(&["with 0 requests"]);
}

#[test]
fn the_options_of_another_field_are_made_anew() {
    let account = V3Account::start("", &sheets());
    account.sync().exits(0);
    account.insert_field("TT_2", "SELECT");
    account.configure("status = \"TT\"", "status = \"TT_2\"");
    account.sync().fails_with(1, &["`status` of [api.v3]"]);
    account.run(&["adopt", "--from-account", "--yes"]).exits(0);
    account.sync().exits(0);
    assert_eq!(account.options("TT_2"), account.options("TT"));
    assert_eq!(account.customers()["KH2"]["TT_2"], "S2");
}

#[test]
fn further_phones_and_further_keys_change_nothing_that_was_sent() {
    let account = V3Account::start("", &sheets());
    account.configure("phones = [\"phone\", \"SDT_2\"]", "phones = [\"phone\"]");
    account.sync().exits(3);
    account.configure("phones = [\"phone\"]", "phones = [\"phone\", \"SDT_2\"]");
    account.sync().exits(0);
    account.equals(&sheets());
    account.configure("phones = [\"phone\", \"SDT_2\"]", "phones = [\"phone\"]");
    account
        .run(&["plan"])
        .fails_with(1, &["write `phones = [\"phone\", \"SDT_2\"]`"]);
}

#[test]
fn a_resumed_run_writes_to_the_fields_of_its_plan() {
    let account = V3Account::start("", &sheets());
    account.insert_field("THU", "STRING");
    account.kill_sync_at_first_customer();
    account.configure("email = \"EMAIL\"", "email = \"THU\"");
    account.sent();
    account
        .run(&["resume"])
        .fails_with(1, &["`email` of [api.v3]"]);
    assert_eq!(account.sent(), []);
    account.configure("email = \"THU\"", "email = \"EMAIL\"");
    account.run(&["resume"]).exits(0);
    account.equals(&sheets());
}

#[test]
fn a_field_never_changes_its_type() {
    let account = V3Account::start("", &sheets());
    account.sync().exits(0);
    let mut other = sheets();
    other.insert(
        "field",
        vec![
            "NGAY_SINH,Ngày sinh,STRING",
            "DIEM,Điểm,number",
            "EMAIL,E-mail,NUMBER",
            "MOI,Mới,INTEGER",
        ],
    );
    account.sheets(&other);
    account.run(&["check"]).exits(3).prints(&[
        "the field `NGAY_SINH` is of the type DATE, and a field never changes its type",
        "the field `EMAIL` has to be of the type STRING, because `email` of [api.v3] names it",
        "“INTEGER” is no type of a field in v3",
    ]);
    account.sent();
    account.sync().exits(3);
    let writes = account.sent();
    assert!(
        !writes.iter().any(|it| it.path.ends_with("field/insert")),
        "{writes:?}"
    );
    let state = account.server.state();
    assert_eq!(state["fields"]["NGAY_SINH"]["type"], "DATE");
    account.equals(&sheets());
}

#[test]
fn a_group_without_a_sheet_is_referred_to_by_its_code() {
    let account = V3Account::start("", &sheets());
    let groups = "[[source]]\nentity = \"group\"\npath = \"group.csv\"\n";
    account.configure(groups, "");
    let rows = "customer_no,customer_name,customer_phones,customer_status_code,customer_type_code,customer_group_no,Ngày sinh,Điểm\nKH1,Nguyễn An,0912345678,S1,T1,G1,,\n";
    account.write("customer.csv", rows);
    account.insert_option("NHOM", "G1");
    account.run(&["rehearse"]).exits(0);
    account.sync().exits(0);
    assert_eq!(account.customers()["KH1"]["NHOM"], "G1");
    account.sync().exits(0).prints(&["with 0 requests"]);
}

/// The named fields may stand in the field sheet, and are made by the first run.
#[test]
fn named_fields_in_the_field_sheet_are_made_before_what_needs_them() {
    let mut listed = sheets();
    let fields = listed.get_mut("field").expect("there are fields");
    fields.extend([
        "TT_9,Trạng thái,SELECT",
        "THU,E-mail,STRING",
        "SDT_9,Số khác,PHONE",
    ]);
    let account = V3Account::start("", &listed);
    account.configure("status = \"TT\"", "status = \"TT_9\"");
    account.configure("email = \"EMAIL\"", "email = \"THU\"");
    account.configure("\"SDT_2\"", "\"SDT_9\"");
    account.run(&["adopt", "--from-account", "--yes"]).exits(0);
    account.sync().exits(0);
    let options = account.options("TT_9");
    assert_eq!(options.len(), 2);
    let customer = &account.customers()["KH1"];
    assert_eq!(
        [&customer["TT_9"], &customer["THU"], &customer["SDT_9"]],
        ["S1", "an@example.com", "0987654321"]
    );
    account.run(&["drift"]).exits(0);
    account.call(
        "/api/customer/update",
        &json!({"customer_code": "KH3", "fields": {"THU": ""}}),
    );
    account.run(&["drift"]).exits(6);
}

#[test]
fn a_named_field_that_nothing_makes_stops_every_way_of_reading() {
    let account = V3Account::start("", &sheets());
    account.configure("email = \"EMAIL\"", "email = \"THU\"");
    for command in [
        &["adopt", "--from-account", "--yes"] as &[&str],
        &["sync", "--yes"],
    ] {
        account.run(command).fails_with(1, &["no field `THU`"]);
    }
    assert_eq!(account.customers(), json!({}));
}

#[test]
fn rules_of_v3_are_for_a_sandbox_of_v3() {
    let account = V3Account::start("", &sheets());
    for dialect in ["v1", "v2"] {
        account
            .run(&["sandbox", "--dialect", dialect, "--v3-rules", "page_base=0"])
            .fails_with(2, &["--v3-rules are for --dialect v3"]);
    }
}
