//! Values of fields with options under v3: what no option of the account is, is held in the plan.
//!
//! Invariant: where the options were never read, no row is held for them.

use serde_json::Value;

use crate::v3_account::{V3Account, sheets};

const HEADER: &str = "customer_no,customer_name,customer_phones,customer_address,customer_email,customer_status_code,customer_type_code,customer_group_name,Hạng,Sở thích";

/// An account with a RADIO and a CHECKBOX field, and sheets that fill them.
fn account(rows: &[[&str; 3]]) -> V3Account {
    let account = V3Account::start("largest_page=2", &sheets());
    account.insert_field("HANG", "RADIO");
    account.insert_field("SO_THICH", "CHECKBOX");
    account.configure(
        "NGAY_SINH = \"Ngày sinh\"\nDIEM = \"Điểm\"",
        "HANG = \"Hạng\"\nSO_THICH = \"Sở thích\"",
    );
    account.configure("[[source]]\nentity = \"field\"\npath = \"field.csv\"\n", "");
    for (field, code) in [
        ("HANG", "VANG"),
        ("HANG", "BAC"),
        ("HANG", "DONG"),
        ("SO_THICH", "A"),
        ("SO_THICH", "B"),
    ] {
        account.insert_option(field, code);
    }
    write(&account, rows);
    account.sent();
    account
}

fn write(account: &V3Account, rows: &[[&str; 3]]) {
    let row = |[code, rank, likes]: &[&str; 3]| {
        format!("{code},An {code},0912345678,,,S1,T1,Hà Nội,{rank},{likes}\n")
    };
    let rows: String = rows.iter().map(row).collect();
    account.write("customer.csv", &format!("{HEADER}\n{rows}"));
}

/// The rules of the errors that `check` finds.
fn errors(account: &V3Account) -> Vec<Value> {
    let check = account.run(&["check", "--json"]).json();
    let issues = check["issues"].as_array().cloned().unwrap_or_default();
    let is_error = |issue: &Value| issue["severity"] == "error";
    issues.into_iter().filter(is_error).collect()
}

#[test]
fn what_is_no_option_is_held_and_counted() {
    let account = account(&[
        ["K1", "VANG", "A"],
        ["K2", "KIM", "B"],
        ["K3", "bac", ""],
        ["K4", "BAC", "A;B"],
        ["K5", "", ""],
    ]);
    assert_eq!(errors(&account), [] as [Value; 0], "nothing was read yet");
    assert_eq!(account.sent(), [], "and `check` asks nothing");
    let ended = account
        .run(&["sync", "--yes", "--json"])
        .exits(3)
        .last_line();
    assert_eq!((&ended["held"], &ended["failed"]), (&3.into(), &0.into()));
    let codes = |account: &V3Account| {
        let customers = account.customers();
        let customers = customers.as_object().cloned().unwrap_or_default();
        customers
            .into_iter()
            .map(|(code, _)| code)
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(&account), ["K1", "K5"]);
    let found = errors(&account);
    assert!(found.iter().all(|issue| issue["rule"] == "row.value"));
    let messages: Vec<&str> = found
        .iter()
        .filter_map(|it| it["message"].as_str())
        .collect();
    assert!(
        messages[0].contains("no option “KIM” in `HANG`"),
        "{messages:?}"
    );
    assert!(messages[1].contains("“BAC” has that name"), "{messages:?}");
    assert!(messages[2].contains("“A;B” are several"), "{messages:?}");
    account.insert_option("HANG", "KIM");
    account.sync().exits(3);
    assert_eq!(
        codes(&account),
        ["K1", "K2", "K5"],
        "the new option was seen"
    );
}

#[test]
fn options_are_known_after_adoption_and_read_once() {
    let account = account(&[["K1", "VANG", ""]]);
    account.run(&["adopt", "--from-account", "--yes"]).exits(0);
    account.sent();
    write(&account, &[["K1", "VANG", ""], ["K2", "KIM", ""]]);
    assert_eq!(errors(&account).len(), 1);
    write(&account, &[["K1", "VANG", ""], ["K2", "BAC", ""]]);
    assert_eq!(account.sent(), []);
    account.sync().exits(0);
    let sent = account.sent();
    let lists = sent.iter().filter(|it| it.path.ends_with("option/get-all"));
    assert_eq!(lists.count(), 0, "they are known");
    account.run(&["plan", "--exit-code"]).exits(0);
}
