//! `init --from-account`: a configuration from what a v3 account has, with sheets and without.
//!
//! Invariant: the account is read, and nothing of it is written.

use std::fs;

use serde_json::json;

use crate::v3_account::{Sheets, V3Account};

/// An account with names that people give, read by `init` into `new.toml`.
fn account(rules: &str) -> V3Account {
    let account = V3Account::start(rules, &Sheets::new());
    for (code, name, kind, required) in [
        ("GIAI_DOAN", "Trạng thái khách hàng", "SELECT", false),
        ("HANG", "Hạng", "RADIO", true),
        ("CCCD", "Số CCCD", "STRING", true),
        ("SDT_NT", "Người thân (SĐT)", "PHONE", false),
    ] {
        let body = json!({
            "customer_field_code": code, "name": name, "type": kind, "is_required": required,
            "color": "#123456", "text_color": "#654321",
        });
        account.call("/api/customerfield/insert", &body);
    }
    for (field, code, name) in [
        ("GIAI_DOAN", "MOI", "Mới"),
        ("GIAI_DOAN", "CU", "Cũ"),
        ("LOAI", "LE", "Khách lẻ"),
        ("NHOM", "HN", "Hà Nội"),
        ("HANG", "VANG", "Vàng"),
        ("HANG", "BAC", "Bạc"),
        ("HANG", "BAC_2", "Bạc"),
    ] {
        let body = json!({
            "customer_field_code": field, "customer_field_option_code": code, "name": name,
            "color": "#123456", "text_color": "#654321", "type": "OPTION",
        });
        account.call("/api/customerfield/option/insert", &body);
    }
    account.sent();
    account
}

fn written(account: &V3Account, files: &[&str]) -> String {
    let url = format!("{}/", account.server.url());
    let mut arguments = vec![
        "init",
        "--from-account",
        "--base-url",
        &url,
        "--out",
        "new.toml",
    ];
    arguments.extend(files);
    let before = account.server.state();
    account.run(&arguments).exits(0);
    assert_eq!(account.server.state(), before);
    let reads = ["get-all", "count-all", "get-detail"];
    let is_read = |path: &str| reads.iter().any(|last| path.ends_with(last));
    assert!(account.sent().iter().all(|it| is_read(&it.path)));
    fs::read_to_string(account.path("new.toml")).expect("the file was written")
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
fn without_sheets_the_fields_and_options_are_written() {
    for rules in ["", "page_base=0,largest_page=2,order=newest"] {
        let account = account(rules);
        let text = written(&account, &[]);
        has(
            &text,
            &[
                "dialect = \"v3\"",
                "[api.v3]",
                "status = \"GIAI_DOAN\"",
                "type = \"LOAI\"",
                "group = \"NHOM\"",
                "address = \"DIA_CHI\"",
                "email = \"EMAIL\"",
                "phones = [\"phone\", \"SDT_2\"]",
                "# [[source]]",
                "# HANG = \"Hạng\"",
                "# [source.values.customer_status_code]",
                "# \"Mới\" = \"MOI\"",
                "# \"Vàng\" = \"VANG\"",
            ],
        );
        assert!(text.contains("RADIO “Hạng”, required, 3 options"), "{text}");
        account
            .run(&["--config", "new.toml", "check"])
            .exits(0)
            .prints(&["no [[source]] yet"]);
    }
}

#[test]
fn headers_are_matched_with_the_account_s_fields() {
    let account = account("");
    account.write(
        "kh.csv",
        "Mã KH,Tên KH,SĐT,Địa chỉ,Trạng thái,Loại,Nhóm,Hạng,Số CCCD,Ghi chú\n\
         KH1,An,0912345678,1 Phố,mới,Khách lẻ,Hà Nội,Vàng,001,a\n\
         KH2,Bình,0912345679,2 Phố,Cũ,Khách lẻ,Hà Nội,Kim cương,002,b\n",
    );
    let text = written(&account, &["kh.csv"]);
    has(
        &text,
        &[
            "customer_address = \"Địa chỉ\"",
            "HANG = \"Hạng\"",
            "CCCD = \"Số CCCD\"",
            "# GHI_CHU = \"Ghi chú\"",
            "[source.values.customer_status_code]",
            "\"mới\" = \"MOI\"",
            "\"Cũ\" = \"CU\"",
            "\"Khách lẻ\" = \"LE\"",
            "\"Hà Nội\" = \"HN\"",
            "[source.values.HANG]",
            "\"Vàng\" = \"VANG\"",
            "# \"Kim cương\" = \"…\"",
            "# \"Bạc\" = \"BAC\"",
        ],
    );
    account
        .run(&["--config", "new.toml", "check"])
        .exits(0)
        .prints(&["customer 2 rows are good, 0 rejected"]);
    account.write(
        "kh.csv",
        "Mã KH,Tên KH,SĐT,Địa chỉ,Trạng thái,Loại,Nhóm,Hạng,Số CCCD\n\
         KH1,An,0912345678,1 Phố,mới,Khách lẻ,Hà Nội,Vàng,001\n",
    );
    account
        .run(&["--config", "new.toml", "sync", "--yes"])
        .exits(0);
    let customer = &account.customers()["KH1"];
    assert_eq!(
        (&customer["GIAI_DOAN"], &customer["NHOM"], &customer["HANG"]),
        (&json!("MOI"), &json!("HN"), &json!("VANG"))
    );
    account
        .run(&["--config", "new.toml", "adopt", "--from-account", "--yes"])
        .exits(0);
    account
        .run(&["--config", "new.toml", "sync", "--yes"])
        .exits(0)
        .prints(&["with 0 requests"]);
}

#[test]
fn a_key_that_is_wrong_or_missing_is_named_and_never_shown() {
    let mut account = account("");
    let url = account.server.url();
    let arguments = ["init", "--from-account", "--base-url", &url, "--stdout"];
    account.environment[0].1 = "sk-opa-wrong-key".to_owned();
    let ran = account.run(&arguments).fails_with(1, &["VBOT_API_KEY"]);
    assert!(!format!("{ran}").contains("sk-opa-wrong-key"));
    assert_eq!(ran.stdout, "");
    account.environment.clear();
    account.run(&arguments).fails_with(1, &["VBOT_API_KEY"]);
    account.run(&arguments[..2]).exits(2);
}
